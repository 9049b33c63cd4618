//! A review does not end while a theme that it discussed leaves it with nothing.

use churnroom::domain::change::{Change, Field, Member, Record, Subject};
use churnroom::domain::failure::Code;
use churnroom::domain::ids::{MeetingId, TagId};
use churnroom::domain::note::{Note, NoteKind, Origin};
use churnroom::domain::query::{ActionFilter, Answer, Query};

use super::room::both;

/// Somebody may drop the only action of a theme while others look at the question whether to end.
#[test]
fn a_review_that_leaves_a_theme_with_nothing_does_not_end() {
    both(|room| {
        let id = room.meeting("2026-11-02");
        let theme = room.tag("speed", None);
        let of = Origin {
            meeting: Some(id),
            theme: Some(theme),
            ..Origin::default()
        };
        let action = Subject::Action(room.action("Fix export", None, of).id);
        room.apply(Change::Join(Member::Discussed { meeting: id, theme }));
        let end = Change::set(Subject::Meeting(id), Field::Status, "running", "ended");
        room.apply(Change::set(action, Field::Status, "open", "dropped"));
        let held = room.try_as("Priya", &end).unwrap_err();
        assert_eq!(held.code, Code::Conflict);
        assert!(
            held.to_string().contains("without an action: speed"),
            "{held}"
        );
        room.apply(no_action(id, theme));
        room.apply(end);
    });
}

/// Somebody may end a review while others write: its minutes are written, and nothing joins it behind them.
#[test]
fn what_is_written_after_a_review_has_ended_is_of_none() {
    both(|room| {
        let id = room.meeting("2026-11-02");
        let of = Origin {
            meeting: Some(id),
            ..Origin::default()
        };
        let early = room.action("Fix export", None, of.clone());
        assert_eq!(early.origin.meeting, Some(id));
        let end = Change::set(Subject::Meeting(id), Field::Status, "running", "ended");
        room.apply(end);
        let late = room.action("Call them", None, of);
        assert_eq!(late.origin.meeting, None);
        let theme = room.tag("speed", None);
        let said = room.apply(no_action(id, theme)).words;
        assert!(
            said.starts_with("added after the review had ended, outside of it: no action"),
            "{said}"
        );
        // What was written in it and is taken away comes back as it was.
        let written = room.store.answer(&Query::Actions(ActionFilter::default()));
        let Ok(Answer::Actions(all)) = written else {
            panic!("{written:?}");
        };
        let first = all[0].action.clone();
        room.apply(Change::remove(Record::Action(first)));
        room.undo();
        let again = room.store.answer(&Query::Actions(ActionFilter::default()));
        assert_eq!(again, Ok(Answer::Actions(all)));
    });
}

/// Why a theme has no action.
pub(super) fn no_action(meeting: MeetingId, theme: TagId) -> Change {
    Change::add(Record::Note(Note {
        kind: NoteKind::NoAction,
        text: "nobody can".to_owned(),
        person: "Priya".to_owned(),
        origin: Origin {
            meeting: Some(meeting),
            theme: Some(theme),
            ..Origin::default()
        },
        ..Note::default()
    }))
}
