//! What rows and names of a plain file say in passing and would change what it comes to. Must not know the store.

use churnroom::exchange::read::{Hints, Question};
use rstest::rstest;

use super::asked::asked;
use super::{read, usd};
use churnroom::domain::import::ImportRow;

/// The questions of which some answer is this.
fn settled_by(text: &str, option: &str) -> Vec<Question> {
    let mut questions = asked(text, &usd());
    questions.retain(|question| question.settled_by.iter().any(|way| way.option == option));
    questions
}

/// Subscriptions of which a column of this name says one of some words each.
fn of_kinds(name: &str, words: &[&str]) -> String {
    let row = |at: usize| {
        let word = words[at % words.len()];
        format!("c{at},{word},2025-0{}-10,,{}\n", at % 9 + 1, 101 + at)
    };
    let rows: Vec<String> = (0..12).map(row).collect();
    format!("customer,{name},start,end,mrr\n{}", rows.concat())
}

#[rstest]
#[case::trials("Type", &["subscription", "trial"])]
#[case::credits("Type", &["invoice", "credit"])]
#[case::refunds("Kind", &["charge", "refund"])]
#[case::tests("Environment", &["production", "sandbox"])]
#[case::own("Account type", &["customer", "internal"])]
#[case::unpaid("Type", &["Paid", "Free"])]
#[case::deals("Record Type", &["Subscription", "Opportunity"])]
#[case::cancelled_in_german("Storniert", &["nein", "ja"])]
#[case::notes("Beleg", &["Rechnung", "Gutschrift"])]
fn rows_that_are_no_live_subscription_are_asked_about(#[case] name: &str, #[case] words: &[&str]) {
    let ignored = format!("--ignore '{name}'");
    let ignored = match name.contains(' ') {
        true => ignored,
        false => ignored.replace('\'', ""),
    };
    assert_eq!(settled_by(&of_kinds(name, words), &ignored).len(), 1);
}

#[rstest]
#[case::segments("Type", &["SaaS", "Enterprise"])]
#[case::channels("Channel", &["internal", "partner"])]
#[case::one_kind("Type", &["subscription"])]
#[case::no_tests("Storniert", &["nein"])]
fn kinds_of_customers_are_not(#[case] name: &str, #[case] words: &[&str]) {
    assert_eq!(asked(&of_kinds(name, words), &usd()), []);
}

/// Subscriptions with these plans in turn.
fn of_plans(plans: &[&str], price: &str) -> String {
    of_kinds("plan", plans).replace("mrr\n", &format!("{price}\n"))
}

#[rstest]
#[case::months(&["PRO_12", "PRO_1"])]
#[case::months_alone(&["basic-12"])]
#[case::letters(&["pro_y", "pro_m"])]
#[case::a_letter_for_annual(&["TEAM-A", "TEAM-M"])]
#[case::days(&["pro_365", "pro_30"])]
#[case::glued(&["gold12mo", "gold1mo"])]
#[case::as_a_standard_has_it(&["P1Y-pro", "P1M-pro"])]
fn codes_of_plans_that_say_how_often_are_asked_about(#[case] plans: &[&str]) {
    let text = of_plans(plans, "price");
    let questions = settled_by(&text, "--map interval=plan");
    assert_eq!(questions.len(), 1, "{:?}", asked(&text, &usd()));
    assert_eq!(asked(&of_plans(plans, "mrr"), &usd()), []);
}

#[test]
fn codes_of_plans_are_read_as_how_often_once_that_is_said() {
    let said = super::mapped(&[("interval", "plan")]);
    let text = "customer,plan,start,end,price\na,PRO_12,2026-01-01,,1200\nb,PRO_1,2026-01-01,,110\nc,PRO_3,2026-01-01,,300\n";
    let (_, rows, _) = read(text.as_bytes(), &said).unwrap();
    let mrr = |row: &ImportRow| match row {
        ImportRow::Subscription(row) => row.interval.monthly(row.amount).0,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        rows.iter().map(mrr).collect::<Vec<_>>(),
        [10_000, 11_000, 10_000]
    );
}

