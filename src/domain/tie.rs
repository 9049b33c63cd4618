//! A ledger held against the one sum that somebody outside the room gives for it: what to look at when the two differ,
//! the likeliest first. Must not know files or tables.

use std::collections::{BTreeMap, BTreeSet};

use super::day::Day;
use super::failure::Failure;
use super::ids::AccountId;
use super::import::Tied;
use super::ledger::{Days, Ledger};
use super::money::{Cents, Money, count, counted};

/// So many reasons are told.
const TOLD: usize = 3;
/// How many days from the one named another is looked for.
const NEAR: i32 = 62;

/// A ledger that does not come to the sum given.
pub struct Untied<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The day.
    pub on: Day,
    /// The sum given for its end.
    pub given: Cents,
    /// What the ledger comes to.
    pub ours: Cents,
    /// How many rows of the file were rejected.
    pub rejected: u64,
    /// The currencies of converted rows with the rates used: `USD 0.92`.
    pub rates: &'a BTreeSet<String>,
    /// How the room's amounts are written.
    pub money: Money<'a>,
}

/// An account that pays, paid or will pay just what the two sums differ by, and since or until when.
enum Just {
    Pays(AccountId),
    Until(AccountId, Day),
    From(AccountId, Day),
}

/// Factors between two sums, and where each comes from.
const FACTORS: [(i64, i64, &str); 7] = [
    (
        100,
        1,
        "is 100 times the other: are the prices in the file cents?",
    ),
    (
        12,
        1,
        "is 12 times the other: are prices of a year taken for those of a month?",
    ),
    (
        3,
        1,
        "is 3 times the other: are prices of a quarter taken for those of a month?",
    ),
    (119, 100, TAX),
    (120, 100, TAX),
    (121, 100, TAX),
    (125, 100, TAX),
];
const TAX: &str = "is larger by a rate of tax: does one of them include it?";

/// The sentence with both sums, their difference, and what to look at. `names` are those of
/// [`Untied::accounts`].
pub fn refusal(untied: &Untied<'_>, names: &[(AccountId, String)]) -> Failure {
    let (given, ours, on) = (untied.given, untied.ours, untied.on.dated());
    let money = untied.money;
    let by = match ours > given {
        true => format!("{} more", money.number(ours - given)),
        false => format!("{} less", money.number(given - ours)),
    };
    let message = format!(
        "it does not tie: {} was given for {on} and the ledger comes to {}, {by}; nothing was written",
        money.number(given),
        money.number(ours)
    );
    Failure::usage(message).hint(format!("look at {}", untied.reasons(names).join("; ")))
}

