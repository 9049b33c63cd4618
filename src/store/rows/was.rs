//! What an import found in the room, to be put back when it is taken back. Must not know what is put back when.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::store::convert::JsonText;
use crate::store::sql;

/// The room's own fields before an import, to put back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RoomWas {
    pub currency: Option<String>,
    pub ledger: Option<String>,
    pub as_of: Option<i32>,
    /// What was remembered of its columns; `None` of an import from before that was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
}

/// What was remembered of a header before an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answers {
    /// The header.
    pub header: String,
    /// What was said of it; `None` where nothing was.
    pub was: Option<Value>,
}

/// What an import found.
pub(super) fn of(tx: &Connection, import: ImportId) -> Result<RoomWas, Failure> {
    let was = "SELECT room_was FROM imports WHERE id = ?1";
    let was: String = sql::one(tx, was, [import], |row| row.get(0))?;
    Ok(serde_json::from_str(&was).unwrap_or_default())
}

/// Writes it anew.
pub(super) fn keep(tx: &Connection, import: ImportId, was: &RoomWas) -> Result<(), Failure> {
    let keep = "UPDATE imports SET room_was = ?2 WHERE id = ?1";
    sql::run(tx, keep, (import, JsonText(was))).map(drop)
}
