//! Everything that can be wrong gets one clear sentence, the right exit code, and leaves nothing half written.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::room::Room;

fn is_root() -> bool {
    rustix::process::getuid().is_root()
}

#[test]
fn a_room_that_is_not_there() {
    Room::empty()
        .run(&["metrics"])
        .code(1)
        .says(&["there is no room at", "churnroom import"]);
}

#[test]
fn a_file_that_is_not_a_database() {
    let room = Room::empty();
    room.write(
        "room.db",
        "name,mrr\nAcme,100\nand so on, for a while, so that it is longer than a header is\n",
    );
    let before = room.read("room.db");
    room.run(&["metrics"]).code(1).says(&["room.db"]);
    room.run(&["import", "accounts.csv"])
        .code(1)
        .says(&["room.db"]);
    assert_eq!(room.read("room.db"), before);
}

#[test]
fn a_room_made_by_a_newer_churnroom() {
    let room = Room::small();
    let mut bytes = fs::read(room.path("room.db")).unwrap();
    // The user version stands at offset 60 of the header, big-endian.
    bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    fs::write(room.path("room.db"), bytes).unwrap();
    room.run(&["metrics"]).code(1).says(&["newer"]);
}

#[test]
fn a_file_or_folder_that_cannot_be_written() {
    let room = Room::small();
    if is_root() {
        // Root writes anywhere, so that only a folder in the way of the file can be tried.
        fs::create_dir(room.path("folder.db")).unwrap();
        room.run(&["--db", "folder.db", "import", "accounts.csv"])
            .code(1)
            .says(&["folder"]);
        return;
    }
    fs::set_permissions(room.path("room.db"), Permissions::from_mode(0o400)).unwrap();
    room.run(&["metrics"]).ok();
    room.run(&["tag", "add", "price"]).code(1);
    fs::create_dir(room.path("shut")).unwrap();
    fs::set_permissions(room.path("shut"), Permissions::from_mode(0o500)).unwrap();
    room.run(&["--db", "shut/room.db", "import", "accounts.csv"])
        .code(1)
        .says(&["shut"]);
}

#[test]
fn a_missing_column_and_a_wrong_date() {
    let room = Room::empty();
    room.write("subs.csv", "account,amount\nA1,10\n");
    room.run(&[
        "import",
        "subs.csv",
        "--as-kind",
        "subscriptions",
        "--currency",
        "EUR",
    ])
    .code(2)
    .says(&["start"]);
    room.write(
        "ambiguous.csv",
        "id,account,start,end,amount\nS1,A1,03/04/2025,,10\nS2,A1,05/06/2025,,10\n",
    );
    room.run(&[
        "import",
        "ambiguous.csv",
        "--as-kind",
        "subscriptions",
        "--currency",
        "EUR",
    ])
    .code(2)
    .says(&["--date-format"]);
    room.write(
        "dates.csv",
        "id,account,start,end,amount\nS1,A1,2025-03-04,,10\nS2,A1,2025-02-30,,10\n",
    );
    let done = room
        .run(&[
            "import",
            "dates.csv",
            "--as-kind",
            "subscriptions",
            "--currency",
            "EUR",
            "--format",
            "json",
        ])
        .code(3);
    assert_eq!(done.json()["files"][0]["rejected"], 1, "{done}");
    assert!(room.read("dates.csv.rejects.csv").contains("2025-02-30"));
}

