//! Adding and editing from the command line: what is answered, undo and redo, conflicts.

use super::room::{Room, same_shape};

#[test]
fn an_edit_answers_its_change_and_the_item_as_it_is_now() {
    let room = Room::small();
    let add = room.json(&[
        "actions",
        "add",
        "fix excel export @priya 2026-11-20 #reporting",
    ]);
    same_shape("actions_add", add.clone());
    let id = add["item"]["id"].to_string();
    let edit = room.json(&[
        "actions",
        "edit",
        &id,
        "--what",
        "Fix the export",
        "--effect",
        "fewer tickets",
    ]);
    assert_eq!(edit["item"]["what"], "Fix the export");
    assert_eq!(edit["item"]["effect"], "fewer tickets");
    let done = room.json(&["actions", "done", &id, "--worked", "yes"]);
    assert_eq!(done["item"]["status"], "done");
    assert_eq!(done["item"]["closed"], "2026-11-03");
    assert_eq!(done["item"]["worked"], true);
    assert_eq!(done["item"]["said"], "worked");
    assert_eq!(done["item"]["said_by"], "Priya");
    let said = room.json(&["--as", "Dana", "actions", "worked", &id, "too-early"]);
    assert_eq!(said["item"]["worked"], serde_json::Value::Null);
    assert_eq!(said["item"]["said"], "too_early");
    assert_eq!(said["item"]["said_by"], "Dana");
    assert_eq!(said["item"]["said_on"], "2026-11-03");
    assert_eq!(
        room.json(&["actions", "list", "--status", "open"])["items"],
        serde_json::json!([])
    );
}

#[test]
fn was_says_which_value_has_to_stand_there() {
    let room = Room::small();
    room.run(&[
        "--as", "Dana", "roadmap", "edit", "BIL-7", "--status", "shipped", "--was", "planned",
    ])
    .ok();
    let failed = room
        .run(&[
            "roadmap", "edit", "BIL-7", "--status", "declined", "--was", "planned", "--format",
            "json",
        ])
        .code(4);
    let told: serde_json::Value = serde_json::from_str(&failed.err()).unwrap();
    assert_eq!(told["error"]["code"], "conflict", "{failed}");
    assert!(
        told["error"]["message"].as_str().unwrap().contains("Dana"),
        "{failed}"
    );
    assert_eq!(
        room.json(&["roadmap", "show", "BIL-7"])["status"],
        "shipped"
    );
}

