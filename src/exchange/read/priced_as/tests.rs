//! Names of prices in the manner of those that people give them. Must not know files.

use rstest::rstest;

use super::*;
use crate::domain::money::Cents;

fn every(count: i64, interval: Interval) -> Sign<Every> {
    Sign::Only(Every { count, interval })
}

#[rstest]
#[case(
    "monthly fee, fee_per_month, MonthlyPrice, Preis/Monat, prix par mois, MRR, annual MRR, price p.m., €/mo, price per month (annual plan), currentMrrCents",
    every(1, Interval::Month)
)]
#[case(
    "weekly_price, price_per_week, WeeklyRate, Wochenpreis, fee/wk, tarifa semanal",
    every(1, Interval::Week)
)]
#[case(
    "4-weekly price, four-weekly fee, price_4_weeks, feePer4Weeks",
    every(4, Interval::Week)
)]
#[case("fortnightly_fee, price per fortnight", every(2, Interval::Week))]
#[case(
    "daily_rate, rate_per_day, Tagessatz, DailyPrice",
    every(1, Interval::Day)
)]
#[case(
    "price p.a., kosten_pro_jahr, annual fee, Jahresbetrag, prix annuel, price_per_year, ARR, acv_eur, price_year, prix par an, yearly, precio anual, fee/y",
    every(1, Interval::Year)
)]
#[case(
    "two_year_price, price (2 years), 2yr fee, Zweijahrespreis, price every 2 years, 24-month price",
    every(2, Interval::Year)
)]
#[case(
    "quarterly_fee, Vierteljahrespreis, price per quarter, 3-monthly fee, prix trimestriel, fee 4 times a year",
    every(1, Interval::Quarter)
)]
#[case(
    "price_6_months, semi_annual_price, half-yearly fee, Halbjahresbeitrag, SixMonthPrice, price per 6 months",
    every(6, Interval::Month)
)]
#[case(
    "biannual fee, bimonthly_price, biweeklyRate, price_per_hour, year 2 price, last_year_amount, price first 3 months, plan 3 monthly price, monthly or yearly fee per 12 months, revenue ytd, Q1 2026 revenue (k€), H2 fee, FY26 amount, revenue 2025, price_per_period",
    Sign::Either
)]
#[case(
    "price, amount, price_month, month, a_price, price (M), Plan A, 2025 price, price for an account, Manual price, total, carry, unit price, Tarif Q",
    Sign::None
)]
fn a_name_says_how_often(#[case] names: &str, #[case] says: Sign<Every>) {
    for name in names.split(", ") {
        let found = due(name);
        let same = |a: Every, b: Every| a.price(Cents(120_000)) == b.price(Cents(120_000));
        let is = match (found, says) {
            (Sign::Only(found), Sign::Only(says)) => same(found, says),
            (found, says) => found == says,
        };
        assert!(is, "{name}: {found:?}");
    }
}

#[rstest]
#[case(
    "price_pence, amount_in_pence, price_ct, Preis (Cent), mrr_cents, amount_minor, amountcents, priceCents, montant (centimes), price_paise",
    Sign::Only(Unit::Minor)
)]
#[case(
    "mrr (k€), MRR in thousands, mrr_k, ARR ($000), Umsatz TEUR, mrrK, importe (miles)",
    Sign::Only(Unit::Thousands)
)]
#[case(
    "revenue (million), Umsatz in Mio. EUR, mrr_millions",
    Sign::Only(Unit::Millions)
)]
#[case("amount_micros, priceMicros", Sign::Only(Unit::Micros))]
#[case(
    "mrr (m), mrr $M, revenue bn, T€, cents (thousands), amount_nanos",
    Sign::Either
)]
#[case(
    "price, mrr, price per cent, amount (€/m), percent, 100 seats, Centre fee, recent price, Kosten, mrr 2000",
    Sign::None
)]
fn a_name_says_what_its_numbers_count(#[case] names: &str, #[case] says: Sign<Unit>) {
    for name in names.split(", ") {
        assert_eq!(unit(name), says, "{name}");
    }
}
