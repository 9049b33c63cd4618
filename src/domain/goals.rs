//! Goals: what a team has said a figure should be, and by how much it was met or missed.
//! Must not know where goals are written down, nor screens.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::figure::{Figure, round6};
use super::period::Period;
use super::profile::Profile;
use super::tally::Rates;

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
    /// By how much a rate is better than the goal, as a fraction; below zero it missed. `None` when n/a.
    pub fn margin(&self, rates: &Rates) -> Option<f64> {
        let above = self.figure.of(rates)? - self.target;
        let better = self.figure.more_is_better();
        Some(round6(if better { above } else { -above }))
    }

    /// Whether it was met; just met is met.
    pub fn met(&self, rates: &Rates) -> Option<bool> {
        self.margin(rates).map(|margin| margin >= 0.0)
    }

    /// `goal 2.5 %`.
    pub fn name(&self) -> String {
        format!("goal {}", percent(self.target))
    }

    /// `goal 2.5 %, missed by 0.6 pp`, `goal 2.5 %, met by 0.3 pp`, `goal 2.5 %, just met`.
    pub fn words(&self, rates: &Rates) -> String {
        let name = self.name();
        let Some(margin) = self.margin(rates) else {
            return name;
        };
        let points = margin.abs() * 100.0;
        let points = if points < 0.05 && margin < 0.0 {
            "less than 0.1 pp".to_owned()
        } else {
            format!("{points:.1} pp")
        };
        match margin {
            m if m < 0.0 => format!("{name}, missed by {points}"),
            _ if points == "0.0 pp" => format!("{name}, just met"),
            _ => format!("{name}, met by {points}"),
        }
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
    fn a_goal_is_met_or_missed_in_points() {
        let said = |(figure, target, value)| {
            let goal = Goal { figure, target };
            let rates = Rates {
                logo_churn: value,
                nrr: value,
                ..Rates::default()
            };
            format!("{:?}: {}", goal.met(&rates), goal.words(&rates))
        };
        let goals = [
            (Figure::LogoChurn, 0.025, Some(0.031)),
            (Figure::LogoChurn, 0.025, Some(0.022)),
            (Figure::LogoChurn, 0.025, Some(0.025)),
            (Figure::LogoChurn, 0.025, Some(0.0252)),
            (Figure::Nrr, 1.0, Some(0.981)),
            (Figure::Nrr, 0.9725, Some(1.04)),
            (Figure::Nrr, 0.97, None),
        ];
        assert_eq!(
            goals.map(said),
            [
                "Some(false): goal 2.5 %, missed by 0.6 pp",
                "Some(true): goal 2.5 %, met by 0.3 pp",
                "Some(true): goal 2.5 %, just met",
                "Some(false): goal 2.5 %, missed by less than 0.1 pp",
                "Some(false): goal 100 %, missed by 1.9 pp",
                "Some(true): goal 97.25 %, met by 6.8 pp",
                "None: goal 97 %",
            ]
        );
    }

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
