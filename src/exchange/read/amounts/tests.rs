//! Amounts as people and systems write them, and what is none.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case("39.65", 3_965)]
#[case("98.5", 9_850)]
#[case("1,234.50", 123_450)]
#[case("$1,200", 120_000)]
#[case("(12.00)", -1_200)]
#[case("-12", -1_200)]
#[case("-$12.00", -1_200)]
#[case("$-12.00", -1_200)]
#[case("12.00-", -1_200)]
#[case("\u{2212}12", -1_200)]
#[case("USD 1'234.50", 123_450)]
#[case("1\u{a0}234.5 €", 123_450)]
#[case("12,34,567.00", 123_456_700)]
#[case("39.125", 3_913)]
#[case(".5", 50)]
#[case("0", 0)]
fn dots_before_the_cents(#[case] text: &str, #[case] cents: i64) {
    assert_eq!(Amounts::default().read(text, None), Some(Cents(cents)));
}

#[rstest]
#[case("1.234,50", 123_450)]
#[case("1 234,50", 123_450)]
#[case("12,5 kr", 1_250)]
#[case("1.200", 120_000)]
#[case("EUR 7", 700)]
fn commas_before_the_cents(#[case] text: &str, #[case] cents: i64) {
    let amounts = Amounts {
        decimal: Decimal::Comma,
        unit: Unit::Whole,
        ..Amounts::default()
    };
    assert_eq!(amounts.read(text, None), Some(Cents(cents)));
}

#[rstest]
#[case("")]
#[case("n/a")]
#[case("1.2k")]
#[case("5M")]
#[case("1e9")]
#[case("1,2,3")]
#[case("1.2.3")]
#[case("12,34")]
#[case("99999999999999999999")]
#[case("100000000001")]
#[case("twelve")]
#[case("-")]
#[case("50 %")]
#[case("~100")]
#[case("--12")]
#[case("(12")]
#[case("12 PCS")]
#[case("$12 EUR")]
#[case("12.50,-")]
fn what_is_no_amount_is_refused(#[case] text: &str) {
    assert_eq!(Amounts::default().read(text, None), None);
}

#[rstest]
#[case("1.000,-", 100_000)]
#[case("500,-", 50_000)]
#[case("-500,-", -50_000)]
#[case("CHF 100.-", 10_000)]
#[case("100.--", 10_000)]
#[case("1\u{2019}250.\u{2013} Fr.", 125_000)]
#[case("2.400,\u{2014} €", 240_000)]
#[case("50.00-", -5_000)]
#[case("(-12.00)", -1_200)]
#[case("Rs.100", 10_000)]
#[case("$.50", 50)]
#[case("US$100", 10_000)]
#[case("100 eur", 10_000)]
fn round_amounts_and_signs_are_read_whatever_the_column(#[case] text: &str, #[case] cents: i64) {
    assert_eq!(
        Amounts::default().read(text, None),
        Some(Cents(cents)),
        "{text}"
    );
}

#[test]
fn smaller_units_are_those_of_the_currency() {
    let minor = Amounts {
        unit: Unit::Minor,
        ..Amounts::default()
    };
    let written = taken_apart("¥5,000").unwrap();
    let read = |amounts: &Amounts, code: &str| {
        let currency: Currency = code.parse().unwrap();
        amounts.of(&written, Some(&currency)).unwrap().0
    };
    let codes = ["JPY", "EUR", "KWD"];
    assert_eq!(
        codes.map(|code| read(&minor, code)),
        [500_000, 5_000, 5_000]
    );
    let old: Currency = "KWD".parse::<Currency>().unwrap().in_hundredths();
    assert_eq!(minor.of(&written, Some(&old)), Some(Cents(500)));
    assert!(
        written
            .mark
            .is_some_and(|mark| mark.codes().eq(["JPY", "CNY"]))
    );
    let plain = Amounts::default();
    assert_eq!(
        codes.map(|code| read(&plain, code)),
        [500_000, 500_000, 5_000_000]
    );
    let dinar: Currency = "KWD".parse().unwrap();
    let read = ["1.234", "0.0005", "1234.56"].map(|text| plain.read(text, Some(&dinar)).unwrap().0);
    assert_eq!(read, [1_234, 1, 1_234_560]);
}

#[test]
fn cents_are_whole() {
    let amounts = Amounts {
        decimal: Decimal::Dot,
        unit: Unit::Minor,
        ..Amounts::default()
    };
    assert_eq!(amounts.read("4,897", None), Some(Cents(4_897)));
    assert_eq!(amounts.read("4897.00", None), Some(Cents(4_897)));
    assert_eq!(amounts.read("48.97", None), None);
}

#[test]
fn a_value_says_what_its_decimal_sign_can_be() {
    for (text, says) in [
        ("12", Sign::None),
        ("1,234.50", Sign::Only(Decimal::Dot)),
        ("1.234,50", Sign::Only(Decimal::Comma)),
        ("12,5", Sign::Only(Decimal::Comma)),
        ("1,234,567", Sign::Only(Decimal::Dot)),
        ("0.125", Sign::Only(Decimal::Dot)),
        ("1,200", Sign::None),
        ("1.200", Sign::Either),
        ("1.200,-", Sign::Only(Decimal::Comma)),
        ("CHF 1.-", Sign::Only(Decimal::Dot)),
        ("1 234,500", Sign::Only(Decimal::Comma)),
        ("n/a", Sign::None),
    ] {
        assert_eq!(sign(text), says, "{text}");
    }
}

proptest! {
    #[test]
    fn what_we_print_reads_back(cents in -LARGEST..LARGEST) {
        let amounts = Amounts::default();
        for code in ["EUR", "KWD"] {
            let currency: Currency = code.parse().unwrap();
            let money = Money::of(Some(&currency));
            for written in [money.number(Cents(cents)), money.plain(Cents(cents))] {
                prop_assert_eq!(amounts.read(&written, Some(&currency)), Some(Cents(cents)));
            }
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,12}") {
        let _ = (Amounts::default().read(&text, None), sign(&text));
    }
}
