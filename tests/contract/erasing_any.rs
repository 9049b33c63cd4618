//! Whatever was done before: when a customer is erased no byte of it is left under any number that it had, and what others
//! are called, were called and said is as it was, then and whatever is taken back later.

use std::collections::BTreeMap;

use churnroom::domain::account::Account;
use churnroom::domain::change::{Change, Field, Record, Subject, Value};
use churnroom::domain::day::Day;
use churnroom::domain::feedback::Feedback;
use churnroom::domain::ids::{AccountId, ImportId};
use churnroom::domain::import::{FeedbackRow, ImportKind, ImportRow, MovementAmount, MovementRow};
use churnroom::domain::money::Cents;
use churnroom::domain::note::Origin;
use churnroom::domain::query::{AccountFilter, Answer, Query};
use churnroom::store::ImportOptions;
use proptest::prelude::*;
use rusqlite::Connection;

use super::room::Room;
use super::rows::{account, head, rows};

const IDS: [&str; 4] = ["zq-101", "zq-101-nord", "k2-uvw", "wvy-88"];
/// An id of the first, by a file that has both.
const ALSO: &str = "leg-771";
/// The second's hold the first's, and some have words of which stand-ins are made.
const NAMES: [[&str; 3]; 4] = [
    ["Quilbraxo Zent", "Wampel Brixtorp", "Frumenty"],
    ["Quilbraxo Zent Nord", "Alder Mill", "Dunmore"],
    ["Bramble", "Wise Wren Bakery", "Elmsford"],
    ["Gorsley", "Clever Fennick", "Silver Robin Yarrox"],
];
/// What stands nowhere when the first or the last is erased, and nobody else has.
const GONE: [&[&str]; 4] = [
    &["wampel", "brixtorp", "frumenty", "frob0", "zumba0"],
    &["dunmore", "alder", "frob1", "zumba1", "zq-101-nord"],
    &["bramble", "elmsford", "frob2", "zumba2", "k2-uvw"],
    &["gorsley", "fennick", "yarrox", "frob3", "zumba3", "wvy-88"],
];

