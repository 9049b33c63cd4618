//! Usage, rules, accounts at risk and what accounts are worth, through the real binary.

use std::fs;

use serde_json::{Value, json};

use super::room::{Room, same_shape, same_text};

const USAGE: &str = "account,day,logins,last_seen,nps,payment_failed\n\
    A2,2026-09-30,40,2026-09-29,8,no\nA2,2026-10-31,12,2026-10-28,6,no\n\
    A3,2026-10-31,80,2026-10-31,9,no\nA5,2026-10-31,,2026-08-15,,yes\nA1,2026-10-31,1,2026-10-10,,no\n";

const RULES: &str = "[[signs]]\nwhen = \"logins < 20\"\nthen = \"at risk\"\n\
    [[signs]]\nwhen = \"nps <= 6\"\nthen = \"at risk\"\n\
    [[signs]]\nwhen = \"reasons >= 2\"\nthen = \"endangered\"\n\
    [value]\ngross_margin = 0.8\n[cac]\npaid = 1000\n";

fn watched() -> Room {
    let room = Room::small();
    room.write("usage.csv", USAGE);
    let answer = room.json(&["import", "usage.csv"]);
    assert_eq!(answer["files"][0]["kind"], "usage");
    assert_eq!(answer["files"][0]["new"], 5);
    room
}

fn configure(room: &Room, text: &str) {
    fs::create_dir_all(room.path("home/.config/churnroom")).unwrap();
    room.write("home/.config/churnroom/config.toml", text);
}

fn states(answer: &Value) -> Vec<(&str, &str)> {
    let items = answer["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let of = |key: &str| item[key].as_str().unwrap();
            (of("account"), of("state"))
        })
        .collect()
}

#[test]
fn accounts_at_risk_come_with_reasons_the_most_money_first() {
    let room = watched();
    let risk = room.json(&["risk"]);
    assert_eq!(states(&risk), [("A5", "endangered"), ("A2", "at_risk")]);
    assert_eq!(
        risk["exposed"],
        json!({"accounts": 2, "mrr_cents": 224_000})
    );
    assert!(
        risk["learned"]["hidden"]
            .as_str()
            .unwrap()
            .contains("too few")
    );
    same_shape("risk", risk);
    same_shape("signs", room.json(&["signs"]));
    same_text("risk_table", &room.run(&["risk"]).ok().out());
    let csv = room.run(&["risk", "--format", "csv"]).ok().out();
    assert_eq!(csv.lines().count(), 3, "{csv}");
    let story = room.json(&["accounts", "show", "A5"]);
    assert_eq!(story["outlook"]["state"], "endangered");
    assert!(room.json(&["accounts", "show", "A1"])["outlook"]["value"].is_null());
    room.run(&["undo"]).ok();
    assert_eq!(room.json(&["risk"])["items"], json!([]));
}

#[test]
fn a_team_writes_its_own_rules() {
    let room = watched();
    configure(&room, RULES);
    let risk = room.json(&["risk"]);
    assert_eq!(states(&risk), [("A2", "endangered")]);
    let reasons = &risk["items"][0]["reasons"];
    assert_eq!(
        *reasons,
        json!(["2 reasons (>= 2)", "logins 12 (< 20)", "nps 6 (<= 6)"])
    );
    configure(
        &room,
        "[[signs]]\nwhen = \"logins below 3\"\nthen = \"at risk\"\n",
    );
    let refused = room.run(&["signs"]).code(2).err();
    assert!(
        refused.contains("line 2") && refused.contains("no comparison"),
        "{refused}"
    );
}

#[test]
fn a_column_of_the_accounts_file_is_a_sign_where_usage_has_none() {
    let room = Room::empty();
    room.write(
        "accounts.csv",
        "id,name,plan,signed_up,NPS\nA3,Globex,Pro,2026-05-01,3\nA5,Umbrella,Pro,2026-05-01,9\n",
    );
    room.run(&["import", "accounts.csv", "subscriptions.csv"])
        .ok();
    assert_eq!(states(&room.json(&["risk"])), [("A3", "at_risk")]);
    room.write("usage.csv", "account,day,logins,nps\nA3,2026-10-20,5,9\n");
    room.run(&["import", "usage.csv"]).ok();
    assert_eq!(room.json(&["risk"])["items"], json!([]));
}

#[test]
fn worth_by_both_formulas_and_against_what_a_channel_costs() {
    let room = Room::small();
    configure(&room, RULES);
    let all = room.json(&["value"]);
    assert_eq!(all["gross_margin"], 0.8);
    let by = room.json(&["value", "--by", "channel"]);
    let paid = by["rows"].as_array().unwrap().iter();
    let paid = paid
        .clone()
        .find(|row| row["by"]["channel"] == "paid")
        .unwrap();
    assert_eq!(paid["cac_cents"], 100_000);
    assert!(
        paid["clv_logo_cents"].is_null(),
        "nobody of that channel left"
    );
    same_shape("value", by);
    same_text(
        "value_table",
        &room.run(&["value", "--by", "channel"]).ok().out(),
    );
}
