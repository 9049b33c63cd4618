//! A mark typed as one line: what was understood of it, and the change it becomes.
//! Must not know how lines are drawn or closed.

use crate::domain::change::{Change, Record, Subject};
use crate::domain::day::Day;
use crate::domain::marks::{self, DayMark};

/// What to say below the line while it is typed.
pub(super) fn below(text: &str, today: Day) -> String {
    if text.trim().is_empty() {
        return "when and what: 14 sep price New price list · 1 aug to 14 aug campaign ..."
            .to_owned();
    }
    marks::read(text, today).map_or_else(str::to_owned, |mark| mark.long())
}

/// The change a line becomes: a new mark, or what makes an old one as the line says.
pub(super) fn change(text: &str, today: Day, of: Option<&DayMark>) -> Result<Change, &'static str> {
    let typed = marks::read(text, today)?;
    Ok(match of {
        Some(mark) => Change::made_like(Subject::DayMark(mark.id), mark, &typed),
        None => Change::add(Record::DayMark(typed)),
    })
}
