//! How many are left, through what is taken back and what others do meanwhile, as (model, message) to (model, tasks).

use super::*;
use crate::domain::change::JournalRow;
use crate::domain::day::Moment;

fn of_queue(query: &Query) -> bool {
    matches!(query, Query::Untagged { .. })
}

fn asks(tasks: &[Task]) -> bool {
    tasks
        .iter()
        .any(|task| matches!(task, Task::Work(Job::Ask { query, .. }) if of_queue(query)))
}

/// Somebody else tagged a text.
fn tagged_elsewhere(model: &mut Model, feedback: i64) -> Vec<Task> {
    let row = JournalRow {
        id: ChangeId(feedback),
        at: Moment(0),
        person: "Mo".to_owned(),
        words: String::new(),
        undoes: None,
        forward: Change::Join(tagged(feedback, 1)),
    };
    update(model, Msg::Fed(vec![row]))
}

/// What was asked of the text in front, with a tag on it or without.
fn in_front(model: &mut Model, tasks: &[Task], id: i64, tagged: bool) {
    let by_id = |query: &Query| matches!(query, Query::FeedbackById(_));
    let ticket = asked(tasks, by_id);
    let mut view = quote(id, "words").view;
    view.tags
        .extend(tagged.then(|| tag(1, "reporting", "").tag));
    update(
        model,
        Msg::Answered(ticket, Ok(Answer::FeedbackById(Some(Box::new(view))))),
    );
}

fn applied(model: &mut Model, tasks: &[Task]) -> Vec<Task> {
    let given = tasks.iter().find_map(|task| match task {
        Task::Work(Job::Apply { ticket, .. }) => Some(*ticket),
        _ => None,
    });
    let applied = Applied {
        change: ChangeId(1),
        subject: Subject::Feedback(FeedbackId(7)),
        words: String::new(),
    };
    update(model, Msg::Applied(given.unwrap(), Ok(applied)))
}

fn left(model: &Model) -> u64 {
    model.screens.tagging.queue.left
}

#[test]
fn what_is_taken_back_is_counted_once() {
    let mut model = tagging();
    let tasks = press(&mut model, "r");
    let tasks = applied(&mut model, &tasks);
    in_front(&mut model, &tasks, 7, true);
    assert_eq!(left(&model), 2);
    let tasks = press(&mut model, "U");
    let tasks = applied(&mut model, &tasks);
    answer(&mut model, &tasks, &[7, 8, 9]);
    in_front(&mut model, &tasks, 7, false);
    assert_eq!(left(&model), 3);
    assert!(model.screens.tagging.queue.mrr.is_some());
}

#[test]
fn a_text_in_front_that_another_tags_is_counted_once() {
    let mut model = tagging();
    let tasks = tagged_elsewhere(&mut model, 7);
    answer(&mut model, &tasks, &[8, 9]);
    in_front(&mut model, &tasks, 7, true);
    assert_eq!((left(&model), text_in_front(&model)), (2, Some(7)));
}

/// However shortly after the last reading; and one reading after the other, whatever comes meanwhile.
#[test]
fn what_others_tag_is_not_offered() {
    let mut model = tagging();
    let tasks = tagged_elsewhere(&mut model, 8);
    assert!(!asks(&tagged_elsewhere(&mut model, 9)));
    let again = answer(&mut model, &tasks, &[7, 9]);
    answer(&mut model, &again, &[7]);
    assert_eq!(left(&model), 1);
    assert_eq!(model.screens.tagging.queue.later().count(), 0);
}
