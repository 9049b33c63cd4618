//! What the columns of an accounts file become for the model, and which of them must not be learned from.
//! Must not know the method.
//!
//! Left out are: columns whose name speaks of the outcome (end, churn, cancel, reason, satisfaction, survey,
//! exit, ...); dates after the cut day; columns with a value, or a gap, that almost only those have who left;
//! columns that alone tell almost all of those who left; columns that repeat another; columns without a value
//! that enough accounts share. The rest are years before the cut, numbers, or categories. Whoever names a column as
//! one that was known before it mattered has it taken in, unless its dates say otherwise.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::backtest::auc;
use super::{Examples, LeftOut, RiskExample, TraitTable};
use crate::domain::day::Day;
use crate::domain::listed::is_listed;
use crate::domain::signs::names::squeeze;
use crate::domain::sort::{sort_by, sort_by_key};

/// The features every account has, before those of its columns: the intercept, two of tenure, two of MRR.
pub(super) const OWN: usize = 5;
/// Parts of a header that speak of the outcome.
const TELLING: &str = "churn cancel reason satisf survey exit terminat offboard winback leaving attrition deactivat \
                       unsubscri enddate endedat endson lifecycle";
/// Words of a header that do, when they stand alone.
const TELLING_WORDS: &str = "end ends ended status left lost leave closed expired inactive";
/// A category or a gap is a feature of its own from so many accounts on, and from so large a part of them.
const SHARED: (usize, usize) = (20, 500);
/// At most so many categories of a column, the largest.
const CATEGORIES: usize = 30;
/// A column of numbers with no more different ones than this is read as categories.
const FEW: usize = 12;
/// So many with the same value, of whom so large a part left, know the outcome.
const GIVEN_AWAY: (u32, f64) = (20, 0.95);
/// A column that alone has a larger AUC than this knows the outcome.
const ALONE: f64 = 0.9;

/// A column that is learned from: its place in the table and its features, side by side from `first` on.
#[derive(Clone, Debug)]
pub struct RiskColumn {
    /// Its header.
    pub name: String,
    /// Its place in the table.
    pub place: usize,
    pub(super) first: usize,
    kind: ColumnKind,
}

#[derive(Clone, Debug)]
enum ColumnKind {
    /// A number, then whether there is none.
    Number(Scale, CellUnit),
    /// A feature for each value that enough accounts share.
    Category(HashMap<String, usize>),
}

/// How a cell is read as a number.
#[derive(Clone, Copy, Debug)]
enum CellUnit {
    Plain,
    /// Years from the day to the cut.
    YearsBefore(Day),
}

impl CellUnit {
    fn read(self, text: &str) -> Option<f64> {
        match self {
            CellUnit::Plain => number(text),
            CellUnit::YearsBefore(cut) => day(text).map(|day| f64::from(cut.0 - day.0) / 365.0),
        }
    }
}

/// A plain number; blanks and a percent sign do not matter.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim_end();
    text.parse::<f64>().ok().filter(|n| n.is_finite())
}

/// An ISO day, whatever time follows it.
fn day(text: &str) -> Option<Day> {
    text.get(..10)?.parse().ok()
}

/// What makes a number comparable with others: its mean and standard deviation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scale {
    mean: f64,
    spread: f64,
}

impl Scale {
    pub(super) fn of(numbers: &[f64]) -> Scale {
        let n = numbers.len().max(1) as f64;
        let mean = numbers.iter().sum::<f64>() / n;
        let square = numbers.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        Scale {
            mean,
            spread: square.sqrt(),
        }
    }

    /// In standard deviations from the mean, at most four.
    pub(super) fn apply(self, number: f64) -> f64 {
        if self.spread <= 0.0 {
            return 0.0;
        }
        ((number - self.mean) / self.spread).clamp(-4.0, 4.0)
    }
}

impl RiskColumn {
    /// The feature after its last.
    pub(super) fn end(&self) -> usize {
        self.first
            + match &self.kind {
                ColumnKind::Number(..) => 2,
                ColumnKind::Category(values) => values.len(),
            }
    }

    /// The feature of a value; `None` where it shares none.
    pub(super) fn feature(&self, value: &str) -> Option<(usize, f64)> {
        match &self.kind {
            ColumnKind::Number(scale, unit) => Some(match unit.read(value) {
                Some(number) => (self.first, scale.apply(number)),
                None => (self.first + 1, 1.0),
            }),
            ColumnKind::Category(values) => values.get(value).map(|feature| (*feature, 1.0)),
        }
    }
}

