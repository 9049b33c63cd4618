//! `[numbers]`: what a team has settled about counting. Must not know how anything is counted.

use serde::Deserialize;

use crate::domain::rules::Rules;

/// The section as written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Part {
    grace_days: Option<u16>,
    too_few: Option<u64>,
}

impl Part {
    /// Puts what is said in place of what is usual.
    pub(super) fn settle(self, rules: &mut Rules) -> Result<(), String> {
        rules.grace_days = match self.grace_days {
            Some(days) if days > 366 => {
                return Err(format!("numbers.grace_days is {days} days; use 0 to 366"));
            }
            days => days.unwrap_or(rules.grace_days),
        };
        rules.too_few = self.too_few.unwrap_or(rules.too_few);
        Ok(())
    }
}
