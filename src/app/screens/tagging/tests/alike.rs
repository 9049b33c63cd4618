//! What reads alike, as (model, key) to (model, tasks).

use super::*;
use crate::app::screens::Layer;
use crate::app::screens::tagging::TaggingQueue;
use crate::domain::change::JournalRow;
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Alike, Likened, Mark};
use crate::domain::ids::ChangeId;
use crate::domain::sweep::Sweep;

/// What the store says of likeness: it is worked out in slices, then the queue is read again.
fn likened(model: &mut Model, tasks: &[Task]) {
    let of_slice = |query: &Query| matches!(query, Query::Likened);
    let slice = asked(tasks, of_slice);
    let tasks = update(model, Msg::Answered(slice, Ok(Likened { left: 2 }.into())));
    let slice = asked(&tasks, of_slice);
    let tasks = update(model, Msg::Answered(slice, Ok(Likened { left: 0 }.into())));
    let ticket = asked(&tasks, |query| matches!(query, Query::Untagged { .. }));
    let found = Untagged {
        most: 2,
        readings: Some(2),
        alike: [(7, 1), (8, 0), (9, 1)]
            .map(|(id, n)| (FeedbackId(id), n))
            .into(),
        ..three()
    };
    update(model, Msg::Answered(ticket, Ok(found.into())));
}

fn swept(texts: &[i64], tags: &[i64], mark: Option<Mark>) -> Change {
    Change::Sweep(Box::new(Sweep {
        texts: texts.iter().copied().map(FeedbackId).collect(),
        tags: tags.iter().copied().map(TagId).collect(),
        mark,
    }))
}

fn are_alike(model: &mut Model, tasks: &[Task], ids: &[i64]) -> Vec<Task> {
    let ticket = asked(tasks, |query| matches!(query, Query::Alike { .. }));
    let found = Alike {
        ids: ids.iter().copied().map(FeedbackId).collect(),
        texts: ids.iter().map(|id| quote(*id, "No exports")).collect(),
    };
    update(model, Msg::Answered(ticket, Ok(found.into())))
}

#[test]
fn what_reads_alike_is_shown_first_and_then_leaves_the_queue() {
    let (mut model, tasks) = opened();
    likened(&mut model, &tasks);
    press(&mut model, "r");
    let tasks = press(&mut model, "A");
    are_alike(&mut model, &tasks, &[9]);
    let mut given = changes(press(&mut model, "enter"));
    let all = swept(&[9], &[1], None);
    assert_eq!(given.next().map(|(_, change)| change), Some(all));
    let queue = &model.screens.tagging.queue;
    assert_eq!((queue.later().count(), queue.alike()), (1, 0));
    assert_eq!((queue.left, queue.readings, queue.most), (1, Some(1), 1));
}

/// All that is in the queue is more than what reads like the text in front.
#[test]
fn what_reads_alike_is_counted_as_before_when_all_of_the_queue_is_taken_back() {
    let alike = [(7, 1), (8, 0), (9, 1)].map(|(id, n)| (FeedbackId(id), n));
    let mut queue = TaggingQueue::default();
    let found = Untagged {
        alike: alike.into(),
        ..three()
    };
    queue.fill(found, Moment(0));
    let taken = queue.leave_out(&[8, 9].map(FeedbackId));
    assert_eq!((taken, queue.alike()), (1, 0));
    queue.take_back(FeedbackId(7), taken);
    assert_eq!(queue.alike(), 1);
}

fn tagged_by_mo(feedback: i64) -> JournalRow {
    let forward = Change::Join(tagged(feedback, 1));
    JournalRow {
        id: ChangeId(9),
        at: Moment(0),
        person: "Mo".to_owned(),
        words: String::new(),
        undoes: None,
        forward,
    }
}

#[test]
fn of_what_reads_alike_some_can_be_left_out_and_what_is_read_meanwhile_is() {
    let (mut model, tasks) = opened();
    likened(&mut model, &tasks);
    press(&mut model, "minus");
    let tasks = press(&mut model, "A");
    are_alike(&mut model, &tasks, &[9, 10, 11]);
    press(&mut model, "space");
    let tasks = update(&mut model, Msg::Fed(vec![tagged_by_mo(10)]));
    are_alike(&mut model, &tasks, &[9, 11]);
    let mut given = changes(press(&mut model, "enter"));
    let all = swept(&[11], &[], Some(Mark::NoReason));
    assert_eq!(given.next().map(|(_, change)| change), Some(all));
}

/// At thirty keys a second nobody waits for a list.
#[test]
fn a_key_that_comes_before_the_list_is_not_lost() {
    let (mut model, tasks) = opened();
    likened(&mut model, &tasks);
    let tasks = press(&mut model, "r A enter enter p");
    assert_eq!(text_in_front(&model), Some(7));
    let given = changes(are_alike(&mut model, &tasks, &[9]));
    let given: Vec<Change> = given.map(|(_, change)| change).collect();
    let all = swept(&[9], &[1], None);
    assert_eq!(given, [all, Change::Join(tagged(8, 2))]);
    assert_eq!(text_in_front(&model), Some(8));
}

