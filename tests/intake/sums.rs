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

/// Accounts of which one has ended: 370 in all, 300 of them active.
const ENDED: &str = "account,start,end,plan,mrr\nA,2026-01-01,,Pro,100\nB,2026-01-01,,Basic,150\n\
    C,2026-02-01,2026-05-01,Pro,70\nD,2026-03-01,,Pro,50\n";

/// Balances of two months.
const MONTHS: &str = "account,day,mrr\nA,2026-01-31,100\nB,2026-01-31,150\nD,2026-01-31,60\nA,2026-02-28,100\n\
    B,2026-02-28,150\nD,2026-02-28,50\n";

/// How many rows of a file are left out, and how many ways its questions offer.
fn out_or_asked(text: &str) -> (usize, usize) {
    let (_, rows, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(bad, [], "{text}");
    let ways = asked(text, &usd());
    let ways = ways.iter().map(|question| question.settled_by.len());
    let out = rows.iter().filter(|row| **row == ImportRow::LeftOut);
    (out.count(), ways.sum())
}

#[rstest]
fn a_total_of_what_is_active_or_of_a_month_is_left_out(
    #[values(
        "Total active",
        "Company total",
        "Grand total",
        "Gesamt",
        "Summe",
        "Subtotal Enterprise",
        "Sum of active",
        "TOTAL (active)",
        "Active total",
        "Soma",
        "Łącznie",
        "Итого",
        "Total MRR"
    )]
    name: &str,
) {
    for text in [
        format!("{ENDED}{name},,,,300\n"),
        format!("{ENDED}{name},2026-03-01,,,300\n"),
        format!("{ENDED}{name},2026-03-01,,,300\nE,2026-03-01,,Pro,20\n"),
        format!("{MONTHS}{name},2026-02-28,300\n"),
        format!("{MONTHS}E,2026-03-31,20\n{name},2026-02-28,300\n"),
    ] {
        assert_eq!(out_or_asked(&text), (1, 0), "{text}");
    }
}

#[rstest]
#[case::of_a_group("Subtotal Pro,2026-03-01,,,220", 1, 0)]
#[case::of_the_active_of_a_group("Subtotal Pro,2026-03-01,,,150", 1, 0)]
#[case::that_is_no_sum("Subtotal Pro,2026-03-01,,,15", 0, 2)]
#[case::of_a_group_by_its_name_behind("Pro Total,2026-03-01,,,150", 1, 0)]
#[case::a_customer("Total Soft,2026-03-01,,Pro,90", 0, 0)]
#[case::another("TotalEnergies,2026-03-01,,Pro,300", 0, 2)]
#[case::another_that_is_none("TotalEnergies,2026-03-01,,Pro,310", 0, 0)]
#[case::named_total("Total,2026-03-01,,Pro,90\nE,2026-03-01,,Pro,20", 0, 0)]
#[case::any_name_without_a_day("Zeile 5,,,,300", 1, 0)]
#[case::no_name(",,,,300", 1, 0)]
#[case::no_name_with_a_day(",2026-03-01,,,300", 1, 0)]
#[case::any_name("Zeile 5,2026-03-01,,,300", 0, 2)]
#[case::average("Average,2026-03-01,,,100", 1, 0)]
#[case::average_that_is_none("Average,2026-03-01,,,60", 0, 2)]
#[case::without_a_day("Average,,,,60", 1, 0)]
#[case::median("Median,,,,85", 1, 0)]
#[case::count("Count,2026-03-01,,,4", 1, 0)]
#[case::all_of_them("Min,,,,50\nMax,,,,150\nMean,,,,92.50\nAnzahl,,,,4", 4, 0)]
#[case::max_with_a_day("Max,2026-03-01,,,150", 0, 2)]
#[case::max_who_pays_otherwise("Max,2026-03-01,,,90", 0, 0)]
fn what_a_row_below_others_is_shows_by_its_name_and_its_amount(
    #[case] row: &str,
    #[case] out: usize,
    #[case] ways: usize,
) {
    let text = format!("{ENDED}{row}\n");
    assert_eq!(out_or_asked(&text), (out, ways), "{text}");
}
