//! The file without what was deleted from it: no free page, no slack and no log that still holds it.
//! Must not know what was deleted.

use rusqlite::Connection;

use crate::domain::failure::{Code, Failure};

/// How often the log is tried to be emptied; each waits as long as the connection waits for others.
const TRIES: usize = 3;

/// Writes the file anew and empties its log.
pub(super) fn file(db: &Connection) -> Result<(), Failure> {
    db.execute_batch("VACUUM")
        .map_err(|error| kept(error.into()))?;
    for _ in 0..TRIES {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy: bool = db
            .query_row(sql, [], |row| row.get(0))
            .map_err(|error| kept(error.into()))?;
        if !busy {
            return Ok(());
        }
    }
    Err(kept(Failure::new(
        Code::Busy,
        "another process reads the room",
    )))
}

/// It is erased, but bytes of it may still lie in the file or its log.
fn kept(why: Failure) -> Failure {
    let message = format!(
        "the customer is erased, but the file could not be written anew, so that parts of it may still lie in \
         free space of the file or in its log: {}",
        why.wrong()
    );
    Failure::new(why.code, message)
}
