//! Words anywhere: in feedback, accounts, actions and notes. Gives row numbers.
//! Must not know what is shown of them.

use rusqlite::Connection;
use rusqlite::types::FromSql;

use crate::domain::failure::Failure;
use crate::domain::field::Thing;
use crate::domain::ids::{AccountId, ActionId, FeedbackId, NoteId};
use crate::domain::note::{Action, Note};
use crate::domain::query::FeedbackFilter;
use crate::domain::sort::sort;
use crate::domain::sought::Sought;
use crate::store::sql;

use super::conditions::PlanOf;
use super::{asked, pages};
use crate::domain::fold::fold;

const NAMED: &str = "
    SELECT a.id, a.name FROM accounts_fts x CROSS JOIN accounts a ON a.id = x.rowid
    WHERE x.accounts_fts MATCH ?1 LIMIT ?2";

/// Accounts that are looked at to put those first that begin with the words.
const NAMES: i64 = 500;

/// The row numbers of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundRows {
    /// Newest first.
    pub feedback: Vec<FeedbackId>,
    /// By name, those that begin with the words first.
    pub accounts: Vec<AccountId>,
    /// Newest first.
    pub actions: Vec<ActionId>,
    /// Newest first.
    pub notes: Vec<NoteId>,
}

/// Everything that has all the words, at most so many of each kind; nothing when there is no word.
pub fn find(
    db: &Connection,
    words: &str,
    plan_of: PlanOf<'_>,
    limit: u32,
) -> Result<FoundRows, Failure> {
    if asked::feedback(db, words, plan_of)?.is_empty() {
        return Ok(FoundRows::default());
    }
    let sought = Sought::words(words);
    let filter = FeedbackFilter {
        words: words.to_owned(),
        ..FeedbackFilter::default()
    };
    let actions = said_in::<Action>("actions", "what");
    let notes = said_in::<Note>("notes", "text");
    Ok(FoundRows {
        feedback: pages::feedback(db, &filter, plan_of, None, limit)?.ids,
        accounts: accounts(db, words, limit)?,
        actions: scan(db, &actions, &sought, limit)?,
        notes: scan(db, &notes, &sought, limit)?,
    })
}

/// A query for everything that is written of a kind of thing, newest first.
fn said_in<T: Thing>(table: &str, name: &str) -> String {
    let texts = T::texts_held().map(|row| format!(" || ' ' || ifnull({}, '')", row.is.column));
    let texts: String = texts.collect();
    format!("SELECT id, {name}{texts} FROM {table} ORDER BY id DESC")
}

fn accounts(db: &Connection, words: &str, limit: u32) -> Result<Vec<AccountId>, Failure> {
    let Some(expression) = asked::names(words).expression(None)? else {
        return Ok(Vec::new());
    };
    let folded = fold(words);
    let params = (expression, NAMES);
    let mut found = sql::all(db, NAMED, params, |row| {
        let name = fold(&row.get::<_, String>(1)?);
        Ok((!name.starts_with(&folded), name, row.get(0)?))
    })?;
    sort(&mut found);
    let found = found.into_iter().take(limit as usize);
    Ok(found.map(|(_, _, id)| id).collect())
}

/// The few things people wrote, read one by one.
fn scan<T: FromSql>(
    db: &Connection,
    sql: &str,
    sought: &Sought,
    limit: u32,
) -> Result<Vec<T>, Failure> {
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if asked::has(sought, row.get_ref(1)?.as_str().unwrap_or_default()) {
            found.push(row.get(0)?);
            if found.len() == limit as usize {
                break;
            }
        }
    }
    Ok(found)
}
