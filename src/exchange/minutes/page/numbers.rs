//! Section 1 in full: the bridge, the trend, the cohorts, whether last actions worked.
//! Must not know how any of it is counted.

use serde_json::{Value, json};

use crate::domain::agenda::Section;
use crate::domain::cohorts::{in_words, in_words_then};
use crate::domain::marks::{DayMark, placed};
use crate::domain::metrics::{Cohort, Metrics};
use crate::domain::money::{Money, by_count, count};
use crate::domain::period::Period;

use super::super::Minutes;
use super::super::words::percent;
use super::{MinutesTable, notes_of};

/// As many cohorts as the minutes list: a year of joiners and the month they are measured against.
const COHORTS: usize = 13;

/// Section 1.
pub(super) fn numbers(minutes: &Minutes, money: Money<'_>) -> Value {
    let review = &minutes.start.review;
    let averages = review.compared.iter().filter_map(|c| {
        c.average?;
        let name = c.figure.replace('_', " ").replace("mrr", "MRR");
        let name = match name.as_str() {
            "grr" | "nrr" => name.to_uppercase(),
            _ => name,
        };
        Some(format!(
            "{name} {}, average of the three periods before {}",
            percent(c.value),
            percent(c.average)
        ))
    });
    let mut all = Vec::new();
    if review.metrics.begins() {
        all.extend(<[_; 2]>::from(tables(minutes, money)));
    }
    all.extend(cohorts(&minutes.start.cohorts.cohorts));
    json!({
        "words": words(minutes, money),
        "averages": averages.collect::<Vec<_>>(),
        "tables": all,
        "notes": notes_of(minutes, Some(Section::Numbers)),
    })
}

/// The bridge and the trend.
pub(super) fn tables(minutes: &Minutes, money: Money<'_>) -> (MinutesTable, MinutesTable) {
    let review = &minutes.start.review;
    let trend = trend(&review.trend, &minutes.end.marks, money);
    (bridge(&review.metrics, money), trend)
}

/// What there is to say beside the tables: comparisons, goals, and the last cohorts.
fn words(minutes: &Minutes, money: Money<'_>) -> Vec<String> {
    let review = &minutes.start.review;
    let goals = review.goals.iter();
    let goals = goals.map(|g| format!("{}: {}", g.figure.name(), g.words(&review.metrics)));
    let said = review.words.iter().cloned().chain(goals);
    let cohorts = &minutes.start.cohorts;
    let stayed = match review.before_ranges() {
        true => in_words_then(cohorts),
        false => in_words(cohorts),
    };
    let said = said.chain(review.not_yet()).chain(stayed);
    let warned = minutes.start.warned.iter();
    let warned = warned.map(|warned| {
        let words = warned.words(|amount| money.whole(amount));
        format!("Were we warned? {}", words.join("; "))
    });
    said.chain(warned).collect()
}

fn bridge(metrics: &Metrics, money: Money<'_>) -> MinutesTable {
    let (accounts, mrr) = (&metrics.accounts, &metrics.mrr);
    let lines = [
        ("opening", accounts.opening, mrr.opening, ""),
        ("new", accounts.new, mrr.new, "+"),
        ("reactivation", accounts.reactivated, mrr.reactivation, "+"),
        ("expansion", accounts.grew, mrr.expansion, "+"),
        ("contraction", accounts.shrank, mrr.contraction, "−"),
        ("churn", accounts.churned, mrr.churn, "−"),
        ("closing", accounts.closing, mrr.closing, ""),
        (
            "came and went in between",
            accounts.came_and_went,
            mrr.came_and_went,
            "",
        ),
    ];
    let mut table = MinutesTable::new("From opening to closing", "|accounts|MRR");
    for (name, n, sum, sign) in lines {
        let sign = if sum.0 == 0 { "" } else { sign };
        let sum = format!("{sign}{}", money.exact(sum));
        table.rows.push(vec![name.to_owned(), count(n), sum]);
    }
    table
}

fn trend(trend: &[Metrics], marks: &[DayMark], money: Money<'_>) -> MinutesTable {
    let columns = "period|churned|of|logo churn|lost MRR|gross MRR churn|GRR|NRR|closing MRR";
    let mut table = MinutesTable::new("Over time", columns);
    let periods: Vec<Period> = trend.iter().map(|m| m.period).collect();
    let placed = placed(marks, &periods);
    if !placed.is_empty() {
        table.columns.push("what happened".to_owned());
    }
    for (n, m) in trend.iter().enumerate() {
        let (left, all) = m.left();
        let mut row = vec![
            named(m),
            count(left),
            count(all),
            percent(m.rates.logo_churn),
            money.whole(m.mrr.churn + m.mrr.contraction),
            percent(m.rates.gross_mrr_churn),
            percent(m.rates.grr),
            percent(m.rates.nrr),
            money.whole(m.mrr.closing),
        ];
        if !placed.is_empty() {
            let mine = placed.iter().filter(|(at, _)| *at == n);
            let told: Vec<String> = mine.map(|(_, mark)| mark.long()).collect();
            row.push(told.join("; "));
        }
        table.rows.push(row);
    }
    table
}

fn named(m: &Metrics) -> String {
    let over = if m.is_over() { "" } else { " (not over)" };
    format!("{}{over}", m.period)
}

pub(super) fn cohorts(cohorts: &[Cohort]) -> Option<MinutesTable> {
    let joined: Vec<&Cohort> = cohorts.iter().filter(|c| c.accounts > 0).collect();
    let (older, last) = joined.split_at(joined.len().saturating_sub(COHORTS));
    let title = match older {
        [] => "Cohorts".to_owned(),
        _ => {
            let left_out = older.len();
            let ones = by_count(left_out, "one", "ones");
            format!("Cohorts: the last {COHORTS}, {left_out} older {ones} left out")
        }
    };
    let columns = "joined|accounts|% still active at the end of each month|day 90";
    let mut table = MinutesTable::new(title, columns);
    for c in last {
        let share = |n: &u64| format!("{:.0}", *n as f64 * 100.0 / c.accounts as f64);
        let shares: Vec<String> = c.active.iter().map(share).collect();
        table.rows.push(vec![
            c.month.to_string(),
            count(c.accounts),
            shares.join(" "),
            percent(c.day_90),
        ]);
    }
    (!table.rows.is_empty()).then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(month: u32) -> Cohort {
        Cohort {
            month: format!("{}-{:02}", 2020 + month / 12, month % 12 + 1)
                .parse()
                .unwrap(),
            accounts: 10,
            active: vec![9],
            active_mrr: Vec::new(),
            day_90: None,
        }
    }

    #[test]
    fn only_the_last_cohorts_are_listed_and_the_older_ones_counted() {
        let months = |n| (0..n).map(joined).collect::<Vec<_>>();
        let table = cohorts(&months(20)).unwrap();
        assert_eq!(table.title, "Cohorts: the last 13, 7 older ones left out");
        assert_eq!(table.rows.len(), 13);
        assert_eq!(table.rows[12][0], "2021-08");
        assert_eq!(cohorts(&months(13)).unwrap().title, "Cohorts");
        assert!(cohorts(&[]).is_none());
    }
}
