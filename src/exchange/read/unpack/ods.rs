//! OpenDocument spreadsheets (ODS), read tag after tag: a cell that is repeated a million times is not held a million
//! times. Must not know which sheet is meant.

use std::fs::File;
use std::io::BufReader;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::book::{AnyWorkbook, MetInSheet, Tab};
use super::formats::FormatLook;
use super::grid::Grid;
use super::values;
use super::zipped;
use crate::exchange::read::marks;

const CONTENT: &str = "content.xml";

/// No more of the words of a cell are kept, in bytes.
const LONGEST: usize = 1 << 20;

/// A spreadsheet that was opened.
pub struct OdsBook {
    archive: ZipArchive<BufReader<File>>,
    tabs: Vec<Tab>,
}

/// Opens a spreadsheet whose parts were looked at.
///
/// # Errors
/// When it is broken.
pub fn open(file: &File) -> Result<OdsBook, Failure> {
    let again = file.try_clone().map_err(|e| unreadable(&ZipError::Io(e)))?;
    let archive = ZipArchive::new(BufReader::new(again)).map_err(|e| unreadable(&e))?;
    let mut book = OdsBook {
        archive,
        tabs: Vec::new(),
    };
    book.tabs = book.find_tabs()?;
    Ok(book)
}

fn unreadable(error: &ZipError) -> Failure {
    zipped::broken("OpenDocument spreadsheet", error)
}

fn broken(error: &quick_xml::Error) -> Failure {
    let said = quoted(&error.to_string(), 200);
    Failure::failed(format!(
        "it is no readable OpenDocument spreadsheet: {said}"
    ))
    .hint("open it in a spreadsheet program and save it again, or export it as CSV")
}

/// The tags of the part that everything is in.
struct OdsTags<'a> {
    reader: Reader<BufReader<ZipFile<'a, BufReader<File>>>>,
    buffer: Vec<u8>,
}

impl OdsTags<'_> {
    fn next(&mut self) -> Result<Event<'_>, Failure> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer);
        event.map_err(|error| broken(&error))
    }
}

/// An attribute of a tag, as it is written.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|a| a.key.as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// How often something is repeated.
fn times(tag: &BytesStart<'_>, name: &str) -> u32 {
    let times = attribute(tag, name).and_then(|n| n.parse().ok());
    times.unwrap_or(1).max(1)
}

impl OdsBook {
    fn tags(&mut self) -> Result<OdsTags<'_>, Failure> {
        let part = self.archive.by_name(CONTENT).map_err(|e| unreadable(&e))?;
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, part));
        reader.config_mut().expand_empty_elements = true;
        Ok(OdsTags {
            reader,
            buffer: Vec::new(),
        })
    }

    fn find_tabs(&mut self) -> Result<Vec<Tab>, Failure> {
        let (mut tabs, mut hidden, mut style) = (Vec::new(), Vec::new(), String::new());
        let mut tags = self.tags()?;
        let mut depth = 0;
        loop {
            match tags.next()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "style:style" => style = attribute(&tag, "style:name").unwrap_or_default(),
                    "style:table-properties"
                        if attribute(&tag, "table:display").as_deref() == Some("false") =>
                    {
                        hidden.push(style.clone());
                    }
                    "table:table" => {
                        depth += 1;
                        let look = attribute(&tag, "table:style-name").unwrap_or_default();
                        if let (1, Some(name)) = (depth, attribute(&tag, "table:name")) {
                            let hidden = hidden.contains(&look);
                            tabs.push(Tab { name, hidden });
                        }
                    }
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "table:table" => depth -= 1,
                Event::Eof => return Ok(tabs),
                _ => {}
            }
        }
    }
}

impl AnyWorkbook for OdsBook {
    fn what(&self) -> &'static str {
        "an OpenDocument spreadsheet"
    }

    fn is_1904(&self) -> bool {
        false
    }

    fn tabs(&self) -> Vec<Tab> {
        self.tabs.clone()
    }

    fn walk(&mut self, tab: &str, grid: &mut Grid<'_>) -> Result<MetInSheet, Failure> {
        let mut tags = self.tags()?;
        let mut sheet = OdsSheet::default();
        loop {
            match tags.next()? {
                Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                    let name = attribute(&tag, "table:name");
                    if name.as_deref() == Some(tab) {
                        break;
                    }
                }
                Event::Eof => return Ok(sheet.met),
                _ => {}
            }
        }
        let mut depth = 1;
        loop {
            match tags.next()? {
                Event::Start(tag) if tag.name().as_ref() == "table:table" => depth += 1,
                Event::End(tag) if tag.name().as_ref() == "table:table" => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                Event::Eof => break,
                // A table within a cell is no part of the sheet.
                event if depth == 1 && !sheet.take(&event, grid)? => break,
                _ => {}
            }
        }
        Ok(sheet.met)
    }
}

