//! The worked case, the bridge, and one pass over many periods against one period at a time.
//! Must not know files or tables.

use proptest::prelude::*;

use super::*;
use crate::domain::ids::AccountId;
use crate::domain::ledger::LedgerBuilder;
use crate::domain::sample::{day, ledger_of, moved, subs};

/// Opening 100 accounts and 10,000; what happens in October 2026 to A to G.
fn worked_case() -> Ledger {
    let mut builder = LedgerBuilder::new();
    let mut row = |account: i64, on: &str, delta: i64| {
        builder.movement(AccountId(account), day(on), Cents(delta));
    };
    for other in 100..196 {
        row(other, "2026-01-01", 9_375);
    }
    let moves = [
        (1, "2026-01-01", 30_000), // A churns
        (1, "2026-10-12", -30_000),
        (2, "2026-01-01", 20_000), // B churns and is back with less
        (2, "2026-10-05", -20_000),
        (2, "2026-10-20", 15_000),
        (3, "2026-10-03", 10_000), // C comes and goes
        (3, "2026-10-25", -10_000),
        (4, "2026-01-01", 30_000), // D contracts
        (4, "2026-10-31", -10_000),
        (5, "2026-01-01", 20_000), // E expands
        (5, "2026-10-01", 25_000),
        (6, "2026-10-09", 40_000), // F is new
        (7, "2026-01-01", 5_000),  // G, lost five months ago, is back
        (7, "2026-05-10", -5_000),
        (7, "2026-10-30", 12_000),
    ];
    for (account, on, delta) in moves {
        row(account, on, delta);
    }
    builder.build()
}

#[test]
fn the_worked_case() {
    let october: Period = "2026-10".parse().unwrap();
    let found = &metrics(&worked_case(), &[october], None)[0];
    let accounts = AccountCounts {
        opening: 100,
        new: 1,
        reactivated: 1,
        churned: 1,
        shrank: 2,
        grew: 1,
        closing: 101,
        came_and_went: 1,
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

#[test]
fn three_percent_a_month_is_thirty_a_year() {
    let year = |churned, period: &str| {
        let mut tally = Tally::default();
        tally.accounts.opening = 100;
        tally.accounts.churned = churned;
        tally.rates(period.parse().unwrap()).logo_churn_annualised
    };
    assert_eq!(year(3, "2026-10"), Some(0.306_158));
    assert_eq!(year(5, "2026-10"), Some(0.459_64));
    assert_eq!(year(3, "2026-Q3"), Some(0.114_707));
    assert_eq!(year(3, "2026-W41"), None);
    assert_eq!(year(3, "2026-10-01..2026-10-31"), None);
}

#[test]
fn a_zero_denominator_is_not_available() {
    let found = &metrics(&Ledger::default(), &["2026-10".parse().unwrap()], None)[0];
    assert_eq!(found.rates, Rates::default());
    let grown = moved(&[(1, "2026-01-01", 100), (1, "2026-10-01", 50)]);
    let rates = metrics(&grown, &["2026-10".parse().unwrap()], None)[0].rates;
    assert_eq!((rates.quick_ratio, rates.nrr), (None, Some(1.5)));
    assert_eq!(rates.net_mrr_churn, Some(-0.5));
}

/// One period at a time, account by account.
fn slow(ledger: &Ledger, period: Days) -> Tally {
    let mut tally = Tally::default();
    for account in 0..ledger.len() {
        tally.add(ledger.passage(account, period));
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
    fn one_pass_equals_one_period_at_a_time(subs in subs(), mixed in spans()) {
        let ledger = ledger_of(&subs);
        let first: Period = "2025-12".parse().unwrap();
        let months: Vec<Days> = (0..16).rev().map(|n| first.plus(n).into()).collect();
        let with_gaps: Vec<Days> = months.iter().step_by(3).copied().collect();
        for periods in [months, with_gaps, mixed] {
            let expected: Vec<Tally> = periods.iter().map(|p| slow(&ledger, *p)).collect();
            prop_assert_eq!(tallies(&ledger, &periods), expected);
        }
    }

    #[test]
    fn the_bridge_closes(subs in subs(), mixed in spans()) {
        let ledger = ledger_of(&subs);
        for tally in tallies(&ledger, &mixed) {
            let m = tally.mrr;
            let closing = m.opening + m.new + m.reactivation + m.expansion - m.contraction - m.churn;
            prop_assert_eq!(closing, m.closing);
            let a = tally.accounts;
            prop_assert_eq!(a.opening + a.new + a.reactivated, a.closing + a.churned);
        }
    }

    #[test]
    fn opening_closing_and_net_change_of_months_make_a_quarter(subs in subs()) {
        let ledger = ledger_of(&subs);
        let quarter: Period = "2026-Q2".parse().unwrap();
        let whole = metrics(&ledger, &[quarter], None)[0].mrr;
        let months: Vec<MrrSums> = metrics(&ledger, &quarter.months(), None).iter().map(|m| m.mrr).collect();
        prop_assert_eq!(whole.opening, months[0].opening);
        prop_assert_eq!(whole.closing, months[2].closing);
        let net: Cents = months.iter().map(|m| m.closing - m.opening).sum();
        prop_assert_eq!(whole.closing - whole.opening, net);
    }
}
