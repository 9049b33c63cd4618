//! Files made up whose price says in its own name how often it is due and in what it is. Must not know the store beyond
//! what it tells.

use churnroom::domain::money::Cents;
use churnroom::exchange::read::Hints;
use churnroom::store::Store;
use proptest::prelude::*;

use super::receipts::{cases, half_up, told};
use super::rooms::{options, take};
use super::usd;

/// How often: the words, and by what a month's is multiplied and divided.
const OFTEN: [(&str, i128, i128); 9] = [
    ("", 1, 1),
    ("monthly", 1, 1),
    ("p.a.", 1, 12),
    ("quarterly", 1, 3),
    ("6-monthly", 1, 6),
    ("per week", 52, 12),
    ("daily", 365, 12),
    ("for 2 years", 1, 24),
    ("half-yearly", 1, 6),
];

/// In what: the words, and how many cents one is of which a price has so many.
const UNITS: [(&str, i128); 4] = [
    ("", 100),
    ("(cents)", 1),
    ("in pence", 1),
    ("in thousands", 100_000),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn what_the_name_of_a_price_says_is_in_the_sum(
        amounts in proptest::collection::vec(1_i128..900_000, 1..9),
        often in 0..OFTEN.len(),
        unit in 0..UNITS.len(),
    ) {
        let ((often, times, by), (unit, cents)) = (OFTEN[often], UNITS[unit]);
        let name = ["fee", often, unit].join(" ");
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut text = format!("account,{name},start\n");
        for (at, amount) in amounts.iter().enumerate() {
            text += &format!("a{at},{amount},2025-03-04\n");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paid.csv");
        std::fs::write(&path, &text).unwrap();
        let hints = Hints {
            map: vec![("amount".into(), name.clone())],
            // That a price ends like cents, or one row is the sum of the others, is another matter.
            ignore_rest: true,
            ..usd()
        };
        let mut store = Store::in_memory().unwrap();
        let reports = take(&mut store, &[path], &options(hints)).unwrap();
        let monthly = |amount: &i128| half_up(amount * cents * times, by) as i64;
        let sum: i64 = amounts.iter().map(monthly).sum();
        let Some(holds) = reports.files[0].read_as.holds.as_ref() else {
            prop_assert_eq!(sum, 0, "{}", text);
            return Ok(());
        };
        prop_assert_eq!(holds.mrr, Cents(sum), "{}", text);
        prop_assert_eq!((holds.mrr, holds.accounts), told(&mut store, holds));
    }
}
