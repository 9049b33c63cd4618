//! An index made in a file of its own while the room is being written, and then taken over as a whole.
//! Must not know whose words they are, nor who does the one beside the other.

use rusqlite::config::DbConfig;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, Result, params};

use super::index::{self, TextIndex};
use crate::domain::fold::fold;

/// Pages of it held in memory, in KiB (negative, as SQLite wants it): what is more goes to the disk.
const CACHE: i64 = -4_096;

/// An index under way.
pub struct Meanwhile {
    index: TextIndex,
    db: Connection,
    rows: i64,
}

impl Meanwhile {
    /// In a file that has no name and goes with this.
    pub fn begin(index: TextIndex) -> Result<Meanwhile> {
        let db = Connection::open("")?;
        db.query_row("PRAGMA journal_mode = OFF", [], |_| Ok(()))?;
        db.pragma_update(None, "cache_size", CACHE)?;
        // As the room's own is but for the words, which nobody asks this one for.
        db.execute_batch(&format!(
            "BEGIN; CREATE VIRTUAL TABLE {}_fts USING fts5 (
               words, content = '', tokenize = 'ascii', detail = none, columnsize = 0
             )",
            index.table()
        ))?;
        index::room_to_work(&db, index)?;
        Ok(Meanwhile { index, db, rows: 0 })
    }

    /// Adds rows with their words. Ascending row numbers are many times quicker.
    pub fn add(&mut self, rows: impl IntoIterator<Item = (i64, String)>) -> Result<()> {
        let table = self.index.table();
        let insert = format!("INSERT INTO {table}_fts (rowid, words) VALUES (?1, ?2)");
        let mut insert = self.db.prepare_cached(&insert)?;
        for (row, words) in rows {
            insert.execute(params![row, fold(&words)])?;
            self.rows += 1;
        }
        Ok(())
    }

    /// Writes what is still held back.
    pub fn finish(self) -> Result<Meanwhile> {
        self.db.execute_batch("COMMIT")?;
        Ok(self)
    }

    /// Whether it has the words of so many rows of a table.
    pub fn is_of(&self, index: TextIndex, rows: i64) -> bool {
        (self.index, self.rows) == (index, rows)
    }

    /// Puts it in the place of the room's own.
    pub fn take_over(&self, room: &Connection) -> Result<()> {
        index::command(room, self.index, "'delete-all'", "")?;
        // The tables behind an index are closed to everybody but FTS5 otherwise.
        room.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
        let copied = self.copy(room);
        room.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        copied?;
        // FTS5 still holds how many pieces the old one had: what it holds it forgets where something is rolled back.
        room.execute_batch("SAVEPOINT taken_over; ROLLBACK TO taken_over; RELEASE taken_over")
    }

    fn copy(&self, room: &Connection) -> Result<()> {
        let table = self.index.table();
        room.execute_batch(&format!(
            "DELETE FROM {table}_fts_data; DELETE FROM {table}_fts_idx"
        ))?;
        for (behind, columns) in [("data", "id, block"), ("idx", "segid, term, pgno")] {
            let places = "?, ".repeat(columns.matches(',').count());
            let into = format!("INSERT INTO {table}_fts_{behind} ({columns}) VALUES ({places}?)");
            let mut insert = room.prepare(&into)?;
            let from = format!("SELECT {columns} FROM {table}_fts_{behind}");
            let mut rows = self.db.prepare(&from)?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                for place in 0..insert.parameter_count() {
                    let value = ToSqlOutput::Borrowed(row.get_ref(place)?);
                    insert.raw_bind_parameter(place + 1, value)?;
                }
                insert.raw_execute()?;
            }
        }
        Ok(())
    }
}
