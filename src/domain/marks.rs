//! Marks: what happened on a day that may show in the numbers, kept by the team.
//! Must not claim that it caused anything, nor know how it is drawn.

mod line;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};

use super::day::Day;
use super::field::{Field, FieldOf, Holds, Plain, Thing, is, row};
use super::ids::DayMarkId;
use super::period::Period;
use super::sort::sort_by_key;
use super::word::{Word, all, words};

pub use line::read;

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(PartialOrd, Ord, IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum MarkKind {
    /// Something shipped.
    Release,
    /// Prices or plans changed.
    Price,
    /// Marketing or sales did something for a while.
    Campaign,
    /// Something was broken.
    Outage,
    /// Anything else.
    #[default]
    Other,
}

impl MarkKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [MarkKind; 5] = all();

    /// The sign it is drawn as, so that kinds are told apart without colours.
    pub fn sign(self) -> &'static str {
        match self {
            MarkKind::Release => "◆",
            MarkKind::Price => "$",
            MarkKind::Campaign => "★",
            MarkKind::Outage => "✗",
            MarkKind::Other => "■",
        }
    }
}

impl Plain for MarkKind {}

/// Something that happened on a day, or from one day to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayMark {
    /// Row id.
    pub id: DayMarkId,
    /// The day, or its first day.
    pub day: Day,
    /// Its last day, if it took more than one.
    pub until: Option<Day>,
    /// What kind of thing.
    pub kind: MarkKind,
    /// What it was, in the team's words.
    pub words: String,
}

impl DayMark {
    /// Its sign, days and words on one line.
    pub fn told(&self) -> String {
        format!("{} {} {}", self.kind.sign(), self.days(), self.words)
    }

    /// Its last day.
    pub fn last(&self) -> Day {
        self.until.unwrap_or(self.day)
    }

    /// Whether any of it lies in a period.
    pub fn in_period(&self, period: Period) -> bool {
        self.day <= period.last() && period.first() <= self.last()
    }

    /// Its days for a narrow line: `14 Sep`, `14 to 16 Sep`, `28 Aug to 3 Sep`.
    pub fn days(&self) -> String {
        match self.until.filter(|until| *until != self.day) {
            None => self.day.short(),
            Some(until) if until.month_start() == self.day.month_start() => {
                format!("{} to {}", self.day.date().format("%-d"), until.short())
            }
            Some(until) if until.year() == self.day.year() => {
                format!("{} to {}", self.day.short(), until.short())
            }
            Some(until) => format!("{} to {}", self.day.dated(), until.dated()),
        }
    }

    /// All of it: `14 Sep 2026, price: New price list`.
    pub fn long(&self) -> String {
        let year = self.last().year();
        let days = match self.until.map(Day::year) {
            Some(_) if self.day.year() != year => self.days(),
            _ => format!("{} {year}", self.days()),
        };
        format!("{days}, {}: {}", self.kind.word(), self.words)
    }

    /// As a line that reads back as the same mark: `2026-09-14 price New price list`.
    pub fn line(&self) -> String {
        let until = self.until.map_or_else(String::new, |u| format!(" to {u}"));
        format!("{}{until} {} {}", self.day, self.kind.word(), self.words)
    }
}

/// Which of some periods each mark stands at, by its first day there; marks outside all of them are left out.
pub fn placed<'a>(marks: &'a [DayMark], periods: &[Period]) -> Vec<(usize, &'a DayMark)> {
    let at = |mark: &DayMark| periods.iter().position(|p| mark.in_period(*p));
    let placed = marks.iter().filter_map(|m| Some((at(m)?, m)));
    let mut placed: Vec<(usize, &DayMark)> = placed.collect();
    sort_by_key(&mut placed, |(at, mark)| (*at, mark.day, mark.id));
    placed
}

#[rustfmt::skip]
impl Thing for DayMark {
    const FIELDS: &'static [FieldOf<DayMark>] = &[
        row(is(Field::Day, "day", Holds::NeedsDay, "the day").typed("day", "The day, or its first day").past(), |m| &m.day, |m| &mut m.day),
        row(is(Field::Until, "until", Holds::Day, "the last day").typed("until", "Its last day; empty for one that took a day").past(), |m| &m.until, |m| &mut m.until),
        row(is(Field::Kind, "kind", Holds::Words(words::<MarkKind>(), false), "the kind").typed("kind", "release, price, campaign, outage or other"), |m| &m.kind, |m| &mut m.kind),
        row(is(Field::Text, "words", Holds::Name, "the words").typed("words", "What happened"), |m| &m.words, |m| &mut m.words),
    ];
}
