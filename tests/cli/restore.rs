//! A backup put back: what is said before, what is kept, and every reason not to.
//! Must not know how the files are moved.

use std::fs;

use rusqlite::Connection;

use super::room::Room;

fn noted(room: &Room, text: &str) {
    room.run(&["notes", "add", text]).ok();
}

fn notes(room: &Room, file: &str) -> String {
    room.run(&["--db", file, "notes", "list", "--format", "json"])
        .ok()
        .out()
}

/// A room with a note in its backup, and another after it.
fn backed_up() -> Room {
    let room = Room::small();
    noted(&room, "before the backup");
    room.run(&["backup", "copy.db"]).ok();
    noted(&room, "after the backup");
    room
}

#[test]
fn a_backup_takes_the_rooms_place_and_the_room_is_kept() {
    let room = backed_up();
    let asked = room.run(&["restore", "copy.db"]).code(2);
    let would = asked.err();
    for words in [
        "Put copy.db in the place of",
        "1 change of the room is not in the backup",
        "notes",
        "--yes",
    ] {
        assert!(would.contains(words), "{words}: {would}");
    }
    assert!(notes(&room, "room.db").contains("after the backup"));
    let done = room.json(&["restore", "copy.db", "--yes"]);
    assert_eq!(done["changes_missing"], 1);
    assert_eq!(done["same_room"], true);
    let kept = done["kept"].as_str().unwrap().to_owned();
    for ending in ["-journal", "-wal", "-shm"] {
        let beside = format!("{kept}{ending}");
        assert!(!room.path(&beside).exists(), "{beside} is left");
    }
    assert!(!notes(&room, "room.db").contains("after the backup"));
    assert!(notes(&room, "room.db").contains("before the backup"));
    assert!(notes(&room, &kept).contains("after the backup"));
    for file in ["room.db", &kept] {
        room.run(&["--db", file, "check"]).ok();
    }
    // And back again.
    room.run(&["restore", &kept, "--yes"]).ok();
    assert!(notes(&room, "room.db").contains("after the backup"));
}

/// Who was erased after the backup is in it still: that is said before it is put back, and how to erase again.
#[test]
fn erased_customers_that_a_backup_brings_back_are_told() {
    let room = backed_up();
    let none = room.json(&["restore", "copy.db", "--yes"]);
    assert_eq!(none["brings_back"], serde_json::json!([]));
    let accounts = room.json(&["accounts", "list"]);
    let customer = &accounts["items"][0];
    let (id, alias) = (&customer["account"], customer["alias"].as_str().unwrap());
    room.run(&["accounts", "erase", id.as_str().unwrap(), "--yes"])
        .ok();
    room.run(&["backup", "without.db"]).ok();
    let would = room.run(&["restore", "copy.db"]).code(2).err();
    let erase = format!("`churnroom accounts erase \"{alias}\"`");
    for words in ["1 customer that was erased is in the backup", &erase] {
        assert!(would.contains(words), "{words}: {would}");
    }
    let would = room.run(&["restore", "without.db"]).code(2).err();
    assert!(!would.contains("was erased"), "{would}");
    let done = room.json(&["restore", "copy.db", "--yes"]);
    assert_eq!(done["brings_back"], serde_json::json!([alias]));
    room.run(&["accounts", "erase", alias, "--yes"]).ok();
}

/// Two that went on from one backup have changes of the same numbers.
#[test]
fn what_only_the_room_has_is_told_however_far_the_backup_goes() {
    let room = backed_up();
    room.run(&["backup", "branch.db"]).ok();
    room.run(&["restore", "copy.db", "--yes"]).ok();
    for text in ["one that is here alone", "two"] {
        room.run(&["--as", "Zoe", "notes", "add", text]).ok();
    }
    let would = room.run(&["restore", "branch.db"]).code(2).err();
    assert!(
        would.contains("2 changes of the room are not in the backup"),
        "{would}"
    );
}

