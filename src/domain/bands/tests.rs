//! Readable edges, and that no account is lost on the way into a band.
//! Must not know how cells are shown.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn cells(values: &[String]) -> Cells {
    let mut cells = Cells::default();
    values.iter().for_each(|value| cells.push(value));
    cells
}

fn names(cells: &Cells) -> Vec<(String, usize)> {
    let owned = |(name, n): (&str, usize)| (name.to_owned(), n);
    let mut all: Vec<_> = cells.sizes().map(owned).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

#[test]
fn few_values_stay_as_they_are() {
    let values: Vec<String> = (0..MOST).map(|n| n.to_string()).collect();
    assert_eq!(condensed(cells(&values)), cells(&values));
}

#[test]
fn numbers_come_in_five_readable_bands() {
    let mut values: Vec<String> = (1..=100).map(|n| n.to_string()).collect();
    values.extend(["".to_owned(), "unknown".to_owned()]);
    let found: Vec<(String, usize)> = names(&condensed(cells(&values)));
    let of = |name: &str| found.iter().find(|(n, _)| n == name).map(|(_, n)| *n);
    assert_eq!(of("under 20"), Some(19), "{found:?}");
    assert_eq!(of("20 to under 40"), Some(20));
    assert_eq!(of("80 and more"), Some(21));
    assert_eq!((of("(none)"), of("(no number)")), (Some(1), Some(1)));
}

#[rstest]
#[case(&[0.0; 9], &["all alike"])]
#[case(&[0.0, 0.0, 0.0, 0.0, 7.0], &["under 7", "7 and more"])]
#[case(&[18.25, 25.6, 57.9, 79.3, 94.1, 118.75], &["under 25", "25 to under 60", "60 to under 80", "80 to under 95", "95 and more"])]
#[case(&[1001.0, 1002.0, 1003.0, 1004.0, 1005.0], &["under 1,002", "1,002 to under 1,003", "1,003 to under 1,004", "1,004 to under 1,005", "1,005 and more"])]
fn edges_are_as_round_as_they_can_be(#[case] values: &[f64], #[case] names: &[&str]) {
    assert_eq!(Bands::of(values.to_vec()).names, names);
}

#[test]
fn dates_become_quarters_and_many_quarters_years() {
    let start: Day = "2025-01-01".parse().unwrap();
    let days = |step: i32| -> Vec<String> {
        (0..60)
            .map(|n| format!("{} 08:15", start.plus(n * step)))
            .collect()
    };
    let quarters = condensed(cells(&days(5)));
    assert_eq!(quarters.value(0), "2025-Q1");
    let years = condensed(cells(&days(40)));
    assert_eq!(years.value(0), "2025");
    assert_eq!(years.value(59), "2031");
}

#[test]
fn texts_keep_their_largest() {
    let mut values: Vec<String> = (0..60).map(|n| format!("city {n:02}")).collect();
    values.extend(["city 59".to_owned(), "city 59".to_owned()]);
    let found = condensed(cells(&values));
    assert_eq!(found.distinct(), MOST);
    assert_eq!(found.value(59), "city 59");
    assert_eq!(found.value(58), "(11 other values)");
}

proptest! {
    #[test]
    fn every_value_has_a_band(values in prop::collection::vec(-1e6..1e6_f64, 0..200)) {
        let bands = Bands::of(values.clone());
        prop_assert!(bands.edges.windows(2).all(|e| e[0] < e[1]));
        prop_assert_eq!(bands.names.len(), bands.edges.len() + 1);
        for value in values {
            prop_assert!(!bands.name(value).is_empty());
        }
    }

    #[test]
    fn no_account_gets_lost(values in prop::collection::vec("[a-z0-9]{0,3}", 0..300)) {
        let before = cells(&values);
        let after = condensed(before.clone());
        prop_assert!(after.distinct() <= MOST + 1);
        prop_assert_eq!(after.sizes().map(|(_, n)| n).sum::<usize>(), values.len());
        for (n, value) in values.iter().enumerate() {
            prop_assert_eq!(after.value(n).is_empty(), value.trim().is_empty());
        }
    }
}
