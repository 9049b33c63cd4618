//! The journal: every change with its inverse, the feed others read, and what undo and redo look for.
//! Must not know how a change is carried out.

use rusqlite::{Connection, Row, named_params};

use super::convert::JsonText;
use super::done::Done;
use super::kept::address;
use super::{sql, tick};
use crate::domain::blind::Blinding;
use crate::domain::change::{Author, Change, Field, JournalRow, Member, Subject};
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::ids::ChangeId;

const APPEND: &str = "
    INSERT INTO journal (at, person, kind, subject, account, course, way, forward, inverse, undoes, words)
    VALUES (:at, :person, :kind, :subject, :account, :course, :way, :forward, :inverse, :undoes, :words)";
const ALSO: &str = "
    INSERT INTO journal_also (kind, subject, change) VALUES (:kind, :subject, :change)
    ON CONFLICT DO NOTHING";
const SINCE: &str = "
    SELECT id, at, person, forward, undoes, words FROM journal
    WHERE id > :since ORDER BY id LIMIT :limit";
const LAST: &str = "SELECT ifnull(max(id), 0) FROM journal";
const TOUCHES: &str = "
    SELECT id, at, person, forward, undoes, words FROM (
      SELECT id FROM journal WHERE kind = :kind AND subject = :subject
      UNION SELECT change FROM journal_also WHERE kind = :kind AND subject = :subject
    ) JOIN journal USING (id) ORDER BY id DESC LIMIT 200";
const CHANGES: &str = "
    SELECT count(*) - 1 AS times, max(at) AS last FROM (
      SELECT id FROM journal WHERE kind = :kind AND subject = :subject
      UNION SELECT change FROM journal_also WHERE kind = :kind AND subject = :subject
    ) JOIN journal USING (id)";
const UNDOABLE: &str = "
    SELECT id, forward, inverse, words FROM journal AS j
    WHERE id < :before AND person = :person AND course = 0 AND way <> 'undo'
      AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id)
    ORDER BY id DESC LIMIT 1";
const REDOABLE: &str = "
    SELECT id, forward, inverse, words FROM journal AS j
    WHERE id < :before AND person = :person AND course = 0 AND way = 'undo'
      AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id)
      AND NOT EXISTS (
        SELECT 1 FROM journal WHERE person = :person AND id > j.id AND way = 'do'
          AND (course = 0 OR kind <> 'room' AND inverse LIKE '{\"erase\"%'))
    ORDER BY id DESC LIMIT 1";

/// How a row came about.
#[derive(Clone, Copy)]
pub enum CameBy {
    /// Somebody did it.
    Do,
    /// It takes the given row back.
    Undo(ChangeId),
    /// It does again what the given row had taken back.
    Redo(ChangeId),
}

/// An earlier row that can be turned round.
pub struct Earlier {
    pub id: ChangeId,
    pub forward: Change,
    pub inverse: Change,
    pub words: String,
}

/// Appends one row and the further subjects of a group, as what a transaction does last.
pub fn append(
    db: &Connection,
    author: &Author,
    way: CameBy,
    done: &Done,
) -> Result<ChangeId, Failure> {
    let change = insert(db, author, way, done)?;
    tick::move_on(db)?;
    Ok(change)
}

/// The same where more comes in the transaction: it moves the tick on once.
pub fn insert(
    db: &Connection,
    author: &Author,
    way: CameBy,
    done: &Done,
) -> Result<ChangeId, Failure> {
    let (word, undoes) = match way {
        CameBy::Do => ("do", None),
        CameBy::Undo(id) => ("undo", Some(id)),
        CameBy::Redo(id) => ("redo", Some(id)),
    };
    let (kind, _, subject) = address(done.subject);
    let course = undoes.is_none() && done.forward.is_meeting_course();
    let params = named_params! {
        ":at": author.at, ":person": author.person, ":kind": kind, ":subject": subject,
        ":account": done.accounts.first(), ":course": course, ":way": word,
        ":forward": JsonText(&done.forward), ":inverse": JsonText(&done.inverse),
        ":undoes": undoes, ":words": done.words,
    };
    sql::run(db, APPEND, params)?;
    let change = ChangeId(db.last_insert_rowid());
    let further = done.accounts.iter().skip(1).map(|id| Subject::Account(*id));
    for other in subjects(&done.forward).into_iter().chain(further) {
        let (also, _, id) = address(other);
        if (also, id) != (kind, subject) {
            let params = named_params! { ":kind": also, ":subject": id, ":change": change };
            sql::run(db, ALSO, params)?;
        }
    }
    Ok(change)
}

/// The rows after one, oldest first.
pub fn since(db: &Connection, since: ChangeId, limit: u32) -> Result<Vec<JournalRow>, Failure> {
    let params = named_params! { ":since": since, ":limit": limit };
    sql::all(db, SINCE, params, read)
}

