//! Were we warned? Each meeting keeps who was at risk at its period's end, from dated rows only; a later one
//! compares that list with who left. Must not know tables, nor how any of it is shown.
//!
//! Dated rows are usage and the ledger. A column of an accounts file has no date: as it stands now it may have
//! been written after the account had left, so it neither puts anybody on the list nor takes anybody off.

mod hindsight;
mod spoken;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::day::Day;
use super::figure::round6;
use super::ids::{AccountId, MeetingId};
use super::ledger::Ledger;
use super::money::Cents;
use super::period::Period;
use super::sort::{sort, sort_by_key};
use super::stats::newcombe::difference;
use super::tally::Sum;

pub use hindsight::{WarnedHindsight, in_hindsight};
pub use spoken::{DatedRow, Spoken, spoken};

/// Who was at risk at the end of a meeting's period, as kept when it started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Warnings {
    /// The meeting that keeps it.
    pub meeting: MeetingId,
    /// The last day of its period, or the last that was known of where that is earlier: nothing later was looked at.
    pub as_of: Day,
    /// Active accounts with a row of usage by then: rules know nothing of any other.
    pub looked: u64,
    /// What each rule had to look at.
    pub rules: Vec<RuleKept>,
    /// Why nobody was named by the learned score; empty where it named the tenth with the highest.
    pub no_score: String,
    /// Who was on the list. They are rows of the room, not words of its journal.
    #[serde(skip)]
    #[traverse(skip)]
    pub accounts: Vec<Warning>,
}

/// A rule as it was when a list was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct RuleKept {
    /// Its condition, as written.
    pub when: String,
    /// Active accounts it held for.
    pub held: u64,
    /// Active accounts with a value that had no earlier one to be compared with.
    pub not_compared: u64,
}

/// An account on a kept list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The account.
    pub account: AccountId,
    /// Whether a rule named it.
    pub by_rules: bool,
    /// Whether it was among the tenth with the highest learned score.
    pub by_score: bool,
    /// The rule that spoke first, as written, and since when.
    pub first: Option<(String, Day)>,
}

/// What became of a kept list by the end of a later period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Outcome {
    /// The meeting that kept it.
    pub meeting: MeetingId,
    /// The period that meeting reviewed.
    pub period: Period,
    /// Whether it kept a list at all: meetings of before did not. Without one every count is 0.
    pub kept: bool,
    /// The day the list is of.
    pub as_of: Day,
    /// The day until which accounts left or stayed.
    pub until: Day,
    /// The last day of which is known who left, where that is before then: all counts are those so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Day>,
    /// Accounts on the list that still counted as active on its day.
    pub flagged: Sum,
    /// Those of them gone by the end.
    pub flagged_left: Sum,
    /// Accounts active on its day that were not on it.
    pub others: Sum,
    /// Those of them gone by the end.
    pub others_left: Sum,
    /// On the list by a rule, and gone.
    pub by_rules: Caught,
    /// On the list by the learned score, and gone.
    pub by_score: Caught,
    /// The 95 % interval of how much larger the share that left is among the flagged, as a fraction; `None`
    /// without both groups. Newcombe's, see [`difference`].
    pub more: Option<(f64, f64)>,
    /// Which rules spoke first of those on the list who left, the most first.
    pub first: Vec<SpokeFirst>,
    /// Accounts active on its day with a row of usage by then.
    pub looked: u64,
    /// What each rule had to look at.
    pub rules: Vec<RuleKept>,
    /// Why nobody was named by the learned score; empty where it named some.
    pub no_score: String,
    /// What the team says afterwards of those who left; `None` where it says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hindsight: Option<WarnedHindsight>,
}

/// How many a way of naming named, and how many of those left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Caught {
    /// Named.
    pub flagged: u64,
    /// Of them gone.
    pub left: u64,
}

/// A rule that spoke first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct SpokeFirst {
    /// The rule, as written.
    pub rule: String,
    /// Accounts that left of which it spoke first.
    pub accounts: u64,
    /// Days from then to the day they left: the median.
    pub days: i32,
}

/// What changed on the list since the last review that kept one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct ListChange {
    /// The period of that review.
    pub period: Period,
    /// The day its list is of.
    pub then: Day,
    /// The day it is looked at now.
    pub now: Day,
    /// Who is on the list now.
    pub listed: Sum,
    /// Of them not on it then.
    pub new: u64,
    /// On it then, still paying, not on it now.
    pub off: u64,
    /// On it then, gone since.
    pub left: u64,
}

/// The room's whole record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Warned {
    /// What changed since the last review; `None` where no meeting kept a list.
    pub since: Option<ListChange>,
    /// What became of each meeting's list, the oldest first; the last one up to the last whole period.
    pub record: Vec<Outcome>,
}

impl Warned {
    /// What became of the list of the meeting before, for one that reviews a period: the latest that ends with it.
    pub fn of(&self, meeting: MeetingId, period: Period) -> Option<Outcome> {
        let mut before = self.record.iter().rev();
        let last = period.last();
        let of = before.find(|outcome| outcome.until == last && outcome.meeting != meeting);
        of.cloned()
    }
}

