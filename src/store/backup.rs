//! Verified copies of a whole room, and the checks of one.
//! Must not know what the tables mean, beyond that ids count on.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use tempfile::NamedTempFile;

use super::fault::{self, SaysDoing};
use super::search::index;
use super::{log, place, schema, sound, sql, sums, written};
use crate::domain::failure::Failure;

/// Finds nothing when the file is sound.
const QUICK: &str = "PRAGMA quick_check(20)";

/// Copies the room into a new file, verifies the copy, and only then gives it its name.
///
/// # Errors
/// When the target exists, cannot be written, or the copy is not sound; nothing is left behind then.
pub fn copy(from: &Connection, to: &Path) -> Result<(), Failure> {
    let doing = doing(to);
    if let Ok(meta) = fs::symlink_metadata(to) {
        plain(&meta).doing(&doing)?;
        return Err(Failure::failed(format!("{doing}: there is a file already"))
            .hint("give a name that is not taken"));
    }
    let named = copied(from, to, &doing)?.persist_noclobber(to);
    named
        .map(drop)
        .map_err(|error| Failure::disk(&doing, error.error))
}

/// What is being done.
pub fn doing(to: &Path) -> String {
    format!("backing up to {}", to.display())
}

/// A verified copy that has no name yet.
pub fn copied(from: &Connection, to: &Path, doing: &str) -> Result<NamedTempFile, Failure> {
    if is_log_of_a_room(to) {
        let message = format!("{doing}: a room's log has that name, or would have");
        return Err(Failure::usage(message).hint("give another name"));
    }
    let said = |error: io::Error| Failure::disk(doing, error);
    let part = place::unfinished(to).map_err(said)?;
    fill(from, part.path()).doing(doing)?;
    part.as_file().sync_all().map_err(said)?;
    Ok(part)
}

/// Whether a room lies beside whose log would have the name: it would be played back into that room, or removed.
fn is_log_of_a_room(to: &Path) -> bool {
    let name = to.as_os_str().as_bytes();
    let of = |suffix: &&str| name.strip_suffix(suffix.as_bytes());
    let mut rooms = place::LOGS.iter().filter_map(of);
    rooms.any(|room| log::is_of_a_room(Path::new(OsStr::from_bytes(room))))
}

/// Nothing but a file can be a copy, however it is asked for.
pub fn plain(meta: &fs::Metadata) -> Result<(), Failure> {
    place::odd(meta).map_or(Ok(()), |what| {
        Err(Failure::usage(format!("it is {what}")).hint("give the name of a file"))
    })
}

