//! Rooms that somebody else has had hands in: what is not churnroom's is told and keeps everything as it is, values
//! that cannot be are told, and what lies where the room's changes go is never followed.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use rstest::rstest;
use rusqlite::Connection;

use super::room::Room;

/// Does something to the room by other means than churnroom's.
fn plant(room: &Room, sql: &str) {
    let db = Connection::open(room.path("room.db")).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    db.execute_batch(sql).unwrap();
}

#[rstest]
#[case(
    "CREATE TRIGGER helper AFTER INSERT ON notes BEGIN DELETE FROM subscriptions; END",
    "the trigger `helper` on notes is not churnroom's"
)]
#[case(
    "CREATE VIEW people AS SELECT * FROM accounts",
    "the view `people` is not churnroom's"
)]
#[case(
    "DROP TRIGGER accounts_fts_update",
    "the trigger `accounts_fts_update` is missing"
)]
#[case("DROP INDEX tags_key", "the index `tags_key` is missing")]
#[case(
    "ALTER TABLE notes ADD COLUMN mood TEXT",
    "the table `notes` is not as churnroom makes it"
)]
#[case(
    "DROP TRIGGER feedback_fts_delete; \
     CREATE TRIGGER feedback_fts_delete AFTER DELETE ON feedback BEGIN DELETE FROM subscriptions; END",
    "the trigger `feedback_fts_delete` is not as churnroom makes it"
)]
fn what_is_not_ours_keeps_the_room_as_it_is(#[case] sql: &str, #[case] words: &str) {
    let room = Room::small();
    let figures = room.run(&["metrics", "--period", "2026-10"]).ok().out();
    plant(&room, sql);
    let before = fs::read(room.path("room.db")).unwrap();
    let told = room.run(&["metrics", "--period", "2026-10"]).ok();
    assert!(told.out().starts_with(figures.trim_end()), "{told}");
    let beside = format!("{}{}", told.out(), told.err());
    assert!(beside.contains(words), "{told}");
    for command in [
        &["notes", "add", "x"][..],
        &["import", "accounts.csv"],
        &["undo"],
    ] {
        room.run(command)
            .code(1)
            .says(&["nothing can be written", words]);
    }
    room.run(&["check"]).code(1).says(&[words]);
    assert!(room.run(&["doctor"]).ok().out().contains(words));
    assert_eq!(fs::read(room.path("room.db")).unwrap(), before);
}

#[test]
fn a_table_of_somebody_elses_is_told_and_hinders_nothing() {
    let room = Room::small();
    plant(
        &room,
        "CREATE TABLE lunch (day, dish); CREATE INDEX lunch_day ON lunch (day); ANALYZE",
    );
    room.run(&["notes", "add", "x"]).ok();
    room.run(&["check"]).code(1).says(&[
        "2 faults",
        "the index `lunch_day` on lunch is not",
        "the table `lunch` is not",
    ]);
}

#[rstest]
#[case("UPDATE aims SET day = day + 1", "a row of aims from")]
#[case(
    "UPDATE aim_accounts SET touched = 1 - touched",
    "a row of aim_accounts from"
)]
#[case(
    "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'journal'",
    "the counter of journal is at 9223372036854775807"
)]
fn what_was_agreed_and_counted_is_told_too(#[case] sql: &str, #[case] words: &str) {
    let room = Room::small();
    room.write("list.txt", "A1\nA2\nA3\n");
    room.run(&[
        "actions",
        "add",
        "call them @Dana 2026-11-20",
        "--accounts",
        "list.txt",
    ])
    .ok();
    room.run(&["check"]).ok();
    plant(&room, sql);
    room.run(&["check"]).code(1).says(&[words]);
}

#[rstest]
#[case(
    "UPDATE subscriptions SET start = 99999999, end = NULL WHERE id = 1",
    "start of row 1 of subscriptions is 99999999, which is no day"
)]
#[case(
    "UPDATE marks SET day = -999999",
    "day of row 1 of marks is -999999, which is no day"
)]
#[case(
    "UPDATE subscriptions SET amount = 4000000000000000000 WHERE id = 2",
    "which is no amount"
)]
#[case("UPDATE notes SET id = -4", "which is no number of a row")]
#[case(
    "UPDATE notes SET id = 9223372036854775807",
    "which is no number of a row"
)]
#[case("UPDATE notes SET at = 999999999999999", "which is no moment")]
#[case(
    "PRAGMA foreign_keys = OFF; UPDATE tags SET id = 9223372036854775807 WHERE name = 'reporting'",
    "which is no number of a tag"
)]
#[case(
    "UPDATE tags SET parent = id WHERE name = 'reporting'",
    "the tag `reporting` is its own theme"
)]
#[case(
    "UPDATE tags SET parent = (SELECT max(id) FROM tags) WHERE parent IS NULL",
    "which is under a theme itself"
)]
#[case(
    "UPDATE accounts SET same_as = iif(id = 1, 2, 1) WHERE id < 3",
    "goes on in itself"
)]
#[case(
    "UPDATE subscriptions SET amount = amount + 1 WHERE id = 3",
    "a row of subscriptions from 0 to 15 is not as it was written"
)]
#[case("DELETE FROM tick", "the tick that tells the room's log")]
#[case("DELETE FROM sqlite_sequence", "the counter of journal is at 0")]
#[case(
    "DELETE FROM subscriptions WHERE id = 3",
    "a row of subscriptions from 0 to 15 is not"
)]
fn values_that_cannot_be_are_told(#[case] sql: &str, #[case] words: &str) {
    let room = Room::tagged();
    room.run(&["marks", "add", "2026-10-02", "release", "v2"])
        .ok();
    room.run(&["notes", "add", "x"]).ok();
    room.run(&["check"]).ok();
    plant(&room, sql);
    room.run(&["check"]).code(1).says(&[words]);
    // Whatever it is, every question ends, and none with a panic.
    for command in [
        &["metrics", "--period", "2026-10"][..],
        &["themes", "--period", "2026-10"],
        &["accounts", "list"],
        &["cohorts"],
    ] {
        let done = room.run(command);
        assert!(!done.err().contains("panicked"), "{done}");
    }
}

