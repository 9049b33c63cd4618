//! One sum for each table whose rows have no number: with every row that comes or goes the row's own sum is added or
//! taken away, in whatever order. Must not know what the rows mean.

use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::functions::FunctionFlags;
use rusqlite::types::Null;
use rusqlite::{Connection, params};

use super::{Checksum, write};
use crate::domain::failure::Failure;
use crate::store::{sql, steps};

/// The tables. SQLite tells of no change in one without row numbers, and may give others new ones.
pub(super) static TABLES: [&str; 15] = [
    "account_ids",
    "action_with",
    "blind",
    "blind_said",
    "erased",
    "feedback_tags",
    "feedback_tags_off",
    "import_former",
    "import_maps",
    "journal_also",
    "meeting_discussed",
    "meeting_present",
    "searches",
    "shortlist",
    "tag_letters",
];

/// The first version in which they have sums.
const SINCE: i64 = 23;

/// By how much the sum of each table has changed since it was last written.
#[derive(Clone, Default)]
pub(super) struct SumTally(Arc<Mutex<[u64; TABLES.len()]>>);

impl SumTally {
    /// From now on changes through this connection are seen. The triggers are the connection's own: the file has none
    /// of them.
    pub(super) fn watch(db: &Connection) -> Result<SumTally, Failure> {
        let tally = SumTally::default();
        let changed = tally.clone();
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        db.create_scalar_function("tally", -1, flags, move |call| {
            let (table, comes): (u8, bool) = (call.get(0)?, call.get(1)?);
            let mut sum = Checksum::default();
            (2..call.len()).for_each(|at| sum.add(call.get_raw(at)));
            let mut changed = changed.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(total) = changed.get_mut(usize::from(table)) {
                *total = match comes {
                    true => total.wrapping_add(sum.0),
                    false => total.wrapping_sub(sum.0),
                };
            }
            Ok(Null)
        })?;
        // A row that takes the place of another: only so the other is told of.
        db.pragma_update(None, "recursive_triggers", true)?;
        for (at, table) in TABLES.iter().enumerate() {
            db.execute_batch(&triggers(db, at, table)?)?;
        }
        Ok(tally)
    }

    /// Forgets what was seen.
    pub(super) fn begin(&self) {
        self.changed();
    }

    /// Writes the sums of what has changed.
    pub(super) fn settle(&self, db: &Connection) -> Result<(), Failure> {
        for (table, by) in TABLES.iter().zip(self.changed()) {
            if by != 0 {
                write(db, table, 0, Checksum(kept(db, table)?.wrapping_add(by)))?;
            }
        }
        Ok(())
    }

    fn changed(&self) -> [u64; TABLES.len()] {
        take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What tells of each row that comes, goes or changes; nothing for a table that is not there.
fn triggers(db: &Connection, at: usize, table: &str) -> Result<String, Failure> {
    let columns = "SELECT '\"' || name || '\"' FROM pragma_table_info(?1)";
    let columns: Vec<String> = sql::all(db, columns, [table], |row| row.get(0))?;
    let each = |of: &str, comes: u8| {
        let values: Vec<String> = columns.iter().map(|name| format!("{of}.{name}")).collect();
        format!("SELECT tally({at}, {comes}, {});", values.join(", "))
    };
    let (comes, goes) = (each("new", 1), each("old", 0));
    let changes = [
        ("insert", comes.clone()),
        ("delete", goes.clone()),
        ("update", goes + &comes),
    ];
    let made = changes.iter().filter(|_| !columns.is_empty()).map(|(what, told)| {
        format!("CREATE TEMP TRIGGER tally_{table}_{what} AFTER {what} ON main.{table} BEGIN {told} END;")
    });
    Ok(made.collect())
}

fn kept(db: &Connection, table: &str) -> Result<u64, Failure> {
    let sql = "SELECT sum FROM sums WHERE name = ?1 AND block = 0";
    let kept = sql::first(db, sql, params![table], |row| row.get::<_, i64>(0))?;
    Ok(kept.unwrap_or_default().cast_unsigned())
}

/// Those that a room of this version has.
fn there(db: &Connection) -> Result<Vec<&'static str>, Failure> {
    let is_there = "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ?1";
    let mut there = Vec::new();
    for table in TABLES {
        there.extend(sql::first(db, is_there, [table], |_| Ok(table))?);
    }
    Ok(there)
}

/// The sum of a table as its rows are now.
fn found(db: &Connection, table: &str) -> Result<u64, Failure> {
    let mut total = 0u64;
    sql::each(db, &format!("SELECT * FROM {table}"), [], |row| {
        let mut sum = Checksum::default();
        for column in 0..row.as_ref().column_count() {
            sum.add(row.get_ref(column)?);
        }
        total = total.wrapping_add(sum.0);
        Ok(())
    })?;
    Ok(total)
}

/// Writes every sum.
pub(super) fn renew_all(db: &Connection) -> Result<(), Failure> {
    if steps::version(db)? < SINCE {
        return Ok(());
    }
    for table in there(db)? {
        write(db, table, 0, Checksum(found(db, table)?))?;
    }
    Ok(())
}

/// The tables whose rows are not as they were last written.
pub(super) fn wrong(db: &Connection) -> Result<Vec<&'static str>, Failure> {
    let mut wrong = Vec::new();
    if steps::version(db)? < SINCE {
        return Ok(wrong);
    }
    for table in there(db)? {
        if found(db, table)? != kept(db, table)? {
            wrong.push(table);
        }
    }
    Ok(wrong)
}
