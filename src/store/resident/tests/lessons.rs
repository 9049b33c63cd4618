//! Learning from the room's own tags: a step a question, silent until there is enough, never of tags that are gone.

use super::*;
use crate::domain::query::TrustQuery;
use crate::domain::suggest::suggested::{Lesson, OfText, Suggestions, TagOrMark};

/// So many tickets, each with one of three tags but the last, which waits.
fn tickets(n: usize) -> Store {
    let mut store = room();
    let said = [
        ("price", "The price went up"),
        ("speed", "Loading is slow"),
        ("export", "No csv export"),
    ];
    let row = |at: usize| {
        let (tag, text) = said[at % 3];
        ImportRow::Feedback(FeedbackRow {
            external: format!("T{at}"),
            received: Some(day("2026-10-05")),
            source: "ticket".into(),
            text: format!("{text} by {at}00"),
            tags: (at + 1 < n).then(|| vec![tag.into()]),
            ..FeedbackRow::default()
        })
    };
    import(&mut store, ImportKind::Feedback, (0..n).map(row).collect());
    store
}

fn step(store: &mut Store, of: &[FeedbackId], wait: bool) -> Suggestions {
    let texts = of.to_vec();
    ask(store, &Query::Trust(TrustQuery::Suggested { texts, wait }))
}

fn names(store: &mut Store, found: &OfText) -> Vec<String> {
    let tags: Vec<crate::domain::feedback::TagView> = ask(store, &Query::Tags);
    let name = |what| match what {
        TagOrMark::Tag(id) => tags
            .iter()
            .find(|tag| tag.tag.id == id)
            .unwrap()
            .tag
            .name
            .clone(),
        TagOrMark::Mark(mark) => format!("{mark:?}"),
    };
    found.suggested.iter().map(|one| name(one.what)).collect()
}

#[test]
fn it_goes_on_a_step_a_question_and_then_suggests() {
    let mut store = tickets(61);
    let of = [feedback_id(&store, "T60")];
    for _ in 0..3 {
        let found = step(&mut store, &of, false);
        assert_eq!((found.lesson, found.texts.len()), (Lesson::UnderWay, 0));
    }
    let found = step(&mut store, &of, true);
    assert!(
        matches!(found.lesson, Lesson::Learned(texts) if texts >= 60),
        "{found:?}"
    );
    assert_eq!(names(&mut store, &found.texts[0])[0], "price");
    assert_eq!(found.texts[0].suggested[0].words[0], "price");
    assert!(found.texts[0].suggested[0].chance > 0.7);
    // Nothing has changed: nothing is learned again.
    assert_eq!(step(&mut store, &of, false), found);
}

#[test]
fn of_too_little_nothing_is_suggested() {
    let mut store = tickets(10);
    let of = [feedback_id(&store, "T9")];
    let found = step(&mut store, &of, true);
    assert!(matches!(found.lesson, Lesson::TooLittle(_)), "{found:?}");
    assert!(found.texts.is_empty());
}

#[test]
fn a_tag_that_is_gone_is_suggested_no_more_and_a_new_one_is_learned() {
    let mut store = tickets(61);
    let of = [feedback_id(&store, "T60")];
    step(&mut store, &of, true);
    let tags: Vec<crate::domain::feedback::TagView> = ask(&mut store, &Query::Tags);
    let price = tags
        .iter()
        .find(|tag| tag.tag.name == "price")
        .unwrap()
        .tag
        .id;
    let archive = Change::set(Subject::Tag(price), Field::Archived, 0, 1);
    store.apply(&dana(), &archive).unwrap();
    // At once, though what is learned is not of now yet.
    let found = step(&mut store, &of, false);
    assert_eq!(found.lesson, Lesson::UnderWay);
    for one in &found.texts {
        assert!(
            !names(&mut store, one).contains(&"price".to_owned()),
            "{found:?}"
        );
    }
    let found = step(&mut store, &of, true);
    assert!(matches!(found.lesson, Lesson::Learned(_)), "{found:?}");
    assert!(!names(&mut store, &found.texts[0]).contains(&"price".to_owned()));
}
