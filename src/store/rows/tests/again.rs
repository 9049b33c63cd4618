//! Rows without an id that are read in another way than before: found again and updated, never doubled.

use super::*;
use crate::domain::import::{FormerKey, SubscriptionRow};
use crate::domain::money::Cents;
use crate::store::rows::revert;

/// A row of a file: its cells, what they were read as before, what they are read as now.
struct Line {
    raw: Option<i64>,
    before: Vec<ImportRow>,
    now: ImportRow,
}

fn line(raw: i64, now: ImportRow) -> Line {
    Line {
        raw: Some(raw),
        before: Vec::new(),
        now,
    }
}

fn said(external: &str, account: &str, text: &str) -> ImportRow {
    ImportRow::Feedback(FeedbackRow {
        external: external.into(),
        account: account.into(),
        text: text.into(),
        ..FeedbackRow::default()
    })
}

fn hash_of(given: &ImportRow) -> i64 {
    row(0, given.clone()).unwrap().hash
}

fn imported(db: &Connection, head: ImportHead, lines: Vec<Line>) -> ImportOutcome {
    let rows = lines.into_iter().zip(2..).map(|(given, at)| {
        let mut source = row(at, given.now).unwrap();
        source.former = FormerKey {
            raw: given.raw,
            hashes: given.before.iter().map(hash_of).collect(),
            ids: Vec::new(),
        };
        Ok(source)
    });
    let tx = db.unchecked_transaction().unwrap();
    let options = ImportOptions::default();
    let rows: Vec<_> = rows.collect();
    let outcome = import(&tx, &author(), head, &options, &mut rows.into_iter()).unwrap();
    tx.commit().unwrap();
    outcome
}

fn feed(db: &Connection, lines: Vec<Line>) -> ImportOutcome {
    imported(db, head(ImportKind::Feedback), lines)
}

const SAYS: &str = "SELECT ifnull(a.external, '') || ':' || f.text FROM feedback f LEFT JOIN accounts a \
                    ON a.id = f.account ORDER BY f.id";

#[test]
fn a_row_is_known_by_its_cells_whatever_is_made_of_them() {
    let db = room();
    let first = || {
        vec![
            line(1, said("", "", "dear")),
            line(1, said("", "", "dear")),
            line(2, said("", "", "slow")),
        ]
    };
    assert_eq!(counts(&feed(&db, first())), [3, 0, 0, 0]);
    assert_eq!(counts(&feed(&db, first())), [0, 0, 3, 0]);
    let before = whole(&db);
    let better = || {
        vec![
            line(1, said("", "kim", "dear")),
            line(1, said("", "kim", "dear")),
            // A third of the same cells is another piece.
            line(1, said("", "kim", "dear")),
            line(2, said("", "lee", "slow")),
            line(3, said("", "max", "old")),
        ]
    };
    let second = feed(&db, better());
    assert_eq!(counts(&second), [2, 3, 0, 0]);
    let now = ["kim:dear", "kim:dear", "lee:slow", "kim:dear", "max:old"];
    assert_eq!(texts(&db, SAYS), now);
    assert_eq!(counts(&feed(&db, better())), [0, 0, 5, 0]);
    index_is_true(&db);
    let tx = db.unchecked_transaction().unwrap();
    revert(&tx, second.head.id).unwrap();
    tx.commit().unwrap();
    same(&whole(&db), &before);
    index_is_true(&db);
}

#[test]
fn readings_that_change_places_are_taken_back_too() {
    let db = room();
    let (a, b) = (said("", "", "a"), said("", "", "b"));
    feed(&db, vec![line(1, a.clone()), line(2, b.clone())]);
    let before = whole(&db);
    let swapped = vec![line(1, b), line(2, a.clone()), line(3, a)];
    let outcome = feed(&db, swapped);
    assert_eq!(counts(&outcome), [1, 2, 0, 0]);
    let tx = db.unchecked_transaction().unwrap();
    revert(&tx, outcome.head.id).unwrap();
    tx.commit().unwrap();
    same(&whole(&db), &before);
}

