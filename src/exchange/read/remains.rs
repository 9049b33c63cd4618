//! What accounts pay after changes whose words say that they left, and after such as say less and leave nothing.
//! Must not know files, nor what follows from it.

use std::hash::{BuildHasher, RandomState};

use super::fields::Goes;
use super::kinds;
use crate::domain::day::Day;
use crate::domain::money::Cents;
use crate::domain::sort::sort;

/// So many are held at most: a file that goes on is like its beginning.
const MOST: usize = 1_000_000;

/// The changes of a file, by account and day.
#[derive(Debug, Default)]
pub(super) struct Remains {
    hasher: RandomState,
    changes: Vec<(u64, Day, i64, Leaves)>,
}

/// What a change says that it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Leaves {
    Nothing,
    Less,
    /// More than before.
    More,
    /// It says nothing of it.
    Unsaid,
}

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contradicted {
    /// Changes that say that an account left which still pays.
    pub left: u64,
    /// What those accounts pay a month after them.
    pub left_sum: Cents,
    /// Changes that say that an account pays less, and leave nothing.
    pub less: u64,
    /// Changes that say that an account pays more, and are below zero.
    pub more: u64,
}

impl Remains {
    pub(super) fn change(&mut self, account: &str, day: Day, delta: Cents, kind: &str) {
        if self.changes.len() >= MOST {
            return;
        }
        let leaves = match kinds::goes(kind) {
            Some(Goes::Down) if kinds::ends(kind) => Leaves::Nothing,
            Some(Goes::Down) => Leaves::Less,
            Some(Goes::Up) => Leaves::More,
            None => Leaves::Unsaid,
        };
        let account = self.hasher.hash_one(account);
        self.changes.push((account, day, delta.0, leaves));
    }

    /// What contradicts its words, of accounts whose first changes are there: others begin below zero.
    pub(super) fn found(&self) -> Contradicted {
        let mut changes = self.changes.clone();
        sort(&mut changes);
        let accounts = changes.chunk_by(|a, b| a.0 == b.0);
        accounts.fold(Contradicted::default(), |found, own| of_one(own, found))
    }
}

fn of_one(changes: &[(u64, Day, i64, Leaves)], mut found: Contradicted) -> Contradicted {
    let (before, mut balance) = (found, 0_i64);
    for of_day in changes.chunk_by(|a, b| a.1 == b.1) {
        balance = of_day
            .iter()
            .fold(balance, |sum, change| sum.saturating_add(change.2));
        if balance < 0 {
            return before;
        }
        let says =
            |leaves: Leaves| of_day.iter().filter(|change| change.3 == leaves).count() as u64;
        let falls = |change: &&(u64, Day, i64, Leaves)| change.3 == Leaves::More && change.2 < 0;
        found.more += of_day.iter().filter(falls).count() as u64;
        match (says(Leaves::Nothing), says(Leaves::Less)) {
            (0, less) if balance == 0 => found.less += less,
            (left, _) if left > 0 && balance > 0 => {
                found.left += left;
                found.left_sum += Cents(balance);
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_against_what_is_left() {
        let mut remains = Remains::default();
        for (account, day, delta, kind) in [
            ("a", 1, 100, "new"),
            ("a", 9, -30, "churn"),
            ("b", 1, 100, "new"),
            ("b", 9, -100, "contraction"),
            ("c", 1, 100, "new"),
            ("c", 9, -100, "churn"),
            ("c", 9, 50, "reactivation"),
            ("d", 9, -40, "churn"),
            ("e", 1, 100, "new"),
            ("e", 9, -100, "churned"),
            ("f", 1, 100, "new"),
            ("f", 5, -40, "upsell"),
        ] {
            remains.change(account, Day(day), Cents(delta), kind);
        }
        let Contradicted {
            left,
            left_sum,
            less,
            more,
        } = remains.found();
        assert_eq!((left, left_sum.0, less, more), (2, 120, 1, 1));
    }
}
