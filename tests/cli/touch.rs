//! Did it work: the accounts that actions and shipped items are for, from the list that names them to the verdict,
//! and lists that cannot be.

use std::fmt::Write;

use rstest::rstest;
use serde_json::{Value, json};

use super::room::{Done, Room};

/// Six hundred accounts since January 2025; every fourth left on a day of the 21 months after.
pub fn company() -> Room {
    let room = Room::empty();
    room.write("many.csv", &subscriptions(|_| None));
    room.write("all.txt", &ids(1..=600));
    room.run(&[
        "import",
        "many.csv",
        "--currency",
        "EUR",
        "--as-of",
        "2026-11-03",
    ])
    .ok();
    room
}

fn ids(numbers: impl IntoIterator<Item = u32>) -> String {
    numbers.into_iter().map(|n| format!("B{n}\n")).collect()
}

pub fn subscriptions(later: impl Fn(u32) -> Option<&'static str>) -> String {
    let mut text = "id,account,start,end,amount,interval,currency\n".to_owned();
    for n in 1..=600_u32 {
        let month = n / 4 % 21;
        let left = format!("{}-{:02}-17", 2025 + (month + 1) / 12, (month + 1) % 12 + 1);
        let end = match n % 4 {
            0 => left,
            _ => later(n).unwrap_or_default().to_owned(),
        };
        writeln!(text, "T{n},B{n},2025-01-01,{end},100.00,month,EUR").unwrap();
    }
    text
}

pub fn on(room: &Room, day: &str, args: &[&str]) -> Done {
    room.run_with(args, |command| {
        command.env("CHURNROOM_TODAY", day);
    })
}

pub fn told(room: &Room, day: &str, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    serde_json::from_str(&on(room, day, &args).ok().out()).unwrap()
}

pub fn touched(shown: &Value) -> Vec<u32> {
    let accounts = shown["accounts"].as_array().unwrap().iter();
    let number = |id: &Value| id.as_str().unwrap()[1..].parse().unwrap();
    accounts.map(number).collect()
}

#[test]
fn a_drawn_half_is_counted_then_judged_once_and_that_stays() {
    let room = company();
    let line = [
        "actions",
        "add",
        "ring",
        "them",
        "--accounts",
        "all.txt",
        "--half",
    ];
    let added = room.run(&line).ok().out();
    assert!(
        added.contains("on 225 accounts, drawn · judged from "),
        "{added}"
    );
    assert!(
        added.contains("150 accounts had left by 2026-11-03")
            && added.contains("the half is drawn without them"),
        "{added}"
    );
    assert!(!added.contains(": 0 left"), "{added}");
    let shown = room.json(&["actions", "show", "1"]);
    let drawn = touched(&shown);
    // Nobody is drawn who cannot stay.
    assert_eq!(drawn.len(), 225);
    assert!(drawn.iter().all(|n| n % 4 != 0), "{drawn:?}");
    assert_eq!(shown["result"]["word"], "too_early");
    assert_eq!(shown["why"], "not_done");
    let on_list = |side: &str| shown["result"][side]["accounts"].as_u64().unwrap();
    assert_eq!(on_list("touched") + on_list("others"), 450);
    let keys: Vec<&String> = shown["result"].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["word", "touched", "others", "drawn", "p", "judged_on"]
    );
    let judged = shown["judged_from"].as_str().unwrap().to_owned();
    assert!(
        judged.as_str() > "2026-12-31" && judged.as_str() < "2027-11-02",
        "{judged}"
    );
    assert!(shown["power"].as_f64().unwrap() > 0.5);
    // Of those touched every fifteenth leaves, of the others every third.
    let left = |n: u32| match drawn.contains(&n) {
        true => (n % 15 == 1).then_some("2027-01-10"),
        false => (n % 3 == 1).then_some("2027-01-10"),
    };
    room.write("many.csv", &subscriptions(left));
    on(&room, "2026-11-20", &["actions", "done", "1"]).ok();
    let import = |until: &str| {
        let args = ["import", "many.csv", "--currency", "EUR", "--as-of", until];
        on(&room, until, &args).ok();
    };
    import("2027-01-15");
    let early = told(&room, "2027-01-15", &["actions", "show", "1"]);
    assert_eq!(early["result"]["word"], "too_early");
    assert!(early["result"]["judged_on"].is_null());
    assert!(early["result"]["p"].as_f64().unwrap() < 0.05);
    assert!(
        early["mrr_per_account_cents"]["difference"]
            .as_i64()
            .unwrap()
            > 0
    );
    import("2027-12-31");
    let fallen = told(&room, "2028-01-01", &["actions", "show", "1"]);
    assert_eq!(fallen["result"]["word"], "better");
    assert_eq!(fallen["result"]["judged_on"], judged.as_str());
    assert_eq!(fallen["result"]["drawn"], true);
    let words = on(&room, "2028-01-01", &["actions", "show", "1"])
        .ok()
        .out();
    assert!(
        words.contains("stayed better than those not touched"),
        "{words}"
    );
    assert!(words.contains("MRR an account €100.00 then, €"), "{words}");
    assert!(
        !words.contains("p ") && !words.contains("Fisher"),
        "{words}"
    );
    // Whatever the rows say later, it stays; and nobody takes it back by chance.
    room.write(
        "many.csv",
        &subscriptions(|n| (n % 3 == 1).then_some("2027-01-10")),
    );
    import("2027-12-31");
    let later = told(&room, "2028-01-01", &["actions", "show", "1"]);
    assert_eq!(later["result"], fallen["result"]);
    let undone = on(&room, "2028-01-01", &["undo"]).ok().out();
    assert!(!undone.contains("judged"), "{undone}");
}

