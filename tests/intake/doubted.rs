//! What a plain file can say otherwise than it seems, and is asked about: who a list leaves out, copies, tests, cents,
//! prices of a year under the name of a month's. Must not know the store.

use churnroom::domain::import::ImportKind;
use churnroom::exchange::read::{Hints, open};
use rstest::rstest;

use super::asked::asked;
use super::{mapped, usd};

/// The first answers to what is open of a file.
fn first_ways(text: &str, hints: &Hints) -> Vec<String> {
    let questions = asked(text, hints).into_iter();
    questions
        .map(|question| question.settled_by[0].option.clone())
        .collect()
}

const LISTS: &str = "company,month,mrr\na,2026-01,10\nb,2026-01,20\nc,2026-01,30\nd,2026-01,40\n\
    a,2026-02,10\nb,2026-02,20\nc,2026-02,30\ne,2026-02,5\na,2026-03,11\nc,2026-03,30\ne,2026-03,5\n";

#[test]
fn who_paid_and_is_on_no_later_list_is_asked_about() {
    let question = &asked(LISTS, &usd())[0];
    assert_eq!(question.settled_by[0].option, "--complete");
    assert!(
        question
            .open
            .starts_with("2 of 5 accounts that paid are not on a later list (`d` on that of"),
        "{}",
        question.open
    );
    let complete = Hints {
        complete: true,
        ..usd()
    };
    let keep = Hints {
        empty_is_zero: Some(false),
        ..usd()
    };
    assert_eq!([asked(LISTS, &complete), asked(LISTS, &keep)], [[], []]);
    let sorted = LISTS.lines().skip(1).map(|line| format!("{line}\n"));
    let mut sorted: Vec<String> = sorted.collect();
    sorted.sort();
    let by_account = format!("company,month,mrr\n{}", sorted.concat());
    assert_eq!(first_ways(&by_account, &usd()), ["--complete"]);
}

#[rstest]
#[case::all_on_each(
    "company,month,mrr\na,2026-01,10\nb,2026-01,20\na,2026-02,10\nb,2026-02,20\nc,2026-02,30\n"
)]
#[case::gone_with_a_zero(
    "company,month,mrr\na,2026-01,10\nb,2026-01,20\na,2026-02,10\nb,2026-02,0\na,2026-03,10\n"
)]
#[case::what_changed(
    "company,date,mrr\na,2026-01-03,10\nb,2026-01-20,20\na,2026-02-07,15\nc,2026-02-09,30\nb,2026-03-01,25\n"
)]
fn lists_of_all_and_of_changes_leave_nobody_out(#[case] text: &str) {
    assert_eq!(asked(text, &usd()), []);
}

#[test]
fn two_rows_of_a_day_with_one_amount_are_asked_about() {
    let text = "date,customer,item,mrr\n2026-01-31,a,Seat,20\n2026-01-31,a,Seat,20\n2026-01-31,b,Seat,50\n";
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0].open.contains("(`a` on 2026-01-31"),
        "{questions:?}"
    );
}

const ROWS: &str = "A Ltd,2026-01-05,,100\nB Ltd,2026-02-10,,250\nC Ltd,2026-03-01,2026-05-31,80\n";

#[rstest]
#[case::subscriptions("Customer,Start,End,MRR\n", ROWS, "Customer,Start,End,MRR\n")]
#[case::movements(
    "date,account,delta\n",
    "2026-01-02,a,10\n2026-01-03,b,20\n2026-01-03,c,20\n",
    ""
)]
fn a_copy_of_rows_is_asked_about(#[case] head: &str, #[case] rows: &str, #[case] again: &str) {
    assert_eq!(asked(&format!("{head}{rows}"), &usd()), []);
    let questions = asked(&format!("{head}{rows}{again}{rows}"), &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0].open.starts_with("3 rows from line"),
        "{questions:?}"
    );
    assert!(!questions[0].proposes());
}

