//! Marks and goals from the command line: kept, listed, and beside the numbers in every format.

use serde_json::json;

use super::room::{Room, same_shape, same_text};

fn room() -> Room {
    let room = Room::small();
    for line in [
        "2026-09-14 price New price list",
        "1 oct to 14 oct campaign Autumn offer",
        "20 oct outage Login down",
    ] {
        room.run(&["marks", "add", line]).ok();
    }
    room
}

#[test]
fn marks_are_kept_listed_changed_and_dropped() {
    let room = room();
    same_shape("marks_list", room.json(&["marks"]));
    let october = room.json(&["marks", "list", "--period", "2026-10"]);
    assert_eq!(october["items"].as_array().unwrap().len(), 2);
    let edit = room.json(&[
        "marks",
        "edit",
        "1",
        "--day",
        "15 sep",
        "--until",
        "2026-09-16",
        "--kind",
        "release",
    ]);
    assert_eq!(edit["item"]["day"], "2026-09-15");
    assert_eq!(edit["item"]["until"], "2026-09-16");
    assert_eq!(edit["item"]["kind"], "release");
    let back = room.json(&["marks", "edit", "1", "--until", ""]);
    assert_eq!(back["item"]["until"], json!(null));
    room.run(&["marks", "edit", "1", "--words", "x", "--was", "y"])
        .code(4);
    room.run(&["marks", "drop", "1"]).ok();
    assert_eq!(room.json(&["marks"])["items"].as_array().unwrap().len(), 2);
    room.run(&["undo"]).ok();
    assert_eq!(
        room.json(&["marks", "show", "1"])["words"],
        "New price list"
    );
}

/// A mark that is added in a meeting stands wherever its minutes have marks, while it runs and when it has ended.
#[test]
fn a_mark_added_in_a_meeting_stands_beside_its_numbers() {
    let room = room();
    room.run(&["meetings", "start", "--period", "2026-10"]).ok();
    room.run(&["marks", "add", "2026-10-21 price Second price list"])
        .ok();
    let marks = |answer: &serde_json::Value| {
        let marks = answer.as_array().unwrap().iter();
        marks
            .map(|mark| mark["day"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for _ in 0..2 {
        let minutes = room.json(&["minutes", "1"]);
        let own = ["2026-10-01", "2026-10-20", "2026-10-21"];
        assert_eq!(marks(&minutes["metrics"]["marks"]), own);
        assert!(marks(&minutes["marks"]).ends_with(&own.map(str::to_owned)));
        room.run(&["meetings", "end"]);
    }
}

#[test]
fn what_is_no_mark_is_said() {
    let room = Room::small();
    room.run(&["marks", "add", "price", "New list"])
        .code(2)
        .says(&["when?", "marks add"]);
    room.run(&["marks", "add", "2026-09-14"])
        .code(2)
        .says(&["what happened?"]);
    room.run(&["marks", "drop", "7"])
        .code(1)
        .says(&["no mark 7"]);
    room.run(&["marks", "add", "2026-09-14 release x"]).ok();
    room.run(&["marks", "edit", "1", "--kind", "party"])
        .code(2)
        .says(&["release, price"]);
    room.run(&["marks", "edit", "1", "--until", "2026-09-01"])
        .code(2)
        .says(&["cannot last"]);
}

#[test]
fn goals_and_marks_stand_beside_the_numbers() {
    let room = room();
    std::fs::create_dir_all(room.path("home/.config/churnroom")).unwrap();
    room.write(
        "home/.config/churnroom/config.toml",
        "[goals]\nlogo_churn = 2.5\nnrr = 101\n",
    );
    let month = room.json(&["metrics", "--period", "2026-10"]);
    assert_eq!(month["goals"]["logo_churn"]["target"], 0.025);
    assert_eq!(month["goals"]["logo_churn"]["met"], false);
    assert_eq!(month["marks"].as_array().unwrap().len(), 2);
    let quarter = room.json(&["metrics", "--period", "2026-Q4"]);
    assert_eq!(quarter["goals"], json!({}));
    let args = ["metrics", "--period", "2026-10", "--months", "3"];
    let rows = room.json(&args);
    assert_eq!(rows["rows"][1]["marks"][0]["kind"], "price");
    same_text("metrics_goals_table", &room.run(&args).ok().out());
    let csv = room
        .run(&[&args[..], &["--format", "csv"]].concat())
        .ok()
        .out();
    assert!(csv.contains("goals_logo_churn_target"), "{csv}");
    assert!(csv.contains("2026-09-14 price New price list"), "{csv}");
    let told = room.run(&["cohorts"]).ok().out();
    assert!(
        told.contains("14 Sep 2026, price: New price list"),
        "{told}"
    );
}
