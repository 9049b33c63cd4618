//! Rows that are no data by convention: totals, headings that come again, lines and units below them.

use churnroom::domain::import::ImportRow;
use churnroom::domain::money::Cents;
use churnroom::exchange::read::{Hints, Noticed};
use rstest::rstest;

use super::usd;

/// The accounts of a file's rows with their amounts, how many were rejected, and what was noticed.
fn taken(text: &str, hints: &Hints) -> (Vec<(String, i64)>, usize, Noticed) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    let source = churnroom::exchange::read::open(&path, hints).unwrap();
    let (mut good, mut bad) = (Vec::new(), 0);
    let mut rows = source.rows().unwrap();
    for row in rows.by_ref() {
        match row.map(|row| row.row) {
            Ok(ImportRow::LeftOut) => {}
            Ok(row) => {
                let Cents(amount) = match &row {
                    ImportRow::Balance(row) => row.mrr,
                    ImportRow::Subscription(row) => row.amount,
                    _ => Cents::ZERO,
                };
                good.push((row.account().to_owned(), amount));
            }
            Err(_) => bad += 1,
        }
    }
    (good, bad, rows.noticed())
}

fn names(rows: &[(String, i64)]) -> String {
    let names: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
    names.join(" ")
}

#[rstest]
#[case::foot(
    "account,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5\nTotal,,15\n",
    "A B",
    1,
    0
)]
#[case::no_newline(
    "account,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5\nGrand Total,15",
    "A B",
    1,
    0
)]
#[case::off_by_a_row(
    "account;day;mrr\nA;2026-09-30;10,50\nB;2026-09-30;5,50\nSumme;;17,00\n",
    "A B",
    1,
    1
)]
#[case::first_column(
    "no,account,day,mrr\n1,A,2026-09-30,10\n2,B,2026-09-30,5\nTotal:,,,15\n",
    "A B",
    1,
    0
)]
#[case::between(
    "account,day,mrr\nA,2026-09-30,10\nSubtotal,,10\nB,2026-09-30,5\nC,2026-09-30,1\nSubtotal,,6\nTotal,,16\nexported by Kim,,\n",
    "A B C exported",
    3,
    0
)]
#[case::of_each(
    "account,day,mrr\nA,2026-08-31,10\nA,2026-09-30,10\nA Total,,20\nB,2026-09-30,5\nB Total,,5\nGrand Total,,25\n",
    "A A B",
    3,
    0
)]
#[case::wide("account,2026-08,2026-09\nA,1,2\nB,3,4\nTotal,4,6\n", "A A B B", 1, 0)]
#[case::a_customer(
    "account,day,mrr\nTotal Energies,2026-09-30,10\nTotal,2026-09-30,5\nB,2026-09-30,7\n",
    "Total Energies Total B",
    0,
    0
)]
#[case::a_small_customer_last(
    "account,day,mrr\nA,2026-09-30,100\nTotal,2026-09-30,5\n",
    "A Total",
    0,
    0
)]
#[case::a_plan(
    "plan,account,day,mrr\nBasic,A,2026-09-30,10\nTotal,B,2026-09-30,10\n",
    "A B",
    0,
    0
)]
#[case::groups(
    "account,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5\nSubtotal EU,2026-09-30,15\nC,2026-09-30,1\nD,2026-09-30,2\nUS Total,2026-09-30,3\nAverage,2026-09-30,4.50\nOverall,2026-09-30,18\nTotal,2026-09-30,20\n",
    "A B C D",
    4,
    1
)]
#[case::not_below_another(
    "account,start,amount\nA,2026-01-01,10\nTotal,2026-02-01,10\n",
    "A Total",
    0,
    0
)]
fn totals_are_left_out(
    #[case] text: &str,
    #[case] accounts: &str,
    #[case] totals: u64,
    #[case] off: u64,
) {
    let (rows, bad, noticed) = taken(text, &usd());
    let told = accounts.trim_end_matches(" exported");
    assert_eq!(
        (names(&rows), bad),
        (told.to_owned(), usize::from(told != accounts))
    );
    assert_eq!((noticed.totals, noticed.totals_off), (totals, off));
    assert_eq!(noticed.total.is_some(), totals > 0);
}

#[test]
fn totals_of_people_and_words_are_left_out_at_the_foot() {
    let text = "id,name,plan,seats\nc1,Alder,Pro,3\nTotal,,,3\n";
    assert_eq!(names(&taken(text, &usd()).0), "c1");
    let text = "id,name,plan,seats\nc1,Alder,Pro,3\nTotal,Total SE,Pro,3\n";
    assert_eq!(names(&taken(text, &usd()).0), "c1 Total");
}

#[rstest]
#[case(
    "account,day,mrr\nA,2026-09-30,10\nAccount,Day,MRR\nB,2026-09-30,5\naccount,day,mrr\n",
    2
)]
#[case(
    "account,day,mrr\n-------,----------,---\nA,2026-09-30,10\nB,2026-09-30,5\n",
    1
)]
#[case(
    "account,day,mrr\ntext,yyyy-mm-dd,(USD)\nA,2026-09-30,10\nB,2026-09-30,5\n",
    1
)]
#[case(
    "| account | day | mrr |\n|---|:---:|---:|\n| A | 2026-09-30 | 10 |\n| B | 2026-09-30 | 5 |\n",
    1
)]
#[case("MRR of May,,\naccount,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5\n", 0)]
fn headings_are_passed_over(#[case] text: &str, #[case] headings: u64) {
    let (rows, bad, noticed) = taken(text, &usd());
    assert_eq!(
        (names(&rows).as_str(), bad, noticed.headings),
        ("A B", 0, headings)
    );
    assert_eq!(noticed.rows, 2);
}

#[test]
fn what_rows_lack_and_the_days_they_cover_are_noticed() {
    let text = "id,account,received,text,score\n1,A,2026-03-01,Slow,1\n2,,2026-01-05,Dear,\n3,B,,,4\n4,B,,,\n";
    let (_, _, noticed) = taken(text, &usd());
    assert_eq!(
        (noticed.rows, noticed.without_account, noticed.without_day),
        (4, 1, 1)
    );
    assert_eq!(noticed.without_text, 2);
    let days = [noticed.first, noticed.last].map(|day| day.unwrap().to_string());
    assert_eq!(days, ["2026-01-05", "2026-03-01"]);
    let text = "account,start,end,amount\nA,2026-01-01,2026-03-31,10\nA,2026-04-01,,12\n,2026-05-01,,1\nB,,,1\n";
    let (_, bad, noticed) = taken(text, &usd());
    assert_eq!(
        (bad, noticed.without_account, noticed.without_day),
        (2, 1, 1)
    );
    assert_eq!(
        (noticed.ends, noticed.next_day, noticed.same_day),
        (1, 1, 0)
    );
}