#[test]
fn a_row_of_a_room_that_exists_is_known_by_what_was_made_of_it() {
    let db = room();
    let old = |text: &str| Line {
        raw: None,
        before: Vec::new(),
        now: said("", "", text),
    };
    feed(
        &db,
        vec![old("it&#39;s dear"), old("it&#39;s dear"), old("slow")],
    );
    let decoded = |raw: i64| Line {
        raw: Some(raw),
        before: vec![said("", "", "it&#39;s dear")],
        now: said("", "", "it's dear"),
    };
    let outcome = feed(
        &db,
        vec![decoded(7), decoded(7), line(8, said("", "", "slow"))],
    );
    assert_eq!(counts(&outcome), [0, 2, 1, 0]);
    assert_eq!(texts(&db, SAYS), [":it's dear", ":it's dear", ":slow"]);
    assert_eq!(
        counts(&feed(&db, vec![decoded(7), decoded(7)])),
        [0, 0, 2, 0]
    );
    index_is_true(&db);
}

#[test]
fn a_row_that_gets_an_id_is_the_one_it_was_without() {
    let db = room();
    feed(
        &db,
        vec![line(1, said("", "", "dear")), line(2, said("", "", "slow"))],
    );
    let named = || {
        vec![
            line(1, said("r1", "", "dear")),
            line(2, said("r2", "", "slow")),
        ]
    };
    assert_eq!(counts(&feed(&db, named())), [0, 2, 0, 0]);
    assert_eq!(counts(&feed(&db, named())), [0, 0, 2, 0]);
    let ids = texts(&db, "SELECT external FROM feedback ORDER BY id");
    assert_eq!(ids, ["r1", "r2"]);
    assert_eq!(one::<i64>(&db, "SELECT count(raw) FROM feedback"), 0);
}

#[test]
fn many_rows_that_say_the_same_are_each_found_once() {
    let db = room();
    let many = |account: &str| -> Vec<Line> {
        let score = ImportRow::Feedback(FeedbackRow {
            account: account.into(),
            score: Some(7.0),
            ..FeedbackRow::default()
        });
        (0..20_000).map(|n| line(n % 3, score.clone())).collect()
    };
    assert_eq!(counts(&feed(&db, many(""))), [20_000, 0, 0, 0]);
    assert_eq!(counts(&feed(&db, many(""))), [0, 0, 20_000, 0]);
    assert_eq!(counts(&feed(&db, many("kim"))), [0, 20_000, 0, 0]);
    assert_eq!(counts(&feed(&db, many("kim"))), [0, 0, 20_000, 0]);
}

#[test]
fn a_price_that_is_read_otherwise_is_the_same_subscription() {
    let db = room();
    let priced = |amount: i64| {
        ImportRow::Subscription(SubscriptionRow {
            account: "a".into(),
            start: day("2026-01-01"),
            amount: Cents(amount),
            ..SubscriptionRow::default()
        })
    };
    let subs = |lines: Vec<Line>| imported(&db, head(ImportKind::Subscriptions), lines);
    let old = Line {
        raw: None,
        before: Vec::new(),
        now: priced(5_000),
    };
    assert_eq!(counts(&subs(vec![old, line(2, priced(100))])), [2, 0, 0, 0]);
    let before = whole(&db);
    let counted = Line {
        raw: Some(1),
        before: vec![priced(5_000)],
        now: priced(20_000),
    };
    let again = subs(vec![counted, line(2, priced(300))]);
    assert_eq!(counts(&again), [0, 2, 0, 0]);
    assert_eq!(
        one::<i64>(&db, "SELECT sum(amount) FROM subscriptions"),
        20_300
    );
    let tx = db.unchecked_transaction().unwrap();
    revert(&tx, again.head.id).unwrap();
    tx.commit().unwrap();
    same(&whole(&db), &before);
}

