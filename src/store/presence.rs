//! Who has the room open, and which texts they have in front: one unjournalled row per process.
//! Must not know processes: a number stands for each.

use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior, named_params};

use super::{sql, tick};
use crate::domain::day::Moment;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::FeedbackId;
use crate::domain::meeting::{Claim, Present};

/// Heartbeats older than this do not count, in seconds.
const ALIVE: i64 = 120;
/// Rows older than this are swept away by the next heartbeat.
const GONE: i64 = 86_400;

/// How long a claim waits for whoever is writing.
const PATIENCE: Duration = Duration::from_millis(250);

/// Texts of a claim: the one in front and the one after it, so that going on waits for nothing.
const TEXTS: usize = 2;

const SAY: &str = "
    REPLACE INTO presence (process, person, seen, meeting, reading, ahead, claimed)
    VALUES (:process, :person, :seen, :meeting, :reading, :ahead, :claimed)";
const SWEEP: &str = "DELETE FROM presence WHERE seen < ?1";
const ALL: &str = "SELECT * FROM presence WHERE seen >= ?1 ORDER BY process";
const UNTOUCHED: &str = "
    SELECT 1 FROM feedback WHERE id = ?1 AND mark IS NULL
    AND NOT EXISTS (SELECT 1 FROM feedback_tags WHERE feedback = id)";

/// Says that a process is there, now or not at all: nobody waits for a heartbeat. Whether it was said.
pub fn beat(db: &Connection, present: &Present) -> Result<bool, Failure> {
    let said = waiting(db, Duration::ZERO, || {
        let tx = immediate(db)?;
        sql::run(&tx, SWEEP, [present.seen.plus(-GONE)])?;
        say(tx, present)
    });
    match said {
        Err(failure) if failure.code == Code::Busy => Ok(false),
        said => said.map(|()| true),
    }
}

/// Claims the first of some texts that nobody has said anything of and nobody else has claimed; of none, what was
/// claimed before is let go of. Where nobody else is in the room there is nothing to claim, and nothing is written.
pub fn claim(
    db: &Connection,
    own: &mut Present,
    texts: &[FeedbackId],
    is_gone: &dyn Fn(i64) -> bool,
) -> Result<(), Failure> {
    let others = |own: &Present| {
        let mut others = all(db, own.seen)?;
        others.retain(|other| other.process != own.process && !is_gone(other.process));
        Ok::<_, Failure>(others)
    };
    let before = own.claim.take();
    if texts.is_empty() {
        return match before {
            Some(_) => waiting(db, PATIENCE, || say(immediate(db)?, own)),
            None => Ok(()),
        };
    }
    if others(own)?.is_empty() {
        return Ok(());
    }
    waiting(db, PATIENCE, || {
        let tx = immediate(db)?;
        let others = others(own)?;
        let mut free = Vec::with_capacity(TEXTS);
        let held = |text: FeedbackId| others.iter().any(|other| other.holds(text, own.seen));
        for text in texts.iter().filter(|text| !held(**text)) {
            free.extend(is_unread(&tx, *text)?.then_some(*text));
            if free.len() == TEXTS {
                break;
            }
        }
        // What is so already is not written again: every commit has the others look.
        own.claim = before.filter(|claim| claim.texts == free && !claim.ages(own.seen));
        if own.claim.is_some() {
            return Ok(());
        }
        own.claim = Some(Claim {
            at: own.seen,
            texts: free,
        });
        say(tx, own)
    })
}

/// Whether there is such a text, and nobody has said anything of it.
pub fn is_unread(db: &Connection, text: FeedbackId) -> Result<bool, Failure> {
    Ok(sql::first(db, UNTOUCHED, [text], |_| Ok(()))?.is_some())
}

fn immediate(db: &Connection) -> rusqlite::Result<Transaction<'_>> {
    Transaction::new_unchecked(db, TransactionBehavior::Immediate)
}

fn waiting<T>(
    db: &Connection,
    patience: Duration,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let usual: i64 = db.pragma_query_value(None, "busy_timeout", |row| row.get(0))?;
    db.busy_timeout(patience)?;
    let done = work();
    db.busy_timeout(Duration::from_millis(usual.unsigned_abs()))?;
    done
}

fn say(tx: Transaction<'_>, present: &Present) -> Result<(), Failure> {
    let claim = present.claim.as_ref();
    let text = |at: usize| claim.and_then(|claim| claim.texts.get(at));
    let params = named_params! {
        ":process": present.process, ":person": present.person,
        ":seen": present.seen, ":meeting": present.meeting,
        ":reading": text(0), ":ahead": text(1), ":claimed": claim.map(|claim| claim.at),
    };
    sql::run(&tx, SAY, params)?;
    tick::move_on(&tx)?;
    Ok(tx.commit()?)
}

/// Everybody who was there within the last two minutes.
pub fn all(db: &Connection, now: Moment) -> Result<Vec<Present>, Failure> {
    sql::all(db, ALL, [now.plus(-ALIVE)], |row| {
        let texts: [Option<FeedbackId>; TEXTS] = [row.get("reading")?, row.get("ahead")?];
        let claimed: Option<Moment> = row.get("claimed")?;
        Ok(Present {
            process: row.get("process")?,
            person: row.get("person")?,
            seen: row.get("seen")?,
            meeting: row.get("meeting")?,
            claim: claimed.map(|at| Claim {
                at,
                texts: texts.into_iter().flatten().collect(),
            }),
        })
    })
}
