//! The Actions screen: who does what by when, what was carried over, and themes without an action.
//! Must not know how it is drawn, nor how a line is understood.

use crate::app::cx::{Cx, Open};
use crate::app::gaps::{self, WrittenOfThemes};
use crate::app::list::{Chosen, moves};
use crate::app::screen::{Headline, NextThing, Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::agenda::Section;
use crate::domain::change::Subject;
use crate::domain::effect::Effect;
use crate::domain::ids::{ActionId, MeetingId, NoteId, TagId};
use crate::domain::money::counted;
use crate::domain::note::{ActionStatus, ActionView, NoteKind, NoteView, Origin};
use crate::domain::query::{ActionFilter, Query};
use crate::domain::sort::sort_by_key;
use crate::keys::{Command, Context};

mod carried;
mod closing;
mod editing;

/// Closed actions shown outside a meeting.
const CLOSED: usize = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionRow {
    Action(ActionId),
    /// A discussed theme without an action.
    Theme(TagId),
    /// Why a theme has none.
    Because(NoteId),
    /// A question without an answer.
    Question(NoteId),
}

impl ActionRow {
    fn theme(self) -> Option<TagId> {
        match self {
            ActionRow::Theme(theme) => Some(theme),
            ActionRow::Action(_) | ActionRow::Because(_) | ActionRow::Question(_) => None,
        }
    }
}

/// What rows stand together for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionGroup {
    /// Written in this meeting, or open outside of one.
    Open,
    /// Written before and still open.
    Carried,
    /// Themes that were discussed and have no action.
    Without,
    /// Themes whose lack of an action was explained.
    Because,
    /// What waits for an answer: questions, and decisions asked of somebody, from whichever meeting they come.
    Questions,
    /// Done or dropped since the meeting before.
    Closed,
    /// Done before that; its verdict was still to come then.
    Awaited,
}

impl ActionGroup {
    /// Its heading, in a meeting or outside of one; the first group has none.
    pub fn title(self, meeting: bool) -> &'static str {
        match self {
            ActionGroup::Open => "",
            ActionGroup::Carried => "carried over",
            ActionGroup::Without => "without an action: a writes one, w why there is none",
            ActionGroup::Because => "no action, because",
            ActionGroup::Questions => "open questions: Enter answers",
            ActionGroup::Closed if meeting => "done or dropped since last time",
            ActionGroup::Closed => "done or dropped",
            ActionGroup::Awaited => "done before: did it work?",
        }
    }
}

#[derive(Debug, Default)]
pub struct ActionsScreen {
    /// What was written in the meeting and carried over into it; outside of one all actions are its own.
    pub written: WrittenOfThemes,
    /// The rows by group, in the order they are read.
    pub groups: Vec<(ActionGroup, Vec<ActionRow>)>,
    /// The same rows, and which one the cursor is on.
    pub rows: Chosen<ActionRow>,
    /// Actions from before of which the meeting asks what becomes.
    asked: Vec<ActionId>,
    /// The meeting the rows are of.
    of: Option<MeetingId>,
    effects: Vec<Effect>,
}

impl ActionsScreen {
    /// An action by id.
    pub fn action(&self, id: ActionId) -> Option<&ActionView> {
        self.written.actions().find(|a| a.action.id == id)
    }

    /// What became of what an action is for.
    pub fn effect(&self, id: ActionId) -> Option<&Effect> {
        Effect::among(&self.effects, Subject::Action(id))
    }

    /// A reason for having no action, or an open question, by id.
    pub fn note(&self, id: NoteId) -> Option<&NoteView> {
        let mut all = self.reasons().iter().chain(&self.written.questions);
        all.find(|n| n.note.id == id)
    }

    /// The selected action.
    pub fn selected(&self) -> Option<&ActionView> {
        match self.rows.key()? {
            ActionRow::Action(id) => self.action(*id),
            ActionRow::Theme(_) | ActionRow::Because(_) | ActionRow::Question(_) => None,
        }
    }

    /// Discussed themes without an action.
    pub fn without(&self, shared: &Shared) -> Vec<TagId> {
        let discussed = shared.meeting().map_or(&[][..], |m| &m.discussed);
        self.written.without(discussed)
    }

    fn carried(&self) -> &[ActionView] {
        self.written.carried.as_deref().unwrap_or_default()
    }

