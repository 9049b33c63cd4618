//! A later import of every kind changes every column of a row, and taking it back leaves no trace: whatever
//! columns a table has, those that were added yesterday too. Must not know the tables but by reading them.

use std::collections::BTreeMap;

use rstest::rstest;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::room::Room;

/// What an import never changes: what a row is known by, what people say of it, and where it came from.
const STAYS: &[&str] = &[
    "id",
    "external",
    "account",
    "day",
    "import",
    "alias",
    "raw",
    "occurrence",
    "excluded",
    "same_as",
    "same_reason",
    "exit_survey",
    "mark",
    "pinned",
];

type Table = Vec<BTreeMap<String, String>>;

/// All rows of a table with all their columns, by id.
fn rows(room: &Room, table: &str) -> Table {
    let db = Connection::open(room.path("room.db")).unwrap();
    let sql = format!("SELECT * FROM {table} ORDER BY 1");
    let mut statement = db.prepare(&sql).unwrap();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let read = statement.query_map([], |row| {
        let cell = |at: usize| row.get::<_, Value>(at).map(|value| format!("{value:?}"));
        names
            .iter()
            .enumerate()
            .map(|(at, name)| Ok((name.clone(), cell(at)?)))
            .collect()
    });
    read.unwrap().map(Result::unwrap).collect()
}

fn converting() -> Room {
    let room = Room::empty();
    let config = room.path("home/.config/churnroom");
    std::fs::create_dir_all(&config).unwrap();
    let rates = "[currency.rates]\nUSD = \"0.92\"\n";
    std::fs::write(config.join("config.toml"), rates).unwrap();
    room
}

#[rstest]
#[case(
    "accounts",
    "id,name,plan,segment,channel,region,owner,signed_up,industry",
    "A1,One,Pro,mid,partner,EU,Dana,2026-01-01,Retail",
    "A1,Two,Team,small,paid,US,Mo,2026-02-02,Food"
)]
#[case(
    "subscriptions",
    "id,account,start,end,amount,interval,currency,plan,trial,status,cancellation_reason",
    "S1,A1,2026-05-04,,400.00,month,EUR,Pro,no,active,",
    "S1,A1,2026-05-05,2026-10-01,500.00,year,USD,Team,yes,canceled,payment failed"
)]
#[case(
    "movements",
    "account,day,delta,currency,cancellation_reason",
    "A1,2026-05-01,10.00,EUR,\nA1,2026-05-02,-5.00,EUR,",
    "A1,2026-05-01,10.00,EUR,\nA1,2026-05-02,-6.00,USD,payment failed"
)]
#[case(
    "balances",
    "account,day,mrr,currency",
    "A1,2026-05-31,10.00,EUR",
    "A1,2026-05-31,11.00,USD"
)]
#[case(
    "feedback",
    "id,account,received,source,text,score",
    "F1,A1,2026-10-03,ticket,slow,2",
    "F1,A2,2026-10-04,call,dear,3"
)]
#[case(
    "surveys",
    "id,account,received,reason,text,score",
    "V1,A1,2026-10-03,price,slow,2",
    "V1,A2,2026-10-04,speed,dear,3"
)]
#[case(
    "owners",
    "id,name,email,team",
    "O1,Priya,p@x.example,Product",
    "O1,Dana,d@x.example,CS"
)]
#[case(
    "roadmap",
    "id,title,status,target,owner,url,ease",
    "R1,Export,planned,2026-Q4,Priya,https://a.example,hard",
    "R1,Import,shipped,2027-Q1,Dana,https://b.example,easy"
)]
#[case("usage", "account,day,logins", "A1,2026-09-30,8", "A1,2026-09-30,9")]
fn an_import_taken_back_gives_every_column_back(
    #[case] kind: &str,
    #[case] head: &str,
    #[case] first: &str,
    #[case] second: &str,
) {
    let room = converting();
    let take = |row: &str| {
        room.write("file.csv", &format!("{head}\n{row}\n"));
        let args = ["import", "file.csv", "--as-kind", kind, "--currency", "EUR"];
        room.json(&args)["files"][0].clone()
    };
    // Feedback has no stated reason and a survey no source of its own.
    let (table, besides): (&str, &[&str]) = match kind {
        "feedback" => (kind, &["account", "reason"]),
        "surveys" => ("feedback", &["account", "source"]),
        // The day it shipped and how it went are the team's, not a file's.
        "roadmap" => (kind, &["shipped", "said", "said_by", "said_on"]),
        // Nor is what they say of a loss, or that somebody left them.
        "accounts" => (kind, &["expected", "avoidable", "because", "judged_on"]),
        "owners" => (kind, &["left_on"]),
        _ => (kind, &[]),
    };
    if kind != "accounts" {
        room.write("both.csv", "id,name\nA1,One\nA2,Two\n");
        room.run(&["import", "both.csv"]).ok();
    }
    assert_ne!(take(first)["new"], 0);
    let before = rows(&room, table);
    let later = take(second);
    assert_eq!(later["updated"], 1, "{later}");
    let between = rows(&room, table);
    let (first, second) = (before.last().unwrap(), between.last().unwrap());
    for (column, was) in first {
        let stays = STAYS.contains(&column.as_str()) && second[column] == *was;
        assert!(
            stays || second[column] != *was || besides.contains(&column.as_str()),
            "{column} is as it was: give it another value in the second file"
        );
    }
    room.run(&["imports", "revert", &later["import"].to_string()])
        .ok();
    assert_eq!(rows(&room, table), before);
}

#[test]
fn an_edit_just_before_an_import_does_not_stand_on_it() {
    let room = Room::empty();
    let files = [
        ("a.csv", "id,name,plan\n1,Acme,Pro\n"),
        ("b.csv", "id,name,plan\n1,Acme,Team\n"),
    ];
    for (name, text) in files {
        room.write(name, text);
    }
    let import = |name| room.run(&["import", name, "--as-kind", "accounts"]).ok();
    import("a.csv");
    // Within the same second.
    room.run(&["accounts", "edit", "1", "--segment", "North"])
        .ok();
    import("b.csv");
    room.run(&["undo"]).ok();
    let plan = || room.json(&["accounts", "list"])["items"][0]["plan"].clone();
    assert_eq!(plan(), "Pro");
    import("b.csv");
    room.run(&["accounts", "edit", "1", "--segment", "South"])
        .ok();
    let last = room.json(&["imports"])["items"][0]["import"].to_string();
    let refused = room.run(&["imports", "revert", &last]);
    assert!(refused.err().contains("1 edit by hand"), "{refused}");
}
