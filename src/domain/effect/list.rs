//! The two sides of a list: who of it was active on its day, who of them is gone by a later one, and what they pay.
//! Must not know what is made of that.

use std::collections::BTreeSet;

use super::aim::Aim;
use super::verdict::{NotCounted, Paid, PerAccount, Side};
use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::losses::Windows;
use crate::domain::money::Cents;
use crate::domain::period::Period;

/// The customers of a list by their numbers in the ledger, all active on its day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Those it is for.
    pub touched: BTreeSet<usize>,
    /// The others of the list.
    pub others: BTreeSet<usize>,
}

impl Sides {
    /// Those of a list that were active on a day, mostly its own. Two accounts that are one customer by now count once:
    /// as touched where one of them was named. What is left out of every number is in neither.
    pub fn of(ledger: &Ledger, aim: &Aim, day: Day) -> Sides {
        let active = |account: &usize| ledger.balance_at(*account, day) > Cents::ZERO;
        let named = |touched: bool| -> BTreeSet<usize> {
            let those = aim.members.iter().filter(|one| one.touched == touched);
            let those = those.filter_map(|one| ledger.customer(one.account));
            those.filter(active).collect()
        };
        let touched = named(true);
        let mut others = named(false);
        if aim.rest {
            others.extend((0..ledger.len()).filter(active));
        }
        others.retain(|account| !touched.contains(account));
        Sides { touched, others }
    }

    /// Of those it is for, who is on neither side, by why.
    pub fn not_counted(ledger: &Ledger, aim: &Aim) -> NotCounted {
        let (mut found, mut seen) = (NotCounted::default(), BTreeSet::new());
        let active = |account: &usize| ledger.balance_at(*account, aim.day) > Cents::ZERO;
        for id in aim.touched() {
            match ledger.customer(id).filter(active) {
                _ if ledger.leaves_out(id) => found.left_out += 1,
                None => found.not_active += 1,
                Some(customer) => found.same += u64::from(!seen.insert(customer)),
            }
        }
        found
    }

    /// Both sides, and who of them is gone on a day, if there is one to look at.
    pub fn on(&self, ledger: &Ledger, day: Option<Day>) -> (Side, Side) {
        let side = |accounts: &BTreeSet<usize>| {
            let gone = |day: Day| {
                let gone = |account: &&usize| ledger.balance_at(**account, day) == Cents::ZERO;
                accounts.iter().filter(gone).count() as u64
            };
            Side {
                accounts: accounts.len() as u64,
                left: day.map(gone),
            }
        };
        (side(&self.touched), side(&self.others))
    }

    /// What both sides pay an account, on one day and on another, if there is one; `None` where one side has nobody.
    pub fn paid(&self, ledger: &Ledger, from: Day, to: Option<Day>) -> Option<Paid> {
        let mean = |accounts: &BTreeSet<usize>, day: Day| {
            let all: Cents = accounts.iter().map(|a| ledger.balance_at(*a, day)).sum();
            let count = i64::try_from(accounts.len()).ok().filter(|n| *n > 0)?;
            Some(Cents((all.0 + count / 2) / count))
        };
        let side = |accounts: &BTreeSet<usize>| {
            Some(PerAccount {
                before: mean(accounts, from)?,
                after: to.and_then(|to| mean(accounts, to)),
            })
        };
        Some(Paid {
            touched: side(&self.touched)?,
            others: side(&self.others)?,
        })
    }
}

