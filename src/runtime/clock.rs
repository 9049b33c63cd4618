//! The clock and the calendar of this machine, read here and nowhere inside.
//! Must not decide what time means.

use chrono::{Local, Offset, Utc};

use crate::domain::day::{Day, Moment};

/// Now.
pub fn now() -> Moment {
    Moment(Utc::now().timestamp())
}

/// Today in local time.
pub fn today() -> Day {
    Day::from(Local::now().date_naive())
}

/// Local offset from UTC in seconds.
pub fn utc_offset() -> i32 {
    Local::now().offset().fix().local_minus_utc()
}

/// Milliseconds until the next full second.
pub fn to_next_second() -> u64 {
    1000 - u64::from(Utc::now().timestamp_subsec_millis()).min(999)
}
