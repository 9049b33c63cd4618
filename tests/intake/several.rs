//! Rows that are things of a customer, and no accounts: they are asked about, and what everybody sees at once is not.

use churnroom::domain::import::ImportKind;
use churnroom::exchange::read::{Hints, Question};
use rstest::rstest;

use super::asked::asked;
use super::{read, usd};

/// A file of these rows, a stroke between two.
fn text(rows: &str) -> String {
    rows.replace('|', "\n") + "\n"
}

fn open(rows: &str) -> Vec<Question> {
    asked(&text(rows), &usd())
}

#[rstest]
#[case::deals(
    "id,deal name,company,amount,stage,close date|1,Alder Pro,Alder,1200,won,2026-09-01|2,Birch,Birch,500,lost,2026-09-02"
)]
#[case::deals_of_accounts(
    "id,name,account,amount,stage,close_date|1,Pro,Alder,1200,won,2026-09-01|2,Team,Birch,500,lost,2026-09-02"
)]
#[case::contacts(
    "id,name,email,company,phone|1,Ann Fox,a@x.example,Alder,1|2,Bob Lee,b@x.example,Alder,2|3,Cy,c@x.example,Birch,3"
)]
#[case::upsells(
    "upsell_id,customer_id,upsell_date,from_plan,to_plan,revenue,country|U1,c1,2026-09-01,basic,pro,100,SE|U2,c2,2026-09-01,pro,max,200,SE"
)]
#[case::coupons("coupon_id,account,region,tier|1,Alder,EU,gold|2,Alder,EU,gold")]
#[case::sites("uuid,customer_id,name,country|s1,c1,Porto,PT|s2,c1,Lyon,FR|s3,c2,Oslo,NO")]
fn things_of_which_a_customer_has_several_are_no_accounts_unasked(#[case] rows: &str) {
    let asks = open(rows);
    assert_eq!(asks.len(), 1, "{asks:?}");
    assert!(asks[0].open.contains("and names a customer"), "{asks:?}");
    let said = Hints {
        kind: Some(ImportKind::Accounts),
        ..usd()
    };
    assert_eq!(asked(&text(rows), &said), []);
}

#[rstest]
#[case("id,account,plan,start,end|S1,Alder,Pro,2026-01-05,|S2,Birch,Basic,2026-02-10,2026-05-31")]
#[case(
    "id,customer_id,plan_id,start_date,end_date|S1,C1,P1,2026-01-05,|S2,C2,P2,2026-02-10,2026-05-31|S3,C1,P2,2026-03-20,2026-04-15"
)]
#[case(
    "id,customer,plan,seats,start_date,end_date|1,Alder,Pro,5,2026-01-01,|2,Birch,Basic,3,2026-01-01,2026-06-01"
)]
#[case(
    "id,customer_id,plan,status,created_at|1,c1,Pro,active,2026-01-01|2,c2,Basic,canceled,2026-01-01"
)]
#[case("Customer,Plan,Start,End|Alder,Pro,2026-01-01,|Birch,Basic,2026-01-01,2026-06-01")]
fn subscriptions_without_a_price_are_told_what_they_lack(#[case] rows: &str) {
    let asks = open(rows);
    assert_eq!(asks.len(), 1, "{asks:?}");
    assert!(
        asks[0].open.contains("no column says what is paid"),
        "{asks:?}"
    );
    let way = &asks[0].settled_by[0].option;
    assert!(
        way.starts_with("--as-kind subscriptions --map amount="),
        "{asks:?}"
    );
}

#[test]
fn plans_are_no_accounts_unasked() {
    let asks = open("id,name,price,interval|pro,Pro,100,month|basic,Basic,50,month");
    assert_eq!(asks.len(), 1, "{asks:?}");
    assert!(asks[0].open.contains("as plans have"), "{asks:?}");
}

#[test]
fn rows_of_the_same_accounts_are_no_list_of_them() {
    let rows = "account_id,account_name,as_at,mrr|1,Alder,2026-09-01,100|2,Birch,2026-09-01,50|1,Alder,2026-10-01,110|2,Birch,2026-10-01,50";
    let asks = open(rows);
    assert_eq!(asks.len(), 1, "{asks:?}");
    let way = &asks[0].settled_by[0].option;
    assert_eq!(
        way,
        "--as-kind balances --map account=account_id --map day=as_at --map mrr=mrr"
    );
    let months = rows.replace("as_at", "month_start");
    let (source, read, _) = read(text(&months).as_bytes(), &usd()).unwrap();
    assert_eq!((source.kind, read.len()), (ImportKind::Balances, 4));
}

#[rstest]
#[case::charges(
    "id,customer,created,amount,currency,description,status|ch_1,cus_1,2026-09-01,100,usd,Pro plan,succeeded|ch_2,cus_2,2026-09-01,50,usd,Basic plan,failed",
    "payments"
)]
#[case::orders(
    "id,customer_id,created_at,total_price,note,order_tags|1,c1,2026-09-01,100,gift wrap please,vip|2,c2,2026-09-01,50,,new",
    "orders"
)]
#[case::refunds(
    "id,customer,refunded_at,amount,reason|1,c1,2026-09-01,100,duplicate|2,c2,2026-09-02,50,requested_by_customer",
    "refunds"
)]
fn what_was_paid_is_not_what_was_said(#[case] rows: &str, #[case] like: &str) {
    let asks = open(rows);
    let says = |question: &Question| question.open.contains(&format!("as {like} have"));
    assert!(asks.iter().any(says), "{asks:?}");
}

