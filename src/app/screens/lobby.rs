//! The lobby: is the room ready, who is here, which meetings there were; before, between and after.
//! Must not know how it is drawn.

use crate::app::cx::{Cx, FrameOrder, Meaning};
use crate::app::list::{Chosen, moves};
use crate::app::screen::{NextThing, Screen};
use crate::app::shared::Shared;
use crate::domain::change::{Change, Member, Subject};
use crate::domain::gate;
use crate::domain::ids::{MeetingId, OwnerId};
use crate::domain::meeting::{MeetingStatus, MeetingView};
use crate::domain::metrics::Metrics;
use crate::domain::money::Cents;
use crate::domain::note::{ActionStatus, ActionView, NoteView};
use crate::domain::period::Period;
use crate::domain::query::{ActionFilter, NoteFilter, Query};
use crate::domain::readiness::Readiness;
use crate::domain::themes::{Theme, Themes};
use crate::domain::warned::Warned;
use crate::keys::{Command, Context};

mod leaving;

/// Which list has the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LobbyPane {
    /// Who is here.
    #[default]
    Here,
    Meetings,
}

/// What the reviews so far owe.
#[derive(Clone, Debug, PartialEq)]
pub struct LobbyOwes<'a> {
    pub open: usize,
    /// Those whose day is over.
    pub late: usize,
    /// By how many days the latest is.
    pub days: u32,
    /// Those that the next review finds open for the third time or more.
    pub often: usize,
    /// The themes of the late ones that cost something in the period.
    pub themes: Vec<&'a Theme>,
}

#[derive(Debug, Default)]
pub struct Lobby {
    /// Whether the room is ready; `None` until answered.
    pub readiness: Option<Box<Readiness>>,
    /// The owners, and which one the cursor is on.
    pub owners: Chosen<OwnerId>,
    /// The meetings, and which one the cursor is on.
    pub meetings: Chosen<MeetingId>,
    /// The figures of the meetings' periods, by period.
    pub figures: Vec<Metrics>,
    /// The actions of the meeting before, with what became of them; `None` until answered.
    pub last_actions: Option<Vec<ActionView>>,
    /// All that is open, from whichever meeting it comes; `None` until answered.
    pub open: Option<Vec<ActionView>>,
    /// Decisions that wait for the answer of somebody who was not there.
    pub asked: Vec<NoteView>,
    /// What the period's themes cost; `None` until answered.
    pub themes: Option<Box<Themes>>,
    /// What changed among the accounts at risk, and what became of the lists before; `None` until answered.
    pub warned: Option<Box<Warned>>,
    /// Which list has the cursor.
    pub pane: LobbyPane,
    known: Vec<(MeetingId, Period)>,
}

impl Lobby {
    /// Who is here: in a meeting those it has written down, before it those marked.
    pub fn is_here(&self, owner: OwnerId, shared: &Shared) -> bool {
        match shared.meeting() {
            Some(view) => view.present.contains(&owner),
            None => shared.here.contains(&owner),
        }
    }

    /// Marks or unmarks the selected owner as being here.
    fn attend(&mut self, cx: &mut Cx<'_>) {
        let Some(owner) = self.owners.key().copied() else {
            return;
        };
        let here = self.is_here(owner, cx.shared);
        match cx.shared.sitting {
            Some(sitting) => {
                let meeting = sitting.meeting;
                let member = Member::Present { meeting, owner };
                cx.apply(Change::turn(member, here));
            }
            None => {
                let mut all = cx.shared.here.clone();
                if !all.remove(&owner) {
                    all.insert(owner);
                }
                cx.order(FrameOrder::Here(all));
            }
        }
    }

