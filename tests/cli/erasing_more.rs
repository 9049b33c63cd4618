//! Customers that are erased although little is known of them: names of so few letters that they may stand anywhere, and
//! one whose import was taken back; and that all of what erasing takes was handed out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::erasing;
use super::room::Room;

fn made(accounts: &str) -> Room {
    let room = Room::empty();
    room.write("list.csv", accounts);
    room.run(&["import", "list.csv"]).ok();
    room
}

/// A backup of before is known by the account that it has, not by letters that may stand anywhere.
#[test]
fn backups_are_named_however_short_the_name_is() {
    for name in ["AEG", "Box", "3M", "X"] {
        let room = made(&format!("id,name\n{name}1,{name}\nC2,Other BV\n"));
        room.run(&["backup", "before.bak"]).ok();
        let unrelated = made("id,name\nC2,Other BV\n");
        let elsewhere = room.path("unrelated.bak");
        unrelated.run(&["backup", elsewhere.to_str().unwrap()]).ok();
        std::fs::write(room.path("broken.bak"), {
            let mut bytes = std::fs::read(room.path("before.bak")).unwrap();
            bytes.truncate(5_000);
            bytes
        })
        .unwrap();
        let told = room.run(&["accounts", "erase", name, "--yes"]).ok().out();
        assert!(told.contains("before.bak"), "{told}");
        assert!(told.contains("broken.bak"), "{told}");
        assert!(!told.contains("unrelated.bak"), "{told}");
        let unlooked = "files that are neither rooms nor plain texts were not looked through";
        assert!(told.contains(unlooked), "{told}");
        assert!(told.contains("and near the room"), "{told}");
    }
}

/// What is not churnroom's is not known: nobody is told that a customer is gone who lies in it.
#[test]
fn nobody_is_erased_while_something_else_lies_in_the_file() {
    let room = made("id,name\nC2,Other BV\n");
    let planted = |sql: &str| {
        let db = rusqlite::Connection::open(room.path("room.db")).unwrap();
        db.execute_batch(sql).unwrap();
    };
    planted("CREATE TABLE copy AS SELECT * FROM accounts");
    let refused = room.run(&["accounts", "erase", "C2", "--yes"]).code(1);
    refused.says(&["the table `copy` is not churnroom's", "would stay"]);
    room.run(&["accounts", "show", "C2"]).ok();
    planted("DROP TABLE copy");
    room.run(&["accounts", "erase", "C2", "--yes"]).ok();
}

#[test]
fn a_customer_whose_import_was_taken_back_is_erased() {
    let room = made("id,name\nC2,Other BV\n");
    room.write("more.csv", "id,name\nzk77,Zyxwvu Kartoffel\n");
    room.run(&["import", "more.csv"]).ok();
    room.run(&["notes", "add", "ask Zyxwvu about it"]).ok();
    room.run(&["undo"]).ok();
    room.run(&["notes", "add", "we miss ZyxwvuKartoffel"]).ok();
    let import = room.json(&["imports"])["items"][0]["import"].to_string();
    room.run(&["imports", "revert", &import]).ok();
    let holds = || {
        let bytes = std::fs::read(room.path("room.db")).unwrap();
        ["Zyxwvu", "zyxwvu"]
            .iter()
            .any(|word| bytes.windows(6).any(|part| part == word.as_bytes()))
    };
    assert!(holds());
    room.run(&["accounts", "erase", "zyxwvu kartoffel", "--mask", "--yes"])
        .code(2);
    room.run(&["accounts", "erase", "zyxwvu kartoffel"]).code(2);
    let told = room.run(&["accounts", "erase", "zyxwvu kartoffel", "--yes"]);
    let told = told.ok().out();
    assert!(told.contains("its account was gone already"), "{told}");
    assert!(told.contains("brings it back"), "{told}");
    assert!(!holds());
    assert!(room.run(&["check"]).ok().out().contains("is sound"));
    room.run(&["accounts", "erase", "zyxwvu kartoffel", "--yes"])
        .code(2);
}

