//! One customer handed out and erased: not a byte of it is left, what others have stays, and nothing brings it back.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::room::Room;

const ACCOUNTS: &str = "id,name,plan,segment,contact\n\
    cus-zk771,Zyxwvu Kartoeffel AG,Pro,mid,Borbala Frumenty\nC2,Other BV,Pro,mid,Ann\n\
    C3,Knollen Werk,Zyxwvu Kartöffel deal,small,Ben\n";
const RENAMED: &str = "id,name,plan,segment,contact\n\
    cus-zk771,Zyxwvu Kartöffel GmbH,Pro,kumquat-segment,Borbala Frumenty\nC2,Other BV,Pro,mid,Ann\n\
    C3,Knollen Holding,Zyxwvu Kartöffel GmbH deal,small,Ben\n";
const LEDGER: &str = "id,account,start,end,amount,interval,currency\n\
    sub-zk9,cus-zk771,2026-05-01,2026-10-15,700.00,month,EUR\nsub-c2,C2,2026-05-01,,300.00,month,EUR\n";
const FEEDBACK: &str = "id,account,received,source,text,score,tags\n\
    tick-zk1,cus-zk771,2026-10-03,ticket,Your frobnicator devoured our quarterly marmalade,2,reporting\n\
    T2,C2,2026-10-04,ticket,\"We heard ZYXWVU KARTÖFFEL leaves, and bo@zyxwvu-kartoeffel.example too\",3,reporting\n";
const SURVEYS: &str = "id,account,received,reason,text\n\
    sv-zk1,cus-zk771,2026-10-15,quincunx misgivings,The sesquipedalian invoices\n";
const USAGE: &str = "account,day,logins,champion\ncus-zk771,2026-09-30,7,Gwendolen\nC2,2026-09-30,9,Kartöffel GmbH fan\n";

/// What may stand nowhere when the customer is erased, as it is written and as indexes and JSON write it.
const GONE: [&str; 25] = [
    "Zyxwvu",
    "ZYXWVU",
    "zyxwvu",
    "Kartöffel",
    "KARTÖFFEL",
    "Kartoeffel",
    "kartoffel",
    "kartoeffel",
    "Kart\\u00f6ffel",
    "cus-zk771",
    "zk771",
    "sub-zk9",
    "tick-zk1",
    "sv-zk1",
    "frobnicator",
    "devoured",
    "marmalade",
    "quincunx",
    "misgivings",
    "sesquipedalian",
    "Borbala",
    "Frumenty",
    "Gwendolen",
    "kumquat",
    "mulberry",
];

const IMPORTS: [(&str, &str); 5] = [
    ("zk_accounts.csv", ACCOUNTS),
    ("zk_subs.csv", LEDGER),
    ("zk_feedback.csv", FEEDBACK),
    ("zk_surveys.csv", SURVEYS),
    ("zk_usage.csv", USAGE),
];

fn import(room: &Room, name: &str) {
    room.run(&["import", name, "--currency", "EUR"]).code(0);
}