/// Why a column is left out.
struct ColumnRefused {
    why: String,
    /// Whether it is because of how well it tells who left.
    suspect: bool,
}

impl From<String> for ColumnRefused {
    fn from(why: String) -> ColumnRefused {
        ColumnRefused {
            why,
            suspect: false,
        }
    }
}

/// What the training accounts' columns become, and which are left out; the `trusted` ones are not for what they know.
pub(super) fn study(
    table: &TraitTable,
    train: &[RiskExample],
    all: &Examples,
    trusted: &[String],
) -> (Vec<RiskColumn>, Vec<LeftOut>) {
    let (mut columns, mut left_out) = (Vec::new(), Vec::new());
    let mut known: HashMap<Vec<u32>, &str> = HashMap::new();
    let mut first = OWN;
    for (place, name) in table.names.iter().enumerate() {
        let value = |row: &RiskExample| (table.value(place, row.then.account), row.left);
        let values: Vec<(&str, bool)> = train.iter().map(value).collect();
        let pattern = pattern(&values);
        let same = known.get(&pattern).copied();
        let trusted = is_trusted(name, trusted);
        let kind = match same {
            _ if tells(name) && !trusted => Err("its name speaks of the outcome".to_owned().into()),
            Some(other) => Err(format!("it says the same as {other}").into()),
            None => dated(table, place, all)
                .map_err(ColumnRefused::from)
                .and_then(|dated| kind(&values, dated, first, trusted)),
        };
        match kind {
            Ok(kind) => {
                known.insert(pattern, name);
                let column = RiskColumn {
                    name: name.clone(),
                    place,
                    first,
                    kind,
                };
                first = column.end();
                columns.push(column);
            }
            Err(ColumnRefused { why, suspect }) => left_out.push(LeftOut {
                column: name.clone(),
                why,
                suspect,
            }),
        }
    }
    (columns, left_out)
}

/// Whether somebody has said that a column was known before it mattered.
pub(super) fn is_trusted(name: &str, trusted: &[String]) -> bool {
    trusted.iter().any(|other| squeeze(other) == squeeze(name))
}

/// Whether a header speaks of the outcome.
fn tells(name: &str) -> bool {
    let squeezed = squeeze(name);
    let words = name.split(|c: char| !c.is_alphanumeric());
    let mut words = words.map(str::to_lowercase);
    TELLING.split(' ').any(|part| squeezed.contains(part))
        || words.any(|word| is_listed(TELLING_WORDS, &word))
}

/// Which accounts have the same value, whatever the values are.
fn pattern(values: &[(&str, bool)]) -> Vec<u32> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let pattern = values.iter().map(|(value, _)| {
        let next = numbers.len() as u32;
        *numbers.entry(value).or_insert(next)
    });
    pattern.collect()
}

/// Whether a column is one of days; fails when some of them lie after the cut: nobody knew them then.
fn dated(table: &TraitTable, place: usize, all: &Examples) -> Result<Option<CellUnit>, String> {
    let rows = all.rows.iter();
    let values = rows.map(|row| table.value(place, row.then.account));
    let filled: Vec<&str> = values.filter(|value| !value.is_empty()).collect();
    let days: Vec<Day> = filled.iter().filter_map(|value| day(value)).collect();
    if days.is_empty() || days.len() * 20 < filled.len() * 19 {
        return Ok(None);
    }
    match days.iter().filter(|day| **day > all.cut).count() {
        0 => Ok(Some(CellUnit::YearsBefore(all.cut))),
        n => Err(format!("{n} of its dates lie after {}", all.cut)),
    }
}

