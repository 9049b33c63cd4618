//! Opens the room's file, one step after the other, each with its own clear failure.
//! Must not know what the tables mean.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::fault::SaysDoing;
use super::gone::{LONGEST_LOG, Logs};
use super::log::{self, LogWhose};
use super::migrate;
use super::place::{self, OpenMode};
use super::steps::{self, APPLICATION_ID, STEPS};
use super::sums::Checksums;
use super::watch::FileWatch;
use super::{Store, backup, erase, risky, schema, search, tick, unread};
use crate::domain::failure::{Code, Failure};

/// How a room is opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// Whether a missing file is made.
    pub create: bool,
    /// Whether an empty one is made a room too: it may be one that somebody cut to nothing.
    pub fill: bool,
    /// Whether to read only, even where writing is possible.
    pub read_only: bool,
    /// How long to wait for another process that writes.
    pub busy: Duration,
}

impl Default for OpenOptions {
    /// Makes a missing file, leaves an empty one alone, writes, and waits five seconds for others.
    fn default() -> OpenOptions {
        OpenOptions {
            create: true,
            fill: false,
            read_only: false,
            busy: Duration::from_secs(5),
        }
    }
}

/// Opens a file, asking in this order: what it is, who made it, how it is written, what version it is.
pub fn file(path: &Path, options: &OpenOptions) -> Result<Store, Failure> {
    // Held until the room is made, and let go with the function.
    let alone = place::alone_if_empty(path);
    if options.create && !options.read_only && !place::is_there(path)? {
        make(path)?;
    }
    place::must_be_there(path)?;
    place::must_hold_something(path, options.create && options.fill)?;
    let mode = match (place::mode(path)?, options.read_only) {
        (OpenMode::ReadWrite, true) => OpenMode::ReadOnly,
        (mode, _) => mode,
    };
    let doing = format!("opening the room {}", path.display());
    let file = place::held(path).doing(&doing)?;
    // What the one finds of a log the next does not find any more.
    let turn = alone.is_none().then(|| unread::turn(path));
    let mut notices = beside(path, &file, mode)?;
    let damaged = unread::before(path);
    let mut db = connect(path, mode, options.busy).doing(&doing)?;
    let (empty, foreign) = identify(&db).doing(&doing)?;
    let old = steps::version(&db)? < STEPS.len() as i64;
    let mut sums = Checksums::default();
    let unsafe_to_write = unsafe_to_write(foreign, &file);
    let lost = unread::lost(path, &db, damaged);
    let unsafe_to_write = match mode {
        OpenMode::ReadWrite => unsafe_to_write.or_else(|| unread::keep(path, &db, lost)),
        OpenMode::ReadOnly | OpenMode::Immutable => unsafe_to_write,
    };
    drop(turn);
    // What was kept is not lost any more, and where nothing was nothing is.
    let lacks = unread::told(path, lost.filter(|lost| unread::is_left(path, lost)));
    if let Some((what, mend)) = &unsafe_to_write {
        notices.push(as_it_is(&db, what, mend, old).doing(&doing)?);
    } else if mode == OpenMode::ReadWrite {
        durable(&db).doing(&doing)?;
        migrate::up(&mut db, Some(path), STEPS).doing(&doing)?;
        sums = Checksums::watch(&mut db)?;
        let last = |tx: &Connection| sums.settle(tx).and_then(|()| tick::move_on(tx));
        search::index::ensure(&db, last).doing(&doing)?;
        notices.extend(erase::what_is_left(&db, &sums).doing(&doing)?);
        out_of_the_log(&db, &file).doing(&doing)?;
    } else if empty || old {
        return Err(not_brought_up(&doing));
    }
    let watch = FileWatch::new(path, file, Logs::in_use(path, mode), &db);
    let read_only = unsafe_to_write.map(|(what, _)| what);
    let read_only = read_only.or_else(|| reason(path, mode, options.read_only));
    let warnings = risky::warning(path).into_iter().chain(notices.clone());
    let mut store = Store::of(db, sums, read_only, warnings.collect())?;
    notices.extend(lacks.clone());
    (store.notices, store.lacks, store.watch) = (notices, lacks, watch);
    Ok(store)
}

