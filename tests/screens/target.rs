//! The Target screen: what it looks like, and that what is written there carries the cell.
//! Must not look into the screen's own state.

use churnroom::domain::change::{Change, Record};
use churnroom::domain::note::{NoteKind, Origin};
use rstest::rstest;

use super::sections::{in_meeting, stage};
use super::{draw, says, snapshot, text};

#[test]
fn the_screen() {
    let mut stage = stage();
    stage.press("4");
    snapshot(&mut stage.model, (80, 24), "target");
}

#[test]
fn brackets_change_the_dimension() {
    let mut stage = stage();
    stage.press("4 ]");
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("by channel"), "{shown}");
    assert!(shown.contains("paid social"), "{shown}");
    stage.press("[");
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("by plan"), "{shown}");
}

#[rstest]
#[case("4 down enter", "plan = Pro")]
#[case("4 tab tab enter", "Joined May 2026 to Jul 2026, gone on day 90")]
fn behind_a_cell_and_behind_those_gone_early_stand_accounts(
    #[case] keys: &str,
    #[case] title: &str,
) {
    let mut stage = stage();
    stage.press(keys);
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains(title), "{shown}");
}

#[rstest]
#[case("n", "why", NoteKind::Note, "why")]
#[case("n", "? why", NoteKind::Question, "why")]
#[case("d", "no more lookalikes", NoteKind::Decision, "no more lookalikes")]
fn what_is_written_carries_the_cell(
    #[case] key: &str,
    #[case] typed: &str,
    #[case] kind: NoteKind,
    #[case] words: &str,
) {
    let mut stage = in_meeting();
    stage.press("4 down").press(key).write(typed).press("enter");
    let [Change::Add(record)] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    let Record::Note(note) = record.as_ref() else {
        panic!("{record:?}");
    };
    assert_eq!((note.kind, note.text.as_str()), (kind, words));
    let wanted = Origin {
        meeting: Some(churnroom::domain::ids::MeetingId(7)),
        section: Some(churnroom::domain::agenda::Section::Target),
        segment: "plan=Pro".to_owned(),
        ..Origin::default()
    };
    assert_eq!(note.origin, wanted);
}

#[test]
fn a_decision_is_asked_of_whom_its_line_names_and_shows_what_was_decided_before() {
    let mut stage = in_meeting();
    stage.press("4 d");
    let before = ["Decision", "ICP floor to 10 seats"];
    says(&mut stage.model, (80, 24), &before);
    stage.write("no seats below five @dana fri");
    says(&mut stage.model, (80, 24), &["asked of Dana, CS, by Fri"]);
    stage.press("enter");
    let [Change::Add(record)] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    let Record::Note(note) = record.as_ref() else {
        panic!("{record:?}");
    };
    assert_eq!(note.text, "no seats below five");
    assert_eq!(note.asked, Some(churnroom::domain::ids::OwnerId(2)));
    assert!(note.due.is_some() && note.waits());
}
