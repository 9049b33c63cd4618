//! Lists of accounts in every shape, and why fewer of them are counted than they have.

use serde_json::json;

use super::room::Room;
use super::touch::{company, on};

/// Whatever stands in a list is taken, or named: a line of three is three.
#[test]
fn every_cell_of_a_list_is_taken_or_named() {
    let room = company();
    let lists = [
        ("B1, B2, B3\n", &["B1", "B2", "B3"][..]),
        ("account\nB1, B2\nB3\n", &["B1", "B2", "B3"]),
        ("B1\tB2\nB3\n", &["B1", "B2", "B3"]),
    ];
    for (n, (list, accounts)) in (1..).zip(lists) {
        room.write("list.txt", list);
        room.run(&["actions", "add", "ring them", "--accounts", "list.txt"])
            .ok();
        let shown = room.json(&["actions", "show", &format!("{n}")]);
        assert_eq!(shown["accounts"], json!(accounts), "{list}");
    }
    room.write("list.txt", "account,plan\nB1,Pro,B2,nope\n");
    let add = ["actions", "add", "ring them", "--accounts", "list.txt"];
    room.run(&add).code(2).says(&["`nope` in line 2"]);
    room.write("list.txt", "account,plan,mrr\nB1,Pro,10\n");
    let added = room.run(&add).ok();
    let said = added.out() + &added.err();
    assert!(said.contains("not read of `list.txt`: plan, mrr"), "{said}");
}

