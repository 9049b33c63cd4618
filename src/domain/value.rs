//! What accounts are worth: revenue per account, lifetime value by both formulas in common use, and what is left
//! of it per unit of acquisition cost. Must not know how churn is counted.
//!
//! ARPA = closing MRR / accounts active at the end. CLV by logo churn = ARPA / logo churn a month; CLV by margin =
//! ARPA x gross margin / gross MRR churn a month. A rate r of a period that is not a month is brought to one by
//! compounding, as the annual rate is: 1 - (1 - r)^(1 / months). Where churn is zero, or the profile does not define
//! it, a lifetime has no end and the value is n/a.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::breakdown::NONE;
use super::day::Day;
use super::figure::{Figure, fraction, round6};
use super::metrics::{Breakdown, Dimension, Metrics};
use super::money::{Cents, Money};
use super::period::Period;
use super::sort::sort_by_key;
use super::tally::Tally;

/// What a team says about costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// The share of revenue that is left after serving it, 0 to 1.
    pub gross_margin: f64,
    /// What one new customer costs, per channel, in units of the room's currency.
    pub cac: BTreeMap<String, f64>,
}

impl Default for Costs {
    fn default() -> Costs {
        Costs {
            gross_margin: 1.0,
            cac: BTreeMap::new(),
        }
    }
}

impl Costs {
    /// What a new customer of a channel costs, compared without case.
    pub fn of(&self, channel: &str, money: Money<'_>) -> Option<Cents> {
        let same = |(name, _): &(&String, &f64)| name.eq_ignore_ascii_case(channel.trim());
        self.cac
            .iter()
            .find(same)
            .map(|(_, cost)| money.of_units(*cost))
    }
}

/// The two lifetime values, and what each is of the acquisition cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Lifetime {
    /// ARPA (or an account's MRR) / logo churn a month.
    #[serde(rename = "clv_logo_cents")]
    pub by_logo: Option<Cents>,
    /// ARPA (or an account's MRR) x gross margin / gross MRR churn a month.
    #[serde(rename = "clv_margin_cents")]
    pub by_margin: Option<Cents>,
    /// What a new customer costs, where that was said.
    #[serde(rename = "cac_cents")]
    pub cac: Option<Cents>,
    /// CLV by logo churn / CAC.
    pub clv_logo_to_cac: Option<f64>,
    /// CLV by margin / CAC.
    pub clv_margin_to_cac: Option<f64>,
}

impl Lifetime {
    fn of(monthly: Option<f64>, metrics: &Metrics, costs: &Costs, cac: Option<Cents>) -> Lifetime {
        let months = months(metrics.period);
        // Not the rounded rate: what is divided by it would show the rounding.
        let tally = Tally::from(metrics);
        let rate = |figure: Figure| {
            // What is lost in a part of a month is no month's.
            figure.of(&metrics.rates).filter(|_| metrics.is_over())?;
            let ratio = figure.definition(metrics.profile)?.ratio(&tally);
            fraction(ratio.top, ratio.bottom).filter(|rate| *rate > 0.0)
        };
        let over = |figure: Figure, share: f64| {
            let rate = a_month(rate(figure)?, months);
            Some(Cents((monthly? * share / rate).round() as i64))
        };
        let by_logo = over(Figure::LogoChurn, 1.0);
        let by_margin = over(Figure::GrossMrrChurn, costs.gross_margin);
        let to_cac = |value: Option<Cents>| {
            let cac = cac.filter(|cac| *cac > Cents::ZERO)?;
            fraction(value?.0, cac.0).map(round6)
        };
        Lifetime {
            by_logo,
            by_margin,
            cac,
            clv_logo_to_cac: to_cac(by_logo),
            clv_margin_to_cac: to_cac(by_margin),
        }
    }
}

/// What the accounts of a period, or of one cell of it, are worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ValueRow {
    /// The cell; `None` for all accounts.
    pub value: Option<String>,
    /// Its churn and retention: the counts that stand beside the values.
    pub metrics: Metrics,
    /// Closing MRR / closing accounts.
    #[serde(rename = "arpa_cents")]
    pub arpa: Option<Cents>,
    /// What an average account is worth.
    pub lifetime: Lifetime,
}

