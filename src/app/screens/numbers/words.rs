//! The Numbers section in words: a figure with its counts, its change, and what it would be in a year.
//! Must not know how lines are laid out.

use crate::app::screen::Headline;
use crate::app::shared::Shared;
use crate::domain::figure::Figure;
use crate::domain::goals;
use crate::domain::metrics::{Compared, Metrics, Review};
use crate::domain::money::{Cents, count, counted};
use crate::domain::period::Period;
use crate::domain::word::Word;

/// The counts or sums a figure is made of: a rate never stands alone.
pub fn counts(figure: Figure, m: &Metrics, shared: &Shared) -> String {
    let money = |cents| shared.money(cents);
    let Some(ratio) = m.ratio(figure) else {
        return format!("not defined by {}", m.profile);
    };
    if !m.is_told() {
        return String::new();
    }
    let (top, bottom) = (Cents(ratio.top), Cents(ratio.bottom));
    match figure {
        Figure::LogoChurn => ratio.words(shared.amounts()),
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

/// The two parts of a figure, short enough for a row of a table.
pub fn made_of(figure: Figure, m: &Metrics, shared: &Shared) -> String {
    let Some(ratio) = m.ratio(figure).filter(|_| m.is_told()) else {
        return String::new();
    };
    match figure {
        Figure::LogoChurn => counts(figure, m, shared),
        Figure::GrossMrrChurn
        | Figure::NetMrrChurn
        | Figure::Grr
        | Figure::Nrr
        | Figure::QuickRatio => {
            let [top, bottom] = [ratio.top, ratio.bottom].map(|part| shared.money(Cents(part)));
            format!("{top} of {bottom}")
        }
    }
}

/// What a row of a table has no room for: `= €1,934 left + €964 downgraded`.
pub fn more(figure: Figure, m: &Metrics, shared: &Shared) -> String {
    let defined = figure.definition(m.profile).is_some();
    if figure != Figure::GrossMrrChurn || !defined || !m.is_told() {
        return String::new();
    }
    let [left, downgraded] = [m.mrr.churn, m.mrr.contraction].map(|sum| shared.money(sum));
    format!("= {left} left + {downgraded} downgraded")
}

/// What was lost, first of all: `Lost: €2,898 a month, 4.0 % of MRR. 6 accounts left, 4 pay less.`, of a quarter
/// `Lost: €8,116 of MRR, 11.2 %.` `None` where nobody was there, or where nothing is told.
pub fn lost(m: &Metrics, shared: &Shared) -> Option<String> {
    if m.accounts.opening == 0 || !m.is_told() {
        return None;
    }
    let sum = shared.money(m.mrr.churn + m.mrr.contraction);
    let rate = m.rates.gross_mrr_churn;
    let rate = rate.map(|rate| percent(Some(rate)));
    // Only of a month is it so much a month.
    let (sum, of) = match m.period {
        Period::Month { .. } => (format!("{sum} a month"), " of MRR"),
        Period::Week { .. }
        | Period::Quarter { .. }
        | Period::FiscalQuarter { .. }
        | Period::FiscalYear { .. }
        | Period::Custom { .. } => (format!("{sum} of MRR"), ""),
    };
    let rate = rate.map_or_else(String::new, |rate| format!(", {rate}{of}"));
    let (left, less) = (
        counted(m.accounts.churned, "account"),
        count(m.accounts.shrank),
    );
    let pay = if m.accounts.shrank == 1 {
        "pays"
    } else {
        "pay"
    };
    // Who has given notice is counted too where the month is not over, and has not left.
    let (lost, left) = match m.is_over() {
        true => ("Lost", format!("{left} left")),
        false => ("Lost or known to go", left),
    };
    Some(format!("{lost}: {sum}{rate}. {left}, {less} {pay} less."))
}

/// A figure in the period before and in the last three, as plain numbers: `Sep 2026 3.7 %, last three 3.4 %`.
pub fn before(figure: Figure, review: &Review) -> String {
    let Some(compared) = compared(figure, review) else {
        return String::new();
    };
    let before = review.metrics.period.previous().short();
    let then = compared
        .previous
        .map(|rate| format!("{before} {}", percent(Some(rate))));
    let three = compared
        .average
        .map(|rate| format!("last three {}", percent(Some(rate))));
    let said: Vec<String> = then.into_iter().chain(three).collect();
    said.join(", ")
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
    let of = format!("{} in {}", figure.name(), metrics.period.long());
    let counts = counts(figure, metrics, shared);
    let mut lines = match metrics.until {
        Some(until) if !metrics.begins() => vec![of, format!("the data reaches {}", until.long())],
        Some(until) => vec![format!("{of}, so far to {}", until.short()), counts],
        None => vec![of, counts],
    };
    lines.extend(goals::of(&review.goals, figure).map(|goal| goal.words(metrics)));
    lines.extend(metrics.usual(figure));
    lines.push(before(figure, review));
    lines.extend(year(metrics).filter(|_| figure == Figure::LogoChurn));
    Headline {
        big: percent(figure.of(&metrics.rates)),
        words: lines,
    }
}

/// `October 2026 · counted start to end of month`.
pub fn way(metrics: &Metrics) -> String {
    let period = metrics.period;
    format!("{} · {}", period.long(), metrics.profile.counted(period))
}