#[rstest]
#[case::tiers(&["plan_1", "plan_2", "plan_3"])]
#[case::numbers(&["plan_11", "plan_12", "plan_13"])]
#[case::sizes(&["team-3", "team-6"])]
#[case::letters(&["Plan A", "Plan B"])]
#[case::letters_in_codes(&["plan_a", "plan_b"])]
#[case::one_letter(&["plan_a"])]
#[case::years(&["Pro 2025", "Pro 2026"])]
#[case::seats(&["Team 10", "Team 12"])]
#[case::versions(&["pro-v2", "pro-v3"])]
fn codes_of_plans_that_say_nothing_of_it_are_not(#[case] plans: &[&str]) {
    assert_eq!(asked(&of_plans(plans, "price"), &usd()), []);
}

/// What customers wrote, a column beside it, and more rows.
fn said(name: &str, values: &[&str], more: &str) -> String {
    const TEXTS: [&str; 3] = ["The export is slow", "We need reports", "Love the board"];
    let row = |at: usize| {
        let (value, text) = (values[at % values.len()], TEXTS[at % 3]);
        format!(
            "c{at},2026-0{}-1{},{value},{},{text}\n",
            at % 9 + 1,
            at % 9,
            at % 11
        )
    };
    let rows: Vec<String> = (0..12).map(row).collect();
    format!(
        "customer,date,{name},score,comment\n{}{more}",
        rows.concat()
    )
}

#[rstest]
#[case::team("sender", &["Customer", "Support team"], 1)]
#[case::bots("author", &["Ann Lee", "Bo Kim", "Support Bot"], 1)]
#[case::of_many_names("author", &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "Helpdesk"], 1)]
#[case::people("author", &["Ann Lee", "Bo Kim"], 0)]
#[case::topics("topic", &["support", "billing"], 0)]
fn words_of_the_team_are_asked_about(
    #[case] name: &str,
    #[case] values: &[&str],
    #[case] asked: usize,
) {
    let ignore = format!("--ignore {name}");
    assert_eq!(settled_by(&said(name, values, ""), &ignore).len(), asked);
}

#[rstest]
#[case::averages("Average,2026-10-01,,5.1,\nMedian,2026-10-01,,5,\n", 12)]
#[case::in_german("Durchschnitt,2026-10-01,,5.1,\n", 12)]
#[case::of_nps("NPS,,,-12,\nPromoters,,,6,\nPassives,,,4,\nDetractors,,,2,\n", 12)]
#[case::of_somebody("Max,2026-10-01,,5,\n", 13)]
fn what_scores_come_to_is_nobody_s(#[case] foot: &str, #[case] kept: usize) {
    let (_, rows, _) = read(said("region", &["EU"], foot).as_bytes(), &usd()).unwrap();
    let left_out = |row: &&ImportRow| **row != ImportRow::LeftOut;
    assert_eq!(rows.iter().filter(left_out).count(), kept);
}

#[test]
fn a_day_of_loading_is_hardly_that_on_which_it_was_said() {
    let text = "id,customer,loaded at,answered,comment\n\
        1,a,2026-10-01,2026-03-04,too slow\n2,b,2026-10-01,2026-05-06,too dear\n";
    let first = asked(text, &usd())
        .into_iter()
        .map(|question| question.settled_by[0].option.clone());
    assert_eq!(
        first.collect::<Vec<_>>(),
        ["--ignore 'loaded at'", "--map received=answered"]
    );
}

#[rstest]
#[case("exported_at")]
#[case("loaded_at")]
#[case("_fivetran_synced")]
#[case("batch_date")]
fn nothing_begins_or_ends_on_a_day_of_loading(#[case] name: &str) {
    let bare = format!(
        "customer_id,plan,price,status,{name}\nA,gold,10,active,2026-10-01\nB,gold,10,active,2026-10-01\n\
         C,gold,20,cancelled,2026-10-02\n"
    );
    let ways = asked(&bare, &usd()).into_iter();
    let begins = format!("start={name}");
    let begun = ways.flat_map(|question| question.settled_by);
    assert!(!begun.map(|way| way.option).any(|way| way.contains(&begins)));
    let dated = format!(
        "id,customer,start,price,{name}\n1,A,2026-01-05,10,2026-10-01\n2,B,2026-01-06,10,2026-10-01\n"
    );
    for question in asked(&dated, &usd()) {
        let first = &question.settled_by[0].option;
        assert!(!first.contains("end="), "{first}");
    }
}

