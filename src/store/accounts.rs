//! Accounts: their rows, and pages of them by key. Must not know their money (`resident` does).

use hashbrown::{HashMap, HashSet};
use rusqlite::{Connection, Row, named_params};

use super::kept::{KeptRecord, must_be_free, needed};
use super::rows::alias::Aliases;
use super::search;
use super::sql::{self, Use};
use super::table::{self, Tabled};
use crate::domain::account::{Account, MaskedName};
use crate::domain::change::Subject;
use crate::domain::column::holds_names;
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, ImportId};
use crate::domain::masking::Mask;
use crate::domain::page::Page;
use crate::domain::query::AccountFilter;
use crate::domain::sort::sort_by_key;

const BY_EXTERNAL: &str = "
    SELECT * FROM accounts WHERE id = ifnull((SELECT id FROM accounts WHERE external = ?1),
      (SELECT account FROM account_ids WHERE id = ?1))";
const PAGE: &str = "
    SELECT * FROM accounts
    WHERE (:adjusted = 0 OR excluded <> '' OR same_as IS NOT NULL)
      AND (:words IS NULL OR id IN (SELECT rowid FROM accounts_fts WHERE accounts_fts MATCH :words))
      AND (:name IS NULL OR (name COLLATE NOCASE, id) > (:name, :id))
    ORDER BY name COLLATE NOCASE, id LIMIT :limit";
const TAKEN: &str = "SELECT 1 FROM accounts WHERE alias = ?1";
// Of one that was erased only the alias is left to be known.
const NAMES: &str = "
    SELECT * FROM (
      SELECT id, iif(gone, '', name) AS name, iif(gone, '', external) AS external, alias
      FROM (SELECT *, EXISTS (SELECT 1 FROM erased WHERE account = accounts.id) AS gone FROM accounts)
      UNION ALL
      SELECT a.id, '', i.id, a.alias FROM account_ids i JOIN accounts a ON a.id = i.account)
    ORDER BY length(name) DESC, id";
// Texts go on using the names that one had before. An id that stood for a name not known yet is none.
const FORMER: &str = "
    WITH former (account, name) AS (
      SELECT row, json_extract(was, '$.name') FROM import_former
        WHERE kind = 'accounts' AND json_extract(was, '$.name') <> json_extract(was, '$.external')
      UNION SELECT json_extract(edit.value, '$.subject.id'), name.value
        FROM journal, json_tree(forward) AS edit, json_each(edit.value) AS name
        WHERE (journal.kind = 'account'
            OR journal.id IN (SELECT change FROM journal_also WHERE kind = 'account'))
          AND edit.key = 'set' AND name.key IN ('was', 'now')
          AND json_extract(edit.value, '$.subject.kind', '$.field') = '[\"account\",\"name\"]')";
const STILL: &str = "
    SELECT a.id, f.name, '' AS external, a.alias FROM former f JOIN accounts a ON a.id = f.account
    WHERE f.name NOT IN (a.name, a.external, '') AND NOT EXISTS (SELECT 1 FROM erased WHERE account = a.id)
    ORDER BY length(f.name) DESC, a.id";

const GONE: &str = "
    SELECT account AS id, name, '' AS external, alias FROM former_names AS f
    WHERE name <> external AND NOT EXISTS (SELECT 1 FROM erased WHERE erased.account = f.account)
    ORDER BY length(name) DESC, f.id";
const CALLED: &str = "
    SELECT a.id, trim(said.value) AS name, '' AS external, a.alias, said.key AS column
    FROM accounts AS a, json_each(a.attributes) AS said
    WHERE length(said.value) BETWEEN 2 AND 80 AND NOT EXISTS (SELECT 1 FROM erased WHERE account = a.id)
    ORDER BY a.id";
/// More customers than this are no group of one name.
const FEW: usize = 12;
// An account that comes again has another number: its id tells that it is the same.
const REMEMBER: &str = "
    INSERT INTO former_names (account, name, alias, external)
    SELECT id, name, alias, external FROM accounts
    WHERE NOT EXISTS (SELECT 1 FROM erased WHERE account = accounts.id) AND ";
// So are the names that it had before: whoever goes has none of them any more.
const REMEMBER_FORMER: &str = "
    INSERT INTO former_names (account, name, alias, external)
    SELECT accounts.id, f.name, accounts.alias, accounts.external FROM former f JOIN accounts ON accounts.id = f.account
    WHERE f.name NOT IN (accounts.external, '')
      AND NOT EXISTS (SELECT 1 FROM erased WHERE account = accounts.id) AND ";
const AGAIN: &str = " ON CONFLICT (account, name) DO UPDATE SET external = excluded.external";

impl Tabled for Account {
    type Id = AccountId;
    const TABLE: &'static str = "accounts";

    fn id(&mut self) -> &mut AccountId {
        &mut self.id
    }
}

