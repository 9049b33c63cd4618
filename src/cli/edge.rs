//! The outer edge of time: today and now, from the clock or as given. Must not know what they are for.

use chrono::{Local, Utc};

use crate::domain::day::{Day, Moment};

/// What time it is where the command was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The day taken as today.
    pub today: Day,
    /// Now; on the given day at the clock's time of day when `--today` says another.
    pub now: Moment,
    /// Local offset from UTC in seconds.
    pub utc_offset: i32,
}

impl Edge {
    /// Reads the clock, once.
    pub fn read(today: Option<Day>) -> Edge {
        let utc_offset = Local::now().offset().local_minus_utc();
        Edge::at(Moment(Utc::now().timestamp()), utc_offset, today)
    }

    fn at(now: Moment, utc_offset: i32, today: Option<Day>) -> Edge {
        let clocks_day = now.day(utc_offset);
        let today = today.unwrap_or(clocks_day);
        let days = i64::from(today.0) - i64::from(clocks_day.0);
        Edge {
            today,
            now: now.plus(days * 86_400),
            utc_offset,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_today_keeps_the_time_of_day() {
        let noon = Moment(1_000_000_000);
        let there = Edge::at(noon, 3600, "2026-10-31".parse().ok());
        assert_eq!(there.now.day(3600).to_string(), "2026-10-31");
        assert_eq!(there.now.hh_mm(3600), noon.hh_mm(3600));
        assert_eq!(Edge::at(noon, 0, None).now, noon);
    }
}
