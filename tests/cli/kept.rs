//! A file that comes again: what people wrote over its values stays, and rows that come under other columns are known.

use super::room::Room;

/// What is shown of a thing.
fn shown(room: &Room, of: &[&str], fields: &[&str]) -> Vec<String> {
    let item = room.run(&[of, &["--format", "json"]].concat()).ok().json();
    let item = item
        .get("item")
        .filter(|inner| inner.is_object())
        .unwrap_or(&item);
    let text = |field: &&str| item[*field].as_str().unwrap_or_default().to_owned();
    fields.iter().map(text).collect()
}

#[test]
fn what_people_wrote_of_accounts_owners_and_items_stays() {
    let room = Room::empty();
    for (file, old, new, show, edit, fields, kept) in [
        (
            "accounts.csv",
            "id,name,segment,plan,region\nc1,Cedar,SMB,Pro,DE\n",
            "id,name,segment,plan,region\nc1,Cedar,SMB,Basic,FR\n",
            ["accounts", "show", "c1"],
            vec![
                "accounts",
                "edit",
                "c1",
                "--name",
                "Cedar Group",
                "--segment",
                "",
                "--plan",
                "Gold",
            ],
            vec!["name", "segment", "plan", "region"],
            ["Cedar Group", "", "Basic", "FR"],
        ),
        (
            "owners.csv",
            "id,name,email,team\nk,Kim,kim@x.example,CS\n",
            "id,name,email,team\nk,Kim,kim@y.example,CS\n",
            ["owners", "show", "Kim"],
            vec!["owners", "edit", "Kim", "--team", "Sales"],
            vec!["name", "team", "email", "name"],
            ["Kim", "Sales", "kim@y.example", "Kim"],
        ),
        (
            "roadmap.csv",
            "key,title,status,target\nR-1,Export,planned,2026-Q4\n",
            "key,title,status,target\nR-1,Export to CSV,planned,2026-Q4\n",
            ["roadmap", "show", "R-1"],
            vec![
                "roadmap",
                "edit",
                "R-1",
                "--status",
                "in progress",
                "--target",
                "2027-Q1",
            ],
            vec!["title", "status", "target", "status"],
            ["Export to CSV", "in progress", "2027-Q1", "in progress"],
        ),
    ] {
        room.write(file, old);
        room.run(&["import", file]).ok();
        room.run(&edit).ok();
        room.write(file, new);
        let said = room.run(&["import", file, "--format", "json"]).ok().json();
        assert_eq!(shown(&room, &show, &fields), kept, "{file}");
        let noticed = said["files"][0]["read_as"]["noticed"].to_string();
        assert!(
            noticed.contains("the file says there what it said before"),
            "{noticed}"
        );
        let gives = noticed.contains(
            "1 value that somebody wrote gives way: the file says something new there (plan)",
        );
        assert_eq!(gives, file == "accounts.csv", "{noticed}");
        // Once more, and it is still there.
        room.write(file, old);
        room.run(&["import", file]).ok();
        assert_eq!(shown(&room, &show, &fields)[1], kept[1], "{file}");
    }
}

#[test]
fn a_second_edit_stays_over_what_a_file_said_between_them() {
    let room = Room::empty();
    let file = |name: &str, region: &str| format!("id,name,region\nc1,{name},{region}\n");
    for (name, region, written, stands) in [
        ("Cedar", "DE", "Cedar A", "Cedar"),
        ("Zeder", "DE", "Cedar B", "Zeder"),
        ("Zeder", "FR", "Cedar C", "Cedar B"),
        ("Zeder", "US", "Cedar D", "Cedar C"),
    ] {
        room.write("a.csv", &file(name, region));
        room.run(&["import", "a.csv"]).ok();
        assert_eq!(
            shown(&room, &["accounts", "show", "c1"], &["name"]),
            [stands]
        );
        room.run(&["accounts", "edit", "c1", "--name", written])
            .ok();
    }
}

/// All feedback: account, source, text, tags.
fn feedback(room: &Room) -> Vec<[String; 4]> {
    let all = room
        .run(&["feedback", "list", "--format", "json"])
        .ok()
        .json();
    let items = all["items"].as_array().unwrap().iter();
    let mut all: Vec<[String; 4]> = items
        .map(|item| {
            let tags = item["tags"].as_array().map(|tags| {
                tags.iter()
                    .map(|t| t.as_str().unwrap_or_default())
                    .collect()
            });
            let tags: Vec<&str> = tags.unwrap_or_default();
            let text = |field: &str| item[field].as_str().unwrap_or_default().to_owned();
            [
                text("account"),
                text("source"),
                text("text"),
                tags.join(" "),
            ]
        })
        .collect();
    all.sort();
    all
}