/// Where the list cannot be read, keys wait for nothing.
#[test]
fn a_list_that_is_refused_holds_no_keys() {
    let (mut model, tasks) = opened();
    likened(&mut model, &tasks);
    let tasks = press(&mut model, "r A");
    let ticket = asked(&tasks, |query| matches!(query, Query::Alike { .. }));
    let refused = Failure::failed("the room cannot be read");
    update(&mut model, Msg::Answered(ticket, Err(refused)));
    // The message is put away, then the list.
    press(&mut model, "esc esc enter");
    assert!(model.layers.is_empty());
    assert_eq!(text_in_front(&model), Some(8));
}

#[test]
fn taken_back_they_are_to_be_read_again() {
    let (mut model, tasks) = opened();
    likened(&mut model, &tasks);
    let tasks = press(&mut model, "r A");
    are_alike(&mut model, &tasks, &[9]);
    press(&mut model, "enter enter U");
    assert_eq!(text_in_front(&model), Some(7));
    assert_eq!(model.screens.tagging.queue.alike(), 1);
}

#[test]
fn nothing_is_given_on_before_there_is_anything_to_give() {
    let (mut model, tasks) = opened();
    press(&mut model, "A");
    let said = |model: &Model| model.shared.messages.status.clone();
    assert!(said(&model).contains("still being worked out"));
    likened(&mut model, &tasks);
    let tasks = press(&mut model, "A");
    are_alike(&mut model, &tasks, &[9]);
    assert!(press(&mut model, "enter").is_empty());
    assert!(said(&model).contains("has no tag yet"), "{}", said(&model));
    press(&mut model, "esc enter A");
    assert!(
        said(&model).contains("no other text of the queue"),
        "{}",
        said(&model)
    );
}

#[test]
fn all_that_a_filter_finds_is_shown_and_gets_it_as_one_change() {
    let (mut model, _) = opened();
    assert!(
        press(&mut model, "r W").len() <= 1,
        "there is no filter yet"
    );
    assert!(model.layers.is_empty());
    let tasks = press(&mut model, "F e x p o r t s enter");
    let ticket = asked(&tasks, |query| matches!(query, Query::Untagged { .. }));
    update(
        &mut model,
        Msg::Answered(ticket, Ok(Answer::Untagged(three()))),
    );
    let tasks = press(&mut model, "p W");
    let ticket = asked(
        &tasks,
        |query| matches!(query, Query::Alike { words, whole: true, .. } if words == "exports"),
    );
    let found = Alike {
        ids: vec![FeedbackId(8), FeedbackId(9)],
        texts: vec![quote(8, "too dear"), quote(9, "No exports")],
    };
    update(&mut model, Msg::Answered(ticket, Ok(Answer::Alike(found))));
    let given: Vec<Change> = changes(press(&mut model, "enter"))
        .map(|(_, change)| change)
        .collect();
    assert_eq!(given, [swept(&[8, 9], &[2], None)]);
}

/// Several of the texts that come next are marked, one by one or from one to another, and one key tags them all.
#[test]
fn several_that_come_next_are_tagged_by_one_key() {
    for (keys, meant) in [
        ("p", &[8][..]),
        ("space down V p", &[8, 9, 10]),
        ("down space up up V p", &[8, 9]),
        ("space space up space p", &[8]),
        ("down down space p", &[10]),
    ] {
        let (mut model, tasks) = opened();
        likened(&mut model, &tasks);
        let tasks = press(&mut model, "space");
        are_alike(&mut model, &tasks, &[8, 9, 10]);
        let given: Vec<Change> = changes(press(&mut model, keys)).map(|(_, c)| c).collect();
        assert_eq!(given, [swept(meant, &[2], None)], "{keys}");
        let queue = &model.screens.tagging.queue;
        let left = [8, 9].iter().filter(|id| !meant.contains(id)).count();
        assert_eq!(queue.later().count(), left, "{keys}");
        assert_eq!(text_in_front(&model), Some(7), "{keys}");
    }
}

#[test]
fn a_key_that_is_no_tags_tags_nothing_and_marks_are_set_alike() {
    let (mut model, tasks) = opened();
    likened(&mut model, &tasks);
    let tasks = press(&mut model, "space");
    are_alike(&mut model, &tasks, &[8, 9]);
    assert_eq!(changes(press(&mut model, "space z")).count(), 0);
    let marks: Vec<Change> = changes(press(&mut model, "!")).map(|(_, c)| c).collect();
    assert_eq!(marks, [swept(&[8], &[], Some(Mark::Praise))]);
}

#[test]
fn marks_on_rows_that_are_gone_do_not_count() {
    let (mut model, tasks) = opened();
    likened(&mut model, &tasks);
    let tasks = press(&mut model, "space");
    are_alike(&mut model, &tasks, &[8, 9, 10]);
    press(&mut model, "space space");
    let said = |model: &Model| {
        let Some((_, Layer::Plain(list))) = model.layers.last() else {
            panic!("no list is open");
        };
        list.table(80, 20, &model.shared).right
    };
    assert!(said(&model).starts_with("2 marked"));
    let tasks = update(&mut model, Msg::Fed(vec![tagged_by_mo(9)]));
    are_alike(&mut model, &tasks, &[8, 10]);
    assert!(said(&model).starts_with("1 marked"));
}
