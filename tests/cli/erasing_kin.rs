//! Customers that the room knows under several numbers: an account that came again, accounts that are counted as one. All
//! of them go together, and what others are called stays theirs.

use serde_json::{Value, json};

use super::room::Room;

fn made(accounts: &str) -> Room {
    let room = Room::empty();
    room.write("list.csv", accounts);
    room.run(&["import", "list.csv"]).ok();
    room
}

/// Which of some words stand in the room or in a fresh backup of it.
fn left<'a>(room: &Room, words: &[&'a str]) -> Vec<&'a str> {
    room.run(&["backup", "fresh.bak", "--force"]).ok();
    let files = ["room.db", "room.db-wal", "fresh.bak"];
    let files = files.map(|file| std::fs::read(room.path(file)).unwrap_or_default());
    let bytes = files.concat().to_ascii_lowercase();
    let words = words.iter().copied();
    words
        .filter(|word| memchr::memmem::find(&bytes, word.to_lowercase().as_bytes()).is_some())
        .collect()
}

fn run(room: &Room, lines: &[&str]) {
    for line in lines {
        room.run(&line.split('|').collect::<Vec<_>>()).ok();
    }
}

fn sound(room: &Room) {
    assert!(room.run(&["check"]).ok().out().contains("is sound"));
}

const AGAIN: [&str; 9] = [
    "import|list.csv",
    "feedback|add|the frobnicator hurts our kwyjibo|--account|zq-101",
    "accounts|edit|zq-101|--segment|Zumbaword",
    "accounts|edit|zq-101|--name|Oldname Brixtorp",
    "undo",
    "undo",
    "undo",
    "imports|revert|1",
    "import|named.csv",
];
const LIST: &str = "id,name\nzq-101,Wampel Zent\nk1,Alder Mill\n";
const NAMED: &str = "id,name\nzq-101,Quilbraxo\nk1,Alder Mill\n";
const WORDS: [&str; 8] = [
    "frobnicator",
    "kwyjibo",
    "zumbaword",
    "brixtorp",
    "wampel",
    "zent",
    "quilbraxo",
    "zq-101",
];

/// An account that came, was taken back and came again has had several numbers; all of them are the customer's.
#[test]
fn one_that_came_again_is_erased_under_every_number_that_it_had() {
    let room = Room::empty();
    room.write("list.csv", LIST);
    room.write("named.csv", NAMED);
    run(&room, &AGAIN);
    assert_eq!(left(&room, &WORDS), WORDS);
    let held = room.json(&["accounts", "export", "zq-101"]).to_string();
    for word in WORDS {
        assert!(held.to_lowercase().contains(word), "{word}: {held}");
    }
    // By a name that it had under another number, too.
    let told = room.run(&["accounts", "erase", "wampel zent", "--yes"]);
    let told = told.ok().out();
    assert!(told.contains("keeps its amounts"), "{told}");
    assert_eq!(left(&room, &WORDS), [""; 0]);
    for file in ["list.csv", "named.csv"] {
        room.run(&["import", file]).ok();
    }
    assert_eq!(left(&room, &WORDS), [""; 0]);
    let named = room.json(&["accounts", "show", "k1"]);
    assert_eq!(named["name"], "Alder Mill");
    sound(&room);
}

#[test]
fn one_that_is_gone_is_erased_under_every_number_that_it_had() {
    for called in ["Wampel Zent", "quilbraxo", "zq-101"] {
        let room = Room::empty();
        room.write("list.csv", LIST);
        room.write("named.csv", NAMED);
        run(&room, &AGAIN);
        run(&room, &["imports|revert|2"]);
        assert_eq!(left(&room, &WORDS), WORDS);
        let held = room.json(&["accounts", "export", called]);
        assert_eq!(held["account"]["gone"], true, "{held}");
        let held = held.to_string().to_lowercase();
        for word in WORDS {
            assert!(held.contains(word), "{word}: {held}");
        }
        let told = room.run(&["accounts", "erase", called, "--yes"]).ok().out();
        assert!(told.contains("its account was gone already"), "{told}");
        assert_eq!(left(&room, &WORDS), [""; 0], "{called}");
        sound(&room);
    }
}

