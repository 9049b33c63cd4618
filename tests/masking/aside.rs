//! What does not come through the doors of the room: paths, what was typed, the configuration, columns of files, and
//! what is told of texts without being in them. Must not know how any of it is covered.

use std::fs;

use crate::cli::room::Room;

/// A room of two customers, of which one is named everywhere.
fn room() -> Room {
    let room = Room::empty();
    room.write(
        "a.csv",
        "id,name,Legal Name,Parent Account,Company Size\n\
         c1,Quandelwerk,QW Beteiligungs SE,Murgatron Gruppe,large\nc2,Brimhollow Logistics,,,small\n",
    );
    room.run(&["import", "a.csv", "--currency", "EUR"]).ok();
    room
}

/// What is said on both ways, which must not name anybody.
#[track_caller]
fn unnamed(room: &Room, args: &[&str]) -> String {
    let done = room.run(args);
    let said = done.out() + &done.err();
    let lower = said.to_lowercase();
    for name in ["quandel", "brimhollow", "beteiligungs", "murgatron"] {
        assert!(!lower.contains(name), "{args:?}: {said}");
    }
    said
}

#[test]
fn paths_are_covered() {
    let room = room();
    fs::create_dir(room.path("Quandelwerk")).unwrap();
    fs::copy(room.path("room.db"), room.path("Quandelwerk/r.room")).unwrap();
    let said = unnamed(&room, &["--mask", "backup", "Quandelwerk out.bak"]);
    assert!(
        said.contains("wrote ") && said.contains(" out.bak"),
        "{said}"
    );
    unnamed(
        &room,
        &["--mask", "tag", "export", "--out", "Quandelwerk t.csv"],
    );
    for verb in ["check", "doctor"] {
        unnamed(&room, &["--mask", "--db", "Quandelwerk/r.room", verb]);
    }
    let restore = [
        "--mask",
        "--db",
        "Quandelwerk/r.room",
        "restore",
        "room.db",
        "--yes",
    ];
    unnamed(&room, &restore);
}

#[test]
fn other_names_that_columns_hold_are_covered() {
    let room = room();
    room.run(&[
        "notes",
        "add",
        "We at QW Beteiligungs are done, says Murgatron",
    ])
    .ok();
    for list in [
        "accounts list",
        "accounts show c1",
        "notes list",
        "metrics --by Legal_Name",
    ] {
        let words = list.split(' ').map(|word| word.replace('_', " "));
        let words: Vec<String> = ["--mask".to_owned()].into_iter().chain(words).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        unnamed(&room, &words);
    }
    let said = unnamed(
        &room,
        &["--mask", "accounts", "show", "c2", "--format", "json"],
    );
    assert!(said.contains("small"), "{said}");
}

/// What several customers are called by stands for none of them: no alias of one says that the others are it.
#[test]
fn a_name_that_several_share_has_a_stand_in_of_its_own() {
    let room = Room::empty();
    room.write(
        "a.csv",
        "id,name,Parent Account\nc1,Quandelwerk,Murgatron Gruppe\nc2,Brimhollow Logistics,Murgatron Gruppe\n\
         c3,Ottervale,Beteiligungs Quill\nc4,Pendlemarsh,Beteiligungs Quill\n",
    );
    room.run(&["import", "a.csv", "--currency", "EUR"]).ok();
    room.run(&["notes", "add", "says Murgatron, not Quill"])
        .ok();
    let json = ["--mask", "accounts", "list", "--format", "json"];
    let listed = room.run(&json).ok().json();
    let parents = listed["items"].as_array().unwrap().iter();
    let parents: Vec<&str> = parents
        .map(|item| item["attributes"]["Parent Account"].as_str().unwrap())
        .collect();
    let mut apart = parents.clone();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!((parents.len(), apart), (4, vec!["[name 1]", "[name 2]"]));
    let said = unnamed(&room, &["--mask", "notes", "list"]);
    assert!(said.contains("says [name 1], not [name 2]"), "{said}");
    unnamed(&room, &["--mask", "metrics", "--by", "Parent Account"]);
}

