//! Two people tag the same texts blind, through the binary. Must not know how agreement is counted.

use serde_json::{Value, json};

use super::room::Room;

/// A room with so many untagged tickets about two things, and tags for both.
fn room(tickets: usize) -> Room {
    let room = Room::small();
    let mut text = "id,account,received,source,text\n".to_owned();
    for i in 0..tickets {
        let said = ["The price went up", "Loading is slow"][i % 2];
        text += &format!("T{i},A{},2026-10-05,ticket,{said} by {i}00\n", 1 + i % 6);
    }
    room.write("tickets.csv", &text);
    room.run(&["import", "tickets.csv", "--as-kind", "feedback"])
        .ok();
    for tag in ["price", "speed"] {
        room.run(&["tag", "add", tag]).ok();
    }
    room
}

fn begin(room: &Room, size: &str) -> Value {
    let start = [
        "tag",
        "blind",
        "start",
        "--size",
        size,
        "--coders",
        "dana,Mo",
        "--by-money",
        "--seed",
        "7",
    ];
    room.json(&start)["item"].clone()
}

fn next(room: &Room, coder: &str) -> Option<(String, String)> {
    let next = room.json(&["--as", coder, "tag", "blind", "next"]);
    let item = &next["item"];
    assert_eq!(
        (item.get("tags"), item.get("given")),
        (None, None),
        "{next}"
    );
    let text = item["text"].as_str()?.to_owned();
    Some((item["id"].to_string(), text))
}

/// A coder reads all; one of them calls what is slow a price now and then.
fn reads_all(room: &Room, coder: &str, wrong: usize) {
    let mut read = 0;
    while let Some((id, text)) = next(room, coder) {
        let tag = if text.contains("price") || read < wrong {
            "price"
        } else {
            "speed"
        };
        room.run(&["--as", coder, "tag", "blind", "put", &id, tag])
            .ok();
        read += 1;
    }
}

#[test]
fn two_tag_apart_what_differs_is_settled_and_how_far_they_agree_is_said() {
    let room = room(20);
    let item = begin(&room, "10");
    assert_eq!(
        (&item["coders"], &item["texts"], &item["seed"]),
        (&json!(["Dana", "Mo"]), &json!(10), &json!(7))
    );
    let before = room.run(&["tag", "export"]).ok().out();
    let (first, _) = next(&room, "Dana").unwrap();
    // Nothing is suggested for it, and it is not to be taken from a list.
    room.run(&["tag", "rules", "add", "price", "the OR loading"])
        .ok();
    let hidden = room.run(&["tag", "suggest", &first, "--format", "json"]);
    assert!(!hidden.out().contains("rule\":\"the"), "{hidden}");
    let listed = room
        .run(&["tag", "take", "--rules", "--dry-run", "--format", "json"])
        .ok()
        .out();
    assert!(!listed.contains(&first), "{listed}");
    room.run(&["tag", "rules", "drop", "price", "the OR loading"])
        .ok();
    reads_all(&room, "Dana", 0);
    let halfway = room.json(&["tag", "agreement"]);
    assert_eq!(
        (&halfway["read_by_both"], &halfway["kappa"]),
        (&json!(0), &json!(null))
    );
    reads_all(&room, "Mo", 3);
    // It is apart from the tags until it is settled.
    assert_eq!(room.run(&["tag", "export"]).ok().out(), before);
    let found = room.json(&["tag", "agreement"]);
    let open = room.json(&["tag", "blind", "settle"]);
    let differ = open["items"].as_array().unwrap();
    assert_eq!(found["same"], json!(10 - differ.len()));
    assert_eq!(open["agreed"], found["same"]);
    assert_eq!(found["read_by_both"], 10);
    assert!(
        found["tags"][0]["both"].as_u64().unwrap() <= found["tags"][0]["either"].as_u64().unwrap()
    );
    let said = room.run(&["tag", "agreement"]).ok().out();
    assert!(
        said.contains("both read 10 texts of 10") && !said.to_lowercase().contains("kappa"),
        "{said}"
    );
    for one in differ {
        let id = one["id"].to_string();
        room.run(&["tag", "blind", "settle", &id, "speed"]).ok();
    }
    room.run(&["tag", "blind", "settle", "--agreed"]).ok();
    let found = room.json(&["tag", "agreement"]);
    assert_eq!(found["settled"], 10);
    let tagged = room.json(&["feedback", "list", "--words", "tag:price OR tag:speed"]);
    assert_eq!(tagged["items"].as_array().unwrap().len(), 10);
    room.run(&["undo"]).ok();
    assert_ne!(room.json(&["tag", "agreement"])["settled"], 10);
    room.run(&["tag", "merge", "speed", "price"]).ok();
    assert_eq!(
        room.json(&["tag", "agreement"])["same"],
        10,
        "they are one tag now"
    );
    room.run(&["check"]).ok();
}

