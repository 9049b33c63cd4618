//! Suggestions taken as a list, through the binary. Must not know how they are found.

use serde_json::json;

use super::room::{Done, Room};
use super::tag_suggest::room;

fn tells(done: &Done, words: &[&str]) {
    let out = done.out();
    let missing = words.iter().find(|words| !out.contains(**words));
    assert_eq!(missing, None, "{out}");
}

#[test]
fn the_sure_ones_are_seen_taken_marked_found_and_taken_back() {
    let room = room(60);
    let seen = room.json(&["tag", "take", "--sure", "--dry-run"]);
    assert_eq!(seen["suggestions"], 1, "{seen}");
    let one = &seen["items"][0];
    assert_eq!(one["suggested"]["tag"], "speed");
    assert_eq!(one["tags"], json!([]));
    let table = room.run(&["tag", "take", "--sure", "--dry-run"]).ok();
    tells(
        &table,
        &["speed", " % ", "1 sure suggestion, of 4 untagged texts"],
    );
    // Nobody is there to say yes.
    let asked = room.run(&["tag", "take", "--sure"]).code(2);
    for words in ["take 1 suggestion?", "Reports are slow", "--yes"] {
        assert!(asked.err().contains(words), "{asked}");
    }
    let done = room.json(&["tag", "take", "--sure", "--yes"]);
    assert_eq!(
        (&done["item"]["from"], &done["item"]["suggestions"]),
        (&json!("sure"), &json!(1))
    );
    let found = room.json(&["feedback", "list", "--words", "taken:sure"]);
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    let given = &found["items"][0]["given"][0];
    assert_eq!(
        (&given["by"], &given["taken"]),
        (&json!("Priya"), &json!("sure"))
    );
    let again = room.json(&["tag", "take", "--sure", "--yes"]);
    assert_eq!(again["change"], 0);
    // It goes with the tags to another room and back.
    let file = room.run(&["tag", "export"]).ok().out();
    assert_eq!(file.matches(",,,,sure").count(), 1, "{file}");
    room.run(&["undo"]).ok();
    room.write("mine.csv", &file);
    room.run(&["import", "mine.csv"]).ok();
    assert_eq!(room.run(&["tag", "export"]).ok().out(), file);
    // Said of the text itself it is no longer from a list.
    let id = one["id"].to_string();
    tells(
        &room.run(&["tag", "put", &id, "speed"]).ok(),
        &["confirmed speed"],
    );
    let found = room.json(&["feedback", "list", "--words", "taken:sure"]);
    assert_eq!(found["items"], json!([]));
    room.run(&["undo"]).ok();
    room.run(&["tag", "off", "--where", "taken:sure", "speed", "--yes"])
        .ok();
    let found = room.json(&["feedback", "list", "--words", "taken:sure"]);
    assert_eq!(found["items"], json!([]));
}

#[test]
fn only_what_is_looked_for_is_taken_and_masked_only_what_is_seen() {
    let room = room(60);
    let none = room.json(&["tag", "take", "--sure", "--dry-run", "--where", "refund"]);
    assert_eq!(
        (&none["untagged"], &none["suggestions"]),
        (&json!(0), &json!(0))
    );
    let slow = ["tag", "take", "--sure", "--dry-run", "--where", "Globex"];
    assert_eq!(room.json(&slow)["suggestions"], 1);
    let covered = [
        "--mask",
        "tag",
        "take",
        "--sure",
        "--dry-run",
        "--where",
        "Globex",
    ];
    assert_eq!(room.json(&covered)["suggestions"], 0);
    let masked = room
        .run(&["--mask", "tag", "take", "--sure", "--dry-run"])
        .ok()
        .out();
    assert!(!masked.contains("Globex"), "{masked}");
    let unknown = room
        .run(&["tag", "take", "--sure", "--where", "@nothing"])
        .code(2);
    assert!(unknown.err().contains("nothing"), "{unknown}");
    room.run(&["tag", "take"]).code(2);
}

