//! The Why screen: themes by money, what stands outside them, and the words behind the selected one.
//! Must not know how it is drawn, nor how money is split.

use crate::app::cx::{Basis, Cx, Open, QuotesBehind};
use crate::app::list::{Chosen, moves};
use crate::app::periods;
use crate::app::screen::{Headline, NextThing, Screen, Touched};
use crate::app::shared::{Shared, Sitting};
use crate::domain::change::{Change, Member, Subject};
use crate::domain::drift::Drift;
use crate::domain::feedback::Quote;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::{Query, QuoteOrder};
use crate::domain::roadmap::{Link, RoadmapItem};
use crate::domain::themes::{ThemeRow, ThemeTrend, Themes};
use crate::domain::usual::reasons::ReasonsJudged;
use crate::keys::{Command, Context};

pub mod rows;
pub mod sets;
pub mod talk;

use rows::{RowShape, WhyPicture, WhyRow};
use sets::Set;

/// Quotes read for the pane below the table; enough to count stated reasons.
const QUOTES: u32 = 200;
/// Periods of the sparkline.
const TREND: u32 = 6;

/// Which part has the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhyPane {
    /// The table.
    #[default]
    Themes,
    /// The quotes below it.
    Quotes,
}

#[derive(Debug, Default)]
pub struct WhyScreen {
    /// The period's themes; `None` until answered.
    pub themes: Option<Box<Themes>>,
    before: Option<Box<Themes>>,
    judged: Option<Box<ReasonsJudged>>,
    trend: Vec<ThemeTrend>,
    shortlist: Vec<TagId>,
    links: Vec<Link>,
    items: Vec<RoadmapItem>,
    /// The rows of the table as they are read, and which one the cursor is on.
    pub rows: Chosen<WhyRow>,
    /// Whether all themes are shown.
    pub expanded: bool,
    /// What `]` turned to.
    pub set: Set,
    /// What was stated beside what was found; `None` until answered.
    pub drift: Option<Box<Drift>>,
    /// Which part has the cursor.
    pub pane: WhyPane,
    /// The quotes of the selected row; `None` until answered.
    pub quotes: Option<Vec<Quote>>,
    /// Which quote the cursor is on.
    pub quote: Chosen<FeedbackId>,
    quotes_of: Option<(Period, ThemeRow)>,
}

impl WhyScreen {
    /// The themes marked: discussed in the meeting, else shortlisted for it.
    pub fn marked<'a>(&'a self, shared: &'a Shared) -> &'a [TagId] {
        match shared.meeting() {
            Some(view) => &view.discussed,
            None => &self.shortlist,
        }
    }

    /// Whether a theme is on the shortlist.
    pub fn is_shortlisted(&self, theme: TagId) -> bool {
        self.shortlist.contains(&theme)
    }

    /// What the rows are made from.
    pub fn picture<'a>(&'a self, shared: &'a Shared) -> Option<WhyPicture<'a>> {
        let themes = self.themes.as_deref()?;
        // A part of a period is compared with no whole one.
        let over = shared.is_over(themes.period);
        let compares = over && themes.unknown.compares();
        Some(WhyPicture {
            themes,
            before: self.before.as_deref().filter(|_| compares),
            judged: self.judged(),
            trend: if over { &self.trend } else { &[] },
            links: &self.links,
            items: &self.items,
            shared,
        })
    }

    /// The themes by their past, once that is known.
    pub fn judged(&self) -> Option<&ReasonsJudged> {
        let period = self.themes.as_ref()?.period;
        self.judged
            .as_deref()
            .filter(|judged| judged.period == period)
    }

    /// How the roadmap stands to a theme: `aligns RPT-12`; empty when not linked.
    pub fn stance(&self, theme: TagId, shared: &Shared) -> String {
        self.picture(shared)
            .map_or_else(String::new, |p| p.stance(theme))
    }

    /// The row the cursor is on; `None` on `6 more`.
    pub fn selected(&self) -> Option<ThemeRow> {
        match self.rows.key()? {
            WhyRow::Row(row) => Some(*row),
            WhyRow::More => None,
        }
    }