/// Makes an empty room, which has its name only when it is whole: whoever is killed meanwhile leaves none.
fn make(path: &Path) -> Result<(), Failure> {
    let doing = format!("making the room {}", path.display());
    let made = backup::copied(&tables()?, path, &doing)?;
    match made.persist_noclobber(path).map_err(|error| error.error) {
        Ok(_) => Ok(()),
        // Somebody made it in between: then it is there.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Failure::disk(&doing, error)),
    }
}

fn not_brought_up(doing: &str) -> Failure {
    let message = format!("{doing}: it was made by an older churnroom and cannot be written");
    Failure::new(Code::ReadOnly, message)
        .hint("make the file and its folder writable once, so that it can be brought up to date")
}

/// What is to be said of what lies beside the file; a log that is another file's is put out of the way.
fn beside(path: &Path, file: &File, mode: OpenMode) -> Result<Vec<String>, Failure> {
    let kept = kept_beside(path);
    let log = match mode {
        OpenMode::ReadOnly | OpenMode::Immutable => None,
        OpenMode::ReadWrite => match log::whose(path, file) {
            LogWhose::Own => None,
            LogWhose::Foreign => Some(log::set_aside(path, file)?),
            LogWhose::Unmarked => Some(unmarked(path)),
        },
    };
    Ok(kept.into_iter().chain(log).collect())
}

/// What is said of a room that was kept beside this one: whoever it was told then may be gone.
fn kept_beside(path: &Path) -> Option<String> {
    let kept = place::numbered(place::KEPT).take(place::FEW);
    let kept = kept.map(|ending| place::beside(path, &ending));
    let is_room = |kept: &PathBuf| {
        let plain = fs::symlink_metadata(kept).is_ok_and(|meta| place::odd(&meta).is_none());
        plain && File::open(kept).is_ok_and(|file| !log::is_empty_alone(&file))
    };
    let kept: Vec<String> = kept
        .filter(is_room)
        .map(|kept| kept.display().to_string())
        .collect();
    let latest = kept.last()?;
    Some(format!(
        "the room was kept as {} when its file was moved, or lost its log, while it was open: `churnroom restore {latest}` puts that back, and says before what it lacks; remove it once nothing is missed",
        kept.join(" and ")
    ))
}

/// What is said of a log that may be anybody's.
fn unmarked(path: &Path) -> String {
    format!(
        "what the log beside {} holds was not written by churnroom: it fits the room, but nothing tells whether it is its own",
        path.display()
    )
}

/// Why nothing is to be written into a room, and what to do about it: what in it is not ours, or its names.
fn unsafe_to_write(foreign: Option<String>, file: &File) -> Option<(String, &'static str)> {
    let foreign = foreign.map(|what| (what, schema::MEND));
    foreign.or_else(|| Some((place::linked(file)?, place::UNLINK)))
}

/// Brings a room that is still all in its log into its file, so that the file by itself is known as the room's.
fn out_of_the_log(db: &Connection, file: &File) -> rusqlite::Result<()> {
    if log::is_empty_alone(file) {
        // Somebody who reads it keeps a part of it in the log; then a later opening does it.
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    }
    Ok(())
}

