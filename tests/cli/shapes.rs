//! The documented JSON shapes as snapshots: a change here is a change scripts will notice.

use super::room::{Room, same_shape, same_text};

#[test]
fn imports_say_what_became_of_every_row() {
    let room = Room::empty();
    let files = [
        "import",
        "feedback.csv",
        "accounts.csv",
        "subscriptions.csv",
        "surveys.csv",
    ];
    same_shape("import", room.json(&files));
    let again = room.json(&files);
    for file in again["files"].as_array().unwrap() {
        assert_eq!(file["unchanged"], file["read"], "{file}");
        assert_eq!(file["new"], 0, "{file}");
    }
}

#[test]
fn metrics_of_a_month_of_months_and_by_a_dimension() {
    let room = Room::small();
    same_shape("metrics", room.json(&["metrics"]));
    let rows = room.json(&["metrics", "--period", "2026-10", "--months", "3"]);
    let months: Vec<&str> = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["period"].as_str().unwrap())
        .collect();
    assert_eq!(months, ["2026-08", "2026-09", "2026-10"]);
    same_shape("metrics_by", room.json(&["metrics", "--by", "plan"]));
}

#[test]
fn metrics_read_well_on_a_screen() {
    let room = Room::small();
    same_text("metrics_table", &room.run(&["metrics"]).ok().out());
    same_text(
        "metrics_months_table",
        &room.run(&["metrics", "--months", "2"]).ok().out(),
    );
    same_text("themes_table", &Room::tagged().run(&["themes"]).ok().out());
}

#[test]
fn themes_and_what_stands_outside_add_up_to_the_loss() {
    let room = Room::tagged();
    let themes = room.json(&["themes"]);
    let lost = themes["lost"]["mrr_cents"].as_i64().unwrap();
    let split: i64 = themes["themes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["lost_mrr_cents"].as_i64().unwrap())
        .sum();
    let outside: i64 = themes["outside"]
        .as_object()
        .unwrap()
        .values()
        .map(|o| o["mrr_cents"].as_i64().unwrap())
        .sum();
    assert_eq!(split + outside, lost);
    same_shape("themes", themes);
}

#[test]
fn cohorts_have_a_row_per_joining_month() {
    same_shape("cohorts", Room::small().json(&["cohorts"]));
}

#[test]
fn lists_are_items_and_next() {
    let room = Room::tagged();
    for (name, args) in [
        ("feedback_list", &["feedback", "list", "--limit", "3"][..]),
        ("feedback_queue", &["feedback", "queue"]),
        ("accounts_list", &["accounts", "list", "--limit", "2"]),
        ("accounts_show", &["accounts", "show", "Northwind GmbH"]),
        ("accounts_lost", &["accounts", "lost"]),
        ("tag_list", &["tag", "list"]),
        ("owners_list", &["owners", "list"]),
        ("roadmap_list", &["roadmap", "list"]),
        ("imports", &["imports"]),
        ("find", &["find", "report"]),
    ] {
        same_shape(name, room.json(args));
    }
}

#[test]
fn a_page_goes_on_after_its_last_key() {
    let room = Room::small();
    let all = room.json(&["accounts", "list"]);
    let first = room.json(&["accounts", "list", "--limit", "4"]);
    let key = first["next"].as_str().unwrap().to_owned();
    let second = room.json(&["accounts", "list", "--limit", "4", "--after", &key]);
    assert!(second["next"].is_null());
    let mut ids = first["items"].as_array().unwrap().clone();
    ids.extend(second["items"].as_array().unwrap().clone());
    assert_eq!(&ids, all["items"].as_array().unwrap());
}
