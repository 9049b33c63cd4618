//! Answers that are remembered for a header hold for what was asked, and for nothing else.

use churnroom::domain::failure::Failure;
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::FileReport;
use churnroom::store::Store;

use super::rooms::{files, options, take};
use super::usd;

const HEADER: &str = "id,customer,mrr,start_date";

/// Takes in a file of these rows.
fn given(store: &mut Store, rows: &str, hints: Hints) -> Result<FileReport, Failure> {
    under(store, HEADER, rows, hints)
}

fn under(store: &mut Store, header: &str, rows: &str, hints: Hints) -> Result<FileReport, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let rows = rows.replace('|', "\n");
    let paths = files(
        folder.path(),
        &[("paid.csv", &format!("{header}\n{rows}\n"))],
    );
    let reports = take(store, &paths, &options(hints))?;
    Ok(reports.files.into_iter().next().unwrap())
}

fn totals(out: bool) -> Hints {
    Hints {
        totals: Some(out),
        ..usd()
    }
}

fn mrr(report: &FileReport) -> i64 {
    report.read_as.holds.as_ref().unwrap().mrr.0
}

#[test]
fn a_customer_called_total_makes_no_account_of_a_sum() {
    let mut store = Store::in_memory().unwrap();
    let own = "1,Elm,10,2026-01-02|2,Fir,20,2026-01-02|3,Total,80,2026-01-02";
    let asked = given(&mut store, own, usd()).unwrap_err();
    assert!(asked.message.contains("`Total` in line 4"), "{asked}");
    assert_eq!(mrr(&given(&mut store, own, totals(false)).unwrap()), 11_000);
    assert_eq!(mrr(&given(&mut store, own, usd()).unwrap()), 11_000);
    let summed = format!("{own}|Summe,Summe,110,2026-01-02");
    assert_eq!(mrr(&given(&mut store, &summed, usd()).unwrap()), 11_000);
    // Nor does it where it is said of that customer again.
    assert_eq!(
        mrr(&given(&mut store, &summed, totals(false)).unwrap()),
        11_000
    );
    // Another one is asked about.
    let another = format!("{own}|4,Insgesamt,90,2026-01-02");
    let asked = given(&mut store, &another, usd()).unwrap_err();
    assert!(asked.message.contains("`Insgesamt` in line 5"), "{asked}");
    assert_eq!(
        mrr(&given(&mut store, &another, totals(true)).unwrap()),
        11_000
    );
    assert_eq!(mrr(&given(&mut store, &another, usd()).unwrap()), 11_000);
    // What was said can be said otherwise.
    let gone = given(&mut store, own, totals(true)).unwrap_err();
    assert!(gone.message.contains("80.00 a month (Total)"), "{gone}");
}

#[test]
fn a_foot_that_is_known_by_its_place_is_left_out_again() {
    let mut store = Store::in_memory().unwrap();
    let header = "id,customer,mrr,plan,start_date";
    let own = "1,Elm,10,Pro,2026-01-02|2,Fir,20,Pro,2026-01-02|3,Oak,40,Basic,2026-01-02";
    let text = format!("{own}|4,Pro,30,,2026-01-02|5,Basic,40,,2026-01-02");
    let asked = under(&mut store, header, &text, usd()).unwrap_err();
    assert!(asked.message.contains("`Pro` in line 5"), "{asked}");
    for hints in [totals(true), usd()] {
        let report = under(&mut store, header, &text, hints).unwrap();
        assert_eq!(mrr(&report), 7_000);
    }
    let another = format!("{own}|4,Run rate,840,Pro,2026-01-02");
    assert!(under(&mut store, header, &another, usd()).is_err());
}

#[test]
fn a_foot_that_is_left_out_takes_no_customer_with_it() {
    let mut store = Store::in_memory().unwrap();
    let foot = "1,Elm,10,2026-01-02|2,Fir,30,2026-01-02|,Revenue,55,2026-01-02";
    assert!(given(&mut store, foot, usd()).is_err());
    assert_eq!(mrr(&given(&mut store, foot, totals(true)).unwrap()), 4_000);
    assert_eq!(mrr(&given(&mut store, foot, usd()).unwrap()), 4_000);
    let own = "1,Elm,10,2026-01-02|7,Total,77,2026-01-02|8,Max,12,2026-01-02|2,Fir,30,2026-01-02";
    match given(&mut store, own, usd()) {
        Ok(report) => assert_eq!(mrr(&report), 12_900),
        Err(asked) => assert!(asked.message.contains("`Total`"), "{asked}"),
    }
    assert_eq!(mrr(&given(&mut store, own, totals(false)).unwrap()), 12_900);
}

