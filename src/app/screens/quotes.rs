//! All quotes behind a row of the Why screen: read them, pin them, tag them in place.
//! Must not know how they are drawn.

use crate::app::cx::{Basis, Choice, Cx, Offer, Open, Picked, QuotesBehind};
use crate::app::listing::{List, Listing, then};
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::change::{Applied, Change, Field, Member, Record, Subject};
use crate::domain::codebook::{named, same_name};
use crate::domain::feedback::{Mark, Quote, Tag};
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::note::Origin;
use crate::domain::query::{Query, QuoteOrder};
use crate::domain::sort::sort_by_key;
use crate::domain::word::Word;
use crate::keys::{Command, Context};

/// Quotes read at once; more of one theme in one period are not read in a meeting.
const LIMIT: u32 = 500;

#[derive(Debug)]
pub struct Quotes {
    /// The row they are behind.
    pub said: QuotesBehind,
    /// What comes first after pinned ones.
    pub order: QuoteOrder,
    /// The quotes; `None` until answered.
    pub quotes: Option<Vec<Quote>>,
}

impl Quotes {
    /// The quotes behind a row.
    pub fn new(said: QuotesBehind) -> Listing<Quotes> {
        let at = said.at;
        let list = Quotes {
            said,
            order: QuoteOrder::Dearest,
            quotes: None,
        };
        Listing::new(list).at(at)
    }

    /// Whether there may be more than were read.
    pub fn cut(&self) -> bool {
        let quotes = self.quotes.as_ref();
        quotes.is_some_and(|q| q.len() >= LIMIT as usize)
    }

    pub fn quote(&self, id: FeedbackId) -> Option<&Quote> {
        let mut all = self.quotes.iter().flatten();
        all.find(|q| q.view.feedback.id == id)
    }
}

/// Opens the story of whoever said it.
fn open(quote: &Quote, cx: &mut Cx<'_>) {
    match quote.view.feedback.account {
        Some(account) => cx.open(Open::Story(account, Some(quote.view.feedback.id))),
        None => cx.say("nobody knows whose words these are"),
    }
}

fn mark(quote: &Quote, mark: Mark) -> Change {
    let feedback = &quote.view.feedback;
    let was = feedback.mark.map(Mark::word);
    let now = Some(mark.word()).filter(|now| Some(*now) != was);
    Change::set(Subject::Feedback(feedback.id), Field::Mark, was, now)
}

/// Lets a tag be picked or made; one that is on already is taken off.
fn pick_tag(quote: &Quote, cx: &mut Cx<'_>) {
    let feedback = quote.view.feedback.id;
    let on: Vec<TagId> = quote.view.tags.iter().map(|tag| tag.id).collect();
    let rows = cx.shared.room.tags.iter().map(|t| {
        let detail = match on.contains(&t.tag.id) {
            true => "is on, takes it off",
            false => &t.tag.description,
        };
        Choice::new(t.tag.id, full_name(&t.tag, cx.shared), detail)
    });
    let mut rows: Vec<Choice<TagId>> = rows.collect();
    sort_by_key(&mut rows, |row| row.label.to_lowercase());
    let put = move |_: &mut Listing<Quotes>, picked, cx: &mut Cx<'_>| match picked {
        Picked::One(tag) => {
            let member = Member::Tagged { feedback, tag };
            cx.apply(Change::turn(member, on.contains(&tag)));
        }
        Picked::New(name) => make_tag(&name, feedback, cx),
    };
    let title = "Tag: pick one, or type a new one";
    cx.open(Offer::or_new(cx.place, title, rows, put));
}

/// Makes a tag and puts it on.
fn make_tag(name: &str, feedback: FeedbackId, cx: &mut Cx<'_>) {
    let tag = new_tag(name, cx.shared);
    if let Some(known) = named(&cx.shared.room.tags, &tag.name) {
        let tag = known.tag.id;
        return cx.apply(Change::Join(Member::Tagged { feedback, tag }));
    }
    let put = move |_: &mut Listing<Quotes>, made: Option<Applied>, cx: &mut Cx<'_>| {
        if let Some(Subject::Tag(tag)) = made.map(|made| made.subject) {
            cx.apply(Change::Join(Member::Tagged { feedback, tag }));
        }
    };
    cx.apply_then(Change::add(Record::Tag(tag)), put);
}

/// Pins a quote, or takes the pin out.
pub fn pin(quote: &Quote) -> Change {
    let feedback = &quote.view.feedback;
    let was = i64::from(feedback.pinned);
    Change::set(Subject::Feedback(feedback.id), Field::Pinned, was, 1 - was)
}

