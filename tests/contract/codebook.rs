//! The codebook as a whole: one tag made part of another, some of its texts given to a new one, and all of it back.

use churnroom::domain::carried::CarriedTag;
use churnroom::domain::change::{Change, Field, Member, Record, Subject};
use churnroom::domain::failure::Code;
use churnroom::domain::feedback::{Tag, TagView};
use churnroom::domain::ids::{FeedbackId, TagId};
use churnroom::domain::import::ImportKind;
use churnroom::domain::moving::{Move, MoveGoal, Moving};
use churnroom::domain::note::Origin;
use churnroom::domain::query::{Answer, FeedbackFilter, Query};
use churnroom::domain::roadmap::{Link, Stance};

use super::room::{Room, both, everything, october};
use super::rows::*;

fn tagged(feedback: FeedbackId, tag: TagId) -> Change {
    Change::Join(Member::Tagged { feedback, tag })
}

/// Everything that can be read, and every text with its tags and who gave them.
fn all(room: &mut Room) -> (Vec<Answer>, Vec<String>) {
    let texts = page(room, FeedbackFilter::default()).items;
    let texts = texts.iter().map(|view| format!("{view:?}")).collect();
    (everything(&mut room.store), texts)
}

fn tags(room: &mut Room) -> Vec<TagView> {
    room.store.answer(&Query::Tags).unwrap().try_into().unwrap()
}

/// The texts by their tags: `dear: cost`.
fn carried(room: &mut Room) -> Vec<String> {
    let texts = page(room, FeedbackFilter::default()).items;
    let line = |view: &churnroom::domain::feedback::FeedbackView| {
        let names: Vec<String> = view
            .tags
            .iter()
            .map(|tag| {
                let by = view.given(tag.id).and_then(|given| given.by());
                format!("{} by {}", tag.name, by.unwrap_or_default())
            })
            .collect();
        format!("{}: {}", view.feedback.text, names.join(", "))
    };
    let mut lines: Vec<String> = texts.iter().map(line).collect();
    lines.sort();
    lines
}

/// A room in which everything that can name a theme names `price`, and `cost` has its own.
fn busy(room: &mut Room) -> (TagId, TagId) {
    let (price, cost) = (room.tag("price", None), room.tag("cost", None));
    room.tag("seats", Some(price));
    let (dear, both, own) = (
        room.feedback("dear", None),
        room.feedback("both", None),
        room.feedback("own", None),
    );
    room.by("Dana", tagged(dear, price));
    room.by("Dana", tagged(both, price));
    room.by("Erin", tagged(both, cost));
    room.by("Erin", tagged(own, cost));
    let item = room.item("GRW-1");
    let other = room.item("GRW-2");
    for (theme, item) in [(price, item), (cost, item), (price, other)] {
        room.apply(Change::add(Record::Link(Link {
            theme,
            item: Some(item),
            stance: Stance::Aligns,
            ..Link::default()
        })));
    }
    let origin = Origin {
        theme: Some(price),
        ..Origin::default()
    };
    room.action("Lower it", None, origin.clone());
    room.note("They say it is dear", origin);
    let meeting = room.meeting("2026-11-03");
    room.apply(Change::Join(Member::Discussed {
        meeting,
        theme: price,
    }));
    room.apply(Change::Join(Member::Shortlisted {
        period: october(),
        theme: price,
    }));
    (price, cost)
}

#[test]
fn one_tag_becomes_part_of_another_with_all_that_names_it_and_one_undo_brings_it_back() {
    both(|room| {
        let (price, cost) = busy(room);
        let before = all(room);
        let what = Move::whole(price, cost);
        let moving: Moving = room
            .store
            .answer(&Query::Move(what.clone()))
            .unwrap()
            .try_into()
            .unwrap();
        assert_eq!((moving.texts, moving.both, moving.below), (2, 1, 1));
        let done = room.by("Mo", Change::Move(Box::new(what)));
        assert_eq!(done.words, "made price part of cost");
        let given = [
            "both: cost by Erin",
            "dear: cost by Dana",
            "own: cost by Erin",
        ];
        assert_eq!(carried(room), given);
        let after = tags(room);
        let names: Vec<&str> = after.iter().map(|view| view.tag.name.as_str()).collect();
        assert_eq!(names, ["cost", "seats"]);
        assert_eq!((after[0].used, after[0].tag.also.as_str()), (3, "price"));
        assert_eq!(after[1].tag.parent, Some(cost));
        let said = format!("{:?}", all(room).0);
        assert!(!said.contains(&format!("theme: {price:?}")), "{said}");
        assert_eq!(room.store.check().unwrap(), [""; 0]);
        room.reopen();
        room.by("Mo", Change::Undo);
        assert_eq!(all(room), before);
        room.by("Mo", Change::Redo);
        assert_eq!(carried(room), given);
        room.by("Mo", Change::Undo);
        assert_eq!(all(room), before);
        assert_eq!(room.store.check().unwrap(), [""; 0]);
    });
}

