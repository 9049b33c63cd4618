//! Who stands behind a number: the accounts that make it, each with what it adds to it.
//! Must not know names or tables: pure functions over a `Ledger`.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::account::{AccountBrief, LostAccount};
use super::day::Day;
use super::figure::{Figure, RatioUnit};
use super::hindsight::Hindsight;
use super::ledger::{Days, Ledger};
use super::money::Cents;
use super::period::Period;
use super::profile::Profile;
use super::sort::sort_by_key;
use super::tally::{Line, Tally};
use super::word::Word;

/// A number whose accounts are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A line of the bridge.
    Line(Line),
    /// The numerator of a figure, as the profile means it.
    Figure(Figure),
    /// Churn and contraction together: what breakdowns call lost.
    Lost,
    /// Accounts first active in some months, at one of their cohort's cells.
    Cohort {
        /// The first month.
        first: Period,
        /// The last month; the same for a single cohort.
        last: Period,
        /// When they are looked at.
        at: When,
        /// Those gone by then instead of those still active.
        gone: bool,
    },
}

/// When the accounts of a cohort are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// At the end of the month so many after that of joining.
    Months(u32),
    /// On their 90th day.
    Day90,
}

impl What {
    /// Everything that can be asked by a word; cohorts need more than one.
    pub fn words() -> impl Iterator<Item = (String, What)> {
        let lines = Line::ALL.map(|line| (line.name().replace(' ', "-"), What::Line(line)));
        let figures = Figure::ALL.map(|f| (f.word().replace('_', "-"), What::Figure(f)));
        let lost = ("lost".to_owned(), What::Lost);
        lines.into_iter().chain([lost]).chain(figures)
    }

    /// The cell of the cohorts of some months, the first and the last.
    pub fn cohort((first, last): (Period, Period), at: When, gone: bool) -> What {
        What::Cohort {
            first,
            last,
            at,
            gone,
        }
    }

    /// What its accounts are called: `Left`, `Joined May 2026, still active 3 months later`.
    pub fn title(self) -> String {
        match self {
            What::Line(line) => line.people().to_owned(),
            What::Figure(figure) => format!("Behind {}", figure.name()),
            What::Lost => "Left or shrank".to_owned(),
            What::Cohort {
                first,
                last,
                at,
                gone,
            } => {
                let mut who = first.short();
                if first != last {
                    who += &format!(" to {}", last.short());
                }
                format!("Joined {who}, {}", at.words(gone))
            }
        }
    }

    /// What the amount counted is to an account: `lost`, `gained`.
    pub fn amount(self) -> &'static str {
        use Line::{Contraction, Expansion, New, Reactivation};
        match self {
            What::Line(New | Reactivation | Expansion) | What::Figure(Figure::QuickRatio) => {
                "gained"
            }
            What::Figure(Figure::NetMrrChurn) => "lost net",
            What::Line(Line::Churn | Contraction)
            | What::Lost
            | What::Figure(Figure::LogoChurn | Figure::GrossMrrChurn) => "lost",
            What::Figure(Figure::Grr | Figure::Nrr) => "kept",
            What::Line(Line::CameAndWent) => "at most",
            What::Cohort { gone: true, .. } => "paid",
            What::Line(Line::Opening | Line::Closing) | What::Cohort { .. } => "MRR",
        }
    }

    /// Whether its accounts lost something, so that it is asked why.
    pub fn loses(self) -> bool {
        self.amount().starts_with("lost")
    }

    /// Whether it is made of what was lost: where losses are not known, it is of those on file alone.
    pub fn needs_losses(self) -> bool {
        match self {
            What::Line(line) => line.loses(),
            What::Figure(_) | What::Lost => true,
            What::Cohort { .. } => false,
        }
    }

    /// Whether it is counted over a period; a cohort brings its own days.
    pub fn in_period(self) -> bool {
        !matches!(self, What::Cohort { .. })
    }

    /// What one account adds: how often it counts, and its money.
    fn own(self, tally: &Tally, profile: Profile) -> (i64, Cents) {
        match self {
            What::Line(line) => (line.accounts(tally).cast_signed(), line.mrr(tally)),
            What::Lost => {
                let times = tally.accounts.churned + tally.accounts.shrank;
                (times.cast_signed(), tally.mrr.churn + tally.mrr.contraction)
            }
            What::Figure(figure) => {
                let Some(definition) = figure.definition(profile) else {
                    return (0, Cents::ZERO);
                };
                let ratio = definition.ratio(tally);
                match ratio.unit {
                    // What left with them: the only count of a figure is that of churned accounts.
                    RatioUnit::Accounts if ratio.top != 0 => (ratio.top, tally.mrr.churn),
                    RatioUnit::Accounts => (0, Cents::ZERO),
                    RatioUnit::MrrCents => (i64::from(ratio.top != 0), Cents(ratio.top)),
                }
            }
            What::Cohort { .. } => (0, Cents::ZERO),
        }
    }
}

impl When {
    /// `still active 3 months later`, `gone by day 90`.
    fn words(self, gone: bool) -> String {
        let when = match self {
            When::Months(0) => "at the end of that month".to_owned(),
            When::Months(1) => "a month later".to_owned(),
            When::Months(n) => format!("{n} months later"),
            When::Day90 => "on day 90".to_owned(),
        };
        let what = if gone { "gone" } else { "still active" };
        format!("{what} {when}")
    }

