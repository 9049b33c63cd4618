//! Numbers held against goals: by how much each was met or missed. Must not know where goals are written down.

use super::figure::round6;
use super::goals::Goal;
use super::metrics::Metrics;

impl Goal {
    /// By how much a figure is better than the goal, as a fraction; below zero it missed. `None` when n/a, and of a
    /// period that is not over.
    pub fn margin(&self, metrics: &Metrics) -> Option<f64> {
        let above = self
            .figure
            .of(&metrics.rates)
            .filter(|_| metrics.is_over())?
            - self.target;
        let better = self.figure.more_is_better();
        Some(round6(if better { above } else { -above }))
    }

    /// Whether it was met; just met is met.
    pub fn met(&self, metrics: &Metrics) -> Option<bool> {
        self.margin(metrics).map(|margin| margin >= 0.0)
    }

    /// `goal 2.5 %, missed by 0.6 pp`, `goal 2.5 %, met by 0.3 pp`, `goal 2.5 %, just met`.
    pub fn words(&self, metrics: &Metrics) -> String {
        let name = self.name();
        let Some(margin) = self.margin(metrics) else {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::counting::CountingWay;
    use crate::domain::figure::Figure;
    use crate::domain::sample::day;
    use crate::domain::tally::Tally;

    #[test]
    fn a_goal_is_met_or_missed_in_points() {
        let said = |(figure, target, value)| {
            let goal = Goal { figure, target };
            let mut metrics = of_october(None);
            metrics.rates.logo_churn = value;
            metrics.rates.nrr = value;
            format!("{:?}: {}", goal.met(&metrics), goal.words(&metrics))
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

    fn of_october(reach: Option<&str>) -> Metrics {
        let way = CountingWay {
            reach: reach.map(day),
            ..CountingWay::default()
        };
        Tally::default().metrics("2026-10".parse().unwrap(), &way)
    }

    #[test]
    fn a_month_that_is_not_over_neither_meets_nor_misses() {
        let goal = Goal {
            figure: Figure::LogoChurn,
            target: 0.025,
        };
        let mut metrics = of_october(Some("2026-10-30"));
        metrics.rates.logo_churn = Some(0.01);
        assert_eq!((goal.met(&metrics), goal.margin(&metrics)), (None, None));
        assert_eq!(goal.words(&metrics), "goal 2.5 %");
    }
}
