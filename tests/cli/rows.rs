//! Rows that look wrong, each used by the rule that `import --help` names or rejected with its line and reason.

use rstest::rstest;
use serde_json::json;

use super::room::Room;

const SUBSCRIPTIONS: &str = "id,account,start,end,amount,interval,currency,plan\n";

/// Imports rows of subscriptions, the first of which stands on line 2, into an empty room.
fn take(rows: &str) -> (Room, serde_json::Value, String) {
    let room = Room::empty();
    room.write("subs.csv", &format!("{SUBSCRIPTIONS}{rows}\n"));
    let args = [
        "import",
        "subs.csv",
        "--as-of",
        "2026-11-03",
        "--currency",
        "EUR",
        "--format",
        "json",
    ];
    let done = room.run(&args).json();
    let file = done["files"][0].clone();
    let rejects = match file["rejects_file"].is_null() {
        true => String::new(),
        false => room.read("subs.csv.rejects.csv"),
    };
    (room, file, rejects)
}

#[rstest]
#[case::end_before_start("S1,A1,2026-05-02,2026-05-01,9.00,month,EUR,Pro", "before it starts")]
#[case::below_zero("S1,A1,2026-05-01,,-9.00,month,EUR,Pro", "below zero")]
#[case::no_currency(
    "S1,A1,2026-05-01,,9.00,month,EURX,Pro",
    "`EURX` is not a currency code"
)]
#[case::no_rate("S1,A1,2026-05-01,,9.00,month,XTS,Pro", "under [currency.rates]")]
#[case::no_leap_year("S1,A1,2025-02-29,,9.00,month,EUR,Pro", "is not a day")]
#[case::no_interval("S1,A1,2026-05-01,,9.00,now and then,EUR,Pro", "is not an interval")]
#[case::no_account("S1,,2026-05-01,,9.00,month,EUR,Pro", "is empty")]
fn a_row_that_cannot_be_used_says_its_line_and_why(#[case] row: &str, #[case] why: &str) {
    let good = "S0,A0,2026-05-01,,1.00,month,EUR,Pro";
    let (_, file, rejects) = take(&format!("{good}\n{row}"));
    assert_eq!(
        (&file["new"], &file["rejected"]),
        (&json!(1), &json!(1)),
        "{rejects}"
    );
    let line = rejects.lines().nth(1).unwrap();
    assert!(line.starts_with("3,") && line.contains(why), "{rejects}");
}

#[rstest]
#[case::overlapping(
    "S1,A1,2026-05-01,2026-08-01,9.00,month,EUR,Pro\nS2,A1,2026-06-01,,5.00,month,EUR,Team",
    500
)]
#[case::ends_as_it_starts(
    "S1,A1,2026-05-01,2026-05-01,9.00,month,EUR,Pro\nS2,A1,2026-06-01,,5.00,month,EUR,Pro",
    500
)]
#[case::leap_year("S1,A1,2024-02-29,,9.00,month,EUR,Pro", 900)]
#[case::unknown_plan("S1,A1,2026-05-01,,9.00,month,EUR,Plan nobody knows", 900)]
#[case::costs_nothing("S1,A1,2026-05-01,,0.00,month,EUR,Free", 0)]
fn a_row_that_only_looks_wrong_is_used(#[case] rows: &str, #[case] mrr: i64) {
    let (room, file, rejects) = take(rows);
    assert_eq!(file["rejected"], 0, "{rejects}");
    assert_eq!(file["bare_accounts"], 1, "nobody imported the account");
    let account = room.json(&["accounts", "show", "A1"]);
    assert_eq!(
        (&account["mrr_cents"], &account["name"]),
        (&json!(mrr), &json!("A1"))
    );
}

#[test]
fn overlapping_subscriptions_add_up() {
    let rows =
        "S1,A1,2026-05-01,2026-08-01,9.00,month,EUR,Pro\nS2,A1,2026-06-01,,5.00,month,EUR,Team";
    let (room, ..) = take(rows);
    let movements = &room.json(&["accounts", "show", "A1"])["movements"];
    let balances: Vec<i64> = movements
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["balance_cents"].as_i64().unwrap())
        .collect();
    assert_eq!(balances, [900, 1_400, 500]);
}

#[test]
fn an_id_a_second_time() {
    let row = "S1,A1,2026-05-01,,9.00,month,EUR,Pro";
    let (_, file, _) = take(&format!("{row}\n{row}"));
    assert_eq!((&file["new"], &file["unchanged"]), (&json!(1), &json!(1)));
    let (_, file, rejects) = take(&format!("{row}\nS1,A1,2026-05-01,,8.00,month,EUR,Pro"));
    assert_eq!((&file["new"], &file["rejected"]), (&json!(1), &json!(1)));
    assert!(
        rejects.contains("3,") && rejects.contains("earlier line"),
        "{rejects}"
    );
}

#[test]
fn two_names_for_one_account() {
    let room = Room::empty();
    room.write("a.csv", "id,name,plan\nA1,Acme,Pro\nA1,Acme Ltd,Pro\n");
    let done = room
        .run(&["import", "a.csv", "--format", "json"])
        .code(3)
        .json();
    assert_eq!(done["files"][0]["rejected"], 1);
    assert!(room.read("a.csv.rejects.csv").contains("earlier line"));
    room.write("b.csv", "id,name,plan\nA1,Acme Ltd,Pro\n");
    assert_eq!(room.json(&["import", "b.csv"])["files"][0]["updated"], 1);
    assert_eq!(room.json(&["accounts", "show", "A1"])["name"], "Acme Ltd");
}

#[test]
fn a_ledger_never_goes_below_zero() {
    let room = Room::empty();
    room.write(
        "moves.csv",
        "account,day,delta\nA1,2026-05-01,9.00\nA1,2026-06-01,-10.00\nA2,2026-05-01,-4.00\nA2,2026-05-01,5.00\n",
    );
    let args = [
        "import",
        "moves.csv",
        "--currency",
        "EUR",
        "--format",
        "json",
    ];
    let done = room.run(&args).code(3).json();
    assert_eq!(
        done["files"][0]["rejected"], 1,
        "changes of one day count together"
    );
    let rejects = room.read("moves.csv.rejects.csv");
    assert!(
        rejects.contains("3,it would take the account's MRR below zero"),
        "{rejects}"
    );
    assert_eq!(room.json(&["accounts", "show", "A1"])["mrr_cents"], 900);
    assert_eq!(room.json(&["accounts", "show", "A2"])["mrr_cents"], 100);
}
