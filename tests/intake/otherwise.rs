//! How often a price is due where two columns say it, or where it is ticked. Must not know the store.

use rstest::rstest;

use super::asked::asked;
use super::reckoned::{monthly, ways};
use super::{mapped, usd};

/// Subscriptions of these, each a plan with its price and interval.
fn of_plans(head: &str, rows: &[&str]) -> String {
    let rows = rows.iter().enumerate();
    let rows = rows.map(|(at, row)| format!("s{at},c{at},2026-03-01,{row}\n"));
    format!("id,customer,start,{head}\n{}", rows.collect::<String>())
}

#[rstest]
#[case::empty("plan,price,interval", &["Silver yearly,600,", "Silver monthly,55,month"], &["50.00", "55.00"])]
#[case::a_month("plan,price,billing_interval", &["Annual Silver,600,monthly", "Monthly Silver,55,monthly"], &["50.00", "55.00"])]
#[case::a_quarter("plan,price,interval", &["silver-quarterly,150,month", "silver-monthly,50,month"], &["50.00", "50.00"])]
#[case::a_count_alone("plan,price,interval_count", &["basic_24M,1200,1", "basic_1M,52,1"], &["50.00", "52.00"])]
#[case::nothing_beside_it("plan,price,interval", &["Team annual,480,month", "Solo annual,120,month"], &["40.00", "10.00"])]
#[case::in_one_word("plan,price,interval", &["Jahresvertrag,480,", "Monatsvertrag,44,Monat"], &["40.00", "44.00"])]
fn a_plan_that_says_otherwise_is_asked_about(
    #[case] head: &str,
    #[case] rows: &[&str],
    #[case] comes_to: &[&str],
) {
    let text = of_plans(head, rows);
    let questions = asked(&text, &usd());
    assert_eq!(
        ways(&questions),
        ["--map interval=plan", "--map plan=plan"],
        "{questions:?}"
    );
    let by_plan = mapped(&[("interval", "plan")]);
    assert_eq!(monthly(&text, &by_plan), comes_to);
    for settled in [by_plan, mapped(&[("plan", "plan")])] {
        assert_eq!(asked(&text, &settled), []);
    }
}

#[test]
fn what_the_plan_does_not_say_is_not_lost() {
    let text = of_plans(
        "plan,price,interval",
        &[
            "Gold yearly,1200,month",
            "Gold monthly,110,month",
            "Site licence,900,year",
        ],
    );
    let questions = asked(&text, &usd());
    assert_eq!(ways(&questions), ["--map plan=plan"], "{questions:?}");
    assert!(!questions[0].proposes());
}

#[rstest]
#[case::a_price_of_a_month("plan,price,interval", &["Gold annual,100,monthly", "Gold monthly,120,monthly", "Gold annual,1200,yearly"])]
#[case::of_a_plan_that_costs_more("plan,price,interval", &["Gold annual,900,monthly", "Gold annual,10800,yearly", "Solo monthly,20,monthly"])]
#[case::the_same_in_months("plan,price,interval", &["Gold yearly,1200,12 months", "Gold monthly,120,1 month"])]
#[case::a_remark("plan,price,interval,note", &["Gold,100,monthly,annual review in May", "Gold,120,monthly,"])]
#[case::names("plan,price,interval,contact", &["Gold,1200,monthly,Ann", "Gold,120,monthly,Bob"])]
fn where_the_price_tells_nothing_is_asked(#[case] head: &str, #[case] rows: &[&str]) {
    assert_eq!(asked(&of_plans(head, rows), &usd()), []);
}

#[rstest]
#[case::one("price,is_yearly", &["600,1", "55,0"], "is_yearly", &["50.00", "55.00"])]
#[case::in_words("price,Annual billing", &["600,TRUE", "55,FALSE"], "Annual billing", &["50.00", "55.00"])]
#[case::beside_a_months("price,Pays quarterly,Pays monthly", &["90,x,", "31,,x"], "Pays quarterly", &["30.00", "31.00"])]
fn a_ticked_column_of_an_interval_is_asked_about(
    #[case] head: &str,
    #[case] rows: &[&str],
    #[case] column: &str,
    #[case] comes_to: &[&str],
) {
    let text = of_plans(head, rows);
    let questions = asked(&text, &usd());
    let quote = |column: &str| match column.contains(' ') {
        true => format!("'{column}'"),
        false => column.to_owned(),
    };
    let [is, not] = ["--map interval=", "--ignore "].map(|way| format!("{way}{}", quote(column)));
    assert_eq!(ways(&questions), [is, not], "{questions:?}");
    assert_eq!(monthly(&text, &mapped(&[("interval", column)])), comes_to);
}

#[rstest]
#[case::two("price,quarterly,yearly", &["90,x,", "300,,x", "31,,"], &["--ignore quarterly", "--ignore yearly"])]
#[case::another_currency("price,GBP", &["90,yes", "31,no"], &["--ignore GBP"])]
#[case::not_by_the_month("price,monthly", &["90,yes", "900,no"], &["--map interval=monthly", "--ignore monthly"])]
fn what_cannot_be_read_from_ticks_is_asked_all_the_same(
    #[case] head: &str,
    #[case] rows: &[&str],
    #[case] open: &[&str],
) {
    let questions = asked(&of_plans(head, rows), &usd());
    assert_eq!(ways(&questions), open, "{questions:?}");
}

#[test]
fn a_ticked_month_does_not_say_how_often_others_pay() {
    let text = of_plans("price,monthly", &["90,yes", "900,no"]);
    let read = monthly(&text, &mapped(&[("interval", "monthly")]));
    assert_eq!(read.len(), 2);
    assert!(
        read[0] == "90.00" && read[1].contains("does not say how often"),
        "{read:?}"
    );
}

#[rstest]
#[case::grades("price,grade", &["900,A", "300,B", "50,D"])]
#[case::teams("price,team", &["900,D", "300,W", "50,Q"])]
#[case::names("price,first_name", &["900,Ann", "300,Bob", "50,Ano"])]
#[case::ticks_of_the_rooms_currency("price,USD", &["900,x", "300,x", "50,"])]
#[case::ticks_of_something_else("price,newsletter", &["900,x", "300,x", "50,"])]
fn letters_and_names_are_no_intervals(#[case] head: &str, #[case] rows: &[&str]) {
    assert_eq!(asked(&of_plans(head, rows), &usd()), []);
}

#[test]
fn so_many_times_a_price_is_so_many() {
    let text = of_plans("seats,price", &["4,4 x 20", "3,3 x 20", "1,20"]);
    let questions = asked(&text, &usd());
    assert_eq!(
        ways(&questions),
        ["--map amount=price --map quantity=price", "--ignore-rest"],
        "{questions:?}"
    );
    let both = mapped(&[("amount", "price"), ("quantity", "price")]);
    assert_eq!(monthly(&text, &both), ["80.00", "60.00", "20.00"]);
}

#[test]
fn a_discount_whose_name_says_per_cent_is_in_per_cent() {
    let text = of_plans("price,interval,rebate_pct", &["50,month,30", "50,month,0"]);
    let questions = asked(&text, &usd());
    assert_eq!(
        ways(&questions)[0],
        "--map discount_percent=rebate_pct",
        "{questions:?}"
    );
}
