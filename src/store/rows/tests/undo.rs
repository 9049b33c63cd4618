//! Taking imports back.

use super::*;
use crate::domain::failure::Code;
use crate::store::rows::revert;

fn back(db: &Connection, outcome: &ImportOutcome) -> Result<(), Failure> {
    let tx = db.unchecked_transaction()?;
    revert(&tx, outcome.head.id)?;
    Ok(tx.commit()?)
}

fn some(n: usize, text: &str, tags: &[&str]) -> Vec<ImportRow> {
    (0..n)
        .map(|i| feedback(&format!("f{i}"), &format!("a{}", i % 9), text, tags))
        .collect()
}

#[test]
fn an_import_taken_back_leaves_no_trace() {
    for n in [20, 6_000] {
        let db = room();
        took(&db, vec![account("a1", "One"), account("a2", "Two")]);
        let before = whole(&db);
        let first = took(&db, some(n, "slow exports", &["speed", "reports/export"]));
        let between = whole(&db);
        let second = took(&db, some(n + 5, "dear", &["price", "speed"]));
        assert_eq!(counts(&second), [5, n as u64, 0, 0]);
        back(&db, &second).unwrap();
        same(&whole(&db), &between);
        index_is_true(&db);
        back(&db, &first).unwrap();
        same(&whole(&db), &before);
        index_is_true(&db);
        assert_eq!(back(&db, &first).unwrap_err().code, Code::Conflict);
    }
}

#[test]
fn accounts_and_the_room_go_back_to_what_they_were() {
    let db = room();
    let empty = whole(&db);
    let sub = ImportRow::Subscription(crate::domain::import::SubscriptionRow {
        account: "a1".into(),
        ..Default::default()
    });
    let ledger = took(&db, vec![sub]);
    let before = whole(&db);
    let accounts = took(&db, vec![account("a1", "One"), account("a2", "Two")]);
    refused(back(&db, &ledger), "1 row changed by a later import");
    back(&db, &accounts).unwrap();
    same(&whole(&db), &before);
    back(&db, &ledger).unwrap();
    same(&whole(&db), &empty);
}

#[test]
fn later_work_is_listed_and_nothing_is_touched() {
    let db = room();
    let outcome = took(&db, some(3, "slow", &["speed"]));
    db.execute_batch(
        "INSERT INTO tags (name) VALUES ('mine'); \
         INSERT INTO feedback_tags (feedback, tag) SELECT f.id, 2 FROM feedback f LIMIT 2; \
         UPDATE feedback SET pinned = 1 WHERE external = 'f2'; \
         INSERT INTO notes (kind, text, person, at, origin) SELECT 'note', 'x', 'Dana', 0, \
           json_object('account', id) FROM accounts LIMIT 1; \
         INSERT INTO journal (at, person, kind, subject, way, forward, inverse, words) SELECT 1800000000, \
           'Dana', 'account', id, 'do', json_object('set', json_object('subject', json_object('kind', 'account', 'id', id), \
           'field', 'plan')), '{}', 'x' FROM accounts LIMIT 1",
    )
    .unwrap();
    let before = whole(&db);
    let conflict = back(&db, &outcome).unwrap_err();
    assert_eq!(conflict.code, Code::Conflict);
    for words in [
        "2 tags set by hand",
        "1 marked or pinned",
        "1 note",
        "1 edit by hand",
    ] {
        assert!(conflict.message.contains(words), "{conflict}");
    }
    same(&whole(&db), &before);
}

#[test]
fn a_tag_that_people_use_stays() {
    let db = room();
    let outcome = took(&db, some(1, "slow", &["speed", "price"]));
    db.execute_batch("UPDATE tags SET key = 's' WHERE name = 'speed'")
        .unwrap();
    back(&db, &outcome).unwrap();
    assert_eq!(texts(&db, "SELECT name FROM tags"), ["speed"]);
}
