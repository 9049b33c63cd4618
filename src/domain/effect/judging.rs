//! The rules by which counts become a verdict: pure functions of counts.
//! Must not know where they come from, nor sentences.
//!
//! Better: as few or fewer would come by themselves at most once in forty times. Worse by the same rule the other way,
//! and of a drawn list alone: whoever picks accounts picks those who stay, or those who are about to leave. No better:
//! what was promised was there, and a halving would have shown fewer nineteen times of twenty.

use super::verdict::{EffectWord, Paid, PerAccount, Side, ThemeSpan, Why};
use crate::domain::money::Cents;
use crate::domain::stats::exact::{binomial_at_least, binomial_at_most, fisher_fewer, fisher_more};
use crate::domain::stats::odds;

/// One-sided, of every test that says better or worse. Where nothing was done one of the two words falls at most once in
/// twenty actions: each side has half of that, for the words are two and the verdict is one.
pub const ERROR: f64 = 0.025;

/// One-sided, of the interval that rules a halving out.
const RULED_OUT: f64 = 0.05;

/// A word, and the larger of the chances it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JudgedEffect {
    /// The word.
    pub word: EffectWord,
    /// Why it is not more than that.
    pub why: Option<Why>,
}

fn found(word: EffectWord) -> JudgedEffect {
    JudgedEffect { word, why: None }
}

fn pair(side: Side) -> Option<(u64, u64)> {
    Some((side.left?, side.accounts))
}

/// How likely as few of those touched, or fewer, leave by themselves; `None` where there is nobody to compare with, or
/// nothing after it.
pub fn chance_of_list(touched: Side, others: Side) -> Option<f64> {
    let both = touched.accounts > 0 && others.accounts > 0;
    let pairs = pair(touched).zip(pair(others)).filter(|_| both);
    pairs.map(|(one, two)| fisher_fewer(one, two))
}

/// Whether so many are what was promised: rows that come later move a few, and a tenth fewer find a halving nearly as
/// often. What is found has to rule it out all the same.
pub fn is_reached(found: u64, promised: u64) -> bool {
    found * 10 >= promised * 9
}

/// A list on its day: those touched against the others of the same list. `whole` says that both sides are as large
/// as was promised.
pub fn list(touched: Side, others: Side, drawn: bool, whole: bool) -> JudgedEffect {
    let Some((one, two)) = pair(touched).zip(pair(others)) else {
        return found(EffectWord::TooFew);
    };
    // A rate halved halves the odds, or more than that: what rules even odds of a half out rules it out.
    let no_halving = || whole && odds::more(one, two, 0.5) <= RULED_OUT;
    if fisher_fewer(one, two) <= ERROR {
        return found(match drawn {
            true => EffectWord::Better,
            false => EffectWord::FewerHandPicked,
        });
    }
    match (fisher_more(one, two) <= ERROR, drawn) {
        (true, true) => found(EffectWord::Worse),
        (true, false) => JudgedEffect {
            word: EffectWord::Unknown,
            why: Some(Why::MoreHandPicked),
        },
        (false, _) if no_halving() => found(EffectWord::NoBetter),
        (false, _) => found(EffectWord::TooFew),
    }
}

/// The part of all account-months that came after.
fn share(before: &ThemeSpan, after: &ThemeSpan) -> f64 {
    let after = after.account_months as f64;
    after / (after + before.account_months as f64)
}

/// How likely a theme's share of the known reasons and its rate per account and month fall that far by themselves:
/// the larger of the two. `None` where one side has no months.
pub fn chance_of_theme(before: &ThemeSpan, after: &ThemeSpan) -> Option<f64> {
    let both = before.account_months > 0 && after.account_months > 0;
    both.then(|| {
        let all = before.lost + after.lost;
        let rate = binomial_at_most(all, after.lost, share(before, after));
        let shares = fisher_fewer((after.lost, after.known), (before.lost, before.known));
        rate.max(shares)
    })
}

/// A theme on its day: its share of the known reasons and its rate both have to have fallen, or risen. `whole` says
/// that as many account-months came after as were promised.
pub fn theme(before: &ThemeSpan, after: &ThemeSpan, whole: bool) -> JudgedEffect {
    let (all, share) = (before.lost + after.lost, share(before, after));
    let (one, two) = ((after.lost, after.known), (before.lost, before.known));
    if chance_of_theme(before, after).is_some_and(|p| p <= ERROR) {
        return found(EffectWord::Better);
    }
    let more = binomial_at_least(all, after.lost, share);
    if more <= ERROR && fisher_more(one, two) <= ERROR {
        return found(EffectWord::Worse);
    }
    let halved = share / (2.0 - share);
    let no_halving = whole && binomial_at_least(all, after.lost, halved) <= RULED_OUT;
    found(match no_halving {
        true => EffectWord::NoBetter,
        false => EffectWord::TooFew,
    })
}

