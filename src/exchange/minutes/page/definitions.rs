//! How each figure was counted, with this period's numerator and denominator.
//! Must not know any profile but those the numbers know.

use serde::Serialize;

use crate::domain::metrics::Metrics;
use crate::domain::money::{Cents, count};

use super::super::words::{Money, percent};

/// One figure, what it is, and what it was made of this time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Definition {
    name: String,
    means: String,
    here: String,
}

/// The definitions of a period's figures.
pub(super) fn definitions(metrics: &Metrics, money: &Money) -> Vec<Definition> {
    let mut out = rates(metrics, money);
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
        (
            "Within chance",
            "the 95 % Wilson interval of the period before covers the figure",
        ),
        (
            "Day 90",
            "share of those who joined in the month that was active on their 90th day",
        ),
    ];
    out.extend(plain.map(|(name, means)| definition(name, means, String::new())));
    out
}

fn rates(metrics: &Metrics, money: &Money) -> Vec<Definition> {
    let (accounts, rates) = (&metrics.accounts, &metrics.rates);
    let churned = format!(
        "{} / {} = {}",
        count(accounts.churned),
        count(accounts.opening),
        percent(rates.logo_churn)
    );
    let mut out = vec![
        definition(
            "Logo churn",
            "accounts active at the start and not at the end / accounts active at the start",
            churned,
        ),
        definition(
            "Logo churn in a year",
            "1 - (1 - logo churn) to the number of such periods in a year: if every one were like this",
            percent(rates.logo_churn_annualised),
        ),
    ];
    out.extend(money_rates(metrics, money));
    out
}

fn money_rates(metrics: &Metrics, money: &Money) -> [Definition; 5] {
    let (mrr, rates) = (&metrics.mrr, &metrics.rates);
    let gone = mrr.churn + mrr.contraction;
    let kept = mrr.opening - gone;
    let over = |top: Cents, bottom: Cents, is: String| {
        format!("{} / {} = {is}", money.exact(top), money.exact(bottom))
    };
    let of_opening = |top, rate| over(top, mrr.opening, percent(rate));
    let quick = rates
        .quick_ratio
        .map_or_else(|| "n/a".to_owned(), |q| format!("{q:.2}"));
    [
        definition(
            "Gross MRR churn",
            "(MRR of accounts that left + downgrades) / MRR at the start",
            of_opening(gone, rates.gross_mrr_churn),
        ),
        definition(
            "GRR",
            "MRR kept from the accounts active at the start, without their growth / MRR at the start",
            of_opening(kept, rates.grr),
        ),
        definition(
            "NRR",
            "MRR at the end of the accounts active at the start / MRR at the start",
            of_opening(kept + mrr.expansion, rates.nrr),
        ),
        definition("Net MRR churn", "1 - NRR", percent(rates.net_mrr_churn)),
        definition(
            "Quick ratio",
            "(new + reactivation + expansion) / (contraction + churn)",
            over(mrr.new + mrr.reactivation + mrr.expansion, gone, quick),
        ),
    ]
}

fn definition(name: &str, means: &str, here: String) -> Definition {
    Definition {
        name: name.to_owned(),
        means: means.to_owned(),
        here,
    }
}
