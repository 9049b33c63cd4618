//! The ledger: every account's MRR on every day, as columns in memory.
//! Must not know tables or files: it is derived from what `LedgerBuilder` is given, never stored.

mod adjusted;
mod build;
mod terms;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use traversable::TraversableMut;

use super::cause::Cause;
use super::day::Day;
use super::ids::AccountId;
use super::money::Cents;
use super::period::Period;
use super::standing::Standing;

pub use adjusted::{Adjusted, Bridged, MOVE_DAYS};
pub use build::LedgerBuilder;
pub use terms::Priced;

/// What a change of an account's MRR counts as; all changes of one day are one movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, TraversableMut)]
#[strum(serialize_all = "snake_case")]
pub enum MovementKind {
    /// From nothing for the first time.
    New,
    /// From nothing, but active before.
    Reactivation,
    /// Up.
    Expansion,
    /// Down, but still paying.
    Contraction,
    /// Down to nothing.
    Churn,
}

/// One derived movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Movement {
    /// The day.
    pub day: Day,
    /// What it counts as.
    pub kind: MovementKind,
    /// The change.
    #[serde(rename = "delta_cents")]
    pub delta: Cents,
    /// The balance after it.
    #[serde(rename = "balance_cents")]
    pub balance: Cents,
}

/// First and last day of a period, worked out once for a pass over all accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub first: Day,
    /// Last day, included.
    pub last: Day,
}

impl Days {
    /// All days up to one.
    pub fn until(last: Day) -> Days {
        let first = Day::FIRST;
        Days { first, last }
    }

    /// Whether a day lies in it.
    #[inline]
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

impl From<Period> for Days {
    fn from(period: Period) -> Days {
        Days {
            first: period.first(),
            last: period.last(),
        }
    }
}

/// How one account went through a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Its balance at the end of the day before.
    pub opening: Cents,
    /// Its balance at the end of the last day.
    pub closing: Cents,
    /// The highest balance it reached by a change inside the period.
    pub peak: Cents,
    /// Whether it had been active before the period's first day.
    pub known: bool,
}

impl Passage {
    /// What it lost: zero unless it left or shrank.
    pub fn lost(self) -> Cents {
        Cents((self.opening.0 - self.closing.0).max(0))
    }
}

/// Every account's balance after each of its changes. Accounts are dense numbers `0..len`, in the
/// order of their ids; their changes lie side by side, in the order of their days.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    accounts: Vec<AccountId>,
    /// Where each account's changes begin; one more than accounts.
    starts: Vec<u32>,
    days: Vec<Day>,
    balances: Vec<Cents>,
    plans: build::Plans,
    first_day: Option<Day>,
    last_day: Option<Day>,
    /// Every time that an account paid less, or nothing any more, by day.
    falls: Vec<Fall>,
    /// Why payments ended, where the rows say so, by account and day.
    causes: Vec<(AccountId, Day, Cause)>,
    /// Until when accounts are bound by their first yearly term, by account.
    terms: Vec<(AccountId, Day)>,
    /// Subscriptions that end with their term, by account.
    fixed: Vec<terms::EndingTerm>,
    standing: Arc<Standing>,
    /// What accounts paid by themselves that do not count as themselves.
    aside: Option<Box<Ledger>>,
    bridged: Vec<Bridged>,
}

/// One time that an account paid less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fall {
    /// The day.
    pub day: Day,
    /// The account's dense number.
    pub account: u32,
    /// Whether it paid nothing any more.
    pub gone: bool,
}

/// The changes of one account: days ascending, the balance after each; never two equal in a row.
#[derive(Clone, Copy, Debug)]
pub struct Steps<'a> {
    /// The days.
    pub days: &'a [Day],
    /// The balance after each.
    pub balances: &'a [Cents],
}

impl Ledger {
    /// How many accounts, those that never paid included.
    pub fn len(&self) -> usize {
        self.accounts.len()
    }

