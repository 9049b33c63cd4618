//! The tagging screen as (model, key) to (model, tasks).

mod alike;
mod blind;
mod claims;
mod counts;
mod making;
mod suggesting;

use crate::app::testing::{asked, changes, press};
use crate::app::{Job, Model, Msg, Place, ScreenKind, Setup, Task, update};
use crate::domain::change::{Applied, Change, Field, Member, Subject, Value};
use crate::domain::feedback::{Feedback, FeedbackView, Quote, Tag, TagView, Untagged};
use crate::domain::ids::{ChangeId, FeedbackId, TagId};
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
    let letter = name[..1].to_owned();
    TagView {
        tag,
        used: 0,
        letter,
    }
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
        given: Vec::new(),
    };
    Quote {
        view,
        opening: Cents(100),
        lost: Cents(100),
    }
}

fn three() -> Untagged {
    let texts = [(7, "no exports"), (8, "too dear"), (9, "No exports")];
    Untagged {
        left: 3,
        everywhere: 3,
        mrr: Cents(300),
        items: texts.map(|(id, text)| quote(id, text)).into(),
        ..Untagged::default()
    }
}

/// A model on the tagging screen with three texts, the first and last alike.
fn tagging() -> Model {
    opened().0
}

/// The same, with what it asks for next.
fn opened() -> (Model, Vec<Task>) {
    let setup = Setup {
        person: "Dana".to_owned(),
        period: "2026-10".parse().ok(),
        ..Setup::default()
    };
    let mut model = Model::new(setup);
    model.shared.room.tags = vec![tag(1, "reporting", ""), tag(2, "price", "p")];
    let tasks = press(&mut model, "t");
    let ticket = asked(&tasks, |query| matches!(query, Query::Untagged { .. }));
    let tasks = update(
        &mut model,
        Msg::Answered(ticket, Ok(Answer::Untagged(three()))),
    );
    assert_eq!(model.shared.screen, ScreenKind::Tagging);
    (model, tasks)
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
fn a_key_takes_nothing_off_that_it_did_not_put_on_in_this_visit() {
    let mut model = tagging();
    press(&mut model, "r enter up");
    assert!(done(&mut model, "r").is_empty());
    let said = &model.shared.messages.status;
    assert!(said.contains("reporting is on this text already"), "{said}");
    assert_eq!(done(&mut model, "delete"), [Change::Leave(tagged(7, 1))]);
    assert!(done(&mut model, "delete").is_empty());
}

#[test]
fn same_as_before_repeats_the_tags_of_the_last_text_as_one_change() {
    let mut model = tagging();
    press(&mut model, "r p enter");
    let repeated = [tagged(8, 1), tagged(8, 2)].map(Change::Join);
    assert_eq!(done(&mut model, "."), [Change::All(repeated.into())]);
    assert!(done(&mut model, ".").is_empty());
    // Of several tags it is asked which one goes.
    assert!(done(&mut model, "delete").is_empty());
    assert_eq!(done(&mut model, "enter"), [Change::Leave(tagged(8, 1))]);
}

fn text_in_front(model: &Model) -> Option<i64> {
    let view = model.screens.tagging.view();
    view.map(|view| view.feedback.id.0)
}

fn answer(model: &mut Model, tasks: &[Task], ids: &[i64]) -> Vec<Task> {
    let ticket = asked(tasks, |query| matches!(query, Query::Untagged { .. }));
    let found = Untagged {
        left: ids.len() as u64,
        others: 0,
        everywhere: ids.len() as u64,
        mrr: Cents(300),
        items: ids.iter().map(|id| quote(*id, "words")).collect(),
        ..Untagged::default()
    };
    update(model, Msg::Answered(ticket, Ok(Answer::Untagged(found))))
}

#[test]
fn a_tag_under_a_filter_lands_on_the_text_in_front_and_the_place_is_kept() {
    let mut model = tagging();
    press(&mut model, "enter");
    let tasks = press(&mut model, "F x enter");
    answer(&mut model, &tasks, &[9, 8]);
    assert_eq!(text_in_front(&model), Some(9));
    assert_eq!(done(&mut model, "r"), [Change::Join(tagged(9, 1))]);
    // What the store answers to the change lets the screen look again: the text must not move under the finger.
    let tasks = update(&mut model, Msg::Fed(Vec::new()));
    assert!(changes(tasks).next().is_none());
    assert_eq!(text_in_front(&model), Some(9));
    assert_eq!(done(&mut model, "p"), [Change::Join(tagged(9, 2))]);
    // What was tagged under the filter must not come again: the whole queue is read anew at once.
    let tasks = press(&mut model, "F backspace enter");
    answer(&mut model, &tasks, &[8]);
    assert_eq!(text_in_front(&model), Some(8));
    assert_eq!(model.screens.tagging.queue.later().count(), 0);
}

/// A model whose first text was tagged under a filter, which is gone again.
fn tagged_under_a_filter() -> Model {
    let mut model = tagging();
    let tasks = press(&mut model, "F o enter");
    answer(&mut model, &tasks, &[7, 8]);
    press(&mut model, "r enter");
    let tasks = press(&mut model, "F backspace enter");
    answer(&mut model, &tasks, &[8, 9]);
    model
}

/// The text that was in front when the filter came may be the first one tagged under it: it does not come again.
#[test]
fn what_was_read_under_a_filter_is_not_in_front_when_it_goes() {
    let model = tagged_under_a_filter();
    assert_eq!(text_in_front(&model), Some(8));
}

/// The queue that the text stood in may be another by then.
#[test]
fn undo_goes_back_to_a_text_that_stood_under_another_filter() {
    let mut model = tagged_under_a_filter();
    let undone: Vec<Change> = changes(press(&mut model, "U")).map(|(_, c)| c).collect();
    assert_eq!(undone, [Change::Undo]);
    assert_eq!(text_in_front(&model), Some(7));
    assert_eq!(done(&mut model, "p"), [Change::Join(tagged(7, 2))]);
    press(&mut model, "enter");
    assert_eq!(text_in_front(&model), Some(8));
}

#[test]
fn undo_goes_back_to_the_text_it_takes_something_from() {
    let mut model = tagging();
    press(&mut model, "r enter p enter");
    assert_eq!(text_in_front(&model), Some(9));
    for text in [8, 7] {
        let undone: Vec<Change> = changes(press(&mut model, "U")).map(|(_, c)| c).collect();
        assert_eq!(undone, [Change::Undo]);
        assert_eq!(text_in_front(&model), Some(text));
    }
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
    press(&mut model, "p");
    let said = &model.shared.messages.status;
    assert!(said.contains("no text in front"), "{said}");
}

#[test]
fn a_key_that_people_gave_comes_before_a_letter() {
    let tags = [
        tag(1, "price", ""),
        tag(2, "refund", ""),
        tag(3, "pause", "p"),
    ];
    let all = letters(&tags);
    assert_eq!(
        all,
        [('p', TagId(3)), ('r', TagId(2))],
        "price has the letter p"
    );
}

/// The period has nothing left: what waits elsewhere comes to the front by itself, once.
#[test]
fn what_waits_on_other_days_is_not_taken_for_read() {
    let mut model = tagging();
    let tasks = press(&mut model, "I");
    let of_all = |query: &Query| matches!(query, Query::Untagged { period: None, .. });
    answer_with(&mut model, asked(&tasks, of_all), (&[-4, 5], 2));
    assert_eq!(text_in_front(&model), Some(-4));
    let tasks = press(&mut model, "I");
    let of_period = |query: &Query| {
        matches!(
            query,
            Query::Untagged {
                period: Some(_),
                ..
            }
        )
    };
    let tasks = answer_with(&mut model, asked(&tasks, of_period), (&[], 2));
    answer_with(&mut model, asked(&tasks, of_all), (&[-4, 5], 2));
    assert_eq!(text_in_front(&model), Some(-4));
    let tasks = press(&mut model, "I");
    let tasks = answer_with(&mut model, asked(&tasks, of_period), (&[], 2));
    assert!(tasks.is_empty(), "somebody went back to it");
}

fn answer_with(
    model: &mut Model,
    ticket: crate::app::Ticket,
    (ids, everywhere): (&[i64], u64),
) -> Vec<Task> {
    let found = Untagged {
        left: ids.len() as u64,
        everywhere,
        items: ids.iter().map(|id| quote(*id, "words")).collect(),
        ..Untagged::default()
    };
    update(model, Msg::Answered(ticket, Ok(Answer::Untagged(found))))
}

#[test]
fn with_one_key_a_tag_goes_on_and_undo_comes_back() {
    let mut model = tagging();
    assert_eq!(text_in_front(&model), Some(7));
    assert!(press(&mut model, "O").is_empty());
    let given = |tasks: Vec<Task>| changes(tasks).map(|(_, change)| change).collect::<Vec<_>>();
    let put = |feedback: i64, tag: i64| {
        let (feedback, tag) = (FeedbackId(feedback), TagId(tag));
        Change::Join(Member::Tagged { feedback, tag })
    };
    assert_eq!(given(press(&mut model, "p")), [put(7, 2)]);
    assert_eq!(text_in_front(&model), Some(8));
    assert_eq!(given(press(&mut model, ".")), [put(8, 2)]);
    assert_eq!(text_in_front(&model), Some(9));
    press(&mut model, "U");
    assert_eq!(text_in_front(&model), Some(8));
    press(&mut model, "- O");
    assert_eq!(text_in_front(&model), Some(9));
    press(&mut model, "p");
    assert_eq!(text_in_front(&model), Some(9), "Enter goes on again");
}

/// Money never stands beside another count than its own: with a filter on and without.
#[test]
fn the_money_of_the_texts_left_is_read_again_once_one_is_tagged() {
    for filtered in [true, false] {
        let mut model = tagging();
        if filtered {
            let tasks = press(&mut model, "F x enter");
            answer(&mut model, &tasks, &[7, 8, 9]);
        }
        let money = |model: &Model| {
            let queue = &model.screens.tagging.queue;
            (queue.left, queue.mrr.map(|mrr| mrr.0))
        };
        assert_eq!(money(&model), (3, Some(300)));
        let tasks = press(&mut model, "r");
        let given = tasks.iter().find_map(|task| match task {
            Task::Work(Job::Apply { ticket, .. }) => Some(*ticket),
            _ => None,
        });
        assert_eq!(money(&model), (2, None));
        let applied = Applied {
            change: ChangeId(1),
            subject: Subject::Feedback(FeedbackId(7)),
            words: String::new(),
        };
        let tasks = update(&mut model, Msg::Applied(given.unwrap(), Ok(applied)));
        let counts = |tasks: &[Task]| {
            let asks = |task: &Task| {
                matches!(
                    task,
                    Task::Work(Job::Ask {
                        query: Query::Untagged { .. },
                        ..
                    })
                )
            };
            tasks.iter().any(asks)
        };
        assert!(!counts(&tasks), "the hand is on the text still");
        let tasks = press(&mut model, "enter");
        answer(&mut model, &tasks, &[8, 9]);
        assert_eq!(money(&model), (2, Some(300)));
        assert_eq!(text_in_front(&model), Some(8));
    }
}
