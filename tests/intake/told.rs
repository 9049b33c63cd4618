//! Columns that are not used and say something of the amounts beside them: their unit, their currency. Must not know the
//! store.

use churnroom::exchange::read::{Hints, Unit};
use rstest::rstest;

use super::asked::asked;
use super::usd;

#[rstest]
#[case::of_states("Churned,,161.00,2026-01-01,\nActive,,588.75,2026-01-01,\n")]
#[case::with_a_tax(
    "Net,,749.75,2026-01-01,\nVAT 19%,,142.45,2026-01-01,\nGross,,892.20,2026-01-01,\n"
)]
#[case::of_a_year("Annualised,,8997.00,2026-01-01,\n")]
#[case::of_each("per customer,,130.00,2026-01-01,\n")]
fn a_figure_at_the_foot_is_no_account_unasked(#[case] foot: &str) {
    let head = "customer,plan,mrr,start_date,end_date\nA,Pro,300.00,2026-01-01,\nB,Pro,288.75,2026-01-02,\n\
                C,Basic,161.00,2026-01-03,2026-05-01\n";
    let questions = asked(&format!("{head}{foot}"), &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0].settled_by[0].option, "--totals out");
    assert_eq!(asked(head, &usd()), []);
}

#[rstest]
#[case::cents(
    "customer,start,mrr,amount unit\na,2026-01-01,100.00,cents\nb,2026-01-02,31.00,cents\n",
    "",
    "--unit minor"
)]
#[case::some_cents(
    "customer,start,price,unit\na,2026-01-01,100.00,ct\nb,2026-01-02,31.00,EUR\n",
    "unit",
    "--ignore unit"
)]
#[case::another_unit(
    "customer,start,mrr,unit\na,2026-01-01,100.00,seat\nb,2026-01-02,31.00,site\n",
    "",
    ""
)]
#[case::codes_by_number(
    "customer,start,mrr,mrr_currency_code\na,2026-01-01,100,978\nb,2026-01-01,31,392\n",
    "",
    "--ignore mrr_currency_code"
)]
#[case::ids(
    "customer,start,price,currency_id\na,2026-01-01,90,1\nb,2026-01-01,31,2\n",
    "",
    "--ignore currency_id"
)]
#[case::one_id(
    "customer,start,price,currency_id\na,2026-01-01,90,1\nb,2026-01-01,31,1\n",
    "",
    ""
)]
#[case::rates(
    "customer,start,price,exchange_rate\na,2026-01-01,90,1.0\nb,2026-01-01,31,0.0061\n",
    "",
    "--ignore exchange_rate"
)]
#[case::rates_beside_codes(
    "customer,start,price,currency,exchange_rate\na,2026-01-01,90,USD,1.0\nb,2026-01-01,31,USD,0.0061\n",
    "",
    ""
)]
fn a_column_that_says_of_amounts_what_is_not_used_is_asked_about(
    #[case] text: &str,
    #[case] ignored: &str,
    #[case] way: &str,
) {
    let questions = asked(text, &usd());
    let options = questions
        .iter()
        .map(|question| question.settled_by[0].option.clone());
    let options: Vec<String> = options.collect();
    assert_eq!(
        options,
        Vec::from_iter((!way.is_empty()).then_some(way)),
        "{questions:?}"
    );
    let settled = Hints {
        ignore: Vec::from_iter((!ignored.is_empty()).then(|| ignored.to_owned())),
        unit: Some(Unit::Whole),
        ..usd()
    };
    let left = asked(text, &settled);
    assert!(left.len() <= usize::from(ignored.is_empty()), "{left:?}");
}
