//! The headers other systems export, each with a row of our own, and what becomes of its values.

use churnroom::domain::import::{ImportKind, ImportRow, Interval, MovementAmount};
use churnroom::domain::money::{Cents, Money};
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::{read, usd};

#[rstest]
#[case::plain_accounts(
    ImportKind::Accounts,
    "id,name,plan,segment,channel,region,owner,signed_up\n1,A,,,,,,"
)]
#[case::plain_subscriptions(
    ImportKind::Subscriptions,
    "id,account,start,end,amount,interval,currency,plan,trial\n1,a,2026-01-01,,5,year,USD,Pro,no"
)]
#[case::plain_movements(
    ImportKind::Movements,
    "account,day,delta,kind,currency\na,2026-01-01,5,new,USD"
)]
#[case::plain_movements_by_balance(
    ImportKind::Movements,
    "account,day,mrr,kind\na,2026-01-01,5,new"
)]
#[case::plain_balances(ImportKind::Balances, "account,day,mrr\na,2026-01-31,5")]
#[case::plain_surveys(
    ImportKind::Surveys,
    "id,account,received,reason,text,score,tags\n1,a,2026-01-01,price,,,"
)]
#[case::plain_feedback(
    ImportKind::Feedback,
    "id,account,received,source,text,score,tags\n1,a,,chat,ok,,"
)]
#[case::plain_owners(ImportKind::Owners, "id,name,email,team\n1,Dana,d@x.example,CS")]
#[case::short_owners(ImportKind::Owners, "name,team\nDana,CS")]
#[case::plain_roadmap(
    ImportKind::Roadmap,
    "id,title,status,target,owner,url,ease\n1,Export,planned,2026-Q4,,,"
)]
#[case::stripe_subscriptions(
    ImportKind::Subscriptions,
    "id,Customer ID,Customer Description,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),Current Period Start (UTC),Current Period End (UTC),Trial Start (UTC),Trial End (UTC),Canceled At (UTC),Cancel At Period End,Ended At (UTC)\nsub_1,cus_1,,a@x.example,pro,1,usd,month,49.00,active,2026-01-01 10:00,2026-01-01 10:00,,,,,,false,"
)]
#[case::stripe_customers(
    ImportKind::Accounts,
    "id,Description,Email,Name,Created (UTC),Delinquent,Currency,Plan,Status,Total Spend\ncus_1,,a@x.example,A,2026-01-01 10:00,false,usd,pro,active,10"
)]
#[case::chartmogul_customers(
    ImportKind::Accounts,
    "Name,Email,External ID,Customer since,City,Country,MRR,ARR,Status\nA,a@x.example,c1,2026-01-01,,,5,60,Active"
)]
#[case::chartmogul_movements(
    ImportKind::Movements,
    "description,activity-mrr-movement,activity-mrr,activity-arr,type,date,currency,subscription-external-id,plan-external-id,customer-name,customer-uuid,customer-external-id\nx,-5.00,0,0,churn,2026-01-01T00:00:00Z,USD,s,p,A,u,c1"
)]
#[case::baremetrics_subscriptions(
    ImportKind::Subscriptions,
    "plan_oid,plan_name,plan_currency,plan_amount,plan_interval,plan_interval_count,customer_oid,customer_name,customer_email,subscription_oid,subscription_started_at,subscription_canceled_at,subscription_quantity\np1,Pro,USD,5000,month,1,c1,A,,s1,2026-01-01,,1"
)]
#[case::typeform(
    ImportKind::Surveys,
    "#,What is the main reason you are leaving?,What could we have done better?,customer_id,Start Date (UTC),Submit Date (UTC),Network ID,Tags\nabc,Price,Less,c1,2026-01-01 10:00,2026-01-01 10:05,f00,"
)]
#[case::jira(
    ImportKind::Roadmap,
    "Issue key,Summary,Status,Assignee,Due date\nR-1,Export,To Do,Dana,2026-10-01"
)]
#[case::wide(
    ImportKind::Balances,
    "Customer ID,Name,2026-01,2026-02,2026-03\na,A,5,,7"
)]
fn the_kind_is_in_the_header(#[case] kind: ImportKind, #[case] text: &str) {
    let (source, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(source.kind, kind);
    assert!(rejected.is_empty() && !rows.is_empty(), "{rejected:?}");
}

fn subscription(text: &str) -> (Cents, Interval, bool) {
    let (_, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
    match &rows[..] {
        [ImportRow::Subscription(s)] => (s.amount, s.interval, s.trial),
        _ => panic!("{rows:?} {rejected:?}"),
    }
}

#[rstest]
#[case(
    "account,start,amount,interval\na,2026-01-01,120,Annually",
    12_000,
    Interval::Year,
    false
)]
#[case(
    "account,start,mrr,billing_frequency\na,2026-01-01,10,annual",
    1_000,
    Interval::Month,
    false
)]
#[case("account,start,arr\na,2026-01-01,120", 12_000, Interval::Year, false)]
#[case(
    "account,start,amount_cents,interval\na,2026-01-01,4897,6 months",
    9_794,
    Interval::Year,
    false
)]
#[case(
    "account,start,MRR (USD),Status\na,2026-01-01,10,Trialing",
    1_000,
    Interval::Month,
    true
)]
#[case(
    "account,start,amount,Status\na,2026-01-01,10,gone fishing",
    1_000,
    Interval::Month,
    false
)]
#[case(
    "plan_oid,plan_amount,customer_oid,subscription_started_at\np,5000,c,2026-01-01",
    5_000,
    Interval::Month,
    false
)]
fn prices_are_what_their_column_says(
    #[case] text: &str,
    #[case] cents: i64,
    #[case] interval: Interval,
    #[case] trial: bool,
) {
    assert_eq!(subscription(text), (Cents(cents), interval, trial));
}

