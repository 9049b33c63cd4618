//! What reads alike in a room: worked out a slice at a time, counted in the queue, kept while texts are read.

use super::*;
use crate::domain::change::Value;
use crate::domain::feedback::{Alike, Likened, Mark};
use crate::domain::query::TrustQuery;
use crate::domain::suggest::suggested::{Suggestions, TagOrMark};

fn survey(external: &str, account: &str, text: &str) -> ImportRow {
    ImportRow::Feedback(FeedbackRow {
        external: external.into(),
        account: account.into(),
        exit_survey: true,
        received: Some(day("2026-10-19")),
        text: text.into(),
        ..FeedbackRow::default()
    })
}

fn stated(external: &str, reason: &str) -> ImportRow {
    ImportRow::Feedback(FeedbackRow {
        external: external.into(),
        account: "dino".into(),
        exit_survey: true,
        received: Some(day("2026-10-20")),
        reason: reason.into(),
        ..FeedbackRow::default()
    })
}

/// Three that read alike, two that state the same, one that says something else, and the two the room has.
fn with_surveys() -> Store {
    let mut store = room();
    let surveys = vec![
        survey("a1", "bolt", "The reports are too slow for us. ikef"),
        survey("a2", "bolt", "the reports are too slow, for us"),
        survey("a3", "dino", "The reports are too slow for us."),
        survey("b1", "dino", "The reports are too dear for us."),
        stated("r1", "Too expensive"),
        stated("r2", "too expensive "),
    ];
    import(&mut store, ImportKind::Surveys, surveys);
    store
}

fn untagged(store: &mut Store, words: &str) -> Untagged {
    let query = Query::Untagged {
        period: Some(october()),
        words: words.to_owned(),
        limit: 10,
    };
    ask(store, &query)
}

fn liken(store: &mut Store) -> u64 {
    ask::<Likened>(store, &Query::Likened).left
}

fn alike(store: &mut Store, of: &str, words: &str) -> Vec<String> {
    let query = Query::Alike {
        of: feedback_id(store, of),
        period: Some(october()),
        words: words.to_owned(),
        whole: false,
    };
    let found: Alike = ask(store, &query);
    let texts = found.texts.iter();
    let names: Vec<String> = texts.map(|q| q.view.feedback.external.clone()).collect();
    let ids: Vec<FeedbackId> = names.iter().map(|name| feedback_id(store, name)).collect();
    assert_eq!(found.ids, ids);
    names
}

#[test]
fn a_queue_says_how_much_of_it_is_to_be_read() {
    let mut store = with_surveys();
    let before = untagged(&mut store, "");
    assert_eq!((before.readings, before.alike.len()), (None, 0));
    assert!(alike(&mut store, "a1", "").is_empty());
    assert_eq!(liken(&mut store), 0);
    let queue = untagged(&mut store, "");
    // Two of the room, one likeness of three, one of two, one alone.
    assert_eq!((queue.left + queue.others, queue.readings), (8, Some(5)));
    let others = |store: &Store, name: &str| {
        let id = feedback_id(store, name);
        queue.alike.iter().find(|one| one.0 == id).map(|one| one.1)
    };
    let found = ["a1", "a3", "b1", "r2", "s2"].map(|name| others(&store, name).unwrap());
    assert_eq!(found, [2, 2, 0, 1, 0]);
    assert_eq!(alike(&mut store, "a2", ""), ["a1", "a3"]);
    assert_eq!(alike(&mut store, "r1", ""), ["r2"]);
    assert!(alike(&mut store, "b1", "").is_empty());
    // Under a filter only what passes it is alike, and counts.
    assert_eq!(alike(&mut store, "a2", "ikef"), ["a1"]);
    let ikef = untagged(&mut store, "ikef");
    assert_eq!((ikef.readings, ikef.alike[0].1), (Some(1), 0));
    // The whole loss is one account's: whoever has read one of its texts has read of all of it.
    assert_eq!((queue.mrr, queue.most), (Cents(30_000), 1));
}

#[test]
fn what_is_read_is_alike_to_nothing_until_it_is_taken_back() {
    let mut store = with_surveys();
    liken(&mut store);
    let tag = tag_by_hand(&store, "a1");
    store.apply(&dana(), &tag).unwrap();
    assert_eq!(alike(&mut store, "a2", ""), ["a3"]);
    assert_eq!(untagged(&mut store, "").readings, Some(5));
    assert_eq!(liken(&mut store), 0);
    store.apply(&dana(), &Change::Undo).unwrap();
    assert_eq!(alike(&mut store, "a2", ""), ["a1", "a3"]);
}

