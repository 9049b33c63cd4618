//! Brings a file to this version's tables: numbered SQL files, only ever added, a verified backup first.
//! Must not know what the tables mean.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::fault::Doing;
use super::open::APPLICATION_ID;
use super::{backup, place};
use crate::domain::failure::Failure;

/// The steps in order; a file's `user_version` is how many of them it has taken.
pub(in crate::store) const STEPS: &[&str] = &[
    include_str!("migrations/0001_room.sql"),
    include_str!("migrations/0002_profile.sql"),
    include_str!("migrations/0003_usage.sql"),
    include_str!("migrations/0004_adjusted.sql"),
    include_str!("migrations/0005_marks.sql"),
];

/// How many steps the file has taken.
pub(in crate::store) fn version(db: &Connection) -> Result<i64, Failure> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Takes the steps that are missing, all of them in one transaction.
///
/// # Errors
/// When a step or the backup before it fails; then nothing has changed.
pub(in crate::store) fn up(
    db: &mut Connection,
    path: Option<&Path>,
    steps: &[&str],
) -> Result<(), Failure> {
    let from = version(db)?;
    if from as usize >= steps.len() {
        return Ok(());
    }
    if let Some(path) = path
        && from > 0
    {
        backup::copy(db, &free_name(path, from)).doing("backing it up before an upgrade")?;
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have taken the steps while this one waited.
    let taken = version(&tx)? as usize;
    for step in steps.iter().skip(taken) {
        tx.execute_batch(step)?;
    }
    if taken < steps.len() {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", steps.len() as i64)?;
    }
    Ok(tx.commit()?)
}

/// A name for the backup that is not taken: `room.db.v1.bak`, `room.db.v1-2.bak`, ...
fn free_name(path: &Path, version: i64) -> PathBuf {
    let first = place::beside(path, &format!(".v{version}.bak"));
    if !first.exists() {
        return first;
    }
    (2..)
        .map(|n| place::beside(path, &format!(".v{version}-{n}.bak")))
        .find(|name| !name.exists())
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: &str = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;";
    const BROKEN: &str = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; SELECT nothing;";

    fn room() -> (tempfile::TempDir, PathBuf, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.db");
        let mut db = Connection::open(&path).unwrap();
        up(&mut db, Some(&path), STEPS).unwrap();
        (folder, path, db)
    }

    #[test]
    fn an_empty_file_needs_no_backup() {
        let (_folder, path, db) = room();
        assert_eq!(version(&db).unwrap(), STEPS.len() as i64);
        let beside = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let names = beside.map(|e| e.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|n| n.contains(".bak")).count(), 0);
    }

    #[test]
    fn a_step_leaves_a_verified_copy_of_what_was() {
        let (_folder, path, mut db) = room();
        let from = version(&db).unwrap();
        let steps: Vec<&str> = STEPS.iter().copied().chain([NEXT]).collect();
        let copy = free_name(&path, from);
        up(&mut db, Some(&path), &steps).unwrap();
        assert_eq!(version(&db).unwrap(), from + 1);
        let before = Connection::open(&copy).unwrap();
        assert_eq!(version(&before).unwrap(), from);
        assert_ne!(free_name(&path, from), copy);
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let (_folder, path, mut db) = room();
        let from = version(&db).unwrap();
        let steps: Vec<&str> = STEPS.iter().copied().chain([BROKEN]).collect();
        assert!(up(&mut db, Some(&path), &steps).is_err());
        assert_eq!(version(&db).unwrap(), from);
        assert!(db.prepare("SELECT * FROM later").is_err());
    }
}