impl Untied<'_> {
    /// The accounts that a reason would name.
    pub fn accounts(&self) -> Vec<AccountId> {
        self.just().map(|just| just.account()).into_iter().collect()
    }

    /// What to look at, the likeliest first.
    fn reasons(&self, names: &[(AccountId, String)]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        found.extend(self.factor());
        found.extend(self.another_day());
        found.extend(self.account(names));
        found.extend(self.excluded());
        found.extend((self.rejected > 0).then(|| {
            let rows = counted(self.rejected, "row");
            format!("{rows} of the file that could not be used")
        }));
        found.extend((!self.rates.is_empty()).then(|| {
            let rates: Vec<&str> = self.rates.iter().map(String::as_str).collect();
            format!("the rates amounts were converted at: {}", rates.join(", "))
        }));
        found.extend([
            "what the other sum counts: trials, unpaid invoices, discounts and tax".to_owned(),
            format!(
                "its day: this is the end of {}, and --on DAY names another",
                self.on.dated()
            ),
            "how each column was read, with --dry-run: unit, interval, quantity".to_owned(),
        ]);
        found.truncate(TOLD);
        found
    }

    /// A factor between the two sums, to half a per cent.
    fn factor(&self) -> Option<String> {
        let (large, small) = (self.given.max(self.ours), self.given.min(self.ours));
        if small <= Cents::ZERO {
            return None;
        }
        let which = if self.ours > self.given {
            "the ledger's sum"
        } else {
            "the sum given"
        };
        let (large, small) = (i128::from(large.0), i128::from(small.0));
        let near = |(top, bottom, _): &&(i64, i64, &str)| {
            let [a, b] = [large * i128::from(*bottom), small * i128::from(*top)];
            (a - b).abs() * 200 <= b.min(a)
        };
        let found = FACTORS.iter().find(near);
        found.map(|(.., words)| format!("the unit: {which} {words}"))
    }

    /// The nearest other day on which the ledger comes to the sum given.
    fn another_day(&self) -> Option<String> {
        let mut changes: BTreeMap<Day, Cents> = BTreeMap::new();
        let (from, to) = (self.on.plus(-NEAR), self.on.plus(NEAR));
        for account in 0..self.ledger.len() {
            for movement in self.ledger.movements(account) {
                if from < movement.day && movement.day <= to {
                    *changes.entry(movement.day).or_default() += movement.delta;
                }
            }
        }
        let mut sum = self.ledger.mrr_at(from);
        let mut ties = Vec::new();
        for n in 0..=2 * NEAR {
            let day = from.plus(n);
            sum += changes.get(&day).copied().unwrap_or_default();
            if sum == self.given {
                ties.push(day);
            }
        }
        let nearest = ties.into_iter().min_by_key(|day| (day.0 - self.on.0).abs());
        nearest.map(|day| format!("the day: it ties on {}", day.dated()))
    }

    /// An account of which the difference is just the price.
    fn just(&self) -> Option<Just> {
        let gap = Cents((self.ours - self.given).0.abs());
        let all = 0..self.ledger.len();
        if self.ours > self.given {
            let mut pays = all.filter(|n| self.ledger.balance_at(*n, self.on) == gap);
            return pays.next().map(|n| Just::Pays(self.ledger.id(n)));
        }
        let near = |day: Day| (day.0 - self.on.0).abs() <= NEAR;
        let mut changes = all.flat_map(|n| self.ledger.movements(n).map(move |m| (n, m)));
        let (n, movement) = changes.find(|(_, m)| {
            near(m.day)
                && (m.day <= self.on && m.delta == -gap || m.day > self.on && m.delta == gap)
        })?;
        let account = self.ledger.id(n);
        Some(match movement.day <= self.on {
            true => Just::Until(account, movement.day),
            false => Just::From(account, movement.day),
        })
    }

    fn account(&self, names: &[(AccountId, String)]) -> Option<String> {
        let just = self.just()?;
        let (_, name) = names.iter().find(|(id, _)| *id == just.account())?;
        Some(match just {
            Just::Pays(_) => format!("{name}, which pays just the difference"),
            Just::Until(_, day) => {
                format!(
                    "{name}, which paid just the difference until {}",
                    day.dated()
                )
            }
            Just::From(_, day) => {
                format!(
                    "{name}, which pays just the difference from {}",
                    day.dated()
                )
            }
        })
    }

    fn excluded(&self) -> Option<String> {
        let day = Days {
            first: self.on,
            last: self.on,
        };
        let excluded = self.ledger.adjusted(day, false).excluded;
        let sum: Cents = excluded.iter().map(|(_, passage)| passage.closing).sum();
        let n = count(excluded.len() as u64);
        (sum > Cents::ZERO).then(|| {
            format!(
                "the accounts that are excluded here: {n} with {}",
                self.money.number(sum)
            )
        })
    }
}

impl Just {
    fn account(&self) -> AccountId {
        match self {
            Just::Pays(account) | Just::Until(account, _) | Just::From(account, _) => *account,
        }
    }
}

