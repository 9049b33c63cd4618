//! The log beside a room, its own and others', and rooms that are swapped while they are open.
//! Must not know screens.

use std::path::PathBuf;

use rusqlite::Connection;

use super::super::steps::STEPS;
use super::*;
use crate::domain::sample::{dana, note};
use crate::store::{OpenOptions, Store};

fn open(path: &Path) -> Store {
    Store::open(path, &OpenOptions::default()).unwrap()
}

fn foreign(path: &Path) -> bool {
    is_foreign(path, &File::open(path).unwrap())
}

fn write(store: &mut Store, text: &str) {
    store.apply(&dana(), &note(text)).unwrap();
}

/// A room as a crash leaves it: something in the file, more in the log.
fn crashed(folder: &Path, name: &str) -> PathBuf {
    let (live, path) = (folder.join(format!("live-{name}")), folder.join(name));
    let mut store = open(&live);
    write(&mut store, "one");
    drop(store);
    let mut store = open(&live);
    write(&mut store, "two");
    for ending in ["", "-wal"] {
        fs::copy(place::beside(&live, ending), place::beside(&path, ending)).unwrap();
    }
    path
}

fn notes(path: &Path) -> i64 {
    let store = open(path);
    let count = "SELECT count(*) FROM notes";
    store.db.query_row(count, [], |row| row.get(0)).unwrap()
}

#[test]
fn the_log_of_a_crash_is_played_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = crashed(folder.path(), "room.db");
    assert!(!foreign(&path));
    assert_eq!(notes(&path), 2);
}

/// In the middle of bringing the log into the file its head tells of pages that are in the log only.
#[test]
fn a_room_whose_log_is_being_brought_in_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (live, path) = (folder.path().join("live"), folder.path().join("room.db"));
    drop(open(&live));
    let mut store = open(&live);
    (0..50).for_each(|_| write(&mut store, &"long ".repeat(400)));
    fs::copy(place::beside(&live, "-wal"), place::beside(&path, "-wal")).unwrap();
    let mut file = fs::read(&live).unwrap();
    let pages = u32::from_be_bytes(file[28..32].try_into().unwrap());
    file[28..32].copy_from_slice(&(pages + 1).to_be_bytes());
    fs::write(&path, &file).unwrap();
    let read = tick::alone(&path).and_then(|db| {
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        })
    });
    assert!(read.is_err(), "by itself the file is damaged");
    assert_eq!(notes(&path), 50);
}

#[test]
fn a_room_being_worked_in_has_its_own_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    let mut store = open(&path);
    for n in 0..400 {
        write(&mut store, &format!("{n} {}", "long ".repeat(200)));
        if n % 50 == 0 {
            assert!(!foreign(&path), "{n}");
        }
    }
    assert!(store.lost().is_none());
}

/// Another room, an older copy of the same room and a backup, each put over a room
/// that a crash has left with a log.
#[test]
fn the_log_of_another_file_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut other = open(&at("other"));
    write(&mut other, "of another team");
    drop(other);
    let mut older = open(&at("older"));
    write(&mut older, "zero");
    older.backup(&at("backup")).unwrap();
    drop(older);
    fs::copy(at("older"), at("grown")).unwrap();
    (0..3).for_each(|_| write(&mut open(&at("grown")), "more"));
    let mut grown = open(&at("grown"));
    write(&mut grown, "in the log");
    for (source, held) in [("other", 1), ("older", 1), ("backup", 1)] {
        let path = at(&format!("{source}-over"));
        fs::copy(at("grown-wal"), place::beside(&path, "-wal")).unwrap();
        fs::copy(at(source), &path).unwrap();
        assert!(foreign(&path), "{source}");
        let store = open(&path);
        assert!(store.notices()[0].contains("was not read"), "{source}");
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{source}");
        drop(store);
        assert_eq!(notes(&path), held, "{source}");
        assert!(place::beside(&path, "-wal.aside").exists(), "{source}");
    }
}

/// A room of a version that had no ticks yet.
fn of_old(path: &Path) {
    let db = Connection::open(path).unwrap();
    index::register(&db).unwrap();
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .unwrap();
    STEPS[..5]
        .iter()
        .for_each(|step| db.execute_batch(step).unwrap());
    db.pragma_update(None, "application_id", APPLICATION_ID)
        .unwrap();
    db.pragma_update(None, "user_version", 5).unwrap();
    db.execute_batch(
        "INSERT INTO notes (kind, text, person, at, origin) VALUES ('note', 'old', 'Mo', 1, '{}')",
    )
    .unwrap();
}

/// A room of a version without ticks, put over one of which a log is left.
#[test]
fn an_old_room_is_not_opened_with_the_log_of_a_newer_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = crashed(folder.path(), "room.db");
    fs::remove_file(&path).unwrap();
    of_old(&path.with_file_name("old"));
    fs::copy(path.with_file_name("old"), &path).unwrap();
    assert!(place::beside(&path, "-wal").metadata().unwrap().len() > 0);
    let store = open(&path);
    assert!(store.notices()[0].contains("was not read"));
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    drop(store);
    assert_eq!(notes(&path), 1);
}

