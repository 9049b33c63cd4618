//! What an import shows of how it read a file: a page for a header that is new, three lines for one that is known.

use super::room::Room;

const SEATS: &str = "subscription_id,customer,start,price,interval,Seats,Colour\n\
    s1,a,2026-01-31,10,month,3,red\ns2,b,2026-02-28,10,month,1,blue\n";

#[test]
fn a_new_header_is_shown_whole_and_a_known_one_in_three_lines() {
    let room = Room::empty();
    room.write("seats.csv", SEATS);
    let with = [
        "import",
        "seats.csv",
        "--currency",
        "EUR",
        "--map",
        "quantity=Seats",
    ];
    let first = room.run(&with).ok().out();
    for words in [
        "seats.csv · subscriptions",
        "EUR × `Seats`, per `interval`",
        "not used  Colour",
        "2 accounts, €40.00 a month",
        "none before",
        "largest",
        "churnroom metrics --period 2026-",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(first.lines().count() <= 30, "{first}");
    let again = room.run(&["import", "seats.csv"]).ok().out();
    assert!(
        again.contains("read as before") && again.contains("as before"),
        "{again}"
    );
    let page = again.lines().take_while(|line| !line.is_empty());
    assert!(page.count() <= 3, "{again}");
}

#[test]
fn a_dry_run_shows_the_page_and_what_is_open() {
    let room = Room::empty();
    room.write("seats.csv", SEATS);
    let dry = room.run(&["import", "seats.csv", "--currency", "EUR", "--dry-run"]);
    let done = dry.code(2);
    assert!(
        done.err()
            .contains("--map quantity=Seats, or --ignore Seats"),
        "{}",
        done.err()
    );
    assert!(
        done.out().contains("not used  Seats, Colour"),
        "{}",
        done.out()
    );
    room.run(&["imports"]).code(1);
}

#[test]
fn every_column_is_named_once() {
    let room = Room::empty();
    room.write("seats.csv", SEATS);
    let read = room.json(&[
        "import",
        "seats.csv",
        "--currency",
        "EUR",
        "--ignore",
        "seats",
    ]);
    let read = &read["files"][0]["read_as"];
    let used = read["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["column"].as_str().unwrap());
    let unused = read["unused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c.as_str().unwrap());
    let mut named: Vec<&str> = used.chain(unused).collect();
    named.sort_unstable();
    assert_eq!(
        named,
        [
            "Colour",
            "Seats",
            "customer",
            "interval",
            "price",
            "start",
            "subscription_id"
        ]
    );
}

#[test]
fn why_rows_were_rejected_stands_on_the_page_with_their_lines() {
    let room = Room::empty();
    let mut file = "id,account,start,amount\n".to_owned();
    for row in 0..9 {
        let day = if row % 3 == 0 {
            "2026-01-31"
        } else {
            "soonest"
        };
        file.push_str(&format!("s{row},a{row},{day}{},10\n", row % 3));
    }
    file.push_str("t,,2026-01-31,5\nu,b,2026-01-31,-5\nv,b,2026-01-31,x\nw,b,2026-01-31,\n");
    let file = file.replace("310", "31");
    room.write("paid.csv", &file);
    let done = room.run(&["import", "paid.csv", "--currency", "EUR", "--ignore-rest"]);
    let page = done.code(3).out();
    for words in [
        "rejected  6 rows, lines 3, 4, 6, 7, 9, ...: `soonest1` in `start`",
        "1 row, line 11: `account` is empty",
        "more reason",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let heads = page.lines().take_while(|line| !line.is_empty());
    assert!(heads.count() <= 30, "{page}");
    let json = room.run(&["--format", "json", "import", "paid.csv", "--ignore-rest"]);
    let json: serde_json::Value = serde_json::from_str(&json.code(3).out()).unwrap();
    let reasons = &json["files"][0]["read_as"]["reasons"];
    assert_eq!(reasons[0]["rows"], 6);
    assert_eq!(reasons[0]["lines"], serde_json::json!([3, 4, 6, 7, 9]));
}
