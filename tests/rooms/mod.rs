//! Rooms that earlier programs wrote, kept as files: under every later program they say what they said then.
//! Must not make or change a kept room: each test works on a copy. `v5/make.sh` tells how they were made.

mod dropped;
mod flips;
mod pages;
mod planted;
mod summed;

use std::fs;
use std::path::PathBuf;

use churnroom::domain::change::{Author, Change};
use churnroom::domain::day::Moment;
use churnroom::store::{OpenOptions, Store};
use hashbrown::HashSet;
use rstest::rstest;
use serde_json::Value;

use crate::cli::room::Room;

/// Everybody who did something in the kept review, in the order in which they take it back.
const PEOPLE: [&str; 6] = ["Zora", "Priya", "Mo", "Dana", "Ines", "Kim"];

fn kept(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/rooms/v5")
        .join(name)
}

fn said(name: &str) -> String {
    fs::read_to_string(kept("said").join(name)).unwrap()
}

/// A copy of a kept room, with the files it was imported from and the configuration of its day.
fn room(name: &str) -> Room {
    let room = Room::empty();
    fs::write(
        room.path("room.db"),
        fs::read(kept(&format!("{name}.sqlite"))).unwrap(),
    )
    .unwrap();
    for entry in fs::read_dir(kept("files")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(
            entry.path(),
            room.path(&entry.file_name().to_string_lossy()),
        )
        .unwrap();
    }
    let home = room.path("home/.config/churnroom");
    fs::create_dir_all(&home).unwrap();
    fs::copy(kept("config.toml"), home.join("config.toml")).unwrap();
    room
}

/// Both reviews in every format, and both forms of the journal.
#[track_caller]
fn says_what_it_said(room: &Room) {
    for meeting in ["1", "2"] {
        for form in ["md", "html"] {
            let now = room.run(&["minutes", meeting, "--format", form]).ok().out();
            pages::keeps(&now, &said(&format!("minutes-{meeting}.{form}")));
        }
        let then = said(&format!("minutes-{meeting}.json"));
        let mut then: Value = serde_json::from_str(&then).unwrap();
        moved(&mut then);
        still_says(&room.json(&["minutes", meeting]), &then, meeting);
    }
    let journal = ["journal", "--limit", "1000"];
    assert_eq!(room.run(&journal).ok().out(), said("journal.txt"));
    let as_json = [&journal[..], &["--format", "json"]].concat();
    assert_eq!(room.run(&as_json).ok().out(), said("journal.json"));
}

/// The keys whose word meant another thing in lists, at the place where minutes say the same today.
fn moved(then: &mut Value) {
    for (list, was, is) in [
        ("quotes", "account", "name"),
        ("quotes", "source", "said_in"),
        ("actions", "with", "helpers"),
        ("carried", "with", "helpers"),
    ] {
        for thing in then[list].as_array_mut().unwrap() {
            let value = thing.as_object_mut().unwrap().remove(was).unwrap();
            thing[is] = value;
        }
    }
    for list in ["notes", "actions", "carried"] {
        for thing in then[list].as_array_mut().unwrap() {
            let from = thing["from"].as_object_mut().unwrap();
            let name = from.remove("account").unwrap();
            from.insert("name".to_owned(), name);
        }
    }
}

/// Every key of before is there with its value; a text that nobody wrote is said as in lists.
#[track_caller]
fn still_says(now: &Value, then: &Value, at: &str) {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => {
            for (key, then) in then {
                still_says(&now[key], then, &format!("{at}/{key}"));
            }
        }
        (Value::Array(now), Value::Array(then)) => {
            assert_eq!(now.len(), then.len(), "{at}");
            for (n, (now, then)) in now.iter().zip(then).enumerate() {
                still_says(now, then, &format!("{at}/{n}"));
            }
        }
        (Value::Null, Value::String(then)) if then.is_empty() => {}
        (now, then) => assert_eq!(now, then, "{at}"),
    }
}

