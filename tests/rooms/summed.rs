//! A value that nobody wrote is named, in whichever table it stands.
//! Must not go through the program: it is the disk that turns a byte over.

use std::fs;

use rusqlite::Connection;

use crate::cli::room::Room;

/// A value of each table in which rows have no number of their own, and the same with another byte.
const TURNED: [(&str, &str, &str); 13] = [
    ("account_ids", "account", "account + 1"),
    ("action_with", "owner", "owner + 1"),
    ("erased", "at", "at + 1"),
    ("feedback_tags", "import", "ifnull(import, 0) + 1"),
    ("feedback_tags_off", "import", "ifnull(import, 0) + 1"),
    ("import_former", "was", "replace(was, ':', ': ')"),
    ("import_maps", "map", "map || ' '"),
    ("journal_also", "subject", "subject + 1"),
    ("meeting_discussed", "theme", "theme + 1"),
    ("meeting_present", "owner", "owner + 1"),
    ("searches", "words", "words || 'x'"),
    ("shortlist", "period", "period || 'x'"),
    ("tag_letters", "letter", "char(unicode(letter) + 1)"),
];

/// A room with something in each of them.
fn full() -> Room {
    let room = Room::tagged();
    room.write("later.csv", "id,account,received,source,text,score,tags\nF1,A2,2026-10-03,ticket,Export broke,2,speed\n");
    room.write(
        "odd.csv",
        "id,Wer,received,source,Was\nF9,A2,2026-10-04,ticket,It is slow\n",
    );
    room.write("same.csv", "id,name,plan\nA1,Northwind GmbH,Team\n");
    let survey = room.survey();
    for line in [
        "import later.csv same.csv",
        "import odd.csv --as-kind feedback --map account=Wer --map text=Was",
        "actions add fix_it fri",
        "actions edit 1 --with dana",
        "search save slow slow",
        "shortlist add reporting",
        "undo",
        "redo",
        "meetings start --period 2026-10",
        "meetings present dana",
        "meetings discuss reporting",
        "notes add --no-action --theme reporting later",
        "meetings end",
        "accounts erase A6 --yes",
    ] {
        room.run(&line.split(' ').collect::<Vec<_>>()).ok();
    }
    room.run(&["tag", "off", &survey, "reporting"]).ok();
    room.run(&["check"]).ok();
    room
}

#[test]
fn a_byte_turned_over_is_named_in_every_table() {
    let room = full();
    let whole = fs::read(room.path("room.db")).unwrap();
    for (table, column, other) in TURNED {
        fs::write(room.path("room.db"), &whole).unwrap();
        let db = Connection::open(room.path("room.db")).unwrap();
        db.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = DELETE")
            .unwrap();
        // What the company above has none of is there where it was not.
        let more = match table {
            "account_ids" => "INSERT INTO account_ids (id, account, import) VALUES ('x9', 1, 1)",
            "feedback_tags_off" => {
                "INSERT OR IGNORE INTO feedback_tags_off (feedback, tag) SELECT feedback, tag FROM feedback_tags LIMIT 1"
            }
            _ => "",
        };
        db.execute_batch(more).unwrap();
        let first = format!("SELECT min({column}) FROM {table}");
        let turned = db.execute(
            &format!("UPDATE {table} SET {column} = {other} WHERE {column} IS ({first})"),
            [],
        );
        assert!(turned.unwrap() > 0, "{table}");
        drop(db);
        let checked = room.run(&["check"]).code(1);
        let told = checked.out() + &checked.err();
        assert!(
            told.contains(&format!("a row of {table} is not as it was written")),
            "{table}: {told}"
        );
    }
}