#[rstest]
#[case("-wal")]
#[case("-shm")]
#[case("-journal")]
fn what_lies_where_changes_go_is_never_followed(#[case] suffix: &str) {
    let room = Room::small();
    let at = room.path(&format!("room.db{suffix}"));
    room.write("precious.txt", "precious words of somebody else");
    let refused = |what: &str| {
        for command in [&["metrics"][..], &["notes", "add", "x"]] {
            room.run(command)
                .code(1)
                .says(&[&format!("room.db{suffix} is {what}"), "move it away"]);
        }
        fs::remove_file(&at).unwrap();
        assert_eq!(room.read("precious.txt"), "precious words of somebody else");
    };
    symlink(room.path("precious.txt"), &at).unwrap();
    refused("a symbolic link");
    symlink(room.path("nowhere"), &at).unwrap();
    refused("a symbolic link");
    fs::hard_link(room.path("precious.txt"), &at).unwrap();
    refused("another name of some other file");
    assert!(Command::new("mkfifo").arg(&at).status().unwrap().success());
    refused("a pipe");
    if suffix == "-wal" {
        fs::copy(room.path("precious.txt"), &at).unwrap();
        refused("no log of a room");
        fs::write(&at, [0; 64]).unwrap();
    }
    room.run(&["notes", "add", "x"]).ok();
}

#[test]
fn a_file_that_is_too_short_is_not_written_over() {
    let room = Room::empty();
    for text in ["x", "\n", "short"] {
        room.write("room.db", text);
        for command in [&["import", "accounts.csv"][..], &["metrics"]] {
            room.run(command).code(1).says(&["the file is not a room"]);
        }
        assert_eq!(room.read("room.db"), text);
    }
    room.write("room.db", "");
    room.run(&["import", "accounts.csv"]).ok();
}

#[test]
fn a_configuration_that_is_no_file_is_told() {
    let room = Room::small();
    let at = room.path("home/.config/churnroom/config.toml");
    fs::create_dir_all(&at).unwrap();
    room.run(&["metrics"])
        .code(2)
        .says(&["config.toml", "it is no plain file"]);
    fs::remove_dir(&at).unwrap();
    assert!(Command::new("mkfifo").arg(&at).status().unwrap().success());
    room.run(&["metrics"])
        .code(2)
        .says(&["config.toml", "it is no plain file"]);
}

#[test]
fn what_is_dropped_and_put_back_still_comes_from_its_import() {
    let room = Room::small();
    let from = "SELECT import, hash, external FROM owners WHERE name = 'Mo'";
    let origin = || {
        let db = Connection::open(room.path("room.db")).unwrap();
        let row = db.query_row(from, [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
        let row: (Option<i64>, Option<i64>, String) = row.unwrap();
        row
    };
    let before = origin();
    for step in [
        &["owners", "drop", "Mo"][..],
        &["undo"],
        &["redo"],
        &["undo"],
    ] {
        room.run(step).ok();
    }
    assert_eq!(origin(), before);
    let report = room.json(&["import", "owners.csv"]);
    assert_eq!(report["files"][0]["unchanged"], 3, "{report}");
    // Of an import that was taken back meanwhile nobody is left.
    room.run(&["owners", "drop", "Mo"]).ok();
    room.run(&["imports", "revert", "1"]).ok();
    room.run(&["undo"]);
    room.run(&["check"]).ok();
}

#[rstest]
#[case("+12026-10-01")]
#[case("10000-01-01")]
#[case("0000-12-31")]
#[case("-0001-01-01")]
#[case("26-10-31")]
fn a_day_of_no_calendar_is_refused(#[case] day: &str) {
    let room = Room::small();
    let today = format!("--today={day}");
    room.run(&[&today, "metrics"])
        .refused()
        .then_some(())
        .unwrap();
    let due = format!("--due={day}");
    assert!(room.run(&["actions", "add", "x", &due]).refused());
    assert!(room.run(&["marks", "add", day, "release", "v2"]).refused());
    assert!(
        room.run(&["metrics", "--period", &format!("{day}..{day}")])
            .refused()
    );
    room.write(
        "late.csv",
        &format!("id,account,start,end,amount,interval,currency\nS9,A1,{day},,1.00,month,EUR\n"),
    );
    room.run(&["import", "late.csv"]).code(2);
    room.run(&["import", "late.csv", "--date-format", "%Y-%m-%d"])
        .code(2);
    room.run(&["check"]).ok();
}

/// A counter at its end is not taken for a full disk, though SQLite says so.
#[test]
fn a_counter_at_its_end_is_named() {
    let room = Room::small();
    room.run(&["notes", "add", "one"]).ok();
    let db = rusqlite::Connection::open(room.path("room.db")).unwrap();
    let spent = "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'notes'";
    db.execute(spent, []).unwrap();
    room.run(&["notes", "add", "two"]).code(1).says(&[
        "the counter of notes is at",
        "nothing was written",
        "churnroom check",
    ]);
}
