//! Counts a ledger's accounts in spans of days, the way of a profile, and makes rates and metrics of the counts.
//! Must not know rates' definitions, screens or tables.

#[cfg(test)]
mod tests;

use super::figure::{Figure, fraction, round6};
use super::ledger::{Days, Ledger};
use super::metrics::Metrics;
use super::money::Currency;
use super::period::Period;
use super::profile::Profile;
use super::tally::{Rates, Tally};
use super::{movements, snapshot};

impl Tally {
    /// The tally of one account.
    pub fn of(ledger: &Ledger, account: usize, days: Days, profile: Profile) -> Tally {
        if profile.by_movements() {
            return movements::of_account(ledger, account, days, profile);
        }
        let mut tally = Tally::default();
        tally.add(ledger.passage(account, days));
        tally
    }

    /// The rates a profile makes of it; what it does not define, or has no denominator, is n/a.
    pub fn rates(&self, period: Period, profile: Profile) -> Rates {
        let rate = |figure: Figure| figure.definition(profile)?.ratio(self).rate();
        let logo = Figure::LogoChurn.definition(profile);
        // Unrounded: twelve powers would magnify the sixth decimal.
        let logo = logo.and_then(|d| {
            let ratio = d.ratio(self);
            fraction(ratio.top, ratio.bottom)
        });
        let annual = logo.zip(period.per_year());
        Rates {
            logo_churn: rate(Figure::LogoChurn),
            logo_churn_annualised: annual.map(|(r, n)| round6(1.0 - (1.0 - r).powi(n))),
            gross_mrr_churn: rate(Figure::GrossMrrChurn),
            net_mrr_churn: rate(Figure::NetMrrChurn),
            grr: rate(Figure::Grr),
            nrr: rate(Figure::Nrr),
            quick_ratio: rate(Figure::QuickRatio),
        }
    }

    /// The numbers of a period.
    pub fn metrics(self, period: Period, profile: Profile, currency: Option<&Currency>) -> Metrics {
        Metrics {
            period,
            from: period.first(),
            to: period.last(),
            profile,
            currency: currency.cloned(),
            accounts: self.accounts,
            mrr: self.mrr,
            rates: self.rates(period, profile),
            by: None,
            causes: None,
            disclosed: Vec::new(),
        }
    }
}

impl From<&Metrics> for Tally {
    fn from(metrics: &Metrics) -> Tally {
        Tally {
            accounts: metrics.accounts,
            mrr: metrics.mrr,
        }
    }
}

/// The numbers of several periods, in the order asked. Periods that do not overlap, the usual
/// case, take one pass over the accounts together.
pub fn metrics(
    ledger: &Ledger,
    periods: &[Period],
    profile: Profile,
    currency: Option<&Currency>,
) -> Vec<Metrics> {
    let spans: Vec<Days> = periods.iter().copied().map(Days::from).collect();
    let tallies = tallies(ledger, &spans, profile);
    periods
        .iter()
        .zip(tallies)
        .map(|(period, tally)| tally.metrics(*period, profile, currency))
        .collect()
}

/// The tallies of several periods, in the order asked.
pub fn tallies(ledger: &Ledger, periods: &[Days], profile: Profile) -> Vec<Tally> {
    let over = |periods: &[Days]| match profile {
        Profile::Snapshot => snapshot::over(ledger, periods),
        tool => movements::over(ledger, periods, tool),
    };
    let mut order: Vec<usize> = (0..periods.len()).collect();
    order.sort_by_key(|&n| periods[n].first);
    let sorted: Vec<Days> = order.iter().map(|&n| periods[n]).collect();
    if sorted.windows(2).any(|two| two[0].last >= two[1].first) {
        return periods.iter().flat_map(|period| over(&[*period])).collect();
    }
    let mut tallies = vec![Tally::default(); periods.len()];
    for (n, tally) in order.into_iter().zip(over(&sorted)) {
        tallies[n] = tally;
    }
    tallies
}
