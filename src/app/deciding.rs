//! Changing a note from any screen that shows one: its words, and of a decision who decided, what was rejected, who
//! objected, whom it is asked of and what they say. Must not know which screen asks.

use crate::domain::change::{Change, Field, Subject, Value};
use crate::domain::field::FieldOf;
use crate::domain::ids::OwnerId;
use crate::domain::note::{Note, NoteKind};

use super::cx::{Choice, Cx, Offer, Prompt};
use super::editing;
use super::screen::Screen;

/// What can be changed of a decision.
enum DecisionPart {
    /// A line of its table of fields.
    Line(&'static FieldOf<Note>),
    Day(&'static FieldOf<Note>),
    Asked,
    Answer,
}

/// Asks for other words of a note; of a decision, what of it.
pub fn edit<S: Screen>(note: &Note, title: &str, cx: &mut Cx<'_>) {
    if note.kind != NoteKind::Decision {
        return editing::ask_words::<S>(note, title, cx);
    }
    let lines = editing::lines::<Note>().map(DecisionPart::Line);
    let days = editing::days::<Note>().map(DecisionPart::Day);
    let asked = [DecisionPart::Asked].into_iter().chain(days);
    let answer = note.asked.map(|_| DecisionPart::Answer);
    let parts = lines.chain(asked).chain(answer);
    let choices = parts.map(|part| choice(note, part, cx)).collect();
    let note = note.clone();
    let ask = move |_: &mut S, part, cx: &mut Cx<'_>| ask::<S>(&note, part, cx);
    cx.open(Offer::new(
        cx.place,
        "Change what of this decision",
        choices,
        ask,
    ));
}

fn choice(note: &Note, part: DecisionPart, cx: &Cx<'_>) -> Choice<DecisionPart> {
    let (label, detail) = match &part {
        DecisionPart::Line(row) => (editing::label(&row.is), editing::text(note, row)),
        DecisionPart::Day(row) => (editing::label(&row.is), editing::text(note, row)),
        DecisionPart::Asked => {
            let owner = note.asked.and_then(|id| cx.shared.room.owner(id));
            let name = owner.map_or_else(String::new, |owner| owner.name.clone());
            ("asked of", name)
        }
        DecisionPart::Answer => ("their answer", note.answer.clone()),
    };
    Choice::new(part, label, detail)
}

fn ask<S: Screen>(note: &Note, part: DecisionPart, cx: &mut Cx<'_>) {
    match part {
        DecisionPart::Line(row) if row.is.field == Field::Text => {
            editing::ask_words::<S>(note, "Decision", cx);
        }
        DecisionPart::Line(row) => {
            let title = editing::title(&row.is);
            ask_text::<S>(note, row.is.field, title, editing::text(note, row), cx);
        }
        DecisionPart::Day(row) => {
            let subject = Subject::Note(note.id);
            editing::ask_day::<S, Note>(editing::title(&row.is), (subject, note), row, cx);
        }
        DecisionPart::Asked => ask_whom::<S>(note, cx),
        DecisionPart::Answer => ask_answer::<S>(note, cx),
    }
}

/// Asks for the answer to what waits for one; an empty line leaves it open.
pub fn ask_answer<S: Screen>(note: &Note, cx: &mut Cx<'_>) {
    let title = format!("Answer: {}", note.text);
    ask_text::<S>(note, Field::Answer, title, note.answer.clone(), cx);
}

fn ask_text<S: Screen>(note: &Note, field: Field, title: String, was: String, cx: &mut Cx<'_>) {
    let subject = Subject::Note(note.id);
    let seen = was.clone();
    let save = move |_: &mut S, now: String, cx: &mut Cx<'_>| {
        cx.set_typed(subject, field, seen, now);
    };
    cx.open(Prompt::new(cx.place, title, was, save).of(subject, field));
}

/// Asks who is asked for it: whoever is in the team still, or nobody.
fn ask_whom<S: Screen>(note: &Note, cx: &mut Cx<'_>) {
    let (subject, was) = (Subject::Note(note.id), note.asked.map(|id| id.0));
    let due = note.due.map(|day| i64::from(day.0));
    let people = cx.shared.room.team();
    let people = people.map(|owner| Choice::new(Some(owner.id), &owner.name, &owner.team));
    let nobody = Choice::new(None, "nobody", "");
    let choices = people.chain([nobody]).collect();
    let take = move |_: &mut S, owner: Option<_>, cx: &mut Cx<'_>| {
        let now = owner.map(|id: OwnerId| id.0);
        if was == now {
            return;
        }
        let asked = Change::set(subject, Field::Asked, was, now);
        // Where nobody is asked there is no day to answer by.
        cx.apply(match due.filter(|_| now.is_none()) {
            Some(due) => Change::All(vec![
                asked,
                Change::set(subject, Field::Due, due, Value::None),
            ]),
            None => asked,
        });
    };
    cx.open(Offer::new(cx.place, "Who is asked for it", choices, take));
}
