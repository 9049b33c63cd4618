//! The first records of a file: what stands between its cells, and which of them are its header.
//! Must not know what becomes of the rest.

use std::io;
use std::path::Path;

use crate::domain::failure::Failure;
use crate::exchange::read::by_name::is_of_states;
use crate::exchange::read::bytes::Bytes;
use crate::exchange::read::header::{self, Header, HeaderRow};
use crate::exchange::read::hints::{Hints, Remembered};
use crate::exchange::read::records::{FileRecord, Records};

/// The separator and header of a file, and all that was said of its columns now and before.
pub(super) fn look(
    path: &Path,
    bytes: &Bytes,
    hints: &Hints,
) -> io::Result<(u8, Header, Remembered)> {
    let said = hints.said();
    let (separator, header) = sniff(path, bytes, &said)?;
    let Some(before) = hints.remembered.get(&header.columns.key()) else {
        return Ok((separator, header, said));
    };
    // Who says now when what a status calls ended did end means the status to be used, whatever was said before.
    let mut before = before.clone();
    if said.status_ends.is_some() {
        before.ignore.retain(|column| !is_of_states(column));
    }
    let mut said = said.after(&before);
    // A list that is complete says that whoever is not in it pays nothing.
    said.empty_is_zero = said.empty_is_zero.filter(|zero| *zero || !hints.complete);
    let (separator, header) = sniff(path, bytes, &said)?;
    Ok((separator, header, said))
}

/// What a file calls its columns, whatever they are.
///
/// # Errors
/// When it cannot be read.
pub fn columns_of(path: &Path) -> Result<Vec<String>, Failure> {
    let bytes = Bytes::of(path)?;
    let found = sniff(path, &bytes, &Remembered::default());
    let (_, header) = found.map_err(|e| Failure::disk("reading its columns", e))?;
    Ok(header.columns.names)
}

/// The separator and header that make most of the first records.
pub(super) fn sniff(path: &Path, bytes: &Bytes, said: &Remembered) -> io::Result<(u8, Header)> {
    let mut best: Option<((u32, usize), u8, Header)> = None;
    for separator in [b',', b';', b'\t', b'|'] {
        let first = first_records(Records::open(path, bytes, separator)?)?;
        let header = header::find(&first, said);
        if header.columns.ours() > 0 {
            return Ok((separator, header));
        }
        let score = header.score();
        // Where no name is known, the separator that makes the same number of cells of most lines is the right one.
        let width = header.columns.names.len();
        let even = first.iter().filter(|r| width > 1 && r.width == width);
        let found = (score, even.count());
        if best.as_ref().is_none_or(|(most, ..)| found > *most) {
            best = Some((found, separator, header));
        }
    }
    best.map(|(_, separator, header)| (separator, header))
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it has no lines"))
}

fn first_records(mut records: Records) -> io::Result<Vec<HeaderRow>> {
    let mut first = Vec::new();
    let mut record = FileRecord::default();
    while first.len() < 20 && records.next_into(&mut record)? {
        let width = record.cells.len();
        first.push(match first.len() < header::HEADS {
            true => HeaderRow::of(&record.cells, record.line),
            false => HeaderRow {
                width,
                ..HeaderRow::default()
            },
        });
    }
    Ok(first)
}
