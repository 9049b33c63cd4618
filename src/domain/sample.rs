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

/// The worked case that every profile has to reproduce: 100 accounts with 10,000 at the start of October 2026, of
/// which A to G do one thing each that profiles count differently; 101 accounts with 10,320 at its end.
pub fn worked_case() -> Ledger {
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
