//! How likely a halving is found: of a list split in two, and of a theme before and after. Exact, by going through
//! the counts that can come. Must not know days, accounts or themes.

use std::collections::BTreeMap;

use super::judging::ERROR;
use crate::domain::stats::exact::{binomial_at_most, fisher_fewer, ln_choose, ln_factorial};

/// Seven values of the standard normal distribution that each stand for a seventh of it.
const SEVENTHS: [f64; 7] = [-1.465, -0.792, -0.366, 0.0, 0.366, 0.792, 1.465];

/// A rate known from so many events over so much exposure, as seven rates that are equally likely: what is found is
/// averaged over them. `lower` moves all of them down by so many deviations of what was counted: whoever gets a
/// promise at all often does so because more left than usual, and would be promised too much.
pub fn rates(events: u64, exposure: f64, lower: f64) -> [f64; 7] {
    // Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal.
    let shape = events as f64 + 0.5;
    let ninth = 1.0 / (9.0 * shape);
    SEVENTHS.map(|z| {
        let root = (1.0 - ninth + (z - lower) * ninth.sqrt()).max(0.0);
        if exposure > 0.0 {
            shape * root.powi(3) / exposure
        } else {
            0.0
        }
    })
}

/// The mean of what seven rates give.
pub fn average(rates: [f64; 7], of: impl FnMut(f64) -> f64) -> f64 {
    rates.map(of).iter().sum::<f64>() / 7.0
}

/// A list that is split in two: which counts are called better.
#[derive(Debug)]
pub struct Split {
    touched: u64,
    others: u64,
    /// For counts of the others that left: how many of those touched may have left. `None` where even none would not
    /// do.
    most: BTreeMap<u64, Option<u64>>,
}

/// Counts that are gone through at most; of more every so many-th stands for those around it.
const LOOKED_AT: u64 = 300;

impl Split {
    /// A list with so many touched and so many others.
    pub fn new(touched: u64, others: u64) -> Split {
        Split {
            touched,
            others,
            most: BTreeMap::new(),
        }
    }

    /// How likely those touched are called better, each leaving with the first chance, the others with the second.
    pub fn power(&mut self, touched: f64, others: f64) -> f64 {
        let (from, to) = span(self.others as f64 * others, 1.0 - others, self.others);
        let step = (to - from) / LOOKED_AT + 1;
        let (mut found, mut all) = (0.0, 0.0);
        let mut left = from;
        while left <= to {
            let chance = binomial(self.others, left, others);
            all += chance;
            if let Some(most) = self.most(left) {
                found += chance * binomial_at_most(self.touched, most, touched);
            }
            left += step;
        }
        if all > 0.0 {
            (found / all).min(1.0)
        } else {
            0.0
        }
    }

