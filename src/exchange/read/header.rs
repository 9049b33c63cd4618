//! Which row is the header, which kind of file it heads, and which column is which field.
//! Must not know values: a mapping is made from names alone.

mod draft;
pub mod pairs;

use csv::StringRecord;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::count;
use crate::domain::sort::sort_by_key;

use super::columns::{Columns, Index, beginning};
use super::fields::{FORMS, FileField, Goes, PARTS, form};
use super::hints::Remembered;
use super::vendors::{self, VendorShape};

/// Which column holds which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The kind of file.
    pub kind: ImportKind,
    /// A column for each field of the kind's form, in its order.
    pub places: Vec<Option<usize>>,
    /// Further columns of a field, by its place, in the order in which they are looked at.
    pub more: Vec<(usize, usize)>,
    /// The columns of a wide balances file, each with the day it stands for.
    pub months: Vec<(usize, Day)>,
    /// How sure the names are of the kind.
    pub score: u32,
    /// The vendor's shape it has, if it is one we know.
    pub shape: Option<&'static VendorShape>,
    /// Another kind its names speak for as much.
    pub rival: Option<ImportKind>,
    /// Columns at the front that are ours: the line and reason of a rejects file that was mended and came back.
    pub ours: usize,
}

impl Mapping {
    /// The column of a field, by its plain name.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.places[form(self.kind).place(field)?]
    }

    /// All columns of a field, the first of them first.
    pub fn columns(&self, field: &str) -> impl Iterator<Item = usize> + '_ {
        let place = form(self.kind).place(field);
        let first = place.and_then(|place| self.places[place]);
        let more = self.more.iter().filter(move |(of, _)| Some(*of) == place);
        first.into_iter().chain(more.map(|(_, at)| *at))
    }

    /// The same without the column of a field.
    pub fn without(mut self, field: &str) -> Mapping {
        if let Some(place) = form(self.kind).place(field) {
            self.places[place] = None;
        }
        self
    }

    /// The fields with their columns, further ones last.
    pub fn fields(&self) -> impl Iterator<Item = (&'static FileField, usize)> + '_ {
        let all = &form(self.kind).fields;
        let fields = all.iter().zip(&self.places);
        let fields = fields.filter_map(|(f, p)| Some((f, (*p)?)));
        fields.chain(self.more.iter().map(|(place, at)| (&all[*place], *at)))
    }

    /// The groups of fields of which none has a column.
    pub fn lacks(&self) -> Vec<&'static [&'static str]> {
        let (wide, parts) = (self.is_wide(), self.has_parts());
        let lacking = |group: &&&'static [&'static str]| {
            !(wide && (group.contains(&"day") || group.contains(&"mrr")))
                && !(parts && group.contains(&"delta"))
                && group.iter().all(|f| self.column(f).is_none())
        };
        let needs = form(self.kind).needs.iter();
        needs.filter(lacking).copied().collect()
    }

    /// Whether it is a balances file with a column per month.
    pub fn is_wide(&self) -> bool {
        !self.months.is_empty()
    }

    /// Whether it is a file of movements with a column for each kind of change.
    pub fn has_parts(&self) -> bool {
        let part = |(field, _): &(&str, Goes)| self.column(field).is_some();
        self.kind == ImportKind::Movements && PARTS.iter().any(part)
    }

    fn shows_its_kind(&self) -> bool {
        let signs = form(self.kind).signs;
        signs.is_empty() || signs.iter().any(|f| self.column(f).is_some())
    }
}

/// The best mapping of a header of so many rows: of the kind asked for, else of the vendor's shape it has, else of
/// the kind its names speak for most.
pub fn map(columns: &Columns, heads: usize, said: &Remembered) -> Option<Mapping> {
    let index = Index::of(columns);
    let ends = said.status_ends.iter().map(|column| ("status_end", column));
    let found = said.map.iter().map(|(f, h)| (f.as_str(), h)).chain(ends);
    let found = found.filter_map(|(f, h)| Some((f, index.find(h)?)));
    let found: Vec<(&str, usize)> = found.collect();
    let ignored = said.ignore.iter().filter_map(|name| index.find(name));
    let ignored: Vec<usize> = ignored.collect();
    let shape = vendors::of(columns, heads);
    if shape.is_some_and(VendorShape::is_useless) && said.kind.is_none() {
        return None;
    }
    let shape = shape.filter(|shape| said.kind.is_none_or(|kind| shape.kinds.contains(&kind)));
    let map_as = |form| draft::map_as(columns, &index, (form, shape), &found, &ignored);
    if let Some(kind) = said.kind {
        return Some(map_as(form(kind)));
    }
    let fits = |m: &Mapping| m.lacks().is_empty() && m.shows_its_kind();
    if let Some(shape) = shape {
        let mut kinds: Vec<_> = shape.kinds.iter().map(|kind| map_as(form(*kind))).collect();
        if let Some(found) = kinds.iter().position(fits) {
            return Some(kinds.swap_remove(found));
        }
        // It is what it looks like and lacks something, which can be said; or it only looks like it.
        if !shape.advice.is_empty() {
            return kinds.into_iter().next();
        }
    }
    let plain = |form| draft::map_as(columns, &index, (form, None), &found, &ignored);
    let mut fitting: Vec<Mapping> = FORMS.iter().map(plain).filter(fits).collect();
    // The first of the most certain: the order of kinds is that of an import.
    sort_by_key(&mut fitting, |m| std::cmp::Reverse(m.score));
    let mut fitting = fitting.into_iter();
    let mut best = fitting.next()?;
    best.rival = fitting
        .next()
        .filter(|m| m.score == best.score)
        .map(|m| m.kind);
    Some(best)
}

