//! Which import a thing came with: kept while it is gone, so that an undo brings it back as the import's own
//! and the same file finds it unchanged. Must not know what the thing is.

use rusqlite::Connection;

use super::sql;
use crate::domain::failure::Failure;

/// The tables that imports write things into, and what of such a row tells where it came from.
const TABLES: [(&str, &[&str]); 5] = [
    ("accounts", &["import", "hash"]),
    ("feedback", &["import", "hash"]),
    ("owners", &["import", "hash"]),
    ("roadmap", &["import", "hash"]),
    ("tags", &["import"]),
];

/// What is kept of a row that is gone. Nothing, if its import was taken back since: then it is the team's.
fn kept(table: &str) -> String {
    format!("f.import IN (SELECT id FROM imports) AND f.kind = 'gone {table}' AND f.row = ?1")
}

/// Before a thing goes.
pub fn keep(db: &Connection, table: &str, id: i64) -> Result<(), Failure> {
    let Some((_, columns)) = TABLES.iter().find(|(name, _)| *name == table) else {
        return Ok(());
    };
    let pairs: Vec<String> = columns.iter().map(|c| format!("'{c}', {c}")).collect();
    let sql = format!(
        "INSERT OR REPLACE INTO import_former (import, kind, row, was)
         SELECT import, 'gone {table}', id, json_object({}) FROM {table}
         WHERE id = ?1 AND import IS NOT NULL",
        pairs.join(", ")
    );
    sql::run(db, &sql, [id]).map(drop)
}

/// When it is back.
pub fn put_back(db: &Connection, table: &str, id: i64) -> Result<(), Failure> {
    let Some((_, columns)) = TABLES.iter().find(|(name, _)| *name == table) else {
        return Ok(());
    };
    let set = |column: &&str| format!("{column} = json_extract(f.was, '$.{column}')");
    let sets: Vec<String> = columns.iter().map(set).collect();
    let (sets, kept) = (sets.join(", "), kept(table));
    let sql =
        format!("UPDATE {table} SET {sets} FROM import_former f WHERE {kept} AND {table}.id = ?1");
    sql::run(db, &sql, [id])?;
    sql::run(
        db,
        &format!("DELETE FROM import_former AS f WHERE {kept}"),
        [id],
    )
    .map(drop)
}
