//! Single fields set: which subject has which field in which column, and the one statement that sets it.
//! Must not know the journal, nor what a value must be beyond its kind (`values`).

use rusqlite::{Connection, named_params, params};

use super::convert::Json;
use super::done::{Done, Turn};
use super::records::{account_of, address, exists, label, missing, must_be_free};
use super::values::Holds::{self, *};
use super::{links, meetings, sql, standing, words};
use crate::domain::change::{Change, Edit, Field, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::note;

/// One field of one kind of subject.
pub(in crate::store) struct Column {
    kind: &'static str,
    field: Field,
    column: &'static str,
    pub(in crate::store) holds: Holds,
    /// How a sentence calls it.
    pub(in crate::store) words: &'static str,
}

const fn c(
    kind: &'static str,
    field: Field,
    column: &'static str,
    holds: Holds,
    words: &'static str,
) -> Column {
    Column {
        kind,
        field,
        column,
        holds,
        words,
    }
}

fn tag(id: i64) -> Subject {
    Subject::Tag(id.into())
}

fn account(id: i64) -> Subject {
    Subject::Account(id.into())
}

fn owner(id: i64) -> Subject {
    Subject::Owner(id.into())
}

fn item(id: i64) -> Subject {
    Subject::Item(id.into())
}

/// Every field that can be set by itself.
#[rustfmt::skip]
static COLUMNS: [Column; 54] = [
    c("room", Field::Currency, "currency", Currency, "the currency"),
    c("room", Field::AsOf, "as_of", Day, "the reach"),
    c("room", Field::Profile, "profile", Profile, "the way of counting"),
    c("account", Field::Name, "name", Name, "the name"),
    c("account", Field::Plan, "plan", Text, "the plan"),
    c("account", Field::Segment, "segment", Text, "the segment"),
    c("account", Field::Channel, "channel", Text, "the channel"),
    c("account", Field::Region, "region", Text, "the region"),
    c("account", Field::Owner, "owner", Text, "the owner"),
    c("account", Field::SignedUp, "signed_up", Day, "the sign-up day"),
    c("account", Field::Excluded, "excluded", Text, "the exclusion"),
    c("account", Field::SameAs, "same_as", Points(account), "the successor"),
    c("account", Field::SameReason, "same_reason", Text, "the reason for the successor"),
    c("feedback", Field::Mark, "mark", Words(&["praise", "no_reason"], true), "the mark"),
    c("feedback", Field::Pinned, "pinned", Flag, "the pin"),
    c("feedback", Field::Reason, "reason", Text, "the stated reason"),
    c("feedback", Field::Text, "text", Text, "the text"),
    c("tag", Field::Name, "name", Name, "the name"),
    c("tag", Field::Parent, "parent", Points(tag), "the theme"),
    c("tag", Field::Description, "description", Text, "the description"),
    c("tag", Field::Key, "key", Key, "the key"),
    c("owner", Field::Name, "name", Name, "the name"),
    c("owner", Field::Email, "email", Text, "the e-mail address"),
    c("owner", Field::Team, "team", Text, "the team"),
    c("item", Field::Title, "title", Name, "the title"),
    c("item", Field::Status, "status", Text, "the status"),
    c("item", Field::Target, "target", Text, "the target"),
    c("item", Field::Owner, "owner", Text, "the owner"),
    c("item", Field::Url, "url", Text, "the address"),
    c("item", Field::Ease, "ease", Text, "the ease"),
    c("link", Field::Stance, "stance", Words(&["aligns", "challenges", "nothing"], false), "the stance"),
    c("link", Field::Item, "item", Points(item), "the roadmap item"),
    c("link", Field::Note, "note", Text, "the note"),
    c("meeting", Field::Status, "status", Words(&["running", "adjourned", "ended"], false), "the status"),
    c("meeting", Field::Agenda, "agenda", Agenda, "the agenda"),
    c("meeting", Field::Clock, "clock", Clock, "the clock"),
    c("meeting", Field::FrozenStart, "frozen_start", Frozen, "the numbers at the start"),
    c("meeting", Field::FrozenEnd, "frozen_end", Frozen, "the numbers at the end"),
    c("note", Field::Kind, "kind", Words(&["note", "question", "decision", "no_action"], false), "the kind"),
    c("note", Field::Text, "text", Name, "the words"),
    c("note", Field::Answer, "answer", Text, "the answer"),
    c("note", Field::Origin, "origin", Origin, "the origin"),
    c("mark", Field::Day, "day", NeedsDay, "the day"),
    c("mark", Field::Until, "until", Day, "the last day"),
    c("mark", Field::Kind, "kind", Words(&["release", "price", "campaign", "outage", "other"], false), "the kind"),
    c("mark", Field::Text, "words", Name, "the words"),
    c("action", Field::What, "what", Name, "the words"),
    c("action", Field::Owner, "owner", Points(owner), "the owner"),
    c("action", Field::Due, "due", Day, "the due day"),
    c("action", Field::Status, "status", Words(&["open", "done", "dropped"], false), "the status"),
    c("action", Field::Closed, "closed", Day, "the closing day"),
    c("action", Field::Effect, "effect", Text, "the effect looked for"),
    c("action", Field::Worked, "worked", MaybeFlag, "whether it worked"),
    c("action", Field::Origin, "origin", Origin, "the origin"),
];

/// Carries out `Change::Set`.
pub(in crate::store) fn set(turn: &Turn<'_>, edit: &Edit) -> Result<Done, Failure> {
    let (kind, table, id) = address(edit.subject);
    let column = column(kind, edit.field)?;
    let before = label(turn.db, edit.subject)?;
    let what = format!("{} of {before}", column.words);
    let was = column.holds.tidy(&edit.was);
    let now = column.holds.allow(turn.db, &edit.now, &what)?;
    free(turn.db, edit, column, &now)?;
    let sql = format!(
        "UPDATE {table} SET {0} = :now WHERE id = :id AND {0} IS :was",
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
    follow(turn.db, table, id, column)?;
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

/// Whether nobody else has the value, where only one may.
fn free(db: &Connection, edit: &Edit, column: &Column, now: &Value) -> Result<(), Failure> {
    match (edit.subject, edit.field, now) {
        (Subject::Tag(_), Field::Name | Field::Key, Value::Text(text))
        | (Subject::Owner(_), Field::Name, Value::Text(text)) => {
            must_be_free(db, edit.subject, column.column, text)
        }
        (Subject::Account(id), Field::SameAs, Value::Int(later)) => {
            standing::no_circle(db, id, AccountId(*later))
        }
        (Subject::Link(id), Field::Item, _) => links::free_for(db, id, now),
        (Subject::Meeting(id), Field::Status, Value::Text(word)) if word == "running" => {
            meetings::none_runs(db, id)
        }
        _ => Ok(()),
    }
}

fn column(kind: &str, field: Field) -> Result<&'static Column, Failure> {
    COLUMNS
        .iter()
        .find(|column| column.kind == kind && column.field == field)
        .ok_or_else(|| {
            Failure::usage(format!(
                "the {field:?} of a thing of kind {kind} cannot be set"
            ))
        })
}

/// An origin's meeting and theme also stand in columns of their own, for queries.
fn follow(db: &Connection, table: &str, id: i64, column: &Column) -> Result<(), Failure> {
    if matches!(column.holds, Origin) {
        let sql = format!("SELECT origin FROM {table} WHERE id = ?1");
        let found = sql::first(db, &sql, [id], |row| row.get::<_, Json<note::Origin>>(0))?;
        let origin = found.map(|json| json.0).unwrap_or_default();
        let sql = format!("UPDATE {table} SET meeting = ?2, theme = ?3 WHERE id = ?1");
        sql::run(db, &sql, params![id, origin.meeting, origin.theme])?;
    }
    Ok(())
}
