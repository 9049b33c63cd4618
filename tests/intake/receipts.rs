//! Whatever a file looks like, its receipt says what the numbers say afterwards, and names each column once.
//! Must not know how either is found.

use std::collections::BTreeMap;
use std::fmt::Write;

use churnroom::domain::import::RoomHolds;
use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
use churnroom::domain::query::{Answer, Query};
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::Reports;
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
    less: usize,
    count: u32,
    interval: usize,
    trial: bool,
    noise: String,
}

/// What a row loses beside its per cents, as a cell says it: so many hundredths, or cents; nothing where that is for a
/// time, and the row is rejected.
const LESS: [(&str, Option<(i128, i64)>); 8] = [
    ("", Some((0, 0))),
    ("10 % off", Some((10, 0))),
    ("-15%", Some((15, 0))),
    ("20% forever", Some((20, 0))),
    ("$7.00 off", Some((0, 700))),
    ("once", Some((0, 0))),
    ("50% off for 3 months", None),
    ("15-20%", None),
];

fn row() -> impl Strategy<Value = Row> {
    let when = (
        0u8..6,
        (1u32..=12, 1u32..=28),
        proptest::option::of(1u32..9),
    );
    let off = (0u32..=100, 0usize..LESS.len());
    let price = (1i64..500_000, 1u32..20, off, 1u32..30, 0usize..5);
    (when, price, any::<bool>(), "[a-z ]{0,8}").prop_map(|(when, price, trial, noise)| {
        let (account, start, months) = when;
        let (cents, quantity, (off, less), count, interval) = price;
        Row {
            account,
            start,
            months,
            cents,
            quantity,
            off,
            less,
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
    /// Whether the header comes again below the first row.
    again: bool,
}

fn layout() -> impl Strategy<Value = Layout> {
    (
        0usize..3,
        0usize..14,
        0usize..3,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(separator, turn, names, comma, total, again)| Layout {
            separator: [';', '\t', '|'][separator],
            turn,
            names,
            comma,
            total,
            again,
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
    // One has no name, and one the name of another.
    let odd = NAMES[layout.names][8];
    names.extend(["Seats", "Rabatt %", "Nachlass", "currency", "", odd].map(str::to_owned));
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
            match layout.comma {
                true => LESS[row.less].0.replace('.', ","),
                false => LESS[row.less].0.to_owned(),
            },
            "USD".to_owned(),
            row.noise.trim().to_owned(),
            "x".to_owned(),
        ];
        cells.rotate_left(layout.turn);
        writeln!(text, "{}", cells.join(&separator)).unwrap();
        if layout.again && at == 0 {
            writeln!(text, "{}", names.join(&separator)).unwrap();
        }
    }
    if layout.total {
        let mut cells = vec![String::new(); names.len()];
        cells[1] = "Total".into();
        cells[4] = amount(rows.iter().map(|row| row.cents).sum());
        cells.rotate_left(layout.turn);
        writeln!(text, "{}", cells.join(&separator)).unwrap();
    }
    let first = names.iter().position(|name| name == odd);
    for (at, name) in names.iter_mut().enumerate() {
        match name.as_str() {
            "" => *name = format!("column {}", at + 1),
            same if same == odd && Some(at) != first => name.push_str(" (2)"),
            _ => {}
        }
    }
    (text, names)
}

/// What a row comes to a month, by its definition and in fractions, rounded where it loses a part and at the end; none
/// where its discount is for a time, or more than it is.
fn monthly(row: &Row) -> Option<Cents> {
    let (percent, amount) = LESS[row.less].1?;
    let whole = i128::from(row.cents) * i128::from(row.quantity);
    let left = half_up(whole * i128::from(100 - row.off), 100);
    let left = half_up(left * (100 - percent), 100) - i128::from(amount);
    let (times, by) = [(1, 1), (1, 3), (1, 12), (52, 12), (365, 12)][row.interval];
    let monthly = half_up(left * times, by * i128::from(row.count));
    (left >= 0).then_some(Cents(monthly as i64))
}

/// So many files are made up; more where somebody asks for them.
pub fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(48)
}

pub fn half_up(number: i128, by: i128) -> i128 {
    (number * 2 + by).div_euclid(2 * by)
}

/// All columns that the receipt of the first file names, whatever becomes of them.
pub fn named(reports: &Reports) -> Vec<&str> {
    let read = &reports.files[0].read_as.columns;
    let used = read.columns.iter().map(|column| &column.column);
    sorted(used.chain(&read.unused))
}

pub fn sorted<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    names.sort_unstable();
    names
}

/// What the numbers of a room say of the day of a receipt.
pub fn told(store: &mut Store, holds: &RoomHolds) -> (Cents, u64) {
    let day: Period = format!("{0}..{0}", holds.day).parse().unwrap();
    let query = Query::Metrics {
        periods: vec![day],
        profile: None,
    };
    let Ok(Answer::Metrics(metrics)) = store.answer(&query) else {
        panic!("no metrics")
    };
    (metrics[0].mrr.closing, metrics[0].accounts.closing)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

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
                ("discount".into(), "Nachlass".into()),
                // Twelve of a year are meant as such.
                ("interval_count".into(), NAMES[layout.names][6].into()),
            ],
            ..usd()
        };
        let mut store = Store::in_memory().unwrap();
        let reports = take(&mut store, &[path], &options(hints)).unwrap();
        let (file, read) = (&reports.files[0], &reports.files[0].read_as);
        let good: Vec<&Row> = rows.iter().filter(|row| monthly(row).is_some()).collect();
        prop_assert_eq!(file.counts.new, good.len() as u64, "{}", text);

        prop_assert_eq!(named(&reports), sorted(&names));

        // Trials alone make no ledger, nor do prices of less than half a cent a month.
        let Some(holds) = read.holds.as_ref() else {
            prop_assert!(good.iter().all(|row| row.trial || monthly(row) == Some(Cents::ZERO)));
            return Ok(());
        };
        prop_assert_eq!((holds.mrr, holds.accounts), told(&mut store, holds));

        let mut paying = BTreeMap::<u8, Cents>::new();
        for row in good.iter().filter(|row| !row.trial) {
            let (month, of_month) = row.start;
            let months = |months: u32| {
                let month = month + months;
                format!("{}-{:02}-{of_month:02}", 2025 + (month - 1) / 12, (month - 1) % 12 + 1)
            };
            let last = holds.day.to_string();
            let ended = row.months.is_some_and(|n| months(n) <= last);
            if months(0) <= last && !ended {
                *paying.entry(row.account).or_default() += monthly(row).unwrap();
            }
        }
        let sum: Cents = paying.values().copied().sum();
        prop_assert_eq!(holds.mrr, sum, "{}", text);
    }
}
