//! What stands before the cents: a cell that shows it for itself does not show it for others that could be read either
//! way. Must not know how it is found out.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::{Decimal, Hints, open};
use churnroom::runtime::intake::Options;
use churnroom::store::Store;
use rstest::rstest;

use super::asked::asked;
use super::reckoned::{monthly, ways};
use super::rooms::{files, options, take};
use super::{mapped, read, usd};

fn said(decimal: Option<Decimal>) -> Hints {
    Hints { decimal, ..usd() }
}

fn file(cells: &[&str]) -> String {
    let rows = cells.iter().enumerate();
    let rows = rows.map(|(at, cell)| format!("a{at};2026-01-01;{cell}\n"));
    format!("account;start;mrr\n{}", rows.collect::<String>())
}

/// The cents of each row, and how many are rejected; or what is asked.
fn cents(cells: &[&str], hints: &Hints) -> Result<(Vec<i64>, usize), String> {
    let (_, rows, bad) = read(file(cells).as_bytes(), hints)
        .map_err(|asked| format!("{} {}", asked.message, asked.hint))?;
    let cents = rows.into_iter().map(|row| match row {
        ImportRow::Subscription(row) => row.amount.0,
        other => panic!("{other:?}"),
    });
    Ok((cents.collect(), bad.len()))
}

#[rstest]
#[case::an_odd_comma(&["1,200", "1,500", "99,50"], Decimal::Comma)]
#[case::an_odd_dot(&["1.200", "1.500", "99.50"], Decimal::Dot)]
#[case::one_digit(&["1,200", "2,400", "1,5", "3,000"], Decimal::Comma)]
#[case::one_of_them_among_many(&["99,50", "49,00", "19,00", "1,200"], Decimal::Comma)]
#[case::round(&["1,200", "500,-"], Decimal::Comma)]
#[case::below_one(&["1,200", "1,500", "0,999"], Decimal::Comma)]
#[case::with_currency(&["$1,200", "$99,50"], Decimal::Comma)]
#[case::without_groups(&["1200.5", "1.200"], Decimal::Dot)]
#[case::without_groups_of_three(&["1234.125", "1.200"], Decimal::Dot)]
#[case::without_groups_comma(&["1200,5", "1,200"], Decimal::Comma)]
#[case::without_groups_but_cents(&["12500.00", "1.200"], Decimal::Dot)]
#[case::grouped_by_the_other(&["1,234.50", "1.200"], Decimal::Dot)]
#[case::grouped_twice_by_the_other(&["1.234.567", "1,200"], Decimal::Comma)]
#[case::one_that_was_typed_elsewhere(&["1,200", "1,500", "1.200,50"], Decimal::Comma)]
fn three_digits_are_no_fraction_because_two_of_another_are(
    #[case] cells: &[&str],
    #[case] fraction: Decimal,
) {
    let asked = cents(cells, &said(None)).unwrap_err();
    assert!(
        asked.contains("could be thousands or a fraction"),
        "{asked}"
    );
    let ways = asked
        .find("--decimal comma")
        .zip(asked.find("--decimal dot"));
    let (comma, dot) = ways.unwrap();
    assert_eq!(dot < comma, fraction == Decimal::Comma, "{asked}");
    let (all, bad) = cents(cells, &said(Some(fraction))).unwrap();
    assert!(bad == 0 && all.iter().any(|cents| *cents < 200), "{all:?}");
    let thousands = match fraction {
        Decimal::Dot => Decimal::Comma,
        Decimal::Comma => Decimal::Dot,
    };
    let (all, _) = cents(cells, &said(Some(thousands))).unwrap();
    let large = all.iter().all(|cents| *cents >= 50_000 && *cents != 99_900);
    assert!(
        large && all.contains(&120_000),
        "what is none is rejected: {all:?}"
    );
}

#[rstest]
#[case::thousands_by_the_other(&["1,200", "99.50"], &[120_000, 9_950])]
#[case::thousands_by_the_other_dot(&["1.200", "99,50"], &[120_000, 9_950])]
#[case::both(&["1.200", "1.200,50", "99,50"], &[120_000, 120_050, 9_950])]
#[case::twice(&["1,200", "1,234,567"], &[120_000, 123_456_700])]
#[case::reckoned(&["8.333333", "104.1666", "12.125", "9.5"], &[833, 10_417, 1_213, 950])]
#[case::ungrouped(&["12.125", "1234.125", "1500.375"], &[1_213, 123_413, 150_038])]
#[case::no_cents(&["1,200", "900"], &[120_000, 90_000])]
fn what_shows_it_for_all_is_not_asked_about(#[case] cells: &[&str], #[case] is: &[i64]) {
    assert_eq!(cents(cells, &said(None)), Ok((is.to_vec(), 0)));
}

#[test]
fn one_far_below_the_rows_that_settle_the_days_counts_too() {
    let mut cells = vec!["99,50"; 4_000];
    cells.push("1,200");
    assert!(cents(&cells, &said(None)).is_err());
}

#[test]
fn two_ways_of_writing_are_asked_about_and_the_others_rejected() {
    let cells = ["99,50", "12.25", "1.200,50"];
    assert!(
        cents(&cells, &said(None))
            .unwrap_err()
            .contains("--decimal dot")
    );
    assert_eq!(
        cents(&cells, &said(Some(Decimal::Comma))),
        Ok((vec![9_950, 120_050], 1))
    );
}

