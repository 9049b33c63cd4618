//! Days as they are written, and what could be two.

use rstest::rstest;

use super::*;

const DAY_FIRST: WrittenDays = WrittenDays {
    stated: None,
    order: Some(DayOrder::DayFirst),
    epoch: None,
};

#[rstest]
#[case("2026-07-16T17:46:00Z", "2026-07-16")]
#[case("2024-08-23 09:09:59", "2024-08-23")]
#[case("2023-07-28 3:00", "2023-07-28")]
#[case(" 2026/7/6 ", "2026-07-06")]
#[case("20260716", "2026-07-16")]
#[case("2026-07-16T23:59:59-08:00", "2026-07-16")]
#[case("16 Jul 2026", "2026-07-16")]
#[case("July 16th, 2026 5:46 PM", "2026-07-16")]
#[case("Thu, 16 Jul 2026 17:46:00 +0000", "2026-07-16")]
#[case("16-Sept-26", "2026-09-16")]
#[case("04.03.2025", "2025-03-04")]
#[case("4/3/2025 10:00", "2025-03-04")]
#[case("2025年1月5日", "2025-01-05")]
#[case("２０２５年１２月３１日（水）", "2025-12-31")]
#[case("2025年 1月 5日 10:30", "2025-01-05")]
#[case("令和7年3月1日", "2025-03-01")]
#[case("令和元年5月1日", "2019-05-01")]
#[case("2025년 1월 5일", "2025-01-05")]
#[case("5 janv. 2025", "2025-01-05")]
#[case("1er mars 2025", "2025-03-01")]
#[case("mar. 4 févr. 2025", "2025-02-04")]
#[case("mardi 4 février 2025", "2025-02-04")]
#[case("Mo., 3. März 2025", "2025-03-03")]
#[case("3 de março de 2025", "2025-03-03")]
#[case("segunda-feira, 3 de março de 2025", "2025-03-03")]
#[case("05-ene-2025", "2025-01-05")]
#[case("lun 3 mar 2025", "2025-03-03")]
#[case("12 mei 2025", "2025-05-12")]
#[case("5 mag 2025", "2025-05-05")]
fn days_are_read_as_written(#[case] text: &str, #[case] day: &str) {
    assert_eq!(DAY_FIRST.read(text).unwrap().to_string(), day);
}

#[rstest]
#[case("2026-02-30")]
#[case("31/02/2026")]
#[case("03/04/25")]
#[case("yesterday")]
#[case("12345")]
#[case("2026-07")]
#[case("16 Julember 2026")]
#[case("平成31年4月30日")]
#[case("令和元年4月30日")]
#[case("令和0年5月1日")]
#[case("2025年13月1日")]
#[case("25年1月5日")]
#[case("2025年1月")]
#[case("5 jui 2025")]
#[case("5 april maj 2025")]
#[case("")]
fn what_is_no_day_is_refused(#[case] text: &str) {
    assert_eq!(DAY_FIRST.read(text), None);
}

#[test]
fn a_value_says_what_it_can_be() {
    assert_eq!(sign("03/04/2025"), Sign::Either);
    assert_eq!(sign("25/04/2025"), Sign::Only(DayOrder::DayFirst));
    assert_eq!(sign("04-25-2025"), Sign::Only(DayOrder::MonthFirst));
    assert_eq!(sign("04.04.2025"), Sign::None);
    assert_eq!(sign("2025-04-03"), Sign::None);
    assert_eq!(WrittenDays::default().read("03/04/2025"), None);
}

#[test]
fn numbers_of_a_workbook_are_days() {
    let day = |epoch, text: &str| {
        let days = WrittenDays {
            epoch,
            ..WrittenDays::default()
        };
        days.read(text).map(|day| day.to_string())
    };
    let (of_1900, of_1904) = (Some(Epoch::Of1900), Some(Epoch::Of1904));
    assert_eq!(day(of_1900, "45292").as_deref(), Some("2024-01-01"));
    assert_eq!(day(of_1900, "45292.99").as_deref(), Some("2024-01-01"));
    assert_eq!(day(of_1904, "43830").as_deref(), Some("2024-01-01"));
    assert_eq!(day(of_1900, "20240101").as_deref(), Some("2024-01-01"));
    for text in ["17", "2024", "99999", "-45292", "4.5e4", "45292 x"] {
        assert_eq!(day(of_1900, text), None, "{text}");
    }
    assert_eq!(day(None, "45292"), None);
}

#[rstest]
#[case("DD/MM/YYYY", "25/04/2025", "2025-04-25")]
#[case("m/d/yyyy", "4/25/2025", "2025-04-25")]
#[case("D MMM YYYY", "25 Apr 2025", "2025-04-25")]
#[case("dd.mm.yy hh:mm", "25.04.25 10:30", "2025-04-25")]
#[case("%y%m%d", "250425", "2025-04-25")]
#[case("DD/MM/YYYY", "25/04/2025 10:30", "2025-04-25")]
fn a_stated_format_is_followed(#[case] written: &str, #[case] text: &str, #[case] day: &str) {
    let days = WrittenDays {
        stated: Some(format(written).unwrap()),
        order: None,
        epoch: None,
    };
    assert_eq!(days.read(text).unwrap().to_string(), day);
}

#[test]
fn a_format_without_a_year_is_refused() {
    for written in ["DD/MM", "%q", "sideways", "%d %"] {
        assert!(format(written).is_err(), "{written}");
    }
}

#[test]
fn months_end_on_their_last_day() {
    let february = "2026-02, 02/2026, Feb 2026, February 2026, Feb-26, 2026/2";
    for text in february.split(", ") {
        assert_eq!(month_end(text).unwrap().to_string(), "2026-02-28", "{text}");
    }
    let february = "févr. 2026, Feb. 2026, feb-26, fevereiro/2026, febbraio 2026, feb. 2026, 2026年2月, 2026年 02月";
    for text in february.split(", ") {
        assert_eq!(month_end(text).unwrap().to_string(), "2026-02-28", "{text}");
    }
    for (text, day) in [
        ("Mrz 25", "2025-03-31"),
        ("Mrz. 25", "2025-03-31"),
        ("ene-25", "2025-01-31"),
        ("août 2025", "2025-08-31"),
        ("mrt 2025", "2025-03-31"),
        ("dez/25", "2025-12-31"),
        ("2025年12月15日", "2025-12-15"),
    ] {
        assert_eq!(month_end(text).unwrap().to_string(), day, "{text}");
    }
    assert_eq!(month_end("2026-02-05").unwrap().to_string(), "2026-02-05");
    for name in [
        "MRR Feb 2026",
        "mrr_2026_02",
        "2026-02 MRR",
        "MRR: Feb-26",
        "Balance on 2026-02-28",
        "MRR as of 02/2026",
        "Monthly recurring revenue février 2026",
        "feb 2026 - mrr",
        "02/2026",
    ] {
        assert_eq!(
            month_heading(name).unwrap().to_string(),
            "2026-02-28",
            "{name}"
        );
    }
    for name in [
        "MRR",
        "New MRR Feb 2026",
        "ARR Feb 2026",
        "mrrfeb2026",
        "Churned 2026-02",
        "MRR Plan 2026",
    ] {
        assert_eq!(month_heading(name), None, "{name}");
    }
    for text in ["Plan", "12-34", "13/2026", "Q1 2026", "2026", ""] {
        assert_eq!(month_end(text), None, "{text}");
    }
}
