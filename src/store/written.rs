//! What stands in columns as JSON, and has to be readable: the journal, what meetings froze, what was remembered.
//! Must not know what any of it is for.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::convert::JsonText;
use super::sql;
use crate::domain::agenda::Agenda;
use crate::domain::change::Change;
use crate::domain::clock::Clock;
use crate::domain::effect::aim::Promise;
use crate::domain::effect::verdict::Verdict;
use crate::domain::failure::Failure;
use crate::domain::frozen::{AtEnd, AtStart};
use crate::domain::import::ImportHead;
use crate::domain::note::Origin;
use crate::domain::warned::RuleKept;

/// Whether the second value of a row can be read; nothing always can, where a column takes it.
type Reads = fn(&Row<'_>) -> bool;

fn is<T: DeserializeOwned>(row: &Row<'_>) -> bool {
    row.get::<_, Option<JsonText<T>>>(1).is_ok()
}

fn frozen(row: &Row<'_>, read: impl FnOnce(&str) -> bool) -> bool {
    let text = row.get::<_, Option<String>>(1);
    text.is_ok_and(|text| text.is_none_or(|text| read(&text)))
}

/// A table, what tells its rows apart, the column, and how it is read.
const COLUMNS: [(&str, &str, &str, Reads); 17] = [
    ("journal", "id", "forward", is::<Change>),
    ("journal", "id", "inverse", is::<Change>),
    ("imports", "id", "head", is::<ImportHead>),
    ("imports", "id", "room_was", is::<Value>),
    ("import_maps", "rowid", "map", is::<Map<String, Value>>),
    (
        "import_former",
        "import || ' ' || kind || ' ' || row",
        "was",
        is::<Value>,
    ),
    (
        "accounts",
        "id",
        "attributes",
        is::<BTreeMap<String, String>>,
    ),
    ("usage", "id", "signs", is::<BTreeMap<String, String>>),
    ("notes", "id", "origin", is::<Origin>),
    ("actions", "id", "origin", is::<Origin>),
    ("meetings", "id", "agenda", is::<Agenda>),
    ("meetings", "id", "clock", is::<Clock>),
    ("meetings", "id", "frozen_start", |row| {
        frozen(row, |text| AtStart::from_json(text).is_ok())
    }),
    ("meetings", "id", "frozen_end", |row| {
        frozen(row, |text| AtEnd::from_json(text).is_ok())
    }),
    ("aims", "id", "promise", is::<Promise>),
    ("aims", "id", "verdict", is::<Verdict>),
    ("warning_lists", "id", "rules", is::<Vec<RuleKept>>),
];

/// A sentence for each value that this version cannot read: what is in it could not be shown, or not be taken back.
pub fn faults(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    for (table, key, column, reads) in COLUMNS {
        // A file of an older version does not have every column yet.
        let there = "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2";
        if sql::first(db, there, [table, column], |_| Ok(()))?.is_none() {
            continue;
        }
        let all = format!("SELECT CAST({key} AS TEXT), \"{column}\" FROM {table}");
        sql::each(db, &all, [], |row| {
            if !reads(row) {
                let key: String = row.get(0)?;
                faults.push(format!("{column} of row {key} of {table} cannot be read"));
            }
            Ok(())
        })?;
    }
    Ok(faults)
}
