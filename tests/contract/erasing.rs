//! One customer erased through the doors: what is cut off, what others see, who stands in the way, and what an
//! import that was there before may still put back.

use std::time::Duration;

use churnroom::domain::change::{Change, Field, Member, Record, Subject};
use churnroom::domain::day::Day;
use churnroom::domain::failure::Code;
use churnroom::domain::feedback::Feedback;
use churnroom::domain::ids::{AccountId, FeedbackId};
use churnroom::domain::import::{BalanceRow, ImportKind, ImportRow};
use churnroom::domain::money::Cents;
use churnroom::domain::note::Origin;
use churnroom::domain::query::{Answer, FeedbackFilter, Query};
use churnroom::domain::story::Story;
use churnroom::store::erase::Erased;
use churnroom::store::{ImportOptions, OpenOptions, Store};
use rusqlite::Connection;

use super::room::{Room, both};
use super::rows::*;

const NAME: &str = "Zyxwvu Kartoffel GmbH";

fn erase(room: &mut Room, id: AccountId) -> Erased {
    let author = room.author("Sam");
    room.store.erase(&author, id).unwrap()
}

/// An account called as an import would, and what it said, typed in by Dana.
fn customer(room: &mut Room) -> (AccountId, FeedbackId) {
    import(
        room,
        ImportKind::Accounts,
        vec![
            account("cus-zk771", NAME, "Pro"),
            account("a2", "Initech", "Pro"),
        ],
    );
    let words = Feedback {
        account: Some(AccountId(1)),
        text: "the frobnicator is slow".to_owned(),
        received: Day::ymd(2026, 10, 12),
        ..Feedback::default()
    };
    let said = room.by("Dana", Change::add(Record::Feedback(words)));
    let Subject::Feedback(said) = said.subject else {
        panic!("{said:?}")
    };
    (AccountId(1), said)
}

fn story(store: &mut Store, id: AccountId) -> Story {
    match store.answer(&Query::Story(id)).unwrap() {
        Answer::Story(story) => *story,
        other => panic!("{other:?}"),
    }
}

/// Whether the file, its log or the search index holds a word.
fn holds(room: &Room, word: &str) -> bool {
    let log = room.path().with_extension("db-wal");
    let files = [room.path(), log].map(|file| std::fs::read(file).unwrap_or_default());
    let in_files = files
        .iter()
        .any(|file| file.windows(word.len()).any(|part| part == word.as_bytes()));
    let db = Connection::open(room.path()).unwrap();
    let mut terms = db.prepare("SELECT term FROM feedback_terms").unwrap();
    let mut terms = terms.query_map([], |row| row.get::<_, String>(0)).unwrap();
    in_files || terms.any(|term| term.unwrap() == word)
}

/// A sign beside a name, and a form written onto it, leave it the name.
#[test]
fn a_name_with_a_sign_and_one_without_its_form_are_erased() {
    let mut room = Room::disk();
    let named = [("a1", "Zenqua Limited"), ("a2", "上海泽鹏有限公司")];
    let rows = named.map(|(id, name)| account(id, name, "Pro"));
    import(&mut room, ImportKind::Accounts, rows.to_vec());
    for text in ["Zenqua™, Zenqua¹ and Zenqua№1", "我们在上海泽鹏工作"] {
        let words = Feedback {
            text: text.to_owned(),
            received: Day::ymd(2026, 10, 12),
            ..Feedback::default()
        };
        room.by("Dana", Change::add(Record::Feedback(words)));
    }
    for (id, word) in [(1, "Zenqua"), (2, "上海泽鹏")] {
        assert!(holds(&room, word), "{word}");
        erase(&mut room, AccountId(id));
        assert!(!holds(&room, word), "{word}");
    }
}

#[test]
fn what_is_said_of_the_customer_is_cut_off_and_the_rest_taken_back() {
    both(|room| {
        let (id, said) = customer(room);
        let tag = room.tag("speed", None);
        let tagged = Member::Tagged {
            feedback: said,
            tag,
        };
        room.by("Dana", Change::Join(tagged));
        let (was, now) = ("the frobnicator is slow", "the frobnicator crawls");
        room.by(
            "Dana",
            Change::set(Subject::Feedback(said), Field::Text, was, now),
        );
        let erased = erase(room, id);
        assert_eq!((erased.cut, erased.feedback), (2, 1), "{erased:?}");
        let undone = room.by("Dana", Change::Undo).words;
        assert_eq!(
            undone,
            "took back: tagged speed; a later change of yours cannot be: its customer was erased"
        );
        let failure = room.try_as("Dana", &Change::Undo).unwrap_err();
        assert_eq!(failure.code, Code::NotFound);
        assert!(
            failure
                .message
                .contains("2 later changes of yours cannot be"),
            "{failure}"
        );
        assert_eq!(room.store.check().unwrap(), Vec::<String>::new());
        assert_eq!(
            story(&mut room.store, id).feedback[0].feedback.text,
            "(erased)"
        );
    });
}

