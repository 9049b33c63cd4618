//! The former values of rows an import changed, and the putting back of them.
//! Must not know what the values mean: a row is its table and the names of its columns.

use rusqlite::{Connection, Result};

use crate::domain::account::Account;
use crate::domain::field::Thing;
use crate::domain::roadmap::{Owner, RoadmapItem};

/// A table whose rows imports write.
#[derive(Clone, Copy, Debug)]
pub(super) struct ImportTable {
    /// Its table, and the word in `import_former`.
    pub table: &'static str,
    /// The fields an import sets, where the thing has a table of fields.
    described: fn() -> Vec<&'static str>,
    /// The further columns an import sets.
    further: &'static [&'static str],
}

/// The columns that a thing's own table says files can have.
pub(super) fn imported<T: Thing>() -> Vec<&'static str> {
    let imported = T::FIELDS.iter().filter(|row| row.is.import.is_some());
    imported.map(|row| row.is.column).collect()
}

/// Accounts.
pub(super) const ACCOUNTS: ImportTable = ImportTable {
    table: "accounts",
    described: imported::<Account>,
    further: &["attributes", "hash"],
};
/// Owners.
pub(super) const OWNERS: ImportTable = ImportTable {
    table: "owners",
    described: imported::<Owner>,
    further: &["hash"],
};
/// Roadmap items.
pub(super) const ROADMAP: ImportTable = ImportTable {
    table: "roadmap",
    described: imported::<RoadmapItem>,
    further: &["hash"],
};
/// Subscriptions.
pub(super) const SUBSCRIPTIONS: ImportTable = ImportTable {
    table: "subscriptions",
    described: Vec::new,
    further: &[
        "account", "start", "end", "amount", "interval", "plan", "trial", "hash", "cause", "rate",
    ],
};
/// Movements.
pub(super) const MOVEMENTS: ImportTable = ImportTable {
    table: "movements",
    described: Vec::new,
    further: &["delta", "hash", "cause", "rate"],
};
/// Balances.
pub(super) const BALANCES: ImportTable = ImportTable {
    table: "balances",
    described: Vec::new,
    further: &["mrr", "hash", "rate"],
};
/// Feedback, exit surveys included.
pub(super) const FEEDBACK: ImportTable = ImportTable {
    table: "feedback",
    described: Vec::new,
    further: &[
        "account", "source", "received", "reason", "text", "score", "hash",
    ],
};

/// Usage and health.
pub(super) const USAGE: ImportTable = ImportTable {
    table: "usage",
    described: Vec::new,
    further: &["signs"],
};

impl ImportTable {
    /// Every table, those that are pointed at last.
    pub(super) const ALL: [ImportTable; 8] = [
        FEEDBACK,
        USAGE,
        SUBSCRIPTIONS,
        MOVEMENTS,
        BALANCES,
        ROADMAP,
        OWNERS,
        ACCOUNTS,
    ];

    /// The columns an import sets and taking it back restores.
    pub(super) fn columns(self) -> Vec<&'static str> {
        let mut columns = (self.described)();
        columns.extend(self.further);
        columns
    }

    /// Keeps a row as it is now, if this import has not kept it already.
    pub(super) fn keep(self, tx: &Connection, import: i64, row: i64) -> Result<()> {
        let pairs: Vec<String> = self
            .columns()
            .into_iter()
            .map(|c| format!("'{c}', \"{c}\""))
            .collect();
        let tags = if self.table == "feedback" {
            ", 'tags', json((SELECT json_group_array(json_array(tag, import)) FROM feedback_tags \
              WHERE feedback = t.id AND import IS NOT NULL))"
        } else {
            ""
        };
        let mut keep = tx.prepare_cached(&format!(
            "INSERT OR IGNORE INTO import_former (import, kind, row, was) \
             SELECT ?1, '{table}', t.id, json_object({pairs}{tags}) FROM {table} t WHERE t.id = ?2",
            table = self.table,
            pairs = pairs.join(", "),
        ))?;
        keep.execute((import, row)).map(drop)
    }

    /// Puts back every row this import changed. A column that came after it was kept stays as it is.
    pub(super) fn restore(self, tx: &Connection, import: i64) -> Result<()> {
        let sets: Vec<String> = self
            .columns()
            .into_iter()
            .map(|c| format!("\"{c}\" = iif(json_type(f.was, '$.{c}') IS NULL, \"{c}\", json_extract(f.was, '$.{c}'))"))
            .collect();
        tx.execute(
            &format!(
                "UPDATE {table} SET {sets} FROM import_former f \
                 WHERE f.import = ?1 AND f.kind = '{table}' AND f.row = {table}.id",
                table = self.table,
                sets = sets.join(", "),
            ),
            [import],
        )
        .map(drop)
    }
}