/// Removes copies beside a file whose makers were killed: each may be a whole room. `is_gone` knows of a process
/// whether it has ended. What cannot be removed stays.
pub fn sweep(beside: &Path, is_gone: &dyn Fn(i64) -> bool) {
    let entries = fs::read_dir(place::folder(beside));
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let maker = name.to_str().and_then(|name| {
            let (maker, _) = name.strip_prefix(place::UNFINISHED)?.split_once('-')?;
            maker.parse().ok()
        });
        if maker.is_some_and(is_gone) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn each_page(from: &Connection, copy: &mut Connection) -> Result<(), Failure> {
    let state = Backup::new(from, copy)?.step(-1)?;
    if state != StepResult::Done {
        return Err(Failure::failed("another process holds the file").hint("do it again"));
    }
    Ok(())
}

/// Copies a room into a new file that is thrown away again: it is neither looked through nor waited for.
pub fn throw_away(from: &Connection, to: &Path) -> Result<(), Failure> {
    let mut copy = Connection::open(to)?;
    copy.execute_batch("PRAGMA synchronous = OFF")?;
    each_page(from, &mut copy)
}

/// Copies a room over an empty file, and looks whether the copy is sound.
pub fn fill(from: &Connection, to: &Path) -> Result<(), Failure> {
    let mut copy = Connection::open(to)?;
    each_page(from, &mut copy)?;
    // A copy is one file: it must not need a log beside it until somebody writes to it.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    let faults = looked_through(&copy, QUICK)?;
    copy.close().map_err(|(_, error)| error)?;
    faults.first().map_or(Ok(()), |fault| {
        Err(Failure::failed(format!("the copy is not sound ({fault})"))
            .hint("run `churnroom check`"))
    })
}

/// Looks through a file on a connection of its own; a failing one says what to do.
pub fn quick(path: &Path, reader: &Connection) -> Result<(), Failure> {
    let faults = looked_through(reader, QUICK)?;
    faults.first().map_or(Ok(()), |fault| {
        let message = format!("the room {} is damaged ({fault})", path.display());
        let hint = "nothing more is written; put a backup back with `churnroom restore FILE`; the damaged file is kept beside it";
        Err(Failure::failed(message).hint(hint))
    })
}

/// Everything that can be verified without knowing the truth: a sentence for each fault.
pub fn check(db: &Connection) -> Result<Vec<String>, Failure> {
    let looks = [
        schema::sentences,
        pages,
        orphans,
        counters,
        ticks,
        written::faults,
        sound::faults,
        sums::faults,
        words,
    ];
    let mut faults = Vec::new();
    for look in looks {
        match look(db) {
            Ok(found) => faults.extend(found),
            // What is missing was named already; without it not everything can be looked at.
            Err(failure) if fault::is_unknown(&failure) && !faults.is_empty() => {}
            // What cannot be looked at in a damaged file is one fault more.
            Err(failure) => faults.push(failure.message),
        }
    }
    Ok(faults)
}

/// The pages of the file and what SQLite keeps in them.
fn pages(db: &Connection) -> Result<Vec<String>, Failure> {
    looked_through(db, "PRAGMA integrity_check(100)")
}

/// Rows that point to others which are not there.
fn orphans(db: &Connection) -> Result<Vec<String>, Failure> {
    let orphans = "SELECT \"table\" || ' row ' || ifnull(rowid, '?') || ' points to no ' || parent \
                   FROM pragma_foreign_key_check LIMIT 100";
    lines(db, orphans)
}

/// The search indexes, which only a connection that may write can look through.
fn words(db: &Connection) -> Result<Vec<String>, Failure> {
    let only_reads: bool = db.pragma_query_value(None, "query_only", |row| row.get(0))?;
    Ok(match only_reads || db.is_readonly("main")? {
        true => Vec::new(),
        false => index::check(db),
    })
}

/// Ids that were given out may never be given out again.
pub fn counters(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    // One that is gone would start again at the last row that is left.
    let counted = "SELECT t.name, ifnull(s.seq, 0) FROM sqlite_schema t \
                   LEFT JOIN sqlite_sequence s ON s.name = t.name \
                   WHERE t.type = 'table' AND instr(t.sql, 'AUTOINCREMENT') > 0";
    sql::each(db, counted, [], |row| {
        let (name, last): (String, i64) = (row.get(0)?, row.get(1)?);
        let top = format!("SELECT ifnull(max(id), 0) FROM \"{name}\"");
        let top: i64 = sql::one(db, &top, [], |row| row.get(0))?;
        // One near its end gives no more numbers, and SQLite then speaks of a full disk.
        if top > last || last > i64::MAX / 2 {
            let fault = format!("the counter of {name} is at {last}, its last row is {top}");
            faults.push(fault);
        }
        Ok(())
    })?;
    Ok(faults)
}

/// Without its tick nothing tells a room's log from that of another file; older rooms have no table of it.
fn ticks(db: &Connection) -> Result<Vec<String>, Failure> {
    let there = "SELECT 1 FROM sqlite_schema WHERE name = 'tick'";
    if sql::first(db, there, [], |_| Ok(()))?.is_none() {
        return Ok(Vec::new());
    }
    let count: i64 = sql::one(db, "SELECT count(*) FROM tick", [], |row| row.get(0))?;
    let missing = "the tick that tells the room's log from another file's is missing";
    Ok((count == 0)
        .then(|| missing.to_owned())
        .into_iter()
        .collect())
}

fn looked_through(db: &Connection, sql: &str) -> Result<Vec<String>, Failure> {
    Ok(fault::sentences(&lines(db, sql)?))
}

fn lines(db: &Connection, sql: &str) -> Result<Vec<String>, Failure> {
    let found: Vec<String> = sql::all(db, sql, [], |row| row.get(0))?;
    Ok(found)
}
