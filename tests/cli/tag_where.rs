//! Tags on all texts that a search finds: counted and asked about first, one change, one undo.

use serde_json::json;

use super::room::Room;

/// A room with so many tickets, every tenth of which has a tag from its file.
fn tickets(n: usize) -> Room {
    let room = Room::small();
    let mut text = "id,received,source,reason,text,tags\n".to_owned();
    for i in 0..n {
        let tag = if i % 10 == 0 { "billing" } else { "" };
        text += &format!(
            "T{i},2026-10-0{},ticket,too expensive,It costs {i},{tag}\n",
            1 + i % 9
        );
    }
    room.write("tickets.csv", &text);
    room.run(&[
        "import",
        "tickets.csv",
        "--as-kind",
        "feedback",
        "--ignore-rest",
    ])
    .ok();
    room
}

/// Everything that leaves the room and that a tag may be in.
fn exports(room: &Room) -> Vec<String> {
    [
        &["tag", "export"][..],
        &["tag", "export", "--surveys"],
        &["tag", "list", "--format", "json"],
        &["feedback", "list", "--limit", "10000", "--format", "json"],
        &["themes", "--format", "json"],
        &["export", "actions", "--to", "json"],
    ]
    .iter()
    .map(|args| room.run(args).ok().out())
    .collect()
}

const WHERE: [&str; 2] = ["--where", "source:ticket \"it costs\""];

