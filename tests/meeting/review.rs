//! Whole reviews of the demo's company: every section, themes, links, notes, actions, and the minutes of it.
//! Must not look closer at a screen than to know that a key did its work.

use churnroom::domain::query::{Answer, Query};
use churnroom::runtime::Ended;
use churnroom::store::{OpenOptions, Store};

use super::{START, Seat};
use crate::demo::demo_room;

/// The demo's company and its past review, in a folder that goes with the test.
pub(super) fn demo() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = demo_room(folder.path());
    (folder, file)
}

/// The minutes of the room's only meeting that is not the demo's past one.
fn minutes(file: &std::path::Path) -> String {
    let minutes = || {
        let out = assert_cmd::Command::cargo_bin("churnroom")
            .unwrap()
            .arg("--db")
            .arg(file)
            .args(["minutes", "2026-10"])
            .output()
            .unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    let first = minutes();
    assert_eq!(first, minutes(), "the same bytes every time");
    first
}

#[test]
fn a_whole_review_is_held_by_keys_and_its_minutes_hold_all_of_it() {
    let (_folder, file) = demo();
    let mut seat = Seat::at(&file, "Priya", START);
    seat.sees("> starts").press(">").sees("Start the review?");
    seat.press("tab space enter").sees("▸1 Numbers 0:00");
    seat.sees("Logo churn").press(">").sees("▸2 Why 0:00");
    seat.sees("0 of 3 to 5 discussed")
        .press("space j space j space");
    seat.sees("3 discussed").press("n").sees("Note");
    seat.enter("they leave in the first month")
        .sees("added note");
    seat.press(">").sees("▸3 Roadmap 0:00");
    seat.sees("not linked: L")
        .press("L")
        .sees("and the roadmap");
    seat.press("down down down down enter")
        .sees("aligns: it would");
    seat.press("enter").sees("Enter links");
    seat.enter("the builder covers it").sees("added link");
    seat.press("j L").sees("and the roadmap");
    seat.press("down enter").sees("challenges: declined");
    seat.press("down enter").sees("Enter links");
    seat.enter("too late for them").sees("too late for them");
    seat.press(">").sees("▸4 Target 0:00").sees("x average");
    seat.press("n").sees("Note");
    seat.enter("seats under ten never stay").sees("added note");
    seat.press("d").sees("Decision");
    seat.enter("stop lookalikes on trials")
        .sees("added decision");
    seat.press(">")
        .sees("▸5 Actions 0:00")
        .sees("without an action");
    let lines = [
        ("fix the export #reporting @priya 2026-11-20", None),
        (
            "call the winback list @zora 2026-11-21",
            Some("no owner yet"),
        ),
        ("rewrite the price page @priya", Some("when?")),
        (
            "train the support desk #missing-feature @priya 2026-12-01",
            None,
        ),
    ];
    for (n, (line, missing)) in lines.into_iter().enumerate() {
        seat.press("a").sees("what, @who").enter(line);
        match missing {
            None => {}
            Some("when?") => {
                seat.sees("when? Enter again").press("enter");
            }
            Some(words) => {
                seat.sees(words).press("enter").sees("Which team");
                seat.enter("Sales").sees("added owner zora");
                seat.sees("zora · Sat 21 Nov 2026").press("enter");
            }
        }
        seat.sees(&format!(" {} action", n + 1));
    }
    seat.press(">").sees("The meeting cannot end yet.");
    seat.press("enter").sees("integrations was discussed");
    seat.press("w").sees("No action on integrations, because");
    seat.enter("nobody can say what they want")
        .sees("every theme discussed is covered");
    seat.press(">").sees("End the meeting?").press("e");
    seat.sees("Write the minutes to").press("esc");
    seat.sees("Recap · October 2026 · ended");
    seat.press("y").sees("the half page copied").press("q");
    assert_eq!(seat.ends(), Ended::Left);

    let minutes = minutes(&file);
    for words in [
        "they leave in the first month",
        "the builder covers it",
        "too late for them",
        "aligns with",
        "challenges",
        "seats under ten never stay",
        "stop lookalikes on trials",
        "| fix the export | Priya",
        "| call the winback list | zora, Sales | Sat 21 Nov 2026",
        "| rewrite the price page | Priya",
        "| train the support desk | Priya",
        "Sitting 1: Thu 5 Nov 2026",
    ] {
        assert!(minutes.contains(words), "no `{words}` in\n{minutes}");
    }
    assert_eq!(minutes.matches("(discussed)").count(), 3, "{minutes}");
}

#[test]
fn a_review_that_was_adjourned_goes_on_another_day() {
    let (_folder, file) = demo();
    let mut seat = Seat::at(&file, "Priya", START);
    seat.sees("> starts").press(">").sees("Start the review?");
    seat.press("enter").sees("▸1 Numbers 0:00").press("> >");
    seat.sees("▸3 Roadmap 0:00").press("q");
    seat.sees("The meeting is running").press("a");
    assert_eq!(seat.ends(), Ended::Left);

    let mut seat = Seat::at(&file, "Priya", START.plus(86_400));
    seat.sees("adjourned at 3 Roadmap").press(">");
    seat.sees("▸3 Roadmap 0:00")
        .press("> >")
        .sees("▸5 Actions 0:00");
    seat.press(">").sees("End the meeting?").press("e");
    seat.sees("Write the minutes to").press("esc q");
    assert_eq!(seat.ends(), Ended::Left);
    let minutes = minutes(&file);
    assert!(minutes.contains("Sitting 1: Thu 5 Nov 2026"), "{minutes}");
    assert!(minutes.contains("Sitting 2: Fri 6 Nov 2026"), "{minutes}");
}

/// A theme that was discussed and has an action from before is held until that is kept; then it ends.
#[test]
fn a_theme_holds_the_end_until_what_there_is_was_kept() {
    let (_folder, file) = demo();
    let mut seat = Seat::at(&file, "Priya", START);
    seat.sees("> starts").press(">").sees("Start the review?");
    seat.press("enter").sees("▸1 Numbers 0:00").press(">");
    seat.sees("▸2 Why 0:00").sees("reporting").press("space");
    seat.sees("1 of 3 to 5 discussed").press("> > >");
    seat.sees("▸5 Actions 0:00")
        .sees("! without an action: reporting");
    seat.press(">").sees("The meeting cannot end yet.");
    seat.press("enter").sees("was discussed").press("enter");
    seat.sees("from before: Sit beside five people").press("k");
    seat.sees("every theme discussed is covered").press(">");
    seat.sees("End the meeting?").press("e");
    seat.sees("Write the minutes to").press("esc q");
    assert_eq!(seat.ends(), Ended::Left);
    assert!(
        !minutes(&file).contains("Without an action"),
        "{}",
        minutes(&file)
    );
}

/// A month that was reviewed is reviewed again only when that is said twice, and what was a mistake is taken back.
#[test]
fn a_second_review_is_asked_for_and_a_mistake_is_taken_back() {
    let (_folder, file) = demo();
    let mut seat = Seat::at(&file, "Priya", START);
    seat.sees("> starts").press(">").sees("Start the review?");
    seat.press("shift-tab ctrl-u").enter("2026-09");
    seat.sees("Enter again: second review").press("enter");
    seat.sees("Sep 2026").sees("▸1 Numbers 0:00").press("q");
    seat.sees("The meeting is running").press("t");
    seat.sees("Is the room ready?").press("q");
    assert_eq!(seat.ends(), Ended::Left);
    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    let Ok(Answer::Meetings(meetings)) = store.answer(&Query::Meetings) else {
        panic!("no meetings");
    };
    assert_eq!(meetings.len(), 1);
}