/// A period's values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ValueReport {
    /// The share of revenue left after serving it.
    pub gross_margin: f64,
    /// All accounts.
    pub total: ValueRow,
    /// What the rows are cells of.
    pub by: Option<Dimension>,
    /// A row per cell, the most closing MRR first; empty when nothing was asked for.
    pub rows: Vec<ValueRow>,
}

/// What one account is worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct AccountValue {
    /// What it pays a month.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// What it has paid so far: its MRR over the days it was active.
    #[serde(rename = "paid_cents")]
    pub paid: Cents,
    /// The period whose churn of all accounts is applied to it.
    pub period: Period,
    /// Its MRR, for as long as accounts stay.
    #[serde(flatten)]
    pub lifetime: Lifetime,
}

impl AccountValue {
    /// An account that pays `mrr` and has paid `paid`, by the churn of all accounts in a period.
    pub fn of(mrr: Cents, paid: Cents, metrics: &Metrics, costs: &Costs, channel: &str) -> Self {
        let money = Money::of(metrics.currency.as_ref());
        AccountValue {
            mrr,
            paid,
            period: metrics.period,
            lifetime: Lifetime::of(Some(mrr.0 as f64), metrics, costs, costs.of(channel, money)),
        }
    }

    /// `paid €1,234 so far; CLV €5,000 (MRR / logo churn) or ...`; `money` writes an amount.
    pub fn words(&self, money: impl Fn(Cents) -> String) -> String {
        let known = |amount: Option<Cents>| amount.map_or_else(|| "n/a".to_owned(), &money);
        let mut words = format!(
            "paid {} so far; CLV {} (MRR / logo churn) or {} (MRR x margin / gross MRR churn), by the churn of {}",
            money(self.paid),
            known(self.lifetime.by_logo),
            known(self.lifetime.by_margin),
            self.period
        );
        if let (Some(cac), Some(ratio)) = (self.lifetime.cac, self.lifetime.clv_logo_to_cac) {
            let cac = money(cac);
            words += &format!("; its channel's CAC {cac}, CLV / CAC {ratio:.1}");
        }
        words
    }
}

/// The values behind a period's numbers.
pub fn report(total: Metrics, breakdown: Option<Breakdown>, costs: &Costs) -> ValueReport {
    let by = breakdown.as_ref().map(|b| b.by.clone());
    let of_channels = by.as_ref().is_some_and(|by| by.0 == "channel");
    let mut rows: Vec<ValueRow> = breakdown
        .into_iter()
        .flat_map(|b| b.rows)
        .map(|cell| {
            let cac = of_channels
                .then(|| costs.of(&cell.value, Money::of(cell.metrics.currency.as_ref())))
                .flatten();
            row(Some(cell.value), cell.metrics, costs, cac)
        })
        .collect();
    sort_by_key(&mut rows, |row| {
        let none = row.value.as_deref() == Some(NONE);
        (none, -row.metrics.mrr.closing, row.value.clone())
    });
    ValueReport {
        gross_margin: costs.gross_margin,
        total: row(None, total, costs, None),
        by,
        rows,
    }
}

fn row(value: Option<String>, metrics: Metrics, costs: &Costs, cac: Option<Cents>) -> ValueRow {
    let accounts = metrics.accounts.closing;
    let arpa = (accounts > 0).then(|| metrics.mrr.closing.0 as f64 / accounts as f64);
    ValueRow {
        value,
        arpa: arpa.map(|arpa| Cents(arpa.round() as i64)),
        lifetime: Lifetime::of(arpa, &metrics, costs, cac),
        metrics,
    }
}

/// What a rate of so many months is in one of them; of several months at once, or all at once, a month's is at most 1.
fn a_month(rate: f64, months: f64) -> f64 {
    if months == 1.0 {
        return rate;
    }
    1.0 - (1.0 - rate.min(1.0)).powf(1.0 / months)
}

/// How many months a period is long. The days of a month that it does not have whole are so many of the month's days:
/// the same days are as long whatever the period is called.
fn months(period: Period) -> f64 {
    let (first, last) = (period.first(), period.last());
    let mut months = 0.0;
    let mut month = Period::month_of(first);
    while month.first() <= last {
        let (from, to) = (month.first().max(first), month.last().min(last));
        months += days(from, to) / days(month.first(), month.last());
        month = month.plus(1);
    }
    months
}

