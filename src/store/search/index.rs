//! The full-text tables: the function they need, their words for a query, and making them again.
//! Must not know filters or pages: those stand on the row numbers found here.

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Result};

use crate::domain::failure::Failure;

use super::fold::{VERSION, fold, is_lone_sign};

/// Most words of one question that are looked at; more only narrow what is already narrow.
const MOST_WORDS: usize = 24;

/// Most words one prefix is written out as.
const MOST_TERMS: usize = 64;

/// What is indexed: a table `NAME_fts` over a view `NAME_words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    /// Text and stated reason of feedback.
    Feedback,
    /// Name, external id and alias of accounts.
    Accounts,
}

impl Index {
    /// Both.
    pub const ALL: [Index; 2] = [Index::Feedback, Index::Accounts];

    /// The table whose words it holds.
    pub fn table(self) -> &'static str {
        match self {
            Index::Feedback => "feedback",
            Index::Accounts => "accounts",
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
    for index in Index::ALL {
        rebuild(&tx, index)?;
    }
    tx.execute("UPDATE room SET fold = ?1", [VERSION])?;
    last(&tx)?;
    Ok(tx.commit()?)
}

/// Makes one index again from its table, in one sorted piece.
pub fn rebuild(connection: &Connection, index: Index) -> Result<()> {
    with_room_to_work(connection, index, || {
        command(connection, index, "'rebuild'", "")
    })
}

/// A sentence for each index that does not hold the words of its table.
pub fn check(connection: &Connection) -> Vec<String> {
    let wrong = |index: &Index| command(connection, *index, "'integrity-check'", ", 1").is_err();
    let sentence = |index: Index| {
        format!(
            "the search index of {} does not hold its words",
            index.table()
        )
    };
    Index::ALL.into_iter().filter(wrong).map(sentence).collect()
}

/// Adds rows that no trigger has indexed. Ascending row numbers are many times quicker.
pub fn add(connection: &Connection, index: Index, rows: &[i64]) -> Result<()> {
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
pub fn remove(connection: &Connection, index: Index, row: i64) -> Result<()> {
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
    index: Index,
    job: impl FnOnce() -> Result<()>,
) -> Result<()> {
    room_to_work(connection, index)?;
    job()?;
    command(connection, index, "'hashsize'", ", 1048576")
}

/// Memory for a bulk job, 16 MB instead of 1: fewer and larger pieces, of which fewer have to be joined.
pub(super) fn room_to_work(connection: &Connection, index: Index) -> Result<()> {
    command(connection, index, "'hashsize'", ", 16777216")
}

pub(super) fn command(connection: &Connection, index: Index, word: &str, rank: &str) -> Result<()> {
    let table = index.table();
    let column = if rank.is_empty() { "" } else { ", rank" };
    connection.execute_batch(&format!(
        "INSERT INTO {table}_fts ({table}_fts{column}) VALUES ({word}{rank})"
    ))
}

/// Words as typed, taken apart: folded tokens, and whether each is a prefix.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// What must be there.
    pub has: Vec<(String, bool)>,
    /// What must not: words typed with a `-` before them.
    pub lacks: Vec<(String, bool)>,
}

/// A MATCH expression for words as typed; `None` when there is no letter or digit in them that must be there.
///
/// Every token is quoted, so that no input is a syntax error. The last one is a prefix, because it
/// may still be being typed; with `all_prefixes` each is.
pub fn expression(words: &str, all_prefixes: bool) -> Option<String> {
    let asked = asked(words, all_prefixes);
    let quoted = asked
        .has
        .iter()
        .map(|(token, prefix)| prefixed(token, *prefix));
    joined(quoted.collect(), &asked)
}

/// A MATCH expression for what must not be there; `None` where nothing is left out.
pub fn left_out(words: &str) -> Option<String> {
    let asked = asked(words, false);
    (!asked.lacks.is_empty()).then(|| any(&asked.lacks))
}

/// The same for feedback, with each prefix as the few words it stands for: those are read newest
/// first and no further than a page needs, while a prefix is gathered as a whole before its first hit.
///
/// One or two letters that begin more words than that are taken as a word.
pub fn feedback_expression(db: &Connection, words: &str) -> Result<Option<String>> {
    let asked = asked(words, false);
    let mut parts = Vec::new();
    for (token, prefix) in &asked.has {
        parts.push(
            match prefix.then(|| beginning_with(db, token)).transpose()? {
                None => prefixed(token, false),
                Some(terms) if terms.is_empty() => prefixed(token, false),
                Some(terms) if terms.len() <= MOST_TERMS => format!("({})", terms.join(" OR ")),
                Some(_) => prefixed(token, is_lone_sign(token) || token.chars().count() > 2),
            },
        );
    }
    Ok(joined(parts, &asked))
}

fn joined(parts: Vec<String>, asked: &Asked) -> Option<String> {
    let has = parts.join(" AND ");
    match (parts.is_empty(), asked.lacks.is_empty()) {
        (true, _) => None,
        (false, true) => Some(has),
        (false, false) => Some(format!("({has}) NOT ({})", any(&asked.lacks))),
    }
}

fn any(tokens: &[(String, bool)]) -> String {
    let quoted = tokens
        .iter()
        .map(|(token, prefix)| prefixed(token, *prefix));
    quoted.collect::<Vec<_>>().join(" OR ")
}

/// The folded tokens of words as typed.
pub(super) fn asked(words: &str, all_prefixes: bool) -> Asked {
    let mut all: Vec<(bool, String, bool)> = Vec::new();
    for word in words.split_whitespace() {
        let bare = word.strip_prefix('-');
        let folded = fold(bare.unwrap_or(word));
        let tokens = folded.split(' ').filter(|token| !token.is_empty());
        all.extend(tokens.map(|token| {
            let prefix = all_prefixes || is_lone_sign(token);
            (bare.is_none(), token.to_owned(), prefix)
        }));
    }
    all.truncate(MOST_WORDS);
    if let Some((_, _, prefix)) = all.last_mut() {
        *prefix = true;
    }
    let mut asked = Asked::default();
    for (has, token, prefix) in all {
        let tokens = if has {
            &mut asked.has
        } else {
            &mut asked.lacks
        };
        tokens.push((token, prefix));
    }
    asked
}

fn prefixed(token: &str, prefix: bool) -> String {
    format!("\"{token}\"{}", if prefix { " *" } else { "" })
}

/// The indexed words that begin with a token, quoted; one more than `MOST_TERMS` when there are too many.
fn beginning_with(db: &Connection, token: &str) -> Result<Vec<String>> {
    let mut select = db.prepare_cached(
        "SELECT term FROM feedback_terms WHERE term >= ?1 AND term < ?1 || char(1114111) LIMIT ?2",
    )?;
    let terms = select.query_map((token, MOST_TERMS as i64 + 1), |row| {
        Ok(prefixed(&row.get::<_, String>(0)?, false))
    })?;
    terms.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_input_is_a_syntax_error() {
        for (words, all_prefixes, expected) in [
            ("Slow EXPORT", false, "'slow' AND 'export' *"),
            (
                "解約 理由",
                true,
                "'解約' * AND '約' * AND '理由' * AND '由' *",
            ),
            ("a\" OR NEAR(b", false, "'a' AND 'or' AND 'near' AND 'b' *"),
            ("excel -refund", false, "('excel') NOT ('refund' *)"),
            (
                "-re-fund - excel",
                false,
                "('excel' *) NOT ('re' OR 'fund')",
            ),
            ("karl-heinz", false, "'karl' AND 'heinz' *"),
        ] {
            let expected = expected.replace('\'', "\"");
            assert_eq!(expression(words, all_prefixes), Some(expected));
        }
        assert_eq!(expression("\" - * ( \0", false), None);
        assert_eq!(expression("-refund", false), None);
        assert_eq!(
            left_out("excel -refund -a").as_deref(),
            Some("\"refund\" OR \"a\" *")
        );
    }
}
