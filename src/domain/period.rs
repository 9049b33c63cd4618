//! Periods: a month, a quarter, an ISO week, or any two days, ends included.
//! Must not know today: which period is current is asked with the room's reach.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::day::Day;

/// A span of whole days that numbers are counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// A calendar month, `2026-10`.
    Month {
        /// Calendar year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// A calendar quarter, `2026-Q3`.
    Quarter {
        /// Calendar year.
        year: i32,
        /// 1 to 4.
        quarter: u32,
    },
    /// An ISO 8601 week, Monday to Sunday, `2026-W41`.
    Week {
        /// ISO week-numbering year.
        year: i32,
        /// 1 to 53.
        week: u32,
    },
    /// Any two days, `2026-09-15..2026-10-14`.
    Custom {
        /// First day.
        from: Day,
        /// Last day, included.
        to: Day,
    },
}

impl Period {
    /// The month a day falls into.
    pub fn month_of(day: Day) -> Period {
        Period::Month {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The first day.
    pub fn first(self) -> Day {
        match self {
            Period::Month { year, month } => Day::ymd(year, month, 1).unwrap_or_default(),
            Period::Quarter { year, quarter } => {
                Day::ymd(year, quarter * 3 - 2, 1).unwrap_or_default()
            }
            Period::Week { year, week } => {
                NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map_or(Day(0), Day::from)
            }
            Period::Custom { from, .. } => from,
        }
    }

    /// The last day, included.
    pub fn last(self) -> Day {
        match self {
            Period::Month { .. } => self.first().month_end(),
            Period::Quarter { .. } => self.first().plus_months(3).before(),
            Period::Week { .. } => self.first().plus(6),
            Period::Custom { to, .. } => to,
        }
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Day) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// The period of the same kind (for a custom one: of the same length) `n` later.
    pub fn plus(self, n: i32) -> Period {
        match self {
            Period::Month { .. } => Period::month_of(self.first().plus_months(n)),
            Period::Quarter { .. } => quarter_of(self.first().plus_months(3 * n)),
            Period::Week { .. } => week_of(self.first().plus(7 * n)),
            Period::Custom { from, to } => {
                let step = n * (to.0 - from.0 + 1);
                Period::Custom {
                    from: from.plus(step),
                    to: to.plus(step),
                }
            }
        }
    }

    /// The period of the same kind before this one.
    pub fn previous(self) -> Period {
        self.plus(-1)
    }

    /// How many of this period make a year, for annualising; `None` where that is undefined.
    pub fn per_year(self) -> Option<i32> {
        match self {
            Period::Month { .. } => Some(12),
            Period::Quarter { .. } => Some(4),
            Period::Week { .. } | Period::Custom { .. } => None,
        }
    }

    /// The calendar months a quarter is made of; empty for every other kind.
    pub fn months(self) -> Vec<Period> {
        match self {
            Period::Quarter { .. } => (0..3)
                .map(|n| Period::month_of(self.first().plus_months(n)))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What kind of period it is, in a word: `month`.
    pub fn kind(self) -> &'static str {
        match self {
            Period::Month { .. } => "month",
            Period::Quarter { .. } => "quarter",
            Period::Week { .. } => "week",
            Period::Custom { .. } => "period",
        }
    }

    /// How a person says it: `October 2026`, `3rd quarter 2026`, `week 41 of 2026`.
    pub fn long(self) -> String {
        match self {
            Period::Month { .. } => self.first().date().format("%B %Y").to_string(),
            Period::Quarter { year, quarter } => {
                let nth = ["1st", "2nd", "3rd", "4th"][(quarter as usize - 1).min(3)];
                format!("{nth} quarter {year}")
            }
            Period::Week { year, week } => format!("week {week} of {year}"),
            Period::Custom { from, to } => format!("{} to {}", from.long(), to.long()),
        }
    }

    /// Short form for a narrow line: `Oct 2026`, else as written.
    pub fn short(self) -> String {
        match self {
            Period::Month { .. } => self.first().date().format("%b %Y").to_string(),
            _ => self.to_string(),
        }
    }
}

/// The quarter a day falls into.
fn quarter_of(day: Day) -> Period {
    Period::Quarter {
        year: day.year(),
        quarter: day.month().div_ceil(3),
    }
}

/// The ISO week a day falls into.
fn week_of(day: Day) -> Period {
    let week = day.date().iso_week();
    Period::Week {
        year: week.year(),
        week: week.week(),
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Period::Month { year, month } => format!("{year:04}-{month:02}"),
            Period::Quarter { year, quarter } => format!("{year:04}-Q{quarter}"),
            Period::Week { year, week } => format!("{year:04}-W{week:02}"),
            Period::Custom { from, to } => format!("{from}..{to}"),
        };
        f.pad(&text)
    }
}

/// A text that is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period; write 2026-10, 2026-Q3, 2026-W41 or 2026-09-15..2026-10-14")]
pub struct NotAPeriod(pub String);

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Period, NotAPeriod> {
        parse(text.trim()).ok_or_else(|| NotAPeriod(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    if let Some((from, to)) = text.split_once("..") {
        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
        return (from <= to).then_some(Period::Custom { from, to });
    }
    let (year, rest) = text.split_once('-')?;
    if year.len() != 4 {
        return None;
    }
    let year: i32 = year.parse().ok()?;
    let number = |digits: &str| digits.parse::<u32>().ok();
    match rest.as_bytes().first()? {
        b'Q' | b'q' => {
            let quarter = number(&rest[1..])?;
            (1..=4)
                .contains(&quarter)
                .then_some(Period::Quarter { year, quarter })
        }
        b'W' | b'w' => {
            let week = number(&rest[1..])?;
            NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
            Some(Period::Week { year, week })
        }
        _ => {
            let month = number(rest)?;
            Day::ymd(year, month, 1)?;
            (rest.len() == 2).then_some(Period::Month { year, month })
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Period, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> (String, String) {
        let period: Period = text.parse().unwrap();
        assert_eq!(period.to_string(), text);
        (period.first().to_string(), period.last().to_string())
    }

    #[test]
    fn every_kind_includes_both_ends() {
        let cases = [
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-Q3", "2026-07-01", "2026-09-30"),
            ("2026-W01", "2025-12-29", "2026-01-04"),
            ("2026-09-15..2026-10-14", "2026-09-15", "2026-10-14"),
        ];
        for (text, first, last) in cases {
            assert_eq!(span(text), (first.to_owned(), last.to_owned()));
        }
    }

    #[test]
    fn the_previous_period_is_of_the_same_kind() {
        for (text, previous) in [
            ("2026-01", "2025-12"),
            ("2026-Q1", "2025-Q4"),
            ("2026-W01", "2025-W52"),
            ("2026-10-08..2026-10-14", "2026-10-01..2026-10-07"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.previous().to_string(), previous);
            assert_eq!(period.previous().plus(1), period);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "2026",
            "2026-13",
            "2026-Q5",
            "2026-W54",
            "2026-1",
            "2026-10-14..2026-10-01",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
