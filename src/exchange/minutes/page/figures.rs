//! The figures of the first screenful. Must not know what stands around them.

use serde_json::{Value, json};

use crate::domain::day::Day;
use crate::domain::figure::Figure;
use crate::domain::goals;
use crate::domain::metrics::{Compared, Metrics, Review};
use crate::domain::money::{Money, count, part_of_accounts};
use crate::domain::usual::NOT_THEN;
use crate::domain::word::Word;

use super::super::Minutes;
use super::super::words::{counted, percent};

/// A name, what to say of it first, and the rest.
pub(super) fn figure(name: &str, value: impl Into<String>, more: impl Into<String>) -> Value {
    json!({ "name": name, "value": value.into(), "more": more.into() })
}

/// In place of figures, that the data ends before the period begins.
pub(super) fn not_told(minutes: &Minutes) -> Option<Vec<Value>> {
    let metrics = &minutes.start.review.metrics;
    let words = metrics.not_told().filter(|_| !metrics.begins())?;
    Some(vec![figure("Figures", "n/a", words)])
}

pub(super) fn figures(minutes: &Minutes, money: Money<'_>) -> Vec<Value> {
    let review = &minutes.start.review;
    let metrics = &review.metrics;
    let (mrr, rates) = (&metrics.mrr, &metrics.rates);
    let (left, all) = metrics.left();
    let before = minutes.meeting.period.previous().short();
    let change = |name: &str| {
        let change = against(&review.compared, name, &before);
        let usual = Figure::from_word(name).and_then(|figure| metrics.usual(figure));
        let usual = usual.map_or_else(String::new, |words| format!("; {words}"));
        format!("{}{usual}{change}", goal(review, name))
    };
    let mut figures = vec![
        figure(
            "Logo churn",
            percent(rates.logo_churn),
            format!("{}{}", part_of_accounts(left, all), change("logo_churn")),
        ),
        figure(
            "Gross MRR churn",
            percent(rates.gross_mrr_churn),
            format!(
                "{} of {} = {} left + {} downgraded{}",
                money.whole(mrr.churn + mrr.contraction),
                money.whole(mrr.opening),
                money.whole(mrr.churn),
                money.whole(mrr.contraction),
                change("gross_mrr_churn")
            ),
        ),
        figure(
            "GRR",
            percent(rates.grr),
            change("grr").trim_start_matches("; "),
        ),
        figure(
            "NRR",
            percent(rates.nrr),
            change("nrr").trim_start_matches("; "),
        ),
        closing(metrics, money),
    ];
    figures.extend(remarks(review));
    figures
}

/// What is to be known of all figures: that the period is not over, that they were not judged then.
fn remarks(review: &Review) -> impl Iterator<Item = Value> {
    let words = "the period is not over: what is known ahead counts, and its numbers will change";
    let until = review.metrics.until.map(Day::long);
    let until = until.map(|day| figure("The data reaches", day, words));
    let then = review.before_ranges();
    let then = then.then(|| figure("Usual ranges", NOT_THEN, ""));
    until.into_iter().chain(then)
}

fn closing(metrics: &Metrics, money: Money<'_>) -> Value {
    let (accounts, mrr) = (&metrics.accounts, &metrics.mrr);
    figure(
        "MRR",
        money.whole(mrr.closing),
        format!(
            "from {}; {} from {}",
            money.whole(mrr.opening),
            counted(accounts.closing, "account"),
            count(accounts.opening)
        ),
    )
}

/// `; goal 2.5 %, missed by 0.6 pp`; empty without a goal.
fn goal(review: &Review, name: &str) -> String {
    let goal = Figure::from_word(name).and_then(|f| goals::of(&review.goals, f));
    let words = goal.map(|g| format!("; {}", g.words(&review.metrics)));
    words.unwrap_or_default()
}

/// `; 0.4 pp above Sep 2026`.
fn against(compared: &[Compared], name: &str, before: &str) -> String {
    let Some(one) = compared.iter().find(|c| c.figure == name) else {
        return String::new();
    };
    let (Some(now), Some(was)) = (one.value, one.previous) else {
        return String::new();
    };
    let points = (now - was) * 100.0;
    let side = if points < 0.0 { "below" } else { "above" };
    let mut out = if format!("{:.1}", points.abs()) == "0.0" {
        format!("; as in {before}")
    } else {
        format!("; {:.1} pp {side} {before}", points.abs())
    };
    out.push_str(&one.judged_then());
    out
}
