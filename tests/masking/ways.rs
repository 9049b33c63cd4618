//! The ways out beside the two doors: what the command line prints, minutes, exports, what is copied, what an error
//! says. Must not plant anything: the room has it all.

use std::fs;

use churnroom::app::Task;
use churnroom::store::Store;

use super::room::{NAME, Planted, found, planted};
use crate::cli::room::Room;
use crate::screens::Stage;

/// What prints in every format there is for it.
const LISTS: [&str; 34] = [
    "accounts list",
    "accounts show zyxwvu-kartoffel",
    "accounts show a2",
    "accounts lost",
    "accounts leave-alone",
    "accounts behind churn",
    "actions list",
    "actions show 1",
    "decisions list",
    "feedback list",
    "feedback queue",
    "find export",
    "find name",
    "imports",
    "journal --limit 999",
    "marks list",
    "meetings list",
    "meetings show",
    "metrics --by segment",
    "metrics --months 3",
    "notes list",
    "owners list",
    "risk",
    "roadmap list",
    "roadmap links",
    "search list",
    "find @renewal",
    "shortlist",
    "signs",
    "tag list",
    "tag export",
    "themes",
    "value --by segment",
    "cohorts --by segment",
];

/// What has formats of its own.
const FORMS: [&str; 9] = [
    "pre-read --format md",
    "pre-read --format html",
    "minutes --format md",
    "minutes --format html",
    "minutes --format json",
    "export actions --to csv",
    "export actions --to md",
    "export actions --to ics",
    "export actions --to json",
];

/// What fails and says what stands there instead.
const ERRORS: [&str; 5] = [
    "accounts edit zyxwvu-kartoffel --plan x --was y",
    "actions edit 1 --effect x --was y",
    "notes edit 1 --text x --was y",
    "marks edit 1 --words x --was y",
    "decisions edit 3 --text x --was y",
];

/// What cannot be read, or not found, and repeats what was typed.
const TYPED: [&str; 7] = [
    "actions edit Zyxwvu-Kartoffel",
    "metrics --period zyxwvu-kartoffel",
    "zyxwvu-kartoffel list",
    "accounts list --zyxwvu-kartoffel",
    "export actions --to Zyxwvu_Kartoffel",
    "accounts show zyxwvu_kartoffel",
    "import zyxwvu-kartoffel.csv",
];

/// What goes through and says again what was typed.
const SAID_AGAIN: [&str; 6] = [
    "search save mine zyxwvu-kartoffel",
    "search save zyxwvu-kartoffel refund",
    "actions add do #Zyxwvu-Kartoffel",
    "export actions --to csv --force --out zyxwvu-kartoffel.csv",
    "minutes --force --out zyxwvu-kartoffel.md",
    "tag export --force --out zyxwvu-kartoffel.csv",
];

/// What a command prints, on both ways, and whether it went through.
fn printed(room: &Room, line: &str, more: &[&str]) -> (String, bool) {
    let args: Vec<&str> = more.iter().copied().chain(line.split(' ')).collect();
    let done = room.run(&args);
    (done.out() + &done.err(), !done.refused())
}

