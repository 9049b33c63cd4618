//! The few ways a query is run: all rows, one row, a count. Statements are prepared once and kept.
//! Must not know any table.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::domain::failure::Failure;

/// All rows of a query, in its order.
pub(in crate::store) fn all<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Failure> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement
        .query_map(params, read)?
        .collect::<rusqlite::Result<Vec<T>>>()?;
    Ok(rows)
}

/// The first row of a query, if there is one.
pub(in crate::store) fn first<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, Failure> {
    let mut statement = db.prepare_cached(sql)?;
    Ok(statement.query_row(params, read).optional()?)
}

/// Runs a statement that writes; how many rows it changed.
pub(in crate::store) fn run(
    db: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<usize, Failure> {
    Ok(db.prepare_cached(sql)?.execute(params)?)
}

/// A place where a thing may be in use: its noun for one and for many, the table and the column.
pub(in crate::store) type Use = (&'static str, &'static str, &'static str, &'static str);

/// A count with its noun for each place a thing is used, places without any left out: `3 pieces of feedback`.
pub(in crate::store) fn uses(
    db: &Connection,
    id: i64,
    places: &[Use],
) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for (one, many, table, column) in places {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
        match first(db, &sql, [id], |row| row.get::<_, i64>(0))?.unwrap_or(0) {
            0 => {}
            1 => found.push(format!("1 {one}")),
            n => found.push(format!("{n} {many}")),
        }
    }
    Ok(found)
}
