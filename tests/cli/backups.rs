//! Where a backup may go, and what it never takes the place of. Must not know how a copy is made.

use std::fs;

use rusqlite::Connection;

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
    room.run(&["backup", "copy.db", "--force"]).ok();
    room.run(&["--db", "copy.db", "check"]).ok();
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
