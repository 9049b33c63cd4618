//! The texts of the tagging queue that read like the one in front, before all of them get what it has.
//! Must not know what makes texts alike.

use crate::app::cx::{Cx, Like};
use crate::app::listing::{Cell, Column, List, Listing, PlainList, then};
use crate::app::screen::Touched;
use crate::app::screens::choosing::{self, Choosing, RowsLeftOut};
use crate::app::screens::queued::{Queued, columns};
use crate::app::screens::tagging::Tagging;
use crate::app::shared::Shared;
use crate::domain::feedback::Alike;
use crate::domain::ids::{AccountId, FeedbackId};
use crate::domain::money::{count, counted};
use crate::keys::Command;

#[derive(Debug)]
pub struct AlikeLayer {
    queued: Queued,
    /// Texts that are not to be tagged with the others.
    left_out: RowsLeftOut<FeedbackId>,
}

impl AlikeLayer {
    /// Those that read like one.
    pub fn new(like: Like) -> AlikeLayer {
        AlikeLayer {
            queued: Queued::new(like),
            left_out: RowsLeftOut::default(),
        }
    }
}

impl Choosing for AlikeLayer {
    const TAKES: Command = Command::AllAlike;

    fn left_out(&mut self) -> &mut RowsLeftOut<FeedbackId> {
        &mut self.left_out
    }

    fn taken(&self) -> Vec<FeedbackId> {
        self.left_out.others(self.queued.ids())
    }

    fn take(&self, cx: &mut Cx<'_>) {
        if self.queued.like.does.is_empty() {
            return cx.say("the text in front has no tag yet: Esc, tag it, and come again");
        }
        let ids = self.taken();
        if ids.is_empty() {
            return cx.say("none of them is left to tag");
        }
        cx.close();
        cx.tell(self.queued.like.place, move |tagging: &mut Tagging, cx| {
            tagging.tag_alike(&ids, cx)
        });
    }
}

impl List for AlikeLayer {
    type Key = FeedbackId;

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.words
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let take = |list: &mut AlikeLayer, found: Alike, _: &Shared| list.queued.take(found);
        cx.ask(self.queued.like.query(), then(take));
    }

    fn keys(&self) -> Vec<FeedbackId> {
        self.queued.keys()
    }

    fn waits(&self) -> bool {
        self.queued.waits()
    }

    fn account(&self, key: &FeedbackId) -> Option<AccountId> {
        self.queued.account(*key)
    }

    fn command(list: &mut Listing<AlikeLayer>, command: Command, cx: &mut Cx<'_>) -> bool {
        choosing::command(list, command, cx)
    }

    fn can(list: &Listing<AlikeLayer>, command: Command, shared: &Shared) -> Option<bool> {
        choosing::can(list, command, shared)
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Mark,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command, key: Option<&FeedbackId>) -> Option<&'static str> {
        Some(match command {
            Command::Open => "tag them all",
            Command::Mark => self.left_out.words(key.copied()),
            _ => return None,
        })
    }

    fn copied(&self, key: &FeedbackId, _shared: &Shared) -> Option<String> {
        self.queued.words(*key)
    }
}

impl PlainList for AlikeLayer {
    fn title(&self, _shared: &Shared) -> String {
        let like = &self.queued.like;
        let does = match like.does.as_str() {
            "" => "no tag yet",
            does => does,
        };
        let all = counted(self.queued.all(), "other text");
        match like.whole {
            true => format!("{all} · {does} · found by “{}”", like.words),
            false => format!("{all} alike · {does}"),
        }
    }

    fn right(&self, rows: usize, _shared: &Shared) -> String {
        let (all, beyond) = (self.queued.all(), self.queued.beyond(rows));
        if self.queued.like.does.is_empty() {
            return format!("Esc: tag it first{beyond}");
        }
        match self.left_out.len() {
            0 => format!("Enter tags all {}{beyond}", count(all as u64)),
            _ => format!(
                "Enter tags {} of {}{beyond}",
                self.taken().len(),
                count(all as u64)
            ),
        }
    }

    fn none(&self) -> &'static str {
        match (self.queued.waits(), self.queued.like.whole) {
            (true, _) => "...",
            (false, true) => "the filter finds no other text",
            (false, false) => "nothing left in the queue reads like this one",
        }
    }

    fn columns(&self, width: u16) -> Vec<Column> {
        let sign = Column::all(":1");
        sign.into_iter().chain(columns(width)).collect()
    }

    fn cells(&self, key: &FeedbackId, width: u16, shared: &Shared) -> Vec<Cell> {
        let weight = self.left_out.weight(*key);
        let mut cells = vec![self.left_out.sign(*key)];
        cells.extend(self.queued.cells(*key, width, shared, weight));
        cells
    }
}
