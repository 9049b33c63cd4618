//! Who is at risk, and what is kept of it while the room changes.

use super::*;
use crate::domain::import::UsageRow;
use crate::domain::outlook::{Outlook, RiskList};
use crate::domain::signs::State;

fn used(account: &str, on: &str, signs: &[(&str, &str)]) -> ImportRow {
    ImportRow::Usage(UsageRow {
        account: account.into(),
        day: Some(day(on)),
        signs: signs
            .iter()
            .map(|(n, v)| ((*n).into(), (*v).into()))
            .collect(),
    })
}

fn risk(store: &mut Store) -> RiskList {
    *ask::<Box<RiskList>>(store, &Query::Risk { limit: 10 })
}

fn listed(list: &RiskList) -> Vec<(&str, State, Vec<&str>)> {
    let items = list.items.iter();
    items
        .map(|item| {
            let reasons = item.reasons.iter().map(String::as_str).collect();
            (item.account.external.as_str(), item.state, reasons)
        })
        .collect()
}

/// Usage up to after the ledger's last day, and a row that is not true yet.
fn used_room() -> Store {
    let mut store = room();
    store.set_today(day("2026-11-02"));
    let before = [("logins", "40"), ("last_seen", "2026-09-29")];
    let usage = vec![
        used("bolt", "2026-09-30", &before),
        used("bolt", "2026-11-01", &[("logins", "9")]),
        used("bolt", "2026-12-01", &[("logins", "90")]),
        used("dino", "2026-10-31", &[("last_seen", "2026-10-30")]),
        used("acme", "2026-10-31", &[("payment_failed", "yes")]),
    ];
    import(&mut store, ImportKind::Usage, usage);
    store
}

#[test]
fn only_who_still_pays_and_only_what_is_known_by_now() {
    let mut store = used_room();
    let list = risk(&mut store);
    assert_eq!(list.as_of, Some(day("2026-11-01")));
    let seen = "last_seen 33 days ago (> 30 days)";
    let reasons = vec![seen, "logins 9, was 40 (falls 50 %)"];
    assert_eq!(listed(&list), [("bolt", State::AtRisk, reasons)]);
    assert_eq!((list.exposed.accounts, list.exposed.mrr), (1, Cents(5_000)));
    assert_eq!((list.active.accounts, list.active.mrr), (2, Cents(7_000)));
    assert!(list.lesson.hidden.is_some() && list.high.is_none());
}

#[test]
fn an_import_and_its_undo_are_seen_at_once() {
    let mut store = used_room();
    risk(&mut store);
    let worse = vec![used("dino", "2026-11-01", &[("Failed payments", "1")])];
    import(&mut store, ImportKind::Usage, worse);
    let list = risk(&mut store);
    assert_eq!(list.items.len(), 2);
    assert_eq!(list.items[1].state, State::Endangered);
    store.apply(&dana(), &Change::Undo).unwrap();
    assert_eq!(risk(&mut store).items.len(), 1);
}

#[test]
fn what_lies_ahead_of_one_account() {
    let mut store = used_room();
    let id = |store: &Store, external: &str| {
        let id = "SELECT id FROM accounts WHERE external = ?1";
        sql::one(&store.db, id, [external], |row| row.get(0)).unwrap()
    };
    let bolt = Query::Outlook(id(&store, "bolt"));
    let outlook = ask::<Box<Option<Outlook>>>(&mut store, &bolt).unwrap();
    assert_eq!(outlook.at_risk.state, State::AtRisk);
    let value = outlook.value.unwrap();
    assert_eq!(value.mrr, Cents(5_000));
    // October: two of four left.
    assert_eq!(value.period, october());
    assert_eq!(value.lifetime.by_logo, Some(Cents(10_000)));
    let gone = Query::Outlook(id(&store, "acme"));
    let outlook = ask::<Box<Option<Outlook>>>(&mut store, &gone).unwrap();
    assert_eq!(outlook.at_risk.state, State::Unknown);
    assert!(
        outlook.value.is_none()
            && outlook
                .words(|sum| crate::domain::money::Money::of(None).whole(sum))
                .is_empty()
    );
}
