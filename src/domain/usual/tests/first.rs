//! From which period on there are ranges: the same is said on every page before it.
//! Must not know tables or screens.

use rstest::rstest;

use crate::domain::counting::CountingWay;
use crate::domain::day::Day;
use crate::domain::known::KnownSince;
use crate::domain::ledger::Ledger;
use crate::domain::metrics::Metrics;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::sample::{day, moved};
use crate::domain::usual::figures;

/// Three hundred accounts that are there from a day on; each month some of them leave, after two years more.
fn company(from: &str) -> Ledger {
    let start = day(from);
    let leave = |n: i32| if n < 24 { 5 } else { 11 };
    let mut moves: Vec<(i64, String, i64)> = (0..400)
        .map(|account| (account, start.to_string(), 10_000))
        .collect();
    let mut gone = 0;
    for month in 0..38 {
        let on = start.plus(20).plus_months(month).to_string();
        let next = gone + leave(month);
        moves.extend((gone..next).map(|account| (account, on.clone(), -10_000)));
        gone = next;
    }
    let moves: Vec<(i64, &str, i64)> = moves
        .iter()
        .map(|(account, on, delta)| (*account, on.as_str(), *delta))
        .collect();
    moved(&moves)
}

fn page(ledger: &Ledger, known: KnownSince, period: Period, reach: Day) -> Metrics {
    let way = CountingWay {
        known: Some(known),
        reach: Some(reach),
        ..CountingWay::of(Profile::Snapshot)
    };
    let mut all = figures::metrics(ledger, known, &[period], &way, reach);
    all.pop().unwrap()
}

/// Whether a range stands on a page, of a quarter on that of its first month.
fn judged(ledger: &Ledger, known: KnownSince, period: Period) -> bool {
    let unit = period.months().first().copied().unwrap_or(period);
    let all = page(ledger, known, unit, Day::LAST).judged.unwrap();
    all.values().any(|judgement| judgement.periods >= 8)
}

#[rstest]
// The ledger's first day is the last, the first, or any other of its month; the first is no cohort.
#[case::last("2024-12-31", None, "2024-10", "2025-09")]
#[case::first("2025-01-01", None, "2024-11", "2025-10")]
#[case::within("2025-01-15", None, "2024-11", "2025-10")]
// Given from its first day on, from the middle of a month, or from the first of one.
#[case::all("2025-01-15", Some("2025-01-15"), "2024-11", "2025-10")]
#[case::earlier("2025-01-15", Some("2020-01-01"), "2024-11", "2025-10")]
#[case::middle("2025-01-15", Some("2025-03-17"), "2025-01", "2025-12")]
#[case::month("2025-01-15", Some("2025-04-01"), "2025-01", "2025-12")]
#[case::quarters("2025-01-15", None, "2024-Q3", "2025-10")]
#[case::weeks("2025-01-15", None, "2025-W01", "2025-W12")]
#[case::weeks_given("2025-01-15", Some("2025-02-05"), "2025-W01", "2025-W15")]
fn every_page_before_names_the_first_that_has_ranges(
    #[case] from: &str,
    #[case] given: Option<&str>,
    #[case] first_page: Period,
    #[case] range: Period,
) {
    let ledger = company(from);
    let known = KnownSince::of(&ledger, given.map(day), Some(day("2028-02-29"))).unwrap();
    let mut told = 0;
    for page_of in (0..16).map(|n| first_page.plus(n)) {
        // However far the data reaches, and also where the page itself is not over.
        for reach in [Day::LAST, page_of.last(), page_of.last().before()] {
            let found = page(&ledger, known, page_of, reach);
            let said = found.ranges_from();
            // Of a company whose accounts are still to come nothing is promised.
            let there = found.begins() && known.first_day <= reach;
            let before = there && page_of.first() < range.first();
            assert_eq!(
                said,
                before.then_some(range),
                "{page_of} of {from} until {reach}"
            );
            told += usize::from(said.is_some());
        }
        let there = page_of.first() >= range.first();
        assert_eq!(
            judged(&ledger, known, page_of),
            there,
            "{page_of} of {from}"
        );
    }
    assert!(told > 0);
}

/// Where all have left before eight periods could be judged, no page promises a range: none can come.
#[rstest]
#[case::soon(3, None)]
#[case::late(12, Some("2025-10"))]
fn no_page_promises_what_cannot_come(#[case] months: i32, #[case] range: Option<&str>) {
    let range: Option<Period> = range.map(|range| range.parse().unwrap());
    let start = day("2025-01-15");
    let gone = start.plus_months(months).to_string();
    let start = start.to_string();
    let moves = (0..9).flat_map(|n| [(n, &*start, 10_000), (n, &*gone, -10_000)]);
    let ledger = moved(&moves.collect::<Vec<_>>());
    let known = KnownSince::of(&ledger, Some(day(&start)), Some(day("2027-06-30"))).unwrap();
    for of in (0..24).map(|n| Period::month_of(day(&start)).plus(n)) {
        let found = page(&ledger, known, of, day("2027-06-30"));
        let before = range.filter(|range| of.first() < range.first());
        assert_eq!(found.ranges_from(), before, "{of}");
    }
}

/// Ranges that begin anew behind a shift are ranges: nothing is said to be missing.
#[test]
fn behind_a_shift_nothing_is_missing() {
    let ledger = company("2024-12-31");
    let known = KnownSince::of(&ledger, None, Some(day("2028-02-29"))).unwrap();
    let months = (0..38).map(|n| Period::month_of(day("2025-01-01")).plus(n));
    let pages: Vec<Metrics> = months
        .map(|of| page(&ledger, known, of, Day::LAST))
        .collect();
    let anew = |page: &Metrics| {
        let all = page.judged.iter().flat_map(|judged| judged.values());
        all.filter(|judgement| judgement.since.is_some()).count() > 0
    };
    assert!(pages.iter().any(anew));
    assert!(
        pages
            .iter()
            .filter(|page| anew(page))
            .all(|page| page.ranges_from().is_none())
    );
}
