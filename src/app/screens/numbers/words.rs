//! The Numbers section in words: a figure with its counts, its change, and what it would be in a year.
//! Must not know how lines are laid out.

use crate::app::model::Shared;
use crate::domain::figure::Figure;
use crate::domain::metrics::{Compared, Metrics, Review};
use crate::domain::money::{Cents, count};
use crate::domain::period::Period;
use crate::domain::tally::Tally;

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
        Figure::GrossMrrChurn => format!(
            "{} = {} left + {} downgraded",
            money(top),
            money(m.mrr.churn),
            money(m.mrr.contraction)
        ),
        Figure::Nrr => format!("{} with {} expansion", money(top), money(m.mrr.expansion)),
        Figure::Grr => format!("{} kept of {}", money(top), money(bottom)),
        Figure::NetMrrChurn | Figure::QuickRatio => {
            format!("{} over {}", money(top), money(bottom))
        }
    }
}

/// A figure's comparison within a review.
pub fn compared(figure: Figure, review: &Review) -> Option<&Compared> {
    review.compared.iter().find(|c| c.figure == figure.key())
}

/// A rate as `3.1 %`, or `n/a`.
pub fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(|| "n/a".to_owned(), |r| format!("{:.1} %", r * 100.0))
}

/// `▲ 0.4 pp against Sep 2026, worse, within chance (2.2 to 4.3 %)`.
pub fn change(compared: &Compared, period: Period) -> String {
    let before = period.previous().short();
    let (Some(value), Some(previous)) = (compared.value, compared.previous) else {
        return format!("nothing to compare with in {before}");
    };
    let points = (value - previous) * 100.0;
    if points.abs() < 0.05 {
        return format!("as in {before}");
    }
    let sign = if points > 0.0 { '▲' } else { '▼' };
    let judged = match compared.better {
        Some(true) => ", better",
        Some(false) => ", worse",
        None => "",
    };
    let chance = match compared.chance {
        Some((low, high)) if compared.within_chance => {
            let (low, high) = (low * 100.0, high * 100.0);
            format!(", within chance ({low:.1} to {high:.1} %)")
        }
        _ => String::new(),
    };
    format!("{sign} {:.1} pp against {before}{judged}{chance}", points.abs())
}

/// The average of the last three, in words; empty when there are not three.
pub fn average(compared: &Compared) -> String {
    let words = |a: f64| format!("average of the three before {}", percent(Some(a)));
    compared.average.map_or_else(String::new, words)
}

/// `if every month were like this: 31.5 % a year`; `None` where a year means nothing.
pub fn year(metrics: &Metrics) -> Option<String> {
    let rate = metrics.rates.logo_churn_annualised?;
    let each = match metrics.period {
        Period::Quarter { .. } => "quarter",
        _ => "month",
    };
    let share = percent(Some(rate));
    Some(format!("if every {each} were like this: {share} a year"))
}

/// `October 2026 · counted start to end of month`.
pub fn counted(metrics: &Metrics) -> String {
    let period = metrics.period;
    format!("{} · {}", period.long(), metrics.profile.counted(period))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(value: f64, previous: Option<f64>) -> Compared {
        Compared {
            figure: "logo_churn".to_owned(),
            value: Some(value),
            previous,
            average: None,
            better: previous.map(|p| value < p),
            chance: Some((0.022, 0.043)),
            within_chance: (0.022..=0.043).contains(&value),
        }
    }

    #[test]
    fn a_change_is_said_in_points_with_its_judgement() {
        let october: Period = "2026-10".parse().unwrap();
        for (value, previous, words) in [
            (
                0.031,
                Some(0.027),
                "▲ 0.4 pp against Sep 2026, worse, within chance (2.2 to 4.3 %)",
            ),
            (0.01, Some(0.027), "▼ 1.7 pp against Sep 2026, better"),
            (0.0271, Some(0.027), "as in Sep 2026"),
            (0.031, None, "nothing to compare with in Sep 2026"),
        ] {
            assert_eq!(change(&compared(value, previous), october), words);
        }
    }
}
