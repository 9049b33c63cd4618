//! What is proposed fits what the cells hold; where nothing does, nothing is proposed. And rows that are subscriptions by
//! all but a price are no accounts unasked.

use churnroom::domain::import::ImportKind;
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::page;
use rstest::rstest;

use super::asked::asked;
use super::rooms::options;
use super::rounds::{answers, told, try_it};
use super::{read, usd};

/// What an import of a file says that leaves something open.
fn refused(text: &str) -> String {
    try_it(text, &options(usd())).unwrap_err()
}

#[rstest]
#[case::days_of_a_clock(
    "subscription_no,user,type,first,last,created_at\n1,4979,Pro,2026-01-02,2026-02-02,25:17.4\n2,699,Pro,2026-01-03,,30:03.5\n",
    &["created_at"]
)]
#[case::countries_and_counts(
    "signup_country_code,gender,is_paid,day of it,net_revenue,subscription_count\nAU,male,false,2026-11-20,41.93,4\n\
     CA,male,true,2026-11-21,20.93,3\nAU,male,true,2026-11-22,20.93,9\nCA,male,true,2026-11-23,10.93,9\n\
     AU,male,true,2026-11-24,20.93,8\nCA,male,true,2026-11-25,30.93,7\nAU,male,true,2026-11-26,20.93,6\n\
     CA,male,true,2026-11-27,50.93,5\nAU,male,true,2026-11-28,20.93,6\n",
    &["signup_country_code", "subscription_count", "gender", "is_paid"]
)]
#[case::per_cents(
    "sub_no,who,begun on,over on,fee_percent\n1,alder,2026-01-02,2026-05-02,5.5\n2,birch,2026-01-03,,6.5\n",
    &["fee_percent"]
)]
fn what_does_not_fit_is_not_proposed(#[case] text: &str, #[case] columns: &[&str]) {
    let said = refused(text);
    for column in columns {
        assert!(!said.contains(&format!("={column}")), "{said}");
    }
}

#[rstest]
#[case("remaining_billing_cycles", ["0", "3", "2"])]
#[case("total billing cycles", ["1", "3", "12"])]
#[case("trial months", ["1", "2", "3"])]
#[case("notice period months", ["1", "3", "6"])]
#[case("billing_cycles", ["0", "0", "0"])]
fn what_is_left_or_free_is_no_count_of_intervals(#[case] name: &str, #[case] cells: [&str; 3]) {
    let mut text = format!("account,start,price,{name}\n");
    for (at, cell) in cells.iter().enumerate() {
        text += &format!("a{at},2026-01-02,1{at}.50,{cell}\n");
    }
    assert_eq!(asked(&text, &usd()), []);
}

#[rstest]
#[case("serviceappointment_id", false)]
#[case("product_id", false)]
#[case("OrderNo", false)]
#[case("workspace ref", true)]
#[case("crm ref", true)]
fn ids_of_something_else_tell_no_customers_apart(#[case] name: &str, #[case] offered: bool) {
    let text = format!(
        "response_id,{name},submitted_at,nps\nr1,70GyM7,2026-10-04,5\nr2,70a81u,2026-10-05,9\nr3,70b7Jd,2026-10-06,10\n"
    );
    let open = asked(&text, &usd());
    let ways = open.iter().flat_map(|question| &question.settled_by);
    let mut ways = ways.filter(|way| way.option.starts_with("--map account="));
    assert_eq!(ways.next().is_some(), offered, "{open:?}");
}

#[rstest]
#[case::with_an_id(
    "sub_id,customer_id,plan_id,start_date,end_date,status\n1,a,1,2026-01-02,2026-03-01,Cancelled\n2,b,1,2026-01-03,,Active\n"
)]
#[case::of_periods(
    "id,business_id,created_at,current_term_start,current_term_end,status,subscription_plan\n\
     1,a,2026-01-02,2026-01-02,2026-02-02,cancelled,p\n2,b,2026-01-03,2026-01-03,2026-02-03,active,p\n"
)]
#[case::of_items(
    "id,created,current_period_end,current_period_start,plan_id,quantity,subscription_id\n\
     i1,2026-01-02,2026-02-02,2026-01-02,p,1,s1\ni2,2026-01-03,2026-02-03,2026-01-03,p,2,s2\n"
)]
#[case::of_customers_beside_them(
    "id,customer_id,start_date,ended_at,status,fee_percent\n1,a,2026-01-02,2026-03-01,canceled,5\n2,b,2026-01-03,,active,6\n"
)]
#[case::by_its_state(
    "customer_id,subscription_id,created,status\na,s1,2026-01-02,canceled\nb,s2,2026-01-03,active\n"
)]
fn subscriptions_without_a_price_are_no_accounts_unasked(#[case] text: &str) {
    let open = asked(text, &usd());
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(
        open[0].open.contains("no column says what is paid"),
        "{open:?}"
    );
    assert_eq!(open[0].settled_by[1].option, "--as-kind accounts");
    assert!(!refused(text).contains("all at once"));
    let hints = Hints {
        kind: Some(ImportKind::Accounts),
        ..usd()
    };
    assert_eq!(asked(text, &hints), []);
}

