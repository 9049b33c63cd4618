//! What the words of a date mean in the order of other languages: `vendredi prochain`, `20 de noviembre`, `i dag`.
//! Must not know the languages' own words: they are said in English by now.

use super::dates::{meant, nearest, weekday};
use super::spans;
use super::tongues::ARTICLE;
use crate::domain::day::Day;

/// The day that exactly these words mean. The next Friday is the one to come, as such languages mean it.
pub(super) fn read(words: &[&str], today: Day) -> Option<Day> {
    let is_between = |word: &str| [ARTICLE, "of"].contains(&word);
    if words.first().is_none_or(|first| is_between(first)) {
        return None;
    }
    let words: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !is_between(word))
        .collect();
    match *words {
        [day, "next"] | ["next", day] if weekday(day).is_some() => nearest(day, today.plus(1)),
        [span, "next"] => meant(&["next", span], today),
        ["end", span, "next"] => meant(&["end", "of", "next", span], today),
        [day, span, "next"] => meant(&[day, "next", span], today),
        ["in" | "within", "next", span] => meant(&["next", span], today),
        ["in", span] => spans::shifted(today, "a", span, 1),
        ["at", "day"] => Some(today),
        ["at", day @ ("tomorrow" | "overmorrow")] => meant(&[day], today),
        ["beyond", "tomorrow"] => Some(today.plus(2)),
        // `vendredi en huit`, `lundi en quinze`: both days are counted.
        [day, "beyond", "eight"] => Some(meant(&[day], today)?.plus(7)),
        [day, "beyond", "fifteen"] => Some(meant(&[day], today)?.plus(14)),
        ["day", ref rest @ ..] => meant(rest, today),
        [] => None,
        ref words => meant(words, today),
    }
}
