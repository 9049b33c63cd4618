//! Two people who tag the same texts blind, as (model, key) to (model, tasks).

use super::*;
use crate::app::Ticket;
use crate::domain::blind::{Blind, Blinding, CoderWords, Drawn, SaidOf, Sample, Saying};
use crate::domain::query::TrustQuery;
use crate::domain::suggest::suggested::{Lesson, Suggestions};

fn trust(tasks: &[Task], is: impl Fn(&TrustQuery) -> bool) -> Ticket {
    asked(tasks, |query| match query {
        Query::Trust(trust) => is(trust),
        _ => false,
    })
}

fn answered(model: &mut Model, ticket: Ticket, answer: impl Into<Answer>) -> Vec<Task> {
    update(model, Msg::Answered(ticket, Ok(answer.into())))
}

fn said(text: i64, by: &str, tags: &[i64]) -> SaidOf {
    SaidOf {
        feedback: FeedbackId(text),
        by: by.to_owned(),
        words: words(tags),
    }
}

fn words(tags: &[i64]) -> CoderWords {
    CoderWords::of(tags.iter().map(|tag| TagId(*tag)).collect(), None)
}

fn blind(said: &[SaidOf]) -> Blind {
    Blind {
        sample: Sample {
            id: 1,
            coders: ["Dana", "Mo"].map(str::to_owned),
            texts: [7, 8].map(FeedbackId).into(),
            of: 9,
            ..Sample::default()
        },
        said: said.to_vec(),
    }
}

/// What can be done next, with what was asked for until then.
fn menu(model: &mut Model, now: Option<Blind>) {
    let tasks = press(model, "B");
    let ticket = trust(&tasks, |query| *query == TrustQuery::Blind);
    answered(model, ticket, Answer::Blind(now.map(Box::new)));
    assert_eq!(model.layers.len(), 1);
}

/// Those texts come in front, for whoever tags.
fn come(model: &mut Model, tasks: &[Task], who: &str, texts: &[i64]) -> Vec<Task> {
    let ticket = trust(
        tasks,
        |query| matches!(query, TrustQuery::ToSay { coder, .. } if coder == who),
    );
    let found = Untagged {
        others: texts.len() as u64,
        readings: Some(texts.len() as u64),
        items: texts.iter().map(|id| quote(*id, "slow")).collect(),
        ..Untagged::default()
    };
    answered(model, ticket, Answer::Untagged(found))
}

fn saying(text: i64, by: &str, was: Option<&[i64]>, now: Option<&[i64]>) -> Change {
    Change::Blind(Box::new(Blinding::Said(Saying {
        sample: 1,
        feedback: FeedbackId(text),
        by: by.to_owned(),
        was: was.map(words),
        now: now.map(words),
    })))
}

#[test]
fn a_sample_is_drawn_by_keys() {
    let mut model = tagging();
    menu(&mut model, None);
    // Without two people it is asked who they are, and nothing else is done.
    assert_eq!(changes(press(&mut model, "d")).count(), 0);
    press(&mut model, "D a n a , M o enter");
    press(&mut model, "n ctrl-u 2 enter m");
    let tasks = press(&mut model, "d");
    let ticket = trust(&tasks, |query| {
        matches!(
            query,
            TrustQuery::Drawn {
                size: 2,
                period: Some(_),
                by_money: false,
                ..
            }
        )
    });
    let drawn = Drawn {
        texts: [7, 8].map(FeedbackId).into(),
        of: 9,
    };
    let made = changes(answered(&mut model, ticket, drawn)).map(|(_, change)| change);
    let made: Vec<Change> = made.collect();
    let [Change::Blind(made)] = &made[..] else {
        panic!("{made:?}");
    };
    let Blinding::Sample {
        was: None,
        now: Some(now),
    } = &**made
    else {
        panic!("{made:?}");
    };
    assert_eq!(now.coders, ["Dana", "Mo"]);
    assert_eq!((now.texts.len(), now.of, now.by_money), (2, 9, false));
}

#[test]
fn fewer_texts_than_are_wanted_are_not_drawn() {
    let mut model = tagging();
    menu(&mut model, None);
    press(&mut model, "w D a n a , M o enter");
    let tasks = press(&mut model, "d");
    let ticket = trust(&tasks, |query| matches!(query, TrustQuery::Drawn { .. }));
    let tasks = answered(&mut model, ticket, Drawn::default());
    assert_eq!(changes(tasks).count(), 0);
    let failure = model.shared.messages.unread.as_ref().unwrap();
    assert!(
        failure.message.contains("30 texts cannot be drawn"),
        "{failure}"
    );
}