#[derive(Clone, Copy, Debug)]
enum Step {
    Accounts([usize; 4]),
    Both,
    Paid,
    Said(usize),
    Named(usize, usize),
    Segment(usize),
    Typed(usize),
    Retyped,
    Note(usize),
    Undo,
    Redo,
    Revert(i64),
    Same(usize, usize),
    Apart(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..4_usize;
    prop_oneof![
        3 => prop::array::uniform4(0..4_usize).prop_map(Step::Accounts),
        1 => Just(Step::Both),
        1 => Just(Step::Paid),
        2 => (0..2_usize).prop_map(Step::Said),
        2 => (who(), 0..3_usize).prop_map(|(who, name)| Step::Named(who, name)),
        1 => who().prop_map(Step::Segment),
        2 => who().prop_map(Step::Typed),
        1 => Just(Step::Retyped),
        2 => who().prop_map(Step::Note),
        4 => Just(Step::Undo),
        1 => Just(Step::Redo),
        3 => (1..9_i64).prop_map(Step::Revert),
        1 => (who(), who()).prop_map(|(old, new)| Step::Same(old, new)),
        1 => who().prop_map(Step::Apart),
    ]
}

fn found(room: &mut Room, id: &str) -> Option<Account> {
    let query = Query::Accounts {
        filter: AccountFilter {
            external: Some(id.to_owned()),
            ..AccountFilter::default()
        },
        after: None,
        limit: 1,
    };
    match room.store.answer(&query).unwrap() {
        Answer::Accounts(page) => page.items.into_iter().next().map(|view| view.account),
        other => panic!("{other:?}"),
    }
}

fn import(room: &mut Room, kind: ImportKind, given: Vec<ImportRow>, also: &str) {
    let author = room.author("Priya");
    let mut rows = rows(given).into_iter().map(|row| {
        row.map(|mut row| {
            row.also = also.split_whitespace().map(str::to_owned).collect();
            row
        })
    });
    let options = ImportOptions::default();
    let _ = room.store.import(&author, head(kind), &options, &mut rows);
}

fn said(who: usize, version: usize) -> ImportRow {
    ImportRow::Feedback(FeedbackRow {
        external: format!("f-frob{who}"),
        account: if who == 4 { ALSO } else { IDS[who] }.to_owned(),
        source: "ticket".to_owned(),
        received: Day::ymd(2026, 10, 12),
        text: format!("a clever and gentle linnet frob{} {version}", who),
        ..FeedbackRow::default()
    })
}

fn paid(account: &str) -> ImportRow {
    ImportRow::Movement(MovementRow {
        account: account.to_owned(),
        day: Day::ymd(2026, 1, 5).unwrap(),
        amount: MovementAmount::Delta(Cents(4_000)),
        cause: None,
        rate: None,
    })
}

fn set(room: &mut Room, who: usize, field: Field, now: impl Into<Value>) {
    let Some(was) = found(room, IDS[who]) else {
        return;
    };
    let subject = Subject::Account(was.id);
    let was = Record::Account(was).value(field);
    let _ = room.try_as("Priya", &Change::set(subject, field, was, now));
}

fn take(room: &mut Room, step: Step) {
    match step {
        Step::Accounts(names) => {
            let named = names.iter().enumerate().filter(|(_, name)| **name < 3);
            let listed = named.map(|(who, name)| account(IDS[who], NAMES[who][*name], "Pro"));
            import(room, ImportKind::Accounts, listed.collect(), "");
        }
        Step::Both => {
            let row = account(IDS[0], NAMES[0][1], "Pro");
            import(room, ImportKind::Accounts, vec![row], ALSO);
        }
        Step::Paid => {
            let all = IDS.into_iter().chain([ALSO]).map(paid);
            import(room, ImportKind::Movements, all.collect(), "");
        }
        Step::Said(version) => {
            let all = (0..5).map(|who| said(who, version));
            import(room, ImportKind::Feedback, all.collect(), "");
        }
        Step::Named(who, name) => set(room, who, Field::Name, NAMES[who][name]),
        Step::Segment(who) => set(room, who, Field::Segment, format!("zumba{who}").as_str()),
        Step::Typed(who) => {
            let piece = Feedback {
                account: found(room, IDS[who]).map(|account| account.id),
                text: format!("frob{who} typed"),
                received: Day::ymd(2026, 10, 13),
                ..Feedback::default()
            };
            if piece.account.is_some() {
                let _ = room.try_as("Priya", &Change::add(Record::Feedback(piece)));
            }
        }
        Step::Retyped => {
            let page = super::rows::page(room, Default::default());
            let Some(piece) = page.items.into_iter().next() else {
                return;
            };
            let (id, was) = (piece.feedback.id, piece.feedback.text);
            let now = format!("{was} anew");
            let edit = Change::set(
                Subject::Feedback(id),
                Field::Text,
                was.as_str(),
                now.as_str(),
            );
            let _ = room.try_as("Priya", &edit);
        }
        Step::Note(who) => {
            if let Some(account) = found(room, IDS[who]) {
                room.note(&format!("ask {}", account.name), Origin::default());
            }
        }
        Step::Undo => drop(room.try_as("Priya", &Change::Undo)),
        Step::Redo => drop(room.try_as("Priya", &Change::Redo)),
        Step::Revert(import) => drop(room.try_as("Priya", &Change::RevertImport(ImportId(import)))),
        Step::Same(old, new) => {
            let new = found(room, IDS[new]).map(|account| account.id.0);
            set(room, old, Field::SameAs, new);
        }
        Step::Apart(who) => set(room, who, Field::SameAs, Value::None),
    }
}

/// Every text of others that the room holds, by where it stands: what they are and were called, what they and people said.
fn of_others(room: &Room, own: &[AccountId]) -> BTreeMap<String, String> {
    let db = Connection::open(room.path()).unwrap();
    let own = own
        .iter()
        .map(|id| id.0.to_string())
        .collect::<Vec<_>>()
        .join(",");
    let sql = format!(
        "SELECT 'account ' || id, external || ' ' || name || ' ' || segment FROM accounts WHERE id NOT IN ({own})
         UNION ALL SELECT 'was ' || import || ' ' || row, was ->> 'name' FROM import_former
           WHERE kind = 'accounts' AND row NOT IN ({own}) AND row IN (SELECT id FROM accounts)
         UNION ALL SELECT 'edit ' || id, forward FROM journal
           WHERE kind = 'account' AND subject NOT IN ({own}) AND subject IN (SELECT id FROM accounts)
         UNION ALL SELECT 'said ' || id, text FROM feedback WHERE account NOT IN ({own})
         UNION ALL SELECT 'note ' || id, text FROM notes"
    );
    let mut statement = db.prepare(&sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

/// Whether what people wrote may be of a customer by a word of its names or an id.
fn may_be_of(text: &str, erased: &[usize]) -> bool {
    let own = erased
        .iter()
        .flat_map(|who| NAMES[*who].into_iter().chain([IDS[*who]]));
    let text = text.to_lowercase();
    own.flat_map(str::split_whitespace)
        .any(|word| text.contains(&word.to_lowercase()))
}

/// Erases whoever has an id: who went with it, what has to be gone then, and whether a later file brings it back.
fn erase(room: &mut Room, who: usize) -> (Vec<usize>, Vec<&'static str>, bool) {
    let id = match found(room, IDS[who]) {
        Some(account) => account.id,
        None => match room.store.gone(IDS[who]).unwrap() {
            Some(gone) => gone.id,
            None => return (Vec::new(), Vec::new(), false),
        },
    };
    let customer = room.store.customer(id).unwrap();
    let ids: Vec<AccountId> = customer.accounts.iter().map(|account| account.id).collect();
    let is_one = |who: &usize| {
        customer
            .accounts
            .iter()
            .any(|one| one.external == IDS[*who])
    };
    let mut erased: Vec<usize> = (0..4).filter(is_one).collect();
    erased.extend((!erased.contains(&who)).then_some(who));
    let before = of_others(room, &ids);
    let author = room.author("Sam");
    room.store.erase(&author, id).unwrap();
    let after = of_others(room, &ids);
    for (at, text) in before {
        if !at.starts_with("note") || !may_be_of(&text, &erased) {
            assert_eq!(after.get(&at), Some(&text), "{at}");
        }
    }
    let mut gone: Vec<&str> = erased.iter().flat_map(|who| GONE[*who]).copied().collect();
    if customer
        .called()
        .iter()
        .any(|called| called.external == ALSO)
    {
        gone.extend([ALSO, "frob4"]);
    }
    (erased, gone, customer.is_gone)
}

fn holds_none_of(room: &Room, gone: &[&str]) {
    let copy = room.path().with_extension("bak");
    let _ = std::fs::remove_file(&copy);
    room.store.backup(&copy).unwrap();
    let log = room.path().with_extension("db-wal");
    let files = [room.path(), log, copy].map(|file| std::fs::read(file).unwrap_or_default());
    let bytes = files.concat().to_ascii_lowercase();
    for word in gone {
        assert_eq!(
            memchr::memmem::find(&bytes, word.as_bytes()),
            None,
            "{word}"
        );
    }
}

/// Nobody else is ever called otherwise than somebody called it.
fn called_as_ever(room: &Room, erased: &[usize]) {
    let db = Connection::open(room.path()).unwrap();
    let mut rows = db.prepare("SELECT external, name FROM accounts").unwrap();
    let rows = rows.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    });
    for (id, name) in rows.unwrap().map(Result::unwrap) {
        match IDS.iter().position(|own| *own == id) {
            Some(who) => assert!(
                !erased.contains(&who) && (name == id || NAMES[who].contains(&&*name)),
                "{id}: {name}"
            ),
            None => assert!(
                id == ALSO && name == ALSO || name.ends_with(" (erased)"),
                "{id}: {name}"
            ),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 32, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_was_done_before(
        parts in prop::collection::vec((prop::collection::vec(step(), 4..16), 0..4_usize), 1..4),
        last in prop::collection::vec(step(), 0..8),
    ) {
        let mut room = Room::disk();
        let mut erased = Vec::new();
        for (steps, who) in parts {
            steps.into_iter().for_each(|step| take(&mut room, step));
            called_as_ever(&room, &erased);
            if !erased.contains(&who) {
                let (own, gone, comes_again) = erase(&mut room, who);
                holds_none_of(&room, &gone);
                if !comes_again {
                    erased.extend(own);
                }
            }
            called_as_ever(&room, &erased);
        }
        let lists = [Step::Accounts([0, 0, 0, 0]), Step::Accounts([1, 1, 1, 1])];
        last.into_iter().chain(lists).for_each(|step| match step {
            // A person may write of it again.
            Step::Note(..) => {}
            step => take(&mut room, step),
        });
        called_as_ever(&room, &erased);
        prop_assert_eq!(room.store.check().unwrap(), Vec::<String>::new());
    }
}
