//! Everything that has a JSON form has one, wherever it goes out: the same keys in lists, edits, exports and minutes.
//! What a place says beside a thing's own shape is listed here, and nothing else may stand there.

mod beside;

use std::collections::BTreeSet;

use serde_json::Value;

use super::room::Room;
use beside::{AIM, QUOTED};

/// One way out of a thing: the command, where in its answer the thing stands, and the keys that stand beside its own.
type Way = (&'static str, &'static str, &'static [&'static str]);

/// What speaks for a roadmap item, where all of them are listed.
const WEIGHED: &[&str] = &[
    "lost_cents",
    "year_lost_cents",
    "lost_accounts",
    "exposed_cents",
    "exposed_accounts",
    "accounts",
    "closed",
    "open_again",
    "history",
];

/// The keys whose objects have a key for each thing that there is, and so no shape.
const LISTS: [&str; 3] = ["attributes", "by", "goals"];

/// The places where it depends on the room, and on the second at which it was made, whether there is any.
const MAY_BE_EMPTY: [&str; 5] = [
    "/carried",
    "/awaited",
    "/shipped",
    "/on_themes",
    "/results/*/result",
];

const THINGS: &[(&str, &[Way])] = &[
    (
        "an action",
        &[
            ("actions list", "/items", &[]),
            ("actions show 1", "", AIM),
            ("export actions --to json", "/items", &["uid"]),
            ("minutes 2", "/actions", &[]),
            ("minutes 2", "/carried", &[]),
            ("minutes 2", "/awaited", &[]),
            ("accounts show A1", "/actions", &[]),
            ("accounts show A1", "/on_themes", &[]),
            ("accounts export A1", "/actions", &[]),
            ("actions edit 2 --due 2026-12-01", "/item", &[]),
            ("actions add write @dana 2026-11-20", "/item", AIM),
        ],
    ),
    (
        "a note",
        &[
            ("notes list", "/items", &[]),
            ("notes show 1", "", &[]),
            ("decisions list", "/items", &[]),
            ("decisions show 3", "", &["since"]),
            ("minutes 2", "/notes", &[]),
            ("accounts export A1", "/notes", &[]),
            ("notes answer 2 yes", "/item", &[]),
        ],
    ),
    (
        "where something was written",
        &[
            ("actions list", "/items/*/from", &[]),
            ("notes list", "/items/*/from", &[]),
            ("minutes 2", "/notes/*/from", &[]),
        ],
    ),
    (
        "a meeting",
        &[
            ("meetings list", "/items", &[]),
            ("meetings show 1", "", &[]),
            (
                "minutes 2",
                "/meeting",
                &["sittings", "names_masked", "sections/had_seconds"],
            ),
            ("meetings start --period 2026-09 --again", "/item", &[]),
            ("meetings end", "/item", &[]),
        ],
    ),
    (
        "a period with what is said of it",
        &[("metrics", "", &[]), ("minutes 2", "/metrics", &[])],
    ),
    (
        "a period",
        &[
            ("minutes 2", "/trend", &[]),
            ("metrics --months 2", "/rows", &["goals", "marks"]),
            ("metrics --reconcile stripe", "/left", &[]),
            ("metrics --reconcile stripe", "/right", &[]),
        ],
    ),
    (
        "a cell",
        &[
            ("metrics --by plan", "/rows", &[]),
            ("metrics --by plan --months 2", "/rows", &[]),
            ("minutes 2", "/breakdowns/*/rows/*/cell", &[]),
        ],
    ),
    (
        "a figure that was judged",
        &[
            ("metrics", "/judged/*", &[]),
            ("minutes 2", "/metrics/judged/*", &[]),
            ("minutes 2", "/trend/*/judged/*", &[]),
            ("themes", "/themes/*/judged/*", &[]),
        ],
    ),
    (
        "a goal",
        &[
            ("metrics", "/goals/*", &[]),
            ("metrics --months 2", "/rows/*/goals/*", &[]),
            ("minutes 2", "/goals", &[]),
            ("minutes 2", "/metrics/goals/*", &[]),
        ],
    ),
    (
        "a mark",
        &[
            ("marks list", "/items", &[]),
            ("marks show 1", "", &[]),
            ("metrics", "/marks", &[]),
            ("minutes 2", "/marks", &[]),
            ("minutes 2", "/metrics/marks", &[]),
        ],
    ),
    (
        "themes",
        &[("themes", "", &[]), ("minutes 2", "/themes", &[])],
    ),
    (
        "a cohort",
        &[("cohorts", "/cohorts", &[]), ("minutes 2", "/cohorts", &[])],
    ),
    (
        "a verdict",
        &[
            ("actions show 1", "/result", &[]),
            ("roadmap show RPT-12", "/result", &[]),
            ("minutes 2", "/results/*/result", &[]),
        ],
    ),
    (
        "feedback",
        &[
            ("feedback list", "/items", &[]),
            ("feedback show SURVEY", "", &[]),
            ("accounts show A1", "/feedback", &[]),
            ("accounts export A1", "/feedback", &["external"]),
            ("tag put SURVEY reporting", "/item", &[]),
            ("feedback queue", "/items", &["opening_cents", "lost_cents"]),
        ],
    ),
    (
        "who gave a tag",
        &[
            ("feedback list", "/items/*/given", &[]),
            ("minutes 2", "/quotes/*/given", &[]),
        ],
    ),
    (
        "a quote",
        &[
            ("themes --quotes reporting", "/items", &[]),
            ("feedback queue", "/items", &[]),
            ("minutes 2", "/quotes", QUOTED),
        ],
    ),
    (
        "a tag",
        &[
            ("tag list", "/items", &[]),
            ("tag edit reporting --description x", "/item", &[]),
            ("tag add pricing", "/item", &[]),
        ],
    ),
    (
        "a marked theme",
        &[
            ("shortlist list --period 2026-10", "/items", &[]),
            ("shortlist add reporting --period 2026-10", "/items", &[]),
        ],
    ),
    (
        "a value",
        &[
            ("value", "", &["rows"]),
            ("value --by plan", "/rows", &["by"]),
        ],
    ),
    (
        "an owner",
        &[
            ("owners list", "/items", &["open", "late"]),
            ("owners show Mo", "", &["open", "late"]),
            ("owners edit Mo --team Sales", "/item", &["open", "late"]),
        ],
    ),
    (
        "a person",
        &[
            ("minutes 2", "/attendance", &[]),
            ("actions list", "/items/*/who", &[]),
            ("actions list", "/items/*/helpers", &[]),
        ],
    ),
    (
        "a roadmap item",
        &[
            ("roadmap edit BIL-7 --status done", "/item", &[]),
            ("roadmap show RPT-12", "", AIM),
            ("roadmap list", "/items", WEIGHED),
            ("minutes 2", "/shipped", &[]),
        ],
    ),
    (
        "a link",
        &[
            ("roadmap links", "/items", &[]),
            (
                "roadmap link pricing BIL-7 --stance challenges",
                "/item",
                &[],
            ),
            ("minutes 2", "/links", &["made_in_this_meeting"]),
        ],
    ),
    (
        "an account",
        &[
            ("accounts list", "/items", &[]),
            (
                "accounts show A1",
                "",
                &["outlook", "movements", "feedback", "actions", "on_themes"],
            ),
            ("accounts export A1", "/account", &["gone"]),
            ("accounts edit A3 --plan Team", "/item", &[]),
            ("accounts exclude A6 --reason test", "/items", &[]),
        ],
    ),
    (
        "an import",
        &[
            ("imports", "/items", &[]),
            ("import owners.csv", "/files", &["rejects_file", "read_as"]),
            ("accounts export A1", "/imports", &[]),
            ("imports revert 6", "/item", &[]),
        ],
    ),
    (
        "a change",
        &[
            ("journal", "/items", &[]),
            (
                "accounts export A1",
                "/journal",
                &["forward", "inverse", "said"],
            ),
        ],
    ),
];

