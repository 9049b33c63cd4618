//! What is sold once beside what runs, by the kind of its row; and prices whose cells say more than an amount, parts that
//! are below zero among them. Must not know the store.

use churnroom::domain::import::ImportRow;
use rstest::rstest;

use super::asked::asked;
use super::reckoned::{monthly, ways};
use super::rooms::{files, options, take};
use super::{mapped, read, usd};

fn of_kind(column: &str, kinds: [&str; 3]) -> String {
    let [one, other, last] = kinds;
    format!(
        "id,customer,start,interval,price,{column}\n1,Elm,2026-02-01,month,40,{one}\n2,Elm,2026-02-01,month,900,{other}\n\
         3,Fir,2026-02-01,month,40,{last}\n"
    )
}

#[rstest]
#[case::training("type", ["Subscription", "Training", "Subscription"], 1)]
#[case::hardware("Product type", ["SaaS", "Hardware", "equipment"], 2)]
#[case::setup("item_type", ["licence", "Set-up", "Setup days"], 2)]
#[case::onboarding("line type", ["plan", "Onboarding package", "plan"], 1)]
#[case::consulting("Revenue Category", ["recurring", "Consulting days", "recurring"], 1)]
#[case::services("kind", ["abo", "one-off services", "Professional Services"], 2)]
#[case::beside_what_runs("category", ["Subscription", "Workshop", "Subscription"], 1)]
fn what_is_sold_once_is_asked_about(
    #[case] column: &str,
    #[case] kinds: [&str; 3],
    #[case] rows: u64,
) {
    let text = of_kind(column, kinds);
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let way = &questions[0].settled_by[0].option;
    assert!(way.starts_with("--ignore "), "{questions:?}");
    let rows = format!("in {rows} row");
    assert!(questions[0].open.contains(&rows), "{questions:?}");
}

#[rstest]
#[case::of_customers("Customer type", ["Training", "Consulting", "Hardware"])]
#[case::lines_of_business("category", ["Consulting", "Retail", "Software"])]
#[case::managed("service type", ["Managed services", "Support services", "Services"])]
#[case::rented("product type", ["Hardware rental", "Training subscription", "Consulting retainer"])]
#[case::a_place("region", ["Training", "Setup hall", "Onboarding"])]
fn what_only_sounds_so_is_not(#[case] column: &str, #[case] kinds: [&str; 3]) {
    assert_eq!(asked(&of_kind(column, kinds), &usd()), []);
}

#[rstest]
#[case::behind("$19.50 x 12", "234.00")]
#[case::sign_of_times("30 \u{d7} 7", "210.00")]
#[case::before("7 x $30", "210.00")]
#[case::a_year("$120 x 4 / year", "40.00")]
#[case::code("120 USD * 4 per year", "40.00")]
fn so_many_at_a_price_are_read_whole(#[case] cell: &str, #[case] comes_to: &str) {
    let text = format!("customer,start,price\nElm,2026-02-01,{cell}\nFir,2026-02-01,$9\n");
    let both = "--map amount=price --map quantity=price";
    assert_eq!(ways(&asked(&text, &usd()))[0], both);
    let hints = mapped(&[("amount", "price"), ("quantity", "price")]);
    assert_eq!(asked(&text, &hints), []);
    assert_eq!(monthly(&text, &hints), [comes_to, "9.00"]);
}

#[rstest]
#[case::months("1800 (24 months)", "75.00")]
#[case::annual("$84 (billed yearly)", "7.00")]
#[case::german("84,00 \u{20ac} (Jahr)", "7.00")]
#[case::each_quarter("90 / 3 months", "30.00")]
#[case::every("90 every 3 months", "30.00")]
fn how_often_in_the_cell_is_read_whole(#[case] cell: &str, #[case] comes_to: &str) {
    let cell = cell.replace('\u{20ac}', "USD");
    let text = format!("customer;start;price\nElm;2026-02-01;{cell}\n");
    assert_eq!(asked(&text, &usd()), []);
    assert_eq!(monthly(&text, &usd()), [comes_to]);
}

#[rstest]
#[case::long(
    "client,month,product,mrr\nElm,2026-03,Base,70\nElm,2026-03,Rebate,-20.50\nFir,2026-03,Base,40\n"
)]
#[case::wide(
    "client,product,Feb 2026,Mar 2026\nElm,Base,70,70\nElm,Rebate,-20.50,-20.50\nFir,Base,40,40\n"
)]
fn a_part_may_be_taken_off_the_others(#[case] text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("x.csv", text)]);
    let mut store = churnroom::store::Store::in_memory().unwrap();
    let reports = take(&mut store, &paths, &options(usd())).unwrap();
    let file = &reports.files[0];
    assert_eq!(file.counts.rejected, 0);
    assert_eq!(file.read_as.holds.as_ref().unwrap().mrr.0, 8_950);
}

#[test]
fn what_is_below_zero_with_all_its_parts_is_rejected() {
    let text = "client,month,product,mrr\nElm,2026-03,Base,7\nElm,2026-03,Rebate,-20.50\nFir,2026-03,Base,40\n";
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("x.csv", text)]);
    let mut store = churnroom::store::Store::in_memory().unwrap();
    let reports = take(&mut store, &paths, &options(usd())).unwrap();
    let counts = reports.files[0].counts;
    assert_eq!((counts.read, counts.new, counts.rejected), (3, 1, 2));
    let alone = "client,month,mrr\nElm,2026-03,-7\nFir,2026-03,40\n";
    let (_, rows, bad) = read(alone.as_bytes(), &usd()).unwrap();
    assert_eq!((rows.len(), bad.len()), (1, 1));
    assert!(matches!(rows[0], ImportRow::Balance(_)));
}