/// Everybody takes back all they did, in turn, until nobody can any more; what is said twice is kept once.
fn taken_back(room: &Room) -> String {
    let mut store = Store::open(&room.path("room.db"), &OpenOptions::default()).unwrap();
    let (mut lines, mut seen) = (String::new(), HashSet::new());
    loop {
        let mut more = false;
        for person in PEOPLE {
            let author = Author {
                person: person.to_owned(),
                at: Moment(1_793_800_000),
            };
            let mut done = store.apply(&author, &Change::Undo);
            // What stays is told; asked again, it goes past that.
            while done.is_err() && store.would_go_past() {
                done = store.apply(&author, &Change::Undo);
            }
            let line = match done {
                Ok(done) => {
                    more = true;
                    format!("{person}: {} (change {})\n", done.words, done.change)
                }
                Err(failure) => format!("{person}: {failure}\n"),
            };
            if seen.insert(line.clone()) {
                lines.push_str(&line);
            }
        }
        if !more {
            return lines;
        }
    }
}

#[test]
fn a_review_prints_its_minutes_and_journal_as_it_did() {
    says_what_it_said(&room("review"));
}

#[rstest]
#[case("movements")]
#[case("balances")]
fn a_room_of_another_ledger_says_what_it_said(#[case] name: &str) {
    let room = room(name);
    room.run(&["check"]).ok();
    assert_eq!(
        room.run(&["journal"]).ok().out(),
        said(&format!("{name}.txt"))
    );
    if name == "movements" {
        pages::keeps(&room.run(&["minutes"]).ok().out(), &said("movements.md"));
    }
}

#[test]
fn every_change_is_taken_back_until_nothing_is_left() {
    let room = room("review");
    assert_eq!(taken_back(&room), said("undone.txt"));
    let checked = room.run(&["check"]).ok().out();
    assert!(checked.contains("is sound"), "{checked}");
    for left in [
        &["accounts", "list"][..],
        &["actions", "list"],
        &["roadmap", "list"],
        &["marks", "list"],
        &["notes", "list"],
    ] {
        assert_eq!(room.json(left)["items"], Value::Array(vec![]), "{left:?}");
    }
}

#[rstest]
#[case(
    "review",
    "owners accounts_later subscriptions_later roadmap_later surveys_later feedback_later usage_later feedback"
)]
#[case("movements", "movements_later")]
#[case("balances", "balances_later")]
fn the_same_files_are_unchanged(#[case] name: &str, #[case] files: &str) {
    let room = room(name);
    for file in files.split(' ') {
        let file = format!("{file}.csv");
        let report = room.json(&["import", &file, "--currency", "EUR"]);
        let report = &report["files"][0];
        assert_eq!(report["new"], 0, "{report}");
        assert_eq!(report["updated"], 0, "{report}");
        assert_eq!(report["rejected"], 0, "{report}");
        assert_ne!(report["unchanged"], 0, "{report}");
    }
    says_the_same(&room, name);
}

/// Files that change nothing leave every figure as it was.
#[track_caller]
fn says_the_same(after: &Room, name: &str) {
    let before = room(name);
    for command in [&["metrics"][..], &["accounts", "list"], &["themes"]] {
        assert_eq!(after.json(command), before.json(command), "{command:?}");
    }
}

/// Several that open a room of before at once wait for the one that brings it up to date.
#[test]
fn a_room_of_before_is_brought_up_to_date_once() {
    let folder = tempfile::tempdir().unwrap();
    let room = folder.path().join("room.db");
    let before = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rooms/v5/review.sqlite");
    std::fs::copy(before, &room).unwrap();
    let open = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_churnroom"));
        command.arg("--db").arg(&room).arg("check");
        command.env("HOME", folder.path()).spawn().unwrap()
    };
    let opened: Vec<_> = (0..4).map(|_| open()).collect();
    for mut child in opened {
        assert!(child.wait().unwrap().success());
    }
    let names = std::fs::read_dir(folder.path()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.contains(".bak")).count(), 1);
}
