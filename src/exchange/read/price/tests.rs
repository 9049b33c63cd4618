//! How often prices are due as people write it, what each comes to, and what is no interval.

use proptest::prelude::*;

use super::*;

#[test]
fn a_price_is_of_its_interval() {
    for (text, price, cents, interval) in [
        ("month", 5_000, 5_000, Interval::Month),
        ("月", 5_000, 5_000, Interval::Month),
        ("3ヶ月", 15_000, 15_000, Interval::Quarter),
        ("年", 60_000, 60_000, Interval::Year),
        ("3 months", 15_000, 15_000, Interval::Quarter),
        ("6 months", 30_000, 60_000, Interval::Year),
        ("12 Months", 60_000, 60_000, Interval::Year),
        ("every 2 years", 120_000, 5_000, Interval::Month),
        ("24 months", 120_000, 5_000, Interval::Month),
        ("3 years", 100_000, 2_778, Interval::Month),
        ("4 weeks", 4_000, 4_333, Interval::Month),
        ("Bi-Weekly", 1_000, 2_167, Interval::Month),
        ("weekly", 1_000, 1_000, Interval::Week),
        ("semi-annual", 600, 1_200, Interval::Year),
        ("18 months", 18_000, 1_000, Interval::Month),
        ("per annum", 1_200, 1_200, Interval::Year),
        ("p.a.", 1_200, 1_200, Interval::Year),
        ("P1Y", 1_200, 1_200, Interval::Year),
        ("once a year", 1_200, 1_200, Interval::Year),
        ("billed annually", 1_200, 1_200, Interval::Year),
        ("Annual (prepaid)", 1_200, 1_200, Interval::Year),
        ("every-3-months", 300, 300, Interval::Quarter),
        ("12-monthly", 1_200, 1_200, Interval::Year),
        ("six months", 600, 1_200, Interval::Year),
        ("half-yearly", 600, 1_200, Interval::Year),
        ("biannual", 600, 1_200, Interval::Year),
        ("per quarter", 300, 300, Interval::Quarter),
        ("fortnightly", 1_000, 2_167, Interval::Month),
        ("every other month", 2_000, 12_000, Interval::Year),
        ("month-to-month", 100, 100, Interval::Month),
    ] {
        let every = every(text).unwrap();
        assert_eq!(
            every.price(Cents(price)),
            (Cents(cents), interval),
            "{text}"
        );
    }
}

#[test]
fn a_price_that_is_due_so_many_times_in_an_interval_is_of_each() {
    for (text, price, cents, interval) in [
        ("pro Jahr", 1_200, 1_200, Interval::Year),
        ("4/year", 300, 300, Interval::Quarter),
        ("12 / year", 100, 100, Interval::Month),
        ("2/yr", 600, 1_200, Interval::Year),
        ("1/month", 100, 100, Interval::Month),
        ("billed 4 a year", 300, 300, Interval::Quarter),
        ("four a year", 300, 300, Interval::Quarter),
        ("12x per year", 100, 100, Interval::Month),
        ("2 times a year", 600, 1_200, Interval::Year),
        ("4 \u{d7} year", 300, 300, Interval::Quarter),
        ("6x yearly", 200, 1_200, Interval::Year),
        ("52/year", 1_000, 1_000, Interval::Week),
        ("26 / Jahr", 1_000, 2_167, Interval::Month),
        ("4 p.a.", 300, 300, Interval::Quarter),
        ("/ 3 months", 300, 300, Interval::Quarter),
    ] {
        let every = every(text).unwrap();
        let each = every.price(Cents(price));
        assert_eq!(each, (Cents(cents), interval), "{text}");
    }
}

#[test]
fn what_says_no_interval_or_two_is_none() {
    for text in [
        "",
        "0 months",
        "ever",
        "every",
        "99999 days",
        "3",
        "moon",
        "custom",
        "n/a",
        "one-off",
        "-3 months",
        "\u{2212}3 months",
        "every - 3 months",
        "1.5 years",
        "1/2 year",
        "6-12 months",
        "lifetime",
        "per",
        "plan",
        "2/month",
        "2 a month",
        "2x/week",
        "24/year",
        "5/year",
        "P-3M",
    ] {
        assert_eq!(every(text), None, "{text}");
    }
}

