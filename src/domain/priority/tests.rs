//! What speaks for items, weighed on a small company. Must not touch a room.

use super::*;
use crate::domain::evidence::Piece;
use crate::domain::sample::{day, evidence, moved, piece, tag};

/// In October 1 leaves over a and b, 2 shrinks over a; 3 and 4 pay and named a, 3 also b; 5 praised b.
fn company() -> (Ledger, Evidence) {
    let rows = [
        (1, "2026-01-01", 100),
        (1, "2026-10-10", -100),
        (2, "2026-01-01", 60),
        (2, "2026-10-15", -20),
        (3, "2026-01-01", 70),
        (4, "2026-01-01", 30),
        (5, "2026-01-01", 500),
    ];
    let survey = |account, on| Piece {
        exit_survey: true,
        ..piece(Some(account), on)
    };
    let praise = Piece {
        mark: Some(crate::domain::feedback::Mark::Praise),
        ..piece(Some(4), "2026-10-01")
    };
    let said: [(Piece, &[i64]); 6] = [
        (survey(0, "2026-10-09"), &[1, 2]),
        (survey(1, "2026-10-14"), &[1]),
        (piece(Some(2), "2026-09-01"), &[1, 2]),
        (piece(Some(3), "2026-10-01"), &[1]),
        // Long ago.
        (piece(Some(3), "2026-02-01"), &[2]),
        (praise, &[2]),
    ];
    let tags = [(1, "a"), (2, "b")].map(|(id, name)| tag(id, name, None));
    (moved(&rows), evidence(5, &said, &tags))
}

#[test]
fn an_item_is_weighed_by_all_its_themes_and_no_account_counts_twice() {
    let (ledger, evidence) = company();
    let october = "2026-10".parse().unwrap();
    let weigh = |themes: Vec<usize>| {
        let items = [(RoadmapId(1), themes)];
        let own = weighed(&ledger, &evidence, &Windows::default(), october, &items).remove(0);
        let exposed = (own.exposed.0, own.exposed_accounts);
        (own.lost.0, own.lost_accounts, exposed, own.accounts)
    };
    // 2 shrank and still pays: it is one account.
    assert_eq!(weigh(vec![0]), (70, 2, (140, 3), 4));
    assert_eq!(weigh(vec![1]), (50, 1, (70, 1), 2));
    assert_eq!(weigh(vec![0, 1]), (120, 2, (140, 3), 4));
    assert_eq!(weigh(vec![]), (0, 0, (0, 0), 0));
}

fn item(id: i64, ease: &str) -> RoadmapItem {
    RoadmapItem {
        id: RoadmapId(id),
        ease: ease.to_owned(),
        ..RoadmapItem::default()
    }
}

#[test]
fn items_are_ordered_by_each_of_the_four_and_what_is_unknown_comes_last() {
    let own = |id, lost, exposed, accounts| ItemPriority {
        id: RoadmapId(id),
        themes: vec![TagId(1)],
        lost: Cents(lost),
        exposed: Cents(exposed),
        accounts,
        ..ItemPriority::default()
    };
    let priority = Priority {
        period: "2026-10".parse().unwrap(),
        months: Vec::new(),
        themes: Vec::new(),
        items: vec![own(1, 10, 30, 2), own(2, 20, 10, 3), own(3, 0, 20, 1)],
    };
    let items = [item(1, ""), item(2, "2"), item(3, "5"), item(4, "much")];
    for (by, wanted) in [
        (PriorityOrder::Lost, [2, 1, 3, 4]),
        (PriorityOrder::Exposed, [1, 3, 2, 4]),
        (PriorityOrder::Accounts, [2, 1, 3, 4]),
        (PriorityOrder::Ease, [3, 2, 1, 4]),
    ] {
        let mut all: Vec<&RoadmapItem> = items.iter().collect();
        priority.order(&mut all, by);
        let ids: Vec<i64> = all.iter().map(|item| item.id.0).collect();
        assert_eq!(ids, wanted, "{by:?}");
    }
}

#[test]
fn the_facts_since_an_item_shipped_are_its_themes_months() {
    let month = |accounts| Sum {
        accounts,
        mrr: Cents(100),
    };
    let months = ["2026-08", "2026-09", "2026-10"].map(|month| month.parse().unwrap());
    let theme = ThemeYear {
        id: TagId(1),
        theme: "reporting".to_owned(),
        months: [4, 2, 1].map(month).into(),
    };
    assert_eq!(theme.lost(), Cents(300));
    let own = ItemPriority {
        id: RoadmapId(1),
        themes: vec![TagId(1)],
        ..ItemPriority::default()
    };
    let priority = Priority {
        period: months[2],
        months: months.into(),
        themes: vec![theme],
        items: vec![own],
    };
    let told = |on: &str| priority.since_shipped(RoadmapId(1), day(on)).remove(0);
    assert_eq!(
        told("2026-09-03"),
        "reporting: lost accounts a month 4 2 up to the month it shipped in, 1 since"
    );
    assert_eq!(
        told("2026-10-31"),
        "reporting: lost accounts a month 4 2 1 up to the month it shipped in, no whole month since"
    );
}

#[test]
fn what_became_of_an_item_is_told_in_a_line_and_that_it_shipped_twice_is_said() {
    let event = |on: &str, by: &str, what: &str| ItemEvent {
        on: day(on),
        by: by.to_owned(),
        what: what.to_owned(),
    };
    let mut own = ItemPriority {
        history: vec![
            event("2026-03-03", "", "shipped"),
            event("2026-04-01", "Dana", "shipped no more"),
            event("2026-06-05", "Dana", "shipped"),
        ],
        ..ItemPriority::default()
    };
    assert_eq!(
        own.story(),
        "shipped 3 Mar 2026 · shipped no more 1 Apr 2026, Dana · shipped again 5 Jun 2026, Dana"
    );
    assert_eq!(own.closed_words(), None);
    own.closed = Some(ThemeClosed {
        on: day("2026-07-01"),
        by: "it".to_owned(),
        times: 1,
        back: None,
    });
    assert_eq!(
        own.closed_words().unwrap(),
        "closed on Wed 1 Jul 2026: it worked"
    );
    own.closed.as_mut().unwrap().back = Some(("2026-09".parse().unwrap(), 3));
    own.back = Some("reporting".to_owned());
    assert_eq!(
        own.closed_words().unwrap(),
        "open again since Sep 2026: 3 accounts lost to reporting; it was closed on Wed 1 Jul 2026"
    );
}