/// A room in which each of them is there, and a review that ended with it.
fn room() -> Room {
    let room = Room::tagged();
    std::fs::create_dir_all(room.path("home/.config/churnroom")).unwrap();
    let goals = "[goals]\nlogo_churn = 2.5\nnrr = 101\n";
    room.write("home/.config/churnroom/config.toml", goals);
    let did = |words: &str| {
        let args: Vec<&str> = words.split('|').collect();
        room.run(&args).ok();
    };
    did("meetings|start|--period|2026-09");
    did("actions|add|ask all of them @priya 2026-11-20 #reporting|--account|A1");
    did("actions|edit|1|--with|Mo");
    did("actions|done|1");
    did("actions|add|call them @dana 2026-11-20|--account|A1");
    did("meetings|end");
    did("marks|add|2026-10-14 price New price list");
    did("meetings|start|--period|2026-10");
    did("meetings|present|priya|dana");
    did("meetings|discuss|reporting");
    did("meetings|extend|5");
    did("notes|add|they call twice a week|--account|A1");
    did("notes|add|? who said so|--account|A1");
    did("decisions|add|no more discounts");
    did("actions|add|mend the export @priya 2026-11-20 #reporting");
    did("roadmap|link|reporting|RPT-12|--stance|aligns");
    did("roadmap|edit|RPT-12|--shipped|2026-10-20");
    did("shortlist|add|reporting|--period|2026-10");
    did("meetings|end");
    room
}