#[test]
fn too_little_is_said() {
    let room = room(6);
    let said = room.run(&["tag", "take", "--sure"]).code(2);
    said.says(&["too little to learn from", "20 such texts"]);
    let empty = Room::small().run(&["tag", "take", "--sure"]).code(2);
    empty.says(&["too little to learn from"]);
}

#[test]
fn rules_are_kept_with_their_tag_find_whole_words_and_are_taken_as_a_list() {
    let room = Room::small();
    room.run(&["tag", "add", "slow"]).ok();
    room.run(&["tag", "add", "reporting2"]).ok();
    let added = room
        .run(&["tag", "rules", "add", "slow", "slow OR \"too much\""])
        .ok();
    tells(&added, &["it finds 2 of 3 untagged texts"]);
    tells(
        &room.run(&["tag", "rules", "add", "slow", "figure"]).ok(),
        &["it finds 1 of 3"],
    );
    tells(
        &room
            .run(&[
                "tag",
                "rules",
                "add",
                "reporting2",
                "a OR the OR i OR reports OR much",
            ])
            .ok(),
        &["it finds 3 of 3"],
    );
    let rules = room.json(&["tag", "rules"]);
    let item = json!({"tag": "slow", "rule": "slow OR \"too much\"", "finds": 2, "of": 3});
    assert!(
        rules["items"].as_array().unwrap().contains(&item),
        "{rules}"
    );
    for (rule, why) in [
        ("slow \"too", "a quote in it is never closed"),
        ("tag:price", "it asks for a field"),
        ("-refund", "it names no word"),
        ("a; b", "is not one rule"),
        ("", "is not one rule"),
    ] {
        let refused = room.run(&["tag", "rules", "add", "slow", rule]).code(2);
        refused.says(&[why]);
    }
    room.run(&["tag", "edit", "slow", "--rules", "slow \"too"])
        .code(2)
        .says(&["is no rule"]);
    room.run(&["tag", "rules", "add", "nothing", "slow"])
        .code(2);
    // The codebook takes them out and in.
    let book = room.run(&["tag", "list", "--format", "csv"]).ok().out();
    assert!(book.contains("figure"), "{book}");
    room.run(&[
        "tag",
        "rules",
        "drop",
        "reporting2",
        "a OR the OR i OR reports OR much",
    ])
    .ok();
    room.run(&["tag", "rules", "drop", "slow", "dear"])
        .code(1)
        .says(&["has no rule `dear`"]);
    // A rule is suggested before anything is learned, as a rule.
    let text = room.survey();
    let suggested = room.json(&["tag", "suggest", &text]);
    let first = &suggested["items"][0]["suggested"][0];
    assert_eq!(
        (&first["tag"], &first["rule"], &first["chance"]),
        (&json!("slow"), &json!("figure"), &json!(null))
    );
    tells(
        &room.run(&["tag", "suggest", &text]).ok(),
        &["rule: figure"],
    );
    let done = room.json(&["tag", "take", "--rules", "--yes"]);
    assert_eq!(
        done["item"],
        json!({"from": "rule", "untagged": 3, "suggestions": 3, "marks": 0, "taken_off": 0})
    );
    let found = room.json(&["feedback", "list", "--words", "taken:rule"]);
    assert_eq!(found["items"].as_array().unwrap().len(), 3);
    room.run(&["undo"]).ok();
    let seen = room.json(&["tag", "take", "--rules", "--dry-run", "--where", "reports"]);
    assert_eq!(
        (&seen["untagged"], &seen["suggestions"]),
        (&json!(1), &json!(1))
    );
    // Part of another, its rules are the other's.
    room.run(&["tag", "merge", "slow", "reporting"]).ok();
    let rules = room.json(&["tag", "rules"]);
    assert_eq!(rules["items"].as_array().unwrap().len(), 2, "{rules}");
    assert_eq!(rules["items"][0]["tag"], "reporting");
    room.run(&["undo"]).ok();
    room.write("book.csv", &book);
    room.run(&["tag", "import", "book.csv"]).ok();
    room.run(&["check"]).ok();
}
