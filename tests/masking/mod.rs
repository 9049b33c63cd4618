//! No customer's name comes out of the room while names are masked, whatever field it was written into.

use churnroom::domain::account::Account;
use churnroom::domain::change::{Applied, Author, Change, Record, Subject, Value};
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::feedback::{Feedback, Tag};
use churnroom::domain::field::{Field, Holds, Thing};
use churnroom::domain::ids::{AccountId, ActionId, FeedbackId, TagId};
use churnroom::domain::marks::DayMark;
use churnroom::domain::note::{Action, Note};
use churnroom::domain::query::{AccountFilter, ActionFilter, FeedbackFilter, NoteFilter, Query};
use churnroom::domain::roadmap::{Link, Owner, RoadmapItem};
use churnroom::runtime::covered::Cover;
use churnroom::store::Store;

const NAME: &str = "Zyxwvu Kartoffel";

/// A thing whose every text names the customer, the table of its fields saying which there are.
fn named<T: Thing>(mut thing: T) -> T {
    for row in T::FIELDS {
        let names =
            matches!(row.is.holds, Holds::Text | Holds::Name) && row.is.field != Field::Alias;
        for text in (row.get_mut)(&mut thing).texts() {
            if names {
                *text = format!("{NAME} {}", row.is.column);
            }
        }
    }
    thing
}

fn author() -> Author {
    Author {
        person: "Priya".to_owned(),
        at: Moment(1_793_887_620),
    }
}

fn add(store: &mut Store, record: Record) -> Applied {
    store.apply(&author(), &Change::add(record)).unwrap()
}

/// A room in which everything that can be written names one customer.
fn room() -> Store {
    let mut store = Store::in_memory().unwrap();
    let customer = Account {
        external: "zyxwvu-kartoffel".to_owned(),
        name: NAME.to_owned(),
        ..Account::default()
    };
    add(&mut store, Record::Account(customer));
    let mut other = named(Account::default());
    other.external = "a2".to_owned();
    other
        .attributes
        .insert(format!("{NAME} head"), format!("{NAME} value"));
    add(&mut store, Record::Account(other));
    let about = Feedback {
        account: Some(AccountId(1)),
        received: Day::ymd(2026, 10, 5),
        ..Feedback::default()
    };
    add(&mut store, Record::Feedback(named(about)));
    add(
        &mut store,
        Record::Tag(Tag {
            key: String::new(),
            ..named(Tag::default())
        }),
    );
    add(&mut store, Record::Owner(named(Owner::default())));
    add(&mut store, Record::Item(named(RoadmapItem::default())));
    let link = serde_json::json!({"id": 0, "theme": 1, "item": 1, "stance": "aligns", "note": ""});
    let link = named(serde_json::from_value::<Link>(link).unwrap());
    add(&mut store, Record::Link(link));
    add(&mut store, Record::Action(named(Action::default())));
    add(&mut store, Record::Note(named(Note::default())));
    add(&mut store, Record::DayMark(named(DayMark::default())));
    store
}

fn questions() -> Vec<Query> {
    let period = "2026-10".parse().unwrap();
    let all = || (None, 100);
    let ((after, limit), today) = (all(), Day::ymd(2026, 11, 6).unwrap());
    vec![
        Query::Room { today },
        Query::Readiness { period, today },
        Query::Feedback {
            filter: FeedbackFilter::default(),
            after: after.clone(),
            limit,
        },
        Query::FeedbackById(FeedbackId(1)),
        Query::Untagged {
            period,
            words: String::new(),
            limit,
        },
        Query::Accounts {
            filter: AccountFilter::default(),
            after,
            limit,
        },
        Query::Story(AccountId(1)),
        Query::Story(AccountId(2)),
        Query::Tags,
        Query::Owners,
        Query::Roadmap,
        Query::Links,
        Query::Marks,
        Query::Meetings,
        Query::Notes(NoteFilter::default()),
        Query::Actions(ActionFilter::default()),
        Query::Thread {
            subject: Subject::Tag(TagId(1)),
            period,
        },
        Query::Find {
            words: "kartoffel".to_owned(),
            limit,
        },
        Query::Feed {
            since: 0.into(),
            limit,
        },
    ]
}

#[test]
fn no_answer_names_a_customer() {
    let mut store = room();
    let mut cover = Cover::new(true);
    for query in questions() {
        let Ok(answer) = cover.answer(&mut store, &query) else {
            continue;
        };
        let said = format!("{answer:?}").to_lowercase();
        for name in ["zyxwvu", "kartoffel"] {
            let at = said
                .find(name)
                .map(|at| &said[at.saturating_sub(80)..(at + 40).min(said.len())]);
            assert_eq!(at, None, "{query:?}");
        }
    }
    let bare = format!(
        "{:?}",
        store
            .answer(&Query::Actions(ActionFilter::default()))
            .unwrap()
    );
    assert!(bare.contains(NAME));
}

#[test]
fn an_edit_under_the_mask_changes_only_what_was_edited() {
    let mut store = room();
    let mut cover = Cover::new(true);
    let what = |store: &mut Store| match store.value(Subject::Action(ActionId(1)), Field::What) {
        Ok(Some(Value::Text(text))) => text,
        other => panic!("{other:?}"),
    };
    let stored = what(&mut store);
    let mask = cover.mask(&mut store).unwrap();
    let shown = mask.text(&stored).into_owned();
    assert!(!shown.contains(NAME));
    let mut set = |store: &mut Store, was: &str, now: &str| {
        let change = Change::set(Subject::Action(ActionId(1)), Field::What, was, now);
        cover.apply(store, &author(), &change).unwrap()
    };
    set(&mut store, &shown, &shown);
    assert_eq!(what(&mut store), stored);
    let done = set(&mut store, &shown, &format!("call {shown} back"));
    assert_eq!(what(&mut store), format!("call {stored} back"));
    assert!(!done.words.contains("Zyxwvu"), "{}", done.words);
}
