//! A file whose first line is a row, and no names of columns: what line to write above it. Must not know kinds.

use std::io;

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::Sign;
use super::dates::{self, WrittenDays};
use super::guess;
use super::header::Header;
use super::records::{FileRecord, Records};

/// So many rows are looked at for the order of days.
const ROWS: usize = 2_000;

/// Refuses a header that is a row: a day with its time or an address is the name of no column.
///
/// # Errors
/// A sentence with the line that names its columns.
pub fn has_names(
    header: &Header,
    name: &str,
    (separator, records): (u8, &dyn Fn() -> io::Result<Records>),
) -> Result<(), Failure> {
    let Some(value) = header.columns.names.iter().find(|name| is_value(name)) else {
        return Ok(());
    };
    let unreadable = |e: io::Error| Failure::disk(&format!("reading {name}"), e);
    let (names, order) = names(records().map_err(unreadable)?).map_err(unreadable)?;
    let line = names.join(&char::from(separator).to_string());
    let value = quoted(value, 40);
    let also = match order {
        true => "; its days need --date-format DD/MM/YYYY or --date-format MM/DD/YYYY with it",
        false => "",
    };
    Err(Failure::usage(format!(
        "reading {name}: it seems to have no line with the names of its columns; its first has {value}"
    ))
    .hint(format!(
        "export it again with it, or write it above, and what you know in it: {line}{also}"
    )))
}

/// The names that could stand above the columns, and whether the days in them leave open what comes first.
fn names(mut records: Records) -> io::Result<(Vec<String>, bool)> {
    let (mut record, mut rows) = (FileRecord::default(), 0);
    let mut columns: Vec<UnnamedColumn> = Vec::new();
    while rows < ROWS && records.next_into(&mut record)? {
        rows += 1;
        if columns.len() < record.cells.len() && rows == 1 {
            columns.resize_with(record.cells.len(), UnnamedColumn::default);
        }
        let cells = columns.iter_mut().enumerate();
        cells.for_each(|(at, column)| column.see(record.cell(at)));
    }
    let day = columns
        .iter()
        .position(|column| column.holds.is_of(column.holds.days));
    let who = columns
        .iter()
        .position(|column| column.holds.is_of(column.holds.addresses));
    let free = |at: &usize| Some(*at) != day && Some(*at) != who;
    let words = (0..columns.len())
        .filter(free)
        .max_by_key(|at| (columns[*at].holds.words, std::cmp::Reverse(*at)))
        .filter(|at| columns[*at].holds.words > rows);
    let name = |at: usize| match Some(at) {
        at if at == day => "received".to_owned(),
        at if at == who => "account".to_owned(),
        at if at == words => "text".to_owned(),
        _ => format!("question {}", at + 1),
    };
    let open = day.is_some_and(|day| columns[day].either && !columns[day].only);
    Ok(((0..columns.len()).map(name).collect(), open))
}

/// What was seen of one column.
#[derive(Default)]
struct UnnamedColumn {
    holds: guess::GuessedColumn,
    /// Whether a day could be two, and whether one could not.
    either: bool,
    only: bool,
}

impl UnnamedColumn {
    fn see(&mut self, cell: &str) {
        self.holds.see(cell);
        match dates::sign(cell) {
            Sign::None => {}
            Sign::Only(_) => self.only = true,
            Sign::Either => self.either = true,
        }
    }
}

/// Whether a name of a column is none: a day with its time, an address.
fn is_value(name: &str) -> bool {
    (name.contains(':') && WrittenDays::default().could_be(name)) || guess::is_address(name)
}
