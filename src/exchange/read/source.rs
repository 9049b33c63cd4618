//! A file that was looked at: its kind, dialect, columns and currency, decided before any row is read.
//! Must not know the store.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::Currency;
use crate::domain::rate::ExchangeRates;
use crate::domain::word::Word;
use crate::exchange::safe::{one_line, quoted};

use super::bytes::Bytes;
use super::columns::{Index, squeeze, words};
use super::fields::form;
use super::header::{self, Head, Header, Mapping};
use super::hints::{Hints, Remembered};
use super::records::{Record, Records};
use super::settle::{self, Settled};
use super::spoken::{self, Spoken};
use super::{currency, dates};

/// A file that was looked at and can be read.
#[derive(Debug)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// What its rejects are written beside: the file itself, unless another is read in its place.
    pub original: PathBuf,
    /// What it was, where it was no plain text.
    pub what: Option<String>,
    /// The sheets of the workbook it was.
    pub sheets: Vec<String>,
    /// What was lost before it was a plain text, as sentences.
    pub notes: Vec<String>,
    /// Its name without its folder, safe to print.
    pub file: String,
    /// What its rows are.
    pub kind: ImportKind,
    /// Hash of its bytes, 16 hex digits.
    pub hash: String,
    /// The currency of its amounts; `None` for kinds without money.
    pub currency: Option<Currency>,
    /// The currency of rows that do not say one, where it is another than that of its amounts.
    pub(super) own_currency: Option<Currency>,
    /// What rows in other currencies are converted at.
    pub(super) rates: ExchangeRates,
    /// The byte between two cells.
    pub(super) separator: u8,
    /// Records before the first row: titles and headers.
    pub(super) skip: usize,
    /// Its columns, each with a name of its own.
    pub names: Vec<String>,
    /// What files with the same columns have in common: what a mapping is remembered under.
    pub header_key: String,
    /// Which of the given `--map` entries it used, by place.
    pub used: Vec<bool>,
    /// Which of the given `--ignore` entries.
    pub ignores: Vec<bool>,
    /// All that was said of its columns, now and before.
    pub(super) said: Remembered,
    /// Whether a file with the same columns was imported before.
    pub settled_before: bool,
    /// The columns that a person gave a field.
    pub(super) given: Vec<usize>,
    pub(super) mapping: Mapping,
    pub(super) settled: Settled,
    pub(super) bytes: Bytes,
    /// Columns that are no field: attributes of an accounts file.
    pub(super) others: Vec<usize>,
    /// Which of the given `--tag-from` entries this file has a column for, by place.
    pub tags_from: Vec<bool>,
    /// Open questions beside the text, and columns of tags.
    pub(super) spoken: Spoken,
    /// The interval the header of the amount column itself says.
    pub(super) interval: Option<Interval>,
    /// Whether the trial column holds statuses, of which nobody knows them all.
    pub(super) lenient_trial: bool,
    /// The same of the column of causes.
    pub(super) cause_is_status: bool,
    /// Where feedback was said when no column says so.
    pub(super) origin: &'static str,
    /// The same file as it may have been read before, under another mapping.
    pub before: Vec<Source>,
}

impl Source {
    /// Every record, header included.
    pub(super) fn records(&self) -> Result<Records, Failure> {
        Records::open(&self.path, &self.bytes, self.separator).map_err(|error| {
            Failure::failed(format!("reading {}: {error}", quoted(&self.file, 200)))
        })
    }

    /// What to remember for the next file with the same columns.
    pub fn to_remember(&self) -> Remembered {
        let index = |column: &str| {
            self.names
                .iter()
                .any(|name| squeeze(name) == squeeze(column))
        };
        let mut said = self.said.clone();
        said.map
            .retain(|(field, column)| form(self.kind).place(field).is_some() && index(column));
        said.ignore.retain(|column| index(column));
        said.kind = said.kind.map(|_| self.kind);
        said.settled = true;
        said
    }

    /// The columns nothing is made of.
    pub fn unused(&self) -> impl Iterator<Item = usize> + '_ {
        let kept = matches!(self.kind, ImportKind::Accounts | ImportKind::Usage);
        let used = move |at: usize| {
            self.is_field(at) || self.spoken.has(at) || (kept && self.others.contains(&at))
        };
        (0..self.names.len()).filter(move |at| !used(*at))
    }

    fn is_field(&self, at: usize) -> bool {
        let months = self.mapping.months.iter();
        at < self.mapping.ours
            || self.mapping.places.contains(&Some(at))
            || months.clone().any(|(month, _)| *month == at)
    }

    /// Whether its maker says that a column changes no price, or a person that it is not to be used.
    pub(super) fn is_idle(&self, at: usize) -> bool {
        let squeezed = squeeze(&self.names[at]);
        let ignored = self
            .said
            .ignore
            .iter()
            .any(|column| squeeze(column) == squeezed);
        ignored
            || self
                .mapping
                .shape
                .is_some_and(|shape| shape.is_idle(&squeezed))
    }
}