#[test]
fn a_merge_that_another_merge_stands_on_says_whose() {
    both(|room| {
        let (price, cost) = busy(room);
        let fees = room.tag("fees", None);
        room.by("Mo", Change::Move(Box::new(Move::whole(price, cost))));
        room.by("Erin", Change::Move(Box::new(Move::whole(cost, fees))));
        let before = all(room);
        let failure = room.try_as("Mo", &Change::Undo).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        assert_eq!(
            failure.message,
            "taking back (made price part of cost): what it was about is gone: Erin made cost part of fees just now"
        );
        assert_eq!(all(room), before);
        room.by("Erin", Change::Undo);
        room.by("Mo", Change::Undo);
    });
}

#[test]
fn a_theme_can_become_part_of_a_tag_under_it_and_of_one_under_another() {
    both(|room| {
        let (price, cost) = busy(room);
        let before = all(room);
        let seats = tags(room)
            .iter()
            .find(|t| t.tag.name == "seats")
            .unwrap()
            .tag
            .id;
        room.apply(Change::Move(Box::new(Move::whole(price, seats))));
        let place = |room: &mut Room, name: &str| {
            let all = tags(room);
            all.iter().find(|t| t.tag.name == name).unwrap().tag.parent
        };
        assert_eq!(place(room, "seats"), None);
        room.undo();
        assert_eq!(all(room), before);
        let small = room.tag("small print", Some(cost));
        room.apply(Change::Move(Box::new(Move::whole(price, small))));
        assert_eq!(
            place(room, "seats"),
            Some(cost),
            "there are two levels only"
        );
        let links: Vec<Link> = room
            .store
            .answer(&Query::Links)
            .unwrap()
            .try_into()
            .unwrap();
        assert!(links.iter().all(|link| link.theme == cost), "{links:?}");
        assert_eq!(room.store.check().unwrap(), [""; 0]);
        let refused = room.try_as("Mo", &Change::Move(Box::new(Move::whole(cost, cost))));
        assert!(refused.unwrap_err().message.contains("part of itself"));
    });
}

#[test]
fn some_texts_of_a_tag_get_a_new_one() {
    both(|room| {
        let (price, cost) = busy(room);
        let before = all(room);
        let split = |to, words: &str| {
            let words = words.to_owned();
            Change::Move(Box::new(Move {
                from: price,
                to,
                words,
            }))
        };
        let done = room.apply(split(MoveGoal::New("rise".to_owned()), "dear"));
        assert_eq!(done.words, "split rise from price");
        let texts = carried(room);
        assert_eq!(texts[1], "dear: rise by Dana");
        assert_eq!(texts[0], "both: cost by Erin, price by Dana");
        room.undo();
        assert_eq!(all(room), before);
        room.apply(split(MoveGoal::Tag(cost), "dear"));
        assert_eq!(carried(room)[1], "dear: cost by Dana");
        assert!(tags(room).iter().any(|view| view.tag.name == "price"));
        let taken = room.try_as("Mo", &split(MoveGoal::New("cost".to_owned()), "both"));
        assert!(taken.unwrap_err().message.contains("already"));
    });
}

#[test]
fn a_file_of_before_finds_the_tag_that_its_own_became_part_of() {
    both(|room| {
        let row = || vec![feedback("f1", "slow", &["price"])];
        import(room, ImportKind::Feedback, row());
        let (price, cost) = (tags(room)[0].tag.id, room.tag("cost", None));
        room.apply(Change::Move(Box::new(Move::whole(price, cost))));
        assert_eq!(carried(room), ["slow: cost by import 1"]);
        import(
            room,
            ImportKind::Feedback,
            vec![
                feedback("f1", "slow", &["price"]),
                feedback("f2", "new", &["Price"]),
            ],
        );
        assert_eq!(
            carried(room),
            ["new: cost by import 2", "slow: cost by import 1"]
        );
        assert_eq!(room.store.check().unwrap(), [""; 0]);
    });
}

