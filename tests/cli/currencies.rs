//! Rows in other currencies: converted at a fixed rate, which is said, or rejected with what to do.

use serde_json::json;

use super::room::Room;

fn with_rates(rates: &str) -> Room {
    let room = Room::empty();
    let config = room.path("home/.config/churnroom");
    std::fs::create_dir_all(&config).unwrap();
    let text = format!("[currency.rates]\n{rates}\n");
    std::fs::write(config.join("config.toml"), text).unwrap();
    room
}

const MIXED: &str = "id,account,start,end,amount,interval,currency\n\
    S1,A1,2026-05-01,,100.00,month,EUR\n\
    S2,A2,2026-05-01,2026-10-10,100.05,month,USD\n\
    S3,A3,2026-05-01,,100.00,month,CHF\n\
    S4,A4,2026-05-01,,100.00,month,EURX\n";

#[test]
fn a_row_in_another_currency_is_converted_and_said() {
    let room = with_rates("USD = \"0.92\"");
    room.write("subs.csv", MIXED);
    let done = room.run(&[
        "import",
        "subs.csv",
        "--currency",
        "EUR",
        "--format",
        "json",
    ]);
    let done = done.code(3).json();
    let file = &done["files"][0];
    assert_eq!((&file["new"], &file["rejected"]), (&json!(2), &json!(2)));
    assert_eq!(file["rates"], json!(["USD 0.92"]));
    let rejects = room.read("subs.csv.rejects.csv");
    assert!(
        rejects.contains("It is in CHF, and the room counts in EUR; add CHF ="),
        "{rejects}"
    );
    assert!(
        rejects.contains("`EURX` is not a currency code"),
        "{rejects}"
    );
    assert_eq!(
        room.json(&["imports"])["items"][0]["rates"],
        json!(["USD 0.92"])
    );
    let october = room.json(&["metrics", "--period", "2026-10"]);
    assert_eq!(
        october["mrr_cents"]["churn"], 9_205,
        "100.05 x 0.92, half up"
    );
    assert_eq!(october["disclosed"], json!(["USD converted at 0.92"]));
    let november = room.json(&["metrics", "--period", "2026-11"]);
    let gone = "what was converted is gone by then";
    assert_eq!(november["disclosed"], json!([]), "{gone}");
}

#[test]
fn a_whole_file_in_another_currency_needs_a_rate() {
    let dollars = "id,account,start,end,MRR (USD)\nT1,B1,2026-06-01,,50.00\n";
    let room = with_rates("USD = \"0.9\"");
    room.write("usd.csv", dollars);
    room.run(&["import", "subscriptions.csv"]).ok();
    room.run(&["import", "usd.csv"]).ok();
    assert_eq!(room.json(&["accounts", "show", "B1"])["mrr_cents"], 4_500);
    let without = Room::small();
    without.write("usd.csv", dollars);
    let refused = without.run(&["import", "usd.csv"]).code(2);
    refused.says(&["it is in USD, not in EUR", "under [currency.rates]"]);
}

#[test]
fn changes_in_another_currency_leave_no_cent_behind() {
    let room = with_rates("USD = \"0.9\"");
    room.write(
        "moves.csv",
        "account,day,delta,currency\nA1,2026-05-01,0.05,USD\nA1,2026-06-01,0.05,USD\n\
         A1,2026-07-01,0.05,USD\nA1,2026-10-05,-0.15,USD\nA2,2026-05-01,7.00,EUR\n",
    );
    let done = room.json(&["import", "moves.csv", "--currency", "EUR"]);
    assert_eq!(done["files"][0]["rejected"], 0);
    let october = room.json(&["metrics", "--period", "2026-10"]);
    assert_eq!(october["accounts"]["churned"], 1);
    assert_eq!(october["mrr_cents"]["churn"], 14, "0.15 x 0.9, half up");
    assert_eq!(october["disclosed"], json!(["USD converted at 0.9"]));
}

#[test]
fn a_wrong_rate_is_said_with_its_name() {
    let room = with_rates("USD = \"0,92\"");
    let refused = room.run(&["metrics"]).code(2);
    refused.says(&["currency.rates.USD", "`0,92` is not a rate"]);
}

/// A room in a currency with so few accounts that every amount of it can be looked at.
fn counting_in(code: &str, subscriptions: &str) -> Room {
    let room = Room::empty();
    room.write("subs.csv", subscriptions);
    room.run(&["import", "subs.csv", "--currency", code]).ok();
    room
}

#[test]
fn amounts_in_thousandths_are_kept_and_shown_whole() {
    let dinars = "id,account,start,end,amount,interval\n\
        S1,A1,2026-05-01,,1.234,month\n\
        S2,A2,2026-05-01,2026-10-10,1234.500,month\n\
        S3,A3,2026-05-01,,12.006,year\n";
    let room = counting_in("KWD", dinars);
    assert_eq!(room.json(&["accounts", "show", "A1"])["mrr_cents"], 1_234);
    assert_eq!(room.json(&["accounts", "show", "A3"])["mrr_cents"], 1_001);
    let table = room.run(&["metrics", "--period", "2026-10"]).ok().out();
    for amount in ["1,236.735", "1,234.500", "2.235"] {
        assert!(table.contains(amount), "{amount}: {table}");
    }
    let list = room.run(&["accounts", "list"]).ok().out();
    assert!(list.contains(" 1.234"), "{list}");
    let page = room.run(&["import", "subs.csv", "--dry-run"]).ok().out();
    assert!(page.contains("KWD 2.235 a month"), "{page}");
    let minutes = room
        .run(&["import", "subs.csv", "--expect-mrr", "2.2350"])
        .ok()
        .out();
    assert!(minutes.contains("KWD 2.235"), "{minutes}");
    // Three digits behind a dot are thousandths here, as they are shown.
    room.run(&["import", "subs.csv", "--expect-mrr", "2.235"])
        .ok();
    let untied = ["import", "subs.csv", "--expect-mrr", "2.2360"];
    room.run(&untied)
        .code(2)
        .says(&["2.236 was given", "comes to 2.235, 0.001 less"]);
}

