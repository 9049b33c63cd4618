//! Rooms of which a part was taken away: each table, index, view and trigger, one by one.
//! Must not look at what is in them.

use std::fs;
use std::path::Path;

use churnroom::domain::change::{Author, Change, Record};
use churnroom::domain::day::Moment;
use churnroom::domain::failure::Failure;
use churnroom::domain::note::Note;
use churnroom::store::{OpenOptions, Store};
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::room;

fn write(store: &mut Store) -> Result<(), Failure> {
    let author = Author {
        person: "Dana".to_owned(),
        at: Moment(1_800_000_000),
    };
    let note = Note {
        text: "x".to_owned(),
        person: author.person.clone(),
        at: author.at,
        ..Note::default()
    };
    let note = Change::add(Record::Note(note));
    store.apply(&author, &note).map(drop)
}

fn open(path: &Path) -> Result<Store, Failure> {
    Store::open(path, &OpenOptions::default())
}

/// Takes it away as a program that knows SQLite does, or only its entry in the file's list of what is in it.
fn take_away(path: &Path, kind: &str, name: &str, whole: bool) {
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    db.pragma_update(None, "legacy_alter_table", true).unwrap();
    let drop = format!("DROP {kind} \"{name}\"");
    if whole && db.execute_batch(&drop).is_ok() {
        return;
    }
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true)
        .unwrap();
    let entry = "DELETE FROM sqlite_schema WHERE type = ?1 AND name = ?2";
    db.execute(entry, [kind, name]).unwrap();
    let version: i64 = db
        .pragma_query_value(None, "schema_version", |row| row.get(0))
        .unwrap();
    db.pragma_update(None, "schema_version", version + 1)
        .unwrap();
}

/// What `check` says, and whoever writes; a file that cannot be read at all is told at once.
fn told(path: &Path) -> [String; 2] {
    match open(path) {
        Err(failure) => [failure.to_string(), failure.to_string()],
        Ok(mut store) => [
            store.check().unwrap().join("; "),
            write(&mut store).unwrap_err().to_string(),
        ],
    }
}

#[test]
fn what_is_missing_is_named_by_who_checks_and_who_writes() {
    let kept = room("review");
    let path = kept.path("room.db");
    drop(open(&path).unwrap());
    let whole = fs::read(&path).unwrap();
    let db = Connection::open(&path).unwrap();
    let all = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";
    let mut all = db.prepare(all).unwrap();
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let parts: Vec<(String, String)> = rows.unwrap().map(Result::unwrap).collect();
    drop(all);
    drop(db);
    assert!(parts.len() > 80, "{}", parts.len());
    for (kind, name) in parts {
        for by_drop in [true, false] {
            fs::write(&path, &whole).unwrap();
            take_away(&path, &kind, &name, by_drop);
            for said in told(&path) {
                let named = said.contains(&format!("{kind} `{name}` is missing"));
                // Indexes and triggers that are left speak of a table that is not there: then nothing can be read.
                let unread = !by_drop && said.contains("the file is damaged");
                assert!(named || unread, "{kind} {name} {by_drop}: {said}");
                assert!(!said.contains("does not know"), "{kind} {name}: {said}");
            }
            for ending in ["-wal", "-shm"] {
                let _ = fs::remove_file(kept.path(&format!("room.db{ending}")));
            }
        }
    }
}

/// Somebody takes it away while the room is open. (Without what it is known by, it is taken for another room.)
#[test]
fn what_is_taken_away_under_an_open_room_is_named() {
    let kept = room("review");
    let path = kept.path("room.db");
    drop(open(&path).unwrap());
    let whole = fs::read(&path).unwrap();
    for name in [
        "feedback_fts_config",
        "accounts_fts_config",
        "accounts_fts_data",
        "feedback_fts_idx",
        "sums",
        "notes",
    ] {
        let path = kept.path(name);
        fs::write(&path, &whole).unwrap();
        let mut store = open(&path).unwrap();
        take_away(&path, "table", name, true);
        let said = write(&mut store).map_or_else(|e| e.to_string(), |()| name.to_owned());
        assert!(said.contains(&format!("`{name}` is missing")), "{said}");
        let said = store.check().unwrap().join("; ");
        assert!(said.contains(&format!("`{name}` is missing")), "{said}");
    }
}
