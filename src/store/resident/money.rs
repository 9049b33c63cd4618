//! What the ledger knows of one account: its MRR and plan at the reach, and its movements.
//! Must not know tables.

use std::sync::Arc;

use rusqlite::Connection;

use super::super::shown::{AccountWorth, LedgerMoney};
use super::super::standing;
use super::load;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::ledger::{Ledger, Movement};
use crate::domain::standing::Standing;

/// With more rows on a page than this the whole ledger is loaded for them.
pub(super) const FEW: u32 = 1_000;

/// A ledger looked at from the day the data reaches.
pub struct AtReach<'a> {
    pub ledger: &'a Ledger,
    pub reach: Option<Day>,
}

impl LedgerMoney for AtReach<'_> {
    fn worth(&self, account: AccountId) -> Result<AccountWorth, Failure> {
        let Some((index, day)) = self.ledger.index(account).zip(self.reach) else {
            return Ok(AccountWorth::default());
        };
        let now = self.ledger.plan_between(index, day, day);
        let plan = now.or_else(|| self.ledger.last_plan(index));
        Ok(AccountWorth {
            mrr: self.ledger.balance_at(index, day),
            plan: plan.unwrap_or_default().to_owned(),
        })
    }

    fn movements(&self, account: AccountId) -> Result<Vec<Movement>, Failure> {
        // An account that does not count shows what it paid all the same.
        let Some((ledger, index)) = self.ledger.own(account) else {
            return Ok(Vec::new());
        };
        Ok(ledger.movements(index).collect())
    }
}

/// Single accounts out of the tables, while no ledger is in memory: a question about a few is answered
/// before a hundred thousand are read.
pub struct OneByOne<'a> {
    db: &'a Connection,
    day: Day,
    standing: Arc<Standing>,
    grace_days: u16,
}

impl<'a> OneByOne<'a> {
    /// As of a day: the last that the ledger can tell of stands for the reach, as nothing changes between them.
    pub(super) fn new(
        db: &'a Connection,
        day: Day,
        grace_days: u16,
    ) -> Result<OneByOne<'a>, Failure> {
        Ok(OneByOne {
            db,
            day,
            standing: Arc::new(standing::read(db)?),
            grace_days,
        })
    }

    fn at<T>(
        &self,
        account: AccountId,
        ask: impl FnOnce(&AtReach<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let ledger = load::ledger_of(self.db, account, &self.standing, self.grace_days)?;
        let (ledger, reach) = (&ledger, Some(self.day));
        ask(&AtReach { ledger, reach })
    }
}

impl LedgerMoney for OneByOne<'_> {
    fn worth(&self, account: AccountId) -> Result<AccountWorth, Failure> {
        self.at(account, |money| money.worth(account))
    }

    fn movements(&self, account: AccountId) -> Result<Vec<Movement>, Failure> {
        self.at(account, |money| money.movements(account))
    }
}