#[test]
fn another_process_sees_that_it_is_gone() {
    let mut room = Room::disk();
    let (id, _) = customer(&mut room);
    let note = room.note("ask Zyxwvu Kartoffel", Origin::default());
    let mut other = room.other();
    assert_eq!(story(&mut other, id).brief.name, NAME);
    let version = other.data_version().unwrap();
    let erased = erase(&mut room, id);
    assert_ne!(other.data_version().unwrap(), version);
    let story = story(&mut other, id);
    assert_eq!((&story.brief.name, story.standing.len()), (&erased.name, 1));
    let Some(Record::Note(note)) = other.record(Subject::Note(note.id)).unwrap() else {
        panic!("the note is there")
    };
    assert_eq!(note.text, format!("ask {}", story.account.alias));
    let Answer::Names(names) = other.answer(&Query::Names).unwrap() else {
        panic!("names were asked for")
    };
    assert!(
        names
            .iter()
            .all(|name| name.account != id || name.name.is_empty())
    );
}

#[test]
fn whoever_still_reads_what_was_is_named_as_the_reason() {
    let mut room = Room::disk();
    let (id, _) = customer(&mut room);
    let reader = Connection::open(room.path()).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM accounts")
        .unwrap();
    let busy = OpenOptions {
        busy: Duration::from_millis(20),
        ..OpenOptions::default()
    };
    room.store = Store::open(&room.path(), &busy).unwrap();
    let author = room.author("Sam");
    let failure = room.store.erase(&author, id).unwrap_err();
    assert_eq!(failure.code, Code::Busy, "{failure}");
    assert!(
        failure.message.contains("is erased") && failure.hint.contains("again"),
        "{failure}"
    );
    assert!(holds(&room, "frobnicator"), "the file itself is as it was");
    drop(reader);
    let again = erase(&mut room, id);
    assert_eq!(again.change.0, 0);
    assert!(!holds(&room, "frobnicator") && !holds(&room, "Zyxwvu"));
    let log = room.path().with_extension("db-wal");
    assert_eq!(std::fs::metadata(log).map_or(0, |log| log.len()), 0);
}

#[test]
fn an_import_of_before_puts_back_amounts_and_no_words() {
    both(|room| {
        for text in ["the frobnicator is slow", "the frobnicator crawls"] {
            let row = account("a1", NAME, "Pro");
            import(room, ImportKind::Accounts, vec![row]);
            import(
                room,
                ImportKind::Feedback,
                vec![feedback("f1", text, &["speed"])],
            );
        }
        import(
            room,
            ImportKind::Subscriptions,
            vec![subscription("a1", 4900, "Pro")],
        );
        import(
            room,
            ImportKind::Subscriptions,
            vec![subscription("a1", 5900, "Pro")],
        );
        erase(room, AccountId(1));
        room.undo();
        room.undo();
        room.undo();
        let piece = page(room, FeedbackFilter::default()).items.remove(0);
        assert_eq!(
            (
                piece.feedback.text.as_str(),
                piece.feedback.external.as_str()
            ),
            ("(erased)", "")
        );
        let again = import(
            room,
            ImportKind::Feedback,
            vec![feedback("f1", "slow", &[])],
        );
        assert_eq!(
            (again.head.counts.erased, again.head.counts.left_out),
            (1, 1)
        );
        assert_eq!(room.store.check().unwrap(), Vec::<String>::new());
    });
}

#[test]
fn a_complete_list_sends_an_erased_customer_to_zero_only_when_it_leaves_it_out() {
    both(|room| {
        let row = |account: &str, day: &str| {
            ImportRow::Balance(BalanceRow {
                account: account.to_owned(),
                day: day.parse().unwrap(),
                mrr: Cents(1_000),
                part: None,
                rate: None,
            })
        };
        let complete = |room: &mut Room, rows: Vec<ImportRow>| {
            let mut head = head(ImportKind::Balances);
            head.complete = true;
            taken(room, head, &ImportOptions::default(), rows)
                .unwrap()
                .goes_to_zero
        };
        complete(room, vec![row("a1", "2026-08-31"), row("a2", "2026-08-31")]);
        let erased = erase(room, AccountId(1));
        let still = complete(room, vec![row("a1", "2026-09-30"), row("a2", "2026-09-30")]);
        assert_eq!(still, Vec::<String>::new());
        assert_eq!(complete(room, vec![row("a2", "2026-10-31")]), [erased.name]);
    });
}

#[test]
fn two_tags_that_name_it_stay_two() {
    both(|room| {
        let (id, _) = customer(room);
        room.tag(NAME, None);
        room.tag("zyxwvu kartoffel", None);
        erase(room, id);
        let alias = story(&mut room.store, id).account.alias;
        let Answer::Tags(tags) = room.store.answer(&Query::Tags).unwrap() else {
            panic!("tags were asked for")
        };
        let names: Vec<&str> = tags.iter().map(|view| view.tag.name.as_str()).collect();
        assert_eq!(names, [alias.clone(), format!("{alias} 2")]);
        assert_eq!(room.store.check().unwrap(), Vec::<String>::new());
    });
}
