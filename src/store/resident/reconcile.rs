//! Two ways of counting, and somebody else's list against the room's: with the names of the accounts.
//! Must not know how either is compared: the domain does that.

use super::super::shown;
use super::Desk;
use super::money::FEW;
use crate::domain::account::AccountBrief;
use crate::domain::failure::Failure;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::reconcile::{Reconciliation, reconcile};

impl Desk<'_> {
    /// Two profiles side by side, the left one the room's unless another is asked for.
    pub fn reconciled(
        &self,
        period: Period,
        left: Option<Profile>,
        right: Profile,
    ) -> Result<Reconciliation, Failure> {
        let mut found = reconcile(self.ledger()?, period, &self.way(left)?, right);
        let accounts = found
            .figures
            .iter_mut()
            .flat_map(|apart| &mut apart.accounts);
        self.name(accounts.map(|contribution| &mut contribution.account))?;
        Ok(found)
    }

    /// Fills in what is known of accounts of which only the id is.
    pub(super) fn name<'b>(
        &self,
        accounts: impl Iterator<Item = &'b mut AccountBrief>,
    ) -> Result<(), Failure> {
        let (db, money) = (self.db, self.money(FEW)?);
        for account in accounts {
            if let Some(brief) = shown::brief_of(db, &*money, account.id)? {
                *account = brief;
            }
        }
        Ok(())
    }
}
