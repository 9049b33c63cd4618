//! Somebody's list of what was lost: an account and an amount a row, in any dialect, encoding and way of
//! writing amounts. Must not know the store, nor what the list is held against.

use std::path::Path;

use crate::domain::against::ClaimedLoss;
use crate::domain::failure::Failure;
use crate::domain::import::{Interval, Rejected};
use crate::domain::money::{Cents, Currency, count};
use crate::exchange::safe::{quoted, text_in, unguard};

use super::amounts::{self, Amounts};
use super::bytes::Bytes;
use super::columns::{ColumnWay, Columns, Index, beginning};
use super::fields::{ACCOUNT, FileField, amount, text};
use super::header::{self, HeaderRow};
use super::price::Every;
use super::priced_as;
use super::records::{FileRecord, Records};
use super::seen::{ColumnSeen, KnownSigns, Undecided};
use super::source::file_name;

/// A list as it was read.
#[derive(Debug)]
pub struct ClaimedList {
    /// The file's name without its folder, safe to print.
    pub file: String,
    /// The rows that can be used.
    pub rows: Vec<ClaimedLoss>,
    /// Those that cannot, with their lines and why.
    pub rejected: Vec<Rejected>,
    /// What was understood of the whole list, as sentences.
    pub notes: Vec<String>,
}

/// A row has to have one of the first two, and the third.
const FIELDS: [FileField; 4] = [
    text("account", 1).known(ACCOUNT).hinted("id"),
    text("name", 1).known(
        "accountname customername companyname clientname organizationname displayname",
    ),
    amount("lost", 1)
        .known(
            "lostmrr mrrlost churnedmrr churnmrr mrrchurned mrrchurn lostamount churnamount churnedamount \
             cancelledmrr canceledmrr loss mrr mrramount monthlyamount monthlyrecurringrevenue monthlyrevenue \
             amount lostarr arrlost churnedarr arr revenue value delta mrrchange total price",
        )
        .hinted("lost churned churn mrr arr amount"),
    text("currency", 1).known("currencycode iso"),
];

/// The most rows of a list: each is held in memory with all that is answered about it.
const MOST_ROWS: usize = 20_000;

/// So much of a cell is looked at, in bytes: no id, name or amount is longer.
const LONGEST: usize = 1_000;

/// Where the list's columns are.
struct Layout {
    columns: Columns,
    absurd: Option<String>,
    skip: usize,
    separator: u8,
    places: [Option<usize>; FIELDS.len()],
}

/// Reads a list. `given` names columns by field: `account`, `name`, `lost`, `currency`; `room` is the
/// currency the amounts have to be in.
///
/// # Errors
/// When the file is missing, empty, has no usable columns, or its amounts can be read two ways.
pub fn list(
    path: &Path,
    given: &[(String, String)],
    room: Option<&Currency>,
) -> Result<ClaimedList, Failure> {
    let file = file_name(path);
    let name = quoted(&file, 200);
    let bytes = Bytes::of(path)?;
    let unreadable = |error| Failure::disk(&format!("reading {name}"), error);
    let layout = sniff(path, &bytes, given).map_err(unreadable)?;
    usable(&layout, given, &name)?;
    let mut records = Records::open(path, &bytes, layout.separator).map_err(unreadable)?;
    let mut read = Vec::new();
    let mut record = FileRecord::default();
    let mut skip = layout.skip;
    while records.next_into(&mut record).map_err(unreadable)? {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if read.len() == MOST_ROWS {
            let most = count(MOST_ROWS as u64);
            return Err(
                Failure::usage(format!("reading {name}: it has more than {most} rows"))
                    .hint("give a list of what was lost, not of everything"),
            );
        }
        read.push(cells(&record, &layout));
    }
    settle(read, &layout, room, file, &name)
}

/// The cells of a row that matter.
struct ListCells {
    line: u64,
    broken: bool,
    of: [String; FIELDS.len()],
}

