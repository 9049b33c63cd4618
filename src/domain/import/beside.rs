//! Rows of which nothing tells whether they are earlier ones of their accounts: they would count beside those.
//! Must not know how that is found out.

use traversable::TraversableMut;

use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::money::{Cents, Money, count, counted};

/// Rows that would count beside earlier ones which the file does not say again.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Beside {
    /// How many.
    pub rows: u64,
    /// What they come to a month.
    pub mrr: Cents,
    /// Their accounts by name, each once.
    pub names: Vec<String>,
    /// The last import that made or changed such earlier rows.
    pub import: ImportId,
}

impl Beside {
    /// The refusal of a file that has such rows; `None` where it has none.
    pub fn refusal(&self, money: Money<'_>) -> Option<Failure> {
        if self.rows == 0 {
            return None;
        }
        let first: Vec<&str> = self.names.iter().take(3).map(String::as_str).collect();
        let named = match self.names.len() - first.len() {
            0 => first.join(", "),
            more => format!("{} and {} more", first.join(", "), count(more as u64)),
        };
        let (they, ones) = match self.rows {
            1 => ("it is", "one"),
            _ => ("they are", "ones"),
        };
        let failure = Failure::usage(format!(
            "{} would count beside what is there, {} a month: no id says whether {they} the earlier {ones} of {named}, \
             which this file does not say again; nothing was written",
            counted(self.rows, "row"),
            money.number(self.mrr)
        ));
        Some(failure.hint(format!(
            "export it with a column of ids; or take the earlier rows back with `churnroom imports revert {}` and \
             import this file; or say --partial if the rows come in addition",
            self.import
        )))
    }
}