#[test]
fn a_loss_written_without_its_sign_is_a_loss() {
    let text = "customer,date,change,type\na,2026-01-01,5,new\na,2026-02-01,5,Churn\nb,2026-02-01,-3,contraction\n";
    let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    let deltas: Vec<_> = rows
        .iter()
        .map(|row| match row {
            ImportRow::Movement(m) => m.amount,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        deltas,
        [500, -500, -300].map(|cents| MovementAmount::Delta(Cents(cents)))
    );
}

#[test]
fn a_column_per_month_is_a_balance_per_month() {
    let text = "Customer,Jan 2026,Feb 2026,Mar 2026\na,\"1.234,50\",,0\n,1,2,3\nb,x,5,-1\n";
    let (_, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
    let balances: Vec<_> = rows
        .iter()
        .map(|row| match row {
            ImportRow::Balance(b) => {
                format!("{} {} {}", b.account, b.day, Money::of(None).plain(b.mrr))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        balances,
        [
            "a 2026-01-31 1234.50",
            "a 2026-03-31 0.00",
            "b 2026-02-28 5.00"
        ]
    );
    assert_eq!(
        rejected.iter().map(|r| r.line).collect::<Vec<_>>(),
        [3, 4, 4]
    );
}

#[test]
fn an_ambiguous_date_column_is_a_sentence_and_never_a_guess() {
    let with = |dates: &[&str]| {
        let lines: String = dates.iter().map(|d| format!("a,{d},5\n")).collect();
        read(format!("account,start,amount\n{lines}").as_bytes(), &usd())
    };
    let days = |dates: &[&str]| -> Vec<String> {
        let (_, rows, _) = with(dates).unwrap();
        rows.iter()
            .map(|row| match row {
                ImportRow::Subscription(s) => s.start.to_string(),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let refused = with(&["03/04/2025", "01/02/2025"]).unwrap_err();
    assert!(
        refused.message.contains("`03/04/2025`") && refused.hint.contains("--date-format"),
        "{refused}"
    );
    assert_eq!(
        days(&["03/04/2025", "25/04/2025"]),
        ["2025-04-03", "2025-04-25"]
    );
    assert_eq!(
        days(&["03/04/2025", "04/25/2025"]),
        ["2025-03-04", "2025-04-25"]
    );
    let mixed = with(&["25/04/2025", "04/25/2025"]).unwrap_err();
    assert!(mixed.message.contains("day first"), "{mixed}");
    let hints = Hints {
        date_format: Some("DD/MM/YYYY".into()),
        ..usd()
    };
    let (_, rows, _) = read(b"account,start,amount\na,03/04/2025,5\n", &hints).unwrap();
    assert!(matches!(&rows[0], ImportRow::Subscription(s) if s.start.to_string() == "2025-04-03"));
    // What settles the column may stand far behind the first rows.
    let mut far = vec!["03/04/2025"; 5_000];
    far.push("25/04/2025");
    assert_eq!(days(&far).len(), 5_001);
}

#[test]
fn currencies_are_said_and_never_mixed() {
    let mixed = b"account,start,amount,currency\na,2026-01-01,5,eur\nb,2026-01-01,5,USD\nc,2026-01-01,5,EUR\n";
    // What a new room counts in is not left to the first row.
    let asked = read(mixed, &Hints::default()).unwrap_err();
    assert!(asked.message.contains("in EUR, USD"), "{asked}");
    assert!(
        asked.hint.contains("--currency EUR, or --currency USD"),
        "{asked}"
    );
    let euro = Hints {
        currency: Some("EUR".parse().unwrap()),
        ..Hints::default()
    };
    let (source, rows, rejected) = read(mixed, &euro).unwrap();
    assert_eq!(source.currency.unwrap().code(), "EUR");
    assert_eq!((rows.len(), rejected[0].line), (2, 3));
    assert!(rejected[0].reason.contains("USD"), "{}", rejected[0].reason);
    let plain = b"account,start,amount\na,2026-01-01,5\n";
    assert!(
        read(plain, &Hints::default())
            .unwrap_err()
            .hint
            .contains("--currency")
    );
    let room = Hints {
        room_currency: Some("GBP".parse().unwrap()),
        ..Hints::default()
    };
    assert_eq!(
        read(plain, &room).unwrap().0.currency.unwrap().code(),
        "GBP"
    );
    assert!(read(mixed, &room).unwrap_err().message.contains("EUR"));
}

#[test]
fn a_mapping_that_is_of_no_use_lists_the_choices() {
    let said = |field: &str, header: &str| {
        let hints = Hints {
            map: vec![(field.into(), header.into())],
            ..Hints::default()
        };
        let (source, ..) = read(b"id,text,customer\n1,ok,c\n", &hints).unwrap();
        churnroom::exchange::read::all_used(&hints, &[source])
    };
    assert!(said("account", "Customer").is_ok());
    let field = said("colour", "customer").unwrap_err();
    assert!(
        field.hint.contains("received") && field.message.contains("colour"),
        "{field}"
    );
    let header = said("account", "client").unwrap_err();
    assert!(header.hint.contains("`customer`"), "{header}");
}