#[test]
fn what_is_said_blind_is_no_tag_and_nothing_of_others_is_seen() {
    let (mut model, tasks) = opened();
    let late = trust(&tasks, |query| {
        matches!(query, TrustQuery::Suggested { .. })
    });
    menu(&mut model, Some(blind(&[said(7, "Mo", &[2])])));
    let tasks = press(&mut model, "1");
    let tasks = come(&mut model, &tasks, "Dana", &[7, 8]);
    let asks = |task: &Task| format!("{task:?}").contains("Suggested");
    assert!(!tasks.iter().any(asks));
    assert!(
        answered(
            &mut model,
            late,
            Answer::Suggestions(Suggestions {
                lesson: Lesson::Learned(40),
                texts: Vec::new()
            })
        )
        .is_empty()
    );
    assert!(model.screens.tagging.view().unwrap().tags.is_empty());
    let first = |was, now| [saying(7, "Dana", was, now)];
    assert_eq!(done(&mut model, "r"), first(None, Some(&[1])));
    assert_eq!(done(&mut model, "p"), first(Some(&[1]), Some(&[1, 2])));
    assert_eq!(done(&mut model, "r"), first(Some(&[1, 2]), Some(&[2])));
    assert_eq!(done(&mut model, "p"), first(Some(&[2]), None));
    // What would show or do more than that does nothing.
    for key in ["Y", "*", "A", "F", "I", "space"] {
        assert_eq!(
            (done(&mut model, key), model.layers.len()),
            (vec![], 0),
            "{key}"
        );
    }
    // None of the tags suits.
    press(&mut model, "enter");
    assert_eq!(
        done(&mut model, "delete"),
        [saying(8, "Dana", None, Some(&[]))]
    );
    assert_eq!(
        model.screens.tagging.blind.as_ref().unwrap().progress(),
        [1, 2]
    );
    press(&mut model, "esc");
    assert_eq!(
        model.screens.tagging.view().unwrap().feedback.text,
        "no exports"
    );
    assert_eq!(done(&mut model, "r"), [Change::Join(tagged(7, 1))]);
}

#[test]
fn whoever_still_tags_is_not_shown_what_the_other_says() {
    let mut model = tagging();
    let one = [said(7, "Dana", &[1]), said(7, "Mo", &[2])];
    menu(&mut model, Some(blind(&one)));
    assert!(press(&mut model, "s k a").is_empty());
    press(&mut model, "esc");
    // Somebody else takes over the keyboard.
    menu(&mut model, Some(blind(&one)));
    let tasks = press(&mut model, "2");
    assert_eq!(model.shared.person, "Mo");
    come(&mut model, &tasks, "Mo", &[8]);
    assert_eq!(done(&mut model, "p"), [saying(8, "Mo", None, Some(&[2]))]);
    // Back on the ordinary screen it is again who typed before.
    press(&mut model, "esc");
    assert_eq!(model.shared.person, "Dana");
}

#[test]
fn what_was_ended_can_still_be_settled() {
    let mut model = tagging();
    let mut ended = blind(&[said(7, "Dana", &[1]), said(7, "Mo", &[2])]);
    ended.sample.over = true;
    menu(&mut model, Some(ended));
    let tasks = press(&mut model, "s");
    come(&mut model, &tasks, "", &[7]);
    let settled = saying(7, "", None, Some(&[2]));
    assert_eq!(done(&mut model, "]"), [settled]);
}

#[test]
fn where_they_differ_one_key_takes_what_either_said() {
    let mut model = tagging();
    let both = [
        said(7, "Dana", &[1]),
        said(7, "Mo", &[1, 2]),
        said(8, "Dana", &[1]),
        said(8, "Mo", &[1]),
    ];
    menu(&mut model, Some(blind(&both)));
    let tasks = press(&mut model, "s");
    come(&mut model, &tasks, "", &[7]);
    let settled = saying(7, "", None, Some(&[1, 2]));
    assert_eq!(done(&mut model, "]"), [settled]);
    let other = saying(7, "", Some(&[1, 2]), Some(&[1]));
    assert_eq!(done(&mut model, "["), [other]);
    assert_eq!(
        model.screens.tagging.blind.as_ref().unwrap().progress(),
        [1, 1]
    );
}

/// The key that went on from text to text takes up one's own turn, and never another's.
#[test]
fn enter_begins_nobody_elses_turn() {
    let mut model = tagging();
    let through = [said(7, "Dana", &[1]), said(8, "Dana", &[1])];
    for (person, is_begun) in [("Dana", false), ("Mo", true)] {
        model.shared.person = person.to_owned();
        menu(&mut model, Some(blind(&through)));
        press(&mut model, "enter");
        let mode = model.screens.tagging.blind.as_ref();
        assert_eq!(mode.map(|mode| mode.by.as_str()), is_begun.then_some("Mo"));
        assert_eq!(model.shared.person, person);
    }
}