#[test]
fn a_file_that_is_not_there_or_of_no_known_kind() {
    let room = Room::empty();
    room.run(&["import", "nowhere.csv"])
        .code(1)
        .says(&["nowhere.csv"]);
    room.write("odd.csv", "colour,shape\nred,round\n");
    room.run(&["import", "odd.csv"])
        .code(2)
        .says(&["--as-kind"]);
    // A pipe that nobody writes to is not waited for.
    let pipe = room.path("pipe.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    room.run(&["import", "pipe.csv"])
        .code(2)
        .says(&["it is not a plain file"]);
}

#[test]
fn names_nobody_knows() {
    let room = Room::small();
    for (args, words) in [
        (
            &["actions", "add", "fix it @lena fri"][..],
            &["lena", "owners add"][..],
        ),
        (&["actions", "list", "--owner", "lena"], &["lena"]),
        (
            &["tag", "put", "1", "reporting"],
            &["there is no feedback 1"],
        ),
        (
            &["roadmap", "link", "reporting", "X-1", "--stance", "aligns"],
            &["X-1"],
        ),
        (&["metrics", "--by", "colour"], &["colour", "plan"]),
        (&["themes", "--quotes", "weather"], &["weather"]),
        (&["accounts", "show", "Nobody"], &["Nobody"]),
    ] {
        let done = room.run(args).says(words);
        assert!(done.refused(), "{done}");
    }
    let magic = room.run(&["metrics", "--profile", "magic"]).code(2);
    assert!(
        magic.to_string().contains("use snapshot, chartmogul"),
        "{magic}"
    );
    assert_eq!(
        room.json(&["actions", "list"])["items"],
        serde_json::json!([])
    );
}

#[test]
fn periods_days_and_options_that_make_no_sense() {
    let room = Room::small();
    for args in [
        &["metrics", "--period", "2026-13"][..],
        &["metrics", "--period", "soon"],
        &["--today", "2026-02-30", "metrics"],
        &["metrics", "--months", "0"],
        &["metrics", "--frobnicate"],
        &["frobnicate"],
        &["metrics", "--format", "md"],
    ] {
        let done = room.run(args).code(2);
        assert!(!done.err().is_empty(), "{done}");
        assert!(done.out().is_empty(), "{done}");
    }
    let told = room
        .run(&["metrics", "--period", "soon", "--format", "json"])
        .code(2);
    let told: serde_json::Value = serde_json::from_str(&told.err()).unwrap();
    assert_eq!(told["error"]["code"], "usage");
}

#[test]
fn a_period_that_has_not_begun_is_not_reviewed() {
    let room = Room::small();
    for verb in [&["meetings", "start"][..], &["meet"]] {
        let verb = [verb, &["--period", "2026-12"]].concat();
        room.run(&verb).code(2).says(&["December 2026 begins on"]);
    }
    let none = room.json(&["meetings", "list"]);
    assert_eq!(none["items"].as_array().map(Vec::len), Some(0), "{none}");
    room.run(&["meetings", "start", "--period", "2026-11"]).ok();
}

#[test]
fn a_period_beyond_the_data_says_so() {
    let room = Room::small();
    let beyond = |way: &'static str| -> Vec<&'static str> {
        way.split(' ').chain(["--period", "2026-12"]).collect()
    };
    let ways = "metrics|metrics --months 2|metrics --by plan|metrics --reconcile stripe|themes|value|accounts lost";
    for way in ways.split('|') {
        let done = room.run(&beyond(way)).ok();
        let told = format!("{}{}", done.out(), done.err());
        let said = "December 2026 is not told of: the data reaches Sat 31 Oct 2026";
        assert_eq!(told.matches(said).count(), 1, "once: {done}");
        for wrong in [" 0.0 %", "as in Nov", "met by", "missed by"] {
            assert!(!told.contains(wrong), "{wrong}: {done}");
        }
    }
    let json = room.json(&beyond("metrics"));
    let rates = json["rates"].as_object().unwrap();
    assert!(rates.values().all(serde_json::Value::is_null), "{json}");
    for one in json["compared"].as_array().unwrap() {
        for key in ["value", "previous", "average", "better"] {
            assert!(one[key].is_null(), "{key}: {json}");
        }
    }
    for judged in json["judged"].as_object().unwrap().values() {
        assert_eq!(
            (&judged["word"], judged["better"].is_null()),
            (&"unknown".into(), true)
        );
    }
}

/// A review may be held of a month whose data nobody has brought yet.
#[test]
fn the_minutes_of_a_month_the_data_does_not_reach_tell_nothing_of_it() {
    let room = Room::small();
    let on = |args: &[&'static str]| [&["--today", "2026-12-10"], args].concat();
    room.run(&on(&["meetings", "start", "--period", "2026-12"]))
        .ok();
    room.run(&on(&["meetings", "end"])).ok();
    let minutes = room.run(&on(&["minutes", "1"])).ok().out();
    let said = "**Figures n/a** · December 2026 is not told of: the data reaches Sat 31 Oct 2026";
    assert!(minutes.contains(said), "{minutes}");
    assert!(minutes.contains("**Why:** cannot be told"), "{minutes}");
    for wrong in [
        "From opening to closing",
        "Over time",
        "No theme has lost",
        " 0.0 %",
    ] {
        assert!(!minutes.contains(wrong), "{wrong}: {minutes}");
    }
    let json = room.json(&on(&["minutes", "1"]));
    assert!(json["compared"][0]["better"].is_null(), "{json}");
    let themes = room.json(&on(&["themes", "--period", "2026-12"]));
    assert_eq!(themes["until"], "2026-10-31");
}

/// Of a month that is not over there are counts so far; they are compared with no whole month.
#[test]
fn a_period_that_is_not_over_is_not_compared() {
    let room = Room::small();
    std::fs::create_dir_all(room.path("home/.config/churnroom")).unwrap();
    let goals = "[goals]\nlogo_churn = 2.5\nnrr = 101\n";
    room.write("home/.config/churnroom/config.toml", goals);
    let asked = ["--today", "2026-10-20", "metrics", "--period", "2026-10"];
    let done = room.run(&asked).ok().out();
    let said = "October 2026 is not over in the data, which reaches Tue 20 Oct 2026: what is known ahead counts, its numbers will change and are not compared";
    assert_eq!(done.matches(said).count(), 1, "{done}");
    for wrong in [
        "Sep 2026",
        "the last 3",
        "met by",
        "missed by",
        "44.6 %",
        "nothing to compare",
    ] {
        assert!(!done.contains(wrong), "{wrong}: {done}");
    }
    let json = room.json(&asked);
    assert!(json["rates"]["logo_churn"].is_number(), "{json}");
    assert!(json["rates"]["logo_churn_annualised"].is_null(), "{json}");
    assert!(json["goals"]["nrr"]["met"].is_null(), "{json}");
    for one in json["compared"].as_array().unwrap() {
        assert!(
            one["better"].is_null() && one["previous"].is_null(),
            "{json}"
        );
    }
    assert_eq!(json["until"], "2026-10-20");
    let on = |args: &[&'static str]| [&["--today", "2026-10-20"], args].concat();
    room.run(&on(&["meetings", "start", "--period", "2026-10"]))
        .ok();
    room.run(&on(&["meetings", "end"])).ok();
    let minutes = room.run(&on(&["minutes", "1"])).ok().out();
    let head = minutes.split("## 1").next().unwrap_or_default();
    assert!(head.contains("The data reaches Tue 20 Oct 2026"), "{head}");
    // Each that is not over says so, and of those that have not begun one for all.
    let rows = ["metrics", "--period", "2026-12", "--months", "4"];
    let notes = room.run(&on(&rows)).ok().out();
    let lines = |words: &str| notes.lines().filter(|line| line.contains(words)).count();
    assert_eq!(
        (lines("is not over"), lines("is not told of")),
        (1, 1),
        "{notes}"
    );
}

#[test]
fn no_terminal_to_open_the_room_in() {
    let room = Room::small();
    room.run(&[]).code(2).says(&["terminal"]);
    room.run(&["meet"]).code(2).says(&["terminal"]);
    assert_eq!(room.json(&["meetings"])["items"], serde_json::json!([]));
}

#[test]
fn a_configuration_that_cannot_be_used() {
    let room = Room::small();
    fs::create_dir_all(room.path("home/.config/churnroom")).unwrap();
    room.write(
        "home/.config/churnroom/config.toml",
        "theme = \"mono\"\nspeed = 9\n",
    );
    room.run(&["metrics"])
        .code(2)
        .says(&["config.toml", "line 2", "speed"]);
}

#[test]
fn a_room_that_another_process_holds() {
    let room = Room::small();
    let other = rusqlite::Connection::open(room.path("room.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    room.run(&["metrics"]).ok();
    room.run(&["tag", "add", "price"])
        .code(1)
        .says(&["another"]);
    other.execute_batch("ROLLBACK").unwrap();
    room.run(&["tag", "add", "price"]).ok();
}

#[test]
fn a_disk_that_takes_no_more() {
    let room = Room::small();
    let before = room.json(&["accounts", "list"]);
    let rows: String = (0..40_000)
        .map(|n| format!("X{n},{}\n", "x".repeat(40)))
        .collect();
    room.write("many.csv", &format!("id,name\n{rows}"));
    let binary = env!("CARGO_BIN_EXE_churnroom");
    // A limit on the size of files stands in for the disk; with the signal ignored, writing fails.
    let script = format!("trap '' XFSZ; ulimit -f 1500; exec '{binary}' import many.csv");
    room.run_as("sh", &["-c", &script], |_| {})
        .code(1)
        .says(&["disk"]);
    assert_eq!(room.json(&["accounts", "list"]), before);
    room.run(&["check"]).ok();
}

#[test]
fn a_second_kind_of_ledger_is_refused_in_one_sentence() {
    let room = Room::small();
    room.write(
        "moves.csv",
        "account,day,delta,currency\nA1,2026-08-01,10.00,EUR\n",
    );
    let told = room.run(&["import", "moves.csv"]).code(2).err();
    assert_eq!(told.matches("importing moves.csv").count(), 1, "{told}");
}