    /// The meeting the cursor is on.
    fn meeting<'a>(&self, shared: &'a Shared) -> Option<&'a MeetingView> {
        shared.room.meeting(*self.meetings.key()?)
    }

    /// Looks at a meeting's period; one that was left is gone on with.
    fn open(&self, cx: &mut Cx<'_>) {
        let Some(view) = self.meeting(cx.shared) else {
            return;
        };
        if view.meeting.status == MeetingStatus::Ended || cx.shared.sitting.is_some() {
            cx.order(FrameOrder::LookBack(view.meeting.id, view.meeting.period));
        } else {
            cx.run(Command::Start);
        }
    }

    /// What the figures of the selected meeting's period mean.
    fn define(&self, cx: &mut Cx<'_>) -> bool {
        let period = self.meeting(cx.shared).map(|view| view.meeting.period);
        cx.open_some(period.map(Meaning::of));
        period.is_some()
    }

    /// Who is in the team, and who has left it with something to do still.
    fn fill_owners(&mut self, shared: &Shared) {
        let owners = shared.room.owners.iter();
        let here = owners.filter(|o| o.left_on.is_none() || self.left_behind(o.id).is_some());
        let here: Vec<OwnerId> = here.map(|owner| owner.id).collect();
        self.owners.fill(here);
    }

    /// Takes over the room's owners and meetings, and asks for the figures of new ones.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        self.fill_owners(cx.shared);
        let meetings = cx.shared.room.meetings.iter().flatten().map(|m| &m.meeting);
        let known: Vec<(MeetingId, Period)> = meetings.map(|m| (m.id, m.period)).collect();
        self.meetings.fill(known.iter().map(|(id, _)| *id));
        if known.is_empty() || known == self.known {
            return;
        }
        let mut periods: Vec<Period> = known.iter().map(|(_, period)| *period).collect();
        periods.dedup();
        periods.truncate(24);
        self.known = known;
        let query = Query::Metrics {
            periods,
            profile: None,
        };
        cx.ask(query, |s: &mut Lobby, figures, _| s.figures = figures);
        self.ask_actions(cx);
    }

    /// What is owed: open actions, those that are late, and the themes of those; `None` where nothing is open.
    pub fn owed(&self, shared: &Shared) -> Option<LobbyOwes<'_>> {
        let open = self.open.as_ref().filter(|open| !open.is_empty())?;
        let days = |view: &ActionView| gate::late(&view.action, shared.time.today);
        let late: Vec<(&ActionView, u32)> = open
            .iter()
            .filter_map(|view| Some((view, days(view)?)))
            .collect();
        let themes = self.themes.as_ref().filter(|all| !all.unknown.losses);
        let all = themes.into_iter().flat_map(|all| &all.themes);
        let is_late = |theme: &&Theme| {
            let mut of = late.iter().map(|(view, _)| view.action.origin.theme);
            of.any(|of| of == Some(theme.id)) && theme.lost_mrr > Cents::ZERO
        };
        Some(LobbyOwes {
            open: open.len(),
            late: late.len(),
            days: late.iter().map(|(_, days)| *days).max().unwrap_or(0),
            often: open
                .iter()
                .filter(|view| view.times() + 1 >= gate::OFTEN)
                .count(),
            themes: all.filter(is_late).collect(),
        })
    }

    /// What the room lacks: first a check that money hangs on.
    fn lacking(&self, ready: &Readiness, shared: &Shared) -> NextThing {
        if let Some((check, worth)) = ready.first_costly() {
            let (words, worth) = (&check.words, shared.money(worth));
            return NextThing::of(format!("{words}, {worth}: {}", check.next))
                .or(format!("{words}, {worth}"));
        }
        match self.owners.is_empty() || !shared.here.is_empty() {
            true => NextThing::of("the room is ready"),
            false => NextThing::of("who is here?")
                .by(Command::Mark)
                .behind(" ticks each"),
        }
    }

    fn ask_actions(&self, cx: &mut Cx<'_>) {
        let open = Query::Actions(ActionFilter::open());
        cx.ask_nth(1, open, Lobby::open_known);
        cx.ask(
            Query::Notes(NoteFilter::asked()),
            |s: &mut Lobby, asked, cx| {
                s.asked = asked;
                s.fill_owners(cx.shared);
            },
        );
        if let Some(last) = cx.shared.room.last_ended() {
            let filter = ActionFilter {
                meeting: Some(last.meeting.id),
                ..ActionFilter::default()
            };
            cx.ask(Query::Actions(filter), |s: &mut Lobby, actions, _| {
                s.last_actions = Some(actions);
            });
        }
    }

    /// What is open; what the themes cost is asked for where one of them has something late.
    fn open_known(&mut self, open: Vec<ActionView>, cx: &mut Cx<'_>) {
        let today = cx.shared.time.today;
        let mut late = open
            .iter()
            .filter(|view| gate::late(&view.action, today).is_some());
        let themed = late.any(|view| view.action.origin.theme.is_some());
        self.open = Some(open);
        self.fill_owners(cx.shared);
        if let Some(period) = cx.shared.period.filter(|_| themed) {
            cx.ask(Query::Themes(period), |s: &mut Lobby, themes, _| {
                s.themes = Some(themes);
            });
        }
    }

    /// Actions of the last meeting: all, done, worked, open, overdue; `None` until answered.
    pub fn tally(&self, shared: &Shared) -> Option<[usize; 5]> {
        let actions = self.last_actions.as_ref()?;
        let count = |is: &dyn Fn(&ActionView) -> bool| actions.iter().filter(|a| is(a)).count();
        let open = |a: &ActionView| a.action.status == ActionStatus::Open;
        let today = shared.time.today;
        Some([
            actions.len(),
            count(&|a| a.action.status == ActionStatus::Done),
            count(&|a| a.action.worked == Some(true)),
            count(&open),
            count(&|a| gate::late(&a.action, today).is_some()),
        ])
    }
}

