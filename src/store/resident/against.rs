//! Somebody else's list against the room: who each row is about, and the names of whoever differs.
//! Must not know files, nor how the two are compared.

use hashbrown::HashMap;
use rusqlite::Connection;

use super::super::{sql, standing, table};
use super::Desk;
use crate::domain::against::{
    Against, ClaimedLoss, Difference, ListedLoss, Near, Whose, against, explain_by_prices,
};
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::import::Interval;
use crate::domain::money::{Cents, Money};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::signs::names::squeeze;

const NAMES: &str = "SELECT id, external, name, alias FROM accounts";
const ENDED: &str = "
    SELECT amount, interval FROM subscriptions
    WHERE account = ?1 AND end BETWEEN ?2 AND ?3 AND trial = 0 AND amount > 0";

impl Desk<'_> {
    /// A list of what was lost against what the room lost in a period.
    pub fn against(
        &self,
        period: Period,
        profile: Option<Profile>,
        rows: &[ClaimedLoss],
    ) -> Result<Against, Failure> {
        let (profile, currency) = (self.profile(profile)?, self.currency()?);
        let listed = KnownAccounts::load(self.db)?.listed(rows);
        let mut found = against(self.ledger()?, period, profile, currency.as_ref(), listed);
        let db = self.db;
        for entry in &mut found.differs {
            if let (Some(account), Difference::Unexplained) = (&entry.account, entry.reason) {
                let prices = ended(db, account.id, period)?;
                explain_by_prices(entry, &prices, Money::of(currency.as_ref()));
            }
        }
        let lists = [
            &mut found.only_theirs,
            &mut found.only_ours,
            &mut found.differs,
        ];
        let entries = lists.into_iter().flatten();
        self.name(entries.flat_map(|e| e.account.iter_mut().chain(&mut e.near)))?;
        for entry in &mut found.only_theirs {
            if let (Some(account), Difference::LeftOut) = (&entry.account, entry.reason)
                && let Some(account) = table::by_id(db, account.id)?
            {
                entry.why = standing::words(db, &account)?.join("; ");
            }
        }
        Ok(found)
    }
}

/// The monthly prices of an account's subscriptions that ended in a period.
fn ended(db: &Connection, account: AccountId, period: Period) -> Result<Vec<Cents>, Failure> {
    let params = (account, period.first(), period.last());
    sql::all(db, ENDED, params, |row| {
        let interval: Interval = row.get(1)?;
        Ok(interval.monthly(row.get(0)?))
    })
}

/// The ids and names of all accounts, to find out who a row is about.
#[derive(Default)]
struct KnownAccounts {
    ids: HashMap<String, AccountId>,
    /// Names as two people may write them; several accounts may share one.
    names: HashMap<String, Vec<AccountId>>,
    near: Near,
}

impl KnownAccounts {
    fn load(db: &Connection) -> Result<KnownAccounts, Failure> {
        let mut known = KnownAccounts::default();
        sql::each(db, NAMES, [], |row| {
            let id: AccountId = row.get(0)?;
            let (external, name): (String, String) = (row.get(1)?, row.get(2)?);
            known.near.add(&external, id);
            known.near.add(&name, id);
            for word in [&name, &external, &row.get::<_, String>(3)?] {
                let same = known.names.entry(squeeze(word)).or_default();
                if !same.contains(&id) {
                    same.push(id);
                }
            }
            known.ids.insert(external, id);
            Ok(())
        })?;
        known.names.remove("");
        Ok(known)
    }

    /// The rows by whom they are about, in the order they first come.
    fn listed(mut self, rows: &[ClaimedLoss]) -> Vec<ListedLoss> {
        let mut listed: Vec<ListedLoss> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for row in rows {
            let whose = self.whose(row);
            let said = if row.account.is_empty() {
                &row.name
            } else {
                &row.account
            };
            let key = match &whose {
                Whose::Account(id) => format!("#{id}"),
                Whose::Nobody(_) | Whose::Several(_) => format!("={said}"),
            };
            let place = *places.entry(key).or_insert_with(|| {
                listed.push(ListedLoss {
                    said: said.clone(),
                    whose,
                    lines: Vec::new(),
                    lost: Cents::ZERO,
                });
                listed.len() - 1
            });
            listed[place].lines.push(row.line);
            listed[place].lost += row.lost;
        }
        listed
    }

    /// By its id; else by its name, as people write names; else the nearest.
    fn whose(&mut self, row: &ClaimedLoss) -> Whose {
        if let Some(id) = self.ids.get(&row.account) {
            return Whose::Account(*id);
        }
        let mut several = 0;
        for said in [&row.account, &row.name] {
            match self.names.get(&squeeze(said)).map(Vec::as_slice) {
                Some([one]) => return Whose::Account(*one),
                Some(many) => several = many.len(),
                None => {}
            }
        }
        if several > 0 {
            return Whose::Several(several);
        }
        let near = [&row.account, &row.name]
            .into_iter()
            .filter(|said| !said.is_empty())
            .find_map(|said| self.near.nearest(said));
        Whose::Nobody(near)
    }
}
