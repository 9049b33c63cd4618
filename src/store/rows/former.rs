//! The former values of rows an import changed, and the putting back of them.
//! Must not know what the values mean: a row is its table and the names of its columns.

use rusqlite::{Connection, Result};

/// A table whose rows imports write.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Its table, and the word in `import_former`.
    pub table: &'static str,
    /// The columns an import sets and taking it back restores.
    pub columns: &'static [&'static str],
}

/// Accounts.
pub(super) const ACCOUNTS: Shape = Shape {
    table: "accounts",
    columns: &[
        "name",
        "plan",
        "segment",
        "channel",
        "region",
        "owner",
        "signed_up",
        "attributes",
        "hash",
    ],
};
/// Owners.
pub(super) const OWNERS: Shape = Shape {
    table: "owners",
    columns: &["external", "name", "email", "team", "hash"],
};
/// Roadmap items.
pub(super) const ROADMAP: Shape = Shape {
    table: "roadmap",
    columns: &["title", "status", "target", "owner", "url", "ease", "hash"],
};
/// Subscriptions.
pub(super) const SUBSCRIPTIONS: Shape = Shape {
    table: "subscriptions",
    columns: &[
        "account", "start", "end", "amount", "interval", "plan", "trial", "hash", "cause", "rate",
    ],
};
/// Movements.
pub(super) const MOVEMENTS: Shape = Shape {
    table: "movements",
    columns: &["delta", "hash", "cause", "rate"],
};
/// Balances.
pub(super) const BALANCES: Shape = Shape {
    table: "balances",
    columns: &["mrr", "hash", "rate"],
};
/// Feedback, exit surveys included.
pub(super) const FEEDBACK: Shape = Shape {
    table: "feedback",
    columns: &[
        "account", "source", "received", "reason", "text", "score", "hash",
    ],
};

/// Usage and health.
pub(super) const USAGE: Shape = Shape {
    table: "usage",
    columns: &["signs"],
};

impl Shape {
    /// Every table, those that are pointed at last.
    pub(super) const ALL: [Shape; 8] = [
        FEEDBACK,
        USAGE,
        SUBSCRIPTIONS,
        MOVEMENTS,
        BALANCES,
        ROADMAP,
        OWNERS,
        ACCOUNTS,
    ];

    /// Keeps a row as it is now, if this import has not kept it already.
    pub(super) fn keep(self, tx: &Connection, import: i64, row: i64) -> Result<()> {
        let pairs: Vec<String> = self
            .columns
            .iter()
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

    /// Puts back every row this import changed.
    pub(super) fn restore(self, tx: &Connection, import: i64) -> Result<()> {
        let sets: Vec<String> = self
            .columns
            .iter()
            .map(|c| format!("\"{c}\" = json_extract(f.was, '$.{c}')"))
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
