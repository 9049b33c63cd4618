//! Who is to get no mail, by commands alone: who is on the list and who is not, whom to write to, and what a mask leaves.

use serde_json::{Value, json};

use super::room::Room;

/// Anna complained of two things and of one again, Bert only of what comes to be closed, Cora praised, Dirk said what
/// nobody has tagged, Emil complained and left, Fred complained in September.
fn company() -> Room {
    let room = Room::empty();
    room.write(
        "who.csv",
        "id,name,owner,Contact,E-Mail\nL1,Anna GmbH,Omar,Ann Able,ann@anna.example\nL2,Bert SA,Omar,,\n\
         L3,Cora Ltd,Omar,,\nL4,Dirk KG,Omar,,\nL5,Emil AG,Omar,,\nL6,Fred BV,Omar,,\n",
    );
    let paid = (1..=6).map(|n| {
        let end = if n == 5 { "2026-10-20" } else { "" };
        format!("P{n},L{n},2026-01-01,{end},{n}0.00,month,EUR\n")
    });
    let head = "id,account,start,end,amount,interval,currency\n";
    room.write("paid.csv", &format!("{head}{}", paid.collect::<String>()));
    room.write(
        "said.csv",
        "id,account,received,source,text,score,tags\n\
         F1,L1,2026-10-02,ticket,Anna GmbH waits for exports,3,reporting/export;price\n\
         F2,L1,2026-10-09,ticket,Still no exports,2,reporting/export\n\
         F3,L2,2026-10-31,ticket,Too dear,2,price\n\
         F4,L3,2026-10-05,nps,Exports are great,10,reporting\n\
         F5,L4,2026-10-06,ticket,Hm,5,\n\
         F6,L5,2026-10-07,ticket,No exports,1,reporting\n\
         F7,L6,2026-09-30,ticket,No exports,1,reporting\n",
    );
    let files = ["who.csv", "paid.csv", "said.csv", "--as-of", "2026-11-02"];
    room.run(&[&["import"], &files[..]].concat()).ok();
    room.run(&["owners", "add", "Omar", "--team", "CS"]).ok();
    let cora = room.json(&["feedback", "list", "--account", "L3"]);
    let cora = cora["items"][0]["id"].to_string();
    room.run(&["tag", "mark", &cora, "praise"]).ok();
    room
}

fn list(room: &Room, more: &[&str]) -> Vec<Value> {
    let all = room.json(&[&["accounts", "leave-alone"], more].concat());
    all["items"].as_array().unwrap().clone()
}

fn accounts(room: &Room, more: &[&str]) -> Vec<String> {
    let all = list(room, more).into_iter();
    all.map(|row| row["account"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn who_still_pays_and_complained_this_month_of_what_is_not_closed_is_to_be_left_alone() {
    let room = company();
    assert_eq!(accounts(&room, &[]), ["L2", "L1"]);
    assert_eq!(accounts(&room, &["--period", "2026-09"]), ["L6"]);
    let anna = list(&room, &[])[1].clone();
    let wanted = json!({
        "account": "L1", "name": "Anna GmbH", "plan": null, "owner": "Omar", "contact": "ann@anna.example",
        "mrr_cents": 1000, "said": "2026-10-09", "times": 2, "themes": ["price", "reporting"],
        "quote": "Still no exports", "feedback": anna["feedback"],
    });
    assert_eq!(anna, wanted);
    let words = room.run(&["accounts", "leave-alone"]).ok().out();
    let sentence = "2 accounts, €30.00, have an open complaint of October 2026: leave them alone; \
                    1 more account said something then that has no tag yet";
    assert!(words.contains(sentence), "{words}");
    // What worked closes its theme: of a complaint over that nothing is left.
    room.run(&["actions", "add", "new prices @Omar 6 nov #price"])
        .ok();
    room.run(&["actions", "done", "1", "--worked", "yes"]).ok();
    room.run(&["actions", "worked", "1", "yes"]).ok();
    assert_eq!(accounts(&room, &[]), ["L1"]);
    assert_eq!(list(&room, &[])[0]["themes"], json!(["reporting"]));
}

#[test]
fn the_list_is_a_file_and_a_mask_leaves_nobody_to_write_to() {
    let room = company();
    let csv = room.run(&["accounts", "leave-alone", "--format", "csv"]);
    let csv = csv.ok().out();
    let head =
        "account,name,plan,owner,contact,mrr_cents,said,times,themes,quote,feedback\nL2,Bert SA,";
    assert!(csv.starts_with(head), "{csv}");
    for format in ["table", "csv", "json"] {
        let masked = room.run(&["--mask", "accounts", "leave-alone", "--format", format]);
        let masked = masked.ok().out();
        for name in ["Anna", "ann@", "L1"] {
            assert!(!masked.contains(name), "{name} in {masked}");
        }
        assert!(masked.contains("(masked)"), "{masked}");
        assert!(masked.contains("Still no exports"), "{masked}");
    }
    let none = room.run(&["accounts", "leave-alone", "--period", "2026-08"]);
    let none = none.ok().out();
    let words = "nobody who still pays has an open complaint of August 2026";
    assert!(none.contains(words), "{none}");
}
