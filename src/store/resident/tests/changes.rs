//! Whatever is done, what is kept in memory equals what loading the room afresh gives.
//! Must not know which change needs what taken in.

use super::*;
use crate::domain::word::Word;

/// Everything the numbers say, to compare what is kept with what loading afresh gives.
fn everything(store: &mut Store) -> Vec<Answer> {
    let (period, profile) = (october(), None);
    let periods = vec![period];
    let queries = [
        Query::Themes(period),
        Query::Reasons(period),
        Query::Findings {
            period,
            profile,
            today: day("2026-11-02"),
        },
        Query::Explained { periods, profile },
        Query::LostAccounts { period, row: None },
        Query::Quotes {
            period,
            row: ThemeRow::NotTagged,
            order: QuoteOrder::Dearest,
            limit: 9,
        },
        Query::Untagged {
            period: None,
            words: String::new(),
            limit: 9,
        },
        Query::Breakdown {
            period,
            by: Dimension("segment".into()),
            profile,
        },
    ];
    let answers = queries.iter().map(|query| store.answer(query).unwrap());
    answers.collect()
}

/// One change of every kind that touches the numbers, each possible after those before it.
fn every_kind(store: &mut Store) -> Vec<Change> {
    let (s1, s2) = (feedback_id(store, "s1"), feedback_id(store, "s2"));
    let (price, reporting) = (add_tag(store, "price"), theme(store));
    let sql = "SELECT account FROM feedback WHERE id = ?1";
    let ticket = Feedback {
        account: store.db.query_row(sql, [s2], |row| row.get(0)).unwrap(),
        received: Some(day("2026-10-18")),
        text: "typed in by hand".into(),
        source: "call".into(),
        ..Feedback::default()
    };
    let tagged = |feedback| Member::Tagged {
        feedback,
        tag: price,
    };
    let mark = |was: Value, now: Value| Change::set(Subject::Feedback(s2), Field::Mark, was, now);
    let read = || Value::from(Mark::NoReason.word());
    let (pinned, parent) = (Value::Int(0), Value::Int(reporting.0));
    let sql = "SELECT min(account), max(account) FROM feedback";
    let pair = sql::one(&store.db, sql, [], |row| Ok((row.get(0)?, row.get(1)?)));
    let (one, other): (i64, i64) = pair.unwrap();
    let of =
        |field, was: Value, now: Value| Change::set(Subject::Account(one.into()), field, was, now);
    vec![
        of(Field::SameAs, Value::None, Value::Int(other)),
        of(Field::SameAs, Value::Int(other), Value::None),
        of(Field::Excluded, "".into(), "test account".into()),
        Change::Join(tagged(s2)),
        Change::Leave(tagged(s2)),
        mark(Value::None, read()),
        mark(read(), Value::None),
        Change::set(Subject::Feedback(s1), Field::Pinned, pinned, Value::Int(1)),
        Change::add(Record::Feedback(ticket)),
        Change::All(vec![Change::Join(tagged(s1)), Change::Join(tagged(s2))]),
        Change::set(Subject::Tag(price), Field::Parent, Value::None, parent),
    ]
}

fn add_tag(store: &mut Store, name: &str) -> TagId {
    let tag = Tag {
        name: name.into(),
        ..Tag::default()
    };
    let added = store.apply(&dana(), &Change::add(Record::Tag(tag)));
    match added.unwrap().subject {
        Subject::Tag(id) => id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn single_changes_are_taken_in() {
    let mut store = room();
    let before = everything(&mut store);
    let changes = every_kind(&mut store);
    let done = changes.len() + 1;
    let undone = std::iter::repeat_n(Change::Undo, done);
    for change in changes.into_iter().chain(undone) {
        store.apply(&dana(), &change).unwrap();
        let kept = everything(&mut store);
        store.resident.invalidate();
        assert_eq!(kept, everything(&mut store), "{change:?}");
    }
    assert_eq!(everything(&mut store), before);
}

#[test]
fn what_is_rolled_back_is_not_kept() {
    let mut store = room();
    let before = everything(&mut store);
    let price = add_tag(&mut store, "price");
    let s2 = feedback_id(&store, "s2");
    let tagged = Member::Tagged {
        feedback: s2,
        tag: price,
    };
    everything(&mut store);
    store.begin(&dana()).unwrap();
    let sql = "INSERT INTO feedback_tags (feedback, tag) VALUES (?1, ?2)";
    store.db.execute(sql, (s2, price)).unwrap();
    let row = "INSERT INTO journal (at, person, kind, subject, way, forward, inverse, words)
        VALUES (0, 'Dana', 'feedback', 1, 'do', ?1, ?1, '')";
    let forward = serde_json::to_string(&Change::Join(tagged)).unwrap();
    store.db.execute(row, [forward]).unwrap();
    assert_ne!(everything(&mut store), before);
    store.db.execute_batch("ROLLBACK").unwrap();
    assert_eq!(everything(&mut store), before);
}

/// A score without words waits for nobody; once it has words it waits to be tagged.
#[test]
fn words_that_are_written_later_are_taken_in() {
    let mut store = room();
    let scored = Feedback {
        received: Some(day("2026-10-18")),
        score: Some(2.0),
        ..Feedback::default()
    };
    let added = store.apply(&dana(), &Change::add(Record::Feedback(scored)));
    let before = everything(&mut store);
    let said = Change::set(added.unwrap().subject, Field::Text, "", "too slow");
    store.apply(&dana(), &said).unwrap();
    let kept = everything(&mut store);
    assert_ne!(kept, before);
    store.resident.invalidate();
    assert_eq!(kept, everything(&mut store));
}

/// The only theme there is at first.
fn theme(store: &mut Store) -> TagId {
    themes_of(store).themes[0].id
}

#[test]
fn an_import_and_its_way_back_are_taken_in() {
    let mut store = room();
    let before = everything(&mut store);
    let more = vec![paid("dino", "2026-09-01", Some("2026-10-02"), 900, "Pro")];
    import(&mut store, ImportKind::Subscriptions, more);
    let found = themes_of(&mut store);
    assert_eq!(found.lost.accounts, 4);
    store.apply(&dana(), &Change::Undo).unwrap();
    assert_eq!(everything(&mut store), before);
}