#[test]
fn a_list_picked_by_hand_is_held_against_the_rest_of_the_room_and_says_so() {
    let room = company();
    room.write("twelve.csv", "name;account\nx;B1\ny;B2\nz;B3\n");
    room.run(&["actions", "add", "ring them", "--accounts", "twelve.csv"])
        .ok();
    let shown = room.json(&["actions", "show", "1"]);
    assert_eq!(shown["accounts"], json!(["B1", "B2", "B3"]));
    assert_eq!(
        shown["result"]["others"],
        json!({"accounts": 447, "left": null})
    );
    assert_eq!(shown["result"]["drawn"], false);
    assert_eq!(shown["result"]["word"], "too_few");
    assert_eq!(shown["judged_from"], Value::Null);
    assert_eq!(shown["mrr_per_account_cents"]["touched"]["before"], 10_000);
    assert!(shown["mrr_per_account_cents"]["touched"]["after"].is_null());
    let words = room.run(&["actions", "show", "1"]).ok().out();
    assert!(
        words.contains("on 3 accounts · counted, not judged\nnot done yet"),
        "{words}"
    );
    room.run(&["undo"]).ok();
    let left = room.json(&["actions", "list"]);
    assert_eq!(left["items"], json!([]), "one undo for both");
    room.run(&["redo"]).ok();
    assert_eq!(
        room.json(&["actions", "show", "1"])["accounts"],
        shown["accounts"]
    );
}

#[rstest]
#[case::unknown("B1\nnope\n", "knows", 2)]
#[case::none("\n", "it is empty", 1)]
#[case::header_only("account\n", "names no account", 2)]
fn lists_that_cannot_be_are_refused_and_nothing_is_written(
    #[case] list: &str,
    #[case] says: &str,
    #[case] code: i32,
) {
    let room = company();
    room.write("list.txt", list);
    let says = says.replace("knows", "that the room does not know: `nope` in line 2");
    let done = room.run(&["actions", "add", "x", "--accounts", "list.txt"]);
    let err = done.code(code).err();
    assert!(err.contains(&says), "{err}");
    assert_eq!(room.json(&["actions", "list"])["items"], json!([]));
}

#[test]
fn who_is_left_out_of_the_numbers_is_not_said_to_have_left() {
    let room = company();
    room.run(&["accounts", "exclude", "B2", "--reason", "a partner"])
        .ok();
    room.write("out.txt", "B1\nB2\n");
    let out = room
        .run(&["actions", "add", "z", "--accounts", "out.txt"])
        .ok()
        .out();
    let left_out =
        "1 account left out of the numbers: it is for them, but they are not counted: B2";
    assert!(out.contains(left_out) && !out.contains("had left"), "{out}");
}

#[test]
fn doubled_and_gone_accounts_are_said_and_a_list_is_drawn_once() {
    let room = company();
    room.write("list.txt", "B1\nB1\nB4\n");
    let said = room
        .run(&["actions", "add", "x", "--accounts", "list.txt"])
        .ok()
        .out();
    assert!(said.contains("named twice, counted once: B1"), "{said}");
    assert!(said.contains("1 account had left by 2026-11-03"), "{said}");
    room.write("gone.txt", "B4\nB8\n");
    room.run(&["actions", "add", "y", "--accounts", "gone.txt"])
        .ok();
    let gone = room.json(&["actions", "show", "2"]);
    assert_eq!(gone["result"]["word"], "unknown");
    assert_eq!(gone["why"], "nobody");
    assert_eq!(gone["result"]["p"], Value::Null);
    let again = ["actions", "touch", "1", "--accounts", "all.txt", "--half"];
    let err = room.run(&again).code(2).err();
    assert!(err.contains("a list is drawn once"), "{err}");
    room.run(&["actions", "touch", "1", "--none"]).ok();
    assert_eq!(room.json(&["actions", "show", "1"])["accounts"], json!([]));
    room.run(&again).ok();
    let drawn = touched(&room.json(&["actions", "show", "1"]));
    room.run(&["undo"]).ok();
    room.run(&again).ok();
    assert_eq!(touched(&room.json(&["actions", "show", "1"])), drawn);
    room.write("one.txt", "B1\n");
    let err = room
        .run(&["actions", "add", "z", "--accounts", "one.txt", "--half"])
        .code(2)
        .err();
    assert!(err.contains("half of one account"), "{err}");
    let err = room
        .run(&["actions", "add", "z", "--accounts", "list.txt", "--half"])
        .code(2)
        .err();
    let says = "half of a list of which one account is active on 2026-11-03 cannot be drawn";
    assert!(err.contains(says), "{err}");
    room.run(&["actions", "add", "z", "--accounts", "all.txt"])
        .ok();
    let all = room.json(&["actions", "show", "3"]);
    assert_eq!(
        (&all["result"]["word"], &all["why"]),
        (&json!("unknown"), &json!("all_touched"))
    );
}

