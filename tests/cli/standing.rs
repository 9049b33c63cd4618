//! What others did since stands on what somebody takes back: it is refused and named, or passed, but never lost unsaid.
//! And nothing bars anybody from going on taking back.

use super::room::Room;

fn by(room: &Room, who: &str, args: &[&str]) -> super::room::Done {
    room.run(&[&["--as", who], args].concat())
}

/// Undo or redo asks before it goes past what stays, and says what comes next; then it goes.
fn goes_past(room: &Room, who: &str, way: &str, stays: &str, next: &str) {
    let asked = by(room, who, &[way]).code(2).err();
    for words in [stays, "again to", next, "--yes"] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    let gone_past = by(room, who, &[way, "--yes"]).ok().out();
    assert!(gone_past.contains(next), "{gone_past}");
}

/// A room with a file of feedback that brings a tag: the import with the number 2 or later, as told.
fn with_feedback() -> (Room, String) {
    let room = Room::empty();
    let text = "id,account,received,source,text,tags\n\
        t1,A1,2026-10-05,ticket,slow exports,slowness\nt2,A2,2026-10-06,ticket,slow pages,slowness\n\
        t3,A3,2026-10-07,ticket,slow logins,\n";
    room.write("words.csv", text);
    room.run(&["import", "words.csv", "--as-kind", "feedback"])
        .ok();
    for name in ["Ana", "Kim", "Lee"] {
        room.run(&["owners", "add", name]).ok();
    }
    let imports = room.json(&["imports", "list"]);
    let id = imports["items"][0]["import"].to_string();
    (room, id)
}

#[test]
fn what_was_tagged_blind_stands_on_the_import_of_its_texts() {
    let (room, import) = with_feedback();
    let start = [
        "tag", "blind", "start", "--size", "1", "--coders", "Ana,Kim",
    ];
    room.run(&start).ok();
    room.run(&["imports", "revert", &import])
        .code(4)
        .says(&["1 text drawn to be tagged blind"]);
    let next = room.json(&["--as", "Ana", "tag", "blind", "next"]);
    let text = next["item"]["id"].to_string();
    by(&room, "Ana", &["tag", "blind", "put", &text, "slowness"]).ok();
    room.run(&["imports", "revert", &import])
        .code(4)
        .says(&["1 judgment of texts tagged blind"]);
    let agreement = room.run(&["tag", "agreement"]).ok().out();
    assert!(!agreement.contains("-0"), "{agreement}");
}

#[test]
fn a_tag_that_only_judgments_name_is_in_use() {
    let (room, _) = with_feedback();
    by(&room, "Lee", &["tag", "add", "dearness"]).ok();
    let start = [
        "tag", "blind", "start", "--size", "1", "--coders", "Ana,Kim",
    ];
    room.run(&start).ok();
    let next = room.json(&["--as", "Ana", "tag", "blind", "next"]);
    let text = next["item"]["id"].to_string();
    by(&room, "Ana", &["tag", "blind", "put", &text, "dearness"]).ok();
    let words = "1 judgment of texts tagged blind";
    by(&room, "Lee", &["undo"]).code(4).says(&[words]);
    by(&room, "Lee", &["tag", "drop", "dearness"])
        .code(1)
        .says(&[words]);
}

#[test]
fn a_tag_of_an_import_that_somebody_renamed_stays() {
    let (room, import) = with_feedback();
    room.run(&["tag", "rename", "slowness", "sluggish"]).ok();
    room.run(&["imports", "revert", &import]).ok();
    let tags = room.run(&["tag", "list"]).ok().out();
    assert!(tags.contains("sluggish"), "{tags}");
}

#[test]
fn a_list_that_somebody_else_drew_stands_on_the_action_and_the_item() {
    let room = Room::small();
    room.write("l.txt", "A1\nA2\n");
    let actions: &[&str] = &["actions", "add", "act one"];
    let items: &[&str] = &["roadmap", "add", "R-1", "Item", "--shipped", "2026-10-01"];
    for (add, thing, at) in [(actions, "actions", "1"), (items, "roadmap", "R-1")] {
        by(&room, "Kim", add).ok();
        by(&room, "Lee", &[thing, "touch", at, "--accounts", "l.txt"]).ok();
        by(&room, "Kim", &["undo"])
            .code(4)
            .says(&["Lee has changed the list of"]);
        let shown = room.json(&[thing, "show", at]);
        assert_eq!(
            shown["accounts"].as_array().map(Vec::len),
            Some(2),
            "{shown}"
        );
        by(&room, "Lee", &["undo"]).ok();
        by(&room, "Kim", &["undo"]).ok();
    }
}

/// Neither an import that was taken back, nor one that somebody else took back, bars undo for ever; redo goes past too.
#[test]
fn what_never_comes_back_is_gone_past_when_it_was_told() {
    let (room, import) = with_feedback();
    let import_again = ["import", "words.csv", "--as-kind", "feedback"];
    by(&room, "Dana", &["notes", "add", "wrong note"]).ok();
    by(&room, "Dana", &["imports", "revert", &import]).ok();
    let again = "import words.csv again";
    goes_past(&room, "Dana", "undo", again, "wrong note");

    by(&room, "Ana", &["notes", "add", "of Ana"]).ok();
    by(&room, "Ana", &import_again).ok();
    let imports = room.json(&["imports", "list"]);
    let import = imports["items"][0]["import"].to_string();
    by(&room, "Lee", &["imports", "revert", &import]).ok();
    goes_past(&room, "Ana", "undo", "was taken back already", "of Ana");

    by(&room, "Kim", &import_again).ok();
    by(&room, "Kim", &["notes", "add", "of Kim"]).ok();
    for _ in 0..2 {
        by(&room, "Kim", &["undo"]).ok();
    }
    goes_past(&room, "Kim", "redo", again, "of Kim");
}