#[test]
fn what_is_taken_as_it_stands_is_asked_about_under_another_name() {
    let mut store = Store::in_memory().unwrap();
    let rest = Hints {
        ignore_rest: true,
        ..usd()
    };
    let own = "1,Elm,10,2026-01-02|2,Fir,20,2026-01-02|3,Total,80,2026-01-02";
    given(&mut store, own, rest).unwrap();
    assert_eq!(mrr(&given(&mut store, own, usd()).unwrap()), 11_000);
    let another = own.replace("Total", "Insgesamt");
    assert!(given(&mut store, &another, usd()).is_err());
}

#[test]
fn a_foot_that_stands_among_accounts_now_is_asked_about() {
    let mut store = Store::in_memory().unwrap();
    let header = "Customer,2026-09,2026-10";
    let foot = "Acme,100,120|Bolt,50,50|Target,300,300";
    assert!(under(&mut store, header, foot, usd()).is_err());
    let report = under(&mut store, header, foot, totals(true)).unwrap();
    assert_eq!(report.counts.new, 4);
    let among = "Acme,100,120|Bolt,50,50|Target,300,310|Zed,5,5";
    let asked = under(&mut store, header, among, usd()).unwrap_err();
    let said = "`Target` in line 4 was left out of an earlier file, and stands among accounts now";
    assert!(asked.message.contains(said), "{asked}");
    let report = under(&mut store, header, among, totals(true)).unwrap();
    assert_eq!(report.counts.new, 2);
    // Said of it that it is an account, it is one from then on.
    let report = under(&mut store, header, among, totals(false)).unwrap();
    assert_eq!(report.counts.new, 2);
    let report = under(&mut store, header, among, usd()).unwrap();
    assert_eq!((report.counts.new, report.counts.unchanged), (0, 8));
}

#[test]
fn words_are_no_ids_of_a_system_that_counts_in_cents() {
    let mut store = Store::in_memory().unwrap();
    let header = "customer,mrr,start_date,end_date,churn_reason";
    let left = "Elm,250,2026-01-02,2026-05-02,price_too_high|Fir,190,2026-01-02,,|\
                Oak,240,2026-01-02,2026-06-02,plan_too_small|Yew,330,2026-01-02,2026-07-02,sub_standard_service";
    assert_eq!(
        mrr(&under(&mut store, header, left, usd()).unwrap()),
        19_000
    );
    let ids = left.replace("price_too_high", "sub_1NxPqLmA2eZv");
    assert!(under(&mut Store::in_memory().unwrap(), header, &ids, usd()).is_err());
}

const PRICED: &str = "id,customer,mrr,currency,start_date";

fn ignored(column: &str) -> Hints {
    Hints {
        ignore: vec![column.into()],
        ..usd()
    }
}

#[test]
fn a_column_that_is_not_to_be_used_is_asked_about_where_it_says_another_currency() {
    let mut store = Store::in_memory().unwrap();
    let same = "1,Elm,10,USD,2026-01-02|2,Fir,20,USD,2026-01-02";
    under(&mut store, PRICED, same, ignored("currency")).unwrap();
    let more = format!("{same}|3,Yew,30,usd,2026-01-02|4,Oak,40,,2026-01-02");
    assert_eq!(
        mrr(&under(&mut store, PRICED, &more, usd()).unwrap()),
        10_000
    );
    let other = format!("{more}|5,Ash,3300,JPY,2026-01-02");
    let asked = under(&mut store, PRICED, &other, usd()).unwrap_err();
    let said = "`currency` is not to be used, and says `JPY`, which it did not when that was said";
    assert!(asked.message.contains(said), "{asked}");
    let mapped = Hints {
        map: vec![("currency".into(), "currency".into())],
        ..usd()
    };
    let report = under(&mut store, PRICED, &other, mapped).unwrap();
    assert_eq!((mrr(&report), report.counts.rejected), (10_000, 1));
    let report = under(&mut store, PRICED, &other, ignored("currency")).unwrap();
    assert_eq!(mrr(&report), 340_000);
    assert_eq!(
        mrr(&under(&mut store, PRICED, &other, usd()).unwrap()),
        340_000
    );
    let third = other.replace("JPY", "GBP");
    assert!(under(&mut store, PRICED, &third, usd()).is_err());
}

#[test]
fn one_of_two_amounts_is_not_most_of_them() {
    let mut store = Store::in_memory().unwrap();
    given(&mut store, "1,Elm,10,2026-01-02|2,Fir,20,2026-01-02", usd()).unwrap();
    let one = given(
        &mut store,
        "1,Elm,10,2026-01-02|2,Fir,2000,2026-01-02",
        usd(),
    )
    .unwrap();
    assert_eq!(mrr(&one), 201_000);
    let mut store = Store::in_memory().unwrap();
    given(&mut store, "1,Elm,10,2026-01-02|2,Fir,20,2026-01-02", usd()).unwrap();
    let most = given(
        &mut store,
        "1,Elm,1000,2026-01-02|2,Fir,2000,2026-01-02",
        usd(),
    );
    assert!(most.unwrap_err().message.contains("are mostly"));
}
