//! First and last days, neighbours, and that every text is one period and back.
//! Must not know screens.

use proptest::prelude::*;

use super::*;

fn span(text: &str) -> (String, String) {
    let period: Period = text.parse().unwrap();
    assert_eq!(period.to_string(), text);
    (period.first().to_string(), period.last().to_string())
}

#[test]
fn every_kind_includes_both_ends() {
    let cases = [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W01@sun", "2025-12-28", "2026-01-03"),
        ("2026-W01@sat", "2025-12-27", "2026-01-02"),
        ("FY2026@04", "2025-04-01", "2026-03-31"),
        ("FY2026-Q1@04", "2025-04-01", "2025-06-30"),
        ("FY2026-Q4@04", "2026-01-01", "2026-03-31"),
        ("FY2026-Q2@10", "2026-01-01", "2026-03-31"),
        ("FY2024-Q4", "2024-10-01", "2024-12-31"),
        ("FY2024", "2024-01-01", "2024-12-31"),
        ("2026-09-15..2026-10-14", "2026-09-15", "2026-10-14"),
    ];
    for (text, first, last) in cases {
        assert_eq!(span(text), (first.to_owned(), last.to_owned()));
    }
}

#[test]
fn the_previous_period_is_of_the_same_kind() {
    for (text, previous) in [
        ("2026-01", "2025-12"),
        ("2026-Q1", "2025-Q4"),
        ("2026-W01", "2025-W52"),
        ("2026-W01@sun", "2025-W52@sun"),
        ("FY2026@04", "FY2025@04"),
        ("FY2026-Q1@04", "FY2025-Q4@04"),
        ("2026-10-08..2026-10-14", "2026-10-01..2026-10-07"),
    ] {
        let period: Period = text.parse().unwrap();
        assert_eq!(period.previous().to_string(), previous);
        assert_eq!(period.previous().plus(1), period);
    }
}

#[test]
fn nonsense_is_refused() {
    let wrong = " 2026 2026-13 2026-Q5 2026-W54 2026-1 2026-10-14..2026-10-01 2026-W41@tue FY2026-Q5 FY26 \
                 FY2026@13 FY2026@4 +026-10";
    for text in wrong.split(' ') {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
}

#[test]
fn what_people_read() {
    for (text, long, short) in [
        ("2026-Q3", "3rd quarter 2026", "2026-Q3"),
        ("FY2026-Q1@04", "1st quarter of FY 2026", "FY2026-Q1"),
        ("FY2026@04", "FY 2026", "FY2026"),
        ("FY2026", "the year 2026", "FY2026"),
        ("2026-W41", "week 41 of 2026", "2026-W41"),
    ] {
        let period: Period = text.parse().unwrap();
        assert_eq!((period.long(), period.short()), (long.into(), short.into()));
    }
    let year: Period = "FY2026@04".parse().unwrap();
    assert_eq!(year.months().len(), 12);
    assert_eq!((year.per_year(), year.kind()), (Some(1), "year"));
}

/// Periods of every kind that has a length of its own.
fn periods() -> impl Strategy<Value = Period> {
    (0..5_usize, 7_400..47_000_i32, 1..=12_u32).prop_map(|(kind, day, starts)| {
        let (day, first) = (Day(day), WeekStart::ALL[starts as usize % 3]);
        let month = Period::month_of(day);
        let (quarter, week) = (quarter_of(day), week_of(day, first));
        let fiscal = Period::fiscal_quarter_of(day, starts);
        [
            month,
            quarter,
            week,
            fiscal,
            Period::fiscal_year_of(day, starts),
        ][kind]
    })
}

proptest! {
    #[test]
    fn a_text_is_one_period_and_back(period in periods()) {
        prop_assert_eq!(period.to_string().parse::<Period>().unwrap(), period);
        let json = serde_json::to_string(&period).unwrap();
        prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
    }

    #[test]
    fn neighbours_touch_and_steps_add_up(period in periods(), a in -30..30_i32, b in -30..30_i32) {
        prop_assert_eq!(period.plus(1).first(), period.last().plus(1));
        prop_assert_eq!(period.plus(a).plus(b), period.plus(a + b));
        if let (Some(first), Some(last)) = (period.months().first(), period.months().last()) {
            prop_assert_eq!((first.first(), last.last()), (period.first(), period.last()));
        }
    }

    #[test]
    fn a_day_lies_in_its_fiscal_quarter_and_year(n in 7_000..40_000_i32, starts in 1..=12_u32) {
        let day = Day(n);
        let quarter = Period::fiscal_quarter_of(day, starts);
        let year = Period::fiscal_year_of(day, starts);
        prop_assert!(quarter.contains(day) && year.contains(day));
        prop_assert!(year.contains(quarter.first()) && year.contains(quarter.last()));
    }
}
