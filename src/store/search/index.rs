//! The full-text tables: the function they need, and making them again.
//! Must not know what is looked for in them.

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Error, ErrorCode, Result};

use crate::domain::failure::Failure;

use crate::domain::fold::{VERSION, fold};

/// What is indexed: a table `NAME_fts` over a view `NAME_words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextIndex {
    /// Text and stated reason of feedback.
    Feedback,
    /// Name, external id and alias of accounts.
    Accounts,
}

impl TextIndex {
    /// Both.
    pub const ALL: [TextIndex; 2] = [TextIndex::Feedback, TextIndex::Accounts];

    /// The table whose words it holds.
    pub fn table(self) -> &'static str {
        match self {
            TextIndex::Feedback => "feedback",
            TextIndex::Accounts => "accounts",
        }
    }
}

/// Makes `fold` known to a connection; needed before anything touches the indexed tables.
///
/// INNOCUOUS, because triggers and views use it and the schema is not trusted.
pub fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("fold", 1, flags, |call| {
        let text = call.get_raw(0).as_str_or_null()?;
        Ok(text.map(fold))
    })
}

/// Rebuilds the indexes, all or none, if they were built with another version of `fold`.
/// `last` is the last thing before the commit.
pub fn ensure(
    connection: &Connection,
    last: impl FnOnce(&Connection) -> std::result::Result<(), Failure>,
) -> std::result::Result<(), Failure> {
    let built: Option<i64> =
        connection.query_row("SELECT min(fold) FROM room", [], |row| row.get(0))?;
    if built.is_none_or(|version| version == VERSION) {
        return Ok(());
    }
    let tx = connection.unchecked_transaction()?;
    for index in TextIndex::ALL {
        rebuild(&tx, index)?;
    }
    tx.execute("UPDATE room SET fold = ?1", [VERSION])?;
    last(&tx)?;
    Ok(tx.commit()?)
}

/// Makes one index again from its table, in one sorted piece.
pub fn rebuild(connection: &Connection, index: TextIndex) -> Result<()> {
    with_room_to_work(connection, index, || {
        command(connection, index, "'rebuild'", "")
    })
}

/// A sentence for each index that does not hold the words of its table. One that cannot be looked through, as nothing
/// can be written just now, is not said to be wrong.
pub fn check(connection: &Connection) -> Vec<String> {
    let refused = |error: &Error| {
        use ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly};
        let code = error.sqlite_error_code();
        matches!(
            code,
            Some(ReadOnly | DatabaseBusy | DatabaseLocked | DiskFull | CannotOpen)
        )
    };
    let wrong = |index: &TextIndex| {
        let looked = command(connection, *index, "'integrity-check'", ", 1");
        looked.is_err_and(|error| !refused(&error))
    };
    let sentence = |index: TextIndex| {
        format!(
            "the search index of {} does not hold its words",
            index.table()
        )
    };
    TextIndex::ALL
        .into_iter()
        .filter(wrong)
        .map(sentence)
        .collect()
}

/// Adds rows that no trigger has indexed. Ascending row numbers are many times quicker.
pub fn add(connection: &Connection, index: TextIndex, rows: &[i64]) -> Result<()> {
    let table = index.table();
    let sql = format!(
        "INSERT INTO {table}_fts (rowid, words) SELECT id, words FROM {table}_words WHERE id = ?1"
    );
    with_room_to_work(connection, index, || {
        let mut insert = connection.prepare(&sql)?;
        rows.iter()
            .try_for_each(|row| insert.execute([row]).map(drop))
    })
}

/// Takes rows out of the index while their words are still as indexed.
pub fn remove(connection: &Connection, index: TextIndex, row: i64) -> Result<()> {
    let table = index.table();
    let mut delete = connection.prepare_cached(&format!(
        "INSERT INTO {table}_fts ({table}_fts, rowid, words) \
         SELECT 'delete', id, words FROM {table}_words WHERE id = ?1"
    ))?;
    delete.execute([row]).map(drop)
}

/// Memory for a bulk job until it is taken away again.
fn with_room_to_work(
    connection: &Connection,
    index: TextIndex,
    job: impl FnOnce() -> Result<()>,
) -> Result<()> {
    room_to_work(connection, index)?;
    job()?;
    command(connection, index, "'hashsize'", ", 1048576")
}

/// Memory for a bulk job, 16 MB instead of 1: fewer and larger pieces, of which fewer have to be joined.
pub(super) fn room_to_work(connection: &Connection, index: TextIndex) -> Result<()> {
    command(connection, index, "'hashsize'", ", 16777216")
}

pub(super) fn command(
    connection: &Connection,
    index: TextIndex,
    word: &str,
    rank: &str,
) -> Result<()> {
    let table = index.table();
    let column = if rank.is_empty() { "" } else { ", rank" };
    connection.execute_batch(&format!(
        "INSERT INTO {table}_fts ({table}_fts{column}) VALUES ({word}{rank})"
    ))
}
