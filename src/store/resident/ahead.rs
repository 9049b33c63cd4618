//! Accounts known to leave, with their names and who looks after them.
//! Must not know how that is known: `domain::ahead` does.

use super::super::{shown, table};
use super::Desk;
use super::money::AtReach;
use crate::domain::account::Account;
use crate::domain::ahead::{Ahead, Leaving, ahead};
use crate::domain::failure::Failure;
use crate::domain::period::Period;

impl Desk<'_> {
    /// Who still pays at the end of a period and will not, or less.
    pub fn ahead(&self, period: Period) -> Result<Ahead, Failure> {
        let Some(reach) = self.reach()? else {
            return Ok(Ahead {
                period,
                ..Ahead::default()
            });
        };
        let (ledger, currency) = (self.ledger()?, self.currency()?);
        let mut found = ahead(
            ledger,
            period,
            reach,
            self.profile(None)?,
            currency.as_ref(),
        );
        let reach = Some(reach);
        let money = AtReach { ledger, reach };
        let mut items = Vec::with_capacity(found.items.len());
        for item in found.items {
            // One that was erased since the ledger was read is nobody's business.
            let Some(row) = table::by_id::<Account>(self.db, item.account.id)? else {
                continue;
            };
            items.push(Leaving {
                account: shown::brief(&row, &money)?,
                owner: row.owner,
                ..item
            });
        }
        found.items = items;
        Ok(found)
    }
}
