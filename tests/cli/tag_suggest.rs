//! Tags suggested from the room's own, through the binary. Must not know how they are learned.

use super::room::Room;

pub fn room(tickets: usize) -> Room {
    let room = Room::small();
    let mut text = "id,received,source,text,tags\n".to_owned();
    for i in 0..tickets {
        let (said, tag) = [("The price went up", "price"), ("Loading is slow", "speed")][i % 2];
        text += &format!("T{i},2026-10-05,ticket,{said} by {i}00,{tag}\n");
    }
    text += "N1,2026-10-06,ticket,\"Your price is too high, says Globex\",\n";
    room.write("tickets.csv", &text);
    room.run(&["import", "tickets.csv", "--as-kind", "feedback"])
        .ok();
    room
}

#[test]
fn the_best_stands_first_with_how_sure_and_the_words() {
    let room = room(60);
    let found = room.json(&["tag", "suggest"]);
    let items = found["items"].as_array().unwrap();
    let one = items
        .iter()
        .find(|item| item["text"].as_str().unwrap().starts_with("Your price"))
        .unwrap();
    let first = &one["suggested"][0];
    assert_eq!(
        (&first["tag"], &first["words"][0]),
        (&"price".into(), &"price".into())
    );
    assert!(first["chance"].as_f64().unwrap() > 0.5, "{first}");
    assert!(one["suggested"].as_array().unwrap().len() <= 3);
    // Nothing was tagged by it.
    assert_eq!(one["tags"], serde_json::json!([]));
    let id = one["id"].to_string();
    let alone = room.json(&["tag", "suggest", &id]);
    assert_eq!(&alone["items"][0], one);
    let told = room.run(&["tag", "suggest", &id]).ok().out();
    assert!(told.contains(" price ") && told.contains(" % "), "{told}");
    let masked = room.run(&["--mask", "tag", "suggest", &id]).ok().out();
    assert!(!masked.contains("Globex"), "{masked}");
}

#[test]
fn too_little_is_said() {
    let room = room(6);
    room.run(&["tag", "suggest"])
        .code(2)
        .says(&["too little to learn from", "20 such texts"]);
    let none = room.run(&["tag", "suggest", "99"]).code(1);
    assert!(none.err().contains("feedback"), "{none}");
}
