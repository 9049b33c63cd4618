//! What is known ahead, through the real binary: who still pays and has given notice.

use serde_json::{Value, json};

use super::room::Room;

const ACCOUNTS: &str = "id,name,plan,owner\nB1,Bramble Works,Pro,Dana\nB2,Cinder GmbH,Team,\nB3,Delta SA,Pro,\n\
    B4,Elm and Sons,Team,\nB5,Fjord AS,Pro,\n";

/// B1 ends in November, B2 cancelled to the end of its period, B3 goes on under another contract, B4 gives one of
/// two up, B5 left on the second.
const SUBSCRIPTIONS: &str = "id,account,start,end,amount,interval,currency,cancel_at_period_end,current_period_end\n\
    S1,B1,2026-03-01,2026-11-30,49.00,month,EUR,no,\n\
    S2,B2,2026-04-01,,1200.00,year,EUR,yes,2027-04-01\n\
    S3,B3,2026-03-01,2026-12-01,80.00,month,EUR,no,\n\
    S4,B3,2026-12-01,,80.00,month,EUR,no,\n\
    S5,B4,2026-03-01,2026-12-31,20.00,month,EUR,no,\n\
    S6,B4,2026-03-01,,30.00,month,EUR,no,\n\
    S7,B5,2026-03-01,2026-11-02,15.00,month,EUR,no,\n";

fn room() -> Room {
    let room = Room::empty();
    room.write("accounts.csv", ACCOUNTS);
    room.write("subscriptions.csv", SUBSCRIPTIONS);
    room.run(&["import", "accounts.csv", "subscriptions.csv"])
        .ok();
    room
}

/// A command on the fifth of November.
fn ahead<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let args = ["metrics", "--ahead", "--today", "2026-11-05"];
    [&args[..], more].concat()
}

fn told(found: &Value) -> Vec<(&str, &str, &str, i64)> {
    let items = found["items"].as_array().unwrap().iter();
    let each = items.map(|item| {
        let [account, what, day] =
            ["account", "what", "day"].map(|key| item[key].as_str().unwrap());
        (account, what, day, item["lost_cents"].as_i64().unwrap())
    });
    each.collect()
}

