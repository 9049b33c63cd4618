//! What has to be known of a customer before it is erased: which accounts are its own, every name it ever had, what it
//! said, and whose names are to stay. Must not change anything.

use hashbrown::{HashMap, HashSet};
use rusqlite::{Connection, params};

use crate::domain::account::{Account, MaskedName};
use crate::domain::change::{Change, Subject};
use crate::domain::erasure::{Erasure, FormerNames};
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, FeedbackId};
use crate::domain::masking::{Traces, stand_ins};
use crate::domain::sort::sort;
use crate::store::accounts::{former_names, names};
use crate::store::convert::JsonText;
use crate::store::{kept, sql, table};

use super::{marks, untold};

/// Accounts that are counted as one with an account, itself among them; of those that were erased nothing is left.
const ONE: &str = "
    WITH RECURSIVE one (id) AS (
      SELECT ?1
      UNION SELECT a.id FROM accounts a JOIN one ON a.same_as = one.id
      UNION SELECT a.same_as FROM accounts a JOIN one ON a.id = one.id WHERE a.same_as IS NOT NULL)
    SELECT id FROM one WHERE id = ?1 OR id NOT IN (SELECT account FROM erased WHERE account IS NOT NULL)";
/// Ids of others.
const THEIR_IDS: &str = "
    SELECT external FROM accounts WHERE id NOT IN (SELECT value FROM json_each(?1))
    UNION SELECT id FROM account_ids WHERE account NOT IN (SELECT value FROM json_each(?1))";