/// The kind that most of a header's names speak for, though it lacks something it needs; none where they say little.
pub fn nearest(columns: &Columns) -> Option<Mapping> {
    let index = Index::of(columns);
    let plain = |form| draft::map_as(columns, &index, (form, None), &[], &[]);
    let names = columns.names.iter().map(String::as_str).enumerate();
    let pair = pairs::among(names).is_some();
    let mappings = FORMS.iter().map(plain).map(|mut mapping| {
        // Two days that could say from when to when somebody paid are worth as much as if they surely did.
        let ledger = mapping.kind == ImportKind::Subscriptions;
        if ledger && pair && mapping.lacks() == [["start"]] {
            mapping.score += LEAST;
        }
        mapping
    });
    let near = mappings.filter(|m| !m.lacks().is_empty() && m.score >= LEAST);
    near.reduce(|best, m| if m.score > best.score { m } else { best })
}

/// So much the names have to say for a kind to be called near.
const LEAST: u32 = 4;

/// The most columns a file may have: twice what a sheet of any program holds, and more.
pub const MOST_COLUMNS: usize = 65_536;

/// The longest name of a column that is read, in bytes, and the most that all of them may come to.
const LONGEST_NAME: usize = 4_096;
const LONGEST_HEADER: usize = 4 << 20;

/// One of the first records of a file, as far as it could be a header.
#[derive(Clone, Debug, Default)]
pub struct HeaderRow {
    /// Its cells.
    pub(super) cells: StringRecord,
    /// How many cells it has in the file.
    pub width: usize,
    /// The line that it begins on.
    pub line: u64,
    /// Why it can be no header, where it cannot.
    pub(super) absurd: Option<String>,
}

/// So many of the first records could be its last row.
pub const HEADS: usize = 6;

impl HeaderRow {
    /// How many of its columns are ours, if it is the header of a rejects file.
    fn ours(&self) -> usize {
        Columns::new(self.cells.iter().take(2)).ours()
    }

    /// Whether it only says what stands between two cells: `sep=;`.
    fn is_separator(&self) -> bool {
        let first = self.cells.iter().next().unwrap_or("");
        first.trim_start().to_lowercase().starts_with("sep=")
    }

    /// The beginning of a record: as much of it as a header may have.
    pub fn of(record: &StringRecord, line: u64) -> HeaderRow {
        let (mut cells, mut length) = (StringRecord::new(), 0);
        let mut absurd = None;
        for cell in record.iter().take(MOST_COLUMNS) {
            length += cell.len();
            let kept = beginning(cell, LONGEST_NAME);
            if kept.len() < cell.len() || length > LONGEST_HEADER {
                let most = count(LONGEST_NAME as u64);
                absurd.get_or_insert(format!("the names in its header are longer than {most} letters, or more than 4 MiB together"));
            }
            if length > LONGEST_HEADER {
                break;
            }
            cells.push_field(kept);
        }
        let width = record.len();
        if width > MOST_COLUMNS {
            let (has, most) = (count(width as u64), count(MOST_COLUMNS as u64));
            absurd = Some(format!(
                "its header has {has} columns, and no more than {most} are read"
            ));
        }
        HeaderRow {
            cells,
            width,
            line,
            absurd,
        }
    }
}

/// Refuses a header that is too long to be one.
///
/// # Errors
/// A sentence that says how long it is.
pub fn sane(absurd: Option<&String>, name: &str) -> Result<(), Failure> {
    let Some(absurd) = absurd else { return Ok(()) };
    Err(Failure::usage(format!("reading {name}: {absurd}"))
        .hint("see that its lines end where they should, or leave out columns that do not matter"))
}

/// A header as it was found: its names, what they map to, and how many records stand before the first row.
#[derive(Clone, Debug)]
pub struct Header {
    /// The columns.
    pub columns: Columns,
    /// What they map to; `None` when no kind fits.
    pub mapping: Option<Mapping>,
    /// Records before the first row.
    pub skip: usize,
    /// How many of those are the header, the last ones.
    pub rows: usize,
    /// How many of those above it are titles.
    pub titles: usize,
    /// The line that it begins on.
    pub line: u64,
    /// Why it cannot be used as a header whatever it says: it is too long.
    pub absurd: Option<String>,
    /// The shape it has, where nothing can be made of that.
    pub useless: Option<&'static VendorShape>,
}

