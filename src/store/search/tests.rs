//! The full-text tables through a real connection: single edits, bulk, and versions.

use rusqlite::Connection;

use super::index::{TextIndex, add, check, ensure, rebuild, remove};
use crate::store::{open, sql};

fn room() -> Connection {
    open::tables().unwrap()
}

fn write(room: &Connection, id: i64, text: &str) {
    let piece = "INSERT INTO feedback (id, text) VALUES (?1, ?2)";
    room.execute(piece, (id, text)).unwrap();
}

fn hits(room: &Connection, words: &str) -> Vec<i64> {
    let hits = "SELECT rowid FROM feedback_fts WHERE feedback_fts MATCH ?1 ORDER BY rowid DESC";
    let expression = super::asked::feedback(room, words, &|_| Ok(String::new())).unwrap();
    let expression = expression.expression(None).unwrap();
    expression.map_or_else(Vec::new, |words| {
        sql::all(room, hits, [words], |row| row.get(0)).unwrap()
    })
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
    assert_eq!(check(&room), [""; 0]);
}

#[test]
fn bulk_work_without_triggers_gives_the_same_index() {
    let room = room();
    room.execute_batch("DROP TRIGGER feedback_fts_insert; DROP TRIGGER feedback_fts_delete")
        .unwrap();
    for id in 1..200 {
        let text = ["even words", "odd words"][id as usize % 2];
        write(&room, id, text);
    }
    rebuild(&room, TextIndex::Feedback).unwrap();
    assert_eq!(hits(&room, "even words").len(), 99);
    write(&room, 500, "even later");
    add(&room, TextIndex::Feedback, &[500]).unwrap();
    assert_eq!(hits(&room, "even")[0], 500);
    remove(&room, TextIndex::Feedback, 500).unwrap();
    room.execute("DELETE FROM feedback WHERE id = 500", [])
        .unwrap();
    assert_eq!(hits(&room, "even")[0], 198);
    assert_eq!(check(&room), [""; 0]);
}

#[test]
fn an_index_of_another_fold_is_built_again() {
    let room = room();
    room.execute("UPDATE room SET fold = 0", []).unwrap();
    room.execute_batch("DROP TRIGGER feedback_fts_insert")
        .unwrap();
    write(&room, 1, "words");
    assert!(hits(&room, "words").is_empty());
    ensure(&room, |_| Ok(())).unwrap();
    assert_eq!(hits(&room, "words"), [1]);
    let version: i64 = sql::one(&room, "SELECT fold FROM room", [], |r| r.get(0)).unwrap();
    assert_eq!(version, crate::domain::fold::VERSION);
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
