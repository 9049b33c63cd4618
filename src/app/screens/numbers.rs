//! The Numbers screen: headlines, trend, bridge, cohorts, and whether last time's actions worked.
//! Must not know how it is drawn, nor how anything is counted.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::periods;
use crate::app::screen::{Headline, NextThing, Screen, Touched};
use crate::app::shared::Shared;
use crate::app::worked;
use crate::domain::ahead::Ahead;
use crate::domain::change::Subject;
use crate::domain::effect::Effect;
use crate::domain::figure::Figure;
use crate::domain::frozen::AtStart;
use crate::domain::ids::{ActionId, MeetingId};
use crate::domain::metrics::{Breakdown, Cohorts, Dimension, Review};
use crate::domain::note::{ActionView, Origin};
use crate::domain::period::Period;
use crate::domain::query::{ActionFilter, Query};
use crate::domain::tally::Line;
use crate::domain::usual::findings::Findings;
use crate::keys::{Command, Context};

pub mod around;
pub mod behind;
pub mod cell;
mod counting;
mod cursor;
pub mod found;
pub mod pairs;
pub mod pane;
mod shown;
pub mod words;

use around::{next_dimension, reviewed};
use cell::CellsShow;
use found::NumbersLine;
use pairs::FigurePair;
use pane::NumbersPane;

#[derive(Debug, Default)]
pub struct NumbersScreen {
    /// The review as the room counts it now.
    pub live: Option<Box<Review>>,
    /// The numbers frozen when the meeting of this period started.
    pub frozen: Option<Box<AtStart>>,
    frozen_of: Option<MeetingId>,
    /// Which pane has the cursor.
    pub pane: NumbersPane,
    /// The headline the cursor is on.
    pub figures: Chosen<Figure>,
    /// The dimension headlines are broken down by; `None` for the headlines themselves.
    pub by: Option<Dimension>,
    /// The breakdown, once answered.
    pub breakdown: Option<Box<Breakdown>>,
    /// Its cells, and which one the cursor is on.
    pub cells: Chosen<String>,
    /// The period of the trend the cursor is on.
    pub period: Chosen<Period>,
    /// Which figures the trend shows.
    pair: usize,
    /// The row of the bridge the cursor is on.
    pub bridge: Chosen<Line>,
    /// What the cells of the cohorts show.
    pub shows: CellsShow,
    column: cell::CohortColumn,
    live_cohorts: Option<Cohorts>,
    /// Who is known to leave.
    pub ahead: Option<Box<Ahead>>,
    live_findings: Option<Box<Findings>>,
    /// The line above the figures that the cursor is on.
    pub line: Chosen<NumbersLine>,
    /// The cohort the cursor is on, the newest first, by its month.
    pub cohort: Chosen<Period>,
    /// Actions to look back on.
    pub actions: Vec<ActionView>,
    /// The meeting that they were asked for.
    looks_back: Option<MeetingId>,
    /// What they are made of: those carried into it.
    carried: Vec<ActionView>,
    /// And those done before, whose verdict was still to come.
    awaited: Vec<ActionView>,
    live_effects: Vec<Effect>,
    /// Which of them the cursor is on.
    pub looked_at: Chosen<ActionId>,
}

impl NumbersScreen {
    /// Reads the frozen numbers of the meeting under way, else of the one that reviewed this period.
    fn thaw(&mut self, cx: &mut Cx<'_>) {
        let view = reviewed(cx.shared).filter(|m| m.meeting.frozen_start.is_some());
        let of = view.map(|m| m.meeting.id);
        if of == self.frozen_of {
            return;
        }
        self.frozen_of = of;
        self.frozen = None;
        let text = view.and_then(|m| m.meeting.frozen_start.as_deref());
        match text.map(AtStart::from_json).transpose() {
            Ok(frozen) => self.frozen = frozen.map(Box::new),
            Err(failure) => cx.fail(failure),
        }
        self.fill(cx.shared);
    }

    fn fill(&mut self, shared: &Shared) {
        self.fill_found(shared);
        let months = |c: &Cohorts| c.cohorts.iter().rev().map(|c| c.month).collect::<Vec<_>>();
        let months = self.cohorts(shared).map(months).unwrap_or_default();
        self.cohort.fill(months);
        let review = self.review(shared);
        let profile = review.map(|r| r.metrics.profile);
        let trend = review.iter().flat_map(|r| &r.trend);
        let trend: Vec<Period> = trend.map(|m| m.period).collect();
        // Another review: the cursor goes to its own period, the last.
        let another = trend.last() != self.period.iter().last();
        self.period.fill(trend);
        if another {
            self.period.select(usize::MAX);
        }
        let figures = Figure::headlines(profile.unwrap_or_default());
        self.figures.fill(figures.iter().copied());
        self.bridge.fill(Line::ALL);
        let all = self.carried.iter().chain(&self.awaited);
        self.actions = around::worth_a_look(all.cloned().collect(), shared);
        let actions = self.actions.iter().map(|a| a.action.id);
        self.looked_at.fill(actions);
    }

