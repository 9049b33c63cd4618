//! Where one subscription of an account ends and the next begins: whether a file's ends look like last days paid for.
//! Must not know files, nor what follows from it.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashSet;

use crate::domain::day::Day;
use crate::domain::import::SubscriptionRow;
use crate::domain::money::Cents;

/// So many are held at most: a file that goes on is like its beginning.
const MOST: usize = 1_000_000;

/// Starts and ends by account.
#[derive(Debug, Default)]
pub(super) struct Turns {
    hasher: RandomState,
    starts: HashSet<(u64, Day)>,
    ends: Vec<(u64, Day)>,
    latest: Option<Day>,
    /// The ends of those whose status says that they run, and what they come to a month.
    running: Vec<(Day, Cents)>,
}

impl Turns {
    pub(super) fn subscription(&mut self, row: &SubscriptionRow) {
        self.latest = self.latest.max(Some(row.start));
        let paid = !row.trial && row.amount > Cents::ZERO && row.end != Some(row.start);
        if !paid || self.starts.len() >= MOST {
            return;
        }
        let account = self.hasher.hash_one(&row.account);
        self.starts.insert((account, row.start));
        self.ends.extend(row.end.map(|end| (account, end)));
    }

    /// Notes the end of one whose status says that it runs.
    pub(super) fn runs_until(&mut self, end: Day, mrr: Cents) {
        if self.running.len() < MOST {
            self.running.push((end, mrr));
        }
    }

    /// Ends with a start of the same account on the day after and none on the day itself, and those with one on it.
    pub(super) fn pairs(&self) -> (u64, u64) {
        let (mut after, mut on) = (0, 0);
        for (account, end) in &self.ends {
            if self.starts.contains(&(*account, *end)) {
                on += 1;
            } else if self.starts.contains(&(*account, end.plus(1))) {
                after += 1;
            }
        }
        (after, on)
    }

    /// Running ones that ended before `today`, or before the last start where nobody knows the day: how many, what they
    /// come to, and that day.
    pub(super) fn ended_running(&self, today: Option<Day>) -> Option<EndedRuns> {
        let before = today.max(self.latest)?;
        let over = self.running.iter().filter(|(end, _)| *end < before);
        let (rows, sum) = over.fold((0, Cents::ZERO), |(rows, sum), (_, mrr)| {
            (rows + 1, sum + *mrr)
        });
        (rows > 0).then_some(EndedRuns { rows, sum, before })
    }
}

/// Subscriptions whose status says that they run, and that ended before a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EndedRuns {
    /// How many.
    pub(super) rows: u64,
    /// What they come to a month.
    pub(super) sum: Cents,
    /// The day.
    pub(super) before: Day,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_meet_starts_of_the_same_account() {
        let mut turns = Turns::default();
        for (account, start, end) in [
            ("a", 10, Some(20)),
            ("a", 21, Some(30)),
            ("a", 30, None),
            ("b", 21, Some(25)),
            ("b", 25, Some(26)),
            ("c", 27, None),
        ] {
            turns.subscription(&SubscriptionRow {
                account: account.to_owned(),
                start: Day(start),
                end: end.map(Day),
                amount: Cents(100),
                ..SubscriptionRow::default()
            });
        }
        assert_eq!(turns.pairs(), (1, 2));
        assert_eq!(turns.ended_running(Some(Day(40))), None);
        turns.runs_until(Day(29), Cents(100));
        turns.runs_until(Day(31), Cents(20));
        let ended = |today| {
            turns
                .ended_running(today)
                .map(|e| (e.rows, e.sum.0, e.before.0))
        };
        assert_eq!(ended(None), Some((1, 100, 30)));
        assert_eq!(ended(Some(Day(32))), Some((2, 120, 32)));
    }
}