impl KeptRecord for Account {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let external = needed(&self.external, "the id of the account")?;
        must_be_free(db, Subject::Account(self.id), "external", external)
    }

    fn uses(&self) -> &'static [Use] {
        &[
            ("subscription/subscriptions", "subscriptions", "account"),
            ("movement/movements", "movements", "account"),
            ("balance/balances", "balances", "account"),
            ("day/days of usage", "usage", "account"),
            ("piece/pieces of feedback", "feedback", "account"),
            ("place/places on lists", "aim_accounts", "account"),
            ("item/items it was contacted about", "outreach", "account"),
            ("further id/ids", "account_ids", "account"),
            (
                "place/places on the list/lists of who was at risk that a/ review/reviews keeps/keep",
                "warnings",
                "account",
            ),
            (
                "account/accounts that goes/go on in it",
                "accounts",
                "same_as",
            ),
        ]
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("account {}", self.name))
    }

    fn account(&self) -> Option<AccountId> {
        Some(self.id)
    }
}

/// Writes an account, with a name and an alias where it has none.
pub fn insert(db: &Connection, account: &Account) -> Result<i64, Failure> {
    let mut account = account.clone();
    if account.name.trim().is_empty() {
        account.name.clone_from(&account.external);
    }
    if account.alias.is_empty() {
        account.alias = free_alias(db)?;
    }
    table::insert(db, account.id.0, &account)
}

/// From so many columns together on a page of accounts ends, whatever was asked for: each may have thousands.
const COLUMNS: usize = 250_000;

/// An alias that nobody has.
fn free_alias(db: &Connection) -> Result<String, Failure> {
    let mut aliases = Aliases::default();
    loop {
        let alias = aliases.next(db)?;
        if sql::first(db, TAKEN, [&alias], |_| Ok(()))?.is_none() {
            return Ok(alias);
        }
    }
}

/// One page by name, or exactly the accounts asked for.
pub fn page(
    db: &Connection,
    filter: &AccountFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Account>, Failure> {
    if let Some(external) = &filter.external {
        let items = sql::all(db, BY_EXTERNAL, [external], table::read)?;
        return Ok(Page { items, next: None });
    }
    if !filter.ids.is_empty() {
        return by_ids(db, &filter.ids, after, limit);
    }
    let words = search::asked::names(&filter.words).expression(None)?;
    if words.is_none() && !filter.words.trim().is_empty() {
        return Ok(Page::default());
    }
    let key = after.map(|key| cursor(db, key)).transpose()?;
    let params = named_params! {
        ":words": words, ":adjusted": filter.adjusted,
        ":name": key.as_ref().map(|(_, name)| name), ":id": key.as_ref().map(|(id, _)| id),
        ":limit": i64::from(limit) + 1,
    };
    let (mut items, mut columns, mut more): (Vec<Account>, _, _) = (Vec::new(), 0, false);
    let mut statement = db.prepare_cached(PAGE)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        if items.len() == limit as usize || columns >= COLUMNS {
            more = true;
            break;
        }
        let account: Account = table::read(row)?;
        columns += account.attributes.len();
        items.push(account);
    }
    let last = items.last().filter(|_| more);
    let next = last.map(|account| format!("{}:{}", account.id, account.name));
    Ok(Page { items, next })
}

