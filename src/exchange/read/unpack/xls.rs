//! Excel workbooks of before 2007 (XLS). Their reader holds every sheet as a full rectangle, so that their records are
//! walked first: one that would fill the memory is refused. Must not know which sheet is meant.

mod looks;

use std::fs::File;
use std::io::{BufReader, Seek};

use calamine::{Data, Reader, Xls, XlsError};

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::book::{AnyWorkbook, MetInSheet, Tab};
use super::compound::{Compound, u16_at, u32_at};
use super::formats::{FormatLook, ShownCells};
use super::grid::Grid;
use super::kind::FileShape;
use super::values;
use super::zipped::protected;
use looks::CellLooks;

/// The most cells of all sheets, the empty ones between others too.
const MOST_CELLS: u64 = 8_000_000;
/// What such a sheet can have.
const ROWS: u32 = 1 << 16;
const COLUMNS: u32 = 1 << 8;
/// The most sheets.
const MOST_SHEETS: usize = 1_000;

/// A workbook that was opened.
pub struct XlsBook {
    book: Xls<BufReader<File>>,
    looks: CellLooks,
    /// Which cells of each sheet show a currency.
    shown: Vec<ShownCells>,
}

/// Opens a file of Microsoft's compound format.
///
/// # Errors
/// When it is no workbook, broken, protected or too large.
pub fn open(mut file: &File) -> Result<XlsBook, Failure> {
    let unreadable = |error: std::io::Error| Failure::failed(error.to_string());
    file.rewind().map_err(unreadable)?;
    let compound = Compound::read(file).map_err(unreadable)?;
    let compound = compound.ok_or_else(|| no_workbook("its list of streams is broken"))?;
    if let Some(refused) = no_book(&compound) {
        return Err(refused);
    }
    let stream = ["Workbook", "Book"]
        .iter()
        .find_map(|name| compound.stream(name));
    let stream = stream.ok_or_else(|| no_workbook("its stream is broken"))?;
    drop(compound);
    let (looks, shown) = sound(&stream)?;
    drop(stream);
    file.rewind().map_err(unreadable)?;
    let again = file.try_clone().map_err(unreadable)?;
    let book = Xls::new(BufReader::new(again)).map_err(|error| match error {
        XlsError::Password => protected(),
        error => no_workbook(&quoted(&error.to_string(), 200)),
    })?;
    Ok(XlsBook { book, looks, shown })
}

fn no_workbook(said: &str) -> Failure {
    Failure::failed(format!("it is no readable Excel workbook: {said}"))
        .hint("open it in a spreadsheet program and save it as XLSX, or export it as CSV")
}

/// What else the format is used for.
fn no_book(compound: &Compound) -> Option<Failure> {
    const OTHERS: [(&str, &str); 4] = [
        ("WordDocument", "a Word document"),
        ("PowerPoint Document", "a PowerPoint presentation"),
        ("VisioDocument", "a Visio drawing"),
        ("__properties_version1.0", "a mail of Outlook"),
    ];
    if compound.has("EncryptedPackage") {
        return Some(protected());
    }
    if compound.has("Workbook") || compound.has("Book") {
        return None;
    }
    let other = OTHERS.iter().find(|(stream, _)| compound.has(stream));
    let name = other.map_or("a file of Microsoft's that is no workbook", |(_, name)| {
        name
    });
    let instead = "export the table as CSV";
    Some(FileShape { name, instead }.refused())
}

/// One record: its type, and its bytes.
type XlsRecord<'a> = (u16, &'a [u8]);

/// The records from a place on, up to the end of their part.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = XlsRecord<'_>> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)?);
        let body = stream.get(at + 4..at + 4 + usize::from(length))?;
        at += 4 + usize::from(length);
        Some((kind, body))
    })
}

/// Refuses sheets that, as they will be held, are of no size that can be. What their cells show is found on the way.
fn sound(stream: &[u8]) -> Result<(CellLooks, Vec<ShownCells>), Failure> {
    let too_large =
        || Failure::failed("it has more cells than can be held").hint("save it as XLSX or CSV");
    let (mut sheets, mut looks, mut all) = (Vec::new(), CellLooks::default(), Vec::new());
    for (kind, body) in records(stream, 0).take_while(|(kind, _)| *kind != 0x000A) {
        match kind {
            0x002F if u16_at(body, 0) != Some(0) => return Err(protected()),
            0x0085 => sheets.push(u32_at(body, 0).unwrap_or_default() as usize),
            _ => looks.take(kind, body),
        }
    }
    if sheets.len() > MOST_SHEETS || sheets.iter().any(|at| *at >= stream.len()) {
        return Err(no_workbook("its list of sheets is broken"));
    }
    let mut cells = 0;
    for at in sheets {
        let (mut bounds, mut shown) = (Bounds::default(), ShownCells::default());
        for (kind, body) in records(stream, at) {
            match kind {
                0x0200 => dimensions(body).ok_or_else(too_large)?,
                0x0203..=0x0205 | 0x00D6 | 0x027E | 0x00FD | 0x0006 => bounds.take(body, 0),
                0x00BD => bounds.take(body, (body.len().saturating_sub(6) / 6) as u32),
                _ => continue,
            }
            if cells + bounds.count.max(bounds.area()) > MOST_CELLS {
                return Err(too_large());
            }
            looks.note(kind, body, &mut shown)?;
        }
        all.push(shown);
        cells += bounds.count.max(bounds.area());
    }
    Ok((looks, all))
}