/// An account that came under another id and that a file joined to it is the same customer.
#[test]
fn accounts_that_a_file_joined_are_erased_together() {
    let room = made("id,name\ncus-1,Zyxwvu Kartoffel\nC2,Other BV\n");
    room.write(
        "subs.csv",
        "id,account,start,amount,currency,interval\nsub-zk9,legacy-77,2026-01-01,100.00,EUR,month\n\
         sub-c2,C2,2026-01-01,50.00,EUR,month\n",
    );
    room.write(
        "said.csv",
        "id,account,received,text\ntick-zk1,legacy-77,2026-10-03,the frobnicator is slow\n",
    );
    room.write(
        "both.csv",
        "id,name,also\ncus-1,Zyxwvu Kartoffel,legacy-77\n",
    );
    let ledger = ["import", "subs.csv"];
    room.run(&ledger).ok();
    room.run(&["import", "said.csv", "--as-kind", "feedback"])
        .ok();
    room.run(&["import", "both.csv", "--map", "also=also"]).ok();
    let closing = || room.json(&["metrics", "--period", "2026-10"])["mrr_cents"]["closing"].clone();
    assert_eq!(closing(), 15_000);
    let held = room.json(&["accounts", "export", "cus-1"]);
    assert_eq!(
        held["joined"][0]["account"]["account"], "legacy-77",
        "{held}"
    );
    assert!(
        held.to_string().contains("the frobnicator is slow"),
        "{held}"
    );
    room.run(&["accounts", "erase", "cus-1", "--yes"]).ok();
    let bytes = std::fs::read(room.path("room.db")).unwrap();
    for word in ["Zyxwvu", "legacy-77", "sub-zk9", "tick-zk1", "frobnicator"] {
        let holds = bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes());
        assert!(!holds, "{word}");
    }
    for _ in 0..3 {
        room.run(&["undo"]).ok();
    }
    assert_eq!(closing(), 10_000);
    room.run(&ledger).ok();
    assert_eq!(closing(), 15_000);
    assert!(room.run(&["check"]).ok().out().contains("is sound"));
}

/// What was written of a cell that the customer alone is in can be taken back after it, and its value is gone.
#[test]
fn a_note_of_a_segment_that_only_the_customer_has_can_be_taken_back() {
    let room = made("id,name,segment\nzk77,Zyxwvu Kartoffel,kumquat-mid\nC2,Other BV,mid\n");
    room.run(&["notes", "add", "earlier"]).ok();
    let segment = ["--segment", "segment=kumquat-mid"];
    room.run(&[&["notes", "add", "of few"][..], &segment].concat())
        .ok();
    room.run(&["accounts", "erase", "zk77", "--yes"]).ok();
    let bytes = std::fs::read(room.path("room.db")).unwrap();
    assert_eq!(memchr::memmem::find(&bytes, b"kumquat"), None);
    for note in ["of few", "earlier"] {
        let done = room.run(&["undo"]).ok().out();
        assert!(done.contains(note), "{note}: {done}");
    }
}