#[test]
fn several_of_the_same_are_no_copy() {
    let seats = "Customer,Start,MRR\na,2026-01-02,10\na,2026-01-02,10\nb,2026-01-02,10\nb,2026-01-02,10\nc,2026-01-02,10\nc,2026-01-02,10\n";
    assert_eq!(asked(seats, &usd()), []);
    let ids = format!("Customer,Start,End,MRR,id\n{ROWS}").replace("\nA", "\nA");
    let ids: String = ids
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{line}\n"),
            at => format!("{line},S{at}\n"),
        })
        .collect();
    let (_, rows) = ids.split_once('\n').unwrap();
    assert_eq!(asked(&format!("{ids}{rows}"), &usd()), []);
}

#[rstest]
#[case("is_test", "0", "1")]
#[case("livemode", "true", "false")]
#[case("Sandbox", "no", "yes")]
fn a_row_that_is_no_customers_is_asked_about(
    #[case] column: &str,
    #[case] live: &str,
    #[case] test: &str,
) {
    let text = format!(
        "id,Customer,Start,End,MRR,{column}\ns,a,2026-01-05,,100,{live}\nt,b,2026-01-05,,500,{test}\nu,c,2026-01-05,,70,{live}\n"
    );
    assert_eq!(asked(&text, &usd()).len(), 1, "{text}");
}

#[rstest]
#[case::just_below_round_ones("4995,9995,1995,4995", "month", true)]
#[case::in_whole_ones("4995,9990,120,4995", "month", false)]
#[case::of_a_year("4995,9995,1995,4995", "year", false)]
#[case::any("4817,9313,1452,7731", "month", false)]
fn amounts_that_end_like_cents_are_asked_about(
    #[case] amounts: &str,
    #[case] every: &str,
    #[case] is: bool,
) {
    let rows = amounts.split(',').enumerate();
    let rows =
        rows.map(|(at, amount)| format!("s{at},c{at},2026-01-0{},,{amount},{every}\n", at + 1));
    let text = format!(
        "id,customer,start,end,amount,interval\n{}",
        rows.collect::<String>()
    );
    let expected: &[&str] = if is { &["--unit minor"] } else { &[] };
    assert_eq!(first_ways(&text, &usd()), expected);
}

#[rstest]
#[case::beside_a_type(
    "membership_type,price_per_month",
    "Monthly,75;Annual,780;Monthly,60;Annual,700",
    "membership_type"
)]
#[case::beside_a_cycle(
    "Billing cycle,Monthly price",
    "monthly,10;annual,120;annual,110;monthly,9",
    "'Billing cycle'"
)]
#[case::beside_a_plan(
    "plan,Monthly price",
    "Pro monthly,10;Pro annual,120;Pro annual,110",
    "plan"
)]
fn a_price_of_a_year_under_the_name_of_a_months_is_asked_about(
    #[case] columns: &str,
    #[case] rows: &str,
    #[case] column: &str,
) {
    let rows = rows
        .split(';')
        .map(|row| format!("a{row},2026-01-02,,{row}\n"));
    let rows: String = rows.map(|row| row.replacen(',', "", 1)).collect();
    let text = format!("customer,start,end,{columns}\n{rows}");
    let map = format!("--map interval={column}");
    assert_eq!(first_ways(&text, &usd()), [map.as_str()], "{text}");
    let said = mapped(&[("interval", column.trim_matches('\''))]);
    assert!(!first_ways(&text, &said).contains(&map));
}

#[rstest]
#[case::mrr("plan,mrr", "monthly,75;annual,780")]
#[case::as_much("plan,monthly price", "monthly,75;annual,70;annual,65")]
#[case::much_more("plan,monthly price", "monthly,75;annual,7000;annual,6500")]
fn a_price_of_a_month_is_none_of_a_year(#[case] columns: &str, #[case] rows: &str) {
    let rows = rows.split(';').enumerate();
    let rows: String = rows
        .map(|(at, row)| format!("a{at},2026-01-02,,{row}\n"))
        .collect();
    assert_eq!(
        asked(&format!("customer,start,end,{columns}\n{rows}"), &usd()),
        []
    );
}