fn cells(record: &FileRecord, layout: &Layout) -> ListCells {
    let of = layout.places.map(|place| {
        let cell = place.and_then(|at| record.cells.get(at)).unwrap_or("");
        let cell = beginning(cell, LONGEST);
        let cell = text_in(cell.trim());
        unguard(&cell).trim().to_owned()
    });
    ListCells {
        line: record.line,
        broken: record.broken,
        of,
    }
}

/// A list can only be written in another way.
fn undecided(open: &Undecided<'_>, column: &str, name: &str) -> Failure {
    let hint = match open {
        Undecided::Mixed => "export them in one way of writing",
        Undecided::Either { .. } | Undecided::Otherwise { .. } => {
            "write the amounts with two digits for the cents, as 1200.00"
        }
    };
    let column = quoted(column, 40);
    Failure::failed(format!("reading {name}: {}", open.words(&column))).hint(hint)
}

fn settle(
    read: Vec<ListCells>,
    layout: &Layout,
    room: Option<&Currency>,
    file: String,
    name: &str,
) -> Result<ClaimedList, Failure> {
    let at = layout.places[2].unwrap_or_default();
    let column = &layout.columns.names[at];
    let mut seen = ColumnSeen::default();
    read.iter()
        .for_each(|cells| seen.amount(&cells.of[2], || false));
    let amounts = Amounts {
        decimal: seen
            .decimal(KnownSigns::default(), room)
            .map_err(|open| undecided(&open, column, name))?,
        unit: priced_as::unit(column).only().unwrap_or_default(),
        ..Amounts::default()
    };
    let every = longer(column);
    let values: Vec<Option<Cents>> = read.iter().map(|c| amounts.read(&c.of[2], room)).collect();
    let all = values.iter().flatten();
    // Exports of movements write a loss as a fall: then all of them are falls.
    let falls = all.clone().any(|v| *v < Cents::ZERO) && all.clone().all(|v| *v <= Cents::ZERO);
    let mut list = ClaimedList {
        file,
        rows: Vec::new(),
        rejected: Vec::new(),
        notes: Vec::new(),
    };
    for (cells, value) in read.into_iter().zip(values) {
        let value = value.map(|v| if falls { -v } else { v });
        match row(&cells, value, room) {
            Ok(mut row) => {
                if let Some(every) = every {
                    let (lost, interval) = every.price(row.lost);
                    row.lost = interval.monthly(lost);
                }
                list.rows.push(row);
            }
            Err(reason) => list.rejected.push(Rejected {
                line: cells.line,
                reason,
                accounts: Vec::new(),
            }),
        }
    }
    list.notes = notes(column, every, falls);
    Ok(list)
}

/// How often its amounts are due, where their column says that it is no month.
fn longer(column: &str) -> Option<Every> {
    let month = Every::one(Interval::Month);
    priced_as::due(column)
        .only()
        .filter(|every| *every != month)
}

/// What is to be said of how its amounts are compared.
fn notes(column: &str, every: Option<Every>, falls: bool) -> Vec<String> {
    let column = quoted(column, 40);
    let every =
        every.map(|every| format!("{column} is of {every}: what that is in a month is compared"));
    let falls =
        falls.then(|| "its amounts are all below zero: they are taken as losses".to_owned());
    every.into_iter().chain(falls).collect()
}

fn row(
    cells: &ListCells,
    lost: Option<Cents>,
    room: Option<&Currency>,
) -> Result<ClaimedLoss, String> {
    let [account, name, amount, currency] = &cells.of;
    if cells.broken {
        return Err("A quote opened in this row is never closed.".to_owned());
    }
    if account.is_empty() && name.is_empty() {
        return Err("It names no account.".to_owned());
    }
    if let (Some(room), false) = (room, currency.is_empty())
        && currency.parse().as_ref() != Ok(room)
    {
        let currency = quoted(currency, 20);
        return Err(format!("Its currency is {currency}, the room's is {room}."));
    }
    let mark = amounts::taken_apart(amount).and_then(|written| written.mark);
    if let (Some(room), Some(mark)) = (room, mark.filter(|_| currency.is_empty()))
        && !mark.can_be(room)
    {
        let mark = mark.listed();
        return Err(format!(
            "Its amount is in {mark}, the room's are in {room}."
        ));
    }
    match lost {
        None if amount.is_empty() => Err("It has no amount.".to_owned()),
        None => Err(format!("{} is no amount.", quoted(amount, 40))),
        Some(lost) if lost < Cents::ZERO => Err(format!(
            "{} is below zero where others are above: no loss.",
            quoted(amount, 40)
        )),
        Some(lost) => Ok(ClaimedLoss {
            line: cells.line,
            account: account.clone(),
            name: name.clone(),
            lost,
        }),
    }
}

