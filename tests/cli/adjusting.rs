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
    let said = "2 accounts excluded (€550.00 opening MRR): Northwind GmbH (test account), Initech (test account)";
    assert_eq!(now["disclosed"], json!([said]));
    assert_eq!(before["disclosed"], json!([]));
    let april = room.json(&["metrics", "--period", "2026-04"]);
    assert_eq!(april["disclosed"], json!([]));
    let masked = room
        .run(&["--mask", "metrics", "--period", "2026-10"])
        .ok()
        .out();
    assert!(
        masked.contains("2 accounts excluded") && !masked.contains("Northwind"),
        "{masked}"
    );
    let people = room
        .run(&["metrics", "--by", "plan", "--period", "2026-10"])
        .ok()
        .out();
    assert!(people.contains(said), "{people}");
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
    let said = "1 account counted as one customer with its successor: Northwind GmbH (new billing)";
    assert_eq!(now["disclosed"], json!([said]));
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
    let now = october(&room);
    assert_eq!(now["accounts"]["churned"], 1);
    assert_eq!(
        now["disclosed"],
        json!(["1 renewal within 21 days is no churn"])
    );
}

#[test]
fn churn_is_split_by_what_the_rows_and_the_surveys_say() {
    let room = Room::small();
    let causes = &october(&room)["causes"];
    assert_eq!(
        causes["cancelled"],
        json!({"accounts": 2, "mrr_cents": 55_000}),
        "by their surveys"
    );
    let room = Room::empty();
    room.write(
        "stripe.csv",
        "id,Customer ID,start,end,amount,interval,currency,status,cancellation_reason\n\
         S1,A1,2026-05-01,2026-10-02,10.00,month,EUR,canceled,payment_failed\n\
         S2,A2,2026-05-01,2026-10-02,20.00,month,EUR,canceled,cancellation_requested\n\
         S3,A3,2026-05-01,2026-10-02,40.00,month,EUR,unpaid,\n\
         S4,A4,2026-05-01,2026-10-02,80.00,month,EUR,ended,\n\
         S5,A5,2026-05-01,,160.00,month,EUR,past_due,\n",
    );
    room.run(&["import", "stripe.csv", "--as-of", "2026-11-01"])
        .ok();
    let metrics = october(&room);
    let expected = json!({
        "cancelled": {"accounts": 1, "mrr_cents": 2_000},
        "payment_failed": {"accounts": 2, "mrr_cents": 5_000},
        "unknown": {"accounts": 1, "mrr_cents": 8_000},
    });
    assert_eq!(metrics["causes"], expected);
    assert_eq!(metrics["mrr_cents"]["churn"], 15_000);
    let people = room.run(&["metrics", "--period", "2026-10"]).ok().out();
    assert!(people.contains("payment failed"), "{people}");
    let again = room.json(&["import", "stripe.csv"]);
    assert_eq!(again["files"][0]["unchanged"], 5);
}