    fn ask_actions(&mut self, cx: &mut Cx<'_>) {
        let meeting = Some(around::looks_back(cx.shared));
        self.looks_back = meeting;
        let filter = ActionFilter::carried_into(meeting);
        cx.ask(
            Query::Actions(filter),
            |s: &mut NumbersScreen, actions, cx| {
                s.carried = actions;
                s.fill(cx.shared);
            },
        );
        let awaited = ActionFilter::awaited_by(meeting);
        self.awaited.clear();
        let take = |s: &mut NumbersScreen, actions, cx: &mut Cx<'_>| {
            s.awaited = actions;
            s.fill(cx.shared);
        };
        cx.ask_nth(1, Query::Actions(awaited), take);
    }

    fn ask_breakdown(&self, cx: &mut Cx<'_>) {
        if let (Some(by), Some(period)) = (self.by.clone(), cx.shared.period) {
            let query = Query::Breakdown {
                period,
                by,
                profile: cx.shared.kept_profile(),
            };
            cx.ask(query, |s: &mut NumbersScreen, all: Box<Breakdown>, _| {
                s.cells.fill(all.rows.iter().map(|r| r.value.clone()));
                s.breakdown = Some(all);
            });
        }
    }

    /// Shows the headlines by a dimension, or by none.
    fn break_down(&mut self, by: Option<Dimension>, cx: &mut Cx<'_>) {
        self.pane = NumbersPane::Headlines;
        self.by = by;
        self.breakdown = None;
        self.ask_breakdown(cx);
    }

    /// `]` and `[`: the next or the previous variant of the pane.
    fn variant(&mut self, forward: bool, cx: &mut Cx<'_>) {
        match self.pane {
            NumbersPane::Headlines => {
                self.by = next_dimension(self.by.as_ref(), forward, cx.shared);
                self.breakdown = None;
                self.ask_breakdown(cx);
            }
            NumbersPane::Trend => {
                let ways = FigurePair::all(cx.shared.profile()).len();
                self.pair = (self.pair + if forward { 1 } else { ways - 1 }) % ways;
            }
            NumbersPane::Cohorts => self.shows = self.shows.turned(if forward { 1 } else { 2 }),
            NumbersPane::Found | NumbersPane::Bridge | NumbersPane::Effects => {}
        }
    }

    fn selected_action(&self) -> Option<&ActionView> {
        let effects = self.pane == NumbersPane::Effects;
        let id = self.looked_at.key().filter(|_| effects)?;
        self.actions.iter().find(|a| a.action.id == *id)
    }

    fn ask_worked(&self, cx: &mut Cx<'_>) {
        if let Some(view) = self.selected_action() {
            worked::ask::<NumbersScreen>(&view.action, cx);
        }
    }
}

impl Screen for NumbersScreen {
    fn context(&self) -> Context {
        Context::Numbers
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.thaw(cx);
        self.fill(cx.shared);
        let Some(period) = cx.shared.period else {
            return;
        };
        let today = cx.shared.time.today;
        let review = Query::Review {
            period,
            profile: cx.shared.kept_profile(),
        };
        cx.ask(review, |s: &mut NumbersScreen, review, cx| {
            s.live = Some(review);
            s.fill(cx.shared);
        });
        cx.ask(
            Query::Cohorts { today },
            |s: &mut NumbersScreen, cohorts, cx| {
                s.live_cohorts = Some(cohorts);
                s.fill(cx.shared);
            },
        );
        cx.ask(Query::Ahead(period), |s: &mut NumbersScreen, ahead, _| {
            s.ahead = Some(ahead);
        });
        cx.ask(Query::Effects, |s: &mut NumbersScreen, effects, cx| {
            s.live_effects = effects;
            s.fill(cx.shared);
        });
        let findings = Query::Findings {
            period,
            profile: cx.shared.kept_profile(),
            today,
        };
        // Last: themes by their past take their time, and nothing waits for them.
        cx.ask(findings, |s: &mut NumbersScreen, findings, cx| {
            s.live_findings = Some(findings);
            s.fill_found(cx.shared);
        });
        self.ask_actions(cx);
        self.ask_breakdown(cx);
    }

