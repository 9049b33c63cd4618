//! Triggers and indexes taken off a table for a bulk job, and made again after it.
//! Must not know why: dropped and made inside the caller's transaction, a roll back brings them back.

use rusqlite::{Connection, Result};

const MADE: &str = "
    SELECT name, sql FROM sqlite_schema
    WHERE type = ?1 AND tbl_name = ?2 AND sql IS NOT NULL ORDER BY rowid";

/// What was taken off, as the SQL that makes it again.
#[derive(Debug, Default)]
pub(super) struct Aside {
    sql: Vec<String>,
}

impl Aside {
    /// Takes off a table's triggers or indexes, but those that are part of the table itself and those to keep.
    pub(super) fn take(
        &mut self,
        tx: &Connection,
        what: &str,
        table: &str,
        keep: &[&str],
    ) -> Result<()> {
        let mut found: Vec<(String, String)> = tx
            .prepare(MADE)?
            .query_map([what, table], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_>>()?;
        found.retain(|(name, _)| !keep.contains(&name.as_str()));
        for (name, sql) in found {
            tx.execute_batch(&format!("DROP {what} {name}"))?;
            self.sql.push(sql);
        }
        Ok(())
    }

    /// Makes everything again. To make an index is to sort, which a thread of SQLite's does while the rows are read.
    pub(super) fn put_back(self, tx: &Connection) -> Result<()> {
        tx.execute_batch("PRAGMA threads = 1")?;
        let made = self.sql.iter().try_for_each(|sql| tx.execute_batch(sql));
        tx.execute_batch("PRAGMA threads = 0")?;
        made
    }
}
