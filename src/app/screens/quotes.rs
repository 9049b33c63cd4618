//! All quotes behind a row of the Why screen: read them, pin them, tag them in place.
//! Must not know how they are drawn.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::msg::Choice;
use crate::app::screen::{Screen, Touched};
use crate::domain::change::{Applied, Change, Field, Member, Record, Subject};
use crate::domain::feedback::{Mark, Quote, Tag};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query, QuoteOrder};
use crate::domain::themes::ThemeRow;
use crate::keys::{Command, Context};

use super::lost::Lost;
use super::pick::{Pick, Row};
use super::story::Story;

/// Quotes read at once; more of one theme in one period are not read in a meeting.
const LIMIT: u32 = 500;

/// The state of the quotes.
#[derive(Debug)]
pub struct Quotes {
    /// The period.
    pub period: Period,
    /// The row.
    pub row: ThemeRow,
    /// What the row is called.
    pub of: String,
    /// What comes first after pinned ones.
    pub order: QuoteOrder,
    /// The quotes; `None` until answered.
    pub quotes: Option<Vec<Quote>>,
    /// Which one the cursor is on.
    pub shown: Chosen<FeedbackId>,
    /// The quote a new tag is for, until the store has made the tag.
    waiting: Option<FeedbackId>,
}

impl Quotes {
    /// The quotes behind a row.
    pub fn new(period: Period, row: ThemeRow, of: impl Into<String>) -> Quotes {
        Quotes {
            period,
            row,
            of: of.into(),
            order: QuoteOrder::Dearest,
            quotes: None,
            shown: Chosen::default(),
            waiting: None,
        }
    }

    /// Begins at one of them.
    pub fn at(mut self, feedback: FeedbackId) -> Quotes {
        self.shown.fill([feedback]);
        self
    }

    /// Whether there may be more than were read.
    pub fn cut(&self) -> bool {
        self.quotes
            .as_ref()
            .is_some_and(|q| q.len() >= LIMIT as usize)
    }

    /// The selected quote.
    pub fn selected(&self) -> Option<&Quote> {
        let id = self.shown.key()?;
        self.quotes
            .iter()
            .flatten()
            .find(|q| q.view.feedback.id == *id)
    }

    fn ask(&self, cx: &mut Cx<'_>) {
        cx.ask(
            "quotes",
            Query::Quotes {
                period: self.period,
                row: self.row,
                order: self.order,
                limit: LIMIT,
            },
        );
    }

    fn open(&self, cx: &mut Cx<'_>) {
        let Some(quote) = self.selected() else {
            return;
        };
        match quote.view.feedback.account {
            Some(account) => cx.open(Story::new(account).at(quote.view.feedback.id)),
            None => cx.say("nobody knows whose words these are"),
        }
    }

    fn pin(&self, cx: &mut Cx<'_>) {
        if let Some(quote) = self.selected() {
            cx.apply("pin", pin(quote));
        }
    }

    fn mark(&self, mark: Mark, cx: &mut Cx<'_>) {
        let Some(quote) = self.selected() else {
            return;
        };
        let feedback = &quote.view.feedback;
        let was = feedback.mark.map(Mark::word);
        let now = Some(mark.word()).filter(|now| Some(*now) != was);
        let subject = Subject::Feedback(feedback.id);
        cx.apply("mark", Change::set(subject, Field::Mark, was, now));
    }

