//! The place of a room: what lies beside it has its mode, and what is put there in its stead is told.
//! Must not know what is in the room.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use super::room::Room;

fn set(room: &Room, name: &str, mode: u32) {
    fs::set_permissions(room.path(name), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_lies_beside_a_room_has_its_mode() {
    let room = Room::small();
    // Held open, so that its log stays.
    let db = rusqlite::Connection::open(room.path("room.db")).unwrap();
    db.query_row("SELECT count(*) FROM notes", [], |row| row.get::<_, i64>(0))
        .unwrap();
    for ending in ["room.db-wal", "room.db-shm"] {
        set(&room, ending, 0o444);
    }
    room.run(&["notes", "add", "a word"]).ok();
    for ending in ["room.db-wal", "room.db-shm"] {
        let mode = fs::metadata(room.path(ending)).unwrap().mode();
        assert_eq!(mode & 0o777, 0o600, "{ending}");
    }
    room.run(&["check"]).ok();
}

/// What was not asked is said all the same: what is gone from here, and that it may be all of it.
#[test]
fn what_was_replaced_is_said_to_who_was_not_asked() {
    let (room, other) = (Room::small(), Room::small());
    room.run(&["backup", "copy.db"]).ok();
    other
        .run(&["backup", room.path("other.db").to_str().unwrap()])
        .ok();
    let said = room.run(&["restore", "other.db", "--yes"]).ok().out();
    assert!(
        said.contains("nothing of this one is in it") && said.contains("the backup"),
        "{said}"
    );
    for (args, words) in [
        (
            &["--db", "nodir/new.db", "restore", "copy.db", "--yes"][..],
            "there is no folder nodir",
        ),
        (
            &["restore", "nosuch.db", "--yes"],
            "`churnroom backup FILE` makes",
        ),
    ] {
        room.run(args).code(1).says(&[words]);
    }
}
