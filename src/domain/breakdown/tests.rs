//! Cells, bands, ranking, and that the parts make the whole.
//! Must not know how a breakdown is shown.

use proptest::prelude::*;

use super::*;
use crate::domain::bands::mrr;
use crate::domain::counting::tallies;
use crate::domain::ids::AccountId;
use crate::domain::ledger::{LedgerBuilder, Priced};
use crate::domain::money::Money;
use crate::domain::profile::Profile;
use crate::domain::sample::{day, ledger_of, monthly, moved, october, subs};

#[test]
fn ranked_by_lost_mrr_with_small_cells_below() {
    let mut rows: Vec<_> = (1..=5)
        .map(|account| (account, "2026-01-01", 100))
        .collect();
    rows.extend([
        (1, "2026-10-05", -100),
        (3, "2026-10-05", -40),
        (5, "2026-10-05", -100),
    ]);
    let ledger = moved(&rows);
    let plan = ["Team", "Team", "Pro", "Pro", ""];
    let cells = Cells::by(&ledger, |a| plan[a]);
    let by = Dimension("plan".into());
    let found = breakdown(
        &ledger,
        october(),
        &by,
        &cells,
        &CountingWay::of(Profile::Snapshot),
        2,
    );
    let row = |r: &BreakdownRow| (r.value.clone(), r.lost.0, r.of_average, r.too_few);
    let rows: Vec<_> = found.rows.iter().map(row).collect();
    assert_eq!(
        rows,
        [
            ("Team".into(), 100, Some(1.041_667), false),
            ("Pro".into(), 40, Some(0.416_667), false),
            ("(none)".into(), 100, Some(2.083_333), true),
        ]
    );
    assert_eq!(lost(&Tally::from(&found.total)), Cents(240));
    assert_eq!(found.rows[0].metrics.by.as_ref().unwrap()["plan"], "Team");
}

#[test]
fn tenure_is_counted_at_the_opening() {
    let joined = "2026-10-01 2026-09-30 2026-07-01 2026-06-30 2025-10-01 2023-10-01".split(' ');
    let rows: Vec<(i64, &str, i64)> = (1..).zip(joined).map(|(n, on)| (n, on, 5)).collect();
    let ledger = moved(&rows);
    let cells = tenure(&ledger, october());
    let found: Vec<&str> = (0..6).map(|a| cells.value(a)).collect();
    let bands = [
        "joined in the period",
        "under 3 months",
        "3 to 6 months",
        "3 to 6 months",
        "1 to 2 years",
        "over 3 years",
    ];
    assert_eq!(found, bands);
}

#[test]
fn the_own_plan_comes_first() {
    let mut builder = LedgerBuilder::default();
    let pro = Priced {
        plan: "Pro",
        ..monthly(day("2026-01-01"), None, 5)
    };
    builder.subscription(AccountId(1), pro);
    builder.subscription(AccountId(2), pro);
    builder.account(AccountId(3));
    let ledger = builder.build();
    let own = Cells::by(&ledger, |a| ["Gold", " ", ""][a]);
    let found = plans(&ledger, october(), &own);
    assert_eq!([0, 1, 2].map(|a| found.value(a)), ["Gold", "Pro", ""]);
}

proptest! {
    #[test]
    fn the_cells_add_up_to_the_whole(subs in subs(), value in prop::collection::vec(0..4_usize, 8)) {
        let ledger = ledger_of(&subs);
        let period = "2026-05".parse().unwrap();
        let own = Cells::by(&ledger, |a| ["a", "b", "c", ""][value[a]]);
        let dimensions = [tenure(&ledger, period), mrr(&ledger, period, Money::of(None)), plans(&ledger, period, &own), own];
        for (cells, profile) in dimensions.iter().flat_map(|d| Profile::ALL.map(|p| (d, p))) {
            let found = breakdown(&ledger, period, &Dimension("x".into()), cells, &CountingWay::of(profile), 3);
            let mut sum = Tally::default();
            for row in &found.rows {
                sum += Tally::from(&row.metrics);
            }
            prop_assert_eq!(sum, Tally::from(&found.total));
            prop_assert_eq!(sum, tallies(&ledger, &[Days::from(period)], profile)[0]);
            let shares: f64 = found.rows.iter().filter_map(|r| r.share).sum();
            prop_assert!(shares == 0.0 || (shares - 1.0).abs() < 1e-4);
        }
    }
}

/// So many of so many accounts of two cells left: of the first more, or fewer, than of all others where Newcombe's
/// interval of the difference says so, and nothing is said by how large a rate looks.
#[test]
fn a_cell_is_told_apart_by_both_samples() {
    for (own, others, more) in [
        ((4, 100), (2, 100), None),
        ((40, 1_000), (20, 1_000), Some(true)),
        ((20, 1_000), (40, 1_000), Some(false)),
        ((40, 1_000), (1, 29), None),
        ((29, 29), (5, 100), None),
        ((30, 30), (5, 100), Some(true)),
        ((0, 0), (10, 100), None),
        ((3, 100), (0, 0), None),
    ] {
        let all = own.1 + others.1;
        let left = |n: i64| n < own.0 || n >= own.1 && n < own.1 + others.0;
        let joined = (0..all).map(|n| (n + 1, "2026-01-01", 100));
        let gone = (0..all)
            .filter(|n| left(*n))
            .map(|n| (n + 1, "2026-10-05", -100));
        let ledger = moved(&joined.chain(gone).collect::<Vec<_>>());
        let cells = Cells::by(
            &ledger,
            |n| if (n as i64) < own.1 { "own" } else { "others" },
        );
        let by = Dimension("x".into());
        let found = breakdown(
            &ledger,
            october(),
            &by,
            &cells,
            &CountingWay::of(Profile::Snapshot),
            TOO_FEW,
        );
        let told = |name: &str| {
            let row = found.rows.iter().find(|row| row.value == name);
            row.and_then(|row| row.more_left)
        };
        assert_eq!(told("own"), more, "{own:?} {others:?}");
        if own.1 >= 30 {
            assert_eq!(told("others"), more.map(|more| !more), "{own:?} {others:?}");
        }
    }
}
