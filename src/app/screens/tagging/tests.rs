//! The tagging screen as (model, key) to (model, tasks).

use crate::app::{Job, Msg, Place, ScreenKind, Task, Ticket};
use crate::app::{Model, Setup, update};
use crate::domain::change::{Change, Field, Member, Subject, Value};
use crate::domain::feedback::{Feedback, FeedbackView, Quote, Tag, TagView, Untagged};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::money::Cents;
use crate::domain::query::{Answer, Query};
use crate::keys::{Chord, Code};

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
    let asked = press(&mut model, 't');
    let question = asked.iter().find_map(|task| match task {
        Task::Work(Job::Ask {
            ticket: tag,
            query: Query::Untagged { .. },
        }) => Some(*tag),
        _ => None,
    });
    let items = vec![
        quote(7, "no exports"),
        quote(8, "too dear"),
        quote(9, "No exports"),
    ];
    let found = Untagged {
        left: 3,
        mrr: Cents(300),
        items,
    };
    answer(&mut model, question.unwrap(), found);
    assert_eq!(model.shared.screen, ScreenKind::Tagging);
    model
}

fn answer(model: &mut Model, tag: Ticket, found: Untagged) {
    update(model, Msg::Answered(tag, Ok(Answer::Untagged(found))));
}

fn press(model: &mut Model, key: char) -> Vec<Task> {
    update(model, Msg::Chord(Chord::char(key)))
}

fn enter(model: &mut Model) {
    update(model, Msg::Chord(Chord::plain(Code::Enter)));
}

fn changes(tasks: Vec<Task>) -> Vec<Change> {
    let changes = tasks.into_iter().filter_map(|task| match task {
        Task::Work(Job::Apply {
            ticket: tag,
            change,
            ..
        }) => {
            assert_eq!(tag.place, Place::Screen(ScreenKind::Tagging));
            Some(change)
        }
        _ => None,
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
    assert_eq!(
        changes(press(&mut model, 'r')),
        [Change::Join(tagged(7, 1))]
    );
    assert_eq!(model.screens.tagging.queue.left, 2);
    assert_eq!(
        changes(press(&mut model, 'r')),
        [Change::Leave(tagged(7, 1))]
    );
    assert_eq!(
        changes(press(&mut model, 'p')),
        [Change::Join(tagged(7, 2))]
    );
    assert!(changes(press(&mut model, 'z')).is_empty());
    assert!(
        model
            .shared
            .messages
            .status
            .contains("no tag has the key z")
    );
}

#[test]
fn same_as_before_repeats_the_tags_of_the_last_text() {
    let mut model = tagging();
    press(&mut model, 'r');
    press(&mut model, 'p');
    enter(&mut model);
    let repeated = changes(press(&mut model, '.'));
    assert_eq!(
        repeated,
        [Change::Join(tagged(8, 1)), Change::Join(tagged(8, 2))]
    );
}

#[test]
fn marks_carry_the_value_they_replace() {
    let mut model = tagging();
    let subject = Subject::Feedback(FeedbackId(7));
    let expect = |was: Value, now: Value| [Change::set(subject, Field::Mark, was, now)];
    let none = || Value::None;
    assert_eq!(
        changes(press(&mut model, '-')),
        expect(none(), "no_reason".into())
    );
    assert_eq!(
        changes(press(&mut model, '!')),
        expect("no_reason".into(), "praise".into())
    );
    assert_eq!(
        changes(press(&mut model, '!')),
        expect("praise".into(), none())
    );
    let pinned = changes(press(&mut model, '*'));
    assert_eq!(pinned, [Change::set(subject, Field::Pinned, 0, 1)]);
}

#[test]
fn all_alike_asks_first_and_leaves_the_queue() {
    let mut model = tagging();
    press(&mut model, 'r');
    assert!(changes(press(&mut model, 'A')).is_empty());
    let done = changes(press(&mut model, 'y'));
    assert_eq!(done, [Change::All(vec![Change::Join(tagged(9, 1))])]);
    assert_eq!(model.screens.tagging.queue.later().count(), 1);
}

#[test]
fn going_on_and_back_keeps_what_was_done() {
    let mut model = tagging();
    press(&mut model, 'r');
    enter(&mut model);
    assert_eq!(
        model.screens.tagging.view().unwrap().feedback.text,
        "too dear"
    );
    update(&mut model, Msg::Chord(Chord::plain(Code::Up)));
    assert_eq!(
        model.screens.tagging.view().unwrap().tags[0].name,
        "reporting"
    );
    for _ in 0..5 {
        enter(&mut model);
    }
    assert!(model.screens.tagging.view().is_none());
}

#[test]
fn keys_are_given_then_free_letters_of_the_name() {
    let tags = [
        tag(1, "price", ""),
        tag(2, "plan", ""),
        tag(3, "pause", "p"),
        tag(4, "ri", ""),
    ];
    let of = |id: i64| {
        let all = letters(&tags);
        all.iter()
            .find(|(_, tag)| *tag == TagId(id))
            .map(|(c, _)| *c)
    };
    assert_eq!(
        [of(1), of(2), of(3), of(4)],
        [Some('r'), Some('l'), Some('p'), Some('i')]
    );
}
