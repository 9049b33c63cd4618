//! What became of a set of accounts in a span of days, counted the way of a profile: before rates.
//! Must not know rates' definitions, screens or tables.

#[cfg(test)]
mod tests;

use derive_more::AddAssign;
use serde::{Deserialize, Serialize};

use super::figure::{Figure, round6};
use super::ledger::{Days, Ledger};
use super::metrics::{AccountCounts, Metrics, MrrSums, Rates};
use super::money::{Cents, Currency};
use super::period::Period;
use super::profile::Profile;
use super::{movements, snapshot};

/// Counts and sums of a set of accounts in one period. Those of all accounts are the sum of each one's
/// own, so that whoever stands behind a number can be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, AddAssign)]
pub struct Tally {
    /// Accounts.
    pub accounts: AccountCounts,
    /// Money.
    pub mrr: MrrSums,
}

/// A line of the bridge from opening to closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the sum of the same name in `MrrSums`")]
pub enum Line {
    Opening,
    New,
    Reactivation,
    Expansion,
    Contraction,
    Churn,
    Closing,
    CameAndWent,
}

impl Line {
    /// Every line, from opening to closing.
    pub const ALL: [Line; 8] = [
        Line::Opening,
        Line::New,
        Line::Reactivation,
        Line::Expansion,
        Line::Contraction,
        Line::Churn,
        Line::Closing,
        Line::CameAndWent,
    ];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Line::Opening => "opening",
            Line::New => "new",
            Line::Reactivation => "reactivation",
            Line::Expansion => "expansion",
            Line::Contraction => "contraction",
            Line::Churn => "churn",
            Line::Closing => "closing",
            Line::CameAndWent => "came and went",
        }
    }

    /// What the accounts behind it are called.
    pub fn people(self) -> &'static str {
        match self {
            Line::Opening => "Active at the start",
            Line::New => "New",
            Line::Reactivation => "Back again",
            Line::Expansion => "Grew",
            Line::Contraction => "Shrank",
            Line::Churn => "Left",
            Line::Closing => "Active at the end",
            Line::CameAndWent => "Came and went, with their highest MRR",
        }
    }

    /// What it does to the balance: `+`, `-`, or nothing.
    pub fn sign(self) -> Option<char> {
        match self {
            Line::New | Line::Reactivation | Line::Expansion => Some('+'),
            Line::Contraction | Line::Churn => Some('-'),
            Line::Opening | Line::Closing | Line::CameAndWent => None,
        }
    }

    /// Its name as a row of the bridge: `+ new`, `= closing`.
    pub fn row(self) -> String {
        match (self, self.sign()) {
            (_, Some(sign)) => format!("{sign} {}", self.name()),
            (Line::Closing, None) => format!("= {}", self.name()),
            (_, None) => self.name().to_owned(),
        }
    }

    /// Its accounts; under a profile of movements, how many movements of the kind there were.
    pub fn accounts(self, tally: &Tally) -> u64 {
        let accounts = &tally.accounts;
        match self {
            Line::Opening => accounts.opening,
            Line::New => accounts.new,
            Line::Reactivation => accounts.reactivated,
            Line::Expansion => accounts.grew,
            Line::Contraction => accounts.shrank,
            Line::Churn => accounts.churned,
            Line::Closing => accounts.closing,
            Line::CameAndWent => accounts.came_and_went,
        }
    }

    /// Its money.
    pub fn mrr(self, tally: &Tally) -> Cents {
        let mrr = &tally.mrr;
        match self {
            Line::Opening => mrr.opening,
            Line::New => mrr.new,
            Line::Reactivation => mrr.reactivation,
            Line::Expansion => mrr.expansion,
            Line::Contraction => mrr.contraction,
            Line::Churn => mrr.churn,
            Line::Closing => mrr.closing,
            Line::CameAndWent => mrr.came_and_went,
        }
    }
}

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
            super::figure::fraction(ratio.top, ratio.bottom)
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
