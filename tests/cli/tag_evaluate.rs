//! How good suggested tags would be, through the binary: figures and their counts, and sentences where there is too little.

use serde_json::json;

use super::room::{Room, same_text};

/// A room with so many tickets, each with one of two tags, and praise.
fn tickets(n: usize) -> Room {
    let room = Room::small();
    let mut text = "id,received,source,text,tags\n".to_owned();
    for i in 0..n {
        let (said, tag) = match i % 3 {
            0 => ("The price went up", "price"),
            1 => ("Loading is slow", "speed"),
            _ => ("Globex loves it", ""),
        };
        text += &format!("T{i},2026-10-05,ticket,{said} by {i}00,{tag}\n");
    }
    room.write("tickets.csv", &text);
    room.run(&["import", "tickets.csv", "--as-kind", "feedback"])
        .ok();
    room
}

fn praise(room: &Room) {
    let found = room.json(&["find", "loves", "--limit", "100"]);
    for one in found["items"].as_array().unwrap() {
        let id = one["id"].to_string();
        room.run(&["tag", "mark", &id, "praise"]).ok();
    }
}

#[test]
fn what_is_right_stands_beside_what_is_commonest() {
    let room = tickets(90);
    praise(&room);
    let args = ["tag", "evaluate", "--train", "60"];
    let found = room.json(&args);
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "train",
            "held_out",
            "first",
            "first_three",
            "commonest",
            "sure",
            "seed",
            "tags",
            "texts",
            "tagged"
        ]
    );
    // The ticket that the room began with has a tag of its own.
    assert_eq!(found["tagged"], 91);
    assert_eq!(found["tags"], 4);
    assert!(found["first"].as_f64().unwrap() > 0.9, "{found}");
    assert!(
        found["commonest"]["first"].as_f64().unwrap() < 0.6,
        "{found}"
    );
    assert!(found["sure"]["right"].as_f64().unwrap() > 0.9, "{found}");
    assert_eq!(room.json(&args), found);
    let mut masked = vec!["--mask"];
    masked.extend(args);
    assert_eq!(room.json(&masked), found);
    same_text("tag_evaluate_table", &room.run(&args).ok().out());
    // What is no longer offered is not suggested, and its texts are not tried.
    room.run(&["tag", "edit", "speed", "--archived", "yes"])
        .ok();
    let found = room.json(&["tag", "evaluate", "--train", "30"]);
    assert_eq!((&found["tagged"], &found["tags"]), (&json!(61), &json!(3)));
}

#[test]
fn too_little_is_said_with_what_there_is() {
    let bare = Room::small();
    bare.run(&["tag", "off", &first(&bare, "broke"), "export"])
        .ok();
    let said = |room: &Room, train: &str| {
        room.run(&["tag", "evaluate", "--train", train])
            .code(2)
            .err()
    };
    assert!(said(&bare, "20").contains("no text has a tag yet"));
    let signs = "id,received,source,text,tags\nE1,2026-10-05,ticket,🙂,price\nE2,2026-10-05,ticket,:-(,speed\n";
    bare.write("signs.csv", signs);
    bare.run(&["import", "signs.csv", "--as-kind", "feedback"])
        .ok();
    let silent = said(&bare, "20");
    assert!(
        silent.contains("2 texts with tags, and no words"),
        "{silent}"
    );
    let room = tickets(90);
    let few = said(&room, "100");
    assert!(few.contains("61 texts with tags"), "{few}");
    assert!(few.contains("--train 30"), "{few}");
    assert!(said(&room, "19").contains("20..=10000"));
}

fn first(room: &Room, words: &str) -> String {
    room.json(&["find", words])["items"][0]["id"].to_string()
}