/// Looks at a file: finds encoding, dialect, header, kind and mapping, and settles how its columns are written.
///
/// # Errors
/// One sentence when it is missing, empty, a folder, of no known kind, lacks a column or a currency, or could be
/// read two ways.
pub fn open(path: &Path, hints: &Hints) -> Result<Source, Failure> {
    let file = file_name(path);
    let name = quoted(&file, 200);
    let bytes = Bytes::of(path)?;
    let unreadable = |e| Failure::failed(format!("reading {name}: {e}"));
    let (separator, header, said) = look(path, &bytes, hints).map_err(unreadable)?;
    let mapping = usable(&header, &name)?;
    let records = Records::open(path, &bytes, separator).map_err(unreadable)?;
    let settled = written(records, &header, &mapping, hints, &name)?;
    let spoken = spoken(path, &bytes, separator, (&header, &mapping), (hints, &said));
    let index = Index::of(&header.columns);
    let found = |name: &String| index.find(name);
    let columns = &header.columns;
    let (currency, own_currency) = currency::of(&mapping, &header, &settled, hints, &name)?;
    let says = |field: &str| column_name(&mapping, &header, field).is_some_and(is_status);
    Ok(Source {
        path: path.to_owned(),
        original: path.to_owned(),
        what: None,
        sheets: Vec::new(),
        notes: Vec::new(),
        file,
        kind: mapping.kind,
        hash: format!("{:016x}", bytes.hash),
        currency,
        own_currency,
        rates: hints.rates.clone(),
        separator,
        skip: header.skip,
        names: columns.distinct(),
        header_key: columns.key(),
        used: used(&mapping, &header, hints),
        ignores: hints.ignore.iter().map(|n| found(n).is_some()).collect(),
        settled_before: said.settled,
        given: said.map.iter().filter_map(|(_, n)| found(n)).collect(),
        said: said.clone(),
        others: others(&header, &mapping, &said),
        tags_from: tags_from(&mapping, &header, hints),
        spoken: spoken.map_err(unreadable)?,
        interval: column_name(&mapping, &header, "amount").and_then(said_interval),
        lenient_trial: says("trial"),
        cause_is_status: says("cause"),
        origin: origin(&mapping, &header),
        before: Vec::new(),
        mapping,
        settled,
        bytes,
    })
}

/// How its columns are written.
fn written(
    records: Records,
    header: &Header,
    mapping: &Mapping,
    hints: &Hints,
    name: &str,
) -> Result<Settled, Failure> {
    let stated = hints.date_format.as_deref();
    let stated = stated.map(dates::format).transpose()?;
    settle::settle(records, header, mapping, stated.as_deref(), name)
}

/// A file's name without its folder, safe to print.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    one_line(&name.to_string_lossy()).into_owned()
}

fn is_status(header: &str) -> bool {
    words(header).any(|w| w == "status" || w == "state")
}

fn column_name<'a>(mapping: &Mapping, header: &'a Header, field: &str) -> Option<&'a str> {
    let at = mapping.column(field)?;
    Some(header.columns.names[at].as_str())
}

/// Which of the given mappings this file has a field and a column for.
fn used(mapping: &Mapping, header: &Header, hints: &Hints) -> Vec<bool> {
    let index = Index::of(&header.columns);
    let fits = |field: &str, column: &str| {
        form(mapping.kind).place(field).is_some() && index.find(column).is_some()
    };
    hints.map.iter().map(|(f, c)| fits(f, c)).collect()
}

fn tags_from(mapping: &Mapping, header: &Header, hints: &Hints) -> Vec<bool> {
    let has_tags = matches!(mapping.kind, ImportKind::Surveys | ImportKind::Feedback);
    let index = Index::of(&header.columns);
    let fits = |name: &String| has_tags && index.find(name).is_some();
    hints.tag_from.iter().map(fits).collect()
}

