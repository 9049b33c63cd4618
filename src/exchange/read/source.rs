//! A file that was looked at: its kind, dialect, columns and currency, decided before any row is read.
//! Must not know the store.

mod first;
mod names;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::Currency;
use crate::domain::rate::ExchangeRates;
use crate::exchange::safe::{one_line, quoted};

use super::by_name::{flag, is_status, may_be_of_one};
use super::bytes::Bytes;
use super::columns::{Index, squeeze};
use super::fields::{FileField, form};
use super::header::{Header, Mapping};
use super::hints::{Hints, Remembered};
use super::price::Every;
use super::question::Unread;
use super::recalled::Recalled;
use super::records::Records;
use super::scored;
use super::settle::{self, SettledColumns, ToldBefore};
use super::spoken::{self, SpokenIn, reasons};
use super::usable;
use super::vendors::Unit;
use super::worded::Worded;
use super::written::Written;
use super::{currency, dates, kinds, priced_in};
pub use first::columns_of;
use first::{look, sniff};
use names::{column_name, leaves_out, origin, others, tags_from, used};

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
    /// Why some of its rows cannot be used, by the line that they begin on.
    pub(super) unsound: HashMap<u64, String>,
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
    /// How many of those are its header.
    pub(super) heads: usize,
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
    /// How it was written, for its rejects.
    as_written: Written,
    /// Whether a file with the same columns was imported before.
    pub settled_before: bool,
    /// The columns that a person gave a field.
    pub(super) given: Vec<usize>,
    pub(super) mapping: Mapping,
    pub(super) settled: SettledColumns,
    pub(super) bytes: Bytes,
    /// Whether its rows turned out to be others than when it was looked at.
    pub(super) has_changed: AtomicBool,
    /// Columns that are no field: attributes of an accounts file.
    pub(super) others: Vec<usize>,
    /// Which of the given `--tag-from` entries this file has a column for, by place.
    pub tags_from: Vec<bool>,
    /// Open questions beside the text, and columns of tags.
    pub(super) spoken: SpokenIn,
    /// The column by which rows are left out, with the words that do it, squeezed.
    pub(super) leaves_out: Option<(usize, Vec<&'static str>)>,
    /// How often the price is due, where the header of its column itself says it.
    pub(super) interval: Option<Every>,
    /// Whether that column may still be the price of one of several: a fee or a price, and no MRR.
    pub(super) of_one: bool,
    /// Whether the trial column holds statuses, of which nobody knows them all.
    pub(super) lenient_trial: bool,
    /// The same of the column of causes.
    pub(super) cause_is_status: bool,
    /// What a column of words says in passing.
    pub(super) worded: Worded,
    /// Of a column of states that holds yes and no: whether yes means that somebody pays.
    pub(super) flag: Option<bool>,
    /// Columns of states that are not to be used, with whether a yes in them means that somebody pays.
    pub(super) ignored_states: Vec<(usize, Option<bool>)>,
    /// Where feedback was said when no column says so.
    pub(super) origin: &'static str,
    /// How far what was said of such files holds.
    pub(super) recalled: Recalled,
    /// The same file as it may have been read before, under another mapping.
    pub before: Vec<Source>,
}

impl Source {
    /// Every record, header included.
    pub(super) fn records(&self) -> Result<Records, Failure> {
        Records::open(&self.path, &self.bytes, self.separator)
            .map_err(|error| Failure::disk(&format!("reading {}", quoted(&self.file, 200)), error))
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
        said.totals_of = self.totals_answered();
        said.falls_of.clone_from(&self.recalled.kinds);
        said.ignored_as = self.ignored_as().unwrap_or_default();
        said.settled = true;
        said.written = Some(self.as_written.clone());
        said
    }

