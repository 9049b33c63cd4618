//! The columns of a file by their names, and the way from a name to its column.
//! Must not know kinds of files, nor where in a file its header stands.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};

pub use crate::domain::column::words;
use crate::domain::listed::{self, is_listed};
use crate::exchange::safe::{one_line, quoted, text_in};

use super::fields::{FORMS, FileField};

/// The columns of a file by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Their names as written, without blanks around them; a nameless one is called after its place.
    pub names: Vec<String>,
    squeezed: Vec<String>,
    /// Of a header of several rows, the lower names alone.
    lower: Vec<String>,
    /// The same as written: a survey's questions.
    questions: Vec<String>,
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

    /// Takes in the row below the names.
    pub(super) fn ask(&mut self, below: &csv::StringRecord) {
        self.lower = below.iter().map(squeeze).collect();
        self.questions = below
            .iter()
            .map(|cell| one_line(&text_in(cell.trim())).into_owned())
            .collect();
    }

    /// What a column asks: the lowest name of a header of several rows that says anything, else its only one.
    pub(super) fn question(&self, at: usize) -> &str {
        let asked = self.questions.get(at).filter(|asked| !asked.is_empty());
        asked.or(self.names.get(at)).map_or("", String::as_str)
    }

    /// The upper name of a column under a header of two rows.
    pub(super) fn group(&self, at: usize) -> Option<&str> {
        let lower = self.question(at);
        let group = self.names[at].strip_suffix(lower)?.trim();
        (!lower.is_empty() && !group.is_empty()).then_some(group)
    }

    /// Under a header of short names and questions: what comes before and behind the last stroke of a question that
    /// others with the same beginning of the name share, as `Q2_1` and `Q2_2` do. That is the choice that it is.
    pub(super) fn of_several(&self, at: usize) -> Option<(&str, &str)> {
        let stem = |at: usize| Some(self.names[at].rsplit_once('_')?.0);
        let asked = self.questions.get(at)?.as_str();
        let own = stem(at)?;
        let shared = |before: &str| {
            let beside = self.questions.iter().enumerate();
            let mut beside = beside.filter(|(other, _)| *other != at && stem(*other) == Some(own));
            beside.any(|(_, asked)| asked.starts_with(before))
        };
        let mut ends = asked
            .rmatch_indices(STROKE)
            .map(|(end, _)| end + STROKE.len());
        let (before, choice) = asked.split_at(ends.find(|end| shared(&asked[..*end]))?);
        let choice = choice.trim();
        (!choice.is_empty()).then_some((before, choice))
    }

    /// Whether a column is one of several answers to a question: then the question says nothing of it alone.
    fn is_one_answer(&self, at: usize) -> bool {
        let Some(group) = self.group(at) else {
            return false;
        };
        let beside = at.checked_sub(1).into_iter().chain([at + 1]);
        let mut beside = beside.filter(|other| *other < self.names.len());
        !is_an_answer(self.question(at)) && beside.any(|other| self.group(other) == Some(group))
    }

    /// The names, each once: the second `Plan` is `Plan (2)`, a nameless one `column 4`.
    pub fn distinct(&self) -> Vec<String> {
        let mut seen = HashSet::with_capacity(self.names.len());
        // How far each name has been counted: the numbers below are given to others already.
        let mut counted: HashMap<String, usize> = HashMap::new();
        let distinct = self.names.iter().enumerate().map(|(at, name)| {
            let base = match name.as_str() {
                "" => format!("column {}", at + 1),
                name => name.to_owned(),
            };
            if seen.insert(base.to_lowercase()) {
                return base;
            }
            let n = counted.entry(base.to_lowercase()).or_insert(1);
            loop {
                *n += 1;
                let unique = format!("{base} ({n})");
                if seen.insert(unique.to_lowercase()) {
                    return unique;
                }
            }
        });
        distinct.collect()
    }

    /// The first of them, for sentences.
    pub fn shown(&self) -> String {
        let names = self.names.iter().take(30).map(|n| quoted(n, 40));
        names.collect::<Vec<_>>().join(", ")
    }

    /// How many columns at the front are ours: the line and the reason of a rejects file that came back.
    pub fn ours(&self) -> usize {
        match &self.names[..] {
            [line, reason, ..] if line == "line" && reason == "reason" => 2,
            _ => 0,
        }
    }

    /// What files with the same columns have in common, and their rejects files with them.
    pub fn key(&self) -> String {
        self.squeezed[self.ours()..].join("|")
    }

    /// Whether one of them has a name, squeezed.
    pub(super) fn has(&self, squeezed: &str) -> bool {
        self.squeezed.iter().any(|s| s == squeezed)
    }
}

/// What stands between a question and one of its choices.
const STROKE: &str = " - ";

/// A header without case, blanks and punctuation: `Customer ID` and `customer_id` are `customerid`.
pub fn squeeze(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let squeezed: String = letters.flat_map(char::to_lowercase).collect();
    if squeezed.is_empty() && name.contains('#') {
        return "#".into();
    }
    squeezed
}

