//! The worked case, the bridge, and one pass over many periods against one period at a time.
//! Must not know files or tables.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::breakdown::{Cells, breakdown};
use crate::domain::day::Day;
use crate::domain::metrics::Dimension;
use crate::domain::money::Cents;
use crate::domain::reconcile::reconcile;
use crate::domain::sample::{
    day, ledger_of, moved, october, period, subs, worked_case, worked_case_with_h,
};
use crate::domain::tally::{AccountCounts, Line, MrrSums};
use crate::domain::value;

#[test]
fn the_worked_case() {
    let found = &metrics(
        &worked_case(),
        &[october()],
        &CountingWay::of(Profile::Snapshot),
    )[0];
    let accounts = AccountCounts {
        opening: 100,
        new: 1,
        reactivated: 1,
        churned: 1,
        shrank: 2,
        grew: 1,
        closing: 101,
        came_and_went: 1,
        joined_and_left: 0,
        times_churned: 1,
    };
    assert_eq!(found.accounts, accounts);
    let mrr = MrrSums {
        opening: Cents(1_000_000),
        new: Cents(40_000),
        reactivation: Cents(12_000),
        expansion: Cents(25_000),
        contraction: Cents(15_000),
        churn: Cents(30_000),
        closing: Cents(1_032_000),
        came_and_went: Cents(10_000),
    };
    assert_eq!(found.mrr, mrr);
    let rates = Rates {
        logo_churn: Some(0.01),
        logo_churn_annualised: Some(0.113_615),
        gross_mrr_churn: Some(0.045),
        net_mrr_churn: Some(0.02),
        grr: Some(0.955),
        nrr: Some(0.98),
        quick_ratio: Some(1.711_111),
    };
    assert_eq!(found.rates, rates);
}

/// Worked out by hand: logo churn over what, gross, net, NRR, each in tenths of a percent.
#[rstest]
#[case::snapshot(Profile::Snapshot, (1, 100), Some(45), Some(20), Some(980))]
#[case::chartmogul(Profile::Chartmogul, (2, 100), Some(70), Some(18), None)]
#[case::stripe(Profile::Stripe, (3, 102), None, None, None)]
#[case::baremetrics(Profile::Baremetrics, (3, 100), Some(70), None, Some(955))]
#[case::profitwell(Profile::Profitwell, (2, 100), Some(60), None, None)]
fn the_worked_case_in_every_profile(
    #[case] profile: Profile,
    #[case] logo: (i64, i64),
    #[case] gross: Option<i64>,
    #[case] net: Option<i64>,
    #[case] nrr: Option<i64>,
) {
    let found = &metrics(&worked_case(), &[october()], &CountingWay::of(profile))[0];
    let definition = Figure::LogoChurn.definition(profile).unwrap();
    let ratio = definition.ratio(&Tally::from(found));
    assert_eq!((ratio.top, ratio.bottom), logo);
    let tenths = |rate: Option<f64>| rate.map(|r| (r * 1e3).round() as i64);
    assert_eq!(tenths(found.rates.gross_mrr_churn), gross);
    assert_eq!(tenths(found.rates.net_mrr_churn), net);
    assert_eq!(tenths(found.rates.nrr), nrr);
    let grr = (profile == Profile::Snapshot).then_some(955);
    assert_eq!(tenths(found.rates.grr), grr);
    assert_eq!(found.mrr.closing, Cents(1_032_000));
}

