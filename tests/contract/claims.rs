//! The same text is offered to one at a time: what is claimed, until when, and what a claim never does.

use std::collections::BTreeSet;
use std::sync::{Arc, Barrier};
use std::thread;

use churnroom::domain::change::{Author, Change, Field, Member, Subject};
use churnroom::domain::day::Moment;
use churnroom::domain::failure::{Code, Failure};
use churnroom::domain::ids::{FeedbackId, TagId};
use churnroom::domain::meeting::Present;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::sweep::Sweep;
use churnroom::store::{OpenOptions, Store};
use rusqlite::Connection;

use super::room::Room;

const NOW: Moment = Moment(1_790_000_000);

fn person(process: i64) -> Present {
    Present {
        process,
        person: format!("person {process}"),
        seen: NOW,
        ..Present::default()
    }
}

/// What somebody claims of some texts so many seconds later.
fn claims(store: &mut Store, who: i64, texts: &[FeedbackId], later: i64) -> Vec<FeedbackId> {
    let mut own = person(who);
    own.seen = NOW.plus(later);
    store.claim(&mut own, texts, &|_| false).unwrap();
    own.claim.map_or_else(Vec::new, |claim| claim.texts)
}

/// A room with two people in it, and texts.
fn shared(texts: usize) -> (Room, Vec<FeedbackId>) {
    let mut room = Room::disk();
    let text = |at: usize| room.feedback(&format!("text {at}"), None);
    let texts = (0..texts).map(text).collect();
    room.store.beat(&person(1)).unwrap();
    room.store.beat(&person(2)).unwrap();
    (room, texts)
}

#[test]
fn the_text_in_front_and_the_next_are_nobody_elses() {
    let (mut room, texts) = shared(4);
    assert_eq!(claims(&mut room.store, 1, &texts, 0), texts[..2]);
    assert_eq!(claims(&mut room.store, 2, &texts, 0), texts[2..]);
    assert_eq!(claims(&mut room.store, 1, &texts[1..], 0), texts[1..2]);
    assert_eq!(claims(&mut room.store, 2, &texts, 0), [texts[0], texts[2]]);
    room.store.beat(&person(3)).unwrap();
    assert_eq!(claims(&mut room.store, 3, &texts, 0), texts[3..]);
    assert_eq!(claims(&mut room.store, 3, &texts[..3], 0), []);
    assert_eq!(room.store.check().unwrap(), [""; 0]);
}

/// Whoever read the queue before somebody tagged, marked or removed a text is not offered that text.
#[test]
fn what_was_dealt_with_meanwhile_is_not_claimed() {
    let (mut room, texts) = shared(4);
    let (feedback, tag) = (texts[0], room.tag("price", None));
    room.apply(Change::Join(Member::Tagged { feedback, tag }));
    let second = Subject::Feedback(texts[1]);
    room.apply(Change::set(second, Field::Mark, None::<&str>, "praise"));
    let gone = FeedbackId(7);
    let asked = [gone, texts[0], texts[1], texts[2], texts[3]];
    assert_eq!(claims(&mut room.store, 1, &asked, 0), texts[2..]);
    room.apply(Change::Undo);
    assert_eq!(claims(&mut room.store, 2, &asked, 0), [texts[1]]);
}

