//! Marks on days. Must not know what the numbers of those days are.

use rusqlite::Connection;

use super::convert::given;
use super::records::{Kept, needed, short};
use super::table::{self, Table};
use crate::domain::failure::Failure;
use crate::domain::ids::DayMarkId;
use crate::domain::marks::DayMark;
use crate::domain::word::Word;

impl Table for DayMark {
    const TABLE: &'static str = "marks";

    fn blank(id: i64) -> DayMark {
        DayMark {
            id: id.into(),
            ..DayMark::default()
        }
    }
}

impl Kept for DayMark {
    fn check(&self, _: &Connection) -> Result<(), Failure> {
        needed(&self.words, "what happened")?;
        in_order(self)
    }

    fn insert(&self, db: &Connection) -> Result<i64, Failure> {
        table::insert(db, given(self.id.0), self)
    }

    fn in_use(&self, _: &Connection) -> Result<Vec<String>, Failure> {
        Ok(Vec::new())
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!(
            "{} mark \"{}\"",
            self.kind.word(),
            short(&self.words)
        ))
    }
}

fn in_order(mark: &DayMark) -> Result<(), Failure> {
    if mark.last() < mark.day {
        let message = format!("a mark cannot last from {} to {}", mark.day, mark.last());
        return Err(Failure::usage(message).hint("give a last day that is not before its first"));
    }
    Ok(())
}

/// After a change: its days are still in order. Not a CHECK, because a group sets one after the other.
pub(in crate::store) fn verify(db: &Connection, id: DayMarkId) -> Result<(), Failure> {
    by_id(db, id)?.as_ref().map_or(Ok(()), in_order)
}

/// The mark with an id.
pub(in crate::store) fn by_id(db: &Connection, id: DayMarkId) -> Result<Option<DayMark>, Failure> {
    table::by_id(db, id.0)
}

/// All marks, by their days.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<DayMark>, Failure> {
    table::all(db, "day, id")
}