/// What is said beside a period's numbers of the sums that were given for days of it: whether each still holds. Of those
/// that do the last is enough.
pub fn words(ties: &[(Tied, Cents)], money: Money<'_>) -> Vec<String> {
    let holds = ties.iter().filter(|(tied, now)| tied.amount == *now);
    let last = holds.max_by_key(|(tied, _)| tied.on).map(|(tied, _)| {
        let (amount, on) = (money.number(tied.amount), tied.on.dated());
        format!("ties to {amount} given at import ({on})")
    });
    let no_longer = ties.iter().filter(|(tied, now)| tied.amount != *now);
    let no_longer = no_longer.map(|(tied, now)| {
        let (amount, on) = (money.number(tied.amount), tied.on.dated());
        format!(
            "no longer ties: {amount} was given at import for {on}, now {}",
            money.number(*now)
        )
    });
    last.into_iter().chain(no_longer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::LedgerBuilder;
    use crate::domain::sample::{day, monthly};

    /// Account 1 pays 400.00 until 12 October, 2 pays 250.00 on, 3 starts with 90.00 on 3 November.
    fn ledger() -> Ledger {
        let mut builder = LedgerBuilder::default();
        for (id, start, end, amount) in [
            (1, "2026-05-01", Some("2026-10-12"), 40_000),
            (2, "2026-06-01", None, 25_000),
            (3, "2026-11-03", None, 9_000),
        ] {
            let row = monthly(day(start), end.map(day), amount);
            builder.subscription(AccountId(id), row);
        }
        builder.build()
    }

    fn refused(given: i64) -> Failure {
        let ledger = ledger();
        let untied = Untied {
            ledger: &ledger,
            on: day("2026-10-31"),
            given: Cents(given),
            ours: ledger.mrr_at(day("2026-10-31")),
            rejected: 0,
            rates: &BTreeSet::new(),
            money: Money::of(None),
        };
        let names = untied.accounts().into_iter();
        let names: Vec<_> = names.map(|id| (id, format!("A{}", id.0))).collect();
        refusal(&untied, &names)
    }

    #[test]
    fn the_likeliest_reason_is_told_first() {
        for (given, first) in [
            (2_500_000, "the unit: the sum given is 100 times the other"),
            (300_000, "the unit: the sum given is 12 times the other"),
            (29_750, "the unit: the sum given is larger by a rate of tax"),
            (65_000, "the day: it ties on 11 Oct 2026"),
            (34_000, "the day: it ties on 3 Nov 2026"),
            (0, "A2, which pays just the difference"),
            (24_999, "what the other sum counts"),
        ] {
            let failure = refused(given);
            let told = failure.hint.strip_prefix("look at ").unwrap();
            assert!(told.starts_with(first), "{given}: {told}");
            assert_eq!(told.split("; ").count(), 3, "{told}");
        }
        let failure = refused(65_000);
        assert_eq!(
            failure.message,
            "it does not tie: 650.00 was given for 31 Oct 2026 and the ledger comes to 250.00, 400.00 less; \
             nothing was written"
        );
        let second = failure.hint.split("; ").nth(1).unwrap();
        assert_eq!(
            second,
            "A1, which paid just the difference until 12 Oct 2026"
        );
    }

    #[test]
    fn of_sums_that_hold_the_last_is_said_and_each_that_does_not() {
        let tied = |on: &str, amount| Tied {
            amount: Cents(amount),
            on: day(on),
        };
        let ties = [
            (tied("2026-08-31", 100), Cents(100)),
            (tied("2026-09-30", 200), Cents(250)),
            (tied("2026-10-31", 153_848_491), Cents(153_848_491)),
        ];
        assert_eq!(
            words(&ties, Money::of(None)),
            [
                "ties to 1,538,484.91 given at import (31 Oct 2026)",
                "no longer ties: 2.00 was given at import for 30 Sep 2026, now 2.50",
            ]
        );
        assert_eq!(words(&[], Money::of(None)), [""; 0]);
    }
}