/// After two minutes, when its process has ended or said goodbye, and when the clock has jumped, either way.
#[test]
fn a_claim_lapses_by_itself() {
    let (mut room, texts) = shared(4);
    let first = |room: &mut Room, later: i64| {
        let mut one = person(1);
        one.seen = NOW.plus(later);
        room.store.claim(&mut one, &texts, &|_| false).unwrap();
        assert_eq!(one.claim.as_ref().unwrap().texts, texts[..2]);
        one
    };
    for (later, claimed) in [
        (119, &texts[2..]),
        (121, &texts[..2]),
        (-119, &texts[2..]),
        (-3_600, &texts[..2]),
        (7_200, &texts[..2]),
    ] {
        // He is still there, as far as anybody can tell, and has not gone on.
        let mut one = first(&mut room, 0);
        one.seen = NOW.plus(later);
        room.store.beat(&one).unwrap();
        assert_eq!(
            claims(&mut room.store, 2, &texts, later),
            claimed,
            "{later}"
        );
        room.store.beat(&person(2)).unwrap();
    }
    first(&mut room, 0);
    let mut two = person(2);
    let gone = |process: i64| process == 1;
    room.store.beat(&person(3)).unwrap();
    room.store.claim(&mut two, &texts, &gone).unwrap();
    assert_eq!(two.claim.unwrap().texts, texts[..2]);
    room.store.beat(&person(2)).unwrap();
    let mut one = first(&mut room, 0);
    one.seen = Moment(0);
    room.store.beat(&one).unwrap();
    assert_eq!(claims(&mut room.store, 2, &texts, 0), texts[..2]);
}

/// And said once.
#[test]
fn what_is_let_go_of_is_free_at_once() {
    let (mut room, texts) = shared(2);
    let other = room.other();
    let version = || other.data_version().unwrap();
    let mut one = person(1);
    for (wanted, writes) in [(&texts[..], true), (&[], true), (&[], false)] {
        let before = version();
        room.store.claim(&mut one, wanted, &|_| false).unwrap();
        let held = one.claim.as_ref().map_or(&[][..], |claim| &claim.texts);
        assert_eq!((held, version() != before), (wanted, writes));
    }
    assert_eq!(claims(&mut room.store, 2, &texts, 0), texts);
}

/// Nor is anything written again that is so already.
#[test]
fn whoever_is_alone_writes_nothing() {
    let mut room = Room::disk();
    let texts = [room.feedback("slow", None), room.feedback("dear", None)];
    room.store.beat(&person(1)).unwrap();
    let other = room.other();
    let version = || other.data_version().unwrap();
    let before = version();
    assert_eq!(claims(&mut room.store, 1, &texts, 0), []);
    assert_eq!(version(), before);
    room.store.beat(&person(2)).unwrap();
    let mut one = person(1);
    for (later, writes) in [(0, true), (1, false), (59, false), (60, true)] {
        let before = version();
        one.seen = NOW.plus(later);
        room.store.claim(&mut one, &texts, &|_| false).unwrap();
        assert_eq!(one.claim.as_ref().unwrap().texts, texts);
        assert_eq!(version() != before, writes, "{later}");
    }
}

#[test]
fn a_room_that_cannot_be_written_claims_nothing_and_keeps_nobody_waiting() {
    let (room, texts) = shared(2);
    let read_only = OpenOptions {
        read_only: true,
        ..OpenOptions::default()
    };
    let mut reader = Store::open(&room.path(), &read_only).unwrap();
    assert_eq!(claims(&mut reader, 1, &texts, 0), []);
    let mut failing = room.other();
    failing.turn_read_only("damaged".to_owned());
    assert_eq!(claims(&mut failing, 1, &texts, 0), []);
    let writing = Connection::open(room.path()).unwrap();
    writing.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut waiting = room.other();
    let (mut one, since) = (person(1), std::time::Instant::now());
    let busy = waiting.claim(&mut one, &texts, &|_| false).unwrap_err();
    assert_eq!((busy.code, one.claim), (Code::Busy, None));
    assert!(since.elapsed().as_secs() < 4, "as long as a change waits");
}

/// Does something, again where a busy machine let others keep the room for as long as anybody waits.
fn patiently<T>(mut act: impl FnMut() -> Result<T, Failure>) -> T {
    loop {
        match act() {
            Err(busy) if busy.code == Code::Busy => {}
            done => return done.unwrap(),
        }
    }
}

