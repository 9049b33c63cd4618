//! What later programs will have added to the JSON that a room keeps: planted into a copy by hand.
//! Must not ask for more than reading on: what an unknown key says is lost, and nothing else is.

use rusqlite::Connection;

use super::{room, said, says_what_it_said, taken_back};

/// Where an object of ours begins inside stored JSON, and the same with a key that no program knows yet.
const KEYS: [(&str, &str); 7] = [
    (r#"":{"id":"#, r#"":{"later":{"a":[1]},"id":"#),
    (r#""origin":{"#, r#""origin":{"later":"x","#),
    (r#"{"meeting":1,"#, r#"{"later":"x","meeting":1,"#),
    (r#"{"meeting":2,"#, r#"{"later":"x","meeting":2,"#),
    (r#"{"section":"#, r#"{"later":null,"section":"#),
    (r#"{"version":1,"#, r#"{"version":1,"later":[],"#),
    (r#"{"theme":""#, r#"{"later":0.5,"theme":""#),
];

/// Every column that holds JSON.
const COLUMNS: [(&str, &str); 11] = [
    ("journal", "forward"),
    ("journal", "inverse"),
    ("imports", "head"),
    ("imports", "room_was"),
    ("import_former", "was"),
    ("meetings", "agenda"),
    ("meetings", "clock"),
    ("meetings", "frozen_start"),
    ("meetings", "frozen_end"),
    ("notes", "origin"),
    ("actions", "origin"),
];

#[test]
fn a_key_that_a_later_program_wrote_is_passed_over() {
    let room = room("review");
    let db = Connection::open(room.path("room.db")).unwrap();
    let mut planted = 0;
    for (table, column) in COLUMNS {
        for (from, to) in KEYS {
            let sql = format!("UPDATE {table} SET {column} = replace({column}, ?1, ?2)");
            let hit = format!("SELECT count(*) FROM {table} WHERE instr({column}, ?1)");
            planted += db
                .query_row(&hit, [from], |row| row.get::<_, i64>(0))
                .unwrap();
            db.execute(&sql, [from, to]).unwrap();
        }
        if matches!(column, "head" | "room_was" | "was") {
            let first =
                format!("UPDATE {table} SET {column} = '{{\"later\":1,' || substr({column}, 2)");
            db.execute(&first, []).unwrap();
        }
    }
    assert!(planted > 100, "{planted} places");
    drop(db);
    says_what_it_said(&room);
    assert_eq!(taken_back(&room), said("undone.txt"));
}
