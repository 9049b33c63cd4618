//! From a number to its accounts: the trend, breakdowns and cohorts open their lists, in pages.
//! Must not look into a screen's own state.

use churnroom::domain::account::AccountBrief;
use churnroom::domain::behind::{Behind, CountedAccount};
use churnroom::domain::ids::AccountId;
use churnroom::domain::money::Cents;
use churnroom::domain::query::{Answer, Query};

use super::numbers::{answer, stage};
use super::{Stage, draw, says, snapshot, text};

/// The first lines of the screen after some keys.
fn shown(keys: &str) -> String {
    let mut stage = stage();
    stage.press(keys);
    text(&draw(&mut stage.model, 80, 24))
}

#[test]
fn accounts_behind_a_number_are_one_key_away() {
    let mut stage = stage();
    stage.press("enter");
    snapshot(&mut stage.model, (80, 24), "numbers_left");
    stage.press("[");
    let shrank = "Acme SA        Pro             €900      €560      €340 shrank reporting";
    says(&mut stage.model, (80, 24), &[shrank]);
    assert!(stage.press("esc").model.layers.is_empty());
    stage.press("tab tab down down down enter");
    let grew = [
        "account        plan             was        is    gained",
        "Northwind GmbH Pro               €0    €1,200    €1,200",
        "Acme SA        Pro             €560      €900      €340",
    ];
    says(&mut stage.model, (80, 24), &grew);
}

#[test]
fn the_trend_is_walked_and_opened_period_by_period() {
    assert!(shown("tab left left").contains("Aug 2026: gross MRR"));
    assert!(shown("tab left left enter").contains("Left or shrank in August 2026"));
    assert!(shown("tab right enter").contains("Left or shrank in October 2026"));
}

#[test]
fn a_long_list_is_read_in_pages() {
    let mut stage = Stage::new(|query| match query {
        Query::Behind { after, limit, .. } => {
            let first = after.as_ref().map_or(0, |key| key.parse().unwrap());
            let row = |n: i64| CountedAccount {
                account: AccountBrief {
                    id: AccountId(n + 1),
                    name: format!("Account {n}"),
                    ..AccountBrief::default()
                },
                opening: Cents(100),
                closing: Cents(0),
                times: 1,
                counted: Cents(100),
                themes: Vec::new(),
                hindsight: None,
            };
            let last = (first + i64::from(*limit)).min(1_000);
            Some(Answer::Behind(Box::new(Behind {
                accounts: 1_000,
                times: 1_000,
                counted: Cents(100_000),
                items: (first..last).map(row).collect(),
                next: (last < 1_000).then(|| last.to_string()),
                ..Behind::default()
            })))
        }
        query => answer(query),
    });
    stage.press("1 enter G G G G G G");
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("1,000 accounts, €1,000 lost"), "{shown}");
    assert!(shown.contains("Account 999"), "{shown}");
}

#[test]
fn breakdowns_are_picked_from_a_list_and_opened_cell_by_cell() {
    let mut stage = stage();
    stage.press("B").write("plan").press("enter");
    let by_plan = text(&draw(&mut stage.model, 80, 24));
    assert!(by_plan.contains("by plan"), "{by_plan}");
    stage.press("enter");
    let cell = text(&draw(&mut stage.model, 80, 24));
    assert!(cell.contains("plan = Team"), "{cell}");
    stage.press("esc B").write("everything").press("enter");
    let whole = text(&draw(&mut stage.model, 80, 24));
    assert!(whole.contains("Logo churn"), "{whole}");
}

#[test]
fn a_cohort_opens_those_still_there_and_those_gone() {
    let there = shown("tab tab tab down enter");
    assert!(there.contains("Joined Sep 2026, still active"), "{there}");
    let gone = shown("tab tab tab down enter ]");
    assert!(gone.contains("Joined Sep 2026, gone"), "{gone}");
}
