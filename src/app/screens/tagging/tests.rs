//! The tagging screen as (model, key) to (model, tasks).

use crate::app::testing::{asked, changes, press};
use crate::app::{Model, Msg, Place, ScreenKind, Setup, update};
use crate::domain::change::{Change, Field, Member, Subject, Value};
use crate::domain::feedback::{Feedback, FeedbackView, Quote, Tag, TagView, Untagged};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::money::Cents;
use crate::domain::query::{Answer, Query};

use super::letters;

fn tag(id: i64, name: &str, key: &str) -> TagView {
    let tag = Tag {
        id: TagId(id),
        name: name.to_owned(),
        key: key.to_owned(),
        ..Tag::default()
    };
    TagView { tag, used: 0 }
}

fn quote(id: i64, text: &str) -> Quote {
    let feedback = Feedback {
        id: FeedbackId(id),
        text: text.to_owned(),
        exit_survey: true,
        ..Feedback::default()
    };
    let view = FeedbackView {
        feedback,
        account: None,
        tags: Vec::new(),
    };
    Quote {
        view,
        opening: Cents(100),
        lost: Cents(100),
    }
}

/// A model on the tagging screen with three texts, the first and last alike.
fn tagging() -> Model {
    let setup = Setup {
        person: "Dana".to_owned(),
        period: "2026-10".parse().ok(),
        ..Setup::default()
    };
    let mut model = Model::new(setup);
    model.shared.room.tags = vec![tag(1, "reporting", ""), tag(2, "price", "p")];
    let tasks = press(&mut model, "t");
    let ticket = asked(&tasks, |query| matches!(query, Query::Untagged { .. }));
    let texts = [(7, "no exports"), (8, "too dear"), (9, "No exports")];
    let found = Untagged {
        left: 3,
        mrr: Cents(300),
        items: texts.map(|(id, text)| quote(id, text)).into(),
    };
    update(
        &mut model,
        Msg::Answered(ticket, Ok(Answer::Untagged(found))),
    );
    assert_eq!(model.shared.screen, ScreenKind::Tagging);
    model
}

/// Presses keys; gives the changes they led to.
fn done(model: &mut Model, keys: &str) -> Vec<Change> {
    let changes = changes(press(model, keys)).map(|(place, change)| {
        assert_eq!(place, Place::Screen(ScreenKind::Tagging));
        change
    });
    changes.collect()
}

fn tagged(feedback: i64, tag: i64) -> Member {
    Member::Tagged {
        feedback: FeedbackId(feedback),
        tag: TagId(tag),
    }
}

#[test]
fn a_key_sets_its_tag_and_takes_it_off_again() {
    let mut model = tagging();
    assert_eq!(done(&mut model, "r"), [Change::Join(tagged(7, 1))]);
    assert_eq!(model.screens.tagging.queue.left, 2);
    assert_eq!(done(&mut model, "r"), [Change::Leave(tagged(7, 1))]);
    assert_eq!(done(&mut model, "p"), [Change::Join(tagged(7, 2))]);
    assert!(done(&mut model, "z").is_empty());
    let said = &model.shared.messages.status;
    assert!(said.contains("no tag has the key z"), "{said}");
}

#[test]
fn same_as_before_repeats_the_tags_of_the_last_text() {
    let mut model = tagging();
    press(&mut model, "r p enter");
    let repeated = [tagged(8, 1), tagged(8, 2)].map(Change::Join);
    assert_eq!(done(&mut model, "."), repeated);
}

#[test]
fn marks_carry_the_value_they_replace() {
    let mut model = tagging();
    let subject = Subject::Feedback(FeedbackId(7));
    let none = || Value::None;
    for (key, field, was, now) in [
        ("minus", Field::Mark, none(), "no_reason".into()),
        ("!", Field::Mark, "no_reason".into(), "praise".into()),
        ("!", Field::Mark, "praise".into(), none()),
        ("*", Field::Pinned, 0.into(), 1.into()),
    ] {
        let expected = Change::set(subject, field, was, now);
        assert_eq!(done(&mut model, key), [expected], "{key}");
    }
}

#[test]
fn all_alike_asks_first_and_leaves_the_queue() {
    let mut model = tagging();
    press(&mut model, "r");
    assert!(done(&mut model, "A").is_empty());
    let all = Change::All(vec![Change::Join(tagged(9, 1))]);
    assert_eq!(done(&mut model, "y"), [all]);
    assert_eq!(model.screens.tagging.queue.later().count(), 1);
}

#[test]
fn going_on_and_back_keeps_what_was_done() {
    let mut model = tagging();
    press(&mut model, "r enter");
    let text = |model: &Model| Some(model.screens.tagging.view()?.feedback.text.clone());
    assert_eq!(text(&model).unwrap(), "too dear");
    press(&mut model, "up");
    let view = model.screens.tagging.view().unwrap();
    assert_eq!(view.tags[0].name, "reporting");
    press(&mut model, "enter enter enter enter enter");
    assert_eq!(text(&model), None);
}

#[test]
fn keys_are_given_then_free_letters_of_the_name() {
    let tags = [
        tag(1, "price", ""),
        tag(2, "plan", ""),
        tag(3, "pause", "p"),
        tag(4, "ri", ""),
    ];
    let all = letters(&tags);
    let of = |id| {
        all.iter()
            .find(|(_, tag)| *tag == TagId(id))
            .map(|(c, _)| *c)
    };
    assert_eq!([1, 2, 3, 4].map(of), ['r', 'l', 'p', 'i'].map(Some));
}
