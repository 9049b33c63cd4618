//! The same company as subscriptions, movements or monthly balances: the same numbers, in whatever order
//! the rows come. Must not know files.

use std::collections::BTreeMap;

use proptest::prelude::*;

use churnroom::domain::day::Day;
use churnroom::domain::import::{
    BalanceRow, ImportKind, ImportRow, Interval, MovementAmount, MovementRow, SubscriptionRow,
};
use churnroom::domain::metrics::Metrics;
use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
use churnroom::domain::profile::Profile;
use churnroom::domain::query::{Answer, Query};

use super::room::Room;
use super::rows::import;

/// Account, first day, last day if it ends, monthly price.
type Sub = (u8, i32, Option<i32>, i64);

fn first() -> Day {
    Day::ymd(2026, 1, 1).unwrap()
}

fn months() -> Vec<Period> {
    (0..14).map(|n| Period::month_of(first()).plus(n)).collect()
}

fn subs() -> impl Strategy<Value = Vec<Sub>> {
    let one = (
        0..5_u8,
        0..330_i32,
        prop::option::of(0..150_i32),
        1..400_i64,
    );
    prop::collection::vec(one, 1..16)
}

fn subscriptions(subs: &[Sub]) -> Vec<ImportRow> {
    let numbered = subs.iter().enumerate();
    let rows = numbered.map(|(n, &(account, start, length, price))| {
        let start = first().plus(start);
        ImportRow::Subscription(SubscriptionRow {
            external: format!("s{n}"),
            account: format!("a{account}"),
            start,
            end: length.map(|days| start.plus(days)),
            amount: Cents(price),
            interval: Interval::Month,
            ..SubscriptionRow::default()
        })
    });
    rows.collect()
}

/// What each account's MRR changes by, day for day.
fn changes(subs: &[Sub]) -> BTreeMap<(u8, Day), i64> {
    let mut changes = BTreeMap::new();
    for &(account, start, length, price) in subs {
        let start = first().plus(start);
        *changes.entry((account, start)).or_default() += price;
        if let Some(days) = length {
            *changes.entry((account, start.plus(days))).or_default() -= price;
        }
    }
    changes
}

fn movements(subs: &[Sub]) -> Vec<ImportRow> {
    let rows = changes(subs).into_iter().filter(|(_, delta)| *delta != 0);
    let rows = rows.map(|((account, day), delta)| {
        ImportRow::Movement(MovementRow {
            cause: None,
            rate: None,
            account: format!("a{account}"),
            day,
            amount: MovementAmount::Delta(Cents(delta)),
        })
    });
    rows.collect()
}

fn balances(subs: &[Sub]) -> Vec<ImportRow> {
    let changes = changes(subs);
    let mut rows = Vec::new();
    for (account, month) in (0..5_u8).flat_map(|a| months().into_iter().map(move |m| (a, m))) {
        let own = changes
            .iter()
            .filter(|((a, day), _)| *a == account && *day <= month.last());
        rows.push(ImportRow::Balance(BalanceRow {
            part: None,
            rate: None,
            account: format!("a{account}"),
            day: month.last(),
            mrr: Cents(own.map(|(_, delta)| delta).sum()),
        }));
    }
    rows
}

fn numbers(kind: ImportKind, rows: Vec<ImportRow>, profile: Profile) -> Vec<Metrics> {
    let mut room = Room::memory();
    let outcome = import(&mut room, kind, rows);
    assert_eq!(outcome.refused, []);
    let query = Query::Explained {
        periods: months(),
        profile: Some(profile),
    };
    match room.store.answer(&query).unwrap() {
        Answer::Metrics(metrics) => metrics,
        other => panic!("{other:?}"),
    }
}

/// What a list of month-end balances can know: not who was new, nor what happened within a month.
fn at_month_ends(metrics: Vec<Metrics>) -> Vec<[i64; 8]> {
    let figures = |m: Metrics| {
        let (a, s) = (m.accounts, m.mrr);
        let counts = [a.opening, a.new + a.reactivated, a.churned, a.closing];
        let [opening, came, churned, closing] = counts.map(u64::cast_signed);
        let (came_mrr, left) = ((s.new + s.reactivation).0, (s.churn + s.contraction).0);
        [
            opening,
            came,
            churned,
            closing,
            s.opening.0,
            came_mrr,
            left,
            s.closing.0,
        ]
    };
    metrics.into_iter().map(figures).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn subscriptions_movements_and_balances_give_the_same_numbers(subs in subs()) {
        let from_subscriptions = numbers(ImportKind::Subscriptions, subscriptions(&subs), Profile::Snapshot);
        let from_movements = numbers(ImportKind::Movements, movements(&subs), Profile::Snapshot);
        prop_assert_eq!(&from_subscriptions, &from_movements);
        let from_balances = numbers(ImportKind::Balances, balances(&subs), Profile::Snapshot);
        prop_assert_eq!(at_month_ends(from_subscriptions), at_month_ends(from_balances));
    }

    #[test]
    fn the_order_of_the_rows_never_matters(subs in subs(), profile in prop::sample::select(&Profile::ALL[..])) {
        for (kind, rows) in [
            (ImportKind::Subscriptions, subscriptions(&subs)),
            (ImportKind::Movements, movements(&subs)),
            (ImportKind::Balances, balances(&subs)),
        ] {
            let backwards: Vec<ImportRow> = rows.iter().rev().cloned().collect();
            prop_assert_eq!(numbers(kind, rows, profile), numbers(kind, backwards, profile));
        }
    }
}