/// A name that a wrong column gave to all of them makes them no one customer.
#[test]
fn one_name_that_a_list_gave_to_all_joins_nobody() {
    let room = made("id,name\nzq-101,Quilbraxo\nk1,Quilbraxo\nk2,Quilbraxo\n");
    run(
        &room,
        &[
            "accounts|edit|k1|--segment|Zumbaword",
            "undo",
            "imports|revert|1",
        ],
    );
    room.write("list.csv", "id,name\nzq-101,Wampel\nk1,Alder\nk2,Bramble\n");
    run(&room, &["import|list.csv|--partial", "notes|add|ask Alder"]);
    let told = room.json(&["accounts", "erase", "zq-101", "--yes"]);
    assert_eq!(
        (&told["also"], &told["cut"]),
        (&json!([]), &json!(0)),
        "{told}"
    );
    assert_eq!(left(&room, &["wampel", "zq-101"]), [""; 0]);
    assert_eq!(left(&room, &["zumbaword", "ask alder"]).len(), 2);
}

/// A name that several have, or had, does not say whose data goes.
#[test]
fn a_name_of_several_erases_nobody() {
    let room = made("id,name\nzq-101,Quilbraxo\nk1,Quilbraxo\nk2,Bramble\n");
    run(&room, &["imports|revert|1"]);
    let several = room
        .run(&["accounts", "erase", "Quilbraxo", "--yes"])
        .code(2);
    assert!(
        several.err().contains("were called `Quilbraxo`"),
        "{several}"
    );
    run(&room, &["import|list.csv"]);
    let several = room
        .run(&["accounts", "erase", "quilbraxo", "--yes"])
        .code(2);
    assert!(
        several.err().contains("more than one account is called"),
        "{several}"
    );
    run(&room, &["accounts|erase|k1|--yes"]);
    let named = room.json(&["accounts", "show", "zq-101"]);
    assert_eq!(named["name"], "Quilbraxo");
}

fn chain() -> Room {
    let room = made("id,name\ncus-771,Zyxwvu Kartoffel\nC2,Other BV\n");
    let files = [
        (
            "subs.csv",
            "id,account,start,amount,currency,interval,plan\nsub-zk9,legacy-77,2026-01-01,100.00,EUR,month,umbrify\n\
             sub-c2,C2,2026-01-01,50.00,EUR,month,Pro\nsub-zk8,elder-55,2025-01-01,30,EUR,month,umbrify\n",
        ),
        (
            "said.csv",
            "id,account,received,text\ntick-zk1,legacy-77,2026-10-03,the frobnicator is slow\n\
             tick-zk2,elder-55,2026-10-03,the kwyjibo is slow\ntick-zk3,cus-771,2026-10-04,the gizmotron\n\
             T4,C2,2026-10-04,\"it is gentle to us; the linnet, the swan and the bold fox were fine\"\n",
        ),
        (
            "both.csv",
            "id,name,also\ncus-771,Zyxwvu Kartoffel,legacy-77\n",
        ),
    ];
    for (name, text) in files {
        room.write(name, text);
    }
    run(
        &room,
        &[
            "import|subs.csv",
            "import|said.csv|--as-kind|feedback",
            "import|both.csv|--map|also=also",
            "accounts|same|elder-55|legacy-77|--reason|migrated",
            "notes|add|legacy-77 and elder-55 are theirs",
        ],
    );
    room
}

