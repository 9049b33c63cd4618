//! Tags that were taken off stay off through whatever is done and taken back, by one person or by several.

use churnroom::domain::carried::Carried;
use churnroom::domain::change::{Change, Member};
use churnroom::domain::ids::{FeedbackId, TagId};
use churnroom::domain::import::ImportKind;
use churnroom::domain::moving::{Move, MoveGoal};
use churnroom::domain::query::{FeedbackFilter, Query};
use churnroom::exchange::tags_file::gather;
use churnroom::store::Store;
use proptest::prelude::*;
use rstest::rstest;

use super::room::Room;
use super::rows::*;

const PEOPLE: [&str; 2] = ["Ann", "Bob"];

#[derive(Clone, Debug)]
enum Step {
    Put(Vec<usize>, usize),
    Off(Vec<usize>, usize),
    Merge(usize, usize),
    Give(usize, usize),
    Split(usize),
    Undo,
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    let texts = || proptest::collection::vec(0..3_usize, 1..3);
    let step = prop_oneof![
        4 => (texts(), 0..4_usize).prop_map(|(texts, tag)| Step::Put(texts, tag)),
        4 => (texts(), 0..4_usize).prop_map(|(texts, tag)| Step::Off(texts, tag)),
        2 => (0..4_usize, 0..4_usize).prop_map(|(from, to)| Step::Merge(from, to)),
        1 => (0..4_usize, 0..4_usize).prop_map(|(from, to)| Step::Give(from, to)),
        1 => (0..4_usize).prop_map(Step::Split),
        2 => Just(Step::Undo),
    ];
    (0..2_usize, step)
}

fn ids(room: &mut Room) -> (Vec<FeedbackId>, Vec<TagId>) {
    let texts = page(room, FeedbackFilter::default()).items;
    let tags: Vec<churnroom::domain::feedback::TagView> =
        room.store.answer(&Query::Tags).unwrap().try_into().unwrap();
    (
        texts.iter().map(|view| view.feedback.id).collect(),
        tags.iter().map(|view| view.tag.id).collect(),
    )
}

/// What a file of tags would hold.
fn kept(store: &mut Store) -> Carried {
    gather(&mut |query| store.answer(&query), false).unwrap()
}

/// Three texts: two with tags of a file, one with a person's, and one tag that is on none.
fn begun() -> Room {
    let mut room = Room::memory();
    let rows = vec![
        feedback("f1", "slow", &["price", "cost"]),
        feedback("f2", "dear", &["cost"]),
        feedback("f3", "seats", &[]),
    ];
    import(&mut room, ImportKind::Feedback, rows);
    let own = room.tag("own", None);
    room.tag("zed", None);
    let (texts, _) = ids(&mut room);
    room.by("Ann", tagged(texts[2], own, true));
    room
}

fn tagged(feedback: FeedbackId, tag: TagId, on: bool) -> Change {
    Change::turn(Member::Tagged { feedback, tag }, !on)
}