fn days(from: Day, to: Day) -> f64 {
    f64::from(to.0 - from.0 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::counting::CountingWay;
    use crate::domain::profile::Profile;

    /// So many of 1,000 accounts left, and so many cents of 10,000.00.
    fn metrics(period: &str, left: u64, lost: i64) -> Metrics {
        let mut tally = Tally::default();
        tally.accounts.opening = 1_000;
        tally.accounts.churned = left;
        tally.accounts.closing = 200;
        tally.mrr.opening = Cents(1_000_000);
        tally.mrr.churn = Cents(lost);
        tally.mrr.closing = Cents(1_000_000);
        tally.metrics(period.parse().unwrap(), &CountingWay::of(Profile::Snapshot))
    }

    fn costs() -> Costs {
        Costs {
            gross_margin: 0.8,
            cac: [("Paid".to_owned(), 1000.0)].into(),
        }
    }

    #[test]
    fn a_lifetime_by_both_formulas() {
        for (period, left, lost, by_logo, by_margin) in [
            ("2026-10", 20, 40_000, Some(250_000), Some(100_000)),
            ("2026-Q3", 60, 120_000, Some(244_931), Some(95_886)),
            ("2026-W41", 60, 0, Some(20_861), None),
            ("2026-Q3", 1_000, 1_000_000, Some(5_000), Some(4_000)),
            ("2026-10", 0, 0, None, None),
            ("2026-10", 0, 40_000, None, Some(100_000)),
            ("2026-10", 3, 7, Some(1_666_667), Some(571_428_571)),
        ] {
            let report = report(metrics(period, left, lost), None, &costs());
            let found = report.total.lifetime;
            assert_eq!(report.total.arpa, Some(Cents(5_000)));
            assert_eq!(found.by_logo, by_logo.map(Cents), "{period}");
            assert_eq!(found.by_margin, by_margin.map(Cents), "{period}");
            assert_eq!(found.clv_logo_to_cac, None, "no channel, no cost");
        }
    }

    /// A month loses 2 %, three of them 1 - 0.98^3, twelve 1 - 0.98^12: an account is worth the same by each.
    #[test]
    fn a_value_is_the_same_whatever_the_days_are_called() {
        for (periods, left) in [
            (["2026-10", "2026-10-01..2026-10-31"], 20_000),
            (["2026-Q3", "2026-07-01..2026-09-30"], 58_808),
            (["FY2026@01", "2026-01-01..2026-12-31"], 215_283),
            (["2026-W41", "2026-10-05..2026-10-11"], 4_552),
        ] {
            for period in periods {
                let mut metrics = metrics(period, left, 0);
                metrics.accounts.opening = 1_000_000;
                let by_logo = report(metrics, None, &costs()).total.lifetime.by_logo;
                let off = by_logo.map(|value| (value.0 - 250_000).abs());
                assert!(off.is_some_and(|off| off <= 30), "{period}: {by_logo:?}");
            }
        }
        let worth = |period: &str| {
            let found = report(metrics(period, 30, 70_000), None, &costs());
            found.total.lifetime
        };
        for (one, other) in [
            ("2026-02", "2026-02-01..2026-02-28"),
            ("2026-Q1", "2026-01-01..2026-03-31"),
            ("2026-Q1", "FY2026-Q4@04"),
            ("2026-W02", "2026-01-05..2026-01-11"),
        ] {
            assert_eq!(worth(one), worth(other), "{one}");
        }
    }

    #[test]
    fn an_account_against_what_its_channel_costs() {
        let metrics = metrics("2026-10", 20, 40_000);
        let value = AccountValue::of(Cents(10_000), Cents(70_000), &metrics, &costs(), "paid");
        assert_eq!(value.lifetime.by_logo, Some(Cents(500_000)));
        assert_eq!(value.lifetime.clv_logo_to_cac, Some(5.0));
        assert_eq!(value.lifetime.clv_margin_to_cac, Some(2.0));
        let other = AccountValue::of(Cents(10_000), Cents(0), &metrics, &costs(), "partner");
        assert_eq!(other.lifetime.cac, None);
    }

    #[test]
    fn nobody_left_is_worth_nothing_in_particular() {
        let mut metrics = metrics("2026-10", 1_000, 1_000_000);
        metrics.accounts.closing = 0;
        let report = report(metrics, None, &Costs::default());
        assert_eq!(report.total.arpa, None);
        assert_eq!(report.total.lifetime.by_logo, None);
    }
}