/// A crash leaves a log: it goes with the room that it belongs to.
#[test]
fn after_a_crash_the_log_stays_with_its_room() {
    let room = backed_up();
    let holds = Connection::open(room.path("room.db")).unwrap();
    let count = "SELECT count(*) FROM notes";
    holds.query_row(count, [], |_| Ok(())).unwrap();
    noted(&room, "in the log only");
    for ending in ["", "-wal"] {
        let crashed = room.path(&format!("crashed.db{ending}"));
        fs::copy(room.path(&format!("room.db{ending}")), crashed).unwrap();
    }
    assert!(fs::metadata(room.path("crashed.db-wal")).unwrap().len() > 0);
    let crashed = |args: &[&str]| room.run(&[&["--db", "crashed.db"], args].concat());
    crashed(&["restore", "copy.db", "--yes"]).ok();
    crashed(&["check"]).ok();
    assert!(!notes(&room, "crashed.db").contains("in the log only"));
    assert!(notes(&room, "crashed.db.replaced").contains("in the log only"));
    assert!(notes(&room, "crashed.db.replaced").contains("after the backup"));
}

#[test]
fn a_room_that_somebody_has_open_is_not_replaced() {
    let room = backed_up();
    let before = fs::read(room.path("room.db")).unwrap();
    let holds = Connection::open(room.path("room.db")).unwrap();
    let here = |pid: u32, person: &str| {
        let row = "INSERT INTO presence (process, person, seen) VALUES (?1, ?2, ?3)";
        holds.execute(row, (pid, person, 1_800_000_000)).unwrap();
    };
    here(std::process::id(), "Mo");
    here(4_100_000, "Somebody killed");
    let refused = room.run(&["restore", "copy.db", "--yes"]);
    assert!(!refused.out().contains("restored"), "{refused}");
    let refused = refused.says(&["the room is open: Mo", "ask them to leave"]);
    assert!(!refused.err().contains("killed"), "{refused}");
    drop(holds);
    assert!(notes(&room, "room.db").contains("after the backup"));
    assert!(!before.is_empty());
    // What is left of them are rows of processes; this one is alive but has the room open no more.
    room.run(&["restore", "copy.db", "--yes"]).ok();
}

#[test]
fn what_is_no_sound_backup_is_refused() {
    let room = backed_up();
    let whole = fs::read(room.path("copy.db")).unwrap();
    fs::write(room.path("cut.db"), &whole[..whole.len() - 1]).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2..whole.len() / 2 + 9000].fill(0x41);
    fs::write(room.path("flipped.db"), flipped).unwrap();
    fs::write(room.path("newer.db"), &whole).unwrap();
    let newer = Connection::open(room.path("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let other = Connection::open(room.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE x (y)").unwrap();
    drop(other);
    let cases = [
        ("cut.db", "damaged (cut short"),
        ("flipped.db", "damaged"),
        ("newer.db", "a newer churnroom"),
        ("other.db", "another program"),
        ("owners.csv", "not a room"),
        ("room.db", "the room itself"),
        ("nothing.db", "there is no such file"),
    ];
    for (file, words) in cases {
        let refused = room.run(&["restore", file, "--yes"]);
        assert!(refused.err().contains(words), "{file}: {refused}");
        assert!(!refused.out().contains("restored"), "{refused}");
        // What is damaged is the backup, and it is not mended by being put back.
        assert!(!refused.err().contains("restore FILE"), "{file}: {refused}");
        assert!(
            notes(&room, "room.db").contains("after the backup"),
            "{file}"
        );
    }
    room.run(&["check"]).ok();
}

/// A copy that a killed process did not finish may be a whole room.
#[test]
fn what_a_killed_restore_or_backup_left_is_removed() {
    let room = backed_up();
    for command in [&["restore", "copy.db", "--yes"][..], &["backup", "new.db"]] {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let left = format!(".churnroom-copy-{}-x", child.id());
        child.wait().unwrap();
        let ours = format!(".churnroom-copy-{}-x", std::process::id());
        let ended = [left.clone(), format!("{left}-journal")];
        for name in ended.iter().chain([&ours]) {
            room.write(name, "half a room");
        }
        room.run(command).ok();
        let there = |name: &String| room.path(name).exists();
        assert!(there(&ours) && !ended.iter().any(there), "{command:?}");
    }
}