#[test]
fn undo_and_redo_are_each_persons_own_and_survive_the_process() {
    let room = Room::small();
    room.run(&["tag", "add", "price", "--key", "p"]).ok();
    room.run(&["--as", "Dana", "tag", "add", "onboarding"]).ok();
    room.run(&["undo"]).ok();
    let names = |room: &Room| {
        let tags = room.json(&["tag", "list"]);
        let names = tags["items"].as_array().unwrap().iter();
        names
            .map(|t| t["tag"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(!names(&room).contains(&"price".to_owned()));
    assert!(names(&room).contains(&"onboarding".to_owned()));
    room.run(&["redo"]).ok();
    assert!(names(&room).contains(&"price".to_owned()));
}

#[test]
fn a_cleared_key_is_said_to_be_given_anew() {
    let room = Room::small();
    room.run(&["tag", "add", "price", "--key", "p"]).ok();
    let cleared = room.run(&["tag", "edit", "price", "--key", ""]).ok().out();
    assert!(cleared.contains("its key is `p`"), "{cleared}");
}

#[test]
fn tags_go_on_and_off_and_joining_twice_is_no_conflict() {
    let room = Room::small();
    let id = room.survey();
    let put = room.json(&["tag", "put", &id, "reporting", "export"]);
    assert_eq!(
        put["item"]["tags"],
        serde_json::json!(["export", "reporting"])
    );
    assert_eq!(room.json(&["tag", "put", &id, "reporting"])["change"], 0);
    let off = room.json(&["tag", "off", &id, "export"]);
    assert_eq!(off["item"]["tags"], serde_json::json!(["reporting"]));
    let mark = room.json(&["tag", "mark", &id, "no-reason"]);
    assert_eq!(mark["item"]["mark"], "no_reason");
    assert_eq!(
        room.json(&["tag", "mark", &id, "pin"])["item"]["pinned"],
        true
    );
}

#[test]
fn tags_travel_to_another_room_as_a_file() {
    let room = Room::tagged();
    let told = room.run(&["feedback", "show", &room.survey()]).ok().out();
    assert!(told.contains("reporting: given by "), "{told}");
    room.run(&["tag", "export", "tags.csv"]).ok();
    let other = Room::small();
    other.write("tags.csv", &room.read("tags.csv"));
    let by = ["--as", "Kim", "import", "tags.csv"];
    let dry = other.json(&[&by[..], &["--dry-run"]].concat());
    assert_eq!(dry["files"][0]["new"], 1);
    let taken = other.json(&by);
    assert_eq!(taken["files"][0]["differences"], serde_json::json!([]));
    let id = other.survey();
    let given = other.json(&["feedback", "show", &id])["given"].clone();
    assert_eq!(
        (&given[0]["tag"], &given[0]["by"]),
        (&"reporting".into(), &"Priya".into())
    );
    assert_eq!(other.json(&by)["files"][0]["change"], 0);
    other.run(&["--as", "Kim", "undo"]).ok();
    let tags = |other: &Room| other.json(&["feedback", "show", &id])["tags"].clone();
    assert_eq!(tags(&other), serde_json::json!([]));
    let beside = other.json(&[&by[..], &["surveys.csv"]].concat());
    assert_eq!(beside["files"].as_array().unwrap().len(), 2);
    assert_eq!(tags(&other), serde_json::json!(["reporting"]));
}

#[test]
fn notes_decisions_links_and_the_shortlist() {
    let room = Room::small();
    let asked = room.json(&["notes", "add", "? does 3.1 % include pauses"]);
    assert_eq!(asked["item"]["kind"], "question");
    let id = asked["item"]["id"].to_string();
    room.run(&["notes", "answer", &id, "yes, it does"]).ok();
    let found = room.run(&["find", "yes it does"]).ok().out();
    assert!(found.contains("include pauses"), "{found}");
    assert_eq!(
        room.json(&["notes", "list", "--open"])["items"],
        serde_json::json!([])
    );
    let decided = room.json(&[
        "decisions",
        "add",
        "stop paid social",
        "--theme",
        "reporting",
        "--segment",
        "channel=paid",
    ]);
    assert_eq!(decided["item"]["from"]["theme"], "reporting");
    same_shape("notes_list", room.json(&["notes", "list"]));
    let linked = room.json(&[
        "roadmap",
        "link",
        "reporting",
        "RPT-12",
        "--stance",
        "aligns",
        "--note",
        "v2 has it",
    ]);
    same_shape("roadmap_link", linked);
    room.run(&["roadmap", "link", "reporting", "--stance", "aligns"])
        .code(2)
        .says(&["none is named"]);
    let marked = room.json(&["shortlist", "add", "reporting"]);
    assert_eq!(marked["item"]["themes"], serde_json::json!(["reporting"]));
}

#[test]
fn owners_and_accounts_are_edited_by_name() {
    let room = Room::small();
    room.run(&["owners", "add", "Lena", "--team", "Support"])
        .ok();
    let edited = room.json(&[
        "owners",
        "edit",
        "lena",
        "--team",
        "CS",
        "--email",
        "lena@example.com",
    ]);
    assert_eq!(edited["item"]["team"], "CS");
    let account = room.json(&[
        "accounts",
        "edit",
        "A3",
        "--segment",
        "large",
        "--signed-up",
        "2026-05-20",
    ]);
    assert_eq!(account["item"]["segment"], "large");
    assert_eq!(account["item"]["signed_up"], "2026-05-20");
    let added = room.json(&[
        "feedback",
        "add",
        "the",
        "API",
        "is",
        "slow",
        "--account",
        "A3",
        "--source",
        "call",
    ]);
    assert_eq!(added["item"]["text"], "the API is slow");
    assert_eq!(added["item"]["received"], "2026-11-03");
}

#[test]
fn an_import_is_taken_back_whole() {
    let room = Room::empty();
    room.run(&["import", "accounts.csv"]).ok();
    room.run(&["imports", "revert", "1"]).ok();
    assert_eq!(
        room.json(&["accounts", "list"])["items"],
        serde_json::json!([])
    );
    assert_eq!(room.json(&["imports"])["items"][0]["reverted"], true);
    let journal = room.json(&["journal"]);
    assert_eq!(journal["items"].as_array().unwrap().len(), 2);
}

#[test]
fn a_tag_put_on_again_is_as_if_it_had_never_been_taken_off() {
    let room = Room::small();
    let ticket = room.json(&["feedback", "list", "--words", "excel"])["items"][0]["id"].to_string();
    room.run(&["tag", "off", &ticket, "export"]).ok();
    let refused = room.run(&["imports", "revert", "6"]).code(4);
    assert!(
        refused.err().contains("1 tag taken off by hand"),
        "{refused}"
    );
    room.run(&["tag", "put", &ticket, "export"]).ok();
    room.run(&["imports", "revert", "6"]).ok();
    assert_eq!(
        room.json(&["feedback", "list", "--words", "excel"])["items"][0]["id"],
        serde_json::Value::Null
    );
}

#[test]
fn the_theme_of_an_action_is_set_and_cleared() {
    let room = Room::tagged();
    room.run(&["actions", "add", "fix excel export fri"]).ok();
    let theme = |args: &[&str]| {
        let edit = ["actions", "edit", "1"];
        room.json(&[&edit, args].concat())["item"]["from"]["theme"].clone()
    };
    assert_eq!(theme(&["--theme", "reporting"]), "reporting");
    assert_eq!(
        theme(&["--what", "fix it", "--effect", "less of it"]),
        "reporting"
    );
    assert_eq!(
        theme(&["--theme", "", "--what", "fix more"]),
        serde_json::Value::Null
    );
    let item = &room.json(&["actions", "list"])["items"][0];
    assert_eq!(item["what"], "fix more");
    room.run(&["actions", "edit", "1", "--theme", "nothing like it"])
        .code(2);
    room.run(&["actions", "edit", "1"])
        .code(2)
        .says(&["nothing was given"]);
}

#[test]
fn a_text_has_an_end_and_what_came_before_it_had_one_stays() {
    let room = Room::small();
    let (half, long) = ("x".repeat(40 << 10), "y".repeat(100 << 10));
    room.run(&["notes", "add", &half, &half])
        .code(2)
        .says(&["a text has at most 64 KiB: ", " would have 81"]);
    room.run(&["notes", "add", &half]).ok();
    room.run(&["notes", "edit", "1", "--text", &long])
        .code(2)
        .says(&["64 KiB", " would have 100"]);
    room.run(&["owners", "add", &long])
        .code(2)
        .says(&["64 KiB"]);
    // A note of before is removed and comes back.
    let db = rusqlite::Connection::open(room.path("room.db")).unwrap();
    db.execute("UPDATE notes SET text = ?1", [&long]).unwrap();
    room.run(&["notes", "drop", "1"]).ok();
    room.run(&["undo"]).ok();
    assert_eq!(room.json(&["notes", "show", "1"])["text"], long);
    // What a file brings is kept as it was said.
    let rows = format!("id,account,received,text\nL1,A1,2026-10-01,{long}\n");
    room.write("long.csv", &rows);
    room.run(&["import", "long.csv"]).ok();
    let said = room.json(&["feedback", "list", "--account", "A1"]);
    let texts = said["items"].as_array().unwrap().iter();
    assert!(texts.map(|it| &it["text"]).any(|text| *text == long));
}

/// What one command does, one undo takes back.
#[test]
fn one_command_is_one_change() {
    let room = Room::tagged();
    room.run(&["owners", "add", "Lee"]).ok();
    room.run(&["tag", "add", "price"]).ok();
    room.run(&["actions", "add", "call them @Mo 2026-11-20"])
        .ok();
    let all = || ["feedback", "actions", "tag"].map(|kind| room.json(&[kind, "list"]));
    let before = all();
    for line in [
        "feedback|add|exports are slow|--tag|reporting|--tag|price",
        "actions|edit|1|--with|Dana|--with|Lee|--due|2026-12-01|--theme|reporting",
        "actions|edit|1|--owner|Lee|--with|Mo",
    ] {
        let changes = || room.json(&["journal"])["items"].as_array().unwrap().len();
        let were = changes();
        room.run(&line.split('|').collect::<Vec<_>>()).ok();
        assert_eq!(changes(), were + 1, "{line}");
        assert_ne!(all(), before, "{line}");
        room.run(&["undo"]).ok();
        assert_eq!(all(), before, "{line}");
    }
    let piece = room.json(&["feedback", "add", "too dear", "--tag", "price"]);
    assert_eq!(
        piece["item"]["tags"],
        serde_json::json!(["price"]),
        "{piece}"
    );
}

/// Who answers for an action does not help with it beside that.
#[test]
fn whoever_answers_for_an_action_is_no_helper() {
    let room = Room::small();
    room.run(&["owners", "add", "Lee"]).ok();
    room.run(&["actions", "add", "call them @Dana @Lee 2026-11-20"])
        .ok();
    let refused = ["answers for it, and cannot help beside that"];
    room.run(&["actions", "edit", "1", "--with", "Dana"])
        .code(2)
        .says(&refused);
    room.run(&["actions", "edit", "1", "--owner", "Lee", "--with", "Lee"])
        .code(2)
        .says(&refused);
    room.run(&["actions", "edit", "1", "--owner", "Lee"]).ok();
    let people = || {
        let action = &room.json(&["actions", "list"])["items"][0];
        (action["owner"].clone(), action["with"].to_string())
    };
    assert_eq!(people(), ("Lee".into(), "[]".to_owned()));
    room.run(&["undo"]).ok();
    assert_eq!(people(), ("Dana".into(), "[\"Lee\"]".to_owned()));
}

/// What looks like a day and is none stays in the words and is told; a name that is nearly one is offered.
#[test]
fn a_day_that_was_not_understood_is_told() {
    let room = Room::small();
    let added = room
        .run(&["actions", "add", "call them 31 feb @priya"])
        .ok();
    let told = "`31 feb` is no day to be done by; it stays in the words";
    assert!(added.out().contains(told), "{added}");
    let due = |line: &str| room.json(&["actions", "add", line])["item"]["due"].clone();
    assert_eq!(due("appeler vendredi prochain @priya"), "2026-11-06");
    assert_eq!(due("nachhaken bis 20.11. @priya"), "2026-11-20");
    let refused = room
        .run(&["actions", "add", "call them @rpiya fri"])
        .code(2);
    assert!(refused.err().contains("did you mean @Priya?"), "{refused}");
}
