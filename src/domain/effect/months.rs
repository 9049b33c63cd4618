//! What whole months cost, by theme: lost accounts, those whose reason is known, and what is not read yet.
//! Must not know actions, nor what is made of the counts.

use std::collections::BTreeMap;

use super::verdict::ThemeSpan;
use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::losses::{Summed, Windows};
use crate::domain::money::Cents;
use crate::domain::period::Period;

/// One month.
#[derive(Clone, Debug, Default)]
struct Month {
    /// Accounts active at its opening.
    accounts: u64,
    /// What it cost.
    cost: Summed,
}

/// The months of a room, each counted once.
pub struct Months<'a> {
    ledger: &'a Ledger,
    evidence: &'a Evidence,
    windows: &'a Windows,
    kept: BTreeMap<Day, Month>,
}

impl<'a> Months<'a> {
    /// None counted yet.
    pub fn new(ledger: &'a Ledger, evidence: &'a Evidence, windows: &'a Windows) -> Months<'a> {
        Months {
            ledger,
            evidence,
            windows,
            kept: BTreeMap::new(),
        }
    }

    /// The ledger they are of.
    pub fn ledger(&self) -> &'a Ledger {
        self.ledger
    }

    /// The words they are of.
    pub fn evidence(&self) -> &'a Evidence {
        self.evidence
    }

    /// A month.
    fn get(&mut self, month: Period) -> &Month {
        let (ledger, evidence, windows) = (self.ledger, self.evidence, self.windows);
        self.kept.entry(month.first()).or_insert_with(|| {
            let before = month.first().before();
            let active = |account: &usize| ledger.balance_at(*account, before) > Cents::ZERO;
            Month {
                accounts: (0..ledger.len()).filter(active).count() as u64,
                cost: Summed::of(ledger, evidence, Days::from(month), windows),
            }
        })
    }

    /// What a theme cost over the months from one day to another, only those whose losses are read where that is
    /// asked for; `None` without a month.
    pub fn span(&mut self, theme: usize, months: &[Period], read: bool) -> Option<ThemeSpan> {
        let mut span: Option<ThemeSpan> = None;
        for month in months {
            let Month { accounts, cost } = self.get(*month);
            if read && !cost.is_read() {
                continue;
            }
            let (lost, _) = cost.themes.get(theme).copied().unwrap_or_default();
            let (known, accounts) = (cost.known, *accounts);
            let all = span.get_or_insert(ThemeSpan {
                from: *month,
                to: *month,
                months: 0,
                lost: 0,
                known: 0,
                account_months: 0,
            });
            all.to = *month;
            all.months += 1;
            all.lost += lost;
            all.known += known;
            all.account_months += accounts;
        }
        span
    }

    /// How many texts of these months nobody has read, where that is more than a tenth of their loss.
    pub fn unread(&mut self, months: &[Period]) -> Option<u64> {
        let mut all = Summed::default();
        for month in months {
            let cost = &self.get(*month).cost;
            all.lost += cost.lost;
            all.not_tagged += cost.not_tagged;
            all.unread += cost.unread;
        }
        (!all.is_read()).then_some(all.unread)
    }
}

/// The whole months between two days, both included.
pub fn whole(from: Day, to: Day) -> Vec<Period> {
    let mut month = Period::month_of(from);
    if month.first() < from {
        month = month.plus(1);
    }
    let mut months = Vec::new();
    while month.last() <= to {
        months.push(month);
        month = month.plus(1);
    }
    months
}

/// The first month that begins after a day.
pub fn first_after(day: Day) -> Period {
    Period::month_of(day).plus(1)
}