#[test]
fn the_backup_of_another_room_is_told_apart() {
    let room = backed_up();
    let other = Room::small();
    other.run(&["backup", "copy.db"]).ok();
    fs::copy(other.path("copy.db"), room.path("theirs.db")).unwrap();
    let asked = room.run(&["restore", "theirs.db"]).code(2);
    assert!(asked.err().contains("a backup of another room"), "{asked}");
    let done = room.json(&["restore", "theirs.db", "--yes"]);
    assert_eq!(done["same_room"], false);
    room.run(&["check"]).ok();
}

#[test]
fn a_damaged_room_is_kept_with_its_log() {
    let room = backed_up();
    let whole = fs::read(room.path("room.db")).unwrap();
    fs::write(room.path("room.db"), &whole[..5000]).unwrap();
    let damaged = room.run(&["notes", "list"]);
    assert!(
        damaged.err().contains("churnroom restore FILE"),
        "{damaged}"
    );
    room.run(&["restore", "copy.db", "--yes"]).ok();
    room.run(&["check"]).ok();
    assert_eq!(
        fs::metadata(room.path("room.db.replaced")).unwrap().len(),
        5000
    );
}

/// A program that writes a room without a log leaves a journal when it is killed: it goes with the room that it belongs
/// to, and what a room left that is gone is not played back into the backup.
#[test]
fn a_journal_stays_with_its_room() {
    let room = backed_up();
    fs::copy(room.path("room.db"), room.path("mine.db")).unwrap();
    let db = Connection::open(room.path("mine.db")).unwrap();
    let mode = db.query_row("PRAGMA journal_mode = DELETE", [], |row| {
        row.get::<_, String>(0)
    });
    assert_eq!(mode.unwrap(), "delete");
    // More than it holds in memory, so that it writes before it is done.
    let begun = "PRAGMA cache_size = 1; BEGIN; UPDATE journal SET words = words || 'x'; CREATE TABLE more (x); \
                 INSERT INTO more SELECT randomblob(4000) FROM feedback, accounts, journal";
    db.execute_batch(begun).unwrap();
    let hot =
        ["", "-journal"].map(|ending| fs::read(room.path(&format!("mine.db{ending}"))).unwrap());
    drop(db);
    assert!(hot[1].len() > 5_000, "{} bytes", hot[1].len());
    for gone in [false, true] {
        let name = format!("crashed{gone}.db");
        if !gone {
            fs::write(room.path(&name), &hot[0]).unwrap();
        }
        fs::write(room.path(&format!("{name}-journal")), &hot[1]).unwrap();
        room.run(&["--db", &name, "restore", "copy.db", "--yes"])
            .ok();
        room.run(&["--db", &name, "check"]).ok();
        assert!(!notes(&room, &name).contains("after the backup"), "{gone}");
        let kept = room.path(&format!("{name}.replaced-journal"));
        assert_eq!(fs::read(kept).unwrap(), hot[1], "{gone}");
    }
    room.run(&["--db", "crashedfalse.db.replaced", "check"])
        .ok();
    assert!(notes(&room, "crashedfalse.db.replaced").contains("after the backup"));
}

