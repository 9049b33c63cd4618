//! The list of imports. Must not know their rows (`rows` does).

use rusqlite::Connection;

use super::convert::Json;
use super::sql;
use crate::domain::failure::Failure;
use crate::domain::views::ImportView;

const ALL: &str = "SELECT * FROM imports ORDER BY id DESC";

/// All imports, newest first.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<ImportView>, Failure> {
    sql::all(db, ALL, [], |row| {
        Ok(ImportView {
            head: row.get::<_, Json<_>>("head")?.0,
            at: row.get("at")?,
            person: row.get("person")?,
            reverted: row.get("reverted")?,
        })
    })
}
