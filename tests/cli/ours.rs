//! Lists that the program wrote come back as they were: into their own room nothing changes, into another all of it.

use serde_json::Value;

use super::room::Room;

/// What is a room's own and in no file: its numbers, what it counts, and what its people settled.
const OWN: [&str; 8] = [
    "id",
    "alias",
    "mrr_cents",
    "excluded",
    "same_as",
    "same_reason",
    "history",
    "standing",
];

fn things(room: &Room, list: &str) -> Vec<Value> {
    let mut items = room.json(&[list, "list"])["items"].take();
    let items = items.as_array_mut().unwrap();
    for item in items.iter_mut() {
        item.as_object_mut()
            .unwrap()
            .retain(|key, _| !OWN.contains(&key.as_str()));
    }
    std::mem::take(items)
}

#[test]
fn lists_of_our_own_come_back_as_they_were() {
    let room = Room::small();
    room.run(&["roadmap", "edit", "RPT-12", "--shipped", "2026-10-20"])
        .ok();
    room.run(&["owners", "add", "Ines", "--team", "Sales"]).ok();
    room.run(&["accounts", "exclude", "A6", "--reason", "test"])
        .ok();
    let lists = ["owners", "accounts", "roadmap"];
    for (list, format) in lists
        .into_iter()
        .flat_map(|list| [(list, "csv"), (list, "json")])
    {
        let file = format!("our-{list}.{format}");
        let csv = room.run(&[list, "list", "--format", format]).ok().out();
        let before = room.json(&[list, "list"]);
        room.write(&file, &csv);
        let again = room.json(&["import", &file])["files"][0].take();
        assert_eq!(again["kind"], list);
        assert_eq!(again["unchanged"], again["read"], "{csv}{again}");
        assert_eq!(room.json(&[list, "list"]), before);
        let other = Room::empty();
        other.write(&file, &csv);
        other.run(&["import", &file]).ok();
        assert_eq!(things(&other, list), things(&room, list), "{csv}");
    }
}

/// With names covered they are lists of nobody that the room knows: they are told apart, and nothing is taken in.
#[test]
fn lists_that_were_written_masked_are_told_apart() {
    let room = Room::tagged();
    room.run(&["tag", "add", "Northwind GmbH asks"]).ok();
    let csv = |args: &[&str]| room.run(&[args, &["--format", "csv", "--mask"]].concat());
    let accounts = csv(&["accounts", "list"]).ok().out();
    let tags = csv(&["tag", "list"]).ok().out();
    room.write("accounts-masked.csv", &accounts);
    room.write("tags-masked.csv", &tags);
    let before = [&["accounts", "list"], &["tag", "list"]].map(|list| room.json(list));
    for import in [
        &["import", "accounts-masked.csv"][..],
        &["tag", "import", "tags-masked.csv"],
    ] {
        let told = room.run(import).code(2).err();
        assert!(
            told.contains("names masked") && told.contains("without --mask"),
            "{told}"
        );
    }
    assert_eq!(
        before,
        [&["accounts", "list"], &["tag", "list"]].map(|list| room.json(list))
    );
}
