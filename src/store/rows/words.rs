//! The full-text index during an import: written once at the end, in the order of the row numbers.
//! Must not know what is indexed or how: `search` does.

use rusqlite::{Connection, Result};

use crate::store::search::index::{self, TextIndex};
use crate::store::search::meanwhile::Meanwhile;

use super::aside::Aside;

/// Rows whose words have to be indexed when the import is through.
pub(super) struct RowWords<'a> {
    tx: &'a Connection,
    pub index: TextIndex,
    touched: Vec<i64>,
    triggers: Aside,
    /// Whether every row of the table is new.
    all: bool,
}

impl<'a> RowWords<'a> {
    /// From here to `finish` no trigger indexes anything.
    pub(super) fn begin(tx: &'a Connection, index: TextIndex) -> Result<RowWords<'a>> {
        let mut triggers = Aside::default();
        triggers.take(tx, "trigger", index.table(), &[])?;
        Ok(RowWords {
            tx,
            index,
            touched: Vec::new(),
            triggers,
            all: false,
        })
    }

    /// Every row of the table is new, so that none is noted by itself.
    pub(super) fn all(&mut self) {
        self.all = true;
    }

    /// A row that was written and is not in the index.
    pub(super) fn written(&mut self, row: i64) {
        self.touched.push(row);
    }

    /// A row about to be changed.
    pub(super) fn about_to_change(&mut self, row: i64) -> Result<()> {
        index::remove(self.tx, self.index, row)?;
        self.touched.push(row);
        Ok(())
    }

    /// Indexes what was written, unless it was made meanwhile; all of it again when that is less work.
    pub(super) fn finish(mut self, made: Option<&Meanwhile>) -> Result<()> {
        let count = format!("SELECT count(*) FROM {}", self.index.table());
        let all: i64 = self.tx.query_row(&count, [], |row| row.get(0))?;
        if let Some(made) = made.filter(|made| made.is_of(self.index, all)) {
            made.take_over(self.tx)?;
        } else if self.all || self.touched.len() as i64 > all / 2 {
            index::rebuild(self.tx, self.index)?;
        } else if !self.touched.is_empty() {
            self.touched.sort_unstable();
            index::add(self.tx, self.index, &self.touched)?;
        }
        self.triggers.put_back(self.tx)
    }
}
