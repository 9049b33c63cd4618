//! The inbox: all feedback that nobody has read, of any day and without one, with what its account lost around
//! that day. Must not know a period.

use std::cmp::Reverse;

use hashbrown::{HashMap, HashSet};

use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::ledger::{Days, Ledger, Passage};
use crate::domain::losses::{LossVerdict, Windows, of_account};
use crate::domain::money::Cents;
use crate::domain::sort::sort_by_key;

/// A piece of feedback that may be quoted, with what its account lost.
pub(super) struct QuoteCandidate {
    pub(super) at: usize,
    /// Whose it is.
    pub(super) account: Option<usize>,
    /// The loss that it is about: however many are, that counts once.
    pub(super) of: Option<usize>,
    pub(super) opening: Cents,
    pub(super) lost: Cents,
    /// Whether that loss waits for it, nothing that was read explaining it: comes first in the tagging queue.
    pub(super) waits: bool,
}

/// All that waits, of a period or of any day.
pub(super) struct Inbox {
    pub(super) all: Vec<QuoteCandidate>,
    /// How many of it are about what an account lost.
    pub(super) left: u64,
    /// How many others there are.
    pub(super) others: u64,
    /// How many there are of any day.
    pub(super) everywhere: u64,
    /// What its accounts lost and nothing that was read explains, each loss counted once.
    pub(super) mrr: Cents,
    pub(super) money: Weighed,
}

/// What accounts lost, whether anybody has read what they said or not.
#[derive(Default)]
pub(super) struct Weighed {
    /// All of it.
    pub(super) whole: Cents,
    /// That of which something was read.
    read: Cents,
    losses: HashSet<usize>,
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
                weighed.losses.insert(account);
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

/// What is asked for of an inbox.
pub(super) struct AskedInbox<M> {
    /// Whether what was read already is read again.
    pub(super) again: bool,
    /// The pieces that are meant, whether somebody has read them or not.
    pub(super) meant: M,
}

/// The pieces on which losses wait, each with which loss that is and what was lost, and all that was lost.
#[derive(Default)]
struct WaitingLosses {
    pieces: HashMap<usize, (usize, Cents)>,
    mrr: Cents,
    money: Weighed,
}

impl<M: Fn(usize) -> bool> AskedInbox<M> {
    fn is_asked(&self, evidence: &Evidence, at: usize) -> bool {
        (self.again || evidence.is_untouched(at)) && (self.meant)(at)
    }

    /// All that waits, and what is explained by what was read: month by month, as the themes count it.
    fn waiting(&self, ledger: &Ledger, evidence: &Evidence, windows: &Windows) -> WaitingLosses {
        let (mut waiting, mut seen) = (WaitingLosses::default(), HashSet::new());
        let accounts = unread(evidence, &self.meant).filter_map(|(account, _)| account);
        let losses = accounts.filter(|account| seen.insert(*account));
        let losses = losses.flat_map(|account| of_account(ledger, evidence, account, windows));
        for (number, (loss, said)) in losses.enumerate() {
            let lost = loss.lost();
            let mut said = said
                .into_iter()
                .filter(|at| (self.meant)(*at) && is_readable(evidence, *at))
                .peekable();
            if loss.verdict != LossVerdict::NotTagged && !self.again {
                if said.peek().is_some() {
                    waiting.money.whole += lost;
                    waiting.money.read += lost;
                }
                continue;
            }
            let mut any = false;
            for at in said.filter(|at| self.is_asked(evidence, *at)) {
                any = true;
                let known = waiting.pieces.entry(at).or_insert((number, lost));
                if known.1 < lost {
                    *known = (number, lost);
                }
            }
            if any {
                waiting.mrr += lost;
                waiting.money.whole += lost;
            }
        }
        waiting
    }
}

impl Inbox {
    /// All that is asked for of any day, with what waits for it.
    pub(super) fn of<M: Fn(usize) -> bool>(
        ledger: &Ledger,
        evidence: &Evidence,
        windows: &Windows,
        asked: &AskedInbox<M>,
    ) -> Inbox {
        let waiting = asked.waiting(ledger, evidence, windows);
        let is_asked = |at: usize| asked.is_asked(evidence, at);
        let all = unread(evidence, is_asked).map(|(account, at)| {
            let passage = account.map(|a| around(ledger, evidence, windows, a, at));
            let passage = passage.unwrap_or_default();
            let waits = waiting.pieces.get(&at);
            QuoteCandidate {
                at,
                account,
                of: waits.map(|(loss, _)| *loss),
                opening: passage.opening,
                lost: waits.map_or(passage.lost(), |(_, lost)| *lost),
                waits: waits.is_some(),
            }
        });
        let all: Vec<QuoteCandidate> = all.collect();
        let everywhere = all.len() as u64;
        let left = waiting.pieces.len() as u64;
        let mut inbox = Inbox {
            all,
            left,
            others: everywhere - left,
            everywhere,
            mrr: waiting.mrr,
            money: waiting.money,
        };
        inbox.sort(evidence);
        inbox
    }

    /// What waits first, the dearest before others, then the newest.
    fn sort(&mut self, evidence: &Evidence) {
        sort_by_key(&mut self.all, |c| {
            let newest = (evidence.day(c.at), evidence.id(c.at));
            Reverse((c.waits, c.lost, evidence.is_survey(c.at), newest))
        });
    }

    /// How many have to be read, from the first one on, until nine tenths of the whole money are accounted for: what
    /// reads alike once. As the whole stays the same, it comes down to none.
    pub(super) fn most(&self, reads_like: impl Fn(usize) -> Option<u32>) -> u64 {
        let mut losses = self.money.losses.clone();
        let (mut readings, mut mrr) = (0, self.money.read);
        for reading in self.readings(reads_like) {
            if mrr.0.saturating_mul(10) >= self.money.whole.0.saturating_mul(9) {
                break;
            }
            readings += 1;
            for one in reading {
                if one.of.is_none_or(|loss| losses.insert(loss)) {
                    mrr += one.lost;
                }
            }
        }
        readings
    }

    /// What waits, by what is read at once: pieces that read alike are one, where the first of them stands.
    fn readings(
        &self,
        reads_like: impl Fn(usize) -> Option<u32>,
    ) -> impl Iterator<Item = Vec<&QuoteCandidate>> {
        let mut readings: Vec<Vec<&QuoteCandidate>> = Vec::new();
        let mut known: HashMap<u32, usize> = HashMap::new();
        for one in self.all.iter().filter(|one| one.waits) {
            let fresh = readings.len();
            let place =
                reads_like(one.at).map_or(fresh, |like| *known.entry(like).or_insert(fresh));
            match readings.get_mut(place) {
                Some(reading) => reading.push(one),
                None => readings.push(vec![one]),
            }
        }
        readings.into_iter()
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
            let unread = unread.map(|(at, lost)| QuoteCandidate {
                at,
                account: Some(at),
                of: Some(at),
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
        let most = |like: fn(usize) -> Option<u32>| -> Vec<u64> {
            (0..=lost.len())
                .map(|read| queue(read).most(like))
                .collect()
        };
        assert_eq!(most(|_| None), [5, 4, 3, 2, 1, 0, 0, 0]);
        // The last three read like the first, and are read with it; where it alone was read they are read once more.
        let like_the_first = |at: usize| [0, 4, 5, 6].contains(&at).then_some(7);
        assert_eq!(most(like_the_first), [3, 4, 3, 2, 1, 0, 0, 0]);
    }
}
