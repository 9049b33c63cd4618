//! Newcombe's interval of the difference between two shares, both samples counted.
//! Must not know what is counted.
//!
//! Formula: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of
//! eleven methods", Statistics in Medicine 17 (1998), method 10: the difference against both Wilson intervals.

use super::wilson::wilson;

/// The 95 % interval of the first share less the second, each a part of its whole; `None` where one has no whole.
/// Two shares differ by more than they would by themselves where it does not hold 0.
pub fn difference(first: (u64, u64), second: (u64, u64)) -> Option<(f64, f64)> {
    let share = |(part, whole): (u64, u64)| part as f64 / whole as f64;
    let (low_1, high_1) = wilson(first.0, first.1)?;
    let (low_2, high_2) = wilson(second.0, second.1)?;
    let (one, two) = (share(first), share(second));
    let between = one - two;
    let (below, above) = (
        (one - low_1).hypot(high_2 - two),
        (high_1 - one).hypot(two - low_2),
    );
    Some((between - below, between + above))
}

/// Whether two shares differ by more than they would by themselves, 95 times of 100; without a whole they do not.
pub fn differ(first: (u64, u64), second: (u64, u64)) -> bool {
    difference(first, second).is_some_and(|(low, high)| low > 0.0 || high < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_intervals() {
        // Newcombe (1998), table II, method 10.
        for (first, second, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
        ] {
            let (l, h) = difference(first, second).unwrap();
            assert!((l - low).abs() < 5e-5, "{first:?} {second:?}: {l}");
            assert!((h - high).abs() < 5e-5, "{first:?} {second:?}: {h}");
            assert_eq!(differ(first, second), low > 0.0);
            assert_eq!(differ(second, first), low > 0.0);
        }
        assert_eq!(difference((0, 0), (1, 2)), None);
        assert!(!differ((0, 0), (1, 2)));
    }
}
