//! Who has the room open: one unjournalled row per process. Must not know processes: a number stands for each.

use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior, named_params};

use super::{log, sql};
use crate::domain::day::Moment;
use crate::domain::failure::{Code, Failure};
use crate::domain::meeting::Present;

/// Heartbeats older than this do not count, in seconds.
const ALIVE: i64 = 120;
/// Rows older than this are swept away by the next heartbeat.
const GONE: i64 = 86_400;

const BEAT: &str = "
    INSERT INTO presence (process, person, seen, meeting)
    VALUES (:process, :person, :seen, :meeting)
    ON CONFLICT (process) DO UPDATE SET person = :person, seen = :seen, meeting = :meeting";
const SWEEP: &str = "DELETE FROM presence WHERE seen < ?1";
const ALL: &str = "SELECT * FROM presence WHERE seen >= ?1 ORDER BY process";

/// Says that a process is there, now or not at all: nobody waits for a heartbeat.
pub fn beat(db: &Connection, present: &Present) -> Result<(), Failure> {
    let patience: i64 = db.pragma_query_value(None, "busy_timeout", |row| row.get(0))?;
    db.busy_timeout(Duration::ZERO)?;
    let said = say(db, present);
    db.busy_timeout(Duration::from_millis(patience.unsigned_abs()))?;
    match said {
        Err(failure) if failure.code == Code::Busy => Ok(()),
        said => said,
    }
}

fn say(db: &Connection, present: &Present) -> Result<(), Failure> {
    let params = named_params! {
        ":process": present.process, ":person": present.person,
        ":seen": present.seen, ":meeting": present.meeting,
    };
    let tx = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    sql::run(&tx, BEAT, params)?;
    sql::run(&tx, SWEEP, [present.seen.plus(-GONE)])?;
    log::tick(&tx)?;
    Ok(tx.commit()?)
}

/// Everybody who was there within the last two minutes.
pub fn all(db: &Connection, now: Moment) -> Result<Vec<Present>, Failure> {
    sql::all(db, ALL, [now.plus(-ALIVE)], |row| {
        Ok(Present {
            process: row.get("process")?,
            person: row.get("person")?,
            seen: row.get("seen")?,
            meeting: row.get("meeting")?,
        })
    })
}
