//! The rows of things in their tables, by the fields that each thing's own description lists: written, read,
//! found by id. Must not know any particular thing.

use rusqlite::types::Type;
use rusqlite::{Connection, Row, params_from_iter};

use super::{fields, sql};
use crate::domain::change::Value;
use crate::domain::failure::Failure;
use crate::domain::field::Thing;

/// A thing that has a table.
pub(in crate::store) trait Table: Thing {
    /// Its table.
    const TABLE: &'static str;

    /// One with an id and nothing else, to be filled.
    fn blank(id: i64) -> Self;
}

/// Writes a thing, under an id or the next free one; its row id.
pub(in crate::store) fn insert<T: Table>(
    db: &Connection,
    id: Option<i64>,
    thing: &T,
) -> Result<i64, Failure> {
    let columns: Vec<&str> = T::FIELDS.iter().map(|row| row.is.column).collect();
    let slots = ", ?".repeat(columns.len());
    let sql = format!(
        "INSERT INTO {} (id, {}) VALUES (?{slots})",
        T::TABLE,
        columns.join(", ")
    );
    let values = T::FIELDS
        .iter()
        .map(|row| row.is.holds.tidy(&(row.get)(thing).value()));
    let id = id.map_or(Value::None, Value::Int);
    sql::run(
        db,
        &sql,
        params_from_iter(std::iter::once(id).chain(values)),
    )?;
    let id = db.last_insert_rowid();
    for row in T::FIELDS {
        fields::follow(db, T::TABLE, id, &row.is)?;
    }
    Ok(id)
}

/// The thing with an id.
pub(in crate::store) fn by_id<T: Table>(
    db: &Connection,
    id: impl Into<i64>,
) -> Result<Option<T>, Failure> {
    let sql = format!("SELECT * FROM {} WHERE id = ?1", T::TABLE);
    sql::first(db, &sql, [id.into()], read)
}

/// All things of a kind, in an order of columns.
pub(in crate::store) fn all<T: Table>(db: &Connection, order: &str) -> Result<Vec<T>, Failure> {
    sql::all(
        db,
        &format!("SELECT * FROM {} ORDER BY {order}", T::TABLE),
        [],
        read,
    )
}

/// A thing from a row with all its columns.
pub(in crate::store) fn read<T: Table>(row: &Row<'_>) -> rusqlite::Result<T> {
    let mut thing = T::blank(row.get("id")?);
    for field in T::FIELDS {
        let column = row.as_ref().column_index(field.is.column)?;
        let value: Value = row.get(column)?;
        if !(field.get_mut)(&mut thing).put(value) {
            let unreadable = format!("the {} of one of the {}", field.is.column, T::TABLE);
            return Err(rusqlite::Error::FromSqlConversionFailure(
                column,
                Type::Text,
                unreadable.into(),
            ));
        }
    }
    Ok(thing)
}
