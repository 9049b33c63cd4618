//! How far the data reaches, and which period is looked at when nobody names one.
//! Must not know the clock: today is an argument.
//!
//! A file tells what was until the day it was taken in. Days it names after that (a notice given, an order to come) are
//! known ahead: they do not say that all that happened until then is on file, not even once they have passed.

use super::day::Day;
use super::failure::Failure;
use super::period::Period;

/// The last day that the ledger tells of: that on which a file of it was last `taken` in, which is today where it is
/// hardly another, for that day is kept without its zone.
pub fn told_until(today: Option<Day>, taken: Option<Day>) -> Day {
    let near = |today: &Day| taken.is_none_or(|taken| today.0.abs_diff(taken.0) <= 1);
    today.filter(near).or(taken).unwrap_or(Day::LAST)
}

/// The day somebody says a file reaches.
///
/// # Errors
/// When it is still to come: no file has what will be until then.
pub fn given(day: Day, today: Day) -> Result<(), Failure> {
    if day <= today {
        return Ok(());
    }
    let (day, today) = (day.long(), today.long());
    Err(
        Failure::usage(format!("a file cannot reach to {day}: today is {today}"))
            .hint("give with --as-of the last day of which all is on file, or leave it out"),
    )
}

/// The reach: what the import said, else the smaller of today and the latest day that the data tells of.
pub fn reach(as_of: Option<Day>, today: Option<Day>, latest: Option<Day>) -> Option<Day> {
    as_of.or_else(|| latest.map(|latest| today.map_or(latest, |today| today.min(latest))))
}

/// The last whole month within the reach; without data the month of today.
pub fn default_period(reach: Option<Day>, today: Day) -> Period {
    let month = Period::month_of(reach.unwrap_or(today));
    match reach {
        Some(reach) if month.last() > reach => month.previous(),
        _ => month,
    }
}

/// Why less is told of a period than of others: the data ends before it does, or before it begins.
pub fn limit(period: Period, reach: Option<Day>) -> Option<String> {
    let reach = reach.filter(|reach| *reach < period.last())?;
    let (name, until) = (period.long(), reach.long());
    Some(if reach < period.first() {
        format!("{name} is not told of: the data reaches {until}")
    } else {
        format!(
            "{name} is not over in the data, which reaches {until}: what is known ahead counts, its numbers will change and are not compared"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::day;

    #[test]
    fn the_import_then_the_smaller_of_today_and_the_data() {
        let (a, b, c) = (day("2026-09-01"), day("2026-10-01"), day("2026-11-01"));
        assert_eq!(reach(Some(c), Some(a), Some(b)), Some(c));
        assert_eq!(reach(None, Some(a), Some(b)), Some(a));
        assert_eq!(reach(None, Some(c), Some(b)), Some(b));
        assert_eq!(reach(None, None, Some(b)), Some(b));
        assert_eq!(reach(None, Some(c), None), None);
    }

    #[test]
    fn what_lies_beyond_the_day_a_file_was_taken_in_is_known_ahead() {
        let all = ["2026-09-29", "2026-09-30", "2026-10-01", "2026-11-26"].map(day);
        let [before, taken, after, later] = all;
        for (today, until) in [
            (before, before),
            (taken, taken),
            (after, after),
            (later, taken),
        ] {
            assert_eq!(told_until(Some(today), Some(taken)), until);
        }
        let looked_back = told_until(Some(day("2026-06-30")), Some(taken));
        assert_eq!(looked_back, taken, "then all until that day is on file");
        assert_eq!(told_until(None, Some(taken)), taken);
        assert_eq!(told_until(Some(later), None), later);
        assert_eq!(told_until(None, None), Day::LAST);
    }

    #[test]
    fn a_period_that_the_data_does_not_have_whole_says_so() {
        let said = |period: &str, reach| limit(period.parse().unwrap(), reach);
        let reach = Some(day("2026-10-15"));
        assert_eq!(said("2026-09", reach), None);
        assert_eq!(said("2026-10-01..2026-10-15", reach), None);
        assert_eq!(
            said("2026-Q4", reach).unwrap(),
            "4th quarter 2026 is not over in the data, which reaches Thu 15 Oct 2026: what is known ahead counts, its numbers will change and are not compared"
        );
        assert_eq!(
            said("2026-11", reach).unwrap(),
            "November 2026 is not told of: the data reaches Thu 15 Oct 2026"
        );
        assert_eq!(said("2026-11", None), None);
    }

    #[test]
    fn no_file_reaches_into_days_to_come() {
        let today = day("2026-10-15");
        assert!(given(today, today).is_ok());
        let refused = given(day("2026-10-16"), today).unwrap_err();
        assert!(refused.message.contains("cannot reach to Fri 16 Oct 2026"));
    }

    #[test]
    fn the_default_period_is_whole() {
        let today = day("2026-11-05");
        for (reach, period) in [("2026-10-31", "2026-10"), ("2026-10-30", "2026-09")] {
            assert_eq!(default_period(Some(day(reach)), today).to_string(), period);
        }
        assert_eq!(default_period(None, today).to_string(), "2026-11");
    }
}
