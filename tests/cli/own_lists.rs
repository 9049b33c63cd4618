//! Lists of what was counted or written in a room are taken for no other kind of file, in CSV or JSON.

use rstest::rstest;

use super::room::Room;
use crate::demo::demo_room;

#[rstest]
#[case("actions list", "actions")]
#[case("actions show 1", "actions")]
#[case("export actions --to csv", "actions for a tracker")]
#[case("export actions --to json", "actions")]
#[case("notes list", "notes and decisions")]
#[case("decisions list", "notes and decisions")]
#[case("roadmap links", "links")]
#[case("marks list", "marks")]
#[case("meetings list", "meetings")]
#[case("journal", "changes")]
#[case("tag list", "tags")]
#[case("tag rules list", "rules")]
#[case("accounts lost", "lost accounts")]
#[case("accounts behind churn", "accounts behind a figure")]
#[case("risk", "accounts at risk")]
#[case("metrics --ahead", "accounts that leave")]
#[case("metrics", "figures")]
#[case("metrics --months 3", "figures")]
#[case("metrics --by plan", "figures")]
#[case("value", "figures")]
#[case("themes", "themes")]
#[case("themes --drift", "what was stated and found")]
#[case("imports list", "imports")]
#[case("profile", "ways of counting")]
#[case("cohorts", "cohorts")]
#[case("find price", "what was found")]
#[case("signs", "signs")]
#[case("feedback list", "feedback")]
fn lists_of_a_room_are_taken_for_nothing_else(#[case] list: &str, #[case] what: &str) {
    let room = Room::empty();
    demo_room(&room.path(""));
    room.run(&["--db", "demo.room", "meetings", "start"]).ok();
    let words: Vec<&str> = list.split(' ').collect();
    let formats: &[&str] = match list.starts_with("export") {
        true => &[""],
        false => &["csv", "json"],
    };
    for format in formats {
        let mut args = vec!["--db", "demo.room"];
        if !format.is_empty() {
            args.extend(["--format", format]);
        }
        args.extend(&words);
        let printed = room.run(&args).ok().out();
        let file = format!(
            "list.{}",
            if printed.starts_with(['{', '[']) {
                "json"
            } else {
                "csv"
            }
        );
        room.write(&file, &printed);
        let read = room.run(&["import", &file]);
        assert!(read.refused(), "{list} {format}\n{printed:.400}\n{read}");
        // What is no list in JSON has no columns to be known by.
        if format == &"csv" || printed.starts_with("{\"items\":[{") {
            let told = format!("it is churnroom's list of {what}");
            assert!(
                read.err().contains(&told),
                "{list} {format}\n{printed:.400}\n{read}"
            );
        }
    }
}
