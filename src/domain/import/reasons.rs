//! Why rows of a file were rejected: sentences that say the same of different values together, with where to look.
//! Must not know what is wrong with a row.

use hashbrown::HashMap;
use serde::Serialize;
use traversable::TraversableMut;

use crate::domain::sort::{sort, sort_by_key};

/// So many sentences are told apart.
const MOST: usize = 200;

/// So many lines are named for each.
const LINES: usize = 5;

/// One reason, as the first row for which it holds says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TraversableMut)]
pub struct Reason {
    /// The sentence.
    pub reason: String,
    /// For how many rows it holds.
    pub rows: u64,
    /// The lines of the first of them.
    #[traverse(skip)]
    pub lines: Vec<u64>,
}

/// The reasons while rows are read.
#[derive(Clone, Debug, Default)]
pub struct RejectReasons {
    places: HashMap<String, usize>,
    found: Vec<Reason>,
}

impl RejectReasons {
    /// Takes in a row. Where there are too many reasons those that come last are not told apart.
    pub fn add(&mut self, line: u64, reason: &str) {
        let alike = alike(reason);
        let at = match self.places.get(&alike) {
            Some(at) => *at,
            None if self.found.len() == MOST => MOST - 1,
            None => {
                self.places.insert(alike, self.found.len());
                self.found.push(Reason {
                    reason: reason.to_owned(),
                    rows: 0,
                    lines: Vec::new(),
                });
                self.found.len() - 1
            }
        };
        let of = &mut self.found[at];
        of.rows += 1;
        if of.lines.len() < LINES && of.lines.last() != Some(&line) {
            of.lines.push(line);
        }
    }

    /// All of them, those of most rows first.
    pub fn all(mut self) -> Vec<Reason> {
        for of in &mut self.found {
            sort(&mut of.lines);
        }
        sort_by_key(&mut self.found, |of| {
            (std::cmp::Reverse(of.rows), of.lines.first().copied())
        });
        self.found
    }
}

/// A sentence without its value and its numbers: `yesterday` in `start` is no day, as is `soon`.
fn alike(reason: &str) -> String {
    let value = reason.strip_prefix('`').and_then(|rest| {
        let (_, rest) = rest.split_once("` in `")?;
        Some(rest)
    });
    let words = value.unwrap_or(reason);
    let is_number = |c: char| c.is_ascii_digit() || ".,-".contains(c);
    let words = words
        .split(' ')
        .map(|word| match word.chars().all(is_number) {
            true => "",
            false => word,
        });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_different_values_is_one_reason() {
        let mut reasons = RejectReasons::default();
        for (line, reason) in [
            (2, "`account` is empty; the row needs it."),
            (3, "`yesterday` in `start` is no day."),
            (4, "`soon` in `start` is no day."),
            (5, "`soon` in `end` is no day."),
            (
                6,
                "Its period from 2026-01-01 to 2026-01-09 is no number of weeks.",
            ),
            (
                7,
                "Its period from 2026-01-01 to 2026-02-02 is no number of weeks.",
            ),
        ] {
            reasons.add(line, reason);
        }
        let all: Vec<_> = reasons
            .all()
            .into_iter()
            .map(|r| (r.rows, r.lines))
            .collect();
        assert_eq!(
            all,
            [(2, vec![3, 4]), (2, vec![6, 7]), (1, vec![2]), (1, vec![5])]
        );
    }

    #[test]
    fn no_number_of_reasons_grows_beyond_all_measure() {
        let mut reasons = RejectReasons::default();
        for line in 0..1_000 {
            reasons.add(line, &format!("It is {line}x."));
        }
        let all = reasons.all();
        assert_eq!((all.len(), all[0].rows), (MOST, 801));
    }
}
