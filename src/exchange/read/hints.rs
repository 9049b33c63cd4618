//! What a person says about files beyond what they say themselves.
//! Must not know how a file is read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::written::Written;
use crate::domain::day::Day;
use crate::domain::import::ImportKind;
use crate::domain::money::Currency;
use crate::domain::rate::ExchangeRates;

use super::amounts::Decimal;
use super::columns::squeeze;
use super::recalled::{IgnoredAs, TotalSaid, WordSaid};
use super::vendors::Unit;

/// What stands in the place of a column where no day says when what a status calls ended did end.
pub(super) const NEVER: &str = "none";

/// What a person said about the files of one call; everything may be left to the files themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// `--as-kind`
    pub kind: Option<ImportKind>,
    /// `--map field=Header`
    pub map: Vec<(String, String)>,
    /// `--date-format`, as written.
    pub date_format: Option<String>,
    /// `--currency`
    pub currency: Option<Currency>,
    /// The room's own currency, if it has one.
    pub room_currency: Option<Currency>,
    /// What other currencies are converted at.
    pub rates: ExchangeRates,
    /// The day it is, where anybody knows.
    pub today: Option<Day>,
    /// `--sheet`
    pub sheet: Option<String>,
    /// `--tag-from`
    pub tag_from: Vec<String>,
    /// `--ignore`: columns that are not to be used.
    pub ignore: Vec<String>,
    /// `--ignore-rest`: what is open is taken as it stands.
    pub ignore_rest: bool,
    /// `--status-ends`: the column with the day on which what a status calls ended did end, or `none`.
    pub status_ends: Option<String>,
    /// `--ends last-day`: the day of an end is the last one paid for.
    pub last_day: Option<bool>,
    /// `--totals`: whether rows that are called like totals are left out.
    pub totals: Option<bool>,
    /// `--falls`: the words of a kind of change with which MRR falls, with commas between, or `none`.
    pub falls: Option<String>,
    /// `--empty`: whether an empty month of a wide table says that nothing was paid.
    pub empty_is_zero: Option<bool>,
    /// `--twice`: whether rows that are told twice are all paid.
    pub twice_adds: Option<bool>,
    /// `--complete`: whoever is not in a list of balances pays nothing, so that an empty month says it.
    pub complete: bool,
    /// `--unit`: what the amounts are.
    pub unit: Option<Unit>,
    /// `--decimal`: what stands before the decimals of amounts that do not show it.
    pub decimal: Option<Decimal>,
    /// What was said about files with the same columns before, by [`super::Source::header_key`]; what a person says now
    /// comes first.
    pub remembered: BTreeMap<String, Remembered>,
}

/// What a person said about a file's columns, to be said for the next one with the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// The kind it turned out to be.
    pub kind: Option<ImportKind>,
    /// The mappings that it used.
    pub map: Vec<(String, String)>,
    /// The columns that were not to be used.
    pub ignore: Vec<String>,
    /// The column with the day on which what a status calls ended did end.
    pub status_ends: Option<String>,
    /// Whether the day of an end is the last one paid for.
    pub last_day: Option<bool>,
    /// Whether rows that are called like totals are left out: said of one file.
    #[serde(skip)]
    pub totals: Option<bool>,
    /// What was said of such rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub totals_of: Vec<TotalSaid>,
    /// The words of a kind of change with which MRR falls, with commas between: said of one file.
    #[serde(skip)]
    pub falls: Option<String>,
    /// What was said of each such word.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) falls_of: Vec<WordSaid>,
    /// What the columns said that were not to be used.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) ignored_as: IgnoredAs,
    /// Whether an empty month of a wide table says that nothing was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_is_zero: Option<bool>,
    /// Whether rows that are told twice are all paid, or one of them is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub twice_adds: Option<bool>,
    /// What the amounts are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// What stands before the decimals of amounts that do not show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<Decimal>,
    /// What was open and was taken as it stands, by [`super::Question::about`]: nothing that opens later is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rest_of: Vec<String>,
    /// Whether a file with these columns was imported.
    pub settled: bool,
    /// How the last such file was written: its rejects are written likewise.
    pub written: Option<Written>,
}