#[test]
fn accounts_that_became_one_or_were_erased_after_it_was_drawn_are_counted_right() {
    let room = company();
    room.write("list.txt", "B1\nB2\nB3\n");
    room.run(&["actions", "add", "x", "--accounts", "list.txt"])
        .ok();
    room.run(&["accounts", "same", "B1", "B2", "--reason", "moved"])
        .ok();
    let shown = room.json(&["actions", "show", "1"]);
    assert_eq!(shown["result"]["touched"]["accounts"], 2);
    room.run(&["accounts", "same", "B5", "B3", "--reason", "moved"])
        .ok();
    let shown = room.json(&["actions", "show", "1"]);
    assert_eq!(shown["result"]["touched"]["accounts"], 2);
    assert_eq!(shown["result"]["others"]["accounts"], 446);
    let held = room.json(&["accounts", "export", "B3"]);
    assert_eq!(held["lists"][0]["action"], 1, "{held}");
    assert_eq!(held["lists"][0]["day"], "2026-11-03");
    room.run(&["accounts", "erase", "B3", "--yes"]).ok();
    let shown = room.json(&["actions", "show", "1"]);
    assert!(!shown.to_string().contains("B3"), "{shown}");
    assert_eq!(shown["result"]["touched"]["accounts"], 2);
    let masked = room.json(&["--mask", "actions", "show", "1"]);
    assert!(!masked["accounts"].to_string().contains("B1"), "{masked}");
    // Who is named by an alias is found too.
    let alias = masked["accounts"][0].as_str().unwrap().to_owned();
    room.write("alias.txt", &alias);
    room.run(&["--mask", "actions", "add", "y", "--accounts", "alias.txt"])
        .ok();
    assert_eq!(
        room.json(&["actions", "show", "2"])["accounts"],
        json!(["B1"])
    );
    room.run(&["check"]).ok();
}

#[test]
fn a_half_is_not_drawn_for_what_is_done() {
    let room = company();
    let theme = ["tag", "add", "reporting"];
    room.run(&theme).ok();
    room.run(&["actions", "add", "ring them #reporting"]).ok();
    on(&room, "2026-11-20", &["actions", "done", "1"]).ok();
    let touch = ["actions", "touch", "1", "--accounts", "all.txt"];
    let half = [&touch[..], &["--half"]].concat();
    let err = on(&room, "2026-12-01", &half).code(2).err();
    assert!(
        err.contains("it was done on 2026-11-20: a half drawn after that"),
        "{err}"
    );
    let shown = room.json(&["actions", "show", "1"]);
    assert_eq!(shown["accounts"], json!([]));
    // Picked by hand it may be; what it takes the place of is not what is said.
    room.write("list.txt", "B1\nB2\n");
    let touch = ["actions", "touch", "1", "--accounts", "list.txt"];
    let said = on(&room, "2026-12-01", &touch).ok().out();
    assert!(said.starts_with("added the list of action"), "{said}");
    let said = on(&room, "2026-12-01", &["actions", "touch", "1", "--none"])
        .ok()
        .out();
    assert!(said.starts_with("removed the list of action"), "{said}");
}

#[test]
fn without_accounts_an_action_is_judged_by_its_theme() {
    let room = Room::tagged();
    room.run(&["actions", "add", "fix reports #reporting"]).ok();
    let shown = room.json(&["actions", "show", "1"]);
    assert_eq!(shown["accounts"], json!([]));
    assert_eq!(shown["result"]["touched"], Value::Null);
    assert_eq!(shown["result"]["word"], "too_few");
    assert_eq!(shown["why"], "not_done");
    room.run(&["actions", "done", "1"]).ok();
    let words = room.run(&["actions", "show", "1"]).ok().out();
    assert!(
        words.contains("counted, not judged") && !words.contains("after it"),
        "{words}"
    );
    // One without a theme has nothing to be judged by.
    room.run(&["actions", "add", "buy biscuits"]).ok();
    assert_eq!(
        room.json(&["actions", "show", "2"])["result"]["word"],
        "unknown"
    );
}
