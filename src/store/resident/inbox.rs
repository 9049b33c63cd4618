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
    pub(super) money: Weighed,
}

/// What accounts lost, whether anybody has read what they said or not.
#[derive(Default)]
pub(super) struct Weighed {
    /// All of it.
    pub(super) whole: Cents,
    /// That of accounts of which something was read.
    read: Cents,
    accounts: HashSet<usize>,
}

impl Weighed {
    /// Of pieces: their account, what it lost, and whether somebody has read it. An account counts once, with the most.
    pub(super) fn of(pieces: impl Iterator<Item = (usize, Cents, bool)>) -> Weighed {
        let mut accounts: HashMap<usize, (Cents, bool)> = HashMap::new();
        for (account, lost, is_read) in pieces {
            let known = accounts.entry(account).or_default();
            *known = (known.0.max(lost), known.1 || is_read);
        }
        let mut weighed = Weighed::default();
        for (account, (lost, is_read)) in accounts {
            weighed.whole += lost;
            if is_read {
                weighed.read += lost;
                weighed.accounts.insert(account);
            }
        }
        weighed
    }
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
            money: Weighed::default(),
        }
    }

    /// Holds it against what was read already.
    pub(super) fn weigh(
        &mut self,
        ledger: &Ledger,
        evidence: &Evidence,
        windows: &Windows,
        is_read: impl Fn(usize) -> bool,
    ) {
        let mut lossless = None;
        let mut read = Vec::new();
        for (account, at) in unread(evidence, is_read) {
            let Some(account) = account.filter(|account| lossless != Some(*account)) else {
                continue;
            };
            if ledger.first_loss(account, Day(i32::MIN)).is_none() {
                lossless = Some(account);
                continue;
            }
            let lost = around(ledger, evidence, windows, account, at).lost();
            read.push((account, lost, true));
        }
        let unread = self.all.iter();
        let unread = unread.filter_map(|one| Some((one.account?, one.lost, false)));
        self.money = Weighed::of(read.into_iter().chain(unread));
    }

    /// Dearest first, then newest.
    pub(super) fn sort(&mut self, evidence: &Evidence) {
        sort_by_key(&mut self.all, |c| {
            let newest = (evidence.day(c.at), evidence.id(c.at));
            Reverse((c.lost, evidence.is_survey(c.at), newest))
        });
    }

    /// How many have to be read, from the first one on, until nine tenths of the whole money are accounted for: what
    /// reads alike once. As the whole stays the same, it comes down to none.
    pub(super) fn most(&self, reads_like: impl Fn(usize) -> Option<u32>) -> u64 {
        let mut accounts = self.money.accounts.clone();
        let mut likenesses = HashSet::new();
        let (mut readings, mut mrr) = (0, self.money.read);
        for one in self.all.iter().filter(|one| one.waits) {
            if mrr.0.saturating_mul(10) >= self.money.whole.0.saturating_mul(9) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_read_for_nine_tenths_comes_down_to_none() {
        let lost = [40, 20, 10, 10, 10, 5, 5];
        let queue = |read: usize| {
            let pieces = lost.iter().enumerate();
            let pieces = pieces.map(|(account, lost)| (account, Cents(*lost), account < read));
            let unread = lost.iter().enumerate().skip(read);
            let unread = unread.map(|(at, lost)| Candidate {
                at,
                account: Some(at),
                opening: Cents(*lost),
                lost: Cents(*lost),
                waits: true,
            });
            Inbox {
                all: unread.collect(),
                left: 0,
                others: 0,
                everywhere: 0,
                mrr: Cents::ZERO,
                money: Weighed::of(pieces),
            }
        };
        let most = |read| queue(read).most(|_| None);
        let most: Vec<u64> = (0..=lost.len()).map(most).collect();
        assert_eq!(most, [5, 4, 3, 2, 1, 0, 0, 0]);
    }
}