/// How often a thing was changed since it was made, and when last; `None` of one that the journal does not know.
pub fn changes_of(db: &Connection, of: Subject) -> Result<Option<(u64, Moment)>, Failure> {
    let (kind, _, subject) = address(of);
    let params = named_params! { ":kind": kind, ":subject": subject };
    let found = sql::first(db, CHANGES, params, |row| {
        let (times, last): (i64, Option<Moment>) = (row.get("times")?, row.get("last")?);
        Ok(last.map(|last| (u64::try_from(times).unwrap_or_default(), last)))
    })?;
    Ok(found.flatten())
}

/// The last row; 0 in an empty journal.
pub fn last(db: &Connection) -> Result<ChangeId, Failure> {
    sql::one(db, LAST, [], |row| row.get(0))
}

/// The last row that touched a subject with a change of which something holds, groups included.
pub fn last_touch(
    db: &Connection,
    subject: Subject,
    holds: impl Fn(&Change) -> bool,
) -> Result<Option<JournalRow>, Failure> {
    let (kind, _, id) = address(subject);
    let params = named_params! { ":kind": kind, ":subject": id };
    let rows = sql::all(db, TOUCHES, params, read)?;
    Ok(rows.into_iter().find(|row| holds(&row.forward)))
}

/// The person's latest change before a row that is not taken back yet; or (`again`) what the person took back last, if
/// they did nothing else since.
pub fn earlier(
    db: &Connection,
    person: &str,
    again: bool,
    before: ChangeId,
) -> Result<Option<Earlier>, Failure> {
    let sql = if again { REDOABLE } else { UNDOABLE };
    let params = named_params! { ":person": person, ":before": before };
    sql::first(db, sql, params, |row| {
        Ok(Earlier {
            id: row.get("id")?,
            forward: row.get::<_, JsonText<Change>>("forward")?.0,
            inverse: row.get::<_, JsonText<Change>>("inverse")?.0,
            words: row.get("words")?,
        })
    })
}

/// Everything a change touches, each once, in its order.
pub fn subjects(change: &Change) -> Vec<Subject> {
    let mut all: Vec<Subject> = match change {
        Change::Add(record) | Change::Remove(record) => vec![record.subject()],
        Change::Set(edit) => vec![edit.subject],
        Change::Join(member) | Change::Leave(member) => vec![subject_of(member)],
        Change::Give(gift) => vec![Subject::Feedback(gift.feedback)],
        Change::All(changes) => changes.iter().flat_map(subjects).collect(),
        Change::Import(head) => vec![Subject::Import(head.id)],
        Change::RevertImport(id) => vec![Subject::Import(*id)],
        Change::Erase(id) => vec![Subject::Account(*id)],
        Change::Warn(list) => vec![Subject::Meeting(list.meeting)],
        Change::Keep(_) => vec![Subject::Room],
        Change::Blind(what) => match &**what {
            Blinding::Sample { .. } => vec![Subject::Room],
            Blinding::Said(saying) => vec![Subject::Feedback(saying.feedback)],
        },
        Change::Move(_) | Change::Sweep(_) | Change::Undo | Change::Redo => Vec::new(),
    };
    let mut seen = hashbrown::HashSet::new();
    all.retain(|subject| seen.insert(*subject));
    all
}

/// What a membership is about.
pub fn subject_of(member: &Member) -> Subject {
    match *member {
        Member::Tagged { feedback, .. } | Member::TakenOff { feedback, .. } => {
            Subject::Feedback(feedback)
        }
        Member::Present { meeting, .. } | Member::Discussed { meeting, .. } => {
            Subject::Meeting(meeting)
        }
        Member::Shortlisted { theme, .. } => Subject::Tag(theme),
        Member::With { action, .. } => Subject::Action(action),
    }
}

/// Whether a change gives a field of a subject its value.
pub fn sets(change: &Change, subject: Subject, wanted: Field) -> bool {
    match change {
        Change::Set(edit) => edit.subject == subject && edit.field == wanted,
        Change::Add(record) | Change::Remove(record) => record.subject() == subject,
        Change::All(changes) => changes.iter().any(|c| sets(c, subject, wanted)),
        Change::Join(_) | Change::Leave(_) | Change::Give(_) => false,
        Change::Import(_) | Change::RevertImport(_) | Change::Erase(_) => false,
        Change::Move(_)
        | Change::Sweep(_)
        | Change::Keep(_)
        | Change::Warn(_)
        | Change::Blind(_) => false,
        Change::Undo | Change::Redo => false,
    }
}

/// A row of the journal.
pub fn read(row: &Row<'_>) -> rusqlite::Result<JournalRow> {
    Ok(JournalRow {
        id: row.get("id")?,
        at: row.get::<_, Moment>("at")?,
        person: row.get("person")?,
        forward: row.get::<_, JsonText<Change>>("forward")?.0,
        undoes: row.get("undoes")?,
        words: row.get("words")?,
    })
}
