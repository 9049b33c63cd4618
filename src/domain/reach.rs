//! How far the data reaches, and which period is looked at when nobody names one.
//! Must not know the clock: today is an argument.

use super::day::Day;
use super::period::Period;

/// The reach: what the import said, else the smaller of today and the latest day in the data.
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
    fn the_default_period_is_whole() {
        let today = day("2026-11-05");
        for (reach, period) in [("2026-10-31", "2026-10"), ("2026-10-30", "2026-09")] {
            assert_eq!(default_period(Some(day(reach)), today).to_string(), period);
        }
        assert_eq!(default_period(None, today).to_string(), "2026-11");
    }
}
