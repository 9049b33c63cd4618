//! The method on made-up accounts: it finds what is there, says so honestly, and is not fooled.

mod honest;

use proptest::prelude::*;

use super::backtest::auc;
use super::fit::{fit, probability};
use super::*;
use crate::domain::ids::AccountId;
use crate::domain::ledger::LedgerBuilder;
use crate::domain::money::Money;

/// A number between 0 and 1 that looks like chance and never changes.
fn chance(n: usize, salt: u64) -> f64 {
    (hash(&format!("{salt}-{n}")) >> 11) as f64 / (1_u64 << 53) as f64
}

fn reach() -> Day {
    "2026-09-30".parse().unwrap()
}

/// What the columns of an account hold, some of them more than anybody knew beforehand.
fn values(n: usize, plan: &str, gone: Option<Day>) -> [String; 8] {
    let date = gone.map_or_else(String::new, |day| day.to_string());
    let score = chance(n, 6) * 40.0 + if gone.is_some() { 60.0 } else { 0.0 };
    [
        plan.to_owned(),
        plan.to_uppercase(),
        ["a", "b", "c"][n % 3].to_owned(),
        date.clone(),
        date,
        if gone.is_some() { "bad" } else { "" }.to_owned(),
        format!("{score:.1}"),
        format!("{n}x"),
    ]
}

/// Accounts that leave at a rate that depends on their plan, and columns of all sorts.
fn company(rate: impl Fn(&str) -> f64) -> (Ledger, TraitTable, Vec<u64>) {
    let mut builder = LedgerBuilder::default();
    let mut table = TraitTable::default();
    let names = "plan,copy,noise,Churn date,gone on,verdict,score,id".split(',');
    let mut cells = vec![Cells::default(); names.clone().count()];
    let mut hashes = Vec::new();
    for n in 0..3_000 {
        let id = AccountId(n as i64 + 1);
        let since = reach().plus(-120 - (chance(n, 1) * 900.0) as i32);
        builder.movement(id, since, Cents(1_000 + (chance(n, 2) * 9_000.0) as i64));
        let plan = ["Yearly", "Monthly"][usize::from(chance(n, 3) < 0.4)];
        let leaves = chance(n, 4) < rate(plan);
        let until = reach().plus(-1 - (chance(n, 5) * 80.0) as i32);
        if leaves {
            builder.movement(id, until, Cents(-1_000 - (chance(n, 2) * 9_000.0) as i64));
        }
        let values = values(n, plan, leaves.then_some(until));
        for (cells, value) in cells.iter_mut().zip(&values) {
            cells.push(value);
        }
        hashes.push(hash(&format!("account {n}")));
    }
    for (name, cells) in names.zip(cells) {
        table.push(name, cells);
    }
    (builder.build(), table, hashes)
}

fn why(lesson: &RiskLesson, column: &str) -> String {
    let found = lesson.left_out.iter().find(|out| out.column == column);
    found.map_or_else(String::new, |out| out.why.clone())
}

#[test]
fn what_tells_accounts_apart_is_found_and_what_gives_the_outcome_away_is_not_used() {
    let (ledger, table, hashes) = company(|plan| if plan == "Monthly" { 0.5 } else { 0.04 });
    let examples = examples(&ledger, reach(), Day(0), &hashes).unwrap();
    assert_eq!(examples.cut, reach().plus(-90));
    let (lesson, model) = learn(&table, &examples, &[]);
    assert_eq!(lesson.columns, ["tenure", "MRR", "plan", "noise"]);
    for (column, word) in [
        ("copy", "the same as plan"),
        ("Churn date", "its name"),
        ("gone on", "lie after 2026-07-02"),
        ("verdict", "accounts with `bad` left"),
        ("score", "left"),
        ("id", "share a value"),
    ] {
        assert!(why(&lesson, column).contains(word), "{column}: {lesson:?}");
    }
    let test = lesson.test.unwrap();
    assert!(
        test.auc_low > 0.7 && (0.75..0.9).contains(&test.auc),
        "{test:?}"
    );
    assert!(test.precision() > 2.0 * test.base(), "{test:?}");
    for band in &test.bands {
        let off = (band.expected - band.left as f64).abs();
        assert!(off < 4.0 * band.expected.sqrt() + 3.0, "{}", band.words());
    }
    let model = model.unwrap();
    let standing = |plan: &str| {
        let account = (0..ledger.len())
            .find(|a| table.value(0, *a) == plan && Paying::of(&ledger, *a, reach()).is_some());
        Paying::of(&ledger, account.unwrap(), reach()).unwrap()
    };
    let (monthly, yearly) = (standing("Monthly"), standing("Yearly"));
    let over = model.over(&table);
    assert!(over.risk(monthly) > 3.0 * over.risk(yearly));
    assert!(model.reasons(&table, monthly, Money::of(None))[0].starts_with("plan Monthly (odds x"));
}

