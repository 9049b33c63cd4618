//! The day in an action's line. Must not know what else the line says.

use std::ops::Range;

use super::around::Spot;
use super::dates::{self, LONGEST, day_and_month};
use super::numbers;
use super::reading::{self, Loosely};
use super::spans;
use super::tongues::{self, SpokenLine};
use crate::domain::day::{Day, month_named};

/// What a line says of a day.
#[derive(Debug, Default)]
pub(super) struct Due {
    /// The day it is due, never before today.
    pub due: Option<Day>,
    /// The words that say so.
    pub taken: Range<usize>,
    /// A day that is over.
    pub past: Option<Day>,
    /// Words that look like a day and are none to be done by.
    pub unread: Option<String>,
}

/// The last date in the line is the due day; earlier ones may be words (`the may launch`). One that the words around
/// it make another day, as in `last friday`, is left in the words.
pub(super) fn find(words: &[&str], today: Day) -> Due {
    let small: Vec<String> = words.iter().map(|word| tongues::bare(word)).collect();
    let spoken = tongues::spoken(&small);
    let mut out = Due::default();
    let mut end = words.len();
    while end > 0 {
        let dotted = is_dotted(words, &small, end);
        let found = spoken
            .iter()
            .filter_map(|line| ending(line, end, dotted, today));
        let Some((start, day, line)) = found.min_by_key(|(start, ..)| *start) else {
            end -= 1;
            continue;
        };
        if is_in_no_year(&small, start..end) {
            out.unread
                .get_or_insert_with(|| words[start..=end].join(" "));
            end = start;
            continue;
        }
        let date = &words[start..end];
        let spot = Spot {
            small: &small,
            spoken: line,
            at: start..end,
            ends: date.iter().any(|word| word.ends_with([',', '.', ';', '!'])),
        };
        if let Some(other) = spot.other(day) {
            out.past = (out.past).or_else(|| last_one(&line.words[..end], date.len(), today));
            out.unread.get_or_insert_with(|| words[other].join(" "));
            end = start;
            continue;
        }
        return match day < today {
            true => Due {
                past: Some(day),
                ..Due::default()
            },
            false => Due {
                due: Some(day),
                taken: start - spot.led()..end,
                ..Due::default()
            },
        };
    }
    let unread = || no_day(words, &small, &spoken).or_else(|| unsaid(words, &spoken, today));
    out.unread = out.unread.or_else(unread);
    out
}

/// Whether a day and a month end in front of a number that ends the line and is no year: `1 jan 10000`.
fn is_in_no_year(small: &[String], date: Range<usize>) -> bool {
    let [.., last] = small else { return false };
    let digits = last.bytes().all(|b| b.is_ascii_digit());
    let no_year = digits && (last.len() == 3 || last.len() > 4);
    let mut said = small[date.clone()].iter();
    no_year && date.end + 1 == small.len() && said.any(|word| month_named(word).is_some())
}

/// Words that say a time without its day: `mid november`, `in 900000 weeks`.
fn unsaid(words: &[&str], spoken: &[SpokenLine], today: Day) -> Option<String> {
    let of = |line: &SpokenLine, at: usize| match &line.words[at..] {
        [about, month, ..] if is_about(about) && month_named(month).is_some() => Some(2),
        [about, of, month, ..] if is_about(about) && of == "of" && month_named(month).is_some() => {
            Some(3)
        }
        [within, n, unit, ..] if ["in", "within"].contains(&within.as_str()) => {
            let is_number = n.bytes().all(|b| b.is_ascii_digit());
            let is_unit = spans::shifted(today, "a", unit, 1).is_some();
            (is_number && is_unit).then_some(3)
        }
        _ => None,
    };
    let at = |at: usize| {
        spoken
            .iter()
            .find_map(|line| of(line, at))
            .map(|n| words[at..at + n].join(" "))
    };
    (0..words.len()).rev().find_map(at)
}

fn is_about(word: &str) -> bool {
    ["mid", "middle", "early"].contains(&word)
}

/// Whether the word before a place is a day as much of Europe writes it, `25.11.`: two numbers and both their dots. Behind
/// words such as `version` it is none.
fn is_dotted(words: &[&str], small: &[String], end: usize) -> bool {
    let of_version = ["version", "release", "v", "build", "update", "to", "from"];
    let before = end.checked_sub(2).map(|at| small[at].as_str());
    let number = |part: &str| (1..=2).contains(&part.len()) && part.parse::<u32>().is_ok();
    let parts = words[end - 1].trim_end_matches([',', ';', '!', ')']);
    let parts = parts.strip_suffix('.').and_then(|it| it.split_once('.'));
    let is_day = parts.is_some_and(|(day, month)| number(day) && number(month));
    is_day && before.is_none_or(|word| !of_version.contains(&word))
}

/// The longest date that ends in front of a word: where it begins.
fn ending(
    line: &SpokenLine,
    end: usize,
    dotted: bool,
    today: Day,
) -> Option<(usize, Day, &SpokenLine)> {
    (end.saturating_sub(LONGEST)..end).find_map(|at| {
        let loosely = Loosely {
            year: end == line.words.len(),
            numbers: dotted || line.is_led(at),
        };
        let day = reading::read(&line.words[at..end], line.foreign, loosely, today)?;
        Some((at, day, line))
    })
}

/// The day of `last friday`.
fn last_one(words: &[String], date: usize, today: Day) -> Option<Day> {
    let (before, date) = words.split_at(words.len() - date);
    match (before.last()?.as_str(), date) {
        ("last", [day]) => dates::last(day, today.before()),
        _ => None,
    }
}

/// Words such as `31 feb` and `5/10/2026`, which name no day or two.
fn no_day(words: &[&str], small: &[String], spoken: &[SpokenLine]) -> Option<String> {
    let month = |line: &SpokenLine, at: usize| {
        let of = line.words.get(at + 1).is_some_and(|next| next == "of");
        let next = at + 1 + usize::from(of);
        let word = line.words.get(next)?;
        day_and_month(&line.words[at], word).map(|_| words[at..=next].join(" "))
    };
    let at = |at: usize| match numbers::looks(&small[at], spoken[0].is_led(at)) {
        true => Some(words[at].to_owned()),
        false => spoken.iter().find_map(|line| month(line, at)),
    };
    (0..words.len()).rev().find_map(at)
}
