//! What whole months cost, by theme: lost accounts, those whose reason is known, and what is not read yet.
//! Must not know actions, nor what is made of the counts.

use std::collections::BTreeMap;

use super::verdict::Span;
use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::losses::{Verdict, Windows, evidence_of, is_read, losses};
use crate::domain::money::Cents;
use crate::domain::period::Period;

/// One month.
#[derive(Clone, Debug, Default)]
pub struct MonthLosses {
    /// Accounts active at its opening.
    pub accounts: u64,
    /// Lost accounts whose reason is known.
    pub known: u64,
    /// What was lost.
    pub lost: Cents,
    /// What of it is not tagged yet.
    pub not_tagged: Cents,
    /// Texts of those lost accounts that nobody has read.
    pub unread: u64,
    /// Lost accounts by the theme they named.
    by_theme: Vec<u64>,
}

impl MonthLosses {
    fn count(ledger: &Ledger, evidence: &Evidence, month: Period, windows: &Windows) -> Self {
        let days = Days::from(month);
        let active = |account: &usize| ledger.balance_at(*account, days.first.before());
        let all = losses(ledger, evidence, days, windows);
        let mut found = MonthLosses {
            accounts: (0..ledger.len())
                .filter(|a| active(a) > Cents::ZERO)
                .count() as u64,
            by_theme: vec![0; evidence.book().themes()],
            ..MonthLosses::default()
        };
        for loss in &all.rows {
            found.lost += loss.lost();
            match loss.verdict {
                Verdict::Themes => {
                    found.known += 1;
                    for theme in all.themes(loss) {
                        if let Some(count) = found.by_theme.get_mut(theme) {
                            *count += 1;
                        }
                    }
                }
                Verdict::NotTagged => {
                    found.not_tagged += loss.lost();
                    let said = evidence_of(ledger, evidence, loss.account, days, windows);
                    found.unread += said.filter(|at| evidence.is_untouched(*at)).count() as u64;
                }
                Verdict::NoReason | Verdict::NobodySaid => {}
            }
        }
        found
    }
}

/// The months of a room, each counted once.
pub struct Months<'a> {
    ledger: &'a Ledger,
    evidence: &'a Evidence,
    windows: &'a Windows,
    kept: BTreeMap<Day, MonthLosses>,
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
    pub fn get(&mut self, month: Period) -> &MonthLosses {
        let count = || MonthLosses::count(self.ledger, self.evidence, month, self.windows);
        self.kept.entry(month.first()).or_insert_with(count)
    }

    /// What a theme cost over the months from one day to another, only those whose losses are read where that is
    /// asked for; `None` without a month.
    pub fn span(&mut self, theme: usize, months: &[Period], read: bool) -> Option<Span> {
        let mut span: Option<Span> = None;
        for month in months {
            let found = self.get(*month);
            if read && !is_read(found.lost, found.not_tagged) {
                continue;
            }
            let lost = found.by_theme.get(theme).copied().unwrap_or_default();
            let (known, accounts) = (found.known, found.accounts);
            let all = span.get_or_insert(Span {
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
        let (mut lost, mut not_tagged, mut unread) = (Cents::ZERO, Cents::ZERO, 0);
        for month in months {
            let found = self.get(*month);
            lost += found.lost;
            not_tagged += found.not_tagged;
            unread += found.unread;
        }
        (!is_read(lost, not_tagged)).then_some(unread)
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
