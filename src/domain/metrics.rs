//! Churn and retention of a period, as the answers every screen, command and minute shows.
//! Must not know screens or tables: pure functions over a `Ledger`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::cause::Causes;
use super::day::Day;
use super::figure::{Figure, Ratio, fraction, round6};
use super::goals::Goal;
use super::known::KnownSince;
use super::marks::DayMark;
use super::money::{Cents, Currency};
use super::period::Period;
use super::profile::Profile;
use super::reach::limit;
use super::tally::{AccountCounts, MrrSums, Rates, Tally};
use super::usual::JudgedFigures;

/// The numbers of one period, for all accounts or for one cell of a breakdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Metrics {
    pub period: Period,
    pub from: Day,
    pub to: Day,
    pub profile: Profile,
    /// The room's currency; `None` in a room without a ledger.
    pub currency: Option<Currency>,
    pub accounts: AccountCounts,
    #[serde(rename = "mrr_cents")]
    pub mrr: MrrSums,
    pub rates: Rates,
    /// Since when losses are known, where it begins before that and so has no rates.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unknown: Option<KnownSince>,
    /// The last day the data reaches, where that is before its end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
    /// The cell of the breakdown it is for, such as `{"plan": "Pro"}`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<BTreeMap<String, String>>,
    /// Its churn by cause; only for all accounts together.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub causes: Option<Causes>,
    /// What was settled that changes these numbers, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub disclosed: Vec<String>,
    /// Its figures against their usual ranges; `None` where they were not judged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub judged: Option<JudgedFigures>,
    /// The first period that can be judged, where it lies before that.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_range: Option<Period>,
}

impl Metrics {
    /// Whether rates are made of it: losses are known of all its days, and the data does not end before it begins.
    pub fn is_told(&self) -> bool {
        self.unknown.is_none() && self.begins()
    }

    /// What is counted of its losses; `None` where nothing is told.
    pub fn told<T>(&self, count: T) -> Option<T> {
        self.is_told().then_some(count)
    }

    /// Whether the data reaches its first day.
    pub fn begins(&self) -> bool {
        self.until.is_none_or(|until| self.period.first() <= until)
    }

    /// Whether the data has all its days: one that it has in part is neither compared nor held against a goal.
    pub fn is_over(&self) -> bool {
        self.until.is_none()
    }

    /// That the data ends before it does.
    pub fn limit(&self) -> Option<String> {
        limit(self.period, self.until)
    }

    /// What a rate is made of; `None` where its profile does not define it.
    pub fn ratio(&self, figure: Figure) -> Option<Ratio> {
        let definition = figure.definition(self.profile)?;
        Some(definition.ratio(&Tally::from(self)))
    }

    /// How many left, and of how many: the counts that logo churn is made of, which are the churned and those at the
    /// start under some profiles only.
    pub fn left(&self) -> (u64, u64) {
        let ratio = self.ratio(Figure::LogoChurn);
        let part = |n: i64| u64::try_from(n).unwrap_or_default();
        ratio.map_or((0, 0), |ratio| (part(ratio.top), part(ratio.bottom)))
    }

    /// Why it has no rates; `None` where it has.
    pub fn not_told(&self) -> Option<String> {
        let unknown = self.unknown.and_then(|known| known.not_told(self.period));
        unknown.or_else(|| self.limit().filter(|_| !self.begins()))
    }
}

/// One figure against the period before and the average of the last three.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Compared {
    /// The figure's name in `Rates`: `logo_churn`, `gross_mrr_churn`, `grr`, `nrr`.
    #[traverse(skip)]
    pub figure: String,
    /// Its value.
    pub value: Option<f64>,
    /// The period before.
    pub previous: Option<f64>,
    /// The average of the three periods before.
    pub average: Option<f64>,
    /// Whether the change against the previous period is for the better; `None` when equal or n/a.
    pub better: Option<bool>,
    /// What was said of it before there were usual ranges.
    #[serde(flatten)]
    pub then: Option<WithinChance>,
}

