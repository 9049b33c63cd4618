//! Rows that add up those above them and are called anything or nothing. Must not know the store.

use churnroom::domain::import::ImportRow;
use rstest::rstest;

use super::asked::asked;
use super::{read, usd};

#[rstest]
#[case::a_symbol("account,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5.50\n*,,15.50\n", 2)]
#[case::a_word(
    "account,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5.50\nInsieme,,15.50\n",
    2
)]
#[case::nobody(
    "account,start,price,interval\nA,2026-09-30,10,month\nB,2026-09-30,5.50,month\n,,15.50,\n",
    2
)]
#[case::of_parts(
    "account,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5\nNord,,15\nC,2026-09-30,4\nD,2026-09-30,2\nSüd,,6\nHaus,,21\n",
    4
)]
#[case::with_its_sign("account,2026-08,2026-09\nA,10,11\nB,5,6\n∑,15,17\n", 4)]
fn a_sum_at_the_foot_is_none_whatever_it_is_called(#[case] text: &str, #[case] rows: usize) {
    let (_, found, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(bad, []);
    assert_eq!(asked(text, &usd()), []);
    let found = found
        .iter()
        .filter(|row| **row != ImportRow::LeftOut)
        .count();
    assert_eq!(found, rows, "{text}");
}

#[test]
fn a_sum_that_has_a_name_and_a_day_is_asked_about() {
    let rows = "account,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5\nC,2026-09-30,4\nD,2026-09-30,2\n";
    let ways_of = |row: &str| {
        let questions = asked(&format!("{rows}{row}"), &usd());
        let ways = questions.iter().flat_map(|question| &question.settled_by);
        let ways: Vec<&str> = ways.map(|way| way.option.as_str()).collect();
        ways.join(" ")
    };
    assert_eq!(
        ways_of("Insieme,2026-09-30,21\n"),
        "--totals out --totals in"
    );
    assert_eq!(ways_of("Insieme,2026-09-30,20\n"), "");
    assert_eq!(ways_of("Insieme,2026-09-30,21\nE,2026-09-30,3\n"), "");
}

#[rstest]
#[case::a_figure("Net new,2026-03-01,350\n", 0)]
#[case::a_figure_that_is_none("Net new,2026-03-01,70\n", 2)]
#[case::any_name("Insieme,2026-03-01,350\n", 2)]
#[case::no_sum("Insieme,2026-03-01,340\n", 0)]
fn a_sum_with_a_start_is_left_out_or_asked_about(#[case] row: &str, #[case] ways: usize) {
    let above = "account,start,mrr\nA,2026-01-01,100\nB,2026-02-01,200\nC,2026-02-03,50\n";
    let text = format!("{above}{row}");
    let questions = asked(&text, &usd());
    let found = questions.iter().flat_map(|question| &question.settled_by);
    assert_eq!(found.count(), ways, "{questions:?}");
    if row.starts_with("Net") && ways == 0 {
        let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
        assert!(rows.contains(&ImportRow::LeftOut), "{rows:?}");
    }
}
