//! The thread of one thing: quote, tag, money, roadmap, target, action, result, each one key away.
//! A step that is missing is a break, and says what mends it. Must not know how it is drawn.

use crate::app::cx::{Basis, Cx, Open, QuotesBehind};
use crate::app::list::{Chosen, moves};
use crate::app::place::ScreenKind;
use crate::app::screen::Screen;
use crate::app::screens::numbers::behind::of_cell;
use crate::app::shared::Shared;
use crate::domain::change::Subject;
use crate::domain::feedback::FeedbackView;
use crate::domain::ids::{ActionId, FeedbackId, LinkId, NoteId, RoadmapId, TagId};
use crate::domain::note::{ActionStatus, ActionView, NoteKind, NoteView, Origin};
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::roadmap::{Link, RoadmapItem};
use crate::domain::themes::{Theme, ThemeRow};
use crate::domain::thread::{Thread, ThreadOf};
use crate::keys::{Command, Context};

mod knots;

pub use knots::{Knot, Step};

/// Quotes shown before the rest is one row.
const QUOTES: usize = 3;

#[derive(Debug)]
pub struct ThreadLayer {
    /// The thing, or the segment.
    pub of: ThreadOf,
    /// The period its money is counted over.
    pub period: Option<Period>,
    /// What hangs on it; `None` until answered.
    pub found: Option<Box<Thread>>,
    /// Its rows in order, and which one the cursor is on.
    pub shown: Chosen<Knot>,
}

impl ThreadLayer {
    /// The thread of a thing.
    pub fn new(of: ThreadOf) -> ThreadLayer {
        ThreadLayer {
            of,
            period: None,
            found: None,
            shown: Chosen::default(),
        }
    }

    /// The thing it is of; `None` of a segment.
    pub fn thing(&self) -> Option<Subject> {
        match self.of {
            ThreadOf::Thing(subject) => Some(subject),
            ThreadOf::Segment(_) => None,
        }
    }

    /// The themes on the thread, those with money first.
    pub fn themes(&self) -> Vec<TagId> {
        let found = self.found.iter();
        let own = match self.thing() {
            Some(Subject::Tag(id)) => Some(id),
            _ => None,
        };
        let paid = found.clone().flat_map(|f| &f.themes).map(|theme| theme.id);
        let quoted = found.flat_map(|f| &f.quotes).filter(|_| own.is_none());
        let tags = quoted.flat_map(|q| &q.tags);
        let quoted = tags.map(|tag| tag.parent.unwrap_or(tag.id));
        let mut themes: Vec<TagId> = Vec::new();
        for id in paid.chain(quoted) {
            if !themes.contains(&id) {
                themes.push(id);
            }
        }
        themes.extend(own.filter(|_| themes.is_empty()));
        themes
    }

    /// One of the things found.
    fn one<T>(&self, of: fn(&Thread) -> &Vec<T>, is: impl Fn(&T) -> bool) -> Option<&T> {
        of(self.found.as_ref()?).iter().find(|thing| is(thing))
    }

    /// A theme's figures in the period; `None` when it has none.
    pub fn figures(&self, id: TagId) -> Option<&Theme> {
        self.one(|found| &found.themes, |theme| theme.id == id)
    }

    pub fn quote(&self, id: FeedbackId) -> Option<&FeedbackView> {
        self.one(|found| &found.quotes, |view| view.feedback.id == id)
    }

    pub fn note(&self, id: NoteId) -> Option<&NoteView> {
        self.one(|found| &found.notes, |view| view.note.id == id)
    }

    pub fn action(&self, id: ActionId) -> Option<&ActionView> {
        self.one(|found| &found.actions, |view| view.action.id == id)
    }

    /// A roadmap item.
    pub fn item(&self, id: RoadmapId) -> Option<&RoadmapItem> {
        self.one(|found| &found.items, |item| item.id == id)
    }

    /// A link to the roadmap.
    pub fn link(&self, id: LinkId) -> Option<&Link> {
        self.one(|found| &found.links, |link| link.id == id)
    }

