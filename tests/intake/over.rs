//! Rows of a ledger that say themselves that somebody left, or that they are no running revenue. Must not know the store.

use rstest::rstest;

use super::asked::asked;
use super::{mapped, usd};

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

/// Two subscriptions without an end and one with a term, of which a column says this of the last two.
fn with_term(column: &str, cells: [&str; 3]) -> String {
    let [runs, other, term] = cells;
    format!(
        "id,client,start,end,mrr,{column}\na,Elm,2026-01-02,,40,{runs}\nb,Fir,2026-02-02,,45,{other}\n\
         c,Gum,2026-02-02,2031-01-31,60,{term}\n"
    )
}

#[rstest]
#[case::a_quote("record type", ["contract", "contract", "Draft"], "`Draft` in 1 row")]
#[case::a_trial("plan", ["Gold", "Gold", "Free trial"], "`Free trial` in 1 row")]
#[case::each_word_once("kind", ["contract", "one-off", "Quote"], "`one-off`, `Quote` in 2 rows")]
#[case::a_pilot("deal type", ["new", "POC", "Pilot"], "`POC`, `Pilot` in 2 rows")]
#[case::lost_before_it_was_won("stage", ["Closed Won", "Closed Won", "Closed Lost"], "`Closed Lost` in 1 row")]
#[case::a_flag("is_projected", ["no", "no", "yes"], "`yes` in 1 row")]
#[case::a_flag_without_is("Draft", ["0", "1", "0"], "`1` in 1 row")]
#[case::hardly_likely("Probability", ["100%", "100%", "30%"], "`30%` in 1 row")]
#[case::not_likely_at_all("win_probability", ["1", "1", "0"], "`0` in 1 row")]
fn a_term_makes_no_revenue_of_what_is_none(
    #[case] column: &str,
    #[case] cells: [&str; 3],
    #[case] says: &str,
) {
    let open = open(&with_term(column, cells));
    assert_eq!(open.len(), 1, "{open:?}");
    let says = format!("`{column}` says {says}, and those count");
    assert!(open[0].starts_with(&says), "{open:?}");
}

#[rstest]
#[case::where_it_came_from("lead source", ["trial", "quote", "demo"])]
#[case::a_channel("Acquisition channel", ["free trial", "partner", "trial"])]
#[case::who_it_belongs_to("department", ["Test", "Sales", "Demo"])]
#[case::what_it_was_before("previous plan", ["trial", "Basic", "trial"])]
#[case::numbers_of_quotes("quote", ["Q-17", "Q-18", "Q-19"])]
#[case::replaced_and_ended("state of row", ["kept", "kept", "replaced"])]
fn where_a_row_came_from_says_nothing_of_it(#[case] column: &str, #[case] cells: [&str; 3]) {
    assert_eq!(open(&with_term(column, cells)), [""; 0]);
}

#[rstest]
#[case::parts(
    "client,month,item,mrr\nElm,2026-02,Gold,40\nElm,2026-02,Implementation,900\nFir,2026-02,Gold,45\n",
    "item",
    "part"
)]
#[case::kinds(
    "client,date,type,mrr change\nElm,2026-02-01,new,40\nFir,2026-02-02,proposal,70\nElm,2026-03-01,downgrade,-5\n",
    "type",
    "kind"
)]
fn parts_and_kinds_that_are_no_running_revenue_are_asked_about(
    #[case] text: &str,
    #[case] column: &str,
    #[case] field: &str,
) {
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let way = format!("--map {field}={column}");
    assert_eq!(questions[0].settled_by[0].option, way);
    assert_eq!(asked(text, &mapped(&[(field, column)])), []);
}

#[test]
fn of_what_is_rejected_nothing_is_asked() {
    let text = "id,client,start,plan,amount,interval\na,Elm,2026-01-02,Gold,40,month\nb,Elm,2026-01-02,Setup,500,once\n";
    assert_eq!(open(text), [""; 0]);
}

#[rstest]
#[case::renewed("type", ["initial", "renewal", "initial"])]
#[case::in_german("Vorgang", ["Neuvertrag", "Verlängerung", "Neuvertrag"])]
#[case::moved_up("change", ["new", "upgrade", "new"])]
fn what_goes_on_beside_what_it_renews_is_asked_about(
    #[case] column: &str,
    #[case] kinds: [&str; 3],
) {
    let [first, again, other] = kinds;
    let text = |end: &str| {
        format!(
            "id,client,start,end,mrr,{column}\na,Elm,2025-02-01,{end},40,{first}\nb,Elm,2026-02-01,,45,{again}\n\
             c,Fir,2025-05-01,2025-09-30,60,{other}\n"
        )
    };
    for end in ["", "2026-06-30"] {
        let open = open(&text(end));
        assert_eq!(open.len(), 1, "{open:?}");
        assert!(
            open[0].contains("has an earlier one that goes on"),
            "{open:?}"
        );
    }
    for end in ["2026-01-31", "2026-02-01"] {
        assert_eq!(open(&text(end)), [""; 0]);
    }
}

#[rstest]
#[case::left("left", ["no", "yes"])]
#[case::lost("is_lost", ["0", "1"])]
#[case::gone("exited", ["FALSE", "TRUE"])]
#[case::attrition("Attrition", ["No", "Yes"])]
#[case::no_customer("is_customer", ["yes", "no"])]
fn a_flag_of_who_left_is_read(#[case] column: &str, #[case] cells: [&str; 2]) {
    let [here, gone] = cells;
    let text = format!(
        "id,client,start,mrr,{column}\na,Elm,2026-01-02,40,{here}\nb,Fir,2026-02-02,45,{gone}\n"
    );
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0].open.starts_with("1 of 2 rows ended"),
        "{questions:?}"
    );
}
