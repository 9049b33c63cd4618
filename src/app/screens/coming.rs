//! The texts of the tagging queue after the one in front: several are marked, and one key tags them all.
//! Must not know how the queue is ordered.

use crate::app::cx::{Cx, Like};
use crate::app::listing::{Cell, Column, List, Listing, Plain, Weight, then};
use crate::app::screen::Touched;
use crate::app::screens::alike::{columns, words_of};
use crate::app::screens::tagging::{Tagging, letters};
use crate::app::shared::Shared;
use crate::domain::feedback::{Alike as Found, Mark, Quote};
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::money::{count, counted};
use crate::keys::{Chord, Command, Context};

#[derive(Debug)]
pub struct Coming {
    like: Like,
    found: Option<Found>,
}

impl Coming {
    /// Those after one.
    pub fn new(like: Like) -> Coming {
        Coming { like, found: None }
    }

    fn quote(&self, id: FeedbackId) -> Option<&Quote> {
        let mut texts = self.found.iter().flat_map(|found| &found.texts);
        texts.find(|quote| quote.view.feedback.id == id)
    }

    /// How many there are, those that are not shown among them.
    fn all(&self) -> usize {
        self.found.as_ref().map_or(0, |found| found.ids.len())
    }
}

/// Gives the marked texts, or the one that the cursor is on, a tag or a mark: as one change.
fn give(list: &mut Listing<Coming>, tag: Option<TagId>, mark: Option<Mark>, cx: &mut Cx<'_>) {
    let texts = list.taken();
    if texts.is_empty() || !cx.shared.writes() {
        return;
    }
    cx.tell(list.list.like.place, move |tagging: &mut Tagging, cx| {
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
        let take = |list: &mut Coming, found: Found, _: &Shared| list.found = Some(found);
        cx.ask(self.like.query(), then(take));
    }

    fn keys(&self) -> Vec<FeedbackId> {
        let texts = self.found.iter().flat_map(|found| &found.texts);
        texts.map(|quote| quote.view.feedback.id).collect()
    }

    fn waits(&self) -> bool {
        self.found.is_none()
    }

    fn account(&self, key: &FeedbackId) -> Option<AccountId> {
        self.quote(*key)?.view.feedback.account
    }

    fn typed(list: &mut Listing<Coming>, chord: Chord, cx: &mut Cx<'_>) -> bool {
        let Some(typed) = chord.typed() else {
            return false;
        };
        let mut keys = letters(&cx.shared.room.tags).into_iter();
        match keys.find(|(key, _)| *key == typed) {
            Some((_, tag)) => give(list, Some(tag), None, cx),
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
            Command::Undo => cx.tell(list.list.like.place, |tagging: &mut Tagging, cx| {
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
        Some(self.quote(*key)?.view.feedback.text.clone())
    }
}

impl Plain for Coming {
    fn title(&self, _shared: &Shared) -> String {
        let all = counted(self.all(), "text");
        match self.like.words.as_str() {
            "" => format!("Next to be read: {all}"),
            words => format!("Next with “{words}”: {all}"),
        }
    }

    fn right(&self, rows: usize, _shared: &Shared) -> String {
        let beyond = match self.all() - rows.min(self.all()) {
            0 => String::new(),
            more => format!(" · {} more not shown", count(more as u64)),
        };
        format!("a tag's key tags them{beyond}")
    }

    fn none(&self) -> &'static str {
        match self.found {
            None => "...",
            Some(_) => "no other text waits",
        }
    }

    fn columns(&self, width: u16) -> Vec<Column> {
        columns(width)
    }

    fn cells(&self, key: &FeedbackId, shared: &Shared) -> Vec<Cell> {
        let quote = self.quote(*key);
        quote.map_or_else(Vec::new, |quote| words_of(quote, shared, Weight::Plain))
    }
}
