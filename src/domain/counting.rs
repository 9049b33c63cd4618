//! Counts a ledger's accounts in spans of days, the way of a profile, and makes rates and metrics of the counts.
//! Must not know rates' definitions, screens or tables.

#[cfg(test)]
mod tests;
mod walk;

use super::day::Day;
use super::figure::{Figure, fraction, round6};
use super::known::KnownSince;
use super::ledger::{Days, Ledger, Passage};
use super::metrics::Metrics;
use super::money::{Cents, Currency};
use super::period::Period;
use super::profile::Profile;
use super::sort::sort_by_key;
use super::tally::{Rates, Tally};

/// How periods are counted, and of which of them rates are made.
#[derive(Clone, Debug, Default)]
pub struct CountingWay {
    /// The profile.
    pub profile: Profile,
    /// What money is in.
    pub currency: Option<Currency>,
    /// Since when losses are known: a period that begins before has no rates. `None` where all are.
    pub known: Option<KnownSince>,
    /// How far the data reaches: a period that begins after it has no rates. `None` where it has all there is.
    pub reach: Option<Day>,
}

impl CountingWay {
    /// By a profile, of a ledger whose losses are all known.
    pub fn of(profile: Profile) -> CountingWay {
        CountingWay {
            profile,
            ..CountingWay::default()
        }
    }
}

impl Tally {
    /// The tally of one account.
    pub fn of(ledger: &Ledger, account: usize, days: Days, profile: Profile) -> Tally {
        if profile.by_movements() {
            return walk::of_account(ledger, account, days, profile);
        }
        let mut tally = Tally::default();
        tally.add(ledger.passage(account, days));
        tally
    }

    /// Adds one account by how it went through the period.
    #[inline]
    pub fn add(&mut self, passage: Passage) {
        let (o, c) = (passage.opening, passage.closing);
        let (accounts, mrr) = (&mut self.accounts, &mut self.mrr);
        accounts.opening += u64::from(o > Cents::ZERO);
        accounts.closing += u64::from(c > Cents::ZERO);
        mrr.opening += o;
        mrr.closing += c;
        if o == c {
            if o == Cents::ZERO && passage.peak > Cents::ZERO {
                accounts.came_and_went += 1;
                mrr.came_and_went += passage.peak;
            }
        } else if o == Cents::ZERO {
            if passage.known {
                accounts.reactivated += 1;
                mrr.reactivation += c;
            } else {
                accounts.new += 1;
                mrr.new += c;
            }
        } else if c == Cents::ZERO {
            accounts.churned += 1;
            accounts.times_churned += 1;
            mrr.churn += o;
        } else if c > o {
            accounts.grew += 1;
            mrr.expansion += c - o;
        } else {
            accounts.shrank += 1;
            mrr.contraction += o - c;
        }
    }

    /// The rates a profile makes of it; what it does not define, or has no denominator, is n/a.
    fn rates(&self, period: Period, profile: Profile) -> Rates {
        let rate = |figure: Figure| figure.definition(profile)?.ratio(self).rate();
        let logo = Figure::LogoChurn.definition(profile);
        // Unrounded: twelve powers would magnify the sixth decimal.
        let logo = logo.and_then(|d| {
            let ratio = d.ratio(self);
            fraction(ratio.top, ratio.bottom)
        });
        // Where losses count twice, more can be lost than there was: of that there is no year.
        let annual = logo.filter(|rate| *rate <= 1.0).zip(period.per_year());
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

    /// The numbers of a period: here alone rates are made, and none of days before losses are known
    /// or after the data ends.
    pub fn metrics(self, period: Period, way: &CountingWay) -> Metrics {
        let unknown = way.known.filter(|known| !known.covers(period));
        let until = way.reach.filter(|reach| *reach < period.last());
        let mut metrics = Metrics {
            period,
            from: period.first(),
            to: period.last(),
            profile: way.profile,
            currency: way.currency.clone(),
            accounts: self.accounts,
            mrr: self.mrr,
            rates: Rates::default(),
            unknown,
            until,
            by: None,
            causes: None,
            disclosed: Vec::new(),
            judged: None,
            first_range: None,
        };
        if metrics.is_told() {
            metrics.rates = self.rates(period, way.profile);
        }
        if !metrics.is_over() {
            metrics.rates.logo_churn_annualised = None;
        }
        metrics
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
pub fn metrics(ledger: &Ledger, periods: &[Period], way: &CountingWay) -> Vec<Metrics> {
    let spans: Vec<Days> = periods.iter().copied().map(Days::from).collect();
    let each = periods.iter().zip(tallies(ledger, &spans, way.profile));
    let metrics = each.map(|(period, tally)| tally.metrics(*period, way));
    metrics.collect()
}

/// The tallies of several periods, in the order asked.
pub fn tallies(ledger: &Ledger, periods: &[Days], profile: Profile) -> Vec<Tally> {
    let over = |periods: &[Days]| walk::over(ledger, periods, profile);
    let mut order: Vec<usize> = (0..periods.len()).collect();
    sort_by_key(&mut order, |&n| periods[n].first);
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