/// Also by hand. Lost: A 300, B 200, C 100, H 100 and 80, and 100 of D; new: C 100, F 400; back: B 150, G 120, H 80.
/// Logo churn over what; gross, net, NRR in tenths of a percent; the quick ratio over what.
#[rstest]
#[case::snapshot(Profile::Snapshot, (2, 100), Some(55), Some(30), Some(970), Some((77_000, 55_000)))]
#[case::chartmogul(Profile::Chartmogul, (3, 100), Some(88), Some(28), None, Some((110_000, 88_000)))]
#[case::stripe(Profile::Stripe, (5, 102), None, None, None, None)]
#[case::baremetrics(Profile::Baremetrics, (4, 100), Some(88), None, Some(937), Some((75_000, 88_000)))]
#[case::profitwell(Profile::Profitwell, (3, 100), Some(78), None, None, None)]
fn who_churns_twice_counts_as_the_tool_says(
    #[case] profile: Profile,
    #[case] logo: (i64, i64),
    #[case] gross: Option<i64>,
    #[case] net: Option<i64>,
    #[case] nrr: Option<i64>,
    #[case] quick: Option<(i64, i64)>,
) {
    let found = &metrics(
        &worked_case_with_h(),
        &[october()],
        &CountingWay::of(profile),
    )[0];
    let tally = Tally::from(found);
    let parts = |figure: Figure| {
        let ratio = figure.definition(profile)?.ratio(&tally);
        Some((ratio.top, ratio.bottom))
    };
    assert_eq!(parts(Figure::LogoChurn), Some(logo));
    assert_eq!(parts(Figure::QuickRatio), quick);
    let tenths = |rate: Option<f64>| rate.map(|r| (r * 1e3).round() as i64);
    let rates = found.rates;
    let all = [rates.gross_mrr_churn, rates.net_mrr_churn, rates.nrr].map(tenths);
    assert_eq!(all, [gross, net, nrr]);
    let grr = (profile == Profile::Snapshot).then_some(945);
    assert_eq!(tenths(rates.grr), grr);
    assert_eq!(found.mrr.closing, Cents(1_022_000));
    assert_eq!(found.accounts.closing, 100);
}

/// What is lost is divided by as many losses as make it: H leaves with 100 and with 80.
#[rstest]
#[case::snapshot(Profile::Snapshot, 2)]
#[case::chartmogul(Profile::Chartmogul, 5)]
#[case::stripe(Profile::Stripe, 5)]
#[case::baremetrics(Profile::Baremetrics, 5)]
#[case::profitwell(Profile::Profitwell, 4)]
fn the_churn_mrr_is_that_of_so_many_losses(#[case] profile: Profile, #[case] times: u64) {
    let found = &metrics(
        &worked_case_with_h(),
        &[october()],
        &CountingWay::of(profile),
    )[0];
    assert_eq!(found.accounts.times_churned, times);
}

/// Two of the one account that there was are 200 %, and no year follows from that.
#[test]
fn more_lost_than_there_was_is_not_made_a_year_of() {
    let ledger = moved(&[
        (1, "2026-01-01", 100),
        (1, "2026-10-05", -100),
        (1, "2026-10-10", 100),
        (1, "2026-10-20", -100),
    ]);
    let rates = metrics(&ledger, &[october()], &CountingWay::of(Profile::Stripe))[0].rates;
    assert_eq!(rates.logo_churn, Some(2.0));
    assert_eq!(rates.logo_churn_annualised, None);
}

#[test]
fn no_rate_is_made_of_days_after_the_data_ends_and_no_year_of_a_part() {
    let ledger = moved(&[
        (1, "2026-01-01", 100),
        (2, "2026-01-01", 100),
        (1, "2026-10-05", -100),
    ]);
    for (reach, logo, year) in [
        ("2026-10-31", Some(0.5), true),
        ("2026-10-30", Some(0.5), false),
        ("2026-10-01", Some(0.5), false),
        ("2026-09-30", None, false),
    ] {
        let way = CountingWay {
            reach: Some(day(reach)),
            ..CountingWay::default()
        };
        let found = &metrics(&ledger, &[october()], &way)[0];
        assert_eq!(found.rates.logo_churn, logo, "{reach}");
        assert_eq!(found.rates.logo_churn_annualised.is_some(), year, "{reach}");
        assert_eq!(found.is_over(), year, "{reach}");
        assert_eq!(found.not_told().is_some(), logo.is_none(), "{reach}");
        assert_eq!(found.accounts.churned, 1, "what is on file counts");
    }
}