/// A room that it is not safe to write: nothing is written, not even when it is closed.
fn as_it_is(db: &Connection, what: &str, mend: &str, old: bool) -> Result<String, Failure> {
    db.pragma_update(None, "query_only", true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    if old {
        let why = format!("{what}; so it is not brought up to date");
        return Err(Failure::new(Code::ReadOnly, why).hint(mend));
    }
    Ok(format!("the room is only read: {what}; {mend}"))
}

/// A room that lives as long as the process: tests and rehearsals.
pub fn memory() -> Result<Store, Failure> {
    let mut db = tables()?;
    let sums = Checksums::watch(&mut db)?;
    Store::of(db, sums, None, Vec::new())
}

/// The tables of such a room, with nobody who watches what is written.
pub fn tables() -> Result<Connection, Failure> {
    let mut db = Connection::open_in_memory()?;
    settle(&db, OpenOptions::default().busy)?;
    db.pragma_update(None, "foreign_keys", true)?;
    migrate::up(&mut db, None, STEPS)?;
    Ok(db)
}

fn reason(path: &Path, mode: OpenMode, asked: bool) -> Option<String> {
    match mode {
        _ if asked => Some("the room was opened for reading only".to_owned()),
        OpenMode::ReadWrite => None,
        OpenMode::ReadOnly => Some(match place::unwritable(path) {
            Some(at) if at != path => format!("{}, which belongs to the room, cannot be written", at.display()),
            Some(_) | None => "the room's file cannot be written".to_owned(),
        }),
        OpenMode::Immutable => Some(
            "the room's folder cannot be written; what others change is seen when it is opened again"
                .to_owned(),
        ),
    }
}

/// A second connection that only reads, for checks and copies.
pub fn reader(path: &Path) -> Result<Connection, Failure> {
    place::must_be_there(path)?;
    let mode = match place::mode(path)? {
        OpenMode::ReadWrite => OpenMode::ReadOnly,
        mode @ (OpenMode::ReadOnly | OpenMode::Immutable) => mode,
    };
    let doing = format!("opening the room {}", path.display());
    connect(path, mode, OpenOptions::default().busy).doing(&doing)
}

/// A connection that writes, without a look at version or kind.
pub fn to_write(path: &Path, busy: Duration) -> Result<Connection, Failure> {
    connect(path, OpenMode::ReadWrite, busy)
}

fn connect(path: &Path, mode: OpenMode, busy: Duration) -> Result<Connection, Failure> {
    let query = match mode {
        OpenMode::ReadWrite => "mode=rw",
        OpenMode::ReadOnly => "mode=ro",
        OpenMode::Immutable => "mode=ro&immutable=1",
    };
    let access = match mode {
        OpenMode::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
        OpenMode::ReadOnly | OpenMode::Immutable => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let flags = access | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(place::address(path, query), flags)?;
    settle(&db, busy)?;
    Ok(db)
}

/// What every connection needs before it reads its first byte.
fn settle(db: &Connection, busy: Duration) -> Result<(), Failure> {
    db.busy_timeout(busy)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // A query is planned once, not anew for each value it is asked with: none of ours would be better off.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(128);
    search::index::register(db)?;
    Ok(())
}

/// Ours, or empty (then true), with what in it is not ours; a foreign or newer file is refused.
pub fn identify(db: &Connection) -> Result<(bool, Option<String>), Failure> {
    // One picture: another process may be making the room at this moment.
    let picture = db.unchecked_transaction()?;
    let id: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = steps::version(db)?;
    let things: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let empty = id == 0 && version == 0 && things == 0;
    if !empty && id != APPLICATION_ID {
        return Err(Failure::failed("it is a database of another program")
            .hint("give the path of a file that churnroom made"));
    }
    if version > STEPS.len() as i64 {
        let message = format!(
            "it was made by a newer churnroom (format {version}, this one reads up to {})",
            STEPS.len()
        );
        return Err(
            Failure::failed(message).hint("install the newer churnroom; nothing was changed")
        );
    }
    let foreign = if empty { None } else { schema::foreign(db)? };
    picture.finish()?;
    Ok((empty, foreign))
}

/// Write-ahead log, every commit on the disk before it is reported, foreign keys.
fn durable(db: &Connection) -> Result<(), Failure> {
    let journal = write_ahead(db)?;
    if journal != "wal" {
        let message =
            format!("its folder does not take a write-ahead log (SQLite stayed with `{journal}`)");
        return Err(Failure::failed(message).hint("put the room on a local disk"));
    }
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // An import's log is given back to the disk when it is done.
    db.pragma_update(None, "journal_size_limit", LONGEST_LOG as i64)?;
    Ok(())
}

/// Two processes that make the same file at once: switching to WAL does not wait by itself, a write
/// transaction does.
fn write_ahead(db: &Connection) -> Result<String, Failure> {
    let switch = || -> rusqlite::Result<String> {
        db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
    };
    for _ in 0..8 {
        match switch() {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                // Only for the waiting; whether it got its turn, the next try shows.
                if db.execute_batch("BEGIN IMMEDIATE").is_ok() {
                    db.execute_batch("COMMIT")?;
                }
            }
            other => return Ok(other?),
        }
    }
    Ok(switch()?)
}
