//! What the team says of lost accounts by commands alone: counted where losses are, of that loss and of no other.

use serde_json::json;

use super::room::Room;

#[test]
fn expected_and_avoidable_are_said_of_a_loss_counted_and_taken_back() {
    let room = Room::tagged();
    let said = || room.json(&["themes"])["hindsight"].clone();
    let lost = room.json(&["themes"])["lost"]["accounts"].as_u64().unwrap();
    assert_eq!(said()["not_said"], lost);
    assert!(!room.run(&["themes"]).ok().out().contains("not said"));
    let csv = || {
        room.run(&["accounts", "lost", "--format", "csv"])
            .ok()
            .out()
    };
    let head = |csv: &str| csv.lines().next().unwrap().to_owned();
    let columns = head(&csv());
    assert!(columns.ends_with("hindsight_expected,hindsight_avoidable,hindsight_because"));

    room.run(&["accounts", "judge", "A1", "--surprise", "--avoidable"])
        .ok();
    let why = ["accounts", "judge", "A1", "--why", "nobody called"];
    let item = room.json(&why)["item"].clone();
    assert_eq!(item["expected"], "surprise");
    assert_eq!(item["avoidable"], true);
    assert_eq!(item["judged_on"], "2026-10-12");
    room.run(&["accounts", "judge", "A4", "--expected", "--unavoidable"])
        .ok();
    let counts = json!({"expected": 1, "surprise": 1, "avoidable": 1, "unavoidable": 1, "not_said": lost - 2});
    assert_eq!(said(), counts);
    let words = format!(
        "of {lost} lost: 1 expected, 1 a surprise; 1 avoidable, 1 not; {} not said",
        lost - 2
    );
    assert!(room.run(&["themes"]).ok().out().contains(&words));
    let list = room.run(&["accounts", "lost"]).ok().out();
    assert!(list.contains("nobody called"), "{list}");
    assert_eq!(head(&csv()), columns, "whatever was said");
    let story = room.run(&["accounts", "show", "A1"]).ok().out();
    let loss = "its loss on 12 Oct 2026: a surprise, avoidable: nobody called";
    assert!(story.contains(loss), "{story}");

    // Of another period nothing is said, and taking it back is one step.
    let september = room.json(&["themes", "--period", "2026-09"]);
    assert_eq!(september["hindsight"]["expected"], 0);
    room.run(&["undo"]).ok();
    assert_eq!(said()["expected"], 0);
    room.run(&["redo"]).ok();
    room.run(&["meetings", "start"]).ok();
    assert!(room.run(&["minutes"]).ok().out().contains(&words));
    room.run(&["accounts", "judge", "A1", "--clear"]).ok();
    assert_eq!(said()["surprise"], 0);
    assert_eq!(
        room.json(&["accounts", "show", "A1"])["judged_on"],
        json!(null)
    );
    room.run(&["accounts", "judge", "A5", "--expected"])
        .code(2)
        .says(&["A5 has lost nothing"]);
    room.run(&["accounts", "judge", "A1"])
        .code(2)
        .says(&["nothing was given"]);
    room.run(&["accounts", "same", "A4", "A5", "--reason", "renamed"])
        .ok();
    room.run(&["accounts", "judge", "A4", "--expected"])
        .code(2)
        .says(&["A4 has lost nothing itself: it goes on in another account"]);
}

#[test]
fn the_record_of_warnings_counts_what_is_said_of_those_who_left_unwarned() {
    let room = Room::small();
    room.run(&["meetings", "start", "--period", "2026-09"]).ok();
    room.run(&["meetings", "end"]).ok();
    room.run(&["accounts", "judge", "A1", "--surprise", "--avoidable"])
        .ok();
    let record = room.json(&["risk", "--record"]);
    let said = &record["items"][0]["hindsight"]["others"];
    assert_eq!([&said["surprise"], &said["avoidable"]], [1, 1], "{record}");
}
