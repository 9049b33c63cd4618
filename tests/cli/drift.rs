//! What was stated beside what was found, through the binary: its sums are those of `themes`, to the cent.

use hashbrown::HashMap;
use serde_json::{Value, json};

use super::room::Room;

/// Six that left in October: what they stated, and the tag on it.
fn six() -> Room {
    let room = Room::empty();
    let mut ledger = "customer_id,plan,mrr,start_date,end_date\n".to_owned();
    let mut surveys = "id,customer_id,received,reason,comment,tags\n".to_owned();
    let said = [
        (100, "Too expensive", "price;reporting"),
        (80, "too  EXPENSIVE", "price"),
        (60, "Other tool", "reporting"),
        (40, "", "reporting"),
        (20, "Other tool", ""),
    ];
    for (n, (mrr, reason, tags)) in said.into_iter().enumerate() {
        ledger += &format!("A{n},Pro,{mrr}.01,2026-01-05,2026-10-20\n");
        surveys += &format!("S{n},A{n},2026-10-19,{reason},words {n},{tags}\n");
    }
    ledger += "A5,Pro,10.01,2026-01-05,2026-10-20\nA6,Pro,10.01,2026-01-05,\n";
    room.write("ledger.csv", &ledger);
    room.write("surveys.csv", &surveys);
    room.run(&["import", "ledger.csv", "surveys.csv", "--currency", "EUR"])
        .ok();
    room
}

const OCTOBER: [&str; 4] = ["themes", "--drift", "--period", "2026-10"];

#[test]
fn what_was_stated_stands_beside_what_was_found() {
    let room = six();
    let found = room.json(&OCTOBER);
    let rows: Vec<(&Value, &Value, &Value)> = items(&found["stated"])
        .map(|row| (&row["stated"], &row["asked"], &row["accounts"]))
        .collect();
    let asked = &json!(true);
    assert_eq!(
        rows,
        [
            (&json!("Too expensive"), asked, &json!(2)),
            (&json!("Other tool"), asked, &json!(2)),
            (&json!(null), asked, &json!(1)),
            (&json!(null), &json!(false), &json!(1)),
        ]
    );
    let parts = json!([
        {"found": "price", "accounts": 2, "lost_mrr_cents": 13002},
        {"found": "reporting", "accounts": 1, "lost_mrr_cents": 5000},
    ]);
    assert_eq!(found["stated"][0]["found"], parts);
    assert_eq!(
        found["lost"],
        json!({"accounts": 6, "left": 6, "shrank": 0, "mrr_cents": 31006})
    );
    let told = room.run(&OCTOBER).ok().out();
    for words in [
        "\nToo expensive                           2    180.02\n",
        "\n                price                   2    130.02\n",
        "\nnone stated ",
        "\nno exit survey ",
        "\nan account with several themes ",
    ] {
        assert!(told.contains(words), "{told}");
    }
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().unwrap().iter()
}

fn cents(row: &Value) -> i64 {
    row["lost_mrr_cents"].as_i64().unwrap()
}

/// The sums of a period's drift are those of its themes.
pub fn adds_up(room: &Room, period: &str) {
    let drift = room.json(&["themes", "--drift", "--period", period]);
    let themes = room.json(&["themes", "--period", period]);
    assert_eq!(drift["lost"], themes["lost"]);
    let mut sums: HashMap<&str, (i64, i64)> = HashMap::new();
    for row in items(&drift["stated"]) {
        assert_eq!(items(&row["found"]).map(cents).sum::<i64>(), cents(row));
        for part in items(&row["found"]) {
            let sum = sums.entry(part["found"].as_str().unwrap()).or_default();
            sum.0 += part["accounts"].as_i64().unwrap();
            sum.1 += cents(part);
        }
    }
    let all: i64 = items(&drift["stated"]).map(cents).sum();
    assert_eq!(all, themes["lost"]["mrr_cents"].as_i64().unwrap());
    let mut seen = 0;
    for theme in items(&themes["themes"]).filter(|theme| theme["accounts"] != 0) {
        let own = sums[theme["theme"].as_str().unwrap()];
        assert_eq!(
            (json!(own.0), own.1),
            (theme["accounts"].clone(), cents(theme))
        );
        seen += 1;
    }
    let outside = ["not tagged yet", "read, no reason in it", "nobody said why"];
    assert_eq!(
        sums.keys().filter(|name| !outside.contains(*name)).count(),
        seen
    );
}

#[test]
fn its_sums_are_those_of_the_themes() {
    let room = six();
    adds_up(&room, "2026-10");
    // Each line of the file is two that meet: they add up to the whole loss.
    let csv = room
        .run(&[&OCTOBER[..], &["--format", "csv"]].concat())
        .ok()
        .out();
    let sums = csv
        .lines()
        .skip(1)
        .map(|line| line.rsplit(',').next().unwrap());
    assert_eq!(
        sums.map(|sum| sum.parse::<i64>().unwrap()).sum::<i64>(),
        31006
    );
}

#[test]
fn where_nothing_was_lost_or_is_known_nothing_is_said() {
    let room = six();
    let quiet = ["themes", "--drift", "--period", "2026-05"];
    assert_eq!(room.json(&quiet)["stated"], json!([]));
    let silent = |args: &[&str]| {
        let told = room.run(args).ok().out();
        let stated = told.contains("expensive");
        assert!(told.contains("cannot be told") && !stated, "{told}");
    };
    silent(&["themes", "--drift", "--period", "2027-05"]);
    room.run(&["room", "set", "losses-since", "2026-11-01"])
        .ok();
    silent(&OCTOBER);
    assert_eq!(room.json(&OCTOBER)["stated"][0]["accounts"], json!(null));
}