/// Accounts in a given order, a page at a time: the key is the place in that order.
fn by_ids(
    db: &Connection,
    ids: &[AccountId],
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Account>, Failure> {
    let from: usize = match after {
        None => 0,
        Some(key) => key.parse().map_err(|_| stale())?,
    };
    let to = ids.len().min(from.saturating_add(limit as usize));
    let items = table::by_ids(db, ids.get(from..to).unwrap_or_default().iter().copied())?;
    let next = (to < ids.len()).then(|| to.to_string());
    Ok(Page { items, next })
}

/// The id and the name a page begins after; where names are covered the key has the id only.
fn cursor(db: &Connection, key: &str) -> Result<(AccountId, String), Failure> {
    let (id, name) = key
        .split_once(':')
        .map_or((key, None), |(id, name)| (id, Some(name)));
    let id = AccountId(id.parse().map_err(|_| stale())?);
    let name = match name {
        Some(name) => name.to_owned(),
        None => table::by_id::<Account>(db, id)?.ok_or_else(stale)?.name,
    };
    Ok((id, name))
}

fn stale() -> Failure {
    Failure::usage("the page asked for does not belong to this list")
        .hint("start at the first page")
}

/// Every account's name with its alias, longest name first, and each further id with an empty one.
pub fn names(db: &Connection) -> Result<Vec<MaskedName>, Failure> {
    named(db, NAMES)
}

/// The same, and behind them each name that an account had before, and of those that are gone.
pub fn all_names(db: &Connection) -> Result<Vec<MaskedName>, Failure> {
    let mut names = names(db)?;
    names.extend(former_names(db)?);
    let known: HashSet<String> = names.iter().map(|known| known.name.clone()).collect();
    let mut gone = named(db, GONE)?;
    gone.retain(|gone| !known.contains(&gone.name));
    names.extend(gone);
    let known: HashSet<String> = names.iter().map(|known| known.name.clone()).collect();
    let mut others = called(db)?;
    others.retain(|other| !known.contains(&other.name));
    names.extend(others);
    Ok(names)
}

/// What their other columns call customers, each once. What many are called is no name, nor is a word that anybody may
/// write, and several such words only where one customer is called so. What several are called, as by their parent's
/// name, stands for none of them: it has a stand-in of its own.
fn called(db: &Connection) -> Result<Vec<MaskedName>, Failure> {
    let mut is_named: HashMap<String, bool> = HashMap::new();
    let mut called: HashMap<String, CalledBy> = HashMap::new();
    let rows = sql::all(db, CALLED, [], |row| {
        Ok((row.get::<_, String>("column")?, masked_name(row)?))
    })?;
    for (column, name) in rows {
        let named = is_named
            .entry_ref(column.as_str())
            .or_insert_with(|| holds_names(&column));
        if *named && name.name.contains(char::is_alphabetic) {
            let by = called.entry(name.name.clone());
            by.and_modify(|by| by.several |= by.first.account != name.account)
                .or_insert_with(|| CalledBy::one(name))
                .many += 1;
        }
    }
    let several_words = |name: &str| name.split_whitespace().nth(1).is_some();
    let few = called.into_values().filter(|by| {
        let anybodys = Mask::is_anybodys(&by.first.name);
        by.many <= FEW && (!anybodys || by.many == 1 && several_words(&by.first.name))
    });
    let mut few: Vec<CalledBy> = few.collect();
    sort_by_key(&mut few, |by| (by.first.account, by.first.name.clone()));
    let shared = few.iter_mut().filter(|by| by.several);
    for (by, at) in shared.zip(1..) {
        by.first.alias = Mask::of_several(at);
    }
    let mut few: Vec<MaskedName> = few.into_iter().map(|by| by.first).collect();
    sort_by_key(&mut few, |name| std::cmp::Reverse(name.name.len()));
    Ok(few)
}

/// Who is called by a name in columns.
struct CalledBy {
    first: MaskedName,
    /// How many cells have it.
    many: usize,
    /// Whether they are of several customers.
    several: bool,
}

impl CalledBy {
    fn one(first: MaskedName) -> CalledBy {
        CalledBy {
            first,
            many: 0,
            several: false,
        }
    }
}

/// What accounts were called before that are there.
pub fn former_names(db: &Connection) -> Result<Vec<MaskedName>, Failure> {
    named(db, &format!("{FORMER}{STILL}"))
}

/// Before an import is taken back: accounts that came with it go, and others get back what they were called.
pub fn remember(db: &Connection, import: ImportId) -> Result<(), Failure> {
    let changed =
        "SELECT row FROM import_former WHERE kind = 'accounts' AND import_former.import = ?1";
    let of_import = format!("(accounts.import = ?1 OR accounts.id IN ({changed})){AGAIN}");
    sql::run(db, &format!("{REMEMBER}{of_import}"), [import])?;
    sql::run(
        db,
        &format!("{FORMER}{REMEMBER_FORMER}{of_import}"),
        [import],
    )
    .map(drop)
}

fn named(db: &Connection, names: &str) -> Result<Vec<MaskedName>, Failure> {
    sql::all(db, names, [], masked_name)
}

fn masked_name(row: &Row<'_>) -> rusqlite::Result<MaskedName> {
    Ok(MaskedName {
        account: row.get("id")?,
        name: row.get("name")?,
        external: row.get("external")?,
        alias: row.get("alias")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn a_page_of_accounts_with_very_many_columns_ends_early_and_goes_on() {
        let store = Store::in_memory().unwrap();
        let columns = (0..COLUMNS / 2).map(|at| format!("\"c{at}\":\"1\""));
        let columns = format!("{{{}}}", columns.collect::<Vec<_>>().join(","));
        for name in ["a", "b", "c"] {
            let sql =
                "INSERT INTO accounts (external, name, alias, attributes) VALUES (?1, ?1, ?1, ?2)";
            store.db.execute(sql, [name, &columns]).unwrap();
        }
        let filter = AccountFilter::default();
        let names = |page: &Page<Account>| {
            let names = page.items.iter().map(|account| account.name.clone());
            names.collect::<Vec<_>>()
        };
        let first = page(&store.db, &filter, None, 50).unwrap();
        assert_eq!(names(&first), ["a", "b"]);
        let rest = page(&store.db, &filter, first.next.as_deref(), 50).unwrap();
        assert_eq!((names(&rest), rest.next), (vec!["c".to_owned()], None));
    }
}
