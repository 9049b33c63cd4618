//! Editing fields of a thing by name: reads the old values, writes the new ones in one change, and tries
//! again when somebody was faster, unless `--was` says what the old value has to be.
//! Must not know which thing it is: its file gives the fields and how to read them.

use super::names;
use super::session::Session;
use crate::domain::change::{Applied, Change, Field, Subject, Value};
use crate::domain::day::Day;
use crate::domain::entry;
use crate::domain::failure::{Code, Failure};

/// How a typed value becomes a stored one. An empty text clears the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// The text itself.
    Text,
    /// A text that cannot be empty.
    Name,
    /// A day, as `domain::entry` reads it: `2026-11-20`, `fri`, `in 2 weeks`, `eom`.
    Day,
    /// A day that has been: `14 sep` is the last one, not the next.
    DayBack,
    /// An owner by name.
    Owner,
    /// A tag by name.
    Tag,
}

/// One field somebody may have asked to set.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Which field.
    pub field: Field,
    /// How to read what was typed.
    pub kind: As,
    /// What was typed, if the option was given.
    pub to: Option<String>,
}

/// A setting.
pub fn setting(field: Field, kind: As, to: &Option<String>) -> Setting {
    Setting {
        field,
        kind,
        to: to.clone(),
    }
}

/// How often an edit is tried again when somebody else wrote between reading and writing.
const TRIES: usize = 5;

/// Sets the fields that were given. `current` reads a field as it stands now.
pub fn edit(
    session: &mut Session,
    subject: Subject,
    settings: &[Setting],
    was: Option<&str>,
    current: &dyn Fn(&mut Session, Field) -> Result<Value, Failure>,
) -> Result<Applied, Failure> {
    let asked: Vec<(&Setting, &String)> = settings
        .iter()
        .filter_map(|setting| Some((setting, setting.to.as_ref()?)))
        .collect();
    let mut values = Vec::new();
    for (setting, to) in &asked {
        values.push((setting.field, value(session, setting.kind, to)?));
    }
    match (asked.as_slice(), was) {
        ([], _) => Err(Failure::usage("nothing was given to change")
            .hint("`--help` after the command shows what can be set")),
        ([(setting, _)], Some(was)) => {
            let was = value(session, setting.kind, was)?;
            let (field, now) = values.remove(0);
            session.apply(&Change::set(subject, field, was, now))
        }
        (_, Some(_)) => Err(Failure::usage("--was goes with one changed field only")
            .hint("change the fields one at a time")),
        (_, None) => again_on_conflict(|| {
            let mut changes = Vec::new();
            for (field, now) in &values {
                let was = current(session, *field)?;
                if was != *now {
                    changes.push(Change::set(subject, *field, was, now.clone()));
                }
            }
            apply_all(session, subject, changes)
        }),
    }
}

/// Reads and writes until nobody came in between.
pub fn again_on_conflict<T>(mut attempt: impl FnMut() -> Result<T, Failure>) -> Result<T, Failure> {
    let mut last = attempt();
    for _ in 1..TRIES {
        match &last {
            Err(failure) if failure.code == Code::Conflict => last = attempt(),
            _ => break,
        }
    }
    last
}

/// Applies changes as one; none at all is no change, and not an error.
pub fn apply_all(
    session: &mut Session,
    subject: Subject,
    mut changes: Vec<Change>,
) -> Result<Applied, Failure> {
    match changes.len() {
        0 => Ok(unchanged(subject)),
        1 => session.apply(&changes.remove(0)),
        _ => session.apply(&Change::All(changes)),
    }
}

/// What an edit that changes nothing answers.
pub fn unchanged(subject: Subject) -> Applied {
    Applied {
        change: crate::domain::ids::ChangeId(0),
        subject,
        words: String::new(),
    }
}

/// What was typed, as stored.
fn value(session: &mut Session, kind: As, text: &str) -> Result<Value, Failure> {
    let text = text.trim();
    match kind {
        As::Name if text.is_empty() => Err(Failure::usage("a name cannot be empty")),
        As::Text | As::Name => Ok(text.into()),
        _ if text.is_empty() => Ok(Value::None),
        As::Day => day(session, text).map(|day| Value::Int(i64::from(day.0))),
        As::DayBack => {
            let day = entry::day_back(text, session.today).ok_or_else(|| no_day(text))?;
            Ok(Value::Int(i64::from(day.0)))
        }
        As::Owner => names::owner(session, text).map(|owner| owner.id.0.into()),
        As::Tag => names::tag(session, text).map(|tag| tag.id.0.into()),
    }
}

/// A day as people type it.
pub fn day(session: &Session, text: &str) -> Result<Day, Failure> {
    entry::day(text, session.today).ok_or_else(|| no_day(text))
}

fn no_day(text: &str) -> Failure {
    Failure::usage(format!("`{text}` is not a day"))
        .hint("write 2026-11-20, `20 nov`, `fri`, `in 2 weeks` or `eom`")
}

/// A day as the journal keeps it.
pub fn stored_day(day: Option<Day>) -> Value {
    day.map(|day| i64::from(day.0)).into()
}
