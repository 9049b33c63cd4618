//! Single fields set: which subject has which field in which column, and the one statement that sets it.
//! Must not know the journal, nor what a value must be beyond its kind (`values`).

use rusqlite::{Connection, named_params};

use super::done::{Done, Turn};
use super::kept::{address, exists, missing, must_be_free};
use super::records::{account_of, label};
use super::{links, meetings, sql, standing, table, tags, words};
use crate::domain::change::{Change, Edit, Field, Subject, Value, described};
use crate::domain::failure::Failure;
use crate::domain::field::{Bears, Described};
use crate::domain::ids::AccountId;

/// Carries out `Change::Set`.
pub fn set(turn: &Turn<'_>, edit: &Edit) -> Result<Done, Failure> {
    let (_, name, id) = address(edit.subject);
    let column = column(edit.subject, edit.field)?;
    let before = label(turn.db, edit.subject)?;
    let what = format!("{} of {before}", column.words);
    let was = column.holds.tidy(&edit.was);
    let now = column.holds.allow(turn.db, &edit.now, &what)?;
    if !turn.back && now != was {
        column.fits(&now)?;
    }
    fitting(turn, edit, column, &now)?;
    let sql = format!(
        "UPDATE {name} SET {0} = :now WHERE id = :id AND {0} IS :was",
        column.column
    );
    let params = named_params! { ":now": now, ":id": id, ":was": was };
    if sql::run(turn.db, &sql, params)? == 0 {
        return Err(if exists(turn.db, edit.subject)? {
            turn.changed_meanwhile(edit.subject, Some(edit.field), &what)?
        } else {
            missing(edit.subject)
        });
    }
    table::follow(turn.db, name, id, column)?;
    let done = Edit {
        was,
        now,
        ..edit.clone()
    };
    Ok(Done {
        subject: edit.subject,
        accounts: account_of(turn.db, edit.subject)?.into_iter().collect(),
        words: words::set(turn.db, &done, column, &before)?,
        nothing: done.was == done.now,
        inverse: Change::set(edit.subject, edit.field, done.now.clone(), done.was.clone()),
        forward: Change::Set(done),
    })
}

/// The value of a field as it is stored; none where there is no such thing.
pub fn value(db: &Connection, subject: Subject, field: Field) -> Result<Option<Value>, Failure> {
    let (_, table, id) = address(subject);
    let column = column(subject, field)?.column;
    let sql = format!("SELECT {column} FROM {table} WHERE id = ?1");
    sql::first(db, &sql, [id], |row| row.get(0))
}

/// Whether nobody else has the value, where only one may, and whether a review may be where this moves it.
fn fitting(turn: &Turn<'_>, edit: &Edit, column: &Described, now: &Value) -> Result<(), Failure> {
    let db = turn.db;
    match (edit.field.bears_on(), edit.subject, now) {
        (Bears::Call, Subject::Tag(id), Value::Text(key)) if edit.field == Field::Key => {
            tags::key_must_be_free(db, id, key)
        }
        (Bears::Call, Subject::Tag(_) | Subject::Owner(_), Value::Text(text)) => {
            must_be_free(db, edit.subject, column.column, text)
        }
        (Bears::Successor, Subject::Account(id), Value::Int(later)) => {
            standing::no_circle(db, id, AccountId(*later))
        }
        (Bears::End, Subject::Link(id), _) => links::free_for(db, id, now),
        (Bears::Course, Subject::Meeting(id), Value::Text(word)) if word == "running" => {
            meetings::none_runs(db, id)
        }
        // What was ended once may be so again, whatever became of its actions.
        (Bears::Course, Subject::Meeting(id), Value::Text(word))
            if word == "ended" && !turn.back =>
        {
            meetings::must_be_tied(db, id)
        }
        // Of other things, or as another value, it is nobody else's.
        (Bears::Call | Bears::Successor | Bears::End | Bears::Course, ..) => Ok(()),
        (Bears::Alone | Bears::Standing | Bears::Mark, ..) => Ok(()),
        (Bears::Pin | Bears::Reason | Bears::Words, ..) => Ok(()),
    }
}

fn column(subject: Subject, field: Field) -> Result<&'static Described, Failure> {
    described(subject, field)
        .filter(|is| is.settable)
        .ok_or_else(|| {
            let (kind, _, _) = address(subject);
            Failure::usage(format!(
                "the {field:?} of a thing of kind {kind} cannot be set"
            ))
        })
}