/// The numbers that accounts had under some ids or names before they came again; what is another's by its id is another's.
const BEFORE: &str = "
    SELECT account FROM former_names AS f
    WHERE account NOT IN (SELECT id FROM accounts) AND account NOT IN (SELECT value FROM json_each(?1))
      AND (external COLLATE NOCASE IN (SELECT value FROM json_each(?2))
        OR name COLLATE NOCASE IN (SELECT value FROM json_each(?3)) AND external NOT IN ";
/// Who has come again under the id of an account that is gone.
const AGAIN: &str = "
    SELECT account FROM account_ids WHERE id IN (SELECT external FROM former_names WHERE account = ?1 AND external <> '')
      AND ?1 NOT IN (SELECT id FROM accounts)
    UNION SELECT id FROM accounts WHERE external IN
      (SELECT external FROM former_names WHERE account = ?1 AND external <> '') AND ?1 NOT IN (SELECT id FROM accounts)";
/// Who is gone under a number or a name; a name that somebody has is that one's.
const GONE: &str = "
    SELECT account, name, alias, external FROM former_names WHERE account NOT IN (SELECT id FROM accounts)
      AND (account = ?1 OR (alias = ?2 OR ?2 COLLATE NOCASE IN (name, external))
        AND NOT EXISTS (SELECT 1 FROM accounts WHERE name = ?2 COLLATE NOCASE)) ORDER BY id DESC";
const IDS: &str = "
    SELECT id FROM account_ids WHERE account IN (SELECT value FROM json_each(?1))
    UNION SELECT external FROM former_names WHERE account IN (SELECT value FROM json_each(?1)) AND external <> ''";
const NAMES: &str =
    "SELECT name FROM former_names WHERE account IN (SELECT value FROM json_each(?1))";
/// Whether a few words stand for a customer: a name that has them was made by erasing one.
const STAND_IN: &str = "
    SELECT 1 FROM accounts WHERE alias = ?1 UNION ALL SELECT 1 FROM former_names WHERE alias = ?1
    UNION ALL SELECT 1 FROM journal WHERE forward LIKE '{\"erase\"%' AND instr(words, ?1) LIMIT 1";
/// What it said, by number: what is there, and of what is gone that which the journal has; what another said by now is not
/// its own.
const SAID: &str = "
    SELECT id FROM feedback WHERE account IN (SELECT value FROM json_each(?1))
    UNION SELECT subject FROM journal
      WHERE kind = 'feedback' AND account IN (SELECT value FROM json_each(?1))";
const NOT_SAID: &str = "
    SELECT id FROM feedback WHERE id IN (SELECT value FROM json_each(?2))
      AND account NOT IN (SELECT value FROM json_each(?1))";
const PLANS: &str = "
    SELECT plan FROM subscriptions WHERE account IN (SELECT value FROM json_each(?1))
    UNION SELECT json_extract(was, '$.plan') FROM import_former WHERE kind = 'subscriptions' AND row IN
      (SELECT id FROM subscriptions WHERE account IN (SELECT value FROM json_each(?1)))";
const FORMER: &str = "
    SELECT json_set(json_remove(was, '$.signed_up'), '$.attributes',
      json(ifnull(json_extract(was, '$.attributes'), '{}')))
    FROM import_former WHERE kind = 'accounts' AND row IN (SELECT value FROM json_each(?1))";
/// What else names something of it: the ids of its words and of its prices, and words of its usage.
const FURTHER: &str = "
    SELECT external FROM feedback WHERE account IN (SELECT value FROM json_each(?1))
    UNION SELECT external FROM subscriptions WHERE account IN (SELECT value FROM json_each(?1))
    UNION SELECT sign.value FROM usage, json_each(signs) AS sign
      WHERE account IN (SELECT value FROM json_each(?1)) AND sign.type = 'text'";
/// People keep their names, whatever customers are called.
pub(super) const PEOPLE: &str = "
    SELECT name FROM owners UNION SELECT person FROM journal UNION SELECT person FROM notes
    UNION SELECT person FROM actions UNION SELECT person FROM imports
    UNION SELECT person FROM feedback_tags WHERE person IS NOT NULL";
/// Whether others have a value of its own, in any column.
const SHARED: &str = "
    SELECT 1 FROM accounts WHERE id NOT IN (SELECT value FROM json_each(?1))
      AND (?2 IN (plan, segment, channel, region, owner) OR instr(attributes, json_quote(?2)))
    UNION ALL SELECT 1 FROM subscriptions
      WHERE account NOT IN (SELECT value FROM json_each(?1)) AND plan = ?2 LIMIT 1";
/// Reasons and sources of its feedback that others give as well.
const SAME: [&str; 2] = [
    "SELECT DISTINCT source FROM feedback WHERE ifnull(account, 0) NOT IN (SELECT value FROM json_each(?1)) \
     AND source IN (SELECT source FROM feedback WHERE account IN (SELECT value FROM json_each(?1)))",
    "SELECT DISTINCT reason FROM feedback WHERE ifnull(account, 0) NOT IN (SELECT value FROM json_each(?1)) \
     AND reason IN (SELECT reason FROM feedback WHERE account IN (SELECT value FROM json_each(?1)))",
];

/// Shorter words may stand for anything.
pub(super) const TELLING: usize = 4;

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
    let mut found = sql::all(db, GONE, params![id, name], |row| {
        Ok(Account {
            id: row.get(0)?,
            name: row.get(1)?,
            alias: row.get(2)?,
            external: row.get(3)?,
            ..Account::default()
        })
    })?;
    if found.is_empty() {
        let called = |text: &str| name.is_some_and(|name| untold::is_alike(name, text));
        let told = untold::told(db)?.into_iter();
        found.extend(
            told.filter(|it| id == Some(it.id) || called(&it.name) || called(&it.external)),
        );
    }
    let ids = found.iter().map(|gone| gone.external.to_lowercase());
    let ids: HashSet<String> = ids.filter(|id| !id.is_empty()).collect();
    match (name, ids.len()) {
        (None, _) | (Some(_), 0 | 1) => Ok(found.into_iter().next()),
        (Some(name), n) => Err(Failure::usage(format!(
            "{n} accounts that are gone were called `{name}`, under different ids"
        ))
        .hint("give the id of the one")),
    }
}

/// One customer, with whatever is known of it.
#[derive(Debug)]
pub struct Customer {
    /// The account that was asked for, and those that are counted as one with it; of one that is gone what is still known.
    pub accounts: Vec<Account>,
    /// Whether its account is gone.
    pub is_gone: bool,
    /// All that it was called, and its numbers, those that it had before it came again among them.
    pub(super) former: FormerNames,
}

