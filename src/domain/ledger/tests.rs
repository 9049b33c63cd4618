//! The rules of the ledger, one row each, and that three ways of writing a company agree.
//! Must not know files or tables.

mod adjusted;

use proptest::prelude::*;

use super::*;
use crate::domain::import::Interval;
use crate::domain::sample::{Sub, day, ledger_of, monthly, october, paid, pays, subs};
use crate::domain::word::Word;

fn one(rows: &[Priced<'_>]) -> Ledger {
    let mut builder = LedgerBuilder::default();
    for row in rows {
        builder.subscription(AccountId(7), *row);
    }
    builder.build()
}

/// An account's balances in words: `2026-01-10 900, 2026-03-01 0`.
fn steps(ledger: &Ledger, account: i64) -> String {
    let steps = ledger.steps(ledger.index(AccountId(account)).unwrap());
    let each = steps.days.iter().zip(steps.balances);
    let said: Vec<String> = each.map(|(day, mrr)| format!("{day} {}", mrr.0)).collect();
    said.join(", ")
}

#[test]
fn what_a_subscription_yields() {
    let (start, end) = (day("2026-01-10"), day("2026-03-01"));
    let base = monthly(start, Some(end), 900);
    let (at_once, free) = (
        monthly(start, Some(start), 900),
        monthly(start, Some(end), 0),
    );
    let trial = Priced {
        trial: true,
        ..base
    };
    let yearly = Priced {
        amount: Cents(10_800),
        interval: Interval::Year,
        ..base
    };
    let both = "2026-01-10 900, 2026-03-01 0";
    let cases = [
        ("start <= d < end", vec![base], both),
        ("start = end yields nothing", vec![at_once], ""),
        ("a trial does not count", vec![trial], ""),
        ("nor does a zero price", vec![free], ""),
        ("a yearly price becomes monthly", vec![yearly], both),
        (
            "renewed on the day it ends: no movement",
            vec![base, monthly(end, None, 900)],
            "2026-01-10 900",
        ),
        (
            "replaced on the day it ends: one movement",
            vec![base, monthly(end, None, 500)],
            "2026-01-10 900, 2026-03-01 500",
        ),
    ];
    for (what, rows, expected) in cases {
        assert_eq!(steps(&one(&rows), 7), expected, "{what}");
    }
}

#[test]
fn the_kind_follows_from_the_balance() {
    let ledger = paid(
        "1: 2026-01-01 100, 2026-02-01 50, 2026-03-01 -120, 2026-04-01 -30, 2026-05-01 10, 2026-06-01 5, 2026-06-01 -5",
    );
    let kinds: Vec<&str> = ledger.movements(0).map(|m| m.kind.word()).collect();
    let expected = ["new", "expansion", "contraction", "churn", "reactivation"];
    assert_eq!(kinds, expected);
    for (from, loss) in [
        ("2026-01-01", Some("2026-03-01")),
        ("2026-03-02", Some("2026-04-01")),
        ("2026-04-02", None),
    ] {
        assert_eq!(ledger.first_loss(0, day(from)), loss.map(day));
    }
}

#[test]
fn a_balance_never_goes_below_zero() {
    let ledger = paid("1: 2026-01-01 100, 2026-02-01 -150, 2026-03-01 20");
    assert_eq!(ledger.balance_at(0, day("2026-02-15")), Cents(0));
    assert_eq!(ledger.balance_at(0, day("2026-03-15")), Cents(20));
}

#[test]
fn accounts_are_found_with_and_without_gaps() {
    let ledger = paid("3: 2026-01-01 1; 4: 2026-01-01 1; 900: 2026-01-01 1");
    let found = [2, 3, 4, 5, 900, 901].map(|id| ledger.index(AccountId(id)));
    assert_eq!(found, [None, Some(0), Some(1), None, Some(2), None]);
    assert_eq!(Ledger::default().index(AccountId(1)), None);
    assert_eq!(Ledger::default().balance_at(0, Day(0)), Cents(0));
}

#[test]
fn the_plan_is_that_of_the_largest_subscription() {
    let (start, end) = (day("2026-01-10"), day("2026-10-10"));
    let plan = |plan, amount, start, end| Priced {
        plan,
        ..monthly(start, end, amount)
    };
    let (pro, basic) = (plan("Pro", 5, start, None), plan("Basic", 5, start, None));
    let (team, late) = (plan("Team", 9, start, Some(end)), plan("Pro", 5, end, None));
    let within = plan("Pro", 5, end, Some(end.plus(3)));
    let before = plan("Pro", 5, start, Some(start.plus(3)));
    let october = Days::from(october());
    let cases = [
        (vec![pro, team], Some("Team")),
        (vec![pro, basic], Some("Basic")),
        (vec![late], Some("Pro")),
        (vec![within], Some("Pro")),
        (vec![before], None),
    ];
    for (rows, expected) in cases {
        assert_eq!(one(&rows).plan(0, october), expected);
    }
}

/// The same company as a list of balances at each of its changes.
fn as_balances(subs: &[Sub]) -> Ledger {
    let mut builder = LedgerBuilder::default();
    for account in 1..9 {
        builder.account(AccountId(account));
        let own = subs.iter().filter(|s| s.0 == account);
        for on in own.flat_map(|s| [Some(s.1), s.2]).flatten() {
            let mrr = Cents(pays(subs, account, Day(on)));
            builder.balance(AccountId(account), Day(on), mrr);
        }
    }
    builder.build()
}

/// The same company as movements.
fn as_movements(subs: &[Sub]) -> Ledger {
    let mut builder = LedgerBuilder::default();
    for account in 1..9 {
        builder.account(AccountId(account));
    }
    for (account, start, end, amount) in subs {
        builder.movement(AccountId(*account), Day(*start), Cents(*amount));
        if let Some(end) = end {
            builder.movement(AccountId(*account), Day(*end), Cents(-amount));
        }
    }
    builder.build()
}

proptest! {
    #[test]
    fn an_account_is_found_by_its_id(ids in proptest::collection::btree_set(-3..40_i64, 0..20)) {
        let mut builder = LedgerBuilder::default();
        ids.iter().for_each(|id| builder.account(AccountId(*id)));
        let ledger = builder.build();
        for id in [i64::MIN, i64::MAX].into_iter().chain(-5..45) {
            let place = ids.iter().position(|known| *known == id);
            prop_assert_eq!(ledger.index(AccountId(id)), place);
        }
    }

    #[test]
    fn three_kinds_of_file_make_one_ledger(subs in subs()) {
        let ledger = ledger_of(&subs);
        for other in [as_balances(&subs), as_movements(&subs)] {
            prop_assert_eq!(&ledger.days, &other.days);
            prop_assert_eq!(&ledger.balances, &other.balances);
            prop_assert_eq!(&ledger.starts, &other.starts);
        }
    }

    #[test]
    fn a_balance_is_the_sum_of_what_is_active(subs in subs(), on in 20_454..20_900_i32) {
        let ledger = ledger_of(&subs);
        for account in 0..8 {
            let slow = pays(&subs, account + 1, Day(on));
            prop_assert_eq!(ledger.balance_at(account as usize, Day(on)).0, slow);
        }
    }

    #[test]
    fn the_order_of_rows_never_matters(subs in subs(), turn in 0..40_usize) {
        let mut turned = subs.clone();
        turned.reverse();
        turned.rotate_left(turn % subs.len().max(1));
        let (a, b) = (ledger_of(&subs), ledger_of(&turned));
        prop_assert_eq!(&a.days, &b.days);
        prop_assert_eq!(&a.balances, &b.balances);
    }
}
