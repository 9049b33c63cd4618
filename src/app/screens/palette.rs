//! The palette: every command with its key, narrowed by typing; `name words` runs one with words.
//! Must not know how a command is carried out.

use crate::app::cx::{Cx, FrameOrder};
use crate::app::list::moves;
use crate::app::narrowed::Narrowed;
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::domain::sort::sort_by_key;
use crate::keys::{Chord, Command, Context, Group};

/// One command in the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doable {
    pub command: Command,
    /// Its key here; empty without one.
    pub key: String,
    /// Whether it is possible now.
    pub can: bool,
}

#[derive(Debug)]
pub struct Palette {
    /// Every command, possible ones first, narrowed by typing.
    pub list: Narrowed<Doable>,
}

impl Palette {
    /// The palette over what is in front, with what can be done there.
    pub fn new(context: Context, shared: &Shared, can: impl Fn(Command) -> bool) -> Palette {
        let listed = Command::all().filter(|i| listed(i.group, i.command));
        let mut rows: Vec<Doable> = listed
            .map(|info| Doable {
                command: info.command,
                key: shared.keymap.shown(context, info.command),
                can: can(info.command),
            })
            .collect();
        sort_by_key(&mut rows, |row| !row.can);
        let list = Narrowed::new(rows, |row| {
            let info = row.command.info();
            [info.name.to_owned(), info.words.to_owned()]
        });
        Palette { list }
    }

    fn accept(&mut self, cx: &mut Cx<'_>) {
        let text = self.list.field.text().trim();
        if let Some(name) = text.strip_prefix("hand ") {
            let name = name.trim().to_owned();
            cx.close();
            return cx.order(FrameOrder::Hand(name));
        }
        if let Some(row) = self.list.selected() {
            cx.close();
            cx.run(row.command);
        }
    }
}

/// Mere movement is left out: it has keys, and means nothing from here.
fn listed(group: Group, command: Command) -> bool {
    group != Group::Move && !matches!(command, Command::Accept | Command::Complete)
        || matches!(
            command,
            Command::Lobby | Command::Tagging | Command::Accounts | Command::Find
        )
}

impl Screen for Palette {
    fn context(&self) -> Context {
        Context::Text
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        self.list.typed(chord, cx)
    }

    fn pasted(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.list.pasted(text, cx);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Accept => self.accept(cx),
            Command::Palette => cx.close(),
            _ => return self.list.step(command, cx.shared.look.page()),
        }
        true
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.list.select(row);
        self.accept(cx);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        (moves(command) || command == Command::Accept).then_some(true)
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        (command == Command::Accept).then_some("do it")
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Back]
    }
}
