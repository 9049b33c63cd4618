//! Accounts, the ledger and the short lists.

use rusqlite::functions::{Context, FunctionFlags};

use super::*;
use crate::domain::import::{BalanceRow, MovementAmount, MovementRow, SubscriptionRow};
use crate::domain::money::Cents;
use crate::domain::roadmap::{Owner, RoadmapItem};

fn subscription(external: &str, account: &str, amount: i64) -> ImportRow {
    ImportRow::Subscription(SubscriptionRow {
        external: external.into(),
        account: account.into(),
        start: day("2026-01-01"),
        amount: Cents(amount),
        ..SubscriptionRow::default()
    })
}

fn movement(account: &str, on: &str, delta: i64) -> ImportRow {
    changed(account, on, MovementAmount::Delta(Cents(delta)))
}

fn changed(account: &str, on: &str, amount: MovementAmount) -> ImportRow {
    ImportRow::Movement(MovementRow {
        account: account.into(),
        day: day(on),
        amount,
        cause: None,
        rate: None,
    })
}

fn balance(account: &str, on: &str, mrr: i64) -> ImportRow {
    ImportRow::Balance(BalanceRow {
        part: None,
        rate: None,
        account: account.into(),
        day: day(on),
        mrr: Cents(mrr),
    })
}

#[test]
fn parts_of_a_day_are_added_up() {
    let db = room();
    let part = |part: &str, mrr| match balance("a", "2026-09-30", mrr) {
        ImportRow::Balance(row) => ImportRow::Balance(BalanceRow {
            part: Some(part.to_owned()),
            ..row
        }),
        other => other,
    };
    let all = || {
        vec![
            part("Core", 100),
            part("Addon", 20),
            part("Core", 100),
            part("Core", 70),
        ]
    };
    let counts = took(&db, all()).head.counts;
    assert_eq!((counts.new, counts.unchanged, counts.rejected), (2, 1, 1));
    assert_eq!(one::<i64>(&db, "SELECT mrr FROM balances"), 120);
    let counts = took(&db, vec![part("Addon", 20), part("Core", 100)])
        .head
        .counts;
    assert_eq!((counts.new, counts.unchanged), (0, 2));
    took(&db, vec![balance("a", "2026-09-30", 90)]);
    assert_eq!(one::<i64>(&db, "SELECT mrr FROM balances"), 90);
}

/// SQLite's random bytes, of which every second alias is one that is taken.
fn each_alias_twice(db: &Connection) {
    let flags = FunctionFlags::SQLITE_UTF8;
    let bytes = |_: &Context<'_>| Ok((0..4_096u32).map(|at| (at / 8) as u8).collect::<Vec<u8>>());
    db.create_scalar_function("randomblob", 1, flags, bytes)
        .unwrap();
}

#[test]
fn an_alias_that_is_taken_leaves_no_number_out() {
    let db = room();
    took(&db, vec![account("0", "Umbrella")]);
    each_alias_twice(&db);
    let names = ["1", "2", "3", "4"].map(|id| account(id, "Northwind"));
    took(&db, names.into());
    let taken: i64 = one(&db, "SELECT count(DISTINCT alias) FROM accounts");
    assert_eq!(taken, 5);
    assert_eq!(
        texts(&db, "SELECT id || '' FROM accounts ORDER BY external"),
        ["1", "2", "3", "4", "5"]
    );
}

#[test]
fn accounts_come_once_and_change_by_their_id() {
    let db = room();
    let first = took(
        &db,
        vec![account("1", "Northwind"), account("2", "Initech")],
    );
    assert_eq!(counts(&first), [2, 0, 0, 0]);
    let again = vec![
        account("1", "Northwind"),
        account("2", "Initech"),
        account("2", "Initech"),
    ];
    assert_eq!(counted(&db, again), [0, 0, 3, 0]);
    let only_plan = ImportRow::Account(Box::new(GivenThing {
        thing: Account {
            external: "2".into(),
            plan: "Pro".into(),
            ..Account::default()
        },
        fields: vec![Field::Plan],
    }));
    let changed = took(
        &db,
        vec![account("1", "North Wind"), account("1", "Else"), only_plan],
    );
    assert_eq!(counts(&changed), [0, 2, 0, 1]);
    assert_eq!(changed.refused[0].line, 3);
    let accounts = "SELECT name || ' ' || plan || ' ' || attributes FROM accounts ORDER BY id";
    let country = "{\"Country\":\"NL\"}";
    let expected = ["North Wind ", "Initech Pro"].map(|account| format!("{account} {country}"));
    assert_eq!(texts(&db, accounts), expected);
    index_is_true(&db);
}

#[test]
fn an_unknown_account_is_made_bare_and_filled_in_later() {
    let db = room();
    let outcome = took(
        &db,
        vec![subscription("s1", "7", 100), subscription("", "7", 200)],
    );
    assert_eq!(counts(&outcome), [2, 0, 0, 0]);
    assert_eq!(outcome.head.counts.bare_accounts, 1);
    let outcome = took(&db, vec![account("7", "Globex")]);
    assert_eq!(counts(&outcome), [0, 1, 0, 0]);
    assert_eq!(texts(&db, "SELECT name FROM accounts"), ["Globex"]);
}