/// Who gave a number as a key is told which one it was, also where it could be that of a phone.
#[test]
fn a_key_that_was_typed_is_said_again() {
    let room = room();
    for thing in ["feedback", "actions", "notes"] {
        let said = unnamed(&room, &["--mask", thing, "show", "30123456789"]);
        assert!(
            said.contains("30123456789") && !said.contains('['),
            "{said}"
        );
    }
}

/// A column that names a customer is asked about covered, and the answer is understood.
#[test]
fn a_column_is_known_by_what_it_is_seen_as() {
    let room = room();
    room.write(
        "q.csv",
        "id,account,start,amount,currency,interval,Quandelwerk status\n\
         s1,c1,2026-01-05,100,EUR,month,active\ns2,c2,2026-01-05,100,EUR,month,cancelled\n",
    );
    let asked = unnamed(&room, &["--mask", "import", "q.csv"]);
    let (_, rest) = asked.split_once("--ignore '").unwrap();
    let (column, _) = rest.split_once('\'').unwrap();
    assert!(column.ends_with(" status"), "{asked}");
    let args = ["--mask", "import", "q.csv", "--ignore", column];
    assert!(!room.run(&args).refused());
    unnamed(&room, &args);
    assert!(room.run(&["imports"]).ok().out().contains("q.csv"));
}

/// A name that is typed is neither found nor denied with the alias that stands for it.
#[test]
fn a_real_name_tells_nothing_of_its_alias() {
    let room = room();
    room.run(&["tag", "add", "price"]).ok();
    let add = [
        "feedback",
        "add",
        "too dear",
        "--account",
        "c2",
        "--received",
        "2026-10-20",
    ];
    room.run(&[&add[..], &["--reason", "Brimhollow says", "--tag", "price"]].concat())
        .ok();
    let listed = room.run(&["--mask", "accounts", "list"]).ok().out();
    let said = unnamed(&room, &["--mask", "accounts", "show", "Quandelwerk"]);
    assert!(said.contains("while names are masked"), "{said}");
    let alias = said
        .split('`')
        .find(|part| listed.contains(*part) && part.len() > 8);
    assert_eq!(alias, None, "{said}");
    assert!(
        room.run(&["find", "reason:Brimhollow"])
            .ok()
            .out()
            .contains("dear")
    );
    for words in ["reason:Brimhollow", "reason:Brimho"] {
        let found = unnamed(&room, &["--mask", "find", words]);
        assert!(!found.contains("dear"), "{found}");
    }
    let split = [
        "tag",
        "split",
        "price",
        "other",
        "--where",
        "Brimhollow",
        "--yes",
    ];
    let done = room.run(&[&["--mask"][..], &split].concat());
    assert!(done.refused());
}

/// Words of a name that no text shows say nothing for a suggestion either.
#[test]
fn words_that_speak_for_a_suggestion_stand_in_the_text_that_is_seen() {
    let room = Room::empty();
    room.write(
        "a.csv",
        "id,name\nc1,株式会社青葉精機\nc2,Gilded Teapot Ltd\n",
    );
    room.run(&["import", "a.csv", "--currency", "EUR"]).ok();
    let rows = (0..60).map(|n| {
        let (who, text, tag) = match n % 2 {
            0 => ("c1", "青葉精機だ slow exports", "speed"),
            _ => ("c2", "Gilded Teapot pays too much", "price"),
        };
        format!(
            "f{n},{who},2026-10-{:02},ticket,{text} {n},{tag}\n",
            1 + n % 27
        )
    });
    let rows: String = rows.collect();
    room.write(
        "f.csv",
        &format!("id,account,received,source,text,tags\n{rows}"),
    );
    room.run(&["import", "f.csv", "--as-kind", "feedback", "--ignore-rest"])
        .ok();
    for text in ["青葉精機だ slow again", "Gilded Teapot pays much"] {
        room.run(&["feedback", "add", text, "--received", "2026-10-28"])
            .ok();
    }
    for format in ["table", "json", "csv"] {
        let said = room
            .run(&["--mask", "tag", "suggest", "--format", format])
            .ok()
            .out();
        for word in ["葉精", "青葉", "精機", "gilded", "teapot"] {
            assert!(!said.to_lowercase().contains(word), "{said}");
        }
    }
}
