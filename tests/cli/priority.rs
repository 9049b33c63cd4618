//! What speaks for each roadmap item, how easy it is, and what the room says of one that has shipped, by commands alone.

use serde_json::{Value, json};

use super::room::Room;
use super::touch::{on, told};

/// Reporting costs A1 in October; A2 and A5 still pay, and A2 named it. RPT-12 answers it, BIL-7 is challenged by it.
fn company() -> Room {
    let room = Room::tagged();
    for (key, stance) in [("RPT-12", "aligns"), ("BIL-7", "challenges")] {
        room.run(&["roadmap", "link", "reporting", key, "--stance", stance])
            .ok();
    }
    room
}

fn item(room: &Room, key: &str) -> Value {
    let all = room.json(&["roadmap", "list", "--period", "2026-10"]);
    let mut items = all["items"].as_array().unwrap().iter();
    items.find(|item| item["item"] == key).unwrap().clone()
}

#[test]
fn what_speaks_for_an_item_stands_side_by_side_and_each_orders_the_list() {
    let room = company();
    let report = item(&room, "RPT-12");
    assert_eq!(
        (&report["lost_cents"], &report["lost_accounts"]),
        (&json!(50_000), &json!(2))
    );
    assert_eq!(report["year_lost_cents"], 50_000);
    assert_eq!(
        (&report["exposed_cents"], &report["exposed_accounts"]),
        (&json!(24_000), &json!(1))
    );
    // A2 shrank over it, still pays and said so: once.
    assert_eq!(report["accounts"], 2);
    assert_eq!(item(&room, "BIL-7")["lost_cents"], 50_000);
    room.run(&["roadmap", "edit", "BIL-7", "--ease", "4"]).ok();
    let keys = |by: &str| -> Vec<String> {
        let all = room.json(&["roadmap", "list", "--by", by]);
        let items = all["items"].as_array().unwrap().iter();
        items
            .map(|item| item["item"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(keys("ease"), ["BIL-7", "RPT-12"]);
    room.run(&["roadmap", "unlink", "reporting", "BIL-7"]).ok();
    for by in ["lost", "exposed", "accounts"] {
        assert_eq!(keys(by), ["RPT-12", "BIL-7"], "{by}");
    }
    room.run(&["roadmap", "list", "--by", "score"]).code(2);
    let words = room
        .run(&["roadmap", "list", "--period", "2026-10"])
        .ok()
        .out();
    assert!(
        words.contains("500.00") && words.contains("240.00"),
        "{words}"
    );
}

#[test]
fn an_ease_is_one_to_five_and_nothing_else() {
    let room = company();
    for wrong in ["0", "9", "easy", "2.5"] {
        let edit = ["roadmap", "edit", "BIL-7", "--ease", wrong];
        room.run(&edit)
            .code(2)
            .says(&[wrong, "1, which is hard, to 5"]);
    }
    let add = ["roadmap", "add", "API-1", "Public API", "--ease", "6"];
    room.run(&add).code(2).says(&["`6` is no ease"]);
    room.run(&["roadmap", "edit", "BIL-7", "--ease", "5"]).ok();
    room.write("more.csv", "id,title,ease\nAPI-1,Public API,3\nAPI-2,Private API,9\nAPI-3,No API,0\nAPI-4,Old API,easy\n");
    let read = room.run(&["import", "more.csv"]).code(3);
    assert!(
        read.out().contains('2') || read.err().contains('2'),
        "{read}"
    );
    let rejects = room.read("more.csv.rejects.csv");
    assert!(rejects.contains("1 is hard, 5 is easy"), "{rejects}");
    assert_eq!(item(&room, "API-1")["ease"], "3");
    // A word of before stays as it was written.
    assert_eq!(item(&room, "API-4")["ease"], "easy");
    room.run(&["roadmap", "edit", "BIL-7", "--ease", ""]).ok();
    assert_eq!(item(&room, "BIL-7")["ease"], Value::Null);
}

#[test]
fn the_room_says_of_a_shipped_item_how_it_went_and_that_closes_its_theme() {
    let room = company();
    let says = |answer: &str| room.run(&["roadmap", "worked", "RPT-12", answer]);
    says("yes").code(2).says(&["RPT-12 has not shipped"]);
    let status = |status: &str| {
        let edit = ["roadmap", "edit", "RPT-12", "--status", status];
        room.run(&edit).ok()
    };
    status("shipped");
    let again = status("shipped");
    let told_again = format!("{}{}", again.out(), again.err());
    assert!(
        told_again.contains("RPT-12 shipped on 2026-11-03 already"),
        "{told_again}"
    );
    says("too-early").ok();
    let early = item(&room, "RPT-12");
    assert_eq!(
        (&early["said"], &early["closed"]),
        (&json!("too_early"), &Value::Null)
    );
    says("yes").ok();
    let worked = item(&room, "RPT-12");
    assert_eq!(
        (&worked["said_by"], &worked["closed"]),
        (&json!("Priya"), &json!("2026-11-03"))
    );
    let themes = room
        .run(&["themes", "--period", "2026-10", "--format", "json"])
        .ok()
        .out();
    assert!(themes.contains("RPT-12 Report builder v2"), "{themes}");
    // Customers have it no more: what the room said goes with it. Then it ships a second time.
    status("in progress");
    assert_eq!(item(&room, "RPT-12")["said"], Value::Null);
    status("shipped");
    let twice = item(&room, "RPT-12");
    let history: Vec<&str> = twice["history"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let whats: Vec<&str> = history.iter().map(|event| &event[11..]).collect();
    let wanted = [
        "shipped, Priya",
        "too early to say, Priya",
        "worked, Priya",
        "shipped no more, Priya",
        "shipped, Priya",
    ];
    assert_eq!(whats, wanted);
    room.run(&["undo"]).ok();
    assert_eq!(
        item(&room, "RPT-12")["history"].as_array().unwrap().len(),
        4
    );
    let list = room.json(&["roadmap", "winback", "RPT-12"]);
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "{list}");
}

#[test]
fn a_closed_item_is_open_again_when_its_theme_comes_back() {
    let room = company();
    room.run(&["roadmap", "edit", "RPT-12", "--status", "shipped"])
        .ok();
    room.run(&["roadmap", "worked", "RPT-12", "yes"]).ok();
    room.write(
        "later.csv",
        "id,account,start,end,amount,interval,currency\n\
         L1,A7,2026-01-01,2026-12-10,100.00,month,EUR\nL2,A8,2026-01-01,2026-12-12,100.00,month,EUR\n",
    );
    room.write(
        "why.csv",
        "id,account,received,reason,text,tags\n\
         L3,A7,2026-12-09,other,No reports,reporting\nL4,A8,2026-12-11,other,No reports,reporting\n",
    );
    let import = [
        "import",
        "later.csv",
        "why.csv",
        "--partial",
        "--as-of",
        "2026-12-31",
    ];
    on(&room, "2027-01-04", &import).ok();
    let list = told(
        &room,
        "2027-01-04",
        &["roadmap", "list", "--period", "2026-12"],
    );
    let report = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["item"] == "RPT-12");
    let report = report.unwrap();
    assert_eq!(
        (&report["closed"], &report["open_again"]),
        (&json!("2026-11-03"), &json!("2026-12"))
    );
    let words = on(
        &room,
        "2027-01-04",
        &["roadmap", "list", "--period", "2026-12"],
    )
    .ok()
    .out();
    let back =
        "open again since Dec 2026: 2 accounts lost to reporting; it was closed on Tue 3 Nov 2026";
    assert!(words.contains(back), "{words}");
}