/// Whether a lower name says only that an answer stands below.
pub(super) fn is_an_answer(lower: &str) -> bool {
    ["openendedresponse", "response", "answer"].contains(&squeeze(lower).as_str())
}

/// A squeezed header without the unit behind it: `mrrcents`, `amountusd` and `createdutc` lose theirs.
fn without_unit(squeezed: &str) -> &str {
    let mut units = "cents minor utc gmt usd eur gbp chf cad aud".split(' ');
    let without = units.find_map(|unit| squeezed.strip_suffix(unit));
    without.unwrap_or(squeezed)
}

/// The beginning of a text, of so many bytes or a few less.
pub fn beginning(text: &str, most: usize) -> &str {
    let whole = |at: &usize| text.is_char_boundary(*at);
    let end = (0..=most.min(text.len())).rev().find(whole);
    &text[..end.unwrap_or_default()]
}

/// Words of prices, in the languages their makers speak.
pub const PRICE: &str = "price amount fee preis betrag prix montant precio importe prezzo importo preço preco valor \
    prijs bedrag pris belopp cena kwota";

/// Words of columns that count anything.
pub const COUNTS: &str = "count counts anzahl nombre mentions responses";

/// Words of amounts and days that are not those of now, or not of what is paid.
pub const FORMER: &str = "old previous prev prior before former opening starting list gross lifetime synced amended \
    last alt vorher ancien anterior";

/// Whether a column by its name holds numbers that are no price: ids, days, measures.
pub fn is_no_price(name: &str) -> bool {
    const NONE: &str =
        "id ids num no number version at on date time timestamp shipping postage versand";
    is_measure(name) || words(name).any(|word| is_listed(NONE, &word))
}

/// The same of per cents, counts, and what is owed or given back: numbers that tell nobody apart either.
pub fn is_measure(name: &str) -> bool {
    const MEASURES: &str = "percent percentage pct ratio tax vat score rating nps csat grade count counts day days hours \
        minutes months years age lat lon lng latitude longitude cycles quantity qty seats users probability tenure duration \
        threshold limit discount refund credit deposit exchange";
    const ENDS: [&str; 5] = ["percent", "percentage", "pct", "count", "days"];
    let squeezed = squeeze(name);
    ENDS.iter().any(|end| squeezed.ends_with(end))
        || words(name).any(|word| is_listed(MEASURES, &word))
}

/// Whether a column holds the amounts of what a bill has beside its price: taxes, shipping, fees.
pub fn is_on_a_bill(name: &str) -> bool {
    const ON_IT: &str =
        "tax taxes vat gst hst mwst ust tva iva btw moms shipping postage versand fee fees";
    const AMOUNTS: &str =
        "amount total sum price value cost order line item sales betrag setup service handling";
    let named = words(name).any(|word| is_listed(ON_IT, &word))
        && words(name).all(|word| is_among(&[ON_IT, AMOUNTS], &word));
    named || is_listed(ON_IT, &squeeze(name))
}

/// Whether a word stands in one of some lists.
pub fn is_among(lists: &[&str], word: &str) -> bool {
    lists.iter().any(|list| is_listed(list, word))
}

/// Columns by something their names say, each time in the order of the file.
#[derive(Debug)]
struct ColumnsBy<'a>(HashMap<Cow<'a, str>, Vec<usize>>);

