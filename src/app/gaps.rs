//! What a review still lacks: discussed themes without an action, actions without who or when.
//! Must not know screens.

use std::any::Any;

use crate::domain::day::Day;
use crate::domain::gate;
use crate::domain::ids::{MeetingId, OwnerId, TagId};
use crate::domain::money::{counted, nth};
use crate::domain::note::{Action, ActionStatus, ActionView, NoteKind, NoteView};
use crate::domain::owned::OwnerLoad;
use crate::domain::query::{ActionFilter, NoteFilter, Query};

use super::cx::Cx;
use super::shared::Shared;

/// What was written about a meeting's themes; each is `None` until answered.
#[derive(Debug, Default)]
pub struct WrittenOfThemes {
    /// The meeting.
    pub meeting: MeetingId,
    /// Actions written in it.
    pub own: Option<Vec<ActionView>>,
    /// Actions carried over into it.
    pub carried: Option<Vec<ActionView>>,
    /// Actions done before the meeting before, whose verdict was still to come then.
    pub awaited: Vec<ActionView>,
    /// Why themes have no action.
    pub reasons: Option<Vec<NoteView>>,
    /// Questions without an answer, from whichever meeting they come.
    pub questions: Vec<NoteView>,
}

impl WrittenOfThemes {
    /// Asks for all of it; `of` is where the asker keeps it, `then` what it does with each answer.
    pub fn ask<S: Any>(
        meeting: MeetingId,
        cx: &mut Cx<'_>,
        of: fn(&mut S) -> &mut WrittenOfThemes,
        then: fn(&mut S, &Shared),
    ) {
        let id = meeting;
        let meeting = Some(meeting);
        let own = ActionFilter {
            meeting,
            ..ActionFilter::default()
        };
        let carried = ActionFilter::carried_into(meeting);
        let awaited = ActionFilter::awaited_by(meeting);
        let reasons = NoteFilter {
            meeting,
            kinds: vec![NoteKind::NoAction],
            ..NoteFilter::default()
        };
        cx.ask(Query::Actions(own), move |s: &mut S, own, cx| {
            of(s).meeting = id;
            of(s).own = Some(own);
            then(s, cx.shared);
        });
        cx.ask_nth(1, Query::Actions(carried), move |s: &mut S, carried, cx| {
            of(s).carried = Some(carried);
            then(s, cx.shared);
        });
        cx.ask_nth(2, Query::Actions(awaited), move |s: &mut S, awaited, cx| {
            of(s).awaited = awaited;
            then(s, cx.shared);
        });
        WrittenOfThemes::ask_questions(cx, of, then);
        cx.ask(Query::Notes(reasons), move |s: &mut S, reasons, cx| {
            of(s).reasons = Some(reasons);
            then(s, cx.shared);
        });
    }

    /// Asks for the open questions alone.
    pub fn ask_questions<S: Any>(
        cx: &mut Cx<'_>,
        of: fn(&mut S) -> &mut WrittenOfThemes,
        then: fn(&mut S, &Shared),
    ) {
        let open = Query::Notes(NoteFilter::open_questions());
        cx.ask_nth(1, open, move |s: &mut S, questions, cx| {
            of(s).questions = questions;
            then(s, cx.shared);
        });
    }

    /// Every action that the meeting looks at.
    pub fn actions(&self) -> impl Iterator<Item = &ActionView> {
        self.of_now().chain(&self.awaited)
    }

    fn of_now(&self) -> impl Iterator<Item = &ActionView> {
        let both = [&self.own, &self.carried];
        both.into_iter().flatten().flatten()
    }

    fn covered(&self) -> Vec<TagId> {
        gate::covered(self.meeting, self.of_now())
    }

    /// Why themes have no action, of those that have none.
    pub fn excuses(&self) -> impl Iterator<Item = &NoteView> {
        let covered = self.covered();
        let all = self.reasons.iter().flatten();
        all.filter(move |view| gate::excuses(&view.note, &covered))
    }

    /// Discussed themes that would leave the meeting with nothing open, and nobody said why.
    pub fn without(&self, discussed: &[TagId]) -> Vec<TagId> {
        let notes = self.reasons.iter().flatten().map(|view| &view.note);
        gate::untied(discussed, &self.covered(), notes)
    }

    /// Actions from before that the meeting asks about.
    pub fn asked(&self, today: Day) -> impl Iterator<Item = &ActionView> {
        let carried = self.carried.iter().flatten();
        carried.filter(move |view| gate::asks(view, self.meeting, today))
    }

    /// What somebody has to do already: `3 open, 1 late`; `None` where that is nothing.
    pub fn load(&self, owner: OwnerId, today: Day) -> Option<String> {
        OwnerLoad::of(owner, self.of_now(), today).words()
    }

    /// Open actions against a theme that the meeting has not kept yet.
    pub fn to_keep(&self, theme: TagId) -> Vec<&ActionView> {
        let carried = self.carried.iter().flatten();
        let open = carried.filter(|view| view.action.status == ActionStatus::Open);
        let of_theme = open.filter(|view| view.action.origin.theme == Some(theme));
        of_theme
            .filter(|view| !gate::holds(&view.action, self.meeting))
            .collect()
    }
}

/// What an open action still lacks, as the question to the room; `None` when it has both.
pub fn lacks(action: &Action) -> Option<&'static str> {
    if action.status != ActionStatus::Open {
        return None;
    }
    match (action.owner, action.due) {
        (None, None) => Some("who? when?"),
        (None, Some(_)) => Some("who?"),
        (Some(_), None) => Some("when?"),
        (Some(_), Some(_)) => None,
    }
}

/// What is asked of an action from before: `3rd time, 9 days late: keep it?`
pub fn asked_words(view: &ActionView, today: Day) -> String {
    let times = (view.times() >= gate::OFTEN).then(|| format!("{} time", nth(view.times())));
    let late = late_words(&view.action, today);
    let due = (times.is_none() && late.is_none()).then(|| "due today".to_owned());
    let parts: Vec<String> = times.into_iter().chain(late).chain(due).collect();
    format!("{}: keep it?", parts.join(", "))
}

/// `9 days late`, of an open action whose day is over.
pub fn late_words(action: &Action, today: Day) -> Option<String> {
    let days = gate::late(action, today)?;
    Some(format!("{} late", counted(days as usize, "day")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_open_actions_lack_anything() {
        let with = |owner: Option<i64>, due: Option<i32>, status| Action {
            owner: owner.map(OwnerId),
            due: due.map(Day),
            status,
            ..Action::default()
        };
        let open = ActionStatus::Open;
        assert_eq!(lacks(&with(None, None, open)), Some("who? when?"));
        assert_eq!(lacks(&with(None, Some(1), open)), Some("who?"));
        assert_eq!(lacks(&with(Some(1), None, open)), Some("when?"));
        assert_eq!(lacks(&with(Some(1), Some(1), open)), None);
        assert_eq!(lacks(&with(None, None, ActionStatus::Dropped)), None);
    }
}
