//! Who gave which tag: kept with it, brought back with it, found by it.

use churnroom::domain::change::{Change, Member};
use churnroom::domain::day::Moment;
use churnroom::domain::given::{Gift, Taken};
use churnroom::domain::ids::{FeedbackId, ImportId, TagId};
use churnroom::domain::import::ImportKind;
use churnroom::domain::query::{Answer, FeedbackFilter, Query};
use rstest::rstest;

use super::room::{Room, both};
use super::rows::*;

/// Who gave the tags of the newest text: `price by Dana at 3`, moments counted from the room's first.
fn given(room: &mut Room) -> Vec<String> {
    let view = page(room, FeedbackFilter::default()).items.remove(0);
    let tags = view.tags.iter().map(|tag| {
        let given = view.given(tag.id).unwrap();
        let by = given.by().unwrap_or_default();
        let at = given.at.map_or(0, |at| at.since(Moment(1_790_000_000)));
        format!("{} by {by} at {at}", tag.name)
    });
    tags.collect()
}

/// How many texts have the only tag.
fn used(room: &mut Room) -> u64 {
    let Answer::Tags(tags) = room.store.answer(&Query::Tags).unwrap() else {
        return 0;
    };
    tags[0].used
}

fn tagged(feedback: FeedbackId, tag: TagId) -> Member {
    Member::Tagged { feedback, tag }
}

#[test]
fn taking_off_and_taking_back_keep_who_gave_it() {
    both(|room| {
        let (text, tag) = (room.feedback("slow", None), room.tag("speed", None));
        let member = tagged(text, tag);
        room.by("Dana", Change::Join(member));
        let dana = ["speed by Dana at 3"];
        assert_eq!(given(room), dana);
        room.by("Erin", Change::Join(member));
        assert_eq!(given(room), dana, "it was on already");
        room.by("Erin", Change::Leave(member));
        room.by("Frank", Change::Join(member));
        assert_eq!(given(room), ["speed by Frank at 6"]);
        room.reopen();
        room.by("Frank", Change::Undo);
        room.by("Erin", Change::Undo);
        assert_eq!(given(room), dana);
        room.by("Erin", Change::Redo);
        assert_eq!(given(room), [""; 0]);
        room.by("Erin", Change::Undo);
        room.by("Dana", Change::Undo);
        assert_eq!(given(room), [""; 0]);
        room.by("Dana", Change::Redo);
        assert_eq!(given(room), dana, "done again it is as it was");
        assert_eq!(room.store.check().unwrap(), [""; 0]);
    });
}

#[test]
fn an_import_and_a_person_are_told_apart() {
    both(|room| {
        let row = || vec![feedback("f1", "slow", &["price", "speed"])];
        import(room, ImportKind::Feedback, row());
        let before = ["price by import 1 at 1", "speed by import 1 at 1"];
        assert_eq!(given(room), before);
        let text = page(room, FeedbackFilter::default()).items[0].feedback.id;
        let member = tagged(text, tag_named(room, "price"));
        room.by("Dana", Change::Leave(member));
        room.by("Dana", Change::Undo);
        assert_eq!(given(room), before);
        room.by("Dana", Change::Leave(member));
        room.by("Erin", Change::Join(member));
        assert_eq!(given(room)[0], "price by Erin at 5");
        let view = page(room, FeedbackFilter::default()).items.remove(0);
        assert_eq!(
            view.given(view.tags[0].id).unwrap().import,
            Some(ImportId(1))
        );
        room.by("Erin", Change::Undo);
        room.by("Dana", Change::Undo);
        assert_eq!(given(room), before);
        room.undo();
        assert!(page(room, FeedbackFilter::default()).items.is_empty());
    });
}

#[test]
fn what_is_taken_from_a_list_is_marked_so_until_somebody_says_it_of_the_text() {
    both(|room| {
        let (text, tag) = (room.feedback("slow", None), room.tag("speed", None));
        let take = || Change::Give(Box::new(Gift::taken(text, tag, Taken::Sure)));
        room.by("Dana", Change::All(vec![take()]));
        let taken = ["speed by Dana, from the sure ones at 3"];
        assert_eq!(given(room), taken);
        let sure = |room: &mut Room, words: &str| {
            let words = words.to_owned();
            let filter = FeedbackFilter {
                words,
                ..FeedbackFilter::default()
            };
            page(room, filter).items.len()
        };
        assert_eq!((sure(room, "taken:sure"), sure(room, "taken:rule")), (1, 0));
        assert_eq!(
            (
                sure(room, "-taken:sure"),
                sure(room, "taken:rule OR taken:sure")
            ),
            (0, 1)
        );
        let member = tagged(text, tag);
        room.by("Erin", Change::Join(member));
        let erin = ["speed by Erin at 4"];
        assert_eq!(given(room), erin, "said of the text, it is her own");
        assert_eq!(used(room), 1);
        room.by("Dana", take());
        assert_eq!(given(room), erin, "a list takes it from nobody");
        room.reopen();
        room.by("Erin", Change::Undo);
        assert_eq!(given(room), taken);
        room.by("Erin", Change::Redo);
        assert_eq!((given(room), used(room)), (vec![erin[0].to_owned()], 1));
        room.by("Erin", Change::Undo);
        room.by("Mo", Change::Leave(member));
        assert_eq!(given(room), [""; 0]);
        room.by("Mo", Change::Undo);
        assert_eq!(given(room), taken, "it comes back as it was");
        room.by("Dana", Change::Undo);
        assert_eq!(given(room), [""; 0]);
        room.by("Dana", Change::Redo);
        assert_eq!(given(room), taken);
        assert_eq!(room.store.check().unwrap(), [""; 0]);
    });
}

#[rstest]
#[case("by:dana", &["a", "c"])]
#[case("by:DÁNA", &["a", "c"])]
#[case("by:\"van der\"", &["b"])]
#[case("by:import", &["d"])]
#[case("by:\"import 1\"", &["d"])]
#[case("by:\"import 11\"", &[])]
#[case("-by:dana is:tagged", &["b", "d"])]
#[case("by:nobody", &[])]
#[case("by:dana tag:speed", &["c"])]
fn texts_are_found_by_who_gave_a_tag(#[case] words: &str, #[case] expected: &[&str]) {
    let mut room = Room::memory();
    import(
        &mut room,
        ImportKind::Feedback,
        vec![feedback("d", "d", &["speed"])],
    );
    let (price, speed) = (room.tag("price", None), tag_named(&mut room, "speed"));
    for (text, tag, person) in [
        ("a", price, "Dana Ray"),
        ("b", price, "Mo van der Berg"),
        ("c", speed, "Dana Ray"),
    ] {
        let id = room.feedback(text, None);
        room.by(person, Change::Join(tagged(id, tag)));
    }
    let filter = FeedbackFilter {
        words: words.to_owned(),
        ..FeedbackFilter::default()
    };
    let found = page(&mut room, filter).items.into_iter();
    let mut found: Vec<String> = found.map(|view| view.feedback.text).collect();
    found.sort();
    assert_eq!(found, expected);
}
