//! Rows below the accounts that say something of them and are called like none that does. Must not know the store.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::{read, usd};

const LONG: &str = "customer,plan,mrr,start_date,end_date\nAcme,Pro,120.25,2026-01-01,\nBeta,Pro,313.00,2026-01-02,\n\
    Ceta,Basic,99.50,2026-01-03,\nDora,Basic,56.00,2026-01-03,\nEmil,Pro,161.00,2026-01-04,2026-05-01\n\
    Fred,Pro,20.00,2026-01-04,2026-06-01\n";
const WIDE: &str = "customer,Jan 2026,Feb 2026,Mar 2026,Apr 2026\nAcme,100,100,120,130\nBeta,50,50,0,0\nCeta,0,70,70,65\n\
    Dora,0,0,35,35\n";

/// How many rows are read where those in doubt are left out.
fn rows_without(text: &str) -> usize {
    let out = Hints {
        totals: Some(true),
        ..usd()
    };
    assert_eq!(asked(text, &out), []);
    let (_, rows, bad) = read(text.as_bytes(), &out).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    let left_out = |row: &&ImportRow| **row != ImportRow::LeftOut;
    rows.iter().filter(left_out).count()
}

#[rstest]
#[case::of_plans("Pro,,614.25,2026-01-01,\nBasic,,155.50,2026-01-01,\n")]
#[case::of_plans_that_pay("PRO,Pro,433.25,2026-01-01,\nBasic,Basic,155.50,2026-01-01,\n")]
#[case::of_plans_and_all("Pro,,614.25,2026-01-01,\nBasic,,155.50,2026-01-01,\nTotal,,769.75,,\n")]
#[case::of_those_gone_and_those_here("Former,,181.00,2026-01-01,\nHere,,588.75,2026-01-01,\n")]
#[case::a_year("Run rate,Pro,9237.00,2026-01-01,\n")]
#[case::on_average("each,,128.29,2026-01-01,\n")]
#[case::as_many("heads,,6,2026-01-01,\n")]
#[case::more_than_any("Contracted,,4000.00,2026-01-01,\n")]
fn below_subscriptions_they_are_asked_about_at_once(#[case] foot: &str) {
    let text = format!("{LONG}{foot}");
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0].settled_by[0].option, "--totals out");
    assert_eq!(rows_without(&text), rows_without(LONG));
}

#[rstest]
#[case::comings_and_goings("New,150,70,35,0\nChurn,0,0,50,0\n")]
#[case::budget("Budget,140,200,220,230\n")]
#[case::goal("Sales target 2026,140,200,220,230\n")]
#[case::ratio("YoY,1.2,1.3,1.1,1.1\n")]
#[case::rate("FX rate,1.08,1.09,1.10,1.10\n")]
#[case::change("Change,,70,5,5\n")]
#[case::below_zero("Bewegung,0,10,-30,5\n")]
#[case::share("of last year,98%,97%,95%,95%\n")]
#[case::change_by_any_name("Zuwachs netto,,70,5.00,5\n")]
#[case::a_year("Hochgerechnet,1800,2640,2700,2760\n")]
#[case::behind_the_total("Total,150,220,225,230\nLiquidity,500,480,410,400\n")]
#[case::in_german("Plan,140,200,220,230\nAbweichung,10,20,5,0\n")]
fn below_a_table_of_months_they_are_asked_about_at_once(#[case] foot: &str) {
    let text = format!("{WIDE}{foot}");
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0].settled_by[0].option, "--totals out");
    assert_eq!(rows_without(&text), rows_without(WIDE));
}

#[rstest]
#[case::as_they_are(LONG)]
#[case::months(WIDE)]
#[case::free_ones(
    "customer,plan,mrr,start_date,end_date\na,Pro,9.99,2026-01-01,\nb,Free,0,2026-01-01,\nc,Free,0,2026-01-01,\nd,Pro,9.99,2026-01-01,\n"
)]
#[case::one_price(
    "customer,plan,mrr,start_date,end_date\na,Pro,10,2026-01-01,\nb,Pro,10,2026-01-01,\nc,Pro,10,2026-01-01,\nd,Pro,10,2026-01-01,\n"
)]
#[case::two("customer,plan,mrr,start_date,end_date\na,Pro,10,2026-01-01,\nb,Pro,10,2026-01-01,\n")]
#[case::one_without_a_plan(
    "customer,plan,mrr,start_date,end_date\na,Pro,10,2026-01-01,\nb,Pro,20,2026-01-01,\nc,Pro,25,2026-01-01,\nd,Pro,40,2026-01-01,\ne,,15,2026-01-01,\n"
)]
#[case::the_first_that_pays(
    "customer,plan,mrr,start_date,end_date\na,Pro,10,2026-01-01,2026-02-01\nb,Pro,20,2026-01-01,2026-02-01\nc,Pro,25,2026-01-01,2026-02-01\nd,Pro,45,2026-01-01,2026-02-01\ne,Pro,90,2026-01-01,\n"
)]
#[case::groups_with_totals(
    "customer,plan,mrr,start_date,end_date\na,Pro,10,2026-01-01,\nb,Pro,20,2026-01-01,\nc,Pro,25,2026-01-01,\nSubtotal,,55,,\nd,Basic,5,2026-01-01,\ne,Basic,6,2026-01-01,\nSubtotal,,11,,\n"
)]
#[case::one_price_a_month(
    "customer,Jan 2026,Feb 2026,Mar 2026\na,50,50,50\nb,0,50,50\nc,0,0,50\nd,50,50,50\ne,0,50,50\n"
)]
fn accounts_are_none(#[case] text: &str) {
    assert_eq!(asked(text, &usd()), []);
}
