//! What a review still lacks: discussed themes without an action, actions without who or when.
//! Must not know screens.

use crate::domain::ids::TagId;
use crate::domain::note::{Action, ActionStatus, ActionView, NoteKind, NoteView};

/// Discussed themes with neither an action nor a written reason for having none, as the minutes
/// count them: an action carried over counts, whatever became of it.
pub fn without_action(
    discussed: &[TagId],
    actions: &[ActionView],
    notes: &[NoteView],
) -> Vec<TagId> {
    let acted = |theme: &TagId| {
        let mut origins = actions.iter().map(|a| a.action.origin.theme);
        origins.any(|t| t == Some(*theme))
    };
    let excused = |theme: &TagId| {
        let mut reasons = notes.iter().filter(|n| n.note.kind == NoteKind::NoAction);
        reasons.any(|n| n.note.origin.theme == Some(*theme))
    };
    let left = discussed.iter().filter(|t| !acted(t) && !excused(t));
    left.copied().collect()
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
        let action = ActionView {
            action: Action {
                origin: about(1),
                ..Action::default()
            },
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
        let left = |kind| without_action(&discussed, std::slice::from_ref(&action), &[note(kind)]);
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