#[test]
fn notices_come_with_day_money_and_what_is_left() {
    let room = room();
    let found = room.json(&ahead(&[]));
    assert_eq!(
        told(&found),
        [
            ("B5", "leaves", "2026-11-02", 1_500),
            ("B1", "leaves", "2026-11-30", 4_900),
            ("B4", "shrinks", "2026-12-31", 2_000),
            ("B2", "leaves", "2027-04-01", 10_000),
        ]
    );
    let sum = |accounts: i64, mrr: i64| json!({"accounts": accounts, "mrr_cents": mrr});
    assert_eq!(found["period"], "2026-10");
    assert_eq!(found["active"], sum(5, 29_400));
    assert_eq!(found["leaves"], sum(2, 14_900));
    assert_eq!(found["shrinks"], sum(1, 2_000));
    assert_eq!(found["gone_since"], sum(1, 1_500));
    assert_eq!(found["left_mrr_cents"], 11_000);
    let items = &found["items"];
    assert_eq!(
        (&items[0]["gone"], &items[1]["gone"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&items[1]["owner"], &items[3]["cause"]),
        (&json!("Dana"), &json!("cancelled"))
    );
    let text = room.run(&ahead(&[])).ok().out();
    for words in [
        "notice given, still paying: 2, €149, leave 30 Nov to 1 Apr 2027 · will pay less: 1, by €20, from \
         31 Dec · lost since 31 Oct: 1, €15",
        "5 accounts, 294.00 MRR; without what is known to go 110.00",
        "pays less from 31 Dec",
    ] {
        assert!(text.contains(words), "{text}");
    }
    let csv = room.run(&ahead(&["--format", "csv"])).ok().out();
    assert_eq!(csv.lines().count(), 5, "{csv}");
    assert!(
        csv.starts_with("account,name,plan,owner,what,day,paying_cents,"),
        "{csv}"
    );
}

#[test]
fn names_of_who_leaves_are_masked_and_the_list_of_risks_begins_with_them() {
    let room = room();
    for format in ["table", "json", "csv"] {
        let masked = room.run(&ahead(&["--mask", "--format", format])).ok().out();
        for name in ["Bramble", "Cinder", "Elm", "Fjord", "B1"] {
            assert!(!masked.contains(name), "{name}: {masked}");
        }
    }
    let risk = room.run(&["risk", "--today", "2026-11-05"]).ok().out();
    assert!(
        risk.starts_with("notice given, still paying: 2, €149"),
        "{risk}"
    );
    let risk = room.json(&["risk", "--today", "2026-11-05"]);
    assert_eq!(risk["ahead"]["leaves"]["accounts"], 2);
}

#[test]
fn where_nobody_has_given_notice_it_says_so() {
    let [none, gone, over] = [
        "no ledger yet: nothing is known ahead",
        "nobody pays at the end of 31 Oct 2026: nobody is left to leave",
        "nobody who still pays is known to leave, or to pay less, after 31 Oct 2026",
    ];
    for (rows, pay, said) in [
        ("", 0, none),
        ("S1,A1,2026-09-01,,10,month,EUR\n", 1_000, over),
        ("S1,A1,2026-08-01,2026-10-05,10,month,EUR\n", 0, gone),
    ] {
        let room = Room::empty();
        room.run(&["import", "accounts.csv"]).ok();
        let text = format!("id,account,start,end,amount,interval,currency\n{rows}");
        room.write("subscriptions.csv", &text);
        if !rows.is_empty() {
            room.run(&["import", "subscriptions.csv", "--as-of", "2026-10-31"])
                .ok();
        }
        let found = room.json(&ahead(&["--period", "2026-10"]));
        assert_eq!(
            (&found["items"], &found["left_mrr_cents"]),
            (&json!([]), &json!(pay)),
            "{rows}"
        );
        let text = room.run(&ahead(&["--period", "2026-10"])).ok().out();
        assert!(text.starts_with(said), "{text}");
        // What is not known to go is not taken away.
        assert!(!text.contains("without what is known to go"), "{text}");
        let before = room.run(&ahead(&["--period", "2026-08"])).ok().out();
        assert_eq!(
            before.contains("August 2026 is long over"),
            pay > 0,
            "{before}"
        );
    }
    Room::small().run(&ahead(&["--months", "3"])).code(2);
}

/// Gone over the end of a month and back later: the month's numbers count it, and so does what is known ahead.
#[test]
fn a_pause_that_the_month_will_count_is_known_ahead() {
    let room = Room::empty();
    let pause = "account,start,end,mrr\nx1,2026-01-01,,50\nx2,2026-01-01,,50\nx3,2026-01-01,2026-10-20,90\n\
        x3,2026-11-25,,90\nx4,2026-01-01,2026-08-02,10\n";
    room.write("pause.csv", pause);
    let import = [
        "import",
        "pause.csv",
        "--currency",
        "EUR",
        "--as-of",
        "2026-10-04",
    ];
    room.run(&import).ok();
    let ahead = ["metrics", "--ahead", "--today", "2026-10-04"];
    let text = room.run(&ahead).ok().out();
    for words in [
        "notice given, still paying: 1, €90, leaves 20 Oct, back 25 Nov",
        "3 accounts, 190.00 MRR; without what is known to go 100.00",
    ] {
        assert!(text.contains(words), "{text}");
    }
    let found = room.json(&ahead);
    assert_eq!(found["items"][0]["back"], "2026-11-25");
    let october = room.json(&["metrics", "--period", "2026-10", "--today", "2026-10-04"]);
    assert_eq!(october["mrr_cents"]["churn"], found["leaves"]["mrr_cents"]);
    let risk = room.run(&["risk", "--today", "2026-10-04"]).ok().out();
    assert!(
        risk.starts_with("notice given, still paying: 1, €90"),
        "{risk}"
    );
}
