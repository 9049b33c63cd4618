//! Many patterns looked for in a text: they stand in their order, each with the longest other that it begins with.
//! That is made in a fraction of the time that an automaton over all their letters takes, and the texts of an answer
//! are few. Must not know what a pattern stands for.

use std::ops::Range;

use crate::domain::sort::sort_by;

/// A pattern and what it stands for.
#[derive(Debug)]
struct Pattern<T> {
    /// Its first letters as a number, by which most are told apart without a look at the rest.
    head: u64,
    letters: String,
    /// The place of the longest one before it that it begins with.
    begins: Option<u32>,
    of: T,
}

/// Patterns in their order.
#[derive(Debug)]
pub(super) struct Finder<T> {
    patterns: Vec<Pattern<T>>,
    /// The place of the first whose first two bytes are these or come behind them.
    places: Vec<usize>,
}

impl<T> Finder<T> {
    /// Of patterns with what they stand for; the first with some letters, and those that may stand `beside` it.
    pub(super) fn new(all: Vec<(String, T)>, beside: impl Fn(&T, &T) -> bool) -> Finder<T> {
        let with_head = |(letters, of): (String, T)| (head(&letters), letters, of);
        let mut all: Vec<(u64, String, T)> = all.into_iter().map(with_head).collect();
        sort_by(&mut all, |a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let mut patterns: Vec<Pattern<T>> = Vec::with_capacity(all.len());
        for (head, letters, of) in all {
            let mut same = patterns.iter().rev().take_while(|p| p.letters == letters);
            if same.all(|p| beside(&p.of, &of)) {
                let last = patterns.len().checked_sub(1);
                let begins =
                    chain(&patterns, last).find(|at| letters.starts_with(&patterns[*at].letters));
                let begins = begins.and_then(|at| u32::try_from(at).ok());
                patterns.push(Pattern {
                    head,
                    letters,
                    begins,
                    of,
                });
            }
        }
        let mut places = vec![0; (1 << 16) + 1];
        patterns
            .iter()
            .for_each(|p| places[first_two(p.head) + 1] += 1);
        (1..places.len()).for_each(|at| places[at] += places[at - 1]);
        Finder { patterns, places }
    }

    /// Where a text has patterns, from its beginning on, those with the same letters in the order in which they were
    /// given.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, &'a T)> {
        text.char_indices().flat_map(move |(from, _)| {
            let found = self.beginning(&text[from..]).into_iter();
            found.map(move |p| (from..from + p.letters.len(), &p.of))
        })
    }

    /// The first pattern that goes on after these letters.
    pub(super) fn goes_on(&self, letters: &str) -> Option<&T> {
        let sought = (head(letters), letters);
        let before = |p: &Pattern<T>| (p.head, &*p.letters) <= sought;
        let next = self.patterns.get(self.patterns.partition_point(before))?;
        next.letters.starts_with(letters).then_some(&next.of)
    }

    /// The patterns that a text begins with. Whatever stands between one of them and the text in the order of
    /// letters begins with it too: so the last before the text begins with all of them.
    fn beginning(&self, text: &str) -> Vec<&Pattern<T>> {
        let sought = (head(text), text);
        let near = first_two(sought.0);
        let near = self.places[near]..self.places[near + 1];
        let before = |p: &Pattern<T>| (p.head, &*p.letters) <= sought;
        let behind = near.start + self.patterns[near].partition_point(before);
        let last = chain(&self.patterns, behind.checked_sub(1)).map(|at| &self.patterns[at]);
        let mut found: Vec<&Pattern<T>> = last.filter(|p| text.starts_with(&p.letters)).collect();
        found.reverse();
        found
    }
}

/// A pattern and those it begins with, the longest first.
fn chain<T>(patterns: &[Pattern<T>], from: Option<usize>) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(from, |at| patterns[*at].begins.map(|at| at as usize))
}

/// The first letters as a number that is as large as they are far on in the order.
fn head(letters: &str) -> u64 {
    let bytes = letters.as_bytes();
    let mut first = [0; 8];
    let many = bytes.len().min(first.len());
    first[..many].copy_from_slice(&bytes[..many]);
    u64::from_be_bytes(first)
}

fn first_two(head: u64) -> usize {
    (head >> 48) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_found_wherever_it_stands() {
        let all = [
            "ab",
            "abc",
            "b",
            "bcd",
            "z",
            "ab",
            "abcdefghij",
            "abcdefghi",
            "é",
        ];
        let given = all.iter().zip(0..).map(|(p, n)| ((*p).to_owned(), n));
        let finder = Finder::new(given.collect(), |one, other| (one, other) != (&0, &5));
        for text in ["", "xabcdx", "abcdefghijab", "zzé", "bcabc"] {
            let mut found: Vec<_> = finder.find(text).map(|(at, n)| (at.start, *n)).collect();
            let mut wanted = Vec::new();
            for (from, _) in text.char_indices() {
                let here = (0..)
                    .zip(all)
                    .filter(|(n, p)| *n != 5 && text[from..].starts_with(p));
                wanted.extend(here.map(|(n, _)| (from, n)));
            }
            found.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn what_may_stand_beside_another_is_found_behind_it() {
        let given = vec![
            ("go".to_owned(), 1),
            ("go".to_owned(), 2),
            ("go".to_owned(), 1),
        ];
        let finder = Finder::new(given, |one, other| one != other);
        let found: Vec<i32> = finder.find("go").map(|(_, n)| *n).collect();
        assert_eq!(found, [1, 2]);
    }
}
