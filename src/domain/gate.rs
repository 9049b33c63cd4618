//! What a review does not end without: each theme that it discussed leaves it with something open that was written or
//! kept in it, or with the reason why nothing is. And what it asks of actions that come from reviews before.
//! Must not know screens, nor minutes.

use super::change::{Change, Field, Subject};
use super::day::Day;
use super::field::FieldValue;
use super::ids::{MeetingId, TagId};
use super::note::{Action, ActionStatus, ActionView, Note, NoteKind};
use super::says::{self, RoomSays};
use super::word::Word;

/// From so many reviews on that have had an action before them, it is asked about.
pub const OFTEN: u64 = 3;

/// Whether an action is what its theme leaves a review with.
pub fn holds(action: &Action, meeting: MeetingId) -> bool {
    let here = Some(meeting);
    action.status == ActionStatus::Open && (action.origin.meeting == here || action.kept == here)
}

/// The themes that leave a review with something open.
pub fn covered<'a>(
    meeting: MeetingId,
    actions: impl IntoIterator<Item = &'a ActionView>,
) -> Vec<TagId> {
    let actions = actions.into_iter().map(|view| &view.action);
    let held = actions.filter(|action| holds(action, meeting));
    held.filter_map(|action| action.origin.theme).collect()
}

/// Whether a note says why a theme has no action, and it has none.
pub fn excuses(note: &Note, covered: &[TagId]) -> bool {
    let theme = note.origin.theme;
    note.kind == NoteKind::NoAction && theme.is_none_or(|theme| !covered.contains(&theme))
}

/// Discussed themes with neither.
pub fn untied<'a>(
    discussed: &[TagId],
    covered: &[TagId],
    notes: impl IntoIterator<Item = &'a Note>,
) -> Vec<TagId> {
    let reasons = notes.into_iter().filter(|note| excuses(note, covered));
    let excused: Vec<TagId> = reasons.filter_map(|note| note.origin.theme).collect();
    let tied = |theme: &&TagId| covered.contains(theme) || excused.contains(theme);
    discussed
        .iter()
        .filter(|theme| !tied(theme))
        .copied()
        .collect()
}

/// Whether a review asks what becomes of an action from before: once it is due, or comes for the third time, and not
/// again once it was kept.
pub fn asks(view: &ActionView, meeting: MeetingId, today: Day) -> bool {
    let action = &view.action;
    let due = action.due.is_some_and(|due| due <= today);
    let open = action.status == ActionStatus::Open && !holds(action, meeting);
    open && (due || view.times() >= OFTEN)
}

/// By how many days an open action is late.
pub fn late(action: &Action, today: Day) -> Option<u32> {
    let due = action.due.filter(|_| action.status == ActionStatus::Open)?;
    u32::try_from(today.0 - due.0).ok().filter(|days| *days > 0)
}

/// The day from which on the room is asked again how an action went that it was too early to say: a month later.
pub fn asked_again(action: &Action) -> Option<Day> {
    let early = action.said == Some(RoomSays::TooEarly) && action.status == ActionStatus::Done;
    action.said_on.filter(|_| early).map(says::again)
}

/// What keeps an action in a review, while it stands as it was seen: nothing where that has kept it already.
pub fn keeps(action: &Action, meeting: MeetingId) -> Vec<Change> {
    let (was, now) = (action.kept, Some(meeting));
    if was == now {
        return Vec::new();
    }
    let subject = Subject::Action(action.id);
    let stands = action.status.word();
    vec![
        // Whoever dropped it meanwhile has not kept it.
        Change::set(subject, Field::Status, stands, stands),
        Change::set(subject, Field::Kept, was.value(), now.value()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::note::Origin;

    const HERE: MeetingId = MeetingId(7);

    fn action(theme: i64, meeting: i64, status: ActionStatus) -> ActionView {
        let action = Action {
            status,
            origin: Origin {
                theme: Some(TagId(theme)),
                meeting: Some(MeetingId(meeting)),
                ..Origin::default()
            },
            ..Action::default()
        };
        ActionView {
            action,
            ..ActionView::default()
        }
    }

    fn reason(theme: i64, kind: NoteKind) -> Note {
        Note {
            kind,
            origin: action(theme, 7, ActionStatus::Open).action.origin,
            ..Note::default()
        }
    }

    #[test]
    fn a_theme_leaves_with_something_open_of_this_review_or_with_a_reason() {
        use ActionStatus::{Done, Dropped, Open};
        let mut kept = action(4, 6, Open);
        kept.action.kept = Some(HERE);
        let mut kept_before = action(5, 5, Open);
        kept_before.action.kept = Some(MeetingId(6));
        let all = [
            action(1, 7, Open),
            action(2, 7, Dropped),
            action(3, 6, Done),
            kept,
            kept_before,
            action(6, 6, Open),
        ];
        let covered = covered(HERE, &all);
        assert_eq!(covered, [TagId(1), TagId(4)]);
        let notes = [
            reason(1, NoteKind::NoAction),
            reason(6, NoteKind::NoAction),
            reason(5, NoteKind::Note),
        ];
        let discussed = [1, 2, 3, 4, 5, 6, 7].map(TagId);
        let left = untied(&discussed, &covered, &notes);
        assert_eq!(left, [2, 3, 5, 7].map(TagId));
        let excuse = notes.iter().map(|note| excuses(note, &covered));
        assert_eq!(excuse.collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn what_it_was_too_early_to_say_of_is_asked_a_month_later() {
        let mut view = action(1, 6, ActionStatus::Done);
        let said = Day::ymd(2026, 10, 31).unwrap();
        view.action.said_on = Some(said);
        for (says, again) in [
            (None, None),
            (Some(RoomSays::Worked), None),
            (Some(RoomSays::TooEarly), Day::ymd(2026, 11, 30)),
        ] {
            view.action.said = says;
            assert_eq!(asked_again(&view.action), again);
        }
        view.action.status = ActionStatus::Open;
        assert_eq!(asked_again(&view.action), None);
    }

    #[test]
    fn what_is_carried_over_is_asked_about_when_it_is_due_or_for_the_third_time_and_once() {
        let today = Day(20_000);
        let review = Some(MeetingId(2));
        for (written, carried, due, kept, asked, late_by) in [
            (review, 1, None, None, false, None),
            (review, 1, Some(20_001), None, false, None),
            (review, 1, Some(20_000), None, true, None),
            (review, 1, Some(19_991), None, true, Some(9)),
            // July, August, and now.
            (review, 2, Some(20_100), None, true, None),
            (review, 3, Some(19_999), Some(7), false, Some(1)),
            (review, 2, None, Some(6), true, None),
            // Written between two reviews, only those count that found it.
            (None, 2, None, None, false, None),
            (None, 3, None, None, true, None),
        ] {
            let mut view = action(1, 2, ActionStatus::Open);
            view.action.origin.meeting = written;
            view.carried = carried;
            view.action.due = due.map(Day);
            view.action.kept = kept.map(MeetingId);
            assert_eq!(
                asks(&view, HERE, today),
                asked,
                "{carried} {due:?} {kept:?}"
            );
            assert_eq!(late(&view.action, today), late_by, "{due:?}");
            view.action.status = ActionStatus::Done;
            assert!(!asks(&view, HERE, today) && late(&view.action, today).is_none());
        }
    }
}
