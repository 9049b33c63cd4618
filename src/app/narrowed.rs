//! A list that typing narrows: all its rows, the text that narrows them, and which of the rest is selected.
//! Must not know what a row is or what taking one does.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::sort::{sort, sort_by_key};
use crate::keys::{Chord, Command};

use super::cx::Cx;
use super::field::TextField;
use super::list::Chosen;

/// As much of what is typed as narrows, in characters: no row is told from others by more.
const MOST: usize = 1000;

/// The rows, and what is left of them.
#[derive(Debug)]
pub struct Narrowed<R> {
    pub rows: Vec<R>,
    /// What narrows them.
    pub field: TextField,
    /// Indices into `rows` that match, and the selected one.
    shown: Chosen<usize>,
    /// The words of a row that are matched.
    words: fn(&R) -> String,
    /// Whether rows keep their order; else the best match comes first.
    in_order: bool,
}

impl<R> Narrowed<R> {
    /// A list of which nothing is left out yet; the best match will come first.
    pub fn new(rows: Vec<R>, words: fn(&R) -> String) -> Narrowed<R> {
        let mut list = Narrowed {
            rows,
            field: TextField::default(),
            shown: Chosen::default(),
            words,
            in_order: false,
        };
        list.narrow();
        list
    }

    /// Keeps the rows in their order whatever is typed: they stand under headings.
    pub fn in_order(mut self) -> Narrowed<R> {
        self.in_order = true;
        self
    }

    /// The rows that match.
    pub fn shown(&self) -> impl Iterator<Item = &R> {
        self.shown.iter().filter_map(|i| self.rows.get(*i))
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&R> {
        self.shown.key().and_then(|i| self.rows.get(*i))
    }

    /// Which of the rows shown is selected, counted from 0.
    pub fn at(&self) -> usize {
        self.shown.at()
    }

    /// Whether nothing matches.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Selects one of the rows shown.
    pub fn select(&mut self, row: usize) {
        self.shown.select(row);
    }

    /// Moves by a command; whether it was one that moves.
    pub fn step(&mut self, command: Command, page: usize) -> bool {
        self.shown.step(command, page)
    }

    /// Takes a key; whether it was one for the text.
    pub fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        let taken = self.field.typed(chord, cx);
        if taken {
            self.narrow();
        }
        taken
    }

    /// Takes a pasted text.
    pub fn pasted(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.field.pasted(text, cx);
        self.narrow();
    }

    fn narrow(&mut self) {
        let typed = self.field.text();
        let looked_at = typed
            .char_indices()
            .nth(MOST)
            .map_or(typed, |(at, _)| &typed[..at]);
        let mut found = matching(looked_at, self.rows.iter().map(self.words));
        if self.in_order {
            sort(&mut found);
        }
        self.shown = Chosen::default();
        self.shown.fill(found);
    }
}

/// The indices of the texts that match, best first; all of them in order when nothing is typed.
fn matching(typed: &str, texts: impl Iterator<Item = String>) -> Vec<usize> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let scored = texts.enumerate().filter_map(|(i, text)| {
        let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?;
        Some((i, score))
    });
    let mut scored: Vec<(usize, u32)> = scored.collect();
    sort_by_key(&mut scored, |(i, score)| (std::cmp::Reverse(*score), *i));
    scored.into_iter().map(|(i, _)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_narrows_best_first() {
        let texts = ["reporting", "price", "report builder"];
        let of = |typed| matching(typed, texts.iter().map(|t| (*t).to_owned()));
        assert_eq!(of(""), [0, 1, 2]);
        assert_eq!(of("PRI").first(), Some(&1));
        assert!(of("zzz").is_empty());
    }
}