#[test]
fn nothing_that_is_printed_names_a_customer() {
    let Planted { room, store } = planted();
    drop(store);
    let mut lines: Vec<String> = FORMS.iter().map(|line| (*line).to_owned()).collect();
    for format in ["table", "json", "csv"] {
        lines.extend(LISTS.iter().map(|line| format!("{line} --format {format}")));
    }
    let (mut wrong, mut named) = (Vec::new(), 0);
    for line in &lines {
        let (said, went) = printed(&room, line, &["--mask"]);
        wrong.extend(found(&said).map(|at| format!("{line}: {at}")));
        if !went {
            wrong.push(format!("{line} failed: {said}"));
        }
        named += usize::from(found(&printed(&room, line, &[]).0).is_some());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(named * 5 > lines.len() * 4, "{named} of {}", lines.len());
}

#[test]
fn no_error_names_a_customer() {
    let Planted { room, store } = planted();
    drop(store);
    let mut wrong = Vec::new();
    for line in ERRORS {
        let (bare, _) = printed(&room, line, &[]);
        if found(&bare).is_none() {
            wrong.push(format!("{line} names nobody even bare: {bare}"));
        }
        let (said, _) = printed(&room, line, &["--mask"]);
        wrong.extend(found(&said).map(|at| format!("{line}: {at}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Wherever the option stands, and for people as for programs.
#[test]
fn no_error_repeats_a_name_that_was_typed() {
    let Planted { room, store } = planted();
    drop(store);
    let mut wrong = Vec::new();
    for line in TYPED {
        if found(&printed(&room, line, &[]).0).is_none() {
            wrong.push(format!("{line} repeats nothing even bare"));
        }
        for form in ["", " --format json"] {
            let behind = format!("{line}{form} --mask");
            let said = [
                printed(&room, &format!("{line}{form}"), &["--mask"]),
                printed(&room, &behind, &[]),
            ];
            let said = said.iter().filter_map(|(said, _)| found(said));
            wrong.extend(said.map(|at| format!("{behind}: {at}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_was_typed_is_said_again_covered() {
    let Planted { room, store } = planted();
    drop(store);
    let mut wrong = Vec::new();
    for line in SAID_AGAIN {
        for form in ["table", "json", "csv"] {
            let line = match line.starts_with("minutes") {
                true => line.to_owned(),
                false => format!("{line} --format {form}"),
            };
            let (bare, went) = printed(&room, &line, &[]);
            if !went || found(&bare).is_none() {
                wrong.push(format!("{line} says nothing again even bare: {bare}"));
            }
            let (said, _) = printed(&room, &line, &["--mask"]);
            wrong.extend(found(&said).map(|at| format!("{line}: {at}")));
        }
    }
    let backup = printed(&room, "backup zyxwvu-kartoffel.sqlite", &["--mask"]);
    wrong.extend(found(&backup.0));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_wrong_with_the_configuration_is_said_covered() {
    let Planted { room, store } = planted();
    drop(store);
    let file = "home/.config/churnroom/config.toml";
    std::fs::create_dir_all(room.path("home/.config/churnroom")).unwrap();
    for wrong in [
        "[[signs]]\nname = \"t\"\nwhen = \"Tickets of Zyxwvu Kartoffel maybe\"\n",
        "[cac]\n\"via Zyxwvu Kartoffel\" = \"x\"\n",
        "zyxwvu-kartoffel = 1\n",
    ] {
        room.write(file, wrong);
        for line in [
            "risk",
            "doctor",
            "metrics --format json",
            "zyxwvu-kartoffel list",
        ] {
            let (said, _) = printed(&room, line, &["--mask"]);
            assert_eq!(found(&said), None, "{line}: {wrong}");
        }
    }
}

/// What is copied on the way through the screens.
fn copied(mut store: Store, masked: bool) -> Vec<String> {
    let mut stage = Stage::new(move |query| store.answer(query).ok());
    if masked {
        stage.press("M");
    }
    for screen in ["1", "2", "3", "4", "5", "t", "A", "E", "R"] {
        stage.press(screen);
        for _ in 0..6 {
            stage.press("y enter y esc down");
        }
        stage.press("esc esc 0");
    }
    stage.press("2 tab y down y T y down y esc esc");
    let copies = stage.effects.into_iter().filter_map(|task| match task {
        Task::Copy(text) => Some(text),
        _ => None,
    });
    copies.collect()
}

#[test]
fn nothing_that_is_copied_names_a_customer() {
    for masked in [false, true] {
        let Planted { room: _room, store } = planted();
        let copies = copied(store, masked);
        let named = copies.iter().filter(|text| found(text).is_some()).count();
        if masked {
            assert_eq!(named, 0, "{copies:?}");
        } else {
            assert!(named > 5, "{copies:?} say little of {NAME}");
        }
    }
}

/// Names that customers had before somebody or a file gave them another one stand in texts and in the journal.
#[test]
fn former_names_are_as_covered_as_those_that_are_had_now() {
    let room = Room::empty();
    room.write(
        "was.csv",
        "id,name\nk1,Brambelkrax Vertriebs GmbH\nk2,Quorvex Handels AG\n",
    );
    room.write(
        "is.csv",
        "id,name\nk1,Brambelkrax Vertriebs GmbH\nk2,Neuwendel AG\n",
    );
    let lines = [
        "import was.csv --currency EUR",
        "import is.csv --currency EUR",
        "accounts edit k1 --name Quolibrand",
        "notes add Brambelkrax_and_quorvex_said",
    ];
    for line in lines {
        room.run(&line.split(' ').collect::<Vec<_>>()).ok();
    }
    let named = |text: &str| {
        let text = text.to_lowercase();
        let names = ["brambelkrax", "quorvex", "quolibrand", "neuwendel"];
        names.into_iter().find(|name| text.contains(name))
    };
    for line in ["journal", "notes list", "find said", "accounts list"] {
        let (bare, _) = printed(&room, line, &[]);
        assert!(named(&bare).is_some(), "{bare}");
        let (covered, _) = printed(&room, line, &["--mask"]);
        assert_eq!(named(&covered), None, "{covered}");
    }
}

/// A rehearsal and a first import speak of customers whom no room knows yet.
#[test]
fn names_that_stand_in_a_file_only_are_covered() {
    let room = Room::empty();
    let ledger = "customer,start,amount,interval\nWrenkolb Optik GmbH,2026-01-05,100.00,month\n\
        Total Energies Hinderlang,2026-01-05,70.00,month\nMurrpfad,2026-01-05,Tollermaat pays 4,month\n\
        Murrpfad,2026-02-05,,\n";
    room.write("simple.csv", ledger);
    let named = |text: &str| {
        let text = text.to_lowercase();
        let names = ["wrenkolb", "hinderlang", "murrpfad", "tollermaat"];
        names.into_iter().find(|name| text.contains(name))
    };
    let import = "import simple.csv --currency EUR";
    let mut seen = 0;
    for way in [
        "--dry-run",
        "",
        "--totals in --dry-run",
        "--totals in --dry-run --format json",
        "--totals in",
    ] {
        let line = format!("{import} {way}");
        if way.contains("--dry-run") {
            let (bare, _) = printed(&room, line.trim(), &[]);
            seen += usize::from(named(&bare).is_some());
        }
        let (covered, _) = printed(&room, line.trim(), &["--mask"]);
        assert_eq!(named(&covered), None, "{line}: {covered}");
    }
    assert_eq!(seen, 3);
}

/// What an import, or somebody, called a customer is in texts when it is gone from the room.
#[test]
fn names_that_are_gone_stay_covered() {
    let room = Room::empty();
    room.write("more.csv", "id,name\nx1,Stroppelkant OHG\nx2,Wrumbel AG\n");
    room.run(&["import", "more.csv"]).ok();
    room.run(&["imports", "revert", "1"]).ok();
    for text in ["Stroppelkant will call", "wrumbel called"] {
        room.run(&["notes", "add", text]).ok();
    }
    for list in ["notes list", "journal"] {
        let args = [&["--mask"][..], &list.split(' ').collect::<Vec<_>>()].concat();
        let said = room.run(&args).ok().out().to_lowercase();
        for name in ["stroppelkant", "wrumbel"] {
            assert!(!said.contains(name), "{list}: {said}");
        }
    }
    // It comes again, and goes for good.
    room.run(&["import", "more.csv"]).ok();
    room.run(&["accounts", "erase", "x1", "--yes"]).ok();
    let bytes = fs::read(room.path("room.db")).unwrap();
    let holds = |name: &str| {
        bytes
            .windows(name.len())
            .any(|part| part == name.as_bytes())
    };
    assert!(!holds("Stroppelkant") && holds("Wrumbel"));
}

/// A name that somebody gave and took back is in texts and in the journal, also when the customer is gone.
#[test]
fn a_name_that_was_undone_stays_covered_when_its_import_is_taken_back() {
    let room = Room::empty();
    room.write("more.csv", "id,name\nx1,Stroppelkant OHG\n");
    room.run(&["import", "more.csv"]).ok();
    room.run(&["accounts", "edit", "x1", "--name", "Quolibrand"])
        .ok();
    room.run(&["notes", "add", "Quolibrand will call"]).ok();
    for _ in 0..2 {
        room.run(&["undo"]).ok();
    }
    room.run(&["imports", "revert", "1"]).ok();
    room.run(&["notes", "add", "was Quolibrand here"]).ok();
    for list in ["notes list", "journal", "journal --format json"] {
        let args = [&["--mask"][..], &list.split(' ').collect::<Vec<_>>()].concat();
        let said = room.run(&args).ok().out().to_lowercase();
        for name in ["stroppelkant", "quolibrand"] {
            assert!(!said.contains(name), "{list}: {said}");
        }
    }
    room.run(&["accounts", "erase", "x1", "--yes"]).ok();
    let notes = room.run(&["notes", "list"]).ok().out();
    assert!(!notes.contains("Quolibrand"), "{notes}");
}

/// Nothing of an address is left where a text was too long for a line.
#[test]
fn what_is_cut_short_is_covered_before() {
    let room = Room::small();
    let address = "please write to them all by next week bob.smithers@corp.example";
    room.run(&["notes", "add", address]).ok();
    room.run(&[
        "notes",
        "edit",
        "1",
        "--text",
        &format!("{address} or +49 30 1234567"),
    ])
    .ok();
    room.run(&[
        "actions",
        "add",
        "a call about everything that they want, 0301 234567 fri",
    ])
    .ok();
    for form in ["table", "json"] {
        let said = room
            .run(&["--mask", "journal", "--format", form])
            .ok()
            .out();
        for part in ["bob", "smith", "corp", "0301", "+49"] {
            assert!(!said.contains(part), "{said}");
        }
    }
}
