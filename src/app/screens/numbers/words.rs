//! The Numbers section in words: a figure with its counts, its change, and what it would be in a year.
//! Must not know how lines are laid out.

use crate::app::screen::Headline;
use crate::app::shared::Shared;
use crate::domain::figure::Figure;
use crate::domain::goals;
use crate::domain::metrics::{Compared, Metrics, Review};
use crate::domain::money::{Cents, count};
use crate::domain::tally::Tally;
use crate::domain::word::Word;

/// The counts or sums a figure is made of: a rate never stands alone.
pub fn counts(figure: Figure, m: &Metrics, shared: &Shared) -> String {
    let money = |cents| shared.money(cents);
    let Some(definition) = figure.definition(m.profile) else {
        return format!("not defined by {}", m.profile);
    };
    let ratio = definition.ratio(&Tally::from(m));
    let (top, bottom) = (Cents(ratio.top), Cents(ratio.bottom));
    match figure {
        Figure::LogoChurn => {
            let of = |n: i64| count(n.unsigned_abs());
            format!("{} of {} accounts", of(ratio.top), of(ratio.bottom))
        }
        Figure::GrossMrrChurn => {
            let (left, downgraded) = (money(m.mrr.churn), money(m.mrr.contraction));
            format!("{} = {left} left + {downgraded} downgraded", money(top))
        }
        Figure::Nrr => format!("{} with {} expansion", money(top), money(m.mrr.expansion)),
        Figure::Grr => format!("{} kept of {}", money(top), money(bottom)),
        Figure::NetMrrChurn | Figure::QuickRatio => {
            format!("{} over {}", money(top), money(bottom))
        }
    }
}

/// A figure's comparison within a review.
pub fn compared(figure: Figure, review: &Review) -> Option<&Compared> {
    review.compared.iter().find(|c| c.figure == figure.word())
}

/// A rate as `3.1 %`, or `n/a`.
pub fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(|| "n/a".to_owned(), |r| format!("{:.1} %", r * 100.0))
}

/// `if every month were like this: 31.5 % a year`; `None` where a year means nothing.
pub fn year(metrics: &Metrics) -> Option<String> {
    let rate = metrics.rates.logo_churn_annualised?;
    // A year's own rate needs no telling twice.
    metrics.period.per_year().filter(|n| *n > 1)?;
    let each = metrics.period.kind();
    let share = percent(Some(rate));
    Some(format!("if every {each} were like this: {share} a year"))
}

/// A figure alone, for presenter view.
pub fn headline(figure: Figure, review: &Review, shared: &Shared) -> Headline {
    let metrics = &review.metrics;
    let mut lines = vec![
        format!("{} in {}", figure.name(), metrics.period.long()),
        counts(figure, metrics, shared),
    ];
    lines.extend(goals::of(&review.goals, figure).map(|goal| goal.words(&metrics.rates)));
    if let Some(compared) = compared(figure, review) {
        lines.push(compared.change(metrics.period));
    }
    lines.extend(year(metrics).filter(|_| figure == Figure::LogoChurn));
    Headline {
        big: percent(figure.of(&metrics.rates)),
        words: lines,
    }
}

/// `October 2026 · counted start to end of month`.
pub fn counted(metrics: &Metrics) -> String {
    let period = metrics.period;
    format!("{} · {}", period.long(), metrics.profile.counted(period))
}