/// What one of three people does who all begin with the same list and never read it again, once each has a text. Their
/// clock stands: however long one of them is kept from going on, what he has does not lapse.
fn goes_through(
    mut store: Store,
    who: i64,
    texts: &[FeedbackId],
    (tag, all): (TagId, &Barrier),
) -> Vec<FeedbackId> {
    let (mut own, mut done) = (person(who), Vec::new());
    loop {
        patiently(|| store.claim(&mut own, texts, &|_| false));
        if done.is_empty() {
            all.wait();
        }
        let texts = own.claim.iter().flat_map(|claim| &claim.texts);
        let Some(feedback) = texts.copied().next() else {
            return done;
        };
        let author = Author {
            person: own.person.clone(),
            at: own.seen,
        };
        let tagged = Change::Join(Member::Tagged { feedback, tag });
        assert_ne!(patiently(|| store.apply(&author, &tagged)).change.0, 0);
        done.push(feedback);
    }
}

#[test]
fn three_go_through_two_hundred_texts_and_each_text_once() {
    let (mut room, texts) = shared(200);
    let tag = room.tag("price", None);
    room.store.beat(&person(3)).unwrap();
    let Answer::Feed(before) = everything_done(&mut room.store) else {
        panic!("no feed");
    };
    let all = Arc::new(Barrier::new(3));
    let people = [1, 2, 3].map(|who| {
        let (store, texts, all) = (room.other(), texts.clone(), Arc::clone(&all));
        thread::spawn(move || goes_through(store, who, &texts, (tag, &all)))
    });
    let done: Vec<Vec<FeedbackId>> = people.map(|one| one.join().unwrap()).into();
    assert!(done.iter().all(|texts| !texts.is_empty()));
    let done: Vec<FeedbackId> = done.concat();
    let each: BTreeSet<FeedbackId> = done.iter().copied().collect();
    assert_eq!((done.len(), each.len()), (200, 200));
    let Answer::Feed(after) = everything_done(&mut room.store) else {
        panic!("no feed");
    };
    let tagged = after[before.len()..].iter().map(|row| match row.forward {
        Change::Join(Member::Tagged { feedback, .. }) => feedback,
        _ => panic!("{row:?}"),
    });
    let tagged: Vec<FeedbackId> = tagged.collect();
    assert_eq!(tagged.len(), 200);
    assert_eq!(tagged.into_iter().collect::<BTreeSet<_>>(), each);
    assert_eq!(room.store.check().unwrap(), [""; 0]);
}

fn everything_done(store: &mut Store) -> Answer {
    let since = 0.into();
    store
        .answer(&Query::Feed {
            since,
            limit: 1_000,
        })
        .unwrap()
}

/// A list may be of a minute ago: whoever has read one of its texts meanwhile has the word on it.
#[test]
fn of_texts_seen_in_a_list_those_that_were_read_meanwhile_are_left() {
    let (mut room, texts) = shared(6);
    let (dear, slow) = (room.tag("dear", None), room.tag("slow", None));
    let sweep = |texts: &[FeedbackId]| {
        Change::Sweep(Box::new(Sweep {
            texts: texts.to_vec(),
            tags: vec![dear],
            mark: None,
        }))
    };
    let tagged = |feedback, tag| Member::Tagged { feedback, tag };
    room.by("Bo", Change::Join(tagged(texts[0], slow)));
    let praise = (None::<&str>, Some("praise"));
    let subject = Subject::Feedback(texts[1]);
    room.by("Bo", Change::set(subject, Field::Mark, praise.0, praise.1));
    let done = room.by("Ana", sweep(&texts[..5]));
    assert_eq!(
        done.words,
        "tagged dear, 3 times; 2 were read meanwhile and left"
    );
    let tags = |room: &mut Room, text| {
        let found = room.store.answer(&Query::FeedbackById(text)).unwrap();
        let Answer::FeedbackById(Some(view)) = found else {
            return Vec::new();
        };
        view.tags.into_iter().map(|tag| tag.id).collect()
    };
    assert_eq!(tags(&mut room, texts[0]), [slow]);
    assert_eq!(tags(&mut room, texts[4]), [dear]);
    let nothing = room.by("Ana", sweep(&texts[..5]));
    assert_eq!(nothing.change.0, 0);
    room.by("Ana", Change::Undo);
    assert!(tags(&mut room, texts[4]).is_empty());
}
