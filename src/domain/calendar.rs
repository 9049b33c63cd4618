//! When a team's fiscal years and weeks begin, and what a period typed without saying so means there.
//! Must not know where it is written down: the command line reads it from the configuration.

use super::period::{Period, WeekStart};

/// What a team has settled about its calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The month its fiscal years start in, 1 to 12.
    pub fiscal_year_starts: u32,
    /// The first day of its weeks.
    pub week_starts: WeekStart,
}

impl Default for Calendar {
    fn default() -> Calendar {
        Calendar {
            fiscal_year_starts: 1,
            week_starts: WeekStart::Monday,
        }
    }
}

impl Calendar {
    /// A period as it was typed, with this team's starts where it names none: `FY2026-Q1` is then
    /// `FY2026-Q1@04`. Only for what people type: what is stored already says when it starts.
    pub fn settle(self, mut typed: Period) -> Period {
        match &mut typed {
            Period::Week { starts, .. } if *starts == WeekStart::Monday => {
                *starts = self.week_starts;
            }
            Period::FiscalQuarter { starts, .. } | Period::FiscalYear { starts, .. } => {
                if *starts == 1 {
                    *starts = self.fiscal_year_starts;
                }
            }
            Period::Month { .. }
            | Period::Quarter { .. }
            | Period::Week { .. }
            | Period::Custom { .. } => {}
        }
        typed
    }

    /// The quarter around a month, the fiscal year around a quarter, else the month it ends in: one key leads round.
    pub fn other_length(self, period: Period) -> Period {
        let starts = self.fiscal_year_starts;
        match period {
            Period::Month { year, month } if starts == 1 => Period::Quarter {
                year,
                quarter: month.div_ceil(3),
            },
            Period::Month { .. } => Period::fiscal_quarter_of(period.first(), starts),
            Period::Quarter { .. } | Period::FiscalQuarter { .. } => {
                Period::fiscal_year_of(period.last(), starts)
            }
            Period::Week { .. } | Period::FiscalYear { .. } | Period::Custom { .. } => {
                Period::month_of(period.last())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_means_the_teams_own_year_and_week() {
        let calendar = Calendar {
            fiscal_year_starts: 4,
            week_starts: WeekStart::Sunday,
        };
        for (typed, settled) in [
            ("FY2026-Q1", "FY2026-Q1@04"),
            ("FY2026", "FY2026@04"),
            ("2026-W41", "2026-W41@sun"),
            ("FY2026@10", "FY2026@10"),
            ("2026-W41@sat", "2026-W41@sat"),
            ("2026-Q1", "2026-Q1"),
            ("2026-10", "2026-10"),
        ] {
            let period: Period = typed.parse().unwrap();
            assert_eq!(calendar.settle(period).to_string(), settled);
            assert_eq!(Calendar::default().settle(period), period);
        }
    }

    #[test]
    fn one_key_leads_from_month_to_quarter_to_year_and_back() {
        let april = Calendar {
            fiscal_year_starts: 4,
            ..Calendar::default()
        };
        for (calendar, course) in [
            (
                Calendar::default(),
                ["2026-10", "2026-Q4", "FY2026", "2026-12"],
            ),
            (april, ["2026-10", "FY2027-Q3@04", "FY2027@04", "2027-03"]),
            (april, ["2026-Q4", "FY2027@04", "2027-03", "FY2027-Q4@04"]),
        ] {
            let mut period: Period = course[0].parse().unwrap();
            for next in &course[1..] {
                period = calendar.other_length(period);
                assert_eq!(period.to_string(), *next);
            }
        }
        for text in ["2026-W41", "2026-09-15..2026-10-14"] {
            let month = april.other_length(text.parse().unwrap());
            assert_eq!(month.to_string(), "2026-10");
        }
    }
}
