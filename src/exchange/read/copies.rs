//! Rows that no id tells from an earlier one: they are told twice, or both are paid. Must not know what a file says of them.

use std::hash::{BuildHasher, Hash, RandomState};

use hashbrown::HashMap;

use crate::domain::import::{BalanceRow, ImportKind, ImportRow};

use super::Source;
use super::records::FileRecord;

/// How often each row was there so far; nothing where an id or a day tells which count.
pub(super) struct Copies {
    known: Option<HashMap<u64, u64>>,
    hasher: RandomState,
    /// What somebody said of them: that they are added up.
    adds: Option<bool>,
    rows: u64,
}

impl Copies {
    pub(super) fn of(source: &Source) -> Copies {
        let adds = source.said.twice_adds;
        let told = match source.kind {
            ImportKind::Subscriptions => source.mapping.column("id").is_none(),
            ImportKind::Movements => true,
            ImportKind::Balances => adds == Some(true),
            ImportKind::Owners
            | ImportKind::Accounts
            | ImportKind::Roadmap
            | ImportKind::Surveys
            | ImportKind::Feedback
            | ImportKind::Usage => false,
        };
        Copies {
            known: told.then(HashMap::new),
            hasher: RandomState::new(),
            adds,
            rows: 0,
        }
    }

    /// The row of a record as it counts beside those before it.
    pub(super) fn beside(&mut self, row: ImportRow, record: &FileRecord) -> ImportRow {
        if self.known.is_none() || row == ImportRow::LeftOut {
            return row;
        }
        if let ImportRow::Balance(row) = row {
            let times = self.times((&row.account, row.day.0, &row.part));
            // Each is a part of its own: those are added up.
            let part = format!("{} {times}", row.part.unwrap_or_default());
            return ImportRow::Balance(BalanceRow {
                part: Some(part),
                ..row
            });
        }
        match self.times(record.cells.as_slice()) > 1 && self.adds == Some(false) {
            true => ImportRow::LeftOut,
            false => row,
        }
    }

    /// How often something was there, now among them.
    fn times(&mut self, what: impl Hash) -> u64 {
        let key = self.hasher.hash_one(what);
        let times = self.known.get_or_insert_default().entry(key).or_default();
        *times += 1;
        self.rows += u64::from(*times > 1);
        *times
    }

    /// How many there were that are added up, and that are left out.
    pub(super) fn counted(&self) -> [u64; 2] {
        match self.adds == Some(false) {
            true => [0, self.rows],
            false => [self.rows, 0],
        }
    }
}