    /// What a row is called.
    pub fn name(&self, row: ThemeRow) -> &str {
        match row {
            ThemeRow::Theme(id) => {
                let mut themes = self.themes.iter().flat_map(|t| &t.themes);
                themes.find(|t| t.id == id).map_or("", |t| &t.theme)
            }
            ThemeRow::NotTagged => "not tagged yet",
            ThemeRow::NoReason => "read, no reason in it",
            ThemeRow::NobodySaid => "nobody said why",
        }
    }

    fn theme(&self) -> Option<TagId> {
        self.selected()?.theme()
    }

    fn fill(&mut self, cx: &mut Cx<'_>) {
        let Some(themes) = &self.themes else {
            return;
        };
        let shape = RowShape::of(&themes.themes, self.expanded, cx.shared.look);
        self.rows.fill(shape.places(themes));
        self.ask_quotes(false, cx);
    }

    /// Asks for the words of the selected row, unless they are here already.
    fn ask_quotes(&mut self, again: bool, cx: &mut Cx<'_>) {
        let of = cx.shared.period.zip(self.selected());
        if of == self.quotes_of && !again {
            return;
        }
        if of != self.quotes_of {
            self.quotes = None;
            self.quote = Chosen::default();
        }
        self.quotes_of = of;
        if let Some((period, row)) = of {
            let query = Query::Quotes {
                period,
                row,
                order: QuoteOrder::Dearest,
                limit: QUOTES,
            };
            cx.ask(query, |s: &mut WhyScreen, quotes: Vec<Quote>, _| {
                s.quote.fill(quotes.iter().map(|q| q.view.feedback.id));
                s.quotes = Some(quotes);
            });
        }
    }

    /// Space: on the shortlist before the meeting, discussed in it.
    fn mark(&self, cx: &mut Cx<'_>) {
        let (Some(theme), Some(period)) = (self.theme(), cx.shared.period) else {
            return;
        };
        let member = match cx.shared.sitting {
            Some(Sitting { meeting, .. }) => Member::Discussed { meeting, theme },
            None => Member::Shortlisted { period, theme },
        };
        let on = self.marked(cx.shared).contains(&theme);
        cx.apply(Change::turn(member, on));
    }

    /// Opening a shortlisted theme in the meeting marks it discussed.
    fn note_opened(&self, cx: &mut Cx<'_>) {
        let (Some(theme), Some(view)) = (self.theme(), cx.shared.meeting()) else {
            return;
        };
        if self.shortlist.contains(&theme) && !view.discussed.contains(&theme) {
            let meeting = view.meeting.id;
            cx.apply(Change::Join(Member::Discussed { meeting, theme }));
        }
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        let Some(row) = self.selected() else {
            self.expanded = !self.expanded;
            return self.fill(cx);
        };
        let Some(period) = cx.shared.period else {
            return;
        };
        self.note_opened(cx);
        match row {
            ThemeRow::NobodySaid => self.open_accounts(cx),
            ThemeRow::Theme(_) | ThemeRow::NotTagged | ThemeRow::NoReason => {
                cx.open(QuotesBehind {
                    period,
                    row,
                    of: self.name(row).to_owned(),
                    at: self.quote_key(),
                })
            }
        }
    }

    fn open_accounts(&self, cx: &mut Cx<'_>) {
        if let (Some(row), Some(period)) = (self.selected(), cx.shared.period) {
            let behind = Basis::Row(Some(row), self.name(row).to_owned());
            cx.open(Open::Behind(period, behind));
        }
    }

    fn pin(&self, cx: &mut Cx<'_>) {
        let quote = self.selected_quote().into_iter();
        quote.for_each(|quote| cx.apply(super::quotes::pin(quote)));
    }

    fn selected_quote(&self) -> Option<&Quote> {
        let id = self.quote.key()?;
        let mut quotes = self.quotes.iter().flatten();
        quotes.find(|q| q.view.feedback.id == *id)
    }

    /// The quote the cursor is on, while it is among the quotes.
    fn quote_key(&self) -> Option<FeedbackId> {
        let id = self.quote.key().copied();
        id.filter(|_| self.pane == WhyPane::Quotes)
    }
}

