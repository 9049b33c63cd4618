//! Accounts left out, counted as one with another, and counted again: each changes the numbers, openly.

use serde_json::{Value, json};

use super::room::{Room, same_shape};

fn october(room: &Room) -> Value {
    room.json(&["metrics", "--period", "2026-10"])
}

#[test]
fn an_excluded_account_counts_nowhere_until_it_is_included() {
    let room = Room::small();
    let before = october(&room);
    let reason = ["--reason", "test account"];
    let args = ["accounts", "exclude", "A1", "Initech", reason[0], reason[1]];
    let done = room.json(&args);
    assert_eq!(done["items"][0]["excluded"], "test account");
    assert_eq!(
        done["items"][1]["standing"],
        json!(["excluded: test account, by Priya"])
    );
    assert_eq!(room.json(&args)["change"], 0, "twice is once");
    let now = october(&room);
    assert_eq!(before["accounts"]["churned"], 2);
    assert_eq!(now["accounts"]["churned"], 0);
    assert_eq!(
        room.json(&["themes", "--period", "2026-10"])["lost"]["left"],
        0
    );
    let story = room.json(&["accounts", "show", "A1"]);
    assert_eq!(
        story["movements"].as_array().unwrap().len(),
        2,
        "what it paid is still seen"
    );
    assert_eq!(story["mrr_cents"], 0);
    let listed = room.json(&["accounts", "list", "--adjusted"]);
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    same_shape("accounts_exclude", done);
    room.run(&["accounts", "include", "A1", "A4"]).ok();
    assert_eq!(october(&room), before);
    room.run(&["undo"]).ok();
    assert_eq!(october(&room), now);
}

#[test]
fn a_migrated_account_goes_on_in_another() {
    let room = Room::small();
    room.write(
        "more.csv",
        "id,account,start,end,amount,interval,currency\nS8,A9,2026-10-13,,410.00,month,EUR\n",
    );
    room.run(&["import", "more.csv"]).ok();
    let before = october(&room);
    assert_eq!(
        (&before["accounts"]["new"], &before["accounts"]["churned"]),
        (&json!(2), &json!(2))
    );
    let done = room.json(&["accounts", "same", "A1", "A9", "--reason", "new billing"]);
    assert_eq!(
        done["item"]["standing"],
        json!(["goes on in A9: new billing, by Priya"])
    );
    let now = october(&room);
    assert_eq!(
        (&now["accounts"]["new"], &now["accounts"]["churned"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(now["mrr_cents"]["expansion"], 1_000);
    let story = room.json(&["accounts", "show", "A9"]);
    assert_eq!(
        story["feedback"].as_array().unwrap().len(),
        1,
        "what A1 said"
    );
    assert_eq!(story["movements"].as_array().unwrap().len(), 2);
    room.run(&["accounts", "apart", "A1"]).ok();
    assert_eq!(october(&room), before);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let room = Room::small();
    let same = |old, new| room.run(&["accounts", "same", old, new, "--reason", "moved"]);
    same("A1", "A1").code(2).says(&["cannot go on in itself"]);
    same("A1", "A2").ok();
    same("A2", "A3").ok();
    same("A3", "A1").code(2).says(&["goes on in it already"]);
    let empty = ["accounts", "exclude", "A1", "--reason", " "];
    room.run(&empty).code(2).says(&["the reason is empty"]);
    room.run(&["accounts", "exclude", "nobody", "--reason", "x"])
        .code(2)
        .says(&["there is no account `nobody`"]);
}

#[test]
fn a_late_renewal_within_the_grace_days_is_no_churn() {
    let room = Room::small();
    room.write(
        "back.csv",
        "id,account,start,end,amount,interval,currency\nS8,A1,2026-11-02,,400.00,month,EUR\n",
    );
    room.run(&["import", "back.csv"]).ok();
    assert_eq!(october(&room)["accounts"]["churned"], 2);
    let config = room.path("home/.config/churnroom");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("config.toml"), "[numbers]\ngrace_days = 21\n").unwrap();
    assert_eq!(october(&room)["accounts"]["churned"], 1);
}
