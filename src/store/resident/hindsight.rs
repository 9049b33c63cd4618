//! What the team says of the accounts that a period lost. Must not know how any of it is told.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::{sql, table};
use super::Desk;
use crate::domain::account::Account;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::hindsight::{Hindsight, HindsightCounts};
use crate::domain::ledger::Days;
use crate::domain::money::Cents;
use crate::domain::period::Period;
use crate::domain::themes::Themes;
use crate::domain::warned::{Outcome, Warnings, in_hindsight};

const SAID: &str = "
    SELECT * FROM accounts WHERE judged_on IS NOT NULL AND judged_on BETWEEN ?1 AND ?2 ORDER BY id";

/// The accounts of whose loss on some days something is said.
pub(super) fn said(db: &Connection, from: Day, to: Day) -> Result<Vec<Account>, Failure> {
    sql::all(db, SAID, [from, to], table::read)
}

impl Desk<'_> {
    /// What is said of losses in a period, by the customer's place in the ledger: one that did not lose there, as it is
    /// counted, is not among them.
    pub(super) fn hindsight_of(
        &self,
        period: Period,
    ) -> Result<BTreeMap<usize, Hindsight>, Failure> {
        let days = Days::from(period);
        let all = said(self.db, days.first, days.last)?;
        let mut found = BTreeMap::new();
        if all.is_empty() {
            return Ok(found);
        }
        let ledger = self.ledger()?;
        for account in all {
            let customer = ledger.customer(account.id);
            let lost = |at: &usize| ledger.passage(*at, days).lost() > Cents::ZERO;
            let at = customer.filter(lost);
            found.extend(at.zip(account.hindsight(|day| days.contains(day))));
        }
        Ok(found)
    }

    /// The themes of a period, with how often each is said of the accounts that it lost.
    pub fn themes_in_hindsight(&self, period: Period) -> Result<Themes, Failure> {
        let found = self.themes(period)?;
        let said = self.hindsight_of(period)?;
        let counts = HindsightCounts::of(found.lost.accounts, said.values());
        Ok(Themes {
            hindsight: Some(counts),
            ..found
        })
    }

    /// What became of a list, with what is said of those who left.
    pub(super) fn with_hindsight(
        &self,
        list: &Warnings,
        outcome: Outcome,
    ) -> Result<Outcome, Failure> {
        let (from, to) = (list.as_of.plus(1), outcome.until);
        let said = match from <= to {
            true => self.hindsight_of(Period::Custom { from, to })?,
            false => BTreeMap::new(),
        };
        let hindsight = match said.is_empty() {
            true => None,
            false => in_hindsight(self.ledger()?, list, &outcome, &said),
        };
        Ok(Outcome {
            hindsight,
            ..outcome
        })
    }
}
