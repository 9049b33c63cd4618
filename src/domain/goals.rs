//! Goals: what a team has said a figure should be.
//! Must not know where goals are written down, nor whether one was met: `held` does.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::figure::Figure;
use super::period::Period;
use super::profile::Profile;

/// Which periods goals are for: what 2.5 % means a month is not what it means a quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// Months.
    #[default]
    Month,
    /// Quarters.
    Quarter,
}

/// The goal of one figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Goal {
    /// The figure.
    pub figure: Figure,
    /// What it should be, as a fraction.
    pub target: f64,
}

/// What a team has settled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Goals {
    /// Which periods they are for.
    pub each: Each,
    /// A goal per figure that has one, in the order of [`Figure::ALL`].
    pub of: Vec<Goal>,
}

impl Goals {
    /// The goals of a period; none when they are for periods of another length.
    pub fn of_period(&self, period: Period) -> &[Goal] {
        let per_year = match self.each {
            Each::Month => 12,
            Each::Quarter => 4,
        };
        match period.per_year() {
            Some(times) if times == per_year => &self.of,
            _ => &[],
        }
    }

    /// The goals of a period that numbers counted by a profile can be held against.
    pub fn defined(&self, period: Period, profile: Profile) -> Vec<Goal> {
        let defined = |g: &&Goal| g.figure.definition(profile).is_some();
        let goals = self.of_period(period).iter();
        goals.filter(defined).copied().collect()
    }
}

impl Goal {
    /// `goal 2.5 %`.
    pub fn name(&self) -> String {
        format!("goal {}", percent(self.target))
    }
}

/// The goal of a figure among some.
pub fn of(goals: &[Goal], figure: Figure) -> Option<&Goal> {
    goals.iter().find(|g| g.figure == figure)
}

/// A target as it was written: `2.5 %`, `97 %`, `2.25 %`.
fn percent(target: f64) -> String {
    let hundredths = (target * 1e4).round() / 1e2;
    format!("{hundredths} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_months_goals_say_nothing_of_a_quarter() {
        let goals = |each| Goals {
            each,
            of: vec![Goal {
                figure: Figure::Grr,
                target: 0.97,
            }],
        };
        for (each, period, some) in [
            (Each::Month, "2026-10", true),
            (Each::Month, "2026-Q4", false),
            (Each::Quarter, "2026-Q4", true),
            (Each::Quarter, "2026-10", false),
            (Each::Month, "2026-W41", false),
        ] {
            let found = goals(each).of_period(period.parse().unwrap()).len() == 1;
            assert_eq!(found, some, "{each:?} {period}");
        }
    }
}
