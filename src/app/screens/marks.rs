//! The marks the team keeps: a list, newest first, to add to, change and drop from. Must not know how it is drawn.

use crate::app::cx::{Cx, LetterQuestion, Open};
use crate::app::listing::{Cell, Column, List, Listing, PlainList, Weight, then};
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::change::{Change, Record};
use crate::domain::ids::DayMarkId;
use crate::domain::marks::DayMark;
use crate::domain::money::counted;
use crate::domain::query::Query;
use crate::domain::word::Word;
use crate::keys::{Command, Context};

#[derive(Debug, Default)]
pub struct MarksLayer {
    /// The marks, newest first; `None` until answered.
    all: Option<Vec<DayMark>>,
}

impl MarksLayer {
    fn mark(&self, id: DayMarkId) -> Option<&DayMark> {
        self.all.iter().flatten().find(|mark| mark.id == id)
    }
}

fn ask_drop(mark: DayMark, cx: &mut Cx<'_>) {
    let words = format!("Drop the mark of {}?", mark.long());
    let drop = |_: &mut Listing<MarksLayer>, cx: &mut Cx<'_>| {
        cx.apply(Change::remove(Record::DayMark(mark)));
    };
    let question = LetterQuestion::new(cx.place, words).answer('y', "drop it", drop);
    cx.open(question.nothing('n', "keep it"));
}

impl List for MarksLayer {
    type Key = DayMarkId;
    const CONTEXT: Context = Context::Marks;

    fn concerned(&self, touched: Touched) -> bool {
        touched.marks || touched.rows
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let take = |list: &mut MarksLayer, mut all: Vec<DayMark>, _: &Shared| {
            all.reverse();
            list.all = Some(all);
        };
        cx.ask(Query::Marks, then(take));
    }

    fn keys(&self) -> Vec<DayMarkId> {
        self.all.iter().flatten().map(|mark| mark.id).collect()
    }

    fn command(list: &mut Listing<MarksLayer>, command: Command, cx: &mut Cx<'_>) -> bool {
        let mark = list.shown.key().and_then(|id| list.list.mark(*id)).cloned();
        match (command, mark) {
            (Command::Edit | Command::Open, Some(mark)) => {
                cx.open(Open::Mark(Some(Box::new(mark))));
            }
            (Command::Drop, Some(mark)) => ask_drop(mark, cx),
            _ => return false,
        }
        true
    }

    fn can(list: &Listing<MarksLayer>, command: Command, shared: &Shared) -> Option<bool> {
        let own = matches!(command, Command::Edit | Command::Drop | Command::Open);
        own.then(|| shared.writes() && !list.shown.is_empty())
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

    fn words(&self, command: Command, _key: Option<&DayMarkId>) -> Option<&'static str> {
        (command == Command::Open).then_some("edit")
    }

    fn copied(&self, key: &DayMarkId, _shared: &Shared) -> Option<String> {
        Some(self.mark(*key)?.long())
    }
}

impl PlainList for MarksLayer {
    fn title(&self, _shared: &Shared) -> String {
        "Marks: what stands beside the numbers".to_owned()
    }

    fn right(&self, rows: usize, _shared: &Shared) -> String {
        counted(rows, "mark")
    }

    fn none(&self) -> &'static str {
        match self.all {
            None => "...",
            Some(_) => "none yet: m marks a release, a price change, a campaign, an outage",
        }
    }

    fn columns(&self, _width: u16) -> Vec<Column> {
        Column::all(":1|when:26|kind:9|what")
    }

    fn cells(&self, key: &DayMarkId, _width: u16, _shared: &Shared) -> Vec<Cell> {
        let Some(mark) = self.mark(*key) else {
            return Vec::new();
        };
        let days = mark.days();
        let year = mark.last().year().to_string();
        let when = match days.ends_with(&year) {
            true => days,
            false => format!("{days} {year}"),
        };
        vec![
            Cell::new(mark.kind.sign(), Weight::Mark),
            when.into(),
            Cell::new(mark.kind.word(), Weight::Dim),
            mark.words.as_str().into(),
        ]
    }
}