#[rstest]
#[case("id,name,plan,signup_date,status\na,A,Pro,2026-01-02,active\nb,B,Pro,2026-01-03,canceled\n")]
#[case("id,name,plan,subscription,created\na,A,Pro,gold,2026-01-02\nb,B,Pro,gold,2026-01-03\n")]
#[case("account,company,start_date,end_date\na,A,2026-01-02,2026-04-01\nb,B,2026-01-03,\n")]
fn accounts_are_accounts(#[case] text: &str) {
    let (source, ..) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(source.kind, ImportKind::Accounts);
    assert_eq!(asked(text, &usd()), []);
}

#[rstest]
#[case("plan_add_on_id", ["7", "9", "11"])]
#[case("addons id", ["7", "9", "11"])]
#[case("period_uuid", ["7", "9", "11"])]
fn ids_are_no_number_of_anything(#[case] name: &str, #[case] cells: [&str; 3]) {
    let mut text = format!("account,start,price,{name}\n");
    for (at, cell) in cells.iter().enumerate() {
        text += &format!("a{at},2026-01-02,1{at}.50,{cell}\n");
    }
    assert_eq!(asked(&text, &usd()), []);
}

#[test]
fn all_that_is_open_is_asked_at_once_however_much_has_to_be_said_first() {
    let text = "contract_id,customer_id,unit_amount,currency,plan_interval,quantity,status,current_period_start,\
                current_period_end,canceled_at,created\n\
                s1,c1,4900,usd,month,3,active,2026-10-05,2026-11-05,,2026-01-05\n\
                s2,c2,49000,usd,year,1,active,2026-02-05,2027-02-05,,2026-02-05\n\
                s3,c3,4950,usd,month,2,canceled,2026-05-05,2026-06-05,2026-05-20,2026-02-05\n";
    let said = refused(text);
    assert!(said.contains("--map start=created"), "{said}");
    assert!(!said.contains("start=current"), "{said}");
    for way in [
        "--as-kind subscriptions",
        "--unit minor",
        "--map quantity=quantity",
    ] {
        assert!(said.contains(way), "{said}");
    }
    let given = told(&answers(&said));
    let reports = try_it(text, &given).unwrap_or_else(|said| panic!("{said}"));
    assert_eq!(reports.files[0].counts.new, 3);
}

#[test]
fn a_receipt_says_where_the_ledger_ends_before_the_last_day_of_the_file() {
    let then = |last: &str| {
        let text = format!(
            "account,start,price,interval,trial\na,2026-01-02,10,month,no\nb,2026-03-04,10,month,{last}\n"
        );
        let reports = try_it(&text, &options(usd())).unwrap();
        let lines = page(&reports.files[0], reports.currency.as_ref());
        let line = lines.into_iter().find(|(label, _)| label == "then");
        line.unwrap().1
    };
    assert_eq!(
        then("yes"),
        "1 account, $10.00 a month on 2 Jan 2026, the last change so far · none before"
    );
    assert_eq!(
        then("no"),
        "2 accounts, $20.00 a month on 4 Mar 2026 · none before"
    );
}

#[test]
fn amounts_in_minor_units_are_known_by_their_name() {
    let text = "customer_id,start,amount_minor,interval\na,2026-01-02,2950,month\nb,2026-01-03,950,month\n";
    assert_eq!(asked(text, &usd()), []);
    let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    let churnroom::domain::import::ImportRow::Subscription(row) = &rows[0] else {
        panic!("{rows:?}")
    };
    assert_eq!(row.amount.0, 2_950);
}

#[test]
fn a_country_says_nothing_of_how_often() {
    let text = "account,start,price,country,home state\na,2026-01-02,10.50,PA,MO\nb,2026-01-03,9.50,DE,CA\n";
    assert_eq!(asked(text, &usd()), []);
}