/// The texts in a value of JSON, also in JSON that is in texts of it.
fn leaves(text: &str, found: &mut BTreeSet<String>) {
    fn of(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => leaves(text, found),
            Value::Array(list) => list.iter().for_each(|one| of(one, found)),
            Value::Object(map) => map.values().for_each(|one| of(one, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value @ (Value::Array(_) | Value::Object(_))) => of(&value, found),
        Ok(_) | Err(_) => {
            found.insert(text.to_owned());
        }
    }
}

/// Every text that the file holds, by table and column.
fn texts(room: &Room) -> BTreeMap<(String, String), BTreeSet<String>> {
    let db = rusqlite::Connection::open(room.path("room.db")).unwrap();
    let columns = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c \
                   WHERE t.type = 'table' AND t.name NOT LIKE '%fts%' AND t.name NOT IN ('tick', 'sums') AND c.type = 'TEXT'";
    let mut columns = db.prepare(columns).unwrap();
    let columns = columns.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let mut found = BTreeMap::new();
    for at in columns.unwrap() {
        let at: (String, String) = at.unwrap();
        let (table, column) = &at;
        let sql = format!("SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" <> ''");
        let mut rows = db.prepare(&sql).unwrap();
        let rows = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let mut all = BTreeSet::new();
        rows.for_each(|text| leaves(&text.unwrap(), &mut all));
        found.insert(at, all);
    }
    found
}

/// Whatever text erasing takes out of any column of the file was handed out before.
#[test]
fn what_erasing_takes_was_handed_out() {
    let room = erasing::room();
    let changed = "id,account,received,source,text,score,tags\n\
        tick-zk1,C2,2026-10-03,ticket,it was of another,2,reporting\n";
    room.write("moved.csv", changed);
    for line in [
        "accounts|judge|cus-zk771|--surprise|--why|Pennine told Aoife",
        "accounts|edit|cus-zk771|--name|Zyxwvu Kartoffel Nachfolger",
        "owners|add|Zyxwvu Kartoffel Nachfolger|--team|Sales",
        "notes|add|soon with Zyxwvu Kartoffel Nachfolger|--as|Zyxwvu Kartoffel Nachfolger",
        "notes|add|dropped about zyxwvu kartoffel",
        "notes|drop|1",
        "import|moved.csv|--as-kind|feedback",
    ] {
        room.run(&line.split('|').collect::<Vec<_>>()).ok();
    }
    let held = room.json(&["accounts", "export", "cus-zk771"]);
    let mut handed = BTreeSet::new();
    leaves(&held.to_string(), &mut handed);
    for name in ["Zyxwvu Kartöffel GmbH", "Zyxwvu Kartoeffel AG"] {
        let name = json!({ "name": name });
        assert!(
            held["former_names"].as_array().unwrap().contains(&name),
            "{held}"
        );
    }
    let person = &held["people"][0];
    assert_eq!(person["name"], "Zyxwvu Kartoffel Nachfolger", "{held}");
    assert_eq!(
        (person["owner"].is_i64(), &person["changes"]),
        (true, &json!(1))
    );
    let before = texts(&room);
    room.run(&["accounts", "erase", "cus-zk771", "--yes"]).ok();
    let after = texts(&room);
    let why = |texts: &BTreeSet<String>| texts.iter().any(|text| text.contains("Pennine"));
    assert!(before.values().any(why) && !after.values().any(why));
    let mut columns = BTreeSet::new();
    for (at, texts) in &before {
        for gone in texts.difference(&after[at]) {
            columns.insert(at);
            let is_handed = handed.iter().any(|held| held.contains(gone.as_str()));
            assert!(is_handed, "{at:?}: {gone}");
        }
    }
    assert!(columns.len() > 20, "{columns:?}");
}

/// A row of the journal may be about several customers, and a review is about all of them.
#[test]
fn nobody_elses_names_and_words_are_handed_out() {
    let room = Room::tagged();
    for line in [
        "notes|add|look at Northwind GmbH|--theme|reporting",
        "accounts|exclude|A1|A4|--reason|test account",
        "accounts|include|A1|A4",
        "meetings|start|--period|2026-10",
        "meetings|end",
    ] {
        room.run(&line.split('|').collect::<Vec<_>>()).ok();
    }
    let held = room.json(&["accounts", "export", "A1"]).to_string();
    assert!(held.contains("look at Northwind GmbH"), "{held}");
    for other in ["Initech", "Acme", "Too much for what a small team gets"] {
        assert!(!held.contains(other), "{other}: {held}");
    }
}

/// A room from before it was kept what accounts were called that went with their import.
fn forgetful(lines: &[&str]) -> Room {
    let room = made("id,name\nzk77,Zyxwvu Kartoffel\nC2,Other BV\n");
    for line in lines {
        room.run(&line.split('|').collect::<Vec<_>>()).ok();
    }
    let db = rusqlite::Connection::open(room.path("room.db")).unwrap();
    db.execute_batch("DELETE FROM former_names").unwrap();
    room
}

fn stands(room: &Room, words: &[&str]) -> Vec<bool> {
    let bytes = std::fs::read(room.path("room.db")).unwrap();
    let bytes = bytes.to_ascii_lowercase();
    let is_in = |word: &&str| memchr::memmem::find(&bytes, word.as_bytes()).is_some();
    words.iter().map(is_in).collect()
}

const WORDS: [&str; 2] = ["frobnicator", "zumbaword"];

/// What was done to it tells which numbers it had, where nothing else does.
#[test]
fn numbers_that_only_the_journal_knows_are_the_customers() {
    let lines = [
        "feedback|add|the frobnicator hurts|--account|zk77",
        "accounts|edit|zk77|--segment|Zumbaword",
        "undo",
        "undo",
        "imports|revert|1",
    ];
    let room = forgetful(&[&lines[..], &["import|list.csv"]].concat());
    let held = room.json(&["accounts", "export", "zk77"]).to_string();
    assert!(
        held.contains("frobnicator") && held.contains("Zumbaword"),
        "{held}"
    );
    let told = room.json(&["accounts", "erase", "zk77", "--yes"]);
    assert_eq!(told["untold"], json!([]), "{told}");
    assert_eq!(stands(&room, &WORDS), [false; 2]);

    let gone = forgetful(&lines);
    let told = gone.run(&["accounts", "erase", "zyxwvu kartoffel", "--yes"]);
    let told = told.ok().out();
    assert!(told.contains("its account was gone already"), "{told}");
    assert_eq!(stands(&gone, &WORDS), [false; 2]);
}

/// Where nothing tells it, that is said, and what may be another's stays.
#[test]
fn changes_of_nobody_knows_whom_are_named() {
    let room = forgetful(&[
        "feedback|add|the frobnicator hurts|--account|zk77",
        "undo",
        "imports|revert|1",
        "import|list.csv",
    ]);
    let told = room.run(&["accounts", "erase", "zk77", "--yes"]).ok().out();
    assert!(
        told.contains("nothing tells whose these changes of accounts that are gone were"),
        "{told}"
    );
    assert_eq!(stands(&room, &WORDS), [true, false]);
    let told = room.json(&["accounts", "erase", "C2", "--yes"]);
    assert!(!told["untold"].as_array().unwrap().is_empty(), "{told}");
}

/// Values of its columns and ids of its words may be any word: they stay in what others wrote, and are named.
#[test]
fn what_else_only_it_had_is_named_where_others_wrote_it() {
    let room = made(
        "id,name,contact,code\nzk77,Zyxwvu,Herr Flumpendorf,QX-77124\nC2,Other BV,Frau Mill,\n",
    );
    room.write(
        "said.csv",
        "id,account,received,text\ntick-zk1,zk77,2026-10-03,slow\ntick-c2,C2,2026-10-03,slow\n",
    );
    room.run(&["import", "said.csv", "--as-kind", "feedback"])
        .ok();
    room.run(&[
        "notes",
        "add",
        "herr flumpendorf of Zyxwvu wrote tick-zk1, not tick-c2 nor Frau Mill",
    ])
    .ok();
    let told = room.json(&["accounts", "erase", "zk77", "--yes"]);
    assert_eq!(
        told["written"],
        json!(["Herr Flumpendorf", "tick-zk1"]),
        "{told}"
    );
}

/// A name that is a word stays where it is written as one, and that is said.
#[test]
fn a_name_that_is_a_word_is_named_where_it_stays() {
    let room = made("id,name\nzz-77,Zoom\nC2,Other BV\n");
    room.run(&["notes", "add", "call Zoom; we spoke to zoom"])
        .ok();
    let told = room
        .run(&["accounts", "erase", "zz-77", "--yes"])
        .ok()
        .out();
    assert!(
        told.contains(
            "as it may be any word there: Zoom; look there with `churnroom find \"Zoom\"`"
        ),
        "{told}"
    );
}

/// What somebody could do again before he did something else does not come back because that is cut.
#[test]
fn what_was_cut_still_was_a_change_of_its_own() {
    let room = made("id,name\nzk77,Zyxwvu Kartoffel\nC2,Other BV\n");
    for line in [
        "notes|add|A",
        "undo",
        "feedback|add|it hurts|--account|zk77",
    ] {
        room.run(&line.split('|').collect::<Vec<_>>()).ok();
    }
    let nothing = "there is nothing to do again";
    room.run(&["redo"]).code(1).says(&[nothing]);
    room.run(&["--as", "Ana", "accounts", "erase", "zk77", "--yes"])
        .ok();
    room.run(&["redo"]).code(1).says(&[nothing]);
}
