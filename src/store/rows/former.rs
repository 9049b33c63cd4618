//! The tables whose rows imports write: how a row is written, its former values kept, and put back.
//! Must not know what the values mean: a row is its table and the names of its columns.

use rusqlite::{Connection, Result, Statement, ToSql};

use crate::domain::account::Account;
use crate::domain::field::{Field, Thing, Value};
use crate::domain::ids::ImportId;
use crate::domain::import::{BalanceRow, MovementRow, SubscriptionRow, UsageRow};
use crate::domain::roadmap::{Owner, RoadmapItem};
use crate::store::table::Tabled;

/// A table whose rows imports write.
#[derive(Clone, Copy, Debug)]
pub struct ImportTable {
    /// Its name, and the word in `import_former`.
    pub table: &'static str,
    /// The fields an import sets, where the thing has a table of fields.
    described: fn() -> Vec<&'static str>,
    /// The further columns an import sets.
    further: &'static [&'static str],
}

/// The columns that a thing's own table says files can have.
fn imported<T: Thing>() -> Vec<&'static str> {
    let imported = T::FIELDS.iter().filter(|row| row.is.import.is_some());
    imported.map(|row| row.is.column).collect()
}

const fn things<T: Tabled>(further: &'static [&'static str]) -> ImportTable {
    ImportTable {
        table: T::TABLE,
        described: imported::<T>,
        further,
    }
}

/// The columns of a row of a file that an import sets; its account and day are given once where they tell rows apart.
fn set<T: Thing>() -> Vec<&'static str> {
    let set = T::FIELDS.iter().filter(|row| row.is.settable);
    set.map(|row| row.is.column).collect()
}

const fn facts<T: Thing>(table: &'static str, further: &'static [&'static str]) -> ImportTable {
    ImportTable {
        table,
        described: set::<T>,
        further,
    }
}

/// The values of a row of a file in the order of its columns, the account by its number.
pub fn values<T: Thing>(row: &T, account: i64) -> impl Iterator<Item = Value> {
    T::FIELDS
        .iter()
        .map(move |of| match of.is.field == Field::Account {
            true => Value::Int(account),
            false => (of.get)(row).value(),
        })
}

pub const ACCOUNTS: ImportTable = things::<Account>(&["attributes", "hash"]);
pub const OWNERS: ImportTable = things::<Owner>(&["hash"]);
pub const ROADMAP: ImportTable = things::<RoadmapItem>(&["hash"]);
pub const MOVEMENTS: ImportTable = facts::<MovementRow>("movements", &["hash"]);
pub const BALANCES: ImportTable = facts::<BalanceRow>("balances", &["hash"]);
pub const USAGE: ImportTable = facts::<UsageRow>("usage", &[]);
pub const SUBSCRIPTIONS: ImportTable =
    facts::<SubscriptionRow>("subscriptions", &["occurrence", "raw", "hash"]);
/// Exit surveys included.
pub const FEEDBACK: ImportTable = ImportTable {
    table: "feedback",
    described: Vec::new,
    further: &[
        "exit_survey",
        "external",
        "occurrence",
        "raw",
        "account",
        "source",
        "received",
        "reason",
        "text",
        "score",
        "hash",
    ],
};

impl ImportTable {
    /// Every table, those that are pointed at last.
    pub const ALL: [ImportTable; 8] = [
        FEEDBACK,
        USAGE,
        SUBSCRIPTIONS,
        MOVEMENTS,
        BALANCES,
        ROADMAP,
        OWNERS,
        ACCOUNTS,
    ];

    /// The column that says which account a row is of, if it is of any.
    pub(super) fn of_account(self) -> Option<&'static str> {
        match self.table {
            "owners" | "roadmap" => None,
            "accounts" => Some("id"),
            _ => Some("account"),
        }
    }

    /// The columns an import sets and taking it back restores.
    pub(super) fn columns(self) -> Vec<&'static str> {
        let mut columns = (self.described)();
        columns.extend(self.further);
        columns
    }

    /// What writes its rows: `own` are the columns that are given when a row is made and stay as they are.
    pub fn writer<'a>(
        self,
        tx: &'a Connection,
        import: ImportId,
        own: &[&str],
    ) -> Result<RowWriter<'a>> {
        let sets = self.columns();
        // What a file leaves empty stays as it is for owners, who are also typed in by hand; any other file
        // is its system's word on every column.
        let set = |c: &&str| match self.table {
            "owners" => format!("{c} = iif(excluded.{c} = '', {c}, excluded.{c})"),
            _ => format!("{c} = excluded.{c}"),
        };
        let sql = format!(
            "INSERT INTO {} (id, import, {}) VALUES (?, ?{}) ON CONFLICT (id) DO UPDATE SET {}",
            self.table,
            [own, &sets].concat().join(", "),
            ", ?".repeat(own.len() + sets.len()),
            sets.iter().map(set).collect::<Vec<_>>().join(", "),
        );
        let statement = tx.prepare(&sql)?;
        Ok(RowWriter { statement, import })
    }

    /// Keeps a row as it is now, if this import has not kept it already.
    pub fn keep(self, tx: &Connection, import: ImportId, row: i64) -> Result<()> {
        let columns = self.columns().into_iter();
        let pairs: Vec<String> = columns.map(|c| format!("'{c}', \"{c}\"")).collect();
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

    /// Takes the rows this import changed out of each other's way: of two with the same hash each is put back by
    /// itself, and meanwhile both would be the same.
    fn part(self, tx: &Connection, import: ImportId) -> Result<()> {
        if !self.further.contains(&"occurrence") {
            return Ok(());
        }
        let sql = format!(
            "UPDATE {table} SET occurrence = -id FROM import_former f WHERE f.import = ?1 AND f.kind = '{table}' \
               AND f.row = {table}.id AND {table}.external = '' AND json_type(f.was, '$.occurrence') IS NOT NULL",
            table = self.table
        );
        tx.execute(&sql, [import]).map(drop)
    }

    /// Puts back every row this import changed. A column that came after it was kept stays as it is.
    pub fn restore(self, tx: &Connection, import: ImportId) -> Result<()> {
        self.part(tx, import)?;
        let sets: Vec<String> = self
            .columns()
            .into_iter()
            .map(|c| format!("\"{c}\" = iif(json_type(f.was, '$.{c}') IS NULL, \"{c}\", json_extract(f.was, '$.{c}'))"))
            .collect();
        let sql = format!(
            "UPDATE {table} SET {sets} FROM import_former f \
             WHERE f.import = ?1 AND f.kind = '{table}' AND f.row = {table}.id",
            table = self.table,
            sets = sets.join(", "),
        );
        tx.execute(&sql, [import]).map(drop)
    }
}

/// Writes the rows of one table for one import.
pub struct RowWriter<'a> {
    statement: Statement<'a>,
    import: ImportId,
}

impl RowWriter<'_> {
    /// Writes a row: a new one, under a number if it has one, or the known one of that number. The values are
    /// those of its own columns, then those of the columns an import sets.
    pub fn write(
        &mut self,
        id: Option<i64>,
        values: impl IntoIterator<Item = impl ToSql>,
    ) -> Result<()> {
        self.statement.raw_bind_parameter(1, id)?;
        self.statement.raw_bind_parameter(2, self.import)?;
        for (place, value) in (3..).zip(values) {
            self.statement.raw_bind_parameter(place, value)?;
        }
        self.statement.raw_execute().map(drop)
    }
}
