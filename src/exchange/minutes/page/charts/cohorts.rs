//! Who stayed of each month's joiners, month by month. Must not know how it is counted.

use crate::domain::metrics::Cohort;
use crate::domain::money::count;

use super::super::MinutesTable;
use super::Drawing;

/// Months that are drawn of each cohort, and cohorts.
const MONTHS: usize = 13;
const COHORTS: usize = 13;
/// A cell.
const CELL: (f64, f64) = (21.5, 19.0);
const LEFT: f64 = 80.0;

/// The last cohorts, a row each; nothing where nobody has joined.
pub(in super::super) fn cohorts(all: &[Cohort], table: &MinutesTable) -> Option<Drawing> {
    let joined: Vec<&Cohort> = all.iter().filter(|c| c.accounts > 0).collect();
    let last = &joined[joined.len().saturating_sub(COHORTS)..];
    let newest = last.iter().rev().find(|c| c.active.len() > 1)?;
    let stayed = newest.active.last().copied().unwrap_or_default();
    let title = format!(
        "{} of {} joiners of {} still active",
        count(stayed),
        count(newest.accounts),
        newest.month.long()
    );
    let about = "Per cent of each month's joiners that were active at the end of each month since";
    let mut chart = Drawing::new(title, about, table);
    chart.text("g", (0.0, 11.0), "joined");
    chart.text("g e", (LEFT - 6.0, 11.0), "n");
    for month in 0..MONTHS {
        let x = LEFT + (month as f64 + 0.5) * CELL.0;
        chart.text("g m", (x, 11.0), month.to_string());
    }
    let mut y = 18.0;
    for cohort in last {
        chart.text("", (0.0, y + 13.0), cohort.month.short());
        chart.text("g e", (LEFT - 6.0, y + 13.0), count(cohort.accounts));
        for (n, active) in cohort.active.iter().take(MONTHS).enumerate() {
            let percent = *active as f64 * 100.0 / cohort.accounts as f64;
            let (tone, words) = tone(percent);
            let x = LEFT + n as f64 * CELL.0;
            chart.rect(tone, (x, y), (CELL.0 - 1.0, CELL.1 - 1.0));
            let middle = (x + (CELL.0 - 1.0) / 2.0, y + 13.0);
            chart.text(words, middle, format!("{percent:.0}"));
        }
        y += CELL.1;
    }
    chart.height = y + 2.0;
    chart.below =
        "% still active, by months since joining. The stronger the tone, the more left.".to_owned();
    Some(chart)
}

/// The looks of a cell and of the figure in it: the stronger, the more left.
fn tone(percent: f64) -> (&'static str, &'static str) {
    match percent {
        95.0.. => ("t0", "s m"),
        80.0.. => ("t1", "s m"),
        65.0.. => ("t2", "s m"),
        50.0.. => ("t3", "s m w"),
        _ => ("t4", "s m w"),
    }
}
