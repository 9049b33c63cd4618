//! Feedback's row numbers: the day in the upper bits, a sequence in the lower 24, so that newest
//! first is the key downwards. Must not know what feedback says.

use hashbrown::HashMap;
use rusqlite::{Connection, Result, Statement};

use crate::domain::day::Day;

/// Bits of the sequence within a day.
const BITS: u32 = 24;
/// The place of undated feedback: before everything dated.
const UNDATED: i32 = -1;

/// The lowest and the highest number feedback of a span of days can have.
pub fn span(from: Day, to: Day) -> (i64, i64) {
    (
        i64::from(from.0) << BITS,
        ((i64::from(to.0) + 1) << BITS) - 1,
    )
}

/// The same of one day, or of no day.
pub fn of_day(day: Option<Day>) -> (i64, i64) {
    let day = day.unwrap_or(Day(UNDATED));
    span(day, day)
}

/// Gives out row numbers, day by day.
pub struct Keys<'a> {
    last: HashMap<i32, i64>,
    stored: Statement<'a>,
}

impl<'a> Keys<'a> {
    /// Over the feedback there is.
    pub fn new(tx: &'a Connection) -> Result<Keys<'a>> {
        Ok(Keys {
            last: HashMap::new(),
            stored: tx.prepare("SELECT max(id) FROM feedback WHERE id BETWEEN ?1 AND ?2")?,
        })
    }

    /// The next number for feedback of a day; `None` when the day is full (16 million).
    pub fn next(&mut self, received: Option<Day>) -> Result<Option<i64>> {
        let day = received.map_or(UNDATED, |day| day.0);
        let (first, end) = of_day(received);
        let last = match self.last.get(&day) {
            Some(last) => *last,
            // A day starts at 1: no feedback has the number 0, which means "not stored yet".
            None => self.stored.query_row((first, end), |r| {
                r.get(0).map(|m: Option<i64>| m.unwrap_or(first))
            })?,
        };
        if last >= end {
            return Ok(None);
        }
        self.last.insert(day, last + 1);
        Ok(Some(last + 1))
    }
}