/// The log of the very upgrade is its own, though the file has no tick yet.
#[test]
fn a_crash_right_after_an_upgrade_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (live, path) = (folder.path().join("live"), folder.path().join("room.db"));
    of_old(&live);
    let mut store = open(&live);
    write(&mut store, "after the upgrade");
    for ending in ["", "-wal"] {
        fs::copy(place::beside(&live, ending), place::beside(&path, ending)).unwrap();
    }
    assert_eq!(whose(&path, &File::open(&path).unwrap()), LogWhose::Own);
    assert_eq!(notes(&path), 2);
}

/// An older churnroom that is killed leaves its own log, in which nothing has a tick.
#[test]
fn the_log_that_an_older_version_left_is_its_own() {
    for what in [
        "INSERT INTO notes (kind, text, person, at, origin) SELECT 'note', hex(randomblob(1500)), 'Mo', 1, '{}'",
        "UPDATE notes SET text = hex(randomblob(9))",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (live, path) = (folder.path().join("live"), folder.path().join("room.db"));
        of_old(&live);
        let db = Connection::open(&live).unwrap();
        index::register(&db).unwrap();
        (0..6).for_each(|_| db.execute_batch(what).unwrap());
        let count = "SELECT count(*) FROM notes";
        let held: i64 = db.query_row(count, [], |row| row.get(0)).unwrap();
        for ending in ["", "-wal"] {
            fs::copy(place::beside(&live, ending), place::beside(&path, ending)).unwrap();
        }
        let store = open(&path);
        assert_eq!(store.notices(), [""; 0], "{what}");
        drop(store);
        assert_eq!(notes(&path), held, "{what}");
    }
}

/// All of a log had been brought into the file when it was damaged: nothing is missing.
#[test]
fn what_was_brought_in_before_its_log_was_damaged_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (live, path) = (folder.path().join("live"), folder.path().join("room.db"));
    drop(open(&live));
    let mut store = open(&live);
    (0..6).for_each(|n| write(&mut store, &format!("note {n}")));
    let fill = "PRAGMA wal_checkpoint(PASSIVE)";
    store.db.query_row(fill, [], |_| Ok(())).unwrap();
    let log = fs::read(place::beside(&live, "-wal")).unwrap();
    let page = |nth: usize| HEAD + nth * (FRAME + PAGE);
    // The last ones are in the last transaction, of which the tick can still be read.
    let last = log.len() - PAGE + 700;
    for from in [
        0,
        9,
        page(0) + 3_000,
        page(1) + 8,
        page(30) + 100,
        last - 2 * (FRAME + PAGE),
        last,
    ] {
        let mut log = log.clone();
        log[from..from + 32]
            .iter_mut()
            .for_each(|byte| *byte ^= 0x41);
        fs::copy(&live, &path).unwrap();
        fs::write(place::beside(&path, "-wal"), log).unwrap();
        let store = open(&path);
        let said = store.notices().concat();
        assert!(
            said.contains("all that is left of it is in the room"),
            "{from}: {said}"
        );
        assert_eq!(store.check().unwrap(), [""; 0], "{from}");
        drop(store);
        assert_eq!(notes(&path), 6, "{from}");
        fs::remove_file(place::beside(&path, "-wal.aside")).unwrap();
    }
}

/// What another program does to a room that a crash has left, so that its log has no tick.
fn by_another_program(live: &Path, what: &str) -> Connection {
    write(&mut open(live), "one");
    let db = Connection::open(live).unwrap();
    index::register(&db).unwrap();
    db.execute_batch(what).unwrap();
    db
}

#[test]
fn a_log_without_ticks_is_tried_on_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut other = open(&at("other"));
    (0..80).for_each(|n| write(&mut other, &format!("{n} of another team")));
    drop(other);
    for (nth, what) in [
        "CREATE TABLE zz (a)",
        "ANALYZE",
        "UPDATE notes SET text = 'x'; DELETE FROM presence",
        "DELETE FROM tags; INSERT INTO tags (name) VALUES ('t')",
    ]
    .into_iter()
    .enumerate()
    {
        let live = at(&format!("live{nth}"));
        let log = by_another_program(&live, what);
        let put = |name: &str, source: &Path| {
            let path = at(&format!("{name}{nth}"));
            fs::copy(place::beside(&live, "-wal"), place::beside(&path, "-wal")).unwrap();
            fs::copy(source, &path).unwrap();
            path
        };
        let (own, foreign) = (put("own", &live), put("foreign", &at("other")));
        drop(log);
        let whose = |path: &Path| whose(path, &File::open(path).unwrap());
        assert_eq!(whose(&own), LogWhose::Unmarked, "{what}");
        assert!(
            open(&own).notices()[0].contains("was not written by churnroom"),
            "{what}"
        );
        assert_eq!(whose(&foreign), LogWhose::Foreign, "{what}");
        assert_eq!(notes(&foreign), 80, "{what}");
    }
}
