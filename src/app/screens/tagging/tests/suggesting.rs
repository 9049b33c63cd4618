//! What suits a text, as (model, answer) to (model, tasks).

use super::*;
use crate::app::Ticket;
use crate::domain::change::JournalRow;
use crate::domain::day::Moment;
use crate::domain::given::{Gift, GivenTag, Taken};
use crate::domain::query::TrustQuery;
use crate::domain::suggest::suggested::{
    Lesson, OfText, Suggested, Suggestions, TagOrMark, Takeable, ToTake,
};

/// What is asked about, where anything is.
fn asked_about(tasks: &[Task]) -> Option<(Ticket, Vec<i64>)> {
    tasks.iter().find_map(|task| match task {
        Task::Work(Job::Ask {
            ticket,
            query: Query::Trust(TrustQuery::Suggested { texts, wait, .. }),
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
            chance: Some(0.8),
            words: vec!["dear".to_owned()],
            rule: None,
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

/// Its name may stand in the rule or the words that a suggestion was made by.
#[test]
fn what_was_suggested_before_a_customer_was_erased_is_shown_no_more() {
    let (mut model, tasks) = opened();
    let (ticket, _) = asked_about(&tasks).unwrap();
    answered(&mut model, ticket, Lesson::Learned(40), &[7, 8, 9]);
    assert_eq!(suggested(&model).len(), 1);
    model.shared.time.now = Moment(1_000);
    model.screens.tagging.queue.fill(three(), Moment(1_000));
    let row = JournalRow {
        id: ChangeId(9),
        at: Moment(1_000),
        person: "Mo".to_owned(),
        words: String::new(),
        undoes: None,
        forward: Change::Erase(1.into()),
    };
    let tasks = update(&mut model, Msg::Fed(vec![row]));
    assert!(suggested(&model).is_empty());
    let tasks = answer(&mut model, &tasks, &[7, 8, 9]);
    assert_eq!(asked_about(&tasks).unwrap().1, [7, 8, 9]);
}

fn to_take(model: &mut Model, tasks: &[Task], left: u64, ids: &[i64]) -> Vec<Task> {
    let ticket = asked(tasks, |query| {
        matches!(query, Query::Trust(TrustQuery::ToTake { wait: false, .. }))
    });
    let one = |id: &i64| Takeable {
        quote: quote(*id, "too dear"),
        suggested: Suggested {
            what: TagOrMark::Tag(TagId(2)),
            chance: Some(0.8),
            words: vec!["dear".to_owned()],
            rule: None,
        },
    };
    let found = ToTake {
        lesson: Lesson::Learned(40),
        left,
        of: 3,
        each: ids.iter().map(|id| (FeedbackId(*id), TagId(2))).collect(),
        texts: ids.iter().map(one).collect(),
        ..ToTake::default()
    };
    update(model, Msg::Answered(ticket, Ok(found.into())))
}

#[test]
fn the_sure_ones_are_seen_first_and_some_left_out_and_one_undo_takes_all_back() {
    let (mut model, _) = opened();
    let tasks = press(&mut model, "Y");
    // Keys wait for none of it: there is nothing to take yet.
    assert_eq!(changes(press(&mut model, "enter")).count(), 0);
    let tasks = to_take(&mut model, &tasks, 200, &[]);
    to_take(&mut model, &tasks, 0, &[8, 9]);
    let mut taken = changes(press(&mut model, "space enter"));
    let gift = Gift::taken(FeedbackId(9), TagId(2), Taken::Sure);
    let all = Change::All(vec![Change::Give(Box::new(gift))]);
    assert_eq!(taken.next().map(|(_, change)| change), Some(all));
    assert!(model.layers.is_empty());
    assert_eq!(model.screens.tagging.queue.later().count(), 1);
    assert_eq!(done(&mut model, "U"), [Change::Undo]);
}

#[test]
fn those_it_is_least_sure_of_come_first_where_somebody_wants_that() {
    let (mut model, tasks) = opened();
    let (ticket, _) = asked_about(&tasks).unwrap();
    assert_eq!(model.screens.tagging.may_be_taught(), None);
    answered(&mut model, ticket, Lesson::Learned(40), &[7, 8, 9]);
    assert_eq!(model.screens.tagging.may_be_taught(), Some(40));
    let unsure = |query: &Query| matches!(query, Query::Trust(TrustQuery::Unsure { .. }));
    let tasks = press(&mut model, "N");
    assert_eq!(model.screens.tagging.may_be_taught(), None);
    let not_yet = Untagged {
        unjudged: 200,
        ..Untagged::default()
    };
    let ticket = asked(&tasks, unsure);
    let tasks = update(
        &mut model,
        Msg::Answered(ticket, Ok(Answer::Untagged(not_yet))),
    );
    // Nobody waits for it: the text in front can be tagged.
    assert_eq!(done(&mut model, "p"), [Change::Join(tagged(7, 2))]);
    let found = Untagged {
        items: [(9, "No exports"), (8, "too dear")]
            .map(|(id, text)| quote(id, text))
            .into(),
        ..three()
    };
    let ticket = asked(&tasks, unsure);
    update(
        &mut model,
        Msg::Answered(ticket, Ok(Answer::Untagged(found))),
    );
    let front = |model: &Model| model.screens.tagging.view().unwrap().feedback.id;
    assert_eq!(front(&model), FeedbackId(9));
    let tasks = press(&mut model, "N");
    let ticket = asked(&tasks, |query| matches!(query, Query::Untagged { .. }));
    update(
        &mut model,
        Msg::Answered(ticket, Ok(Answer::Untagged(three()))),
    );
    assert_eq!(front(&model), FeedbackId(7));
}

#[test]
fn of_too_little_no_other_order_is_had() {
    let (mut model, tasks) = opened();
    let (ticket, _) = asked_about(&tasks).unwrap();
    answered(&mut model, ticket, Lesson::TooLittle(9), &[]);
    assert!(press(&mut model, "N").is_empty() && !model.screens.tagging.teaches);
    let said = &model.shared.messages.status;
    assert!(said.contains("too little is tagged"), "{said}");
}

#[test]
fn a_tag_from_a_list_is_kept_by_its_key() {
    let (mut model, _) = opened();
    let mut view = quote(7, "no exports").view;
    view.tags = vec![tag(2, "price", "p").tag];
    view.given = vec![GivenTag {
        tag: TagId(2),
        person: Some("Mo".to_owned()),
        at: None,
        import: None,
        taken: Some(Taken::Sure),
    }];
    model.screens.tagging.queue.correct(view);
    assert_eq!(done(&mut model, "p"), [Change::Join(tagged(7, 2))]);
    // Kept, it is as any other that was there before.
    assert_eq!(done(&mut model, "p"), []);
    assert_eq!(done(&mut model, "delete"), [Change::Leave(tagged(7, 2))]);
}