    fn room_read(&mut self, cx: &mut Cx<'_>) {
        self.thaw(cx);
        if self
            .looks_back
            .is_some_and(|of| of != around::looks_back(cx.shared))
        {
            self.ask_actions(cx);
        }
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers() || touched.actions || touched.meetings || touched.marks
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextPane => self.pane = self.pane.step(1),
            Command::PreviousPane => self.pane = self.pane.step(NumbersPane::TABS.len() - 1),
            Command::NextVariant => self.variant(true, cx),
            Command::PreviousVariant => self.variant(false, cx),
            Command::Open if self.pane == NumbersPane::Found => self.follow(cx),
            Command::Open => cx.open_some(self.behind(cx.shared)),
            Command::By => cx.open(around::dimensions(cx, NumbersScreen::break_down)),
            Command::Worked => self.ask_worked(cx),
            _ if self.pane == NumbersPane::Cohorts && self.across(command, cx.shared) => {}
            _ if self.ask_about_counting(command, cx) => {}
            _ => return self.moved(command, cx.shared.look.page()) || periods::turn(command, cx),
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.select(row);
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.writes();
        match command {
            Command::NextPane | Command::PreviousPane => Some(true),
            Command::NextVariant | Command::PreviousVariant => Some(!matches!(
                self.pane,
                NumbersPane::Found | NumbersPane::Bridge | NumbersPane::Effects
            )),
            Command::Open if self.pane == NumbersPane::Found => Some(!self.line.is_empty()),
            Command::Open => Some(self.behind(shared).is_some()),
            Command::By => Some(shared.room.facts.is_some()),
            Command::Worked => Some(writes && self.selected_action().is_some()),
            Command::Left | Command::Right
                if matches!(self.pane, NumbersPane::Trend | NumbersPane::Cohorts) =>
            {
                Some(true)
            }
            _ if moves(command) => Some(true),
            _ => counting::can(command, shared).or_else(|| periods::can(command, shared)),
        }
    }

    fn next_thing(&self, shared: &Shared) -> Option<NextThing> {
        self.findings(shared).map(found::next_thing)
    }

    fn footer(&self) -> &'static [Command] {
        match self.pane {
            NumbersPane::Effects => &[
                Command::NextPane,
                Command::Worked,
                Command::Action,
                Command::Note,
                Command::Help,
            ],
            NumbersPane::Found | NumbersPane::Bridge => &[
                Command::NextPane,
                Command::Open,
                Command::Left,
                Command::Note,
                Command::Help,
            ],
            NumbersPane::Headlines => &[
                Command::NextPane,
                Command::NextVariant,
                Command::Open,
                Command::Define,
                Command::Left,
                Command::Note,
                Command::Decision,
                Command::Help,
                Command::Palette,
            ],
            NumbersPane::Trend | NumbersPane::Cohorts => &[
                Command::NextPane,
                Command::NextVariant,
                Command::Open,
                Command::Left,
                Command::Note,
                Command::Decision,
                Command::Help,
                Command::Palette,
            ],
        }
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        Some(match (command, self.pane) {
            (Command::Open, NumbersPane::Found) => "look into it",
            (Command::Open, _) => "who",
            (Command::Left, NumbersPane::Trend | NumbersPane::Cohorts) => "along",
            (Command::Left, _) => "period before",
            (Command::NextVariant, NumbersPane::Headlines) => "by plan, ...",
            (Command::NextVariant, NumbersPane::Trend) => "other figures",
            (Command::NextVariant, NumbersPane::Cohorts) => self.shows.turned(1).title(),
            (Command::NextVariant, _) => "variant",
            _ => return None,
        })
    }

    fn headline(&self, shared: &Shared) -> Option<Headline> {
        if self.pane != NumbersPane::Headlines || self.by.is_some() {
            return None;
        }
        let (figure, review) = (*self.figures.key()?, self.review(shared)?);
        Some(words::headline(figure, review, shared))
    }

    fn origin(&self) -> Origin {
        let cell = self.by.as_ref().zip(self.cells.key());
        let of = self.selected_action().map(|a| &a.action.origin);
        let segment = cell.map(|(by, value)| by.cell(value));
        Origin {
            segment: segment.unwrap_or_default(),
            theme: of.and_then(|o| o.theme),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.selected_action().map(|a| Subject::Action(a.action.id))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let headline = self.headline(shared)?;
        Some(format!("{} · {}", headline.big, headline.words.join(" · ")))
    }
}
