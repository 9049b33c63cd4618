//! What is in front of somebody else is not offered; nothing moves under the finger, and nothing waits without need.

use super::*;
use crate::app::Others;
use crate::app::Ticket;
use crate::domain::day::Moment;
use crate::domain::meeting::{Claim, Present};

const NOW: Moment = Moment(1_790_000_000);

fn holding(process: i64, texts: &[i64]) -> Present {
    let texts = texts.iter().map(|id| FeedbackId(*id)).collect();
    Present {
        process,
        person: "Erin".to_owned(),
        seen: NOW,
        claim: Some(Claim { at: NOW, texts }),
        ..Present::default()
    }
}

/// Somebody else is in the room, and has these texts.
fn with(model: &mut Model, texts: &[i64]) -> Vec<Task> {
    let alive = vec![holding(2, texts)];
    let gone = Vec::new();
    update(model, Msg::Others(Others { alive, gone }))
}

/// The claim that was asked for, if any.
fn wanted(tasks: &[Task]) -> Option<(Ticket, Vec<i64>)> {
    tasks.iter().find_map(|task| match task {
        Task::Work(Job::Claim { ticket, texts }) => {
            Some((*ticket, texts.iter().map(|text| text.0).collect()))
        }
        _ => None,
    })
}

/// Answers the claim that was asked for: these texts are one's own now.
fn granted(model: &mut Model, tasks: &[Task], texts: &[i64]) -> Vec<Task> {
    let (ticket, _) = wanted(tasks).unwrap();
    let own = Ok(Answer::Presence(vec![holding(1, texts)]));
    update(model, Msg::Answered(ticket, own))
}

/// A room that somebody else is in, and the screen with its texts just read.
fn entering(theirs: &[i64]) -> (Model, Vec<Task>) {
    let setup = Setup {
        person: "Dana".to_owned(),
        period: "2026-10".parse().ok(),
        now: NOW,
        ..Setup::default()
    };
    let mut model = Model::new(setup);
    model.shared.room.tags = vec![tag(1, "reporting", ""), tag(2, "price", "p")];
    with(&mut model, theirs);
    let tasks = press(&mut model, "t");
    let ticket = asked(&tasks, |query| matches!(query, Query::Untagged { .. }));
    let read = Msg::Answered(ticket, Ok(Answer::Untagged(three())));
    let tasks = update(&mut model, read);
    (model, tasks)
}

#[test]
fn what_somebody_else_has_is_passed_over_before_it_is_shown() {
    let (mut model, tasks) = entering(&[7, 8]);
    assert_eq!(wanted(&tasks).unwrap().1, [7, 9], "8 is known to be Erin's");
    assert!(model.screens.tagging.is_claiming());
    // What is typed meanwhile is meant for whatever comes.
    assert!(press(&mut model, "p").is_empty());
    let tasks = granted(&mut model, &tasks, &[9]);
    assert!(!model.screens.tagging.is_claiming());
    let given: Vec<Change> = changes(tasks).map(|(_, change)| change).collect();
    assert_eq!(given, [Change::Join(tagged(9, 2))]);
    assert_eq!(model.screens.tagging.queue.left, 2, "theirs are still left");
}

#[test]
fn going_on_waits_for_nothing_where_the_next_was_claimed() {
    let (mut model, tasks) = entering(&[]);
    granted(&mut model, &tasks, &[7, 9]);
    assert_eq!(text_in_front(&model), Some(7));
    let tasks = press(&mut model, "enter");
    assert_eq!(text_in_front(&model), Some(9), "8 is somebody's");
    assert!(!model.screens.tagging.is_claiming());
    assert_eq!(wanted(&tasks).unwrap().1, [9]);
    let tasks = press(&mut model, "p");
    assert_eq!(changes(tasks).count(), 1);
}

#[test]
fn whoever_is_alone_claims_nothing_and_waits_for_nothing() {
    let (mut model, tasks) = entering(&[]);
    let none = Ok(Answer::Presence(Vec::new()));
    let (ticket, _) = wanted(&tasks).unwrap();
    update(&mut model, Msg::Answered(ticket, none));
    update(&mut model, Msg::Others(Others::default()));
    for key in ["p", "enter", "up", "U"] {
        assert_eq!(wanted(&press(&mut model, key)), None, "{key}");
        assert!(!model.screens.tagging.is_claiming());
    }
    // Once somebody comes, what is in front is claimed, and stays even if it was his already.
    press(&mut model, "enter");
    let tasks = with(&mut model, &[8]);
    assert_eq!(wanted(&tasks).unwrap().1, [8, 9]);
    granted(&mut model, &tasks, &[9]);
    assert_eq!(text_in_front(&model), Some(8));
    assert_eq!(wanted(&with(&mut model, &[8, 3])), None, "once is enough");
}

