//! The marks the team keeps: a list, newest first, to add to, change and drop from.
//! Must not know how it is drawn.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::msg::Choice;
use crate::app::screen::{Screen, Touched};
use crate::domain::change::{Change, Record};
use crate::domain::ids::DayMarkId;
use crate::domain::marks::DayMark;
use crate::domain::query::{Answer, Query};
use crate::keys::{Command, Context};

use super::confirm::Confirm;
use super::line::Line;

/// The state of the list.
#[derive(Debug, Default)]
pub struct Marks {
    /// The marks, newest first; `None` until answered.
    pub all: Option<Vec<DayMark>>,
    /// Which one the cursor is on.
    pub shown: Chosen<DayMarkId>,
}

impl Marks {
    fn selected(&self) -> Option<&DayMark> {
        let id = self.shown.key()?;
        self.all.iter().flatten().find(|mark| mark.id == *id)
    }

    fn edit(&self, cx: &mut Cx<'_>) {
        if let Some(mark) = self.selected() {
            let line = Line::mark(Some(mark.clone()), cx.shared);
            cx.open(line);
        }
    }

    fn ask_drop(&self, cx: &mut Cx<'_>) {
        if let Some(mark) = self.selected() {
            let question = format!("Drop the mark of {}?", cx.shared.words(&mark.long()));
            let confirm = Confirm::new(cx.place, "drop", question)
                .choice('y', "drop it", "drop")
                .choice('n', "keep it", "keep");
            cx.open(confirm);
        }
    }
}

impl Screen for Marks {
    fn context(&self) -> Context {
        Context::Marks
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        cx.ask("marks", Query::Marks);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.marks || touched.rows
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        if let Answer::Marks(mut all) = answer {
            all.reverse();
            self.shown.fill(all.iter().map(|mark| mark.id));
            self.all = Some(all);
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Edit | Command::Open => self.edit(cx),
            Command::Drop => self.ask_drop(cx),
            _ => return self.shown.step(command, cx.shared.look.page()),
        }
        true
    }

    fn chosen(&mut self, what: &'static str, choice: Choice, cx: &mut Cx<'_>) {
        let drop = what == "drop" && choice == Choice::Picked("drop".to_owned());
        if let Some(mark) = self.selected().filter(|_| drop) {
            let record = Record::DayMark(mark.clone());
            cx.apply("mark", Change::Remove(Box::new(record)));
        }
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        match command {
            Command::Edit | Command::Drop | Command::Open => {
                Some(shared.room.read_only().is_none() && !self.shown.is_empty())
            }
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::AddMark,
            Command::Edit,
            Command::Drop,
            Command::Undo,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        (command == Command::Open).then_some("edit")
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        Some(shared.words(&self.selected()?.long()).into_owned())
    }
}
