//! Files so large that what is made of all rows is made by itself: meanwhile, or after them.

use std::thread;

use churnroom::domain::change::{Change, Field, Subject};
use churnroom::domain::day::Day;
use churnroom::domain::feedback::FeedbackView;
use churnroom::domain::import::{FeedbackRow, ImportKind, ImportRow};
use churnroom::domain::query::FeedbackFilter;
use churnroom::store::{Errand, ImportOptions};

use super::room::Room;
use super::rows::{counts, feedback, head, import, page, taken};

/// More than are written in one go, in no order of days.
const MANY: u32 = 21_000;

/// Who does what can be done meanwhile.
type Meanwhile<'a> = Option<&'a dyn Fn(Errand)>;

fn many() -> Vec<ImportRow> {
    let first = Day::ymd(2026, 8, 1).unwrap();
    let one = |n: u32| {
        ImportRow::Feedback(FeedbackRow {
            external: format!("f{n}"),
            account: format!("a{}", n % 7),
            source: ["", "ticket", "Größe"][n as usize % 3].to_owned(),
            received: (!n.is_multiple_of(11)).then(|| Day(first.0 + (n * 37 % 60).cast_signed())),
            reason: ["", "too Expensive"][n as usize % 2].to_owned(),
            text: format!("Café {} is slow, 解約 no {n}", n % 100),
            score: [None, Some(-0.0), Some(-2.5), Some(f64::from(n % 11) / 2.0)][n as usize % 4],
            tags: Some(vec![format!("t{}", n % 9)]),
            ..FeedbackRow::default()
        })
    };
    (0..MANY).map(one).collect()
}

/// A room with all of them.
fn filled(meanwhile: Meanwhile<'_>) -> Room {
    let mut room = Room::disk();
    let options = ImportOptions {
        meanwhile,
        ..ImportOptions::default()
    };
    let outcome = taken(&mut room, head(ImportKind::Feedback), &options, many()).unwrap();
    assert_eq!(counts(&outcome), [u64::from(MANY), 0, 0, 0]);
    sound(&room);
    room
}

fn sound(room: &Room) {
    assert_eq!(room.store.check().unwrap(), [""; 0]);
}

/// What is found, but for the names that accounts are given by chance.
fn ids(room: &mut Room, words: &str) -> Vec<(String, String)> {
    let found = found(room, words).into_iter().map(|view| view.feedback);
    found.map(|one| (one.external, one.text)).collect()
}

fn found(room: &mut Room, words: &str) -> Vec<FeedbackView> {
    let filter = FeedbackFilter {
        words: words.to_owned(),
        ..FeedbackFilter::default()
    };
    page(room, filter).items
}

#[test]
fn what_is_made_meanwhile_is_what_would_be_made_after() {
    let mut after = filled(None);
    let threads = |job: Errand| drop(thread::spawn(job));
    let nobody = |job: Errand| drop(job);
    let ways: [&dyn Fn(Errand); 2] = [&threads, &nobody];
    for way in ways {
        let mut room = filled(Some(way));
        for words in ["cafe 17", "expensive", "解約", "no 20999", "größe"] {
            let (now, before) = (ids(&mut room, words), ids(&mut after, words));
            assert_eq!(now, before, "{words}");
            assert_eq!(now.is_empty(), words == "größe");
        }
        room.reopen();
        sound(&room);
    }
}

#[test]
fn an_index_made_meanwhile_is_kept_true_like_any_other() {
    let threads = |job: Errand| drop(thread::spawn(job));
    let mut room = filled(Some(&threads));
    let one = found(&mut room, "no 20999").remove(0).feedback;
    let subject = Subject::Feedback(one.id);
    room.apply(Change::set(
        subject,
        Field::Text,
        one.text.as_str(),
        "gone elsewhere",
    ));
    assert_eq!(found(&mut room, "elsewhere").len(), 1);
    assert!(found(&mut room, "20999").is_empty());
    import(
        &mut room,
        ImportKind::Feedback,
        vec![feedback("new", "fresh words", &[])],
    );
    assert_eq!(found(&mut room, "fresh").len(), 1);
    sound(&room);
    room.undo();
    room.undo();
    assert_eq!(found(&mut room, "20999").len(), 1);
    room.undo();
    assert!(found(&mut room, "cafe").is_empty());
    sound(&room);
    // A room that had some keeps finding both the old ones and the new.
    import(
        &mut room,
        ImportKind::Feedback,
        vec![feedback("old", "older words", &[])],
    );
    let options = ImportOptions {
        meanwhile: Some(&threads),
        ..ImportOptions::default()
    };
    taken(&mut room, head(ImportKind::Feedback), &options, many()).unwrap();
    assert_eq!(found(&mut room, "older").len(), 1);
    assert_eq!(found(&mut room, "20999").len(), 1);
    sound(&room);
}

#[test]
fn a_stop_leaves_nothing_of_what_is_made_meanwhile() {
    let threads = |job: Errand| drop(thread::spawn(job));
    let mut room = Room::disk();
    let stop = |read: u64| read < 20_500;
    let options = ImportOptions {
        meanwhile: Some(&threads),
        progress: Some(&stop),
        ..ImportOptions::default()
    };
    let stopped = taken(&mut room, head(ImportKind::Feedback), &options, many());
    assert!(stopped.unwrap_err().message.contains("stopped"));
    assert!(found(&mut room, "cafe").is_empty());
    sound(&room);
}
