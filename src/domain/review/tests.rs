//! Trend, comparisons and the sentences.
//! Must not know screens.

use super::*;
use crate::domain::ids::AccountId;
use crate::domain::ledger::LedgerBuilder;
use crate::domain::sample::{day, paid, period};
use crate::domain::tally::Rates;

/// 100 accounts of 10.00 since June; so many leave in each of the months from July on.
fn leaving(months: &[(u32, i64)]) -> Ledger {
    let mut builder = LedgerBuilder::default();
    for account in 1..=100 {
        builder.movement(AccountId(account), day("2026-06-15"), Cents(1_000));
    }
    let mut next = 1;
    for (month, leave) in months {
        let on = Day::ymd(2026, *month, 10).unwrap();
        for account in next..next + leave {
            builder.movement(AccountId(account), on, Cents(-1_000));
        }
        next += leave;
    }
    builder.build()
}

fn reviewed(ledger: &Ledger, of: &str) -> Review {
    let known = Known::of(ledger, None, None);
    review(ledger, known, period(of), Profile::Snapshot, None, None)
}

#[test]
fn the_trend_begins_with_the_ledger() {
    let ledger = leaving(&[(7, 2), (8, 3), (9, 4), (10, 5)]);
    let found = reviewed(&ledger, "2026-10");
    let months: Vec<String> = found.trend.iter().map(|m| m.period.to_string()).collect();
    assert_eq!(months.join(" "), "2026-06 2026-07 2026-08 2026-09 2026-10");
    assert_eq!(found.trend.last(), Some(&found.metrics));
    let before = reviewed(&ledger, "2026-01");
    assert_eq!(before.trend.len(), 1);
    assert_eq!(before.metrics.rates, Rates::default());
}

#[test]
fn figures_are_compared_with_what_came_before() {
    let ledger = leaving(&[(7, 2), (8, 3), (9, 4), (10, 20)]);
    let found = reviewed(&ledger, "2026-10").compared;
    let names: Vec<&str> = found.iter().map(|c| c.figure.as_str()).collect();
    assert_eq!(names, ["logo_churn", "gross_mrr_churn", "grr", "nrr"]);
    let logo = &found[0];
    let values = [logo.value, logo.previous, logo.average];
    assert_eq!(values, [Some(0.219_78), Some(0.042_105), Some(0.030_906)]);
    assert!(found.iter().all(|c| c.better == Some(false)));
    let calm = &reviewed(&ledger, "2026-09").compared[0];
    // June has no rate: there are no three before.
    assert!(calm.average.is_none());
}

#[test]
fn the_sentences() {
    let ledger = paid(
        "1: 2026-01-01 90000, 2026-08-10 -90000; \
         2: 2026-01-01 10000, 2026-08-10 -10000, 2026-09-10 10000; 3: 2026-01-01 20000; \
         4: 2026-07-10 500, 2026-09-10 -500",
    );
    let eur: Currency = "EUR".parse().unwrap();
    let words = |of: &str, reach: &str| {
        let reach = Some(day(reach));
        let known = Known::of(&ledger, None, reach);
        let snapshot = Profile::Snapshot;
        review(&ledger, known, period(of), snapshot, Some(&eur), reach).words
    };
    assert_eq!(
        words("2026-08", "2026-09-30"),
        ["You lose larger accounts than your average: €500 against €301"]
    );
    assert_eq!(
        words("2026-09", "2026-09-20"),
        [
            "September 2026 is not over in the data, which reaches Sun 20 Sep 2026: its numbers will change",
            "You lose smaller accounts than your average: €5 against €103",
        ]
    );
    assert_eq!(
        words("2026-Q3", "2026-09-30"),
        [
            "You lose larger accounts than your average: €900 against €400",
            "Churned accounts: months added 3, quarter 1: 1 came back, 1 came and went",
        ]
    );
    assert!(words("2026-11", "2026-09-30")[0].contains("lies beyond the data"));
}

#[test]
fn nothing_is_compared_with_days_of_which_losses_are_not_known() {
    let ledger = leaving(&[(7, 2), (8, 3), (9, 4), (10, 20)]);
    let since = |day_of: &str| {
        let known = Known::of(&ledger, Some(day(day_of)), None);
        review(
            &ledger,
            known,
            period("2026-10"),
            Profile::Snapshot,
            None,
            None,
        )
    };
    let months = |review: &Review| review.trend.len();
    let late = since("2026-08-15");
    assert_eq!(months(&late), 2);
    assert_eq!(late.compared[0].previous, Some(0.042_105));
    assert_eq!(late.compared[0].average, None);
    let alone = since("2026-10-02");
    assert_eq!(months(&alone), 1);
    assert_eq!(alone.compared[0].previous, None);
    assert_eq!(alone.metrics.rates, Rates::default(), "known only in part");
    assert_eq!(alone.metrics.accounts, late.metrics.accounts);
    let before = since("2026-11-05");
    assert_eq!(
        before.metrics.rates,
        Rates::default(),
        "nothing is told of days before"
    );
    assert_eq!(
        before.metrics.accounts, late.metrics.accounts,
        "what is on file still counts"
    );
    assert_eq!(months(&since("2026-06-15")), 5);
    // The month from which there are ranges is one, and is not named where the other line is said.
    assert_eq!(late.metrics.ranges_from(), Some(period("2027-05")));
    assert_eq!(
        since("2026-08-01").metrics.ranges_from(),
        Some(period("2027-04"))
    );
    for unknown in [alone, before] {
        assert_eq!(unknown.metrics.ranges_from(), None);
        assert_eq!(unknown.not_yet().len(), 1);
    }
}
