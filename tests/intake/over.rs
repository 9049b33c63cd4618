//! Rows of a ledger that say themselves that somebody left, or that they are no running revenue. Must not know the store.

use rstest::rstest;

use super::asked::asked;
use super::usd;

/// What is open of a file, without its name.
fn open(text: &str) -> Vec<String> {
    asked(text, &usd()).into_iter().map(|of| of.open).collect()
}

#[rstest]
#[case::by_a_word("State of account", "live,terminated")]
#[case::by_a_flag("Paying", "yes,no")]
#[case::by_the_other_flag("is_cancelled", "false,true")]
#[case::by_a_day("Contract end", ",2026-02-20")]
fn who_left_and_is_listed_with_an_amount_is_asked_about(#[case] column: &str, #[case] cells: &str) {
    let (runs, left) = cells.split_once(',').unwrap();
    let long = |last: &str| {
        format!(
            "client,as of,mrr,{column}\nElm,2026-02-28,40.50,{runs}\nFir,2026-02-28,70,{runs}\n\
             Elm,2026-03-31,40.50,{runs}\nFir,2026-03-31,{last},{left}\n"
        )
    };
    let wide = |last: &str| {
        format!("client,{column},Feb 2026,Mar 2026\nElm,{runs},40.50,41\nFir,{left},70,{last}\n")
    };
    for text in [long("70"), wide("70")] {
        let open = open(&text);
        assert_eq!(open.len(), 1, "{text} {open:?}");
        let says = "says that 1 of 2 accounts left";
        assert!(open[0].contains(says), "{open:?}");
    }
    for text in [long("0"), wide("0")] {
        assert_eq!(open(&text), [""; 0], "{text}");
    }
}

#[test]
fn what_was_before_and_who_came_back_is_not_asked_about() {
    let came_back = "client,month,mrr,status,prior_status\nElm,2026-01,40,active,\nElm,2026-02,0,cancelled,active\n\
                     Elm,2026-03,40,active,cancelled\n";
    assert_eq!(open(came_back), [""; 0]);
    // Where all rows of an account have its state of today, those before it left are right.
    let of_today = "client,month,mrr,status\nElm,2026-01,40,cancelled\nElm,2026-02,0,cancelled\nFir,2026-01,7,active\n\
                    Fir,2026-02,7,active\n";
    assert_eq!(open(of_today), [""; 0]);
}

#[rstest]
#[case::balances(
    "client,month,mrr,Basis\nElm,2026-01,40,actual\nElm,2026-02,45,projected\n",
    "Basis"
)]
#[case::movements(
    "client,date,type,delta,State\nElm,2026-01-02,new,40,settled\nFir,2026-01-05,new,45,voided\n",
    "State"
)]
#[case::by_which_row_counts(
    "id,client,start,mrr,Replaced by\na,Elm,2026-01-02,40,b\nb,Elm,2026-02-02,45,\n",
    "Replaced by"
)]
#[case::behind_a_plan(
    "id,client,start,mrr,plan\na,Elm,2026-01-02,40,Gold (terminated)\nb,Fir,2026-02-02,45,Gold\n",
    "plan"
)]
#[case::by_a_reason(
    "id,client,start,end,mrr,cancel reason\na,Elm,2026-01-02,,40,moved away\nb,Fir,2026-02-02,2026-05-05,45,price\n",
    "cancel reason"
)]
#[case::of_a_log(
    "client,start,mrr,What\nElm,2026-01-02,40,added\nElm,2026-01-02,45,removed\n",
    "What"
)]
fn what_is_no_running_revenue_by_its_row_is_asked_about(#[case] text: &str, #[case] column: &str) {
    let open = open(text);
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(open[0].starts_with(&format!("`{column}` says")), "{open:?}");
}

#[test]
fn what_left_by_its_end_or_its_status_is_not_asked_about_by_its_reason() {
    let ended = "id,client,start,end,mrr,cancel reason\na,Elm,2026-01-02,2026-03-03,40,moved away\nb,Fir,2026-02-02,,45,\n";
    assert_eq!(open(ended), [""; 0]);
    let lost = "client,date,type,delta\nElm,2026-01-02,new,40\nElm,2026-02-05,lost,-40\n";
    assert_eq!(open(lost), [""; 0]);
}

#[rstest]
#[case("Last day", true)]
#[case("Final service date", true)]
#[case("Last login", false)]
fn the_last_day_of_a_service_may_be_an_end(#[case] column: &str, #[case] is: bool) {
    let text = format!(
        "id,client,start,mrr,{column}\na,Elm,2026-01-02,40,2026-05-05\nb,Fir,2026-02-02,45,\n"
    );
    assert_eq!(open(&text).len(), usize::from(is));
}
