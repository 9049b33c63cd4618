//! Accounts that do not count as themselves: how they stand, in data for the ledger and in words for people.
//! Must not know what that does to any number.

use rusqlite::Connection;

use super::erase::marks;
use super::{journal, sql, table};
use crate::domain::account::Account;
use crate::domain::change::{Change, Field, Subject};
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::standing::{SaidOfAccount, Standing};

const ADJUSTED: &str =
    "SELECT id, excluded, same_as FROM accounts WHERE excluded <> '' OR same_as IS NOT NULL";
const GO_ON_IN: &str = "SELECT * FROM accounts WHERE same_as = ?1 ORDER BY id";

/// How accounts stand that do not count as themselves.
pub fn read(db: &Connection) -> Result<Standing, Failure> {
    let said = sql::all(db, ADJUSTED, [], |row| {
        Ok(SaidOfAccount {
            account: row.get("id")?,
            excluded: !row.get::<_, String>("excluded")?.is_empty(),
            same_as: row.get("same_as")?,
        })
    })?;
    Ok(Standing::new(&said))
}

/// How one account stands, a sentence each: `excluded: test account, by Dana`.
pub fn words(db: &Connection, account: &Account) -> Result<Vec<String>, Failure> {
    let mut words = Vec::new();
    if let Some((at, person)) = marks::of(db, account.id)? {
        words.push(format!("erased on {}, by {person}", at.day(0)));
    }
    if !account.excluded.is_empty() {
        let by = by(db, account.id, Field::Excluded)?;
        words.push(format!("excluded: {}{by}", account.excluded));
    }
    if let Some(later) = account.same_as {
        let name = table::by_id::<Account>(db, later)?.map_or_else(|| "?".to_owned(), |a| a.name);
        words.push(format!("goes on in {name}{}", because(db, account)?));
    }
    for earlier in sql::all(db, GO_ON_IN, [account.id], table::read)? {
        let why = because(db, &earlier)?;
        words.push(format!("{} goes on in it{why}", earlier.name));
    }
    Ok(words)
}

/// `: migrated, by Dana`.
fn because(db: &Connection, account: &Account) -> Result<String, Failure> {
    let by = by(db, account.id, Field::SameAs)?;
    Ok(match account.same_reason.as_str() {
        "" => by,
        reason => format!(": {reason}{by}"),
    })
}

/// `, by Dana`, as far as the journal knows.
fn by(db: &Connection, account: AccountId, field: Field) -> Result<String, Failure> {
    let subject = Subject::Account(account);
    let sets = |change: &Change| journal::sets(change, subject, field);
    let touch = journal::last_touch(db, subject, sets)?;
    Ok(touch.map_or_else(String::new, |touch| format!(", by {}", touch.person)))
}

/// Refuses to let an account go on in one that goes on in it.
pub fn no_circle(db: &Connection, account: AccountId, later: AccountId) -> Result<(), Failure> {
    let refuse = |what: &str| {
        Err(Failure::usage(format!("an account cannot go on in {what}"))
            .hint("name the one that was left behind first, and then the one in use now"))
    };
    if account == later {
        return refuse("itself");
    }
    let (mut at, mut seen) = (Some(later), Vec::new());
    while let Some(id) = at.filter(|id| !seen.contains(id)) {
        seen.push(id);
        at = table::by_id::<Account>(db, id)?.and_then(|found| found.same_as);
        if at == Some(account) {
            return refuse("one that goes on in it already");
        }
    }
    Ok(())
}
