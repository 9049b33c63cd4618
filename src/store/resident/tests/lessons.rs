//! Learning from the room's own tags: a step a question, silent until there is enough, never of tags that are gone.

use super::*;
use crate::domain::given::{Gift, Taken};
use crate::domain::query::{QueueOf, TrustQuery};
use crate::domain::suggest::suggested::{Lesson, OfText, Suggestions, TagOrMark, ToTake};

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
    ask(
        store,
        &Query::Trust(TrustQuery::Suggested {
            texts,
            wait,
            hidden: false,
        }),
    )
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
    assert!(found.texts[0].suggested[0].chance > Some(0.7));
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

fn to_take(store: &mut Store, words: &str, wait: bool) -> ToTake {
    let queue = QueueOf {
        period: None,
        words: words.to_owned(),
    };
    let (from, limit) = (Taken::Sure, 10);
    ask(
        store,
        &Query::Trust(TrustQuery::ToTake {
            from,
            queue,
            limit,
            wait,
        }),
    )
}

/// So many tickets with tags, and behind them others without any.
fn waiting(texts: &[&str]) -> Store {
    let mut store = tickets(61);
    for text in texts {
        let piece = Feedback {
            text: (*text).to_owned(),
            received: Some(day("2026-10-07")),
            ..Feedback::default()
        };
        store
            .apply(&dana(), &Change::add(Record::Feedback(piece)))
            .unwrap();
    }
    store
}

#[test]
fn what_is_sure_is_found_a_step_a_question_and_what_was_taken_teaches_nothing() {
    let mut store = waiting(&["The price went up again", "No csv export for us", "Hello"]);
    let mut asked = 0;
    let found = loop {
        let found = to_take(&mut store, "", false);
        if !found.is_under_way() {
            break found;
        }
        assert!(found.each.is_empty(), "{found:?}");
        asked += 1;
    };
    assert!(asked > 3);
    let of = found.of;
    assert_eq!((found.each.len(), found.texts.len()), (3, 3));
    assert!(
        found
            .texts
            .iter()
            .all(|one| one.suggested.chance >= Some(0.7))
    );
    let price = to_take(&mut store, "price", true);
    assert_eq!((price.of, price.each.len()), (2, 2));
    let learned = found.lesson;
    let take = |(text, tag)| Change::Give(Box::new(Gift::taken(text, tag, Taken::Sure)));
    let each = found.each.iter().copied().map(take);
    store.apply(&dana(), &Change::All(each.collect())).unwrap();
    let left = to_take(&mut store, "", true);
    assert_eq!(
        (left.of, left.each.len(), left.lesson),
        (of - 3, 0, learned)
    );
    // They are looked at by their own filter, in the queue as well.
    let untagged = Query::Untagged {
        period: None,
        words: "taken:sure".to_owned(),
        limit: 10,
    };
    let looked_at: Untagged = ask(&mut store, &untagged);
    assert_eq!((looked_at.others, looked_at.items.len()), (3, 3));
    assert_eq!(to_take(&mut store, "taken:sure", true).each, []);
    store.apply(&dana(), &Change::Undo).unwrap();
    assert_eq!(to_take(&mut store, "", true).each, found.each);
}

#[test]
fn the_least_sure_come_first_and_what_says_nothing_known_last() {
    let between = "The price of loading went up and is slow";
    let mut store = waiting(&["The price went up", between, "zzzz qqqq"]);
    let (queue, limit) = (QueueOf::default(), 10);
    let query = Query::Trust(TrustQuery::Unsure { queue, limit });
    let mut asked = 0;
    let found: Untagged = loop {
        let found: Untagged = ask(&mut store, &query);
        if found.unjudged == 0 {
            break found;
        }
        assert!(found.items.is_empty(), "{found:?}");
        asked += 1;
    };
    assert!(asked > 3);
    let texts: Vec<&str> = found
        .items
        .iter()
        .map(|one| one.view.feedback.text.as_str())
        .collect();
    let at = |text: &str| texts.iter().position(|one| *one == text).unwrap();
    assert!(at(between) < at("The price went up"), "{texts:?}");
    assert!(at("The price went up") < at("zzzz qqqq"), "{texts:?}");
    let by_money = Query::Untagged {
        period: None,
        words: String::new(),
        limit,
    };
    let by_money: Untagged = ask(&mut store, &by_money);
    let counts = |found: &Untagged| (found.left, found.others, found.mrr, found.items.len());
    assert_eq!(counts(&found), counts(&by_money));
}

#[test]
fn of_too_little_the_order_stays_as_it_is() {
    let mut store = tickets(10);
    let (queue, limit) = (QueueOf::default(), 10);
    let query = Query::Trust(TrustQuery::Unsure { queue, limit });
    let found = (0..99).map(|_| ask::<Untagged>(&mut store, &query));
    let found = found.into_iter().find(|found| found.unjudged == 0).unwrap();
    let by_money = Query::Untagged {
        period: None,
        words: String::new(),
        limit,
    };
    assert_eq!(found, ask::<Untagged>(&mut store, &by_money));
}

#[test]
fn of_too_little_nothing_is_to_be_taken() {
    let mut store = tickets(10);
    let found = to_take(&mut store, "", true);
    assert!(matches!(found.lesson, Lesson::TooLittle(_)), "{found:?}");
    assert!(found.each.is_empty() && !found.is_under_way());
}

#[test]
fn what_was_taken_off_a_text_does_not_come_back_by_the_list() {
    let mut store = waiting(&["The price went up again"]);
    let (text, tag) = to_take(&mut store, "again", true).each[0];
    let member = Member::Tagged {
        feedback: text,
        tag,
    };
    for change in [Change::Join(member), Change::Leave(member)] {
        store.apply(&dana(), &change).unwrap();
    }
    let left = to_take(&mut store, "again", true);
    assert_eq!((left.each.len(), left.off), (0, 1));
}

/// What is measured is what was learned, whatever rules would say first.
#[test]
fn hidden_is_what_was_learned_alone() {
    let mut store = waiting(&["The price went up by 000"]);
    let text = to_take(&mut store, "000", true).each[0].0;
    let speed = "SELECT id FROM tags WHERE name = 'speed'";
    let speed: TagId = sql::one(&store.db, speed, [], |row| row.get(0)).unwrap();
    let rule = Change::set(Subject::Tag(speed), Field::Rules, "", "went");
    store.apply(&dana(), &rule).unwrap();
    let mut suggested = |hidden| {
        let query = TrustQuery::Suggested {
            texts: vec![text],
            wait: true,
            hidden,
        };
        let found: Suggestions = ask(&mut store, &Query::Trust(query));
        found.texts[0].suggested.clone()
    };
    assert_eq!(suggested(false)[0].chance, None);
    let measured = suggested(true);
    assert!(
        measured.iter().all(|one| one.chance.is_some()),
        "{measured:?}"
    );
    assert_eq!(measured[0].words[0], "price");
}