impl Customer {
    /// The customer that an account is one of; of an account that is gone the one that has its id by now.
    pub(super) fn of(db: &Connection, id: AccountId) -> Result<Customer, Failure> {
        let id = sql::first(db, AGAIN, [id], |row| row.get(0))?.unwrap_or(id);
        let one = match marks::of(db, id)? {
            Some(_) => vec![id],
            None => sql::all(db, ONE, [id], |row| row.get(0))?,
        };
        let mut numbers: HashSet<AccountId> = one.into_iter().collect();
        loop {
            let known = numbers.len();
            let customer = Customer::with(db, id, numbers)?;
            numbers = customer.former.numbers.clone();
            numbers.extend(before(db, &customer.former)?);
            if numbers.len() == known {
                return Ok(customer);
            }
        }
    }

    fn with(
        db: &Connection,
        id: AccountId,
        numbers: HashSet<AccountId>,
    ) -> Result<Customer, Failure> {
        let mut sorted: Vec<AccountId> = numbers.iter().copied().collect();
        sort(&mut sorted);
        let further = sorted.into_iter().filter(|number| *number != id);
        let ids = std::iter::once(id).chain(further);
        let mut accounts = table::by_ids::<Account>(db, ids)?;
        let is_gone = accounts.is_empty();
        if is_gone {
            accounts.extend(gone(db, GoneBy::Id(id))?);
        }
        if accounts.is_empty() {
            return Err(kept::missing(Subject::Account(id)));
        }
        let former = former(db, &accounts, numbers)?;
        Ok(Customer {
            accounts,
            is_gone,
            former,
        })
    }

    /// The numbers of all its accounts, as a list in JSON.
    pub(super) fn numbers(&self) -> String {
        list(self.former.numbers.iter().map(|id| id.0))
    }

    /// Every name and id that it has or had.
    pub fn called(&self) -> Vec<MaskedName> {
        let (mut names, mut externals) = (self.former.names.iter(), self.former.externals.iter());
        let main = &self.accounts[0];
        let each = std::iter::from_fn(|| match (names.next(), externals.next()) {
            (None, None) => None,
            (name, external) => Some(MaskedName {
                account: main.id,
                name: name.cloned().unwrap_or_default(),
                external: external.cloned().unwrap_or_default(),
                alias: main.alias.clone(),
            }),
        });
        each.collect()
    }
}

/// Numbers as a list in JSON, which a query goes through.
pub(super) fn list(numbers: impl Iterator<Item = i64>) -> String {
    serde_json::Value::from_iter(numbers).to_string()
}

fn texts<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    serde_json::Value::from_iter(texts.map(String::as_str)).to_string()
}

/// The numbers that the customer had before it came again.
fn before(db: &Connection, former: &FormerNames) -> Result<Vec<AccountId>, Failure> {
    let sql = format!("{BEFORE} ({THEIR_IDS}))");
    let numbers = list(former.numbers.iter().map(|id| id.0));
    let known = params![
        numbers,
        texts(former.externals.iter()),
        texts(former.names.iter())
    ];
    let mut before = sql::all(db, &sql, known, |row| row.get(0))?;
    before.extend(untold::before(db, former, &numbers)?);
    Ok(before)
}

/// Everything that is needed to find the customer.
pub(super) fn erasure(db: &Connection, customer: &Customer) -> Result<Erasure, Failure> {
    let numbers = customer.numbers();
    let others = others(db, customer, &numbers)?;
    let traces = traces(db, customer, &others)?;
    let main = &customer.accounts[0];
    let mut erasure = Erasure::new(main, traces);
    let aliases = customer.former.numbers.iter();
    erasure.accounts = aliases.map(|id| (*id, main.alias.clone())).collect();
    let own = customer.accounts.iter();
    erasure
        .accounts
        .extend(own.map(|account| (account.id, account.alias.clone())));
    erasure.others = others;
    erasure.feedback = customer.former.feedback.clone();
    for sql in SAME {
        erasure.common.extend(sql::all(db, sql, [&numbers], |row| {
            row.get::<_, String>(0)
        })?);
    }
    for value in customer.former.values.iter().cloned() {
        let shared = sql::first(db, SHARED, params![numbers, value], |_| Ok(()))?;
        match shared {
            _ if value.is_empty() => erasure.common.insert(value),
            Some(()) => erasure.common.insert(value),
            None => erasure.single.insert(value),
        };
    }
    Ok(erasure)
}

