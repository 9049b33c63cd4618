//! Exports that somebody cut columns out of, or whose maker nobody knows: in what their amounts are is right or asked
//! about. Must not know the store.

use churnroom::domain::import::{ImportRow, MovementAmount, SourceRow};
use churnroom::exchange::read::{open, questions};
use rstest::rstest;

use super::LEDGERS;
use super::{asked, rows, usd};

/// What each line of a ledger says in money; the reason why it does not open, or is asked about.
fn money(text: &str) -> Result<Vec<i64>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, text).unwrap();
    let source = open(&path, &usd()).map_err(|failure| failure.to_string())?;
    if let Some(question) = questions(&source, &usd()).unwrap().first() {
        return Err(question.words());
    }
    let (good, bad) = rows(&source);
    match bad.first() {
        Some(bad) => return Err(bad.reason.clone()),
        None if !source.kind.is_ledger() => return Err("it is no ledger".to_owned()),
        None => {}
    }
    let amount = |row: &SourceRow| match &row.row {
        ImportRow::Subscription(row) => row.interval.monthly(row.amount).0,
        ImportRow::Movement(row) => match row.amount {
            MovementAmount::Delta(amount) | MovementAmount::Balance(amount) => amount.0,
        },
        ImportRow::Balance(row) => row.mrr.0,
        other => panic!("{other:?}"),
    };
    Ok(good.iter().map(amount).collect())
}

/// The same lines without one column, or with one more.
fn without(text: &str, column: usize) -> String {
    let cut = |line: &str| {
        let cells = line.split(',').enumerate();
        let cells = cells.filter(|(at, _)| *at != column).map(|(_, cell)| cell);
        cells.collect::<Vec<_>>().join(",")
    };
    text.lines().map(|line| cut(line) + "\n").collect()
}

#[test]
fn a_ledger_in_cents_that_lacks_a_column_is_right_or_asked_about() {
    let in_cents = LEDGERS.iter().filter(|(vendor, what, ..)| {
        matches!(*vendor, "ChartMogul" | "Baremetrics") || what.contains("API")
    });
    let mut cuts = 0;
    for (vendor, what, _, text, _) in in_cents {
        let Ok(whole) = money(text) else { continue };
        let more: String = text
            .lines()
            .enumerate()
            .map(|(at, line)| format!("{line},{}\n", if at == 0 { "Region" } else { "DE" }))
            .collect();
        assert_eq!(money(&more).as_ref(), Ok(&whole), "{vendor} {what}");
        for column in 0..text.lines().next().unwrap().split(',').count() {
            let name = text.lines().next().unwrap().split(',').nth(column).unwrap();
            // A template without a quantity is of one each.
            if name == "subscription_quantity" {
                continue;
            }
            if let Ok(found) = money(&without(text, column)) {
                // A balance after a movement stands for it where the movement is not there.
                let balances = name.to_lowercase().contains("movement")
                    && found.iter().max() < whole.iter().max().map(|most| most * 10).as_ref();
                assert!(
                    found == whole || balances,
                    "{vendor} {what} without {name}: {found:?}"
                );
            }
            cuts += 1;
        }
    }
    assert!(cuts > 40, "{cuts}");
}

#[rstest]
#[case::two_words_of_its_own(
    "customer_external_id,date,mrr,activity_mrr\na,2026-01-05,4200,4200\nb,2026-01-06,700,700\n",
    true
)]
#[case::one(
    "customer,billing-cycle-count,start_date,mrr\na,1,2026-01-05,4200\nb,3,2026-01-06,700\n",
    true
)]
#[case::with_cents(
    "customer,billing-cycle-count,start_date,mrr\na,1,2026-01-05,42.00\nb,3,2026-01-06,7.50\n",
    false
)]
#[case::by_how_they_end(
    "customer,start,price\na,2026-01-05,2900\nb,2026-01-05,4900\nc,2026-01-05,19900\nd,2026-01-05,9900\ne,2026-01-05,120000\n",
    true
)]
#[case::of_three(
    "customer,start,price\na,2026-01-05,3900\nb,2026-01-05,12500\nc,2026-01-05,7900\n",
    true
)]
#[case::of_two("customer,start,price\na,2026-01-05,3900\nb,2026-01-05,12500\n", false)]
#[case::of_three_with_another_end(
    "customer,start,price\na,2026-01-05,3900\nb,2026-01-05,12550\nc,2026-01-05,7900\n",
    false
)]
#[case::whole_thousands(
    "customer,start,price\na,2026-01-05,2000\nb,2026-01-05,5000\nc,2026-01-05,12000\nd,2026-01-05,9900\ne,2026-01-05,120000\n",
    false
)]
#[case::small_ones(
    "customer,start,price\na,2026-01-05,2900\nb,2026-01-05,4900\nc,2026-01-05,900\nd,2026-01-05,9900\ne,2026-01-05,19900\n",
    false
)]
fn amounts_that_may_be_cents_are_asked_about(#[case] text: &str, #[case] open: bool) {
    let asked = asked(text, &usd());
    let units = asked.iter().filter(|words| words.contains("--unit minor"));
    assert_eq!(units.count() == 1, open, "{asked:?}");
}
