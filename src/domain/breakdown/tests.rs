//! Cells, bands, ranking, and that the parts make the whole.
//! Must not know how a breakdown is shown.

use proptest::prelude::*;

use super::*;
use crate::domain::bands::mrr;
use crate::domain::counting::tallies;
use crate::domain::ids::AccountId;
use crate::domain::ledger::{LedgerBuilder, Priced};
use crate::domain::money::Money;
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
    let found = breakdown(&ledger, october(), &by, &cells, Profile::Snapshot, None, 2);
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
            let found = breakdown(&ledger, period, &Dimension("x".into()), cells, profile, None, 3);
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
