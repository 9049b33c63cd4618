//! Suggestions for the texts of the tagging queue, to be taken as a list: each is seen first, and may be left out.
//! Must not know how they are found.

use crate::app::cx::Cx;
use crate::app::listing::{Cell, Column, List, Listing, PlainList, Weight};
use crate::app::place::Place;
use crate::app::screen::Touched;
use crate::app::screens::choosing::{self, Choosing, RowsLeftOut};
use crate::app::screens::queued::said;
use crate::app::screens::quotes::full_name;
use crate::app::screens::tagging::Tagging;
use crate::app::shared::Shared;
use crate::domain::given::Taken;
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::money::{count, counted};
use crate::domain::query::{Query, QueueOf, TrustQuery};
use crate::domain::suggest::LEAST;
use crate::domain::suggest::suggested::{Lesson, Takeable, ToTake};
use crate::keys::Command;

/// From so many columns on there is room for more of the words that speak for a tag.
const WIDE: u16 = 100;

/// A text and its tag.
type TextAndTag = (FeedbackId, TagId);

#[derive(Debug)]
pub struct Taking {
    from: Taken,
    queue: QueueOf,
    /// Whose queue it is.
    place: Place,
    /// What was found, once all of it is.
    found: Option<ToTake>,
    /// Why there is nothing to take.
    nothing: &'static str,
    left_out: RowsLeftOut<TextAndTag>,
}

impl Taking {
    /// What may be taken of a queue.
    pub fn new(from: Taken, queue: QueueOf, place: Place) -> Taking {
        Taking {
            from,
            queue,
            place,
            found: None,
            nothing: "...",
            left_out: RowsLeftOut::default(),
        }
    }

    fn texts(&self) -> impl Iterator<Item = (TextAndTag, &Takeable)> {
        let found = self.found.iter();
        found.flat_map(|found| {
            let keys = found.each.iter().copied();
            keys.zip(&found.texts)
        })
    }

    fn text(&self, key: TextAndTag) -> Option<&Takeable> {
        let mut texts = self.texts();
        texts.find(|(own, _)| *own == key).map(|(_, one)| one)
    }

    /// Takes an answer; whether there is more to ask.
    fn answered(&mut self, found: ToTake) -> bool {
        if found.is_under_way() {
            return true;
        }
        self.nothing = match (self.from, found.lesson) {
            (Taken::Sure, Lesson::TooLittle(texts)) if texts >= LEAST as u64 => {
                "nothing to tell apart yet: suggestions need two tags that 3 texts have each"
            }
            (Taken::Sure, Lesson::TooLittle(_)) => {
                "too little is tagged: suggestions begin with some 20 texts"
            }
            (Taken::Sure, _) => "no text of the queue has a suggestion that is sure",
            (Taken::Rule, _) => "no rule of the codebook finds a text of the queue",
        };
        self.found = Some(found);
        false
    }
}

/// Asks for so many of them in full, again and again until all is known.
fn ask(list: &Taking, limit: u32, cx: &mut Cx<'_>) {
    let query = Query::Trust(TrustQuery::ToTake {
        from: list.from,
        queue: list.queue.clone(),
        limit,
        wait: false,
    });
    cx.ask(
        query,
        move |listing: &mut Listing<Taking>, found: ToTake, cx| match listing.list.answered(found) {
            true => ask(&listing.list, limit, cx),
            false => listing.fill(),
        },
    );
}

impl Choosing for Taking {
    const TAKES: Command = Command::Suggested;

    fn left_out(&mut self) -> &mut RowsLeftOut<TextAndTag> {
        &mut self.left_out
    }

    fn taken(&self) -> Vec<TextAndTag> {
        let all = self.found.iter().flat_map(|found| &found.each);
        self.left_out.others(all)
    }

    fn take(&self, cx: &mut Cx<'_>) {
        let (from, taken) = (self.from, self.taken());
        if taken.is_empty() {
            return cx.say(match self.found {
                Some(_) => "nothing is left to take",
                None => "what there is to take is still being worked out",
            });
        }
        cx.close();
        cx.tell(self.place, move |tagging: &mut Tagging, cx| {
            tagging.take_from(from, &taken, cx);
        });
    }
}