    /// How many of those touched may have left to be called better, where so many of the others did.
    fn most(&mut self, left: u64) -> Option<u64> {
        if let Some(known) = self.most.get(&left) {
            return *known;
        }
        let fits = |n: u64| fisher_fewer((n, self.touched), (left, self.others)) <= ERROR;
        let (mut low, mut high) = (0, self.touched + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if fits(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let most = low.checked_sub(1);
        self.most.insert(left, most);
        most
    }
}

/// What a theme cost before: lost accounts that named it, all whose reason is known, accounts times months.
#[derive(Clone, Copy, Debug)]
pub struct CostBefore {
    /// Lost accounts that named the theme.
    pub lost: u64,
    /// All lost accounts whose reason is known.
    pub known: u64,
    /// Accounts times months.
    pub account_months: f64,
}

impl CostBefore {
    /// How likely the theme is called better over so many account-months to come, at a rate of its own and with the
    /// others as they were.
    pub fn power(&self, rate: f64, to_come: f64) -> f64 {
        if self.account_months <= 0.0 || to_come <= 0.0 {
            return 0.0;
        }
        let share = to_come / (to_come + self.account_months);
        let others = (self.known - self.lost) as f64 / self.account_months * to_come;
        let (from, to) = span(rate * to_come, 1.0, u64::MAX);
        let rest = at_least(others);
        let (mut found, mut needed) = (0.0, 0);
        for lost in from..=to {
            if binomial_at_most(self.lost + lost, lost, share) > ERROR {
                break;
            }
            let low =
                |more: u64| fisher_fewer((lost, lost + more), (self.lost, self.known)) <= ERROR;
            while needed < rest.len() && !low(needed as u64) {
                needed += 1;
            }
            let enough = rest.get(needed).copied().unwrap_or_default();
            found += poisson(lost, rate * to_come) * enough;
        }
        found.min(1.0)
    }
}

/// The counts around a mean that are not too rare: nine deviations and some each way.
fn span(mean: f64, spread: f64, most: u64) -> (u64, u64) {
    let far = 7.0 * (mean * spread).sqrt() + 9.0;
    let from = (mean - far).floor().max(0.0) as u64;
    (from, ((mean + far).ceil() as u64).min(most))
}

fn binomial(tries: u64, hits: u64, chance: f64) -> f64 {
    if chance <= 0.0 || chance >= 1.0 {
        let sure = if chance <= 0.0 { 0 } else { tries };
        return f64::from(u8::from(hits == sure));
    }
    let ways = ln_choose(tries, hits);
    let (hits, misses) = (hits as f64, (tries - hits) as f64);
    (ways + hits * chance.ln() + misses * (-chance).ln_1p()).exp()
}

fn poisson(count: u64, mean: f64) -> f64 {
    if mean <= 0.0 {
        return f64::from(u8::from(count == 0));
    }
    (count as f64 * mean.ln() - mean - ln_factorial(count)).exp()
}

/// How likely each count or more is, from none on, as far as they are not too rare.
fn at_least(mean: f64) -> Vec<f64> {
    let to = span(mean, 1.0, u64::MAX).1;
    let mut rest = 1.0;
    let each = (0..=to).map(|n| {
        let or_more = rest;
        rest = f64::max(rest - poisson(n, mean), 0.0);
        or_more
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn power_of_fishers_test() {
        // Exact power, one-sided 5 %, by going through all tables: 10 a group, 0.1 against 0.7; and 20 a group, 0.05
        // against 0.4. The slow way is the reference.
        for (n, low, high) in [(10, 0.1, 0.7), (20, 0.05, 0.4), (40, 0.15, 0.3)] {
            let mut slow = 0.0;
            for a in 0..=n {
                for b in 0..=n {
                    if fisher_fewer((a, n), (b, n)) <= ERROR {
                        slow += binomial(n, a, low) * binomial(n, b, high);
                    }
                }
            }
            let found = Split::new(n, n).power(low, high);
            assert!((found - slow).abs() < 1e-6, "{n}: {found} for {slow}");
        }
    }

    #[test]
    fn power_grows_with_the_list_and_is_at_most_the_error_where_nothing_helps() {
        let power = |n| Split::new(n, n).power(0.1, 0.2);
        assert!(power(50) < power(150) && power(150) < power(500));
        for n in [5, 50, 500] {
            assert!(Split::new(n, n).power(0.2, 0.2) <= ERROR + 1e-9);
        }
        assert_eq!(Split::new(0, 10).power(0.1, 0.2), 0.0);
        assert_eq!(Split::new(10, 0).power(0.1, 0.2), 0.0);
    }

    #[test]
    fn a_theme_that_halves_is_found_the_sooner_the_more_it_cost() {
        let past = |lost| CostBefore {
            lost,
            known: 4 * lost,
            account_months: 12_000.0,
        };
        let power = |lost: u64, months: f64| {
            let rate = lost as f64 / 12_000.0;
            past(lost).power(rate / 2.0, months)
        };
        assert!(power(60, 6_000.0) < power(60, 12_000.0));
        assert!(power(20, 12_000.0) < power(120, 12_000.0));
        let unchanged = past(60).power(60.0 / 12_000.0, 12_000.0);
        assert!(unchanged < ERROR, "{unchanged}");
        assert_eq!(past(0).power(0.0, 12_000.0), 0.0);
    }

    #[test]
    fn rates_stand_around_what_was_counted() {
        let mean = |events| average(rates(events, 1_000.0, 0.0), |rate| rate) * 1_000.0;
        for events in [3, 10, 60] {
            let (found, expected) = (mean(events), events as f64 + 0.5);
            assert!((found - expected).abs() < 0.05 * expected, "{found}");
        }
        assert_eq!(rates(5, 0.0, 0.0), [0.0; 7]);
        assert!(rates(60, 1.0, 1.0)[3] < rates(60, 1.0, 0.0)[2]);
    }
}
