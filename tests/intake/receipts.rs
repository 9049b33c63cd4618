//! Whatever a file looks like, its receipt says what the numbers say afterwards, and names each column once.
//! Must not know how either is found.

use std::collections::BTreeMap;
use std::fmt::Write;

use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
use churnroom::domain::query::{Answer, Query};
use churnroom::exchange::read::Hints;
use churnroom::store::Store;
use proptest::prelude::*;

use super::rooms::{options, take};
use super::usd;

/// A subscription of a made-up file.
#[derive(Clone, Debug)]
struct Row {
    account: u8,
    start: (u32, u32),
    months: Option<u32>,
    cents: i64,
    quantity: u32,
    off: u32,
    count: u32,
    interval: usize,
    trial: bool,
    noise: String,
}

fn row() -> impl Strategy<Value = Row> {
    let when = (
        0u8..6,
        (1u32..=12, 1u32..=28),
        proptest::option::of(1u32..9),
    );
    let price = (1i64..500_000, 1u32..20, 0u32..=100, 1u32..30, 0usize..5);
    (when, price, any::<bool>(), "[a-z ]{0,8}").prop_map(|(when, price, trial, noise)| {
        let (account, start, months) = when;
        let (cents, quantity, off, count, interval) = price;
        Row {
            account,
            start,
            months,
            cents,
            quantity,
            off,
            count,
            interval,
            trial,
            noise,
        }
    })
}

/// How a file is laid out: its separator, the place of its columns, and how it writes amounts.
#[derive(Clone, Debug)]
struct Layout {
    separator: char,
    turn: usize,
    names: usize,
    comma: bool,
    total: bool,
}

fn layout() -> impl Strategy<Value = Layout> {
    (
        0usize..3,
        0usize..9,
        0usize..3,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(separator, turn, names, comma, total)| Layout {
            separator: [';', '\t', '|'][separator],
            turn,
            names,
            comma,
            total,
        })
}

const NAMES: [[&str; 9]; 3] = [
    [
        "id",
        "account",
        "start",
        "end",
        "amount",
        "interval",
        "interval_count",
        "trial",
        "Remark",
    ],
    [
        "Subscription ID",
        "Customer",
        "Start Date",
        "Ended At",
        "Price",
        "Billing Period",
        "Period Count",
        "Is Trial",
        "x",
    ],
    [
        "contract_id",
        "company_id",
        "valid_from",
        "valid_to",
        "fee",
        "frequency",
        "plan_interval_count",
        "in_trial",
        "?",
    ],
];

fn text(rows: &[Row], layout: &Layout) -> (String, Vec<String>) {
    let mut names: Vec<String> = NAMES[layout.names].map(str::to_owned).into();
    names.extend(["Seats".to_owned(), "Rabatt %".to_owned()]);
    names.rotate_left(layout.turn);
    let separator = layout.separator.to_string();
    let mut text = names.join(&separator) + "\n";
    let amount = |cents: i64| {
        let plain = format!("{}.{:02}", cents / 100, cents % 100);
        if layout.comma {
            plain.replace('.', ",")
        } else {
            plain
        }
    };
    for (at, row) in rows.iter().enumerate() {
        let (month, day) = row.start;
        let end = row.months.map(|months| {
            let month = month + months;
            format!(
                "{}-{:02}-{day:02}",
                2025 + (month - 1) / 12,
                (month - 1) % 12 + 1
            )
        });
        let mut cells = vec![
            format!("s{at}"),
            format!("a{}", row.account),
            format!("2025-{month:02}-{day:02}"),
            end.unwrap_or_default(),
            amount(row.cents),
            ["month", "quarter", "year", "week", "day"][row.interval].to_owned(),
            row.count.to_string(),
            if row.trial { "yes" } else { "no" }.to_owned(),
            row.noise.trim().to_owned(),
            row.quantity.to_string(),
            row.off.to_string(),
        ];
        cells.rotate_left(layout.turn);
        writeln!(text, "{}", cells.join(&separator)).unwrap();
    }
    if layout.total {
        let mut cells = vec![String::new(); 11];
        cells[1] = "Total".into();
        cells[4] = amount(rows.iter().map(|row| row.cents).sum());
        cells.rotate_left(layout.turn);
        writeln!(text, "{}", cells.join(&separator)).unwrap();
    }
    (text, names)
}

/// What a row comes to a month, by its definition and in fractions, rounded once at the end.
fn monthly(row: &Row) -> Cents {
    let whole = i128::from(row.cents) * i128::from(row.quantity);
    let left = half_up(whole * i128::from(100 - row.off), 100);
    let (times, by) = [(1, 1), (1, 3), (1, 12), (52, 12), (365, 12)][row.interval];
    Cents(half_up(left * times, by * i128::from(row.count)) as i64)
}

fn half_up(number: i128, by: i128) -> i128 {
    (number * 2 + by).div_euclid(2 * by)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_receipt_says_what_the_numbers_say(
        rows in proptest::collection::vec(row(), 1..12),
        layout in layout(),
    ) {
        let (text, names) = text(&rows, &layout);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paid.csv");
        std::fs::write(&path, &text).unwrap();
        let hints = Hints {
            map: vec![
                ("quantity".into(), "Seats".into()),
                ("discount_percent".into(), "Rabatt %".into()),
                // Twelve of a year are meant as such.
                ("interval_count".into(), NAMES[layout.names][6].into()),
            ],
            ..usd()
        };
        let mut store = Store::in_memory().unwrap();
        let reports = take(&mut store, &[path], &options(hints)).unwrap();
        let (file, read) = (&reports.files[0], &reports.files[0].read_as);
        prop_assert_eq!(file.counts.new, rows.len() as u64, "{}", text);

        let used = read.columns.columns.iter().map(|column| &column.column);
        let mut named: Vec<&String> = used.chain(&read.columns.unused).collect();
        named.sort();
        let mut all: Vec<&String> = names.iter().collect();
        all.sort();
        prop_assert_eq!(named, all);

        // Trials alone make no ledger, nor do prices of less than half a cent a month.
        let Some(holds) = read.holds.as_ref() else {
            prop_assert!(rows.iter().all(|row| row.trial || monthly(row) == Cents::ZERO));
            return Ok(());
        };
        let day: Period = format!("{0}..{0}", holds.day).parse().unwrap();
        let query = Query::Metrics { periods: vec![day], profile: None };
        let Ok(Answer::Metrics(metrics)) = store.answer(&query) else { panic!("no metrics") };
        prop_assert_eq!(holds.mrr, metrics[0].mrr.closing);
        prop_assert_eq!(holds.accounts, metrics[0].accounts.closing);

        let mut paying = BTreeMap::<u8, Cents>::new();
        for row in rows.iter().filter(|row| !row.trial) {
            let (month, of_month) = row.start;
            let months = |months: u32| {
                let month = month + months;
                format!("{}-{:02}-{of_month:02}", 2025 + (month - 1) / 12, (month - 1) % 12 + 1)
            };
            let last = holds.day.to_string();
            let ended = row.months.is_some_and(|n| months(n) <= last);
            if months(0) <= last && !ended {
                *paying.entry(row.account).or_default() += monthly(row);
            }
        }
        let sum: Cents = paying.values().copied().sum();
        prop_assert_eq!(holds.mrr, sum, "{}", text);
    }
}
