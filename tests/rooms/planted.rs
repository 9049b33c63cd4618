//! What later programs will have added to the JSON that a room keeps: planted into a copy by hand.
//! Must not ask for more than reading on: what an unknown key says is lost, and nothing else is.

use rusqlite::{Connection, params};
use serde_json::Value;

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

/// Those that hold it now and did not then, with something for a room that has none of it.
const LATER: [(&str, &str); 6] = [
    ("import_maps", "map"),
    ("accounts", "attributes"),
    ("usage", "signs"),
    ("aims", "promise"),
    ("aims", "verdict"),
    ("warning_lists", "rules"),
];
const MORE: &str = r#"
    INSERT OR IGNORE INTO import_maps (header, map) VALUES ('a,b', '{"map":{}}');
    INSERT INTO usage (account, day, signs, import) SELECT min(a.id), 20000, '{"logins":"4"}', min(i.id)
      FROM accounts a, imports i;
    INSERT INTO roadmap (external, title) VALUES ('ONE-MORE', 'x');
    INSERT INTO aims (item, day) SELECT max(id), 20000 FROM roadmap;
    INSERT INTO warning_lists (meeting, as_of, looked, rules, no_score) SELECT min(id), 20000, 0, '[]', ''
      FROM meetings;"#;

/// What was never written there is told, with its place.
#[test]
fn json_that_cannot_be_read_is_a_fault_in_every_column() {
    let room = room("review");
    room.run(&["notes", "list"]).ok();
    let path = room.path("room.db");
    let db = Connection::open(&path).unwrap();
    db.execute_batch(MORE).unwrap();
    drop(db);
    let whole = std::fs::read(&path).unwrap();
    for (table, column) in COLUMNS.into_iter().chain(LATER) {
        for broken in ["", "[1", "nothing", "[1]"] {
            std::fs::write(&path, &whole).unwrap();
            let set = format!("UPDATE {table} SET {column} = ?1");
            let db = Connection::open(&path).unwrap();
            let set = db.execute(&set, [broken]);
            drop(db);
            // A list is no map; one column refuses by itself what is no JSON.
            let maps = matches!(column, "map" | "signs" | "attributes");
            if broken == "[1]" && !maps || table == "usage" && set.is_err() {
                continue;
            }
            assert!(set.unwrap() > 0, "{table} has no rows");
            let said = room.run(&["check"]).code(1).err();
            let place = format!(" of {table} cannot be read");
            assert!(
                said.contains(&place) && said.contains(column),
                "{table}.{column} {broken}: {said}"
            );
        }
    }
}

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

/// The things that the journal keeps whole, each of which reads without a field that was not there yet.
const WHOLE: [&str; 8] = [
    "account", "feedback", "tag", "owner", "item", "note", "action", "day_mark",
];

/// Takes the field at a place out of every whole thing in a change.
fn without(change: &mut Value, at: usize) -> usize {
    let Value::Object(map) = change else {
        let within = change.as_array_mut().into_iter().flatten();
        return within.map(|change| without(change, at)).sum();
    };
    let mut taken = 0;
    for (name, value) in map {
        match value.as_object_mut() {
            Some(thing) if WHOLE.contains(&name.as_str()) && thing.contains_key("id") => {
                let field = thing.keys().nth(at).filter(|field| *field != "id").cloned();
                taken += usize::from(field.and_then(|field| thing.remove(&field)).is_some());
            }
            _ => taken += without(value, at),
        }
    }
    taken
}

#[test]
fn a_thing_reads_without_a_field_that_is_newer_than_it() {
    for at in 1..12 {
        let room = room("review");
        let db = Connection::open(room.path("room.db")).unwrap();
        let mut rows = db
            .prepare("SELECT id, forward, inverse FROM journal")
            .unwrap();
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let rows: Vec<(i64, String, String)> = rows.unwrap().map(Result::unwrap).collect();
        let mut taken = 0;
        for (id, forward, inverse) in rows {
            let [forward, inverse] = [forward, inverse].map(|text| {
                let mut change = serde_json::from_str(&text).unwrap();
                taken += without(&mut change, at);
                change.to_string()
            });
            let sql = "UPDATE journal SET forward = ?1, inverse = ?2 WHERE id = ?3";
            db.execute(sql, params![forward, inverse, id]).unwrap();
        }
        assert!(taken > 0, "no thing has a field at {at}");
        let journal = room.run(&["journal", "--limit", "1000"]).ok();
        assert_eq!(journal.out(), said("journal.txt"));
        let undone = room.run(&["undo", "--yes", "--as", "Dana"]).ok();
        assert!(undone.out().contains("took back"), "{undone}");
    }
}
