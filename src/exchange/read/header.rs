//! Which row is the header, which kind of file it heads, and which column is which field.
//! Must not know values: a mapping is made from names alone.

use crate::domain::day::Day;
use crate::domain::import::ImportKind;
use crate::exchange::safe::{quoted, text_in};

use super::dates;
use super::fields::{FORMS, Field, Form, form};

/// The columns of a file by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Their names as written, without blanks around them; a nameless one is called after its place.
    pub names: Vec<String>,
    squeezed: Vec<String>,
    /// Of a header of two rows, the lower names alone.
    lower: Vec<String>,
}

impl Columns {
    /// The columns of a header of one row, or of two read together.
    pub fn new<'a>(cells: impl IntoIterator<Item = &'a str>) -> Columns {
        let mut columns = Columns::default();
        for cell in cells {
            let clean = text_in(cell.trim());
            let name = clean.split_whitespace().collect::<Vec<_>>().join(" ");
            columns.squeezed.push(squeeze(&name));
            columns.names.push(name);
        }
        columns
    }

    /// The names, each once: the second `Plan` is `Plan (2)`, a nameless one `column 4`.
    pub fn distinct(&self) -> Vec<String> {
        let mut seen: Vec<String> = Vec::with_capacity(self.names.len());
        for (at, name) in self.names.iter().enumerate() {
            let base = match name.as_str() {
                "" => format!("column {}", at + 1),
                name => name.to_owned(),
            };
            let mut unique = base.clone();
            let mut n = 2;
            let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
            while seen.iter().any(|s| same(s, &unique)) {
                unique = format!("{base} ({n})");
                n += 1;
            }
            seen.push(unique);
        }
        seen
    }

    /// The column of a name a person gave: as written, else without regard to case and punctuation.
    pub fn find(&self, name: &str) -> Option<usize> {
        let wanted = name.trim();
        let as_written = self.names.iter().position(|n| n == wanted);
        as_written.or_else(|| {
            let squeezed = squeeze(wanted);
            let mut names = self.squeezed.iter();
            names.position(|s| !s.is_empty() && *s == squeezed)
        })
    }

    /// The first of them, for sentences.
    pub fn shown(&self) -> String {
        let names = self.names.iter().take(30).map(|n| quoted(n, 40));
        names.collect::<Vec<_>>().join(", ")
    }

    /// What files with the same columns have in common.
    pub fn key(&self) -> String {
        self.squeezed.join("|")
    }

    /// The free column of a field: by a name it is known under, else by a word that gives it away.
    pub(super) fn place(&self, field: &Field, taken: &[bool]) -> Option<usize> {
        by_name(self, field, taken).or_else(|| by_hint(self, field, taken))
    }

    fn has(&self, squeezed: &str) -> bool {
        self.squeezed.iter().any(|s| s == squeezed)
    }
}

/// A header without case, blanks and punctuation: `Customer ID` and `customer_id` are `customerid`.
pub fn squeeze(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let squeezed: String = letters.flat_map(char::to_lowercase).collect();
    if squeezed.is_empty() && name.contains('#') {
        return "#".into();
    }
    squeezed
}

/// A squeezed header without the unit behind it: `mrrcents`, `amountusd` and `createdutc` lose theirs.
fn without_unit(squeezed: &str) -> &str {
    let mut units = "cents utc gmt usd eur gbp chf cad aud".split(' ');
    let without = units.find_map(|unit| squeezed.strip_suffix(unit));
    without.unwrap_or(squeezed)
}

/// Which column holds which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The kind of file.
    pub kind: ImportKind,
    /// A column for each field of the kind's form, in its order.
    pub places: Vec<Option<usize>>,
    /// The columns of a wide balances file, each with the day it stands for.
    pub months: Vec<(usize, Day)>,
    /// How sure the names are of the kind.
    pub score: u32,
    /// Columns at the front that are ours: the line and reason of a rejects file that was mended and came back.
    pub ours: usize,
}

impl Mapping {
    /// The column of a field, by its plain name.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.places[form(self.kind).place(field)?]
    }

    /// The fields with their columns.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, usize)> + '_ {
        let fields = form(self.kind).fields.iter().zip(&self.places);
        fields.filter_map(|(f, p)| Some((f, (*p)?)))
    }

    /// The groups of fields of which none has a column.
    pub fn lacks(&self) -> Vec<&'static [&'static str]> {
        let wide = self.is_wide();
        let lacking = |group: &&&'static [&'static str]| {
            !(wide && (group.contains(&"day") || group.contains(&"mrr")))
                && group.iter().all(|f| self.column(f).is_none())
        };
        let needs = form(self.kind).needs.iter();
        needs.filter(lacking).copied().collect()
    }

    /// Whether it is a balances file with a column per month.
    pub fn is_wide(&self) -> bool {
        !self.months.is_empty()
    }

    fn shows_its_kind(&self) -> bool {
        let signs = form(self.kind).signs;
        signs.is_empty() || signs.iter().any(|f| self.column(f).is_some())
    }
}

/// Columns given by name: a field's plain name and a header.
pub type Given = [(String, String)];

/// The best mapping of a header: of the kind asked for, else of the kind its names speak for most.
pub fn map(columns: &Columns, kind: Option<ImportKind>, given: &Given) -> Option<Mapping> {
    match kind {
        Some(kind) => Some(map_as(columns, form(kind), given)),
        None => FORMS
            .iter()
            .map(|form| map_as(columns, form, given))
            .filter(|m| m.lacks().is_empty() && m.shows_its_kind())
            .reduce(|best, m| if m.score > best.score { m } else { best }),
    }
}

