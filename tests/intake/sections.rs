//! Rows of a ledger that stand there in another way than the others: below a heading, below another header, without an id,
//! alike but for a column. Must not know the store.

use churnroom::exchange::read::{Hints, all_used, open, strangers};
use rstest::rstest;

use super::asked::asked;
use super::{mapped, usd};

/// What is open of a file, without its name.
fn open_of(text: &str) -> Vec<String> {
    asked(text, &usd()).into_iter().map(|of| of.open).collect()
}

const ABOVE: &str = "client,start,mrr\nElm,2026-01-02,40\nFir,2026-01-05,70\nOak,2026-01-07,30\n";

#[rstest]
#[case::who_left("Former clients", true)]
#[case::who_may_come("Prospects 2027", true)]
#[case::a_group("North", false)]
fn a_heading_that_says_that_those_below_do_not_pay_is_asked_about(
    #[case] heading: &str,
    #[case] is: bool,
) {
    let text = format!("{ABOVE}{heading},,\nAsh,2025-01-02,12\nYew,2025-01-02,9\n");
    let open = open_of(&text);
    let asked = open.iter().filter(|open| open.contains("stands alone"));
    assert_eq!(asked.count(), usize::from(is), "{open:?}");
    let nothing_below = format!("{ABOVE}{heading},,\n");
    let open = open_of(&nothing_below);
    assert!(
        !open.iter().any(|open| open.contains("stands alone")),
        "{open:?}"
    );
}

#[test]
fn another_header_below_is_asked_about_and_the_same_again_is_not() {
    let other = format!("{ABOVE}\nPartner,Since,Fee\nAsh,2025-01-02,12\n");
    let open = open_of(&other);
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(open[0].starts_with("`Partner` in line 6"), "{open:?}");
    let same = format!("{ABOVE}\nClient,Start,MRR\nAsh,2025-01-02,12\n");
    assert_eq!(open_of(&same), [""; 0]);
}

const WITH_IDS: &str = "id,client,start,mrr\nS1,Elm,2026-01-02,40\nS2,Fir,2026-01-05,70\nS3,Oak,2026-01-07,30\nS4,Ash,2026-02-01,5\n";

#[test]
fn a_row_without_the_id_of_the_others_is_asked_about() {
    let (head, last) = WITH_IDS.split_at(WITH_IDS.find("S3").unwrap());
    let open = open_of(&format!("{head},Corrections,2026-01-07,33\n{last}"));
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(
        open[0].starts_with("1 row has no `id`, which all others have (`Corrections` in line 4"),
        "{open:?}"
    );
    assert_eq!(open_of(WITH_IDS), [""; 0]);
    let half = WITH_IDS.replace("S1", "").replace("S3", "");
    assert_eq!(open_of(&half), [""; 0]);
}

#[test]
fn ids_that_a_spreadsheet_cut_short_are_asked_about() {
    let text = "client id,start,mrr\n4.50E+14,2026-01-02,40\n4.50E+14,2026-01-03,70\n";
    let open = open_of(text);
    assert!(open[0].starts_with("`client id` has in 2 rows what a spreadsheet cut short"));
    assert_eq!(open_of(&text.replace("E+14", "E14")), [""; 0]);
}

#[rstest]
#[case::of_a_module("Module", "sms,mail", &["--ignore Module"])]
#[case::by_month("Billed", "2026-03,2026-04", &["--as-kind balances --map day=Billed", "--ignore Billed"])]
fn rows_that_are_alike_but_for_a_column_are_asked_about(
    #[case] column: &str,
    #[case] cells: &str,
    #[case] ways: &[&str],
) {
    let (one, other) = cells.split_once(',').unwrap();
    let text = format!(
        "client,start,mrr,{column}\nElm,2026-01-02,40,{one}\nElm,2026-01-02,40,{other}\nFir,2026-01-02,4,{one}\n"
    );
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let found = questions[0]
        .settled_by
        .iter()
        .map(|way| way.option.as_str());
    assert_eq!(found.collect::<Vec<_>>(), ways);
    // Another price is another part, and so is another plan.
    assert_eq!(asked(&text.replacen(",40,", ",41,", 1), &usd()), []);
    let plan = mapped(&[("plan", column)]);
    assert_eq!(asked(&text, &plan), []);
}

#[rstest]
#[case::of_a_year("gold-1y", 1)]
#[case::of_three_months("gold_3mo", 1)]
#[case::a_number("gold-5m", 0)]
fn the_code_of_a_plan_may_say_how_often(#[case] plan: &str, #[case] asks: usize) {
    let text = format!(
        "id,client,start,end,plan,price\nS1,Elm,2026-01-02,,{plan},40\nS2,Fir,2026-01-02,,gold,7\n"
    );
    assert_eq!(asked(&text, &usd()).len(), asks);
}

#[test]
fn a_list_is_complete_where_it_is_one_of_balances() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, WITH_IDS).unwrap();
    let hints = Hints {
        complete: true,
        ..usd()
    };
    let refused = all_used(&hints, &[open(&path, &hints).unwrap()]).unwrap_err();
    assert!(refused.to_string().contains("--complete"), "{refused}");
}

#[test]
fn a_row_with_an_id_of_its_own_is_no_total() {
    let text = "id,client,start,end,mrr\nS1,Elm,2026-01-02,,40\nS2,Fir,2026-01-05,,70\nS3,Oak,2026-01-07,2026-05-05,30\n\
                S4,Ash,2026-02-01,,140\n";
    assert_eq!(open_of(text), [""; 0]);
    let without = text
        .replace("id,", "")
        .replace("S1,", "")
        .replace("S2,", "");
    let without = without.replace("S3,", "").replace("S4,", "");
    assert_eq!(open_of(&without).len(), 1);
}

#[rstest]
#[case::by_other_ids("id,name,code\n1,Elm,C-1\n2,Fir,C-2\n", Some("--map also=code"))]
#[case::by_none("id,name\n1,Elm\n2,Fir\n", Some("--ignore-rest"))]
#[case::of_some("id,name\n1,Elm\nC-2,Fir\n", None)]
fn a_ledger_of_strangers_is_asked_about(#[case] accounts: &str, #[case] way: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = "customer_id,start,mrr\nC-1,2026-01-02,40\nC-2,2026-01-02,7\n";
    let sources = [("a.csv", accounts), ("b.csv", ledger)].map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        open(&path, &usd()).unwrap()
    });
    let questions = strangers(&sources).unwrap();
    let found = questions.first().map(|of| of.settled_by[0].option.as_str());
    assert_eq!(found, way);
    assert!(strangers(&sources[1..]).unwrap().is_empty());
}
