//! What customers stated beside what the team found, of a period's loss. Must not know how either is sorted.

use rusqlite::{OptionalExtension, params};

use super::Desk;
use crate::domain::drift::{Drift, drift};
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::period::Period;

const STATED: &str = "SELECT reason FROM feedback WHERE id = ?1";

impl Desk<'_> {
    /// The loss of a period by what was stated and what was found.
    pub fn drift(&self, period: Period) -> Result<Drift, Failure> {
        let themes = self.themes(period)?;
        let (ledger, evidence) = self.both()?;
        let mut read = self.db.prepare_cached(STATED)?;
        let stated = |id: FeedbackId| -> Result<String, Failure> {
            let reason = read.query_row(params![id], |row| row.get(0)).optional()?;
            Ok(reason.unwrap_or_default())
        };
        drift(ledger, evidence, themes, &self.rules.windows, stated)
    }
}