    /// What a break says.
    pub fn broken(&self, step: Step) -> &'static str {
        let done = |view: &ActionView| view.action.status == ActionStatus::Done;
        match step {
            Step::Quote => "nobody said it in words in this period",
            Step::Tag => "not tagged yet; Enter goes to the untagged",
            Step::Money => "nothing lost to it in this period",
            Step::Roadmap => "not linked to the roadmap; Enter goes there",
            Step::Target => "nothing noted or decided; Enter writes a note",
            Step::Action => "no action; Enter writes one",
            Step::Result if self.one(|f| &f.actions, done).is_some() => "too early to tell",
            Step::Result => "nothing done yet, so nothing to look back at",
        }
    }

    fn knots(&self, found: &Thread) -> Vec<Knot> {
        let quotes = found.quotes.iter().take(QUOTES);
        let quotes = quotes.map(|q| Knot::Quote(q.feedback.id));
        let more = found.quotes.len().saturating_sub(QUOTES);
        let quotes = quotes.chain((more > 0).then_some(Knot::MoreQuotes(more)));
        let links = found.links.iter().map(|link| Knot::Link(link.id));
        let linked = |item: &RoadmapItem| found.links.iter().any(|l| l.item == Some(item.id));
        let items = found.items.iter().filter(|i| !linked(i));
        let items = items.map(|i| Knot::Item(i.id));
        let refuses = |n: &&NoteView| n.note.kind == NoteKind::NoAction;
        let (refusals, notes): (Vec<&NoteView>, Vec<&NoteView>) =
            found.notes.iter().partition(refuses);
        let refusals = refusals.iter().map(|n| Knot::NoAction(n.note.id));
        let notes = notes.iter().map(|n| Knot::Note(n.note.id));
        let actions = found.actions.iter().map(|a| Knot::Action(a.action.id));
        let results = found.results.iter().filter_map(|r| match r.of {
            Subject::Action(action) => Some(Knot::Result(action)),
            _ => None,
        });
        let money = found.themes.iter().map(|t| Knot::Money(t.id));
        let money = found.segment.iter().map(|_| Knot::Segment).chain(money);
        let themes = self.themes();
        let steps: [(Step, Vec<Knot>); 7] = [
            (Step::Quote, quotes.collect()),
            (Step::Tag, themes.iter().copied().map(Knot::Tag).collect()),
            (Step::Money, money.collect()),
            (Step::Roadmap, links.chain(items).collect()),
            (Step::Target, notes.collect()),
            (Step::Action, actions.chain(refusals).collect()),
            (Step::Result, results.collect()),
        ];
        // A segment needs no theme: nothing is broken before what it lost.
        let words = [Step::Quote, Step::Tag, Step::Roadmap];
        let needless = |step| found.segment.is_some() && words.contains(&step);
        let whole = |(step, knots): (Step, Vec<Knot>)| match knots.is_empty() {
            true if !needless(step) => vec![Knot::Break(step)],
            _ => knots,
        };
        steps.into_iter().flat_map(whole).collect()
    }

    fn take(&mut self, found: Box<Thread>, _cx: &mut Cx<'_>) {
        self.found = Some(found);
        let knots = self.found.as_deref().map(|found| self.knots(found));
        self.shown.fill(knots.unwrap_or_default());
    }

    fn open(&self, cx: &mut Cx<'_>) {
        let Some(knot) = self.shown.key() else {
            return;
        };
        match *knot {
            Knot::Break(step) => self.mend(step, cx),
            Knot::Quote(id) => match self.quote(id).and_then(|q| q.feedback.account) {
                Some(account) => cx.open(Open::Story(account, Some(id))),
                None => cx.say("nobody knows whose words these are"),
            },
            Knot::MoreQuotes(_) => match (self.thing(), self.themes().first()) {
                (Some(Subject::Account(account)), _) => cx.open(Open::Story(account, None)),
                (_, Some(theme)) => self.open_quotes(*theme, cx),
                _ => {}
            },
            Knot::Tag(id) => cx.seek(ScreenKind::Why, Subject::Tag(id)),
            Knot::Money(id) => {
                if let (Some(period), Some(theme)) = (self.period, self.figures(id)) {
                    let row = Some(ThemeRow::Theme(id));
                    let behind = Basis::Row(row, theme.theme.clone());
                    cx.open(Open::Behind(period, behind));
                }
            }
            Knot::Segment => {
                let segment = self.found.as_ref().and_then(|found| found.segment.as_ref());
                if let (Some(period), Some(segment)) = (self.period, segment) {
                    let (by, value) = (segment.by.clone(), segment.row.value.clone());
                    let behind = Basis::Cell(of_cell(), by, value);
                    cx.open(Open::Behind(period, behind));
                }
            }
            Knot::Link(id) => {
                if let Some(link) = self.link(id) {
                    cx.seek(ScreenKind::Roadmap, Subject::Tag(link.theme));
                }
            }
            Knot::Item(id) => cx.seek(ScreenKind::Roadmap, Subject::Item(id)),
            Knot::Note(id) => cx.seek(ScreenKind::Target, Subject::Note(id)),
            Knot::NoAction(id) => cx.seek(ScreenKind::Actions, Subject::Note(id)),
            Knot::Action(id) | Knot::Result(id) => {
                cx.seek(ScreenKind::Actions, Subject::Action(id))
            }
        }
    }

    fn open_quotes(&self, theme: TagId, cx: &mut Cx<'_>) {
        if let Some(period) = self.period {
            cx.open(QuotesBehind {
                period,
                row: ThemeRow::Theme(theme),
                of: cx.shared.room.tag_name(theme).to_owned(),
                at: None,
            });
        }
    }

    fn mend(&self, step: Step, cx: &mut Cx<'_>) {
        match (step, self.themes().first()) {
            (Step::Tag, _) => cx.go(ScreenKind::Tagging),
            (Step::Roadmap, Some(theme)) => cx.seek(ScreenKind::Roadmap, Subject::Tag(*theme)),
            (Step::Roadmap, None) => cx.go(ScreenKind::Roadmap),
            (Step::Target, _) => cx.run(Command::Note),
            (Step::Action, _) => cx.run(Command::Action),
            _ => cx.say(self.broken(step)),
        }
    }
}

