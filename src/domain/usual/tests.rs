//! Series that are as usual, jump, or shift; figures and quarters of small companies.
//! Must not know tables or screens.

mod bound;
mod few;
mod findings;
mod first;
mod reasons;

use super::series::{FEW, Method, Point, SeriesFound, SeriesRule, judge, judge_last};
use super::*;
use crate::domain::counting::CountingWay;
use crate::domain::known::{KnownSince, LossesSince};
use crate::domain::ledger::Ledger;
use crate::domain::profile::Profile;
use crate::domain::sample::{day, moved, period};
use crate::domain::stats::exact::A_SIDE;

const COUNT: SeriesRule = SeriesRule {
    method: Method::Count,
    side: A_SIDE,
    least: 0.0,
    from_nothing: true,
    to_all: true,
};

fn counts(of: i64, tops: &[i64]) -> Vec<Option<Point>> {
    let point = |top: &i64| Point {
        top: *top,
        bottom: of,
        count: top.unsigned_abs(),
    };
    tops.iter()
        .map(|top| (*top >= 0).then(|| point(top)))
        .collect()
}

fn last(series: &[Option<Point>], rule: SeriesRule) -> SeriesFound {
    judge(series, rule).pop().unwrap()
}

#[test]
fn a_count_is_judged_by_its_past_alone() {
    let mut tops = vec![5; 12];
    tops.push(6);
    let found = last(&counts(160, &tops), COUNT);
    // 60 lost in twelve months of as many accounts: 1 to 11 are usual (see the range's own tests).
    assert_eq!(found.range, Some((1.0, 11.0)));
    assert_eq!((found.told, found.periods), (JudgedAs::Routine, 12));
    for (top, told, above) in [
        (11, JudgedAs::Routine, false),
        (12, JudgedAs::Signal, true),
        (0, JudgedAs::Signal, false),
    ] {
        *tops.last_mut().unwrap() = top;
        let found = last(&counts(160, &tops), COUNT);
        assert_eq!((found.told, found.above), (told, above), "{top}");
        assert_eq!(
            found.range,
            Some((1.0, 11.0)),
            "the range is not moved by the month itself"
        );
    }
}

#[test]
fn under_eight_known_periods_nothing_is_judged() {
    let found = judge(&counts(160, &[5, 5, 5, -1, 5, 5, 5, 5, 5, 50]), COUNT);
    assert_eq!(found[8].told, JudgedAs::Unknown);
    assert_eq!(found[8].periods, 7);
    assert_eq!((found[9].told, found[9].periods), (JudgedAs::Signal, 8));
    // What is not known is not judged, and is no part of a range.
    assert_eq!(found[3].told, JudgedAs::Unknown);
}

/// 7 of 300 is not to lie above a mean of 7 of 300 because of how the mean is reckoned, whatever is counted.
#[test]
fn a_value_that_is_the_mean_lies_on_neither_side() {
    let value = SeriesRule {
        method: Method::Value,
        least: 1.0,
        ..COUNT
    };
    // Of 24 periods with a mean of 7 the last seven before the one judged: the first is the mean itself.
    let mut tops = vec![6, 7, 5, 8, 4, 7, 6, 5, 8, 4, 6, 7, 5, 8, 4, 7, 6, 7];
    let sum: i64 = tops.iter().sum();
    tops.extend([8, 9, 10, 11, 12, 168 - sum - 50]);
    assert_eq!((tops.len(), tops.iter().sum::<i64>()), (24, 168));
    tops.push(9);
    for (rule, times, of) in [
        (COUNT, 1, 300),
        (value, 5_000, 1_500_000),
        (value, 3_333, 999_900),
    ] {
        for first in 0..3 {
            let mut tops = tops.clone();
            tops[..17].rotate_left(first);
            let series = counts(of, &tops.iter().map(|top| top * times).collect::<Vec<_>>());
            let found = last(&series, rule);
            assert_ne!(found.told, JudgedAs::Shift, "{rule:?} {times}");
            let never_changes = counts(of, &[7 * times; 25]);
            assert_eq!(
                last(&never_changes, rule).told,
                JudgedAs::Routine,
                "{rule:?} {times}"
            );
        }
    }
}