#[test]
fn three_percent_a_month_is_thirty_a_year() {
    let year = |churned, of: &str| {
        let mut tally = Tally::default();
        tally.accounts.opening = 100;
        tally.accounts.churned = churned;
        let rates = tally.rates(period(of), Profile::Snapshot);
        rates.logo_churn_annualised
    };
    assert_eq!(year(3, "2026-10"), Some(0.306_158));
    assert_eq!(year(5, "2026-10"), Some(0.459_64));
    assert_eq!(year(3, "2026-Q3"), Some(0.114_707));
    assert_eq!(year(3, "2026-W41"), None);
    assert_eq!(year(3, "2026-10-01..2026-10-31"), None);
}

#[test]
fn a_zero_denominator_is_not_available() {
    let rates = |ledger: &Ledger| {
        metrics(ledger, &[october()], &CountingWay::of(Profile::Snapshot))[0].rates
    };
    assert_eq!(rates(&Ledger::default()), Rates::default());
    let rates = rates(&moved(&[(1, "2026-01-01", 100), (1, "2026-10-01", 50)]));
    assert_eq!((rates.quick_ratio, rates.nrr), (None, Some(1.5)));
    assert_eq!(rates.net_mrr_churn, Some(-0.5));
}

/// One period at a time, account by account.
fn slow(ledger: &Ledger, period: Days, profile: Profile) -> Tally {
    let mut tally = Tally::default();
    for account in 0..ledger.len() {
        tally += Tally::of(ledger, account, period, profile);
    }
    tally
}

fn spans() -> impl Strategy<Value = Vec<Days>> {
    let from = day("2025-12-01").0;
    let one = (0..500_i32, 0..120_i32).prop_map(move |(start, length)| Days {
        first: Day(from + start),
        last: Day(from + start + length),
    });
    prop::collection::vec(one, 1..6)
}

proptest! {
    #[test]
    fn one_pass_equals_one_period_and_one_account_at_a_time(subs in subs(), mixed in spans()) {
        let ledger = ledger_of(&subs);
        let first = period("2025-12");
        let months: Vec<Days> = (0..16).rev().map(|n| first.plus(n).into()).collect();
        let with_gaps: Vec<Days> = months.iter().step_by(3).copied().collect();
        for (periods, profile) in [months, with_gaps, mixed].iter().flat_map(|p| Profile::ALL.map(|q| (p, q))) {
            let expected: Vec<Tally> = periods.iter().map(|p| slow(&ledger, *p, profile)).collect();
            prop_assert_eq!(tallies(&ledger, periods, profile), expected);
        }
    }

    #[test]
    fn the_bridge_closes(subs in subs(), mixed in spans()) {
        let ledger = ledger_of(&subs);
        for profile in Profile::ALL {
            for tally in tallies(&ledger, &mixed, profile) {
                let m = tally.mrr;
                let closing = m.opening + m.new + m.reactivation + m.expansion - m.contraction - m.churn;
                prop_assert_eq!(closing, m.closing);
                let a = tally.accounts;
                prop_assert_eq!(a.opening + a.new + a.reactivated, a.closing + a.churned);
                prop_assert!(a.joined_and_left <= a.churned);
            }
        }
    }

    #[test]
    fn opening_closing_and_net_change_of_months_make_a_quarter(subs in subs()) {
        let ledger = ledger_of(&subs);
        let quarter = period("2026-Q2");
        for profile in Profile::ALL {
            let whole = metrics(&ledger, &[quarter], &CountingWay::of(profile))[0].mrr;
            let months = metrics(&ledger, &quarter.months(), &CountingWay::of(profile));
            prop_assert_eq!(whole.opening, months[0].mrr.opening);
            prop_assert_eq!(whole.closing, months[2].mrr.closing);
            let net: Cents = months.iter().map(|m| m.mrr.closing - m.mrr.opening).sum();
            prop_assert_eq!(whole.closing - whole.opening, net);
        }
    }

    /// The money of profiles that sum every movement; not under profitwell: who came in one month and went in
    /// another of the same quarter is ignored by the quarter and counted by the months.
    #[test]
    fn under_movements_months_add_up_to_the_quarter(subs in subs()) {
        let ledger = ledger_of(&subs);
        let quarter = period("2026-Q2");
        for profile in [Profile::Chartmogul, Profile::Stripe, Profile::Baremetrics] {
            let whole = &metrics(&ledger, &[quarter], &CountingWay::of(profile))[0];
            let mut sum = Tally::default();
            for month in &metrics(&ledger, &quarter.months(), &CountingWay::of(profile)) {
                sum += Tally::from(month);
            }
            for line in [Line::New, Line::Reactivation, Line::Expansion, Line::Contraction, Line::Churn] {
                let whole = Tally::from(whole);
                prop_assert_eq!(line.mrr(&sum), line.mrr(&whole));
                // Who churned in two of the months may count once in the quarter.
                if !profile.counts_once() {
                    prop_assert_eq!(line.accounts(&sum), line.accounts(&whole));
                }
            }
        }
    }
}

