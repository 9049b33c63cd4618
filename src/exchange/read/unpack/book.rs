//! A workbook of any make: which of its sheets is meant, and that sheet as a text with commas.
//! Must not know how one is stored.

use std::path::Path;

use calamine::{Sheet, SheetType, SheetVisible};
use csv::StringRecord;

use crate::domain::failure::Failure;
use crate::domain::money::count;
use crate::exchange::safe::quoted;

use super::grid::{Grid, GridText, TakeRow};
use super::no_room;
use crate::exchange::read::header::{self, HeaderRow};
use crate::exchange::read::hints::Hints;

/// So many rows of a sheet tell whether it is a table we know.
const FIRST: usize = 20;

/// The most sheets that are named in a sentence.
const NAMED: usize = 30;

/// One sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its name.
    pub name: String,
    /// Whether whoever opens the workbook does not see it.
    pub hidden: bool,
}

impl Tab {
    /// The sheets of an Excel workbook that hold cells.
    pub fn all(sheets: &[Sheet]) -> Vec<Tab> {
        let tables = sheets.iter();
        let tables = tables.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let tab = |sheet: &Sheet| Tab {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
        };
        tables.map(tab).collect()
    }
}

/// What was met in a sheet and is no value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MetInSheet {
    /// Cells with a formula that nobody has worked out.
    pub formulas: u64,
    /// Cells with an error in them.
    pub errors: u64,
    /// Ranges of cells that were made one.
    pub merged: u64,
    /// Numbers of more digits than a spreadsheet keeps.
    pub long: u64,
}

/// A workbook.
pub trait AnyWorkbook {
    /// What it is, with its article.
    fn what(&self) -> &'static str;

    /// Whether its days are counted from 1904 on.
    fn is_1904(&self) -> bool;

    /// Its sheets in their order.
    fn tabs(&self) -> Vec<Tab>;

