//! Amounts of a ledger that take the place of others which an earlier file brought for the same account and day: of a part of
//! what is there they may be meant to be added to those. Must not know tables.

use rusqlite::Connection;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::money::counted;
use crate::store::sql;

use super::ImportOptions;

/// How many there are, and the account and day of the first.
#[derive(Clone, Copy, Default)]
pub(super) struct Replaced {
    rows: u64,
    first: Option<(i64, Day)>,
}

impl Replaced {
    /// Takes in an amount and what stands there. Whoever paid nothing loses nothing.
    pub(super) fn take(&mut self, of: (i64, Day), stands: Option<i64>, now: i64) {
        if stands.is_some_and(|stands| stands != 0 && stands != now) {
            self.rows += 1;
            self.first.get_or_insert(of);
        }
    }

    /// The refusal of a part of what is there that has such.
    pub(super) fn refusal(
        self,
        tx: &Connection,
        options: &ImportOptions<'_>,
    ) -> Result<Option<Failure>, Failure> {
        let Some((account, day)) = self.first.filter(|_| !options.replaces) else {
            return Ok(None);
        };
        let name = "SELECT name FROM accounts WHERE id = ?1";
        let name: String = sql::one(tx, name, [account], |row| row.get(0))?;
        let failure = Failure::usage(format!(
            "{} would take the place of others that an earlier file brought for the same account and day ({name} on {day}, the \
             first), and would not be added to them; nothing was written",
            counted(self.rows, "amount")
        ));
        Ok(Some(failure.hint(
            "bring what each pays in one file, with a column that says which part of it a row is; or say --twice once if these \
             are right and the others are not",
        )))
    }
}
