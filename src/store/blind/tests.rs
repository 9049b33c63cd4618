//! Texts that two tag blind, in a room in memory.

use super::*;
use crate::domain::change::{Author, Member, Record};
use crate::domain::day::Moment;
use crate::domain::failure::Code;
use crate::domain::feedback::{Feedback, Tag};
use crate::domain::moving::{Move, MoveGoal};
use crate::domain::query::{Query, TrustQuery};
use crate::store::Store;

/// Two texts that are tagged blind, the second of which has a tag.
struct Room(Store, Vec<FeedbackId>);

impl Room {
    fn new() -> Room {
        let mut room = Room(Store::in_memory().unwrap(), Vec::new());
        for text in ["slow", "dear"] {
            let text = text.to_owned();
            let said = Feedback {
                text,
                ..Feedback::default()
            };
            room.apply(&Change::add(Record::Feedback(said)));
        }
        let ids = "SELECT id FROM feedback ORDER BY text DESC";
        room.1 = sql::all(&room.0.db, ids, [], |row| row.get(0)).unwrap();
        let name = "price".to_owned();
        let tag = Tag {
            name,
            ..Tag::default()
        };
        room.apply(&Change::add(Record::Tag(tag)));
        let (feedback, tag) = (room.1[1], TagId(1));
        room.apply(&Change::Join(Member::Tagged { feedback, tag }));
        let begun = room.sample(0, false);
        room.apply(&turned(None, begun));
        room
    }

    fn tried(&mut self, change: &Change) -> Result<(), Failure> {
        let person = "Dana".to_owned();
        let at = Moment(1);
        self.0.apply(&Author { person, at }, change).map(drop)
    }

    fn apply(&mut self, change: &Change) {
        self.tried(change).unwrap();
    }

    fn sample(&self, id: i64, over: bool) -> Option<Sample> {
        Some(Sample {
            id,
            coders: ["Dana", "Kim"].map(str::to_owned),
            texts: self.1.clone(),
            over,
            ..Sample::default()
        })
    }

    /// Somebody says that there is nothing in the first.
    fn says(&mut self, by: &str) {
        self.apply(&Change::Blind(Box::new(Blinding::Said(Saying {
            sample: 1,
            feedback: self.1[0],
            by: by.to_owned(),
            was: None,
            now: Some(CoderWords::default()),
        }))));
    }

    fn hidden(&self) -> usize {
        hidden(&self.0.db).unwrap().len()
    }
}

fn turned(was: Option<Sample>, now: Option<Sample>) -> Change {
    Change::Blind(Box::new(Blinding::Sample { was, now }))
}

#[test]
fn suggestions_are_hidden_of_a_text_until_it_is_settled_and_until_all_is_over() {
    let mut room = Room::new();
    room.says("Dana");
    assert_eq!(room.hidden(), 2);
    room.says("");
    assert_eq!(room.hidden(), 1);
    assert!(hidden(&room.0.db).unwrap().contains(&room.1[1]));
    let over = turned(room.sample(1, false), room.sample(1, true));
    room.apply(&over);
    assert_eq!(room.hidden(), 0);
}

#[test]
fn a_sample_of_which_something_is_said_stays() {
    let mut room = Room::new();
    let dropped = |room: &Room, id| turned(room.sample(id, false), None);
    room.says("Dana");
    let (first, second) = (dropped(&room, 1), dropped(&room, 2));
    let failure = room.tried(&first).unwrap_err();
    assert_eq!(failure.code, Code::Conflict);
    let another = turned(None, room.sample(0, false));
    room.apply(&another);
    room.apply(&second);
}

#[test]
fn whoever_reads_blind_sees_no_tag_of_anybody() {
    let mut room = Room::new();
    let coder = "Kim".to_owned();
    let query = Query::Trust(TrustQuery::ToSay { coder, limit: 9 });
    let found: Untagged = room.0.answer(&query).unwrap().try_into().unwrap();
    let tags = found.items.iter().map(|quote| quote.view.tags.len());
    assert_eq!(tags.collect::<Vec<_>>(), [0, 0]);
}

fn said(text: FeedbackId, by: &str, was: Option<&[i64]>, now: Option<&[i64]>) -> Change {
    let words = |tags: &[i64]| CoderWords::of(tags.iter().map(|tag| TagId(*tag)).collect(), None);
    let saying = Saying {
        sample: 1,
        feedback: text,
        by: by.to_owned(),
        was: was.map(words),
        now: now.map(words),
    };
    saying.change()
}

impl Room {
    fn tags(&self, text: FeedbackId) -> Vec<TagId> {
        feedback::carried(&self.0.db, text).unwrap()
    }

    fn add(&mut self, tag: &str) {
        let name = tag.to_owned();
        let tag = Tag {
            name,
            ..Tag::default()
        };
        self.apply(&Change::add(Record::Tag(tag)));
    }
}

#[test]
fn what_the_room_settles_stands_in_the_place_of_what_a_text_carries() {
    let mut room = Room::new();
    room.add("speed");
    let text = room.1[1];
    assert_eq!(room.tags(text), [TagId(1)]);
    room.apply(&said(text, "", None, Some(&[2])));
    assert_eq!(room.tags(text), [TagId(2)]);
    room.apply(&Change::Undo);
    assert_eq!(room.tags(text), [TagId(1)]);
    room.apply(&said(text, "", None, Some(&[])));
    assert_eq!(room.tags(text), []);
}

#[test]
fn what_a_text_was_settled_by_is_not_taken_back_before_that() {
    let mut room = Room::new();
    let text = room.1[0];
    room.apply(&said(text, "Kim", None, Some(&[1])));
    room.apply(&said(text, "", None, Some(&[1])));
    let unsaid = said(text, "Kim", Some(&[1]), None);
    let failure = room.tried(&unsaid).unwrap_err();
    assert_eq!(failure.code, Code::Conflict);
    assert!(failure.message.contains("settled this text"), "{failure}");
    room.apply(&said(text, "", Some(&[1]), None));
    room.apply(&unsaid);
}

/// What was settled by somebody meanwhile is told as that.
#[test]
fn who_settled_a_text_first_is_named() {
    let mut room = Room::new();
    let text = room.1[0];
    room.apply(&said(text, "Kim", None, Some(&[1])));
    room.apply(&said(text, "", None, Some(&[1])));
    let failure = room.tried(&said(text, "", None, Some(&[]))).unwrap_err();
    assert!(failure.message.contains("(settled a text"), "{failure}");
}

#[test]
fn a_tag_that_was_said_in_any_sample_can_become_part_of_another() {
    let mut room = Room::new();
    room.add("cost");
    let text = room.1[0];
    room.apply(&said(text, "Kim", None, Some(&[1])));
    let second = room.sample(0, false);
    room.apply(&turned(None, second));
    let into = Move {
        from: TagId(1),
        to: MoveGoal::Tag(TagId(2)),
        words: String::new(),
    };
    room.apply(&Change::Move(Box::new(into)));
    let sql = "SELECT said FROM blind_said WHERE sample = 1";
    let words: Vec<CoderWords> = sql::all(&room.0.db, sql, [], |row| {
        Ok(row.get::<_, JsonText<CoderWords>>(0)?.0)
    })
    .unwrap();
    assert_eq!(words, [CoderWords::of(vec![TagId(2)], None)]);
}
