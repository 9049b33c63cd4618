//! What a review still lacks: discussed themes without an action, actions without who or when.
//! Must not know screens.

use std::any::Any;

use crate::domain::ids::{MeetingId, TagId};
use crate::domain::note::{Action, ActionStatus, ActionView, NoteKind, NoteView};
use crate::domain::query::{ActionFilter, NoteFilter, Query};

use super::cx::Cx;
use super::shared::Shared;

/// What was written about a meeting's themes; each is `None` until answered.
#[derive(Debug, Default)]
pub struct WrittenOfThemes {
    /// Actions written in it.
    pub own: Option<Vec<ActionView>>,
    /// Actions carried over into it.
    pub carried: Option<Vec<ActionView>>,
    /// Actions done before the meeting before, whose verdict was still to come then.
    pub awaited: Vec<ActionView>,
    /// Why themes have no action.
    pub reasons: Option<Vec<NoteView>>,
}

impl WrittenOfThemes {
    /// Asks for all of it; `of` is where the asker keeps it, `then` what it does with each answer.
    pub fn ask<S: Any>(
        meeting: MeetingId,
        cx: &mut Cx<'_>,
        of: fn(&mut S) -> &mut WrittenOfThemes,
        then: fn(&mut S, &Shared),
    ) {
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
        cx.ask(Query::Notes(reasons), move |s: &mut S, reasons, cx| {
            of(s).reasons = Some(reasons);
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

    /// Discussed themes with neither an action nor a written reason for having none, as the minutes
    /// count them: an action carried over counts, whatever became of it, one done long ago does not.
    pub fn without(&self, discussed: &[TagId]) -> Vec<TagId> {
        let acted = self.of_now().map(|a| a.action.origin.theme);
        let notes = self.reasons.iter().flatten().map(|n| &n.note);
        let reasons = notes.filter(|n| n.kind == NoteKind::NoAction);
        let said: Vec<_> = acted.chain(reasons.map(|n| n.origin.theme)).collect();
        let left = discussed.iter().filter(|t| !said.contains(&Some(**t)));
        left.copied().collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::ids::OwnerId;
    use crate::domain::note::{Note, Origin, OriginNames};

    fn about(theme: i64) -> Origin {
        Origin {
            theme: Some(TagId(theme)),
            ..Origin::default()
        }
    }

    #[test]
    fn a_theme_needs_an_action_or_a_reason() {
        let origin = about(1);
        let action = Action {
            origin,
            ..Action::default()
        };
        let action = ActionView {
            action,
            owner: None,
            with: Vec::new(),
            from: OriginNames::default(),
            carried: 0,
        };
        let note = |kind| NoteView {
            note: Note {
                kind,
                origin: about(2),
                ..Note::default()
            },
            from: OriginNames::default(),
        };
        let discussed = [1, 2, 3].map(TagId);
        let left = |kind| {
            let written = WrittenOfThemes {
                carried: Some(vec![action.clone()]),
                reasons: Some(vec![note(kind)]),
                ..WrittenOfThemes::default()
            };
            written.without(&discussed)
        };
        assert_eq!(left(NoteKind::NoAction), [TagId(3)]);
        assert_eq!(left(NoteKind::Note), [TagId(2), TagId(3)]);
    }

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