/// What stands at a place: `*` is everything in a list or an object, and the end of a list each of its items.
fn at<'a>(answer: &'a Value, place: &str) -> Vec<&'a Value> {
    let each = |value: &'a Value| match value {
        Value::Array(all) => all.iter().collect(),
        Value::Object(all) => all.values().collect(),
        _ => Vec::new(),
    };
    let mut found = vec![answer];
    for key in place.split('/').skip(1) {
        found = match key {
            "*" => found.into_iter().flat_map(each).collect(),
            key => found
                .into_iter()
                .filter_map(|value| value.get(key))
                .collect(),
        };
    }
    let things = found.into_iter().flat_map(|value| match value {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    });
    things.filter(|value| value.is_object()).collect()
}

/// The keys that one has and the other lacks, and those inside both: of lists those of their first items.
fn apart(one: &Value, other: &Value, before: &str, lacks: &mut BTreeSet<String>) {
    match (one, other) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (key, value) in ours {
                let path = format!("{before}{key}");
                match theirs.get(key) {
                    None => _ = lacks.insert(path),
                    Some(_) if LISTS.contains(&key.as_str()) => {}
                    Some(theirs) => apart(value, theirs, &format!("{path}/"), lacks),
                }
            }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            if let (Some(one), Some(other)) = (ours.first(), theirs.first()) {
                apart(one, other, before, lacks);
            }
        }
        _ => {}
    }
}

#[test]
fn a_thing_has_the_same_keys_wherever_it_goes_out() {
    let room = room();
    let survey = room.survey();
    let mut wrong = Vec::new();
    for (thing, ways) in THINGS {
        let mut first: Option<Value> = None;
        for (command, place, beside) in *ways {
            let command = command.replace("SURVEY", &survey);
            let args: Vec<&str> = command.split(' ').collect();
            let done = room.run(&[&args[..], &["--format", "json"]].concat());
            if done.refused() {
                wrong.push(format!("{thing}: {done}"));
                continue;
            }
            let answer = done.json();
            let found = at(&answer, place);
            if found.is_empty() && !MAY_BE_EMPTY.contains(place) {
                wrong.push(format!("{thing}: `{command}` has none at {place}"));
            }
            let mut apart_here = BTreeSet::new();
            for value in found {
                let shape = first.get_or_insert_with(|| value.clone());
                apart(value, shape, "", &mut apart_here);
                apart(shape, value, "", &mut apart_here);
            }
            apart_here.retain(|key| !beside.contains(&key.as_str()));
            if !apart_here.is_empty() {
                wrong.push(format!("{thing}: `{command}` {place}: {apart_here:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
