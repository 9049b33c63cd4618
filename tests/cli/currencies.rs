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
    S4,A4,2026-05-01,,100.00,month,EURO\n";

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
        rejects.contains("`EURO` is not a currency code"),
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
    assert!(
        november["disclosed"].is_null(),
        "what was converted is gone by then"
    );
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
