//! A small list of whom an item could win back, for the tests of its screen. Must not test anything itself.

use churnroom::domain::account::{AccountBrief, LostAccount};
use churnroom::domain::day::Day;
use churnroom::domain::ids::{AccountId, RoadmapId, TagId};
use churnroom::domain::known::LossesSince;
use churnroom::domain::money::Cents;
use churnroom::domain::winback::{AnsweredTheme, WinBack, WinBackRow};

/// Whom the first item could win back: Northwind left, Acme came back; Berg still pays.
pub fn winback(item: RoadmapId) -> WinBack {
    let row = |(id, name, mrr, quote): (i64, &str, i64, &str)| WinBackRow {
        account: AccountBrief {
            id: AccountId(id),
            external: format!("A{id}"),
            name: name.to_owned(),
            alias: format!("Account {id}"),
            plan: "Pro".to_owned(),
            ..AccountBrief::default()
        },
        owner: "Dana Fox".to_owned(),
        day: Day::ymd(2026, 10, 12).unwrap(),
        mrr: Cents(mrr),
        themes: vec!["reporting".to_owned()],
        quote: quote.to_owned(),
        ..WinBackRow::default()
    };
    let northwind = row((
        1,
        "Northwind GmbH",
        120_000,
        "I couldn't figure out how to build a report",
    ));
    let back = Day::ymd(2026, 10, 30);
    let acme = WinBackRow {
        back,
        ..row((2, "Acme SA", 34_000, ""))
    };
    let theme = AnsweredTheme {
        id: TagId(1),
        theme: "reporting".to_owned(),
    };
    WinBack {
        item,
        key: "RPT-12".to_owned(),
        title: "Report builder v2".to_owned(),
        status: "shipped".to_owned(),
        shipped: Day::ymd(2026, 11, 3),
        themes: vec![theme],
        since: Some(LossesSince {
            day: Day::ymd(2025, 11, 1).unwrap(),
            guessed: false,
        }),
        until: Day::ymd(2026, 10, 31),
        left: vec![northwind, acme],
        paying: vec![row((3, "Berg & Co", 90_000, "where are the reports?"))],
    }
}

pub(super) fn lost() -> Vec<LostAccount> {
    let account = |(id, name, opening, closing): (i64, &str, i64, i64)| LostAccount {
        account: AccountBrief {
            id: AccountId(id),
            name: name.to_owned(),
            alias: format!("Account {id}"),
            plan: "Pro".to_owned(),
            ..AccountBrief::default()
        },
        opening: Cents(opening),
        closing: Cents(closing),
        themes: Vec::new(),
        falls_to: Cents(opening - closing),
        hindsight: None,
    };
    [
        (1, "Northwind GmbH", 120_000, 0),
        (2, "Acme SA", 90_000, 56_000),
    ]
    .map(account)
    .into()
}