/// What is the customer's and may be any word where others write it: its names, the values of its columns, and what else
/// names something of it.
pub(super) fn further(
    db: &Connection,
    customer: &Customer,
    erasure: &Erasure,
) -> Result<Vec<String>, Failure> {
    let mut further = sql::all(db, FURTHER, [customer.numbers()], |row| {
        row.get::<_, String>(0)
    })?;
    further.extend(erasure.single.iter().chain(&customer.former.names).cloned());
    let shared = erasure.traces().shared();
    let is_told = |text: &String| shared.iter().any(|theirs| theirs.contains(text.as_str()));
    let is_word = |text: &String| text.len() >= TELLING && text.contains(char::is_alphabetic);
    further.retain(|text| is_word(text) && !is_told(text));
    Ok(further)
}

/// The accounts of others, by the numbers that they had before too.
fn others(
    db: &Connection,
    customer: &Customer,
    numbers: &str,
) -> Result<HashSet<AccountId>, Failure> {
    let sql = format!(
        "SELECT id FROM accounts UNION SELECT account FROM former_names WHERE external IN ({THEIR_IDS})"
    );
    let mut others: HashSet<AccountId> = sql::all(db, &sql, [numbers], |row| row.get(0))?
        .into_iter()
        .collect();
    others.retain(|id| !customer.former.numbers.contains(id));
    Ok(others)
}

/// How it is found in texts, and what stays there.
fn traces(
    db: &Connection,
    customer: &Customer,
    others: &HashSet<AccountId>,
) -> Result<Traces, Failure> {
    let named = |account: AccountId, name: String| MaskedName {
        account,
        name,
        external: String::new(),
        alias: String::new(),
    };
    let people = sql::all(db, PEOPLE, [], |row| row.get(0))?.into_iter();
    let people = people.map(|name| named(0.into(), name));
    let theirs = |name: &MaskedName| others.contains(&name.account);
    let now = names(db)?.into_iter().filter(theirs);
    let before = "SELECT account, name FROM former_names";
    let before = sql::all(db, before, [], |row| Ok(named(row.get(0)?, row.get(1)?)))?;
    let before = former_names(db)?.into_iter().chain(before).filter(theirs);
    Ok(Traces::new(&customer.called(), people.chain(now), before))
}

fn former(
    db: &Connection,
    accounts: &[Account],
    numbers: HashSet<AccountId>,
) -> Result<FormerNames, Failure> {
    let mut former = FormerNames {
        numbers,
        ..FormerNames::default()
    };
    for account in accounts {
        former.account(account.clone());
    }
    let numbers = list(former.numbers.iter().map(|id| id.0));
    let texts = |sql: &str| {
        sql::all(db, sql, [&numbers], |row| {
            Ok(row.get::<_, Option<String>>(0)?.unwrap_or_default())
        })
    };
    former.externals.extend(texts(IDS)?);
    former.names.extend(texts(NAMES)?);
    former.values.extend(texts(PLANS)?);
    let said = sql::all(db, SAID, [&numbers], |row| row.get::<_, FeedbackId>(0))?;
    former.feedback.extend(said);
    for was in sql::all(db, FORMER, [&numbers], |row| {
        row.get::<_, JsonText<Account>>(0)
    })? {
        former.account(was.0);
    }
    let mut rows = db.prepare("SELECT forward, inverse FROM journal")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        former.learn(row.get::<_, JsonText<Change>>(0)?.0);
        former.learn(row.get::<_, JsonText<Change>>(1)?.0);
    }
    let said = list(former.feedback.iter().map(|id| id.0));
    for other in sql::all(db, NOT_SAID, params![numbers, said], |row| row.get(0))? {
        former.feedback.remove::<FeedbackId>(&other);
    }
    without_stand_ins(db, &mut former)?;
    former.externals.retain(|id| !id.is_empty());
    former.names.retain(|name| !name.is_empty());
    Ok(former)
}

/// What stands for a customer that was erased is nobody's name, nor is what it was put into.
fn without_stand_ins(db: &Connection, former: &mut FormerNames) -> Result<(), Failure> {
    let mut known = HashMap::new();
    for name in &former.names {
        for at in stand_ins::places(name) {
            let stands = sql::first(db, STAND_IN, [&name[at]], |_| Ok(()))?.is_some();
            *known.entry(name.clone()).or_insert(false) |= stands;
        }
    }
    former
        .names
        .retain(|name| !known.get(name).is_some_and(|stands| *stands));
    Ok(())
}
