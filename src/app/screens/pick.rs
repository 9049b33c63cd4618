//! One of several: a list narrowed by typing. Whoever opened it gets the key of the row taken.
//! Must not know what is picked or why.

use crate::app::cx::Cx;
use crate::app::list::moves;
use crate::app::msg::{Choice, Place};
use crate::app::narrowed::Narrowed;
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
    /// Whether a text that is in no row can be taken as it is (a new tag).
    pub free: bool,
    /// The rows, narrowed by typing.
    pub list: Narrowed<Row>,
}

impl Pick {
    /// A list; the row's key goes to `chosen` of the asker under `what`.
    pub fn new(asker: Place, what: &'static str, title: impl Into<String>, rows: Vec<Row>) -> Pick {
        Pick {
            asker,
            what,
            title: title.into(),
            free: false,
            list: Narrowed::new(rows, |row| format!("{} {}", row.label, row.detail)),
        }
    }

    /// Lets a text be taken that is in no row; it comes as `Choice::Text`.
    pub fn or_new(mut self) -> Pick {
        self.free = true;
        self
    }

    fn accept(&mut self, cx: &mut Cx<'_>) {
        let typed = self.list.field.text().trim();
        let exact = self
            .list
            .rows
            .iter()
            .find(|r| r.label.eq_ignore_ascii_case(typed));
        let choice = match exact.or(self.list.selected()) {
            Some(row) => Choice::Picked(row.key.clone()),
            None if self.free && !typed.is_empty() => Choice::Text(typed.to_owned()),
            None => return,
        };
        cx.close();
        cx.deliver(self.asker, self.what, choice);
    }
}

impl Screen for Pick {
    fn context(&self) -> Context {
        Context::Text
    }

    fn concerned(&self, _touched: Touched) -> bool {
        false
    }

    fn typed(&mut self, chord: Chord, _cx: &mut Cx<'_>) -> bool {
        self.list.typed(chord)
    }

    fn pasted(&mut self, text: &str, _cx: &mut Cx<'_>) {
        self.list.pasted(text);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        if self.list.step(command, cx.shared.look.page()) {
            return true;
        }
        if command == Command::Accept {
            self.accept(cx);
            return true;
        }
        false
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.list.select(row);
        self.accept(cx);
    }

    fn can(&self, command: Command, _shared: &crate::app::Shared) -> Option<bool> {
        match command {
            Command::Accept => Some(self.free || !self.list.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Back]
    }
}
