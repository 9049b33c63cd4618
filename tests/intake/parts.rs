//! Movements with a column for each kind of change: as some billing tools and every finance team write them.

use churnroom::domain::import::{ImportKind, ImportRow, MovementAmount};
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::{read, usd};

/// The changes of a file in whole units, by account and day: `a 2026-01-31 +100`.
fn changes(text: &str, hints: &Hints) -> Vec<String> {
    let (_, rows, bad) = read(text.as_bytes(), hints).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    let change = |row: &ImportRow| match row {
        ImportRow::Movement(row) => match row.amount {
            MovementAmount::Delta(delta) => {
                Some(format!("{} {} {:+}", row.account, row.day, delta.0 / 100))
            }
            MovementAmount::Balance(_) => panic!("{row:?}"),
        },
        ImportRow::LeftOut => None,
        other => panic!("{other:?}"),
    };
    rows.iter().filter_map(change).collect()
}

const EXPECTED: [&str; 6] = [
    "a 2026-01-31 +100",
    "a 2026-02-28 +50",
    "a 2026-03-31 -30",
    "a 2026-04-30 -120",
    "a 2026-06-30 +80",
    "b 2026-02-28 +140",
];

#[rstest]
#[case::plain(
    "customer,month,new mrr,expansion mrr,contraction mrr,churned mrr,reactivation mrr\n\
     a,2026-01,100,0,0,0,0\na,2026-02,0,50,0,0,0\na,2026-03,0,0,30,0,0\na,2026-04,0,0,0,120,0\n\
     a,2026-05,0,0,0,0,0\na,2026-06,,,,,80\nb,2026-02,200,,60,,\n"
)]
#[case::losses_with_a_sign(
    "account,date,New,Upgrades,Downgrades,Churn,Reactivation\n\
     a,2026-01-31,100.00,,,,\na,2026-02-28,,50.00,,,\na,2026-03-31,,,-30.00,,\na,2026-04-30,,,,-120.00,\n\
     a,2026-06-30,,,,,80.00\nb,2026-02-28,200,,-60,,\n"
)]
#[case::other_signs(
    "Customer ID;Period;New Business;Expansion;Contraction;Cancellations;Reactivations\n\
     a;Jan 2026;100,00;;;;\na;Feb 2026;;50,00;;;\na;Mrz 2026;;;(30,00);;\na;Apr 2026;;;;120,00;\n\
     a;Juni 2026;;;;;80,00\nb;Feb 2026;200,00;;60,00;;\n"
)]
fn each_kind_has_its_column(#[case] text: &str) {
    assert_eq!(changes(text, &usd()), EXPECTED);
    assert!(asked(text, &usd()).is_empty());
}

#[test]
fn what_each_comes_to_is_what_a_change_alone_does() {
    let parts = "account,day,new,expansion,contraction,churn\n\
        a,2026-01-05,10.10,,,\na,2026-02-05,,0.20,0.05,\nb,2026-02-05,7,,,\nb,2026-03-01,,,,7\n";
    let alone = "account,day,delta\na,2026-01-05,10.10\na,2026-02-05,0.15\nb,2026-02-05,7\nb,2026-03-01,-7\n";
    assert_eq!(changes(parts, &usd()), changes(alone, &usd()));
}

#[test]
fn the_balance_after_all_of_them_says_more() {
    let text = "customer_id,period,Starting MRR,New MRR,Expansion MRR,Contraction MRR,Churned MRR,Ending MRR\n\
        b,Jan 2026,300,0,0,0,0,300\nb,Feb 2026,300,0,0,0,300,0\n";
    let (source, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!((source.kind, rows.len()), (ImportKind::Balances, 2));
}

#[rstest]
#[case::before("Starting MRR", &["--ignore 'Starting MRR'"])]
#[case::opening("opening", &["--ignore opening"])]
#[case::another_kind("Back", &["--map reactivation=Back", "--ignore Back"])]
fn an_amount_that_is_in_none_of_them_is_asked_about(#[case] name: &str, #[case] ways: &[&str]) {
    let text = format!(
        "customer,month,new,expansion,contraction,churn,{name},note\na,2026-01,100,0,0,0,5,x\na,2026-02,0,0,0,100,0,\n"
    );
    let open = asked(&text, &usd());
    let [question] = &open[..] else {
        panic!("{open:?}")
    };
    let found: Vec<&str> = question
        .settled_by
        .iter()
        .map(|way| way.option.as_str())
        .collect();
    assert_eq!(found, ways);
}

#[test]
fn a_company_as_a_whole_and_a_ticked_churn_are_none() {
    for text in [
        "month,new,expansion,contraction,churn\n2026-01,100,0,0,0\n",
        "customer,date,churn\na,2026-01-05,Yes\n",
    ] {
        assert!(read(text.as_bytes(), &usd()).is_err(), "{text}");
    }
}
