//! The page that Markdown and HTML draw: finished words in the order a reader needs them.
//! Must not know any format: nothing here is escaped.

mod definitions;
mod head;
mod numbers;
mod plan;
pub(super) mod sitting;
mod why;

use serde::Serialize;

use crate::domain::agenda::Section;
use crate::domain::note::{NoteKind, NoteView};

use super::Minutes;
use super::words::{self, Money};

/// Minutes in finished words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Page {
    title: String,
    held: Vec<String>,
    short: head::Short,
    numbers: numbers::Numbers,
    why: why::Why,
    roadmap: plan::Roadmap,
    target: plan::Target,
    actions: plan::Actions,
    decisions: Vec<Said>,
    questions: Vec<Said>,
    other_notes: Vec<Said>,
    sitting: sitting::Sitting,
    definitions: Vec<definitions::Explained>,
}

/// Something the room wrote down, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Said {
    text: String,
    more: String,
}

/// A table: a heading per column, and cells in their order. The first column is words, the rest figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Table {
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new(title: impl Into<String>, columns: &[&str]) -> Table {
        Table {
            title: title.into(),
            columns: columns.iter().map(|c| (*c).to_owned()).collect(),
            rows: Vec::new(),
        }
    }
}

/// Lays the minutes out.
pub(super) fn page(minutes: &Minutes) -> Page {
    let money = Money(minutes.start.review.metrics.currency.as_ref());
    Page {
        title: format!("Churn review: {}", minutes.meeting.period.long()),
        held: head::held(minutes),
        short: head::short(minutes, &money),
        numbers: numbers::numbers(minutes, &money),
        why: why::why(minutes, &money),
        roadmap: plan::roadmap(minutes, &money),
        target: plan::target(minutes, &money),
        actions: plan::actions(minutes, &money),
        decisions: of_kind(minutes, NoteKind::Decision),
        questions: of_kind(minutes, NoteKind::Question),
        other_notes: notes_of(minutes, None),
        sitting: sitting::sitting(minutes),
        definitions: definitions::definitions(&minutes.start.review.metrics, &money),
    }
}

/// Everything of one kind, in the order it was written.
fn of_kind(minutes: &Minutes, kind: NoteKind) -> Vec<Said> {
    let notes = minutes.end.notes.iter();
    notes.filter(|n| n.note.kind == kind).map(said).collect()
}

/// The notes of one section, or those that were written outside any.
fn notes_of(minutes: &Minutes, section: Option<Section>) -> Vec<Said> {
    let here = |n: &&NoteView| n.note.kind == NoteKind::Note && n.note.origin.section == section;
    minutes.end.notes.iter().filter(here).map(said).collect()
}

fn said(view: &NoteView) -> Said {
    let mut more = vec![view.note.person.clone()];
    let from = words::from(&view.from);
    if !from.is_empty() {
        more.push(from);
    }
    if let Some(quote) = &view.from.quote {
        more.push(format!("on “{}”", words::cut(quote, 80)));
    }
    if !view.note.answer.is_empty() {
        more.push(format!("answer: {}", view.note.answer));
    } else if view.note.kind == NoteKind::Question {
        more.push("still open".to_owned());
    }
    Said {
        text: view.note.text.clone(),
        more: more.join("; "),
    }
}