    /// Lets a tag be picked or made; one that is on already is taken off.
    fn pick_tag(&self, cx: &mut Cx<'_>) {
        let Some(quote) = self.selected() else {
            return;
        };
        let rows = cx.shared.room.tags.iter().map(|t| {
            let on = quote.view.tags.iter().any(|tag| tag.id == t.tag.id);
            let detail = if on {
                "is on, takes it off"
            } else {
                t.tag.description.as_str()
            };
            Row::new(t.tag.id, full_name(&t.tag, cx.shared), detail)
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.sort_by_key(|row| row.label.to_lowercase());
        cx.open(Pick::new(cx.place, "tag", "Tag: pick one, or type a new one", rows).or_new());
    }

    fn toggle(&self, tag: TagId, cx: &mut Cx<'_>) {
        let Some(quote) = self.selected() else {
            return;
        };
        let feedback = quote.view.feedback.id;
        let member = Member::Tagged { feedback, tag };
        let on = quote.view.tags.iter().any(|t| t.id == tag);
        let change = if on {
            Change::Leave(member)
        } else {
            Change::Join(member)
        };
        cx.apply("tag", change);
    }
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
        let same =
            |t: &&crate::domain::feedback::TagView| t.tag.name.eq_ignore_ascii_case(theme.trim());
        let parent = shared.room.themes().find(same)?;
        Some((parent.tag.id, name.trim().to_owned()))
    });
    match split {
        Some((parent, name)) => Tag {
            name,
            parent: Some(parent),
            ..Tag::default()
        },
        None => Tag {
            name: typed.to_owned(),
            ..Tag::default()
        },
    }
}

impl Screen for Quotes {
    fn context(&self) -> Context {
        Context::Quotes
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        if let Answer::Quotes(quotes) = answer {
            self.shown.fill(quotes.iter().map(|q| q.view.feedback.id));
            self.quotes = Some(quotes);
        }
    }

    fn applied(&mut self, what: &'static str, applied: &Applied, cx: &mut Cx<'_>) {
        if let ("new-tag", Subject::Tag(tag)) = (what, applied.subject)
            && let Some(feedback) = self.waiting.take()
        {
            cx.apply("tag", Change::Join(Member::Tagged { feedback, tag }));
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Open => self.open(cx),
            Command::Pin => self.pin(cx),
            Command::PickTag => self.pick_tag(cx),
            Command::Praise => self.mark(Mark::Praise, cx),
            Command::NoReason => self.mark(Mark::NoReason, cx),
            Command::Accounts => cx.open(Lost::new(self.period, Some(self.row), self.of.clone())),
            Command::NextVariant | Command::PreviousVariant => {
                self.order = match self.order {
                    QuoteOrder::Dearest => QuoteOrder::Newest,
                    QuoteOrder::Newest => QuoteOrder::Dearest,
                };
                self.shown = Chosen::default();
                self.ask(cx);
            }
            _ => return self.shown.step(command, cx.shared.look.page() / 3),
        }
        true
    }

    fn chosen(&mut self, what: &'static str, choice: Choice, cx: &mut Cx<'_>) {
        match (what, choice) {
            ("tag", Choice::Picked(key)) => {
                if let Ok(id) = key.parse() {
                    self.toggle(TagId(id), cx);
                }
            }
            ("tag", Choice::Text(name)) => {
                self.waiting = self.shown.key().copied();
                let tag = new_tag(&name, cx.shared);
                cx.apply("new-tag", Change::add(Record::Tag(tag)));
            }
            _ => {}
        }
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.room.read_only().is_none();
        match command {
            Command::NextVariant | Command::PreviousVariant | Command::Accounts => Some(true),
            Command::Open => Some(self.selected().is_some()),
            Command::Pin | Command::PickTag | Command::Praise | Command::NoReason => {
                Some(writes && self.selected().is_some())
            }
            _ => moves(command).then_some(true),
        }
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

    fn words(&self, command: Command) -> Option<&'static str> {
        Some(match (command, self.order) {
            (Command::Open, _) => "the account",
            (Command::PickTag, _) => "tag",
            (Command::NextVariant, QuoteOrder::Dearest) => "newest first",
            (Command::NextVariant, QuoteOrder::Newest) => "dearest first",
            _ => return None,
        })
    }

    fn origin(&self) -> Origin {
        let feedback = self.selected().map(|q| &q.view.feedback);
        Origin {
            feedback: feedback.map(|f| f.id),
            account: feedback.and_then(|f| f.account),
            theme: match self.row {
                ThemeRow::Theme(theme) => Some(theme),
                _ => None,
            },
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.shown.key().map(|id| Subject::Feedback(*id))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let view = &self.selected()?.view;
        let who = view
            .account
            .as_ref()
            .map_or("unknown", |a| shared.account(a));
        Some(format!("\"{}\" ({who})", shared.words(&view.feedback.text)))
    }
}
