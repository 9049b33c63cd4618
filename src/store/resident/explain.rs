//! What stands beside a period's numbers: why accounts left, and what was settled that changes them.
//! Must not know how either is shown.

use std::collections::BTreeMap;

use super::super::{sql, table};
use super::{Desk, load, once};
use crate::domain::account::Account;
use crate::domain::cause::Causes;
use crate::domain::day::Day;
use crate::domain::disclosure::{BesideLedger, disclosed};
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::import::{ImportHead, Tied};
use crate::domain::ledger::{Adjusted, Days};
use crate::domain::left::{Surveys, causes, left};
use crate::domain::metrics::Metrics;
use crate::domain::money::{Cents, Money};
use crate::domain::tie;
use crate::store::convert::JsonText;

const HEADS: &str = "SELECT head FROM imports WHERE reverted = 0 ORDER BY id";
const RATES: &str = "
    SELECT rate FROM subscriptions
      WHERE rate IS NOT NULL AND start <= :last AND (end IS NULL OR end >= :first)
    UNION SELECT rate FROM movements WHERE rate IS NOT NULL AND day <= :last
    UNION SELECT rate FROM balances WHERE rate IS NOT NULL AND day <= :last
    ORDER BY rate";

impl Desk<'_> {
    /// Fills in what stands beside the numbers of one period, all accounts together.
    pub(super) fn explain(&self, metrics: &mut Metrics) -> Result<(), Failure> {
        let days = Days::from(metrics.period);
        let by_movements = metrics.profile.by_movements();
        let adjusted = self.ledger()?.adjusted(days, by_movements);
        metrics.causes = Some(self.causes(metrics)?);
        metrics.disclosed = self.disclosed(&adjusted, days, metrics)?;
        Ok(())
    }

    /// How the accounts left that a period lost.
    pub(super) fn causes(&self, metrics: &Metrics) -> Result<Causes, Failure> {
        let (days, ledger) = (Days::from(metrics.period), self.ledger()?);
        let gone = left(ledger, days, metrics.profile);
        let lead = self.rules.windows.survey_lead;
        // What exit surveys say of causes is read if any row leaves that open.
        if gone
            .iter()
            .any(|one| ledger.cause(one.account, one.day).is_none())
        {
            once(&self.kept.surveys, || load::surveys(self.db, ledger))?;
        }
        let none = Surveys::default();
        let surveys = self.kept.surveys.get().unwrap_or(&none);
        Ok(causes(ledger, &gone, surveys, days, lead))
    }

    fn disclosed(
        &self,
        adjusted: &Adjusted,
        days: Days,
        metrics: &Metrics,
    ) -> Result<Vec<String>, Failure> {
        let heads = sql::all(self.db, HEADS, [], |row| {
            row.get::<_, JsonText<ImportHead>>(0)
        })?;
        let money = Money::of(metrics.currency.as_ref());
        let ties = tie::words(&self.ties(&heads, days)?, money);
        let rates = self.rates(&heads, days)?;
        if *adjusted == Adjusted::default() && rates.is_empty() {
            return Ok(ties);
        }
        let ids = adjusted.excluded.iter().map(|(id, _)| id);
        let known: Vec<Account> = table::by_ids(self.db, ids.chain(&adjusted.moved).copied())?;
        let about = |id: AccountId| {
            let found = known.iter().find(|account| account.id == id);
            let reason = |a: &Account| match a.excluded.as_str() {
                "" => a.same_reason.clone(),
                reason => reason.to_owned(),
            };
            found.map_or_else(Default::default, |a| (a.name.clone(), reason(a)))
        };
        let around = BesideLedger {
            about: &about,
            money: &|amount| money.exact(amount),
            grace_days: self.rules.grace_days,
            rates: &rates,
        };
        let mut words = disclosed(adjusted, &around);
        words.extend(ties);
        Ok(words)
    }

    /// The sums that were given for days of a period, with what the ledger comes to now. Of two for a day the later
    /// stands.
    fn ties(
        &self,
        heads: &[JsonText<ImportHead>],
        days: Days,
    ) -> Result<Vec<(Tied, Cents)>, Failure> {
        let tied = heads.iter().filter_map(|head| head.0.tied);
        let tied = tied.filter(|tied| days.contains(tied.on));
        let by_day: BTreeMap<Day, Tied> = tied.map(|tied| (tied.on, tied)).collect();
        let ledger = self.ledger()?;
        let tied = by_day.into_values();
        Ok(tied.map(|tied| (tied, ledger.mrr_at(tied.on))).collect())
    }

    /// The rates at which amounts that count in some days were converted.
    fn rates(&self, heads: &[JsonText<ImportHead>], days: Days) -> Result<Vec<String>, Failure> {
        if heads.iter().all(|head| head.0.rates.is_empty()) {
            return Ok(Vec::new());
        }
        let params = rusqlite::named_params! { ":first": days.first, ":last": days.last };
        sql::all(self.db, RATES, params, |row| row.get(0))
    }
}
