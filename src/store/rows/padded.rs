//! Feedback without an id that stands there with blanks around its words: whoever says the same without them says it
//! again. Rows came to be known so later than rooms came to be, so their hashes do not tell.
//! Must not know how feedback is written.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashMap;
use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::import::FeedbackRow;
use crate::store::sql;

use super::piece::Pending;

const PADDED: &str = "
    SELECT id, account FROM feedback WHERE external = '' AND hash IS NOT NULL
    AND text <> trim(text, char(9, 10, 11, 12, 13, 32, 133, 160, 8199, 8239, 12288))";

/// All of it, by what it says.
pub(super) struct Padded {
    said: HashMap<u64, Vec<i64>>,
    hasher: RandomState,
}

impl Padded {
    pub(super) fn load(tx: &Connection) -> Result<Padded, Failure> {
        let mut padded = Padded {
            said: HashMap::new(),
            hasher: RandomState::new(),
        };
        let mut stands = tx.prepare(Pending::STANDS)?;
        sql::each(tx, PADDED, [], |row| {
            let (id, account): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
            let key = padded.key(&stands.query_row([id], Pending::stood)?, account);
            padded.said.entry(key).or_default().push(id);
            Ok(())
        })?;
        Ok(padded)
    }

    /// The number of what a row of an account says again, of which none is `taken`.
    pub(super) fn find(
        &self,
        row: &FeedbackRow,
        account: Option<i64>,
        taken: impl Fn(i64) -> bool,
    ) -> Option<i64> {
        let mut same = self.said.get(&self.key(row, account))?.iter().copied();
        same.find(|id| !taken(*id))
    }

    fn key(&self, row: &FeedbackRow, account: Option<i64>) -> u64 {
        let score = row.score.map(|score| (score + 0.0).to_bits());
        let words = (&row.source, &row.reason, row.text.trim());
        let said = (row.exit_survey, account, row.received, score, words);
        self.hasher.hash_one(said)
    }
}
