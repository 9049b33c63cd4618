//! Fisher's test at other odds than even: how likely a table is where one group really does so much better.
//! Must not know what is counted.
//!
//! Source: R. A. Fisher, "The logic of inductive inference", Journal of the Royal Statistical Society 98 (1935):
//! given both margins, the hits of the first group have weights of the hypergeometric times the odds for each hit.

use super::exact::ln_choose;

/// With as many hits in both groups together, how likely the first has as many as it has, or more, where the odds of
/// a hit in it are `odds` times those in the second. Each group is its hits and its whole.
pub fn more(first: (u64, u64), second: (u64, u64), odds: f64) -> f64 {
    let hits = first.0 + second.0;
    if first.0 > first.1 || second.0 > second.1 || odds <= 0.0 {
        return 1.0;
    }
    let (fewest, most) = (hits.saturating_sub(second.1), hits.min(first.1));
    let ways = |x: u64| ln_choose(first.1, x) + ln_choose(second.1, hits - x);
    let weight = |x: u64| ways(x) + x as f64 * odds.ln();
    let weights: Vec<f64> = (fewest..=most).map(weight).collect();
    let largest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum = |part: &[f64]| part.iter().map(|w| (w - largest).exp()).sum::<f64>();
    let from = usize::try_from(first.0 - fewest).unwrap_or(usize::MAX);
    sum(weights.get(from..).unwrap_or_default()) / sum(&weights)
}

/// The same for as few as it has, or fewer.
pub fn fewer(first: (u64, u64), second: (u64, u64), odds: f64) -> f64 {
    more(second, first, 1.0 / odds)
}

#[cfg(test)]
mod tests {
    use super::super::exact::{fisher_fewer, fisher_more};
    use super::*;

    #[test]
    fn convictions_of_like_sex_twins() {
        // Fisher (1935) as R's documentation of fisher.test has it: of 17 dizygotic twins 2 were convicted, of 13
        // monozygotic ones 10. It prints p 0.0004652 one-sided, and 0.2849601 as the largest odds at 95 %.
        let (two, one) = ((2, 17), (10, 13));
        assert!((fewer(two, one, 1.0) - 0.000_465_2).abs() < 5e-8);
        assert!((fewer(two, one, 0.284_960_1) - 0.05).abs() < 5e-7);
    }

    #[test]
    fn even_odds_are_fishers_test() {
        for (first, second) in [((1, 12), (14, 153)), ((3, 4), (1, 4)), ((0, 5), (5, 5))] {
            assert!((more(first, second, 1.0) - fisher_more(first, second)).abs() < 1e-9);
            assert!((fewer(first, second, 1.0) - fisher_fewer(first, second)).abs() < 1e-9);
        }
        assert_eq!(more((0, 0), (1, 2), 0.5), 1.0);
    }
}