/// What its columns of words hold, beyond its fields.
fn spoken(
    path: &Path,
    bytes: &Bytes,
    separator: u8,
    (header, mapping): (&Header, &Mapping),
    (hints, said): (&Hints, &Remembered),
) -> io::Result<Spoken> {
    let free = others(header, mapping, said);
    let records = Records::open(path, bytes, separator)?;
    spoken::of(records, header, mapping, (hints, said), |at| {
        free.contains(&at)
    })
}

/// The columns that are no field, unless they are not to be used.
fn others(header: &Header, mapping: &Mapping, said: &Remembered) -> Vec<usize> {
    let index = Index::of(&header.columns);
    let ignored: Vec<_> = said
        .ignore
        .iter()
        .filter_map(|name| index.find(name))
        .collect();
    let used = |at: &usize| mapping.places.contains(&Some(*at)) || ignored.contains(at);
    let columns = mapping.ours..header.columns.names.len();
    columns.filter(|at| !used(at)).collect()
}

/// The separator and header of a file, and all that was said of its columns now and before.
fn look(path: &Path, bytes: &Bytes, hints: &Hints) -> io::Result<(u8, Header, Remembered)> {
    let said = hints.said();
    let (separator, header) = sniff(path, bytes, &said)?;
    let Some(before) = hints.remembered.get(&header.columns.key()) else {
        return Ok((separator, header, said));
    };
    let said = said.after(before);
    let (separator, header) = sniff(path, bytes, &said)?;
    Ok((separator, header, said))
}

/// The separator and header that make most of the first records.
fn sniff(path: &Path, bytes: &Bytes, said: &Remembered) -> io::Result<(u8, Header)> {
    let mut best: Option<((u32, usize), u8, Header)> = None;
    for separator in [b',', b';', b'\t', b'|'] {
        let first = first_records(Records::open(path, bytes, separator)?)?;
        let header = header::find(&first, said);
        let score = header.mapping.as_ref().map_or(0, |m| m.score);
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

fn first_records(mut records: Records) -> io::Result<Vec<Head>> {
    let mut first = Vec::new();
    let mut record = Record::default();
    while first.len() < 20 && records.next_into(&mut record)? {
        let width = record.cells.len();
        first.push(match first.len() < header::HEADS {
            true => Head::of(&record.cells),
            false => Head {
                width,
                ..Head::default()
            },
        });
    }
    Ok(first)
}

/// The mapping of a header, if every field its kind needs has a column.
fn usable(header: &Header, name: &str) -> Result<Mapping, Failure> {
    header::sane(header.absurd.as_ref(), name)?;
    let shown = header.columns.shown();
    let Some(mapping) = header.mapping.clone() else {
        let kinds = ImportKind::ALL.map(ImportKind::word).join(", ");
        return Err(Failure::usage(format!(
            "reading {name}: its columns are of no known kind of file; it has {shown}"
        ))
        .hint(format!(
            "say what it is with --as-kind ({kinds}) and --map field=Header"
        )));
    };
    if let Some(group) = mapping.lacks().first() {
        let word = mapping.kind.word();
        return Err(Failure::usage(format!(
            "reading {name} as {word}: no column for {}; it has {shown}",
            group.join(" or ")
        ))
        .hint(format!("say which with --map {}=Header", group[0])));
    }
    Ok(mapping)
}

/// The interval a header itself says: a column called MRR or monthly already is, whatever an interval column says.
pub(super) fn said_interval(header: &str) -> Option<Interval> {
    let squeezed = squeeze(header);
    let has = |word: &str| words(header).any(|w| w == word);
    if squeezed.contains("mrr") || squeezed.contains("monthly") || squeezed.contains("permonth") {
        Some(Interval::Month)
    } else if has("arr") || has("acv") || has("annual") || has("yearly") {
        Some(Interval::Year)
    } else {
        None
    }
}

/// Where feedback was said, from the name of its id or text column.
fn origin(mapping: &Mapping, header: &Header) -> &'static str {
    const ORIGINS: [(&str, &str); 8] = [
        ("ticket", "ticket"),
        ("case", "ticket"),
        ("review", "review"),
        ("nps", "nps"),
        ("csat", "csat"),
        ("conversation", "conversation"),
        ("response", "survey"),
        ("message", "message"),
    ];
    if mapping.kind == ImportKind::Surveys {
        return "exit survey";
    }
    let columns = ["id", "text", "score"].map(|field| column_name(mapping, header, field));
    let squeezed = columns.map(|name| squeeze(name.unwrap_or_default()));
    let says = |word: &str| squeezed.iter().any(|name| name.contains(word));
    let found = ORIGINS.into_iter().find(|(word, _)| says(word));
    found.map_or("", |(_, origin)| origin)
}
