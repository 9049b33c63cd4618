//! Which customers were erased: by their account, and by the id that a file gives them.
//! Must not know how one is erased.

use hashbrown::HashMap;
use rusqlite::{Connection, params};

use crate::domain::account::Account;
use crate::domain::change::Author;
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::risk::hash;
use crate::store::sql;

/// Erased customers, to be known again by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasedMarks {
    secret: String,
    accounts: HashMap<i64, Option<i64>>,
}

impl ErasedMarks {
    /// Those of a room.
    pub fn load(db: &Connection) -> Result<ErasedMarks, Failure> {
        let sql = "SELECT mark, account FROM erased";
        let accounts = sql::all(db, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(ErasedMarks {
            secret: secret(db)?,
            accounts: accounts.into_iter().collect(),
        })
    }

    /// Whether the customer with this id was erased, and the account that kept its amounts, if that is still there.
    pub fn find(&self, external: &str) -> Option<Option<i64>> {
        if self.accounts.is_empty() || external.is_empty() {
            return None;
        }
        self.accounts.get(&mark(&self.secret, external)).copied()
    }
}

fn mark(secret: &str, external: &str) -> i64 {
    hash(&format!("{secret}{external}")).cast_signed()
}

fn secret(db: &Connection) -> Result<String, Failure> {
    let found = sql::first(db, "SELECT hex(secret) FROM room", [], |row| row.get(0))?;
    Ok(found.unwrap_or_default())
}

/// Remembers that a customer is erased, by each of its ids, and forgets those but its first. Of one whose account is gone
/// no id is known but its name, which may be one.
pub(super) fn keep(
    db: &Connection,
    author: &Author,
    account: &Account,
    is_gone: bool,
) -> Result<(), Failure> {
    let secret = secret(db)?;
    let further = "DELETE FROM account_ids WHERE account = ?1 RETURNING id";
    let further = sql::all(db, further, [account.id], |row| row.get::<_, String>(0))?;
    let sql = "INSERT OR REPLACE INTO erased (mark, account, at, person, uncleaned) VALUES (?1, ?2, ?3, ?4, 1)";
    let (own, id) = match is_gone {
        true => (&account.name, None),
        false => (&account.external, Some(account.id)),
    };
    for external in further.iter().chain([own]) {
        let mark = mark(&secret, external);
        sql::run(db, sql, params![mark, id, author.at, author.person])?;
    }
    Ok(())
}

/// When an account's customer was erased and by whom, if it was.
pub fn of(db: &Connection, account: AccountId) -> Result<Option<(Moment, String)>, Failure> {
    let sql = "SELECT at, person FROM erased WHERE account = ?1";
    sql::first(db, sql, [account], |row| Ok((row.get(0)?, row.get(1)?)))
}