/// A sheet that is being read.
#[derive(Default)]
struct OdsSheet {
    met: MetInSheet,
    row: u32,
    /// How often the row at hand is there.
    rows: u32,
    column: u32,
    cells: Vec<(u32, u32, String)>,
    cell: Option<OdsCell>,
    /// Within a remark that somebody put to a cell.
    remarks: u32,
}

/// A cell that is being read.
struct OdsCell {
    times: u32,
    /// What it is worth, where that does not stand in its words.
    value: Option<String>,
    words: String,
    paragraphs: u32,
    in_words: u32,
    is_error: bool,
    is_unknown: bool,
}

impl OdsSheet {
    /// Takes one event; `false` when the grid has enough.
    fn take(&mut self, event: &Event<'_>, grid: &mut Grid<'_>) -> Result<bool, Failure> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => match tag.name().as_ref() {
                "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
                "table:table-row" => return self.end_row(grid),
                "office:annotation" => self.remarks = self.remarks.saturating_sub(1),
                "text:p" => self.within(|cell| cell.in_words = cell.in_words.saturating_sub(1)),
                _ => {}
            },
            Event::Text(text) => self.say(&text.xml10_content()),
            Event::CData(text) => self.say(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let known = resolve_xml_entity(name.as_ref()).map(str::to_owned);
                let letter = || name.resolve_char_ref().ok().flatten().map(String::from);
                if let Some(words) = known.or_else(letter) {
                    self.say(&words);
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn within(&mut self, with: impl FnOnce(&mut OdsCell)) {
        if let (Some(cell), 0) = (&mut self.cell, self.remarks) {
            with(cell);
        }
    }

    fn say(&mut self, words: &str) {
        self.within(|cell| {
            if cell.in_words > 0 && cell.words.len() + words.len() <= LONGEST {
                cell.words.push_str(words);
            }
        });
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table-row" => {
                self.rows = times(tag, "table:number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let spans = |name| times(tag, name) > 1;
                let merged =
                    spans("table:number-columns-spanned") || spans("table:number-rows-spanned");
                self.met.merged += u64::from(merged);
                self.cell = Some(OdsCell::of(tag));
            }
            "office:annotation" => self.remarks += 1,
            "text:p" => self.within(|cell| {
                cell.in_words += 1;
                cell.paragraphs += 1;
                if cell.paragraphs > 1 && cell.words.len() < LONGEST {
                    cell.words.push('\n');
                }
            }),
            "text:s" => {
                let blanks = times(tag, "text:c").min(1_000) as usize;
                self.say(&" ".repeat(blanks));
            }
            "text:tab" => self.say("\t"),
            "text:line-break" => self.say("\n"),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let from = self.column;
        self.column = self.column.saturating_add(cell.times);
        if cell.is_error {
            self.met.errors += 1;
            return;
        }
        // Zeros that are shown before a number are an id's.
        let is_shown = |value: &String| {
            cell.words.len() > value.len()
                && cell.words.bytes().all(|b| b.is_ascii_digit())
                && cell.words.trim_start_matches('0') == value.trim_start_matches('0')
        };
        let words = match cell.value {
            Some(value) if !is_shown(&value) => value,
            Some(_) | None => cell.words,
        };
        if words.is_empty() {
            self.met.formulas += u64::from(cell.is_unknown);
            return;
        }
        if let Ok(number) = words.parse() {
            self.met.long += u64::from(cell.is_unknown && values::is_long(number));
        }
        self.cells.push((from, cell.times, words));
    }

    fn end_row(&mut self, grid: &mut Grid<'_>) -> Result<bool, Failure> {
        let from = self.row;
        self.row = self.row.saturating_add(self.rows);
        if self.cells.is_empty() {
            return Ok(true);
        }
        for row in from..self.row {
            for (column, times, words) in &self.cells {
                for column in *column..column.saturating_add(*times) {
                    if !grid.put(row, column, words)? {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }
}

impl OdsCell {
    fn of(tag: &BytesStart<'_>) -> OdsCell {
        let kind = attribute(tag, "office:value-type");
        let error = attribute(tag, "calcext:value-type").as_deref() == Some("error");
        let currency = attribute(tag, "office:currency").filter(|code| marks::of(code).is_some());
        let currency = currency.map(FormatLook::Currency);
        let value = match kind.as_deref() {
            Some("float" | "percentage" | "currency") => {
                attribute(tag, "office:value").map(|value| match value.parse() {
                    Ok(number) => {
                        let mut text = String::new();
                        values::number(number, &mut text);
                        values::shown(currency.as_ref(), &mut text);
                        text
                    }
                    Err(_) => value,
                })
            }
            Some("date") => {
                attribute(tag, "office:date-value").map(|day| values::iso(&day).to_owned())
            }
            Some("boolean") => attribute(tag, "office:boolean-value"),
            Some("string") => attribute(tag, "office:string-value"),
            _ => None,
        };
        OdsCell {
            times: times(tag, "table:number-columns-repeated"),
            value,
            words: String::new(),
            paragraphs: 0,
            in_words: 0,
            is_error: error,
            is_unknown: kind.is_none() && attribute(tag, "table:formula").is_some(),
        }
    }
}
