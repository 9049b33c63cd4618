//! Periods as text: one canonical form each, in which they are stored, printed and typed.
//! Must not know how long a period is.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Period, WeekStart};
use crate::domain::day::Day;
use crate::domain::word::{NotRead, Word};

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Period::Month { year, month } => format!("{year:04}-{month:02}"),
            Period::Quarter { year, quarter } => format!("{year:04}-Q{quarter}"),
            Period::Week { year, week, starts } => {
                let first = match starts {
                    WeekStart::Monday => "",
                    WeekStart::Sunday => "@sun",
                    WeekStart::Saturday => "@sat",
                };
                format!("{year:04}-W{week:02}{first}")
            }
            Period::FiscalQuarter {
                year,
                quarter,
                starts,
            } => format!("FY{year:04}-Q{quarter}{}", fiscal_mark(*starts)),
            Period::FiscalYear { year, starts } => format!("FY{year:04}{}", fiscal_mark(*starts)),
            Period::Custom { from, to } => format!("{from}..{to}"),
        };
        f.pad(&text)
    }
}

/// `@04`; nothing where the fiscal year is the calendar's.
fn fiscal_mark(starts: u32) -> String {
    match starts {
        1 => String::new(),
        month => format!("@{month:02}"),
    }
}

impl FromStr for Period {
    type Err = NotRead;

    fn from_str(text: &str) -> Result<Period, NotRead> {
        let forms = "2026-10, 2026-Q3, 2026-W41, FY2026, FY2026-Q1 or 2026-09-15..2026-10-14";
        let wrong = || NotRead(format!("`{text}` is not a period; write {forms}"));
        parse(text.trim()).ok_or_else(wrong)
    }
}

fn parse(text: &str) -> Option<Period> {
    if let Some((from, to)) = text.split_once("..") {
        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
        return (from <= to).then_some(Period::Custom { from, to });
    }
    if let Some(rest) = text.strip_prefix("FY").or_else(|| text.strip_prefix("fy")) {
        return parse_fiscal(rest);
    }
    let (year, rest) = text.split_once('-')?;
    let year = parse_year(year)?;
    let number = |digits: &str| digits.parse::<u32>().ok();
    match rest.as_bytes().first()? {
        b'Q' | b'q' => {
            let quarter = number(&rest[1..]).filter(|q| (1..=4).contains(q))?;
            Some(Period::Quarter { year, quarter })
        }
        b'W' | b'w' => {
            let (week, first) = rest[1..].split_once('@').unwrap_or((&rest[1..], "mon"));
            let mut starts = WeekStart::ALL.into_iter();
            let starts = starts.find(|s| s.word().get(..3) == Some(first))?;
            let week = number(week)?;
            NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
            Some(Period::Week { year, week, starts })
        }
        _ => {
            let month = number(rest)?;
            Day::ymd(year, month, 1)?;
            (rest.len() == 2).then_some(Period::Month { year, month })
        }
    }
}

fn parse_year(text: &str) -> Option<i32> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// `2026`, `2026-Q1`, either followed by the month the year starts in: `2026@04`.
fn parse_fiscal(text: &str) -> Option<Period> {
    let (text, starts) = text.split_once('@').unwrap_or((text, "01"));
    let month = |m: &u32| starts.len() == 2 && (1..=12).contains(m);
    let starts: u32 = starts.parse().ok().filter(month)?;
    let (year, quarter) = match text.split_once(['-', ' ']) {
        Some((year, quarter)) => (year, Some(quarter)),
        None => (text, None),
    };
    let year = parse_year(year)?;
    let Some(quarter) = quarter else {
        return Some(Period::FiscalYear { year, starts });
    };
    let quarter = quarter.strip_prefix(['Q', 'q'])?.parse().ok()?;
    (1..=4).contains(&quarter).then_some(Period::FiscalQuarter {
        year,
        quarter,
        starts,
    })
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Period, D::Error> {
        let text = String::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
