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
#[case::yes_or_no(
    "customer_id,plan,mrr,churn\nA1,Pro,29.85,0\nA2,Pro,56.95,0\nA3,Basic,53.85,1\n",
    "none says since when"
)]
#[case::a_state(
    "id,name,MonthlyCharges,Churned\nA1,Acme,29.85,No\nA2,Birch,56.95,No\nA3,Cedar,53.85,Yes\n",
    "none says since when"
)]
#[case::of_no_known_kind(
    "customer_id,monthly_charges,churned\nA1,29.85,No\nA2,56.95,No\nA3,53.85,Yes\n",
    "who left then counts in no number"
)]
#[case::money_given_back(
    "id,customer,refunded_at,amount,reason\nr1,a,2026-09-01,20,too dear\nr2,b,2026-09-03,30,twice\n",
    "as refunds have"
)]
#[case::money_given_back_by_its_id(
    "refund_id,account_id,refund_date,refund_amount,reason\nr1,a,2026-09-01,20,too dear\nr2,b,2026-09-03,30,twice\n",
    "a row is a refund"
)]
#[case::money_given_back_of_a_charge(
    "id,charge,amount,currency,created,reason\nre_1,ch_1,20,usd,2026-09-01,requested\nre_2,ch_2,30,usd,2026-09-02,duplicate\n",
    "as charges have"
)]
#[case::leads(
    "name,email,company,message\nAnn Ray,ann@a.example,Acme,I would like a demo\nBob Fox,bob@b.example,Bolt,Please call me\n",
    "leads are no customers"
)]
#[case::orders_of_customers(
    "customer_id,customer_name,city,order_id,order_date,product\nc1,Acme,Bonn,o1,2026-08-01,Mug\nc1,Acme,Bonn,o2,2026-09-01,Cup\n\
     c2,Bolt,Ulm,o3,2026-09-04,Mug\nc2,Bolt,Ulm,o4,2026-09-09,Cup\n",
    "they look like orders; bring the list of customers without them"
)]
#[case::all_customers_by_month(
    "month,mrr,customers,churn\n2026-08,10000,100,3\n2026-09,10500,104,2\n2026-10,11000,109,4\n",
    "MRR of each customer by month"
)]
#[case::all_customers_by_day_with_rates(
    "Date,MRR,ActiveCustomers,NewCustomers,ChurnRate\n2026-08-01,10000,100,5,3%\n2026-09-01,10500,104,6,2%\n",
    "MRR of each customer by month"
)]
#[case::all_customers_by_month_and_group(
    "metric_month,billingCountry,product,active_subscribers,mrr\n2015-01-01,Canada,PRO,1,79.99\n2015-01-01,France,PRO,1,83.99\n\
     2015-02-01,Canada,PRO,2,159.98\n",
    "MRR of each customer by month"
)]
#[case::subscriptions_without_a_price_by_their_id(
    "subscription_id,customer_id,plan,status,start_date,end_date\ns1,c1,Pro,Churned,2023-02-27,2023-10-17\n\
     s2,c2,Pro,Active,2023-04-25,\ns3,c3,Basic,Active,2023-05-25,\n",
    "no column says what is paid"
)]
#[case::subscriptions_of_schools(
    "subscription_id,subscription_type,school_id,status,start_date,billed_until_date\ns1,pro,x1,cancelled,2023-01-01,2023-08-31\n\
     s2,starter,x2,active,2023-01-01,2023-09-30\ns3,starter,x3,active,2023-01-02,2023-09-30\n",
    "--map account=school_id"
)]
#[case::a_team(
    "first name,last name,role\nDana,Fox,CS lead\nMo,Lee,Product manager\n",
    "--as-kind owners --map name='first name'"
)]
#[case::no_days(
    "customer,mrr,status\nA1,29.85,active\nA2,56.95,churned\n",
    "no column has days: export it again with them"
)]
#[case::customers_of_whom_some_said_why(
    "account_id,signup_date,state,trial_ends_on,cancel_reason\na,2026-01-02,active,2026-02-02,\nb,2026-01-02,active,2026-02-02,\n\
     c,2026-01-02,canceled,2026-02-02,price\n",
    "--as-kind accounts --map id=account_id"
)]
fn what_a_file_is_of_is_said_in_one_sentence(#[case] text: &str, #[case] says: &str) {
    let refused = try_it(text, &options(usd())).map(|_| ()).unwrap_err();
    assert!(refused.contains(says), "{refused}");
    assert!(!refused.contains("things are open"), "{refused}");
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
#[case::customers_of_each_partner(
    "customer,month,mrr,users\na,2026-08,10,4\nb,2026-08,20,5\na,2026-09,10,4\nb,2026-09,20,6\n",
    ImportKind::Balances
)]
#[case::accounts_with_what_they_have(
    "account_id,name,signed_up,users,subscriptions\n1,Acme,2026-01-02,4,1\n2,Birch,2026-01-03,5,1\n",
    ImportKind::Accounts
)]
#[case::a_comment_with_a_company(
    "name,email,company,comment,date\nAnn,ann@a.example,Acme,it is slow,2026-09-01\nBob,bob@b.example,Bolt,it is down,2026-09-02\n",
    ImportKind::Feedback
)]
#[case::accounts_that_say_who_left(
    "account_id,name,signed_up,plan,churn_flag\n1,Acme,2026-01-02,Pro,FALSE\n2,Birch,2026-01-03,Pro,TRUE\n",
    ImportKind::Accounts
)]
fn what_it_plainly_is_asks_nothing(#[case] text: &str, #[case] kind: ImportKind) {
    assert_eq!(asked(text, &usd()), []);
    assert_eq!(read(text.as_bytes(), &usd()).unwrap().0.kind, kind);
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
