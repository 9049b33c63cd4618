//! Cells out of values too many to be cells: numbers in bands with readable edges, dates in quarters or
//! years, texts by their most frequent ones. Must not know where values come from.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use hashbrown::HashSet;

use super::breakdown::{Cells, NONE};
use super::day::Day;
use super::ledger::Ledger;
use super::money::{Cents, Money, count};
use super::period::Period;
use super::sort::sort_by;

/// More different values than this are no cells to compare.
pub const MOST: usize = 50;

/// More quarters than this are shown as years.
const MOST_QUARTERS: usize = 20;

/// A column is of numbers (or dates) when so much of what is written in it is one, in percent.
const MOSTLY: usize = 95;

/// The cells as they are if they are few, else fewer ones that say as much as can be read.
pub fn condensed(cells: Cells) -> Cells {
    if cells.distinct() <= MOST {
        return cells;
    }
    let sizes: Vec<(&str, usize)> = cells.sizes().filter(|(name, _)| *name != NONE).collect();
    let all: usize = sizes.iter().map(|(_, n)| n).sum();
    let mostly = |is: &dyn Fn(&str) -> bool| {
        let fitting = sizes.iter().filter(|(name, _)| is(name));
        let fits: usize = fitting.map(|(_, n)| n).sum();
        fits * 100 >= all * MOSTLY
    };
    if mostly(&|name| number(name).is_some()) {
        in_bands(&cells, &sizes)
    } else if mostly(&|name| date(name).is_some()) {
        in_dates(&cells, &sizes)
    } else {
        largest(&cells, sizes.clone())
    }
}

/// MRR bands by what each account paid when the period began.
pub fn mrr(ledger: &Ledger, period: Period, money: Money<'_>) -> Cells {
    let before = period.first().before();
    let paid = |account| ledger.balance_at(account, before);
    let units = |amount| money.units(amount);
    let paying = (0..ledger.len()).map(paid).filter(|paid| paid.0 > 0);
    let bands = Bands::of(paying.map(units).collect());
    Cells::by(ledger, |account| match paid(account) {
        Cents::ZERO => "nothing at the start",
        paid => bands.name(units(paid)),
    })
}

fn in_bands(cells: &Cells, sizes: &[(&str, usize)]) -> Cells {
    let numbers = sizes
        .iter()
        .filter_map(|(name, n)| Some((number(name)?, *n)));
    let values = numbers.flat_map(|(x, n)| std::iter::repeat_n(x, n));
    let bands = Bands::of(values.collect());
    cells.renamed(|name| match number(name) {
        Some(x) => bands.name(x).to_owned(),
        None => "(no number)".to_owned(),
    })
}

fn in_dates(cells: &Cells, sizes: &[(&str, usize)]) -> Cells {
    let quarter = |day: Day| format!("{}-Q{}", day.year(), day.month().div_ceil(3));
    let days = || sizes.iter().filter_map(|(name, _)| date(name));
    let quarters: BTreeSet<String> = days().map(quarter).collect();
    let in_years = quarters.len() > MOST_QUARTERS;
    let named = cells.renamed(|name| match date(name) {
        Some(day) if in_years => day.year().to_string(),
        Some(day) => quarter(day),
        None => "(no date)".to_owned(),
    });
    if named.distinct() <= MOST {
        return named;
    }
    let sizes: Vec<(&str, usize)> = named.sizes().filter(|(name, _)| *name != NONE).collect();
    largest(&named, sizes)
}

/// The most frequent values keep their names; the others are one cell.
fn largest(cells: &Cells, mut sizes: Vec<(&str, usize)>) -> Cells {
    sort_by(&mut sizes, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let kept: HashSet<&str> = sizes.iter().take(MOST - 1).map(|(name, _)| *name).collect();
    let rest = sizes.len().saturating_sub(kept.len());
    let others = format!("({} other values)", count(rest as u64));
    cells.renamed(|name| {
        let shown = if kept.contains(name) { name } else { &others };
        shown.to_owned()
    })
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|x: &f64| x.is_finite())
}

/// A day at the front: what follows is a time.
fn date(text: &str) -> Option<Day> {
    text.get(..10)?.parse().ok()
}

/// Five bands of about equally many, their edges rounded so that they can be said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    /// Where each band but the first begins.
    edges: Vec<f64>,
    names: Vec<String>,
}

impl Bands {
    /// The bands of some values.
    pub fn of(mut values: Vec<f64>) -> Bands {
        values.sort_by(f64::total_cmp);
        let exact = edges(&values, |x| x);
        // As round as it gets without two edges becoming one.
        let digits = [0.5, 0.1, 0.01, 0.001];
        let mut rounded = digits
            .iter()
            .map(|share| edges(&values, |x| nice(x, *share)));
        let edges = rounded.find(|e| e.len() == exact.len()).unwrap_or(exact);
        let mut names = Vec::new();
        match (edges.first(), edges.last()) {
            (Some(first), Some(last)) => {
                names.push(format!("under {}", said(*first)));
                let between = edges.windows(2);
                names.extend(between.map(|e| format!("{} to under {}", said(e[0]), said(e[1]))));
                names.push(format!("{} and more", said(*last)));
            }
            _ => names.push("all alike".to_owned()),
        }
        Bands { edges, names }
    }

    /// The band of a value.
    pub fn name(&self, value: f64) -> &str {
        let band = self.edges.partition_point(|edge| *edge <= value);
        self.names.get(band).map_or("", String::as_str)
    }
}

/// The four quintiles of sorted values, each rounded; none at or below the least value, none twice.
fn edges(sorted: &[f64], round: impl Fn(f64) -> f64) -> Vec<f64> {
    let Some(least) = sorted.first() else {
        return Vec::new();
    };
    let quintiles = (1..5).filter_map(|n| sorted.get(sorted.len() * n / 5));
    let mut edges: Vec<f64> = quintiles.map(|x| round(*x)).filter(|x| x > least).collect();
    edges.dedup();
    edges
}

/// Rounded to a share of its own order of magnitude: 37 to halves of 10 is 35.
fn nice(x: f64, share: f64) -> f64 {
    if x == 0.0 {
        return 0.0;
    }
    let step = share * 10_f64.powf(x.abs().log10().floor());
    let places = (-step.log10()).ceil().clamp(0.0, 9.0);
    let scale = 10_f64.powf(places);
    ((x / step).round() * step * scale).round() / scale
}

/// `1,250`, `0.75`, `-3`.
fn said(x: f64) -> String {
    if x.fract() == 0.0 && x.abs() < 1e15 {
        let sign = if x < 0.0 { "-" } else { "" };
        return format!("{sign}{}", count(x.abs() as u64));
    }
    x.to_string()
}