#[test]
fn another_column_of_tags_is_another_reading_and_the_same_one_changes_nothing() {
    let db = room();
    let read = |reading: &str, tags: &[&str]| {
        let head = ImportHead {
            header: "h".into(),
            reading: reading.into(),
            ..head(ImportKind::Feedback)
        };
        let row = ImportRow::Feedback(FeedbackRow {
            text: "slow".into(),
            tags: (!tags.is_empty()).then(|| tags.iter().map(|t| (*t).to_owned()).collect()),
            ..FeedbackRow::default()
        });
        // The hash of a row without an id says nothing of its tags.
        let rows = vec![Ok(SourceRow {
            line: 2,
            hash: 1,
            former: FormerKey::default(),
            also: Vec::new(),
            row,
        })];
        let tx = db.unchecked_transaction().unwrap();
        let options = ImportOptions::default();
        let outcome = import(&tx, &author(), head, &options, &mut rows.into_iter()).unwrap();
        tx.commit().unwrap();
        counts(&outcome)
    };
    let tagged = || {
        let names = "SELECT name FROM feedback_tags JOIN tags ON tags.id = tag ORDER BY 1";
        texts(&db, names)
    };
    assert_eq!(read("plain", &[]), [1, 0, 0, 0]);
    assert_eq!(read("by topic", &["speed", "price"]), [0, 1, 0, 0]);
    assert_eq!(tagged(), ["price", "speed"]);
    db.execute_batch("UPDATE tags SET name = 'tempo' WHERE name = 'speed'")
        .unwrap();
    // What people renamed does not come back with the same file.
    assert_eq!(read("by topic", &["speed", "price"]), [0, 0, 1, 0]);
    assert_eq!(tagged(), ["price", "tempo"]);
    // Another column adds its tags, and takes none away.
    assert_eq!(read("by area", &["price"]), [0, 0, 1, 0]);
    assert_eq!(read("by land", &["price", "south"]), [0, 1, 0, 0]);
    assert_eq!(tagged(), ["price", "south", "tempo"]);
    assert_eq!(read("plain", &[]), [0, 0, 1, 0]);
    assert_eq!(tagged(), ["price", "south", "tempo"]);
}

#[test]
fn answers_that_turn_out_to_be_exit_surveys_are_the_same_answers() {
    let db = room();
    let read = |kind: ImportKind, header: &str, external: &str| {
        let head = ImportHead {
            header: header.into(),
            reading: kind.word().into(),
            ..head(kind)
        };
        let of = |raw: i64, external: &str, text: &str| {
            let row = ImportRow::Feedback(FeedbackRow {
                external: external.into(),
                exit_survey: kind == ImportKind::Surveys,
                text: text.into(),
                ..FeedbackRow::default()
            });
            line(raw, row)
        };
        let lines = vec![of(4, "", "dear"), of(9, external, "slow")];
        counts(&imported(&db, head, lines))
    };
    assert_eq!(read(ImportKind::Feedback, "h", "r1"), [2, 0, 0, 0]);
    let before = whole(&db);
    assert_eq!(read(ImportKind::Surveys, "h", "r1"), [0, 2, 0, 0]);
    assert_eq!(one::<i64>(&db, "SELECT sum(exit_survey) FROM feedback"), 2);
    assert_eq!(read(ImportKind::Surveys, "h", "r1"), [0, 0, 2, 0]);
    let tx = db.unchecked_transaction().unwrap();
    revert(&tx, crate::domain::ids::ImportId(3)).unwrap();
    revert(&tx, crate::domain::ids::ImportId(2)).unwrap();
    tx.commit().unwrap();
    same(&whole(&db), &before);
    // Another file may use the same ids for other things.
    assert_eq!(read(ImportKind::Surveys, "another", "r1"), [2, 0, 0, 0]);
}
