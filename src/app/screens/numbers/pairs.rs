//! Which figures stand together in the trend, by a way of counting. Must not know how they are drawn.

use crate::domain::figure::Figure;
use crate::domain::profile::Profile;

/// Figures of one chart.
#[derive(Debug, PartialEq, Eq)]
pub struct FigurePair {
    /// What they are together.
    pub what: &'static str,
    /// The figures, the most important last.
    figures: &'static [Figure],
    /// Whether the axis begins near the lowest value, where 0 would flatten the lines.
    pub fit: bool,
}

const PAIRS: [FigurePair; 3] = [
    FigurePair {
        what: "churn",
        figures: &[Figure::GrossMrrChurn, Figure::LogoChurn],
        fit: false,
    },
    FigurePair {
        what: "retention",
        figures: &[Figure::Nrr, Figure::Grr],
        fit: true,
    },
    FigurePair {
        what: "net churn",
        figures: &[Figure::NetMrrChurn],
        fit: false,
    },
];

impl FigurePair {
    /// The pairs of which a way of counting defines anything.
    pub fn all(profile: Profile) -> Vec<&'static FigurePair> {
        let some = |pair: &&FigurePair| pair.figures(profile).next().is_some();
        PAIRS.iter().filter(some).collect()
    }

    /// Its figures, those that a way of counting defines.
    pub fn figures(&self, profile: Profile) -> impl Iterator<Item = Figure> {
        let defined = move |f: &Figure| f.definition(profile).is_some();
        self.figures.iter().copied().filter(defined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_without_money_figures_shows_only_accounts() {
        let of = |profile| {
            let pairs = FigurePair::all(profile).into_iter();
            let named = pairs.map(|p| (p.what, p.figures(profile).count()));
            named.collect::<Vec<_>>()
        };
        assert_eq!(of(Profile::Stripe), [("churn", 1)]);
        assert_eq!(
            of(Profile::Snapshot),
            [("churn", 2), ("retention", 2), ("net churn", 1)]
        );
        assert_eq!(of(Profile::Baremetrics), [("churn", 2), ("retention", 1)]);
    }
}