#[test]
fn what_is_no_better_than_chance_is_hidden() {
    let (ledger, mut table, hashes) = company(|_| 0.1);
    for place in 3..7 {
        table.cells[place] = Cells::default();
    }
    let examples = examples(&ledger, reach(), Day(0), &hashes).unwrap();
    let (lesson, model) = learn(&table, &examples, &[]);
    assert!(model.is_none());
    let hidden = lesson.hidden.clone().unwrap();
    assert!(hidden.contains("no better than chance"), "{hidden}");
    assert!(lesson.test.is_some() && lesson.tested().is_empty());
}

#[test]
fn with_few_losses_nothing_is_learned() {
    let (ledger, _, hashes) = company(|_| 0.01);
    let why = examples(&ledger, reach(), Day(0), &hashes).unwrap_err();
    assert!(why.contains("60 are needed"), "{why}");
    assert!(examples(&Ledger::default(), reach(), Day(0), &[]).is_err());
}

#[test]
fn the_order_of_accounts_does_not_matter() {
    let (ledger, table, hashes) = company(|plan| if plan == "Monthly" { 0.3 } else { 0.05 });
    let found = examples(&ledger, reach(), Day(0), &hashes).unwrap();
    let mut turned = found.clone();
    turned.rows.reverse();
    let (one, other) = (learn(&table, &found, &[]).0, learn(&table, &turned, &[]).0);
    let auc = |lesson: &RiskLesson| (lesson.test.as_ref().unwrap().auc * 1e9).round();
    assert_eq!(auc(&one), auc(&other));
}

#[test]
fn weights_known_from_elsewhere() {
    // One feature: the log-odds of 3 of 4 without it; with it 9 of 10. The ridge draws the second a little.
    let mut rows = Vec::new();
    for n in 0..4_000 {
        rows.push((vec![(0, 1.0)], n % 4 != 0));
        rows.push((vec![(0, 1.0), (1, 1.0)], n % 10 != 0));
    }
    let weights = fit(&rows, 2);
    assert!((weights[0] - 3_f64.ln()).abs() < 0.01, "{weights:?}");
    assert!((weights[0] + weights[1] - 9_f64.ln()).abs() < 0.01);
    assert!((probability(&[(0, 1.0)], &weights) - 0.75).abs() < 0.01);
}

#[test]
fn a_feature_that_splits_perfectly_stays_finite() {
    let row = |n| {
        (
            vec![(0, 1.0), (1, if n < 50 { -1.0 } else { 1.0 })],
            n >= 50,
        )
    };
    let weights = fit(&(0..100).map(row).collect::<Vec<_>>(), 3);
    assert!(weights.iter().all(|w| w.is_finite() && w.abs() < 20.0));
}

#[test]
fn known_areas_under_the_curve() {
    let of = |scores: &[(f64, bool)]| auc(scores);
    assert_eq!(of(&[(0.1, false), (0.9, true)]), Some(1.0));
    assert_eq!(of(&[(0.9, false), (0.1, true)]), Some(0.0));
    assert_eq!(of(&[(0.5, false), (0.5, true)]), Some(0.5));
    // scikit-learn's own example.
    let known = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
    assert_eq!(of(&known), Some(0.75));
    assert_eq!(of(&[(0.5, true)]), None);
}

#[test]
fn calibration_in_words() {
    let band = Band {
        from: 0.2,
        to: 0.3,
        accounts: 1_212,
        expected: 300.0,
        left: 303,
    };
    let words = "of 1,212 accounts it called 20 to 30 %, 303 left (25 %)";
    assert_eq!(band.words(), words);
}

proptest! {
    #[test]
    fn a_test_counts_every_account_once(scored in prop::collection::vec((0.0..1.0_f64, any::<bool>()), 2..200)) {
        if let Some(test) = BackTest::of(scored.clone()) {
            let sum = |of: fn(&Band) -> u64| test.bands.iter().map(of).sum::<u64>();
            prop_assert_eq!(sum(|band| band.accounts), scored.len() as u64);
            prop_assert_eq!(sum(|band| band.left), test.left);
            prop_assert!(test.auc_low <= test.auc && test.auc <= test.auc_high);
        }
    }
}
