//! How each figure was counted, with this period's numerator and denominator.
//! Must not define any figure itself: `domain::figure` does.

use serde_json::{Value, json};

use crate::domain::figure::{Definition, Figure, RatioUnit};
use crate::domain::metrics::{Metrics, Review};
use crate::domain::money::{Cents, Money};
use crate::domain::tally::Tally;

use super::super::words::percent;

/// The definitions of a period's figures.
pub(super) fn definitions(review: &Review, money: Money<'_>) -> Vec<Value> {
    let mut out = rates(&review.metrics, money);
    let judged = match review.before_ranges() {
        true => (
            "Within chance",
            "the 95 % Wilson interval of the period before covers the figure",
        ),
        false => (
            "Usual",
            "what the figure lies between by its own past of 8 to 24 whole periods: of counts, what is not rarer than 1 % on either side; of money, the mean and 2.66 mean moving ranges",
        ),
    };
    let plain = [
        (
            "Left, shrank, lost",
            "left: paid at the start and not at the end; shrank: paid less at the end; lost: either, by the difference",
        ),
        (
            "Lost MRR of a theme",
            "the loss of each lost account, shared equally over the themes of its exit survey, or else of its other feedback; themes and the rows outside them add up to the whole loss",
        ),
        (
            "Their whole loss",
            "the full loss of every account with the theme in its words; not to be added over themes",
        ),
        (
            "Mentions",
            "feedback received in the period that carries the theme",
        ),
        (
            "Still pay, said so",
            "accounts active at the end with the theme in their feedback of the 90 days before",
        ),
        (
            "Of average",
            "gross MRR churn of the group over that of all accounts",
        ),
        judged,
        (
            "Day 90",
            "share of those who joined in the month that was active on their 90th day",
        ),
    ];
    out.extend(plain.map(|(name, means)| definition(name, means, "")));
    out
}

/// Each figure as the minutes' profile means it, with what it was made of this time.
fn rates(metrics: &Metrics, money: Money<'_>) -> Vec<Value> {
    let tally = Tally::from(metrics);
    let mut out = vec![definition("Counted", metrics.profile.words(), "")];
    for figure in Figure::ALL {
        let is = figure.shown(figure.of(&metrics.rates));
        // What a profile came to define later was not counted when these numbers were frozen.
        let counted = |means: &Definition| {
            figure.of(&metrics.rates).is_some() || means.ratio(&tally).rate().is_none()
        };
        let means = figure.definition(metrics.profile).filter(counted);
        let undefined = || figure.not_defined(metrics.profile);
        let meaning = means.as_ref().map_or_else(undefined, Definition::formula);
        let here = means.map(|means| {
            let ratio = means.ratio(&tally);
            let [top, bottom] = [ratio.top, ratio.bottom].map(|part| match ratio.unit {
                RatioUnit::Accounts => ratio.unit.shown(part, money),
                RatioUnit::MrrCents => money.exact(Cents(part)),
            });
            format!("{top} / {bottom} = {is}")
        });
        let here = here.unwrap_or_default();
        out.push(definition(figure.name(), &meaning, &here));
        if figure == Figure::LogoChurn {
            out.push(definition(
                "Logo churn in a year",
                "1 - (1 - logo churn) to the number of such periods in a year: if every one were like this",
                &percent(metrics.rates.logo_churn_annualised),
            ));
        }
    }
    out
}

/// A figure, what it is, and what it was made of this time.
fn definition(name: &str, means: &str, here: &str) -> Value {
    json!({ "name": name, "means": means, "here": here })
}