#[test]
fn amounts_without_a_smaller_unit_have_no_decimals() {
    let yen = "id,account,start,end,amount,interval\n\
        S1,A1,2026-05-01,,\"12,000\",month\n\
        S2,A2,2026-05-01,2026-10-10,3400,month\n";
    let room = counting_in("JPY", yen);
    assert_eq!(
        room.json(&["accounts", "show", "A1"])["mrr_cents"],
        1_200_000
    );
    for args in [
        &["metrics", "--period", "2026-10"][..],
        &["accounts", "list"],
        &["accounts", "show", "A1"],
        &["themes", "--period", "2026-10"],
        &["value", "--period", "2026-10"],
        &["reconcile", "stripe", "--period", "2026-10"],
        &["imports"],
        &["cohorts", "--mrr"],
        &["risk"],
        &["import", "subs.csv", "--dry-run", "--expect-mrr", "12000"],
        &["import", "subs.csv", "--dry-run", "--expect-mrr", "12.000"],
    ] {
        let out = room.run(args);
        let out = out.out();
        assert!(
            !out.contains("12,000.00") && !out.contains(",400.00"),
            "{args:?}: {out}"
        );
        assert!(!out.contains("00.00"), "{args:?}: {out}");
    }
    room.run(&["import", "subs.csv", "--dry-run", "--expect-mrr", "12.000"])
        .ok();
    assert!(
        room.run(&["accounts", "list"])
            .ok()
            .out()
            .contains(" 12,000")
    );
}

#[test]
fn three_digits_behind_a_sign_are_read_as_their_currency_has_it() {
    let file = |amounts: &[&str]| {
        let rows = amounts.iter().enumerate();
        let rows = rows.map(|(n, amount)| format!("A{n},2026-05-01,\"{amount}\",month\n"));
        format!(
            "account,start,amount,interval\n{}",
            rows.collect::<String>()
        )
    };
    let said = counting_in_with("CLP", &file(&["49.990", "8.500"]), &["--decimal", "dot"]);
    assert_eq!(
        said.json(&["accounts", "show", "A0"])["mrr_cents"],
        4_999_000,
        "no peso has parts"
    );
    let pesos = counting_in("CLP", &file(&["49.990", "8.500"]));
    assert_eq!(
        pesos.json(&["accounts", "show", "A0"])["mrr_cents"],
        4_999_000
    );
    let room = Room::empty();
    for (amounts, as_fraction, fraction, thousands) in [
        (&["49,900", "8,500"], "comma", 49_900, 49_900_000),
        (&["49.900", "8.500"], "dot", 49_900, 49_900_000),
    ] {
        room.write("subs.csv", &file(amounts));
        let import = ["import", "subs.csv", "--currency", "TND"];
        let asked = room.run(&import).code(2);
        asked.says(&[
            "could be thousands or a fraction",
            "--decimal dot",
            "--decimal comma",
        ]);
        for sign in ["dot", "comma"] {
            let said = counting_in_with("TND", &file(amounts), &["--decimal", sign]);
            let expected = if sign == as_fraction {
                fraction
            } else {
                thousands
            };
            assert_eq!(
                said.json(&["accounts", "show", "A0"])["mrr_cents"],
                expected,
                "{sign}"
            );
        }
    }
    let sure = counting_in("TND", &file(&["49,900", "0,500"]));
    assert_eq!(sure.json(&["accounts", "show", "A0"])["mrr_cents"], 49_900);
}

fn counting_in_with(code: &str, subscriptions: &str, more: &[&str]) -> Room {
    let room = Room::empty();
    room.write("subs.csv", subscriptions);
    let import = ["import", "subs.csv", "--currency", code];
    room.run(&[&import[..], more].concat()).ok();
    // What was said is remembered for files with the same columns.
    room.run(&["import", "subs.csv"]).ok();
    room
}

#[test]
fn a_row_in_thousandths_is_converted_whole() {
    let room = with_rates("KWD = \"3.27\"");
    room.write(
        "subs.csv",
        "id,account,start,end,amount,interval,currency\nS1,A1,2026-05-01,,1.234,month,KWD\n\
         S2,A2,2026-05-01,,10.50,month,USD\n",
    );
    room.run(&["import", "subs.csv", "--currency", "USD"]).ok();
    // 1.23 x 3.27 would be 4.02.
    assert_eq!(room.json(&["accounts", "show", "A1"])["mrr_cents"], 404);
    assert_eq!(room.json(&["accounts", "show", "A2"])["mrr_cents"], 1_050);
}
