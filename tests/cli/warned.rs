//! Whether the room was warned of who left: the list a meeting keeps, and what the next one says of it.

use serde_json::json;

use super::room::Room;

const LEDGER: &str = "id,account,start,end,amount,interval\n\
    s1,North,2026-01-01,2026-10-12,200,month\ns2,East,2026-01-01,2026-10-20,100,month\n\
    s3,South,2026-01-01,,300,month\ns4,West,2026-01-01,,50,month\ns5,Late,2026-10-05,2026-12-01,40,month\n";

/// North falls silent before it leaves, South falls silent and stays, East says nothing. The columns of the accounts
/// file were written when everybody knew.
const USAGE: &str = "account,day,logins,last_seen\n\
    North,2026-08-20,40,2026-08-20\nNorth,2026-09-25,9,2026-08-20\nSouth,2026-09-28,3,2026-08-01\n\
    West,2026-09-28,30,2026-09-28\nNorth,2026-10-10,1,2026-08-20\nEast,2026-10-10,1,2026-08-01\n";
const ACCOUNTS: &str = "id,name,last_seen\nEast,East Ltd,2025-01-01\nWest,West Ltd,2025-01-01\n";

fn room() -> Room {
    let room = Room::empty();
    for (name, text) in [
        ("ledger.csv", LEDGER),
        ("usage.csv", USAGE),
        ("accounts.csv", ACCOUNTS),
    ] {
        room.write(name, text);
    }
    let ledger = ["import", "ledger.csv", "--currency", "EUR"];
    room.run(&[&ledger[..], &["--as-of", "2026-11-02"]].concat())
        .ok();
    room.run(&["import", "accounts.csv", "usage.csv"]).ok();
    room
}

fn said(room: &Room, args: &[&str], words: &[&str]) {
    let out = room.run(args).ok().out();
    for word in words {
        assert!(out.contains(word), "{word} is not in\n{out}");
    }
}

fn review(room: &Room, period: &str) {
    room.run(&["meetings", "start", "--period", period]).ok();
    room.run(&["meetings", "end"]).ok();
}

#[test]
fn the_next_review_says_who_of_those_who_left_was_on_the_list() {
    let room = room();
    review(&room, "2026-09");
    said(
        &room,
        &["risk"],
        &["since the review of September 2026", "new on the list"],
    );
    room.run(&["meetings", "start", "--period", "2026-10"]).ok();
    said(&room, &["risk"], &["since the review of September 2026"]);
    room.run(&["meetings", "end"]).ok();
    let record = room.json(&["risk", "--record"]);
    let first = &record["items"][0];
    assert_eq!(first["as_of"], "2026-09-30");
    assert_eq!(first["until"], "2026-10-31");
    assert_eq!(
        first["flagged"],
        json!({"accounts": 2, "mrr_cents": 50_000}),
        "North and South; columns have no day"
    );
    assert_eq!(
        first["flagged_left"],
        json!({"accounts": 1, "mrr_cents": 20_000})
    );
    assert_eq!(first["others"]["accounts"], 2);
    assert_eq!(
        first["others_left"],
        json!({"accounts": 1, "mrr_cents": 10_000})
    );
    let spoke = &first["first"][0];
    assert_eq!(
        (spoke["rule"].as_str(), spoke["days"].as_i64()),
        (Some("last_seen > 30 days"), Some(22))
    );
    let minutes = room.json(&["minutes", "2026-10"]);
    assert_eq!(minutes["warned"], *first);
    said(
        &room,
        &["minutes", "2026-10"],
        &[
            "Were we warned? 2 left, €300 · 1 was on the list of 30 Sep",
            "flagged 2, left 1 (50 %)",
        ],
    );
    assert!(room.json(&["minutes", "2026-09"])["warned"].is_null());
}

#[test]
fn what_the_list_says_stays_when_usage_comes_later() {
    let room = room();
    review(&room, "2026-09");
    let before = room.json(&["risk", "--record"]);
    room.write(
        "later.csv",
        "account,day,logins,last_seen\nEast,2026-09-29,1,2026-07-01\n",
    );
    room.run(&["import", "later.csv"]).ok();
    assert_eq!(room.json(&["risk", "--record"]), before);
}

