//! What undo and redo go past: a review that was begun since, and what can never be turned round any more. It is told
//! first, with what comes next; whoever asks again at once has read it, and the next row is taken.
//! Must not know how a change is carried out.

use rusqlite::{Connection, params};

use super::convert::Json;
use super::{sql, warnings};
use crate::domain::change::{Author, Change, Record};
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::ids::{ChangeId, ImportId};

/// So many seconds what was told counts as read.
const READ_FOR: i64 = 60;

const BEGUN: &str = "
    SELECT id, forward, words FROM journal AS j
    WHERE kind = 'meeting' AND way <> 'undo' AND course = 0 AND id >= ?1 AND id < ?2
      AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id)
      AND EXISTS (SELECT 1 FROM journal AS went
        WHERE went.kind = 'meeting' AND went.subject = j.subject AND went.course = 1 AND went.id > j.id)
    ORDER BY id DESC";

/// A row that stays as it is, as somebody was told.
#[derive(Clone, Debug)]
pub struct Passed {
    person: String,
    again: bool,
    at: Moment,
    /// What was done before it comes next.
    pub row: ChangeId,
}

impl Passed {
    /// Told now.
    pub fn told(author: &Author, again: bool, row: ChangeId) -> Passed {
        Passed {
            person: author.person.clone(),
            again,
            at: author.at,
            row,
        }
    }

    /// Whether whoever asks was told, and only just.
    pub fn is_read(&self, author: &Author, again: bool) -> bool {
        let since = author.at.0 - self.at.0;
        (self.person.as_str(), self.again) == (author.person.as_str(), again) && since <= READ_FOR
    }
}

/// The last review that was begun after a change, before another, and went its course since: its row, and the review in
/// words. What was done before it is what the review stands on.
pub fn begun_since(
    db: &Connection,
    change: ChangeId,
    before: ChangeId,
) -> Result<Option<(ChangeId, String)>, Failure> {
    let rows = sql::all(db, BEGUN, params![change, before], |row| {
        Ok((
            row.get(0)?,
            row.get::<_, Json<Change>>(1)?.0,
            row.get::<_, String>(2)?,
        ))
    })?;
    let begun = rows.into_iter().find(|(_, change, _)| begins(change));
    Ok(begun.map(|(row, _, words)| (row, review(&words).to_owned())))
}

fn begins(change: &Change) -> bool {
    matches!(change, Change::Add(record) if matches!(**record, Record::Meeting(_)))
}

/// The review itself, of what was said when it was added.
fn review(words: &str) -> &str {
    let at = words.find("the review").unwrap_or_default();
    &words[at..]
}

/// Whether a change can never be carried out any more, whatever anybody does.
pub fn is_for_good(db: &Connection, change: &Change) -> Result<bool, Failure> {
    match change {
        Change::Import(_) | Change::Erase(_) => Ok(true),
        Change::RevertImport(id) => is_taken_back(db, *id),
        Change::Remove(record) => match &**record {
            Record::Account(account) => warnings::list(db, account.id),
            Record::Feedback(_)
            | Record::Tag(_)
            | Record::Owner(_)
            | Record::Item(_)
            | Record::Link(_)
            | Record::Meeting(_)
            | Record::Note(_)
            | Record::Action(_)
            | Record::Aim(_)
            | Record::DayMark(_) => Ok(false),
        },
        Change::All(changes) => {
            for change in changes {
                if is_for_good(db, change)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Change::Add(_)
        | Change::Set(_)
        | Change::Join(_)
        | Change::Leave(_)
        | Change::Give(_)
        | Change::Move(_)
        | Change::Sweep(_)
        | Change::Keep(_)
        | Change::Blind(_)
        | Change::Warn(_)
        | Change::Undo
        | Change::Redo => Ok(false),
    }
}

fn is_taken_back(db: &Connection, import: ImportId) -> Result<bool, Failure> {
    let found = "SELECT reverted FROM imports WHERE id = ?1";
    let found = sql::first(db, found, [import], |row| row.get(0))?;
    Ok(found.unwrap_or_default())
}
