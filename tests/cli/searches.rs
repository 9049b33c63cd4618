//! Searches kept under a name from the command line, and `@name` wherever words are looked for.

use serde_json::json;

use super::room::Room;

/// A room with two tickets and a survey, and the tickets about money kept as a search.
fn room() -> Room {
    let room = Room::small();
    let text = "id,received,source,text\nT1,2026-10-01,ticket,It costs too much\n\
                T2,2026-10-02,ticket,It costs a refund\nT3,2026-10-03,nps,It costs nothing\n";
    room.write("tickets.csv", text);
    let import = [
        "import",
        "tickets.csv",
        "--as-kind",
        "feedback",
        "--ignore-rest",
    ];
    room.run(&import).ok();
    room.run(&["search", "save", "price", "source:ticket", "costs"])
        .ok();
    room
}

fn found(room: &Room, args: &[&str]) -> Vec<String> {
    let items = room.json(args)["items"].clone();
    let ids = items.as_array().unwrap().iter();
    let mut ids: Vec<String> = ids
        .map(|item| {
            item["text"]
                .as_str()
                .or(item["words"].as_str())
                .unwrap()
                .to_owned()
        })
        .collect();
    ids.sort();
    ids
}

#[test]
fn a_search_is_kept_listed_changed_and_dropped() {
    let room = room();
    let list = || room.json(&["search"])["items"].clone();
    assert_eq!(
        list(),
        json!([{"name": "price", "words": "source:ticket costs"}])
    );
    let changed = room
        .run(&["search", "save", "@Price", "-refund", "costs"])
        .ok();
    assert!(
        changed.out().contains("changed the search @price"),
        "{changed}"
    );
    assert_eq!(list(), json!([{"name": "price", "words": "-refund costs"}]));
    room.run(&["search", "drop", "price"]).ok();
    assert_eq!(list(), json!([]));
    room.run(&["undo"]).ok();
    room.run(&["undo"]).ok();
    assert_eq!(
        list(),
        json!([{"name": "price", "words": "source:ticket costs"}])
    );
    let journal = room.run(&["journal"]).ok().out();
    assert!(
        journal.contains("kept the search @price: source:ticket costs"),
        "{journal}"
    );
    room.run(&["search", "drop", "prices"])
        .code(2)
        .says(&["no search is kept as @prices", "@price"]);
}

#[test]
fn a_name_stands_for_its_words_wherever_words_are_looked_for() {
    let room = room();
    let both = ["It costs a refund", "It costs too much"];
    assert_eq!(found(&room, &["find", "@price"]), both);
    assert_eq!(found(&room, &["find", "@price", "-refund"]), both[1..]);
    assert_eq!(
        found(&room, &["find", "-@price", "costs"]),
        ["It costs nothing"]
    );
    assert_eq!(
        found(&room, &["feedback", "list", "--words", "@price"]),
        both
    );
    room.run(&["search", "save", "calm", "@price -refund"]).ok();
    room.run(&["tag", "add", "money"]).ok();
    let put = room.json(&["tag", "put", "--where", "@calm", "money"]);
    assert_eq!(put["item"]["changed"], 1);
    let split = room.json(&["tag", "split", "money", "cost", "--where", "@price"]);
    assert_eq!(split["item"]["texts"], 1);
    for args in [
        &["find", "@prise"][..],
        &["feedback", "list", "--words", "x @prise"],
        &["tag", "put", "--where", "@prise", "money"],
        &["search", "save", "more", "@prise"],
    ] {
        let said = ["no search is kept as @prise", "there are @calm,", "@price"];
        room.run(args).code(2).says(&said);
    }
    room.run(&["search", "save", "price", "@calm"])
        .code(2)
        .says(&["looks for itself"]);
}

#[test]
fn a_search_may_begin_with_what_is_left_out() {
    let room = room();
    assert!(found(&room, &["find", "-refund", "costs"]).len() >= 2);
    assert!(room.run(&["find", "-plan:x"]).ok().err().is_empty());
    assert_eq!(
        found(&room, &["find", "costs", "-refund", "--limit", "1"]).len(),
        1
    );
}

/// A tag that somebody wrote with two blanks is the one that a file means, which is read with one.
#[test]
fn a_tag_with_two_blanks_is_no_other_one() {
    let room = Room::small();
    room.run(&["tag", "add", "slow  support"]).ok();
    room.write(
        "t.csv",
        "id,source,text,tags\nT1,ticket,hello,slow  support\nT2,ticket,bye,Slow support\n",
    );
    let import = ["import", "t.csv", "--as-kind", "feedback"];
    room.run(&import).ok();
    let tags = room.json(&["tag"]);
    let tags = tags["items"].as_array().unwrap().iter();
    let slow = tags.filter(|tag| tag["tag"].as_str().unwrap().contains("low"));
    let used: Vec<_> = slow.map(|tag| tag["used"].clone()).collect();
    assert_eq!(used, [2]);
}
