//! `[calendar]`: when a team's fiscal years and weeks begin. Must not know what a period is counted over.

use serde::Deserialize;

use crate::domain::calendar::Calendar;
use crate::domain::day::MONTHS;
use crate::domain::period::WeekStart;
use crate::domain::word::Word;

/// The section as written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Part {
    fiscal_year_starts: Option<String>,
    week_starts: Option<String>,
}

impl Part {
    /// The calendar; what is not said stays as usual.
    pub(super) fn calendar(&self) -> Result<Calendar, String> {
        let mut calendar = Calendar::default();
        if let Some(word) = &self.fiscal_year_starts {
            let word = word.trim().to_ascii_lowercase();
            // `apr` will do; a letter or two may be two months.
            let is = |month: &&str| word.len() > 2 && month.starts_with(&word);
            let month = (1..).zip(&MONTHS).find(|(_, month)| is(month));
            calendar.fiscal_year_starts = match month {
                Some((number, _)) => number,
                None => {
                    return Err(format!(
                        "calendar.fiscal_year_starts is `{word}`; use the name of a month, such as april"
                    ));
                }
            };
        }
        if let Some(word) = &self.week_starts {
            let word = word.trim().to_ascii_lowercase();
            let day = WeekStart::ALL.into_iter().find(|day| day.word() == word);
            calendar.week_starts = day.ok_or_else(|| {
                format!("calendar.week_starts is `{word}`; use monday, sunday or saturday")
            })?;
        }
        Ok(calendar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_day_by_name() {
        let part = |year: &str, week: &str| Part {
            fiscal_year_starts: Some(year.to_owned()),
            week_starts: Some(week.to_owned()),
        };
        let calendar = part("April", "sunday").calendar().unwrap();
        assert_eq!(calendar.fiscal_year_starts, 4);
        assert_eq!(calendar.week_starts, WeekStart::Sunday);
        assert_eq!(Part::default().calendar().unwrap(), Calendar::default());
        assert!(
            part("4", "sunday")
                .calendar()
                .unwrap_err()
                .contains("april")
        );
        assert!(part("ju", "sunday").calendar().unwrap_err().contains("ju"));
        assert!(
            part("oct", "tuesday")
                .calendar()
                .unwrap_err()
                .contains("saturday")
        );
    }
}
