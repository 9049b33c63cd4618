//! Rows that a vendor's file keeps of what is no more or not paid yet, and prices that hold more than what is paid for.
//! Must not know the store.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::{read, usd};

#[rstest]
#[case::versions_before_the_last(
    "Account: Name,Subscription: Name,Subscription: Version,Subscription: Status,Rate Plan: Name,Rate Plan Charge: MRR,\
     Rate Plan Charge: Effective Start Date,Rate Plan Charge: Effective End Date\n\
     Elm,E1,1,Expired,Silver,70,2026-02-01,2027-02-01\nElm,E1,2,Expired,Silver,75,2026-02-01,2027-02-01\n\
     Elm,E1,3,Active,Silver,80,2026-02-01,2027-02-01\nFir,F1,1,Expired,Silver,40,2026-03-01,2027-03-01\n\
     Fir,F1,2,Cancelled,Silver,40,2026-03-01,2026-06-01\n",
    &["Elm 80", "Fir 40"]
)]
#[case::members_on_trial(
    "Name,Email,Patron Status,Free Member,Free Trial,Lifetime Amount,Pledge Amount,Charge Frequency,Tier,\
     Patronage Since Date,User ID,Currency\n\
     Elm,e@x.example,Active patron,No,Yes,0.00,8.00,monthly,Silver,2026-02-01 10:00:00,1,USD\n\
     Fir,f@x.example,Active patron,No,No,16.00,8.00,monthly,Silver,2026-02-01 10:00:00,2,USD\n",
    &["f@x.example 8"]
)]
fn what_counts_no_more_or_not_yet_is_left_out(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(asked(text, &usd()), []);
    let (_, rows, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    let found = rows.iter().filter_map(|row| match row {
        ImportRow::Subscription(row) => Some(format!("{} {}", row.account, row.amount.0 / 100)),
        ImportRow::LeftOut => None,
        other => panic!("{other:?}"),
    });
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

const UNSAID: &str = "Account: Name,Subscription: Name,Subscription: Version,Rate Plan: Name,Rate Plan Charge: MRR,\
     Rate Plan Charge: Effective Start Date,Rate Plan Charge: Effective End Date\n\
     Elm,E1,1,Silver,70,2026-02-01,2027-02-01\nElm,E1,2,Silver,75,2026-02-01,2027-02-01\n\
     Fir,F1,1,Silver,40,2026-03-01,2027-03-01\n";

/// Where nothing says which of them count no more, they would all be added up.
#[rstest]
#[case::of_a_vendor(UNSAID, "`Subscription: Version`", "--ignore 'Subscription: Version'")]
#[case::of_anybody(
    "contract,customer,revision,start,end,mrr\nK1,Elm,1,2026-02-01,,70\nK1b,Elm,2,2026-04-01,,75\nK2,Fir,1,2026-03-01,,40\n",
    "`revision`",
    "--ignore revision"
)]
fn older_versions_that_nothing_ends_are_asked_about(
    #[case] text: &str,
    #[case] column: &str,
    #[case] way: &str,
) {
    let found = asked(text, &usd());
    assert_eq!(found.len(), 1, "{found:?}");
    let said = format!("{column} numbers versions, 1 account has several");
    assert!(found[0].open.starts_with(&said), "{}", found[0].open);
    let ways: Vec<&str> = found[0]
        .settled_by
        .iter()
        .map(|way| way.option.as_str())
        .collect();
    assert_eq!(ways, [way]);
    let name = column.trim_matches('`').to_owned();
    let settled = Hints {
        ignore: vec![name],
        ..usd()
    };
    assert_eq!(asked(text, &settled), []);
}

#[test]
fn an_account_with_one_version_is_not_asked_about() {
    let text = "contract,customer,revision,start,end,mrr\nK1,Elm,2,2026-02-01,,70\nK2,Fir,1,2026-03-01,,40\n";
    assert_eq!(asked(text, &usd()), []);
}

#[test]
fn taxes_in_a_price_are_named() {
    let text = "subscription_id,subscription_status,customer_id,start_date,end_date,billing_period,billing_interval,\
                order_total,order_tax,order_shipping,order_currency\n\
                7,wc-active,3,2026-02-01 10:00:00,0,month,1,48.00,8.00,0,USD\n";
    let (source, ..) = read(text.as_bytes(), &usd()).unwrap();
    let note = "`order_total` is with `order_tax`, `order_shipping`, and so is MRR: a column that is net can be named \
                with --map amount=COLUMN";
    assert_eq!(source.notes, [note]);
    let (source, ..) = read(
        text.replace("order_tax", "vat")
            .replace("order_shipping", "weight")
            .as_bytes(),
        &usd(),
    )
    .unwrap();
    assert_eq!(source.notes, [""; 0]);
}

#[rstest]
#[case("480 p. a.", 40)]
#[case("40 p. m.", 40)]
#[case("120 p.q.", 40)]
#[case("$-", 0)]
#[case("- \u{20ac}", 0)]
fn prices_as_books_write_them_are_read(#[case] price: &str, #[case] monthly: i64) {
    let price = price.replace('\u{20ac}', "$");
    let text =
        format!("id,customer,start,price\na,Elm,2026-02-01,{price}\nb,Fir,2026-02-01,40 p.m.\n");
    let (_, rows, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    let ImportRow::Subscription(row) = &rows[0] else {
        panic!("{rows:?}")
    };
    assert_eq!(row.interval.monthly(row.amount).0 / 100, monthly);
}