#[test]
fn an_erased_customer_stays_a_number_of_the_list_and_one_counted_as_another_has_not_left() {
    let room = room();
    review(&room, "2026-09");
    room.run(&[
        "accounts",
        "same",
        "North",
        "Late",
        "--reason",
        "bought by it",
    ])
    .ok();
    let left = |room: &Room| {
        let first = &room.json(&["risk", "--record"])["items"][0];
        (
            first["flagged"]["accounts"].clone(),
            first["flagged_left"]["accounts"].clone(),
        )
    };
    assert_eq!(left(&room), (json!(2), json!(0)));
    let held = room.json(&["accounts", "export", "South"]);
    assert_eq!(held["warnings"].as_array().map(Vec::len), Some(1));
    room.run(&["accounts", "erase", "South", "--yes"]).ok();
    assert_eq!(
        left(&room),
        (json!(2), json!(0)),
        "numbers of the past stay"
    );
    let others = &room.json(&["risk", "--record"])["items"][0]["others"];
    assert_eq!(others["accounts"], json!(2), "nor is it one of the others");
    room.run(&["check"]).ok();
}

#[test]
fn a_review_of_before_kept_none_and_a_room_without_signs_names_nobody() {
    let room = Room::small();
    said(&room, &["risk", "--record"], &["no review has kept a list"]);
    review(&room, "2026-09");
    review(&room, "2026-10");
    said(
        &room,
        &["risk", "--record"],
        &["cannot be told: no account had a row of usage by 30 Sep"],
    );
}

/// A month that is not over is looked at as far as it is known: the list is of that day, and what follows is counted
/// from it.
#[test]
fn a_review_of_a_month_that_is_not_over_keeps_the_list_of_the_last_known_day() {
    let room = Room::empty();
    room.write("ledger.csv", LEDGER);
    room.write("usage.csv", USAGE);
    let on = |day: &'static str, args: &[&'static str]| [&["--today", day], args].concat();
    let ledger = ["import", "ledger.csv", "--currency", "EUR"];
    room.run(&on("2026-10-06", &ledger)).ok();
    room.run(&on("2026-10-06", &["import", "usage.csv"])).ok();
    room.run(&on(
        "2026-10-06",
        &["meetings", "start", "--period", "2026-10"],
    ))
    .ok();
    room.run(&on("2026-10-06", &["meetings", "end"])).ok();
    let told = room
        .run(&on("2026-10-06", &["risk", "--record"]))
        .ok()
        .out();
    assert!(!told.contains("nobody left"), "{told}");
    // The next one, of a month that has hardly begun, before and after newer data came.
    room.run(&on(
        "2026-11-03",
        &["meetings", "start", "--period", "2026-11"],
    ))
    .ok();
    let record = |day| room.run(&on(day, &["risk", "--record"])).ok().out();
    let told = record("2026-11-03");
    assert!(
        told.contains("nothing is known since the list of 5 Oct"),
        "{told}"
    );
    assert!(!told.contains("nobody left"), "{told}");
    let newer = on(
        "2026-11-03",
        &["import", "ledger.csv", "--as-of", "2026-11-02"],
    );
    room.run(&newer).ok();
    let json = room.json(&on("2026-11-03", &["risk", "--record"]));
    let first = &json["items"][0];
    let days = ["as_of", "known", "until"].map(|key| first[key].as_str());
    assert_eq!(
        days,
        [Some("2026-10-05"), Some("2026-11-02"), Some("2026-11-30")]
    );
    assert_eq!(first["flagged_left"]["accounts"], 1, "{json}");
    let told = record("2026-11-03");
    let so_far = "so far: the time until 30 Nov is not over, and known until 2 Nov";
    assert!(told.contains(so_far), "{told}");
}

/// A list that a review has kept is a number of the past: taking the accounts back and bringing them again changes none of
/// it.
#[test]
fn a_kept_list_outlives_the_import_of_its_accounts() {
    let (room, other) = (room(), room());
    for room in [&room, &other] {
        review(room, "2026-09");
        room.run(&["import", "ledger.csv", "--as-of", "2026-11-02"])
            .ok();
    }
    for import in ["3", "2"] {
        room.run(&["imports", "revert", import]).ok();
    }
    said(
        &room,
        &["imports", "revert", "1"],
        &["stay with nothing but ids", "a review keeps on its list"],
    );
    let left = room.json(&["accounts", "list"]);
    for account in left["items"].as_array().unwrap() {
        assert_eq!(account["name"], account["account"], "{account}");
        assert_eq!(account["plan"], json!(null), "{account}");
    }
    room.run(&["check"]).ok();
    let ledger = ["import", "ledger.csv", "--currency", "EUR"];
    room.run(&[&ledger[..], &["--as-of", "2026-11-02"]].concat())
        .ok();
    room.run(&["import", "accounts.csv", "usage.csv"]).ok();
    assert_eq!(
        room.json(&["risk", "--record"])["items"],
        other.json(&["risk", "--record"])["items"]
    );
    room.run(&["check"]).ok();
}