#[test]
fn a_range_is_made_of_two_years_at_most() {
    let tops: Vec<i64> = (0..60).map(|n| if n < 30 { 50 } else { 5 }).collect();
    let found = judge(&counts(1_000, &tops), COUNT);
    assert!(found.iter().all(|found| found.periods <= MOST));
    assert_eq!(found[59].told, JudgedAs::Routine);
}

#[test]
fn eight_in_a_row_are_a_shift_said_once() {
    // Around 10 for a year, then around 14: no single month is outside.
    let mut tops = vec![10, 9, 11, 10, 11, 9, 10, 11, 9, 10, 11, 9];
    tops.extend([14, 15, 13, 14, 15, 14, 13, 14, 14, 15, 13, 14]);
    let found = judge(&counts(300, &tops), COUNT);
    let shifts: Vec<usize> = (0..tops.len())
        .filter(|at| found[*at].told == JudgedAs::Shift)
        .collect();
    assert_eq!(shifts, [19]);
    assert!(found[19].above && found[19].since.is_none());
    // From there on the range begins with the first of the eight.
    assert_eq!((found[20].since, found[20].periods), (Some(12), 8));
    assert_eq!(found[23].periods, 11);
    assert!(found[20].range.unwrap().0 > found[19].range.unwrap().0);
}

#[test]
fn the_last_of_a_series_are_judged_alike_whether_or_not_those_before_are_asked_about() {
    let mut tops = vec![10, 9, 11, 10, 11, 9, 10, 11, 9, 10, 11, 9];
    tops.extend([14, 15, 13, 14, 15, 14, 13, 14, 14, 30, 13, 14]);
    for end in 0..=tops.len() {
        let series = counts(300, &tops[..end]);
        let whole = judge(&series, COUNT);
        for last in 0..=3.min(end) {
            let found = judge_last(&series, COUNT, last);
            assert_eq!(found[end - last..], whole[end - last..], "{last} of {end}");
        }
    }
}

#[test]
fn a_handful_shows_no_shift() {
    let mut tops = vec![1; 12];
    tops.extend([2; 12]);
    let found = judge(&counts(300, &tops), COUNT);
    assert!(found.iter().all(|found| found.told != JudgedAs::Shift));
    assert!(tops.iter().sum::<i64>() as f64 / 24.0 < FEW);
}

#[test]
fn money_is_judged_by_its_moving_range() {
    let rule = SeriesRule {
        method: Method::Value,
        to_all: false,
        ..COUNT
    };
    // The handbook's ten flow rates in hundredths, then one more: 45.82 to 55.80 are usual.
    let rates = [
        4_960, 4_760, 4_990, 5_130, 4_780, 5_120, 5_260, 5_240, 5_360, 5_210,
    ];
    let of = |next: i64| {
        let tops: Vec<i64> = rates.into_iter().chain([next]).collect();
        last(&counts(100, &tops), rule)
    };
    let (low, high) = of(5_500).range.unwrap();
    assert!(
        (low - 4_581.6).abs() < 1.0 && (high - 5_580.5).abs() < 1.0,
        "{low} {high}"
    );
    for (next, told) in [
        (5_580, JudgedAs::Routine),
        (5_581, JudgedAs::Signal),
        (4_581, JudgedAs::Signal),
    ] {
        assert_eq!(of(next).told, told, "{next}");
    }
    // Of so few that make it nothing is said.
    let few = SeriesRule { least: FEW, ..rule };
    let mut series = counts(100, &rates);
    series
        .iter_mut()
        .flatten()
        .for_each(|point| point.count = 4);
    assert_eq!(last(&series, few).told, JudgedAs::TooFew);
}