/// The separator and the header row that make most of the first records.
fn sniff(path: &Path, bytes: &Bytes, given: &[(String, String)]) -> std::io::Result<Layout> {
    let mut best: Option<(usize, Layout)> = None;
    for separator in [b',', b';', b'\t', b'|'] {
        let mut records = Records::open(path, bytes, separator)?;
        let mut record = FileRecord::default();
        let mut skip = 0;
        while skip < 5 && records.next_into(&mut record)? {
            skip += 1;
            let head = HeaderRow::of(&record.cells, record.line);
            let columns = Columns::new(&head.cells);
            let places = places(&columns, given);
            // Of two headers that give as much away the wider is the right one.
            let found = places.iter().flatten().count() * 1_000 + columns.names.len().min(999);
            if best.as_ref().is_none_or(|(most, _)| found > *most) {
                let layout = Layout {
                    columns,
                    absurd: head.absurd,
                    skip,
                    separator,
                    places,
                };
                best = Some((found, layout));
            }
        }
    }
    best.map(|(_, layout)| layout)
        .ok_or_else(|| std::io::Error::new(std::io::ErrorKind::InvalidData, "it has no lines"))
}

fn places(columns: &Columns, given: &[(String, String)]) -> [Option<usize>; FIELDS.len()] {
    let index = Index::of(columns);
    let mut taken = vec![false; columns.names.len()];
    let mut places = [None; FIELDS.len()];
    for (place, field) in places.iter_mut().zip(&FIELDS) {
        let said = given.iter().find(|(name, _)| name == field.name);
        *place = said.and_then(|(_, header)| index.find(header));
        place.iter().for_each(|at| taken[*at] = true);
    }
    for (place, field) in places.iter_mut().zip(&FIELDS) {
        let told = given.iter().any(|(name, _)| name == field.name);
        if place.is_none() && !told {
            *place = [ColumnWay::Name, ColumnWay::Hint]
                .into_iter()
                .find_map(|way| index.free(way, field, &taken));
            place.iter().for_each(|at| taken[*at] = true);
        }
    }
    places
}

fn usable(layout: &Layout, given: &[(String, String)], name: &str) -> Result<(), Failure> {
    header::sane(layout.absurd.as_ref(), name)?;
    let shown = layout.columns.shown();
    for (field, header) in given {
        let Some(place) = FIELDS.iter().position(|f| f.name == field) else {
            let names = FIELDS.map(|f| f.name).join(", ");
            let field = quoted(field, 40);
            return Err(
                Failure::usage(format!("mapping {field}: there is no such field"))
                    .hint(format!("a list has {names}")),
            );
        };
        if layout.places[place].is_none() {
            let header = quoted(header, 40);
            return Err(
                Failure::usage(format!("mapping {field}: {name} has no column {header}"))
                    .hint(format!("the columns are {shown}")),
            );
        }
    }
    let [account, called, lost, _] = layout.places;
    let lacks = match (account.or(called), lost) {
        (Some(_), Some(_)) => return Ok(()),
        (None, None) => "no column for the account and none for the lost MRR",
        (None, Some(_)) => "no column for the account",
        (Some(_), None) => "no column for the lost MRR",
    };
    Err(
        Failure::usage(format!("reading {name}: {lacks}; it has {shown}"))
            .hint("say which with --map account=Header and --map lost=Header"),
    )
}

#[cfg(test)]
mod tests;
