//! Usage and health: once per account and day, added to, taken back.

use super::*;
use crate::domain::import::UsageRow;
use crate::store::rows::revert;

fn usage(account: &str, on: Option<&str>, signs: &[(&str, &str)]) -> ImportRow {
    let signs = signs.iter().map(|(n, v)| ((*n).into(), (*v).into()));
    ImportRow::Usage(UsageRow {
        account: account.into(),
        day: on.map(day),
        signs: signs.collect(),
    })
}

fn stored(db: &Connection) -> Vec<String> {
    let rows = "SELECT account || ' ' || day || ' ' || signs FROM usage ORDER BY account, day";
    texts(db, rows)
}

#[test]
fn a_day_of_an_account_comes_once_and_is_added_to() {
    let db = room();
    let october = day("2026-10-01").0;
    let file = || {
        vec![
            usage("a", Some("2026-10-01"), &[("logins", "3")]),
            usage("b", Some("2026-10-01"), &[("logins", "0"), ("nps", "6")]),
        ]
    };
    assert_eq!(counted(&db, file()), [2, 0, 0, 0]);
    assert_eq!(counted(&db, file()), [0, 0, 2, 0]);
    let more = vec![usage("a", Some("2026-10-01"), &[("nps", "9")])];
    let added = took(&db, more.clone());
    assert_eq!(counts(&added), [0, 1, 0, 0]);
    assert_eq!(
        stored(&db)[0],
        format!("1 {october} {{\"logins\":\"3\",\"nps\":\"9\"}}")
    );
    assert_eq!(counted(&db, file()), [0, 0, 2, 0]);
    assert_eq!(counted(&db, more), [0, 0, 1, 0]);
    revert(&db, added.head.id).unwrap();
    assert_eq!(stored(&db)[0], format!("1 {october} {{\"logins\":\"3\"}}"));
}

#[test]
fn a_row_without_a_day_is_of_the_files_day_or_of_none() {
    let db = room();
    let file = || vec![usage("a", None, &[("logins", "3")])];
    let without = took(&db, file());
    assert!(without.refused[0].reason.contains("--as-of"));
    let told = ImportHead {
        as_of: Some(day("2026-10-05")),
        ..head(ImportKind::Usage)
    };
    let with = take(&db, told, file()).unwrap();
    assert_eq!(counts(&with), [1, 0, 0, 0]);
    let reach: Option<i32> = one(&db, "SELECT as_of FROM room");
    assert_eq!(reach, None, "usage says nothing about the ledger's reach");
    revert(&db, with.head.id).unwrap();
    assert_eq!(stored(&db), Vec::<String>::new());
}

#[test]
fn two_rows_for_one_day_that_differ_are_not_guessed_at() {
    let db = room();
    let row = |n| usage("a", Some("2026-10-01"), &[("logins", n)]);
    let outcome = took(&db, vec![row("3"), row("3"), row("4")]);
    assert_eq!(counts(&outcome), [1, 0, 1, 1]);
}

#[test]
fn accounts_with_later_usage_stay() {
    let db = room();
    let accounts = took(&db, vec![account("a", "Northwind")]);
    let row = usage("a", Some("2026-10-01"), &[("logins", "3")]);
    took(&db, vec![row]);
    refused(revert(&db, accounts.head.id), "1 later day of usage");
}