/// What became of a list by a later day, or by the last that the data reaches.
pub fn outcome(
    ledger: &Ledger,
    list: &Warnings,
    period: Period,
    (until, reach): (Day, Day),
) -> Outcome {
    let listed = by_customer(ledger, list);
    let end = until.min(reach).max(list.as_of);
    let mut found = Outcome {
        meeting: list.meeting,
        period,
        kept: true,
        as_of: list.as_of,
        until,
        known: (reach < until).then_some(reach),
        looked: list.looked,
        rules: list.rules.clone(),
        no_score: list.no_score.clone(),
        ..Outcome::default()
    };
    let mut spoke: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for account in 0..ledger.len() {
        let mrr = ledger.balance_at(account, list.as_of);
        if mrr <= Cents::ZERO {
            continue;
        }
        let gone = ledger.balance_at(account, end) <= Cents::ZERO;
        let warning = listed.get(&account);
        found.count(warning.copied(), mrr, gone);
        if let Some((rule, since)) = warning.and_then(|w| w.first.as_ref()).filter(|_| gone) {
            let day = left_on(ledger, account, end);
            spoke.entry(rule).or_default().push(day.0 - since.0);
        }
    }
    let more = difference(
        (found.flagged_left.accounts, found.flagged.accounts),
        (found.others_left.accounts, found.others.accounts),
    );
    found.more = more.map(|(low, high)| (round6(low), round6(high)));
    found.first = spoke.into_iter().map(spoke_first).collect();
    sort_by_key(&mut found.first, |rule| std::cmp::Reverse(rule.accounts));
    found
}

impl Outcome {
    /// That a meeting kept no list.
    pub fn none_kept(meeting: MeetingId, period: Period, until: Day) -> Outcome {
        Outcome {
            meeting,
            period,
            as_of: period.last(),
            until,
            ..Outcome::default()
        }
    }

    /// Whether anything could have put an account on the list.
    pub fn could_warn(&self) -> bool {
        self.kept && (self.looked > 0 || self.no_score.is_empty())
    }

    /// Whether anything is known of the days after the list's.
    fn is_known(&self) -> bool {
        self.known.is_none_or(|known| known > self.as_of)
    }

    /// Everybody who left, on the list or not.
    pub fn left(&self) -> Sum {
        Sum {
            accounts: self.flagged_left.accounts + self.others_left.accounts,
            mrr: self.flagged_left.mrr + self.others_left.mrr,
        }
    }

    fn count(&mut self, warning: Option<&Warning>, mrr: Cents, gone: bool) {
        let (all, left) = match warning {
            Some(_) => (&mut self.flagged, &mut self.flagged_left),
            None => (&mut self.others, &mut self.others_left),
        };
        all.add(mrr);
        if gone {
            left.add(mrr);
        }
        let Some(warning) = warning else {
            return;
        };
        let ways = [
            (warning.by_rules, &mut self.by_rules),
            (warning.by_score, &mut self.by_score),
        ];
        for (_, caught) in ways.into_iter().filter(|(named, _)| *named) {
            caught.flagged += 1;
            caught.left += u64::from(gone);
        }
    }
}

/// What changed between a kept list and the one of now, both of dated rows only.
pub fn since(ledger: &Ledger, then: &Warnings, period: Period, now: &Warnings) -> ListChange {
    let (before, after) = (by_customer(ledger, then), by_customer(ledger, now));
    let mut found = ListChange {
        period,
        then: then.as_of,
        now: now.as_of,
        ..ListChange::default()
    };
    for account in 0..ledger.len() {
        let mrr = ledger.balance_at(account, now.as_of);
        let active = mrr > Cents::ZERO;
        let was =
            before.contains_key(&account) && ledger.balance_at(account, then.as_of) > Cents::ZERO;
        let is = active && after.contains_key(&account);
        if is {
            found.listed.add(mrr);
        }
        found.new += u64::from(is && !was);
        found.off += u64::from(was && active && !is);
        found.left += u64::from(was && !active);
    }
    found
}

/// A list by the ledger's numbers. An account that counts as another stands for that one.
fn by_customer<'a>(ledger: &Ledger, list: &'a Warnings) -> BTreeMap<usize, &'a Warning> {
    let mut found: BTreeMap<usize, &Warning> = BTreeMap::new();
    for warning in &list.accounts {
        let Some(customer) = ledger.customer(warning.account) else {
            continue;
        };
        let kept = found.entry(customer).or_insert(warning);
        let day = |warning: &Warning| warning.first.as_ref().map_or(Day::LAST, |(_, day)| *day);
        if day(warning) < day(kept) {
            *kept = warning;
        }
    }
    found
}

/// The day an account that is gone by some day had left.
fn left_on(ledger: &Ledger, account: usize, until: Day) -> Day {
    let days = ledger.steps(account).days;
    let last = days.partition_point(|day| *day <= until);
    last.checked_sub(1).map_or(until, |at| days[at])
}

fn spoke_first((rule, mut days): (&str, Vec<i32>)) -> SpokeFirst {
    sort(&mut days);
    SpokeFirst {
        rule: rule.to_owned(),
        accounts: days.len() as u64,
        days: days.get(days.len() / 2).copied().unwrap_or_default(),
    }
}