/// Finds the header among the first records: the row, or the rows read together, whose names say most. A title
/// above it and a `sep=;` line are passed over.
pub fn find(first: &[HeaderRow], said: &Remembered) -> Header {
    let mut best = Header {
        columns: Columns::default(),
        mapping: None,
        skip: 1,
        rows: 1,
        titles: 0,
        line: 1,
        absurd: None,
        useless: None,
    };
    let titles = |at: usize| first[..at].iter().filter(|h| !h.is_separator()).count();
    // A rejects file begins with its header.
    let most = match first.first().map_or(0, HeaderRow::ours) {
        0 => HEADS - 1,
        _ => 1,
    };
    for at in 0..first.len().min(most) {
        for rows in 1..=3 {
            let Some(columns) = read_together(&first[at..], rows) else {
                continue;
            };
            let mapping = map(&columns, rows, said);
            let useless = vendors::of(&columns, rows).filter(|shape| shape.is_useless());
            let header = Header {
                columns,
                mapping,
                skip: at + rows,
                rows,
                titles: titles(at),
                line: first[at].line,
                absurd: first[at..at + rows]
                    .iter()
                    .find_map(|head| head.absurd.clone()),
                useless,
            };
            if useless.is_some() && said.kind.is_none() {
                return header;
            }
            let first_of_all = best.columns.names.is_empty();
            // Notes for machines below a header are part of it, whatever its names say.
            let noted = rows == 3 && header.score() >= best.score();
            // Of a title above it and a row alone the row says as much.
            let bare = rows == 1
                && (best.rows, best.skip) == (2, header.skip)
                && header.score() == best.score()
                && is_title(&first[at - 1], &header);
            let more = header.score() > best.score() || header.is_whole(&best);
            if first_of_all || noted || more || bare {
                best = header;
            }
        }
    }
    best
}

/// Whether a row above a header is a title, and no groups of its columns: it says little, and asks nothing.
fn is_title(above: &HeaderRow, header: &Header) -> bool {
    let filled = above.cells.iter().filter(|cell| !cell.trim().is_empty());
    let asks = above
        .cells
        .iter()
        .any(|cell| cell.trim_end().ends_with('?'));
    let filled = filled.count();
    filled <= 2 && filled * 2 <= header.columns.names.len() && !asks
}

impl Header {
    /// How much its names say.
    pub fn score(&self) -> u32 {
        match (self.useless, &self.mapping) {
            (Some(_), None) => 100,
            (_, mapping) => mapping.as_ref().map_or(0, |mapping| mapping.score),
        }
    }

    /// Whether it is a vendor's header of more rows than another took it for, which says the same.
    fn is_whole(&self, other: &Header) -> bool {
        let shape = |header: &Header| header.mapping.as_ref().and_then(|m| m.shape);
        let (own, of) = (shape(self), shape(other));
        let longer = |(own, of): (&VendorShape, &VendorShape)| own.known_by == of.known_by;
        own.is_some() && own.zip(of).is_none_or(longer) && self.skip > other.skip
    }
}

/// So many of the first rows as one header, if they can be.
fn read_together(first: &[HeaderRow], rows: usize) -> Option<Columns> {
    let row = |at: usize| first.get(at).map(|head| &head.cells);
    // Below the first row of a rejects file's header our own columns are empty; a row of it has a line there.
    let ours = first.first()?.ours();
    let below = first.iter().take(rows).skip(1);
    let mut cells = below.flat_map(|head| head.cells.iter().take(ours));
    if cells.any(|cell| !cell.is_empty()) {
        return None;
    }
    match rows {
        1 => Some(Columns::new(row(0)?)),
        2 => join(row(0)?, row(1)?),
        _ => asked(row(0)?, row(1)?, row(2)?),
    }
}

/// Three header rows of a survey tool: short names, the questions themselves, and notes for machines, by which
/// such a header is known.
fn asked(names: &StringRecord, questions: &StringRecord, notes: &StringRecord) -> Option<Columns> {
    let is_note = |cell: &str| cell.is_empty() || cell.starts_with("{\"ImportId\"");
    if !notes.iter().all(is_note) || notes.iter().all(str::is_empty) {
        return None;
    }
    let mut columns = Columns::new(names);
    columns.ask(questions);
    Some(columns)
}

/// Two header rows as one: `Customer` over `ID` and `Name` makes `Customer ID` and `Customer Name`. None when
/// that is longer than a header may be.
fn join(above: &StringRecord, below: &StringRecord) -> Option<Columns> {
    let (mut group, mut length) = ("", 0);
    let mut names = Vec::with_capacity(below.len());
    for (at, name) in below.iter().enumerate() {
        match above.get(at).map(str::trim) {
            Some("") | None => {}
            Some(own) => group = own,
        }
        length += group.len() + name.len();
        if length > LONGEST_HEADER {
            return None;
        }
        names.push(format!("{group} {name}"));
    }
    let mut columns = Columns::new(names.iter().map(String::as_str));
    columns.ask(below);
    Some(columns)
}
