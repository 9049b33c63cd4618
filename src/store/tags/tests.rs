//! Tags: their keys and letters, what is refused of them, and what they take with them when they go.

use crate::domain::change::{Author, Change, Field, Record, Subject};
use crate::domain::day::Moment;
use crate::domain::feedback::Tag;
use crate::domain::ids::TagId;
use crate::domain::moving::{Move, MoveGoal};
use crate::domain::query::{Answer, Query};
use crate::store::Store;

struct Room(Store);

impl Room {
    fn said(&mut self, change: &Change) -> Result<String, String> {
        let author = Author {
            person: "Dana".to_owned(),
            at: Moment(1),
        };
        let applied = self.0.apply(&author, change);
        let words = applied.map(|applied| applied.words);
        words.map_err(|failure| failure.message)
    }

    fn apply(&mut self, change: &Change) -> Result<(), String> {
        self.said(change).map(drop)
    }

    fn make(&mut self, name: &str, key: &str) -> Result<(), String> {
        self.apply(&Change::add(Record::Tag(Tag {
            name: name.to_owned(),
            key: key.to_owned(),
            ..Tag::default()
        })))
    }

    fn remove(&mut self, name: &str) -> Result<(), String> {
        let Answer::Tags(tags) = self.0.answer(&Query::Tags).unwrap() else {
            return Err("no tags".to_owned());
        };
        let mut tags = tags.into_iter().map(|view| view.tag);
        let tag = tags.find(|tag| tag.name == name).unwrap();
        self.apply(&Change::Remove(Box::new(Record::Tag(tag))))
    }

    fn keys(&mut self) -> String {
        let Answer::Tags(mut tags) = self.0.answer(&Query::Tags).unwrap() else {
            return String::new();
        };
        tags.sort_unstable_by_key(|view| view.tag.id);
        tags.iter().map(|view| view.key().unwrap_or('?')).collect()
    }

    fn key(&mut self, tag: i64, was: &str, now: &str) -> Result<(), String> {
        self.apply(&Change::set(Subject::Tag(TagId(tag)), Field::Key, was, now))
    }
}

#[test]
fn a_letter_stays_whatever_tags_are_made_and_taken_away() {
    let mut room = Room(Store::in_memory().unwrap());
    room.make("reporting", "").unwrap();
    room.make("refund", "").unwrap();
    assert_eq!(room.keys(), "re");
    room.make("rent", "p").unwrap();
    room.make("price", "").unwrap();
    assert_eq!(room.keys(), "repi");
    room.key(1, "", "x").unwrap();
    assert_eq!(room.keys(), "xepi");
    room.make("roaming", "").unwrap();
    assert_eq!(room.keys(), "xepir");
    room.apply(&Change::Undo).unwrap();
    // What people give as a key was somebody's letter: that tag gets another, and only that one.
    let take = Change::set(Subject::Tag(TagId(3)), Field::Key, "p", "i");
    let said = room.said(&take).unwrap();
    let moved = "; price, which had the key i by itself, has p now";
    assert!(said.ends_with(moved), "{said}");
    assert_eq!(room.keys(), "xeip");
    let said = room.said(&Change::Undo).unwrap();
    assert!(said.ends_with("; price has the key i again"), "{said}");
    // Taken back, it has its own again.
    assert_eq!(room.keys(), "xepi");
    room.apply(&Change::Undo).unwrap();
    assert_eq!(room.keys(), "repi");
}

/// A key that is cleared, or goes with its tag, leaves every other tag the letter that it has by now.
#[test]
fn a_letter_comes_back_only_where_its_taking_is_taken_back() {
    let mut room = Room(Store::in_memory().unwrap());
    room.make("price", "").unwrap();
    room.make("rent", "").unwrap();
    assert_eq!(room.keys(), "pr");
    room.key(2, "", "p").unwrap();
    assert_eq!(room.keys(), "rp");
    let clear = Change::set(Subject::Tag(TagId(2)), Field::Key, "p", "");
    let said = room.said(&clear).unwrap();
    assert!(!said.contains("price"), "{said}");
    assert!(room.keys().starts_with('r'), "{}", room.keys());
    room.apply(&Change::Undo).unwrap();
    assert_eq!(room.keys(), "rp");
    room.apply(&Change::Undo).unwrap();
    assert_eq!(room.keys(), "pr");
    room.key(2, "", "p").unwrap();
    room.remove("rent").unwrap();
    assert_eq!(room.keys(), "r");
}

#[test]
fn of_the_tag_that_is_changed_no_letter_of_before_is_told() {
    let mut room = Room(Store::in_memory().unwrap());
    room.make("seats", "").unwrap();
    room.make("support", "").unwrap();
    assert_eq!(room.keys(), "su");
    room.key(1, "", "e").unwrap();
    room.key(2, "", "s").unwrap();
    let clear = Change::set(Subject::Tag(TagId(1)), Field::Key, "e", "");
    let said = room.said(&clear).unwrap();
    assert!(!said.contains("by itself"), "{said}");
    assert_eq!(room.keys(), "es");
    for _ in 0..3 {
        room.apply(&Change::Undo).unwrap();
    }
    assert_eq!(room.keys(), "su");
}

