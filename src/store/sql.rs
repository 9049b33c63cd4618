//! The few ways a query is run: all rows, one row, a count. Statements are prepared once and kept.
//! Must not know any table.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::domain::failure::Failure;

/// All rows of a query, in its order.
pub fn all<T>(
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
pub fn first<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, Failure> {
    let mut statement = db.prepare_cached(sql)?;
    Ok(statement.query_row(params, read).optional()?)
}

/// The one row that a query always has, such as a count.
pub fn one<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<T, Failure> {
    Ok(db.prepare_cached(sql)?.query_row(params, read)?)
}

/// Goes through the rows of a query, one after the other: there may be more than memory should hold at once.
pub fn each(
    db: &Connection,
    sql: &str,
    params: impl Params,
    mut take: impl FnMut(&Row<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// Runs a statement that writes; how many rows it changed.
pub fn run(db: &Connection, sql: &str, params: impl Params) -> Result<usize, Failure> {
    Ok(db.prepare_cached(sql)?.execute(params)?)
}

/// Takes back the transaction under way. SQLite has done so by itself when the disk or the file failed it.
pub fn back(db: &Connection) {
    if !db.is_autocommit()
        && let Err(error) = db.execute_batch("ROLLBACK")
    {
        tracing::warn!(%error, "a transaction was not taken back");
    }
}

/// A place where a thing may be in use: its noun as `several` takes it, the table and the column.
pub type Use = (&'static str, &'static str, &'static str);

/// A count with its noun for each place a thing is used, places without any left out: `3 pieces of feedback`.
pub fn uses(db: &Connection, id: i64, places: &[Use]) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for (noun, table, column) in places {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
        found.extend(several(one(db, &sql, [id], |row| row.get(0))?, noun));
    }
    Ok(found)
}

/// So many, unless it is none. Words that differ are written `one/many`: `piece/pieces of feedback`.
pub fn several(n: i64, noun: &str) -> Option<String> {
    let form = |(one, many)| if n == 1 { one } else { many };
    let words = noun
        .split(' ')
        .map(|word| word.split_once('/').map_or(word, form));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    (n != 0).then(|| format!("{n} {}", words.join(" ")))
}