fn map_as(columns: &Columns, form: &'static Form, given: &Given) -> Mapping {
    let named = |at: usize, name: &str| columns.names.get(at).is_some_and(|n| n == name);
    let returned = named(0, "line") && named(1, "reason");
    let ours = if returned { 2 } else { 0 };
    let mut mapping = Mapping {
        kind: form.kind,
        places: vec![None; form.fields.len()],
        months: Vec::new(),
        score: 0,
        ours,
    };
    let mut taken: Vec<bool> = (0..columns.names.len()).map(|at| at < ours).collect();
    for (field, header) in given {
        if let (Some(place), Some(at)) = (form.place(field), columns.find(header)) {
            mapping.places[place] = Some(at);
            mapping.score += 10;
            taken[at] = true;
        }
    }
    type Way = fn(&Columns, &Field, &[bool]) -> Option<usize>;
    for (way, share) in [(by_name as Way, 1), (by_lower_name, 1), (by_hint, 2)] {
        for (place, field) in form.fields.iter().enumerate() {
            if mapping.places[place].is_none()
                && let Some(at) = way(columns, field, &taken)
            {
                mapping.places[place] = Some(at);
                mapping.score += field.weight / share;
                taken[at] = true;
            }
        }
    }
    if form.kind == ImportKind::Balances && mapping.column("day").is_none() {
        find_months(columns, &taken, &mut mapping);
    }
    mapping
}

fn by_name(columns: &Columns, field: &Field, taken: &[bool]) -> Option<usize> {
    known_among(&columns.squeezed, field, taken)
}

fn by_lower_name(columns: &Columns, field: &Field, taken: &[bool]) -> Option<usize> {
    known_among(&columns.lower, field, taken)
}

fn known_among(names: &[String], field: &Field, taken: &[bool]) -> Option<usize> {
    let plain = squeeze(field.name);
    let listed = field.known.split_whitespace().any(|k| k == plain);
    let first = (!listed).then_some(plain.as_str());
    let mut known = first.into_iter().chain(field.known.split_whitespace());
    known.find_map(|known| {
        let free = |fits: &dyn Fn(&str) -> bool| {
            let mut columns = names.iter().enumerate();
            columns.position(|(at, name)| !taken[at] && fits(name))
        };
        free(&|name| name == known).or_else(|| free(&|name| without_unit(name) == known))
    })
}

fn by_hint(columns: &Columns, field: &Field, taken: &[bool]) -> Option<usize> {
    field.hints.split_whitespace().find_map(|hint| {
        (0..taken.len()).find(|&at| !taken[at] && words(&columns.names[at]).any(|w| w == hint))
    })
}

/// The words of a header, in lower case.
pub fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_lowercase)
}

fn find_months(columns: &Columns, taken: &[bool], mapping: &mut Mapping) {
    let months: Vec<(usize, Day)> = (0..taken.len())
        .filter(|&at| !taken[at])
        .filter_map(|at| Some((at, dates::month_end(&columns.names[at])?)))
        .collect();
    if months.len() >= 2 {
        mapping.months = months;
        mapping.score += 6;
        if let Some(place) = form(ImportKind::Balances).place("mrr") {
            mapping.places[place] = None;
        }
    }
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
}

/// Finds the header among the first records: the row, or two rows read together, whose names say most. A title
/// above it and a `sep=;` line are passed over.
pub fn find(first: &[Vec<String>], kind: Option<ImportKind>, given: &Given) -> Header {
    let mut best = Header {
        columns: Columns::default(),
        mapping: None,
        skip: 1,
    };
    let score = |header: &Header| header.mapping.as_ref().map_or(0, |m| m.score);
    for at in 0..first.len().min(5) {
        let one = Columns::new(first[at].iter().map(String::as_str));
        let two = first.get(at + 1).map(|below| join(&first[at], below));
        for (columns, rows) in [(Some(one), 1), (two, 2)] {
            let Some(columns) = columns else { continue };
            let mapping = map(&columns, kind, given);
            let header = Header {
                columns,
                mapping,
                skip: at + rows,
            };
            let first_of_all = best.columns.names.is_empty();
            if first_of_all || score(&header) > score(&best) {
                best = header;
            }
        }
    }
    best
}

/// Two header rows as one: `Customer` over `ID` and `Name` makes `Customer ID` and `Customer Name`.
fn join(above: &[String], below: &[String]) -> Columns {
    let mut group = "";
    let names = below.iter().enumerate().map(|(at, name)| {
        match above.get(at).map(|c| c.trim()) {
            Some("") | None => {}
            Some(own) => group = own,
        }
        format!("{group} {name}")
    });
    let names: Vec<String> = names.collect();
    let mut columns = Columns::new(names.iter().map(String::as_str));
    columns.lower = below.iter().map(|name| squeeze(name)).collect();
    columns
}

/// Whether amounts under this header are minor units: the header says so, or it is the `plan_amount` that stands
/// beside the `_oid` columns of Baremetrics.
pub fn in_cents(columns: &Columns, at: usize) -> bool {
    let squeezed = &columns.squeezed[at];
    squeezed.ends_with("cents")
        || words(&columns.names[at]).any(|w| w == "cents")
        || (squeezed == "planamount" && columns.has("planoid"))
}