#[rstest]
#[case::effective("Price,Effective MRR", "100,50;80,40;60,30", Some("Effective MRR"))]
#[case::total("Price,Total", "100,200;80,80;60,30", Some("Total"))]
#[case::net("List price,Net price", "100,50;80,40;60,30", Some("Net price"))]
#[case::due("Amount,Amount due", "100,50;80,80;60,30", Some("Amount due"))]
#[case::of_a_year("Price,Annual value", "100,1200;80,960;60,720", None)]
#[case::the_same("Price,MRR", "100,100;80,80;60,60", None)]
fn what_is_paid_beside_a_price_is_asked_about(
    #[case] columns: &str,
    #[case] rows: &str,
    #[case] other: Option<&str>,
) {
    let rows = rows.split(';').enumerate();
    let rows: String = rows
        .map(|(at, row)| format!("a{at},2026-01-02,,{row}\n"))
        .collect();
    let questions = asked(&format!("customer,start,end,{columns}\n{rows}"), &usd());
    let named = questions
        .iter()
        .filter(|of| other.is_some_and(|other| of.open.contains(other)));
    assert_eq!(
        (questions.len(), named.count()),
        (usize::from(other.is_some()), usize::from(other.is_some())),
        "{questions:?}"
    );
}

#[test]
fn money_is_offered_as_no_count() {
    let text =
        "customer,start,end,Unit price,Line total\na,2026-01-02,,20,40\nb,2026-01-02,,30,30\n";
    let questions = asked(text, &usd());
    let ways = questions.iter().flat_map(|of| &of.settled_by);
    assert!(ways.clone().count() > 0);
    let ways: Vec<&str> = ways.map(|way| way.option.as_str()).collect();
    assert!(!ways.contains(&"--map quantity='Line total'"), "{ways:?}");
}

#[rstest]
#[case("ongoing")]
#[case("open-ended")]
#[case("0000-00-00")]
#[case("1970-01-01 00:00:00")]
#[case("0")]
fn an_end_that_is_none_is_none(#[case] end: &str) {
    let text =
        format!("customer,start,end,mrr\na,2026-01-02,{end},20\nb,2026-01-02,2026-05-01,30\n");
    let (_, rows, bad) = super::read(text.as_bytes(), &usd()).unwrap();
    assert_eq!((rows.len(), bad.len()), (2, 0));
}

#[test]
fn the_day_of_a_conversion_is_a_beginning_and_that_of_a_charge_no_end() {
    let text = "user,trial_start_date,conversion_date,plan_name,mrr,cancel_date\na,2026-01-02,2026-01-16,Pro,20,\n\
                b,2026-01-02,2026-01-16,Pro,20,2026-05-01\nc,2026-01-02,,Pro,20,\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    let way = open(&path, &usd()).unwrap_err().hint;
    let map = "--map start=conversion_date --map end=cancel_date";
    assert!(way.contains(map), "{way}");
}

#[rstest]
#[case::once("Kind", "recurring,one-off,recurring")]
#[case::no("Recurring", "yes,no,yes")]
#[case::offered("Stage", "Closed Won,Proposal,Closed Won")]
#[case::expected("Scenario", "Actual,Forecast,Actual")]
#[case::as_a_plan("Plan", "Pro,Setup fee,Pro")]
fn what_is_no_running_revenue_is_asked_about(#[case] column: &str, #[case] cells: &str) {
    let rows = cells.split(',').enumerate();
    let rows = rows.map(|(at, cell)| format!("s{at},c{at},2026-01-02,,{}.50,{cell}\n", 10 + at));
    let text = format!(
        "id,customer,start,end,mrr,{column}\n{}",
        rows.collect::<String>()
    );
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(!questions[0].proposes());
    let others = text
        .replace("one-off", "recurring")
        .replace(",no\n", ",yes\n");
    let others = others
        .replace("Proposal", "Closed Won")
        .replace("Forecast", "Actual");
    assert_eq!(asked(&others.replace("Setup fee", "Basic"), &usd()), []);
}

