//! Whole things added and removed: what every aggregate offers, and the two changes made of it.
//! Must not know any one aggregate's SQL, nor the journal.

use rusqlite::{Connection, params};

use super::done::{Done, Turn};
use super::{
    accounts, actions, feedback, links, marks, meetings, notes, owners, roadmap, sql, tags,
};
use crate::domain::change::{Change, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;

/// What the kernel needs of a record to add, remove and name it.
pub(in crate::store) trait Kept {
    /// Whether it may be added: what it needs, what it points to, what is taken already.
    fn check(&self, db: &Connection) -> Result<(), Failure>;
    /// What only new work is held to: a removal must come back even if it would be refused today.
    fn check_new(&self, _: &Connection) -> Result<(), Failure> {
        Ok(())
    }
    /// Writes it, with its own id unless that is 0; its row id.
    fn insert(&self, db: &Connection) -> Result<i64, Failure>;
    /// What stands on it, as `3 actions`; it can be removed when nothing does.
    fn in_use(&self, db: &Connection) -> Result<Vec<String>, Failure>;
    /// How a person calls it: `action "Fix export"`.
    fn label(&self, db: &Connection) -> Result<String, Failure>;
    /// The account it is about, for erasing.
    fn account(&self) -> Option<AccountId> {
        None
    }
}

/// The aggregate a record belongs to.
pub(in crate::store) fn kept(record: &Record) -> &dyn Kept {
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
        Record::DayMark(r) => r,
    }
}

/// The thing as it stands now.
pub(in crate::store) fn load(db: &Connection, subject: Subject) -> Result<Option<Record>, Failure> {
    Ok(match subject {
        Subject::Account(id) => accounts::by_id(db, id)?.map(Record::Account),
        Subject::Feedback(id) => feedback::by_id(db, id)?.map(Record::Feedback),
        Subject::Tag(id) => tags::by_id(db, id)?.map(Record::Tag),
        Subject::Owner(id) => owners::by_id(db, id)?.map(Record::Owner),
        Subject::Item(id) => roadmap::by_id(db, id)?.map(Record::Item),
        Subject::Link(id) => links::by_id(db, id)?.map(Record::Link),
        Subject::Meeting(id) => meetings::by_id(db, id)?.map(Record::Meeting),
        Subject::Note(id) => notes::by_id(db, id)?.map(Record::Note),
        Subject::Action(id) => actions::by_id(db, id)?.map(Record::Action),
        Subject::DayMark(id) => marks::by_id(db, id)?.map(Record::DayMark),
        Subject::Room | Subject::Import(_) => None,
    })
}

/// The word for what it is, its table, and its id.
pub(in crate::store) fn address(subject: Subject) -> (&'static str, &'static str, i64) {
    match subject {
        Subject::Room => ("room", "room", 1),
        Subject::Account(id) => ("account", "accounts", id.0),
        Subject::Feedback(id) => ("feedback", "feedback", id.0),
        Subject::Tag(id) => ("tag", "tags", id.0),
        Subject::Owner(id) => ("owner", "owners", id.0),
        Subject::Item(id) => ("item", "roadmap", id.0),
        Subject::Link(id) => ("link", "links", id.0),
        Subject::Meeting(id) => ("meeting", "meetings", id.0),
        Subject::Note(id) => ("note", "notes", id.0),
        Subject::Action(id) => ("action", "actions", id.0),
        Subject::DayMark(id) => ("mark", "marks", id.0),
        Subject::Import(id) => ("import", "imports", id.0),
    }
}

/// Whether there is such a thing.
pub(in crate::store) fn exists(db: &Connection, subject: Subject) -> Result<bool, Failure> {
    let (_, table, id) = address(subject);
    let sql = format!("SELECT 1 FROM {table} WHERE id = ?1");
    Ok(sql::first(db, &sql, [id], |_| Ok(()))?.is_some())
}

/// Refuses an id that nothing has.
pub(in crate::store) fn must_exist(db: &Connection, subject: Subject) -> Result<(), Failure> {
    if exists(db, subject)? {
        return Ok(());
    }
    Err(missing(subject))
}

/// There is no such thing, or no longer.
pub(in crate::store) fn missing(subject: Subject) -> Failure {
    let (word, _, id) = address(subject);
    Failure::not_found(format!("there is no {word} with the number {id}"))
        .hint("it may have been removed; look at the list again")
}

