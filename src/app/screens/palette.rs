//! The palette: every command with its key, narrowed by typing; `name words` runs one with words.
//! Must not know how a command is carried out.

use crate::app::cx::Cx;
use crate::app::field::Field;
use crate::app::list::{Chosen, moves};
use crate::app::model::Model;
use crate::app::msg::{Choice, Place};
use crate::app::screen::{Screen, Touched};
use crate::keys::{Chord, Command, Context, Group};

use super::pick::matching;

/// One command in the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The command.
    pub command: Command,
    /// Its key here; empty without one.
    pub key: String,
    /// Whether it is possible now.
    pub can: bool,
}

/// The state of the palette.
#[derive(Debug)]
pub struct Palette {
    /// Every command, possible ones first.
    pub rows: Vec<Row>,
    /// What narrows them.
    pub field: Field,
    /// Indices into `rows` that match, best first, and the selected one.
    pub shown: Chosen<usize>,
}

impl Palette {
    /// The palette over what is in front.
    pub fn new(model: &Model) -> Palette {
        let context = model.context();
        let listed = Command::all().filter(|i| listed(i.group, i.command));
        let mut rows: Vec<Row> = listed
            .map(|info| Row {
                command: info.command,
                key: model.shared.keymap.shown(context, info.command),
                can: model.can(info.command),
            })
            .collect();
        rows.sort_by_key(|row| !row.can);
        let mut palette = Palette {
            rows,
            field: Field::default(),
            shown: Chosen::default(),
        };
        palette.narrow();
        palette
    }

    fn narrow(&mut self) {
        let texts = self.rows.iter().map(|r| {
            let info = r.command.info();
            format!("{} {}", info.name, info.words)
        });
        self.shown = Chosen::default();
        self.shown.fill(matching(self.field.text(), texts));
    }

    fn accept(&mut self, cx: &mut Cx<'_>) {
        let text = self.field.text().trim();
        if let Some(name) = text.strip_prefix("hand ") {
            let name = Choice::Text(name.trim().to_owned());
            cx.close();
            return cx.deliver(Place::Frame, "hand", name);
        }
        let chosen = self.shown.key().and_then(|i| self.rows.get(*i));
        if let Some(row) = chosen {
            cx.close();
            cx.run(row.command);
        }
    }
}

/// Mere movement is left out: it has keys, and means nothing from here.
fn listed(group: Group, command: Command) -> bool {
    group != Group::Move
        && !matches!(command, Command::Accept | Command::Complete)
        || matches!(
            command,
            Command::Lobby | Command::Tagging | Command::Accounts | Command::Find
        )
}

impl Screen for Palette {
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
        match command {
            Command::Accept => self.accept(cx),
            Command::Palette => cx.close(),
            _ => return false,
        }
        true
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.shown.select(row);
        self.accept(cx);
    }

    fn can(&self, command: Command, _shared: &crate::app::Shared) -> Option<bool> {
        (moves(command) || command == Command::Accept).then_some(true)
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        (command == Command::Accept).then_some("do it")
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Back]
    }
}
