//! The inbox: all feedback that nobody has read, of any day and without one, with what its account lost around
//! that day. Must not know a period.

use std::cmp::Reverse;

use hashbrown::{HashMap, HashSet};

use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::ledger::{Days, Ledger, Passage};
use crate::domain::losses::Windows;
use crate::domain::money::Cents;
use crate::domain::sort::sort_by_key;

/// A piece of feedback that may be quoted, with what its account lost.
pub(super) struct Candidate {
    pub(super) at: usize,
    pub(super) account: Option<usize>,
    pub(super) opening: Cents,
    pub(super) lost: Cents,
    /// Whether its account's loss waits for it: comes first in the tagging queue.
    pub(super) waits: bool,
}

/// All that waits, of a period or of any day.
pub(super) struct Inbox {
    pub(super) all: Vec<Candidate>,
    /// How many of it are about what an account lost.
    pub(super) left: u64,
    /// How many others there are.
    pub(super) others: u64,
    /// How many there are of any day.
    pub(super) everywhere: u64,
    /// What its accounts lost, each counted once.
    pub(super) mrr: Cents,
}

/// The pieces that are asked for and that somebody can read, with their accounts.
pub(super) fn unread(
    evidence: &Evidence,
    asked: impl Fn(usize) -> bool,
) -> impl Iterator<Item = (Option<usize>, usize)> {
    let all = evidence.all();
    all.filter(move |(_, at)| asked(*at) && is_readable(evidence, *at))
}

/// Whether there is anything to read.
pub(super) fn is_readable(evidence: &Evidence, at: usize) -> bool {
    evidence.has_words(at) || evidence.is_survey(at)
}

impl Inbox {
    /// All that is unread, with what its accounts lost.
    pub(super) fn of(
        ledger: &Ledger,
        evidence: &Evidence,
        windows: &Windows,
        asked: impl Fn(usize) -> bool,
    ) -> Inbox {
        let mut dearest: HashMap<usize, Cents> = HashMap::new();
        let mut all = Vec::new();
        for (account, at) in unread(evidence, asked) {
            let passage = account.map(|a| around(ledger, evidence, windows, a, at));
            let passage = passage.unwrap_or_default();
            let lost = passage.lost();
            if let Some(account) = account {
                let most = dearest.entry(account).or_default();
                *most = lost.max(*most);
            }
            all.push(Candidate {
                at,
                account,
                opening: passage.opening,
                lost,
                waits: lost > Cents::ZERO,
            });
        }
        let everywhere = all.len() as u64;
        let left = all.iter().filter(|c| c.waits).count() as u64;
        Inbox {
            all,
            left,
            others: everywhere - left,
            everywhere,
            mrr: dearest.into_values().sum(),
        }
    }

    /// Dearest first, then newest.
    pub(super) fn sort(&mut self, evidence: &Evidence) {
        sort_by_key(&mut self.all, |c| {
            let newest = (evidence.day(c.at), evidence.id(c.at));
            Reverse((c.lost, evidence.is_survey(c.at), newest))
        });
    }

    /// How many have to be read, from the first one on, until so much is read of the money that nine tenths of it
    /// are accounted for: what reads alike once.
    pub(super) fn most(&self, reads_like: impl Fn(usize) -> Option<u32>) -> u64 {
        let (mut accounts, mut likenesses) = (HashSet::new(), HashSet::new());
        let (mut readings, mut mrr) = (0, Cents::ZERO);
        for one in self.all.iter().filter(|one| one.waits) {
            if mrr.0.saturating_mul(10) >= self.mrr.0.saturating_mul(9) {
                break;
            }
            if reads_like(one.at).is_none_or(|likeness| likenesses.insert(likeness)) {
                readings += 1;
            }
            if one.account.is_none_or(|account| accounts.insert(account)) {
                mrr += one.lost;
            }
        }
        readings
    }
}

/// How an account went through the loss that a piece may be about: of an exit survey the first from shortly before it
/// on, of other words what was lost while they count as evidence, of words without a day its first loss of all.
fn around(
    ledger: &Ledger,
    evidence: &Evidence,
    windows: &Windows,
    account: usize,
    at: usize,
) -> Passage {
    let one_loss = |from: Day| {
        let day = ledger.first_loss(account, from)?;
        let (first, last) = (day, day);
        Some(ledger.passage(account, Days { first, last }))
    };
    let passage = match evidence.day(at) {
        Some(day) if evidence.is_survey(at) => one_loss(day.plus(-windows.survey_lead)),
        Some(day) => {
            let (first, last) = (day.plus(-windows.after), day.plus(windows.before));
            Some(ledger.passage(account, Days { first, last }))
        }
        None => one_loss(Day(i32::MIN)),
    };
    passage.unwrap_or_default()
}