/// How a person calls a thing that is there.
pub(in crate::store) fn label(db: &Connection, subject: Subject) -> Result<String, Failure> {
    Ok(match load(db, subject)? {
        Some(record) => kept(&record).label(db)?,
        None => "the room".to_owned(),
    })
}

/// Refuses a value that another row of the same kind has in a column where only one may.
pub(in crate::store) fn must_be_free(
    db: &Connection,
    subject: Subject,
    column: &str,
    value: &str,
) -> Result<(), Failure> {
    let (word, table, id) = address(subject);
    let sql = format!("SELECT 1 FROM {table} WHERE {column} = ?1 AND {column} <> '' AND id <> ?2");
    match sql::first(db, &sql, params![value, id], |_| Ok(()))? {
        None => Ok(()),
        Some(()) => Err(Failure::usage(format!(
            "there is {} {word} already whose {column} is `{value}`",
            if word.starts_with(['a', 'i', 'o']) {
                "an"
            } else {
                "a"
            }
        ))
        .hint("choose another, or use that one")),
    }
}

/// The account a thing is about, if it is about one.
pub(in crate::store) fn account_of(
    db: &Connection,
    subject: Subject,
) -> Result<Option<AccountId>, Failure> {
    Ok(load(db, subject)?.and_then(|record| kept(&record).account()))
}

/// Carries out `Change::Add`.
pub(in crate::store) fn add(turn: &Turn<'_>, record: &Record) -> Result<Done, Failure> {
    let one = kept(record);
    let asked = record.subject();
    if address(asked).2 != 0 && exists(turn.db, asked)? {
        let label = label(turn.db, asked)?;
        return Err(Failure::conflict(format!("its place is taken by {label}"))
            .hint("add it again as a new one"));
    }
    if !turn.back {
        one.check_new(turn.db)?;
    }
    one.check(turn.db)?;
    let subject = with_id(asked, one.insert(turn.db)?);
    let stored = load(turn.db, subject)?.ok_or_else(|| missing(subject))?;
    let words = format!("added {}", kept(&stored).label(turn.db)?);
    Ok(Done {
        subject,
        accounts: kept(&stored).account().into_iter().collect(),
        words,
        inverse: Change::Remove(Box::new(stored.clone())),
        forward: Change::Add(Box::new(stored)),
        nothing: false,
    })
}

/// Carries out `Change::Remove`.
pub(in crate::store) fn remove(turn: &Turn<'_>, record: &Record) -> Result<Done, Failure> {
    let subject = record.subject();
    let stored = load(turn.db, subject)?.ok_or_else(|| missing(subject))?;
    let label = kept(&stored).label(turn.db)?;
    if stored != *record {
        return Err(turn.changed_meanwhile(subject, None, &label)?);
    }
    let uses = kept(&stored).in_use(turn.db)?;
    if !uses.is_empty() {
        let message = format!(
            "{label} cannot be removed, it is in use: {}",
            uses.join(", ")
        );
        return Err(Failure::failed(message).hint("remove or change those first"));
    }
    let (_, table, id) = address(subject);
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

/// The same kind of subject with another id.
fn with_id(subject: Subject, id: i64) -> Subject {
    match subject {
        Subject::Room => Subject::Room,
        Subject::Account(_) => Subject::Account(id.into()),
        Subject::Feedback(_) => Subject::Feedback(id.into()),
        Subject::Tag(_) => Subject::Tag(id.into()),
        Subject::Owner(_) => Subject::Owner(id.into()),
        Subject::Item(_) => Subject::Item(id.into()),
        Subject::Link(_) => Subject::Link(id.into()),
        Subject::Meeting(_) => Subject::Meeting(id.into()),
        Subject::Note(_) => Subject::Note(id.into()),
        Subject::Action(_) => Subject::Action(id.into()),
        Subject::DayMark(_) => Subject::DayMark(id.into()),
        Subject::Import(_) => Subject::Import(id.into()),
    }
}

/// A text somebody has to give: trimmed, not empty.
pub(in crate::store) fn needed<'a>(text: &'a str, what: &str) -> Result<&'a str, Failure> {
    match text.trim() {
        "" => Err(Failure::usage(format!("{what} is empty")).hint("give it some words")),
        text => Ok(text),
    }
}

/// Words short enough to be part of a sentence.
pub(in crate::store) fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(48) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}
