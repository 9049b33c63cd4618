//! A mark as one line: `14 sep price New price list`, `1 aug to 14 aug campaign Summer offer`.
//! Must not know the clock: today is an argument.

use super::{DayMark, MarkKind};
use crate::domain::day::Day;
use crate::domain::entry;
use crate::domain::ids::DayMarkId;
use crate::domain::word::Word;

/// Words that lead to a last day.
const UNTIL: [&str; 3] = ["to", "until", "till"];

/// Understands a line. A day without its year is the last such day, because marks look back; a kind that
/// is not written is *other*. Fails with a few words that say what is missing, while it is typed or after.
pub fn read(line: &str, today: Day) -> Result<DayMark, &'static str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (day, words) =
        leading(&words, |w| entry::day_back(w, today)).ok_or("when? such as 14 sep")?;
    let (until, words) = match words.split_first() {
        Some((to, rest)) if UNTIL.contains(&to.to_lowercase().as_str()) => {
            let (until, rest) =
                leading(rest, |w| until(w, day, today)).ok_or("until when? such as 20 sep")?;
            (Some(until), rest)
        }
        _ => (None, words),
    };
    if until.is_some_and(|until| until < day) {
        return Err("its last day is before its first");
    }
    let named = words
        .first()
        .map(|w| w.trim_end_matches(':').to_lowercase());
    let kind = named.and_then(|word| MarkKind::from_word(&word));
    let words = if kind.is_some() { &words[1..] } else { words };
    if words.is_empty() {
        return Err("what happened? release, price, campaign, outage or other, and its words");
    }
    Ok(DayMark {
        id: DayMarkId(0),
        day,
        until: until.filter(|until| *until != day),
        kind: kind.unwrap_or_default(),
        words: words.join(" "),
    })
}

/// The day a mark goes on to: what has its name from the day it begins on, but for what is said of now.
fn until(text: &str, from: Day, today: Day) -> Option<Day> {
    match text.to_lowercase().as_str() {
        "today" | "yesterday" => entry::day_back(text, today),
        _ => entry::day(text, from),
    }
}

/// The longest date that words begin with, and the words after it.
fn leading<'a, 'w>(
    words: &'a [&'w str],
    day: impl Fn(&str) -> Option<Day>,
) -> Option<(Day, &'a [&'w str])> {
    let most = entry::LONGEST_DATE.min(words.len());
    (1..=most).rev().find_map(|n| {
        let (date, rest) = words.split_at(n);
        Some((day(&date.join(" "))?, rest))
    })
}