/// What a column becomes, its features beginning at `first`; fails with a sentence when it is of no use, or
/// knows the outcome.
fn kind(
    values: &[(&str, bool)],
    dated: Option<CellUnit>,
    first: usize,
    trusted: bool,
) -> Result<ColumnKind, ColumnRefused> {
    let honest = |values: &Labelled<'_>| match honest(values) {
        Err(why) if !trusted => Err(ColumnRefused { why, suspect: true }),
        _ => Ok(()),
    };
    let filled = values.iter().filter(|(value, _)| !value.is_empty());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (value, _) in filled.clone() {
        *counts.entry(value).or_default() += 1;
    }
    let all = filled.clone().count();
    if counts.is_empty() || (counts.len() == 1 && all == values.len()) {
        return Err("it tells no accounts apart".to_owned().into());
    }
    let numbers = filled.filter(|(value, _)| number(value).is_some()).count();
    let unit =
        dated.or((numbers * 20 >= all * 19 && counts.len() > FEW).then_some(CellUnit::Plain));
    let given = labelled(values, |value| {
        if value.is_empty() { "" } else { "given" }.into()
    });
    if let Some(unit) = unit {
        let read = values.iter().filter_map(|(value, _)| unit.read(value));
        let read: Vec<f64> = read.collect();
        honest(&binned(values, unit, &read))?;
        honest(&given)?;
        return Ok(ColumnKind::Number(Scale::of(&read), unit));
    }
    let least = SHARED.0.max(values.len() / SHARED.1);
    counts.insert("", values.len() - all);
    let mut shared: Vec<(&str, usize)> = counts.into_iter().filter(|(_, n)| *n >= least).collect();
    sort_by_key(&mut shared, |(value, n)| (std::cmp::Reverse(*n), *value));
    shared.truncate(CATEGORIES);
    if shared.iter().all(|(value, _)| value.is_empty()) {
        return Err(format!("no {least} accounts share a value of it").into());
    }
    let is_shared = |value: &str| shared.iter().any(|(other, _)| *other == value);
    honest(&labelled(values, |value| {
        if is_shared(value) { value } else { "any other" }.into()
    }))?;
    honest(&given)?;
    let features = shared.into_iter().zip(first..);
    let features = features.map(|((value, _), feature)| (value.to_owned(), feature));
    Ok(ColumnKind::Category(features.collect()))
}

/// Values by what they are called, with what became of their accounts.
type Labelled<'v> = Vec<(Cow<'v, str>, bool)>;

fn labelled<'v>(
    values: &[(&'v str, bool)],
    label: impl Fn(&'v str) -> Cow<'v, str>,
) -> Labelled<'v> {
    let each = values.iter();
    each.map(|(value, left)| (label(value), *left)).collect()
}

/// Numbers by the tenth they lie in.
fn binned<'v>(values: &[(&'v str, bool)], unit: CellUnit, read: &[f64]) -> Labelled<'v> {
    let mut sorted = read.to_vec();
    sorted.sort_by(f64::total_cmp);
    let ends = (1..10).map(|tenth| sorted[sorted.len() * tenth / 10]);
    let ends: Vec<f64> = ends.collect();
    labelled(values, |value| match unit.read(value) {
        None => Cow::default(),
        Some(number) => {
            let tenth = ends.partition_point(|end| *end <= number);
            let from = tenth.checked_sub(1).map_or(sorted[0], |at| ends[at]);
            format!("{from:.1} and more").into()
        }
    })
}

/// Whether a column's values know no more than they could have known on the cut day.
fn honest(values: &Labelled<'_>) -> Result<(), String> {
    let mut tallies: HashMap<&str, (u32, u32)> = HashMap::new();
    for (value, left) in values {
        let tally = tallies.entry(value).or_default();
        tally.0 += 1;
        tally.1 += u32::from(*left);
    }
    let rate = |(n, left): (u32, u32)| f64::from(left) / f64::from(n);
    let all = values.iter().filter(|(_, left)| *left).count() as f64 / values.len().max(1) as f64;
    let mut worst: Vec<(&str, (u32, u32))> = tallies.iter().map(|(v, t)| (*v, *t)).collect();
    sort_by(&mut worst, |a, b| {
        rate(b.1).total_cmp(&rate(a.1)).then_with(|| a.0.cmp(b.0))
    });
    let given_away = worst
        .iter()
        .find(|(_, tally)| tally.0 >= GIVEN_AWAY.0 && rate(*tally) >= GIVEN_AWAY.1 && all <= 0.5);
    if let Some((value, (n, left))) = given_away {
        let value = if value.is_empty() { "no value" } else { value };
        return Err(format!(
            "{left} of {n} accounts with `{value}` left: it was written when they did"
        ));
    }
    let score = |(value, left): &(Cow<'_, str>, bool)| (rate(tallies[value.as_ref()]), *left);
    let scored: Vec<(f64, bool)> = values.iter().map(score).collect();
    match auc(&scored) {
        Some(alone) if alone > ALONE => Err(format!(
            "alone it tells who left and who stayed (AUC {alone:.2}): it knows the outcome"
        )),
        _ => Ok(()),
    }
}
