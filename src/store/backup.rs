//! Verified copies of a whole room, and the checks of one.
//! Must not know what the tables mean, beyond that ids and journal rows have to be readable.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::fault::Doing;
use super::place;
use super::search::index;
use crate::domain::failure::Failure;

/// Copies the room into a new file, verifies the copy, and only then gives it its name.
///
/// # Errors
/// When the target exists, cannot be written, or the copy is not sound; nothing is left behind then.
pub(in crate::store) fn copy(from: &Connection, to: &Path) -> Result<(), Failure> {
    let doing = format!("backing up to {}", to.display());
    if fs::symlink_metadata(to).is_ok() {
        return Err(Failure::failed(format!("{doing}: there is a file already"))
            .hint("give a name that is not taken"));
    }
    // Made by tempfile: mode 0600, beside the target so that the rename stays on one disk.
    let part = tempfile::Builder::new()
        .prefix(".churnroom-backup-")
        .tempfile_in(place::folder(to))
        .map_err(|error| Failure::failed(error.to_string()))
        .doing(&doing)?;
    fill(from, part.path()).doing(&doing)?;
    part.as_file()
        .sync_all()
        .map_err(|error| Failure::failed(error.to_string()))
        .doing(&doing)?;
    part.persist_noclobber(to)
        .map_err(|error| Failure::failed(error.error.to_string()))
        .doing(&doing)?;
    Ok(())
}

fn fill(from: &Connection, to: &Path) -> Result<(), Failure> {
    let mut copy = Connection::open(to)?;
    let state = Backup::new(from, &mut copy)?.step(-1)?;
    if state != StepResult::Done {
        return Err(Failure::failed("another process holds the file").hint("do it again"));
    }
    // A copy is one file: it must not need a log beside it until somebody writes to it.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    let faults = quick_check(&copy)?;
    copy.close().map_err(|(_, error)| error)?;
    match faults.first() {
        None => Ok(()),
        Some(fault) => Err(Failure::failed(format!("the copy is not sound ({fault})"))
            .hint("run `churnroom check`")),
    }
}

/// What SQLite's quick check finds; nothing when the file is sound.
fn quick_check(db: &Connection) -> Result<Vec<String>, Failure> {
    lines(db, "PRAGMA quick_check(20)")
}

/// Looks through a file on a connection of its own; a failing one says what to do.
pub(in crate::store) fn quick(path: &Path, reader: &Connection) -> Result<(), Failure> {
    let faults = quick_check(reader)?;
    match faults.first() {
        None => Ok(()),
        Some(fault) => Err(Failure::failed(format!(
            "the room {} is damaged ({fault})",
            path.display()
        ))
        .hint("nothing will be written; copy the file away and restore a backup")),
    }
}

/// Everything that can be verified without knowing the truth: a sentence for each fault.
pub(in crate::store) fn check(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut faults = lines(db, "PRAGMA integrity_check(100)")?;
    let orphans = "SELECT \"table\" || ' row ' || ifnull(rowid, '?') || ' points to no ' || parent \
                   FROM pragma_foreign_key_check LIMIT 100";
    faults.extend(lines(db, orphans)?);
    faults.extend(counters(db)?);
    faults.extend(unreadable(db)?);
    if !db.is_readonly("main")? {
        faults.extend(index::check(db));
    }
    Ok(faults)
}

/// Ids that were given out may never be given out again.
fn counters(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    for (name, last) in db
        .prepare("SELECT name, seq FROM sqlite_sequence")?
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
        })?
        .collect::<Result<Vec<_>, _>>()?
    {
        let sql = format!("SELECT ifnull(max(id), 0) FROM \"{name}\"");
        let top: i64 = db.query_row(&sql, [], |row| row.get(0))?;
        if top > last {
            faults.push(format!(
                "the counter of {name} is at {last}, its last row is {top}"
            ));
        }
    }
    Ok(faults)
}

/// Journal rows that this version cannot read could not be taken back.
fn unreadable(db: &Connection) -> Result<Vec<String>, Failure> {
    use super::convert::Json;
    use crate::domain::change::Change;

    let mut faults = Vec::new();
    let mut statement = db.prepare("SELECT id, forward, inverse FROM journal")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let readable = row.get::<_, Json<Change>>("forward").is_ok()
            && row.get::<_, Json<Change>>("inverse").is_ok();
        if !readable {
            let id: i64 = row.get("id")?;
            faults.push(format!("row {id} of the journal cannot be read"));
        }
    }
    Ok(faults)
}

fn lines(db: &Connection, sql: &str) -> Result<Vec<String>, Failure> {
    let mut statement = db.prepare(sql)?;
    let found = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .filter(|line| line.as_ref().map_or(true, |line| line != "ok"))
        .collect::<Result<_, _>>()?;
    Ok(found)
}
