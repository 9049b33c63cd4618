//! One series of whole, known periods, each judged by those before it.
//! Must not know what is counted, nor which period is which.
//!
//! Counts: the exact range of this count given its sum with the past (`stats::exact`). Rates of money: limits for
//! individual values (`stats::individuals`). Eight in a row on one side of the mean are a shift: Western Electric,
//! "Statistical Quality Control Handbook" (1956); what lies behind one is another time, and ranges begin anew.

use super::{JudgedAs, LEAST, MOST};
use crate::domain::stats::exact;
use crate::domain::stats::individuals::limits;

/// Fewer than so many a period on average are too few to see a shift in, or to judge the money of a theme by.
pub const FEW: f64 = 5.0;

/// Two rates that differ by less are the same, reckoned in two ways: a mean of 24 is off by less, and rates of a
/// hundred thousand accounts that truly differ do so by more.
const ROUNDING: f64 = 1e-13;

/// How one series is judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// A count of single things that do not come together.
    Count,
    /// A rate of money.
    Value,
    /// A count of things that come in bursts: the wider of both ranges.
    Bursts,
}

/// The rule a series is judged by.
#[derive(Clone, Copy, Debug)]
pub struct SeriesRule {
    /// How.
    pub method: Method,
    /// How likely on either side a count outside its range is.
    pub side: f64,
    /// Accounts a period on average below which there are too few.
    pub least: f64,
    /// Whether it never falls below nothing.
    pub from_nothing: bool,
    /// Whether it never is more than the whole that it is counted of.
    pub to_all: bool,
}

impl SeriesRule {
    /// A range without what can never be; `None` where all that can be is usual. A whole that is counted twice, as
    /// some count an account that left twice, is as much as it is here.
    fn possible(self, (low, high): (f64, f64), point: Point) -> Option<(f64, f64)> {
        let all = point.bottom.max(point.top) as f64;
        let low = if self.from_nothing { low.max(0.0) } else { low };
        let high = if self.to_all { high.min(all) } else { high };
        let says_something = low > 0.0 || high < all || !self.from_nothing || !self.to_all;
        says_something.then_some((low.min(high), high))
    }
}

/// One whole, known period of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// What is counted, or the sum.
    pub top: i64,
    /// Of how many, or of how much: above zero.
    pub bottom: i64,
    /// How many make it.
    pub count: u64,
}

impl Point {
    fn rate(&self) -> f64 {
        self.top as f64 / self.bottom as f64
    }
}

/// What is found of one period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SeriesFound {
    /// What is said.
    pub told: JudgedAs,
    /// On which side, where something is.
    pub above: bool,
    /// The range in what is counted.
    pub range: Option<(f64, f64)>,
    /// Periods it is made of.
    pub periods: usize,
    /// Whether nothing at all makes them.
    pub nothing: bool,
    /// Where it begins, if anew behind a shift: a place in the series.
    pub since: Option<usize>,
}

/// Judges each period of a series, oldest first; `None` stands for one that is neither judged nor part of a range.
pub fn judge(series: &[Option<Point>], rule: SeriesRule) -> Vec<SeriesFound> {
    judge_last(series, rule, series.len())
}

/// The same where only so many of the last are asked about: of those before them only what shifted is looked for, for
/// ranges begin anew behind it.
pub fn judge_last(series: &[Option<Point>], rule: SeriesRule, last: usize) -> Vec<SeriesFound> {
    let asked = series.len().saturating_sub(last);
    let mut all = vec![SeriesFound::default(); series.len()];
    let mut past: Vec<(usize, Point)> = Vec::with_capacity(series.len());
    let mut begin = 0;
    for (at, point) in series.iter().enumerate() {
        let from = begin.max(past.len().saturating_sub(MOST));
        let window = &past[from..];
        let found = &mut all[at];
        found.periods = window.len();
        found.since = (begin > 0 && from == begin).then(|| past[begin].0);
        let Some(point) = point else {
            continue;
        };
        let matters = || at >= asked || in_a_row(*point, window, rule.method).is_some();
        if window.len() >= LEAST && matters() {
            judge_one(*point, window, rule, found);
        }
        past.push((at, *point));
        if found.told == JudgedAs::Shift {
            begin = past.len() - LEAST;
        }
    }
    all
}

fn judge_one(point: Point, window: &[(usize, Point)], rule: SeriesRule, found: &mut SeriesFound) {
    let counts: u64 = window.iter().map(|(_, p)| p.count).sum();
    let many = counts as f64 / window.len() as f64;
    if many < rule.least {
        found.told = JudgedAs::TooFew;
        found.nothing = counts == 0;
        return;
    }
    let Some(range) = range(point, window, rule) else {
        return;
    };
    let Some((low, high)) = rule.possible(range, point) else {
        found.told = JudgedAs::TooFew;
        found.nothing = counts == 0;
        return;
    };
    found.range = Some((low, high));
    let (top, same) = (point.top as f64, ROUNDING * point.bottom as f64);
    found.told = JudgedAs::Routine;
    if top < low - same || top > high + same {
        found.told = JudgedAs::Signal;
        found.above = top > high;
    } else if many >= FEW
        && let Some(above) = in_a_row(point, window, rule.method)
    {
        found.told = JudgedAs::Shift;
        found.above = above;
    }
}

/// The range of what is counted in a period, by those before it.
fn range(point: Point, window: &[(usize, Point)], rule: SeriesRule) -> Option<(f64, f64)> {
    let counted = || {
        let past: i64 = window.iter().map(|(_, p)| p.top).sum();
        let share = point.bottom as f64 / (point.bottom + exposure(window)) as f64;
        let (low, high) = exact::range(past.max(0).cast_unsigned(), share, rule.side)?;
        Some((low as f64, high as f64))
    };
    let valued = || {
        let rates: Vec<f64> = window.iter().map(|(_, p)| p.rate()).collect();
        let limits = limits(&rates)?;
        let of = |rate: f64| rate * point.bottom as f64;
        Some((of(limits.low), of(limits.high)))
    };
    match rule.method {
        Method::Count => counted(),
        Method::Value => valued(),
        Method::Bursts => {
            let (one, other) = (counted()?, valued()?);
            Some((one.0.min(other.0), one.1.max(other.1)))
        }
    }
}

fn exposure(window: &[(usize, Point)]) -> i64 {
    window.iter().map(|(_, p)| p.bottom).sum()
}

/// Whether a period is the eighth in a row on one side of the window's mean, and on which. One that is the mean lies on
/// neither, and ends the row.
fn in_a_row(point: Point, window: &[(usize, Point)], method: Method) -> Option<bool> {
    let mean = match method {
        Method::Value => window.iter().map(|(_, p)| p.rate()).sum::<f64>() / window.len() as f64,
        Method::Count | Method::Bursts => {
            let tops: i64 = window.iter().map(|(_, p)| p.top).sum();
            tops as f64 / exposure(window) as f64
        }
    };
    let side = |point: &Point| match point.rate() - mean {
        off if off.abs() < ROUNDING => None,
        off => Some(off > 0.0),
    };
    let above = side(&point)?;
    let mut before = window[window.len() - (LEAST - 1)..].iter();
    let same = before.all(|(_, p)| side(p) == Some(above));
    same.then_some(above)
}
