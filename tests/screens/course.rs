//! What keys do to the model, and what the model wants done: tables of keys and outcomes.
//! Must not look at a drawing.

use std::cell::RefCell;
use std::rc::Rc;

use churnroom::app::{Job, Layer, Msg, Others, ScreenKind, Task};
use churnroom::domain::agenda::Section;
use churnroom::domain::change::{Change, Field, JournalRow, Member, Record};
use churnroom::domain::clock::Clock;
use churnroom::domain::ids::{ChangeId, MeetingId};
use churnroom::domain::meeting::{MeetingStatus, MeetingView, Present};
use churnroom::domain::note::{Action, Note, NoteKind};
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::word::Word;
use rstest::rstest;

use super::{NOW, Stage, facts, owners, says};

pub(crate) type Meetings = Rc<RefCell<Vec<MeetingView>>>;

/// A room that remembers meetings like a store.
pub(crate) fn room() -> (Stage, Meetings) {
    let meetings: Meetings = Rc::default();
    let known = Rc::clone(&meetings);
    let stage = Stage::new(move |query| match query {
        Query::Room { .. } => Some(Answer::Room(Box::new(facts()))),
        Query::Owners => Some(Answer::Owners(owners())),
        Query::Meetings => Some(Answer::Meetings(known.borrow().clone())),
        Query::Tags => Some(Answer::Tags(Vec::new())),
        Query::Actions(_) => Some(Answer::Actions(Vec::new())),
        Query::Notes(_) => Some(Answer::Notes(Vec::new())),
        _ => None,
    });
    (stage, meetings)
}

/// Starts a meeting through the lobby's question.
fn begin(stage: &mut Stage, meetings: &Meetings) {
    stage.press("space >");
    assert!(matches!(
        stage.model.layers.last(),
        Some((_, Layer::Begin(_)))
    ));
    let keep = Rc::clone(meetings);
    stage.press("enter");
    let added = stage.changes.iter().find_map(|c| match c {
        Change::Add(record) => match record.as_ref() {
            Record::Meeting(meeting) => Some(meeting.clone()),
            _ => None,
        },
        _ => None,
    });
    let mut meeting = added.expect("a meeting was added");
    meeting.id = stage.model.shared.sitting.expect("somebody sits").meeting;
    keep.borrow_mut().push(MeetingView {
        meeting,
        present: Vec::new(),
        discussed: Vec::new(),
        actions: 0,
    });
    stage.tell(Msg::Fed(Vec::new()));
    stage.tell(Msg::Fed(vec![row(
        "Priya",
        Change::set(
            churnroom::domain::change::Subject::Meeting(MeetingId(1)),
            Field::Agenda,
            0,
            0,
        ),
    )]));
}

fn row(person: &str, forward: Change) -> JournalRow {
    JournalRow {
        id: ChangeId(99),
        at: NOW,
        person: person.to_owned(),
        forward,
        undoes: None,
        words: "tagged reporting".to_owned(),
    }
}

fn clock(stage: &Stage) -> Clock {
    stage
        .model
        .shared
        .meeting()
        .expect("a meeting")
        .meeting
        .clock
        .clone()
}

#[test]
fn a_meeting_starts_moves_pauses_and_ends() {
    let (mut stage, meetings) = room();
    begin(&mut stage, &meetings);
    assert_eq!(stage.model.shared.screen, ScreenKind::Numbers);
    let present = stage.changes.iter().any(|c| {
        matches!(c, Change::All(all) if matches!(all[..], [Change::Join(Member::Present { .. })]))
    });
    assert!(present, "who was marked in the lobby is written down");
    let frozen = |e: &Task| matches!(e, Task::Work(Job::Freeze { end: false, .. }));
    assert!(stage.effects.iter().any(frozen));

    stage.wait(60).press(">");
    assert_eq!(clock(&stage).section, Section::Why);
    assert_eq!(stage.model.shared.screen, ScreenKind::Why);
    stage.press("4");
    assert_eq!(stage.model.shared.screen, ScreenKind::Target);
    assert_eq!(
        clock(&stage).section,
        Section::Why,
        "looking moves no clock"
    );
    stage.press("esc");
    assert_eq!(stage.model.shared.screen, ScreenKind::Why);

    stage.wait(30).press("P").wait(500).press("P").wait(30);
    let now = stage.model.shared.time.now;
    assert_eq!(
        clock(&stage).used(Section::Why, now),
        60,
        "a pause does not count"
    );
    stage.press("+");
    assert_eq!(clock(&stage).extra[1], 60);
    stage.press("<");
    assert_eq!(clock(&stage).section, Section::Numbers);

    stage.press("> > > > >");
    assert!(matches!(
        stage.model.layers.last(),
        Some((_, Layer::Ending(_)))
    ));
    stage.press("e");
    let ended = |e: &Task| matches!(e, Task::Work(Job::Freeze { end: true, .. }));
    assert!(stage.effects.iter().any(ended));
    assert_eq!(stage.model.shared.sitting, None);
    assert_eq!(stage.model.shared.screen, ScreenKind::Lobby);
}