#[rstest]
#[case::accounts(
    "id,name,plan,segment,region,signed_up|1,Alder,Pro,SMB,EU,2026-01-05|2,Birch,Basic,SMB,US,2026-02-05",
    ImportKind::Accounts
)]
#[case::of_a_crm(
    "Account ID,Account Name,Type,Industry,Billing Country,Account Owner,Annual Revenue,Employees,Created Date|001,Alder,Customer,Software,DE,Dana,1000000,50,2026-01-01|002,Birch,Customer,Retail,FR,Mo,2000000,80,2026-02-01",
    ImportKind::Accounts
)]
#[case::with_parents(
    "id,name,parent_account_id,plan|1,Alder,,Pro|2,Birch,1,Pro|3,Cedar,1,Pro",
    ImportKind::Accounts
)]
#[case::by_two_ids(
    "id,customer_id,name,plan|1,c1,Alder,Pro|2,c2,Birch,Pro",
    ImportKind::Accounts
)]
#[case::by_company(
    "id,company,plan,country|1,Alder,Pro,DE|2,Birch,Pro,FR",
    ImportKind::Accounts
)]
#[case::with_days_of_a_contract(
    "id,name,plan,contract_start,contract_end|1,Alder,Pro,2026-01-01,2026-12-31|2,Birch,Pro,2026-02-01,2027-01-31",
    ImportKind::Accounts
)]
#[case::subscriptions_made(
    "Subscription ID,Customer,Status,Plan,MRR,Currency,Created,Canceled At|sub_1,Alder,active,Pro,100.00,USD,2026-01-05,|sub_2,Birch,canceled,Pro,50.00,USD,2026-01-05,2026-06-06",
    ImportKind::Subscriptions
)]
#[case::german(
    "Kunde,Tarif,Beginn,Ende,Betrag monatlich|Alder,Pro,01.02.2026,,250.50|Birch,Basis,15.03.2026,30.06.2026,99.90",
    ImportKind::Subscriptions
)]
#[case::french(
    "client,formule,début,fin,montant mensuel|A,Pro,05/02/2026,,100.00|B,Pro,25/02/2026,30/06/2026,80.00",
    ImportKind::Subscriptions
)]
#[case::notes(
    "sub id,account id,plan,mrr,start date,end date,notes|1,a,Pro,50,2026-01-01,,|2,b,Pro,70,2026-02-01,2026-05-01,left",
    ImportKind::Subscriptions
)]
#[case::a_survey(
    "customer,cancel_date,cancel_reason,feedback|Alder,2026-09-05,Too expensive,we could not justify it|Birch,2026-09-06,Missing feature,no SSO",
    ImportKind::Surveys
)]
#[case::of_what_was_paid(
    "id,account,churn_date,reason,amount|1,a,2026-09-05,price,100|2,b,2026-09-06,bugs,50",
    ImportKind::Surveys
)]
#[case::a_chat(
    "conversation_id,customer,started_at,subject,first_message|1,Alder,2026-09-05,Billing,charged twice|2,Birch,2026-09-06,Login,cannot log in",
    ImportKind::Feedback
)]
fn what_everybody_sees_at_once_is_not_asked(#[case] rows: &str, #[case] kind: ImportKind) {
    assert_eq!(open(rows), []);
    let (source, read, bad) = read(text(rows).as_bytes(), &usd()).unwrap();
    assert_eq!(
        (source.kind, read.len(), bad),
        (kind, rows.matches('|').count(), vec![])
    );
}

#[rstest]
#[case::of_those_that_ended(
    "id,customer_id,created_at,cancelled_at,price,quantity,cancellation_reason,status|1,c1,2026-01-05,2026-03-05,19.95,2,too much,CANCELLED|2,c2,2026-01-06,2026-03-06,30,1,moved,CANCELLED"
)]
#[case::without_prices(
    "subscription_id,account_id,plan_name,billing_start,billing_end,status,cancel_reason|S1,a,Pro,2026-01-01,2026-02-01,canceled,price|S2,b,Pro,2026-01-01,2026-02-01,active,"
)]
fn subscriptions_with_a_reason_are_no_surveys_unasked(#[case] rows: &str) {
    let asks = open(rows);
    assert!(asks[0].open.contains("as subscriptions have"), "{asks:?}");
}

/// The way that a file of no known kind is led.
fn led(rows: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text(rows)).unwrap();
    churnroom::exchange::read::open(&path, &usd())
        .unwrap_err()
        .to_string()
}

#[test]
fn a_file_of_no_known_kind_is_led_to_what_it_can_be() {
    let bills = "customer_id,billing_date,amount_usd|1,2026-01-01,20|1,2026-02-01,20|1,2026-03-01,20|2,2026-02-01,30|2,2026-03-01,30";
    let way =
        "--as-kind balances --map account=customer_id --map day=billing_date --map mrr=amount_usd";
    assert!(led(bills).contains(way), "{}", led(bills));
    let months = "billing_month,active_customers,total_mrr|2026-01-01,5,500.5|2026-02-01,6,600.5|2026-03-01,7,700.5";
    assert!(!led(months).contains("account="), "{}", led(months));
    let churn = "customerID,gender,tenure,MonthlyCharges,Churn|A-1,F,3,29.85,No|A-2,M,34,56.95,No|A-3,M,2,53.85,Yes";
    assert!(
        led(churn).contains("--as-kind accounts if each row is a customer"),
        "{}",
        led(churn)
    );
}
