//! Excel workbooks of today (XLSX, XLSM), a sheet read cell after cell. Must not know which sheet is meant.

use std::fs::File;
use std::io::BufReader;

use calamine::{DataRef, Reader, Style, Xlsx, XlsxError};

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::book::{AnyWorkbook, MetInSheet, Tab};
use super::formats::{self, FormatLook, ShownCells};
use super::grid::Grid;
use super::values;
use super::zipped::{ArchiveParts, protected};

/// A workbook that was opened.
pub struct XlsxBook {
    book: Xlsx<BufReader<File>>,
    /// Whether any sheet of it has merged cells.
    merged: bool,
}

/// Opens a workbook whose parts were looked at.
///
/// # Errors
/// When it is broken or protected.
pub fn open(file: &File, parts: &ArchiveParts) -> Result<XlsxBook, Failure> {
    let again = file.try_clone().map_err(|e| broken(&XlsxError::Io(e)))?;
    let book = Xlsx::new(BufReader::new(again)).map_err(|error| broken(&error))?;
    Ok(XlsxBook {
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

impl XlsxBook {
    /// The looks that the number formats of cells show, by the place of the format; and which cells of a sheet show
    /// one.
    fn shown(&mut self, tab: &str) -> Result<(Vec<Option<FormatLook>>, ShownCells), Failure> {
        let mut shown = ShownCells::default();
        let cells = self.book.worksheet_cells_reader(tab);
        let mut cells = cells.map_err(|error| broken(&error))?;
        let look = |style: &Style| formats::look(&style.number_format.as_ref()?.format_code);
        let looks: Vec<Option<FormatLook>> = cells.styles().iter().map(look).collect();
        if looks.iter().all(Option::is_none) {
            return Ok((looks, shown));
        }
        while let Some((row, column, style)) =
            cells.next_style_id().map_err(|error| broken(&error))?
        {
            if looks.get(style).is_some_and(Option::is_some) {
                shown.note(row, column, style)?;
            }
        }
        Ok((looks, shown))
    }
}

impl AnyWorkbook for XlsxBook {
    fn what(&self) -> &'static str {
        "an Excel workbook"
    }

    fn is_1904(&self) -> bool {
        self.book.has_1904_epoch()
    }

    fn tabs(&self) -> Vec<Tab> {
        Tab::all(self.book.sheets_metadata())
    }

    fn walk(&mut self, tab: &str, grid: &mut Grid<'_>) -> Result<MetInSheet, Failure> {
        let mut met = MetInSheet::default();
        if self.merged {
            let ranges = self.book.merge_cells_by_sheet_name(tab);
            met.merged = ranges.map_or(0, |ranges| ranges.len() as u64);
        }
        // A chart that is called a sheet has no cells.
        if let Err(XlsxError::NotAWorksheet(_)) = self.book.worksheet_cells_reader(tab) {
            return Ok(met);
        }
        let (looks, shown) = self.shown(tab)?;
        let cells = self.book.worksheet_cells_reader(tab);
        let mut cells = cells.map_err(|error| broken(&error))?;
        let mut text = String::new();
        while let Some(cell) = cells
            .next_cell_with_formula_metadata()
            .map_err(|error| broken(&error))?
        {
            let (row, column) = cell.pos;
            let look = shown.at(row, column).and_then(|at| looks[at].as_ref());
            let words = words(&cell.value, look, &mut text, &mut met);
            if words.is_empty() {
                let unknown = cell.formula.is_some() && cell.value == DataRef::Empty;
                met.formulas += u64::from(unknown);
            } else if !grid.put(row, column, words)? {
                break;
            }
        }
        Ok(met)
    }
}

/// The words of a value; a number is written into the text that is lent, with the currency that is shown beside it.
fn words<'a>(
    value: &'a DataRef<'a>,
    look: Option<&FormatLook>,
    text: &'a mut String,
    met: &mut MetInSheet,
) -> &'a str {
    text.clear();
    match value {
        DataRef::Empty => return "",
        DataRef::Error(_) => met.errors += 1,
        DataRef::SharedString(words) => return words,
        DataRef::String(words) => return words,
        DataRef::DateTimeIso(words) => return values::iso(words),
        DataRef::DurationIso(words) => return words,
        DataRef::Bool(truth) => return values::truth(*truth),
        DataRef::Int(number) => {
            values::whole(*number, text);
            values::shown(look, text);
        }
        DataRef::Float(number) => {
            met.long += u64::from(values::is_long(*number));
            values::number(*number, text);
            values::shown(look, text);
        }
        DataRef::DateTime(moment) => values::moment(moment, text),
    }
    text
}
