//! Feedback that stands in its table: what it says, and what people wrote over that since.
//! Must not know how it is found, nor how it is written.

use rusqlite::{Connection, OptionalExtension, Statement};

use crate::domain::failure::Failure;
use crate::domain::field::{Field, Value};
use crate::domain::import::FeedbackRow;

use super::edits::Edits;
use super::known::FoundRow;
use super::piece::Pending;
use super::run::Run;

const SAME_WORDS: &str = "SELECT 1 FROM feedback WHERE id = ?1 AND text = ?2 AND reason = ?3";

/// What looks it up, prepared once.
pub(super) struct Stood<'a> {
    row: Statement<'a>,
    raw: Statement<'a>,
    comes_as: Statement<'a>,
    same_words: Statement<'a>,
    edits: Edits,
}

impl<'a> Stood<'a> {
    pub(super) fn load(tx: &'a Connection) -> Result<Stood<'a>, Failure> {
        Ok(Stood {
            row: tx.prepare(Pending::STANDS)?,
            raw: tx.prepare("SELECT raw FROM feedback WHERE id = ?1")?,
            comes_as: tx.prepare("UPDATE feedback SET raw = ?2 WHERE id = ?1")?,
            same_words: tx.prepare(SAME_WORDS)?,
            edits: Edits::load(tx, "feedback")?,
        })
    }

    /// What one says, without its tags.
    pub(super) fn row(&mut self, id: i64) -> Result<FeedbackRow, Failure> {
        Ok(self.row.query_row([id], Pending::stood)?)
    }

    /// Whether one says what a row does, whatever its tags are and the blanks around its words.
    pub(super) fn says(&mut self, id: i64, row: &FeedbackRow) -> Result<bool, Failure> {
        let bare = |row: FeedbackRow| FeedbackRow {
            text: row.text.trim().to_owned(),
            tags: None,
            ..row
        };
        Ok(bare(row.clone()) == bare(self.row(id)?))
    }

    /// The hash of the cells that one came with, where it is known.
    pub(super) fn raw(&mut self, id: i64) -> Result<Option<i64>, Failure> {
        let raw = self.raw.query_row([id], |row| row.get(0)).optional()?;
        Ok(raw.flatten())
    }

    /// Notes that one came with other cells.
    pub(super) fn came_as(&mut self, id: i64, raw: i64) -> Result<(), Failure> {
        self.comes_as.execute((id, raw))?;
        Ok(())
    }

    /// Whether a row has the words of one.
    pub(super) fn has_words_of(&mut self, id: i64, row: &FeedbackRow) -> Result<bool, Failure> {
        Ok(self.same_words.exists((id, &row.text, &row.reason))?)
    }

    /// Puts what people wrote in place of what the file says again.
    pub(super) fn keep_written(
        &mut self,
        run: &mut Run<'_>,
        found: FoundRow,
        row: &mut FeedbackRow,
    ) -> Result<(), Failure> {
        let written = self.edits.of(run.tx, found.id)?;
        if written.is_empty() {
            return Ok(());
        }
        let stood = self.row(found.id)?;
        for (of, stood, said) in [
            ((Field::Text, "text"), stood.text, &mut row.text),
            ((Field::Reason, "reason"), stood.reason, &mut row.reason),
        ] {
            let values = (&Value::Text(stood), &Value::Text(said.clone()));
            if let Some(Value::Text(kept)) = written.keep(run, of, values, found.reread) {
                *said = kept;
            }
        }
        Ok(())
    }
}
