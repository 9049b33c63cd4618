//! An account that several systems know: files meet in it by any of its ids, and what is hidden, erased or handed out of it
//! is so under each of them.

use churnroom::domain::account::AccountView;
use churnroom::domain::change::{Change, Record};
use churnroom::domain::day::Day;
use churnroom::domain::feedback::Feedback;
use churnroom::domain::ids::AccountId;
use churnroom::domain::import::{ImportKind, ImportRow, MovementAmount, MovementRow};
use churnroom::domain::masking::Mask;
use churnroom::domain::money::Cents;
use churnroom::domain::page::Page;
use churnroom::domain::query::{AccountFilter, Answer, Query};
use churnroom::store::{ImportOptions, ImportOutcome};

use super::room::{Room, both};
use super::rows::{account, counts, head, rows};

/// Rows with the further ids of their accounts.
fn import(room: &mut Room, kind: ImportKind, given: Vec<(ImportRow, &str)>) -> ImportOutcome {
    let author = room.author("Priya");
    let (given, also): (Vec<_>, Vec<_>) = given.into_iter().unzip();
    let rows = rows(given).into_iter().zip(also);
    let mut rows = rows.map(|(row, also)| {
        row.map(|mut row| {
            row.also = also.split_whitespace().map(str::to_owned).collect();
            row
        })
    });
    let options = ImportOptions::default();
    room.store
        .import(&author, head(kind), &options, &mut rows)
        .unwrap()
}

fn moved(account: &str, day: (i32, u32, u32), delta: i64) -> ImportRow {
    ImportRow::Movement(MovementRow {
        account: account.to_owned(),
        day: Day::ymd(day.0, day.1, day.2).unwrap(),
        amount: MovementAmount::Delta(Cents(delta)),
        cause: None,
        rate: None,
    })
}

/// The accounts by their ids, with what they are called and what they pay.
fn accounts(room: &mut Room) -> Vec<(String, String, i64, Option<AccountId>)> {
    let query = Query::Accounts {
        filter: AccountFilter::default(),
        after: None,
        limit: 10,
    };
    let Answer::Accounts(Page { items, .. }) = room.store.answer(&query).unwrap() else {
        panic!("no accounts")
    };
    let told = |view: AccountView| {
        (
            view.account.external,
            view.account.name,
            view.mrr.0,
            view.account.same_as,
        )
    };
    let mut all: Vec<_> = items.into_iter().map(told).collect();
    all.sort();
    all
}

fn of(room: &mut Room, id: &str) -> Vec<String> {
    let filter = AccountFilter {
        external: Some(id.to_owned()),
        ..AccountFilter::default()
    };
    let query = Query::Accounts {
        filter,
        after: None,
        limit: 10,
    };
    match room.store.answer(&query).unwrap() {
        Answer::Accounts(page) => page
            .items
            .into_iter()
            .map(|view| view.account.external)
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn customers_and_what_they_pay_meet_whichever_comes_first() {
    both(|room| {
        let customers = || vec![(account("al-1", "Alder", "Pro"), "uuid-1")];
        let paid = || {
            vec![
                (moved("uuid-1", (2026, 1, 5), 4_000), ""),
                (moved("al-1", (2026, 2, 5), 1_000), "uuid-1"),
                (moved("uuid-1", (2026, 3, 5), -2_000), "uuid-1"),
            ]
        };
        import(room, ImportKind::Movements, paid());
        assert_eq!(
            accounts(room),
            [("uuid-1".into(), "uuid-1".into(), 3_000, None)]
        );
        let named = import(room, ImportKind::Accounts, customers());
        assert_eq!(counts(&named), [0, 1, 0, 0]);
        assert_eq!(
            accounts(room),
            [("al-1".into(), "Alder".into(), 3_000, None)]
        );
        assert_eq!(
            counts(&import(room, ImportKind::Movements, paid())),
            [0, 0, 3, 0]
        );
        assert_eq!(
            (of(room, "uuid-1"), of(room, "al-1")),
            (vec!["al-1".into()], vec!["al-1".into()])
        );
        assert_eq!(
            counts(&import(room, ImportKind::Accounts, customers())),
            [0, 0, 1, 0]
        );
        room.by("Priya", Change::RevertImport(named.head.id));
        assert_eq!(
            accounts(room),
            [("uuid-1".into(), "uuid-1".into(), 3_000, None)]
        );
    });
}

#[test]
fn a_bare_account_that_turns_out_to_be_another_goes_on_in_it_until_that_is_taken_back() {
    both(|room| {
        import(
            room,
            ImportKind::Accounts,
            vec![(account("al-1", "Alder", "Pro"), "")],
        );
        import(
            room,
            ImportKind::Movements,
            vec![(moved("uuid-1", (2026, 1, 5), 4_000), "")],
        );
        let named = import(
            room,
            ImportKind::Accounts,
            vec![(account("al-1", "Alder", "Pro"), "uuid-1")],
        );
        let joined = accounts(room);
        assert_eq!(joined.len(), 2, "{joined:?}");
        assert!(joined[1].3.is_some(), "{joined:?}");
        room.by("Priya", Change::RevertImport(named.head.id));
        assert!(accounts(room).iter().all(|(.., same_as)| same_as.is_none()));
        // One of which more is known stays apart.
        import(
            room,
            ImportKind::Accounts,
            vec![(account("uuid-1", "Birch", "Pro"), "")],
        );
        import(
            room,
            ImportKind::Accounts,
            vec![(account("al-1", "Alder", "Pro"), "uuid-1")],
        );
        assert!(accounts(room).iter().all(|(.., same_as)| same_as.is_none()));
    });
}

#[test]
fn every_id_is_hidden_handed_out_and_erased() {
    both(|room| {
        import(
            room,
            ImportKind::Accounts,
            vec![(account("al-1x77", "Alder Roofing", "Pro"), "uuid-qqzx-0815")],
        );
        let words = Feedback {
            text: "see uuid-qqzx-0815 in the log".to_owned(),
            received: Day::ymd(2026, 10, 12),
            ..Feedback::default()
        };
        room.by("Dana", Change::add(Record::Feedback(words)));
        let Answer::Names(names) = room.store.answer(&Query::Names).unwrap() else {
            panic!("no names")
        };
        let masked = Mask::new(&names)
            .text("of uuid-qqzx-0815 here")
            .into_owned();
        assert!(!masked.contains("qqzx"), "{masked}");
        let held = room.store.holdings(AccountId(1)).unwrap().rows.to_string();
        assert!(held.contains("\"id\":\"uuid-qqzx-0815\""), "{held}");

        let author = room.author("Sam");
        room.store.erase(&author, AccountId(1)).unwrap();
        let left = format!("{:?}", room.everything());
        assert!(!left.contains("qqzx"), "{left}");
        assert_eq!(of(room, "uuid-qqzx-0815"), Vec::<String>::new());
        let again = import(
            room,
            ImportKind::Movements,
            vec![
                (moved("uuid-qqzx-0815", (2026, 1, 5), 4_000), ""),
                (moved("al-2", (2026, 1, 5), 4_000), "uuid-qqzx-0815"),
            ],
        );
        assert_eq!((again.head.counts.erased, again.head.counts.new), (2, 0));
    });
}
