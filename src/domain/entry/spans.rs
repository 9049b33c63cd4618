//! Spans of the calendar in dates as people type them: where a week, a month, a quarter or a year ends, and so many of
//! them from a day. Must not know the clock: a day is an argument.

use crate::domain::day::{Day, month_named};

/// The day so many days, weeks, months, quarters or years from another; `way` is 1 or -1.
pub(super) fn shifted(from: Day, n: &str, unit: &str, way: i32) -> Option<Day> {
    let n = number(n)? * way;
    match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Some(from.plus(n)),
        "week" => Some(from.plus(7 * n)),
        "fortnight" => Some(from.plus(14 * n)),
        "month" => Some(from.plus_months(n)),
        "quarter" => Some(from.plus_months(3 * n)),
        "year" => Some(from.plus_months(12 * n)),
        _ => None,
    }
}

/// A number in a word or in digits, up to 999; `a` is one.
fn number(n: &str) -> Option<i32> {
    const NUMBERS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let named = |word: &str| (1..).zip(NUMBERS).find(|(_, name)| *name == word);
    match (n, named(n)) {
        ("a" | "an", _) => Some(1),
        (_, Some((n, _))) => Some(n),
        (digits, None) => digits.parse().ok().filter(|n| (1..=999).contains(n)),
    }
}

/// The day so many days later that are no weekend.
pub(super) fn working_days(from: Day, n: &str) -> Option<Day> {
    let n = usize::try_from(number(n)?).ok()?;
    (1..)
        .map(|days| from.plus(days))
        .filter(|day| !day.is_weekend())
        .nth(n.checked_sub(1)?)
}

/// The last day of a span: `month`, `next quarter`, `the year`, `november`. A week ends on its Friday, and on its
/// Sunday for those who say so at the weekend.
pub(super) fn end(span: &[&str], today: Day) -> Option<Day> {
    match *span {
        ["the" | "this", ref rest @ ..] if !rest.is_empty() => end(rest, today),
        ["day"] => Some(today),
        ["week"] if friday_of(today) < today => Some(friday_of(today).plus(2)),
        ["week"] => Some(friday_of(today)),
        ["month"] => Some(today.month_end()),
        ["quarter"] => Some(quarter_end(today)),
        ["year"] => Day::ymd(today.year(), 12, 31),
        ["next", "week"] => Some(friday_of(today).plus(7)),
        ["next", "month"] => Some(today.month_start().plus_months(1).month_end()),
        ["next", "quarter"] => Some(quarter_end(quarter_end(today).plus(1))),
        ["next", "year"] => Day::ymd(today.year() + 1, 12, 31),
        [quarter @ ("q1" | "q2" | "q3" | "q4")] => {
            let last = 3 * quarter[1..].parse::<u32>().ok()?;
            nearest_year(today, |year| Some(Day::ymd(year, last, 1)?.month_end()))
        }
        [month] => {
            let month = month_named(month)?;
            nearest_year(today, |year| Some(Day::ymd(year, month, 1)?.month_end()))
        }
        [month, year] if year.len() == 4 => {
            Some(Day::ymd(year.parse().ok()?, month_named(month)?, 1)?.month_end())
        }
        _ => None,
    }
}

/// A day without its year: the next, today included, unless it was in the last month: then that one is meant, and it is
/// over.
pub(super) fn nearest_year(today: Day, in_year: impl Fn(i32) -> Option<Day>) -> Option<Day> {
    const LATELY: i32 = 31;
    let years = today.year() - 1..=today.year() + 8;
    let mut days = years.filter_map(in_year);
    days.find(|day| day.plus(LATELY) >= today)
}

/// The Monday of a day's week.
pub(super) fn monday_of(day: Day) -> Day {
    day.plus(-i32::from(day.weekday().num_days_from_monday() as u8))
}

/// The Friday of a day's week.
pub(super) fn friday_of(day: Day) -> Day {
    monday_of(day).plus(4)
}

/// The last day of a day's quarter.
pub(super) fn quarter_end(day: Day) -> Day {
    let to_go = 2 - (day.month() as i32 - 1) % 3;
    day.month_start().plus_months(to_go).month_end()
}
