//! What has to be known of a customer before it is erased: every name it ever had, what it said, and whose names
//! are to stay. Must not change anything.

use rusqlite::{Connection, params};

use crate::domain::account::{Account, MaskedName};
use crate::domain::change::Change;
use crate::domain::erasure::{Erasure, Former};
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, FeedbackId};
use crate::domain::masking::Traces;
use crate::store::accounts::names;
use crate::store::convert::Json;
use crate::store::sql;

const IDS: &str = "SELECT id FROM account_ids WHERE account = ?1";
const NAMES: &str = "SELECT name FROM former_names WHERE account = ?1";
const GONE: &str = "
    SELECT account, name, alias FROM former_names WHERE account NOT IN (SELECT id FROM accounts)
      AND (account = ?1 OR alias = ?2 OR name = ?2 COLLATE NOCASE) ORDER BY id DESC LIMIT 1";
const SAID: &str = "SELECT id FROM feedback WHERE account = ?1";
const PLANS: &str = "
    SELECT plan FROM subscriptions WHERE account = ?1
    UNION SELECT json_extract(was, '$.plan') FROM import_former WHERE kind = 'subscriptions'
      AND row IN (SELECT id FROM subscriptions WHERE account = ?1)";
const FORMER: &str = "
    SELECT json_set(json_remove(was, '$.signed_up'), '$.attributes',
      json(ifnull(json_extract(was, '$.attributes'), '{}')))
    FROM import_former WHERE kind = 'accounts' AND row = ?1";
/// People keep their names, whatever customers are called.
pub(super) const PEOPLE: &str = "
    SELECT name FROM owners UNION SELECT person FROM journal UNION SELECT person FROM notes
    UNION SELECT person FROM actions UNION SELECT person FROM imports
    UNION SELECT person FROM feedback_tags WHERE person IS NOT NULL";
/// Whether others have a value of its own, in any column.
const SHARED: &str = "
    SELECT 1 FROM accounts WHERE id <> ?1 AND (?2 IN (plan, segment, channel, region, owner)
      OR instr(attributes, json_quote(?2)))
    UNION ALL SELECT 1 FROM subscriptions WHERE account <> ?1 AND plan = ?2 LIMIT 1";
/// Reasons and sources of its feedback that others give as well.
const SAME: [&str; 2] = [
    "SELECT DISTINCT source FROM feedback WHERE account IS NOT ?1 \
     AND source IN (SELECT source FROM feedback WHERE account = ?1)",
    "SELECT DISTINCT reason FROM feedback WHERE account IS NOT ?1 \
     AND reason IN (SELECT reason FROM feedback WHERE account = ?1)",
];

/// By what an account is known that is gone.
pub(super) enum GoneBy<'a> {
    Id(AccountId),
    Name(&'a str),
}

/// What is still known of an account that is gone.
pub(super) fn gone(db: &Connection, by: GoneBy<'_>) -> Result<Option<Account>, Failure> {
    let (id, name) = match by {
        GoneBy::Id(id) => (Some(id), None),
        GoneBy::Name(name) => (None, Some(name)),
    };
    sql::first(db, GONE, params![id, name], |row| {
        Ok(Account {
            id: row.get(0)?,
            name: row.get(1)?,
            alias: row.get(2)?,
            ..Account::default()
        })
    })
}

/// Everything that is needed to find the customer.
pub(super) fn erasure(db: &Connection, account: &Account) -> Result<Erasure, Failure> {
    let former = former(db, account)?;
    let own: Vec<MaskedName> = former
        .names
        .iter()
        .flat_map(|name| {
            former
                .externals
                .iter()
                .map(move |external| (name, external))
        })
        .map(|(name, external)| MaskedName {
            account: account.id,
            name: name.clone(),
            external: external.clone(),
            alias: account.alias.clone(),
        })
        .collect();
    let people = sql::all(db, PEOPLE, [], |row| row.get(0))?.into_iter();
    let people = people.map(|name| MaskedName {
        account: 0.into(),
        name,
        external: String::new(),
        alias: String::new(),
    });
    let others = names(db)?
        .into_iter()
        .filter(|name| name.account != account.id);
    let mut erasure = Erasure::new(account, Traces::new(&own, people.chain(others)));
    erasure.feedback = former.feedback;
    for sql in SAME {
        erasure
            .common
            .extend(sql::all(db, sql, [account.id], |row| {
                row.get::<_, String>(0)
            })?);
    }
    for value in former.values {
        let shared = sql::first(db, SHARED, params![account.id, value], |_| Ok(()))?;
        match shared {
            _ if value.is_empty() => erasure.common.insert(value),
            Some(()) => erasure.common.insert(value),
            None => erasure.single.insert(value),
        };
    }
    Ok(erasure)
}

pub(super) fn former(db: &Connection, account: &Account) -> Result<Former, Failure> {
    let mut former = Former::default();
    former.account(account.clone());
    let ids = sql::all(db, IDS, [account.id], |row| row.get::<_, String>(0))?;
    former.externals.extend(ids);
    former
        .names
        .extend(sql::all(db, NAMES, [account.id], |row| {
            row.get::<_, String>(0)
        })?);
    let said = sql::all(db, SAID, [account.id], |row| row.get::<_, FeedbackId>(0))?;
    former.feedback.extend(said);
    let plans = sql::all(db, PLANS, [account.id], |row| {
        row.get::<_, Option<String>>(0)
    })?;
    former.values.extend(plans.into_iter().flatten());
    for was in sql::all(db, FORMER, [account.id], |row| {
        row.get::<_, Json<Account>>(0)
    })? {
        former.account(was.0);
    }
    let mut rows = db.prepare("SELECT forward, inverse FROM journal")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        former.learn(account.id, row.get::<_, Json<Change>>(0)?.0);
        former.learn(account.id, row.get::<_, Json<Change>>(1)?.0);
    }
    Ok(former)
}
