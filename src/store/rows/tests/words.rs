//! Feedback, surveys and their tags, singly and in bulk.

use super::*;

fn tags_of(db: &Connection, external: &str) -> Vec<String> {
    let mut select = db
        .prepare(
            "SELECT t.name FROM feedback_tags ft JOIN tags t ON t.id = ft.tag \
             JOIN feedback f ON f.id = ft.feedback WHERE f.external = ?1 ORDER BY 1",
        )
        .unwrap();
    select
        .query_map([external], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn feedback_comes_once_with_its_tags() {
    let db = room();
    let file = || {
        vec![
            feedback(
                "1",
                "a",
                "Exports are slow",
                &["Speed", "speed ", "reports/export"],
            ),
            feedback("", "", "no account, no id", &["praise"]),
            feedback("", "", "no account, no id", &[]),
            ImportRow::LeftOut,
            ImportRow::Feedback(FeedbackRow {
                score: Some(f64::NAN),
                ..FeedbackRow::default()
            }),
        ]
    };
    let first = take(&db, head(ImportKind::Feedback), file()).unwrap();
    assert_eq!(
        (counts(&first), first.head.counts.left_out),
        ([3, 0, 0, 0], 2)
    );
    assert_eq!(
        counts(&take(&db, head(ImportKind::Feedback), file()).unwrap()),
        [0, 0, 3, 0]
    );
    assert_eq!(tags_of(&db, "1"), ["export", "Speed"]);
    let child: String = db
        .query_row(
            "SELECT p.name FROM tags c JOIN tags p ON p.id = c.parent WHERE c.name = 'export'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(child, "reports");
    index_is_true(&db);
}

#[test]
fn changed_feedback_updates_and_a_tag_taken_off_stays_off() {
    let db = room();
    take(
        &db,
        head(ImportKind::Feedback),
        vec![feedback("1", "a", "slow", &["speed", "price"])],
    )
    .unwrap();
    db.execute_batch(
        "INSERT INTO feedback_tags_off (feedback, tag) SELECT feedback, tag FROM feedback_tags \
           WHERE tag = (SELECT id FROM tags WHERE name = 'price'); \
         DELETE FROM feedback_tags WHERE tag = (SELECT id FROM tags WHERE name = 'price'); \
         INSERT INTO tags (name) VALUES ('mine'); \
         INSERT INTO feedback_tags (feedback, tag) SELECT f.id, t.id FROM feedback f, tags t WHERE t.name = 'mine'",
    )
    .unwrap();
    let changed = vec![feedback("1", "b", "slower", &["price", "export"])];
    assert_eq!(
        counts(&take(&db, head(ImportKind::Feedback), changed).unwrap()),
        [0, 1, 0, 0]
    );
    assert_eq!(tags_of(&db, "1"), ["export", "mine"]);
    index_is_true(&db);
}

#[test]
fn a_doubled_id_in_one_file_is_unchanged_or_rejected() {
    let db = room();
    let file = vec![
        feedback("1", "", "a", &[]),
        feedback("1", "", "a", &[]),
        feedback("1", "", "b", &[]),
    ];
    let outcome = take(&db, head(ImportKind::Feedback), file).unwrap();
    assert_eq!(counts(&outcome), [1, 0, 1, 1]);
    assert_eq!(outcome.rejected[0].line, 4);
    let survey = ImportRow::Feedback(FeedbackRow {
        external: "1".into(),
        exit_survey: true,
        reason: "Price".into(),
        ..FeedbackRow::default()
    });
    assert_eq!(
        counts(&take(&db, head(ImportKind::Surveys), vec![survey]).unwrap()),
        [1, 0, 0, 0]
    );
}

#[test]
fn row_numbers_are_in_the_order_of_days() {
    let db = room();
    let on = |received: Option<&str>, text: &str| {
        ImportRow::Feedback(FeedbackRow {
            received: received.map(day),
            text: text.into(),
            ..FeedbackRow::default()
        })
    };
    let file = vec![
        on(Some("2026-09-02"), "c"),
        on(None, "a"),
        on(Some("2026-09-01"), "b"),
        on(Some("2026-09-02"), "d"),
    ];
    take(&db, head(ImportKind::Feedback), file).unwrap();
    take(
        &db,
        head(ImportKind::Feedback),
        vec![on(Some("2026-09-02"), "e")],
    )
    .unwrap();
    let order: String = db
        .query_row(
            "SELECT group_concat(text, '') FROM (SELECT text FROM feedback ORDER BY id)",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(order, "abcde");
}

#[test]
fn bulk_leaves_the_same_tables_triggers_and_indexes() {
    let schema = |db: &Connection| -> i64 {
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))
            .unwrap()
    };
    let db = room();
    let before = schema(&db);
    let many = || -> Vec<ImportRow> {
        (0..6_000)
            .map(|i| {
                feedback(
                    &format!("f{i}"),
                    &format!("a{}", i % 50),
                    &format!("words {i}"),
                    &["speed", "price"],
                )
            })
            .collect()
    };
    let first = take(&db, head(ImportKind::Feedback), many()).unwrap();
    assert_eq!(
        (counts(&first), first.head.counts.bare_accounts),
        ([6_000, 0, 0, 0], 50)
    );
    assert_eq!(schema(&db), before);
    index_is_true(&db);
    assert_eq!(
        counts(&take(&db, head(ImportKind::Feedback), many()).unwrap()),
        [0, 0, 6_000, 0]
    );
    let mut doubled = many();
    doubled.push(feedback("f7", "a1", "other", &[]));
    let db = room();
    assert_eq!(
        counts(&take(&db, head(ImportKind::Feedback), doubled).unwrap()),
        [6_000, 0, 0, 1]
    );
}

#[test]
fn a_stop_and_a_broken_row_leave_nothing() {
    let db = room();
    let before = whole(&db);
    let tx = db.unchecked_transaction().unwrap();
    let stop = |read: u64| read < 2_000;
    let options = ImportOptions {
        progress: Some(&stop),
        ..ImportOptions::default()
    };
    let many: Vec<ImportRow> = (0..5_000)
        .map(|i| feedback(&format!("{i}"), "a", "words", &["t"]))
        .collect();
    let stopped = import(
        &tx,
        &author(),
        head(ImportKind::Feedback),
        &options,
        &mut rows(many).into_iter(),
    );
    assert!(stopped.unwrap_err().message.contains("stopped"));
    drop(tx);
    same(&whole(&db), &before);
    let broken = vec![
        Err(Rejected {
            line: 2,
            reason: "no".into(),
        }),
        row(3, feedback("1", "", "x", &[])),
    ];
    let tx = db.unchecked_transaction().unwrap();
    let outcome = import(
        &tx,
        &author(),
        head(ImportKind::Feedback),
        &ImportOptions::default(),
        &mut broken.into_iter(),
    )
    .unwrap();
    assert_eq!(counts(&outcome), [1, 0, 0, 1]);
}