    /// Whether the meeting asks what becomes of an action from before.
    pub fn is_asked(&self, view: &ActionView) -> bool {
        self.asked.contains(&view.action.id)
    }

    fn reasons(&self) -> &[NoteView] {
        self.written.reasons.as_deref().unwrap_or_default()
    }

    /// Makes the rows, once all of them are known: the cursor begins at the first.
    fn fill(&mut self, shared: &Shared) {
        let Some(own) = &self.written.own else {
            return;
        };
        let all = self.written.carried.is_some() && self.written.reasons.is_some();
        if shared.sitting.is_some() && !all {
            return;
        }
        let is_open = |a: &&ActionView| a.action.status == ActionStatus::Open;
        let row = |a: &ActionView| ActionRow::Action(a.action.id);
        let themes = self.without(shared).into_iter().map(ActionRow::Theme);
        let reasons = self.written.excuses();
        let reasons = reasons.map(|n| ActionRow::Because(n.note.id));
        let questions = self.written.questions.iter();
        let questions = questions.map(|n| ActionRow::Question(n.note.id)).collect();
        let awaited = self.written.awaited.iter();
        let groups = if shared.sitting.is_some() {
            let (open, closed): (Vec<_>, Vec<_>) = self.carried().iter().partition(is_open);
            vec![
                (ActionGroup::Open, own.iter().map(row).collect()),
                (ActionGroup::Carried, open.into_iter().map(row).collect()),
                (ActionGroup::Without, themes.collect()),
                (ActionGroup::Because, reasons.collect()),
                (ActionGroup::Questions, questions),
                (ActionGroup::Closed, closed.into_iter().map(row).collect()),
                (ActionGroup::Awaited, awaited.map(row).collect()),
            ]
        } else {
            let (mut open, mut closed): (Vec<_>, Vec<_>) = own.iter().partition(is_open);
            sort_by_key(&mut open, |a| a.action.due);
            sort_by_key(&mut closed, |a| {
                std::cmp::Reverse((a.action.closed, a.action.id))
            });
            closed.truncate(CLOSED);
            vec![
                (ActionGroup::Open, open.into_iter().map(row).collect()),
                (ActionGroup::Questions, questions),
                (ActionGroup::Closed, closed.into_iter().map(row).collect()),
            ]
        };
        let asked = self.written.asked(shared.time.today);
        self.asked = asked.map(|view| view.action.id).collect();
        self.rows
            .fill(groups.iter().flat_map(|(_, rows)| rows).copied());
        self.groups = groups;
    }

    fn any_open(&self) -> bool {
        let mut actions = self.written.actions().map(|view| view.action.status);
        actions.any(|status| status == ActionStatus::Open)
    }

    /// What is still open: first what holds the meeting.
    fn open_yet(&self, shared: &Shared) -> NextThing {
        if let Some(theme) = self.without(shared).first() {
            let theme = shared.room.tag_name(*theme);
            return NextThing::of(format!("{theme}: who does what by when?")).by(Command::Action);
        }
        let open = self.written.actions().map(|view| &view.action);
        let mut lacking = open.filter_map(|action| Some((gaps::lacks(action)?, &action.what)));
        if let Some((lacks, what)) = lacking.next() {
            return NextThing::of(format!("\"{what}\": {lacks}"))
                .or(format!("an action lacks something: {lacks}"))
                .by(Command::Edit)
                .behind(" on it");
        }
        match (shared.sitting.is_some(), self.asked.len()) {
            (true, 0) => NextThing::of("nothing is missing: read the actions aloud"),
            (true, many) => {
                NextThing::of(format!("{} from before: keep it?", counted(many, "action")))
                    .by(Command::Open)
                    .behind(" on it")
            }
            (false, _) if !self.any_open() => NextThing::of("no action is open"),
            (false, _) => NextThing::of("what is done?")
                .by(Command::Done)
                .behind(" ticks it off"),
        }
    }

    /// Asks why nothing is done about a theme.
    fn excuse(&self, theme: TagId, cx: &mut Cx<'_>) {
        let origin = Origin {
            meeting: cx.shared.meeting().map(|m| m.meeting.id),
            section: Some(Section::Actions),
            theme: Some(theme),
            ..Origin::default()
        };
        cx.open(Open::Note(NoteKind::NoAction, origin));
    }
}

