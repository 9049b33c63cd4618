//! The lines of a thing that a person types, from its table of fields: how an edit menu calls them, what stands
//! in them now, and the question for one. Must not know any rule of its own.

use std::any::Any;

use crate::domain::change::{Change, Field, Subject};
use crate::domain::day::Day;
use crate::domain::entry;
use crate::domain::failure::Failure;
use crate::domain::field::{Described, FieldOf, FieldValue, Holds, Thing, Value};
use crate::domain::note::Note;
use crate::domain::sentence::capital;

use super::cx::{Cx, Prompt};

/// The fields that are typed as a line of text; others are asked for in their own ways.
pub fn lines<T: Thing>() -> impl Iterator<Item = &'static FieldOf<T>> {
    let line = |is: &Described| matches!(is.holds, Holds::Text | Holds::Name | Holds::Key);
    T::FIELDS
        .iter()
        .filter(move |row| row.is.typed.is_some() && line(&row.is))
}

/// The fields that are typed as a day.
pub fn days<T: Thing>() -> impl Iterator<Item = &'static FieldOf<T>> {
    let day = |is: &Described| matches!(is.holds, Holds::Day | Holds::NeedsDay);
    let rows = T::FIELDS.iter();
    rows.filter(move |row| row.is.typed.is_some() && day(&row.is))
}

/// Asks for another day of a thing; a text that its row does not take is refused.
pub fn ask_day<S: Any, T: Thing>(
    title: String,
    of: (Subject, &T),
    row: &'static FieldOf<T>,
    cx: &mut Cx<'_>,
) {
    ask_day_with::<S, T>(title, of, row, None, cx);
}

/// The same, with what else changes where a day is given.
pub fn ask_day_with<S: Any, T: Thing>(
    title: String,
    (subject, thing): (Subject, &T),
    row: &'static FieldOf<T>,
    also: Option<Change>,
    cx: &mut Cx<'_>,
) {
    let (is, was) = (&row.is, (row.get)(thing).value());
    let looks_back = is.typed.is_some_and(|typed| typed.past);
    let question = ReadQuestion {
        title,
        hint: match looks_back {
            true => "fri, 20 nov, yesterday, 2026-12-01; empty for none",
            false => "fri, 20 nov, in 2 weeks, 2026-12-01; empty for none",
        },
        of: Some((subject, is.field)),
    };
    let read = |typed: &str, today| match typed {
        "" => Ok(Value::None),
        typed => entry::day_of(is, typed, today).map(|day| day.value()),
    };
    let set = move |now: Value, typed: String, cx: &mut Cx<'_>| {
        if now != was {
            let also = also.filter(|_| now != Value::None);
            let change = Change::set(subject, is.field, was, now);
            let change = match also {
                Some(also) => Change::All(vec![change, also]),
                None => change,
            };
            cx.set_with((subject, is.field), typed, change);
        }
    };
    ask_read::<S, Value>(question, text(thing, row), read, set, cx);
}

/// A question for a text that has to be read.
pub struct ReadQuestion {
    /// What is asked for.
    pub title: String,
    /// How it may be written.
    pub hint: &'static str,
    /// The field it is for, where one alone is; what the store refuses of it is kept.
    pub of: Option<(Subject, Field)>,
}

/// Asks for what not every text says, beginning with one. Where it cannot be read, that is said, and it is asked for
/// again as it was typed.
pub fn ask_read<S: Any, T: 'static>(
    question: ReadQuestion,
    text: String,
    read: impl Fn(&str, Day) -> Result<T, Failure> + 'static,
    then: impl FnOnce(T, String, &mut Cx<'_>) + 'static,
    cx: &mut Cx<'_>,
) {
    let (title, hint, of) = (question.title.clone(), question.hint, question.of);
    let save =
        move |_: &mut S, typed: String, cx: &mut Cx<'_>| match read(&typed, cx.shared.time.today) {
            Ok(found) => then(found, typed, cx),
            Err(failure) => {
                cx.fail(failure);
                ask_read::<S, T>(question, typed, read, then, cx);
            }
        };
    let prompt = Prompt::new(cx.place, title, text, save).hint(hint);
    cx.open(match of {
        Some((subject, field)) => prompt.of(subject, field),
        None => prompt,
    });
}

/// What an edit menu calls a field: `target`.
pub fn label(is: &Described) -> &'static str {
    is.words.strip_prefix("the ").unwrap_or(is.words)
}

/// What a line asks for: `Effect looked for`.
pub fn title(is: &Described) -> String {
    let help = is.typed.map_or(is.words, |typed| typed.help);
    let help = help.strip_prefix("The ").unwrap_or(help);
    capital(help)
}

/// What stands in a line now.
pub fn text<T>(thing: &T, row: &FieldOf<T>) -> String {
    let day = matches!(row.is.holds, Holds::Day | Holds::NeedsDay);
    match (row.get)(thing).value() {
        Value::None => String::new(),
        Value::Int(days) if day => {
            i32::try_from(days).map_or(String::new(), |d| Day(d).to_string())
        }
        Value::Text(text) => text,
        Value::Int(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
    }
}

/// Asks for other words of a note; it is not emptied.
pub fn ask_words<S: Any>(note: &Note, title: &str, cx: &mut Cx<'_>) {
    let (subject, was) = (Subject::Note(note.id), note.text.clone());
    let save = move |_: &mut S, now: String, cx: &mut Cx<'_>| {
        if !now.is_empty() {
            cx.set_typed(subject, Field::Text, was, now);
        }
    };
    cx.open(Prompt::new(cx.place, title, &note.text, save).of(subject, Field::Text));
}
