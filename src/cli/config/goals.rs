//! `[goals]`: what figures should be, in percent. Must not know what a figure means.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::figure::{Figure, round6};
use crate::domain::goals::{Each, Goal, Goals};
use crate::domain::rules::Rules;
use crate::domain::word::Word;

/// The figures that can have a goal.
const CAN: [Figure; 5] = [
    Figure::LogoChurn,
    Figure::GrossMrrChurn,
    Figure::NetMrrChurn,
    Figure::Grr,
    Figure::Nrr,
];

/// The section as written.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    each: Each,
    #[serde(flatten)]
    of: BTreeMap<String, f64>,
}

impl Part {
    /// Puts what is said in place of no goals.
    pub(super) fn settle(self, rules: &mut Rules) -> Result<(), String> {
        let mut goals = Vec::new();
        for (key, percent) in self.of {
            let figure = Figure::from_word(&key).filter(|f| CAN.contains(f));
            let figure = figure.ok_or_else(|| {
                let all = CAN.map(Figure::word).join(", ");
                format!("goals.{key} is no figure with a goal; use one of {all}")
            })?;
            // Only what is kept can pass the whole: growth counts in two of them.
            let (low, high) = match figure {
                Figure::Nrr => (0.0, 1000.0),
                Figure::NetMrrChurn => (-1000.0, 100.0),
                _ => (0.0, 100.0),
            };
            if !(low..=high).contains(&percent) {
                return Err(format!(
                    "goals.{key} cannot be {percent}; give it in percent, {low} to {high}"
                ));
            }
            goals.push(Goal {
                figure,
                target: round6(percent / 100.0),
            });
        }
        goals.sort_by_key(|goal| goal.figure);
        rules.goals = Goals {
            each: self.each,
            of: goals,
        };
        Ok(())
    }
}
