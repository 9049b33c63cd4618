//! A whole meeting by commands alone, as a script or a screen reader drives it, and its minutes.

use serde_json::Value;

use super::room::{Room, same_shape};

/// The first review's minutes go on saying nothing of it.
#[test]
fn a_second_review_of_a_period_says_so_in_its_minutes() {
    let room = Room::tagged();
    let start = ["meetings", "start", "--period", "2026-10"];
    let held = |n| {
        match n {
            1 => room.run(&start).ok(),
            _ => {
                let asked = ["it was reviewed on", "--again for its second review"];
                room.run(&start).code(2).says(&asked);
                room.run(&[&start[..], &["--again"]].concat()).ok()
            }
        };
        room.run(&["meetings", "end"]).ok();
        let minutes = room.run(&["minutes"]).ok().out();
        (minutes, room.json(&["minutes"])["again"].clone())
    };
    let all: Vec<(String, Value)> = (1..=2).map(held).collect();
    let said = all
        .iter()
        .map(|(text, _)| text.contains("this is its second review"));
    assert_eq!(said.collect::<Vec<_>>(), [false, true]);
    let kept = all.iter().map(|(_, again)| again["nth"].as_u64());
    assert_eq!(kept.collect::<Vec<_>>(), [None, Some(2)]);
}

/// What is on file of a month whose losses are not known is not all that was lost: no page of its review says more.
#[test]
fn a_review_of_days_before_losses_are_known_says_nothing_of_them() {
    let room = Room::tagged();
    let day = ["room", "set", "losses-since", "2026-10-31"];
    room.run(&day).ok();
    room.run(&["meetings", "start", "--period", "2026-10"]).ok();
    room.run(&["meetings", "end"]).ok();
    let text = room.run(&["minutes"]).ok().out();
    assert!(text.contains("**Why:** cannot be told"), "{text}");
    assert!(
        !text.contains("Outside the themes") && !text.contains(" lost by "),
        "{text}"
    );
    let json = room.json(&["minutes"]);
    let themes = room.json(&["themes", "--period", "2026-10"]);
    for key in ["accounts", "left", "shrank", "mrr_cents"] {
        assert_eq!(json["themes"]["lost"][key], themes["lost"][key], "{key}");
    }
    let (own, live) = (&json["themes"]["themes"][0], &themes["themes"][0]);
    for key in ["theme", "lost_mrr_cents", "accounts", "mentions"] {
        assert_eq!(own[key], live[key], "{key}");
    }
    let metrics = room.json(&["metrics", "--period", "2026-10"]);
    assert_eq!(json["metrics"]["losses_since"], metrics["losses_since"]);
    assert!(json["metrics"]["unknown"].is_null());
}

/// Beginning is part of a meeting's course: it bars nobody from taking back what was written before it, but the review
/// stands on that, so it is told first what it is.
#[test]
fn what_was_written_before_a_meeting_can_be_taken_back_in_it_and_after_it() {
    let room = Room::tagged();
    for note in ["first", "second", "third"] {
        room.run(&["notes", "add", note]).ok();
    }
    let takes_back = |what: &str| {
        let asked = room.run(&["undo"]).code(2).err();
        for words in ["the review of October 2026 was begun since", what, "--yes"] {
            assert!(asked.contains(words), "{words}: {asked}");
        }
        let done = room.run(&["undo", "--yes"]).ok().out();
        assert!(done.contains(what), "{what}: {done}");
    };
    room.run(&["meetings", "start", "--period", "2026-10"]).ok();
    takes_back("third");
    room.run(&["meetings", "go", "next"]).ok();
    takes_back("second");
    room.run(&["meetings", "end"]).ok();
    takes_back("first");
    assert!(room.run(&["redo"]).ok().out().contains("first"));
}