const PLAIN: &str = "account,received,text\nelm,2026-09-01,Slow\nelm,2026-09-01,Slow\nfir,2026-09-02,Too dear for what it does\n";
const SOURCE: &str = "account,received,text,source\nelm,2026-09-01,Slow,mail\nelm,2026-09-01,Slow,call\nfir,2026-09-02,Too dear for what it does,call\n";
const SCORED: &str = "text,score,account,received\nSlow,3,elm,2026-09-01\nSlow,4,elm,2026-09-01\nToo dear for what it does,1,fir,2026-09-02\n";
const IDS: &str = "id,account,received,text\nx1,elm,2026-09-01,Slow\nx2,elm,2026-09-01,Slow\nx3,fir,2026-09-02,Too dear for what it does\n";
const NO_ACCOUNT: &str =
    "received,text\n2026-09-01,Slow\n2026-09-01,Slow\n2026-09-02,Too dear for what it does\n";

#[test]
fn feedback_under_other_columns_is_known_again() {
    for order in [
        [PLAIN, SOURCE, PLAIN, SOURCE],
        [SOURCE, PLAIN, IDS, PLAIN],
        [IDS, PLAIN, IDS, SOURCE],
        [PLAIN, SCORED, NO_ACCOUNT, IDS],
        [SCORED, NO_ACCOUNT, SCORED, PLAIN],
    ] {
        let room = Room::empty();
        room.run(&["tag", "add", "mine"]).ok();
        for (at, text) in order.into_iter().enumerate() {
            room.write("f.csv", text);
            let said = room
                .run(&[
                    "import",
                    "f.csv",
                    "--as-kind",
                    "feedback",
                    "--format",
                    "json",
                ])
                .ok()
                .json();
            let counts = &said["files"][0];
            assert_eq!(
                counts["new"],
                if at == 0 { 3 } else { 0 },
                "{order:?} {at}: {counts}"
            );
            if at == 0 {
                let all = room
                    .run(&["feedback", "list", "--format", "json"])
                    .ok()
                    .json();
                let items = all["items"].as_array().unwrap();
                let of = |item: &&serde_json::Value| item["account"] == "fir";
                let id = items.iter().find(of).unwrap()["id"].to_string();
                room.run(&["tag", "put", id.trim_matches('"'), "mine"]).ok();
            }
            let known = feedback(&room);
            let said: Vec<_> = known
                .iter()
                .map(|[account, _, text, tags]| [account, text, tags])
                .collect();
            assert_eq!(
                said,
                [
                    ["elm", "Slow", ""],
                    ["elm", "Slow", ""],
                    ["fir", "Too dear for what it does", "mine"]
                ],
                "{order:?} {at}"
            );
        }
    }
}

#[test]
fn what_a_file_has_no_column_for_stays() {
    let room = Room::empty();
    for text in [SOURCE, PLAIN, NO_ACCOUNT] {
        room.write("f.csv", text);
        let said = room
            .run(&["import", "f.csv", "--as-kind", "feedback"])
            .ok()
            .out();
        assert_eq!(
            text != SOURCE,
            said.contains("3 rows came under other columns before"),
            "{said}"
        );
        let sources: Vec<String> = feedback(&room)
            .into_iter()
            .map(|[_, source, ..]| source)
            .collect();
        assert_eq!(sources, ["call", "mail", "call"], "{text}");
    }
}

#[test]
fn a_list_that_becomes_another_kind_is_known_again() {
    let room = Room::empty();
    room.write("f.csv", PLAIN);
    room.run(&["import", "f.csv", "--as-kind", "feedback"]).ok();
    let surveys = PLAIN
        .replace("text\n", "text,reason\n")
        .replace("Slow\n", "Slow,speed\n")
        .replace("does\n", "does,price\n");
    room.write("s.csv", &surveys);
    let said = room
        .run(&[
            "import",
            "s.csv",
            "--as-kind",
            "surveys",
            "--format",
            "json",
        ])
        .ok()
        .json();
    assert_eq!(
        (&said["files"][0]["new"], &said["files"][0]["updated"]),
        (&0.into(), &3.into())
    );
    // Others of the same kind that say the same of other people are new.
    room.write(
        "g.csv",
        "account,received,text,source\noak,2026-09-01,Slow,mail\nelm,2026-09-03,Slow,mail\n",
    );
    let said = room
        .run(&[
            "import",
            "g.csv",
            "--as-kind",
            "feedback",
            "--format",
            "json",
        ])
        .ok()
        .json();
    assert_eq!(said["files"][0]["new"], 2);
    // And a few of many that a survey has, too, are two things.
    let many: String = (1..9)
        .map(|n| format!("ash{n},2026-09-01,Word {n},mail\n"))
        .collect();
    room.write(
        "h.csv",
        &format!("account,received,text,source\nelm,2026-09-01,Slow,mail\n{many}"),
    );
    let said = room
        .run(&[
            "import",
            "h.csv",
            "--as-kind",
            "feedback",
            "--format",
            "json",
        ])
        .ok()
        .json();
    assert_eq!(said["files"][0]["new"], 9);
}
