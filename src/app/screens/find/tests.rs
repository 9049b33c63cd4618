//! For tests: what find shows. Must not know how it is drawn.

use super::*;
use crate::app::testing::{asked, press};
use crate::app::{Layer, Model, Msg, Setup, update};
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
        given: Vec::new(),
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

/// A model with `north` typed into find, answered.
fn finding() -> Model {
    let mut model = Model::new(Setup {
        period: "2026-10".parse().ok(),
        ..Setup::default()
    });
    press(&mut model, "/");
    let questions = ["n", "o", "r", "t", "h"].map(|key| press(&mut model, key).len());
    assert_eq!(questions, [0, 1, 1, 1, 1]);
    let tasks = press(&mut model, "space");
    assert_eq!(tasks.len(), 1);
    let find = |q: &Query| matches!(q, Query::Find { words, .. } if words == "north");
    let answer = Ok(Answer::Find(Box::new(found())));
    update(&mut model, Msg::Answered(asked(&tasks, find), answer));
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
    press(&mut model, "tab");
    let named = Subject::Feedback(FeedbackId(8));
    assert_eq!(model.front().subject(), Some(named));
    press(&mut model, "enter");
    assert!(matches!(model.layers.last(), Some((_, Layer::Thread(_)))));
    press(&mut model, "esc tab enter");
    assert!(matches!(model.layers.last(), Some((_, Layer::Story(_)))));
}