#[test]
fn leaving_a_running_meeting_asks() {
    let (mut stage, meetings) = room();
    begin(&mut stage, &meetings);
    stage.press("q");
    assert!(!stage.effects.contains(&Task::Quit));
    stage.press("a");
    assert!(stage.effects.contains(&Task::Quit));
    let adjourned = stage.changes.iter().any(|c| matches!(c, Change::All(all) if all.iter().any(
        |c| matches!(c, Change::Set(e) if e.field == Field::Status && e.now == MeetingStatus::Adjourned.word().into())
    )));
    assert!(adjourned);
}

#[test]
fn a_meeting_left_by_a_crash_goes_on_without_the_dead_time() {
    let (mut stage, meetings) = room();
    begin(&mut stage, &meetings);
    stage.wait(100);
    let left = meetings.borrow().clone();
    let mut stage = Stage::new(move |query| match query {
        Query::Room { .. } => Some(Answer::Room(Box::new(facts()))),
        Query::Meetings => Some(Answer::Meetings(left.clone())),
        _ => None,
    });
    stage.model.shared.time.now = NOW.plus(10_000);
    let mut again = Stage::new(|_| None);
    std::mem::swap(&mut again.model, &mut stage.model);
    let beat = Present {
        process: 9,
        person: "Dana".to_owned(),
        seen: NOW.plus(95),
        meeting: Some(MeetingId(1)),
        claim: None,
    };
    again.tell(Msg::Others(Others {
        gone: vec![beat],
        ..Others::default()
    }));
    if again.model.layers.is_empty() {
        again.press(">");
    } else {
        again.press("g");
    }
    let clock = clock(&again);
    assert!(clock.runs());
    assert!(clock.total_used(NOW.plus(10_000)) <= 95);
}

#[rstest]
#[case("n", "exports keep failing", NoteKind::Note, "exports keep failing")]
#[case(
    "n",
    "?does it include pauses",
    NoteKind::Question,
    "does it include pauses"
)]
#[case("d", "stop lookalikes", NoteKind::Decision, "stop lookalikes")]
fn notes_are_written_from_anywhere(
    #[case] key: &str,
    #[case] typed: &str,
    #[case] kind: NoteKind,
    #[case] text: &str,
) {
    let (mut stage, _) = room();
    stage.press("3").press(key).write(typed).press("enter");
    let Some(Change::Add(record)) = stage.changes.last() else {
        panic!("nothing was added");
    };
    let Record::Note(Note {
        kind: k,
        text: t,
        origin,
        ..
    }) = record.as_ref()
    else {
        panic!("no note was added");
    };
    assert_eq!((*k, t.as_str()), (kind, text));
    assert_eq!(
        origin.section,
        Some(Section::Roadmap),
        "it remembers where it was written"
    );
    assert!(stage.model.layers.is_empty());
}

#[test]
fn an_action_asks_once_for_what_is_missing_and_keeps_its_draft() {
    let (mut stage, _) = room();
    stage.press("a").write("fix excel export").press("enter");
    assert!(stage.changes.is_empty(), "who and when are asked for");
    stage.press("esc a");
    let begun = "Action · left here before, Ctrl-U clears";
    says(&mut stage.model, (80, 24), &[begun]);
    stage.write(" @priya fri").press("enter");
    let Some(Change::Add(record)) = stage.changes.last() else {
        panic!("nothing was added");
    };
    let Record::Action(Action {
        what, owner, due, ..
    }) = record.as_ref()
    else {
        panic!("no action was added");
    };
    assert_eq!(what, "fix excel export");
    assert_eq!(*owner, Some(1.into()));
    assert_eq!(due.map(|d| d.to_string()).as_deref(), Some("2026-11-06"));
}