impl List for Taking {
    type Key = TextAndTag;

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.words
    }

    fn ask(&mut self, after: Option<String>, limit: u32, cx: &mut Cx<'_>) {
        let there = after.map_or(0, |_| self.texts().count());
        ask(
            self,
            limit.saturating_add(u32::try_from(there).unwrap_or(limit)),
            cx,
        );
    }

    fn next(&self) -> Option<String> {
        let found = self.found.as_ref()?;
        let more = found.texts.len() < found.each.len();
        more.then(|| found.texts.len().to_string())
    }

    fn keys(&self) -> Vec<TextAndTag> {
        self.texts().map(|(key, _)| key).collect()
    }

    fn account(&self, key: &TextAndTag) -> Option<AccountId> {
        self.text(*key)?.quote.view.feedback.account
    }

    fn command(list: &mut Listing<Taking>, command: Command, cx: &mut Cx<'_>) -> bool {
        choosing::command(list, command, cx)
    }

    fn can(list: &Listing<Taking>, command: Command, shared: &Shared) -> Option<bool> {
        choosing::can(list, command, shared)
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Mark,
            Command::NextVariant,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    fn variants(&self) -> usize {
        2
    }

    fn turn(list: &mut Listing<Taking>, _by: usize, cx: &mut Cx<'_>) {
        let own = &list.list;
        let from = match own.from {
            Taken::Sure => Taken::Rule,
            Taken::Rule => Taken::Sure,
        };
        list.list = Taking::new(from, own.queue.clone(), own.place);
        list.ask_anew(cx);
    }

    fn others(&self) -> Option<&'static str> {
        Some(match self.from {
            Taken::Sure => "what rules find",
            Taken::Rule => "what is sure",
        })
    }

    fn words(&self, command: Command, key: Option<&TextAndTag>) -> Option<&'static str> {
        Some(match command {
            Command::Open => "take them all",
            Command::Mark => self.left_out.words(key.copied()),
            Command::NextVariant => self.others()?,
            _ => return None,
        })
    }

    fn copied(&self, key: &TextAndTag, _shared: &Shared) -> Option<String> {
        Some(self.text(*key)?.quote.view.feedback.text.clone())
    }
}

impl PlainList for Taking {
    fn title(&self, _shared: &Shared) -> String {
        let Some(found) = &self.found else {
            return match self.from {
                Taken::Sure => "which suggestions are sure".to_owned(),
                Taken::Rule => "what rules find".to_owned(),
            };
        };
        let (some, all) = (
            count(found.each.len() as u64),
            counted(found.of, "untagged text"),
        );
        match self.from {
            Taken::Sure => format!("sure of {some} · {all}"),
            Taken::Rule => format!("by rules {some} · {all}"),
        }
    }

    fn right(&self, _rows: usize, _shared: &Shared) -> String {
        let all = self.found.as_ref().map_or(0, |found| found.each.len());
        match (all, self.left_out.len()) {
            (0, _) => String::new(),
            (all, 0) => format!("Enter takes all {}", count(all as u64)),
            (all, _) => format!(
                "Enter takes {} of {}",
                count(self.taken().len() as u64),
                count(all as u64)
            ),
        }
    }

    fn none(&self) -> &'static str {
        self.nothing
    }

    fn columns(&self, width: u16) -> Vec<Column> {
        Column::all(match width >= WIDE {
            true => ":1|text|tag:24|>sure:5|by:30",
            false => ":1|text|tag:14|>sure:5|by:16",
        })
    }

    fn cells(&self, key: &TextAndTag, _width: u16, shared: &Shared) -> Vec<Cell> {
        let weight = self.left_out.weight(*key);
        let mut cells = vec![self.left_out.sign(*key)];
        if let Some(one) = self.text(*key) {
            let tag = shared.room.tag(key.1);
            let tag = tag.map_or_else(String::new, |tag| full_name(tag, shared));
            cells.push(Cell::new(said(&one.quote), weight));
            cells.push(Cell::new(tag, weight));
            cells.push(Cell::new(one.suggested.sure(), weight));
            cells.push(Cell::new(one.suggested.by(), Weight::Dim));
        }
        cells
    }
}