impl Screen for ThreadLayer {
    fn context(&self) -> Context {
        Context::Thread
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.period = cx.shared.period;
        if let Some(period) = self.period {
            let of = self.of.clone();
            cx.ask(Query::Thread { of, period }, ThreadLayer::take);
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Open => self.open(cx),
            Command::Thread if self.subject() == self.thing() => {}
            _ => return self.shown.step(command, cx.shared.look.page() / 2),
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::Open => Some(!self.shown.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Action,
            Command::Decision,
            Command::Note,
            Command::Thread,
            Command::Back,
            Command::Help,
        ]
    }

    /// Where the thread hangs: what is written from here hangs on it too.
    fn origin(&self) -> Origin {
        let mut origin = Origin::default();
        if let ThreadOf::Segment((by, value)) = &self.of {
            origin.segment = by.cell(value);
        }
        match self.thing() {
            Some(Subject::Account(id)) => origin.account = Some(id),
            Some(Subject::Feedback(id)) => {
                origin.feedback = Some(id);
                origin.account = self.quote(id).and_then(|q| q.feedback.account);
            }
            Some(Subject::Item(id)) => origin.item = Some(id),
            _ => {}
        }
        let selected = match self.shown.key() {
            Some(Knot::Tag(id) | Knot::Money(id)) => Some(*id),
            _ => None,
        };
        origin.theme = selected.or(self.themes().first().copied());
        origin
    }

    fn subject(&self) -> Option<Subject> {
        Some(match *self.shown.key()? {
            Knot::Quote(id) => Subject::Feedback(id),
            Knot::Tag(id) | Knot::Money(id) => Subject::Tag(id),
            Knot::Link(id) => Subject::Link(id),
            Knot::Item(id) => Subject::Item(id),
            Knot::Note(id) | Knot::NoAction(id) => Subject::Note(id),
            Knot::Action(id) | Knot::Result(id) => Subject::Action(id),
            Knot::Break(_) | Knot::MoreQuotes(_) | Knot::Segment => return self.thing(),
        })
    }

    fn copied(&self, _shared: &Shared) -> Option<String> {
        let text = match *self.shown.key()? {
            Knot::Quote(id) => &self.quote(id)?.feedback.text,
            Knot::Note(id) | Knot::NoAction(id) => &self.note(id)?.note.text,
            Knot::Action(id) => &self.action(id)?.action.what,
            Knot::Break(_) | Knot::MoreQuotes(_) | Knot::Tag(_) | Knot::Money(_) => return None,
            Knot::Segment => return None,
            Knot::Link(_) | Knot::Item(_) | Knot::Result(_) => return None,
        };
        Some(text.to_owned())
    }
}