impl Hints {
    /// What is said this time, for files whose header is not known yet.
    pub(super) fn said(&self) -> Remembered {
        Remembered {
            kind: self.kind,
            map: self.map.clone(),
            ignore: self.ignore.clone(),
            status_ends: self.status_ends.clone(),
            last_day: self.last_day,
            totals: self.totals,
            totals_of: Vec::new(),
            falls: self.falls.clone(),
            falls_of: Vec::new(),
            ignored_as: IgnoredAs::new(),
            empty_is_zero: self.empty_is_zero,
            twice_adds: self.twice_adds,
            unit: self.unit,
            decimal: self.decimal,
            rest_of: Vec::new(),
            settled: false,
            written: None,
        }
    }
}

impl Hints {
    /// The same with what was said of a file, where nothing is said now.
    pub(super) fn and(&self, known: &Written) -> Hints {
        let mut hints = self.clone();
        hints.date_format = hints.date_format.or_else(|| known.date_format.clone());
        hints.currency = hints.currency.or_else(|| known.currency.clone());
        if hints.tag_from.is_empty() {
            hints.tag_from.clone_from(&known.tag_from);
        }
        hints
    }
}

impl Hints {
    /// Whether nothing is said of how columns are read.
    pub(super) fn is_silent(&self) -> bool {
        let said = self.said();
        let silent = self.date_format.is_none() && self.currency.is_none() && !self.ignore_rest;
        silent && said == Remembered::default()
    }
}

impl Remembered {
    /// The same with every column used.
    pub(super) fn with_all(&self) -> Remembered {
        Remembered {
            ignore: Vec::new(),
            ..self.clone()
        }
    }

    /// Writes columns that were named by a part of their name in full.
    pub(super) fn in_full(&mut self, name: impl Fn(&str) -> Option<String>) {
        let mapped = self.map.iter_mut().map(|(_, column)| column);
        for column in mapped.chain(&mut self.ignore) {
            let full = name(column).filter(|full| squeeze(full) != squeeze(column));
            *column = full.unwrap_or_else(|| std::mem::take(column));
        }
    }

    /// Goes on from what was said before: what is said now comes first, and another mapping of a field, or a field
    /// for another column, takes the place of the one before.
    pub(super) fn after(mut self, before: &Remembered) -> Remembered {
        self.kind = self.kind.or(before.kind);
        let said = self.map.clone();
        let stays = |entry: &&(String, String)| {
            !said
                .iter()
                .any(|(field, column)| *field == entry.0 || *column == entry.1)
                && !self.ignore.contains(&entry.1)
        };
        let kept: Vec<_> = before.map.iter().filter(stays).cloned().collect();
        let mapped = |column: &&String| !said.iter().any(|(_, used)| used == *column);
        let ignored: Vec<_> = before.ignore.iter().filter(mapped).cloned().collect();
        let said_again = |column: &String| self.ignore.iter().any(|one| squeeze(one) == *column);
        self.ignored_as.clone_from(&before.ignored_as);
        let used = |column: &String| said.iter().any(|(_, used)| squeeze(used) == *column);
        self.ignored_as
            .retain(|column, _| !said_again(column) && !used(column));
        self.map.extend(kept);
        self.ignore.extend(ignored);
        self.status_ends = self.status_ends.or_else(|| before.status_ends.clone());
        self.last_day = self.last_day.or(before.last_day);
        self.totals_of.clone_from(&before.totals_of);
        self.falls_of.clone_from(&before.falls_of);
        self.empty_is_zero = self.empty_is_zero.or(before.empty_is_zero);
        self.twice_adds = self.twice_adds.or(before.twice_adds);
        self.unit = self.unit.or(before.unit);
        self.decimal = self.decimal.or(before.decimal);
        self.rest_of.clone_from(&before.rest_of);
        self.settled = before.settled;
        self.written.clone_from(&before.written);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_now_takes_the_place_of_what_was_said_before() {
        let before = Remembered {
            map: vec![
                ("quantity".into(), "Seats".into()),
                ("plan".into(), "Tier".into()),
            ],
            ignore: vec!["Discount".into()],
            last_day: Some(true),
            ..Remembered::default()
        };
        let now = Remembered {
            map: vec![("discount".into(), "Discount".into())],
            ignore: vec!["Seats".into()],
            last_day: Some(false),
            ..Remembered::default()
        };
        let both = now.after(&before);
        assert_eq!(both.last_day, Some(false));
        assert_eq!(both.ignore, ["Seats"]);
        let fields: Vec<&str> = both.map.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["discount", "plan"]);
    }
}