#[test]
fn what_cannot_be_is_said_in_a_sentence() {
    let room = room(6);
    let none = room.run(&["tag", "blind", "next"]).code(1);
    assert!(none.err().contains("no texts were drawn"), "{none}");
    for (args, code, why) in [
        (
            &["--size", "500", "--coders", "Dana,Mo"][..],
            2,
            "500 texts cannot be drawn: there are",
        ),
        (
            &["--size", "2", "--coders", "Dana,Nobody"],
            1,
            "nobody is called `Nobody`",
        ),
        (
            &["--size", "2", "--coders", "Dana, dana"],
            2,
            "the same person",
        ),
        (
            &["--size", "2", "--coders", "Dana"],
            2,
            "two people tag, not 1",
        ),
        (
            &["--size", "2", "--coders", "Dana,"],
            2,
            "one of them has no name",
        ),
        (&["--size", "0", "--coders", "Dana,Mo"], 2, "0"),
    ] {
        let refused = room
            .run(&[&["tag", "blind", "start"][..], args].concat())
            .code(code);
        assert!(refused.err().contains(why), "{refused}");
    }
    begin(&room, "4");
    let again = room
        .run(&[
            "tag", "blind", "start", "--size", "2", "--coders", "Dana,Mo",
        ])
        .code(2);
    assert!(again.err().contains("still tagging"), "{again}");
    let stranger = room.run(&["tag", "blind", "next"]).code(2);
    assert!(stranger.err().contains("Dana and Mo do"), "{stranger}");
    let (id, _) = next(&room, "Dana").unwrap();
    let early = room.run(&["tag", "blind", "settle", &id, "price"]).code(2);
    assert!(early.err().contains("not both have tagged"), "{early}");
    let nothing = room
        .run(&["--as", "Dana", "tag", "blind", "put", &id])
        .code(2);
    assert!(nothing.err().contains("--none"), "{nothing}");
    room.run(&["--as", "Dana", "tag", "blind", "put", &id, "--none"])
        .ok();
    room.run(&["tag", "edit", "price", "--archived", "yes"])
        .ok();
    let archived = room
        .run(&["--as", "Mo", "tag", "blind", "put", &id, "price"])
        .code(2);
    assert!(archived.err().contains("archived"), "{archived}");
    // Who began it cannot take it back once somebody has said something.
    room.run(&["tag", "edit", "price", "--archived", "no"]).ok();
    // What somebody has said stays a tag.
    room.run(&["tag", "add", "odd"]).ok();
    let said = room.json(&["--as", "Mo", "tag", "blind", "next"])["item"]["id"].to_string();
    room.run(&["--as", "Mo", "tag", "blind", "put", &said, "odd"])
        .ok();
    let used = room.run(&["tag", "drop", "odd"]).code(1);
    assert!(
        used.err().contains("1 judgment of texts tagged blind"),
        "{used}"
    );
    let survey = room.survey();
    let other = room.run(&["--as", "Mo", "tag", "blind", "put", &survey, "speed"]);
    let drawn = room.json(&["--as", "Mo", "tag", "blind", "next"])["of"].as_u64();
    let known = ["was not drawn", "both have tagged"];
    let known = known.iter().any(|why| other.err().contains(why));
    assert!(drawn == Some(4) && (known || other.err().is_empty()));
    // A coder who stops halfway: what both have read counts.
    room.run(&["tag", "blind", "stop"]).ok();
    let over = room.run(&["--as", "Dana", "tag", "blind", "next"]).code(2);
    assert!(over.err().contains("is over"), "{over}");
    assert!(room.json(&["tag", "agreement"])["read_by_both"].as_u64() < Some(4));
    begin(&room, "2");
    room.run(&["check"]).ok();
}

#[test]
fn what_was_said_blind_stays_once_both_have_said_it() {
    let room = room(6);
    begin(&room, "2");
    let (text, _) = next(&room, "Dana").unwrap();
    let put = |coder, tag| room.run(&["--as", coder, "tag", "blind", "put", &text, tag]);
    put("Dana", "speed").ok();
    // Nobody can have seen it yet.
    put("Dana", "price").ok();
    put("Mo", "speed").ok();
    let seen = put("Mo", "price").code(2);
    assert!(seen.err().contains("both have tagged this text"), "{seen}");
    assert_eq!(room.json(&["tag", "agreement"])["same"], 0);
}

#[test]
fn what_was_ended_early_can_still_be_settled() {
    let room = room(6);
    begin(&room, "3");
    let (text, _) = next(&room, "Dana").unwrap();
    for coder in ["Dana", "Mo"] {
        room.run(&["--as", coder, "tag", "blind", "put", &text, "speed"])
            .ok();
    }
    room.run(&["tag", "blind", "stop"]).ok();
    let more = ["--as", "Mo", "tag", "blind", "next"];
    assert!(room.run(&more).code(2).err().contains("is over"));
    assert_eq!(room.json(&["tag", "blind", "settle"])["agreed"], 1);
    room.run(&["tag", "blind", "settle", "--agreed"]).ok();
    let tagged = room.json(&["feedback", "list", "--words", "tag:speed"]);
    assert_eq!(tagged["items"].as_array().unwrap().len(), 1);
}

/// What was erased meanwhile is tagged by nobody, and what is left of the sample goes on and can be ended.
#[test]
fn a_text_that_was_erased_is_no_part_of_it_any_more() {
    let room = room(6);
    // All that wait.
    begin(&room, "9");
    room.run(&["accounts", "erase", "A1", "--yes"]).ok();
    let mut read = 0;
    while let Some((id, text)) = next(&room, "Dana") {
        assert_ne!(text, "", "{id}");
        let put = ["--as", "Dana", "tag", "blind", "put", &id, "price"];
        room.run(&put).ok();
        read += 1;
    }
    assert!((1..9).contains(&read), "{read}");
    room.run(&["tag", "blind", "stop"]).ok();
    room.run(&["undo"]).ok();
    room.run(&["check"]).ok();
}