#[rstest]
#[case("churn", "Yes", "No")]
#[case("Attrition", "1", "0")]
#[case("has_left", "TRUE", "FALSE")]
fn a_flag_of_who_left_is_asked_about(#[case] name: &str, #[case] yes: &str, #[case] no: &str) {
    let text = format!(
        "id,customer,start,price,{name}\n1,A,2026-01-05,10,{no}\n2,B,2026-01-06,10,{yes}\n"
    );
    assert_ne!(asked(&text, &usd()), []);
}

const GROUPS: &str =
    "customer,region,start,end,mrr\na,EMEA,2025-01-05,,100\nb,EMEA,2025-02-05,,121\n";

#[rstest]
#[case::japanese("EMEA 合計", 221, true)]
#[case::joined("EMEA小計", 221, true)]
#[case::quarter("Sum Q3", 221, true)]
#[case::swedish("Summa EMEA", 221, true)]
#[case::portuguese("Soma EMEA", 221, true)]
fn sums_of_groups_with_a_day_are_left_out(#[case] name: &str, #[case] sum: i64, #[case] out: bool) {
    let text = format!(
        "{GROUPS}{name},,2026-09-30,,{sum}\nc,APAC,2025-01-05,,90\nd,APAC,2025-01-05,,35\n"
    );
    assert_eq!(asked(&text, &usd()), [], "{name}");
    let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(rows.contains(&ImportRow::LeftOut), out);
}

#[test]
fn a_sum_of_a_group_that_does_not_come_to_it_is_asked_about() {
    let text = format!(
        "{GROUPS}EMEA Total,,2026-09-30,,230\nc,APAC,2025-01-05,,90\nd,APAC,2025-01-05,,35\n"
    );
    assert_eq!(settled_by(&text, "--totals out").len(), 1);
    // A customer may be called so.
    let text = format!("{GROUPS}Total Energies,APAC,2025-04-01,,230\nd,APAC,2025-01-05,,35\n");
    assert_eq!(asked(&text, &usd()), []);
}

/// What each account pays a month, in cents, of subscriptions.
fn monthly(text: &str, maps: &[(&str, &str)]) -> Vec<i64> {
    let hints = Hints {
        currency: usd().currency,
        ..super::mapped(maps)
    };
    let (_, rows, rejected) = read(text.as_bytes(), &hints).unwrap();
    assert!(rejected.is_empty(), "{rejected:?}");
    let mrr = |row: &ImportRow| match row {
        ImportRow::Subscription(row) => row.interval.monthly(row.amount).0,
        ImportRow::Balance(row) => row.mrr.0,
        other => panic!("{other:?}"),
    };
    rows.iter().map(mrr).collect()
}

#[rstest]
#[case::short("price", "49 p.m.; 588 pa; 1200 p.a.", &[4_900, 4_900, 10_000])]
#[case::several("price", "$2400/2 years; $300 every 3 months; $49 a month", &[10_000, 10_000, 4_900])]
#[case::of_mrr("mrr", "$49/mo; $50 per month; 51", &[4_900, 5_000, 5_100])]
fn a_price_that_says_how_often_is_read(
    #[case] name: &str,
    #[case] prices: &str,
    #[case] mrr: &[i64],
) {
    let rows = prices.split("; ").enumerate();
    let rows = rows.map(|(at, price)| format!("c{at},2026-01-01,,{price}\n"));
    let text = format!("customer,start,end,{name}\n{}", rows.collect::<String>());
    assert_eq!(asked(&text, &usd()), []);
    assert_eq!(monthly(&text, &[]), mrr);
}

#[test]
fn a_price_of_a_year_is_no_mrr() {
    let text = "customer,start,end,mrr\na,2026-01-01,,$588/yr\n";
    let (_, _, rejected) = read(text.as_bytes(), &usd()).unwrap();
    assert!(rejected[0].reason.contains("`yr`"), "{rejected:?}");
}

