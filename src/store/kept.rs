//! What every thing a room keeps has to say of itself to be added, removed and named, and how things are looked
//! up by their subject. Must not know any one of them.

use rusqlite::{Connection, params};

use super::sql::{self, Use};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::field::Thing;
use crate::domain::ids::AccountId;
use crate::domain::safe::shortened;

/// So much is left of a sentence that is cut between two words.
const LEAST_SAID: usize = 16;

/// Its texts, measured.
pub trait Measured {
    /// Refuses a text longer than one may be.
    fn fits(&self) -> Result<(), Failure>;
}

impl<T: Thing> Measured for T {
    fn fits(&self) -> Result<(), Failure> {
        let mut rows = T::FIELDS.iter();
        rows.try_for_each(|row| row.is.fits(&(row.get)(self).value()))
    }
}

/// What the kernel needs of a record to add, remove and name it.
pub trait KeptRecord: Measured {
    /// Whether it may be added: what it needs, what it points to, what is taken already.
    fn check(&self, db: &Connection) -> Result<(), Failure>;
    /// What only new work is held to: a removal must come back even if it would be refused today.
    fn check_new(&self, _: &Connection) -> Result<(), Failure> {
        Ok(())
    }
    /// Where it may be in use: it can be removed when nothing stands on it.
    fn uses(&self) -> &'static [Use] {
        &[]
    }
    /// How a person calls it: `action "Fix export"`.
    fn label(&self, db: &Connection) -> Result<String, Failure>;
    /// The account it is about, for erasing.
    fn account(&self) -> Option<AccountId> {
        None
    }
}

/// The word for what it is, its table, and its id.
pub fn address(subject: Subject) -> (&'static str, &'static str, i64) {
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
        Subject::Aim(id) => ("aim", "aims", id.0),
        Subject::DayMark(id) => ("mark", "marks", id.0),
        Subject::Outreach(id) => ("outreach", "outreach", id.0),
        Subject::Import(id) => ("import", "imports", id.0),
    }
}

/// Whether there is such a thing.
pub fn exists(db: &Connection, subject: Subject) -> Result<bool, Failure> {
    let (_, table, id) = address(subject);
    let sql = format!("SELECT 1 FROM {table} WHERE id = ?1");
    Ok(sql::first(db, &sql, [id], |_| Ok(()))?.is_some())
}

/// Refuses an id that nothing has.
pub fn must_exist(db: &Connection, subject: Subject) -> Result<(), Failure> {
    exists(db, subject)?
        .then_some(())
        .ok_or_else(|| missing(subject))
}

/// There is no such thing, or no longer.
pub fn missing(subject: Subject) -> Failure {
    let (word, _, id) = address(subject);
    Failure::not_found(format!("there is no {word} with the number {id}"))
        .hint("it may have been removed; look at the list again")
}

/// Refuses a value that another row of the same kind has in a column where only one may.
pub fn must_be_free(
    db: &Connection,
    subject: Subject,
    column: &str,
    value: &str,
) -> Result<(), Failure> {
    let (word, table, id) = address(subject);
    let sql = format!("SELECT 1 FROM {table} WHERE {column} = ?1 AND {column} <> '' AND id <> ?2");
    match sql::first(db, &sql, params![value, id], |_| Ok(()))? {
        None => Ok(()),
        Some(()) => {
            let n = if word.starts_with(['a', 'i', 'o']) {
                "n"
            } else {
                ""
            };
            let message = format!("there is a{n} {word} already whose {column} is `{value}`");
            Err(Failure::usage(message).hint("choose another, or use that one"))
        }
    }
}

/// A text somebody has to give: trimmed, not empty.
pub fn needed<'a>(text: &'a str, what: &str) -> Result<&'a str, Failure> {
    match text.trim() {
        "" => Err(Failure::usage(format!("{what} is empty")).hint("give it some words")),
        text => Ok(text),
    }
}

/// Words in a sentence, in quotes that they do not have themselves.
pub fn quoted(text: &str) -> String {
    let short = short(text);
    match short.contains('"') {
        true => format!("“{short}”"),
        false => format!("\"{short}\""),
    }
}

/// Words short enough to be part of a sentence. None is cut in two: of a piece of a name nobody can tell whose it is.
pub fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = shortened(&line, 48);
    let first = cut.strip_suffix('…').filter(|_| cut != line);
    let in_two = |first: &&str| line[first.len()..].starts_with(char::is_alphanumeric);
    match first
        .filter(in_two)
        .and_then(|first| first.rsplit_once(' '))
    {
        Some((whole, _)) if whole.len() >= LEAST_SAID => format!("{whole}…"),
        Some(_) | None => cut,
    }
}
