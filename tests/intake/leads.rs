//! Files of which the first answer that is offered leads to the right numbers: with columns that are called alike, or as
//! nothing that is known. Must not know the store.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::open;
use rstest::rstest;

use super::asked::asked;
use super::{mapped, usd};

/// What is said of a file that cannot be read before something is said.
fn refused(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    let failure = open(&path, &usd()).unwrap_err();
    format!("{failure}; {}", failure.hint)
}

#[rstest]
#[case::of_a_ledger(
    "ref,client,begin,end,Previous fee,Current fee\nS1,Elm,2026-01-02,,12.50,13.10\nS2,Fir,2026-01-02,2026-05-05,8.20,9\n",
    "--map amount='Current fee'"
)]
#[case::of_levels(
    "day,client,Prior MRR,MRR now\n2026-01-02,Elm,0,40.50\n2026-02-03,Elm,40.50,45\n2026-01-05,Fir,0,7.10\n2026-04-02,Fir,7.10,0\n",
    "--map mrr='MRR now'"
)]
#[case::of_changes(
    "day,client,MRR difference\n2026-01-02,Elm,40.50\n2026-02-03,Elm,4.50\n2026-01-05,Fir,7.10\n2026-04-02,Fir,-7.10\n",
    "--as-kind movements --map account=client --map day=day --map delta='MRR difference'"
)]
#[case::by_month(
    "period_month,client,contract_arr_value\n2026-09,Elm,480.00\n2026-09,Fir,90.50\n2026-10,Elm,490.00\n2026-10,Fir,90.50\n",
    "--as-kind balances --map account=client --map day=period_month"
)]
#[case::customers_by_an_address(
    "mail_to,digest,kind_of\nelm@elm.example,no,paid\nfir@fir.example,no,free\noak@oak.example,yes,paid\n",
    "--as-kind accounts --map id=mail_to"
)]
fn what_is_proposed_is_right(#[case] text: &str, #[case] way: &str) {
    let said = refused(text);
    assert!(said.contains(way), "{said}");
}

#[rstest]
#[case(
    "client,January,February\nElm,40,41\nFir,7,8\n",
    "`January`, `February`"
)]
#[case(
    "client,Q3 2025,Q4 2025,Q1 2026\nElm,40,41,42\nFir,7,8,9\n",
    "`Q3 2025`"
)]
#[case(
    "client,Feb 2026 (TEUR),Mar 2026 (TEUR)\nElm,40,41\nFir,7,8\n",
    "`Feb 2026 (TEUR)`"
)]
fn columns_that_are_no_months_yet_are_named(#[case] text: &str, #[case] named: &str) {
    let said = refused(text);
    assert!(
        said.contains(named) && said.contains("write each as `Jan 2026`"),
        "{said}"
    );
}

#[test]
fn sums_of_reasons_are_no_surveys() {
    let said = refused("reason,mentions,mrr_lost\nprice,4,400\nbugs,2,120\nother,1,9\n");
    assert!(
        said.contains("each of its rows is of all customers together"),
        "{said}"
    );
}

#[test]
fn customers_with_two_days_and_a_price_are_offered_as_a_ledger() {
    let text = "customer_id,signup_date,plan_name,country,monthly_price,churn_date,cancel_reason\n\
                c1,2026-01-02,Pro,DE,40,,\nc2,2026-01-05,Pro,DE,7,2026-05-05,price\n";
    let questions = asked(text, &usd());
    assert_eq!(
        questions[0].settled_by[0].option,
        "--as-kind subscriptions --map start=signup_date --map end=churn_date"
    );
}

#[test]
fn a_contract_is_for_as_long_as_until_it_is_renewed() {
    let text = "contract_id,client,start_date,renewal_date,contract_value\n\
                1,Elm,2026-01-01,2028-01-01,2400\n2,Fir,2026-01-01,2027-01-01,600\n";
    let way = "--map period_start=start_date --map period_end=renewal_date";
    let questions = asked(text, &usd());
    let mut ways = questions.iter().flat_map(|of| &of.settled_by);
    assert!(ways.any(|found| found.option == way), "{questions:?}");
    let said = mapped(&[
        ("period_start", "start_date"),
        ("period_end", "renewal_date"),
    ]);
    let (_, rows, bad) = super::read(text.as_bytes(), &said).unwrap();
    assert_eq!((rows.len(), bad.len()), (2, 0));
    assert_eq!(asked(text, &said), []);
}

#[test]
fn messages_under_one_id_are_offered_as_what_was_said() {
    let text = "id,company,updated,message_body\n7,Elm,2026-01-02,it is slow\n7,Elm,2026-01-03,it is still slow\n\
                8,Fir,2026-01-02,it is fine\n8,Fir,2026-01-04,it is fine again\n";
    let questions = asked(text, &usd());
    let way = questions.first().map(|of| of.settled_by[0].option.as_str());
    assert!(
        way.is_none_or(|way| way.starts_with("--as-kind feedback --map text=message_body")),
        "{questions:?}"
    );
}

#[test]
fn a_message_is_known_by_its_own_id() {
    let text = "message_id,conversation_id,company,date,message\nm1,1,Elm,2026-01-02,it is slow\nm2,1,Elm,2026-01-03,still\n";
    let (_, rows, bad) = super::read(text.as_bytes(), &usd()).unwrap();
    assert_eq!((rows.len(), bad.len()), (2, 0));
}

#[test]
fn a_price_says_in_its_cell_how_often_it_is_due() {
    let text = "id,client,start,end,Price\nS1,Elm,2026-01-02,,\"1,200.60/yr\"\nS2,Fir,2026-01-02,,40 per month\n\
                S3,Oak,2026-01-02,,90 quarterly\nS4,Ash,2026-01-02,,7\n";
    assert_eq!(asked(text, &usd()), []);
    let (source, rows, bad) = super::read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(bad.len(), 0);
    let mrr = |row: &ImportRow| match row {
        ImportRow::Subscription(row) => row.interval.monthly(row.amount).0,
        _ => 0,
    };
    let found: Vec<i64> = rows.iter().map(mrr).collect();
    assert_eq!(found, [10_005, 4_000, 3_000, 700]);
    let how = source
        .read_as()
        .columns
        .into_iter()
        .find(|of| of.became == "amount");
    let how = how.and_then(|of| of.how).unwrap_or_default();
    assert!(how.contains("`yr` as 1 year"), "{how}");
    let other = text
        .replace("end,Price", "interval,Price")
        .replace(",,90", ",month,90");
    let (_, rows, bad) = super::read(other.as_bytes(), &usd()).unwrap();
    assert_eq!((rows.len(), bad.len()), (3, 1));
}

#[test]
fn months_may_be_written_in_six_digits() {
    let text = "client,month,mrr\nElm,202609,40\nFir,202609,7\nElm,202610,40\nFir,202610,0\n";
    let (_, rows, bad) = super::read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(bad.len(), 0);
    let mut days = rows.iter().filter_map(|row| match row {
        ImportRow::Balance(row) => Some(row.day.to_string()),
        _ => None,
    });
    assert_eq!(days.next_back().as_deref(), Some("2026-10-31"));
}