impl Screen for Lobby {
    fn context(&self) -> Context {
        Context::Lobby
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        // Figures may be others by now: the room may count another way.
        self.known.clear();
        self.follow(cx);
        if let Some(period) = cx.shared.period {
            let today = cx.shared.time.today;
            let query = Query::Readiness { period, today };
            cx.ask(query, |s: &mut Lobby, readiness, _| {
                s.readiness = Some(readiness);
            });
            self.ask_actions(cx);
            cx.ask(Query::Warned, |s: &mut Lobby, warned, _| {
                s.warned = Some(warned);
            });
        }
    }

    fn room_read(&mut self, cx: &mut Cx<'_>) {
        self.follow(cx);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        let page = cx.shared.look.page();
        match (command, self.pane) {
            (Command::NextPane | Command::PreviousPane, LobbyPane::Here) => {
                self.pane = LobbyPane::Meetings
            }
            (Command::NextPane | Command::PreviousPane, LobbyPane::Meetings) => {
                self.pane = LobbyPane::Here
            }
            (Command::Mark | Command::Attend, _) => self.attend(cx),
            (Command::Open, _) => self.open(cx),
            (Command::Drop, LobbyPane::Here) => self.ask_leaving(cx),
            (Command::Define, LobbyPane::Meetings) => return self.define(cx),
            (_, LobbyPane::Here) => return self.owners.step(command, page),
            (_, LobbyPane::Meetings) => return self.meetings.step(command, page),
        }
        true
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        match self.pane {
            LobbyPane::Here => {
                self.owners.select(row);
                self.attend(cx);
            }
            LobbyPane::Meetings => self.meetings.select(row),
        }
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.writes();
        match command {
            Command::Mark | Command::Attend => Some(!self.owners.is_empty() && writes),
            Command::Drop => {
                let here = self.pane == LobbyPane::Here && !self.owners.is_empty();
                Some(here && writes)
            }
            Command::Open => Some(!self.meetings.is_empty()),
            Command::NextPane | Command::PreviousPane => Some(true),
            _ => moves(command).then_some(true),
        }
    }

    fn next_thing(&self, shared: &Shared) -> Option<NextThing> {
        let facts = shared.room.facts.as_ref()?;
        if facts.is_empty() {
            let bring = "bring who pays what, as the tool you use writes it";
            return Some(NextThing::of(bring).by(Command::Import));
        }
        let ready = self.readiness.as_ref()?;
        Some(self.lacking(ready, shared))
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Start,
            Command::Tagging,
            Command::Import,
            Command::Mark,
            Command::Look1,
            Command::Palette,
            Command::Help,
            Command::Quit,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Mark => Some("who is here"),
            Command::Drop => Some("leaves the team"),
            _ => None,
        }
    }

    fn subject(&self) -> Option<Subject> {
        let meetings = self.pane == LobbyPane::Meetings;
        let key = self.meetings.key().filter(|_| meetings)?;
        Some(Subject::Meeting(*key))
    }
}