#[test]
fn a_meeting_by_commands_alone() {
    let room = Room::tagged();
    room.run(&["meetings", "go", "next"])
        .code(1)
        .says(&["no meeting is open"]);
    let started = room.json(&["meetings", "start"]);
    assert_eq!(started["item"]["status"], "running");
    assert_eq!(started["item"]["period"], "2026-10");
    room.run(&["meetings", "start"])
        .code(1)
        .says(&["running already"]);
    room.run(&["meetings", "present", "priya", "dana"]).ok();
    room.run(&["meetings", "go", "next"]).ok();
    room.run(&["meetings", "discuss", "reporting"]).ok();
    room.run(&["meetings", "pause"]).ok();
    assert_eq!(room.json(&["meetings", "show"])["status"], "paused");
    room.run(&["meetings", "resume"]).ok();
    let more = room.json(&["meetings", "extend", "5"]);
    assert_eq!(more["item"]["sections"][1]["has_seconds"], 20 * 60);
    room.run(&[
        "roadmap",
        "link",
        "reporting",
        "RPT-12",
        "--stance",
        "aligns",
    ])
    .ok();
    room.run(&["meetings", "go", "target"]).ok();
    let note = room.json(&[
        "notes",
        "add",
        "no lookalikes on trial users",
        "--segment",
        "channel=paid",
    ]);
    assert_eq!(note["item"]["from"]["section"], "target");
    room.run(&["decisions", "add", "raise the floor to 10 seats"])
        .ok();
    room.run(&["meetings", "adjourn"]).ok();
    let again = room.json(&["meetings", "start"]);
    assert_eq!(again["item"]["sitting"], 2);
    assert_eq!(again["item"]["section"], "target");
    room.run(&["meetings", "go", "5"]).ok();
    room.run(&["meetings", "go", "next"])
        .code(2)
        .says(&["after Actions"]);
    room.run(&[
        "actions",
        "add",
        "fix excel export @priya 2026-11-20 #reporting",
    ])
    .ok();
    let ended = room.json(&["meetings", "end"]);
    assert_eq!(ended["item"]["status"], "ended");
    let mut item = ended["item"].clone();
    for section in item["sections"].as_array_mut().unwrap() {
        section["used_seconds"] = 0.into();
    }
    item["used_seconds"] = 0.into();
    same_shape("meeting", item);
    let minutes = room.run(&["minutes"]).ok().out();
    for word in [
        "reporting",
        "RPT-12",
        "raise the floor",
        "no lookalikes",
        "fix excel export",
        "Priya",
    ] {
        assert!(minutes.contains(word), "{word}\n{minutes}");
    }
    assert_eq!(minutes, room.run(&["minutes", "2026-10"]).ok().out());
}

/// A thing reads the same wherever it is said; minutes may say more of it.
#[test]
fn minutes_say_each_thing_as_its_list_does() {
    let room = Room::tagged();
    room.run(&["meetings", "start"]).ok();
    room.run(&["meetings", "discuss", "reporting"]).ok();
    for args in [
        &[
            "actions",
            "add",
            "fix excel export @priya 2026-11-20 #reporting",
        ][..],
        &["actions", "edit", "1", "--with", "dana"],
        &["notes", "add", "? who asked for it"],
        &["decisions", "add", "raise the floor"],
        &[
            "roadmap",
            "link",
            "reporting",
            "RPT-12",
            "--stance",
            "aligns",
        ],
        &["marks", "add", "2026-10-05 price New price list"],
    ] {
        room.run(args).ok();
    }
    let lists = || -> Vec<Value> {
        let all = [
            ("actions", "actions list"),
            ("notes", "notes list"),
            ("notes", "decisions list"),
            ("links", "roadmap links"),
            ("marks", "marks list"),
            ("quotes", "themes --quotes reporting"),
        ];
        let minutes = room.json(&["minutes"]);
        let find = |(key, list): (&str, &str)| {
            let words: Vec<&str> = list.split(' ').collect();
            let items = room.json(&words)["items"].clone();
            let items = items.as_array().unwrap().clone();
            assert!(!items.is_empty(), "{list}");
            for item in items {
                let said = minutes[key].as_array().unwrap();
                let same = said.iter().find(|said| said["id"] == item["id"]);
                let same = same.unwrap_or_else(|| panic!("{item} is not in {minutes}"));
                for (name, value) in item.as_object().unwrap() {
                    assert_eq!(&same[name], value, "{list}: {name}");
                }
            }
            minutes[key].clone()
        };
        all.map(find).to_vec()
    };
    let before = lists();
    room.run(&["meetings", "end"]).ok();
    assert_eq!(before, lists());
}

#[test]
fn until_takes_from_what_is_left() {
    let room = Room::small();
    let started = room.json(&[
        "meetings", "start", "--period", "2026-09", "--until", "23:59",
    ]);
    assert!(started["item"]["planned_seconds"].as_i64().unwrap() <= 45 * 60);
    room.run(&["meetings", "start", "--until", "noon"]).code(2);
}

#[test]
fn minutes_and_actions_leave_as_files() {
    let room = Room::tagged();
    room.run(&["meetings", "start"]).ok();
    room.run(&[
        "actions",
        "add",
        "fix excel export @priya 2026-11-20 #reporting",
    ])
    .ok();
    room.run(&["meetings", "end"]).ok();
    for (format, word) in [("md", "# "), ("html", "<html"), ("json", "{")] {
        let text = room.run(&["minutes", "--format", format]).ok().out();
        assert!(text.contains(word), "{format}\n{text}");
        let out = format!("m.{format}");
        room.run(&["minutes", "--format", format, "--out", &out])
            .ok();
        assert_eq!(room.read(&out), text, "{format}");
    }
    room.run(&["minutes", "--out", "minutes.md"]).ok();
    room.run(&["minutes", "--out", "minutes.md"])
        .code(1)
        .says(&["--force"]);
    room.run(&["minutes", "--out", "minutes.md", "--force"])
        .ok();
    assert_eq!(room.read("minutes.md"), room.run(&["minutes"]).ok().out());
    for (to, word) in [
        ("csv", "fix excel export"),
        ("md", "Priya"),
        ("ics", "BEGIN:VTODO"),
        ("task", "\"uuid\""),
        ("json", "\"what\""),
    ] {
        let text = room.run(&["export", "actions", "--to", to]).ok().out();
        assert!(text.contains(word), "{to}\n{text}");
    }
}