/// Whether every rate of a period is told, by whatever it is asked for: or n/a with the reason, all of them.
fn told(ledger: &Ledger, period: Period, way: &CountingWay) -> bool {
    let (by, cells) = (Dimension("x".to_owned()), Cells::by(ledger, |_| "one"));
    let one = metrics(ledger, &[period], way).remove(0);
    let told = one.rates.logo_churn.is_some();
    assert_eq!(one.not_told().is_none(), told);
    let found = breakdown(ledger, period, &by, &cells, way, 0);
    let cell = &found.rows[0];
    assert_eq!(cell.metrics.rates, one.rates);
    assert_eq!(found.total.rates, one.rates);
    let lost = told && cell.lost > Cents::ZERO;
    let rate = cell.lost_rate().filter(|rate| *rate > 0.0);
    for share in [cell.share, cell.of_average, rate] {
        assert_eq!(share.is_some(), lost);
    }
    let sides = reconcile(ledger, period, way, Profile::Snapshot);
    assert_eq!(sides.left.rates, one.rates);
    assert_eq!(sides.right.rates.logo_churn.is_some(), told);
    let left = one.rates.logo_churn.is_some_and(|rate| rate > 0.0);
    let worth = value::report(one, Some(found), &value::Costs::default());
    for row in [&worth.total, &worth.rows[0]] {
        assert_eq!(row.lifetime.by_logo.is_some(), left);
    }
    told
}

/// What begins before losses are known has counts, but no rate.
#[test]
fn no_rate_is_made_of_days_before_losses_are_known() {
    let ledger = moved(&[
        (1, "2026-01-01", 100),
        (2, "2026-01-01", 50),
        (3, "2026-02-01", 50),
        (2, "2026-07-20", -50),
        (3, "2026-08-20", -10),
    ]);
    for (since, period, expected) in [
        ("2026-07-01", "2026-06", false),
        ("2026-07-01", "2026-07", true),
        ("2026-07-10", "2026-07", false),
        ("2026-07-01", "2026-Q3", true),
        ("2026-07-10", "2026-Q3", false),
        ("2026-07-01", "2026-06-30..2026-08-31", false),
        ("2026-07-01", "2026-07-01..2026-08-31", true),
        ("2026-07-01", "FY2026@01", false),
        ("2025-12-31", "2026-06", true),
    ] {
        let day: Day = since.parse().unwrap();
        for profile in Profile::ALL {
            let way = CountingWay {
                known: KnownSince::of(&ledger, Some(day), None),
                ..CountingWay::of(profile)
            };
            let found = told(&ledger, period.parse().unwrap(), &way);
            assert_eq!(found, expected, "{since} {period} {profile}");
        }
    }
}
