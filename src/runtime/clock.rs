//! The clock and the calendar of this machine, or of the day given with `--today`: one value, read once at the edge.
//! Must not decide what time means.

use std::env;
use std::path::Path;

use chrono::{Local, Offset, Utc};

use crate::domain::day::{Day, Moment};

/// Where zones lie whose names are no whole paths.
const ZONES: &str = "/usr/share/zoneinfo";

/// What time it is for one process. On a given day the hands go on as the machine's do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineClock {
    today: Day,
    /// Seconds from the machine's time to this clock's: whole days.
    shift: i64,
    utc_offset: i32,
}

impl MachineClock {
    /// Reads the machine's clock; `today` is the day to take as today, if it is not the machine's.
    pub fn read(today: Option<Day>) -> MachineClock {
        MachineClock::at(machine(), utc_offset(), today)
    }

    fn at(now: Moment, utc_offset: i32, today: Option<Day>) -> MachineClock {
        let machines_day = now.day(utc_offset);
        let today = today.unwrap_or(machines_day);
        let days = i64::from(today.0) - i64::from(machines_day.0);
        MachineClock {
            today,
            shift: days * 86_400,
            utc_offset,
        }
    }

    /// The day that was today when the clock was read.
    pub fn today(&self) -> Day {
        self.today
    }

    /// Now.
    pub fn now(&self) -> Moment {
        machine().plus(self.shift)
    }

    /// Local offset from UTC in seconds.
    pub fn utc_offset(&self) -> i32 {
        self.utc_offset
    }
}

/// Seconds from UTC to local time. A zone that is no plain file, such as a device, would be read without end.
fn utc_offset() -> i32 {
    let zone = env::var("TZ").unwrap_or_default();
    let zone = Path::new(ZONES).join(zone.trim_start_matches(':'));
    match zone.metadata() {
        Ok(meta) if !meta.is_file() && !meta.is_dir() => 0,
        Ok(_) | Err(_) => Local::now().offset().fix().local_minus_utc(),
    }
}

/// Now by this machine, whatever day was given: for what must never repeat.
pub(super) fn machine() -> Moment {
    Moment(Utc::now().timestamp())
}

/// Milliseconds until the next full second.
pub fn to_next_second() -> u64 {
    1000 - u64::from(Utc::now().timestamp_subsec_millis()).min(999)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_today_keeps_the_time_of_day() {
        let noon = Moment(1_000_000_000);
        let there = MachineClock::at(noon, 3600, "2026-10-31".parse().ok());
        let shown = noon.plus(there.shift);
        assert_eq!(there.today().to_string(), "2026-10-31");
        assert_eq!(shown.day(3600), there.today());
        assert_eq!(shown.hh_mm(3600), noon.hh_mm(3600));
        assert_eq!(MachineClock::at(noon, 0, None).shift, 0);
    }

    #[test]
    fn now_falls_on_the_given_day() {
        let clock = MachineClock::read("2024-02-29".parse().ok());
        let days = clock.now().day(clock.utc_offset()).0 - clock.today().0;
        assert!((0..=1).contains(&days), "midnight may pass meanwhile");
    }
}
