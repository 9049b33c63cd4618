//! Accounts left out or counted as one with another, and gaps that are bridged.
//! Must not know tables.

use proptest::prelude::*;

use super::super::adjusted::Adjusted;
use super::*;
use crate::domain::sample::{self, built, moves, said};
use crate::domain::standing::{SaidOfAccount, Standing};

fn under(said: &[SaidOfAccount], grace: u16, text: &str) -> Ledger {
    let mut builder = LedgerBuilder::under(Arc::new(Standing::new(said)), grace);
    for (account, on, delta) in moves(text) {
        builder.movement(AccountId(account), day(on), Cents(delta));
    }
    builder.build()
}

fn month(text: &str) -> Days {
    sample::period(text).into()
}

#[test]
fn an_excluded_account_pays_nothing_and_is_said() {
    let rows = "1: 2026-08-01 300, 2026-10-05 -300; 2: 2026-08-01 500";
    let ledger = under(&[said(1, true, None)], 0, rows);
    assert_eq!(steps(&ledger, 1), "");
    assert_eq!((ledger.len(), ledger.customer(AccountId(1))), (2, None));
    let october = ledger.adjusted(month("2026-10"), false);
    assert_eq!(october.excluded.len(), 1);
    assert_eq!(october.excluded[0].1.opening, Cents(300));
    assert_eq!(ledger.adjusted(month("2026-11"), true), Adjusted::default());
    let (own, account) = ledger.own(AccountId(1)).unwrap();
    assert_eq!(own.movements(account).count(), 2);
}

#[test]
fn a_migrated_account_neither_churns_nor_is_new() {
    let rows = "1: 2026-08-01 300, 2026-10-05 -300; 2: 2026-10-08 350";
    let ledger = under(&[said(1, false, Some(2))], 0, rows);
    assert_eq!(steps(&ledger, 2), "2026-08-01 300, 2026-10-08 350");
    assert_eq!(steps(&ledger, 1), "");
    assert_eq!(ledger.customer(AccountId(1)), ledger.index(AccountId(2)));
    let october = ledger.adjusted(month("2026-10"), false);
    assert_eq!((october.moved.len(), october.renewals), (1, 0));
    for unchanged in ["2026-09", "2026-11"] {
        assert_eq!(ledger.adjusted(month(unchanged), true), Adjusted::default());
    }
}

#[test]
fn whoever_comes_back_much_later_did_leave() {
    let rows = "1: 2026-01-01 300, 2026-02-05 -300; 2: 2026-10-08 350";
    let ledger = under(&[said(1, false, Some(2))], 0, rows);
    assert_eq!(steps(&ledger, 2).split(',').count(), 3);
    let kinds: Vec<MovementKind> = ledger.movements(1).map(|m| m.kind).collect();
    assert_eq!(kinds[2], MovementKind::Reactivation);
    assert_eq!(ledger.adjusted(month("2026-10"), true).moved.len(), 1);
}

#[test]
fn balances_of_a_migrated_account_are_each_its_own() {
    let mut builder = LedgerBuilder::under(Arc::new(Standing::new(&[said(1, false, Some(2))])), 0);
    for (account, on, mrr) in [
        (1, "2026-08-31", 300),
        (1, "2026-09-30", 0),
        (2, "2026-09-30", 300),
        (2, "2026-10-31", 320),
    ] {
        builder.balance(AccountId(account), day(on), Cents(mrr));
    }
    let ledger = builder.build();
    assert_eq!(steps(&ledger, 2), "2026-08-31 300, 2026-10-31 320");
}

#[test]
fn a_short_gap_is_no_churn() {
    let rows =
        "1: 2026-08-01 300, 2026-10-01 -300, 2026-10-08 400, 2026-11-01 -400, 2026-11-09 400";
    let ledger = under(&[], 7, rows);
    assert_eq!(
        steps(&ledger, 1),
        "2026-08-01 300, 2026-10-08 400, 2026-11-01 0, 2026-11-09 400"
    );
    let october = month("2026-10");
    assert_eq!(ledger.adjusted(october, true).renewals, 1);
    let ends = ledger.adjusted(october, false).renewals;
    assert_eq!(ends, 0, "start and end are as they were");
    assert_eq!(ledger.adjusted(month("2026-09"), true).renewals, 0);
}

#[test]
fn a_gap_counts_from_its_first_day_to_its_last_and_no_longer() {
    let rows = "1: 2026-08-01 300, 2026-10-01 -300, 2026-10-08 300";
    let ledger = under(&[], 7, rows);
    for (first, last, outside, within) in [
        ("2026-09-01", "2026-09-30", 0, 0),
        ("2026-09-01", "2026-10-01", 1, 1),
        ("2026-09-01", "2026-10-07", 1, 1),
        ("2026-09-01", "2026-10-08", 0, 1),
        ("2026-10-01", "2026-10-31", 0, 1),
        ("2026-10-02", "2026-10-31", 1, 1),
        ("2026-10-08", "2026-10-31", 1, 1),
        ("2026-10-09", "2026-10-31", 0, 0),
    ] {
        let days = Days {
            first: day(first),
            last: day(last),
        };
        let renewals = [false, true].map(|within| ledger.adjusted(days, within).renewals);
        assert_eq!(renewals, [outside, within], "{first} to {last}");
    }
}

proptest! {
    #[test]
    fn no_grace_and_nothing_said_changes_nothing(subs in subs()) {
        let plain = ledger_of(&subs);
        let other = built(LedgerBuilder::under(Arc::default(), 0), &subs);
        prop_assert_eq!(&plain.days, &other.days);
        prop_assert_eq!(&plain.balances, &other.balances);
    }

    #[test]
    fn what_two_pay_one_pays(subs in subs(), on in 20_454..20_900_i32) {
        let standing = Standing::new(&[said(3, false, Some(5)), said(7, true, None)]);
        let ledger = built(LedgerBuilder::under(Arc::new(standing), 0), &subs);
        let at = |id: i64| ledger.balance_at((id - 1) as usize, Day(on)).0;
        let gap = ledger.bridged.iter().any(|b| b.gone.0 <= on && on < b.back.0);
        if !gap {
            prop_assert_eq!(at(5), pays(&subs, 3, Day(on)) + pays(&subs, 5, Day(on)));
        }
        prop_assert_eq!((at(3), at(7)), (0, 0));
        for id in [1, 2, 4, 6, 8] {
            prop_assert_eq!(at(id), pays(&subs, id, Day(on)));
        }
    }

    #[test]
    fn grace_only_ever_bridges_short_gaps(subs in subs(), grace in 1..40_u16) {
        let ledger = built(LedgerBuilder::under(Arc::default(), grace), &subs);
        for account in 0..ledger.len() {
            let steps = ledger.steps(account);
            let gaps = steps.days.windows(2).zip(steps.balances);
            for (days, balance) in gaps {
                let long = days[1].0 - days[0].0 > i32::from(grace);
                prop_assert!(long || *balance > Cents::ZERO);
            }
        }
    }
}
