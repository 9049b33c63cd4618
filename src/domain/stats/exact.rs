//! Exact tails of counts: binomial, hypergeometric (Fisher's test), and the range of a count given its past.
//! Must not know what is counted.
//!
//! Sources: R. A. Fisher, "The Design of Experiments" (1935), for two groups; J. Przyborowski and H. Wilenski,
//! "Homogeneity of results in testing samples from Poisson series", Biometrika 31 (1940), for two counts: given
//! their sum, one of them is binomial with its share of the exposure; H. O. Lancaster, "Significance tests in discrete
//! distributions", Journal of the American Statistical Association 56 (1961), for counting a value's own probability
//! half in its tail.

#[cfg(test)]
mod tests;

/// How likely on one side a count outside the range is.
pub const A_SIDE: f64 = 0.01;

/// Below this, logarithms of factorials are added up; above it Stirling's series is exact to the last digits.
const ADDED: u64 = 32;

/// Terms smaller than this part of their sum change nothing any more.
const NOTHING: f64 = 1e-17;

/// The natural logarithm of n!.
pub fn ln_factorial(n: u64) -> f64 {
    if n < ADDED {
        return (2..=n).map(|i| (i as f64).ln()).sum();
    }
    let x = n as f64;
    let series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5));
    x * x.ln() - x + 0.5 * (std::f64::consts::TAU * x).ln() + series
}

/// The natural logarithm of "n over k".
pub fn ln_choose(n: u64, k: u64) -> f64 {
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}

/// How likely `hits` or more of `tries` are, each with the same chance.
pub fn binomial_at_least(tries: u64, hits: u64, chance: f64) -> f64 {
    if hits == 0 {
        return 1.0;
    }
    if hits > tries || chance <= 0.0 {
        return 0.0;
    }
    if chance >= 1.0 {
        return 1.0;
    }
    // Added up from the side where terms only fall.
    if (hits as f64) <= tries as f64 * chance {
        return (1.0 - binomial_at_least(tries, tries - hits + 1, 1.0 - chance)).max(0.0);
    }
    let (all, k) = (tries as f64, hits as f64);
    let first = ln_choose(tries, hits) + k * chance.ln() + (all - k) * (-chance).ln_1p();
    let odds = chance / (1.0 - chance);
    tail(first, hits..tries, |j| (all - j) / (j + 1.0) * odds)
}

/// How likely `hits` or fewer of `tries` are.
pub fn binomial_at_most(tries: u64, hits: u64, chance: f64) -> f64 {
    let misses = tries.saturating_sub(hits);
    binomial_at_least(tries, misses, 1.0 - chance)
}

/// Fisher's exact test, one-sided: with as many hits in both groups together, how likely the first group has as many
/// as it has, or more. Each group is its hits and its whole.
pub fn fisher_more(first: (u64, u64), second: (u64, u64)) -> f64 {
    let (hits, whole) = (first.0 + second.0, first.1 + second.1);
    if first.0 > first.1 || second.0 > second.1 || whole == 0 {
        return 1.0;
    }
    let expected = first.1 as f64 * hits as f64 / whole as f64;
    if (first.0 as f64) <= expected {
        // The second group then has one hit more than it has, or more still.
        let Some(rest) = first.0.checked_sub(1).filter(|_| second.0 < second.1) else {
            return 1.0;
        };
        return (1.0 - fisher_more((second.0 + 1, second.1), (rest, first.1))).max(0.0);
    }
    let most = hits.min(first.1);
    let ln_first = ln_choose(first.1, first.0) + ln_choose(second.1, second.0);
    let [k, n, m] = [hits, first.1, second.1].map(|n| n as f64);
    let next = |j: f64| (k - j) * (n - j) / ((j + 1.0) * (m - k + j + 1.0));
    tail(ln_first - ln_choose(whole, hits), first.0..most, next)
}

/// The same for as few as it has, or fewer.
pub fn fisher_fewer(first: (u64, u64), second: (u64, u64)) -> f64 {
    fisher_more(second, first)
}

/// A first term, given by its logarithm, and all that follow: `next` is each one's ratio to the one before.
fn tail(first: f64, steps: std::ops::Range<u64>, next: impl Fn(f64) -> f64) -> f64 {
    let mut term = first.exp();
    let mut sum = term;
    for j in steps {
        term *= next(j as f64);
        sum += term;
        if term <= sum * NOTHING {
            break;
        }
    }
    sum.min(1.0)
}

/// The smallest and the largest count that, given its sum with a past count, is not less likely on its side than
/// `side`; `share` is its part of the whole exposure, that of now and that of the past. The range does not depend on
/// the count itself. `None` where there is no exposure on either side.
///
/// A count's own probability stands half in its tail: counted whole, small counts would almost never lie outside (at
/// five a month once in a hundred months instead of the two that two sides of one per cent are).
pub fn range(past: u64, share: f64, side: f64) -> Option<(u64, u64)> {
    if !(share > 0.0 && share < 1.0) {
        return None;
    }
    let too_few = |k: u64| {
        let fewer = k
            .checked_sub(1)
            .map_or(0.0, |j| binomial_at_most(past + k, j, share));
        (binomial_at_most(past + k, k, share) + fewer) / 2.0 < side
    };
    let too_many = |k: u64| {
        let more = binomial_at_least(past + k, k + 1, share);
        (binomial_at_least(past + k, k, share) + more) / 2.0 < side
    };
    // Both tails move one way only: k or fewer hits before the past's last miss grow with k, k or more fall.
    let mut beyond = 1;
    while !too_many(beyond) {
        beyond *= 2;
    }
    Some((
        turn(0, beyond, |k| !too_few(k)),
        turn(0, beyond, too_many) - 1,
    ))
}

/// The first of some numbers from which on a question is answered with yes; the last where none is.
fn turn(mut from: u64, mut to: u64, yes: impl Fn(u64) -> bool) -> u64 {
    while from < to {
        let middle = from + (to - from) / 2;
        if yes(middle) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}