    /// Whether there is no account at all.
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }

    /// The id of a dense account number.
    pub fn id(&self, account: usize) -> AccountId {
        self.accounts.get(account).copied().unwrap_or_default()
    }

    /// The dense number of an account. Each id missing before it moves its place down by one, so that
    /// with few gaps, the usual case, there is next to nothing to search.
    pub fn index(&self, id: AccountId) -> Option<usize> {
        let (first, last) = (self.accounts.first()?, self.accounts.last()?);
        if id < *first || id > *last {
            return None;
        }
        let span = |to: AccountId| usize::try_from(to.0.abs_diff(first.0)).unwrap_or(usize::MAX);
        let gaps = span(*last) - (self.accounts.len() - 1);
        let highest = span(id).min(self.accounts.len() - 1);
        let lowest = span(id).saturating_sub(gaps);
        let near = &self.accounts[lowest..=highest];
        near.binary_search(&id).ok().map(|n| lowest + n)
    }

    /// An account's changes.
    #[inline]
    pub fn steps(&self, account: usize) -> Steps<'_> {
        let (from, to) = match (self.starts.get(account), self.starts.get(account + 1)) {
            (Some(&from), Some(&to)) => (from as usize, to as usize),
            _ => (0, 0),
        };
        Steps {
            days: &self.days[from..to],
            balances: &self.balances[from..to],
        }
    }

    /// MRR of an account at the end of a day.
    pub fn balance_at(&self, account: usize, day: Day) -> Cents {
        let steps = self.steps(account);
        let n = steps.days.partition_point(|d| *d <= day);
        let last = n.checked_sub(1).map(|last| steps.balances[last]);
        last.unwrap_or_default()
    }

    /// Whether any account is active at the end of a day.
    pub fn is_anybody_at(&self, day: Day) -> bool {
        (0..self.len()).any(|n| self.balance_at(n, day) > Cents::ZERO)
    }

    /// MRR of all accounts at the end of a day.
    pub fn mrr_at(&self, day: Day) -> Cents {
        (0..self.len()).map(|n| self.balance_at(n, day)).sum()
    }

    /// The first day an account was active.
    pub fn first_active(&self, account: usize) -> Option<Day> {
        // A balance begins at zero and only changes are kept, so the first change is upwards.
        self.steps(account).days.first().copied()
    }

    /// The first day an account is no longer bound by its first subscription that is paid by the year.
    pub fn bound_until(&self, account: usize) -> Option<Day> {
        let id = self.id(account);
        let at = self
            .terms
            .binary_search_by_key(&id, |(account, _)| *account);
        at.ok().map(|at| self.terms[at].1)
    }

    /// How an account went through a period.
    #[inline]
    pub fn passage(&self, account: usize, period: Days) -> Passage {
        let steps = self.steps(account);
        let mut passage = Passage::default();
        for (day, balance) in steps.days.iter().zip(steps.balances) {
            if *day > period.last {
                break;
            }
            if *day < period.first {
                passage.known = true;
                passage.opening = *balance;
            } else {
                passage.peak = passage.peak.max(*balance);
            }
            passage.closing = *balance;
        }
        passage
    }

    /// An account's movements, oldest first.
    pub fn movements(&self, account: usize) -> impl Iterator<Item = Movement> + '_ {
        let steps = self.steps(account);
        let mut before = Cents::ZERO;
        let with_days = steps.days.iter().zip(steps.balances).enumerate();
        with_days.map(move |(n, (&day, &balance))| {
            let kind = match (before, balance) {
                (Cents::ZERO, _) if n == 0 => MovementKind::New,
                (Cents::ZERO, _) => MovementKind::Reactivation,
                (_, Cents::ZERO) => MovementKind::Churn,
                (before, balance) if balance > before => MovementKind::Expansion,
                (_, _) => MovementKind::Contraction,
            };
            let delta = balance - before;
            before = balance;
            Movement {
                day,
                kind,
                delta,
                balance,
            }
        })
    }

    /// The day of an account's first contraction or churn on or after a day.
    pub fn first_loss(&self, account: usize, from: Day) -> Option<Day> {
        let steps = self.steps(account);
        let begin = steps.days.partition_point(|d| *d < from);
        (begin.max(1)..steps.days.len())
            .find(|&n| steps.balances[n] < steps.balances[n - 1])
            .map(|n| steps.days[n])
    }

    /// The plan of an account's largest subscription active in a period: at its opening, else at
    /// its closing, else at any time in between. Equal amounts: the first plan by name.
    pub fn plan(&self, account: usize, period: Days) -> Option<&str> {
        let opening = period.first.before();
        self.plan_between(account, opening, opening)
            .or_else(|| self.plan_between(account, period.last, period.last))
            .or_else(|| self.plan_between(account, period.first, period.last))
    }

    /// The plan of an account's largest subscription active at some day from one to another.
    pub fn plan_between(&self, account: usize, from: Day, to: Day) -> Option<&str> {
        self.plans.largest(account, from, to)
    }

    /// The plan of an account's largest subscription ever, for one that pays nothing any more.
    pub fn last_plan(&self, account: usize) -> Option<&str> {
        let last = self.steps(account).days.last()?;
        self.plans.largest(account, last.before(), *last)
    }

    /// The first day of the whole ledger.
    pub fn first_day(&self) -> Option<Day> {
        self.first_day
    }

    /// The day of the last change in the whole ledger.
    pub fn last_day(&self) -> Option<Day> {
        self.last_day
    }

    /// The day of the last change that lies no later than a day.
    pub fn last_day_by(&self, day: Day) -> Option<Day> {
        match self.last_day {
            Some(last) if last > day => {
                let all = self.days.iter().copied();
                all.filter(|own| *own <= day).max()
            }
            last => last,
        }
    }

    /// Every time in some days that an account paid less, by day.
    pub fn falls(&self, days: Days) -> &[Fall] {
        let from = self.falls.partition_point(|fall| fall.day < days.first);
        let to = self.falls.partition_point(|fall| fall.day <= days.last);
        self.falls.get(from..to).unwrap_or_default()
    }

    /// Whether all that changed on a day are accounts that paid less from then on.
    pub fn only_falls_on(&self, day: Day) -> bool {
        let falls = self
            .falls(Days {
                first: day,
                last: day,
            })
            .len();
        falls > 0 && falls == self.days.iter().filter(|own| **own == day).count()
    }

    /// The accounts that paid less at any time in some days, each once, in their order: nobody else can have lost
    /// anything in them.
    pub fn fallen(&self, days: Days) -> Vec<usize> {
        let falls = self.falls(days).iter();
        let mut accounts: Vec<usize> = falls.map(|fall| fall.account as usize).collect();
        accounts.sort_unstable();
        accounts.dedup();
        accounts
    }

    /// Bytes its columns take.
    pub fn bytes(&self) -> usize {
        let causes = self.causes.len() * size_of::<(AccountId, Day, Cause)>();
        let columns = self.accounts.len() * 8 + self.starts.len() * 4 + self.days.len() * 12;
        let terms = self.terms.len() * size_of::<(AccountId, Day)>();
        let terms = terms + self.fixed.len() * size_of::<terms::EndingTerm>();
        let falls = self.falls.len() * size_of::<Fall>();
        columns + falls + causes + terms + self.plans.bytes()
    }
}