#[rstest]
#[case::of_a_year("ARR by customer", true)]
#[case::in_thousands("Revenue (k EUR)", true)]
#[case::added_up("Cumulative revenue 2026", true)]
#[case::of_a_month("MRR by customer", false)]
#[case::of_a_time("Customers of Acme, 2026", false)]
fn a_title_that_says_more_of_amounts_is_asked_about(#[case] title: &str, #[case] is: bool) {
    let text = format!("{title}\n\nCustomer,Jan 2026,Feb 2026\na,10.50,20.25\nb,7.30,8\n");
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), usize::from(is), "{questions:?}");
}

#[rstest]
#[case("signup,renewal,renewal", true)]
#[case("New,Recurring,Upgrade", true)]
#[case("new,expansion,new", false)]
#[case("new,expansion,upgrade", false)]
fn payments_that_are_called_changes_are_asked_about(#[case] kinds: &str, #[case] is: bool) {
    let rows = kinds.split(',').enumerate();
    let rows = rows.map(|(at, kind)| format!("2026-0{}-02,a,{kind},10\n", at + 1));
    let text = format!("date,account,type,delta\n{}", rows.collect::<String>());
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), usize::from(is), "{questions:?}");
}

#[test]
fn payments_that_are_called_balances_are_asked_about() {
    let text = "id,client,paid_on,paid_month,what,mrr\n1,Elm,2026-01-05,2026-01,Signup,40\n2,Elm,2026-02-04,2026-02,Renewed,40\n\
                3,Fir,2026-01-09,2026-01,Signup,70\n4,Fir,2026-03-11,2026-03,Downgrade,60\n";
    let said = Hints {
        kind: Some(ImportKind::Balances),
        ..mapped(&[("day", "paid_on")])
    };
    let by_month = "--as-kind balances --map day=paid_month --complete";
    assert_eq!(first_ways(text, &said), [by_month]);
    let complete = Hints {
        complete: true,
        ..said
    };
    assert_eq!(asked(text, &complete), []);
    let of_all = "client,month,what,mrr\nElm,2026-01,signup,40\nFir,2026-01,signup,4\nElm,2026-02,renewal,40\nFir,2026-02,renewal,4\n";
    assert_eq!(asked(of_all, &usd()), []);
}

#[rstest]
#[case::by_so_much(
    "upgrade,15",
    Some("--as-kind movements --map delta=mrr --map kind=what")
)]
#[case::to_so_much("upgrade,55", None)]
#[case::back_for_less("reactivation,15", None)]
fn growth_to_less_than_before_is_asked_about(#[case] last: &str, #[case] way: Option<&str>) {
    let text = format!("client,date,what,mrr\nElm,2026-01-05,new,40\nElm,2026-02-04,{last}\n");
    assert_eq!(first_ways(&text, &usd()), Vec::from_iter(way));
}

#[rstest]
#[case::side_by_side(
    "Customer,Start,MRR,Customer,Start,MRR\na,2026-01-02,100,c,2026-01-02,50\nb,2026-01-02,20,d,2026-01-02,30\n"
)]
#[case::of_a_year("Date,Customer,ARR\n2026-01-31,a,120\n2026-01-31,b,240\n")]
fn amounts_that_their_name_says_more_of_are_asked_about(#[case] text: &str) {
    let hints = match text.contains("ARR") {
        true => mapped(&[("mrr", "ARR")]),
        false => usd(),
    };
    let hints = Hints {
        kind: text.contains("ARR").then_some(ImportKind::Balances),
        ..hints
    };
    assert!(!asked(text, &hints).is_empty());
}