/// No more can leave than are there, and of so few that none and all are usual nothing is said.
#[test]
fn a_range_never_goes_beyond_what_can_be() {
    let of = |method, (top, bottom): (i64, i64)| {
        let mut series = counts(20, &[0, 20, 1, 20, 0, 20, 0, 19, 0, 20]);
        series.push(counts(bottom, &[top])[0]);
        let found = last(&series, SeriesRule { method, ..COUNT });
        (found.told, found.range.map(|(_, high)| high))
    };
    for method in [Method::Count, Method::Value, Method::Bursts] {
        for bottom in 1..60 {
            for top in [0, bottom / 2, bottom] {
                let (told, high) = of(method, (top, bottom));
                let most = bottom as f64;
                assert!(high.is_none_or(|high| high <= most), "{method:?} {bottom}");
                assert!(high.is_some() || told == JudgedAs::TooFew);
            }
        }
        assert_eq!(of(method, (1, 1)), (JudgedAs::TooFew, None), "{method:?}");
    }
    // Who counts an account twice that left twice finds it inside its own range.
    assert_eq!(of(Method::Count, (3, 2)), (JudgedAs::TooFew, None));
    // What can be more than all, or less than nothing, has no such end.
    let mut series = counts(100, &[90, 120, 95, 130, 80, 125, 90, 110, 100, 40, 100]);
    let free = SeriesRule {
        method: Method::Value,
        from_nothing: false,
        to_all: false,
        ..COUNT
    };
    assert!(last(&series, free).range.unwrap().1 > 100.0);
    series
        .iter_mut()
        .flatten()
        .for_each(|point| point.top -= 100);
    assert!(last(&series, free).range.unwrap().0 < 0.0);
}

#[test]
fn what_comes_in_bursts_has_the_wider_range() {
    let tops = [2, 40, 3, 1, 38, 2, 4, 41, 2, 3, 39, 30];
    let rule = |method| SeriesRule { method, ..COUNT };
    let series = counts(500, &tops);
    let [count, bursts] = [Method::Count, Method::Bursts].map(|method| last(&series, rule(method)));
    assert_eq!(
        (count.told, bursts.told),
        (JudgedAs::Signal, JudgedAs::Routine)
    );
    let (count, bursts) = (count.range.unwrap(), bursts.range.unwrap());
    assert!(bursts.0 <= count.0 && bursts.1 >= count.1);
}

fn known(since: &str) -> KnownSince {
    let day = day(since);
    KnownSince {
        since: LossesSince {
            day,
            guessed: false,
        },
        first_day: day,
    }
}

/// So many accounts that pay 100 each from the last day of 2024 on; each month so many leave.
fn losing(accounts: i64, each_month: &[i64]) -> Ledger {
    let mut rows = Vec::new();
    for account in 0..accounts {
        rows.push((account, "2024-12-31".to_owned(), 10_000));
    }
    let mut gone = 0;
    for (n, leave) in (0..).zip(each_month) {
        let on = period("2025-01").plus(n).first().plus(9);
        rows.extend((gone..gone + leave).map(|account| (account, on.to_string(), -10_000)));
        gone += leave;
    }
    let rows: Vec<(i64, &str, i64)> = rows
        .iter()
        .map(|(a, on, d)| (*a, on.as_str(), *d))
        .collect();
    moved(&rows)
}

fn figures_of(ledger: &Ledger, of: &str, reach: &str) -> JudgedFigures {
    let (known, reach) = (known("2024-12-31"), day(reach));
    let mut all = figures::judged(ledger, known, &[period(of)], Profile::Snapshot, reach);
    all.pop().unwrap()
}

