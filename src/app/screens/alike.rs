//! The texts of the tagging queue that read like the one in front, before all of them get what it has.
//! Must not know what makes texts alike.

use crate::app::cx::{Cx, Like};
use crate::app::listing::{Cell, Column, List, Listing, Plain, Weight, then};
use crate::app::screen::Touched;
use crate::app::screens::tagging::Tagging;
use crate::app::shared::Shared;
use crate::domain::feedback::{Alike as Found, Quote};
use crate::domain::ids::{AccountId, FeedbackId};
use crate::domain::money::{count, counted};
use crate::keys::Command;

/// From so many columns on there is room for who said it and when.
const WIDE: u16 = 100;

/// Columns of the screen beside a list.
const BESIDE: u16 = 2;

#[derive(Debug)]
pub struct Alike {
    like: Like,
    found: Option<Found>,
    /// Texts that are not to be tagged with the others.
    left_out: Vec<FeedbackId>,
}

impl Alike {
    /// Those that read like one.
    pub fn new(like: Like) -> Alike {
        Alike {
            like,
            found: None,
            left_out: Vec::new(),
        }
    }

    fn quote(&self, id: FeedbackId) -> Option<&Quote> {
        let mut texts = self.found.iter().flat_map(|found| &found.texts);
        texts.find(|quote| quote.view.feedback.id == id)
    }

    /// How many there are.
    fn all(&self) -> usize {
        self.found.as_ref().map_or(0, |found| found.ids.len())
    }

    /// Those that get what the one in front has.
    fn taken(&self) -> Vec<FeedbackId> {
        let all = self.found.iter().flat_map(|found| &found.ids);
        let taken = all.filter(|id| !self.left_out.contains(id));
        taken.copied().collect()
    }
}

fn leave_out(list: &mut Listing<Alike>) {
    let Some(id) = list.shown.key().copied() else {
        return;
    };
    let left_out = &mut list.list.left_out;
    match left_out.iter().position(|one| *one == id) {
        Some(at) => drop(left_out.swap_remove(at)),
        None => left_out.push(id),
    }
    list.shown.step(Command::Down, 1);
}

/// All of them get what the one in front has, as one change.
fn take(list: &Alike, cx: &mut Cx<'_>) {
    if list.like.does.is_empty() {
        return cx.say("the text in front has no tag yet: Esc, tag it, and come again");
    }
    let ids = list.taken();
    if ids.is_empty() {
        return cx.say("none of them is left to tag");
    }
    cx.close();
    cx.tell(list.like.place, move |tagging: &mut Tagging, cx| {
        tagging.tag_alike(&ids, cx)
    });
}

impl List for Alike {
    type Key = FeedbackId;

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.words
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let take = |list: &mut Alike, found: Found, _: &Shared| list.found = Some(found);
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

    fn command(list: &mut Listing<Alike>, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Open | Command::AllAlike => take(&list.list, cx),
            Command::Mark => leave_out(list),
            _ => return false,
        }
        true
    }

    fn can(list: &Listing<Alike>, command: Command, shared: &Shared) -> Option<bool> {
        match command {
            Command::Open | Command::AllAlike => {
                Some(shared.writes() && !list.list.taken().is_empty())
            }
            Command::Mark => Some(!list.shown.is_empty()),
            _ => None,
        }
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
        let out = key.is_some_and(|key| self.left_out.contains(key));
        Some(match command {
            Command::Open => "tag them all",
            Command::Mark if out => "this one too",
            Command::Mark => "not this one",
            _ => return None,
        })
    }

    fn copied(&self, key: &FeedbackId, _shared: &Shared) -> Option<String> {
        Some(self.quote(*key)?.view.feedback.text.clone())
    }
}

impl Plain for Alike {
    fn title(&self, _shared: &Shared) -> String {
        let does = match self.like.does.as_str() {
            "" => "no tag yet",
            does => does,
        };
        let all = counted(self.all(), "other text");
        match self.like.whole {
            true => format!("Found by “{}”: {all} · {does}", self.like.words),
            false => format!("Read alike: {all} · {does}"),
        }
    }

    fn right(&self, rows: usize, _shared: &Shared) -> String {
        let all = self.all();
        let beyond = match all - rows.min(all) {
            0 => String::new(),
            more => format!(" · {} more not shown", count(more as u64)),
        };
        if self.like.does.is_empty() {
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
        match self.found {
            None => "...",
            Some(_) if self.like.whole => "the filter finds no other text",
            Some(_) => "nothing left in the queue reads like this one",
        }
    }

    fn columns(&self, width: u16) -> Vec<Column> {
        let sign = Column::all(":1");
        sign.into_iter().chain(columns(width)).collect()
    }

    fn cells(&self, key: &FeedbackId, shared: &Shared) -> Vec<Cell> {
        let Some(quote) = self.quote(*key) else {
            return Vec::new();
        };
        let out = self.left_out.contains(key);
        let weight = if out { Weight::Dim } else { Weight::Plain };
        let mut cells = vec![Cell::new(if out { "-" } else { "" }, Weight::Dim)];
        cells.extend(words_of(quote, shared, weight));
        cells
    }
}

/// The columns of what [`words_of`] says.
pub fn columns(width: u16) -> Vec<Column> {
    Column::all(match width >= WIDE {
        true => "text|account:24|source:12|day:11|>lost:9",
        false => "text|account:18|>lost:8",
    })
}

/// What was said by whom, and what was lost with them.
pub fn words_of(quote: &Quote, shared: &Shared, weight: Weight) -> Vec<Cell> {
    let feedback = &quote.view.feedback;
    let text = match feedback.text.trim() {
        "" => format!("stated: {}", feedback.reason),
        text => text.to_owned(),
    };
    let account = quote.view.account.as_ref();
    let account = account.map_or("", |account| account.name.as_str());
    let lost = match quote.lost.0 {
        0 => String::new(),
        _ => shared.money(quote.lost),
    };
    let day = feedback.received.map(|day| day.near(shared.time.today));
    let mut cells = vec![Cell::new(text, weight), Cell::new(account, weight)];
    if shared.look.width >= WIDE + BESIDE {
        cells.push(Cell::new(feedback.source.as_str(), Weight::Dim));
        cells.push(Cell::new(day.unwrap_or_default(), Weight::Dim));
    }
    let lost_weight = match weight {
        Weight::Dim => Weight::Dim,
        _ => Weight::Money,
    };
    cells.push(Cell::new(lost, lost_weight));
    cells
}
