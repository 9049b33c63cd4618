//! What stands on an import's rows: the work that taking it back would pull the ground from.
//! Must not know how an import is taken back.

use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;

use super::former::ImportTable;

/// One, many, and the query that counts them for the import `?1`.
type Work = (&'static str, &'static str, &'static str);

/// Work on rows the import made.
const ON_MADE: [Work; 14] = [
    (
        "tag set by hand",
        "tags set by hand",
        "SELECT count(*) FROM feedback_tags t JOIN feedback f ON f.id = t.feedback \
      WHERE t.import IS NULL AND f.import = ?1",
    ),
    (
        "tag taken off by hand",
        "tags taken off by hand",
        "SELECT count(*) FROM feedback_tags_off t JOIN feedback f ON f.id = t.feedback WHERE f.import = ?1",
    ),
    (
        "marked or pinned piece of feedback",
        "marked or pinned pieces of feedback",
        "SELECT count(*) FROM feedback WHERE import = ?1 AND (mark IS NOT NULL OR pinned = 1)",
    ),
    (
        "later piece of feedback",
        "later pieces of feedback",
        "SELECT count(*) FROM accounts a JOIN feedback f ON f.account = a.id \
      WHERE a.import = ?1 AND f.import IS NOT ?1",
    ),
    (
        "later subscription",
        "later subscriptions",
        "SELECT count(*) FROM accounts a JOIN subscriptions s ON s.account = a.id \
      WHERE a.import = ?1 AND s.import <> ?1",
    ),
    (
        "later movement",
        "later movements",
        "SELECT count(*) FROM accounts a JOIN movements m ON m.account = a.id \
      WHERE a.import = ?1 AND m.import <> ?1",
    ),
    (
        "later balance",
        "later balances",
        "SELECT count(*) FROM accounts a JOIN balances b ON b.account = a.id \
      WHERE a.import = ?1 AND b.import <> ?1",
    ),
    (
        "later day of usage",
        "later days of usage",
        "SELECT count(*) FROM accounts a JOIN usage u ON u.account = a.id \
      WHERE a.import = ?1 AND u.import <> ?1",
    ),
    (
        "account that goes on in one of them",
        "accounts that go on in one of them",
        "SELECT count(*) FROM accounts a JOIN accounts b ON b.same_as = a.id WHERE a.import = ?1",
    ),
    (
        "note",
        "notes",
        "SELECT count(*) FROM notes WHERE \
      json_extract(origin, '$.feedback') IN (SELECT id FROM feedback WHERE import = ?1) OR \
      json_extract(origin, '$.account') IN (SELECT id FROM accounts WHERE import = ?1) OR \
      json_extract(origin, '$.item') IN (SELECT id FROM roadmap WHERE import = ?1)",
    ),
    (
        "action",
        "actions",
        "SELECT count(*) FROM actions WHERE \
      owner IN (SELECT id FROM owners WHERE import = ?1) OR \
      json_extract(origin, '$.feedback') IN (SELECT id FROM feedback WHERE import = ?1) OR \
      json_extract(origin, '$.account') IN (SELECT id FROM accounts WHERE import = ?1) OR \
      json_extract(origin, '$.item') IN (SELECT id FROM roadmap WHERE import = ?1)",
    ),
    (
        "helper of an action",
        "helpers of actions",
        "SELECT count(*) FROM action_with WHERE owner IN (SELECT id FROM owners WHERE import = ?1)",
    ),
    (
        "attendance",
        "attendances",
        "SELECT count(*) FROM meeting_present WHERE owner IN (SELECT id FROM owners WHERE import = ?1)",
    ),
    (
        "link to the roadmap",
        "links to the roadmap",
        "SELECT count(*) FROM links WHERE item IN (SELECT id FROM roadmap WHERE import = ?1)",
    ),
];

/// What stands on an import's rows, in words with counts; empty when it can be taken back.
pub(super) fn on(tx: &Connection, import: ImportId) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for (one, many, sql) in ON_MADE {
        let count: i64 = tx.query_row(sql, [import.0], |row| row.get(0))?;
        push(&mut found, one, many, count);
    }
    let (mut imported, mut edited) = (0, 0);
    for shape in ImportTable::ALL {
        imported += tx.query_row(&changed_since(shape), [import.0], |row| {
            row.get::<_, i64>(0)
        })?;
        if let Some((_, subject)) = SUBJECTS.iter().find(|(table, _)| *table == shape.table) {
            let sql = edited_since(shape, subject);
            edited += tx.query_row(&sql, [import.0], |row| row.get::<_, i64>(0))?;
        }
    }
    push(
        &mut found,
        "row changed by a later import",
        "rows changed by later imports",
        imported,
    );
    push(&mut found, "edit by hand", "edits by hand", edited);
    Ok(found)
}

/// The journal's words for the tables whose rows people edit.
const SUBJECTS: [(&str, &str); 4] = [
    ("accounts", "account"),
    ("owners", "owner"),
    ("roadmap", "item"),
    ("feedback", "feedback"),
];

/// The rows of a table that the import made or changed.
fn rows_of(shape: ImportTable) -> String {
    format!(
        "(SELECT id FROM {table} WHERE import = ?1 UNION ALL \
          SELECT row FROM import_former WHERE import = ?1 AND kind = '{table}')",
        table = shape.table
    )
}

/// Rows of this import that a later one changed.
fn changed_since(shape: ImportTable) -> String {
    format!(
        "SELECT count(*) FROM import_former WHERE import > ?1 AND kind = '{}' AND row IN {}",
        shape.table,
        rows_of(shape)
    )
}

/// Edits that were not taken back of what the import wrote. Marks and pins are not an import's: where
/// they stand on rows that go, they are counted as such.
fn edited_since(shape: ImportTable, subject: &str) -> String {
    format!(
        "SELECT count(*) FROM journal j WHERE kind = '{subject}' AND way <> 'undo' \
           AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id) \
           AND (kind <> 'feedback' OR json_extract(forward, '$.set.field') NOT IN ('mark', 'pinned')) \
           AND at >= (SELECT at FROM imports WHERE id = ?1) AND subject IN {}",
        rows_of(shape)
    )
}

fn push(found: &mut Vec<String>, one: &str, many: &str, count: i64) {
    match count {
        0 => {}
        1 => found.push(format!("1 {one}")),
        n => found.push(format!("{n} {many}")),
    }
}
