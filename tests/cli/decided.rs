//! Decisions by commands alone: who decided and without whom, what is asked of somebody who was not there until they
//! answer, and what was decided on the same thing before.

use serde_json::Value;

use super::room::Room;

/// A room whose configuration says that a decision on the target needs Finance, with a review begun.
fn room() -> Room {
    let room = Room::small();
    std::fs::create_dir_all(room.path("home/.config/churnroom")).unwrap();
    room.write(
        "home/.config/churnroom/config.toml",
        "[decisions]\ntarget = \"Finance\"\n",
    );
    room.run(&["owners", "add", "Lena", "--team", "Finance"])
        .ok();
    room.run(&["meetings", "start"]).ok();
    room.run(&["meetings", "present", "priya"]).ok();
    room
}

fn decide<'a>(words: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let on = ["decisions", "add", words, "--segment", "plan=Team"];
    [&on[..], &["--section", "target"], more].concat()
}

fn minutes(room: &Room) -> String {
    room.run(&["minutes"]).ok().out()
}

#[test]
fn what_is_asked_of_somebody_heads_the_minutes_and_is_carried_until_they_answer() {
    let room = room();
    let ask = [
        "--ask",
        "Lena",
        "--by",
        "2026-11-20",
        "--rejected",
        "a discount",
    ];
    let added = room.json(&decide("raise the floor", &ask));
    let item = &added["item"];
    assert_eq!(
        [&item["asked"], &item["due"], &item["rejected"]],
        ["Lena", "2026-11-20", "a discount"]
    );
    let head = "- Lena, Finance, by Fri 20 Nov 2026: raise the floor";
    let first = minutes(&room);
    let place = |part: &str| {
        first
            .find(part)
            .unwrap_or_else(|| panic!("{part} in {first}"))
    };
    assert!(place(head) < place("**Decided**"));
    assert!(first.contains("decided without Finance; rejected: a discount"));

    room.run(&["meetings", "end"]).ok();
    room.run(&["meetings", "start", "--period", "2026-09"]).ok();
    assert!(minutes(&room).contains(head), "it waits in the next review");
    let open = || room.json(&["decisions", "list", "--open"])["items"].clone();
    assert_eq!(open().as_array().map(Vec::len), Some(1));
    let id = item["id"].to_string();
    room.run(&["decisions", "answer", &id, "yes,", "from January"])
        .ok();
    assert_eq!(open().as_array().map(Vec::len), Some(0));
    assert!(!minutes(&room).contains(head));
    let shown = room.json(&["decisions", "show", &id]);
    assert_eq!(shown["answer"], "yes, from January");
    assert_eq!(
        shown["without"],
        Value::Array(Vec::new()),
        "Finance was heard"
    );
    room.run(&["undo"]).ok();
    assert_eq!(open().as_array().map(Vec::len), Some(1));
    let nobody = room.json(&["decisions", "edit", "1", "--ask", ""]);
    let item = &nobody["item"];
    assert!(item["asked"].is_null() && item["due"].is_null(), "{item}");
}

#[test]
fn who_decided_is_not_who_typed_and_a_needed_team_that_is_there_is_not_missed() {
    let room = room();
    room.run(&decide(
        "no seats below ten",
        &["--decided-by", "Dana and Mo"],
    ))
    .ok();
    let without = || room.json(&["decisions", "list"])["items"][0]["without"].clone();
    assert_eq!(without(), serde_json::json!(["Finance"]));
    room.run(&["meetings", "present", "lena"]).ok();
    assert_eq!(without(), serde_json::json!([]));
    let said = minutes(&room);
    assert!(
        said.contains("(Priya; plan=Team; decided by Dana and Mo)"),
        "{said}"
    );
    room.run(&["owners", "drop", "Lena"]).code(1);
    room.run(&["decisions", "answer", "1", "yes"])
        .code(2)
        .says(&["asked of nobody", "--ask NAME"]);
    room.run(&["notes", "add", "a note"]).ok();
    room.run(&["notes", "edit", "2", "--dissent", "Mo"])
        .code(2)
        .says(&["is no decision"]);
}

#[test]
fn a_decision_tells_what_was_decided_on_the_same_before_and_what_was_lost_after_it() {
    let room = Room::small();
    let on = |day: &str, words: &str| {
        let mut args = decide(words, &[]);
        args.extend(["--today", day]);
        room.run(&args).ok()
    };
    on("2026-10-05", "no seats below ten");
    let said = on("2026-11-03", "no seats below five");
    let told = said.out();
    for words in [
        "decided on the same before, on",
        "decision 1, no seats below ten; after it,",
        "plan=Team",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let shown = room.json(&["decisions", "show", "1"]);
    let since = &shown["since"];
    assert_eq!(since["segment"], "plan=Team", "{shown}");
    assert_eq!(since["left"], 1);
    assert_eq!(since["accounts"], 2);
}