#[test]
fn a_tag_that_comes_back_has_its_letter_again() {
    let mut room = Room(Store::in_memory().unwrap());
    for name in ["tag 1", "tag 2", "tag 0"] {
        room.make(name, "").unwrap();
    }
    assert_eq!(room.keys(), "tag");
    for name in ["tag 1", "tag 0"] {
        room.remove(name).unwrap();
    }
    room.apply(&Change::Undo).unwrap();
    assert_eq!(room.keys(), "ag");
    // While it was away, another one was given its letter: that one keeps it.
    room.make("tag 3", "").unwrap();
    assert_eq!(room.keys(), "agt");
    room.apply(&Change::Undo).unwrap();
    room.apply(&Change::Undo).unwrap();
    assert_eq!(room.keys(), "tag");
    room.make("tag 4", "").unwrap();
    room.remove("tag 2").unwrap();
    room.make("again", "").unwrap();
    assert_eq!(room.keys(), "tgba");
}

#[test]
fn a_key_is_one_that_is_free_and_can_be_pressed() {
    let mut room = Room(Store::in_memory().unwrap());
    room.make("reporting", "").unwrap();
    for key in [".", "A", "$", "ä", " "] {
        let refused = room.make("price", key);
        assert!(
            key == " " || refused.unwrap_err().contains("cannot be the key"),
            "{key}"
        );
    }
    assert!(room.key(1, "", "#").is_err());
    let long = "x".repeat(500);
    assert!(
        room.make(&long, "")
            .unwrap_err()
            .contains("at most 80 letters")
    );
}

#[test]
fn a_name_is_one_line() {
    let mut room = Room(Store::in_memory().unwrap());
    room.make(" two words\n", "").unwrap();
    for name in ["two\nlines", "a\r\nb", "tab\tbed", "escaped \u{1b}[1m"] {
        let refused = room.make(name, "").unwrap_err();
        let said = "the name has a line break, or a sign that no list shows";
        assert_eq!(refused, said, "{name:?}");
        let renamed = Change::set(Subject::Tag(TagId(1)), Field::Name, "two words", name);
        assert_eq!(room.apply(&renamed).unwrap_err(), said, "{name:?}");
    }
}

#[test]
fn who_has_a_key_is_named_and_said_to_be_archived() {
    let mut room = Room(Store::in_memory().unwrap());
    room.make("refund", "r").unwrap();
    let refused = room.make("rent", "r").unwrap_err();
    assert_eq!(refused, "the tag refund has the key `r` already");
    let archive = Change::set(Subject::Tag(TagId(1)), Field::Archived, 0_i64, 1_i64);
    room.apply(&archive).unwrap();
    room.make("rent", "").unwrap();
    let refused = room.key(2, "", "r").unwrap_err();
    assert_eq!(
        refused,
        "the tag refund, which is archived, has the key `r` already"
    );
}

#[test]
fn of_many_tags_those_made_first_have_the_letters() {
    let mut room = Room(Store::in_memory().unwrap());
    for n in 0..40 {
        room.make(&format!("tag number {n}"), "").unwrap();
    }
    let keys = room.keys();
    assert_eq!(keys.chars().filter(|key| *key != '?').count(), 36);
    assert!(
        keys.starts_with("tagnumber") && keys.ends_with("????"),
        "{keys}"
    );
}

/// Of two who make one tag part of another at once, the second is told what became of it, by its name.
#[test]
fn a_merge_of_what_is_gone_names_the_tag() {
    let mut room = Room(Store::in_memory().unwrap());
    for name in ["price", "cost"] {
        room.make(name, "").unwrap();
    }
    let merge = Change::Move(Box::new(Move {
        from: TagId(1),
        to: MoveGoal::Tag(TagId(2)),
        words: String::new(),
    }));
    room.apply(&merge).unwrap();
    let again = room.apply(&merge).unwrap_err();
    assert_eq!(again, "the tag is gone: Dana made price part of cost");
}

#[test]
fn letters_taken_one_after_the_other_come_back_one_after_the_other() {
    let mut room = Room(Store::in_memory().unwrap());
    for name in ["queue", "missing", "price"] {
        room.make(name, "").unwrap();
    }
    assert_eq!(room.keys(), "qmp");
    room.key(2, "", "q").unwrap();
    assert_eq!(room.keys(), "uqp");
    room.key(3, "", "u").unwrap();
    assert_eq!(room.keys(), "equ");
    room.apply(&Change::Undo).unwrap();
    assert_eq!(room.keys(), "uqp");
    room.apply(&Change::Undo).unwrap();
    assert_eq!(room.keys(), "qmp");
    // A letter that is free because a key was cleared stays free, whatever else is taken back.
    room.key(2, "", "q").unwrap();
    room.key(2, "q", "").unwrap();
    assert_eq!(room.keys(), "ump");
    room.make("more", "").unwrap();
    room.apply(&Change::Undo).unwrap();
    assert_eq!(room.keys(), "ump");
}