    /// The columns nothing is made of.
    pub fn unused(&self) -> impl Iterator<Item = usize> + '_ {
        let kept = matches!(self.kind, ImportKind::Accounts | ImportKind::Usage);
        let other = move |at: usize| kept && self.others.binary_search(&at).is_ok();
        let used = move |at: usize| self.is_field(at) || self.spoken.has(at) || other(at);
        (0..self.names.len()).filter(move |at| !used(*at))
    }

    /// Whether its ends are the last days that were paid for.
    pub fn ends_on_last_days(&self) -> bool {
        self.kind == ImportKind::Subscriptions && self.said.last_day == Some(true)
    }

    fn is_field(&self, at: usize) -> bool {
        let months = self.mapping.months.iter();
        at < self.mapping.ours
            || self.mapping.fields().any(|(_, used)| used == at)
            || months.clone().any(|(month, _)| *month == at)
    }

    /// How this file was written. Columns are counted without those that a rejects file puts in front.
    fn as_written(&self, told: &Hints) -> Written {
        let ours = self.mapping.ours;
        let fields = form(self.kind).fields.iter().zip(&self.settled.amounts);
        let named = |field: &FileField| field.name.to_owned();
        let cents = fields
            .clone()
            .filter(|(_, amounts)| amounts.unit == Unit::Minor);
        let tags = self.spoken.tags.iter();
        let questions = self.spoken.questions.iter().map(|asked| asked.at - ours);
        Written {
            date_format: told.date_format.clone(),
            order: self.settled.days.order,
            currency: self.own_currency.clone(),
            cents: cents.map(|(field, _)| named(field)).collect(),
            tag_from: told.tag_from.clone(),
            separators: tags.map(|tags| (tags.at - ours, tags.separator)).collect(),
            questions: Some(questions.collect()),
            typical: self.typical().map(|[_, high]| high),
            id: self.mapping.column("id").map(|at| self.names[at].clone()),
            ..Written::after(self.said.written.as_ref(), fields)
        }
    }
}

/// Looks at a file: finds encoding, dialect, header, kind and mapping, and settles how its columns are written.
///
/// # Errors
/// One sentence when it is missing, empty, a folder, of no known kind, lacks a column or a currency, or could be
/// read two ways.
pub fn open(path: &Path, hints: &Hints) -> Result<Source, Failure> {
    look_at(path, hints).map_err(Failure::from)
}

/// The same, where what has to be said first is a question.
///
/// # Errors
/// Likewise.
pub fn look_at(path: &Path, hints: &Hints) -> Result<Source, Unread> {
    let name = quoted(&file_name(path), 200);
    let bytes = Bytes::of(path)?;
    let unreadable = |e| Failure::disk(&format!("reading {name}"), e);
    let (separator, header, said) = look(path, &bytes, hints).map_err(unreadable)?;
    if !hints.ignore.is_empty() && said.kind.is_none() {
        let (_, whole) = sniff(path, &bytes, &said.with_all()).map_err(unreadable)?;
        usable::keeps_its_kind(&header, &whole, &hints.ignore, &name)?;
    }
    let records = || Records::open(path, &bytes, separator);
    let of = usable::HeaderOf {
        name: &name,
        separator,
        records: &records,
    };
    let mapping = usable::mapping(&header, of)?;
    usable::said_once(&header, &hints.map, &name)?;
    names::said_of_states(&header, &mapping, hints, &name)?;
    let mapping = match scored::belied(records, &header, &mapping, &said).map_err(unreadable)? {
        Some(field) => usable::whole(mapping.without(field), &header, of)?,
        None => mapping,
    };
    let mapping = reasons::mapped(records, &header, mapping, &said).map_err(unreadable)?;
    let mapping = priced_in::mapped(records, &header, mapping, &said, &name)?;
    let mapping = kinds::mapped(records, &header, mapping, &said).map_err(unreadable)?;
    // What a few rows do not say, the file has said that they come from.
    let known = said.written.clone().filter(|_| mapping.ours > 0);
    let mut told = known
        .as_ref()
        .map_or_else(|| hints.clone(), |known| hints.and(known));
    let before = said.written.as_ref();
    let before = before.and_then(|before| before.date_format.clone());
    told.date_format = told.date_format.or(before);
    let looked = HalfRead {
        path,
        bytes,
        separator,
        header,
        mapping,
        known: known.clone().unwrap_or_default(),
        said,
    };
    let mut source = looked.settled(&told, hints, &name)?;
    source.as_written = known.unwrap_or_else(|| source.as_written(&told));
    source.recall()?;
    Ok(source)
}

/// A file whose columns are known and whose values are not.
struct HalfRead<'a> {
    path: &'a Path,
    bytes: Bytes,
    separator: u8,
    header: Header,
    mapping: Mapping,
    said: Remembered,
    /// How the file was written that its rows come from.
    known: Written,
}

