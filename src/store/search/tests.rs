//! The full-text tables through a real connection: single edits, bulk, and versions.

use rusqlite::Connection;

use super::index::{Index, add, ensure, expression, rebuild, register, remove};
use crate::store::migrate::STEPS;

fn room() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    register(&connection).unwrap();
    connection
        .execute_batch("PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON")
        .unwrap();
    connection.execute_batch(&STEPS.concat()).unwrap();
    connection
}

fn write(connection: &Connection, id: i64, text: &str) {
    connection
        .execute(
            "INSERT INTO feedback (id, text) VALUES (?1, ?2)",
            (id, text),
        )
        .unwrap();
}

fn hits(connection: &Connection, words: &str) -> Vec<i64> {
    let Some(expression) = expression(words, false) else {
        return Vec::new();
    };
    connection
        .prepare("SELECT rowid FROM feedback_fts WHERE feedback_fts MATCH ?1 ORDER BY rowid DESC")
        .unwrap()
        .query_map([expression], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn single_edits_keep_the_index_true() {
    let room = room();
    write(&room, 1, "Die Größe der Exporte");
    write(&room, -5, "undated export 遅い読み込み");
    assert_eq!(hits(&room, "export"), [1, -5]);
    assert_eq!(hits(&room, "GROSSE exp"), [1]);
    assert_eq!(hits(&room, "読"), [-5]);
    room.execute("UPDATE feedback SET text = 'too dear' WHERE id = 1", [])
        .unwrap();
    assert_eq!(hits(&room, "exp"), [-5]);
    room.execute("DELETE FROM feedback WHERE id = -5", [])
        .unwrap();
    assert!(hits(&room, "exp").is_empty());
    room.execute(
        "INSERT INTO feedback_fts (feedback_fts, rank) VALUES ('integrity-check', 1)",
        [],
    )
    .unwrap();
}

#[test]
fn bulk_work_without_triggers_gives_the_same_index() {
    let room = room();
    room.execute_batch("DROP TRIGGER feedback_fts_insert; DROP TRIGGER feedback_fts_delete")
        .unwrap();
    for id in 1..200 {
        write(
            &room,
            id,
            if id % 2 == 0 {
                "even words"
            } else {
                "odd words"
            },
        );
    }
    rebuild(&room, Index::Feedback).unwrap();
    assert_eq!(hits(&room, "even words").len(), 99);
    write(&room, 500, "even later");
    add(&room, Index::Feedback, &[500]).unwrap();
    assert_eq!(hits(&room, "even")[0], 500);
    remove(&room, Index::Feedback, 500).unwrap();
    room.execute("DELETE FROM feedback WHERE id = 500", [])
        .unwrap();
    assert_eq!(hits(&room, "even")[0], 198);
    room.execute(
        "INSERT INTO feedback_fts (feedback_fts, rank) VALUES ('integrity-check', 1)",
        [],
    )
    .unwrap();
}

#[test]
fn an_index_of_another_fold_is_built_again() {
    let room = room();
    room.execute("UPDATE room SET fold = 0", []).unwrap();
    room.execute_batch("DROP TRIGGER feedback_fts_insert")
        .unwrap();
    write(&room, 1, "words");
    assert!(hits(&room, "words").is_empty());
    ensure(&room).unwrap();
    assert_eq!(hits(&room, "words"), [1]);
    let version: i64 = room
        .query_row("SELECT fold FROM room", [], |r| r.get(0))
        .unwrap();
    assert_eq!(version, super::fold::VERSION);
}

#[test]
fn hostile_words_find_or_do_not_but_never_fail() {
    let room = room();
    write(&room, 1, "near and or not");
    for words in [
        "\"",
        "a AND",
        "NEAR(a b",
        "col: x",
        "*",
        "^a",
        "- +",
        "\0",
        "'; DROP TABLE feedback; --",
        "a\u{202e}b",
    ] {
        hits(&room, words);
    }
    assert_eq!(hits(&room, "AND OR NOT"), [1]);
}
