//! Whom an item could win back and whom to tell of it, by commands alone: lists, states, and accounts that are erased,
//! one with another, or on no list.

use serde_json::{Value, json};

use super::room::Room;

/// Anna left and is back, Bert joined and left, Cora and Emil left, Dirk pays and named it, Fred left over the price.
fn company() -> Room {
    let room = Room::empty();
    let names = [
        "Anna GmbH",
        "Bert SA",
        "Cora Ltd",
        "Dirk KG",
        "Emil AG",
        "Fred BV",
        "Gina Inc",
    ];
    let accounts = names
        .iter()
        .zip(1..)
        .map(|(name, n)| format!("W{n},{name},Omar,hi@w{n}.example\n"));
    room.write(
        "who.csv",
        &format!("id,name,owner,email\n{}", accounts.collect::<String>()),
    );
    room.write(
        "paid.csv",
        "id,account,start,end,amount,interval,currency\n\
         P1,W1,2026-01-01,2026-07-10,100.00,month,EUR\nP2,W1,2026-09-05,,80.00,month,EUR\n\
         P3,W2,2026-08-03,2026-08-20,50.00,month,EUR\nP4,W3,2026-01-01,2026-08-15,30.00,month,EUR\n\
         P5,W4,2026-01-01,,70.00,month,EUR\nP6,W5,2026-01-01,2026-09-10,20.00,month,EUR\n\
         P7,W6,2026-01-01,2026-09-30,40.00,month,EUR\n",
    );
    room.write(
        "why.csv",
        "id,account,received,reason,text,tags\n\
         Q1,W1,2026-07-09,missing features,No reports,reporting\n\
         Q2,W2,2026-08-19,missing features,We need reports,reporting\n\
         Q3,W3,2026-08-14,other,Anna GmbH has reports,reporting\n\
         Q4,W5,2026-09-09,other,No exports,reporting/export\n\
         Q5,W6,2026-09-29,too expensive,Too much,price\n",
    );
    room.write(
        "said.csv",
        "id,account,received,source,text,score,tags\n\
         F1,W4,2026-06-01,ticket,Where are the reports?,3,reporting\n",
    );
    let files = [
        "import",
        "who.csv",
        "paid.csv",
        "why.csv",
        "said.csv",
        "--as-of",
        "2026-10-31",
    ];
    room.run(&files).ok();
    room.run(&["roadmap", "add", "RPT-12", "Report builder"])
        .ok();
    room
}

fn linked() -> Room {
    let room = company();
    room.run(&[
        "roadmap",
        "link",
        "reporting",
        "RPT-12",
        "--stance",
        "aligns",
    ])
    .ok();
    room.run(&["roadmap", "edit", "RPT-12", "--status", "shipped"])
        .ok();
    room
}

fn rows(room: &Room, list: &str) -> Vec<Value> {
    let all = room.json(&["roadmap", list, "RPT-12"]);
    all["items"].as_array().unwrap().clone()
}

/// Account and state of each row.
fn states(room: &Room) -> Vec<(String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = rows(room, "winback").into_iter();
    rows.map(|row| (text(&row, "account"), text(&row, "state")))
        .collect()
}

fn are(all: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(account, state): &(&str, &str)| ((*account).to_owned(), (*state).to_owned());
    all.iter().map(owned).collect()
}

#[test]
fn every_departure_stands_on_the_list_and_who_pays_and_said_so_on_the_other() {
    let room = company();
    let none = room.run(&["roadmap", "winback", "RPT-12"]).ok().out();
    assert!(none.contains("no theme aligns with RPT-12"), "{none}");
    // It challenges the item: that does not answer it.
    room.run(&[
        "roadmap",
        "link",
        "price",
        "RPT-12",
        "--stance",
        "challenges",
    ])
    .ok();
    assert_eq!(rows(&room, "winback"), Vec::<Value>::new());
    let room = linked();
    let all = rows(&room, "winback");
    assert_eq!(
        states(&room),
        are(&[
            ("W1", "returned"),
            ("W2", "to_contact"),
            ("W3", "to_contact"),
            ("W5", "to_contact")
        ])
    );
    assert_eq!(
        (&all[0]["returned"], &all[0]["lost_cents"]),
        (&json!("2026-09-05"), &json!(10_000))
    );
    assert_eq!(all[1]["left"], "2026-08-20");
    assert_eq!(
        (&all[1]["quote"], &all[1]["owner"]),
        (&json!("We need reports"), &json!("Omar"))
    );
    let told = rows(&room, "tell");
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(
        (&told[0]["account"], &told[0]["mrr_cents"]),
        (&json!("W1"), &json!(8_000))
    );
    assert_eq!(
        (&told[1]["account"], &told[1]["said"]),
        (&json!("W4"), &json!("2026-06-01"))
    );
    let words = room.run(&["roadmap", "winback", "RPT-12"]).ok().out();
    let sentence = "4 accounts, €200.00 left over reporting since 1 Jul 2026 (a guess): \
                    to contact 3, €100.00; returned 1, €100.00";
    assert!(words.contains(sentence), "{words}");
    let csv = room.run(&[
        "roadmap",
        "winback",
        "RPT-12",
        "--state",
        "to-contact",
        "--format",
        "csv",
    ]);
    let csv = csv.ok().out();
    let head = "account,name,plan,owner,contact,left,lost_cents,returned,themes,state,state_by,state_on,quote,feedback,\
                item,title,shipped\n";
    assert!(csv.starts_with(head), "{csv}");
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert_eq!(csv.matches("RPT-12,Report builder,2026-11-03").count(), 3);
    assert_eq!(all[1]["contact"], "hi@w2.example");
    let masked = room
        .run(&["--mask", "roadmap", "winback", "RPT-12"])
        .ok()
        .out();
    assert!(
        !masked.contains("Anna") && !masked.contains("hi@") && masked.contains("has reports"),
        "{masked}"
    );
}

