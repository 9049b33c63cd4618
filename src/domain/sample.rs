//! For tests: small ledgers, by hand and at random.
//! Must not be compiled into the program.

use proptest::prelude::*;

use super::day::Day;
use super::ids::AccountId;
use super::import::Interval;
use super::ledger::{Ledger, LedgerBuilder, Priced};
use super::money::Cents;

/// A day from its text.
pub fn day(text: &str) -> Day {
    text.parse()
        .unwrap_or_else(|_| panic!("`{text}` is not a day"))
}

/// A monthly subscription without a plan.
pub fn monthly(start: Day, end: Option<Day>, amount: i64) -> Priced<'static> {
    Priced {
        start,
        end,
        amount: Cents(amount),
        interval: Interval::Month,
        plan: "",
        trial: false,
    }
}

/// A ledger of movements: account, day, change in cents.
pub fn moved(rows: &[(i64, &str, i64)]) -> Ledger {
    let mut builder = LedgerBuilder::new();
    for (account, on, delta) in rows {
        builder.movement(AccountId(*account), day(on), Cents(*delta));
    }
    builder.build()
}

/// A random subscription: account, start, end, monthly price.
pub type Sub = (i64, i32, Option<i32>, i64);

/// Random subscriptions of up to eight accounts over about eleven months from 2026-01-01.
pub fn subs() -> impl Strategy<Value = Vec<Sub>> {
    let one = (
        1..9_i64,
        0..340_i32,
        prop::option::of(0..200_i32),
        0..400_i64,
    );
    prop::collection::vec(one, 0..40).prop_map(|rows| {
        let from = day("2026-01-01").0;
        rows.into_iter()
            .map(|(account, start, length, amount)| {
                (
                    account,
                    from + start,
                    length.map(|n| from + start + n),
                    amount,
                )
            })
            .collect()
    })
}

/// The ledger of random subscriptions; all eight accounts are in it.
pub fn ledger_of(subs: &[Sub]) -> Ledger {
    let mut builder = LedgerBuilder::new();
    for id in 1..9 {
        builder.account(AccountId(id));
    }
    for (account, start, end, amount) in subs {
        builder.subscription(
            AccountId(*account),
            monthly(Day(*start), end.map(Day), *amount),
        );
    }
    builder.build()
}

/// What an account pays at the end of a day, the slow and obvious way.
pub fn pays(subs: &[Sub], account: i64, on: Day) -> i64 {
    subs.iter()
        .filter(|(a, start, end, _)| {
            *a == account && *start <= on.0 && end.is_none_or(|e| on.0 < e)
        })
        .map(|row| row.3)
        .sum()
}
