//! Marks on days. Must not know what the numbers of those days are.

use rusqlite::Connection;

use super::kept::{KeptRecord, needed, short};
use super::table::{self, Tabled};
use crate::domain::failure::Failure;
use crate::domain::ids::DayMarkId;
use crate::domain::marks::DayMark;
use crate::domain::word::Word;

impl Tabled for DayMark {
    type Id = DayMarkId;
    const TABLE: &'static str = "marks";
    const ORDER: &'static str = "day, id";

    fn id(&mut self) -> &mut DayMarkId {
        &mut self.id
    }
}

impl KeptRecord for DayMark {
    fn check(&self, _: &Connection) -> Result<(), Failure> {
        needed(&self.words, "what happened")?;
        in_order(self)
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
pub fn verify(db: &Connection, id: DayMarkId) -> Result<(), Failure> {
    table::by_id(db, id)?.as_ref().map_or(Ok(()), in_order)
}
