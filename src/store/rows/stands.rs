//! What stands on an import's rows: the work that taking it back would pull the ground from.
//! Must not know how an import is taken back.

use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::store::sql::{self, several};

use super::former::ImportTable;

/// Work on rows the import `?1` made: its noun as `several` takes it, and where it is found.
const ON_MADE: [(&str, &str); 20] = [
    (
        "tag/tags set by hand",
        "feedback_tags t JOIN feedback f ON f.id = t.feedback WHERE t.import IS NULL AND f.import = ?1",
    ),
    (
        "tag/tags taken off by hand",
        "feedback_tags_off t JOIN feedback f ON f.id = t.feedback WHERE f.import = ?1",
    ),
    (
        "judgment/judgments of texts tagged blind",
        "blind_said s JOIN feedback f ON f.id = s.feedback WHERE f.import = ?1",
    ),
    (
        "text/texts drawn to be tagged blind",
        "blind b, json_each(b.sample, '$.texts') t JOIN feedback f ON f.id = t.value \
      WHERE f.import = ?1 AND NOT json_extract(b.sample, '$.over')",
    ),
    (
        "marked or pinned piece/pieces of feedback",
        "feedback WHERE import = ?1 AND (mark IS NOT NULL OR pinned = 1)",
    ),
    (
        "later piece/pieces of feedback",
        "accounts a JOIN feedback f ON f.account = a.id WHERE a.import = ?1 AND f.import IS NOT ?1 AND f.id NOT IN \
      (SELECT row FROM import_former WHERE import = ?1 AND kind = 'feedback')",
    ),
    (
        "later subscription/subscriptions",
        "accounts a JOIN subscriptions s ON s.account = a.id WHERE a.import = ?1 AND s.import <> ?1 AND s.id NOT IN \
      (SELECT row FROM import_former WHERE import = ?1 AND kind = 'subscriptions')",
    ),
    (
        "later movement/movements",
        "accounts a JOIN movements m ON m.account = a.id WHERE a.import = ?1 AND m.import <> ?1",
    ),
    (
        "later balance/balances",
        "accounts a JOIN balances b ON b.account = a.id WHERE a.import = ?1 AND b.import <> ?1",
    ),
    (
        "later day/days of usage",
        "accounts a JOIN usage u ON u.account = a.id WHERE a.import = ?1 AND u.import <> ?1",
    ),
    (
        "later further id/ids",
        "accounts a JOIN account_ids i ON i.account = a.id WHERE a.import = ?1 AND i.import <> ?1",
    ),
    (
        "account/accounts that goes/go on in one of them",
        "accounts a JOIN accounts b ON b.same_as = a.id WHERE a.import = ?1 AND NOT EXISTS \
      (SELECT 1 FROM account_ids i WHERE i.import = ?1 AND i.id = b.external AND i.account = a.id)",
    ),
    (
        "note/notes",
        "notes WHERE asked IN (SELECT id FROM owners WHERE import = ?1) OR \
      json_extract(origin, '$.feedback') IN (SELECT id FROM feedback WHERE import = ?1) OR \
      json_extract(origin, '$.account') IN (SELECT id FROM accounts WHERE import = ?1) OR \
      json_extract(origin, '$.item') IN (SELECT id FROM roadmap WHERE import = ?1)",
    ),
    (
        "action/actions",
        "actions WHERE owner IN (SELECT id FROM owners WHERE import = ?1) OR \
      json_extract(origin, '$.feedback') IN (SELECT id FROM feedback WHERE import = ?1) OR \
      json_extract(origin, '$.account') IN (SELECT id FROM accounts WHERE import = ?1) OR \
      json_extract(origin, '$.item') IN (SELECT id FROM roadmap WHERE import = ?1)",
    ),
    (
        "place/places on the lists of actions",
        "aim_accounts WHERE account IN (SELECT id FROM accounts WHERE import = ?1)",
    ),
    (
        "account/accounts contacted about an item",
        "outreach WHERE account IN (SELECT id FROM accounts WHERE import = ?1) OR \
      item IN (SELECT id FROM roadmap WHERE import = ?1)",
    ),
    (
        "list/lists of roadmap items",
        "aims WHERE item IN (SELECT id FROM roadmap WHERE import = ?1)",
    ),
    (
        "helper/helpers of an/ action/actions",
        "action_with WHERE owner IN (SELECT id FROM owners WHERE import = ?1)",
    ),
    (
        "attendance/attendances",
        "meeting_present WHERE owner IN (SELECT id FROM owners WHERE import = ?1)",
    ),
    (
        "link/links to the roadmap",
        "links WHERE item IN (SELECT id FROM roadmap WHERE import = ?1)",
    ),
];

/// What stands on an import's rows, in words with counts; empty when it can be taken back.
pub(super) fn on(tx: &Connection, import: ImportId) -> Result<Vec<String>, Failure> {
    let count = |of: &str| -> Result<i64, Failure> {
        let sql = format!("SELECT count(*) FROM {of}");
        sql::one(tx, &sql, [import], |row| row.get(0))
    };
    let mut found = Vec::new();
    for (noun, of) in ON_MADE {
        found.extend(several(count(of)?, noun));
    }
    let (mut imported, mut edited) = (0, 0);
    for shape in ImportTable::ALL {
        imported += count(&changed_since(shape))?;
        if let Some((_, subject)) = SUBJECTS.iter().find(|(table, _)| *table == shape.table) {
            edited += count(&edited_since(shape, subject))?;
        }
    }
    let changed = "row/rows changed by a/ later import/imports";
    found.extend(several(imported, changed));
    found.extend(several(edited, "edit/edits by hand"));
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
        "import_former WHERE import > ?1 AND kind = '{}' AND row IN {}",
        shape.table,
        rows_of(shape)
    )
}

/// Edits that were not taken back of what the import wrote. Marks and pins are not an import's: where
/// they stand on rows that go, they are counted as such.
fn edited_since(shape: ImportTable, subject: &str) -> String {
    format!(
        "(SELECT DISTINCT change FROM ({}) WHERE field NOT IN ('mark', 'pinned') \
           AND change > coalesce((SELECT max(id) FROM journal WHERE kind = 'import' AND way = 'do' AND subject = ?1), 0) \
           AND thing IN {})",
        edits(subject),
        rows_of(shape)
    )
}

/// Every field that people have set of things of a kind, by itself or with others, and that was not taken back since.
pub(super) fn edits(subject: &str) -> String {
    format!(
        "SELECT j.id AS change, e.value ->> '$.subject.id' AS thing, e.value ->> '$.field' AS field \
         FROM journal j, json_tree(j.forward) e \
         WHERE j.way <> 'undo' AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id) \
           AND (j.kind = '{subject}' OR j.id IN (SELECT change FROM journal_also WHERE kind = '{subject}')) \
           AND e.key = 'set' AND e.value ->> '$.subject.kind' = '{subject}'"
    )
}

#[cfg(test)]
mod tests;
