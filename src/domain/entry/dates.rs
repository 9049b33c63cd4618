//! Dates as people type them: `fri`, `20 nov`, `2026-12-01`, `in 2 weeks`, `eom`.
//! Must not know the clock: today is an argument, and what comes out is after it (but for `today`).

use chrono::Weekday;

use crate::domain::day::{Day, month_named};

/// The most words a date has: `in 2 weeks`, `20 nov 2026`, `end of month`.
pub const LONGEST: usize = 3;

/// Whether a word only leads to a date: `by fri`.
pub(super) fn leads(word: &str) -> bool {
    ["by", "on", "until", "till", "due", "before"].contains(&word.to_lowercase().as_str())
}

/// A word in small letters, without what a sentence puts behind it.
fn bare(word: &&str) -> String {
    word.trim_end_matches([',', '.', ';', '!']).to_lowercase()
}

/// The day that exactly these words mean. Only a date written with its year can be over.
pub(super) fn read(words: &[&str], today: Day) -> Option<Day> {
    meant(words, today).filter(Day::is_sound)
}

fn meant(words: &[&str], today: Day) -> Option<Day> {
    let words: Vec<String> = words.iter().map(bare).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [one] => single(one, today),
        ["next", "week"] => Some(friday_of(today).plus(7)),
        ["next", "month"] => Some(today.month_start().plus_months(1).month_end()),
        ["next", "quarter"] => Some(quarter_end(quarter_end(today).plus(1))),
        ["next", day] => weekday(day)
            .map(|d| monday_of(today).plus(7 + i32::from(d.num_days_from_monday() as u8))),
        ["this", "week"] => single("fri", today),
        ["end", "of", what] => match what {
            "week" => single("fri", today),
            "month" => single("eom", today),
            "quarter" => single("eoq", today),
            "year" => single("eoy", today),
            _ => None,
        },
        ["in", n, unit] => ahead(n, unit, today),
        [a, b] => day_of_month(a, b, today),
        [a, b, year] => day_in_year(a, b, year),
        _ => None,
    }
}

/// The same for what has been: a day of the week or of a month is the last such day, today included.
pub(super) fn read_back(words: &[&str], today: Day) -> Option<Day> {
    let words: Vec<String> = words.iter().map(bare).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["yesterday"] => Some(today.before()),
        [one] | ["last", one] if weekday(one).is_some() => {
            let ago = weekday(one)?.num_days_from_monday();
            let ago = today.weekday().num_days_from_monday() + 7 - ago;
            Some(today.plus(-i32::from((ago % 7) as u8)))
        }
        [a, b] if day_and_month(a, b).is_some() => {
            let (day, month) = day_and_month(a, b)?;
            let years = (today.year() - 8..=today.year()).rev();
            let mut days = years.filter_map(|year| Day::ymd(year, month, day));
            days.find(|day| *day <= today)
        }
        ref words => read(words, today),
    }
}

fn single(word: &str, today: Day) -> Option<Day> {
    let tomorrow = today.plus(1);
    match word {
        "today" => Some(today),
        "tomorrow" => Some(tomorrow),
        "eom" => Some(tomorrow.month_end()),
        "eoq" => Some(quarter_end(tomorrow)),
        "eoy" => Day::ymd(tomorrow.year(), 12, 31),
        _ => match weekday(word) {
            Some(day) => {
                let ahead = i32::from(day.num_days_from_monday() as u8)
                    - i32::from(tomorrow.weekday().num_days_from_monday() as u8);
                Some(tomorrow.plus(ahead.rem_euclid(7)))
            }
            None => word.parse().ok(),
        },
    }
}

/// A day of the week by its first three letters, its name, or another way to shorten it.
fn weekday(word: &str) -> Option<Weekday> {
    match word {
        "tues" => Some(Weekday::Tue),
        "thur" | "thurs" => Some(Weekday::Thu),
        word => word.parse().ok(),
    }
}

fn ahead(n: &str, unit: &str, today: Day) -> Option<Day> {
    let n: i32 = match n {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        digits => digits.parse().ok().filter(|n| (1..=999).contains(n))?,
    };
    match unit.trim_end_matches('s') {
        "day" => Some(today.plus(n)),
        "week" => Some(today.plus(7 * n)),
        "month" => Some(today.plus_months(n)),
        "quarter" => Some(today.plus_months(3 * n)),
        "year" => Some(today.plus_months(12 * n)),
        _ => None,
    }
}

/// `20 nov` or `nov 20`: the next such day. 29 Feb waits for a leap year.
fn day_of_month(a: &str, b: &str, today: Day) -> Option<Day> {
    let (day, month) = day_and_month(a, b)?;
    (today.year()..=today.year() + 8)
        .filter_map(|year| Day::ymd(year, month, day))
        .find(|day| *day > today)
}

fn day_in_year(a: &str, b: &str, year: &str) -> Option<Day> {
    let (day, month) = day_and_month(a, b)?;
    let year: i32 = (year.len() == 4).then(|| year.parse().ok())??;
    Day::ymd(year, month, day)
}

fn day_and_month(a: &str, b: &str) -> Option<(u32, u32)> {
    let pair = |d: &str, m: &str| Some((ordinal(d)?, month_named(m)?));
    pair(a, b).or_else(|| pair(b, a))
}

fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    let suffix_ok = ["", "st", "nd", "rd", "th"].contains(&suffix);
    let day: u32 = digits.parse().ok()?;
    (suffix_ok && digits.len() <= 2 && (1..=31).contains(&day)).then_some(day)
}

fn monday_of(day: Day) -> Day {
    day.plus(-i32::from(day.weekday().num_days_from_monday() as u8))
}

fn friday_of(day: Day) -> Day {
    monday_of(day).plus(4)
}

fn quarter_end(day: Day) -> Day {
    let to_go = 2 - (day.month() as i32 - 1) % 3;
    day.month_start().plus_months(to_go).month_end()
}
