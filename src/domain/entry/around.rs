//! Words around a date that make it another day, or no day to be done by: `last friday`, `after friday`, `friday the
//! 27th`. Must not know which days the words themselves mean.

use std::ops::Range;

use super::dates::{is_nth, leads, ordinal, weekday};
use super::tongues::{self, ARTICLE, SpokenLine};
use crate::domain::day::{Day, month_named};

/// The most words that lead to a date: `bis spätestens zum`.
const MOST_LED: usize = 3;

/// Words before a date behind which it is no day to be done by.
const BEFORE: [&str; 20] = [
    "beyond",
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

/// Words that are numbers of days in Portuguese, and numbers else.
const NUMBERED: [&str; 5] = ["segunda", "terça", "quarta", "quinta", "sexta"];

/// Where a date was found in a line.
pub(super) struct Spot<'a> {
    /// The line's words in small letters, and in the English that the date was found in.
    pub small: &'a [String],
    pub spoken: &'a SpokenLine,
    /// The words that are the date.
    pub at: Range<usize>,
    /// Whether something like a comma stands behind it.
    pub ends: bool,
}

impl Spot<'_> {
    /// How many words before the date only lead to it.
    pub(super) fn led(&self) -> usize {
        let words = &self.spoken.words[..self.at.start];
        let mut left = words.len();
        while let Some(word) = left.checked_sub(1).map(|last| words[last].as_str()) {
            let before = left.checked_sub(2).map(|at| words[at].as_str());
            let small = self.small[left - 1].as_str();
            let goes_with = match (self.spoken.foreign, word) {
                (true, ARTICLE) => true,
                (true, "of") => before.is_some_and(leads),
                (true, word) => leads(word),
                (false, word) => {
                    leads(word) || tongues::leads(small) && before.is_none_or(|w| !is_number(w))
                }
            };
            if !goes_with || words.len() - left == MOST_LED {
                break;
            }
            left -= 1;
        }
        words.len() - left
    }

    /// The words before the date or behind it, and the date, where they say that it is another day, or none to be
    /// done by.
    pub(super) fn other(&self, day: Day) -> Option<Range<usize>> {
        let words: Vec<&str> = self.spoken.words.iter().map(String::as_str).collect();
        let (date, after) = (&words[self.at.clone()], &words[self.at.end..]);
        let led = self.led();
        let previous = (self.at.start - led).checked_sub(1);
        let (before, small) = match previous {
            Some(at) => (words[at], self.small[at].as_str()),
            None => ("", ""),
        };
        let first = date.first().copied().unwrap_or_default();
        let is_weekday = date.len() == 1 && weekday(first).is_some();
        let other_day = || {
            let said = tongues::weekday_of(small).or_else(|| weekday(before));
            let said = said.filter(|_| led == 0 && !WORDS.contains(&before));
            !is_weekday && said.is_some_and(|said| said != day.weekday())
        };
        let cut = || month_named(first).is_some() && led == 0 && ordinal(before).is_some();
        let elsewhere = || {
            let said = tongues::all_meanings(small);
            !self.spoken.foreign && small.len() > 2 && said.iter().any(|w| BEFORE.contains(w))
        };
        let by_before = BEFORE.contains(&before)
            || elsewhere()
            || other_day()
            || cut()
            || self.is_the_morning(first);
        if by_before {
            return Some(previous.unwrap_or_default()..self.at.end);
        }
        let by_after = goes_on(after, is_weekday) || self.is_a_word(led, after);
        by_after.then(|| self.at.start..(self.at.end + 2).min(words.len()))
    }

    /// Whether `mañana` is the morning: `por la mañana`.
    fn is_the_morning(&self, first: &str) -> bool {
        let before = self.at.start.checked_sub(1);
        let article = before.is_some_and(|at| self.spoken.words[at] == ARTICLE);
        self.spoken.foreign && first == "tomorrow" && article
    }

    /// Whether a short name of a day is a word of its own here: `mon client`, `quarta reunião`.
    fn is_a_word(&self, led: usize, after: &[&str]) -> bool {
        let first = self.small[self.at.start].as_str();
        let may_be = WORDS.contains(&first) || NUMBERED.contains(&first);
        let free = self.at.len() == 1 && may_be && led == 0;
        free && !self.ends && after.first().is_some_and(|next| !GO_ON.contains(next))
    }
}

/// Whether what follows a date makes it another day: `friday ago`, `friday the 27th`.
fn goes_on(after: &[&str], is_weekday: bool) -> bool {
    match *after {
        ["ago" | "last" | "beyond", ..] | ["after", "next", ..] => true,
        ["the", nth, ..] if is_weekday => ordinal(nth).is_some(),
        [nth, ..] if is_weekday && is_nth(nth) => true,
        [a, b, ..] if is_weekday && (month_named(a).or(month_named(b))).is_some() => {
            ordinal(a).or(ordinal(b)).is_some()
        }
        [nth] if is_weekday => ordinal(nth).is_some(),
        _ => false,
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}
