//! A review does not end while a theme that it discussed leaves it with nothing.

use churnroom::domain::change::{Change, Field, Member, Record, Subject};
use churnroom::domain::failure::Code;
use churnroom::domain::ids::{MeetingId, TagId};
use churnroom::domain::note::{Note, NoteKind, Origin};

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