#[test]
fn somebody_unknown_becomes_an_owner_first() {
    let (mut stage, _) = room();
    stage
        .press("a")
        .write("call them @lena fri")
        .press("enter enter");
    stage.write("Sales").press("enter enter");
    let kinds: Vec<&str> = stage
        .changes
        .iter()
        .filter_map(|c| match c {
            Change::Add(record) => match record.as_ref() {
                Record::Owner(owner) => {
                    assert_eq!(
                        (owner.name.as_str(), owner.team.as_str()),
                        ("lena", "Sales")
                    );
                    Some("owner")
                }
                Record::Action(action) => {
                    assert!(action.owner.is_some());
                    Some("action")
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(kinds, ["owner", "action"]);
}

#[test]
fn unmasking_asks_and_nothing_else_unmasks() {
    let (mut stage, _) = room();
    stage.press("M");
    assert!(stage.model.shared.look.masked);
    stage.press("M esc");
    assert!(stage.model.shared.look.masked);
    stage.press("f5 M y");
    assert!(!stage.model.shared.look.masked);
}

#[test]
fn a_stale_answer_is_dropped() {
    let (mut stage, _) = room();
    let ask = |stage: &mut Stage| {
        let effects = churnroom::app::update(&mut stage.model, Msg::Opened);
        effects.into_iter().find_map(|e| match e {
            Task::Work(Job::Ask {
                ticket: tag,
                query: Query::Owners,
            }) => Some(tag),
            _ => None,
        })
    };
    let first = ask(&mut stage).expect("owners are asked for");
    let second = ask(&mut stage).expect("owners are asked for");
    stage.model.shared.room.owners.clear();
    stage.tell(Msg::Answered(first, Ok(Answer::Owners(owners()))));
    assert!(stage.model.shared.room.owners.is_empty());
    stage.tell(Msg::Answered(second, Ok(Answer::Owners(owners()))));
    assert_eq!(stage.model.shared.room.owners.len(), 3);
}

#[test]
fn others_are_named_and_oneself_is_not() {
    let (mut stage, _) = room();
    let join = Change::Join(Member::Present {
        meeting: MeetingId(1),
        owner: 1.into(),
    });
    stage.tell(Msg::Fed(vec![
        row("Dana", join.clone()),
        row("Dana", join.clone()),
    ]));
    assert_eq!(
        stage.model.shared.messages.status,
        "Dana tagged reporting and 1 more"
    );
    stage.model.shared.messages.status.clear();
    stage.tell(Msg::Fed(vec![row("Priya", join)]));
    assert_eq!(stage.model.shared.messages.status, "");
}

#[test]
fn suspending_a_running_meeting_takes_two_presses() {
    let (mut stage, meetings) = room();
    stage.press("ctrl-z");
    assert!(stage.effects.contains(&Task::Suspend));
    stage.effects.clear();
    begin(&mut stage, &meetings);
    stage.press("ctrl-z");
    assert!(!stage.effects.contains(&Task::Suspend));
    stage.press("j ctrl-z");
    assert!(
        !stage.effects.contains(&Task::Suspend),
        "another key forgets the first press"
    );
    stage.press("ctrl-z");
    assert!(stage.effects.contains(&Task::Suspend));
}

#[test]
fn a_quiet_tick_changes_nothing() {
    let (mut stage, _) = room();
    stage.model.changed = false;
    stage.wait(1);
    assert!(!stage.model.changed, "outside a meeting nothing is drawn");
}

#[test]
fn a_period_that_has_not_begun_is_not_reviewed() {
    let (mut stage, _) = room();
    stage
        .press("space > shift-tab")
        .press("end backspace backspace backspace backspace backspace backspace backspace");
    stage.write("2026-12").press("enter");
    assert!(stage.changes.is_empty(), "{:?}", stage.changes);
    let shown = super::text(&super::draw(&mut stage.model, 80, 24));
    assert!(shown.contains("December 2026 begins on"), "{shown}");
    stage
        .press("backspace backspace")
        .write("11")
        .press("enter");
    assert!(!stage.changes.is_empty(), "one that is not over goes on");
}