impl HalfRead<'_> {
    /// The file with how its columns are written. `told` is all that is known of it, `hints` what was said this time.
    fn settled(self, told: &Hints, hints: &Hints, name: &str) -> Result<Source, Unread> {
        let settled = self.written(told, name)?;
        let (spoken, (given, worded)) = self.held(told, name)?;
        let (header, mapping, mut said) = (self.header, self.mapping, self.said);
        let index = Index::of(&header.columns);
        said.in_full(|short| Some(header.columns.names[index.find(short)?].clone()));
        let (currency, own_currency) = currency::of(&mapping, &header, &settled, told, name)?;
        let says = |field: &str| column_name(&mapping, &header, field).is_some_and(is_status);
        Ok(Source {
            path: self.path.to_owned(),
            original: self.path.to_owned(),
            what: None,
            sheets: Vec::new(),
            notes: names::notes(&header, &mapping, &said),
            unsound: HashMap::new(),
            has_changed: AtomicBool::new(false),
            file: file_name(self.path),
            kind: mapping.kind,
            hash: format!("{:016x}", self.bytes.hash),
            currency,
            own_currency,
            rates: told.rates.clone(),
            separator: self.separator,
            skip: header.skip,
            heads: header.rows,
            names: header.columns.distinct(),
            header_key: header.columns.key(),
            used: used(&mapping, &header, hints),
            ignores: names::found(&index, &hints.ignore),
            as_written: Written::default(),
            settled_before: said.settled && hints.is_silent(),
            given,
            others: others(&header, &mapping, &said),
            interval: names::due(&mapping, &header, &said),
            ignored_states: names::ignored_states(&header, &said),
            said,
            tags_from: tags_from(&mapping, &header, hints),
            spoken,
            leaves_out: leaves_out(&mapping, &index),
            of_one: column_name(&mapping, &header, "amount").is_some_and(may_be_of_one),
            lenient_trial: says("trial"),
            cause_is_status: says("cause"),
            worded,
            flag: column_name(&mapping, &header, "status").and_then(flag),
            origin: origin(&mapping, &header),
            recalled: Recalled::default(),
            before: Vec::new(),
            mapping,
            settled,
            bytes: self.bytes,
        })
    }

    /// What its columns hold.
    fn held(&self, told: &Hints, name: &str) -> Result<(SpokenIn, (Vec<usize>, Worded)), Failure> {
        let held = || Ok((self.spoken(told)?, self.given()?));
        held().map_err(|e: io::Error| Failure::disk(&format!("reading {name}"), e))
    }

    /// The columns that a person gave a field.
    fn said_of(&self) -> Vec<usize> {
        let index = Index::of(&self.header.columns);
        let said = self.said.map.iter();
        said.filter_map(|(_, column)| index.find(column)).collect()
    }

    /// The same, and which of those say it in passing.
    fn given(&self) -> io::Result<(Vec<usize>, Worded)> {
        let given = self.said_of();
        let worded = Worded::of(|| self.records(), &self.header, &self.mapping, &given)?;
        Ok((given, worded))
    }

    fn records(&self) -> io::Result<Records> {
        Records::open(self.path, &self.bytes, self.separator)
    }

    /// How its columns are written.
    fn written(&self, told: &Hints, name: &str) -> Result<SettledColumns, Unread> {
        let unreadable = |e| Failure::disk(&format!("reading {name}"), e);
        let stated = told.date_format.as_deref();
        let stated = stated.map(dates::format).transpose()?;
        let currency = |settled: &SettledColumns| {
            let of = currency::of(&self.mapping, &self.header, settled, told, name);
            of.ok().and_then(|(ours, own)| own.or(ours))
        };
        let last = self.said.written.as_ref();
        let ways = ToldBefore {
            stated: stated.as_deref(),
            said: &self.said,
            known: &self.known,
            last: last.filter(|_| told.decimal.is_none() && self.mapping.ours == 0),
        };
        let records = self.records().map_err(unreadable)?;
        let (header, mapping) = (&self.header, &self.mapping);
        settle::settle(records, header, mapping, ways, name, currency)
    }

    /// What its columns of words hold, beyond its fields.
    fn spoken(&self, told: &Hints) -> io::Result<SpokenIn> {
        let free = others(&self.header, &self.mapping, &self.said);
        // Where its maker names every column there are no others.
        let open = self.mapping.shape.is_none_or(|shape| shape.by_name);
        let is_free = |at| open && free.binary_search(&at).is_ok();
        let said = (told, &self.said, &self.known);
        spoken::of(self.records()?, &self.header, &self.mapping, said, is_free)
    }
}

/// A file's name without its folder, safe to print.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    one_line(&name.to_string_lossy()).into_owned()
}
