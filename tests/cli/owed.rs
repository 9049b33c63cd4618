//! What a review owes by commands alone: what holds its end, a mistaken start, what became of the last ones, threads.

use serde_json::Value;

use super::room::Room;

/// Whether the meeting can be ended, and what it says where not.
fn held(room: &Room) -> Option<String> {
    let told = room.run(&["meetings", "end"]).code(1).err();
    told.split("reason for none: ").nth(1).map(str::to_owned)
}

#[test]
fn a_discussed_theme_holds_the_end_until_something_open_or_a_reason_is_there() {
    let room = Room::tagged();
    room.run(&["meetings", "start"]).ok();
    room.run(&["meetings", "discuss", "reporting"]).ok();
    assert!(held(&room).unwrap().starts_with("reporting;"));
    let line = "fix excel export @priya 2026-11-20 #reporting";
    let add = || room.json(&["actions", "add", line])["item"]["id"].to_string();
    let reason = [
        "notes",
        "add",
        "--no-action",
        "--theme",
        "reporting",
        "no hands",
    ];
    let why = |minutes: &Value| minutes["notes"].as_array().unwrap().len();
    let first = add();
    room.run(&["actions", "drop", &first, "--because", "twice"])
        .ok();
    assert!(held(&room).is_some(), "what was dropped holds nothing");
    room.run(&reason).ok();
    assert_eq!(why(&room.json(&["minutes"])), 1);
    let second = add();
    assert_eq!(why(&room.json(&["minutes"])), 0, "it has an action now");
    room.run(&["actions", "drop", &second]).ok();
    assert_eq!(why(&room.json(&["minutes"])), 1, "and now it has none");
    let third = add();
    room.run(&["meetings", "end"]).ok();

    // A month on: it comes from before, and is kept before it counts.
    room.run(&["meetings", "start", "--period", "2026-09"]).ok();
    room.run(&["meetings", "discuss", "reporting"]).ok();
    assert!(held(&room).is_some());
    let kept = room.json(&["actions", "keep", &third, "--because", "Priya was away"]);
    assert_eq!(kept["item"]["because"], "Priya was away");
    room.run(&["actions", "done", &third]).ok();
    assert!(held(&room).is_some(), "what is done is not open");
    room.run(&["actions", "keep", &third])
        .code(2)
        .says(&["it is not open"]);
    room.run(&["actions", "reopen", &third]).ok();
    room.run(&["meetings", "end"]).ok();
}

#[test]
fn a_review_that_was_started_by_mistake_is_taken_back_while_nothing_was_written_in_it() {
    let room = Room::tagged();
    let meetings = || room.json(&["meetings"])["items"].as_array().unwrap().len();
    room.run(&["meetings", "start"]).ok();
    room.run(&["meetings", "present", "priya"]).ok();
    room.run(&["meetings", "discuss", "reporting"]).ok();
    room.run(&["notes", "add", "first"]).ok();
    room.run(&["meetings", "discard"])
        .code(1)
        .says(&["in use: 1 note"]);
    room.run(&["undo"]).ok();
    room.run(&["meetings", "discard"]).ok();
    assert_eq!(meetings(), 0);
    room.run(&["check"]).ok();
    room.run(&["meetings", "discard"])
        .code(1)
        .says(&["no meeting is open"]);
    room.run(&["meetings", "start"]).ok();
    assert_eq!(meetings(), 1);
}

#[test]
fn what_became_of_a_review_is_followed_through() {
    let room = Room::tagged();
    room.run(&["meetings", "start"]).ok();
    room.run(&["meetings", "present", "priya", "dana"]).ok();
    room.run(&["meetings", "discuss", "reporting"]).ok();
    let line = "fix excel export @priya 2026-11-20 #reporting";
    room.run(&["actions", "add", line]).ok();
    room.run(&["actions", "add", "call them @dana 2026-11-20"])
        .ok();
    room.run(&["meetings", "end"]).ok();
    room.run(&["actions", "done", "1", "--worked", "yes"]).ok();
    let found = room.json(&["meetings", "follow-through"]);
    let own = &found["items"][0];
    assert_eq!(own["period"], "2026-10");
    let actions = &own["actions"];
    for (key, n) in [("written", 2), ("done", 1), ("worked", 1), ("open", 1)] {
        assert_eq!(actions[key], n, "{key}");
        assert_eq!(found["together"][key], n, "{key}");
    }
    assert_eq!(own["discussed"], 1);
    assert_eq!(own["without_action"], serde_json::json!([]));
    assert_eq!(own["sections"].as_array().unwrap().len(), 5);
    assert_eq!(own["present"]["Product"], 1);
    let told = room.run(&["meetings", "follow-through"]).ok().out();
    assert!(told.contains("1 review: 2 actions, 1 done"), "{told}");
}