/// A name with a comma in it is a name, as everywhere.
#[test]
fn a_line_is_one_name_where_somebody_is_called_so() {
    let room = Room::empty();
    let names = "id,name\nx1,Weber\nx2,Berlin\nx3,\"Weber, Berlin\"\nx4,\"Meyer, Sons & Co\"\n";
    room.write("names.csv", names);
    let ledger = "account,start,end,mrr\nx1,2026-01-01,,9\nx2,2026-01-01,,9\nx3,2026-01-01,,9\nx4,2026-01-01,,9\n";
    room.write("ledger.csv", ledger);
    let import = ["import", "names.csv", "ledger.csv", "--currency", "EUR"];
    room.run(&import).ok();
    let add = ["actions", "add", "ring them", "--accounts", "list.txt"];
    for (n, (list, accounts)) in (1..).zip([
        ("Meyer, Sons & Co\nx1\n", &["x4", "x1"][..]),
        ("name\nx2\nMeyer, Sons & Co\n", &["x2", "x4"]),
        ("\"Weber, Berlin\"\n", &["x3"]),
        ("x1, x2\n", &["x1", "x2"]),
    ]) {
        room.write("list.txt", list);
        room.run(&add).ok();
        let shown = room.json(&["actions", "show", &format!("{n}")]);
        let mut found: Vec<&str> = shown["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|one| one.as_str())
            .collect();
        let mut accounts = accounts.to_vec();
        found.sort_unstable();
        accounts.sort_unstable();
        assert_eq!(found, accounts, "{list}");
    }
    // One or two: nobody can say.
    room.write("list.txt", "Weber, Berlin\n");
    room.run(&add)
        .code(2)
        .says(&["`Weber, Berlin` in line 1 is one account", "in quotes"]);
}

#[test]
fn why_fewer_are_counted_than_named_is_said_later_too() {
    let room = company();
    room.write("list.txt", "B1\nB2\nB3\nB4\nB5\n");
    room.run(&["actions", "add", "ring them", "--accounts", "list.txt"])
        .ok();
    room.run(&["accounts", "exclude", "B2", "--reason", "a test"])
        .ok();
    let words = room.run(&["actions", "show", "1"]).ok().out();
    let said = "on 5 accounts, of which 1 did not pay on its day, 1 is left out of the numbers · ";
    assert!(words.contains(said), "{words}");
    let shown = room.json(&["actions", "show", "1"]);
    assert_eq!(shown["result"]["touched"]["accounts"], 3);
    assert_eq!(
        shown["not_counted"],
        json!({"not_active": 1, "same": 0, "left_out": 1})
    );
}

/// Its day has come and the data has not: what is missing is said, not that it is early.
#[test]
fn a_verdict_that_waits_for_data_says_so() {
    let room = company();
    let add = ["actions", "add", "ring", "--accounts", "all.txt", "--half"];
    room.run(&add).ok();
    on(&room, "2026-11-20", &["actions", "done", "1"]).ok();
    let words = on(&room, "2028-06-01", &["actions", "show", "1"])
        .ok()
        .out();
    assert!(
        words.contains("not judged yet: it was to be judged in ")
            && words.contains(", the data ends 3 Nov 2026")
            && !words.contains("too early"),
        "{words}"
    );
}

/// Accounts that leave twice: the counts beside a rate are those that make it, in every command.
#[test]
fn counts_beside_a_rate_make_it_however_often_an_account_leaves() {
    let room = Room::empty();
    let twice = "account,start,end,mrr\na,2026-01-01,2026-09-05,100\na,2026-09-12,2026-09-20,100\n\
        b,2026-01-01,,100\nc,2026-01-01,2026-09-10,100\nd,2026-09-02,2026-09-09,50\n\
        d,2026-09-15,2026-09-18,50\ne,2026-01-01,,60\n";
    room.write("twice.csv", twice);
    let import = [
        "import",
        "twice.csv",
        "--currency",
        "EUR",
        "--as-of",
        "2026-10-05",
    ];
    room.run(&import).ok();
    for (profile, counts, rate) in [
        ("stripe", "5 of 5", "100.0 %"),
        ("chartmogul", "2 of 4", "50.0 %"),
        ("baremetrics", "3 of 4", "75.0 %"),
    ] {
        room.run(&["profile", profile]).ok();
        for command in [&["metrics"][..], &["metrics", "--months", "2"], &["value"]] {
            let args = [command, &["--period", "2026-09"]].concat();
            let told = room.run(&args).ok().out();
            let line = told.lines().find(|line| line.contains(rate));
            assert!(
                line.is_some_and(|line| line.contains(counts)),
                "{profile}: {told}"
            );
        }
        let value = room.json(&["value", "--period", "2026-09"]);
        let (own, made) = (&value["rates"]["logo_churn"], &value["of"]["logo_churn"]);
        let made = made["numerator"].as_f64().unwrap() / made["denominator"].as_f64().unwrap();
        assert!((own.as_f64().unwrap() - made).abs() < 1e-6, "{value}");
    }
    room.run(&["profile", "stripe"]).ok();
    let tenure = ["metrics", "--period", "2026-09", "--by", "tenure"];
    let told = room.run(&tenure).ok().out();
    let joined = told
        .lines()
        .find(|line| line.starts_with("joined in the period"));
    let cells: Vec<&str> = joined
        .unwrap_or_default()
        .split("  ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(cells.get(1..4), Some(&["1", "2", "200.0 %"][..]), "{told}");
}

/// What has no day is stored below zero, which no page says: where it goes on is typed as it is shown.
#[test]
fn pages_of_texts_without_a_day_go_on_from_the_number_that_is_shown() {
    let room = Room::empty();
    let texts: String = (1..=5).map(|n| format!("R{n},text {n}\n")).collect();
    room.write("reviews.csv", &format!("id,text\n{texts}"));
    let import = ["import", "reviews.csv", "--as-kind", "feedback"];
    room.run(&import).ok();
    let page = ["feedback", "list", "--limit", "2"];
    let (mut found, mut args) = (Vec::new(), page.map(str::to_owned).to_vec());
    loop {
        let args_now: Vec<&str> = args.iter().map(String::as_str).collect();
        let list = room.json(&args_now);
        let items = list["items"].as_array().unwrap();
        found.extend(items.iter().map(|item| item["text"].to_string()));
        let Some(next) = list["next"].as_str() else {
            break;
        };
        assert!(next.starts_with('u'), "{next}");
        args = [&page[..], &["--after", next]]
            .concat()
            .iter()
            .map(|word| (*word).to_owned())
            .collect();
    }
    found.sort_unstable();
    let texts: Vec<String> = (1..=5).map(|n| format!("\"text {n}\"")).collect();
    assert_eq!(found, texts);
}
