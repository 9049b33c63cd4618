//! Feedback, surveys and their tags, singly and in bulk.

use super::*;
use crate::store::rows::piece::Pending;

fn tags_of(db: &Connection, external: &str) -> Vec<String> {
    let names = format!(
        "SELECT t.name FROM feedback_tags ft JOIN tags t ON t.id = ft.tag \
         JOIN feedback f ON f.id = ft.feedback WHERE f.external = '{external}' ORDER BY 1"
    );
    texts(db, &names)
}

#[test]
fn feedback_comes_once_with_its_tags() {
    let db = room();
    let file = || {
        vec![
            feedback("1", "a", "slow", &["Speed", "speed ", "reports/export"]),
            feedback("", "", "no account, no id", &["praise"]),
            feedback("", "", "no account, no id", &[]),
            ImportRow::LeftOut,
            ImportRow::Feedback(FeedbackRow {
                score: Some(f64::NAN),
                ..FeedbackRow::default()
            }),
        ]
    };
    let first = took(&db, file());
    assert_eq!(counts(&first), [3, 0, 0, 0]);
    assert_eq!(first.head.counts.left_out, 2);
    assert_eq!(counted(&db, file()), [0, 0, 3, 0]);
    assert_eq!(tags_of(&db, "1"), ["export", "Speed"]);
    let parent = "SELECT p.name FROM tags c JOIN tags p ON p.id = c.parent WHERE c.name = 'export'";
    assert_eq!(one::<String>(&db, parent), "reports");
    index_is_true(&db);
}

#[test]
fn changed_feedback_updates_and_a_tag_taken_off_stays_off() {
    let db = room();
    took(&db, vec![feedback("1", "a", "slow", &["speed", "price"])]);
    db.execute_batch(
        "INSERT INTO feedback_tags_off (feedback, tag) SELECT feedback, tag FROM feedback_tags \
           WHERE tag = (SELECT id FROM tags WHERE name = 'price'); \
         DELETE FROM feedback_tags WHERE tag = (SELECT id FROM tags WHERE name = 'price'); \
         INSERT INTO tags (name) VALUES ('mine'); \
         INSERT INTO feedback_tags (feedback, tag) SELECT f.id, t.id FROM feedback f, tags t WHERE t.name = 'mine'",
    )
    .unwrap();
    let changed = vec![feedback("1", "b", "slower", &["price", "export"])];
    assert_eq!(counted(&db, changed), [0, 1, 0, 0]);
    assert_eq!(tags_of(&db, "1"), ["export", "mine", "speed"]);
    index_is_true(&db);
}

#[test]
fn a_file_without_tags_touches_none() {
    let db = room();
    took(&db, vec![feedback("1", "a", "slow", &["speed"])]);
    db.execute_batch(
        "INSERT INTO tags (name) VALUES ('mine'); \
         INSERT INTO feedback_tags (feedback, tag) SELECT f.id, t.id FROM feedback f, tags t WHERE t.name = 'mine'",
    )
    .unwrap();
    let untagged = ImportRow::Feedback(FeedbackRow {
        external: "1".into(),
        text: "slower".into(),
        ..FeedbackRow::default()
    });
    assert_eq!(counted(&db, vec![untagged]), [0, 1, 0, 0]);
    assert_eq!(tags_of(&db, "1"), ["mine", "speed"]);
    let none_any_more = vec![feedback("1", "a", "slower", &[])];
    assert_eq!(counted(&db, none_any_more), [0, 1, 0, 0]);
    assert_eq!(tags_of(&db, "1"), ["mine", "speed"]);
}

#[test]
fn a_doubled_id_in_one_file_is_unchanged_or_rejected() {
    let db = room();
    let file = vec![
        feedback("1", "", "a", &[]),
        feedback("1", "", "a", &[]),
        feedback("1", "", "b", &[]),
    ];
    let outcome = took(&db, file);
    assert_eq!(counts(&outcome), [1, 0, 1, 1]);
    assert_eq!(outcome.refused[0].line, 4);
    let survey = ImportRow::Feedback(FeedbackRow {
        external: "1".into(),
        exit_survey: true,
        reason: "Price".into(),
        ..FeedbackRow::default()
    });
    assert_eq!(counted(&db, vec![survey]), [1, 0, 0, 0]);
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
    took(&db, file);
    took(&db, vec![on(Some("2026-09-02"), "e")]);
    let order = texts(&db, "SELECT text FROM feedback ORDER BY id");
    assert_eq!(order, ["a", "b", "c", "d", "e"]);
}

#[test]
fn bulk_leaves_the_same_tables_triggers_and_indexes() {
    let schema = |db: &Connection| one::<i64>(db, "SELECT count(*) FROM sqlite_schema");
    let db = room();
    let before = schema(&db);
    let many = || -> Vec<ImportRow> {
        let one = |i| {
            let (id, account) = (format!("f{i}"), format!("a{}", i % 50));
            feedback(&id, &account, &format!("words {i}"), &["speed", "price"])
        };
        (0..6_000).map(one).collect()
    };
    let first = took(&db, many());
    assert_eq!(counts(&first), [6_000, 0, 0, 0]);
    assert_eq!(first.head.counts.bare_accounts, 50);
    assert_eq!(schema(&db), before);
    index_is_true(&db);
    assert_eq!(counted(&db, many()), [0, 0, 6_000, 0]);
    let mut doubled = many();
    doubled.push(feedback("f7", "a1", "other", &[]));
    let db = room();
    assert_eq!(counted(&db, doubled), [6_000, 0, 0, 1]);
}

#[test]
fn a_stop_and_a_broken_row_leave_nothing() {
    let db = room();
    let before = whole(&db);
    let from = |options: ImportOptions<'_>, rows: Vec<Result<SourceRow, Rejected>>| {
        let tx = db.unchecked_transaction().unwrap();
        let (head, mut rows) = (head(ImportKind::Feedback), rows.into_iter());
        import(&tx, &author(), head, &options, &mut rows)
    };
    let stop = |read: u64| read < 2_000;
    let options = ImportOptions {
        progress: Some(&stop),
        ..ImportOptions::default()
    };
    let many: Vec<ImportRow> = (0..5_000)
        .map(|i| feedback(&format!("{i}"), "a", "words", &["t"]))
        .collect();
    refused(from(options, rows(many)), "stopped");
    same(&whole(&db), &before);
    let broken = vec![
        Err(Rejected {
            line: 2,
            reason: "no".into(),
            accounts: Vec::new(),
        }),
        row(3, feedback("1", "", "x", &[])),
    ];
    let outcome = from(ImportOptions::default(), broken).unwrap();
    assert_eq!(counts(&outcome), [1, 0, 0, 1]);
}

#[test]
fn a_piece_knows_every_column_of_its_table() {
    let db = room();
    let columns = db.prepare("SELECT * FROM feedback").unwrap();
    assert!(columns.column_names().eq(Pending::COLUMNS));
}
