//! Two leads tag the same texts, each in a room of her own: what one brings the other does not tell two things of one
//! text, and no name leads to two tags.

use super::room::Room;

/// A room with four texts, and a second one that is a copy of it.
fn two() -> (Room, Room) {
    let (here, there) = (Room::small(), Room::empty());
    here.write(
        "more.csv",
        "id,account,received,source,text,tags\nM1,A1,2026-10-11,ticket,dear one,price\nM2,A4,2026-10-12,ticket,dear two,price\n",
    );
    here.run(&["import", "more.csv", "--as-kind", "feedback"])
        .ok();
    here.run(&["tag", "add", "competitor"]).ok();
    std::fs::copy(here.path("room.db"), there.path("room.db")).unwrap();
    (here, there)
}

/// Brings the tags of one room into another, and answers with what differs.
fn bring(there: &Room, here: &Room) -> Vec<String> {
    let file = there.run(&["tag", "export"]).ok().out();
    here.write("theirs.csv", &file);
    let taken = here.json(&["--as", "Kim", "import", "theirs.csv"]);
    let told = taken["files"][0]["differences"].as_array().unwrap().clone();
    told.iter()
        .map(|one| one.as_str().unwrap().to_owned())
        .collect()
}

fn id(room: &Room, words: &str) -> String {
    let found = room.json(&["feedback", "list", "--words", words]);
    found["items"][0]["id"].to_string()
}

fn tags(room: &Room, words: &str) -> String {
    let id = id(room, words);
    room.json(&["feedback", "show", &id])["tags"].to_string()
}

fn names(room: &Room) -> Vec<String> {
    let tags = room.json(&["tag", "list"])["items"]
        .as_array()
        .unwrap()
        .clone();
    let names = tags
        .iter()
        .map(|tag| tag["tag"].as_str().unwrap().to_owned());
    names.collect()
}

#[test]
fn a_mark_there_and_tags_here_are_a_difference_in_either_direction() {
    let (here, there) = two();
    let survey = here.survey();
    here.run(&["tag", "put", &survey, "price", "competitor"])
        .ok();
    there.run(&["tag", "mark", &survey, "no-reason"]).ok();
    let themes = |room: &Room| room.run(&["themes", "--format", "json"]).ok().out();
    for (from, into, told) in [
        (
            &there,
            &here,
            "marked as without a reason there, tagged competitor, price here",
        ),
        (
            &here,
            &there,
            "tagged competitor, price there, marked as without a reason here",
        ),
    ] {
        let before = themes(into);
        let differences = bring(from, into);
        assert_eq!(differences.len(), 1, "{differences:?}");
        assert!(differences[0].ends_with(told), "{differences:?}");
        assert_eq!(themes(into), before);
    }
}