/// Who is active at a period's end and named a theme in the days before it: still pay, said so.
pub fn exposed(
    ledger: &Ledger,
    evidence: &Evidence,
    theme: usize,
    period: Period,
    windows: &Windows,
) -> Vec<usize> {
    let days = Days {
        first: period.last().plus(1 - windows.exposed),
        last: period.last(),
    };
    let named = |at: usize| {
        evidence.day(at).is_some_and(|day| days.contains(day))
            && !evidence.is_praise(at)
            && evidence.themes(at).any(|one| one == theme)
    };
    let exposed = |account: &usize| {
        ledger.balance_at(*account, days.last) > Cents::ZERO && evidence.of(*account).any(named)
    };
    (0..ledger.len()).filter(exposed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::effect::aim::Listed;
    use crate::domain::ids::AccountId;
    use crate::domain::sample::{day, moved, said};
    use crate::domain::standing::Standing;

    const PAID: [(i64, &str, i64); 7] = [
        (1, "2026-01-01", 100),
        (1, "2026-08-01", -100),
        (2, "2026-01-01", 300),
        (3, "2026-01-01", 500),
        (3, "2026-06-01", -500), // gone before the list's day
        (4, "2026-01-01", 700),
        (5, "2026-08-01", 900), // not there yet
    ];

    fn aim(rest: bool, members: &[(i64, bool)]) -> Aim {
        let listed = |(id, touched): &(i64, bool)| Listed {
            account: AccountId(*id),
            touched: *touched,
        };
        Aim {
            day: day("2026-07-15"),
            rest,
            members: members.iter().map(listed).collect(),
            ..Aim::default()
        }
    }

    fn side(left: u64, accounts: u64) -> Side {
        Side {
            accounts,
            left: Some(left),
        }
    }

    fn sides(ledger: &Ledger, aim: &Aim) -> Sides {
        Sides::of(ledger, aim, aim.day)
    }

    #[test]
    fn only_who_was_active_on_the_lists_day_is_on_a_side() {
        let ledger = moved(&PAID);
        let all = [
            (1, true),
            (2, true),
            (3, true),
            (4, false),
            (5, false),
            (9, true),
        ];
        let both = sides(&ledger, &aim(false, &all));
        let (then, later) = (day("2026-07-15"), Some(day("2026-08-31")));
        assert_eq!(both.on(&ledger, later), (side(1, 2), side(0, 1)));
        assert_eq!(both.on(&ledger, Some(then)), (side(0, 2), side(0, 1)));
        let apart = Sides::not_counted(&ledger, &aim(false, &all));
        assert_eq!((apart.not_active, apart.all()), (2, 2));
        let rest = sides(&ledger, &aim(true, &[(1, true)]));
        assert_eq!(rest.on(&ledger, later), (side(1, 1), side(0, 2)));
        let paid = both.paid(&ledger, then, later).unwrap();
        assert_eq!(paid.touched.before, Cents(200));
        assert_eq!(paid.touched.after, Some(Cents(150)));
        assert_eq!(paid.difference(), Some(Cents(-50)));
        let alone = sides(&ledger, &aim(false, &[(1, true)]));
        assert_eq!(alone.paid(&ledger, then, later), None);
        // Before anything can have come after it, there is only who was there, and what they paid.
        let (touched, _) = both.on(&ledger, None);
        assert_eq!((touched.accounts, touched.left), (2, None));
        let paid = both.paid(&ledger, then, None).unwrap();
        assert_eq!((paid.touched.after, paid.difference()), (None, None));
    }

    #[test]
    fn accounts_that_became_one_customer_after_it_was_drawn_count_once_and_as_touched() {
        use crate::domain::ledger::LedgerBuilder;
        let standing = Standing::new(&[said(1, false, Some(2)), said(4, true, None)]);
        let mut builder = LedgerBuilder::under(standing.into(), 0);
        for (account, on, delta) in PAID {
            builder.movement(AccountId(account), day(on), Cents(delta));
        }
        let ledger = builder.build();
        let list = aim(false, &[(1, true), (2, false), (4, false)]);
        let (touched, others) = sides(&ledger, &list).on(&ledger, Some(day("2026-08-31")));
        assert_eq!((touched, others), (side(0, 1), side(0, 0)));
        let named = aim(false, &[(1, true), (2, true), (4, true), (3, true)]);
        let apart = NotCounted {
            not_active: 1,
            same: 1,
            left_out: 1,
        };
        assert_eq!(Sides::not_counted(&ledger, &named), apart);
    }
}
