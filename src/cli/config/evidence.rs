//! `[evidence]`: how far around a period feedback counts. Must not know how it is counted.

use serde::Deserialize;

use crate::domain::losses::Windows;

/// The section as written, in days.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Part {
    before: Option<i32>,
    after: Option<i32>,
    exposed: Option<i32>,
    survey_lead: Option<i32>,
}

impl Part {
    /// The windows; what is not said stays as usual.
    pub(super) fn windows(&self) -> Result<Windows, String> {
        let usual = Windows::default();
        let days = |name: &str, days: Option<i32>, usual: i32| match days {
            Some(days) if !(0..=3660).contains(&days) => {
                Err(format!("evidence.{name} is {days} days; use 0 to 3660"))
            }
            Some(days) => Ok(days),
            None => Ok(usual),
        };
        Ok(Windows {
            before: days("before", self.before, usual.before)?,
            after: days("after", self.after, usual.after)?,
            exposed: days("exposed", self.exposed, usual.exposed)?,
            survey_lead: days("survey_lead", self.survey_lead, usual.survey_lead)?,
        })
    }
}