#[test]
fn numbers_that_a_price_is_multiplied_with() {
    for (text, number) in [
        ("4", Some(4_000)),
        ("2.5", Some(2_500)),
        ("2,5 %", Some(2_500)),
        ("15%", Some(15_000)),
        ("-1", None),
        ("many", None),
        ("", None),
    ] {
        assert_eq!(thousandths(text), number, "{text}");
    }
    for (text, number) in [
        ("3", Some(3)),
        ("1.0", Some(1)),
        ("10", Some(10)),
        ("0", None),
        ("1.5", None),
    ] {
        assert_eq!(count(text), number, "{text}");
    }
}

#[test]
fn days_are_weeks_months_and_years() {
    for (days, often) in [
        (7, Some((1, Interval::Week))),
        (28, Some((1, Interval::Month))),
        (31, Some((1, Interval::Month))),
        (92, Some((3, Interval::Month))),
        (182, Some((6, Interval::Month))),
        (365, Some((12, Interval::Month))),
        (731, Some((24, Interval::Month))),
        (10, None),
        (45, None),
        (-30, None),
    ] {
        let found = of_days(days).map(|every| (every.count, every.interval));
        assert_eq!(found, often, "{days}");
    }
}

proptest! {
    /// What is stored comes to the same a month as the price itself, whatever its interval.
    #[test]
    fn no_cent_is_lost(price in 0i64..1_000_000_000, count in 1i64..60, which in 0usize..5) {
        let interval = [Interval::Month, Interval::Quarter, Interval::Year, Interval::Week, Interval::Day][which];
        let every = Every { count, interval };
        let (stored, of) = every.price(Cents(price));
        prop_assert_eq!(of.monthly(stored), every.monthly(Cents(price)));
    }
}

#[test]
fn a_price_may_say_how_often_it_is_due() {
    for (value, found) in [
        ("14400/yr", Some(("14400", "yr"))),
        (
            "\u{20ac}1,200.50 per month",
            Some(("\u{20ac}1,200.50", "month")),
        ),
        ("588 annually", Some(("588", "annually"))),
        ("\u{20ac}49 p.m.", Some(("\u{20ac}49", "p.m."))),
        ("490 pa", Some(("490", "pa"))),
        ("49,00 \u{20ac} mtl.", Some(("49,00 \u{20ac}", "mtl."))),
        ("$2400/2 years", Some(("$2400", "2 years"))),
        ("$300 every 3 months", Some(("$300", "3 months"))),
        ("$49 a month", Some(("$49", "month"))),
        ("3/12 months", None),
        ("3 / 12 months", None),
        ("90 / 3 months", Some(("90", "3 months"))),
        ("1,800 (24 months)", Some(("1,800", "24 months"))),
        ("$84 (billed yearly)", Some(("$84", "billed yearly"))),
        ("84 (3 users)", None),
        ("(84)", None),
        ("100/2026 annually", None),
        ("30 / quarter", Some(("30", "quarter"))),
        ("1200", None),
        ("1200 EUR", None),
        ("3/4", None),
        ("1/2/2026", None),
        ("per month", None),
        ("12 pieces", None),
    ] {
        assert_eq!(beside(value), found, "{value}");
    }
}

#[test]
fn a_price_may_say_of_how_many_it_is() {
    for (value, found) in [
        ("3 x 50", Some(("3", "50"))),
        ("5 @ 20.50", Some(("5", "20.50"))),
        ("2\u{d7}$10/mo", Some(("2", "$10/mo"))),
        ("50", None),
        ("$10 x 3", Some(("3", "$10"))),
        ("19.50\u{d7}12", Some(("12", "19.50"))),
        ("MXN 30 * 7 / year", Some(("7", "MXN 30 / year"))),
        ("30 MXN x 7", Some(("7", "30 MXN"))),
        ("30 MXN", None),
        ("30 x 12 months", None),
        ("29.50 x 1.19", None),
        ("30 max 7", None),
        ("0x1f", Some(("0", "1f"))),
        ("x 50", None),
    ] {
        let said = several(value);
        let said = said.as_ref().map(|(count, each)| (*count, each.as_ref()));
        assert_eq!(said, found, "{value}");
    }
    for (value, left) in [
        ("$10/user/mo", Some("$10/mo")),
        ("$10 per seat", Some("$10")),
        ("10 / users / month", Some("10 / month")),
        ("10/month", None),
    ] {
        assert_eq!(of_one(value).as_deref(), left, "{value}");
    }
    let alone = ["3 x 50 \u{20ac}", "$10/user/mo", "1,200/yr", "49"].map(alone);
    assert_eq!(alone, ["50 \u{20ac}", "$10", "1,200", "49"]);
}