/// A room in which the customer stands everywhere, a meeting that froze it included.
pub fn room() -> Room {
    let room = Room::empty();
    for (name, text) in IMPORTS {
        room.write(name, text);
        import(&room, name);
    }
    room.write("renamed.csv", RENAMED);
    import(&room, "renamed.csv");
    let piece = piece(&room, "C2");
    let own = piece_of_own(&room);
    let name = "Zyxwvu Kartöffel GmbH";
    for line in [
        "owners|add|Priya|--team|Product".to_owned(),
        "tag|add|zyxwvu-kartöffel wish|--description|what Zyxwvu Kartöffel wants".to_owned(),
        "roadmap|add|ZK-1|Export for zyxwvu kartoffel".to_owned(),
        "roadmap|link|reporting|ZK-1|--stance|aligns|--note|asked by Kartöffel GmbH".to_owned(),
        "marks|add|2026-10-02 outage Kartöffel GmbH was down".to_owned(),
        "accounts|edit|cus-zk771|--region|kumquat shire|--as|Dana".to_owned(),
        "accounts|exclude|C3|--reason|a test of Zyxwvu Kartöffel GmbH|--as|Dana".to_owned(),
        format!("tag|put|{own}|zyxwvu-kartöffel wish|--as|Dana"),
        "accounts|edit|cus-zk771|--plan|mulberry plan|--as|Lee".to_owned(),
        "search|save|zyxwvu|\"Zyxwvu Kartöffel\" -refund".to_owned(),
        "search|save|gone|cus-zk771".to_owned(),
        "search|drop|gone".to_owned(),
        "meetings|start|--period|2026-10".to_owned(),
        "meetings|discuss|reporting".to_owned(),
        format!("notes|add|we keep an eye on|{name}|--account|cus-zk771"),
        format!("decisions|add|call Z Y X W V U Kartoeffel back|--feedback|{own}"),
        "actions|add|write to cus-zk771 @priya 2026-11-20 #reporting".to_owned(),
        "notes|add|they use it at zyxwvu kartöffel|--segment|plan=Zyxwvu Kartöffel GmbH deal"
            .to_owned(),
        // A word of several of its names, by itself.
        "notes|add|what does Zyxwvu say".to_owned(),
        "meetings|end".to_owned(),
        "accounts|edit|cus-zk771|--plan|Pro|--as|Lee".to_owned(),
        format!("tag|put|{piece}|zyxwvu-kartöffel wish|--as|Mo"),
    ] {
        room.run(&line.split('|').collect::<Vec<_>>()).ok();
    }
    room
}

fn piece(room: &Room, account: &str) -> String {
    room.json(&["feedback", "list", "--account", account])["items"][0]["id"].to_string()
}

fn piece_of_own(room: &Room) -> String {
    let found = room.json(&["feedback", "list", "--account", "cus-zk771"]);
    let items = found["items"].as_array().unwrap();
    let ticket = items
        .iter()
        .find(|item| item["text"].as_str().unwrap().contains("frobnicator"));
    ticket.unwrap()["id"].to_string()
}

/// Which of the words stand in a file, byte by byte.
fn left(room: &Room, file: &str) -> Vec<&'static str> {
    let bytes = std::fs::read(room.path(file)).unwrap_or_default();
    let stands = |word: &&str| {
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    GONE.into_iter().filter(stands).collect()
}

fn erase(room: &Room) -> Value {
    room.json(&["accounts", "erase", "cus-zk771", "--yes"])
}

#[test]
fn not_a_byte_of_an_erased_customer_is_left() {
    let room = room();
    let stood = left(&room, "room.db");
    assert!(stood.len() > 18, "{stood:?}");
    let numbers = |room: &Room| {
        room.run(&["minutes", "--format", "json", "--out", "m.json", "--force"])
            .ok();
        let minutes: Value = serde_json::from_str(&room.read("m.json")).unwrap();
        let now = room.json(&["metrics", "--period", "2026-10"]);
        let themes = room.json(&["themes", "--period", "2026-10"]);
        let lost = themes["themes"].as_array().unwrap().iter();
        let lost: i64 = lost
            .map(|theme| theme["lost_cents"].as_i64().unwrap_or_default())
            .sum();
        let mut metrics = minutes["metrics"].clone();
        // Their words may name it.
        metrics["marks"].take();
        (
            now["accounts"].clone(),
            now["mrr_cents"].clone(),
            metrics,
            lost,
        )
    };
    let before = numbers(&room);
    let told = erase(&room);
    for file in ["room.db", "room.db-wal"] {
        assert_eq!(left(&room, file), Vec::<&str>::new(), "{file}: {told}");
    }
    room.run(&["check"]).ok();
    room.run(&["backup", "copy.db"]).ok();
    assert_eq!(left(&room, "copy.db"), Vec::<&str>::new());
    assert_eq!(before, numbers(&room), "what it paid and lost stays");
    let minutes = room.run(&["minutes"]).ok().out();
    let name = told["name"].as_str().unwrap();
    assert!(name.ends_with(" (erased)"), "{told}");
    assert!(
        minutes.contains(told["account"].as_str().unwrap()),
        "{minutes}"
    );
    assert_eq!(
        (&told["meetings"], &told["feedback"], &told["usage"]),
        (&json!(1), &json!(2), &json!(1))
    );
}