#[test]
fn the_last_text_is_somebodys_until_he_goes_on() {
    let (mut model, tasks) = entering(&[9]);
    granted(&mut model, &tasks, &[7, 8]);
    let tasks = press(&mut model, "p enter p enter");
    let reads = |query: &Query| matches!(query, Query::Untagged { .. });
    let front = |model: &Model| {
        (
            text_in_front(model),
            model.screens.tagging.queue.passed.len(),
        )
    };
    assert_eq!(front(&model), (None, 1));
    // Read again it is still his, and is not asked for without end.
    let fill = |model: &mut Model, tasks: &[Task]| {
        let items = vec![quote(9, "No exports")];
        let found = Untagged {
            left: 1,
            everywhere: 1,
            items,
            ..Untagged::default()
        };
        let answer = Ok(Answer::Untagged(found));
        update(model, Msg::Answered(asked(tasks, reads), answer))
    };
    let tasks = fill(&mut model, &tasks);
    let tasks = granted(&mut model, &tasks, &[]);
    assert!(tasks.is_empty());
    assert_eq!(front(&model), (None, 1));
    assert_eq!(model.screens.tagging.queue.left, 1);
    let tasks = with(&mut model, &[11]);
    let tasks = fill(&mut model, &tasks);
    granted(&mut model, &tasks, &[9]);
    assert_eq!(front(&model), (Some(9), 0));
}

#[test]
fn what_is_gone_back_to_stays_in_front_whoever_has_it() {
    let (mut model, tasks) = entering(&[]);
    granted(&mut model, &tasks, &[7, 8]);
    let tasks = press(&mut model, "p enter");
    granted(&mut model, &tasks, &[8, 9]);
    let tasks = press(&mut model, "U");
    assert_eq!(wanted(&tasks).unwrap().1, [7, 8, 9]);
    granted(&mut model, &tasks, &[8, 9]);
    assert_eq!(text_in_front(&model), Some(7));
    with(&mut model, &[7]);
    assert_eq!(text_in_front(&model), Some(7));
    let holder = model.shared.room.holder(FeedbackId(7), NOW);
    assert_eq!(holder.unwrap().person, "Erin");
}

#[test]
fn where_nothing_can_be_claimed_the_text_is_shown() {
    let (mut model, tasks) = entering(&[7]);
    let (ticket, _) = wanted(&tasks).unwrap();
    let unclaimed = Present {
        claim: None,
        ..holding(1, &[])
    };
    let answer = Ok(Answer::Presence(vec![unclaimed]));
    update(&mut model, Msg::Answered(ticket, answer));
    assert_eq!(text_in_front(&model), Some(7));
    assert!(!model.screens.tagging.is_claiming());
}

#[test]
fn whoever_goes_elsewhere_lets_go_and_takes_nothing_back_unseen() {
    let (mut model, tasks) = entering(&[]);
    granted(&mut model, &tasks, &[7, 8]);
    let tasks = press(&mut model, "esc");
    assert_eq!(wanted(&tasks).unwrap().1, [0; 0]);
    assert_eq!(wanted(&with(&mut model, &[7])), None);
    assert_eq!(wanted(&press(&mut model, "2 0")), None, "once is enough");
    let tasks = press(&mut model, "t");
    assert!(model.screens.tagging.is_claiming());
    granted(&mut model, &tasks, &[8, 9]);
    assert_eq!(text_in_front(&model), Some(8));
    // Under a list the text stays in front.
    assert_eq!(wanted(&press(&mut model, "C esc")), None);
    assert!(!model.screens.tagging.is_claiming());
}

#[test]
fn what_is_read_once_another_screen_is_looked_at_is_not_claimed() {
    let (mut model, tasks) = entering(&[]);
    granted(&mut model, &tasks, &[7, 8]);
    let tasks = press(&mut model, "I");
    let ticket = asked(&tasks, |query| matches!(query, Query::Untagged { .. }));
    press(&mut model, "esc");
    let answer = Ok(Answer::Untagged(three()));
    let tasks = update(&mut model, Msg::Answered(ticket, answer));
    assert_eq!(wanted(&tasks), None);
    assert_eq!(wanted(&press(&mut model, "t")).unwrap().1, [7, 8, 9]);
}

#[test]
fn past_the_last_text_nothing_is_held() {
    let (mut model, tasks) = entering(&[]);
    granted(&mut model, &tasks, &[7, 8]);
    let tasks = press(&mut model, "enter");
    granted(&mut model, &tasks, &[8, 9]);
    let tasks = press(&mut model, "enter");
    granted(&mut model, &tasks, &[9]);
    let tasks = press(&mut model, "enter");
    assert_eq!(text_in_front(&model), None);
    assert_eq!(wanted(&tasks).unwrap().1, [0; 0]);
    let tasks = press(&mut model, "up");
    assert_eq!(wanted(&tasks).unwrap().1, [9]);
}

/// A claim is made again by whoever still types when it lapses soon; what was claimed long ago is asked for again.
#[test]
fn a_claim_is_kept_up_by_whoever_works() {
    let (mut model, tasks) = entering(&[]);
    granted(&mut model, &tasks, &[7, 8]);
    update(&mut model, Msg::Tick(NOW.plus(59)));
    assert_eq!(wanted(&press(&mut model, "p")), None);
    update(&mut model, Msg::Tick(NOW.plus(61)));
    assert_eq!(wanted(&press(&mut model, "p")).unwrap().1, [7, 8, 9]);
    update(&mut model, Msg::Tick(NOW.plus(-3_000)));
    let tasks = press(&mut model, "enter");
    assert!(model.screens.tagging.is_claiming());
    let last = tasks.iter().rev().cloned().collect::<Vec<_>>();
    granted(&mut model, &last, &[8, 9]);
    assert_eq!(text_in_front(&model), Some(8));
}
