//! What people said of files with the same columns: it belongs to the import that it was said of, and is taken back with
//! it. Must not know what a header is, nor what was said.

use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::store::convert::JsonText;
use crate::store::sql;

use super::was::{self, Answers, RoomWas};

const KNOWN: &str = "SELECT map FROM import_maps WHERE header = ?1";

const KEEP: &str = "INSERT INTO import_maps (header, map) VALUES (?1, ?2) \
                    ON CONFLICT (header) DO UPDATE SET map = excluded.map";

/// Remembers what was said of a header in place of what was remembered, until its import is taken back.
pub fn remember(tx: &Connection, import: ImportId, header: &str, map: &str) -> Result<(), Failure> {
    let known = sql::first(tx, KNOWN, [header], |row| row.get::<_, String>(0))?;
    let mut was = was::of(tx, import)?;
    was.answers = Some(Answers {
        header: header.to_owned(),
        was: known.and_then(|known| serde_json::from_str(&known).ok()),
    });
    was::keep(tx, import, &was)?;
    sql::run(tx, KEEP, (header, map)).map(drop)
}

/// Takes back what was said with an import. What a later one with the same columns said stays: that goes back to what
/// was known before both.
pub(super) fn take_back(tx: &Connection, import: ImportId, was: RoomWas) -> Result<(), Failure> {
    let Some(own) = was.answers else {
        return Ok(());
    };
    let later = "SELECT id FROM imports WHERE id > ?1 AND NOT reverted ORDER BY id";
    for id in sql::all(tx, later, [import], |row| row.get(0))? {
        let mut other = was::of(tx, id)?;
        if let Some(answers) = &mut other.answers
            && answers.header == own.header
        {
            answers.was = own.was;
            return was::keep(tx, id, &other);
        }
    }
    match own.was {
        Some(map) => sql::run(tx, KEEP, (&own.header, JsonText(map))),
        None => sql::run(
            tx,
            "DELETE FROM import_maps WHERE header = ?1",
            [&own.header],
        ),
    }
    .map(drop)
}
