//! Trend, comparisons and the sentences.
//! Must not know screens.

use super::*;
use crate::domain::ids::AccountId;
use crate::domain::ledger::LedgerBuilder;
use crate::domain::sample::{day, paid, period};
use crate::domain::tally::Rates;
use crate::domain::usual::{JudgedAs, Judgement};

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
    let known = KnownSince::of(ledger, None, None);
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
    let moves = (1..=5).map(|n| format!("{n}: 2026-01-01 50000, 2026-08-10 -50000; "));
    let small = (11..=15).map(|n| format!("{n}: 2026-07-10 500, 2026-09-10 -500; "));
    let all: String = moves.chain(small).collect();
    let ledger = paid(&format!(
        "{all} 6: 2026-01-01 20000; 7: 2026-01-01 100, 2026-10-10 -100; \
         8: 2026-01-01 10000, 2026-08-10 -10000, 2026-08-12 10000, 2026-08-15 -10000, 2026-09-10 10000"
    ));
    let eur: Currency = "EUR".parse().unwrap();
    let words = |of: &str, reach: &str| {
        let reach = Some(day(reach));
        let known = KnownSince::of(&ledger, Some(day("2026-01-01")), reach);
        let snapshot = Profile::Snapshot;
        review(&ledger, known, period(of), snapshot, Some(&eur), reach).words
    };
    assert_eq!(
        words("2026-08", "2026-10-31"),
        ["You lose larger accounts than your average: €433 against €217"]
    );
    assert_eq!(
        words("2026-09", "2026-10-20"),
        ["You lose smaller accounts than your average: €5 against €32"]
    );
    assert_eq!(
        words("2026-Q3", "2026-10-31"),
        [
            "You lose larger accounts than your average: €500 against €350",
            "Churned accounts: months added 11, quarter 5: 1 came back, 5 came and went",
        ]
    );
    // One that left says nothing of a kind.
    assert!(words("2026-10", "2026-10-31").is_empty());
    assert!(words("2026-11", "2026-10-31").is_empty());
}

#[test]
fn what_left_twice_is_weighed_by_each_time() {
    let four = (3..=6).map(|n| format!("; {n}: 2026-01-01 10000, 2026-08-20 -10000"));
    let four: String = four.collect();
    let ledger = paid(&format!(
        "1: 2026-01-01 10000, 2026-08-05 -10000, 2026-08-10 10000, 2026-08-20 -10000; 2: 2026-01-01 10000{four}"
    ));
    for profile in Profile::ALL {
        let words = review(
            &ledger,
            KnownSince::of(&ledger, None, None),
            period("2026-08"),
            profile,
            None,
            None,
        )
        .words;
        let said = "You lose accounts of your average size: 100 against 100";
        let again = words.iter().find(|words| words.contains("more than once"));
        let how = match profile {
            Profile::Snapshot => None,
            Profile::Stripe => Some("1 account left more than once: each time counts"),
            Profile::Chartmogul | Profile::Baremetrics | Profile::Profitwell => {
                Some("1 account left more than once: it counts once, its loss each time")
            }
        };
        assert_eq!(again.map(String::as_str), how, "{profile}");
        assert!(
            words.iter().any(|words| words == said),
            "{profile}: {words:?}"
        );
    }
}

/// Chartmogul leaves out who joined in the period: then it is not said that each counts once.
#[test]
fn who_joined_and_left_twice_is_said_not_to_count() {
    let stays = "1: 2026-01-01 10000, 2026-08-05 -10000, 2026-08-10 10000, 2026-08-20 -10000";
    let joins = "2: 2026-08-02 5000, 2026-08-05 -5000, 2026-08-10 5000, 2026-08-20 -5000";
    let again = |moves: &str, profile| {
        let ledger = paid(&format!("{moves}; 3: 2026-01-01 10000"));
        let known = KnownSince::of(&ledger, None, None);
        let words = review(&ledger, known, period("2026-08"), profile, None, None).words;
        words
            .into_iter()
            .find(|words| words.contains("more than once"))
    };
    for (moves, profile, said) in [
        (
            joins.to_owned(),
            Profile::Chartmogul,
            "1 account left more than once: it joined in the period and does not count, its loss does each time",
        ),
        (
            format!("{stays}; {joins}"),
            Profile::Chartmogul,
            "2 accounts left more than once: 1 counted once, 1 that joined in the period not at all, their loss each time",
        ),
        (
            format!("{stays}; {joins}"),
            Profile::Baremetrics,
            "2 accounts left more than once: each counts once, its loss each time",
        ),
        (
            format!("{stays}; {joins}"),
            Profile::Stripe,
            "2 accounts left more than once: each time counts",
        ),
    ] {
        assert_eq!(again(&moves, profile).as_deref(), Some(said), "{profile}");
    }
}

/// Where nobody has left, those who did may not be on file: that all are is a guess, and is said first.
#[test]
fn that_all_losses_are_on_file_is_said_to_be_a_guess_where_there_is_none() {
    let said = |ledger: &Ledger, given| {
        let known = KnownSince::of(ledger, given, None);
        let found = review(
            ledger,
            known,
            period("2026-10"),
            Profile::Snapshot,
            None,
            None,
        );
        found.since()
    };
    let quiet = leaving(&[]);
    let guess = said(&quiet, None).unwrap_or_default();
    assert!(guess.contains("15 Jun 2026 (a guess"), "{guess}");
    assert_eq!(said(&quiet, Some(day("2026-06-15"))), None);
    assert_eq!(said(&leaving(&[(7, 2), (8, 3)]), None), None);
}

/// Of a company that loses some each month, as far as a day.
fn as_far_as(of: &str, reach: &str) -> Review {
    let ledger = leaving(&[(7, 2), (8, 3), (9, 4), (10, 5), (12, 1)]);
    let reach = Some(day(reach));
    let known = KnownSince::of(&ledger, None, reach);
    review(&ledger, known, period(of), Profile::Snapshot, None, reach)
}

/// A part of a month is not compared with whole ones, and of one that has not begun in the data nothing is told.
#[test]
fn what_the_data_does_not_have_whole_is_not_compared() {
    let whole = as_far_as("2026-10", "2026-10-31").compared;
    assert!(
        whole
            .iter()
            .all(|c| c.previous.is_some() && c.better.is_some())
    );
    for (of, reach, told, trend) in [
        ("2026-10", "2026-10-30", true, 5),
        ("2026-Q4", "2026-12-30", true, 3),
        ("2026-11", "2026-10-31", false, 1),
        ("2026-12", "2026-10-15", false, 1),
        ("2031-Q1", "2026-10-15", false, 1),
    ] {
        let found = as_far_as(of, reach);
        for one in &found.compared {
            let nothing = (one.previous, one.average, one.better);
            assert_eq!(
                (one.value.is_some(), nothing),
                (told, (None, None, None)),
                "{of}"
            );
        }
        assert_eq!(found.trend.len(), trend, "{of}");
        assert_eq!(found.metrics.ranges_from().is_some(), told, "{of}");
        let said = if told {
            "is not over"
        } else {
            "is not told of"
        };
        let limits = found.not_yet();
        assert_eq!(
            limits.iter().filter(|line| line.contains(said)).count(),
            1,
            "{of}"
        );
        let judged = found.metrics.judged.unwrap_or_default();
        let unknown = |one: &Judgement| one.word == JudgedAs::Unknown && one.better.is_none();
        assert!(judged.values().all(unknown), "{of}");
    }
}