    /// The day an account that joined on a day is looked at.
    fn day(self, joined: Day) -> Day {
        match self {
            When::Months(n) => {
                let months = i32::try_from(n).unwrap_or(i32::MAX);
                joined.month_start().plus_months(months).month_end()
            }
            When::Day90 => joined.plus(super::cohorts::DAY_90),
        }
    }
}

/// What one account adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addend {
    /// The account, by its place in the ledger.
    pub account: usize,
    /// Its MRR at the start: of the period, or when it joined.
    pub opening: Cents,
    /// Its MRR at the end.
    pub closing: Cents,
    /// How often it counts: an account that left twice may count twice, as its profile says.
    pub times: i64,
    /// The money it adds.
    pub counted: Cents,
}

/// The accounts behind a number of a period, largest amounts first, of those that `within` lets pass.
/// What each adds sums up to the number. Cohorts follow accounts that joined by the `reach`.
pub fn behind(
    ledger: &Ledger,
    what: What,
    days: Days,
    profile: Profile,
    reach: Day,
    within: impl Fn(usize) -> bool,
) -> Vec<Addend> {
    let of = |account: usize| match what {
        What::Cohort {
            first,
            last,
            at,
            gone,
        } => of_cohort(ledger, account, (first, last), at, gone, reach),
        What::Line(_) | What::Figure(_) | What::Lost => {
            of_period(ledger, account, what, days, profile)
        }
    };
    let accounts = (0..ledger.len()).filter(|account| within(*account));
    let mut parts: Vec<Addend> = accounts.filter_map(of).collect();
    sort_by_key(&mut parts, |part| {
        (Reverse(part.counted.0.abs()), part.account)
    });
    parts
}

fn of_period(
    ledger: &Ledger,
    account: usize,
    what: What,
    days: Days,
    profile: Profile,
) -> Option<Addend> {
    let tally = Tally::of(ledger, account, days, profile);
    let (times, counted) = what.own(&tally, profile);
    (times != 0 || counted != Cents::ZERO).then_some(Addend {
        account,
        opening: tally.mrr.opening,
        closing: tally.mrr.closing,
        times,
        counted,
    })
}

fn of_cohort(
    ledger: &Ledger,
    account: usize,
    (first, last): (Period, Period),
    at: When,
    gone: bool,
    reach: Day,
) -> Option<Addend> {
    let joined = ledger.first_active(account)?;
    if joined < first.first() || joined > last.last().min(reach) {
        return None;
    }
    let day = at.day(joined);
    let closing = ledger.balance_at(account, day);
    if gone != (closing == Cents::ZERO) {
        return None;
    }
    // The last it paid before it went.
    let paid = || {
        let steps = ledger.steps(account);
        let until = steps.days.partition_point(|d| *d <= day);
        let mut before = steps.balances[..until].iter().rev().copied();
        let paid = before.find(|balance| *balance > Cents::ZERO);
        paid.unwrap_or_default()
    };
    Some(Addend {
        account,
        opening: ledger.balance_at(account, joined),
        closing,
        times: 1,
        counted: if gone { paid() } else { closing },
    })
}

/// An account behind a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct CountedAccount {
    /// The account.
    pub account: AccountBrief,
    /// Its MRR at the start: of the period, or when it joined.
    #[serde(rename = "opening_cents")]
    pub opening: Cents,
    /// Its MRR at the end.
    #[serde(rename = "closing_cents")]
    pub closing: Cents,
    /// How often it counts.
    #[serde(rename = "counted_accounts")]
    pub times: i64,
    /// The money it adds.
    #[serde(rename = "counted_cents")]
    pub counted: Cents,
    /// The names of the themes in its evidence, where it lost something.
    pub themes: Vec<String>,
    /// Whether that was expected and avoidable, where somebody says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hindsight: Option<Hindsight>,
}

impl From<LostAccount> for CountedAccount {
    fn from(lost: LostAccount) -> CountedAccount {
        CountedAccount {
            times: 1,
            counted: lost.lost(),
            account: lost.account,
            opening: lost.opening,
            closing: lost.closing,
            themes: lost.themes,
            hindsight: lost.hindsight,
        }
    }
}

/// A page of the accounts behind a number, with what all of them add up to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Behind {
    /// The profile it was counted by.
    pub profile: Profile,
    /// How many accounts there are.
    pub accounts: u64,
    /// How often they count together.
    #[serde(rename = "counted_accounts")]
    pub times: i64,
    /// The money they add together.
    #[serde(rename = "counted_cents")]
    pub counted: Cents,
    /// The accounts, the largest amounts first.
    pub items: Vec<CountedAccount>,
    /// The key the next page begins after.
    pub next: Option<String>,
}

/// The place of a part in the list, as the key of a page: `1200:17`, its amount and its account.
pub fn key(part: &Addend) -> String {
    format!("{}:{}", part.counted.0.abs(), part.account)
}

/// Where the parts after a key begin; a key that none has is where it would be.
pub fn after(parts: &[Addend], key: &str) -> usize {
    let numbers = key.split_once(':');
    let numbers = numbers.and_then(|(m, a)| Some((Reverse(m.parse().ok()?), a.parse().ok()?)));
    numbers.map_or(0, |last: (Reverse<i64>, usize)| {
        parts.partition_point(|part| (Reverse(part.counted.0.abs()), part.account) <= last)
    })
}
