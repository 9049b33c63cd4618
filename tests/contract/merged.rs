//! One theme made part of another, with what it was talked over in.

use churnroom::domain::change::{Change, Field, Member, Subject};
use churnroom::domain::moving::Move;
use churnroom::domain::query::{Answer, Query};

use super::gate::no_action;
use super::room::{Room, both};

/// A theme goes into another with the reviews in which it was talked over, whether they have ended or not, and back.
#[test]
fn a_theme_that_was_talked_over_becomes_part_of_another_and_its_own_again() {
    both(|room| {
        let id = room.meeting("2026-11-02");
        let [speed, slow] = ["speed", "slow"].map(|name| room.tag(name, None));
        room.apply(no_action(id, speed));
        // A tag goes with the texts that people took it off.
        let feedback = room.feedback("So slow", None);
        room.apply(Change::Join(Member::TakenOff {
            feedback,
            tag: speed,
            import: None,
        }));
        room.apply(Change::Join(Member::Discussed {
            meeting: id,
            theme: speed,
        }));
        let meeting = Subject::Meeting(id);
        room.apply(Change::set(meeting, Field::Status, "running", "ended"));
        let discussed = |room: &mut Room| {
            let Answer::Meeting(view) = room.store.answer(&Query::Meeting(id)).unwrap() else {
                panic!("not a meeting")
            };
            view.discussed
        };
        room.apply(Change::Move(Box::new(Move::whole(speed, slow))));
        assert_eq!(discussed(room), [slow]);
        room.undo();
        assert_eq!(discussed(room), [speed]);
        room.try_as("Priya", &Change::Redo).unwrap();
        assert_eq!(discussed(room), [slow]);
        // By itself it stays all the same.
        let discussed = Member::Discussed {
            meeting: id,
            theme: slow,
        };
        let stays = room.try_as("Priya", &Change::Leave(discussed));
        assert!(stays.unwrap_err().to_string().contains("has ended"));
    });
}