#[test]
fn a_price_with_two_numbers_is_so_many_once_that_is_said() {
    let text = "customer,start,end,price\na,2026-01-01,,3 x 50\nb,2026-01-01,,2 x $10/mo\nc,2026-01-01,,70\n";
    let both = "--map amount=price --map quantity=price";
    assert_eq!(settled_by(text, both).len(), 1);
    let said = [("amount", "price"), ("quantity", "price")];
    assert_eq!(monthly(text, &said), [15_000, 2_000, 7_000]);
    assert_eq!(
        monthly(text, &[("quantity", "price")]),
        [15_000, 2_000, 7_000]
    );
    let text = "customer,start,end,price,seats\na,2026-01-01,,$10/user/mo,3\n";
    assert_eq!(monthly(text, &[("quantity", "seats")]), [3_000]);
}

const BY_PRODUCT: &str = "customer,month,Product,mrr\na,2026-07,Core,100\na,2026-07,Addon,20\nb,2026-07,Core,50\n\
    a,2026-08,Core,100\na,2026-08,Addon,25\nb,2026-08,Core,50\n";

#[rstest]
#[case::by_day(BY_PRODUCT)]
#[case::by_month("customer,Plan,2026-07,2026-08\na,Core,100,100\na,Addon,20,25\nb,Core,50,50\n")]
fn rows_of_one_account_and_day_that_a_column_tells_apart_are_its_parts(#[case] text: &str) {
    assert_eq!(asked(text, &usd()), []);
    let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    let part = |row: &ImportRow| match row {
        ImportRow::Balance(row) => row.part.clone(),
        other => panic!("{other:?}"),
    };
    assert!(rows.iter().all(|row| part(row).is_some()), "{rows:?}");
}

#[test]
fn rows_of_one_account_and_day_that_nothing_tells_apart_are_asked_about() {
    let region = BY_PRODUCT.replace("Product", "Country");
    assert_eq!(settled_by(&region, "--map part=Country").len(), 1);
    let bare = "customer,month,mrr\na,2026-07,100\na,2026-07,20\nb,2026-07,50\n";
    assert_eq!(settled_by(bare, "--twice add").len(), 1);
    let wide = "customer,2026-07,2026-08\na,100,100\na,20,25\nb,50,50\n";
    assert_eq!(settled_by(wide, "--twice add").len(), 1);
    let once = "customer,month,Product,mrr\na,2026-07,Core,100\nb,2026-07,Core,50\n";
    assert_eq!(asked(once, &usd()), []);
    let (source, ..) = read(once.as_bytes(), &usd()).unwrap();
    assert_eq!(source.read_as().unused, ["Product"]);
}

#[test]
fn ticks_alone_are_offered_as_reasons() {
    let text = "Customer,Date,Too expensive,Missing features,Other\na,2026-01-02,Yes,No,No\nb,2026-02-03,No,Yes,Yes\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    let unread = churnroom::exchange::read::open(&path, &usd())
        .unwrap_err()
        .to_string();
    assert!(unread.contains("hold nothing but ticks"), "{unread}");
    let hints = Hints {
        kind: Some(churnroom::domain::import::ImportKind::Surveys),
        ..super::mapped(&[
            ("reason", "Too expensive"),
            ("reason", "Missing features"),
            ("reason", "Other"),
        ])
    };
    let (_, rows, _) = read(text.as_bytes(), &hints).unwrap();
    let reasons = super::feedback(&rows)
        .into_iter()
        .map(|row| row.reason.clone());
    assert_eq!(
        reasons.collect::<Vec<_>>(),
        ["Too expensive", "Missing features; Other"]
    );
}

#[test]
fn a_state_of_a_country_is_none_of_a_subscription() {
    assert_eq!(asked(&of_kinds("State", &["CA", "NY", "TX"]), &usd()), []);
    let text = of_kinds("State", &["active", "paused"]);
    assert_eq!(settled_by(&text, "--ignore State").len(), 1);
}
