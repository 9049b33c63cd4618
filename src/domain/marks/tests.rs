//! What a line means, and where marks stand among periods.
//! Must not know tables or screens.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::sample::{day, period};

#[rstest]
#[case("14 sep price New price list", "2026-09-14, price, New price list")]
#[case("sep 14 Price: New price list", "2026-09-14, price, New price list")]
#[case("20 dec outage Login", "2025-12-20, outage, Login")]
#[case(
    "2026-08-01 to 14 aug campaign Summer",
    "2026-08-01..2026-08-14, campaign, Summer"
)]
#[case(
    "28 aug until 2026-09-03 Holiday",
    "2026-08-28..2026-09-03, other, Holiday"
)]
#[case("mon release 4.2", "2026-11-02, release, 4.2")]
#[case("today other Board", "2026-11-05, other, Board")]
#[case("yesterday release 4.3", "2026-11-04, release, 4.3")]
#[case("5 nov 2025 release 3", "2025-11-05, release, 3")]
#[case("in 2 weeks price Increase", "2026-11-19, price, Increase")]
#[case("14 sep to 14 sep price List", "2026-09-14, price, List")]
fn a_line_is_understood(#[case] line: &str, #[case] means: &str) {
    let mark = read(line, day("2026-11-05")).unwrap();
    let until = mark.until.map_or(String::new(), |u| format!("..{u}"));
    let said = format!("{}{until}, {}, {}", mark.day, mark.kind.word(), mark.words);
    assert_eq!(said, means);
}

#[rstest]
#[case("", "when?")]
#[case("price New list", "when?")]
#[case("14 sep", "what happened?")]
#[case("14 sep price", "what happened?")]
#[case("14 sep to price", "until when?")]
#[case("2026-09-14 to 2026-09-01 x", "before its first")]
fn what_is_missing_is_said(#[case] line: &str, #[case] words: &str) {
    let why = read(line, day("2026-11-05")).unwrap_err();
    assert!(why.contains(words), "{why}");
}

fn of(first: &str, last: Option<&str>) -> DayMark {
    DayMark {
        day: day(first),
        until: last.map(day),
        words: "x".to_owned(),
        ..DayMark::default()
    }
}

#[test]
fn its_days_are_short_and_whole() {
    for (first, last, days, year) in [
        ("2026-09-14", None, "14 Sep", " 2026"),
        ("2026-09-14", Some("2026-09-16"), "14 to 16 Sep", " 2026"),
        (
            "2025-12-28",
            Some("2026-01-03"),
            "28 Dec 2025 to 3 Jan 2026",
            "",
        ),
    ] {
        let mark = of(first, last);
        assert_eq!(mark.days(), days);
        assert_eq!(mark.long(), format!("{days}{year}, other: x"));
    }
}

#[test]
fn a_mark_stands_at_the_first_period_it_touches() {
    let periods = ["2026-08", "2026-09", "2026-10"].map(period);
    let marks = [
        of("2026-10-01", None),
        of("2026-07-20", Some("2026-09-02")),
        of("2026-07-31", None),
        of("2026-09-30", Some("2026-12-01")),
    ];
    let said = |(n, mark): &(usize, &DayMark)| format!("{n}: {}", mark.day);
    let at: Vec<String> = placed(&marks, &periods).iter().map(said).collect();
    assert_eq!(at, ["0: 2026-07-20", "1: 2026-09-30", "2: 2026-10-01"]);
}

proptest! {
    #[test]
    fn a_mark_reads_back_from_its_line(
        first in 0..30_000_i32,
        more in prop::option::of(1..400_i32),
        kind in 0..5_usize,
        words in "[A-Za-z][A-Za-z0-9 ]{0,20}",
    ) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mark = DayMark {
            id: DayMarkId(0),
            day: Day(first),
            until: more.map(|n| Day(first + n)),
            kind: MarkKind::ALL[kind],
            words,
        };
        prop_assert_eq!(read(&mark.line(), day("2026-11-05")), Ok(mark));
    }
}
