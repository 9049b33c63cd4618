//! Where a backup may go, and what it never takes the place of. Must not know how a copy is made.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::room::Room;

/// A room with a note, and one of somebody else's beside it.
fn two_rooms() -> Room {
    let room = Room::small();
    room.run(&["notes", "add", "of this room"]).ok();
    room.run(&["--db", "other.db", "notes", "add", "of another"])
        .ok();
    room
}

fn notes(room: &Room, file: &str) -> String {
    room.run(&["--db", file, "notes", "list", "--format", "json"])
        .ok()
        .out()
}

#[test]
fn force_takes_the_place_of_an_earlier_copy_alone() {
    let room = two_rooms();
    room.run(&["backup", "copy.db"]).ok();
    room.run(&["notes", "add", "later"]).ok();
    room.run(&["backup", "copy.db", "--force"]).ok();
    assert!(notes(&room, "copy.db").contains("later"));
    // Another room, and a copy that somebody went on in.
    room.run(&["backup", "other.db", "--force"])
        .code(1)
        .says(&["it is another room", "another name"]);
    assert!(notes(&room, "other.db").contains("of another"));
    room.run(&["--db", "copy.db", "notes", "add", "only in the copy"])
        .ok();
    room.run(&["backup", "copy.db", "--force"])
        .code(1)
        .says(&["1 change that this room does not have"]);
    assert!(notes(&room, "copy.db").contains("only in the copy"));
    // A copy that a full disk cut short, and no room at all.
    fs::write(room.path("part.db"), "SQLite format 3\0 and no more").unwrap();
    room.run(&["backup", "part.db", "--force"])
        .code(1)
        .says(&["a database that churnroom did not make"]);
    room.write("text", "of no use");
    room.run(&["backup", "text", "--force"]).ok();
    let bytes = fs::read(room.path("text")).unwrap();
    fs::write(room.path("copy.db"), &bytes[..bytes.len() / 2]).unwrap();
    room.run(&["backup", "copy.db", "--force"]).code(1).says(&[
        "cannot be read now",
        "may be the only copy",
        "another name",
    ]);
    assert_eq!(
        fs::read(room.path("copy.db")).unwrap(),
        bytes[..bytes.len() / 2]
    );
    // In an empty file nothing can be lost.
    fs::write(room.path("copy.db"), "").unwrap();
    room.run(&["backup", "copy.db", "--force"]).ok();
    room.run(&["--db", "copy.db", "check"]).ok();
}

/// What cannot be read just now may be the only copy of a room, whatever it is that keeps it from being read.
#[test]
fn a_room_that_cannot_be_read_stays() {
    let room = two_rooms();
    let other = room.path("other.db");
    let holds = Connection::open(&other).unwrap();
    holds
        .pragma_update(None, "locking_mode", "exclusive")
        .unwrap();
    holds
        .execute_batch("BEGIN EXCLUSIVE; UPDATE room SET fold = fold")
        .unwrap();
    let held = room.run(&["backup", "other.db", "--force"]).code(1);
    held.says(&["another process"]);
    holds.execute_batch("ROLLBACK").unwrap();
    drop(holds);
    assert!(notes(&room, "other.db").contains("of another"));
    let later = Connection::open(&other).unwrap();
    let version: i64 = later
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    later
        .execute_batch("ALTER TABLE notes RENAME TO words; PRAGMA user_version = 99")
        .unwrap();
    drop(later);
    room.run(&["backup", "other.db", "--force"])
        .code(1)
        .says(&["cannot be read now"]);
    let back = Connection::open(&other).unwrap();
    back.execute_batch(&format!(
        "ALTER TABLE words RENAME TO notes; PRAGMA user_version = {version}"
    ))
    .unwrap();
    drop(back);
    assert!(notes(&room, "other.db").contains("of another"));
}

/// Two copies of one room, in each of which the same person wrote in the same second.
#[test]
fn changes_of_the_same_second_are_told_apart_by_what_was_done() {
    let room = two_rooms();
    room.run(&["backup", "copy.db"]).ok();
    room.run(&["notes", "add", "in the room"]).ok();
    room.run(&["--db", "copy.db", "notes", "add", "in the copy"])
        .ok();
    let same = |file: &str| {
        let db = Connection::open(room.path(file)).unwrap();
        let last = "UPDATE journal SET at = 1800000000 WHERE id = (SELECT max(id) FROM journal)";
        assert_eq!(db.execute(last, []).unwrap(), 1);
    };
    same("room.db");
    same("copy.db");
    room.run(&["backup", "copy.db", "--force"])
        .code(1)
        .says(&["1 change that this room does not have"]);
    assert!(notes(&room, "copy.db").contains("in the copy"));
}

