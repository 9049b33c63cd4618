//! Tails against worked examples and against fractions added up without rounding.
//! Must not know what is counted.

use proptest::prelude::*;

use super::*;

fn near(found: f64, expected: f64) {
    let off = (found - expected).abs();
    assert!(off <= 1e-9 * expected.max(1e-3), "{found} for {expected}");
}

#[test]
fn factorials_small_and_large() {
    // C's lgamma(n + 1).
    for (n, expected) in [
        (0, 0.0),
        (10, 15.104_412_573_075_514),
        (32, 81.557_959_456_115_03),
        (100_000, 1_051_299.221_899_122),
    ] {
        let off = (ln_factorial(n) - expected).abs();
        assert!(off < 1e-12 * expected.max(10.0), "{n}");
    }
}

#[test]
fn binomial_tails() {
    // Added up as fractions.
    for (tries, hits, chance, more, fewer) in [
        (10, 3, 0.1, 0.070_190_826_4, 0.987_204_801_6),
        (
            100,
            60,
            0.5,
            0.028_443_966_820_490_395,
            0.982_399_899_891_147_6,
        ),
        (
            1_000,
            20,
            0.031,
            0.986_712_249_900_400_6,
            0.022_310_796_202_947_92,
        ),
        (
            2_000,
            90,
            0.031,
            0.000_402_492_291_914_231_56,
            0.999_735_160_427_979_4,
        ),
        (50, 50, 0.9, 0.005_153_775_207_320_12, 1.0),
    ] {
        near(binomial_at_least(tries, hits, chance), more);
        near(binomial_at_most(tries, hits, chance), fewer);
    }
    assert_eq!(binomial_at_least(5, 0, 0.0), 1.0);
    assert_eq!(binomial_at_least(5, 1, 0.0), 0.0);
    assert_eq!(binomial_at_most(5, 4, 1.0), 0.0);
    assert_eq!(binomial_at_least(5, 6, 0.5), 0.0);
}

#[test]
fn the_lady_who_tasted_tea() {
    // Fisher (1935): 3 of the 4 cups named rightly; 17 of 70 ways are as good or better, 0.2429.
    near(fisher_more((3, 4), (1, 4)), 17.0 / 70.0);
    near(fisher_more((4, 4), (0, 4)), 1.0 / 70.0);
}

#[test]
fn two_groups_against_fractions() {
    for (first, second, more, fewer) in [
        (
            (1, 12),
            (14, 153),
            0.694_494_447_951_665_9,
            0.701_124_252_542_579_5,
        ),
        (
            (9, 71),
            (22, 940),
            0.000_144_547_596_206_425_9,
            0.999_979_054_735_645_9,
        ),
        ((0, 5), (0, 5), 1.0, 1.0),
        ((5, 5), (0, 5), 1.0 / 252.0, 1.0),
        (
            (2, 10),
            (8, 20),
            0.937_947_909_162_302,
            0.250_723_988_655_023_16,
        ),
        (
            (400, 1_000),
            (350, 1_000),
            0.011_796_110_560_342_082,
            0.990_767_395_654_983_1,
        ),
        ((0, 0), (3, 9), 1.0, 1.0),
    ] {
        near(fisher_more(first, second), more);
        near(fisher_fewer(first, second), fewer);
    }
    // Two equal halves of 400,000: half of the ways, and half of the likeliest one.
    let p = fisher_more((50_000, 200_000), (50_000, 200_000));
    assert!((p - 0.5).abs() < 2e-3 && p > 0.5, "{p}");
    near(p, fisher_fewer((50_000, 200_000), (50_000, 200_000)));
    let beyond = fisher_more((51_000, 200_000), (49_000, 200_000));
    assert!((1e-14..1e-12).contains(&beyond), "{beyond}");
}

#[test]
fn the_range_of_a_count_given_its_past() {
    // The past of so many with this part of the exposure now; found by trying each count with fractions, its own
    // probability half in each tail.
    for (past, parts, expected) in [
        (0, 9.0, (0, 1)),
        (1, 9.0, (0, 2)),
        (24, 9.0, (0, 8)),
        (60, 13.0, (1, 11)),
        (64, 13.0, (1, 11)),
        (300, 25.0, (5, 21)),
        (3, 2.0, (0, 12)),
        (1_860, 13.0, (126, 186)),
    ] {
        let found = range(past, 1.0 / parts, A_SIDE);
        assert_eq!(found, Some(expected), "{past} in {parts}");
    }
    for share in [0.0, 1.0, f64::NAN] {
        assert_eq!(range(5, share, A_SIDE), None);
    }
}

proptest! {
    #[test]
    fn the_two_tails_are_all_there_is(tries in 1..300_000_u64, part in 0.0..1.0_f64, chance in 0.001..0.999_f64) {
        let hits = (tries as f64 * part) as u64 + 1;
        let both = binomial_at_least(tries, hits, chance) + binomial_at_most(tries, hits - 1, chance);
        prop_assert!((both - 1.0).abs() < 1e-7, "{both}");
    }

    #[test]
    fn just_beyond_a_range_is_too_unlikely(past in 0..50_000_u64, parts in 1.1..40.0_f64) {
        let share = 1.0 / parts;
        let (low, high) = range(past, share, A_SIDE).unwrap();
        let half = |k: u64| {
            let point = binomial_at_least(past + k, k, share) - binomial_at_least(past + k, k + 1, share);
            point / 2.0
        };
        let many = |k: u64| binomial_at_least(past + k, k, share) - half(k);
        let few = |k: u64| binomial_at_most(past + k, k, share) - half(k);
        prop_assert!(many(high) >= A_SIDE - 1e-9);
        prop_assert!(many(high + 1) < A_SIDE + 1e-9);
        prop_assert!(few(low) >= A_SIDE - 1e-9);
        prop_assert!(low == 0 || few(low - 1) < A_SIDE + 1e-9);
    }
}
