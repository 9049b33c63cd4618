//! The rows of things in their tables, by the fields that each thing's own description lists: written, read,
//! found by id. Must not know any particular thing.

use rusqlite::types::{FromSql, Type};
use rusqlite::{Connection, Row, ToSql, params, params_from_iter};

use super::convert::JsonText;
use super::sql;
use crate::domain::change::Value;
use crate::domain::failure::Failure;
use crate::domain::field::{Described, Holds, Thing};
use crate::domain::note::Origin;

/// A thing that has a table.
pub trait Tabled: Thing + Default {
    /// The type of its id.
    type Id: Copy + ToSql + FromSql;
    /// Its table.
    const TABLE: &'static str;
    /// The columns that all of them are listed by.
    const ORDER: &'static str = "id";

    /// Its id.
    fn id(&mut self) -> &mut Self::Id;
}

/// Writes a thing under an id, or the next free one instead of 0; its row id.
pub fn insert<T: Tabled>(db: &Connection, id: i64, thing: &T) -> Result<i64, Failure> {
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
    let id = if id == 0 { Value::None } else { Value::Int(id) };
    sql::run(
        db,
        &sql,
        params_from_iter(std::iter::once(id).chain(values)),
    )?;
    let id = db.last_insert_rowid();
    for row in T::FIELDS {
        follow(db, T::TABLE, id, &row.is)?;
    }
    Ok(id)
}

/// Writes every field of a thing that is there; 0 where another has what only one may have.
pub(in crate::store) fn rewrite<T: Tabled>(
    db: &Connection,
    id: i64,
    thing: &T,
) -> Result<usize, Failure> {
    let fields = T::FIELDS.iter();
    let sets: Vec<String> = fields.map(|row| format!("{} = ?", row.is.column)).collect();
    let sql = format!(
        "UPDATE OR IGNORE {} SET {} WHERE id = ?",
        T::TABLE,
        sets.join(", ")
    );
    let values = T::FIELDS.iter();
    let values = values.map(|row| row.is.holds.tidy(&(row.get)(thing).value()));
    sql::run(db, &sql, params_from_iter(values.chain([Value::Int(id)])))
}

/// An origin's meeting and theme also stand in columns of their own, for queries.
pub fn follow(db: &Connection, table: &str, id: i64, column: &Described) -> Result<(), Failure> {
    if matches!(column.holds, Holds::Origin) {
        let sql = format!("SELECT origin FROM {table} WHERE id = ?1");
        let found = sql::first(db, &sql, [id], |row| row.get::<_, JsonText<Origin>>(0))?;
        let origin = found.map(|json| json.0).unwrap_or_default();
        let sql = format!("UPDATE {table} SET meeting = ?2, theme = ?3 WHERE id = ?1");
        sql::run(db, &sql, params![id, origin.meeting, origin.theme])?;
    }
    Ok(())
}

/// The thing with an id.
pub fn by_id<T: Tabled>(db: &Connection, id: T::Id) -> Result<Option<T>, Failure> {
    let sql = format!("SELECT * FROM {} WHERE id = ?1", T::TABLE);
    sql::first(db, &sql, [id], read)
}

/// Things by their ids, in the order asked; what is no longer there is left out.
pub fn by_ids<T: Tabled>(
    db: &Connection,
    ids: impl IntoIterator<Item = T::Id>,
) -> Result<Vec<T>, Failure> {
    let found = ids.into_iter().map(|id| by_id(db, id));
    found.filter_map(Result::transpose).collect()
}

/// All things of a kind.
pub fn all<T: Tabled>(db: &Connection) -> Result<Vec<T>, Failure> {
    let sql = format!("SELECT * FROM {} ORDER BY {}", T::TABLE, T::ORDER);
    sql::all(db, &sql, [], read)
}

/// A thing from a row with all its columns.
pub fn read<T: Tabled>(row: &Row<'_>) -> rusqlite::Result<T> {
    let mut thing = T::default();
    *thing.id() = row.get("id")?;
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