/// Whichever of them is named: files joined two of them, a person the third.
#[test]
fn accounts_that_are_counted_as_one_are_erased_together() {
    let words = [
        "Zyxwvu",
        "Kartoffel",
        "cus-771",
        "legacy-77",
        "elder-55",
        "sub-zk9",
        "sub-zk8",
        "tick-zk",
        "frobnicator",
        "kwyjibo",
        "gizmotron",
        "umbrify",
    ];
    for named in ["cus-771", "elder-55", "legacy-77"] {
        let room = chain();
        let closing =
            || room.json(&["metrics", "--period", "2026-10"])["mrr_cents"]["closing"].clone();
        assert_eq!(closing(), 18_000);
        let asked = room.run(&["accounts", "erase", named]).code(2);
        assert!(asked.err().contains("counted as one customer"), "{asked}");
        let held = room.json(&["accounts", "export", named]).to_string();
        for word in words {
            assert!(held.contains(word), "{word}: {held}");
        }
        let told = room.json(&["accounts", "erase", named, "--yes"]);
        assert_eq!(told["also"].as_array().unwrap().len(), 2, "{told}");
        assert_eq!(told["feedback"], 3, "{told}");
        assert_eq!(left(&room, &words), [""; 0], "{named}");
        let list = room.json(&["accounts", "list"]);
        let names = list["items"].as_array().unwrap().iter();
        let names: Vec<&str> = names.map(|item| item["name"].as_str().unwrap()).collect();
        let erased = names.iter().filter(|name| name.ends_with(" (erased)"));
        assert_eq!((erased.count(), names.len()), (3, 4), "{names:?}");
        assert!(
            names.iter().all(|name| name.split(' ').count() < 5),
            "{names:?}"
        );
        let said = room.json(&["feedback", "list", "--account", "C2"]);
        let text = "it is gentle to us; the linnet, the swan and the bold fox were fine";
        assert_eq!(said["items"][0]["text"], text);
        assert_eq!(closing(), 18_000);
        sound(&room);
    }
}

/// The log goes on from the file also behind an erase of several accounts, and is nobody else's.
#[test]
fn what_is_saved_behind_an_erase_of_several_accounts_is_in_the_room() {
    let room = chain();
    let open = rusqlite::Connection::open(room.path("room.db")).unwrap();
    let numbers = || {
        let words = "SELECT words FROM tick";
        let words: String = open.query_row(words, [], |row| row.get(0)).unwrap();
        words[10..]
            .split_once(':')
            .map(|(before, own)| (before.to_owned(), own.to_owned()))
            .unwrap()
    };
    let before = numbers().1;
    room.run(&["accounts", "erase", "cus-771", "--yes"]).ok();
    assert_eq!(numbers().0, before);
    let noted = room.run(&["notes", "add", "behind it"]).ok();
    assert_eq!(noted.err().trim(), "");
    drop(open);
    let notes = room.run(&["notes", "list"]).ok();
    assert!(notes.out().contains("behind it"), "{notes}");
}