/// `export/excel`: a child with its theme.
pub fn full_name(tag: &Tag, shared: &Shared) -> String {
    match tag.parent {
        Some(parent) => format!("{}/{}", shared.room.tag_name(parent), tag.name),
        None => tag.name.clone(),
    }
}

/// A tag to make, from what was typed: `theme/child` makes a child of a theme that exists.
pub fn new_tag(typed: &str, shared: &Shared) -> Tag {
    let split = typed.split_once('/').and_then(|(theme, name)| {
        let mut themes = shared.room.themes();
        let parent = themes.find(|t| same_name(&t.tag.name, theme))?;
        Some((parent.tag.id, name.trim().to_owned()))
    });
    let (parent, name) = split.map_or((None, typed.to_owned()), |(id, name)| (Some(id), name));
    Tag {
        name,
        parent,
        ..Tag::default()
    }
}

impl List for Quotes {
    type Key = FeedbackId;
    const CONTEXT: Context = Context::Quotes;
    const HEIGHT: usize = 3;

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let query = Query::Quotes {
            period: self.said.period,
            row: self.said.row,
            order: self.order,
            limit: LIMIT,
        };
        let take = |list: &mut Quotes, quotes, _: &Shared| list.quotes = Some(quotes);
        cx.ask(query, then(take));
    }

    fn keys(&self) -> Vec<FeedbackId> {
        let quotes = self.quotes.iter().flatten();
        quotes.map(|q| q.view.feedback.id).collect()
    }

    fn account(&self, key: &FeedbackId) -> Option<AccountId> {
        self.quote(*key)?.view.feedback.account
    }

    fn subject(&self, key: &FeedbackId) -> Option<Subject> {
        Some(Subject::Feedback(*key))
    }

    fn command(list: &mut Listing<Quotes>, command: Command, cx: &mut Cx<'_>) -> bool {
        let quote = list.shown.key().and_then(|id| list.list.quote(*id));
        match (command, quote) {
            (Command::Open, Some(quote)) => open(quote, cx),
            (Command::Pin, Some(quote)) => cx.apply(pin(quote)),
            (Command::PickTag, Some(quote)) => pick_tag(quote, cx),
            (Command::Praise, Some(quote)) => cx.apply(mark(quote, Mark::Praise)),
            (Command::NoReason, Some(quote)) => cx.apply(mark(quote, Mark::NoReason)),
            (Command::Accounts, _) => {
                let said = &list.list.said;
                let row = Basis::Row(Some(said.row), said.of.clone());
                cx.open(Open::Behind(said.period, row));
            }
            _ => return false,
        }
        true
    }

    fn can(list: &Listing<Quotes>, command: Command, shared: &Shared) -> Option<bool> {
        let quote = || list.shown.key().and_then(|id| list.list.quote(*id));
        match command {
            Command::Accounts => Some(true),
            Command::Open => Some(quote().is_some()),
            Command::Pin | Command::PickTag | Command::Praise | Command::NoReason => {
                Some(shared.writes() && quote().is_some())
            }
            _ => None,
        }
    }

    fn variants(&self) -> usize {
        2
    }

    fn turn(list: &mut Listing<Quotes>, _by: usize, cx: &mut Cx<'_>) {
        list.list.order = match list.list.order {
            QuoteOrder::Dearest => QuoteOrder::Newest,
            QuoteOrder::Newest => QuoteOrder::Dearest,
        };
        list.ask_anew(cx);
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Pin,
            Command::PickTag,
            Command::NextVariant,
            Command::Accounts,
            Command::Action,
            Command::Thread,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command, _key: Option<&FeedbackId>) -> Option<&'static str> {
        Some(match (command, self.order) {
            (Command::Open, _) => "the account",
            (Command::PickTag, _) => "tag",
            (Command::NextVariant, QuoteOrder::Dearest) => "newest first",
            (Command::NextVariant, QuoteOrder::Newest) => "dearest first",
            _ => return None,
        })
    }

    fn origin(&self, key: Option<&FeedbackId>) -> Origin {
        let feedback = key.and_then(|id| self.quote(*id)).map(|q| &q.view.feedback);
        Origin {
            feedback: feedback.map(|f| f.id),
            account: feedback.and_then(|f| f.account),
            theme: self.said.row.theme(),
            ..Origin::default()
        }
    }

    fn copied(&self, key: &FeedbackId, _shared: &Shared) -> Option<String> {
        let view = &self.quote(*key)?.view;
        let who = view.said_by().unwrap_or("unknown");
        Some(format!("\"{}\" ({who})", view.feedback.text))
    }
}
