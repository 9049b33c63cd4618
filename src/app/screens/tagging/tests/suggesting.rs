//! What suits a text, as (model, answer) to (model, tasks).

use super::*;
use crate::app::Ticket;
use crate::domain::day::Moment;
use crate::domain::query::TrustQuery;
use crate::domain::suggest::suggested::{Lesson, OfText, Suggested, Suggestions, TagOrMark};

/// What is asked about, where anything is.
fn asked_about(tasks: &[Task]) -> Option<(Ticket, Vec<i64>)> {
    tasks.iter().find_map(|task| match task {
        Task::Work(Job::Ask {
            ticket,
            query: Query::Trust(TrustQuery::Suggested { texts, wait }),
        }) => {
            assert!(!wait, "nobody waits for it");
            Some((*ticket, texts.iter().map(|id| id.0).collect()))
        }
        _ => None,
    })
}

fn answered(model: &mut Model, ticket: Ticket, lesson: Lesson, texts: &[i64]) -> Vec<Task> {
    let of = |id: &i64| OfText {
        feedback: FeedbackId(*id),
        suggested: vec![Suggested {
            what: TagOrMark::Tag(TagId(*id % 2 + 1)),
            chance: 0.8,
            words: vec!["dear".to_owned()],
        }],
    };
    let found = Suggestions {
        lesson,
        texts: texts.iter().map(of).collect(),
    };
    update(model, Msg::Answered(ticket, Ok(Answer::Suggestions(found))))
}

fn suggested(model: &Model) -> Vec<TagOrMark> {
    let suggested = model.screens.tagging.suggested().iter();
    suggested.map(|one| one.what).collect()
}

#[test]
fn it_is_asked_for_until_it_is_learned_and_then_once_a_text() {
    let (mut model, tasks) = opened();
    let (ticket, texts) = asked_about(&tasks).unwrap();
    assert_eq!(texts, [7, 8, 9]);
    // One question at a time.
    assert_eq!(asked_about(&press(&mut model, "enter up")), None);
    // There is more to learn: at once.
    let tasks = answered(&mut model, ticket, Lesson::UnderWay, &[]);
    assert!(suggested(&model).is_empty());
    let (ticket, texts) = asked_about(&tasks).unwrap();
    assert_eq!(texts, [7, 8, 9]);
    let tasks = answered(&mut model, ticket, Lesson::Learned(40), &[7, 8]);
    assert_eq!(asked_about(&tasks), None);
    assert_eq!(suggested(&model), [TagOrMark::Tag(TagId(2))]);
    let tasks = press(&mut model, "enter");
    assert_eq!(asked_about(&tasks), None);
    assert_eq!(suggested(&model), [TagOrMark::Tag(TagId(1))]);
    // For the last one nothing was suggested.
    press(&mut model, "enter");
    assert!(suggested(&model).is_empty());
}

#[test]
fn what_was_done_to_a_text_stands_in_its_place_and_a_suggestion_is_no_tag() {
    let (mut model, tasks) = opened();
    let (ticket, _) = asked_about(&tasks).unwrap();
    let given = changes(answered(
        &mut model,
        ticket,
        Lesson::Learned(40),
        &[7, 8, 9],
    ));
    assert_eq!(given.count(), 0);
    assert!(model.screens.tagging.view().unwrap().tags.is_empty());
    assert_eq!(done(&mut model, "p"), [Change::Join(tagged(7, 2))]);
    assert!(suggested(&model).is_empty());
}

#[test]
fn where_something_else_is_learned_it_is_asked_for_again() {
    let (mut model, tasks) = opened();
    let (ticket, _) = asked_about(&tasks).unwrap();
    answered(&mut model, ticket, Lesson::Learned(40), &[7]);
    // Another one comes in front, and by then more is learned: the one before is not known any more.
    let more = Untagged {
        items: [(7, "no exports"), (10, "slow"), (11, "dear")]
            .map(|(id, text)| quote(id, text))
            .into(),
        ..three()
    };
    model.screens.tagging.queue.fill(more, Moment(0));
    let tasks = press(&mut model, "enter");
    let (ticket, texts) = asked_about(&tasks).unwrap();
    assert_eq!(texts, [10, 11]);
    answered(&mut model, ticket, Lesson::Learned(60), &[10]);
    assert_eq!(asked_about(&press(&mut model, "up")).unwrap().1, [7]);
}