#[test]
fn figures_are_judged_with_their_side() {
    let mut leave = vec![6, 5, 7, 6, 5, 6, 7, 6, 5, 6];
    leave.push(25);
    let ledger = losing(400, &leave);
    let usual = figures_of(&ledger, "2025-10", "2025-11-30");
    assert!(
        usual
            .values()
            .all(|judgement| judgement.word == JudgedAs::Routine)
    );
    assert!(
        usual
            .values()
            .all(|judgement| judgement.better.is_none() && judgement.periods == 9)
    );
    let found = figures_of(&ledger, "2025-11", "2025-11-30");
    for figure in Figure::headlines(Profile::Snapshot) {
        let judgement = found[figure];
        assert_eq!(
            (judgement.word, judgement.better),
            (JudgedAs::Signal, Some(false)),
            "{figure:?}"
        );
        let above = matches!(figure, Figure::LogoChurn | Figure::GrossMrrChurn);
        let said = if above { "above usual" } else { "below usual" };
        assert_eq!(judgement.words(above, period("2025-11")).unwrap(), said);
    }
    let (gross, grr) = (found[&Figure::GrossMrrChurn], found[&Figure::Grr]);
    assert_eq!(
        grr.low.map(|low| 1.0 - low),
        gross.high.map(|high| 1.0 - (1.0 - high))
    );
    // A month that is not over is not judged.
    let found = figures_of(&ledger, "2025-11", "2025-11-29");
    assert!(
        found
            .values()
            .all(|judgement| judgement.word == JudgedAs::Unknown)
    );
}

#[test]
fn a_quarter_is_judged_by_its_months() {
    let ledger = losing(400, &[6, 5, 7, 6, 5, 6, 7, 6, 5, 6, 25, 6]);
    let logo = figures_of(&ledger, "2025-Q4", "2025-12-31")[&Figure::LogoChurn];
    assert_eq!(
        (logo.word, logo.of),
        (JudgedAs::Signal, Some(period("2025-11")))
    );
    assert_eq!(
        logo.words(true, period("2025-Q4")).unwrap(),
        "Nov 2025 above usual"
    );
    // Where all its months are as usual, that is said: the range of its last month is not its own.
    let calm = losing(400, &[6, 5, 7, 6, 5, 6, 7, 6, 5, 6, 5, 6]);
    let quarter = period("2025-Q4");
    let known = known("2024-12-31");
    let metrics = figures::metrics(
        &calm,
        known,
        &[quarter],
        &CountingWay::of(Profile::Snapshot),
        quarter.last(),
    );
    assert_eq!(
        metrics[0].usual(Figure::LogoChurn).unwrap(),
        "each month as usual"
    );
    let early = figures_of(&ledger, "2025-Q1", "2025-12-31")[&Figure::LogoChurn];
    assert_eq!(early.word, JudgedAs::Unknown);
    let open = figures_of(&ledger, "2025-Q4", "2025-12-30")[&Figure::LogoChurn];
    assert_eq!(open.word, JudgedAs::Unknown);
}

#[test]
fn a_range_of_days_is_judged_by_windows_of_its_length() {
    let ledger = losing(400, &[6, 5, 7, 6, 5, 6, 7, 6, 5, 6, 25, 6]);
    let found = figures_of(&ledger, "2025-11-01..2025-11-14", "2025-12-31")[&Figure::LogoChurn];
    assert_eq!((found.word, found.better), (JudgedAs::Signal, Some(false)));
    assert!(found.periods > 20);
}

#[test]
fn where_nothing_can_be_judged_the_first_that_can_is_named() {
    let ledger = losing(400, &[6, 5, 7]);
    let logo = figures_of(&ledger, "2025-03", "2025-03-31")[&Figure::LogoChurn];
    assert_eq!((logo.word, logo.periods), (JudgedAs::Unknown, 2));
    for odd in [
        Ledger::default(),
        losing(1, &[]),
        losing(1, &[1]),
        losing(3, &[0, 3]),
    ] {
        let all = figures_of(&odd, "2025-12", "2025-12-31");
        assert!(all.values().all(|judgement| !judgement.word.outside()));
    }
}
