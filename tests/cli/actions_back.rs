//! Actions that leave for another tool and come back: what became of them there is taken over, once.

use serde_json::{Value, json};

use super::room::Room;

fn room() -> Room {
    let room = Room::tagged();
    for line in [
        "fix \"excel\" export, 💶 =2+2 @priya 2026-11-20 #reporting",
        "write to everybody @mo 2026-11-13",
        "call Vandelay back",
    ] {
        room.run(&["actions", "add", line]).ok();
    }
    room
}

/// Where each action stands: its status, its day and who answers for it.
fn stand(room: &Room) -> Vec<[Value; 3]> {
    let all = room.json(&["actions", "list"])["items"].take();
    let all = all.as_array().unwrap().clone();
    let one = |a: &Value| ["status", "due", "owner"].map(|key| a[key].clone());
    all.iter().map(one).collect()
}

#[test]
fn a_sheet_and_tasks_come_home_with_what_became_of_them() {
    for to in ["csv", "task", "json"] {
        let room = room();
        let was = stand(&room);
        let file = format!("actions.{to}");
        room.run(&["export", "actions", "--to", to, "--out", &file])
            .ok();
        let same = room.json(&["actions", "import", &file]);
        assert_eq!(
            (&same["item"]["changed"], &same["item"]["unchanged"]),
            (&json!(0), &json!(3)),
            "{to}"
        );
        assert_eq!(stand(&room), was, "{to}");
        let text = room.read(&file);
        let text = match to {
            "csv" => text
                .replacen(",open,", ",done,", 1)
                .replace("2026-11-13", "2026-12-01"),
            "task" => text
                .replacen("pending", "completed", 1)
                .replace("20261113T", "20261201T"),
            _ => text
                .replacen("\"status\":\"open\"", "\"status\":\"done\"", 1)
                .replace("2026-11-13", "2026-12-01"),
        };
        room.write(&file, &text);
        room.run(&["actions", "import", &file, "--dry-run"]).ok();
        assert_eq!(stand(&room), was, "{to}");
        let taken = room.json(&["actions", "import", &file]);
        assert_eq!(taken["item"]["changed"], 2, "{to}: {taken}");
        let is = stand(&room);
        assert_eq!(
            (&is[0][0], &is[1][1], &is[2]),
            (&json!("done"), &json!("2026-12-01"), &was[2]),
            "{to}"
        );
        assert_eq!(
            room.json(&["actions", "import", &file])["item"]["changed"],
            0,
            "{to}"
        );
        room.run(&["undo"]).ok();
        assert_eq!(stand(&room), was, "{to}");
    }
}

#[test]
fn who_answers_for_one_comes_home_and_nobody_unknown_does() {
    let room = room();
    room.run(&["export", "actions", "--to", "csv", "--out", "a.csv"])
        .ok();
    let text = room.read("a.csv");
    room.write(
        "a.csv",
        &text
            .replace(",Mo,", ",Priya,")
            .replacen(",Priya,", ",Zaphod,", 1),
    );
    let said = room.run(&["actions", "import", "a.csv"]).ok().out();
    assert!(said.contains("no owner `Zaphod`"), "{said}");
    let is = stand(&room);
    assert_eq!((&is[0][2], &is[1][2]), (&json!("Priya"), &json!("Priya")));
}

#[test]
fn actions_of_another_room_are_left_out_and_other_files_refused() {
    let room = room();
    let strange = r#"[{"uuid":"00000000-0000-8000-8000-000000000000","status":"completed","description":"x"}]"#;
    room.write("t.json", strange);
    let taken = room.json(&["actions", "import", "t.json"]);
    assert_eq!(
        (&taken["item"]["left_out"], &taken["item"]["changed"]),
        (&json!(1), &json!(0))
    );
    room.write("n.csv", "what,when\nx,y\n");
    room.run(&["actions", "import", "n.csv"])
        .code(2)
        .says(&["there is no action in it", "export actions"]);
    room.run(&["actions", "import", "nowhere.csv"]).code(1);
    // The import of customers' files knows it for what it is, too.
    room.run(&["export", "actions", "--to", "csv", "--out", "a.csv"])
        .ok();
    room.run(&["import", "a.csv"])
        .code(2)
        .says(&["churnroom actions import"]);
}

#[test]
fn ids_are_the_rooms_own_and_files_of_before_come_home_without_them() {
    let (mine, other) = (room(), room());
    let export = |room: &Room, to: &str| room.run(&["export", "actions", "--to", to]).ok().out();
    let json = |room: &Room| -> Value { serde_json::from_str(&export(room, "json")).unwrap() };
    let ids = |room: &Room| -> Vec<String> {
        let all = json(room)["items"].take();
        let all = all.as_array().unwrap().clone();
        all.iter()
            .map(|one| one["uid"].as_str().unwrap().to_owned())
            .collect()
    };
    let (own, others) = (ids(&mine), ids(&other));
    assert!(own.iter().all(|id| !others.contains(id)));
    for to in ["csv", "ics", "task"] {
        let text = export(&mine, to);
        assert!(own.iter().all(|id| text.contains(id)), "{to}: {text}");
    }
    mine.write(
        "theirs.json",
        &export(&other, "json").replace("\"open\"", "\"done\""),
    );
    let taken = mine.json(&["actions", "import", "theirs.json"]);
    assert_eq!(taken["item"]["left_out"], 3, "{taken}");
    let mut before = json(&mine);
    for one in before["items"].as_array_mut().unwrap() {
        one.as_object_mut().unwrap().remove("uid");
    }
    mine.write(
        "before.json",
        &before.to_string().replacen("\"open\"", "\"done\"", 1),
    );
    let taken = mine.json(&["actions", "import", "before.json"]);
    assert_eq!(taken["item"]["changed"], 1, "{taken}");
}

#[test]
fn a_calendar_counts_what_changed_and_says_what_is_done() {
    let room = room();
    let ics = |more: &[&str]| {
        room.run(&[&["export", "actions", "--to", "ics"][..], more].concat())
            .ok()
            .out()
    };
    let first = ics(&[]);
    assert_eq!(first, ics(&[]));
    assert_eq!(
        (
            first.matches("BEGIN:VTODO").count(),
            first.matches("SEQUENCE:0").count()
        ),
        (3, 3),
        "{first}"
    );
    room.run(&["actions", "done", "1"]).ok();
    let then = ics(&[]);
    for line in [
        "STATUS:COMPLETED",
        "SEQUENCE:1",
        "PERCENT-COMPLETE:100",
        "DUE;VALUE=DATE:20261120",
    ] {
        assert!(then.contains(line), "{line}\n{then}");
    }
    let ids = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| line.starts_with("UID:"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(ids(&first), ids(&then));
    let events = ics(&["--events"]);
    assert_eq!(events.matches("BEGIN:VEVENT").count(), 2, "{events}");
    assert!(events.contains("SUMMARY:done: Priya"), "{events}");
    room.run(&["export", "actions", "--to", "csv", "--events"])
        .code(2);
}
