//! Dates as people type them: `fri`, `20 nov`, `2026-12-01`, `in 2 weeks`, `a week on friday`, `eom`.
//! Other languages say the same in [`super::tongues`]. A day that is named is today where today is one. Must not know the clock: today is an argument.

use chrono::Weekday;

use super::spans::{self, friday_of, monday_of};
use crate::domain::day::{Day, month_named};

/// The most words a date has: `two weeks from friday 20 nov`, `el viernes de la semana que viene`.
pub const LONGEST: usize = 7;

/// Whether a word only leads to a date: `by fri`.
pub(super) fn leads(word: &str) -> bool {
    ["by", "on", "until", "till", "due", "before", "within"].contains(&word)
}

/// The day that exactly these words mean, in English and in small letters.
pub(super) fn meant(words: &[&str], today: Day) -> Option<Day> {
    match *words {
        [] => None,
        [one] => single(one, today),
        ["next", "week"] => Some(friday_of(today).plus(7)),
        ["next", "month"] => Some(today.month_start().plus_months(1).month_end()),
        ["next", "quarter"] => Some(spans::quarter_end(spans::quarter_end(today).plus(1))),
        ["next", day] => in_week(day, today.plus(7)),
        ["this", span @ ("week" | "month" | "quarter" | "year")] => spans::end(&[span], today),
        ["this" | "coming", day] => nearest(day, today),
        ["end", "of", ref span @ ..] | ["end", ref span @ ..] => spans::end(span, today),
        ["the", ref rest @ ..] if ["day", "week", "month", "end"].contains(rest.first()?) => {
            meant(rest, today)
        }
        ["week", "after", "next"] => Some(friday_of(today).plus(14)),
        ["month", "after", "next"] => Some(today.month_start().plus_months(2).month_end()),
        ["day", "after", ref rest @ ..] => Some(meant(rest, today)?.plus(1)),
        ["day", "before", ref rest @ ..] => Some(meant(rest, today)?.before()),
        ["in" | "within", n, "working" | "business", "day" | "days"] => {
            spans::working_days(today, n)
        }
        ["in" | "within", n, unit] => spans::shifted(today, n, unit, 1),
        ["next", "week", "on", day] | ["next", "week", day] | [day, "next", "week"] => {
            in_week(day, today.plus(7))
        }
        [day, "this", "week"] => in_week(day, today),
        [day, "in", n, unit] if weekday(day).is_some() => {
            in_week(day, spans::shifted(today, n, unit, 1)?)
        }
        ["today", "in", n, unit] => spans::shifted(today, n, unit, 1),
        _ => counted(words, today).or_else(|| of_month(words, today)),
    }
}

/// So long from a day: `a week today`, `two weeks from friday`, `friday week`.
fn counted(words: &[&str], today: Day) -> Option<Day> {
    match *words {
        [n, unit, "from", "now"] => spans::shifted(today, n, unit, 1),
        [n, unit, "before", ref day @ ..] => spans::shifted(meant(day, today)?, n, unit, -1),
        [n, unit, "on" | "from" | "after", ref day @ ..] => {
            spans::shifted(meant(day, today)?, n, unit, 1)
        }
        [n, unit, day] => spans::shifted(single(day, today)?, n, unit, 1),
        [day, unit @ ("week" | "fortnight")] => spans::shifted(single(day, today)?, "a", unit, 1),
        _ => None,
    }
}

/// A day of a month; the day of the week before it has to agree.
fn of_month(words: &[&str], today: Day) -> Option<Day> {
    match *words {
        [a, b] if day_and_month(a, b).is_some() => day_of_month(a, b, today),
        // Behind a short name of a month no word tells the language: `20 de nov`.
        [a, "of" | "de", b] => day_of_month(a, b, today),
        [a, b, year] | [a, "of" | "de", b, year] if day_and_month(a, b).is_some() => {
            day_in_year(a, b, year)
        }
        [day, "the", nth] | [day, nth] if is_nth(nth) => {
            let first = (0..12).map(|n| today.month_start().plus_months(n));
            let mut days = first.filter_map(|m| Day::ymd(m.year(), m.month(), ordinal(nth)?));
            let next = days.find(|day| *day >= today)?;
            (Some(next.weekday()) == weekday(day)).then_some(next)
        }
        [day, ref rest @ ..] if rest.len() > 1 => {
            let found = of_month(rest, today)?;
            (Some(found.weekday()) == weekday(day)).then_some(found)
        }
        _ => None,
    }
}

/// The last such day of the week, this day included.
pub(super) fn last(day: &str, until: Day) -> Option<Day> {
    let ago = weekday(day)?.num_days_from_monday();
    let ago = until.weekday().num_days_from_monday() + 7 - ago;
    Some(until.plus(-i32::from((ago % 7) as u8)))
}

fn single(word: &str, today: Day) -> Option<Day> {
    match word {
        "today" | "eod" => Some(today),
        "tomorrow" => Some(today.plus(1)),
        "yesterday" => Some(today.before()),
        "overmorrow" => Some(today.plus(2)),
        "eow" => spans::end(&["week"], today),
        "eom" => spans::end(&["month"], today),
        "eoq" => spans::end(&["quarter"], today),
        "eoy" => spans::end(&["year"], today),
        _ => nearest(word, today).or_else(|| word.parse().ok()),
    }
}

/// The next such day of the week, today included.
pub(super) fn nearest(day: &str, today: Day) -> Option<Day> {
    last(day, today.plus(6))
}

/// That day of the week in the week of another day.
fn in_week(day: &str, of: Day) -> Option<Day> {
    let from_monday = weekday(day)?.num_days_from_monday();
    Some(monday_of(of).plus(i32::from(from_monday as u8)))
}

/// A day of the week by its first three letters, its name, or another way to shorten it.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    match word {
        "tues" => Some(Weekday::Tue),
        "thur" | "thurs" => Some(Weekday::Thu),
        word => word.parse().ok(),
    }
}

/// `20 nov` or `nov 20`. 29 Feb waits for a leap year.
fn day_of_month(a: &str, b: &str, today: Day) -> Option<Day> {
    let (day, month) = day_and_month(a, b)?;
    spans::nearest_year(today, |year| Day::ymd(year, month, day))
}

fn day_in_year(a: &str, b: &str, year: &str) -> Option<Day> {
    let (day, month) = day_and_month(a, b)?;
    let year: i32 = (year.len() == 4).then(|| year.parse().ok())??;
    Day::ymd(year, month, day)
}

pub(super) fn day_and_month(a: &str, b: &str) -> Option<(u32, u32)> {
    let pair = |d: &str, m: &str| Some((ordinal(d)?, month_named(m)?));
    pair(a, b).or_else(|| pair(b, a))
}

/// `20` or `20th`.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    let word = word.trim_end_matches(['º', '°', 'ª']);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    let suffix_ok = ["", "st", "nd", "rd", "th", "er"].contains(&suffix);
    let day: u32 = digits.parse().ok()?;
    (suffix_ok && digits.len() <= 2 && (1..=31).contains(&day)).then_some(day)
}

/// `20th`: a number that can only be that of a day.
pub(super) fn is_nth(word: &str) -> bool {
    ordinal(word).is_some() && word.ends_with(|c: char| c.is_ascii_lowercase())
}