#[test]
fn what_was_just_said_of_a_text_is_suggested_for_those_that_read_like_it() {
    let mut store = with_surveys();
    liken(&mut store);
    let suggested = |store: &mut Store, of: &str| {
        let texts = vec![feedback_id(store, of)];
        let (wait, hidden) = (true, false);
        let found: Suggestions = ask(
            store,
            &Query::Trust(TrustQuery::Suggested {
                texts,
                wait,
                hidden,
            }),
        );
        let all = found.texts.into_iter().flat_map(|one| one.suggested);
        all.map(|one| (one.what, one.sure())).collect::<Vec<_>>()
    };
    assert_eq!(suggested(&mut store, "a2"), []);
    let tag = tag_by_hand(&store, "a1");
    store.apply(&dana(), &tag).unwrap();
    let as_said = [(TagOrMark::Tag(TagId(1)), "alike".to_owned())];
    assert_eq!(suggested(&mut store, "a2"), as_said);
    assert_eq!(suggested(&mut store, "b1"), []);
    let subject = Subject::Feedback(feedback_id(&store, "r1"));
    let praise = Change::set(subject, Field::Mark, Value::None, "praise");
    store.apply(&dana(), &praise).unwrap();
    let as_said = [(TagOrMark::Mark(Mark::Praise), "alike".to_owned())];
    assert_eq!(suggested(&mut store, "r2"), as_said);
    store.apply(&dana(), &Change::Undo).unwrap();
    assert_eq!(suggested(&mut store, "r2"), []);
}

fn tag_by_hand(store: &Store, external: &str) -> Change {
    Change::Join(Member::Tagged {
        feedback: feedback_id(store, external),
        tag: TagId(1),
    })
}

#[test]
fn what_was_read_before_it_was_worked_out_has_its_likes_too() {
    let mut store = with_surveys();
    let tag = tag_by_hand(&store, "a1");
    store.apply(&dana(), &tag).unwrap();
    liken(&mut store);
    assert_eq!(alike(&mut store, "a1", ""), ["a2", "a3"]);
}

#[test]
fn what_comes_in_later_is_placed_too() {
    let mut store = with_surveys();
    liken(&mut store);
    let later = vec![survey("a4", "dino", "THE REPORTS are too slow for us!")];
    import(&mut store, ImportKind::Surveys, later);
    assert_eq!(untagged(&mut store, "").readings, None);
    liken(&mut store);
    assert_eq!(untagged(&mut store, "").readings, Some(5));
    assert_eq!(alike(&mut store, "a4", "").len(), 3);
}

/// A ticket without a word stands in the queue of a loss: it is no reading, and nothing waits for it.
#[test]
fn what_says_nothing_is_alike_to_nothing() {
    let mut store = with_surveys();
    let ticket = ImportRow::Feedback(FeedbackRow {
        external: "t1".into(),
        account: "bolt".into(),
        received: Some(day("2026-10-18")),
        score: Some(3.0),
        ..FeedbackRow::default()
    });
    import(&mut store, ImportKind::Feedback, vec![ticket]);
    assert_eq!(liken(&mut store), 0);
    let queue = untagged(&mut store, "");
    assert_eq!((queue.left + queue.others, queue.readings), (9, Some(6)));
}

/// More than one slice has: each question works out a part, and none is counted twice.
#[test]
fn many_are_worked_out_a_slice_at_a_time() {
    let mut store = room();
    let said = |n: usize| {
        survey(
            &format!("m{n}"),
            "dino",
            &format!("We pay for word{} seats", n % 50),
        )
    };
    import(
        &mut store,
        ImportKind::Surveys,
        (0..2_500).map(said).collect(),
    );
    let mut left = Vec::new();
    while left.last() != Some(&0) {
        left.push(liken(&mut store));
        assert!(left.len() < 9, "{left:?}");
    }
    assert!(left.is_sorted_by(|one, next| one > next), "{left:?}");
    assert!(left.len() > 2, "{left:?}");
    // What the room has beside them is two readings more.
    assert_eq!(untagged(&mut store, "").readings, Some(52));
}

#[test]
fn all_others_of_a_filtered_queue_are_found_however_they_read() {
    let mut store = with_surveys();
    let first = untagged(&mut store, "").items[0].view.feedback.id;
    let others = |store: &mut Store, words: &str| {
        let query = Query::Alike {
            of: first,
            period: Some(october()),
            words: words.to_owned(),
            whole: true,
        };
        ask::<Alike>(store, &query).ids
    };
    for words in ["", "export", "nothing has this"] {
        let left = untagged(&mut store, words);
        let expected: Vec<FeedbackId> = left.items.iter().map(|q| q.view.feedback.id).collect();
        let expected: Vec<FeedbackId> = expected.into_iter().filter(|id| *id != first).collect();
        assert_eq!(others(&mut store, words), expected, "{words}");
    }
}

#[test]
fn what_was_said_of_texts_finds_those_that_were_read() {
    let mut store = with_surveys();
    liken(&mut store);
    let tag = tag_by_hand(&store, "a1");
    let whole = untagged(&mut store, "").whole;
    store.apply(&dana(), &tag).unwrap();
    let queue = untagged(&mut store, "by:dana");
    let ids: Vec<&str> = queue
        .items
        .iter()
        .map(|quote| quote.view.feedback.external.as_str())
        .collect();
    assert_eq!((ids, queue.left), (vec!["a1"], 1));
    // What is accounted for is still part of the whole.
    let rest = untagged(&mut store, "");
    assert_eq!((rest.whole, rest.most), (whole, 0));
}
