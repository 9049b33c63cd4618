//! The file without what was deleted from it: no free page, no slack and no log that still holds it.
//! Must not know what was deleted.

use rusqlite::Connection;

use crate::domain::failure::{Code, Failure};
use crate::store::sql;
use crate::store::sums::Checksums;

/// How often the log is tried to be emptied; each waits as long as the connection waits for others.
const TRIES: usize = 3;

/// Writes the file anew and empties its log, and notes that this is done: were that lost, it would be done again.
pub(super) fn file(db: &Connection, sums: &Checksums) -> Result<(), Failure> {
    db.execute_batch("VACUUM")
        .map_err(|error| kept(error.into()))?;
    empty_log(db)?;
    let tx = db.unchecked_transaction()?;
    sql::run(&tx, "UPDATE erased SET uncleaned = 0 WHERE uncleaned", [])?;
    sums.settle(&tx)?;
    tx.commit()?;
    // That nothing is left to be done says nothing of the customer, and may stay in the log.
    empty_log(db).or(Ok(()))
}

/// The same where whoever erased a customer was stopped before it was done: what is to be said when it cannot be done
/// now either.
pub(in crate::store) fn what_is_left(
    db: &Connection,
    sums: &Checksums,
) -> Result<Option<String>, Failure> {
    let left = "SELECT EXISTS (SELECT 1 FROM erased WHERE uncleaned)";
    if !sql::one(db, left, [], |row| row.get::<_, bool>(0))? {
        return Ok(None);
    }
    let cleaned = file(db, sums);
    Ok(cleaned
        .err()
        .map(|failure| format!("{}; it is tried again at each opening", failure.message)))
}

fn empty_log(db: &Connection) -> Result<(), Failure> {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::domain::ids::AccountId;
    use crate::domain::sample::{dana, note};
    use crate::store::erase::carry_out;
    use crate::store::{OpenOptions, Store};

    const NAME: &str = "Vexqill Maritime";

    fn holds(path: &Path) -> bool {
        let bytes = std::fs::read(path).unwrap();
        let name = NAME.as_bytes();
        bytes.windows(name.len()).any(|letters| letters == name)
    }

    fn uncleaned(store: &Store) -> i64 {
        let sql = "SELECT count(*) FROM erased WHERE uncleaned";
        store.db.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// What a kill leaves between the two: the customer is erased, and bytes of it lie where nothing reads them.
    #[test]
    fn what_a_kill_left_to_be_cleaned_is_cleaned_at_the_next_opening() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.db");
        let open = || Store::open(&path, &OpenOptions::default()).unwrap();
        let mut store = open();
        store.begin(&dana()).unwrap();
        let sql = "INSERT INTO accounts (external, name, alias) VALUES ('x', ?1, 'A-1')";
        let added = store.db.execute(sql, [NAME]).map_err(Into::into);
        store.finish(added).unwrap();
        store.apply(&dana(), &note("of nobody")).unwrap();
        store.begin(&dana()).unwrap();
        let erased = carry_out(&store.db, &dana(), AccountId(1));
        // Stands for what a page keeps behind its rows.
        let left = "PRAGMA secure_delete = 0; CREATE TABLE left_over (a);";
        store.db.execute_batch(left).unwrap();
        let lies = "INSERT INTO left_over SELECT ?1 || hex(randomblob(900)) FROM journal";
        store.db.execute(lies, [NAME]).unwrap();
        store.db.execute_batch("DROP TABLE left_over").unwrap();
        store.finish(erased).unwrap();
        assert_eq!(uncleaned(&store), 1);
        drop(store);
        assert!(holds(&path), "the file holds it still");

        let store = open();
        assert_eq!(
            (uncleaned(&store), store.notices()),
            (0, [].as_slice()),
            "it is done and nothing is said"
        );
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
        drop(store);
        assert!(!holds(&path));
    }
}
