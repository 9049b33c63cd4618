//! The usual range of a figure from its own past, and what may be said of one that lies outside it.
//! Must not know screens or tables.
//!
//! A word is said only of what is outside: a usual month is not a good one. How often it is said where nothing has
//! changed is measured on generated companies by `tests/bench/truth.rs`.

mod bound;
pub mod closed;
pub mod figures;
pub mod findings;
pub mod reasons;
pub mod series;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::figure::Figure;
use super::period::Period;

/// Periods before one that is judged: so many at least, and not more than so many.
pub const LEAST: usize = 8;
/// The most periods a range is made of.
pub const MOST: usize = 24;

/// What stands where a judgement would, of numbers frozen before there were any.
pub const NOT_THEN: &str = "not judged then";

/// What is said of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum JudgedAs {
    /// It lies outside its usual range.
    Signal,
    /// It is the eighth in a row on one side of the average.
    Shift,
    /// It is as usual.
    Routine,
    /// Too few accounts make it.
    TooFew,
    /// It cannot be judged: too short a past, a period that is not over, reasons not read yet.
    #[default]
    Unknown,
}

/// A figure against its past.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Judgement {
    /// What is said of it.
    pub word: JudgedAs,
    /// Whether that is for the better; `None` where nothing is said.
    pub better: Option<bool>,
    /// The lower end of the usual range.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Whole, known periods before it that the range is made of.
    pub periods: u32,
    /// Whether there is too little to judge it by because none of them has anything.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub nothing: bool,
    /// A quarter is judged by its months: the one that this is about.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<Period>,
    /// The first period of the range, where it begins anew behind a shift.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub since: Option<Period>,
}

/// The figures of a period that are judged.
pub type JudgedFigures = BTreeMap<Figure, Judgement>;

/// The first period that can be judged: the one behind eight that a range can be made of, and one of them itself. Told
/// are periods in their order, and of each whether it is one of them; `None` where none comes.
fn first_range(mut periods: impl Iterator<Item = (Period, bool)>) -> Option<Period> {
    let mut usable = periods.by_ref().filter(|(_, usable)| *usable);
    usable.nth(LEAST).map(|(period, _)| period)
}

impl JudgedAs {
    /// Whether something is said.
    pub fn outside(self) -> bool {
        matches!(self, JudgedAs::Signal | JudgedAs::Shift)
    }
}

impl Judgement {
    /// The range, where there is one.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.low.zip(self.high)
    }

    /// `above usual`, `8 months below average`, of a quarter with the month that it is about; `None` where nothing is
    /// said. `above` tells the side.
    pub fn words(&self, above: bool, period: Period) -> Option<String> {
        let side = if above { "above" } else { "below" };
        let unit = self.of.unwrap_or(period);
        match self.word {
            JudgedAs::Signal => Some(match self.of {
                Some(month) => format!("{} {side} usual", month.short()),
                None => format!("{side} usual"),
            }),
            JudgedAs::Shift => {
                let to = self.of.map(|month| format!(" to {}", month.short()));
                let (unit, to) = (unit.kind(), to.unwrap_or_default());
                Some(format!("{LEAST} {unit}s {side} average{to}"))
            }
            JudgedAs::Routine | JudgedAs::TooFew | JudgedAs::Unknown => None,
        }
    }
}
