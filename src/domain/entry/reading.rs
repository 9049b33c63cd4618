//! The day that words mean, in whichever language and however freely it may be written where it stands.
//! Must not know what stands around them.

use super::dates::{day_and_month, last, meant, ordinal, weekday};
use super::{foreign, numbers};
use crate::domain::day::{Day, month_named};

/// How freely a date may be written where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loosely {
    /// Its year may have two digits: nothing follows.
    pub year: bool,
    /// It may be `15.10.` alone: a word such as `by` leads to it, or there is nothing else.
    pub numbers: bool,
}

impl Loosely {
    /// Where there is nothing else than the date.
    pub(super) const ALONE: Loosely = Loosely {
        year: true,
        numbers: true,
    };
}

/// The day that exactly these words mean, in whichever language. Only one that was written out, or is over for less
/// than a month, can be over.
pub(super) fn read(words: &[String], foreign: bool, loosely: Loosely, today: Day) -> Option<Day> {
    let small: Vec<&str> = words.iter().map(String::as_str).collect();
    let found = match foreign {
        true => foreign::read(&small, today),
        false => meant(&small, today),
    };
    let number = || match *small {
        [word] => numbers::read(word, today, loosely.numbers),
        [day, word] => {
            let found = numbers::read(word, today, loosely.numbers)?;
            (Some(found.weekday()) == weekday(day)).then_some(found)
        }
        _ => None,
    };
    let short = || loosely.year.then(|| short_year(&small, today))?;
    found.or_else(number).or_else(short).filter(Day::is_sound)
}

/// `3 jan 27`.
fn short_year(words: &[&str], today: Day) -> Option<Day> {
    match *words {
        [a, b, year] if year.len() == 2 => {
            let year: i32 = year.parse().ok()?;
            let (day, month) = (ordinal(a)?, month_named(b)?);
            Day::ymd(today.year() / 100 * 100 + year, month, day)
        }
        _ => None,
    }
}

/// The same for what has been: a day of the week or of a month is the last such day, today included.
pub(super) fn read_back(words: &[String], foreign: bool, today: Day) -> Option<Day> {
    let small: Vec<&str> = words.iter().map(String::as_str).collect();
    match *small {
        [one] if weekday(one).is_some() => last(one, today),
        ["last", one] | [one, "last"] if weekday(one).is_some() => last(one, today.before()),
        [a, b] if day_and_month(a, b).is_some() => {
            let (day, month) = day_and_month(a, b)?;
            let years = (today.year() - 8..=today.year()).rev();
            let mut days = years.filter_map(|year| Day::ymd(year, month, day));
            days.find(|day| *day <= today)
        }
        _ => read(words, foreign, Loosely::ALONE, today),
    }
}
