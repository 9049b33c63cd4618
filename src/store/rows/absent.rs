//! Accounts that an earlier file of the same list brought and that a later one does not name: one with the same
//! columns, or with others and the same rows.
//! Must not know what they pay, nor what becomes of them.

use hashbrown::HashSet;
use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, ImportId};
use crate::domain::import::{ImportHead, ImportKind};
use crate::store::convert::JsonText;
use crate::store::sql;

use super::room;

/// Accounts that a file of the same list brought and that one does not name, paying or not.
#[derive(Clone, Debug, Default)]
pub struct Unnamed {
    /// The accounts, with what they are called.
    pub accounts: Vec<(AccountId, String)>,
    /// Whether it is the same list again, and none of what came in addition.
    pub again: bool,
}

/// The files before one, and the accounts it names.
pub(super) struct NamedBefore {
    table: &'static str,
    /// Files with the same columns.
    before: Vec<ImportId>,
    /// Files of the same kind with others.
    others: Vec<ImportId>,
    names: HashSet<Box<str>>,
}

impl NamedBefore {
    /// For a file that says all there is of an account: then one that it leaves out is missing. `None` where no file
    /// of its kind came before it.
    pub(super) fn begin(
        tx: &Connection,
        head: &ImportHead,
    ) -> Result<Option<NamedBefore>, Failure> {
        let table = match head.kind {
            ImportKind::Subscriptions => "subscriptions",
            ImportKind::Balances => "balances",
            // A file of movements names only what moved.
            ImportKind::Movements
            | ImportKind::Owners
            | ImportKind::Accounts
            | ImportKind::Roadmap
            | ImportKind::Surveys
            | ImportKind::Feedback
            | ImportKind::Usage => return Ok(None),
        };
        if head.header.is_empty() {
            return Ok(None);
        }
        let alike = room::standing(tx, head.id)?.into_iter();
        let alike = alike.filter(|other| other.kind == head.kind);
        let (same, others): (Vec<_>, Vec<_>) = alike.partition(|o| o.header == head.header);
        let [before, others] = [same, others].map(|heads| {
            let ids = heads.iter().map(|head| head.id);
            ids.collect::<Vec<ImportId>>()
        });
        Ok(
            (!before.is_empty() || !others.is_empty()).then(|| NamedBefore {
                table,
                before,
                others,
                names: HashSet::new(),
            }),
        )
    }

    /// The imports of files with the same columns.
    pub(super) fn same_columns(&self) -> &[ImportId] {
        &self.before
    }

    /// The file names an account.
    pub(super) fn name(&mut self, external: &str) {
        if !self.names.contains(external) {
            self.names.insert(external.into());
        }
    }

    /// The files of the same list: those with the same columns, and those of which it says rows again. A balance of
    /// another day is another row, but of the same account.
    fn same_list(&self, tx: &Connection, again: &HashSet<i64>) -> Result<Vec<ImportId>, Failure> {
        let mut same = again.clone();
        if self.table == "balances" {
            let pairs = "SELECT DISTINCT b.import, a.external FROM balances b JOIN accounts a ON a.id = b.account \
                         WHERE b.import IN (SELECT value FROM json_each(?1))";
            sql::each(tx, pairs, [JsonText(&self.others)], |row| {
                let named = self
                    .names
                    .contains(row.get_ref(1)?.as_str().unwrap_or_default());
                same.extend(named.then_some(row.get::<_, i64>(0)?));
                Ok(())
            })?;
        }
        let others = self.others.iter().filter(|other| same.contains(&other.0));
        Ok(self.before.iter().chain(others).copied().collect())
    }

    /// The accounts it does not name. `again` are the imports of which it says rows again, `known` whether any rows of
    /// it were there before.
    pub(super) fn others(
        &self,
        tx: &Connection,
        again: &HashSet<i64>,
        erased: &HashSet<i64>,
        known: bool,
    ) -> Result<Unnamed, Failure> {
        let before = self.same_list(tx, again)?;
        if before.is_empty() {
            return Ok(Unnamed::default());
        }
        let brought = format!(
            "SELECT id, external, name FROM accounts WHERE id IN \
               (SELECT account FROM {} WHERE import IN (SELECT value FROM json_each(?1)))",
            self.table
        );
        // It may go by another of its ids.
        let mut further: HashSet<i64> = HashSet::new();
        sql::each(tx, "SELECT id, account FROM account_ids", [], |row| {
            if self
                .names
                .contains(row.get_ref(0)?.as_str().unwrap_or_default())
            {
                further.insert(row.get(1)?);
            }
            Ok(())
        })?;
        // The balances of another day are other rows, but those of the same accounts.
        let by_account = self.table == "balances";
        let mut unnamed = Unnamed {
            accounts: Vec::new(),
            again: known && !by_account,
        };
        sql::each(tx, &brought, [JsonText(&before)], |row| {
            let id: AccountId = row.get(0)?;
            let external = row.get_ref(1)?.as_str().unwrap_or_default();
            if self.names.contains(external) || further.contains(&id.0) {
                unnamed.again |= by_account;
            } else if !erased.contains(&id.0) {
                unnamed.accounts.push((id, row.get(2)?));
            }
            Ok(())
        })?;
        Ok(unnamed)
    }
}
