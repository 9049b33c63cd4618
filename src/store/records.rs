//! Whole things added and removed, whichever they are. Must not know any one's SQL, nor the journal.

use rusqlite::Connection;

use super::done::{Done, Turn};
use super::kept::{KeptRecord, address, exists, missing};
use super::sql::{self, Use};
use super::{accounts, actions, aims, came, feedback, table};
use crate::domain::change::{Change, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::meeting::{Meeting, MeetingStatus};

/// The aggregate a record belongs to.
pub fn kept(record: &Record) -> &dyn KeptRecord {
    match record {
        Record::Account(r) => r,
        Record::Feedback(r) => r,
        Record::Tag(r) => r,
        Record::Owner(r) => r,
        Record::Item(r) => r,
        Record::Link(r) => r,
        Record::Meeting(r) => r,
        Record::Note(r) => r,
        Record::Action(r) => r,
        Record::Aim(r) => r,
        Record::DayMark(r) => r,
        Record::Outreach(r) => r,
    }
}

/// The thing as it stands now.
pub fn load(db: &Connection, subject: Subject) -> Result<Option<Record>, Failure> {
    Ok(match subject {
        Subject::Account(id) => table::by_id(db, id)?.map(Record::Account),
        Subject::Feedback(id) => table::by_id(db, id)?.map(Record::Feedback),
        Subject::Tag(id) => table::by_id(db, id)?.map(Record::Tag),
        Subject::Owner(id) => table::by_id(db, id)?.map(Record::Owner),
        Subject::Item(id) => table::by_id(db, id)?.map(Record::Item),
        Subject::Link(id) => table::by_id(db, id)?.map(Record::Link),
        Subject::Meeting(id) => table::by_id(db, id)?.map(Record::Meeting),
        Subject::Note(id) => table::by_id(db, id)?.map(Record::Note),
        Subject::Action(id) => actions::by_id(db, id)?.map(Record::Action),
        Subject::Aim(id) => aims::by_id(db, id)?.map(Record::Aim),
        Subject::DayMark(id) => table::by_id(db, id)?.map(Record::DayMark),
        Subject::Outreach(id) => table::by_id(db, id)?.map(Record::Outreach),
        Subject::Room | Subject::Import(_) => None,
    })
}

/// Writes a thing, with its own id unless that is 0; what it is from now on.
fn insert(db: &Connection, record: &Record) -> Result<Subject, Failure> {
    Ok(match record {
        Record::Account(r) => Subject::Account(accounts::insert(db, r)?.into()),
        Record::Feedback(r) => Subject::Feedback(feedback::insert(db, r)?.into()),
        Record::Tag(r) => Subject::Tag(table::insert(db, r.id.0, r)?.into()),
        Record::Owner(r) => Subject::Owner(table::insert(db, r.id.0, r)?.into()),
        Record::Item(r) => Subject::Item(table::insert(db, r.id.0, r)?.into()),
        Record::Link(r) => Subject::Link(table::insert(db, r.id.0, r)?.into()),
        Record::Meeting(r) => Subject::Meeting(table::insert(db, r.id.0, r)?.into()),
        Record::Note(r) => Subject::Note(table::insert(db, r.id.0, r)?.into()),
        Record::Action(r) => Subject::Action(actions::insert(db, r)?.into()),
        Record::Aim(r) => Subject::Aim(aims::insert(db, r)?.into()),
        Record::DayMark(r) => Subject::DayMark(table::insert(db, r.id.0, r)?.into()),
        Record::Outreach(r) => Subject::Outreach(table::insert(db, r.id.0, r)?.into()),
    })
}

/// How a person calls a thing that is there.
pub fn label(db: &Connection, subject: Subject) -> Result<String, Failure> {
    Ok(match load(db, subject)? {
        Some(record) => kept(&record).label(db)?,
        None => "the room".to_owned(),
    })
}

/// The account a thing is about, if it is about one.
pub fn account_of(db: &Connection, subject: Subject) -> Result<Option<AccountId>, Failure> {
    Ok(load(db, subject)?.and_then(|record| kept(&record).account()))
}

/// A note or an action as one of no meeting, where it was begun in one that somebody has ended since: its minutes are
/// written, and say how many there are. What is taken back comes back as it was.
fn outside(turn: &Turn<'_>, record: &Record) -> Result<Option<Record>, Failure> {
    let mut record = record.clone();
    let origin = match &mut record {
        Record::Note(note) => &mut note.origin,
        Record::Action(action) => &mut action.origin,
        Record::Account(_) | Record::Feedback(_) | Record::Tag(_) | Record::Owner(_) => {
            return Ok(None);
        }
        Record::Item(_) | Record::Link(_) | Record::Meeting(_) | Record::Aim(_) => return Ok(None),
        Record::DayMark(_) | Record::Outreach(_) => return Ok(None),
    };
    let Some(meeting) = origin.meeting.filter(|_| !turn.back) else {
        return Ok(None);
    };
    let meeting: Option<Meeting> = table::by_id(turn.db, meeting)?;
    if meeting.is_none_or(|meeting| meeting.status != MeetingStatus::Ended) {
        return Ok(None);
    }
    origin.meeting = None;
    Ok(Some(record))
}

/// Carries out `Change::Add`.
pub fn add(turn: &Turn<'_>, record: &Record) -> Result<Done, Failure> {
    let one = kept(record);
    let asked = record.subject();
    if address(asked).2 != 0 && exists(turn.db, asked)? {
        let label = label(turn.db, asked)?;
        return Err(Failure::conflict(format!("its place is taken by {label}"))
            .hint("add it again as a new one"));
    }
    if !turn.back {
        one.check_new(turn.db)?;
        one.fits()?;
    }
    one.check(turn.db)?;
    let outside = outside(turn, record)?;
    let subject = insert(turn.db, outside.as_ref().unwrap_or(record))?;
    let (_, table, id) = address(subject);
    came::put_back(turn.db, table, id)?;
    let stored = load(turn.db, subject)?.ok_or_else(|| missing(subject))?;
    let late = outside.map_or("", |_| " after the review had ended, outside of it:");
    let words = format!("added{late} {}", kept(&stored).label(turn.db)?);
    Ok(Done {
        subject,
        accounts: kept(&stored).account().into_iter().collect(),
        words,
        inverse: Change::Remove(Box::new(stored.clone())),
        forward: Change::Add(Box::new(stored)),
        nothing: false,
    })
}

/// What people wrote where they saw a thing. That it is removed is told of where they wrote it; that it never was there
/// pulls the ground from under it.
fn said_of(subject: Subject) -> &'static [Use] {
    match subject {
        Subject::Account(_) => &[
            ("note/notes on it", "notes", "origin ->> '$.account'"),
            ("action/actions on it", "actions", "origin ->> '$.account'"),
        ],
        Subject::Feedback(_) => &[
            ("note/notes on it", "notes", "origin ->> '$.feedback'"),
            ("action/actions on it", "actions", "origin ->> '$.feedback'"),
        ],
        Subject::Item(_) => &[
            ("note/notes on it", "notes", "origin ->> '$.item'"),
            ("action/actions on it", "actions", "origin ->> '$.item'"),
        ],
        Subject::Room
        | Subject::Tag(_)
        | Subject::Owner(_)
        | Subject::Link(_)
        | Subject::Meeting(_)
        | Subject::Note(_)
        | Subject::Action(_)
        | Subject::Aim(_)
        | Subject::DayMark(_)
        | Subject::Outreach(_)
        | Subject::Import(_) => &[],
    }
}

/// Carries out `Change::Remove`.
pub fn remove(turn: &Turn<'_>, record: &Record) -> Result<Done, Failure> {
    let subject = record.subject();
    let stored = load(turn.db, subject)?.ok_or_else(|| missing(subject))?;
    let label = kept(&stored).label(turn.db)?;
    if stored != *record {
        return Err(turn.changed_meanwhile(subject, None, &label)?);
    }
    let (_, table, id) = address(subject);
    let mut uses = sql::uses(turn.db, id, kept(&stored).uses())?;
    if turn.back {
        uses.extend(sql::uses(turn.db, id, said_of(subject))?);
    }
    if !uses.is_empty() {
        let message = format!(
            "{label} cannot be removed, it is in use: {}",
            uses.join(", ")
        );
        return Err(Failure::failed(message).hint("remove or change those first"));
    }
    came::keep(turn.db, table, id)?;
    sql::run(turn.db, &format!("DELETE FROM {table} WHERE id = ?1"), [id])?;
    Ok(Done {
        subject,
        accounts: kept(&stored).account().into_iter().collect(),
        words: format!("removed {label}"),
        forward: Change::Remove(Box::new(stored.clone())),
        inverse: Change::Add(Box::new(stored)),
        nothing: false,
    })
}