/// What is said of a second file with the same columns.
fn again(first: &[&str], next: &[&str], hints: Hints) -> Result<u64, String> {
    after(first, usd(), next, hints)
}

/// The same where something was said of the first.
fn after(first: &[&str], first_said: Hints, next: &[&str], hints: Hints) -> Result<u64, String> {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::in_memory().unwrap();
    let mut take_in = |cells: &[&str], hints: Hints| {
        let paths = files(folder.path(), &[("paid.csv", &file(cells))]);
        let options = Options {
            partial: true,
            ..options(hints)
        };
        let reports = take(&mut store, &paths, &options);
        reports
            .map(|reports| reports.files[0].counts.rejected)
            .map_err(|asked| asked.to_string())
    };
    take_in(first, first_said).unwrap();
    take_in(next, hints)
}

#[rstest]
#[case::to_a_comma(&["1,200.50", "99.50"], &["1.200,50", "99,50"], Decimal::Comma)]
#[case::to_a_dot(&["1.200,50", "99,50"], &["99.50", "12.00"], Decimal::Dot)]
#[case::thousands_that_were_fractions(&["99,50", "12,5"], &["1,200", "1,500"], Decimal::Dot)]
#[case::thousands_to_a_comma(&["1,200", "1,500"], &["99,50", "12,00"], Decimal::Comma)]
fn another_sign_than_last_time_is_asked_about(
    #[case] first: &[&str],
    #[case] next: &[&str],
    #[case] now: Decimal,
) {
    let asked = again(first, next, usd()).unwrap_err();
    assert!(
        asked.contains("the last file with these columns"),
        "{asked}"
    );
    assert_eq!(again(first, next, said(Some(now))), Ok(0));
}

#[test]
fn the_same_sign_as_last_time_is_not() {
    assert_eq!(again(&["1,200.50"], &["1,200", "99"], usd()), Ok(0));
    assert_eq!(again(&["1200", "900"], &["99,50"], usd()), Ok(0));
    let asked = again(&["1,200", "1,500"], &["1,200", "99,50"], usd());
    assert!(asked.unwrap_err().contains("could be thousands"));
}

#[test]
fn what_was_said_of_one_sign_says_nothing_of_the_other() {
    let comma = || said(Some(Decimal::Comma));
    let after = |next: &[&str]| after(&["1.200", "1.500"], comma(), next, usd());
    assert_eq!(after(&["1.200", "1.900"]), Ok(0), "thousands were said");
    assert!(
        after(&["1,200", "1,500"])
            .unwrap_err()
            .contains("--decimal dot")
    );
    assert!(
        after(&["1,200", "99,50"])
            .unwrap_err()
            .contains("could be thousands")
    );
    assert_eq!(
        self::after(&["1,200", "99,50"], comma(), &["1,200", "98,50"], usd()),
        Ok(0)
    );
}

#[test]
fn a_quantity_that_could_be_either_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    for (rows, decimal, comes_to) in [
        ("5,3.000\n", Some(Decimal::Comma), &["15000.00"][..]),
        ("5,3.000\n", Some(Decimal::Dot), &["15.00"]),
        (
            "5,3\nb,2026-03-01,5,2.400\n",
            Some(Decimal::Comma),
            &["15.00", "12000.00"],
        ),
        // Two digits behind the sign say what the sign is.
        (
            "5,2.00\nb,2026-03-01,6.50,4.500\n",
            None,
            &["10.00", "29.25"],
        ),
        (
            "5.25,8\nb,2026-03-01,6.50,4.500\n",
            Some(Decimal::Comma),
            &["42.00", "29250.00"],
        ),
    ] {
        let text = format!("account,start,price,Seats\na,2026-03-01,{rows}");
        let map = mapped(&[("quantity", "Seats")]);
        let told = Hints {
            decimal,
            ..map.clone()
        };
        assert_eq!(monthly(&text, &told), comes_to);
        let open_now = asked(&text, &usd());
        let either = ways(&open_now)[0] == "--map quantity=Seats --decimal comma";
        assert_eq!(either, decimal.is_some(), "{open_now:?}");
        std::fs::write(&path, &text).unwrap();
        assert_eq!(open(&path, &map).is_err(), decimal.is_some(), "{rows}");
    }
    // Known by its name it says so before it is read, and either answer is one.
    let text = "plan_oid,plan_name,plan_currency,plan_amount,plan_interval,plan_interval_count,customer_oid,subscription_oid,subscription_started_at,subscription_canceled_at,subscription_quantity\np1,Seats,USD,500,month,1,H,s1,2026-01-31,,\"1,000\"\n";
    std::fs::write(&path, text).unwrap();
    let failure = open(&path, &usd()).unwrap_err().to_string();
    for words in [
        "could be thousands or a fraction",
        "--decimal dot if it is thousands",
        "--ignore subscription_quantity",
    ] {
        assert!(failure.contains(words), "{failure}");
    }
    let thousands = Hints {
        decimal: Some(Decimal::Dot),
        ..usd()
    };
    assert_eq!(monthly(text, &thousands), ["5000.00"]);
    let left_out = Hints {
        ignore: vec!["subscription_quantity".into()],
        ..usd()
    };
    assert_eq!(monthly(text, &left_out), ["5.00"]);
}
