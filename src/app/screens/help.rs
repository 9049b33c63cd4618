//! Help: what this screen is for, its keys, then those of all; typing filters. It reads the key table.
//! Must not know how a row is drawn.

use crate::app::cx::Cx;
use crate::app::list::moves;
use crate::app::narrowed::Narrowed;
use crate::app::screen::{NextThing, Screen};
use crate::app::shared::Shared;
use crate::keys::{Chord, Command, Context, Group, Keymap};

mod purpose;

/// One row of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What it is gathered under.
    pub group: &'static str,
    pub keys: String,
    /// What it does.
    pub words: &'static str,
    pub command: Command,
}

#[derive(Debug)]
pub struct Help {
    /// What the screen is for; may be empty.
    pub purpose: &'static str,
    /// Every row, this screen's first, narrowed by typing.
    pub list: Narrowed<Explained>,
}

impl Help {
    /// The help of what is in front.
    pub fn new(front: &dyn Screen, shared: &Shared) -> Help {
        let context = front.context();
        let mut rows = rows(&shared.keymap, context, front.footer());
        for row in &mut rows {
            row.words = front.words(row.command).unwrap_or(row.words);
        }
        let words = |row: &Explained| [row.words.to_owned(), format!("{} {}", row.keys, row.group)];
        let list = Narrowed::new(rows, words).in_order();
        let purpose = purpose::purpose(context);
        Help { purpose, list }
    }
}

/// The rows for a context: what its footer names and what only it binds, then every group.
fn rows(keymap: &Keymap, context: Context, footer: &[Command]) -> Vec<Explained> {
    let own = keymap.bindings(context).map(|(command, _)| command);
    let mut here: Vec<Command> = footer.to_vec();
    for command in own {
        if !here.contains(&command) {
            here.push(command);
        }
    }
    let row = |group, command: Command| Explained {
        group,
        keys: keys(keymap, context, command),
        words: command.words(),
        command,
    };
    let mut rows: Vec<Explained> = here.iter().map(|c| row("On this screen", *c)).collect();
    for group in Group::ALL.into_iter().filter(|g| *g != Group::Here) {
        let members = Command::all().filter(|i| i.group == group && !here.contains(&i.command));
        rows.extend(members.map(|i| row(group.title(), i.command)));
    }
    rows
}

/// All keys of a command in a context, or where else it is.
fn keys(keymap: &Keymap, context: Context, command: Command) -> String {
    let chords = keymap.chords(context, command);
    if chords.is_empty() {
        return "palette".to_owned();
    }
    let shown: Vec<String> = chords.iter().map(Chord::to_string).collect();
    shown.join(" ")
}

impl Screen for Help {
    fn context(&self) -> Context {
        Context::Text
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        // What opened it closes it, unless it is sought.
        let opens = cx.shared.keymap.command(Context::Everywhere, chord) == Some(Command::Help);
        if opens && self.list.field.text().is_empty() {
            cx.close();
            return true;
        }
        self.list.typed(chord, cx)
    }

    fn pasted(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.list.pasted(text, cx);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        if command == Command::Accept
            && let Some(row) = self.list.selected()
        {
            cx.close();
            cx.run(row.command);
        }
        command == Command::Accept || self.list.step(command, cx.shared.look.page())
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.list.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        (moves(command) || command == Command::Accept).then_some(true)
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        (command == Command::Accept).then_some("do it")
    }

    fn next_thing(&self, _shared: &Shared) -> Option<NextThing> {
        Some(NextThing::of(
            "Help · Enter does what is marked, ? or Esc closes",
        ))
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Back]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_of_every_context_lists_every_command_once() {
        let keymap = Keymap::built_in();
        for context in Context::all() {
            let rows = rows(&keymap, context, &[]);
            for info in Command::all().filter(|i| i.group != Group::Here) {
                let times = rows.iter().filter(|r| r.command == info.command).count();
                assert_eq!(times, 1, "{} in {context:?}", info.name);
            }
        }
    }
}
