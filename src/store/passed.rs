//! What undo and redo go past: a review that was begun since, and what can never be turned round any more. It is told
//! first, with what comes next; whoever asks again at once has read it, and the next row is taken. Of a review it is told
//! before each change that it stands on.
//! Must not know how a change is carried out.

use rusqlite::{Connection, params};

use super::convert::JsonText;
use super::{members, sql, warnings};
use crate::domain::change::{Author, Change, Record};
use crate::domain::day::Moment;
use crate::domain::failure::{Code, Failure};
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
    /// Who was told.
    pub person: String,
    /// Of doing again, not of taking back.
    pub again: bool,
    /// When that was.
    pub at: Moment,
    /// What came first, when it was told.
    pub next: Option<ChangeId>,
    /// What was done before it comes next.
    pub row: ChangeId,
    /// Whether it goes past the beginning of a review: then for one change, and of the next that is told again.
    pub begun: bool,
}

impl Passed {
    /// What may be told now; `next` comes first.
    pub fn asked(author: &Author, again: bool, next: Option<ChangeId>) -> Passed {
        Passed {
            person: author.person.clone(),
            again,
            at: author.at,
            next,
            row: ChangeId(i64::MAX),
            begun: false,
        }
    }

    /// Whether whoever asks was told, and only just, and has done nothing since.
    pub fn is_read(&self, asked: &Passed) -> bool {
        self.what() == asked.what() && asked.at.0 - self.at.0 <= READ_FOR
    }

    /// Whose it is, which way, and of what.
    fn what(&self) -> (&str, bool, Option<ChangeId>) {
        (&self.person, self.again, self.next)
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
            row.get::<_, JsonText<Change>>(1)?.0,
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

/// Nothing is left to be turned round.
pub fn nothing_to_turn(again: bool, passed: &str) -> Failure {
    if again {
        Failure::not_found(format!("there is nothing to do again{passed}"))
            .hint("only what you took back last, before doing anything else, can be done again")
    } else {
        Failure::not_found(format!("there is nothing of yours to take back{passed}"))
            .hint("only your own changes are taken back; others take back theirs")
    }
}

/// What keeps an undo from applying is a conflict, whatever it would be for a change of its own.
pub fn stands_in_the_way(mut failure: Failure) -> Failure {
    if !matches!(failure.code, Code::Busy | Code::ReadOnly) {
        failure.code = Code::Conflict;
    }
    failure
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
            | Record::DayMark(_)
            | Record::Outreach(_) => Ok(false),
        },
        Change::All(changes) => {
            for change in changes {
                if is_for_good(db, change)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Change::Join(member) | Change::Leave(member) => Ok(members::ended(db, member)?.is_some()),
        Change::Add(_)
        | Change::Set(_)
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