#[test]
fn a_copy_that_somebody_has_open_stays() {
    let room = two_rooms();
    room.run(&["backup", "copy.db"]).ok();
    let holds = Connection::open(room.path("copy.db")).unwrap();
    holds.pragma_update(None, "journal_mode", "WAL").unwrap();
    let row = "INSERT INTO presence (process, person, seen) VALUES (?1, 'Mo', 1800000000)";
    holds.execute(row, [std::process::id()]).unwrap();
    room.run(&["backup", "copy.db", "--force"])
        .code(1)
        .says(&["the room is open: Mo"]);
    drop(holds);
    room.run(&["backup", "copy.db", "--force"]).ok();
    for ending in ["-journal", "-wal", "-shm"] {
        let beside = format!("copy.db{ending}");
        assert!(!room.path(&beside).exists(), "{beside} is left");
    }
}

/// Neither a pipe nor a device becomes a file, nor does a room's log.
#[test]
fn what_is_no_file_is_no_place_for_a_backup() {
    let room = two_rooms();
    let pipe = room.path("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from(0o600)).unwrap();
    for force in [&["--force"][..], &[]] {
        let of = |file| [&["backup", file][..], force].concat();
        let refused = room.run(&of("pipe")).code(2).says(&["it is a pipe"]);
        assert!(!refused.err().contains("--force"), "{refused}");
    }
    assert!(!fs::symlink_metadata(&pipe).unwrap().is_file());
    for ending in ["-wal", "-shm", "-journal"] {
        for of in ["room.db", "other.db"] {
            let name = format!("{of}{ending}");
            let there = room.path(&name).exists();
            let refused = room.run(&["backup", &name]);
            assert!(!refused.out().contains("wrote"), "{name}: {refused}");
            assert_eq!(room.path(&name).exists(), there, "{name}");
        }
    }
}

/// Leaves a room with notes in its log, in which a byte is another; where it is, and what is in it.
fn left_damaged(room: &Room, at: impl Fn(usize) -> usize) -> (PathBuf, Vec<u8>) {
    let open = Connection::open(room.path("room.db")).unwrap();
    let read = "SELECT count(*) FROM notes";
    open.query_row(read, [], |_| Ok(())).unwrap();
    for note in ["one", "two", "three", "four"] {
        room.run(&["notes", "add", note]).ok();
    }
    for ending in ["", "-wal"] {
        let of = |name: &str| room.path(&format!("{name}{ending}"));
        fs::copy(of("room.db"), of("left.db")).unwrap();
    }
    let log = room.path("left.db-wal");
    let mut bytes = fs::read(&log).unwrap();
    let at = at(bytes.len());
    bytes[at..at + 90].iter_mut().for_each(|byte| *byte ^= 0x21);
    fs::write(&log, &bytes).unwrap();
    (log, bytes)
}

/// Also of the last transaction: what the one has found in a log, or not, the next one would not find any more.
#[test]
fn each_of_several_that_open_a_damaged_room_at_once_is_told() {
    for at in [|_| 5_000, |size: usize| size - 3_000] {
        let room = two_rooms();
        let (_, bytes) = left_damaged(&room, at);
        let add = |n: i32| room.run(&["--db", "left.db", "notes", "add", &format!("at once {n}")]);
        let said = std::thread::scope(|scope| {
            let runs: Vec<_> = (0..6)
                .map(|n| scope.spawn(move || add(n).ok().out()))
                .collect();
            let said = runs.into_iter().map(|run| run.join().unwrap());
            said.collect::<Vec<_>>()
        });
        for said in said {
            assert!(
                said.contains("its log was damaged, and is kept as"),
                "{said}"
            );
        }
        assert_eq!(fs::read(room.path("left.db-wal.damaged")).unwrap(), bytes);
        assert!(!room.path("left.db-wal.damaged-2").exists());
        assert_eq!(notes(&room, "left.db").matches("at once").count(), 6);
    }
}

/// A copy whose log somebody left, damaged in the middle: what it holds that the room does not have cannot be counted.
#[test]
fn a_room_with_a_damaged_log_is_neither_written_over_nor_called_complete() {
    let room = two_rooms();
    room.run(&["backup", "copy.db"]).ok();
    let (log, bytes) = left_damaged(&room, |_| 5_000);
    let left = |args: &[&str]| room.run(&[&["--db", "left.db"], args].concat());
    room.run(&["backup", "left.db", "--force"])
        .code(1)
        .says(&["its log is damaged", "may be the only copy"]);
    assert!(fs::read(&log).unwrap() == bytes);
    let asked = left(&["restore", "copy.db"]).code(2).err();
    for words in [
        "every change that can be read in the room",
        "is damaged: what was saved last may be in it",
    ] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    let told = left(&["restore", "copy.db", "--yes"]).ok().out();
    assert!(
        told.contains("is damaged: what was saved last may be in it"),
        "{told}"
    );
    assert_eq!(
        fs::read(room.path("left.db.replaced-wal.damaged")).unwrap(),
        bytes
    );
    assert!(left(&["check"]).ok().out().contains("is sound"));
    room.run(&["--db", "left.db.replaced", "check"])
        .code(1)
        .says(&["what was saved last may be missing"]);
}

/// Where somebody works in a file, he works in the log beside it: that stays where it is, whatever was written into the
/// file since.
#[test]
fn a_log_that_somebody_works_in_is_not_put_aside() {
    let room = two_rooms();
    let open = Connection::open(room.path("room.db")).unwrap();
    open.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .unwrap();
    open.query_row("SELECT count(*) FROM notes", [], |_| Ok(()))
        .unwrap();
    room.run(&["notes", "add", "in the log"]).ok();
    // By another process: whoever closes a file lets go of every lock that his process has on it.
    let copied = |from: &str, to: &str| {
        let mut copy = Command::new("cp");
        let done = copy.args([room.path(from), room.path(to)]).status();
        assert!(done.unwrap().success());
    };
    copied("other.db", "room.db");
    let log = fs::read(room.path("room.db-wal")).unwrap();
    for args in [
        &["notes", "list"][..],
        &["notes", "add", "more"],
        &["check"],
        &["restore", "other.db", "--yes"],
    ] {
        let refused = room.run(args).code(1);
        refused.says(&["another process works in it: nothing was read", "leave"]);
        assert!(
            fs::read(room.path("room.db-wal")).unwrap() == log,
            "{args:?}"
        );
        assert!(!room.path("room.db-wal.aside").exists(), "{args:?}");
    }
    drop(open);
    let said = room.run(&["notes", "add", "more"]).ok();
    assert!(said.out().contains("belonged to another file"), "{said}");
    assert!(fs::read(room.path("room.db-wal.aside")).unwrap() == log);
    assert!(notes(&room, "room.db").contains("of another"));
}

/// Each transaction moves the tick on, also the one that remembers how the columns of a file were named.
#[test]
fn an_import_leaves_a_log_that_is_known_as_the_rooms() {
    let room = Room::small();
    let open = Connection::open(room.path("room.db")).unwrap();
    open.query_row("SELECT count(*) FROM notes", [], |_| Ok(()))
        .unwrap();
    room.write("other.csv", "key,called\nB7,Beta\n");
    room.run(&[
        "import",
        "other.csv",
        "--as-kind",
        "accounts",
        "--map",
        "id=key",
        "--map",
        "name=called",
    ])
    .ok();
    let log = fs::read(room.path("room.db-wal")).unwrap();
    let pages = log[32..].chunks_exact(24 + 4096);
    let (mut begun, mut without, mut done) = (false, 0, 0);
    for page in pages.take_while(|page| page[8..16] == log[16..24]) {
        begun |= memchr::memmem::find(&page[24..], b"room tick ").is_some();
        if page[4..8] != [0; 4] {
            (without, done) = (without + u32::from(!begun), done + 1);
            begun = false;
        }
    }
    assert!(done > 1 && without == 0, "{without} of {done}");
}

/// What somebody wrote looks like what the room writes to know its own log.
#[test]
fn no_words_make_a_log_anothers() {
    let room = Room::small();
    let open = Connection::open(room.path("room.db")).unwrap();
    open.query_row("SELECT count(*) FROM notes", [], |_| Ok(()))
        .unwrap();
    let text = "room tick 0123456789abcdef:fedcba9876543210";
    for args in [
        ["notes", "add", text],
        ["tag", "add", text],
        ["notes", "add", "more"],
    ] {
        let said = room.run(&args).ok().err();
        assert_eq!(said.trim(), "", "{args:?}");
    }
    drop(open);
    assert_eq!(
        room.json(&["notes", "list"])["items"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}
