//! Empty months of a table with a column per month: nothing paid, or as much as before. Must not know the store's tables.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::Options;
use churnroom::store::Store;
use rstest::rstest;

use super::asked::asked;
use super::rooms::{files, options, take};
use super::{read, usd};

/// The months of two accounts stand in no order of time.
const TABLE: &str =
    "who,Mar 2026,Jan 2026,Feb 2026,Apr 2026\noak,-,12,34,\nash,,,,8\nelm,7,n/a,,5\n";

fn told(zero: bool) -> Hints {
    Hints {
        empty_is_zero: Some(zero),
        ..named()
    }
}

fn named() -> Hints {
    Hints {
        map: vec![("account".to_owned(), "who".to_owned())],
        ..usd()
    }
}

#[test]
fn empty_months_behind_an_amount_are_asked_about() {
    let questions = asked(TABLE, &named());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0].open.starts_with(
            "it has 2 empty months behind amounts, in 1 row (`Mar 2026` in line 2, behind `34`)"
        ),
        "{questions:?}"
    );
    let ways = questions[0]
        .settled_by
        .iter()
        .map(|way| way.option.as_str());
    assert_eq!(ways.collect::<Vec<_>>(), ["--empty zero", "--empty keep"]);
    for zero in [true, false] {
        assert_eq!(asked(TABLE, &told(zero)), []);
    }
    let complete = Hints {
        complete: true,
        ..named()
    };
    assert_eq!(asked(TABLE, &complete), []);
}

#[rstest]
#[case::before_the_first("who,2026-01,2026-02\noak,,5\nash,6,7\n")]
#[case::behind_nothing("who,2026-01,2026-02\noak,0,\nash,6,7\n")]
#[case::one_row_a_month("who,day,mrr\noak,2026-01-31,5\nash,2026-02-28,6\n")]
fn where_nothing_was_paid_before_nothing_is_asked(#[case] text: &str) {
    assert_eq!(asked(text, &named()), []);
}

#[test]
fn an_empty_month_is_a_balance_of_nothing_where_a_person_says_so() {
    let balances = |zero| {
        let (_, rows, rejected) = read(TABLE.as_bytes(), &told(zero)).unwrap();
        assert_eq!(rejected, []);
        let balance = |row: &ImportRow| match row {
            ImportRow::Balance(row) => (row.account.clone(), row.mrr.0),
            other => panic!("{other:?}"),
        };
        rows.iter().map(balance).collect::<Vec<_>>()
    };
    let of = |found: Vec<(String, i64)>, who| {
        let own = found.into_iter().filter(|(account, _)| account == who);
        own.map(|(_, mrr)| mrr).collect::<Vec<_>>()
    };
    assert_eq!(of(balances(false), "oak"), [3_400, 1_200, 3_400, 3_400]);
    assert_eq!(of(balances(true), "oak"), [0, 1_200, 3_400, 0]);
    assert_eq!(of(balances(true), "ash"), [0, 0, 0, 800]);
}

#[test]
fn who_finds_that_as_much_was_paid_takes_the_zeros_back() {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("list.csv", TABLE)]);
    let mut store = Store::in_memory().unwrap();
    for (zero, mrr) in [(true, 1_300), (false, 4_700), (true, 1_300)] {
        let report = take(&mut store, &paths, &options(told(zero))).unwrap();
        let receipt = &report.files[0].read_as;
        assert_eq!(receipt.holds.as_ref().map(|holds| holds.mrr.0), Some(mrr));
    }
}

#[rstest]
#[case::gone("--empty zero", 1_300, "7 empty months are read as nothing paid")]
#[case::as_before(
    "--empty keep",
    4_700,
    "7 empty months say nothing: what was paid before stays (--empty zero reads them as nothing paid)"
)]
#[case::complete("--complete", 1_300, "7 empty months are read as nothing paid")]
fn the_receipt_says_how_they_were_read(
    #[case] said: &str,
    #[case] mrr: i64,
    #[case] noticed: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("list.csv", TABLE)]);
    let hints = match said {
        "--empty zero" => told(true),
        "--empty keep" => told(false),
        _ => named(),
    };
    let options = Options {
        complete: said == "--complete",
        ..options(hints)
    };
    let report = take(&mut Store::in_memory().unwrap(), &paths, &options).unwrap();
    let receipt = &report.files[0].read_as;
    assert_eq!(receipt.holds.as_ref().map(|holds| holds.mrr.0), Some(mrr));
    assert!(
        receipt.noticed.iter().any(|said| said == noticed),
        "{:?}",
        receipt.noticed
    );
}
