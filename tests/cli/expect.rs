//! A sum that somebody outside the room gives for it: files that do not come to it leave nothing behind.

use serde_json::{Value, json};

use super::room::Room;

const FILES: [&str; 2] = ["accounts.csv", "subscriptions.csv"];

fn import(room: &Room, more: &[&str]) -> super::room::Done {
    let args = [&["import", "--format", "json"][..], &FILES, more].concat();
    room.run(&args)
}

#[test]
fn files_that_do_not_tie_leave_nothing_behind() {
    let room = Room::empty();
    let refused = import(&room, &["--expect-mrr", "2,429.99"]).code(2);
    let said = refused.err();
    assert!(
        said.contains(
            "2,429.99 was given for 31 Oct 2026 and the ledger comes to 2,430.00, 0.01 more"
        ),
        "{said}"
    );
    assert!(!said.contains("before it went in"), "{said}");
    assert_eq!(room.json(&["accounts", "list"])["items"], json!([]));
    assert_eq!(room.json(&["imports"])["items"], json!([]));
}

#[test]
fn what_ties_is_shown_with_the_numbers_and_the_imports() {
    let room = Room::empty();
    let given = ["--expect-mrr", "2.990,00", "--on", "2026-09-30"];
    let done = import(&room, &given).ok().json();
    let tied = json!({ "amount_cents": 299_000, "on": "2026-09-30" });
    assert_eq!(done["files"][1]["read_as"]["tied"], tied);
    assert_eq!(done["files"][0]["read_as"]["tied"], Value::Null);
    let held = json!({
        "day": "2026-10-31", "accounts": 4, "mrr_cents": 243_000,
        "largest": { "name": "Umbrella", "mrr_cents": 200_000 },
    });
    assert_eq!(done["files"][1]["read_as"]["holds"], held);
    let said = "ties to 2,990.00 given at import (30 Sep 2026)";
    let september = ["metrics", "--period", "2026-09"];
    assert_eq!(room.json(&september)["disclosed"], json!([said]));
    let shown = room.run(&september).ok().out();
    assert!(shown.contains(said), "{shown}");
    assert_eq!(room.json(&["imports"])["items"][0]["tied"], tied);
    let listed = room.run(&["imports"]).ok().out();
    assert!(
        listed.contains("tied to 2,990.00 given at import (30 Sep 2026)"),
        "{listed}"
    );
}

#[test]
fn a_sum_needs_a_ledger_and_has_to_be_one() {
    let room = Room::empty();
    let sum = ["import", "accounts.csv", "--expect-mrr"];
    for (amount, words) in [
        ("100", "none of the files makes a ledger"),
        ("1.2.3", "is not an amount"),
        ("much", "is not an amount"),
        ("-5", "never below zero"),
    ] {
        let args = [&sum[..], &[amount]].concat();
        let said = room.run(&args).code(2).err();
        assert!(said.contains(words), "{amount}: {said}");
    }
    room.run(&["import", "accounts.csv", "--on", "2026-09-30"])
        .code(2);
    room.write("paid.csv", "account,start,mrr\nA1,2026-05-01,1200\n");
    let open = [
        "import",
        "paid.csv",
        "--currency",
        "EUR",
        "--expect-mrr",
        "1.200",
    ];
    let said = room.run(&open).code(2).err();
    assert!(said.contains("could be thousands or a fraction"), "{said}");
    for (sum, other) in [
        ("1200 USD", Some("USD")),
        ("$1,200.00", Some("USD")),
        ("£1200", Some("GBP")),
        ("€1,200.00", None),
    ] {
        let args = [&open[..5], &[sum, "--dry-run"]].concat();
        let done = room.run(&args);
        match other {
            None => drop(done.ok()),
            Some(other) => {
                let said = done.code(2).err();
                let words = format!("the sum expected is in {other} and this room counts in EUR");
                assert!(said.contains(&words), "{sum}: {said}");
            }
        }
    }
    let said = room.run(&["metrics", "--by", "plan"]).code(2).err();
    assert!(
        said.contains("by with one of plan, ")
            || said.contains("import a file of accounts with such a column"),
        "{said}"
    );
}

#[test]
fn a_later_file_that_leaves_accounts_out_asks_first() {
    let room = Room::small();
    let all = room.read("subscriptions.csv");
    let part = all.replace("S6,A5,2026-05-01,,2000.00,month,EUR\n", "");
    room.write("part.csv", &part);
    let said = room.run(&["import", "part.csv"]).code(2).err();
    let words = "1 account of the import before is not in this file, 2,000.00 a month (Umbrella)";
    assert!(said.contains(words), "{said}");
    let dry = room.run(&["import", "part.csv", "--dry-run"]).code(2);
    assert!(dry.err().contains(words), "{}", dry.err());
    assert!(dry.out().contains("part.csv"), "it is shown all the same");
    room.run(&["import", "part.csv", "--dry-run", "--partial"])
        .ok();
    let done = ["import", "part.csv", "--partial"];
    let absent = json!({ "accounts": 1, "mrr_cents": 200_000, "names": ["Umbrella"] });
    assert_eq!(room.json(&done)["files"][0]["read_as"]["absent"], absent);
    let masked = ["--mask", "import", "part.csv"];
    let said = room.run(&masked).code(2).err();
    assert!(!said.contains("Umbrella"), "{said}");
}

#[test]
fn files_of_one_call_that_contradict_each_other_are_refused() {
    let head = "id,account,start,end,amount,interval,currency\n";
    let days = "account,day,mrr,currency\n";
    for (one, other, words) in [
        (
            format!("{head}S1,A1,2026-05-04,,400.00,month,EUR\nS2,A2,2026-05-04,,1.00,month,EUR\n"),
            format!("{head}S2,A2,2026-05-04,,1.00,month,EUR\nS1,A1,2026-05-04,,450.00,month,EUR\n"),
            "they say different things of `S1`; nothing was written",
        ),
        (
            format!("{days}A1,2026-05-31,10.00,EUR\nA2,2026-05-31,5.00,EUR\n"),
            format!("{days}A1,2026-05-31,11.00,EUR\nA2,2026-05-31,6.00,EUR\n"),
            "of `A1` on 2026-05-31 and of 1 other",
        ),
        (
            "account,day,delta,currency\nA1,2026-05-01,10.00,EUR\n".to_owned(),
            "account,day,delta,currency\nA1,2026-05-01,5.00,EUR\nA1,2026-05-01,6.00,EUR\n"
                .to_owned(),
            "of `A1` on 2026-05-01",
        ),
        (
            "id,name,plan\nA1,One,Pro\n".to_owned(),
            "id,name,plan\nA1,One,Team\n".to_owned(),
            "of `A1`",
        ),
    ] {
        let room = Room::empty();
        room.write("one.csv", &one);
        room.write("other.csv", &other);
        let said = room.run(&["import", "one.csv", "other.csv"]).code(2).err();
        assert!(said.contains(words), "{said}");
        assert!(said.contains("`one.csv` and `other.csv`"), "{said}");
        assert_eq!(room.json(&["imports"])["items"], json!([]));
    }
    // One file may go on where another ends, and both may say the same.
    let room = Room::empty();
    room.write("one.csv", "id,name,plan\nA1,One,Pro\nA2,Two,Pro\n");
    room.write("other.csv", "id,name,industry\nA1,One,Retail\n");
    room.run(&["import", "one.csv", "other.csv"]).ok();
}
