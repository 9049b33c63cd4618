//! Files whose rows say from when to when somebody paid, and what: they are a ledger, or it is asked.

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::domain::money::Cents;
use churnroom::exchange::read::{Hints, open};
use rstest::rstest;

use super::asked::asked;
use super::workbooks::taken;
use super::{read, usd};

const ROWS: &str = "alder,Team,2025-02-03,,40.00\nbirch,Team,2025-03-04,2025-09-01,60.00\n";

#[rstest]
#[case("customer,plan,started_on,ended_on,price")]
#[case("account_id,tier,Begin date,Finish date,monthly fee")]
#[case("client,plan,Subscribed at,Unsubscribed at,fee")]
#[case("company,plan,effective_from,effective_to,amount")]
#[case("customer,plan,commencement_date,termination_date,price")]
#[case("customer,plan,activated_on,churned_on,mrr")]
#[case("Kundennummer,Tarif,gültig ab,gültig bis,Monatspreis")]
fn days_that_come_in_pairs_beside_a_price_make_a_ledger(#[case] header: &str) {
    let (source, rows, bad) = read(format!("{header}\n{ROWS}").as_bytes(), &usd()).unwrap();
    assert_eq!((source.kind, bad), (ImportKind::Subscriptions, vec![]));
    let ImportRow::Subscription(row) = &rows[1] else {
        panic!("{rows:?}");
    };
    let days = (row.start.to_string(), row.end.map(|day| day.to_string()));
    assert_eq!(days, ("2025-03-04".into(), Some("2025-09-01".into())));
    assert_eq!(row.amount, Cents(6_000));
}

#[rstest]
#[case::billed(
    "customer,plan,first_billed,last_billed,price",
    "--map start=first_billed --map end=last_billed"
)]
#[case::joined("customer,plan,joined,left,mrr", "--map start=joined --map end=left")]
#[case::by_its_days(
    "account_id,plan,signup_date,out,fee",
    "--map start=signup_date --map end=out"
)]
#[case::of_no_customer(
    "id,plan,created_at,closed_on,arr",
    "--map start=created_at --map end=closed_on --map account=id"
)]
fn days_that_could_be_so_are_asked_about(#[case] header: &str, #[case] maps: &str) {
    let text = format!("{header}\n{ROWS}");
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let ways = &questions[0].settled_by;
    assert_eq!(ways[0].option, format!("--as-kind subscriptions {maps}"));
    assert_eq!(ways[1].option, "--as-kind accounts");
    let map = maps.split("--map ").skip(1).map(|map| {
        let (field, column) = map.trim().split_once('=').unwrap();
        (field.to_owned(), column.to_owned())
    });
    let hints = Hints {
        kind: Some(ImportKind::Subscriptions),
        map: map.collect(),
        ..usd()
    };
    let (_, rows, bad) = read(text.as_bytes(), &hints).unwrap();
    assert_eq!((rows.len(), bad), (2, vec![]));
    let hints = Hints {
        kind: Some(ImportKind::Accounts),
        ..usd()
    };
    assert_eq!(asked(&text, &hints), []);
}

#[rstest]
#[case::a_renewal(
    "id,name,signup_date,renewal_date,arr\na,A,2024-01-02,2027-01-02,10\nb,B,2024-01-03,,20\n"
)]
#[case::last_seen(
    "id,name,signup_date,last_login,mrr\na,A,2024-01-02,2024-06-02,10\nb,B,2024-01-03,,20\n"
)]
#[case::no_money("id,name,joined,left\na,A,2024-01-02,2024-06-02\nb,B,2024-01-03,\n")]
#[case::flags("id,name,signup_date,churned,mrr\na,A,2024-01-02,yes,10\nb,B,2024-01-03,no,20\n")]
fn a_list_of_accounts_with_other_days_is_none(#[case] text: &str) {
    assert_eq!(asked(text, &usd()), []);
}

#[test]
fn a_file_of_no_known_kind_names_its_pair_of_days() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, format!("company,plan,joined,left,price\n{ROWS}")).unwrap();
    let failure = open(&path, &usd()).unwrap_err();
    assert!(
        failure.hint.contains("--map start=joined --map end=left"),
        "{}",
        failure.hint
    );
}