#[test]
fn five_thousand_texts_are_tagged_as_one_and_taken_back_as_one() {
    let room = tickets(5_000);
    room.run(&["tag", "add", "price"]).ok();
    let before = exports(&room);
    let refused = room
        .run(&["tag", "put", WHERE[0], WHERE[1], "price", "billing"])
        .code(2);
    let told = refused.err();
    for words in [
        "5,000 texts found, 5,000 texts without price, billing",
        "put price, billing on 5,000 texts?",
        "--yes",
    ] {
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(exports(&room), before);
    let put = [
        "tag", "put", WHERE[0], WHERE[1], "price", "billing", "--yes",
    ];
    let done = room.json(&put);
    let item = json!({"found": 5_000, "changed": 5_000, "tags": ["price", "billing"]});
    assert_eq!(done["item"], item);
    let again = room.json(&put);
    assert_eq!(
        (&again["change"], &again["item"]["changed"]),
        (&json!(0), &json!(0))
    );
    let used = room.json(&["tag", "list"]);
    let used = used["items"].as_array().unwrap().iter();
    let counts = used.map(|tag| (tag["tag"].as_str().unwrap(), tag["used"].as_u64().unwrap()));
    let counts: Vec<_> = counts
        .filter(|(tag, _)| ["price", "billing"].contains(tag))
        .collect();
    assert_eq!(counts, [("billing", 5_000), ("price", 5_000)]);
    let off = room.json(&["tag", "off", WHERE[0], WHERE[1], "billing", "--yes"]);
    assert_eq!(off["item"]["changed"], 5_000);
    room.run(&["undo"]).ok();
    let tagged = exports(&room);
    room.run(&["undo"]).ok();
    assert_eq!(exports(&room), before);
    room.run(&["redo"]).ok();
    assert_eq!(exports(&room), tagged);
}

#[test]
fn a_few_are_not_asked_about_and_nothing_is_said() {
    let room = tickets(12);
    room.run(&["tag", "add", "price"]).ok();
    let one = room.json(&["tag", "put", "--where", "\"it costs 7\"", "price"]);
    assert_eq!(
        one["item"],
        json!({"found": 1, "changed": 1, "tags": ["price"]})
    );
    let rest = ["tag", "put", "--where", "source:ticket -tag:price", "price"];
    room.run(&rest).code(2);
    let none = room
        .run(&["tag", "put", "--where", "source:nowhere", "price"])
        .ok();
    assert!(none.out().contains("0 texts found"), "{none}");
    for (search, words) in [("", "nothing to look for"), ("  ", "nothing to look for")] {
        let said = room
            .run(&["tag", "put", "--where", search, "price"])
            .code(2);
        assert!(said.err().contains(words), "{said}");
    }
    room.run(&["tag", "put", "price"])
        .code(2)
        .says(&["no feedback"]);
    room.run(&["tag", "put", "12"])
        .code(2)
        .says(&["no tag is named"]);
    room.run(&["tag", "put", "--where", "source:ticket", "nothing"])
        .code(2)
        .says(&["no tag `nothing`"]);
}

#[test]
fn the_codebook_is_changed_as_a_whole_and_one_undo_each_brings_it_back() {
    let room = tickets(5_000);
    room.run(&["tag", "add", "price"]).ok();
    room.run(&["tag", "put", WHERE[0], WHERE[1], "price", "--yes"])
        .ok();
    let before = exports(&room);
    let book = room.run(&["tag", "list", "--format", "csv"]).ok().out();
    room.write("book.csv", &book);
    let unchanged = room.json(&["tag", "import", "book.csv"]);
    let all = book.lines().count() - 1;
    let same = (&unchanged["change"], &unchanged["item"]["unchanged"]);
    assert_eq!(same, (&json!(0), &json!(all)));
    for (args, item) in [
        (
            &["tag", "merge", "price", "billing"][..],
            json!({"texts": 5_000, "both": 500}),
        ),
        (
            &["tag", "split", "price", "hundreds", "--where", "4321"],
            json!({"texts": 1, "both": 0}),
        ),
        (&["tag", "starter"], json!({"made": 10})),
        (
            &["tag", "edit", "price", "--archived", "yes"],
            json!({"archived": true}),
        ),
    ] {
        let done = room.json(args);
        for (key, value) in item.as_object().unwrap() {
            assert_eq!(&done["item"][key], value, "{args:?}: {done}");
        }
        assert_ne!(exports(&room), before, "{args:?}");
        room.run(&["undo"]).ok();
        assert_eq!(exports(&room), before, "{args:?}");
    }
}

#[test]
fn a_codebook_that_is_wrong_is_refused_whole_with_its_lines() {
    let room = Room::small();
    let before = room.run(&["tag", "list", "--format", "csv"]).ok().out();
    for (book, says) in [
        (
            "name;theme\n;\nprice;\n;oops\n",
            "line 4: it has no name of a tag",
        ),
        (
            "tag,key\na,p\nb,p\n",
            "line 3: the key `p` is both `a`'s and `b`'s",
        ),
        (
            "tag\na\nA\n",
            "line 3: the tag `A` stands in another line too",
        ),
        (
            "tag,also\nred,\"x1, x2\"\nblue,X1\n",
            "line 3: the name `X1` is both `red`'s and `blue`'s",
        ),
        (
            "tag,also\nred,Ärger\närger,\n",
            "line 3: the name `ärger` is both `red`'s and `ärger`'s",
        ),
        (
            "tag,also\nred,Reporting\n",
            "there is a tag reporting already",
        ),
        ("tag,parent\na,a\n", "line 2: the tag `a` is under itself"),
        ("tag,parent\na,b\nb,a\n", "cannot go under"),
        ("tag,archived\na,maybe\n", "`maybe` is neither yes nor no"),
        (
            "tag,key\na,.\n",
            "its key is `.` there, which is no free key",
        ),
        ("code,what\n\"a,b\n", "a quote opened in it is never closed"),
        ("words\nx\n", "no column of it names tags"),
    ] {
        room.write("book.csv", book);
        let told = room.run(&["tag", "import", "book.csv"]).code(2).err();
        assert!(told.contains(says), "{book:?}: {told}");
        assert_eq!(
            room.run(&["tag", "list", "--format", "csv"]).ok().out(),
            before
        );
    }
    room.write(
        "book.csv",
        "Code\tDefinition\tAliases\n=1+1\tof\u{202e}x\tsums, totals\n",
    );
    room.run(&["tag", "import", "book.csv"]).ok();
    let tags = room.json(&["tag", "list"]);
    let made = tags["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|tag| tag["tag"] == "=1+1");
    assert_eq!(made.unwrap()["also"], "sums, totals");
    room.run(&["tag", "edit", "totals", "--archived", "yes"])
        .ok();
    let id = room.json(&["feedback", "list"])["items"][0]["id"].to_string();
    let told = room
        .run(&["tag", "put", id.trim_matches('"'), "=1+1"])
        .code(2)
        .err();
    assert!(told.contains("is archived"), "{told}");
}
