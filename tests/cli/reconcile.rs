//! Numbers that nobody has to argue about: ways of counting, two of them side by side, and somebody's list.

use serde_json::Value;

use super::room::{Room, same_shape, same_text};

/// The worked case as a file of movements: A to G, each with one thing that profiles count differently, and 96
/// that only pay.
fn worked_case() -> Room {
    worked("P95,2026-01-01,93.75")
}

/// A to G and 95 that only pay, with what is said of the rest.
fn worked(rest: &str) -> Room {
    let mut text = "account,day,delta,currency\n".to_owned();
    let moves = "A,2026-01-01,300|A,2026-10-12,-300|B,2026-01-01,200|B,2026-10-05,-200|B,2026-10-20,150|\
                 C,2026-10-03,100|C,2026-10-25,-100|D,2026-01-01,300|D,2026-10-31,-100|E,2026-01-01,200|\
                 E,2026-10-01,250|F,2026-10-09,400|G,2026-01-01,50|G,2026-05-10,-50|G,2026-10-30,120";
    for row in moves.split('|').chain(rest.split('|')) {
        text.push_str(&format!("{row},EUR\n"));
    }
    for n in 0..95 {
        text.push_str(&format!("P{n:02},2026-01-01,93.75,EUR\n"));
    }
    let room = Room::empty();
    room.write("movements.csv", &text);
    room.run(&["import", "movements.csv"]).ok();
    room
}

