//! The Actions screen and the meeting's end: what they look like, and what their keys write.
//! Must not look into the screen's own state.

use churnroom::app::{Job, Msg, Task};
use churnroom::domain::change::{Change, Field, JournalRow, Record, Subject, Value};
use churnroom::domain::day::Day;
use churnroom::domain::field::Thing;
use churnroom::domain::ids::{ActionId, ChangeId, OwnerId, TagId};
use churnroom::domain::note::{ActionStatus, NoteKind};
use churnroom::domain::query::Answer;
use rstest::rstest;

use super::sections::{answer, in_meeting, stage};
use super::{NOW, Stage, draw, says, snapshot, text};

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
#[case::keep("k", "Mo was ill", "eom", vec![
    set(3, Field::Status, "open", "open"),
    set(3, Field::Kept, Value::None, 7),
    set(3, Field::Because, "", "Mo was ill"),
    set(3, Field::Due, day("2026-10-31"), day("2026-11-30")),
])]
#[case::drop("d", "nobody asks for it any more", "", vec![
    set(3, Field::Status, "open", "dropped"),
    set(3, Field::Closed, Value::None, day("2026-11-05")),
    set(3, Field::Because, "", "nobody asks for it any more"),
])]
#[case::done("x", "", "", vec![
    set(3, Field::Status, "open", "done"),
    set(3, Field::Closed, Value::None, day("2026-11-05")),
])]
fn what_was_carried_over_often_is_decided_on(
    #[case] key: &str,
    #[case] why: &str,
    #[case] until: &str,
    #[case] wanted: Vec<Change>,
) {
    let mut stage = in_meeting();
    stage.press("down down enter");
    let asked = ["3rd time, 5 days late: keep it?"];
    says(&mut stage.model, (80, 24), &asked);
    stage.write(key);
    for line in [why, until] {
        if !line.is_empty() {
            stage.press("ctrl-u").write(line).press("enter");
        }
    }
    assert_eq!(stage.changes, [Change::All(wanted)]);
}