fn change(room: &mut Room, step: &Step, n: usize) -> Option<Change> {
    let (texts, tags) = ids(room);
    let tag = |at: usize| tags[at % tags.len()];
    let many = |which: &[usize], at: usize, on: bool| {
        let each = which.iter().map(|text| tagged(texts[*text], tag(at), on));
        Change::All(each.collect())
    };
    let moving = |from: usize, to: MoveGoal, words: &str| {
        Change::Move(Box::new(Move {
            from: tag(from),
            to,
            words: words.to_owned(),
        }))
    };
    Some(match step {
        Step::Put(which, at) => many(which, *at, true),
        Step::Off(which, at) => many(which, *at, false),
        Step::Merge(from, to) => moving(*from, MoveGoal::Tag(tag(*to)), ""),
        Step::Give(from, to) => moving(*from, MoveGoal::Tag(tag(*to)), "slow OR seats"),
        Step::Split(from) => moving(*from, MoveGoal::New(format!("new {n}")), "slow OR dear"),
        Step::Undo => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn all_taken_back_is_all_as_it_was(steps in proptest::collection::vec(step(), 1..14)) {
        let room = &mut begun();
        let mut done = Vec::new();
        for (n, (who, step)) in steps.iter().enumerate() {
            let before = kept(&mut room.store);
            match change(room, step, n) {
                Some(change) => {
                    let applied = room.try_as(PEOPLE[*who], &change);
                    if applied.is_ok_and(|applied| applied.change.0 > 0) {
                        done.push((*who, before, step));
                    }
                }
                None => if let Some((who, was, step)) = done.pop() {
                    room.by(PEOPLE[who], Change::Undo);
                    prop_assert_eq!(kept(&mut room.store), was, "{:?}", step);
                }
            }
        }
        let mut again = Vec::new();
        for (who, was, step) in done.into_iter().rev() {
            again.push((who, kept(&mut room.store)));
            room.by(PEOPLE[who], Change::Undo);
            prop_assert_eq!(kept(&mut room.store), was, "{:?}", step);
        }
        for (who, is) in again.into_iter().rev() {
            room.by(PEOPLE[who], Change::Redo);
            prop_assert_eq!(kept(&mut room.store), is, "again");
        }
        prop_assert_eq!(room.store.check().unwrap(), Vec::<String>::new());
    }
}

/// A room with one text, and three tags of which it has none.
fn bare() -> (Room, FeedbackId, [TagId; 3]) {
    let mut room = Room::memory();
    let text = room.feedback("slow", None);
    let tags = ["fee", "support", "third"].map(|name| room.tag(name, None));
    (room, text, tags)
}

/// What the text has and has lost: `support by Ann, -fee`.
fn on(room: &mut Room) -> String {
    let carried = kept(&mut room.store);
    let texts = carried.texts.iter();
    let each = texts.flat_map(|text| {
        let has = text
            .tags
            .iter()
            .map(|gift| format!("{} by {}", gift.tag, gift.by));
        let off = text.off.iter().map(|name| format!("-{name}"));
        has.chain(off).collect::<Vec<_>>()
    });
    each.collect::<Vec<_>>().join(", ")
}

fn merged(from: TagId, to: TagId) -> Change {
    Change::Move(Box::new(Move::whole(from, to)))
}

fn split(from: TagId) -> Change {
    Change::Move(Box::new(Move {
        from,
        to: MoveGoal::New("part".to_owned()),
        words: "slow".to_owned(),
    }))
}

#[rstest]
#[case::merged(false)]
#[case::split(true)]
fn what_became_another_tag_is_taken_back_as_that(#[case] part: bool) {
    let (mut room, text, [fee, support, _]) = bare();
    room.by("Ann", tagged(text, fee, true));
    let what = if part {
        split(fee)
    } else {
        merged(fee, support)
    };
    room.by("Cat", what);
    room.by("Ann", Change::Undo);
    let off = if part { "-fee" } else { "" };
    assert_eq!(on(&mut room), off);
    let said = room.by("Cat", Change::Undo).words;
    assert_eq!(on(&mut room), "", "{said}");
    assert!(said.contains("somebody has changed that since"), "{said}");
}

#[test]
fn what_was_made_part_of_a_tag_that_was_there_stays_taken_back() {
    let (mut room, text, [fee, support, third]) = bare();
    room.by("Bob", tagged(text, support, true));
    room.by("Ann", tagged(text, fee, true));
    room.by("Cat", merged(fee, support));
    let said = room.by("Ann", Change::Undo).words;
    assert_eq!(on(&mut room), "support by Bob", "{said}");
    room.by("Eve", merged(support, third));
    room.by("Eve", Change::Undo);
    room.by("Cat", Change::Undo);
    assert_eq!(on(&mut room), "support by Bob");
}

#[test]
fn what_was_taken_off_under_another_name_stays_off() {
    let (mut room, text, [fee, support, _]) = bare();
    room.by("Mo", tagged(text, fee, true));
    room.by("Ann", merged(fee, support));
    room.by("Bob", tagged(text, support, false));
    assert_eq!(on(&mut room), "-support");
    room.by("Ann", Change::Undo);
    assert_eq!(on(&mut room), "-fee");
    room.by("Bob", Change::Undo);
    assert_eq!(on(&mut room), "fee by Mo");
    room.by("Mo", Change::Undo);
    assert_eq!(on(&mut room), "");
}

#[test]
fn what_somebody_else_put_on_since_stays() {
    let (mut room, text, [fee, ..]) = bare();
    room.by("Ann", tagged(text, fee, true));
    room.by("Bob", tagged(text, fee, false));
    room.by("Cat", tagged(text, fee, true));
    let said = room.by("Ann", Change::Undo).words;
    assert_eq!(on(&mut room), "fee by Cat");
    assert!(said.ends_with("it stays so"), "{said}");
    room.by("Cat", Change::Undo);
    assert_eq!(on(&mut room), "-fee");
    room.by("Bob", Change::Undo);
    assert_eq!(
        on(&mut room),
        "",
        "what Ann took back, nobody gives her again"
    );
}

#[test]
fn a_tag_that_goes_and_comes_back_knows_where_it_was_taken_off() {
    let (mut room, text, [fee, ..]) = bare();
    room.by("Ann", tagged(text, fee, true));
    room.by("Ann", tagged(text, fee, false));
    let Some(record) = room.store.answer(&Query::Tags).ok().and_then(|answer| {
        let tags: Vec<churnroom::domain::feedback::TagView> = answer.try_into().ok()?;
        tags.into_iter().find(|view| view.tag.id == fee)
    }) else {
        panic!("the tag is there");
    };
    let gone = churnroom::domain::change::Record::Tag(record.tag);
    let said = room.by("Bob", Change::remove(gone)).words;
    assert_eq!(
        (said.as_str(), on(&mut room).as_str()),
        ("removed tag fee", "")
    );
    room.by("Bob", Change::Undo);
    assert_eq!(on(&mut room), "-fee");
}

/// A tag that becomes part of another stays off a text under that name.
#[test]
fn what_was_taken_off_stays_off_when_its_tag_becomes_part_of_another() {
    let mut room = begun();
    let tags: Vec<churnroom::domain::feedback::TagView> =
        room.store.answer(&Query::Tags).unwrap().try_into().unwrap();
    let named = |name: &str| tags.iter().find(|view| view.tag.name == name).unwrap();
    let [cost, own] = ["cost", "own"].map(|name| named(name).tag.id);
    let said = |room: &mut Room, text: &str| {
        let texts = page(room, FeedbackFilter::default()).items;
        let found = texts.into_iter().find(|view| view.feedback.text == text);
        found.unwrap()
    };
    let dear = said(&mut room, "dear").feedback.id;
    room.by("Bob", tagged(dear, cost, false));
    let merge = Move {
        from: cost,
        to: MoveGoal::Tag(own),
        words: String::new(),
    };
    room.by("Ann", Change::Move(Box::new(merge)));
    let rows = vec![feedback("f2", "very dear", &["cost"])];
    import(&mut room, ImportKind::Feedback, rows);
    let now = said(&mut room, "very dear");
    assert!(now.tags.is_empty(), "{now:?}");
}
