//! The day a roadmap item ships, and the accounts it is for from then on.

use serde_json::{Value, json};

use super::touch::company;

#[test]
fn an_item_is_for_accounts_from_the_day_it_ships() {
    let room = company();
    room.run(&["roadmap", "add", "RPT-12", "Report builder"])
        .ok();
    room.write("list.txt", "B1\nB2\n");
    let touch = ["roadmap", "touch", "RPT-12", "--accounts", "list.txt"];
    let err = room.run(&touch).code(2).err();
    assert!(
        err.contains("has not shipped") && err.contains("--shipped"),
        "{err}"
    );
    let future = ["roadmap", "edit", "RPT-12", "--shipped", "2026-12-24"];
    let err = room.run(&future).code(2).err();
    assert!(err.contains("2026-12-24 is still to come"), "{err}");
    let status = |status: &str| {
        let args = ["roadmap", "edit", "RPT-12", "--status", status];
        let edited = room.run(&args).ok().out();
        let shipped = room.json(&["roadmap", "show", "RPT-12"])["shipped"].take();
        (edited, shipped)
    };
    assert_eq!(status("shipped").1, "2026-11-03");
    assert_eq!(status("in progress").1, Value::Null);
    room.run(&["undo"]).ok();
    assert_eq!(
        room.json(&["roadmap", "show", "RPT-12"])["shipped"],
        "2026-11-03"
    );
    // A day says that it has shipped, whatever stood there.
    assert_eq!(status("planned").1, Value::Null);
    let day = ["roadmap", "edit", "RPT-12", "--shipped", "2026-11-02"];
    assert_eq!(room.json(&day)["item"]["status"], "shipped");
    let both = ["--status", "shipped", "--shipped", "2026-11-02"];
    let edit = ["roadmap", "edit", "RPT-12"];
    room.run(&[&edit[..], &both[..]].concat()).ok();
    let half = [&touch[..], &["--half"]].concat();
    let err = room.run(&half).code(2).err();
    assert!(
        err.contains("it shipped on 2026-11-02: a half drawn"),
        "{err}"
    );
    room.run(&touch).ok();
    let shown = room.json(&["roadmap", "show", "RPT-12"]);
    assert_eq!(shown["shipped"], "2026-11-02");
    assert_eq!(shown["accounts"], json!(["B1", "B2"]));
    assert_eq!(shown["result"]["others"]["accounts"], 448);
    // Nobody has seen what comes after it.
    assert_eq!(shown["result"]["touched"]["left"], Value::Null);
    let words = room.run(&["roadmap", "show", "RPT-12"]).ok().out();
    assert!(
        words.contains("its first whole month is Dec 2026"),
        "{words}"
    );
    assert!(!words.contains(" left"), "{words}");
}

#[test]
fn an_item_that_came_shipped_from_a_file_is_asked_since_when() {
    let room = company();
    room.write(
        "road.csv",
        "id,title,status\nRPT-12,Report builder,Shipped\n",
    );
    room.run(&["import", "road.csv"]).ok();
    room.write("list.txt", "B1\nB2\n");
    let touch = ["roadmap", "touch", "RPT-12", "--accounts", "list.txt"];
    let err = room.run(&touch).code(2).err();
    assert!(
        err.contains("RPT-12 is Shipped, and nobody said since which day"),
        "{err}"
    );
    let add = ["roadmap", "add", "RPT-13", "Export", "--status", "shipped"];
    room.run(&add).ok();
    let shown = room.json(&["roadmap", "show", "RPT-13"]);
    assert_eq!(shown["shipped"], "2026-11-03");
}