/// What is to be changed is kept with the first thing that is changed of it, and not before.
#[test]
fn an_action_from_before_that_is_to_be_changed_is_kept_once_it_is() {
    let mut stage = in_meeting();
    stage.press("down down enter").write("c").press("esc");
    assert_eq!(stage.changes, []);
    stage.press("enter").write("c").write("what").press("enter");
    stage.press("ctrl-u").write("Price page").press("enter");
    let wanted = Change::All(vec![
        set(3, Field::Status, "open", "open"),
        set(3, Field::Kept, Value::None, 7),
        set(3, Field::What, "Price page rewrite", "Price page"),
    ]);
    assert_eq!(stage.changes, [wanted]);
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

/// On another row `w` goes to the theme first: a reason is never written for a theme that nobody looked at.
#[test]
fn a_theme_without_an_action_gets_a_reason() {
    let mut stage = in_meeting();
    stage.press("w");
    assert!(stage.model.layers.is_empty());
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
fn a_theme_without_an_action_holds_the_end_and_one_key_goes_to_it() {
    let mut stage = in_meeting();
    stage.press(">");
    snapshot(&mut stage.model, (80, 24), "ending");
    stage.write("e");
    assert_eq!(stage.model.layers.len(), 1, "it does not end");
    stage.press("enter");
    let row = ["onboarding was discussed: a writes an action against it"];
    says(&mut stage.model, (80, 24), &row);
}

/// What a stage would say of a meeting that discussed these themes.
fn discussed(themes: &'static [i64]) -> Stage {
    let mut stage = Stage::new(move |query| match answer(query, true)? {
        Answer::Meetings(mut meetings) => {
            meetings[0].discussed = themes.iter().map(|id| TagId(*id)).collect();
            Some(Answer::Meetings(meetings))
        }
        other => Some(other),
    });
    stage.press("g");
    stage
}

#[test]
fn an_empty_meeting_says_so() {
    let mut stage = discussed(&[]);
    stage.press(">");
    let said = [
        "End the meeting?",
        "! 3rd time, 5 days late: keep it? Price page rewrite",
    ];
    says(&mut stage.model, (80, 24), &said);
    says(
        &mut stage.model,
        (80, 24),
        &["! no theme was discussed; 2 actions written"],
    );
}

#[test]
fn the_end_freezes_and_writes_the_minutes() {
    let mut stage = discussed(&[1, 2]);
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

#[test]
fn the_half_page_of_a_meeting_that_ended_goes_to_the_clipboard() {
    let mut stage = discussed(&[1, 2]);
    stage.press(">").write("e").press("esc y");
    let made = |e: &Task| matches!(e, Task::Work(Job::MakeHalfPage(_)));
    assert!(stage.effects.iter().any(made));
    stage.tell(Msg::Made("the half page", Ok("Churn review".to_owned())));
    let copied = |e: &Task| matches!(e, Task::Copy(text) if text == "Churn review");
    assert!(stage.effects.iter().any(copied));
    says(&mut stage.model, (80, 24), &["the half page copied"]);
}

/// A room in which others change things meanwhile: what was opened before keeps what it saw.
fn changing() -> (Stage, std::rc::Rc<std::cell::Cell<bool>>) {
    let changed = std::rc::Rc::new(std::cell::Cell::new(false));
    let seen = changed.clone();
    let stage = Stage::new(move |query| match answer(query, true)? {
        Answer::Actions(mut all) if seen.get() => {
            for view in &mut all {
                let action = &mut view.action;
                action.what = "other words".to_owned();
                action.effect = "another effect".to_owned();
                action.because = "another why".to_owned();
                action.owner = Some(OwnerId(3));
                action.due = "2026-12-24".parse().ok();
                action.status = ActionStatus::Dropped;
                action.closed = "2026-11-04".parse().ok();
                action.origin.theme = Some(TagId(2));
            }
            Some(Answer::Actions(all))
        }
        other => Some(other),
    });
    (stage, changed)
}

/// Every dialog of an action carries the values that stood there when it was opened, so that the store can tell that
/// somebody else was faster.
#[rstest]
#[case::what("e", "what", "new words", &[Field::What])]
#[case::who("e", "who", "dana", &[Field::Owner])]
#[case::when("e", "when", "2026-12-01", &[Field::Due])]
#[case::theme("e", "theme", "price", &[Field::Origin])]
#[case::effect("e", "effect", "more", &[Field::Effect])]
#[case::drop("delete", "", "d", &[Field::Status, Field::Closed])]
#[case::decided("G up enter", "", "x", &[Field::Status, Field::Closed])]
fn what_was_seen_when_it_was_opened_goes_with_each_change(
    #[case] keys: &str,
    #[case] part: &str,
    #[case] text: &str,
    #[case] fields: &[Field],
) {
    let (mut stage, changed) = changing();
    stage.press("g");
    stage.changes.clear();
    stage.press(match keys {
        "G up enter" => "down down enter",
        keys => keys,
    });
    if !part.is_empty() {
        stage.write(part).press("enter");
    }
    let id = ActionId(if keys.starts_with('G') { 3 } else { 1 });
    let before = super::sections::action_by_id(id);
    changed.set(true);
    let dropped = Change::set(Subject::Action(id), Field::Status, "open", "dropped");
    stage.tell(Msg::Fed(vec![JournalRow {
        id: ChangeId(90),
        at: NOW,
        person: "Dana".to_owned(),
        forward: dropped,
        undoes: None,
        words: String::new(),
    }]));
    if !part.is_empty() && !matches!(part, "who" | "theme") {
        stage.press("ctrl-u");
    }
    stage.write(text);
    if !part.is_empty() {
        stage.press("enter");
    }
    let edits: Vec<_> = stage.changes.iter().flat_map(Change::edits).collect();
    let of: Vec<Field> = edits.iter().map(|edit| edit.field).collect();
    assert_eq!(of, fields);
    for edit in edits {
        assert_eq!(edit.was, before.value(edit.field), "{:?}", edit.field);
    }
}
