//! Owners who leave: what they have to do still is named, handed over as one change, and nothing new is given to them.

use super::room::Room;

fn room() -> Room {
    let room = Room::tagged();
    for line in [
        "call them @dana 2026-10-20",
        "write to them @dana 2026-11-20",
    ] {
        room.run(&["actions", "add", line, "--today", "2026-10-01"])
            .ok();
    }
    room.run(&["decisions", "add", "a floor of ten", "--ask", "Dana"])
        .ok();
    room
}

#[test]
fn an_owner_who_leaves_hands_over_in_one_change() {
    let room = room();
    let owners = || room.json(&["owners", "list"])["items"].clone();
    let load = |name: &str| {
        let all = owners();
        let one = all.as_array().unwrap().iter().find(|it| it["name"] == name);
        let one = one.unwrap();
        (one["open"].as_u64().unwrap(), one["late"].as_u64().unwrap())
    };
    assert_eq!([load("Dana"), load("Mo")], [(2, 1), (0, 0)]);
    let dropped = room.run(&["owners", "drop", "Dana"]).code(1).err();
    assert!(
        dropped.contains("action 1, action 2, decision 1"),
        "{dropped}"
    );
    assert!(dropped.contains("--hand-to"), "{dropped}");
    let left = room
        .run(&["owners", "leave", "Dana", "--on", "2026-11-02"])
        .ok();
    let told = left.out() + &left.err();
    assert!(
        told.contains("Dana has 2 open actions and 1 decision to answer"),
        "{told}"
    );
    room.run(&["actions", "add", "one more @dana 2026-11-20"])
        .code(2)
        .says(&["Dana left the team on"]);
    room.run(&["undo"]).ok();

    room.run(&["owners", "leave", "Dana", "--hand-to", "Mo"])
        .ok();
    assert_eq!([load("Dana"), load("Mo")], [(0, 0), (2, 1)]);
    assert_eq!(room.json(&["decisions", "show", "1"])["asked"], "Mo");
    room.run(&["undo"]).ok();
    assert_eq!([load("Dana"), load("Mo")], [(2, 1), (0, 0)]);

    room.run(&["owners", "hand", "Dana", "Mo", "--action", "2"])
        .ok();
    assert_eq!([load("Dana"), load("Mo")], [(1, 1), (1, 0)]);
    room.run(&["owners", "hand", "Dana", "Mo", "--action", "2"])
        .code(2)
        .says(&["is no open action of Dana"]);
    room.run(&["owners", "hand", "Dana", "Dana"]).code(2);
}

#[test]
fn two_owners_of_one_name_are_told_apart_by_their_teams() {
    let room = Room::small();
    let file = "id,name,email,team\nO2,Dana,dana@example.com,CS\nO9,Dana,other@example.com,Sales\n";
    room.write("both.csv", file);
    for _ in 0..2 {
        room.run(&["import", "both.csv"]).ok();
        let all = room.json(&["owners", "list"])["items"].clone();
        let names = all
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["name"].as_str().unwrap());
        let danas: Vec<&str> = names.filter(|name| name.contains("Dana")).collect();
        assert_eq!(danas, ["Dana", "Dana (Sales)"]);
    }
    let added = room.json(&["actions", "add", "call them @dana(sales) fri"]);
    assert_eq!(added["item"]["owner"], "Dana (Sales)");
}