#[test]
fn how_far_it_is_with_an_account_is_set_taken_back_and_only_for_those_on_a_list() {
    let room = linked();
    let contact =
        |accounts: &[&str]| room.run(&[&["roadmap", "contact", "RPT-12"], accounts].concat());
    let done = contact(&["W2", "Cora Ltd"]).ok().out();
    assert!(done.contains("contact with account"), "{done}");
    let again = room.json(&["roadmap", "contact", "RPT-12", "W2", "Cora Ltd"]);
    assert_eq!(again["item"]["item"], "RPT-12", "{again}");
    assert_eq!(again["item"]["accounts"][1]["account"], "W3", "{again}");
    assert_eq!(
        states(&room),
        are(&[
            ("W1", "returned"),
            ("W2", "contacted"),
            ("W3", "contacted"),
            ("W5", "to_contact")
        ])
    );
    let row = &rows(&room, "winback")[1];
    assert_eq!(
        (&row["state_by"], &row["state_on"]),
        (&json!("Priya"), &json!("2026-11-03"))
    );
    room.run(&["undo"]).ok();
    assert_eq!(states(&room)[1].1, "to_contact");
    room.run(&["redo"]).ok();
    contact(&["W2", "--state", "not-wanted"]).ok();
    let again = contact(&["W2", "--state", "not-wanted"]).ok().out();
    assert!(again.contains("nothing to change"), "{again}");
    assert_eq!(states(&room)[1].1, "not_wanted");
    contact(&["W4"]).ok();
    assert_eq!(rows(&room, "tell")[1]["state"], "contacted");
    contact(&["Fred BV"])
        .code(2)
        .says(&["Fred BV stands on no list of RPT-12"]);
    contact(&["W9"]).code(2).says(&["W9"]);
    let wrong = contact(&["W2", "--state", "gone"]).code(2).err();
    assert!(wrong.contains("not-wanted"), "{wrong}");
}

#[test]
fn an_erased_account_is_on_no_list_and_what_was_done_stays_with_one_that_goes_on_in_another() {
    let room = linked();
    room.run(&["roadmap", "contact", "RPT-12", "W3", "W5"]).ok();
    room.run(&["accounts", "erase", "W3", "--yes"]).ok();
    let left = are(&[
        ("W1", "returned"),
        ("W2", "to_contact"),
        ("W5", "contacted"),
    ]);
    assert_eq!(states(&room), left);
    room.run(&["roadmap", "contact", "RPT-12", "W3"]).code(2);
    let undo = room.run(&["undo"]);
    assert_eq!(states(&room), left, "{undo}");
    // Whoever it is counted as one with was contacted too.
    room.run(&["accounts", "same", "W5", "W7", "--reason", "renamed"])
        .ok();
    let same = are(&[
        ("W1", "returned"),
        ("W2", "to_contact"),
        ("W7", "contacted"),
    ]);
    assert_eq!(states(&room), same);
    room.run(&["roadmap", "contact", "RPT-12", "W7", "--state", "returned"])
        .ok();
    assert_eq!(states(&room)[2].1, "returned");
    room.run(&["accounts", "apart", "W5"]).ok();
    assert_eq!(states(&room)[2], ("W5".to_owned(), "returned".to_owned()));
    let held = room.json(&["accounts", "export", "W5"]);
    let kept = held.to_string();
    assert!(
        kept.contains("RPT-12") && kept.contains("returned"),
        "{kept}"
    );
    room.run(&["check"]).ok();
}
