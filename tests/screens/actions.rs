//! The Actions screen and the meeting's end: what they look like, and what their keys write.
//! Must not look into the screen's own state.

use churnroom::app::{Job, Task};
use churnroom::domain::change::{Change, Field, Record, Subject, Value};
use churnroom::domain::day::Day;
use churnroom::domain::ids::{ActionId, OwnerId, TagId};
use churnroom::domain::note::NoteKind;
use rstest::rstest;

use super::sections::{in_meeting, stage};
use super::{draw, says, snapshot, text};

#[test]
fn the_screen() {
    snapshot(&mut in_meeting().model, (80, 24), "actions");
}

#[test]
fn outside_a_meeting() {
    let mut stage = stage();
    stage.press("5");
    says(
        &mut stage.model,
        (80, 24),
        &[
            "3 actions open   ! 1 without who or when",
            "! Onboarding call for Team … ?              ?                       who? when?",
            "Fix Excel export           Priya          20 Nov     reporting",
            "done or dropped",
            "✓ Fix invoice mails          Priya          20 Oct                  worked? W",
            "Onboarding call for Team plan · who? · when? · effect looked for? e",
        ],
    );
}

#[test]
fn a_line_is_understood_while_typed() {
    let mut stage = in_meeting();
    stage
        .press("a")
        .write("fix excel export @priya fri #reporting");
    snapshot(&mut stage.model, (80, 24), "action_line");
    stage.press("enter");
    let [Change::All(both)] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    let [Change::Add(record), Change::Add(aim)] = &both[..] else {
        panic!("{both:?}");
    };
    let (Record::Action(action), Record::Aim(aim)) = (record.as_ref(), aim.as_ref()) else {
        panic!("{both:?}");
    };
    assert_eq!((aim.theme, aim.members.len()), (Some(TagId(1)), 0));
    assert_eq!(action.what, "fix excel export");
    assert_eq!(action.owner, Some(OwnerId(1)));
    assert_eq!(action.due, Day::ymd(2026, 11, 6));
    assert_eq!(action.origin.theme, Some(TagId(1)));
}

fn set(id: i64, field: Field, was: impl Into<Value>, now: impl Into<Value>) -> Change {
    Change::set(Subject::Action(ActionId(id)), field, was, now)
}

fn day(text: &str) -> i64 {
    i64::from(text.parse::<Day>().unwrap().0)
}

/// The rows: fix, call, (carried) price page, (without) onboarding, (because) price, (closed) mails.
#[test]
fn what_is_missing_is_asked_for_in_turn() {
    let mut stage = in_meeting();
    stage
        .press("down enter")
        .write("dana")
        .press("enter")
        .write("20 nov")
        .press("enter");
    let wanted = [
        Change::All(vec![set(2, Field::Owner, Value::None, 2)]),
        set(2, Field::Due, Value::None, day("2026-11-20")),
    ];
    assert_eq!(stage.changes, wanted);
}

#[test]
fn somebody_new_is_added_with_a_team() {
    let mut stage = in_meeting();
    stage
        .press("down enter")
        .write("Lena")
        .press("enter")
        .write("Sales")
        .press("enter");
    assert_eq!(stage.changes.len(), 2);
    let Change::Add(record) = &stage.changes[0] else {
        panic!("{:?}", stage.changes);
    };
    assert!(matches!(record.as_ref(), Record::Owner(o) if o.name == "Lena" && o.team == "Sales"));
    assert!(
        matches!(&stage.changes[1], Change::All(all) if all[0] == set(2, Field::Owner, Value::None, 1))
    );
}

#[rstest]
#[case::keep("k", vec![])]
#[case::drop("d", vec![
    set(3, Field::Status, "open", "dropped"),
    set(3, Field::Closed, Value::None, day("2026-11-05")),
])]
#[case::done("x", vec![
    set(3, Field::Status, "open", "done"),
    set(3, Field::Closed, Value::None, day("2026-11-05")),
])]
fn what_was_carried_over_is_decided_on(#[case] key: &str, #[case] wanted: Vec<Change>) {
    let mut stage = in_meeting();
    stage.press("down down enter").write(key);
    if wanted.is_empty() {
        stage.press("ctrl-u").write("eom").press("enter");
        let wanted = set(3, Field::Due, day("2026-10-31"), day("2026-11-30"));
        assert_eq!(stage.changes, [wanted]);
    } else {
        assert_eq!(stage.changes, [Change::All(wanted)]);
    }
}

#[rstest]
#[case("x", vec![
    set(1, Field::Status, "open", "done"),
    set(1, Field::Closed, Value::None, day("2026-11-05")),
])]
fn done_is_one_key(#[case] key: &str, #[case] wanted: Vec<Change>) {
    let mut stage = in_meeting();
    stage.press(key);
    assert_eq!(stage.changes, [Change::All(wanted)]);
}

#[test]
fn did_it_work_and_a_day_that_is_over() {
    let mut stage = in_meeting();
    stage.press("G W").write("n");
    let said = [
        set(4, Field::Worked, Value::None, 0),
        set(4, Field::Said, Value::None, "did_not"),
        set(4, Field::SaidBy, "", "Priya"),
        set(4, Field::SaidOn, Value::None, day("2026-11-05")),
    ];
    assert_eq!(stage.changes, [Change::All(said.into())]);
    stage.changes.clear();
    stage
        .press("g e")
        .write("when")
        .press("enter ctrl-u")
        .write("2026-11-01")
        .press("enter");
    assert_eq!(stage.changes, []);
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("is over"), "{shown}");
}

#[test]
fn a_theme_without_an_action_gets_a_reason() {
    let mut stage = in_meeting();
    stage.press("w").write("too small").press("enter");
    let [Change::Add(record)] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    let Record::Note(note) = record.as_ref() else {
        panic!("{record:?}");
    };
    assert_eq!(note.kind, NoteKind::NoAction);
    assert_eq!(note.origin.theme, Some(TagId(3)));
}

#[test]
fn the_end_says_what_is_missing() {
    let mut stage = in_meeting();
    stage.press(">");
    snapshot(&mut stage.model, (80, 24), "ending");
    stage.press("enter");
    assert!(stage.model.layers.is_empty(), "back to Actions");
    stage.press(">").write("e");
    let frozen = |e: &Task| matches!(e, Task::Work(Job::Freeze { end: true, .. }));
    assert!(stage.effects.iter().any(frozen));
    assert!(stage.model.shared.sitting.is_none());
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("Write the minutes to"), "{shown}");
    stage.press("enter");
    let written = |e: &Task| matches!(e, Task::Work(Job::WriteMinutes { .. }));
    assert!(stage.effects.iter().any(written));
}
