//! Terms that were written down with their end: one runs out where those before it went on on the day they ended.
//! Must not know of whom that is asked, nor when.

use hashbrown::{HashMap, HashSet};

use super::Ledger;
use crate::domain::day::Day;
use crate::domain::ids::AccountId;
use crate::domain::import::Interval;
use crate::domain::money::Cents;

/// So many terms of a kind have to have ended before they say anything of others.
const FEW: u64 = 3;

/// A subscription as the ledger reads it.
#[derive(Clone, Copy, Debug)]
pub struct Priced<'a> {
    /// First day active.
    pub start: Day,
    /// First day no longer active; `None` while it runs.
    pub end: Option<Day>,
    /// The price per interval.
    pub amount: Cents,
    /// How often it is due.
    pub interval: Interval,
    /// Its plan, or empty.
    pub plan: &'a str,
    /// Whether it is a trial, which does not count.
    pub trial: bool,
}

/// A subscription that ends with its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EndingTerm {
    pub(super) account: AccountId,
    pub(super) end: Day,
    /// What is paid for it a month.
    pub(super) monthly: Cents,
    /// How long it is.
    pub(super) months: i32,
    /// Whether it is paid for longer than a month at a time: then the end that a row has is that of its term.
    pub(super) by_row: bool,
}

impl EndingTerm {
    /// The term of an account's row that ends after whole years, quarters or at least three months.
    pub(super) fn of(account: AccountId, row: Priced<'_>, end: Day) -> Option<EndingTerm> {
        let (start, interval) = (row.start, row.interval);
        let unit = match interval {
            Interval::Year => 12,
            Interval::Quarter | Interval::Month => 3,
            Interval::Week | Interval::Day => return None,
        };
        // Its last day may be written for the first one after it.
        let months = (end.year() - start.year()) * 12 + end.month().cast_signed()
            - start.month().cast_signed();
        let near = [months - 1, months, months + 1].into_iter();
        let ends = |months: &i32| [end, end.plus(1)].contains(&start.plus_months(*months));
        let months = near.filter(|months| *months >= unit).find(ends)?;
        let by_row = interval != Interval::Month;
        (!by_row || months % unit == 0).then_some(EndingTerm {
            account,
            end,
            monthly: interval.monthly(row.amount),
            months,
            by_row,
        })
    }

    fn kind(&self) -> (i32, bool) {
        (self.months, self.by_row)
    }
}

impl Ledger {
    /// The ends after a day that are those of terms which run out: the account's own before it, or where it is its
    /// first most others of its kind, went on on the day they ended.
    pub fn running_out(&self, reach: Day) -> HashSet<(AccountId, Day)> {
        let over = |term: &&EndingTerm| term.end <= reach;
        // Whatever else the account pays for beside it goes on in any case.
        let went_on = |term: &EndingTerm| {
            let paid = |n, day| self.balance_at(n, day);
            let beside = |n| paid(n, term.end.before()) - term.monthly;
            let goes_on = |n| paid(n, term.end.plus(1)) > beside(n);
            self.index(term.account).is_some_and(goes_on)
        };
        let mut kinds: HashMap<(i32, bool), (u64, u64)> = HashMap::new();
        for term in self.fixed.iter().filter(over).filter(|term| term.by_row) {
            let (ended, renewed) = kinds.entry(term.kind()).or_default();
            *ended += 1;
            *renewed += u64::from(went_on(term));
        }
        let usual = |term: &EndingTerm| {
            let known = kinds.get(&term.kind());
            known.is_some_and(|(ended, renewed)| *ended >= FEW && renewed * 2 > *ended)
        };
        let mut found = HashSet::new();
        for own in self.fixed.chunk_by(|a, b| a.account == b.account) {
            for term in own.iter().filter(|term| !over(term)) {
                let before = own.iter().filter(over);
                let mut before = before.filter(|it| it.kind() == term.kind()).peekable();
                let runs_out = match before.peek() {
                    Some(_) => before.all(went_on),
                    None => usual(term),
                };
                found.extend(runs_out.then_some((term.account, term.end)));
            }
        }
        found
    }
}
