//! The lines of a thing that a person types, from its table of fields: how an edit menu calls them, what stands
//! in them now, and the question for one. Must not know any rule of its own.

use std::any::Any;

use crate::domain::change::{Change, Field, Subject};
use crate::domain::field::{Described, FieldOf, Holds, Thing, Value};
use crate::domain::note::Note;

use super::cx::{Cx, Prompt};

/// The fields that are typed as a line of text; others are asked for in their own ways.
pub fn lines<T: Thing>() -> impl Iterator<Item = &'static FieldOf<T>> {
    let line = |is: &Described| matches!(is.holds, Holds::Text | Holds::Name | Holds::Key);
    T::FIELDS
        .iter()
        .filter(move |row| row.is.typed.is_some() && line(&row.is))
}

/// What an edit menu calls a field: `target`.
pub fn label(is: &Described) -> &'static str {
    is.words.strip_prefix("the ").unwrap_or(is.words)
}

/// What a line asks for: `Effect looked for`.
pub fn title(is: &Described) -> String {
    let help = is.typed.map_or(is.words, |typed| typed.help);
    let help = help.strip_prefix("The ").unwrap_or(help);
    let mut chars = help.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// What stands in a line now.
pub fn text<T>(thing: &T, row: &FieldOf<T>) -> String {
    match (row.get)(thing).value() {
        Value::None => String::new(),
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
            cx.apply(Change::set(subject, Field::Text, was, now));
        }
    };
    cx.open(Prompt::new(cx.place, title, &note.text, save));
}
