//! The further ids of accounts: files of several systems meet in one account where one of them names both ids.
//! Must not know files, nor which of an account's ids is shown.

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashSet};
use rusqlite::{Connection, Statement};

use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::{ImportHead, ImportKind};
use crate::domain::money::count;
use crate::store::{sql, standing};

/// Why an account goes on in another that a file gave its id.
const BOTH: &str = "one row names the ids of both";

/// An account that nothing but its id is known of.
const BARE: &str = "SELECT 1 FROM accounts WHERE id = ?1 AND name = external AND hash IS NULL \
                    AND excluded = '' AND same_as IS NULL";

/// The account in which one goes on next.
const LATER: &str = "SELECT same_as FROM accounts WHERE id = ?1";

/// Two accounts that a row names as one customer and that stay apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StayApart {
    /// The one that was left behind: its id, and what it is called.
    pub old: [String; 2],
    /// The one that is used now.
    pub now: [String; 2],
}

/// Every further id with its account, loaded once per import.
pub(super) struct OtherIds<'a> {
    numbers: HashMap<Box<str>, i64>,
    insert: Statement<'a>,
}

impl<'a> OtherIds<'a> {
    pub(super) fn load(tx: &'a Connection) -> Result<OtherIds<'a>, Failure> {
        let mut numbers = HashMap::new();
        sql::each(tx, "SELECT id, account FROM account_ids", [], |row| {
            numbers.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        Ok(OtherIds {
            numbers,
            insert: tx
                .prepare("INSERT INTO account_ids (id, account, import) VALUES (?1, ?2, ?3)")?,
        })
    }

    /// The account that has this as a further id.
    pub(super) fn find(&self, id: &str) -> Option<i64> {
        self.numbers.get(id).copied()
    }

    /// Gives an account a further id, unless it is another's already.
    pub(super) fn keep(&mut self, id: &str, account: i64, import: ImportId) -> Result<(), Failure> {
        if !id.is_empty() && !self.numbers.contains_key(id) {
            self.insert.execute((id, account, import))?;
            self.numbers.insert(id.into(), account);
        }
        Ok(())
    }

    /// Two accounts turn out to be one customer: the one of which nothing but its id is known goes on in the other.
    /// Where more is known of it a person has to say so: `false`.
    pub(super) fn join(
        &mut self,
        tx: &Connection,
        (id, bare): (&str, i64),
        account: i64,
        import: ImportId,
    ) -> Result<bool, Failure> {
        if bare == account || self.numbers.contains_key(id) {
            return Ok(true);
        }
        let is_bare = sql::first(tx, BARE, [bare], |_| Ok(()))?.is_some();
        if is_bare && standing::no_circle(tx, bare.into(), account.into()).is_ok() {
            let goes_on = "UPDATE accounts SET same_as = ?2, same_reason = ?3 WHERE id = ?1";
            sql::run(tx, goes_on, (bare, account, BOTH))?;
            self.keep(id, account, import)?;
            return Ok(true);
        }
        self.numbers.insert(id.into(), bare);
        Ok(goes_on_in(tx, bare)? == goes_on_in(tx, account)?)
    }
}

/// The account in which one goes on, in the end.
fn goes_on_in(tx: &Connection, account: i64) -> Result<i64, Failure> {
    let (mut at, mut seen) = (account, HashSet::new());
    while seen.insert(at)
        && let Some(later) = sql::first(tx, LATER, [at], |row| row.get(0))?.flatten()
    {
        at = later;
    }
    Ok(at)
}

/// Pairs of accounts with their ids and names.
pub(super) fn named(
    tx: &Connection,
    pairs: &BTreeSet<(i64, i64)>,
) -> Result<Vec<StayApart>, Failure> {
    let of = |account: i64| {
        let both = "SELECT external, name FROM accounts WHERE id = ?1";
        sql::one(tx, both, [account], |row| Ok([row.get(0)?, row.get(1)?]))
    };
    let pairs = pairs.iter().map(|(old, now)| {
        Ok(StayApart {
            old: of(*old)?,
            now: of(*now)?,
        })
    });
    pairs.collect()
}

/// The accounts that an import calls otherwise than they were called: the name before, and the one now. What was known by
/// its id alone had no name.
pub(super) fn renamed(tx: &Connection, import: ImportId) -> Result<Vec<[String; 2]>, Failure> {
    const NAMES: &str = "
        SELECT f.was ->> 'name' AS before, a.name FROM import_former f JOIN accounts a ON a.id = f.row
        WHERE f.import = ?1 AND f.kind = 'accounts' AND before NOT IN (a.name, a.external, '') ORDER BY a.id";
    sql::all(tx, NAMES, [import], |row| Ok([row.get(0)?, row.get(1)?]))
}

/// How many further ids came with an import.
pub(super) fn further(tx: &Connection, import: ImportId) -> Result<u64, Failure> {
    let all = "SELECT count(*) FROM account_ids WHERE import = ?1";
    let further: i64 = sql::one(tx, all, [import], |row| row.get(0))?;
    Ok(further.unsigned_abs())
}

/// How many accounts came with an import.
pub(super) fn new(head: &ImportHead) -> u64 {
    match head.kind {
        ImportKind::Accounts => head.counts.new,
        ImportKind::Owners
        | ImportKind::Subscriptions
        | ImportKind::Movements
        | ImportKind::Balances
        | ImportKind::Roadmap
        | ImportKind::Surveys
        | ImportKind::Feedback
        | ImportKind::Usage => head.counts.bare_accounts,
    }
}

/// The refusal of accounts of which most that are new have the names of others that came under other ids: each would be
/// there twice. That some customers are called alike is no wonder. In a ledger what is known of a new one is what it is
/// called there, which may be a name.
pub(super) fn namesakes(tx: &Connection, head: &ImportHead) -> Result<Option<Failure>, Failure> {
    const NAMES: &str = "
        SELECT n.name FROM accounts n WHERE n.import = ?1 AND n.same_as IS NULL AND (n.name <> n.external OR ?2) AND EXISTS
          (SELECT 1 FROM accounts o WHERE o.name = n.name COLLATE NOCASE AND o.id < n.id AND o.import <> ?1
             AND o.same_as IS NULL)
        ORDER BY n.id";
    let new = new(head);
    let names: Vec<String> = match new {
        0 | 1 => return Ok(None),
        _ => sql::all(tx, NAMES, (head.id, head.kind.is_ledger()), |row| {
            row.get(0)
        })?,
    };
    let alike = names.len() as u64;
    if alike < 2 || alike * 2 < new {
        return Ok(None);
    }
    let first: Vec<&str> = names.iter().take(3).map(String::as_str).collect();
    let failure = Failure::usage(format!(
        "{} of {} new accounts have the names of others under other ids ({}): each would be there twice; nothing was \
         written",
        count(alike),
        count(new),
        first.join(", ")
    ));
    Ok(Some(failure.hint(match head.kind.is_ledger() {
        true => {
            "map the column of their ids with --map account=COLUMN; or bring the list of accounts with --map also=COLUMN, \
             its column of names, before this file or with it; or say --partial if they are others"
        }
        false => {
            "map the column of the ids that they have there with --map id=COLUMN or --map also=COLUMN; or say --partial \
             if they are others"
        }
    })))
}

/// Takes back what an import said about ids: an account that went on in another stands for itself again.
pub(super) fn take_back(tx: &Connection, import: ImportId) -> Result<(), Failure> {
    let apart = "UPDATE accounts SET same_as = NULL, same_reason = '' WHERE same_reason = ?2 AND EXISTS \
                 (SELECT 1 FROM account_ids i WHERE i.import = ?1 AND i.id = external AND i.account = same_as)";
    sql::run(tx, apart, (import, BOTH))?;
    sql::run(tx, "DELETE FROM account_ids WHERE import = ?1", [import])?;
    Ok(())
}
