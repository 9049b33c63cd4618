//! One of several: a list narrowed by typing. Whoever opened it gets the key of the row taken.
//! Must not know what is picked or why.

use crate::app::cx::Cx;
use crate::app::field::Field;
use crate::app::list::{Chosen, moves};
use crate::app::msg::{Choice, Place};
use crate::app::screen::{Screen, Touched};
use crate::keys::{Chord, Command, Context};

/// One row to pick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What the asker gets.
    pub key: String,
    /// What is read first.
    pub label: String,
    /// What stands behind it, dimmed.
    pub detail: String,
}

impl Row {
    /// A row.
    pub fn new(key: impl ToString, label: impl Into<String>, detail: impl Into<String>) -> Row {
        Row {
            key: key.to_string(),
            label: label.into(),
            detail: detail.into(),
        }
    }
}

/// The state of a picking list.
#[derive(Debug)]
pub struct Pick {
    asker: Place,
    what: &'static str,
    /// The question.
    pub title: String,
    /// All rows.
    pub rows: Vec<Row>,
    /// What narrows them.
    pub field: Field,
    /// Whether a text that is in no row can be taken as it is (a new tag).
    pub free: bool,
    /// Indices into `rows` that match, best first, and the selected one.
    pub shown: Chosen<usize>,
}

impl Pick {
    /// A list; the row's key goes to `chosen` of the asker under `what`.
    pub fn new(asker: Place, what: &'static str, title: impl Into<String>, rows: Vec<Row>) -> Pick {
        let mut pick = Pick {
            asker,
            what,
            title: title.into(),
            rows,
            field: Field::default(),
            free: false,
            shown: Chosen::default(),
        };
        pick.narrow();
        pick
    }

    /// Lets a text be taken that is in no row; it comes as `Choice::Text`.
    pub fn or_new(mut self) -> Pick {
        self.free = true;
        self
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&Row> {
        self.shown.key().and_then(|i| self.rows.get(*i))
    }

    fn narrow(&mut self) {
        let texts = self.rows.iter().map(|r| format!("{} {}", r.label, r.detail));
        self.shown = Chosen::default();
        self.shown.fill(matching(self.field.text(), texts));
    }

    fn accept(&mut self, cx: &mut Cx<'_>) {
        let typed = self.field.text().trim();
        let exact = self.rows.iter().find(|r| r.label.eq_ignore_ascii_case(typed));
        let choice = match exact.or(self.selected()) {
            Some(row) => Choice::Picked(row.key.clone()),
            None if self.free && !typed.is_empty() => Choice::Text(typed.to_owned()),
            None => return,
        };
        cx.close();
        cx.deliver(self.asker, self.what, choice);
    }
}

/// The indices of the texts that match, best first; all of them in order when nothing is typed.
pub fn matching(typed: &str, texts: impl Iterator<Item = String>) -> Vec<usize> {
    use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
    use nucleo_matcher::{Config, Matcher, Utf32Str};
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let scored = texts.enumerate().filter_map(|(i, text)| {
        let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?;
        Some((i, score))
    });
    let mut scored: Vec<(usize, u32)> = scored.collect();
    scored.sort_by_key(|(i, score)| (std::cmp::Reverse(*score), *i));
    scored.into_iter().map(|(i, _)| i).collect()
}

impl Screen for Pick {
    fn context(&self) -> Context {
        Context::Text
    }

    fn concerned(&self, _touched: Touched) -> bool {
        false
    }

    fn typed(&mut self, chord: Chord, _cx: &mut Cx<'_>) -> bool {
        let taken = self.field.typed(chord);
        if taken {
            self.narrow();
        }
        taken
    }

    fn pasted(&mut self, text: &str, _cx: &mut Cx<'_>) {
        self.field.pasted(text);
        self.narrow();
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        if self.shown.step(command, cx.shared.look.page()) {
            return true;
        }
        if command == Command::Accept {
            self.accept(cx);
            return true;
        }
        false
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.shown.select(row);
        self.accept(cx);
    }

    fn can(&self, command: Command, _shared: &crate::app::Shared) -> Option<bool> {
        match command {
            Command::Accept => Some(self.free || !self.shown.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Back]
    }
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
