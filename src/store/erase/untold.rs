//! Accounts that went before the room kept what they were called: what else tells whose they were, and what of them is
//! left where nothing does. Must not change anything.

use hashbrown::HashSet;
use rusqlite::{Connection, Row, params};

use crate::domain::account::Account;
use crate::domain::erasure::FormerNames;
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, ChangeId};
use crate::domain::sort::sort_by_key;
use crate::store::sql;
use crate::store::words::bare;

/// Their numbers.
const LOST: &str = "
    SELECT account FROM journal WHERE account NOT IN (SELECT id FROM accounts)
      AND account NOT IN (SELECT account FROM former_names)";

/// Somebody else who has a name.
const NAMESAKE: &str = "
    SELECT 1 FROM accounts WHERE name = ?2 COLLATE NOCASE AND id NOT IN (SELECT value FROM json_each(?1))";
/// What imports kept, what reviews froze, and what names were set say of them.
const TOLD: &str = "
    SELECT row, json_extract(was, '$.name'), json_extract(was, '$.external') FROM import_former
      WHERE kind = 'accounts' AND row IN lost
    UNION SELECT json_extract(it.value, '$.id'), json_extract(it.value, '$.name'), json_extract(it.value, '$.external')
      FROM frozen, json_tree(frozen.at) AS it
      WHERE it.type = 'object' AND json_extract(it.value, '$.alias') IS NOT NULL AND json_extract(it.value, '$.id') IN lost
    UNION SELECT json_extract(edit.value, '$.subject.id'), name.value, ''
      FROM journal, json_tree(forward) AS edit, json_each(edit.value) AS name
      WHERE journal.kind = 'account' AND journal.account IN lost AND edit.key = 'set' AND name.key IN ('was', 'now')
        AND json_extract(edit.value, '$.subject.kind', '$.field') = '[\"account\",\"name\"]'";
const FROZEN: &str = "
    SELECT frozen_start FROM meetings WHERE json_valid(frozen_start)
    UNION ALL SELECT frozen_end FROM meetings WHERE json_valid(frozen_end)";
const WORDS: &str = "SELECT account, words FROM journal WHERE kind = 'account' AND account IN lost";

/// Changes of those accounts that have something to say of them.
const ROWS: &str = "
    SELECT id, account FROM journal WHERE account IN lost AND inverse NOT LIKE '{\"erase\"%'
      AND (kind = 'feedback' AND (forward LIKE '%\"add\"%' OR forward LIKE '%\"remove\"%')
        OR kind = 'account' AND (forward LIKE '%\"was\":\"%' OR forward LIKE '%\"now\":\"%'))
    ORDER BY id";

/// What stands around what an account is called where it is said what was done to it.
const AROUND: [(&str, &str); 3] = [
    ("counted account ", " again"),
    ("left account ", " out of every number"),
    ("took account ", " and its successor apart"),
];

fn all<T>(
    db: &Connection,
    query: &str,
    row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Failure> {
    let sql = format!("WITH lost AS ({LOST}), frozen (at) AS ({FROZEN}) {query}");
    sql::all(db, &sql, [], row)
}

/// What they were called, with the id where that is told.
pub(super) fn told(db: &Connection) -> Result<Vec<Account>, Failure> {
    if sql::first(db, LOST, [], |_| Ok(()))?.is_none() {
        return Ok(Vec::new());
    }
    let called = |id: AccountId, name: String, external: String| Account {
        id,
        name,
        external,
        alias: format!("Gone Account {id}"),
        ..Account::default()
    };
    let text = |row: &Row<'_>, at| {
        row.get::<_, Option<String>>(at)
            .map(Option::unwrap_or_default)
    };
    let mut told = all(db, TOLD, |row| {
        Ok(called(row.get(0)?, text(row, 1)?, text(row, 2)?))
    })?;
    for (id, words) in all(db, WORDS, |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
        told.extend(name(&words).map(|name| called(id, name.to_owned(), String::new())));
    }
    // The surest first.
    sort_by_key(&mut told, |account| {
        (account.external.is_empty(), account.name.len())
    });
    Ok(told)
}

/// What an account is called in words that say what was done to it, where they leave no doubt.
fn name(words: &str) -> Option<&str> {
    let words = bare(words);
    for (before, behind) in AROUND {
        if let Some(rest) = words.strip_prefix(before) {
            return Some(rest.split_once(behind)?.0);
        }
    }
    let (what, rest) = words.split_once(" of account ")?;
    if what.starts_with("cleared ") {
        return rest.split(", and ").next();
    }
    // Either may have the word in it, the name or what was set.
    let mut parts = rest.split(" to ");
    let name = parts.next()?;
    (parts.count() == 1).then_some(name)
}

/// The numbers that a customer had before it came again, as far as these tell. What is told by another id is another's, and by
/// a name that somebody else has it may be.
pub(super) fn before(
    db: &Connection,
    former: &FormerNames,
    numbers: &str,
) -> Result<Vec<AccountId>, Failure> {
    let told = told(db)?;
    let is_in = |known: &HashSet<String>, text: &str| known.iter().any(|own| is_alike(own, text));
    let is_other = |account: &&Account| {
        !account.external.is_empty() && !is_in(&former.externals, &account.external)
    };
    let others: HashSet<AccountId> = told.iter().filter(is_other).map(|it| it.id).collect();
    let mut own = Vec::new();
    for account in told.iter().filter(|account| !others.contains(&account.id)) {
        let named = is_in(&former.names, &account.name);
        if !account.external.is_empty()
            || named
                && sql::first(db, NAMESAKE, params![numbers, account.name], |_| Ok(()))?.is_none()
        {
            own.push(account.id);
        }
    }
    Ok(own)
}

pub(super) fn is_alike(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Changes of accounts of which nothing tells whose they were.
pub(super) fn changes(db: &Connection) -> Result<Vec<ChangeId>, Failure> {
    let told: HashSet<AccountId> = told(db)?.into_iter().map(|account| account.id).collect();
    let rows = all(db, ROWS, |row| {
        Ok((row.get(0)?, row.get::<_, AccountId>(1)?))
    })?;
    let rows = rows
        .into_iter()
        .filter(|(_, account)| !told.contains(account));
    Ok(rows.map(|(change, _)| change).collect())
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn what_was_done_to_an_account_tells_what_it_was_called() {
        let cases = [
            (
                "counted account Quilbraxo Zent again",
                Some("Quilbraxo Zent"),
            ),
            (
                "left account Zent out of every number, and 2 more",
                Some("Zent"),
            ),
            (
                "took back: set the segment of account Zent to \"Big\"",
                Some("Zent"),
            ),
            ("did again: cleared the plan of account Zent", Some("Zent")),
            ("set the plan of account Back to Basics to \"Big\"", None),
            ("added a note", None),
        ];
        for (words, called) in cases {
            assert_eq!(name(words), called, "{words}");
        }
    }
}