#[test]
fn accounts_that_were_parted_are_erased_by_themselves() {
    let room = chain();
    room.run(&["accounts", "apart", "elder-55"]).ok();
    let told = room.json(&["accounts", "erase", "cus-771", "--yes"]);
    assert_eq!(told["also"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(
        left(&room, &["kwyjibo", "sub-zk8", "frobnicator"]),
        ["kwyjibo", "sub-zk8"]
    );
}

/// What another was called, and its id, hold the customer's and stay; the word by itself goes.
#[test]
fn what_others_were_called_stays_theirs() {
    let first = "id,name,plan\nzq-101,Quilbraxo Zent,Pro\nzq-101-nord,Quilbraxo Zent Nord,Team\nk2,Bramble,Team\n";
    let room = made(first);
    room.write("second.csv", "id,name,plan\nzq-101-nord,Alder Mill,Team\n");
    run(
        &room,
        &["import|second.csv|--partial", "notes|add|ask quilbraxo"],
    );
    let told = room.json(&["accounts", "erase", "zq-101", "--yes"]);
    assert_eq!(
        told["shared"],
        json!(["Quilbraxo Zent Nord", "zq-101-nord"])
    );
    let alias = told["account"].as_str().unwrap().to_owned();
    let note = room.json(&["notes", "list"])["items"][0]["text"].clone();
    assert_eq!(note, format!("ask {alias}"));
    run(&room, &["undo", "undo"]);
    let named = |room: &Room| room.json(&["accounts", "show", "zq-101-nord"])["name"].clone();
    assert_eq!(named(&room), "Quilbraxo Zent Nord");
    room.run(&["import", "list.csv"]).ok();
    assert_eq!(named(&room), "Quilbraxo Zent Nord");
    sound(&room);
}

/// What stands for a customer that was erased is made of words that anybody uses.
#[test]
fn what_stands_for_one_is_no_name_of_the_next() {
    let room = made(
        "id,name\nzq-101,Quilbraxo Zent\nk1,Quilbraxo Zent Nord\nk2,Bramble\nk3,Partner of Quilbraxo\n",
    );
    room.write("second.csv", "id,name\nk1,Alder Mill\nk3,Umbrify\n");
    room.run(&["import", "second.csv", "--partial"]).ok();
    let alias = room.json(&["accounts", "erase", "zq-101", "--yes"])["account"].clone();
    let alias = alias.as_str().unwrap();
    let [first, second, _] = alias.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{alias}")
    };
    let text = format!("a {first} and {second} day, {second}; {alias} left");
    run(
        &room,
        &[
            &format!("notes|add|{text}"),
            &format!("tag|add|{alias} wish"),
        ],
    );
    for other in ["k1", "k3"] {
        room.run(&["accounts", "erase", other, "--yes"]).ok();
    }
    assert_eq!(room.json(&["notes", "list"])["items"][0]["text"], text);
    let shown = room.json(&["accounts", "show", alias]);
    assert_eq!(shown["name"], format!("{alias} (erased)"));
    let journal = room.run(&["journal"]).ok().out();
    assert!(
        journal.contains(&format!("erased the customer that is {alias} now")),
        "{journal}"
    );
    assert_eq!(left(&room, &["quilbraxo", "zent"]), [""; 0]);
}

/// Its name at the head of a column, which every account has and every day of usage.
#[test]
fn a_column_that_is_called_by_it_is_called_otherwise() {
    let room = Room::empty();
    room.write(
        "list.csv",
        "id,name,via Quilbraxo,note\nzq-101,Quilbraxo,yes,x\nk1,Alder Mill,no,y\n",
    );
    room.write(
        "usage.csv",
        "account,day,logins to Quilbraxo,mood\nk1,2026-10-01,3,bad\nzq-101,2026-10-01,1,good\n",
    );
    room.write(
        "second.csv",
        "id,name,via Quilbraxo,note\nk1,Alder Mill,perhaps,y\n",
    );
    run(
        &room,
        &[
            "import|list.csv|--as-kind|accounts",
            "import|usage.csv|--as-kind|usage",
            "import|second.csv|--as-kind|accounts|--partial",
        ],
    );
    let told = room.json(&["accounts", "erase", "zq-101", "--yes"]);
    let alias = told["account"].as_str().unwrap().to_owned();
    assert_eq!(left(&room, &["quilbraxo"]), [""; 0]);
    let values = |room: &Room| {
        let db = rusqlite::Connection::open(room.path("room.db")).unwrap();
        let columns = "SELECT attributes FROM accounts WHERE external = 'k1'";
        let columns: String = db.query_row(columns, [], |row| row.get(0)).unwrap();
        let columns: Value = serde_json::from_str(&columns).unwrap();
        [format!("via {alias}"), "note".to_owned()].map(|key| columns[key].clone())
    };
    assert_eq!(values(&room), [json!("perhaps"), json!("y")]);
    let days = room.json(&["accounts", "export", "k1"])["usage"][0]["signs"].clone();
    assert_eq!(days[format!("logins to {alias}")], "3", "{days}");
    room.run(&["undo"]).ok();
    assert_eq!(values(&room), [json!("no"), json!("y")]);
    assert_eq!(left(&room, &["quilbraxo"]), [""; 0]);
    sound(&room);
}