/// How much more the touched changed than the others did: the difference of the two differences.
pub fn difference_in_differences(touched: (f64, f64), others: (f64, f64)) -> f64 {
    (touched.1 - touched.0) - (others.1 - others.0)
}

impl Paid {
    /// How much more the touched pay an account than they would had they gone the way of the others.
    pub fn difference(&self) -> Option<Cents> {
        let pair = |side: PerAccount| Some((side.before.0 as f64, side.after?.0 as f64));
        let found = difference_in_differences(pair(self.touched)?, pair(self.others)?);
        Some(Cents(found.round() as i64))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn side(left: u64, accounts: u64) -> Side {
        Side {
            accounts,
            left: Some(left),
        }
    }

    fn span(lost: u64, known: u64, account_months: u64) -> ThemeSpan {
        let month = crate::domain::sample::october();
        ThemeSpan {
            from: month,
            to: month,
            months: 1,
            lost,
            known,
            account_months,
        }
    }

    #[test]
    fn minimum_wages_and_employment() {
        // D. Card and A. B. Krueger, "Minimum Wages and Employment", American Economic Review 84 (1994), table 3:
        // full-time equivalents a store, New Jersey 20.44 and 21.03, Pennsylvania 23.33 and 21.17.
        let found = difference_in_differences((20.44, 21.03), (23.33, 21.17));
        assert!((found - 2.75).abs() < 1e-9, "{found}");
    }

    #[test]
    fn tea_tasted() {
        // Fisher (1935): three of four told right are 17 of 70 ways, 0.2429.
        let found = chance_of_list(side(1, 4), side(3, 4)).unwrap();
        assert!((found - 0.242_857).abs() < 1e-6, "{found}");
        assert_eq!(chance_of_list(side(0, 0), side(3, 4)), None);
        let not_yet = Side {
            accounts: 4,
            left: None,
        };
        assert_eq!(chance_of_list(not_yet, side(3, 4)), None);
    }

    #[rstest]
    // The issue's own: 12 touched, 1 left; 153 others, 14 left.
    #[case(side(1, 12), side(14, 153), true, EffectWord::TooFew)]
    #[case(side(20, 400), side(40, 400), true, EffectWord::Better)]
    #[case(side(20, 400), side(40, 400), false, EffectWord::FewerHandPicked)]
    #[case(side(40, 400), side(20, 400), true, EffectWord::Worse)]
    // Those at risk leave more often than the rest, whatever is done.
    #[case(side(40, 400), side(20, 400), false, EffectWord::Unknown)]
    #[case(side(39, 400), side(40, 400), true, EffectWord::NoBetter)]
    #[case(side(39, 400), side(40, 400), false, EffectWord::NoBetter)]
    #[case(side(0, 400), side(0, 400), true, EffectWord::TooFew)]
    #[case(side(400, 400), side(400, 400), true, EffectWord::TooFew)]
    fn lists(
        #[case] touched: Side,
        #[case] others: Side,
        #[case] drawn: bool,
        #[case] word: EffectWord,
    ) {
        assert_eq!(list(touched, others, drawn, true).word, word);
        let of_fewer = list(touched, others, drawn, false).word;
        assert_eq!(of_fewer == word, word != EffectWord::NoBetter);
    }

    #[test]
    fn nearly_all_that_was_promised_will_do() {
        assert!(is_reached(310, 311) && is_reached(9, 10) && is_reached(0, 0));
        assert!(!is_reached(8, 10) && !is_reached(0, 1));
    }

    #[test]
    fn the_chance_of_twelve_against_the_rest() {
        let found = chance_of_list(side(1, 12), side(14, 153)).unwrap();
        assert!((found - 0.70).abs() < 5e-3, "{found}");
    }

    #[rstest]
    #[case(span(40, 100, 12_000), span(8, 60, 6_000), EffectWord::Better)]
    // Another theme trebled: the share fell, the rate did not.
    #[case(span(40, 100, 12_000), span(20, 140, 6_000), EffectWord::NoBetter)]
    // All themes halved: the rate fell, the share did not.
    #[case(span(40, 100, 12_000), span(10, 25, 6_000), EffectWord::TooFew)]
    #[case(span(40, 100, 12_000), span(45, 75, 6_000), EffectWord::Worse)]
    #[case(span(4, 10, 1_200), span(1, 5, 600), EffectWord::TooFew)]
    #[case(span(0, 0, 1_200), span(0, 0, 600), EffectWord::TooFew)]
    fn themes(#[case] before: ThemeSpan, #[case] after: ThemeSpan, #[case] word: EffectWord) {
        assert_eq!(theme(&before, &after, true).word, word);
        assert!(theme(&before, &after, false).word != EffectWord::NoBetter);
        assert_eq!(chance_of_theme(&before, &span(0, 0, 0)), None);
    }
}