impl<'a> ColumnsBy<'a> {
    fn of(said: impl Iterator<Item = (usize, Cow<'a, str>)>) -> ColumnsBy<'a> {
        let mut by = HashMap::<_, Vec<usize>>::new();
        for (at, word) in said {
            by.entry(word).or_default().push(at);
        }
        ColumnsBy(by)
    }

    fn names(names: &'a [String], said: fn(&str) -> &str) -> ColumnsBy<'a> {
        let names = names.iter().enumerate();
        ColumnsBy::of(names.map(|(at, name)| (at, said(name).into())))
    }

    /// Those that any field is known under, as they are, and without a unit behind them.
    fn known(names: &'a [String]) -> [ColumnsBy<'a>; 2] {
        let ways: [fn(&str) -> &str; 2] = [|name| name, without_unit];
        ways.map(|said| {
            let named = names.iter().map(|name| said(name)).enumerate();
            let known = named.filter(|(_, name)| KNOWN.contains(*name));
            ColumnsBy::of(known.map(|(at, name)| (at, name.into())))
        })
    }

    fn all(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        self.0.get(word).into_iter().flatten().copied()
    }
}

/// The columns of a file by all that leads to one: whichever way is asked for, each name is looked at once for it. A
/// file may have thousands of names, and most who ask go one way.
#[derive(Debug)]
pub struct Index<'a> {
    columns: &'a Columns,
    written: OnceCell<ColumnsBy<'a>>,
    squeezed: OnceCell<ColumnsBy<'a>>,
    known: OnceCell<[ColumnsBy<'a>; 2]>,
    /// The same of the lower names alone.
    lower: OnceCell<[ColumnsBy<'a>; 2]>,
    words: OnceCell<ColumnsBy<'a>>,
    short: OnceCell<ColumnsBy<'a>>,
}

impl<'a> Index<'a> {
    /// Of these columns.
    pub fn of(columns: &'a Columns) -> Index<'a> {
        Index {
            columns,
            written: OnceCell::new(),
            squeezed: OnceCell::new(),
            known: OnceCell::new(),
            lower: OnceCell::new(),
            words: OnceCell::new(),
            short: OnceCell::new(),
        }
    }

    fn written(&self) -> &ColumnsBy<'a> {
        let names = &self.columns.names;
        self.written.get_or_init(|| ColumnsBy::names(names, |n| n))
    }

    fn squeezed(&self) -> &ColumnsBy<'a> {
        let names = &self.columns.squeezed;
        self.squeezed.get_or_init(|| ColumnsBy::names(names, |n| n))
    }

    fn known(&self) -> &[ColumnsBy<'a>; 2] {
        let names = &self.columns.squeezed;
        self.known.get_or_init(|| ColumnsBy::known(names))
    }

    fn lower(&self) -> &[ColumnsBy<'a>; 2] {
        let names = &self.columns.lower;
        self.lower.get_or_init(|| ColumnsBy::known(names))
    }

    fn words(&self) -> &ColumnsBy<'a> {
        self.words.get_or_init(|| {
            let names = self.columns.names.iter().enumerate();
            let names = names.filter(|(at, _)| !self.columns.is_one_answer(*at));
            let said = names.chain(self.columns.questions.iter().enumerate());
            ColumnsBy::of(
                said.flat_map(|(at, name)| words(name).map(move |word| (at, word.into()))),
            )
        })
    }

    /// The upper and the lower names alone, of a header of several rows.
    fn short(&self) -> &ColumnsBy<'a> {
        self.short.get_or_init(|| {
            let parts = self.columns.names.iter().zip(&self.columns.questions);
            let short = parts.enumerate().flat_map(|(at, (name, lower))| {
                let upper = name.strip_suffix(lower.as_str()).unwrap_or_default();
                [upper, lower].map(|part| (at, squeeze(part).into()))
            });
            ColumnsBy::of(short)
        })
    }

    /// The column of a name a person gave: as written, else without regard to case and punctuation, else a part of a
    /// name of several rows that no other has.
    pub fn find(&self, name: &str) -> Option<usize> {
        let wanted = name.trim();
        self.written().all(wanted).next().or_else(|| {
            let squeezed = squeeze(wanted);
            if squeezed.is_empty() {
                return None;
            }
            let mut short = self.short().all(&squeezed);
            let only = short.next().filter(|_| short.next().is_none());
            self.squeezed().all(&squeezed).next().or(only)
        })
    }

    /// The free column of a field, found one way.
    pub fn free(&self, way: ColumnWay, field: &FileField, taken: &[bool]) -> Option<usize> {
        match way {
            ColumnWay::Name => known_among(self.known(), field, taken),
            ColumnWay::LowerName => known_among(self.lower(), field, taken),
            ColumnWay::Hint => {
                let mut hints = field.hints.split_whitespace();
                // What group an answer puts somebody in is no answer.
                let grouped = |at: usize| self.words().all("group").any(|group| group == at);
                let free = |at: &usize| !taken[*at] && !grouped(*at);
                hints.find_map(|hint| self.words().all(hint).find(free))
            }
        }
    }
}

/// A way to the column of a field.
#[derive(Clone, Copy, Debug)]
pub enum ColumnWay {
    /// A name the field is known under.
    Name,
    /// The same of the lower name alone, of a header of two rows.
    LowerName,
    /// A word that gives the field away.
    Hint,
}

/// The free column whose name stands first among those that the field is known under.
fn known_among(by: &[ColumnsBy<'_>; 2], field: &FileField, taken: &[bool]) -> Option<usize> {
    if field.told {
        return None;
    }
    let plain = squeeze(field.name);
    // The plain name is the best, unless it has a place among the others.
    let place = |name: &str| match listed::place(field.known, name) {
        Some(place) => Some(place + 1),
        None => (name == plain).then_some(0),
    };
    let place = &place;
    let found = by.iter().enumerate().flat_map(|(way, by)| {
        by.0.iter().filter_map(move |(name, columns)| {
            let free = columns.iter().find(|at| !taken[**at])?;
            Some((place(name)?, way, *free))
        })
    });
    found.min().map(|(.., at)| at)
}

/// Every name that some field of some kind of file is known under. Most columns of a file have none of them.
static KNOWN: LazyLock<HashSet<Cow<'static, str>>> = LazyLock::new(|| {
    let fields = FORMS.iter().flat_map(|form| form.fields.iter());
    let names = fields.flat_map(|field| {
        let known = field.known.split_whitespace().map(Cow::Borrowed);
        known.chain([Cow::Owned(squeeze(field.name))])
    });
    names.collect()
});
