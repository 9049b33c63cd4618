//! The documented JSON shapes as snapshots: a change here is a change scripts will notice.

use super::room::{Room, same_shape, same_text};

fn keys(value: &serde_json::Value) -> Vec<&String> {
    value
        .as_object()
        .into_iter()
        .flat_map(|map| map.keys())
        .collect()
}

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
    let metrics = room.json(&["metrics"]);
    same_shape("metrics", metrics.clone());
    let rows = room.json(&["metrics", "--period", "2026-10", "--months", "3"]);
    let months: Vec<&str> = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["period"].as_str().unwrap())
        .collect();
    assert_eq!(months, ["2026-08", "2026-09", "2026-10"]);
    // A row of a breakdown is the same metrics; only what it has besides is kept.
    let mut by_plan = room.json(&["metrics", "--by", "plan"]);
    for row in by_plan["rows"].as_array_mut().unwrap() {
        let shared = ["from", "to", "profile", "mrr_cents", "rates", "of"];
        for key in shared {
            assert_eq!(keys(&row[key]), keys(&metrics[key]), "{key}");
        }
        let row = row.as_object_mut().unwrap();
        row.retain(|key, _| !shared.contains(&key.as_str()));
    }
    same_shape("metrics_by", by_plan);
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
        (
            "accounts_behind",
            &["accounts", "behind", "churn", "--limit", "1"],
        ),
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

#[test]
fn the_accounts_behind_a_number_add_up_to_it() {
    let room = Room::small();
    let month = room.json(&["metrics", "--period", "2026-10"]);
    for (word, line) in [
        ("opening", "opening"),
        ("churn", "churn"),
        ("contraction", "contraction"),
    ] {
        let found = room.json(&["accounts", "behind", word, "--period", "2026-10"]);
        let items = found["items"].as_array().unwrap();
        let sum: i64 = items
            .iter()
            .map(|i| i["counted_cents"].as_i64().unwrap())
            .sum();
        assert_eq!(found["counted_cents"], sum);
        assert_eq!(month["mrr_cents"][line], sum, "{word}");
    }
    let by = room.json(&["metrics", "--period", "2026-10", "--by", "plan"]);
    for cell in by["rows"].as_array().unwrap() {
        let plan = cell["by"]["plan"].as_str().unwrap();
        let of = [
            "accounts", "behind", "lost", "--period", "2026-10", "--by", "plan", "--cell", plan,
        ];
        assert_eq!(
            room.json(&of)["counted_cents"],
            cell["lost_mrr_cents"],
            "{plan}"
        );
    }
    let nobody = [
        "accounts", "behind", "lost", "--by", "plan", "--cell", "Gold",
    ];
    room.run(&nobody).code(1).says(&["its cells are"]);
    let unknown = room.run(&["accounts", "behind", "sorrow"]).code(2);
    unknown.says(&["came-and-went", "cohort"]);
}

#[test]
fn who_was_gone_early_by_plan_and_who_that_was() {
    let room = Room::small();
    same_shape(
        "cohorts_by",
        room.json(&["cohorts", "--by", "plan", "--period", "2026-10"]),
    );
}

#[test]
fn fiscal_years_and_other_weeks_are_typed_as_the_team_settled_them() {
    let room = Room::small();
    std::fs::create_dir_all(room.path("home/.config/churnroom")).unwrap();
    let calendar = "[calendar]\nfiscal_year_starts = \"april\"\nweek_starts = \"sunday\"\n";
    room.write("home/.config/churnroom/config.toml", calendar);
    for (typed, period, from, to) in [
        ("FY2027-Q2", "FY2027-Q2@04", "2026-07-01", "2026-09-30"),
        ("FY2027", "FY2027@04", "2026-04-01", "2027-03-31"),
        ("2026-W41", "2026-W41@sun", "2026-10-04", "2026-10-10"),
        ("2026-Q3", "2026-Q3", "2026-07-01", "2026-09-30"),
    ] {
        let found = room.json(&["metrics", "--period", typed]);
        assert_eq!(
            (&found["period"], &found["from"], &found["to"]),
            (&period.into(), &from.into(), &to.into())
        );
    }
    let quarters = room.json(&["metrics", "--period", "FY2027-Q2", "--months", "2"]);
    assert_eq!(quarters["rows"][0]["period"], "FY2027-Q1@04");
}

/// Nothing is said of what left in a month whose losses are not known: no count, no sum, no half of a rate.
#[test]
fn numbers_of_a_month_whose_losses_are_not_known_have_no_losses() {
    let room = Room::tagged();
    room.run(&["room", "set", "losses-since", "2026-10-02"])
        .ok();
    let nulls = |found: &serde_json::Value, keys: &[&str]| {
        for key in keys {
            assert!(found[*key].is_null(), "{key}: {found}");
        }
        assert!(found["opening"].is_number(), "{found}");
    };
    let plain = room.json(&["metrics"]);
    let rows = room.json(&["metrics", "--months", "1"]);
    let cells = room.json(&["metrics", "--by", "plan"]);
    let value = room.json(&["value"]);
    for found in [&plain, &rows["rows"][0], &cells["rows"][0]] {
        nulls(&found["accounts"], &["churned", "shrank", "came_and_went"]);
        nulls(
            &found["mrr_cents"],
            &["churn", "contraction", "came_and_went"],
        );
    }
    nulls(&value["accounts"], &["churned"]);
    assert!(cells["rows"][0]["lost_mrr_cents"].is_null());
    assert!(plain["causes"]["unknown"]["accounts"].is_null(), "{plain}");
    for found in [&plain, &value] {
        assert!(found["of"]["logo_churn"]["numerator"].is_null(), "{found}");
    }
    for asked in [
        "metrics",
        "metrics --by plan",
        "metrics --months 1",
        "value",
    ] {
        let asked: Vec<&str> = asked.split(' ').collect();
        let told = room.run(&asked).ok();
        let all = format!("{}{}", told.out(), told.err());
        assert!(
            !all.contains(" of 4") && all.contains("losses are known since"),
            "{all}"
        );
        assert!(!all.contains("churn is zero"), "{all}");
    }
    let behind = room.run(&["accounts", "behind", "churn"]).ok().out();
    assert!(behind.contains("on file: 2 accounts"), "{behind}");
}

/// What is on file of days before losses are known is not all that was lost: it is blank, not small.
#[test]
fn themes_of_a_month_whose_losses_are_not_known_have_no_losses() {
    let room = Room::tagged();
    let whole = room.json(&["themes"]);
    room.run(&["room", "set", "losses-since", "2026-10-02"])
        .ok();
    let part = room.json(&["themes"]);
    for key in ["accounts", "left", "shrank", "mrr_cents"] {
        assert!(part["lost"][key].is_null(), "{part}");
    }
    let (part, whole) = (&part["themes"][0], &whole["themes"][0]);
    for key in [
        "accounts",
        "left",
        "shrank",
        "lost_mrr_cents",
        "lost_mrr_any_cents",
    ] {
        assert!(part[key].is_null() && whole[key].is_number(), "{part}");
    }
    for key in ["theme", "mentions", "exposed_accounts"] {
        assert_eq!(part[key], whole[key]);
    }
    let table = room.run(&["themes"]).ok().out();
    assert!(table.contains("what was lost cannot be told"), "{table}");
    assert!(table.contains("nobody said why\n"), "{table}");
    let csv = room.run(&["themes", "--format", "csv"]).ok().out();
    assert!(csv.contains("\nreporting,2,,,,1,24000,,,"), "{csv}");
    assert!(csv.contains("\n(nobody said why),,,,"), "{csv}");
}
