//! For tests: what find shows.
//! Must not know how it is drawn.

use super::*;
use crate::app::{Job, Msg, Task};
use crate::app::{Layer, Model, Setup, update};
use crate::domain::account::AccountBrief;
use crate::domain::feedback::Feedback;
use crate::domain::ids::AccountId;
use crate::domain::query::Answer;

fn found() -> Found {
    let brief = |id, name: &str, alias: &str| AccountBrief {
        id: AccountId(id),
        name: name.to_owned(),
        alias: alias.to_owned(),
        ..AccountBrief::default()
    };
    let piece = |id, text: &str| FeedbackView {
        feedback: Feedback {
            id: FeedbackId(id),
            text: text.to_owned(),
            ..Feedback::default()
        },
        account: None,
        tags: Vec::new(),
    };
    Found {
        accounts: vec![
            brief(1, "Northwind", "Quiet Otter"),
            brief(2, "Acme", "North Elk"),
        ],
        feedback: vec![piece(8, "we at Northwind leave"), piece(9, "going north")],
        ..Found::default()
    }
}

fn chord(model: &mut Model, key: &str) -> Vec<Task> {
    update(model, Msg::Chord(key.parse().unwrap()))
}

/// A model with `north` typed into find, answered.
fn finding() -> Model {
    let mut model = Model::new(Setup {
        period: "2026-10".parse().ok(),
        ..Setup::default()
    });
    chord(&mut model, "/");
    let asked: Vec<usize> = "north"
        .chars()
        .map(|c| chord(&mut model, &c.to_string()).len())
        .collect();
    assert_eq!(asked, [0, 1, 1, 1, 1]);
    let tasks = chord(&mut model, "space");
    let [
        Task::Work(Job::Ask {
            ticket: tag,
            query: Query::Find { words, .. },
        }),
    ] = tasks.as_slice()
    else {
        panic!("{tasks:?}");
    };
    assert_eq!(words, "north");
    update(
        &mut model,
        Msg::Answered(*tag, Ok(Answer::Find(Box::new(found())))),
    );
    model
}

fn shown(model: &Model) -> Vec<Subject> {
    let Some((_, Layer::Find(find))) = model.layers.last() else {
        panic!("find is closed");
    };
    find.shown.iter().copied().collect()
}

#[test]
fn every_hit_is_there() {
    let [otter, elk] = [1, 2].map(|id| Subject::Account(AccountId(id)));
    let [named, north] = [8, 9].map(|id| Subject::Feedback(FeedbackId(id)));
    assert_eq!(shown(&finding()), [otter, elk, named, north]);
}

#[test]
fn tab_goes_to_the_next_group_and_enter_opens() {
    let mut model = finding();
    chord(&mut model, "tab");
    assert_eq!(
        model.front().subject(),
        Some(Subject::Feedback(FeedbackId(8)))
    );
    chord(&mut model, "enter");
    assert!(matches!(model.layers.last(), Some((_, Layer::Thread(_)))));
    chord(&mut model, "esc");
    chord(&mut model, "tab");
    chord(&mut model, "enter");
    assert!(matches!(model.layers.last(), Some((_, Layer::Story(_)))));
}
