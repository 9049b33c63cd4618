//! The same of what vendors export: a receipt says what the numbers say, and names each column once.
//! Must not know how a shape is known.

use std::fmt::Write;

use churnroom::domain::money::Cents;
use churnroom::exchange::read::Hints;
use churnroom::store::Store;
use proptest::prelude::*;

use super::receipts::{cases, half_up, named, sorted, told};
use super::rooms::{options, take};
use super::usd;

/// A subscription that began on a day of 2025 and may have ended in the month after so many.
#[derive(Clone, Debug)]
struct Row {
    start: (u32, u32),
    months: Option<u32>,
    cents: i64,
    quantity: u32,
    /// For how many months it is paid, as one of those.
    span: usize,
    on_top: i64,
}

fn row() -> impl Strategy<Value = Row> {
    let when = ((1u32..=12, 1u32..=28), proptest::option::of(1u32..9));
    let price = (100i64..900_000, 1u32..20, 0usize..3, 0i64..9_000);
    (when, price).prop_map(|((start, months), (cents, quantity, span, on_top))| Row {
        start,
        months,
        cents,
        quantity,
        span,
        on_top,
    })
}

const SPANS: [(i64, &str, u32); 3] = [(1, "month", 1), (3, "month", 3), (12, "year", 1)];

impl Row {
    fn day(&self, months: u32) -> String {
        let (month, day) = (self.start.0 + months, self.start.1);
        format!(
            "{}-{:02}-{day:02}",
            2025 + (month - 1) / 12,
            (month - 1) % 12 + 1
        )
    }

    fn end(&self) -> String {
        self.months
            .map_or_else(String::new, |months| self.day(months))
    }

    fn whole(&self) -> i64 {
        self.cents * i64::from(self.quantity)
    }
}

fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// A vendor's file: its header, its row, and what a row comes to in cents for its span.
struct Made {
    header: &'static str,
    row: fn(&Row, usize) -> String,
    comes_to: fn(&Row) -> i64,
    map: &'static [(&'static str, &'static str)],
}

const MADE: [Made; 3] = [
    Made {
        header: "id,customer,status,start_date,ended_at,current_period_end,plan_amount,plan_interval,plan_interval_count,quantity,currency,livemode",
        row: |row, at| {
            let (_, unit, count) = SPANS[row.span];
            let state = if row.months.is_some() {
                "canceled"
            } else {
                "active"
            };
            let (start, end, cents, quantity) = (row.day(0), row.end(), row.cents, row.quantity);
            format!(
                "sub_{at},cus_{at},{state},{start},{end},2027-01-01,{cents},{unit},{count},{quantity},usd,true"
            )
        },
        comes_to: Row::whole,
        map: &[],
    },
    Made {
        header: "id,customer_id,status,started_at,cancelled_at,plan_id,plan_quantity,plan_unit_price,billing_period,billing_period_unit,currency_code,remaining_billing_cycles,note",
        row: |row, at| {
            let (_, unit, count) = SPANS[row.span];
            let state = if row.months.is_some() {
                "cancelled"
            } else {
                "active"
            };
            let (start, end, cents, quantity) = (row.day(0), row.end(), row.cents, row.quantity);
            format!(
                "s{at},c{at},{state},{start},{end},gold,{quantity},{cents},{count},{unit},USD,3,"
            )
        },
        comes_to: Row::whole,
        map: &[],
    },
    Made {
        header: "uuid,account_id,plan_id,state,activated_at,expires_at,current_period_started_at,current_period_ends_at,remaining_billing_cycles,currency,unit_amount,quantity,add_ons_total,subtotal",
        row: |row, at| {
            let (months, ..) = SPANS[row.span];
            let state = if row.months.is_some() {
                "expired"
            } else {
                "active"
            };
            let (start, end, until) = (row.day(0), row.end(), row.day(months as u32));
            let (each, top, all) = (
                money(row.cents),
                money(row.on_top),
                money(row.whole() + row.on_top),
            );
            let quantity = row.quantity;
            format!(
                "u{at},a{at},gold,{state},{start},{end},{start},{until},0,USD,{each},{quantity},{top},{all}"
            )
        },
        comes_to: |row| row.whole() + row.on_top,
        map: &[
            ("period_start", "current_period_started_at"),
            ("period_end", "current_period_ends_at"),
        ],
    },
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn the_receipt_of_a_vendor_s_file_says_what_the_numbers_say(
        rows in proptest::collection::vec(row(), 1..12),
        of in 0usize..MADE.len(),
    ) {
        let made = &MADE[of];
        let mut text = format!("{}\n", made.header);
        for (at, row) in rows.iter().enumerate() {
            writeln!(text, "{}", (made.row)(row, at)).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paid.csv");
        std::fs::write(&path, &text).unwrap();
        let map = made.map.iter().map(|(field, column)| ((*field).to_owned(), (*column).to_owned()));
        let hints = Hints { map: map.collect(), ..usd() };
        let mut store = Store::in_memory().unwrap();
        let reports = take(&mut store, &[path], &options(hints)).unwrap();
        let file = &reports.files[0];
        prop_assert_eq!(file.counts.new, rows.len() as u64, "{}", text);
        prop_assert!(file.read_as.columns.vendor.is_some());
        let names: Vec<String> = made.header.split(',').map(str::to_owned).collect();
        prop_assert_eq!(named(&reports), sorted(&names));

        let holds = file.read_as.holds.as_ref().unwrap();
        prop_assert_eq!((holds.mrr, holds.accounts), told(&mut store, holds));
        let last = holds.day.to_string();
        let pays = |row: &&Row| row.day(0) <= last && row.months.is_none_or(|n| row.day(n) > last);
        let monthly = |row: &Row| {
            let (months, ..) = SPANS[row.span];
            Cents(half_up(i128::from((made.comes_to)(row)), i128::from(months)) as i64)
        };
        let sum: Cents = rows.iter().filter(pays).map(monthly).sum();
        prop_assert_eq!(holds.mrr, sum, "{}", text);
    }
}