    /// Gives the cells of a sheet that are not empty to a grid, until it has enough.
    ///
    /// # Errors
    /// When it is broken or too large.
    fn walk(&mut self, tab: &str, grid: &mut Grid<'_>) -> Result<MetInSheet, Failure>;
}

/// What was made of a workbook.
pub struct MadeOfBook {
    /// What it is and which sheet of it was taken.
    pub what: String,
    /// The sheets that are not hidden.
    pub sheets: Vec<String>,
    /// What is to be known about the rows.
    pub notes: Vec<String>,
}

/// Writes the sheet that is meant.
///
/// # Errors
/// When none has rows, several could be meant, or the one cannot be read.
pub fn table(book: &mut dyn AnyWorkbook, hints: &Hints, to: &Path) -> Result<MadeOfBook, Failure> {
    let tabs = book.tabs();
    let tab = chosen(book, &tabs, hints)?;
    let mut passed = Vec::new();
    if hints.sheet.is_none() {
        for other in tabs.iter().filter(|other| other.hidden) {
            if fits(&first_rows(book, &other.name)?, hints) {
                passed.push(other.clone());
            }
        }
    }
    let mut table = GridText::create(to).map_err(no_room)?;
    let met = each_row(book, &tab, &mut |row, cells| {
        table.row(row, cells).map_err(no_room)?;
        Ok(true)
    })?;
    table.finish().map_err(no_room)?;
    let sheet = quoted(&tab, 60);
    if met.formulas > 0 {
        let cells = cells(met.formulas, "holds a formula", "hold a formula");
        return Err(
            Failure::failed(format!("{cells} without a value in sheet {sheet}"))
                .hint("open it in the spreadsheet program and save it again"),
        );
    }
    Ok(MadeOfBook {
        what: format!("{}, sheet {sheet}", book.what()),
        sheets: seen(&tabs).map(|tab| tab.name.clone()).collect(),
        notes: notes(&met, &passed),
    })
}

fn seen(tabs: &[Tab]) -> impl Iterator<Item = &Tab> {
    tabs.iter().filter(|tab| !tab.hidden)
}

fn each_row(
    book: &mut dyn AnyWorkbook,
    tab: &str,
    take: &mut TakeRow<'_>,
) -> Result<MetInSheet, Failure> {
    let mut grid = Grid::new(take);
    let met = book.walk(tab, &mut grid)?;
    grid.finish()?;
    Ok(met)
}

/// The sheet that was named, or the only one that has rows, or the only one whose columns are known.
fn chosen(book: &mut dyn AnyWorkbook, tabs: &[Tab], hints: &Hints) -> Result<String, Failure> {
    if let Some(wanted) = &hints.sheet {
        let exact = tabs.iter().find(|tab| tab.name == *wanted);
        let alike = |tab: &&Tab| tab.name.trim().to_lowercase() == wanted.trim().to_lowercase();
        let found = exact.or_else(|| tabs.iter().find(alike));
        return found.map(|tab| tab.name.clone()).ok_or_else(|| {
            let wanted = quoted(wanted, 60);
            Failure::usage(format!("it has no sheet {wanted}"))
                .hint(format!("its sheets are {}", names(tabs)))
        });
    }
    let (mut full, mut fit) = (Vec::new(), Vec::new());
    for tab in seen(tabs) {
        let first = first_rows(book, &tab.name)?;
        if !first.is_empty() {
            full.push(tab.clone());
            fit.extend(fits(&first, hints).then(|| tab.clone()));
        }
    }
    match (full.as_slice(), fit.as_slice()) {
        ([one], _) | (_, [one]) => Ok(one.name.clone()),
        ([], _) if seen(tabs).count() < tabs.len() => Err(Failure::usage(
            "none of its sheets has rows but those that are hidden",
        )
        .hint(format!("choose one with --sheet NAME: {}", names(tabs)))),
        ([], _) => Err(Failure::failed("none of its sheets has rows")
            .hint("see that it is the right workbook, and export it again")),
        (_, several) => {
            let could = if several.is_empty() { &full } else { &fit };
            let more = tabs.iter().filter(|tab| tab.hidden);
            let listed: Vec<Tab> = could.iter().chain(more).cloned().collect();
            let n = count(could.len() as u64);
            Err(Failure::usage(format!("{n} of its sheets could be meant"))
                .hint(format!("choose one with --sheet NAME: {}", names(&listed))))
        }
    }
}

/// Whether a sheet with these first rows is a table we know.
fn fits(first: &[HeaderRow], hints: &Hints) -> bool {
    let header = header::find(first, &hints.said());
    header.mapping.is_some_and(|m| m.lacks().is_empty())
}

/// The first rows of a sheet, as a header is looked for in them.
fn first_rows(book: &mut dyn AnyWorkbook, tab: &str) -> Result<Vec<HeaderRow>, Failure> {
    let mut first = Vec::new();
    each_row(book, tab, &mut |_, cells| {
        let line = first.len() as u64 + 1;
        first.push(HeaderRow::of(&StringRecord::from_iter(cells), line));
        Ok(first.len() < FIRST)
    })?;
    Ok(first)
}

fn names(tabs: &[Tab]) -> String {
    let name = |tab: &Tab| {
        let hidden = if tab.hidden { " (hidden)" } else { "" };
        format!("{}{hidden}", quoted(&tab.name, 60))
    };
    let mut names: Vec<String> = tabs.iter().take(NAMED).map(name).collect();
    if tabs.len() > NAMED {
        names.push("...".to_owned());
    }
    names.join(", ")
}

fn cells(n: u64, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 cell {one}"),
        n => format!("{} cells {many}", count(n)),
    }
}

fn notes(met: &MetInSheet, passed: &[Tab]) -> Vec<String> {
    let mut notes = Vec::new();
    match passed {
        [] => {}
        [one] => notes.push(format!(
            "sheet {}, which is hidden, would fit as well: it is passed over without --sheet",
            quoted(&one.name, 60)
        )),
        several => notes.push(format!(
            "the sheets {} would fit as well: they are passed over without --sheet",
            names(several)
        )),
    }
    if met.errors > 0 {
        let cells = cells(met.errors, "holds an error", "hold an error");
        notes.push(format!("{cells}, like #N/A, and is read as empty"));
    }
    if met.merged > 0 {
        let cells = match met.merged {
            1 => "1 range of cells was".to_owned(),
            n => format!("{} ranges of cells were", count(n)),
        };
        notes.push(format!(
            "{cells} merged: only the first cell of such has the value"
        ));
    }
    if met.long > 0 {
        let cells = cells(met.long, "holds a number", "hold a number");
        notes.push(format!(
            "{cells} of more digits than a spreadsheet keeps: ids like that have to be texts"
        ));
    }
    notes
}
