//! Discounts that do not hold for good, and what a receipt says of those that do. Must not know how they are read.

use churnroom::domain::import::ImportRow;
use churnroom::domain::money::Cents;
use churnroom::exchange::read::Hints;
use churnroom::store::Store;
use rstest::rstest;

use super::asked::asked;
use super::rooms::{files, options, take};
use super::{mapped, read, usd};

fn text(cells: &[&str]) -> String {
    let mut text = "account;start;price;interval;discount\nz;2026-03-01;100;month;\n".to_owned();
    for (at, cell) in cells.iter().enumerate() {
        text += &format!("a{at};2026-03-01;100;month;{cell}\n");
    }
    text
}

#[rstest]
#[case("50 % off for 3 months", "is for a time")]
#[case("20% first year", "is for a time")]
#[case("10% 3 Monate", "is for a time")]
#[case("repeating 3 months", "is for a time")]
#[case("15-20%", "more than one number")]
#[case("50% -> 25%", "more than one number")]
#[case("€10 or 5%", "more than one number")]
#[case("$20 until May", "is for a time")]
#[case("SUMMER20", "`SUMMER20` in `discount` is no discount")]
#[case("promo", "is no discount")]
fn what_is_no_discount_for_good_is_rejected_by_its_line(#[case] cell: &str, #[case] why: &str) {
    let other = if cell.contains('%') { "10%" } else { "$10" };
    for cells in [[cell, other], [other, cell]] {
        let text = text(&cells);
        let hints = mapped(&[("discount", "discount")]);
        let (_, rows, rejected) = read(text.as_bytes(), &hints).unwrap();
        assert_eq!(rows.len(), 2, "{rejected:?}");
        assert!(rejected[0].reason.contains(why), "{rejected:?}");
        let questions = asked(&text, &usd());
        assert!(!questions.is_empty());
    }
}

#[rstest]
#[case("DurationMonths", "12,3,1")]
#[case("termMonths", "12,3,1")]
#[case("ContractLength", "12 months,3 months,1 month")]
fn a_term_beside_a_price_is_asked_about_however_its_words_are_joined(
    #[case] name: &str,
    #[case] terms: &str,
) {
    let mut text = format!("account,start,price,{name}\n");
    for (at, term) in terms.split(',').enumerate() {
        text += &format!(
            "a{at},2026-01-0{},{},{term}\n",
            at + 1,
            [1200, 300, 101][at]
        );
    }
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let way = &questions[0].settled_by[0].option;
    assert!(way.ends_with(&format!("={name}")) && way.starts_with("--map interval"));
}

#[rstest]
#[case("discount", "once")]
#[case("discount", "$20 one-time")]
#[case("discount", "50% once")]
#[case("discount_percent", "50 % einmalig")]
fn what_is_taken_off_once_takes_nothing_off_a_month(#[case] field: &str, #[case] cell: &str) {
    let hints = mapped(&[(field, "discount")]);
    let (_, rows, rejected) = read(text(&[cell]).as_bytes(), &hints).unwrap();
    assert_eq!(rejected, []);
    let each = rows.iter().map(|row| match row {
        ImportRow::Subscription(row) => row.interval.monthly(row.amount),
        other => panic!("{other:?}"),
    });
    assert!(each.eq([Cents(10_000), Cents(10_000)]));
}

#[test]
fn a_receipt_says_what_discounts_became() {
    let folder = tempfile::tempdir().unwrap();
    let cells = ["25%", "$10 off", "once", "20% for 3 months", "0", "15-20%"];
    let paths = files(folder.path(), &[("a.csv", &text(&cells))]);
    let mut store = Store::in_memory().unwrap();
    let hints = mapped(&[("discount", "discount")]);
    let reports = take(&mut store, &paths, &options(hints)).unwrap();
    let noticed = &reports.files[0].read_as.noticed;
    assert!(
        noticed.contains(
            &"discounts: 2 rows (1 in per cent, 1 in amounts), $35.00 a month off; 1 once, nothing off a month; 2 for \
              a time or of several numbers, not read"
                .to_owned()
        ),
        "{noticed:?}"
    );
}

#[test]
fn a_year_s_discount_is_a_twelfth_of_it_a_month_and_a_trial_has_none() {
    let text = "account,start,price,interval,seats,trial,off %\na,2026-03-01,600.00,year,2,no,10\nb,2026-03-01,100,month,1,yes,50\n";
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("a.csv", text)]);
    let mut store = Store::in_memory().unwrap();
    let hints = mapped(&[("discount_percent", "off %"), ("quantity", "seats")]);
    let reports = take(&mut store, &paths, &options(hints)).unwrap();
    let noticed = &reports.files[0].read_as.noticed;
    assert_eq!(
        noticed[..],
        ["discounts: 1 row in per cent, $10.00 a month off"]
    );
}

#[rstest]
#[case("discount until", "2026-05-01", true)]
#[case("coupon_duration", "repeating", true)]
#[case("discountEndDate", "2026-05-01", true)]
#[case("coupon_duration", "forever", false)]
#[case("Rabatt bis", "", false)]
#[case("discount note", "nice people", false)]
fn a_column_that_says_for_how_long_is_asked_about(
    #[case] name: &str,
    #[case] cell: &str,
    #[case] open: bool,
) {
    let text = format!(
        "account,start,price,interval,discount,{name}\na,2026-03-01,100,month,10%,\nb,2026-03-01,90,month,20%,{cell}\n"
    );
    let map = [("discount".to_owned(), "discount".to_owned())];
    let hints = |ignore: &[&str]| Hints {
        map: map.to_vec(),
        ignore: ignore.iter().map(|name| (*name).to_owned()).collect(),
        ..usd()
    };
    let questions = asked(&text, &hints(&[]));
    assert_eq!(questions.len(), usize::from(open), "{questions:?}");
    assert_eq!(asked(&text, &hints(&[name])), []);
    let both = asked(&text, &usd());
    let about = both
        .iter()
        .filter(|question| question.open.contains("for how long"));
    assert_eq!(about.count(), usize::from(open), "{both:?}");
}

#[test]
fn a_discount_for_a_time_in_words_is_not_proposed() {
    let text = "account,start,price,interval,note\na,2026-01-01,90,month,20% off until May\nb,2026-01-01,31,month,VIP\n";
    let questions = asked(text, &usd());
    let ways: Vec<String> = questions[0]
        .settled_by
        .iter()
        .map(|way| way.option.clone())
        .collect();
    assert_eq!(ways, ["--ignore note"]);
    assert!(questions[0].open.contains("for a time"), "{questions:?}");
}