fn line(name: &str, theme: &str, key: &str, about: &str) -> CarriedTag {
    CarriedTag {
        before: Vec::new(),
        theme: theme.to_owned(),
        tag: Tag {
            name: name.to_owned(),
            key: key.to_owned(),
            description: about.to_owned(),
            ..Tag::default()
        },
    }
}

const HAS: [Field; 4] = [Field::Name, Field::Parent, Field::Key, Field::Description];

#[test]
fn a_codebook_written_anew_is_taken_as_it_stands_and_taken_back_as_one() {
    both(|room| {
        let (price, cost) = busy(room);
        let key = |room: &mut Room, tag, key: &str| {
            room.apply(Change::set(Subject::Tag(tag), Field::Key, "", key));
        };
        key(room, price, "1");
        key(room, cost, "2");
        let before = all(room);
        let letter = tags(room)
            .iter()
            .find(|t| t.tag.name == "seats")
            .unwrap()
            .letter
            .clone();
        let book = [
            line("Price", "", "2", "dear"),
            line("cost", "", "1", ""),
            line("seats", "new theme", &letter, ""),
        ];
        let author = room.author("Priya");
        let (applied, settled) = room.store.rewrite_codebook(&author, &book, &HAS).unwrap();
        assert_eq!((settled.book, settled.known), (4, 0));
        let now: Vec<String> = tags(room)
            .iter()
            .map(|view| {
                format!(
                    "{} {} {}",
                    view.tag.name,
                    view.tag.key,
                    view.tag.parent.is_some()
                )
            })
            .collect();
        assert_eq!(
            now,
            [
                "cost 1 false",
                "new theme  false",
                "price 2 false",
                "seats  true"
            ]
        );
        assert!(applied.change.0 > 0);
        let again = room.store.rewrite_codebook(&author, &book, &HAS).unwrap();
        assert_eq!((again.0.change.0, again.1.known), (0, 3));
        room.undo();
        assert_eq!(all(room), before);
        let circle = [line("price", "cost", "", ""), line("cost", "price", "", "")];
        let refused = room.store.rewrite_codebook(&author, &circle, &HAS[..2]);
        assert!(refused.unwrap_err().message.contains("cannot go under"));
        let taken = [line("price", "", "2", "")];
        let refused = room.store.rewrite_codebook(&author, &taken, &HAS[2..3]);
        assert!(refused.unwrap_err().message.contains("already"));
        assert_eq!(all(room), before);
    });
}

/// What is remembered of tags that people took off, so that no file brings them back.
fn taken_off(room: &Room) -> i64 {
    let db = rusqlite::Connection::open(room.path()).unwrap();
    let count = "SELECT count(*) FROM feedback_tags_off";
    db.query_row(count, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_move_taken_back_leaves_nothing_behind_and_files_go_on_as_before() {
    for whole in [true, false] {
        let room = &mut Room::disk();
        import(
            room,
            ImportKind::Feedback,
            vec![
                feedback("f1", "slow", &["price"]),
                feedback("f2", "dear", &["cost"]),
            ],
        );
        let id = |room: &mut Room, name: &str| tag_named(room, name);
        let (price, cost) = (id(room, "price"), id(room, "cost"));
        let text = page(room, FeedbackFilter::default()).items.remove(0);
        let own = Member::Tagged {
            feedback: text.feedback.id,
            tag: text.tags[0].id,
        };
        // One of them was put on again by a person.
        room.by("Erin", Change::Leave(own));
        room.by("Erin", Change::Join(own));
        let words = if whole { "" } else { "slow OR dear" }.to_owned();
        for (from, to) in [(price, cost), (cost, price)] {
            let what = Move {
                from,
                to: MoveGoal::Tag(to),
                words: words.clone(),
            };
            let before = all(room);
            room.by("Mo", Change::Move(Box::new(what)));
            room.by("Mo", Change::Undo);
            assert_eq!((all(room), taken_off(room)), (before, 0), "{from:?}");
        }
        let again = vec![
            feedback("f1", "slow", &["price", "cost"]),
            feedback("f2", "dear", &["cost"]),
        ];
        import(room, ImportKind::Feedback, again);
        let lines = carried(room);
        assert!(
            lines[1].starts_with("slow: cost by ") && lines[1].contains("price by "),
            "{lines:?}"
        );
        assert_eq!(room.store.check().unwrap(), [""; 0]);
    }
}