fn accounts(found: &Value, figure: &str) -> Vec<String> {
    let figures = found["figures"].as_array().unwrap();
    let of = figures.iter().find(|f| f["figure"] == figure).unwrap();
    let accounts = of["accounts"].as_array().unwrap();
    let mut names: Vec<String> = accounts
        .iter()
        .map(|a| a["account"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_worked_case_names_b_c_and_g_and_why() {
    let room = worked_case();
    let args = [
        "metrics",
        "--period",
        "2026-10",
        "--reconcile",
        "chartmogul",
    ];
    let found = room.json(&args);
    assert_eq!(accounts(&found, "logo_churn"), ["B"]);
    assert_eq!(accounts(&found, "gross_mrr_churn"), ["B", "C"]);
    assert_eq!(accounts(&found, "net_mrr_churn"), ["C", "G"]);
    assert_eq!(found["left"]["rates"]["gross_mrr_churn"], 0.045);
    assert_eq!(found["right"]["rates"]["gross_mrr_churn"], 0.07);
    assert_eq!(found["right"]["rates"]["net_mrr_churn"], 0.018);
    // Each side is what `metrics` prints; only how they differ is kept.
    let mut differences = found;
    for side in ["left", "right"] {
        let metrics = differences[side].as_object_mut().unwrap();
        metrics.retain(|key, _| matches!(key.as_str(), "profile" | "rates"));
    }
    same_shape("reconcile", differences);
    same_text("reconcile_table", &room.run(&args).ok().out());
    let csv = room
        .run(&[&args[..], &["--format", "csv"]].concat())
        .ok()
        .out();
    assert_eq!(csv.lines().count(), 1 + 1 + 2 + 2 + 2, "{csv}");
}

/// H is one of the 96: it pays 93.75, leaves, is back with 80 and leaves again.
#[test]
fn who_churns_twice_counts_once_but_under_stripe() {
    let room = worked("H,2026-01-01,93.75|H,2026-10-06,-93.75|H,2026-10-14,80|H,2026-10-28,-80");
    for (profile, left, of, quick) in [
        ("snapshot", 2, 100, Some((77_000, 54_375))),
        ("chartmogul", 3, 100, Some((110_000, 87_375))),
        ("stripe", 5, 102, None),
        ("baremetrics", 4, 100, Some((75_000, 87_375))),
        ("profitwell", 3, 100, None),
    ] {
        let args = ["metrics", "--period", "2026-10", "--profile", profile];
        let found = room.json(&args);
        let parts = |figure: &str| {
            let of = &found["of"][figure];
            Some((of["numerator"].as_i64()?, of["denominator"].as_i64()?))
        };
        assert_eq!(parts("logo_churn"), Some((left, of)), "{profile}");
        assert_eq!(parts("quick_ratio"), quick, "{profile}");
        assert_eq!(found["rates"]["quick_ratio"].is_null(), quick.is_none());
        assert_eq!(found["mrr_cents"]["closing"], 1_022_625);
        let count = |line: &str| found["accounts"][line].as_i64().unwrap();
        let closing = count("opening") + count("new") + count("reactivated") - count("churned");
        assert_eq!(closing, count("closing"), "{profile}");
        let causes = ["cancelled", "payment_failed", "unknown"];
        let sum = |part: &str| {
            let each = causes.map(|cause| found["causes"][cause][part].as_i64().unwrap());
            each.iter().sum::<i64>()
        };
        assert_eq!(sum("accounts"), count("churned"), "{profile}");
        assert_eq!(sum("mrr_cents"), found["mrr_cents"]["churn"], "{profile}");
    }
    let args = ["metrics", "--period", "2026-10", "--profile", "baremetrics"];
    let found = room.json(&[&args[..], &["--reconcile", "stripe"]].concat());
    assert_eq!(accounts(&found, "logo_churn"), ["C", "F", "H"]);
    let said = room.run(&["profile"]).ok().out();
    for words in [
        "who churns twice counts once",
        "who churns twice counts twice",
        "Stripe counts the last 30 days, here it is the period",
        "Baremetrics counts the last 30 days (365 of annual plans), here it is the period",
    ] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_room_chooses_how_it_counts_and_takes_it_back() {
    let room = worked_case();
    same_text("profile_table", &room.run(&["profile"]).ok().out());
    let chosen = room.json(&["profile", "stripe"]);
    assert_eq!(chosen["item"]["profile"], "stripe");
    assert_eq!(
        room.json(&["metrics", "--period", "2026-10"])["profile"],
        "stripe"
    );
    assert_eq!(room.json(&["profile", "stripe"])["change"], 0);
    room.run(&["undo"]).ok();
    assert_eq!(
        room.json(&["metrics", "--period", "2026-10"])["profile"],
        "snapshot"
    );
    let own = room.json(&["profile"]);
    assert_eq!(own["items"][0]["own"], true);
    room.run(&["profile", "mixpanel"]).code(2);
}

#[test]
fn a_list_is_held_against_the_room() {
    let room = Room::small();
    room.write(
        "theirs.csv",
        "customer id;customer name;churned MRR\nA1;;4.800,00\nA4;;150,00\nInitec;;10,00\nA5;;20,00\nA2;;300,00\nA2;;40,00\nZZ;;7,00\n",
    );
    let found = room.json(&["metrics", "--against", "theirs.csv"]);
    same_shape("against", found);
    same_text(
        "against_table",
        &room.run(&["metrics", "--against", "theirs.csv"]).ok().out(),
    );
}

#[test]
fn a_list_that_cannot_be_used_says_what_to_pass() {
    let room = Room::small();
    room.write("theirs.csv", "who,sum\nA1,400\nA4,many\n");
    room.run(&["metrics", "--against", "theirs.csv"])
        .code(2)
        .says(&["no column for the account", "--map account=Header"]);
    let map = [
        "metrics",
        "--against",
        "theirs.csv",
        "--map",
        "account=who",
        "--map",
        "lost=sum",
    ];
    let done = room.run(&map).code(3);
    assert!(
        done.out().contains("line 3: `many` is no amount."),
        "{done}"
    );
    room.run(&["metrics", "--against", "nobody.csv"]).code(1);
    let masked = room.run(&[&map[..], &["--mask"]].concat()).code(3);
    for name in ["A1", "A4", "Initech", "Northwind"] {
        assert!(!masked.out().contains(name), "{masked}");
    }
}

#[test]
fn an_account_that_is_left_out_says_so() {
    let room = Room::small();
    room.run(&["accounts", "exclude", "A1", "--reason", "a test account"])
        .ok();
    room.write("theirs.csv", "account,lost\nA1,400\n");
    let found = room.json(&["metrics", "--against", "theirs.csv"]);
    assert_eq!(found["only_theirs"][0]["reason"], "left_out");
}
