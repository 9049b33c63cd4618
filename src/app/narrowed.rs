//! A list that typing narrows: all its rows, the text that narrows them, and which of the rest is selected.
//! Must not know what a row is or what taking one does.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::codebook::same_name;
use crate::domain::sort::sort;
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
    /// What a row is called, and what stands beside that: both are matched.
    words: fn(&R) -> [String; 2],
    /// Whether rows keep their order; else the best match comes first.
    in_order: bool,
}

impl<R> Narrowed<R> {
    /// A list of which nothing is left out yet; the best match will come first.
    pub fn new(rows: Vec<R>, words: fn(&R) -> [String; 2]) -> Narrowed<R> {
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

/// How well what is typed says which row is meant, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    /// It is its name, or that below a theme's.
    Named,
    /// A word of its name begins so.
    Begun,
    /// Its name has the letters.
    Within,
    /// Only with what stands beside it.
    Beside,
}

/// The indices of the rows that match, best first; all of them in order when nothing is typed.
fn matching(typed: &str, rows: impl Iterator<Item = [String; 2]>) -> Vec<usize> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let lower = typed.to_lowercase();
    let scored = rows.enumerate().filter_map(|(i, [name, beside])| {
        let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
        let whole = score(&format!("{name} {beside}"))?;
        let begins = |word: &str| word.to_lowercase().starts_with(&lower);
        let is_it = |part| same_name(part, typed);
        let meant = match () {
            () if name.split('/').any(is_it) || is_it(&name) => Meant::Named,
            () if name.split(|c: char| !c.is_alphanumeric()).any(begins) => Meant::Begun,
            () if score(&name).is_some() => Meant::Within,
            () => Meant::Beside,
        };
        Some((meant, std::cmp::Reverse(whole), i))
    });
    let mut scored: Vec<(Meant, std::cmp::Reverse<u32>, usize)> = scored.collect();
    sort(&mut scored);
    scored.into_iter().map(|(_, _, i)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_narrows_best_first() {
        let texts = ["reporting", "price", "report builder"];
        let of = |typed| {
            let rows = texts.iter().map(|name| [(*name).to_owned(), String::new()]);
            matching(typed, rows)
        };
        assert_eq!(of(""), [0, 1, 2]);
        assert_eq!(of("PRI").first(), Some(&1));
        assert!(of("zzz").is_empty());
    }

    #[test]
    fn a_name_is_meant_before_what_stands_beside_others() {
        let rows = [
            ("reporting", "export of reports; setup of exports"),
            ("onboarding", "import, setup, export"),
            ("reporting/export", "to a spreadsheet"),
            ("onboarding/setup", ""),
            ("price", "an increase"),
            ("price/increase", ""),
        ];
        let first = |typed| {
            let rows = rows.map(|(name, beside)| [name.to_owned(), beside.to_owned()]);
            matching(typed, rows.into_iter()).first().copied()
        };
        for (typed, at) in [
            ("export", 2),
            ("exp", 2),
            ("Setup", 3),
            ("setup", 3),
            ("pr", 4),
            ("incr", 5),
            ("reporting/export", 2),
            ("spreadsheet", 2),
        ] {
            assert_eq!(first(typed), Some(at), "{typed}");
        }
    }
}
