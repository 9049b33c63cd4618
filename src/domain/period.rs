//! Periods: a month, a quarter, a week, a fiscal quarter or year, or any two days, ends included.
//! Must not know today: which period is current is asked with the room's reach.
//!
//! A period is pure data: a fiscal one carries the month its year starts in, a week its first day, so that
//! what was counted once stays what it was whatever a team settles later (`calendar`). A fiscal year is
//! named after the calendar year it ends in.

#[cfg(test)]
mod tests;
mod text;

use super::day::Day;
use super::money::nth;
use super::word::all;
use chrono::{Datelike, NaiveDate, Weekday};
use strum::{IntoStaticStr, VariantArray};
use traversable::TraversableMut;

/// A span of whole days that numbers are counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, TraversableMut)]
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
    /// A week, `2026-W41`: that of ISO 8601, or the seven days that begin on the Sunday
    /// (`2026-W41@sun`) or the Saturday (`2026-W41@sat`) before its Monday.
    Week {
        /// ISO week-numbering year.
        year: i32,
        /// 1 to 53.
        week: u32,
        /// Its first day.
        starts: WeekStart,
    },
    /// A quarter of a fiscal year, `FY2026-Q1@04`.
    FiscalQuarter {
        /// The calendar year the fiscal year ends in.
        year: i32,
        /// 1 to 4.
        quarter: u32,
        /// The month the fiscal year starts in, 1 to 12.
        starts: u32,
    },
    /// A fiscal year, `FY2026@04`.
    FiscalYear {
        /// The calendar year it ends in.
        year: i32,
        /// The month it starts in, 1 to 12; a calendar year is one that starts in January.
        starts: u32,
    },
    /// Any two days, `2026-09-15..2026-10-14`.
    Custom {
        /// First day.
        from: Day,
        /// Last day, included.
        to: Day,
    },
}

/// The first day of a week.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, IntoStaticStr, VariantArray, TraversableMut,
)]
#[strum(serialize_all = "snake_case")]
pub enum WeekStart {
    /// As ISO 8601 has it.
    #[default]
    Monday,
    /// The day before.
    Sunday,
    /// Two days before.
    Saturday,
}

impl WeekStart {
    /// Every one.
    pub const ALL: [WeekStart; 3] = all();

    /// Days before the Monday of the ISO week of the same number.
    fn ahead(self) -> i32 {
        self as i32
    }
}

impl Default for Period {
    /// The month that days are counted from.
    fn default() -> Period {
        Period::month_of(Day(0))
    }
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
            Period::Week { year, week, starts } => {
                let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon);
                monday.map_or(Day(0), |day| Day::from(day).plus(-starts.ahead()))
            }
            Period::FiscalQuarter {
                year,
                quarter,
                starts,
            } => fiscal_start(year, starts).plus_months(quarter.cast_signed() * 3 - 3),
            Period::FiscalYear { year, starts } => fiscal_start(year, starts),
            Period::Custom { from, .. } => from,
        }
    }

    /// The last day, included.
    pub fn last(self) -> Day {
        match self {
            Period::Month { .. } => self.first().month_end(),
            Period::Quarter { .. } | Period::FiscalQuarter { .. } => {
                self.first().plus_months(3).before()
            }
            Period::FiscalYear { .. } => self.first().plus_months(12).before(),
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
            Period::Week { starts, .. } => week_of(self.first().plus(7 * n), starts),
            Period::FiscalQuarter { starts, .. } => {
                Period::fiscal_quarter_of(self.first().plus_months(3 * n), starts)
            }
            Period::FiscalYear { year, starts } => Period::FiscalYear {
                year: year + n,
                starts,
            },
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
            Period::Quarter { .. } | Period::FiscalQuarter { .. } => Some(4),
            Period::FiscalYear { .. } => Some(1),
            Period::Week { .. } | Period::Custom { .. } => None,
        }
    }

    /// The calendar months a quarter or a year is made of; empty for every other kind.
    pub fn months(self) -> Vec<Period> {
        let many = match self {
            Period::Quarter { .. } | Period::FiscalQuarter { .. } => 3,
            Period::FiscalYear { .. } => 12,
            Period::Month { .. } | Period::Week { .. } | Period::Custom { .. } => 0,
        };
        let month = |n| Period::month_of(self.first().plus_months(n));
        (0..many).map(month).collect()
    }

    /// The quarter a day falls into, of fiscal years that start in a month.
    pub fn fiscal_quarter_of(day: Day, starts: u32) -> Period {
        let into = (day.month() + 12 - starts) % 12;
        Period::FiscalQuarter {
            year: fiscal_year(day, starts),
            quarter: into / 3 + 1,
            starts,
        }
    }

    /// The fiscal year a day falls into, of those that start in a month.
    pub fn fiscal_year_of(day: Day, starts: u32) -> Period {
        Period::FiscalYear {
            year: fiscal_year(day, starts),
            starts,
        }
    }

    /// What kind of period it is, in a word: `month`.
    pub fn kind(self) -> &'static str {
        match self {
            Period::Month { .. } => "month",
            Period::Quarter { .. } | Period::FiscalQuarter { .. } => "quarter",
            Period::Week { .. } => "week",
            Period::FiscalYear { .. } => "year",
            Period::Custom { .. } => "period",
        }
    }

    /// How a person says it: `October 2026`, `3rd quarter 2026`, `week 41 of 2026`.
    pub fn long(self) -> String {
        match self {
            Period::Month { .. } => self.first().date().format("%B %Y").to_string(),
            Period::Quarter { year, quarter } => format!("{} quarter {year}", nth(quarter.into())),
            Period::Week { year, week, starts } => match starts {
                WeekStart::Monday => format!("week {week} of {year}"),
                WeekStart::Sunday | WeekStart::Saturday => {
                    format!("week {week} of {year} from {}", self.first().long())
                }
            },
            Period::FiscalQuarter { year, quarter, .. } => {
                format!("{} quarter of FY {year}", nth(quarter.into()))
            }
            Period::FiscalYear { year, starts: 1 } => format!("the year {year}"),
            Period::FiscalYear { year, .. } => format!("FY {year}"),
            Period::Custom { from, to } => format!("{} to {}", from.long(), to.long()),
        }
    }

    /// Short form for a narrow line: `Oct 2026`, else as written, without what a fiscal year starts in.
    pub fn short(self) -> String {
        let written = self.to_string();
        match self {
            Period::Month { .. } => self.first().date().format("%b %Y").to_string(),
            Period::Quarter { .. }
            | Period::Week { .. }
            | Period::FiscalQuarter { .. }
            | Period::FiscalYear { .. }
            | Period::Custom { .. } => written.split('@').next().unwrap_or_default().to_owned(),
        }
    }
}

/// The calendar year in which the fiscal year of a day ends.
fn fiscal_year(day: Day, starts: u32) -> i32 {
    day.year() + i32::from(starts > 1 && day.month() >= starts)
}

/// The first day of the fiscal year that ends in a calendar year.
fn fiscal_start(year: i32, starts: u32) -> Day {
    Day::ymd(year - i32::from(starts > 1), starts, 1).unwrap_or_default()
}

/// The quarter a day falls into.
fn quarter_of(day: Day) -> Period {
    Period::Quarter {
        year: day.year(),
        quarter: day.month().div_ceil(3),
    }
}

/// The week a day falls into.
fn week_of(day: Day, starts: WeekStart) -> Period {
    let week = day.plus(starts.ahead()).date().iso_week();
    Period::Week {
        year: week.year(),
        week: week.week(),
        starts,
    }
}
