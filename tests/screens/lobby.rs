//! The lobby and the frame around it, at the sizes people have.
//! Must not test what a screen decides: that is `course`.

use churnroom::app::Msg;
use churnroom::domain::agenda::{Agenda, Section};
use churnroom::domain::clock::{Attention, Clock};
use churnroom::domain::day::Moment;
use churnroom::domain::ids::{MeetingId, OwnerId};
use churnroom::domain::meeting::{Meeting, MeetingStatus, MeetingView};
use churnroom::domain::money::Cents;
use churnroom::domain::profile::Profile;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::readiness::{Check, Readiness};
use churnroom::domain::room::RoomFacts;

use super::{NOW, Stage, draw, facts, failure, owners, says, snapshot, text};

/// A meeting held a month before.
fn september() -> MeetingView {
    let from = NOW.plus(-30 * 86_400);
    MeetingView {
        meeting: Meeting {
            id: MeetingId(7),
            period: "2026-09".parse().unwrap(),
            profile: Profile::Snapshot,
            status: MeetingStatus::Ended,
            started: from,
            utc_offset: 0,
            agenda: Agenda::default(),
            clock: Clock {
                section: Section::Actions,
                sitting: 1,
                spans: vec![Attention {
                    section: Section::Why,
                    sitting: 1,
                    from,
                    to: Some(Moment(from.0 + 2770)),
                }],
                extra: [0; 5],
            },
            frozen_start: None,
            frozen_end: None,
        },
        present: vec![OwnerId(1)],
        discussed: Vec::new(),
        actions: 5,
    }
}

fn check(ok: bool, words: &str, cents: Option<i64>, next: &str) -> Check {
    Check {
        ok,
        words: words.to_owned(),
        mrr: cents.map(Cents),
        next: next.to_owned(),
    }
}

fn readiness() -> Readiness {
    Readiness {
        checks: vec![
            check(true, "ledger reaches 31 Oct", None, ""),
            check(true, "3 owners in 3 teams", None, ""),
            check(
                false,
                "41 of 118 surveys not tagged",
                Some(194_000),
                "t tags them",
            ),
            check(false, "6 lost accounts, nobody said why", Some(98_000), ""),
        ],
        teams: Vec::new(),
    }
}

fn stage() -> Stage {
    stage_of(facts())
}

fn stage_of(facts: RoomFacts) -> Stage {
    Stage::new(move |query| match query {
        Query::Room { .. } => Some(Answer::Room(Box::new(facts.clone()))),
        Query::Owners => Some(Answer::Owners(owners())),
        Query::Tags => Some(Answer::Tags(Vec::new())),
        Query::Meetings => Some(Answer::Meetings(vec![september()])),
        Query::Readiness { .. } => Some(Answer::Readiness(Box::new(readiness()))),
        _ => None,
    })
}

#[test]
fn the_lobby_says_whether_the_room_is_ready() {
    let mut stage = stage();
    stage.press("space");
    snapshot(&mut stage.model, (80, 24), "lobby");
    let wider = [
        "churnroom   October 2026   EUR   Priya types",
        "[x] Priya            Product",
    ];
    says(&mut stage.model, (120, 40), &wider);
}

#[test]
fn before_anything_is_known_the_frame_is_there() {
    let mut stage = Stage::new(|_| None);
    let frame = [
        "... · Priya types",
        "... · not started",
        "Is the room ready?",
        "Meetings",
        "> start",
    ];
    says(&mut stage.model, (80, 24), &frame);
}

#[test]
fn a_small_window_gets_less_and_a_tiny_one_a_sentence() {
    let mut stage = stage();
    snapshot(&mut stage.model, (60, 16), "lobby_reduced");
    let sentence = [
        "churnroom needs 40 columns and 10 rows;",
        "this window has 39 and 9",
    ];
    says(&mut stage.model, (39, 9), &sentence);
}

#[test]
fn a_failure_stays_until_it_is_read() {
    let mut stage = stage();
    stage.tell(Msg::Finished(Err(failure())));
    stage.press("down");
    let shown = "! reading the room: the disk is full; make room on it (Esc: read)";
    says(&mut stage.model, (80, 24), &["Is the room ready?", shown]);
    stage.press("esc");
    assert_eq!(stage.model.shared.messages.unread, None);
}

/// What was saved and is not there any more is not said over in the footer by the next thing that is done.
#[test]
fn what_the_room_lacks_stays_until_it_is_read() {
    let mut stage = stage_of(RoomFacts {
        lacks: vec!["what was saved last is missing".to_owned()],
        ..facts()
    });
    stage.press("down");
    let shown = "! what was saved last is missing (Esc: read)";
    says(&mut stage.model, (80, 24), &[shown]);
    stage.press("esc");
    assert_eq!(stage.model.shared.messages.unread, None);
}

#[test]
fn the_question_before_a_meeting_and_its_strip() {
    let mut stage = stage();
    stage.press(">");
    snapshot(&mut stage.model, (80, 24), "begin");
}

#[test]
fn help_and_palette_read_the_key_table() {
    let mut stage = stage();
    stage.press("?");
    snapshot(&mut stage.model, (80, 24), "help");
    stage.press("esc :");
    stage.write("mask");
    snapshot(&mut stage.model, (80, 24), "palette");
}

/// A period that was reviewed before is reviewed again: the question says so, and the list tells the two apart.
#[test]
fn a_second_review_of_a_period_says_that_it_is_one() {
    let mut stage = Stage::new(|query| match query {
        Query::Room { .. } => Some(Answer::Room(Box::new(facts()))),
        Query::Owners => Some(Answer::Owners(owners())),
        Query::Meetings => {
            let (first, mut second) = (september(), september());
            second.meeting.id = MeetingId(8);
            second.meeting.started = first.meeting.started.plus(86_400);
            Some(Answer::Meetings(vec![second, first]))
        }
        _ => None,
    });
    let lobby = text(&draw(&mut stage.model, 80, 24));
    let lines = |words: &str| lobby.lines().filter(|line| line.contains(words)).count();
    assert_eq!((lines("held"), lines(", 2nd")), (2, 1), "{lobby}");
    stage.press(">");
    let begun = text(&draw(&mut stage.model, 80, 24));
    assert!(!begun.contains("this starts its"), "{begun}");
    stage.press("up end ctrl-u").write("2026-09");
    let again = text(&draw(&mut stage.model, 80, 24));
    assert!(again.contains("this starts its third review"), "{again}");
}
