//! The texts of the tagging queue after the one in front: several are marked, and one key tags them all.
//! Must not know how the queue is ordered.

use crate::app::cx::{Cx, Like};
use crate::app::listing::{Cell, Column, List, Listing, PlainList, Weight, then};
use crate::app::screen::Touched;
use crate::app::screens::queued::{Queued, columns};
use crate::app::screens::tagging::{Tagging, tag_of};
use crate::app::shared::Shared;
use crate::domain::feedback::{Alike, Mark};
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::money::counted;
use crate::keys::{Chord, Command, Context};

#[derive(Debug)]
pub struct Coming(Queued);

impl Coming {
    /// Those after one.
    pub fn new(like: Like) -> Coming {
        Coming(Queued::new(like))
    }
}

/// Gives the marked texts, or the one that the cursor is on, a tag or a mark: as one change.
fn give(list: &mut Listing<Coming>, tag: Option<TagId>, mark: Option<Mark>, cx: &mut Cx<'_>) {
    let texts = list.taken();
    if texts.is_empty() || !cx.shared.writes() {
        return;
    }
    cx.tell(list.list.0.like.place, move |tagging: &mut Tagging, cx| {
        tagging.give(&texts, tag.as_slice(), mark, cx);
    });
}

impl List for Coming {
    type Key = FeedbackId;

    const CONTEXT: Context = Context::Tagging;

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.words
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let take = |list: &mut Coming, found: Alike, _: &Shared| list.0.take(found);
        cx.ask(self.0.like.query(), then(take));
    }

    fn keys(&self) -> Vec<FeedbackId> {
        self.0.keys()
    }

    fn waits(&self) -> bool {
        self.0.waits()
    }

    fn account(&self, key: &FeedbackId) -> Option<AccountId> {
        self.0.account(*key)
    }

    fn typed(list: &mut Listing<Coming>, chord: Chord, cx: &mut Cx<'_>) -> bool {
        let Some(typed) = chord.typed() else {
            return false;
        };
        match tag_of(typed, &cx.shared.room.tags) {
            Some(tag) => give(list, Some(tag), None, cx),
            None => cx.say(format!("no tag has the key {typed}")),
        }
        true
    }

    fn command(list: &mut Listing<Coming>, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Mark => list.mark(),
            Command::Range => list.mark_to_here(),
            Command::NoReason => give(list, None, Some(Mark::NoReason), cx),
            Command::Praise => give(list, None, Some(Mark::Praise), cx),
            Command::Undo => cx.tell(list.list.0.like.place, |tagging: &mut Tagging, cx| {
                if !tagging.undo(cx) {
                    cx.say("nothing was done here that could be taken back");
                }
            }),
            _ => return false,
        }
        true
    }

    fn can(list: &Listing<Coming>, command: Command, shared: &Shared) -> Option<bool> {
        match command {
            Command::Mark | Command::Range => Some(!list.shown.is_empty()),
            Command::NoReason | Command::Praise => Some(shared.writes() && !list.shown.is_empty()),
            _ => None,
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Mark,
            Command::Range,
            Command::NoReason,
            Command::Praise,
            Command::Open,
            Command::Undo,
            Command::Back,
            Command::Help,
        ]
    }

    fn copied(&self, key: &FeedbackId, _shared: &Shared) -> Option<String> {
        self.0.words(*key)
    }
}

impl PlainList for Coming {
    fn title(&self, _shared: &Shared) -> String {
        let all = counted(self.0.all(), "text");
        match self.0.like.words.as_str() {
            "" => format!("{all} next to be read"),
            words => format!("{all} next with “{words}”"),
        }
    }

    fn right(&self, rows: usize, _shared: &Shared) -> String {
        let beyond = self.0.beyond(rows);
        format!("a tag's key tags them{beyond}")
    }

    fn none(&self) -> &'static str {
        match self.0.waits() {
            true => "...",
            false => "no other text waits",
        }
    }

    fn columns(&self, width: u16) -> Vec<Column> {
        columns(width)
    }

    fn cells(&self, key: &FeedbackId, width: u16, shared: &Shared) -> Vec<Cell> {
        self.0.cells(*key, width, shared, Weight::Plain)
    }
}