#[test]
fn the_id_of_a_subscription_tells_no_accounts_apart_unasked() {
    let text = "contract_no,customer,plan,seats\nk1,alder,Team,4\nk2,alder,Pro,2\n";
    let hints = Hints {
        map: vec![("id".into(), "contract_no".into())],
        ..usd()
    };
    let questions = asked(text, &hints);
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0].open.contains("a row is a contract"),
        "{questions:?}"
    );
    let hints = Hints {
        kind: Some(ImportKind::Accounts),
        ..hints
    };
    assert_eq!(asked(text, &hints), []);
}

#[test]
fn subscriptions_of_an_api_have_their_prices_in_a_list() {
    let of = |id: &str, items: &str| {
        format!(
            r#"{{"id":"sub_{id}","object":"subscription","customer":"cus_{id}","status":"active","start_date":1735689600,"ended_at":null,"currency":"usd","items":{{"object":"list","data":[{items}]}}}}"#
        )
    };
    let item = |amount: u32, seats: u32, months: u32| {
        format!(
            r#"{{"id":"si","quantity":{seats},"price":{{"id":"p","unit_amount":{amount},"recurring":{{"interval":"month","interval_count":{months}}}}}}}"#
        )
    };
    let two = format!("{},{}", item(100, 1, 1), item(200, 1, 1));
    let things = [
        of("a", &item(900, 3, 1)),
        of("b", &item(6_000, 1, 6)),
        of("c", &two),
    ];
    let text = format!(r#"{{"object":"list","data":[{}]}}"#, things.join(","));
    let (reports, room) = taken("x.json", text.as_bytes(), Hints::default()).unwrap();
    let report = &reports.files[0];
    assert_eq!(
        (report.kind, report.counts.new, report.counts.rejected),
        (ImportKind::Subscriptions, 4, 0)
    );
    assert_eq!(report.read_as.holds.as_ref().unwrap().mrr, Cents(4_000));
    drop(room);
}

#[test]
fn a_list_of_several_things_that_cost_nothing_stays_as_it_is() {
    let text = r#"[{"id":"a","name":"A","tags":[{"n":"x"}]},{"id":"b","name":"B","tags":[{"n":"x"},{"n":"y"}]}]"#;
    let (reports, _) = taken("x.json", text.as_bytes(), Hints::default()).unwrap();
    let columns: Vec<_> = reports.files[0]
        .read_as
        .columns
        .columns
        .iter()
        .map(|c| c.column.as_str())
        .collect();
    assert_eq!(columns, ["id", "name", "tags"]);
}

#[rstest]
#[case::in_a_thing(
    "subscription.id,subscription.customer_id,price",
    "subscription.customer_id"
)]
#[case::of_another("SubscriptionId,Party_Account_Id,Price", "Party_Account_Id")]
#[case::in_words("Subscription ID,Our customer,Price", "'Our customer'")]
#[case::nothing_else("Subscription ID,Price,Plan name", "'Subscription ID'")]
fn a_column_of_accounts_is_proposed_before_an_id(#[case] header: &str, #[case] column: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, format!("{header},start\ns1,a1,5,2026-01-01\n")).unwrap();
    let hints = Hints {
        kind: Some(ImportKind::Subscriptions),
        ..usd()
    };
    let refused = open(&path, &hints).unwrap_err();
    assert!(
        refused.hint.contains(&format!("--map account={column}")),
        "{refused}"
    );
}

#[rstest]
#[case::called_so("subscription_id,Cust,goes live,price", "Cust")]
#[case::behind_a_contract("Contract ID,Plan,Partner,goes live,price", "Partner")]
#[case::of_the_first("Firm,Plan,goes live,price", "Firm")]
#[case::alone("Contract ID,Plan,goes live,price", "'Contract ID'")]
fn what_is_paid_for_is_no_customer(#[case] header: &str, #[case] column: &str) {
    let cells = match header.split(',').count() {
        5 => "k1,Pro,Oak,2026-01-01,5.50\nk2,Pro,Ash,2026-02-01,6.50",
        _ => "k1,Oak,2026-01-01,5.50\nk2,Ash,2026-02-01,6.50",
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, format!("{header}\n{cells}\n")).unwrap();
    let refused = open(&path, &usd()).unwrap_err();
    assert!(
        refused.hint.contains(&format!("--map account={column} ")),
        "{refused}"
    );
}

#[rstest]
#[case("Cust")]
#[case("cust_no")]
#[case("Account number")]
#[case("Acct ID")]
fn further_names_of_accounts_are_known(#[case] name: &str) {
    let text = format!("sub id,{name},start,mrr\ns1,a1,2026-01-01,5\n");
    let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(rows[0].account(), "a1");
}