/// How a figure was judged before there were usual ranges: only what was frozen then has it, and its minutes say it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct WithinChance {
    /// The 95 % Wilson interval of the previous period's proportion, where the figure is one (logo churn).
    pub chance: Option<(f64, f64)>,
    /// Whether the value lies within it.
    pub within_chance: bool,
}

/// What the Numbers section shows, but cohorts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Review {
    /// The period's numbers.
    pub metrics: Metrics,
    /// Thirteen periods up to this one, oldest first, but those of which nothing is known.
    pub trend: Vec<Metrics>,
    /// The headline figures compared.
    pub compared: Vec<Compared>,
    /// Sentences in words: larger or smaller accounts than average; for a quarter, both counts.
    pub words: Vec<String>,
    /// What the team had said its figures should be, those the profile defines.
    #[serde(default)]
    pub goals: Vec<Goal>,
    /// Every mark the team had kept, by its days; what is drawn picks those of its periods.
    #[serde(default)]
    pub marks: Vec<DayMark>,
    /// Since when losses were known; `None` of an empty room, and where that was not asked yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub known: Option<KnownSince>,
}

impl Review {
    /// Its sentences, and first that the data ends before the period does.
    pub fn said(&self) -> impl Iterator<Item = String> {
        let limit = self.metrics.limit().into_iter();
        limit.chain(self.words.iter().cloned())
    }
}

/// Cohorts by the month accounts were first active.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Cohorts {
    /// Oldest first.
    pub cohorts: Vec<Cohort>,
}

/// The accounts first active in one month, followed month by month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Cohort {
    /// The month they joined.
    pub month: Period,
    /// How many joined.
    pub accounts: u64,
    /// How many were active at the end of the joining month, the month after, ...; only as far as the reach goes.
    pub active: Vec<u64>,
    /// Their MRR at the same days.
    #[serde(rename = "active_mrr_cents")]
    pub active_mrr: Vec<Cents>,
    /// The share active on their 90th day; `None` until the reach covers the last joiner's.
    pub day_90: Option<f64>,
}

/// A dimension accounts are broken down by.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TraversableMut,
)]
#[serde(transparent)]
pub struct Dimension(
    /// `plan`, `segment`, `channel`, `region`, `owner`, `tenure`, `mrr`, or the header of an imported column.
    pub String,
);

impl Dimension {
    /// A cell as an origin names it: `plan=Team`.
    pub fn cell(&self, value: &str) -> String {
        format!("{}={value}", self.0)
    }

    /// The cell that an origin names so.
    pub fn of_cell(origin: &str) -> Option<(Dimension, String)> {
        let (by, value) = origin.split_once('=')?;
        Some((Dimension(by.to_owned()), value.to_owned()))
    }
}

/// A period broken down by one dimension, most lost MRR first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Breakdown {
    /// The dimension.
    pub by: Dimension,
    /// Cells with fewer accounts at opening are not ranked.
    #[serde(default)]
    pub too_few: u64,
    /// The whole.
    pub total: Metrics,
    /// A cell each; accounts without a value are in the cell `(none)`.
    pub rows: Vec<BreakdownRow>,
}

impl BreakdownRow {
    /// What it lost over its opening MRR, whatever its profile defines; `None` (n/a) with nothing there, or of days
    /// of which nothing is told.
    pub fn lost_rate(&self) -> Option<f64> {
        if !self.metrics.is_told() {
            return None;
        }
        fraction(self.lost.0, self.metrics.mrr.opening.0).map(round6)
    }
}

/// One cell of a breakdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct BreakdownRow {
    /// The cell's value of the dimension.
    pub value: String,
    /// Its numbers.
    pub metrics: Metrics,
    /// Lost MRR: churn and contraction.
    #[serde(rename = "lost_mrr_cents")]
    pub lost: Cents,
    /// Its share of all that was lost; `None` (n/a) when nothing was.
    #[serde(default)]
    pub share: Option<f64>,
    /// The index: its gross MRR churn rate over that of the whole; `None` when n/a.
    pub of_average: Option<f64>,
    /// Whether more of its accounts left than of all others, where that is more than two shares differ by themselves.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub more_left: Option<bool>,
    /// Whether it has too few accounts to be ranked.
    pub too_few: bool,
}
