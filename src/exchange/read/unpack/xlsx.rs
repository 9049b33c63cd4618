//! Excel workbooks of today (XLSX, XLSM), a sheet read cell after cell. Must not know which sheet is meant.

use std::fs::File;
use std::io::BufReader;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::book::{Book, Met, Tab};
use super::grid::Grid;
use super::values;
use super::zipped::{Parts, protected};

/// A workbook that was opened.
pub struct Workbook {
    book: Xlsx<BufReader<File>>,
    /// Whether any sheet of it has merged cells.
    merged: bool,
}

/// Opens a workbook whose parts were looked at.
///
/// # Errors
/// When it is broken or protected.
pub fn open(file: &File, parts: &Parts) -> Result<Workbook, Failure> {
    let again = file.try_clone().map_err(|e| broken(&XlsxError::Io(e)))?;
    let book = Xlsx::new(BufReader::new(again)).map_err(|error| broken(&error))?;
    Ok(Workbook {
        book,
        merged: parts.merged > 0,
    })
}

fn broken(error: &XlsxError) -> Failure {
    if matches!(error, XlsxError::Password) {
        return protected();
    }
    let said = quoted(&error.to_string(), 200);
    Failure::failed(format!("it is no readable Excel workbook: {said}"))
        .hint("open it in a spreadsheet program and save it again, or export it as CSV")
}

impl Book for Workbook {
    fn what(&self) -> &'static str {
        "an Excel workbook"
    }

    fn is_1904(&self) -> bool {
        self.book.has_1904_epoch()
    }

    fn tabs(&self) -> Vec<Tab> {
        Tab::all(self.book.sheets_metadata())
    }

    fn walk(&mut self, tab: &str, grid: &mut Grid<'_>) -> Result<Met, Failure> {
        let mut met = Met::default();
        if self.merged {
            let ranges = self.book.merge_cells_by_sheet_name(tab);
            met.merged = ranges.map_or(0, |ranges| ranges.len() as u64);
        }
        let mut cells = match self.book.worksheet_cells_reader(tab) {
            Ok(cells) => cells,
            // A chart that is called a sheet has no cells.
            Err(XlsxError::NotAWorksheet(_)) => return Ok(met),
            Err(error) => return Err(broken(&error)),
        };
        let mut text = String::new();
        while let Some(cell) = cells
            .next_cell_with_formula_metadata()
            .map_err(|error| broken(&error))?
        {
            let words = words(&cell.value, &mut text, &mut met);
            if words.is_empty() {
                let unknown = cell.formula.is_some() && cell.value == DataRef::Empty;
                met.formulas += u64::from(unknown);
            } else if !grid.put(cell.pos.0, cell.pos.1, words)? {
                break;
            }
        }
        Ok(met)
    }
}

/// The words of a value; a number is written into the text that is lent.
fn words<'a>(value: &'a DataRef<'a>, text: &'a mut String, met: &mut Met) -> &'a str {
    text.clear();
    match value {
        DataRef::Empty => return "",
        DataRef::Error(_) => met.errors += 1,
        DataRef::SharedString(words) => return words,
        DataRef::String(words) => return words,
        DataRef::DateTimeIso(words) => return values::iso(words),
        DataRef::DurationIso(words) => return words,
        DataRef::Bool(truth) => return values::truth(*truth),
        DataRef::Int(number) => values::whole(*number, text),
        DataRef::Float(number) => {
            met.long += u64::from(values::is_long(*number));
            values::number(*number, text);
        }
        DataRef::DateTime(moment) => values::moment(moment, text),
    }
    text
}
