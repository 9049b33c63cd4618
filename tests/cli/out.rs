//! What leaves by standard output and as files: CSV, masking, backups, completions, manual pages.

use std::fs;
use std::process::Stdio;

use super::room::Room;

/// A spreadsheet reads the columns of a list whether anything is in it or not.
#[test]
fn an_empty_list_has_the_columns_of_one_that_is_not() {
    let (empty, full) = (Room::empty(), Room::tagged());
    empty.run(&["owners", "add", "Nobody"]).ok();
    empty.run(&["owners", "drop", "Nobody"]).ok();
    for args in [
        &["actions", "add", "call them fri"][..],
        &["notes", "add", "a word"],
        &["decisions", "add", "a word"],
        &["marks", "add", "2026-10-05 price New price list"],
        &[
            "roadmap",
            "link",
            "reporting",
            "RPT-12",
            "--stance",
            "aligns",
        ],
        &["shortlist", "add", "reporting"],
        &["search", "save", "slow", "slow reports"],
    ] {
        full.run(args).ok();
    }
    let head = |room: &Room, list: &str| {
        let args = [
            &list.split(' ').collect::<Vec<_>>()[..],
            &["--format", "csv"],
        ]
        .concat();
        room.run(&args)
            .ok()
            .out()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    for list in [
        "actions list",
        "notes list",
        "decisions list",
        "roadmap list",
        "roadmap links",
        "owners list",
        "marks list",
        "feedback list",
        "shortlist list",
        "search list",
        "tag list",
        "find slow",
    ] {
        let wanted = head(&full, list);
        assert!(
            wanted.contains(',') || list == "shortlist list",
            "{list}: {wanted}"
        );
        assert_eq!(head(&empty, list), wanted, "{list}");
    }
    empty.write(
        "tags.csv",
        &empty.run(&["tag", "list", "--format", "csv"]).ok().out(),
    );
    empty.run(&["tag", "import", "tags.csv"]).ok();
}

#[test]
fn csv_is_the_json_in_columns() {
    let room = Room::tagged();
    let csv = room.run(&["metrics", "--format", "csv"]).ok().out();
    let mut lines = csv.lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    let cells: Vec<&str> = lines.next().unwrap().split(',').collect();
    let at = heads.iter().position(|h| *h == "mrr_cents_churn").unwrap();
    assert_eq!(cells[at], "55000", "{csv}");
    let themes = room.run(&["themes", "--format", "csv"]).ok().out();
    assert!(themes.contains("(nobody said why)"), "{themes}");
}

#[test]
fn a_formula_in_a_customers_words_stays_words() {
    let room = Room::small();
    room.run(&["feedback", "add", "=HYPERLINK(\"http://x\")"])
        .ok();
    let csv = room
        .run(&["feedback", "list", "--format", "csv"])
        .ok()
        .out();
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
}

#[test]
fn nothing_in_a_customers_words_reaches_the_terminal() {
    let room = Room::small();
    room.run(&[
        "feedback",
        "add",
        "\u{1b}]0;owned\u{7}title \u{202e}tfel\u{9b}2J",
    ])
    .ok();
    for format in ["table", "json", "csv"] {
        let out = room
            .run(&["feedback", "list", "--format", format])
            .ok()
            .out();
        let bad = ['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}'];
        assert!(!out.contains(bad), "{format}: {out:?}");
    }
    let told = room.run(&["accounts", "show", "\u{1b}]0;x\u{7}"]).code(2);
    assert!(!told.err().contains('\u{1b}'), "{told}");
}

#[test]
fn masked_output_holds_no_account_name() {
    let room = Room::tagged();
    room.run(&[
        "actions",
        "add",
        "call Northwind GmbH @dana 2026-11-20 #reporting",
    ])
    .ok();
    for args in [
        &["accounts", "list"][..],
        &["accounts", "lost"],
        &["accounts", "show", "A1"],
        &["feedback", "list"],
        &["feedback", "queue"],
        &["themes", "--quotes", "reporting"],
        &["actions", "list"],
        &["find", "report"],
        &["journal"],
        &["undo"],
        &["tag", "export"],
    ] {
        for format in ["table", "json", "csv"] {
            let mut args = args.to_vec();
            args.extend(["--mask", "--format", format]);
            let done = room.run(&args);
            for name in ["Northwind", "Globex", "Acme", "Initech"] {
                assert!(!done.out().contains(name), "{name}\n{done}");
                assert!(!done.err().contains(name), "{name}\n{done}");
            }
        }
    }
}

#[test]
fn no_way_out_of_a_meeting_holds_an_account_name() {
    let room = Room::tagged();
    let second = room.json(&["feedback", "list", "--account", "A5"])["items"][0]["id"].to_string();
    room.run(&["tag", "put", &second, "reporting"]).ok();
    room.run(&["meetings", "start"]).ok();
    room.run(&["meetings", "discuss", "reporting"]).ok();
    let effect = "Umbrella stays on";
    room.run(&[
        "actions",
        "add",
        "fix it @priya 2026-11-20 #reporting",
        "--effect",
        effect,
    ])
    .ok();
    room.run(&["notes", "add", "? why so late"]).ok();
    room.run(&["notes", "answer", "1", "because of Hooli"]).ok();
    let outs: [(&[&str], &str); 9] = [
        (&["minutes"], "Umbrella stays on"),
        (&["minutes"], "because of Hooli"),
        (&["minutes", "--format", "html"], "Umbrella stays on"),
        (&["minutes", "--format", "json"], "because of Hooli"),
        (&["minutes", "--format", "json"], "Call Globex"),
        (&["export", "actions", "--to", "csv"], "Umbrella stays on"),
        (&["export", "actions", "--to", "md"], "Umbrella stays on"),
        (&["export", "actions", "--to", "json"], "Umbrella stays on"),
        (
            &["themes", "--quotes", "reporting", "--format", "json"],
            "Call Globex",
        ),
    ];
    let lists: [(&[&str], &str); 4] = [
        (
            &["actions", "list", "--format", "json"],
            "Umbrella stays on",
        ),
        (&["notes", "list", "--format", "json"], "because of Hooli"),
        (&["actions", "show", "1"], "Umbrella stays on"),
        (&["export", "actions", "--to", "ics"], "fix it"),
    ];
    for (args, words) in outs.into_iter().chain(lists) {
        let plain = room.run(args).ok();
        assert!(plain.out().contains(words), "{words}\n{plain}");
        let masked = room.run(&[args, &["--mask"]].concat()).ok();
        for name in ["Umbrella", "Hooli", "Globex", "Northwind"] {
            assert!(!masked.out().contains(name), "{name}\n{masked}");
        }
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let room = Room::small();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_churnroom"))
        .args(["completions", "zsh"])
        .env("HOME", room.path("home"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success());
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
}

#[test]
fn a_log_that_was_left_of_a_room_is_kept_when_a_backup_comes_and_that_is_said() {
    let room = Room::small();
    room.run(&["backup", "copy.db"]).ok();
    let db = rusqlite::Connection::open(room.path("room.db")).unwrap();
    db.execute("CREATE TABLE other (x)", []).unwrap();
    fs::copy(room.path("room.db-wal"), room.path("left")).unwrap();
    drop(db);
    fs::remove_file(room.path("room.db")).unwrap();
    fs::copy(room.path("left"), room.path("room.db-wal")).unwrap();
    let said = room.run(&["restore", "copy.db", "--yes"]).ok().out();
    assert!(
        said.contains("the log that was left of a room there is kept as "),
        "{said}"
    );
    assert!(room.path("room.db.replaced-wal").exists());
}

#[test]
fn a_backup_is_a_room_and_overwrites_nothing_unasked() {
    let room = Room::small();
    room.run(&["backup", "copy.db"]).ok();
    room.run(&["backup", "copy.db"]).code(1).says(&["--force"]);
    room.run(&["tag", "add", "price"]).ok();
    room.run(&["backup", "copy.db", "--force"]).ok();
    room.run(&["backup", "room.db", "--force"])
        .code(2)
        .says(&["itself"]);
    let tags = room.json(&["--db", "copy.db", "tag", "list"]);
    assert!(tags.to_string().contains("price"));
    room.run(&["--db", "copy.db", "check"]).ok();
}

#[test]
fn doctor_looks_and_makes_nothing() {
    let room = Room::empty();
    let found = room.json(&["doctor"]);
    let what = |name: &str| {
        let mut items = found["items"].as_array().unwrap().iter();
        items.find(|i| i["what"] == name).unwrap().clone()
    };
    assert_eq!(what("terminal")["ok"], false);
    assert!(
        what("configuration")["found"]
            .as_str()
            .unwrap()
            .contains("config.toml")
    );
    assert!(!room.path("room.db").exists());
}

#[test]
fn the_manual_and_the_completions_know_every_command() {
    let room = Room::empty();
    let page = room.run(&["man"]).ok().out();
    let script = room.run(&["completions", "bash"]).ok().out();
    for command in ["import", "metrics", "shortlist", "export", "doctor"] {
        assert!(page.contains(command), "{command}");
        assert!(script.contains(command), "{command}");
    }
    assert!(
        room.run(&["man", "tag", "add"])
            .ok()
            .out()
            .contains("parent")
    );
    room.run(&["man", "--out", "pages"]).ok();
    assert!(room.path("pages/churnroom-tag-add.1").exists());
    room.run(&["man", "nothing"]).code(2).says(&["nothing"]);
}

#[test]
fn the_default_room_lies_in_a_folder_of_its_own() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::empty();
    room.run_with(&["import", "accounts.csv"], |command| {
        command.env_remove("CHURNROOM_DB");
    })
    .ok();
    let folder = room.path("home/.local/share/churnroom");
    assert!(folder.join("room.db").exists());
    let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

/// Nobody of so few may have left a word.
#[test]
fn a_company_of_few_is_made_all_the_same() {
    let room = Room::empty();
    for seed in ["1", "7"] {
        let (file, n) = (
            format!("few{seed}.room"),
            ["--accounts", "8", "--feedback", "0"],
        );
        let made = [&["demo", "--keep", &file, "--seed", seed][..], &n].concat();
        room.run(&made).ok();
    }
}
