//! `FILE.rejects.csv`: the rows that could not be used, each with its line and the reason, to mend and bring back.
//! Must not know why a row was rejected.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::RefusedRow;
use crate::exchange::csv_out::{CsvCell, CsvSheet, begins, write_beside};
use crate::exchange::safe::{quoted, text_in};

use super::Source;
use super::fields::ValueShape;
use super::records::FileRecord;

/// Most reasons that are given for one row: a wide one could have thousands.
const MOST: usize = 10;

/// What a rejects file begins with.
const HEAD: &str = "line,reason,";

/// Writes the rejected rows beside their file and says where. The rows that the file's own reading rejects are
/// found by reading it again: there may be millions. `refused` are those that the room refused, by line.
///
/// # Errors
/// When the folder cannot be written, or what has the name is not one of ours. The import stands all the same.
pub fn write_rejects(source: &Source, refused: &[RefusedRow]) -> Result<PathBuf, Failure> {
    let mut path = source.original.clone().into_os_string();
    path.push(".rejects.csv");
    let path = PathBuf::from(path);
    if !is_ours(&path) {
        let name = quoted(&path.display().to_string(), 200);
        return Err(Failure::failed(format!(
            "writing the rejected rows: {name} is there already and was not written by an import"
        ))
        .hint("move it away and import again"));
    }
    let mut rows = source.rows()?;
    let mut refused = refused.iter().peekable();
    write_beside(&path, &source.original, |out| {
        let mut sheet = CsvSheet::new(out);
        head(&mut sheet, source)?;
        let mut why = RejectedWhy::default();
        while let Some(record) = rows.judge(|reason| why.add(&reason)) {
            while let Some(row) = refused.next_if(|row| row.line <= record.line) {
                why.add(row.reason);
            }
            if !why.reasons.is_empty() {
                row(
                    &mut sheet,
                    source,
                    record,
                    &std::mem::take(&mut why).words(),
                )?;
            }
        }
        sheet.finish().map(drop)
    })?;
    Ok(path)
}

/// The header as the file has it, of one row or of several, so that what was settled for the one holds for the other.
fn head(sheet: &mut CsvSheet<&mut dyn Write>, source: &Source) -> io::Result<()> {
    let mut records = source.records().map_err(io::Error::other)?;
    let mut record = FileRecord::default();
    for at in 0..source.skip {
        if !records.next_into(&mut record)? || at + source.heads < source.skip {
            continue;
        }
        let first = at + source.heads == source.skip;
        let ours = if first { ["line", "reason"] } else { [""; 2] };
        ours.into_iter()
            .try_for_each(|name| sheet.cell(CsvCell::Plain(name)))?;
        let names = record.cells.iter().skip(source.mapping.ours);
        let names: Vec<_> = names.map(text_in).collect();
        sheet.texts(names.iter().map(AsRef::as_ref))?;
    }
    Ok(())
}

/// Why a row was rejected, each reason once.
#[derive(Default)]
struct RejectedWhy {
    reasons: Vec<String>,
    more: usize,
}

impl RejectedWhy {
    fn add(&mut self, reason: &str) {
        match self.reasons.iter().any(|known| known == reason) {
            true => {}
            false if self.reasons.len() < MOST => self.reasons.push(reason.to_owned()),
            false => self.more += 1,
        }
    }

    fn words(self) -> String {
        let mut words = self.reasons.join(" ");
        if self.more > 0 {
            words.push_str(&format!(" {} more values of it cannot be used.", self.more));
        }
        words
    }
}

fn row(
    sheet: &mut CsvSheet<&mut dyn Write>,
    source: &Source,
    record: &FileRecord,
    why: &str,
) -> io::Result<()> {
    sheet.cell(CsvCell::Plain(&record.line.to_string()))?;
    sheet.cell(CsvCell::Text(why))?;
    for (at, cell) in record.cells.iter().enumerate().skip(source.mapping.ours) {
        match counted_day(source, at, cell) {
            Some(day) => sheet.cell(CsvCell::Plain(&day.to_string()))?,
            None => sheet.cell(CsvCell::Text(&text_in(cell)))?,
        }
    }
    sheet.end_row()
}

/// The day of a number that is one only in the workbook it is from: outside of it nobody knows.
fn counted_day(source: &Source, at: usize, cell: &str) -> Option<Day> {
    let epoch = source.settled.days.epoch?;
    let mut fields = source.mapping.fields();
    let is_day = fields.any(|(field, place)| place == at && field.shape == ValueShape::Day);
    is_day.then(|| epoch.day(cell.trim())).flatten()
}

/// Whether the name is free, or taken by a rejects file of an earlier import.
fn is_ours(path: &Path) -> bool {
    begins(path, HEAD).unwrap_or_else(|error| error.kind() == io::ErrorKind::NotFound)
}