/// The whole thread of each kind of thing, and what the room answered in it.
#[test]
fn the_thread_of_anything_is_told() {
    let room = Room::tagged();
    let line = "fix excel export @priya 2026-11-20 #reporting";
    room.run(&["actions", "add", line]).ok();
    room.run(&["actions", "done", "1", "--worked", "yes"]).ok();
    let decision = [
        "decisions",
        "add",
        "raise the floor",
        "--segment",
        "plan=Team",
    ];
    room.run(&decision).ok();
    let action = room.json(&["thread", "action", "1"]);
    assert_eq!(action["actions"][0]["said"], "worked");
    assert_eq!(action["themes"][0]["theme"], "reporting");
    assert_eq!(
        room.json(&["thread", "theme", "reporting"])["actions"],
        action["actions"]
    );
    let segment = room.json(&["thread", "segment", "plan=Team"]);
    let of_note = room.json(&["thread", "note", "1"]);
    for thread in [&segment, &of_note] {
        assert_eq!(thread["notes"][0]["text"], "raise the floor", "{thread}");
        assert_eq!(thread["segment"]["segment"], "plan=Team");
        let lost = thread["segment"]["lost_mrr_cents"].as_i64().unwrap();
        assert!(lost > 0, "{thread}");
    }
    let decided = room.json(&["thread", "decision", "1"]);
    assert_eq!(decided["notes"], of_note["notes"]);
    let csv = room.run(&["thread", "theme", "reporting", "--format", "csv"]);
    let csv = csv.ok().out();
    let lists = csv.lines().map(|row| row.split(',').next().unwrap());
    let lists: Vec<&str> = lists.collect();
    assert_eq!(lists[0], "list", "{csv}");
    for list in ["quotes", "themes", "actions"] {
        assert!(lists.contains(&list), "{list}: {csv}");
    }
    room.run(&["notes", "add", "only a note"]).ok();
    room.run(&["thread", "decision", "2"])
        .code(2)
        .says(&["note 2 is no decision"]);
    room.run(&["thread", "segment", "Team"]).code(2);
    room.run(&["thread", "segment", "foo=bar"])
        .code(2)
        .says(&["not broken down by `foo`"]);
    room.run(&["thread", "action", "99"]).code(1);
    room.run(&["thread", "action", "1"]).ok();
}

/// A theme closes by what the room says of an action against it, and opens again as that is taken back.
#[test]
fn a_theme_closes_when_something_against_it_worked() {
    let room = Room::tagged();
    let closed = || {
        let themes = room.json(&["themes", "--period", "2026-10"]);
        let all = themes["themes"].as_array().unwrap().clone();
        let own = all.into_iter().find(|theme| theme["theme"] == "reporting");
        own.unwrap()["closed"].clone()
    };
    let on = ["--today", "2026-11-05"];
    let line = "fix excel export @priya 2026-11-20 #reporting";
    room.run(&[&on[..], &["actions", "add", line]].concat())
        .ok();
    assert_eq!(closed(), Value::Null);
    let worked = |answer| {
        let says = [&on[..], &["actions", "worked", "1", answer]].concat();
        room.run(&says).ok();
    };
    room.run(&[&on[..], &["actions", "done", "1"]].concat())
        .ok();
    worked("yes");
    let told = closed();
    assert_eq!(told["on"], "2026-11-05");
    assert_eq!(told["by"], "fix excel export");
    assert_eq!(told["open_again_since"], Value::Null);
    worked("too-early");
    assert_eq!(closed(), Value::Null);
}