impl Screen for WhyScreen {
    fn context(&self) -> Context {
        Context::Why
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        let Some(period) = cx.shared.period else {
            return;
        };
        cx.ask(Query::Themes(period), |s: &mut WhyScreen, themes, cx| {
            s.themes = Some(themes);
            s.fill(cx);
        });
        let before = Query::Themes(period.previous());
        cx.ask_nth(1, before, |s: &mut WhyScreen, before, _| {
            s.before = Some(before);
        });
        let periods = TREND;
        let trend = Query::ThemeTrend { period, periods };
        cx.ask(trend, |s: &mut WhyScreen, trend, _| s.trend = trend);
        cx.ask(Query::Shortlist(period), |s: &mut WhyScreen, themes, _| {
            s.shortlist = themes;
        });
        cx.ask(Query::Links, |s: &mut WhyScreen, links, _| s.links = links);
        cx.ask(Query::Roadmap, |s: &mut WhyScreen, items, _| {
            s.items = items
        });
        self.ask_quotes(true, cx);
        self.ask_stated(cx);
        // Last: it takes its time, and nothing waits for it.
        cx.ask(Query::Reasons(period), |s: &mut WhyScreen, judged, _| {
            s.judged = Some(judged);
        });
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers() || touched.roadmap || touched.meetings
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextPane | Command::PreviousPane => {
                self.pane = match self.pane {
                    WhyPane::Themes => WhyPane::Quotes,
                    WhyPane::Quotes => WhyPane::Themes,
                };
            }
            Command::NextVariant => self.turn(1, cx),
            Command::PreviousVariant => self.turn(-1, cx),
            Command::Mark => self.mark(cx),
            Command::Open => self.open(cx),
            Command::Accounts => self.open_accounts(cx),
            Command::Pin => self.pin(cx),
            _ if self.pane == WhyPane::Quotes && moves(command) => {
                return self.quote.step(command, 3);
            }
            _ if moves(command) => {
                self.rows.step(command, cx.shared.look.page());
                self.ask_quotes(false, cx);
            }
            _ => return periods::turn(command, cx),
        }
        true
    }

    fn seek(&mut self, subject: Subject, _cx: &mut Cx<'_>) {
        if let Subject::Tag(theme) = subject {
            self.rows.seek(WhyRow::Row(ThemeRow::Theme(theme)));
        }
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        match self.pane {
            WhyPane::Themes => {
                self.rows.select(row);
                self.ask_quotes(false, cx);
            }
            WhyPane::Quotes => self.quote.select(row),
        }
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.writes();
        match command {
            Command::NextPane | Command::PreviousPane => Some(true),
            Command::NextVariant | Command::PreviousVariant => Some(true),
            Command::Mark => Some(writes && self.theme().is_some()),
            Command::Open => Some(!self.rows.is_empty()),
            Command::Accounts => Some(self.selected().is_some()),
            Command::Pin => Some(writes && self.quote.key().is_some()),
            _ if moves(command) => Some(true),
            _ => periods::can(command, shared),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Mark,
            Command::NextVariant,
            Command::Accounts,
            Command::Tagging,
            Command::Action,
            Command::Decision,
            Command::Help,
            Command::Palette,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        Some(match (command, self.selected()) {
            (Command::Open, None) if self.expanded => "fewer themes",
            (Command::Open, None) => "all themes",
            (Command::Open, Some(ThemeRow::NobodySaid)) => "who",
            (Command::Open, _) => "quotes",
            (Command::Mark, _) => "mark",
            (Command::Accounts, _) => "who",
            (Command::Left, _) => "period before",
            _ => return None,
        })
    }

    fn next_thing(&self, shared: &Shared) -> Option<NextThing> {
        self.themes.as_ref()?;
        let many = self.marked(shared).len();
        Some(talk::next_thing(many, shared.sitting.is_some()))
    }

    fn headline(&self, shared: &Shared) -> Option<Headline> {
        self.picture(shared)?
            .headline(self.selected()?, self.quotes.as_deref())
    }

    fn origin(&self) -> Origin {
        let feedback = self
            .selected_quote()
            .filter(|_| self.pane == WhyPane::Quotes);
        Origin {
            theme: self.theme(),
            feedback: feedback.map(|q| q.view.feedback.id),
            account: feedback.and_then(|q| q.view.feedback.account),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        let feedback = self.quote_key().map(Subject::Feedback);
        feedback.or(self.theme().map(Subject::Tag))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let headline = self.headline(shared)?;
        Some(format!("{} · {}", headline.big, headline.words.join(" · ")))
    }
}