#[test]
fn other_names_stay_and_the_account_is_told_apart() {
    let room = room();
    room.run(&["owners", "add", "Zoe Kartöffel", "--team", "Ops"])
        .ok();
    room.run(&["backup", "copy.db"]).ok();
    let told = erase(&room);
    assert_eq!(told["shared"], json!(["Zoe Kartöffel"]));
    assert_eq!(told["staying"], json!(["Kartöffel"]));
    let said = room.run(&["--db", "copy.db", "accounts", "erase", "cus-zk771", "--yes"]);
    let said = said.ok().out();
    for words in [
        "names of others that hold its own stay as they are: Zoe Kartöffel",
        "stay where they stand alone: Kartöffel; look there with `churnroom find \"Kartöffel\"`",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let alias = told["account"].as_str().unwrap();
    let shown = room.json(&["accounts", "show", alias]);
    assert_eq!(shown["name"], told["name"]);
    assert!(
        shown["standing"][0]
            .as_str()
            .unwrap()
            .starts_with("erased on "),
        "{shown}"
    );
    assert_eq!(
        (&shown["plan"], &shown["segment"], &shown["contact"]),
        (&json!("Pro"), &Value::Null, &Value::Null)
    );
    let list = room.run(&["accounts", "list"]).ok().out();
    assert!(
        list.contains("(erased)") && list.contains("Knollen Holding") && list.contains("Other BV"),
        "{list}"
    );
    let masked = room.run(&["accounts", "list", "--mask"]).ok().out();
    assert!(masked.contains(alias), "{masked}");
}

#[test]
fn what_others_did_is_still_taken_back_and_the_rest_says_why() {
    let room = room();
    let told = erase(&room);
    assert_eq!(told["cut"], 3, "{told}");
    let undo = |person: &str| room.run(&["undo", "--yes", "--as", person]);
    assert!(undo("Mo").ok().out().contains("took back: tagged"));
    for words in ["took back: tagged", "took back: left"] {
        let dana = undo("Dana").ok().out();
        assert!(dana.contains(words) && !dana.contains("erased;"), "{dana}");
    }
    let nothing = undo("Dana").code(1);
    assert!(nothing.err().contains("customer was erased"), "{nothing}");
    for _ in 0..5 {
        assert!(undo("Priya").ok().out().contains("took back"));
    }
    room.run(&["redo"]).ok();
    room.run(&["check"]).ok();
    assert_eq!(left(&room, "room.db"), Vec::<&str>::new());
}

#[test]
fn the_same_file_does_not_bring_it_back() {
    let room = room();
    let told = erase(&room);
    for (name, rows) in [
        ("zk_accounts.csv", 1),
        ("zk_subs.csv", 1),
        ("zk_feedback.csv", 1),
        ("zk_surveys.csv", 1),
        ("zk_usage.csv", 1),
    ] {
        let again = room.run(&["import", name, "--currency", "EUR", "--format", "json"]);
        assert!(
            again.err().contains("1 row of erased customers left out"),
            "{name}: {again}"
        );
        assert_eq!(again.json()["files"][0]["erased"], rows, "{name}");
    }
    let words = left(&room, "room.db").into_iter().collect::<BTreeSet<_>>();
    // The older list has names of others that hold the customer's.
    assert!(
        !words.contains("cus-zk771")
            && !words.contains("frobnicator")
            && !words.contains("Borbala"),
        "{words:?}"
    );
    let accounts = room.json(&["accounts", "list"]);
    assert_eq!(accounts["items"].as_array().unwrap().len(), 3);
    let lost = room.json(&["accounts", "lost", "--period", "2026-10"]);
    assert_eq!(lost["items"][0]["name"], told["name"]);
    assert_eq!(lost["items"][0]["lost_cents"], 70_000);
}

#[test]
fn erasing_asks_names_copies_and_can_be_done_again() {
    let room = room();
    room.run(&["backup", "yesterday.db"]).ok();
    room.write("old.csv.rejects.csv", "line,reason\n");
    room.run(&["backup", "room.db.kept"]).ok();
    // What its list was packed or written into, what holds it, and another room that does not.
    room.write("zk_accounts.csv.gz", "packed");
    room.write("zk_accounts.json", "[]");
    room.write("letter.txt", "to cus-zk771");
    room.write("small.md", "see zyxwvu kartoffel");
    room.write("lines.md", "see ZYXWVU\nKARTOFFEL");
    room.write("Zyxwvu-Kartoffel notes.txt", "nothing in it");
    room.write("nobody.txt", "nobody at all");
    let wide: Vec<u8> = "\u{feff}see Zyxwvu Kartoffel"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(room.path("wide.csv"), wide).unwrap();
    Room::small()
        .run(&["backup", room.path("unrelated.db").to_str().unwrap()])
        .ok();
    // What a room leaves that was moved away may be this one's.
    for log in ["moved.db-wal", "other-wal.aside"] {
        std::fs::write(room.path(log), b"\x37\x7f\x06\x82 and pages").unwrap();
    }
    std::fs::write(room.path("other-journal"), b"\xd9\xd5\x05\xf9 and pages").unwrap();
    room.run(&["accounts", "erase", "cus-zk771"]).code(2);
    room.run(&["accounts", "erase", "cus-zk771", "--yes", "--mask"])
        .code(2);
    assert!(!left(&room, "room.db").is_empty(), "nothing was done");
    let told = erase(&room);
    let copies = told["may_still_hold"].to_string();
    let unsought = &told["unsought"];
    assert_eq!(*unsought, json!([]), "each of its names and ids tells");
    for copy in [
        "yesterday.db",
        "old.csv.rejects.csv",
        "zk_accounts.csv",
        "room.db.kept",
        "zk_accounts.csv.gz",
        "zk_accounts.json",
        "letter.txt",
        "small.md",
        "lines.md",
        "Zyxwvu-Kartoffel notes.txt",
        "wide.csv",
        "moved.db-wal",
        "other-wal.aside",
        "other-journal",
    ] {
        assert!(copies.contains(copy), "{copies}");
    }
    assert!(!copies.contains("room.db\""), "{copies}");
    assert!(!copies.contains("unrelated.db"), "{copies}");
    assert!(!copies.contains("nobody.txt"), "{copies}");
    let again = room.json(&[
        "accounts",
        "erase",
        told["account"].as_str().unwrap(),
        "--yes",
    ]);
    assert_eq!(again["change"], 0);
    // A process that was killed did not say what the customer is called now.
    let again = room.json(&["accounts", "erase", "cus-zk771", "--yes"]);
    assert_eq!(again["change"], 0);
    let masked = ["accounts", "erase", "cus-zk771", "--yes", "--mask"];
    room.run(&masked).code(2);
    let journal = room.run(&["journal"]).ok().out();
    assert!(journal.contains("erased the customer"), "{journal}");
}

#[test]
fn all_that_is_held_about_a_customer_is_handed_out() {
    let room = room();
    let all = room.json(&["accounts", "export", "cus-zk771"]);
    for (part, count) in [
        ("subscriptions", 1),
        ("feedback", 2),
        ("usage", 1),
        ("notes", 2),
        ("imports", 6),
        ("meetings", 1),
    ] {
        assert_eq!(all[part].as_array().unwrap().len(), count, "{part}: {all}");
    }
    assert!(!all["journal"].as_array().unwrap().is_empty());
    assert_eq!(all["account"]["name"], "Zyxwvu Kartöffel GmbH");
    assert_eq!(all["subscriptions"][0]["start"], "2026-05-01");
    let text = all.to_string();
    for word in [
        "sub-zk9",
        "tick-zk1",
        "quincunx",
        "Gwendolen",
        "Zyxwvu Kartoeffel AG",
        "Frumenty",
        "keep an eye on",
        "what does Zyxwvu say",
        "asked by Kartöffel GmbH",
        "ZYXWVU KARTÖFFEL leaves",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
    let named = all["named"].as_array().unwrap();
    assert!(
        named
            .iter()
            .all(|met| met["in"] != "accounts" || met["id"] != all["account"]["id"])
    );
    assert!(named.iter().any(|met| met["in"] == "roadmap"), "{named:?}");
    let printed = room.run(&["accounts", "export", "cus-zk771"]).ok().out();
    assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), all);
}