#[test]
fn subscriptions_without_an_id_are_known_by_their_values() {
    let db = room();
    let twice = || {
        vec![
            subscription("", "7", 100),
            subscription("", "7", 100),
            subscription("a", "7", 5),
        ]
    };
    assert_eq!(counted(&db, twice()), [3, 0, 0, 0]);
    assert_eq!(counted(&db, twice()), [0, 0, 3, 0]);
    let mut more = twice();
    more.push(subscription("", "7", 100));
    more[2] = subscription("a", "7", 6);
    assert_eq!(counted(&db, more), [1, 1, 2, 0]);
}

#[test]
fn a_second_ledger_kind_and_another_currency_are_refused() {
    let db = room();
    took(&db, vec![subscription("s", "7", 100)]);
    let second = vec![balance("7", "2026-01-31", 5)];
    let second = take(&db, head(ImportKind::Balances), second);
    refused(second, "ledger comes from subscriptions");
    let dollars = ImportHead {
        currency: Some("USD".parse().unwrap()),
        ..head(ImportKind::Subscriptions)
    };
    let other = take(&db, dollars, vec![]);
    refused(other, "in USD, this room's are in EUR");
}

#[test]
fn movements_are_summed_per_day_and_replace() {
    let db = room();
    let file = |last| {
        vec![
            movement("a", "2026-03-01", -30), // a fall on a day that nets up is fine
            movement("a", "2026-03-01", 100),
            movement("a", "2026-02-01", -5), // nothing to take it from
            movement("a", "2026-04-01", last),
        ]
    };
    let first = took(&db, file(-20));
    assert_eq!(counts(&first), [3, 0, 0, 1]);
    assert_eq!(first.refused[0].line, 4);
    assert_eq!(counted(&db, file(-20)), [0, 0, 3, 1]);
    assert_eq!(counted(&db, file(-40)), [0, 1, 2, 1]);
    assert_eq!(one::<i64>(&db, "SELECT count(*) FROM movements"), 2);
    let late = took(&db, vec![movement("a", "2026-03-15", -50)]);
    assert_eq!(
        counts(&late),
        [0, 0, 0, 1],
        "a stored movement after it would go below zero"
    );
    let after = MovementAmount::Balance(Cents(10));
    let balance = changed("a", "2026-05-01", after);
    took(&db, vec![balance]);
    assert_eq!(one::<i64>(&db, "SELECT sum(delta) FROM movements"), 10);
}

#[test]
fn a_complete_list_sends_those_it_leaves_out_to_zero() {
    let db = room();
    let january = vec![
        balance("a", "2026-01-31", 100),
        balance("b", "2026-01-31", 50),
        balance("c", "2026-01-31", 0),
    ];
    took(&db, january);
    let complete = ImportHead {
        complete: true,
        ..head(ImportKind::Balances)
    };
    let list = || {
        vec![
            balance("a", "2026-02-28", 100),
            balance("a", "2026-03-31", 90),
            balance("a", "2026-03-31", 80),
            balance("a", "2026-03-31", -1),
        ]
    };
    let outcome = take(&db, complete.clone(), list()).unwrap();
    assert_eq!(counts(&outcome), [2, 0, 0, 2]);
    assert_eq!(outcome.goes_to_zero, ["b"]);
    let again = take(&db, complete, list()).unwrap();
    assert_eq!(counts(&again), [0, 0, 2, 2]);
    assert_eq!(again.goes_to_zero, [""; 0]);
    let zeros = "SELECT count(*) FROM balances WHERE mrr = 0";
    assert_eq!(one::<i64>(&db, zeros), 2);
}

#[test]
fn owners_are_found_again() {
    let db = room();
    let owner = |external: &str, name: &str, team: &str| {
        ImportRow::Owner(Owner {
            external: external.into(),
            name: name.into(),
            team: team.into(),
            ..Owner::default()
        })
    };
    db.execute("INSERT INTO owners (name, team) VALUES ('Dana', 'CS')", [])
        .unwrap();
    let file = || {
        vec![
            owner("1", "dana", "Support"),
            owner("2", "Eli", "Product"),
            owner("3", "Eli", ""),
            owner("", "", "x"),
        ]
    };
    assert_eq!(counted(&db, file()), [1, 1, 0, 2]);
    assert_eq!(counted(&db, file()), [0, 0, 2, 2]);
    let owners = texts(
        &db,
        "SELECT external || name || team FROM owners ORDER BY id",
    );
    assert_eq!(owners, ["1danaSupport", "2EliProduct"]);
}

#[test]
fn items_are_found_again() {
    let db = room();
    let item = |title: &str| {
        ImportRow::Roadmap(RoadmapItem {
            external: "R-1".into(),
            title: title.into(),
            ..RoadmapItem::default()
        })
    };
    assert_eq!(counted(&db, vec![item("SSO")]), [1, 0, 0, 0]);
    assert_eq!(counted(&db, vec![item("SSO"), item("SAML")]), [0, 0, 1, 1]);
    assert_eq!(counted(&db, vec![item("SAML")]), [0, 1, 0, 0]);
}