/// Nothing is half done where the room that was there cannot be kept: its other name is too long.
#[test]
fn a_room_that_cannot_be_replaced_is_as_it_was() {
    let room = backed_up();
    let names = || {
        let entries = fs::read_dir(room.path(".")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    room.run(&["check"]).ok();
    let before = (names(), fs::read(room.path("room.db")).unwrap());
    let long = format!("{}.db", "r".repeat(244));
    fs::copy(room.path("room.db"), room.path(&long)).unwrap();
    let refused = room
        .run(&["--db", &long, "restore", "copy.db", "--yes"])
        .code(1);
    assert!(refused.err().contains("nothing was changed"), "{refused}");
    assert!(notes(&room, &long).contains("after the backup"));
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(room.path(&format!("{long}{ending}")));
    }
    assert_eq!((names(), fs::read(room.path("room.db")).unwrap()), before);
}

#[test]
fn a_disk_without_room_for_it_changes_nothing() {
    let room = backed_up();
    let restore = format!(
        "ulimit -f 100; exec {} restore copy.db --yes",
        env!("CARGO_BIN_EXE_churnroom")
    );
    let full = room.run_as("/bin/sh", &["-c", &restore], |_| {});
    assert!(!full.out().contains("restored"), "{full}");
    assert!(full.err().contains("restoring copy.db"), "{full}");
    assert!(notes(&room, "room.db").contains("after the backup"));
    room.run(&["check"]).ok();
    let left = fs::read_dir(room.path(".")).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(
        left.filter(|name| name.contains("copy-") || name.contains("replaced"))
            .count(),
        0
    );
}

/// Only a room gives its place: damaged, too, or cut to nothing.
#[test]
fn what_is_no_room_is_not_replaced() {
    let room = backed_up();
    let other = Connection::open(room.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(other);
    room.write("list.csv", &"id,name\n1,Acme\n".repeat(400));
    for file in ["other.db", "list.csv"] {
        let before = fs::read(room.path(file)).unwrap();
        let refused = room.run(&["--db", file, "restore", "copy.db", "--yes"]);
        refused
            .code(1)
            .says(&["is no room that churnroom made", "nothing was changed"]);
        assert_eq!(fs::read(room.path(file)).unwrap(), before, "{file}");
    }
    let mut damaged = fs::read(room.path("copy.db")).unwrap();
    damaged[..3000].fill(0x41);
    fs::write(room.path("damaged.db"), damaged).unwrap();
    room.write("empty.db", "");
    for file in ["damaged.db", "empty.db"] {
        room.run(&["--db", file, "restore", "copy.db", "--yes"])
            .ok();
        assert!(notes(&room, file).contains("before the backup"), "{file}");
    }
}

/// Nothing is made out of an empty file by who only looks.
#[test]
fn an_empty_file_is_no_room_and_stays_empty() {
    let room = backed_up();
    room.write("empty.db", "");
    let asks: [&[&str]; 5] = [
        &["check"],
        &["notes", "list"],
        &["notes", "add", "x"],
        &["metrics"],
        &["backup", "of-it.db"],
    ];
    for args in asks {
        let done = room.run(&[&["--db", "empty.db"], args].concat()).code(1);
        done.says(&["the file is empty", "churnroom restore FILE"]);
        assert_eq!(fs::metadata(room.path("empty.db")).unwrap().len(), 0);
    }
    room.run(&["--db", "empty.db", "import", "accounts.csv"])
        .ok();
    room.run(&["--db", "empty.db", "check"]).ok();
}

/// A backup that is made of links: read, and not written to.
#[test]
fn a_room_with_another_name_is_read_and_says_so() {
    let room = backed_up();
    fs::hard_link(room.path("room.db"), room.path("snap.db")).unwrap();
    for file in ["room.db", "snap.db"] {
        assert!(notes(&room, file).contains("after the backup"));
        let refused = room.run(&["--db", file, "notes", "add", "x"]).code(1);
        refused.says(&["nothing can be written", "2 names (hard links)"]);
        let told = room.run(&["--db", file, "check"]).code(1);
        assert!(told.err().contains("2 names (hard links)"), "{told}");
    }
    room.run(&["restore", "snap.db", "--yes"])
        .code(2)
        .says(&["that is the room itself", "hard link"]);
    room.run(&["--db", "snap.db", "backup", "own.db"]).ok();
    room.run(&["--db", "own.db", "notes", "add", "x"]).ok();
}

/// What the system calls a failure reaches nobody.
#[test]
fn a_missing_folder_is_said_in_words_of_ours() {
    let room = Room::small();
    for args in [
        &["backup", "no/where.db"][..],
        &["tag", "export", "no/where.csv"],
        &["demo", "--keep", "no/where.db"],
        &["import", "/proc/self/mem"],
    ] {
        let told = room.run(args).err();
        assert!(!told.contains("os error"), "{told}");
        assert!(!told.contains(".churnroom-"), "{told}");
        assert!(told.contains("; check") || told.contains("; see"), "{told}");
    }
}
