//! What a file is taken for, and whose its rows are, where its columns would do for more than one thing. Must not know
//! the store.

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::rooms::options;
use super::rounds::try_it;
use super::{mapped, read, usd};

#[rstest]
#[case(
    "customer_id,plan,monthly_revenue,signup_date,churned,churn_date,churn_reason,nps_score\n\
     c1,Pro,90.50,05-01-2026,Yes,20-04-2026,too expensive,3\nc2,Pro,31,16-01-2026,No,,,9\nc3,Basic,12,17-01-2026,No,,,8\n"
)]
#[case(
    "account,fee,active since,left on,reason,comment\na,90.50,2026-01-05,2026-04-20,price,it was dear\nb,31,2026-01-06,,,\n"
)]
#[case(
    "ID,CUSTOMER_ID,PRICE,STATUS,CREATED_AT,CANCELLED_AT,CANCELLATION_REASON\n1,a,90.50,CANCELLED,2026-01-05,2026-04-20,too dear\n\
     2,b,31,ACTIVE,2026-01-06,,\n"
)]
fn customers_who_are_there_still_are_asked_about_among_those_who_said_why_they_left(
    #[case] text: &str,
) {
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0].settled_by[0]
            .option
            .starts_with("--as-kind subscriptions")
    );
    assert_eq!(questions[0].settled_by[1].option, "--as-kind surveys");
}

#[rstest]
#[case::all_left(
    "account,mrr,signup_date,churn_date,churn_reason\na,90.50,2026-01-05,2026-04-20,price\nb,31,2026-01-06,2026-04-21,gone\n"
)]
#[case::one_day(
    "account,refund_amount,churn_date,churn_reason\na,90.50,2026-04-20,price\nb,31,2026-04-21,gone\n"
)]
fn those_who_left_alone_are_surveys(#[case] text: &str) {
    let hints = Hints::default();
    assert_eq!(asked(text, &hints), []);
    assert_eq!(
        read(text.as_bytes(), &hints).unwrap().0.kind,
        ImportKind::Surveys
    );
}

#[rstest]
#[case("account_code")]
#[case("Client Number")]
#[case("customer_ref")]
#[case("company key")]
#[case("subscriber_no")]
fn the_customer_is_known_by_a_code_rather_than_by_what_is_paid_for(#[case] name: &str) {
    let text = format!(
        "subscription_id,{name},plan_code,unit_amount,currency,activated_at,expires_at\ns1,A1,gold,10.50,USD,2026-01-05,\n\
         s2,A1,gold,20.10,USD,2026-01-05,\ns3,A2,iron,30.99,USD,2026-01-05,\n"
    );
    match try_it(&text, &options(usd())) {
        Err(refused) => assert!(
            !refused.contains("account=subscription_id") && refused.contains("--map account="),
            "{refused}"
        ),
        Ok(_) => assert_eq!(
            read(text.as_bytes(), &usd()).unwrap().0.kind,
            ImportKind::Subscriptions
        ),
    }
}

#[rstest]
#[case::yes_and_no(
    "account,price,start,flag\na,90.50,2026-01-05,Y\nb,31,2026-01-06,N\nc,31,2026-01-06,Y\n",
    0
)]
#[case::how_often(
    "account,price,start,CHARGE_INTERVAL_FREQUENCY\na,90.50,2026-01-05,28\nb,31,2026-01-06,3\n",
    1
)]
fn a_column_is_asked_about_for_what_it_can_be(#[case] text: &str, #[case] open: usize) {
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), open, "{questions:?}");
    assert!(
        questions
            .iter()
            .all(|question| !question.open.contains("is a price"))
    );
}

#[test]
fn of_two_currencies_the_column_of_the_wanted_one_is_named() {
    let hints = Hints {
        currency: Some("EUR".parse().unwrap()),
        ..Hints::default()
    };
    let text = "account,mrr_usd,mrr_eur,start\na,110,100,2026-01-05\n";
    let refused = read(text.as_bytes(), &hints).unwrap_err();
    assert!(refused.hint.contains("--map amount=mrr_eur"), "{refused:?}");
}

#[rstest]
#[case("discount", "discount_type", "percent", "amount")]
#[case("coupon", "coupon kind", "Prozent", "Betrag")]
#[case("promo_value", "promo_unit", "%", "fixed")]
fn whether_a_discount_is_in_per_cent_is_read_by_row(
    #[case] discount: &str,
    #[case] kind: &str,
    #[case] percent: &str,
    #[case] amount: &str,
) {
    let text = format!(
        "account,price,start,{discount},{kind}\na,100.50,2026-01-05,10,{percent}\nb,31.20,2026-01-06,5.20,{amount}\n\
         c,12,2026-01-06,,\n"
    );
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let way = format!("--map discount={discount}");
    assert_eq!(questions[0].settled_by[0].option, way);
    let hints = mapped(&[("discount", discount)]);
    assert_eq!(asked(&text, &hints), []);
    let (_, rows, bad) = read(text.as_bytes(), &hints).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    let amounts = rows.iter().map(|row| match row {
        ImportRow::Subscription(row) => row.amount.0,
        other => panic!("{other:?}"),
    });
    assert_eq!(amounts.collect::<Vec<_>>(), [9_045, 2_600, 1_200]);
}