impl Screen for ActionsScreen {
    fn context(&self) -> Context {
        Context::Actions
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        let of = cx.shared.sitting.map(|s| s.meeting);
        if of != self.of {
            *self = ActionsScreen {
                of,
                ..ActionsScreen::default()
            };
        }
        cx.ask(Query::Effects, |s: &mut ActionsScreen, effects, _| {
            s.effects = effects
        });
        let Some(meeting) = of else {
            let all = Query::Actions(ActionFilter::default());
            WrittenOfThemes::ask_questions(cx, |s: &mut Self| &mut s.written, Self::fill);
            return cx.ask(all, |s: &mut ActionsScreen, own, cx| {
                s.written.own = Some(own);
                s.fill(cx.shared);
            });
        };
        WrittenOfThemes::ask(meeting, cx, |s| &mut s.written, ActionsScreen::fill);
    }

    fn room_read(&mut self, cx: &mut Cx<'_>) {
        self.fill(cx.shared);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.actions || touched.notes || touched.meetings || touched.owners || touched.rows
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NoAction => self.ask_why_none(cx),
            Command::Done => self.tick_off(cx),
            Command::Worked => self.ask_worked(cx),
            Command::Edit => self.edit(cx),
            Command::Open => self.open(cx),
            Command::Drop => self.ask_drop(cx),
            _ => return self.rows.step(command, cx.shared.look.page()),
        }
        true
    }

    fn seek(&mut self, subject: Subject, _cx: &mut Cx<'_>) {
        match subject {
            Subject::Action(id) => self.rows.seek(ActionRow::Action(id)),
            Subject::Note(id) if self.written.questions.iter().any(|n| n.note.id == id) => {
                self.rows.seek(ActionRow::Question(id));
            }
            Subject::Note(id) => self.rows.seek(ActionRow::Because(id)),
            Subject::Tag(id) => self.rows.seek(ActionRow::Theme(id)),
            _ => {}
        }
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.rows.select(row);
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.writes();
        let action = self.selected().map(|a| a.action.status);
        match command {
            Command::NoAction => {
                let mut groups = self.groups.iter();
                let without = |(is, rows): &(ActionGroup, Vec<ActionRow>)| {
                    *is == ActionGroup::Without && !rows.is_empty()
                };
                Some(writes && groups.any(without))
            }
            Command::Done => Some(writes && action.is_some_and(|s| s != ActionStatus::Dropped)),
            Command::Worked => Some(writes && action == Some(ActionStatus::Done)),
            Command::Edit | Command::Drop => {
                Some(writes && (action.is_some() || self.note_of_row().is_some()))
            }
            Command::Open => Some(writes && !self.rows.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

    fn next_thing(&self, shared: &Shared) -> Option<NextThing> {
        self.written.own.as_ref()?;
        Some(self.open_yet(shared))
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Action,
            Command::Done,
            Command::Edit,
            Command::Open,
            Command::NoAction,
            Command::Drop,
            Command::Worked,
            Command::Help,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        let action = self.selected();
        Some(match (command, self.rows.key()) {
            (Command::Open, Some(ActionRow::Theme(_))) => "add an action",
            (Command::Open, Some(ActionRow::Because(_))) => "change",
            (Command::Open, Some(ActionRow::Question(_))) => "answer",
            (Command::Open, _) => match action {
                Some(a) if gaps::lacks(&a.action).is_some() => "say what is missing",
                Some(a) if self.is_asked(a) => "keep, change or drop",
                _ => "change",
            },
            (Command::Done, _) if action.is_some_and(|a| a.action.closed.is_some()) => "not done",
            (Command::NoAction, _) => "why none",
            _ => return None,
        })
    }

    fn headline(&self, _shared: &Shared) -> Option<Headline> {
        let own = self.written.own.as_ref()?;
        let open = own.iter().filter(|a| a.action.status == ActionStatus::Open);
        let open: Vec<_> = open.take(8).collect();
        let words = open.iter().map(|a| self.in_words(a)).collect();
        Some(Headline {
            big: open.len().to_string(),
            words,
        })
    }

    fn origin(&self) -> Origin {
        Origin {
            theme: self.rows.key().and_then(|row| row.theme()),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        Some(match *self.rows.key()? {
            ActionRow::Action(id) => Subject::Action(id),
            ActionRow::Theme(id) => Subject::Tag(id),
            ActionRow::Because(id) | ActionRow::Question(id) => Subject::Note(id),
        })
    }

    fn copied(&self, _shared: &Shared) -> Option<String> {
        self.selected().map(|a| self.in_words(a))
    }
}
