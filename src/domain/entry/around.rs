//! Words around a date that make it another day, or no day to be done by: `last friday`, `after friday`, `friday the
//! 27th`. Must not know which days the words themselves mean.

use super::dates::{bare, is_nth, leads, ordinal, weekday};
use crate::domain::day::{Day, month_named};

/// Words before a date behind which it is no day to be done by.
const BEFORE: [&str; 19] = [
    "last",
    "past",
    "previous",
    "ago",
    "after",
    "since",
    "from",
    "of",
    "every",
    "each",
    "not",
    "early",
    "mid",
    "start",
    "starting",
    "beginning",
    "middle",
    "first",
    "around",
];

/// Short names of days that are words of their own, in English or French.
const WORDS: [&str; 4] = ["mon", "sun", "sat", "wed"];

/// Words that may follow such a name.
const GO_ON: [&str; 13] = [
    "at",
    "by",
    "or",
    "and",
    "morning",
    "noon",
    "afternoon",
    "evening",
    "night",
    "latest",
    "before",
    "am",
    "pm",
];

/// Whether the words before a date or behind it say that it is another day, or none to be done by.
pub(super) fn is_other(before: &[&str], date: &[&str], after: &[&str], day: Day) -> bool {
    let led = before.iter().rev().take_while(|word| leads(word)).count();
    let previous = before[..before.len() - led].last().map(|word| bare(word));
    let previous = previous.as_deref().unwrap_or_default();
    let first = date.first().map(|word| bare(word)).unwrap_or_default();
    let next: Vec<String> = after.iter().take(2).map(|word| bare(word)).collect();
    let next: Vec<&str> = next.iter().map(String::as_str).collect();
    let is_weekday = date.len() == 1 && weekday(&first).is_some();
    let other_day = || {
        let said = weekday(previous).filter(|_| led == 0 && !WORDS.contains(&previous));
        !is_weekday && said.is_some_and(|said| said != day.weekday())
    };
    let cut = || month_named(&first).is_some() && led == 0 && ordinal(previous).is_some();
    let goes_on = || match next[..] {
        ["ago" | "last", ..] | ["after", "next"] => true,
        ["the", nth] if is_weekday => ordinal(nth).is_some(),
        [nth, ..] if is_weekday && is_nth(nth) => true,
        [a, b] if is_weekday && (month_named(a).or(month_named(b))).is_some() => {
            ordinal(a).or(ordinal(b)).is_some()
        }
        [nth] if is_weekday && after.len() == 1 => ordinal(nth).is_some(),
        _ => false,
    };
    let a_word = || {
        let free = date.len() == 1 && WORDS.contains(&first.as_str()) && led == 0;
        let ends = date.iter().any(|word| word.ends_with([',', '.', ';', '!']));
        free && !ends && next.first().is_some_and(|next| !GO_ON.contains(next))
    };
    BEFORE.contains(&previous) || other_day() || cut() || goes_on() || a_word()
}