/// Whether the size that a sheet says it has is one that it can have: its reader makes room for it.
fn dimensions(body: &[u8]) -> Option<()> {
    let (rows, columns) = match body.len() {
        10 => (
            [u16_at(body, 0)?, u16_at(body, 2)?].map(u32::from),
            [u16_at(body, 4)?, u16_at(body, 6)?].map(u32::from),
        ),
        _ => (
            [u32_at(body, 0)?, u32_at(body, 4)?],
            [u16_at(body, 8)?, u16_at(body, 10)?].map(u32::from),
        ),
    };
    let sane = |[from, to]: [u32; 2], most| from <= to && to <= most;
    (sane(rows, ROWS) && sane(columns, COLUMNS)).then_some(())
}

/// The rectangle that holds all cells.
#[derive(Default)]
struct Bounds {
    count: u64,
    of: Option<[u32; 4]>,
}

impl Bounds {
    fn take(&mut self, body: &[u8], wider: u32) {
        let (Some(row), Some(column)) = (u16_at(body, 0), u16_at(body, 2)) else {
            return;
        };
        let (row, column) = (u32::from(row), u32::from(column));
        self.count += 1 + u64::from(wider);
        let [top, bottom, left, right] = self.of.unwrap_or([row, row, column, column]);
        self.of = Some([
            top.min(row),
            bottom.max(row),
            left.min(column),
            right.max(column + wider),
        ]);
    }

    fn area(&self) -> u64 {
        self.of.map_or(0, |[top, bottom, left, right]| {
            u64::from(bottom - top + 1) * u64::from(right - left + 1)
        })
    }
}

impl AnyWorkbook for XlsBook {
    fn what(&self) -> &'static str {
        "an Excel workbook of before 2007"
    }

    fn is_1904(&self) -> bool {
        self.book.has_1904_epoch()
    }

    fn tabs(&self) -> Vec<Tab> {
        Tab::all(self.book.sheets_metadata())
    }

    fn walk(&mut self, tab: &str, grid: &mut Grid<'_>) -> Result<MetInSheet, Failure> {
        let mut met = MetInSheet::default();
        let merged = self.book.merge_cells_by_sheet_name(tab);
        met.merged = merged.map_or(0, |ranges| ranges.len() as u64);
        let range = self.book.worksheet_range(tab);
        let range = range.map_err(|error| no_workbook(&quoted(&error.to_string(), 200)))?;
        let (top, left) = range.start().unwrap_or_default();
        let sheets = self.book.sheets_metadata().iter();
        let place = sheets.zip(&self.shown).find(|(sheet, _)| sheet.name == tab);
        let mut text = String::new();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top + row as u32, left + column as u32);
            let look = place.and_then(|(_, shown)| shown.at(row, column));
            let look = look.and_then(|look| self.looks.at(look));
            let words = words(value, look, &mut text, &mut met);
            if !words.is_empty() && !grid.put(row, column, words)? {
                break;
            }
        }
        Ok(met)
    }
}

/// The words of a value; a number is written into the text that is lent, with the currency that is shown beside it.
fn words<'a>(
    value: &'a Data,
    look: Option<&FormatLook>,
    text: &'a mut String,
    met: &mut MetInSheet,
) -> &'a str {
    text.clear();
    match value {
        Data::Empty => return "",
        Data::Error(_) => met.errors += 1,
        Data::String(words) | Data::DurationIso(words) => return words,
        Data::DateTimeIso(words) => return values::iso(words),
        Data::Bool(truth) => return values::truth(*truth),
        Data::Int(number) => {
            values::whole(*number, text);
            values::shown(look, text);
        }
        Data::Float(number) => {
            met.long += u64::from(values::is_long(*number));
            values::number(*number, text);
            values::shown(look, text);
        }
        Data::DateTime(moment) => values::moment(moment, text),
    }
    text
}
