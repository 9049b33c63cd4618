//! The page that Markdown and HTML draw: finished words in the order a reader needs them.
//! Must not know any format: nothing here is escaped.

mod changed;
mod charts;
mod definitions;
mod figures;
mod front;
mod head;
mod numbers;
mod plan;
mod sections;
pub(super) mod sitting;
mod tables;
mod why;

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::agenda::Section;
use crate::domain::note::{NoteKind, NoteView};

use super::Minutes;
use super::words;
use crate::domain::money::Money;
use crate::domain::roadmap::RoadmapItem;

/// A table: a heading per column, and cells in their order. The first column is words, the rest figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct MinutesTable {
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl MinutesTable {
    /// An empty one; between two columns stands `|`.
    fn new(title: impl Into<String>, columns: &str) -> MinutesTable {
        MinutesTable {
            title: title.into(),
            columns: columns.split('|').map(str::to_owned).collect(),
            rows: Vec::new(),
        }
    }
}

/// Lays the minutes out: minutes in finished words, under the names that the templates know.
pub(super) fn page(minutes: &Minutes) -> Value {
    let money = Money::of(minutes.start.review.metrics.currency.as_ref());
    let mut page = json!({
        "title": format!("Churn review: {}", minutes.meeting.period.long()),
        "held": head::held(minutes),
        "front": front::front(minutes, money),
        "short": head::short(minutes, money),
        "numbers": numbers::numbers(minutes, money),
        "why": why::why(minutes, money),
        "roadmap": plan::roadmap(minutes, money),
        "target": plan::target(minutes, money),
        "actions": plan::actions(minutes, money),
        "decisions": of_kind(minutes, NoteKind::Decision),
        "questions": questions(minutes),
        "other_notes": notes_of(minutes, None),
        "sitting": sitting::sitting(minutes),
        "definitions": definitions::definitions(&minutes.start.review, money),
    });
    page["sections"] = json!(sections::sections(minutes, money, &page));
    page
}

/// What is known before a meeting: the front without what it would say of the meeting itself, and what each person owes.
pub(super) fn before(minutes: &Minutes, money: Money<'_>) -> Value {
    let mut front = front::front(minutes, money);
    front["needed"] = json!(head::needed(minutes));
    front
}

/// What the half page says: the front without its charts, and what each person owes.
pub(super) fn half_page(minutes: &Minutes, money: Money<'_>) -> Value {
    let mut front = before(minutes, money);
    front["decided"] = json!(front::decided(minutes));
    front
}

/// The judgement, as every form has it.
pub(super) fn judgement(minutes: &Minutes) -> String {
    let money = Money::of(minutes.start.review.metrics.currency.as_ref());
    front::judgement(minutes, money)
}

/// What the meeting moved on the roadmap: an item, and what became of it.
pub(super) fn moved(minutes: &Minutes) -> Vec<(&RoadmapItem, String)> {
    changed::moved(minutes)
}

/// A name and a text beside it, not longer than the front has room for.
fn row(name: String, text: &str) -> Value {
    json!({ "name": name, "text": words::whole_words(text, 200) })
}

/// Words, and what belongs to them.
fn said(text: impl Into<String>, more: impl Into<String>) -> Value {
    json!({ "text": text.into(), "more": more.into() })
}

/// Everything of one kind, in the order it was written.
fn of_kind(minutes: &Minutes, kind: NoteKind) -> Vec<Value> {
    let notes = minutes.end.notes.iter();
    notes.filter(|n| n.note.kind == kind).map(noted).collect()
}

/// The questions of the meeting, and after them those from before that nobody has answered.
fn questions(minutes: &Minutes) -> Vec<Value> {
    let before = minutes.end.questions.iter().map(noted);
    let own = of_kind(minutes, NoteKind::Question).into_iter();
    own.chain(before).collect()
}

/// The notes of one section and what was decided in it, or the notes that were written outside any.
fn notes_of(minutes: &Minutes, section: Option<Section>) -> Vec<Value> {
    let here = minutes
        .end
        .notes
        .iter()
        .filter(|n| n.note.origin.section == section);
    let told = here.filter_map(|n| match (n.note.kind, section) {
        (NoteKind::Note, _) => Some(noted(n)),
        (NoteKind::Decision, Some(_)) => Some(said(format!("Decided: {}", n.note.text), facts(n))),
        (NoteKind::Decision | NoteKind::Question | NoteKind::NoAction, _) => None,
    });
    told.collect()
}

/// Something the room wrote down.
fn noted(view: &NoteView) -> Value {
    said(&view.note.text, facts(view))
}

/// Who wrote it, from where, and what was answered.
fn facts(view: &NoteView) -> String {
    let mut more = vec![view.note.person.clone()];
    let from = words::from(&view.from);
    if !from.is_empty() {
        more.push(from);
    }
    if let Some(quote) = &view.from.quote {
        more.push(format!("on “{}”", words::cut(quote, 80)));
    }
    more.extend(view.decided());
    if !view.note.answer.is_empty() {
        more.push(format!("answer: {}", view.note.answer));
    } else if view.note.waits() {
        more.push("still open".to_owned());
    }
    more.join("; ")
}
