//! Guesses of since when losses are known, room by room, and what follows from a known day.
//! Must not know tables or screens.

use std::fmt::Write;

use rstest::rstest;

use super::*;
use crate::domain::ids::AccountId;
use crate::domain::import::Interval;
use crate::domain::ledger::{LedgerBuilder, Priced};
use crate::domain::sample::{day, paid, period};

/// So many accounts from a day on, of which every so many-th leaves a day after the other from another day on.
fn company(accounts: i32, from: &str, every: i32, leave: &str) -> Ledger {
    let mut text = String::new();
    for n in 1..=accounts {
        let leaves = n % every == 0;
        let left = day(leave).plus(n / every - 1);
        let end = if leaves {
            format!(", {left} -10")
        } else {
            String::new()
        };
        let _ = write!(text, "{n}: {from} 10{end};");
    }
    paid(&text)
}

fn guessed(ledger: &Ledger, reach: &str) -> String {
    let known = KnownSince::of(ledger, None, Some(day(reach))).unwrap();
    assert!(known.since.guessed);
    known.since.day.to_string()
}

#[rstest]
// 1,000 accounts for half a year without a loss, then five a day.
#[case(company(1_000, "2026-01-10", 5, "2026-07-01"), "2026-07-01")]
// The first on the 3rd of the month: two days without one are no wonder.
#[case(company(1_000, "2026-01-10", 5, "2026-07-03"), "2026-07-01")]
// On the 28th: at that rate the days before it in its month are too quiet themselves.
#[case(company(1_000, "2026-01-10", 5, "2026-07-28"), "2026-07-28")]
// Losses from the first day on.
#[case(company(1_000, "2026-07-01", 5, "2026-07-02"), "2026-07-01")]
// Five a day from the first day on which anybody can leave.
#[case(company(5_000, "2026-06-30", 5, "2026-07-01"), "2026-06-30")]
// One of fifty leaves, and nobody after it: there is no rate to judge by.
#[case(company(50, "2026-01-10", 50, "2026-07-05"), "2026-01-10")]
// Two months in all.
#[case(company(30, "2026-08-05", 10, "2026-09-10"), "2026-08-05")]
// No loss at all.
#[case(company(100, "2026-01-10", 1_000, "2026-07-01"), "2026-01-10")]
// One account, that stays or leaves.
#[case(paid("1: 2026-03-04 10"), "2026-03-04")]
#[case(paid("1: 2026-03-04 10, 2026-09-01 -10"), "2026-03-04")]
// Two of four within three weeks, after nine quiet months: of two that says nothing.
#[case(
    paid(
        "1: 2026-01-01 10, 2026-10-10 -10; 2: 2026-01-01 10, 2026-10-28 -10; 3: 2026-01-01 5; 4: 2026-01-01 5"
    ),
    "2026-01-01"
)]
// All of them leave on one day.
#[case(
    paid("1: 2026-03-04 10, 2026-09-01 -10; 2: 2026-03-09 5, 2026-09-01 -5"),
    "2026-03-04"
)]
fn a_quiet_too_long_is_not_known(#[case] ledger: Ledger, #[case] since: &str) {
    assert_eq!(guessed(&ledger, "2026-10-31"), since);
}

#[test]
fn inside_a_first_yearly_term_nobody_can_leave() {
    let company = |interval| {
        let mut builder = LedgerBuilder::default();
        for n in 0..400 {
            let leaves = n % 4 == 0;
            builder.subscription(
                AccountId(n),
                Priced {
                    start: day("2025-07-01"),
                    end: leaves.then(|| day("2026-07-01").plus((n / 4) as i32)),
                    amount: Cents(12_000),
                    interval,
                    plan: "",
                    trial: false,
                },
            );
        }
        builder.build()
    };
    let reach = "2026-10-31";
    assert_eq!(guessed(&company(Interval::Year), reach), "2025-07-01");
    assert_eq!(guessed(&company(Interval::Month), reach), "2026-07-01");
}

#[test]
fn a_given_day_stands_and_one_to_come_is_refused() {
    let ledger = company(1_000, "2026-01-10", 5, "2026-07-01");
    let known = KnownSince::of(&ledger, Some(day("2026-03-01")), None).unwrap();
    let since = LossesSince {
        day: day("2026-03-01"),
        guessed: false,
    };
    assert_eq!(known.since, since);
    assert_eq!(
        KnownSince::of(&Ledger::default(), Some(since.day), None),
        None
    );
    assert_eq!(given(since.day, since.day), Ok(since.day));
    let failure = given(day("2026-11-02"), day("2026-11-01")).unwrap_err();
    assert!(failure.message.contains("Mon 2 Nov 2026"), "{failure}");
    assert!(!failure.hint.is_empty());
}

#[test]
fn nothing_is_told_of_the_days_before() {
    let known = |since: &str| KnownSince {
        since: LossesSince {
            day: day(since),
            guessed: true,
        },
        first_day: day("2026-01-10"),
    };
    let july = known("2026-07-01");
    for (since, of, holds) in [
        ("2026-07-01", "2026-07", true),
        ("2026-07-01", "2026-06", false),
        ("2026-07-02", "2026-07", false),
        ("2026-01-10", "2026-01", true),
        ("2025-01-01", "2026-01", true),
        ("2026-01-10", "2025-12", false),
    ] {
        assert_eq!(known(since).holds(period(of)), holds, "{since} {of}");
    }
    for (since, day_of, joined) in [
        ("2026-07-01", "2026-07-01", true),
        ("2026-07-01", "2026-06-30", false),
        // Who joined in a part of a month is no cohort of it.
        ("2026-07-11", "2026-07-12", false),
        ("2026-07-11", "2026-08-01", true),
    ] {
        assert_eq!(known(since).joined(day(day_of)), joined, "{day_of}");
    }
    assert!(july.no_cohort().contains("1 Jul 2026"));
    let whole = known("2026-01-10");
    assert!(!whole.joined(day("2026-01-10")) && whole.joined(day("2026-01-11")));
    assert_eq!(whole.words(), None);
    let none = "nobody has joined since the ledger's first day, 10 Jan 2026";
    assert_eq!(whole.no_cohort(), none);
    let told = whole.told();
    assert!(
        told.contains("10 Jan 2026") && told.contains("room set losses-since"),
        "{told}"
    );
    assert!(july.words().unwrap().contains("1 Jul 2026"));
}

/// A month is held against the one before only where the losses of both are known.
#[test]
fn what_is_not_known_is_compared_with_nothing() {
    let ledger = company(1_000, "2026-01-10", 5, "2026-07-01");
    let known = KnownSince::of(&ledger, Some(day("2026-03-15")), None).unwrap();
    for (month, compares) in [
        ("2026-02", false),
        ("2026-03", false),
        ("2026-04", false),
        ("2026-05", true),
    ] {
        assert_eq!(known.compares(month.parse().unwrap()), compares, "{month}");
    }
    let all = KnownSince::of(&ledger, Some(day("2026-01-10")), None).unwrap();
    assert!(all.compares("2026-01".parse().unwrap()));
}
