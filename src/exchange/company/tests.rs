//! What the demo promises: its counts, its churn, its words.
//! Must not know the importer; it reads the files as plain CSV.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::domain::period::Period;

type Cells = BTreeMap<String, String>;
/// Start, end and monthly cents.
type Paid = (Day, Option<Day>, i64);

fn rows(bytes: &[u8]) -> Vec<Cells> {
    csv::Reader::from_reader(bytes)
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

fn demo(file: &str) -> Vec<Cells> {
    let (_, bytes) = demo_files().iter().find(|(name, _)| *name == file).unwrap();
    rows(bytes)
}

fn column<'a>(rows: &'a [Cells], name: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[name].as_str()).collect()
}

fn distinct<'a>(rows: &'a [Cells], name: &str) -> BTreeSet<&'a str> {
    column(rows, name).into_iter().collect()
}

/// Start, end and monthly cents of every paid subscription, by account.
fn ledger(subscriptions: &[Cells]) -> BTreeMap<&str, Vec<Paid>> {
    let mut out: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for row in subscriptions.iter().filter(|row| row["trial"] == "no") {
        let cents = (row["amount"].parse::<f64>().unwrap() * 100.0).round() as i64;
        let monthly = if row["interval"] == "year" {
            cents / 12
        } else {
            cents
        };
        let end = (!row["end"].is_empty()).then(|| row["end"].parse().unwrap());
        let span = (row["start"].parse().unwrap(), end, monthly);
        out.entry(&row["account"]).or_default().push(span);
    }
    out
}

fn balance(spans: &[Paid], day: Day) -> i64 {
    let active = |(start, end, _): &&Paid| *start <= day && end.is_none_or(|end| day < end);
    spans.iter().filter(active).map(|span| span.2).sum()
}

#[test]
fn the_demo_has_the_promised_size() {
    let counts = demo_files().iter().map(|(name, b)| (*name, rows(b).len()));
    assert_eq!(
        counts.collect::<Vec<_>>(),
        [
            ("owners.csv", 10),
            ("accounts.csv", 703),
            ("subscriptions.csv", 934),
            ("roadmap.csv", 15),
            ("exit_surveys.csv", 77),
            ("feedback.csv", 153),
            ("usage.csv", 489),
        ]
    );
    assert_eq!(distinct(&demo("owners.csv"), "team").len(), 5);
    assert_eq!(distinct(&demo("accounts.csv"), "name").len(), 703);
    let bytes: usize = demo_files().iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes < 200_000, "{bytes} bytes in the program");
    assert_eq!(DEMO_TODAY.to_string(), "2026-11-06");
}

/// Those who work alone pay little, come and go.
#[test]
fn two_to_four_percent_of_accounts_leave_each_month_and_more_of_those_who_work_alone() {
    let subscriptions = demo("subscriptions.csv");
    let (solo, others): (Vec<Cells>, Vec<Cells>) = subscriptions
        .into_iter()
        .partition(|row| row["plan"] == "Solo");
    leave_each_month(&others, 0.02..0.04);
    leave_each_month(&solo, 0.02..0.1);
}

fn leave_each_month(subscriptions: &[Cells], range: std::ops::Range<f64>) {
    let ledger = ledger(subscriptions);
    let first = Day::ymd(2025, 8, 1).unwrap();
    for month in 0..15 {
        let period = Period::month_of(first.plus_months(month));
        let (before, last) = (period.first().before(), period.last());
        let opening: Vec<_> = ledger.values().filter(|s| balance(s, before) > 0).collect();
        let left = opening.iter().filter(|s| balance(s, last) == 0).count();
        let rate = left as f64 / opening.len() as f64;
        assert!(
            range.contains(&rate),
            "{period}: {left} of {}",
            opening.len()
        );
    }
}

#[test]
fn customers_do_not_speak_in_templates() {
    let (surveys, feedback) = (demo("exit_surveys.csv"), demo("feedback.csv"));
    let all: Vec<&Cells> = surveys.iter().chain(&feedback).collect();
    let texts: Vec<&str> = all.iter().map(|row| row["text"].as_str()).collect();
    let spoken: Vec<&str> = texts.iter().copied().filter(|t| !t.is_empty()).collect();
    let different: BTreeSet<&str> = spoken.iter().copied().collect();
    assert!(spoken.len() > 200, "only {}", spoken.len());
    assert_eq!(different.len(), spoken.len(), "a text stands there twice");
    let mut openings: BTreeMap<String, u32> = BTreeMap::new();
    for text in &spoken {
        let words: Vec<&str> = text.split_whitespace().take(4).collect();
        if words.len() == 4 {
            *openings.entry(words.join(" ")).or_default() += 1;
        }
    }
    let most = openings.iter().max_by_key(|(_, n)| **n).unwrap();
    assert!(*most.1 <= 3, "{most:?}");
    let tagged = all.iter().filter(|row| !row["tags"].is_empty()).count();
    let share = tagged as f64 / all.len() as f64;
    assert!((0.5..0.7).contains(&share), "{share} tagged");
}

#[test]
fn every_account_named_in_a_file_is_one_of_the_240() {
    let accounts = demo("accounts.csv");
    let known = distinct(&accounts, "id");
    for file in ["subscriptions.csv", "exit_surveys.csv", "feedback.csv"] {
        for row in demo(file) {
            let account = row["account"].as_str();
            assert!(
                account.is_empty() || known.contains(account),
                "{file}: {account}"
            );
        }
    }
}
