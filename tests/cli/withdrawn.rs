//! Did it work: a verdict and the data it stood on.

use serde_json::Value;

use super::touch::{company, on, subscriptions, told, touched};

/// What a verdict stood on is taken back: then so is the verdict, and the same day judges what is there.
#[test]
fn a_verdict_goes_with_the_import_it_stood_on() {
    let room = company();
    let half = ["actions", "add", "ring", "--accounts", "all.txt", "--half"];
    room.run(&half).ok();
    on(&room, "2026-11-20", &["actions", "done", "1"]).ok();
    let drawn = touched(&room.json(&["actions", "show", "1"]));
    let later = |args: &[&str]| on(&room, "2028-01-01", args).ok().out();
    let show = || told(&room, "2028-01-01", &["actions", "show", "1"])["result"].clone();
    let left = |wrong: bool| {
        let left = |n: u32| drawn.contains(&n) == wrong && n % 3 == 1;
        room.write(
            "many.csv",
            &subscriptions(|n| left(n).then_some("2027-01-10")),
        );
        later(&[
            "import",
            "many.csv",
            "--currency",
            "EUR",
            "--as-of",
            "2027-12-31",
        ]);
        show()
    };
    let wrong = left(true);
    assert_eq!(wrong["word"], "worse");
    let said = later(&["undo"]);
    assert!(
        said.contains("the verdict on action \"ring\" fell since"),
        "{said}"
    );
    assert_eq!(show()["word"], "too_early");
    assert!(show()["judged_on"].is_null());
    let journal = later(&["journal", "--limit", "3"]);
    assert!(
        journal.contains("took back the verdict on the list of action"),
        "{journal}"
    );
    on(&room, "2028-01-01", &["redo"]).code(4);
    let right = left(false);
    assert_eq!(
        (right["word"].as_str(), &right["judged_on"]),
        (Some("better"), &wrong["judged_on"])
    );
    // What came in after it fell is no ground of it.
    room.write(
        "more.csv",
        "id,account,start,end,amount,interval,currency\nT601,B601,2025-01-01,,100.00,month,EUR\n",
    );
    later(&["import", "more.csv", "--as-of", "2027-12-31"]);
    let said = later(&["undo"]);
    assert!(!said.contains("verdict"), "{said}");
    assert_eq!(show()["word"], "better");
    let imports = later(&["imports", "list", "--format", "json"]);
    let imports: Value = serde_json::from_str(&imports).unwrap();
    let newest = imports["items"][1]["import"].to_string();
    let said = later(&["imports", "revert", &newest]);
    assert!(said.contains("judged anew"), "{said}");
    assert_eq!(show()["word"], "too_early");
}
