//! A room taken for oneself: nobody else has it open until it is let go. Must not know what for.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Row};

use super::log::{self, LogWhose};
use super::unread::{self, LogExtent};
use super::{open, place, sql};
use crate::domain::failure::{Code, Failure};

/// How long somebody who is just leaving is waited for.
const LEAVING: Duration = Duration::from_secs(1);

/// The room for nobody else, as one file without a log, until it is dropped. `is_gone` knows of a process whether it
/// has ended. What of its log is `damaged` is kept.
///
/// # Errors
/// Somebody has it open (`Busy`), or it cannot be written.
pub fn hold(
    room: &Path,
    damaged: Option<LogExtent>,
    is_gone: &dyn Fn(i64) -> bool,
) -> Result<Connection, Failure> {
    let _turn = unread::turn(room);
    let file = place::held(room)?;
    if log::whose(room, &file) == LogWhose::Foreign {
        log::set_aside(room, &file)?;
    }
    // Later it would take the locks with it.
    drop(file);
    let db = open::to_write(room, LEAVING)?;
    if let Some((why, mend)) = unread::keep(room, &db, unread::lost(room, &db, damaged)) {
        return Err(Failure::failed(why).hint(mend));
    }
    let taken = || -> rusqlite::Result<bool> {
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        let mode: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        db.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(mode == "delete")
    };
    match taken().map_err(Failure::from) {
        Ok(true) => Ok(db),
        Err(failure) if failure.code != Code::Busy => Err(failure),
        Ok(false) | Err(_) => {
            drop(db);
            Err(in_use(room, is_gone))
        }
    }
}

/// Who has the room open. A row that a killed process left behind is nobody.
fn in_use(room: &Path, is_gone: &dyn Fn(i64) -> bool) -> Failure {
    let people = "SELECT process, person FROM presence ORDER BY seen DESC";
    let people = open::reader(room).and_then(|db| {
        let person = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
        sql::all(&db, people, [], person)
    });
    let mut names: Vec<String> = people
        .unwrap_or_default()
        .into_iter()
        .filter(|(process, _)| !is_gone(*process))
        .map(|(_, person)| person)
        .collect();
    names.dedup();
    let who = match names.is_empty() {
        true => "another process has the room open".to_owned(),
        false => format!("the room is open: {}", names.join(", ")),
    };
    Failure::new(Code::Busy, who)
}