#[test]
fn a_tag_that_was_renamed_in_either_room_is_one_tag() {
    for rename in [
        &["tag", "rename", "price", "Too Expensive"][..],
        &["tag", "rename", "price", "Zu teuer"],
    ] {
        let (here, there) = two();
        there.run(rename).ok();
        let before = (tags(&here, "dear"), names(&here));
        let told = [format!("tag price: it is called {} there", rename[3])];
        assert_eq!(bring(&there, &here), told);
        assert_eq!((tags(&here, "dear"), names(&here)), before);
        // What is new there comes under the name that it has here, and so the other way round.
        there
            .run(&["tag", "put", &id(&there, "small"), rename[3]])
            .ok();
        bring(&there, &here);
        assert_eq!(tags(&here, "small"), r#"["price"]"#);
        here.run(&["tag", "put", &id(&here, "build"), "price"]).ok();
        assert_eq!(bring(&here, &there), Vec::<String>::new());
        assert_eq!(tags(&there, "build"), format!("[\"{}\"]", rename[3]));
        assert!(!names(&there).contains(&"price".to_owned()));
    }
}

#[test]
fn a_tag_that_became_part_of_another_there_is_told_and_stays_alone_here() {
    let (here, there) = two();
    there.run(&["tag", "rename", "price", "dear"]).ok();
    there.run(&["tag", "merge", "dear", "competitor"]).ok();
    there
        .run(&["tag", "put", &id(&there, "small"), "competitor"])
        .ok();
    let told = bring(&there, &here);
    assert_eq!(
        told,
        [
            "tag competitor: price is part of it there, and a tag of its own here; 2 texts that have it here did not get the other"
        ]
    );
    assert_eq!(tags(&here, "dear"), r#"["price"]"#);
    assert_eq!(tags(&here, "small"), r#"["competitor"]"#);
    let book = here.json(&["tag", "list"]);
    let also = book["items"].as_array().unwrap().iter();
    let also: Vec<String> = also.map(|tag| tag["also"].to_string()).collect();
    assert!(!also.concat().contains("price"), "{also:?}");
    // Settled by the same merge here: nothing differs any more.
    here.run(&["tag", "merge", "price", "competitor"]).ok();
    assert_eq!(bring(&there, &here), Vec::<String>::new());
    assert_eq!(tags(&here, "dear"), r#"["competitor"]"#);
}

#[test]
fn names_that_changed_places_are_told_and_change_no_text() {
    let (here, there) = two();
    for (tag, name) in [("price", "x"), ("competitor", "price"), ("x", "competitor")] {
        there.run(&["tag", "rename", tag, name]).ok();
    }
    let before = tags(&here, "dear");
    let told = bring(&there, &here);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(tags(&here, "dear"), before);
}

#[test]
fn what_was_taken_off_there_is_told() {
    let (here, there) = two();
    let (one, survey) = (id(&here, "one"), here.survey());
    for room in [&here, &there] {
        room.run(&["tag", "mark", &survey, "praise"]).ok();
    }
    there.run(&["tag", "off", &one, "price"]).ok();
    there.run(&["tag", "mark", &survey, "none"]).ok();
    let told = bring(&there, &here);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].ends_with("price was taken off there, and is on it here"));
    assert!(told[1].ends_with("marked as praise here, and no longer there"));
    assert_eq!(tags(&here, "one"), r#"["price"]"#);
    here.run(&["tag", "off", &one, "price"]).ok();
    here.run(&["tag", "mark", &survey, "none"]).ok();
    assert_eq!(bring(&there, &here), Vec::<String>::new());
    // And so the other way round.
    there.run(&["tag", "put", &one, "price"]).ok();
    let told = bring(&there, &here);
    assert!(told[0].ends_with("price is on it there, and was taken off here"));
}

#[test]
fn a_name_leads_to_one_tag() {
    let room = Room::small();
    for tag in ["price", "support", "competitor"] {
        room.run(&["tag", "add", tag]).ok();
    }
    room.run(&["tag", "edit", "price", "--also", "teuer, Ärger"])
        .ok();
    let before = room.run(&["tag", "list", "--format", "json"]).ok().out();
    for (args, says) in [
        (
            &["tag", "edit", "support", "--also", "TEUER"][..],
            "`TEUER` is another name of the tag price already",
        ),
        (
            &["tag", "edit", "support", "--also", "x, ärger"],
            "`ärger` is another name of the tag price already",
        ),
        (
            &["tag", "edit", "price", "--also", "teuer, Competitor"],
            "there is a tag competitor already",
        ),
        (
            &["tag", "add", "ÄRGER"],
            "`ÄRGER` is another name of the tag `price` already",
        ),
        (
            &["tag", "add", "new", "--also", "teuer"],
            "`teuer` is another name of the tag price already",
        ),
        (
            &["tag", "rename", "support", "Teuer"],
            "`Teuer` is another name of the tag `price` already",
        ),
        (&["tag", "add", "Price"], "there is a tag `price` already"),
        (
            &["tag", "merge", "price", "teuer"],
            "`price` and `teuer` are one tag already",
        ),
    ] {
        let told = room.run(args).code(2).err();
        assert!(told.contains(says), "{args:?}: {told}");
        let now = room.run(&["tag", "list", "--format", "json"]).ok().out();
        assert_eq!(now, before, "{args:?}");
    }
    // One that was given up can be another's, and does not come back while it is.
    room.run(&["tag", "edit", "price", "--also", "Ärger"]).ok();
    room.run(&["--as", "Bo", "tag", "edit", "support", "--also", "teuer"])
        .ok();
    let told = room.run(&["undo"]).code(4).err();
    assert!(
        told.contains("is another name of the tag support"),
        "{told}"
    );
    room.write(
        "t.csv",
        "id,received,source,text,tags\nT1,2026-10-03,ticket,oh,ärger\nT2,2026-10-03,ticket,oh no,A\u{308}RGER\n",
    );
    room.run(&["import", "t.csv", "--as-kind", "feedback"]).ok();
    assert_eq!(tags(&room, "oh"), r#"["price"]"#);
    assert!(!names(&room).iter().any(|name| name.contains("rger")));
}
