//! Every kind of change goes in, is taken back, done again, and both survive a restart.

use churnroom::domain::change::{Change, Field, Member, Record, Subject};
use churnroom::domain::note::Origin;
use churnroom::domain::query::{ActionFilter, Answer, Query};
use churnroom::domain::roadmap::{Link, Stance};

use super::room::{Room, both, october};

/// Does it, takes it back and does it again, with a restart after each step.
fn there_and_back(room: &mut Room, change: Change, words: &str) {
    let before = room.everything();
    let applied = room.apply(change);
    assert_eq!(applied.words, words);
    let after = room.everything();
    room.reopen();
    assert_eq!(room.everything(), after, "{words}");
    let undone = room.undo();
    assert_eq!(undone.words, format!("took back: {words}"));
    room.reopen();
    assert_eq!(room.everything(), before, "{words}");
    let redone = room.redo();
    assert_eq!(redone.words, format!("did again: {words}"));
    assert_eq!(room.everything(), after, "{words}");
    room.reopen();
    room.undo();
    assert_eq!(room.everything(), before, "{words}");
    room.redo();
}

#[test]
fn single_fields() {
    both(|room| {
        let (dana, theme) = (room.owner("Dana"), room.tag("reporting", None));
        let origin = Origin {
            theme: Some(theme),
            ..Origin::default()
        };
        let action = Subject::Action(room.action("Fix export", None, origin).id);
        let set = |field, was: Option<i64>, now: Option<i64>| Change::set(action, field, was, now);
        let due = set(Field::Due, None, Some(20_777));
        there_and_back(
            room,
            due,
            "set the due day of action \"Fix export\" to 2026-11-20",
        );
        let owner = set(Field::Owner, None, Some(dana.0));
        there_and_back(
            room,
            owner,
            "set the owner of action \"Fix export\" to owner Dana",
        );
        let done = Change::set(action, Field::Status, "open", "done");
        there_and_back(room, done, "done: action \"Fix export\"");
        let worked = set(Field::Worked, None, Some(1));
        there_and_back(room, worked, "action \"Fix export\" worked");
        let what = Change::set(action, Field::What, "Fix export", "Fix the export");
        there_and_back(
            room,
            what,
            "set the words of action \"Fix export\" to \"Fix the export\"",
        );
    });
}

#[test]
fn whole_things() {
    both(|room| {
        let (theme, item) = (room.tag("price", None), room.item("BIL-7"));
        let link = Link {
            id: 0.into(),
            theme,
            item: Some(item),
            stance: Stance::Aligns,
            note: String::new(),
            meeting: None,
        };
        let add = Change::add(Record::Link(link.clone()));
        there_and_back(room, add, "added link: price aligns roadmap item BIL-7");
        let link = Link {
            id: 1.into(),
            ..link
        };
        let remove = Change::Remove(Box::new(Record::Link(link)));
        there_and_back(
            room,
            remove,
            "removed link: price aligns roadmap item BIL-7",
        );
    });
}

#[test]
fn memberships() {
    both(|room| {
        let account = room.account("A1");
        let (theme, owner) = (room.tag("price", None), room.owner("Dana"));
        let meeting = room.meeting("2026-11-02");
        let feedback = room.feedback("too dear", Some(account));
        let action = room.action("Rewrite prices", None, Origin::default()).id;
        let period = october();
        let tagged = Member::Tagged {
            feedback,
            tag: theme,
        };
        let discussed = Member::Discussed { meeting, theme };
        let present = Member::Present { meeting, owner };
        let short = Member::Shortlisted { period, theme };
        let with = Member::With { action, owner };
        let cases = [
            (Change::Join(tagged), "tagged price"),
            (Change::Join(present), "Dana is here"),
            (Change::Join(discussed), "price was discussed"),
            (
                Change::Join(short),
                "put on the shortlist of October 2026: price",
            ),
            (
                Change::Join(with),
                "Dana helps with action \"Rewrite prices\"",
            ),
            (Change::Leave(tagged), "took off the tag price"),
            (Change::Leave(present), "Dana is not here"),
            (Change::Leave(discussed), "price was not discussed"),
            (
                Change::Leave(short),
                "took off the shortlist of October 2026: price",
            ),
            (
                Change::Leave(with),
                "Dana no longer helps with action \"Rewrite prices\"",
            ),
        ];
        for (change, words) in cases {
            there_and_back(room, change, words);
        }
    });
}

#[test]
fn joining_twice_leaves_no_row_in_the_journal() {
    both(|room| {
        let (feedback, tag) = (room.feedback("slow", None), room.tag("speed", None));
        let join = Change::Join(Member::Tagged { feedback, tag });
        let leave = Change::Leave(Member::Tagged { feedback, tag });
        assert_ne!(room.apply(join.clone()).change.0, 0);
        assert_eq!(room.by("Dana", join).change.0, 0);
        assert_ne!(room.by("Dana", leave.clone()).change.0, 0);
        assert_eq!(room.apply(leave).change.0, 0);
        // Dana took it off already: taking back what is gone is done, and says so in the journal.
        assert_ne!(room.undo().change.0, 0);
    });
}

/// Only new work is held to "take the theme"; what was allowed before the theme went under another comes back.
#[test]
fn what_named_a_theme_comes_back_after_the_theme_went_under_another() {
    both(|room| {
        let (above, theme) = (room.tag("product", None), room.tag("reporting", None));
        let (item, meeting) = (room.item("RPT-12"), room.meeting("2026-11-02"));
        let link = Link {
            id: 0.into(),
            theme,
            item: Some(item),
            stance: Stance::Aligns,
            note: String::new(),
            meeting: None,
        };
        let Subject::Link(id) = room.apply(Change::add(Record::Link(link.clone()))).subject else {
            panic!("a link was added");
        };
        let short = Member::Shortlisted {
            period: october(),
            theme,
        };
        let discussed = Member::Discussed { meeting, theme };
        room.apply(Change::Join(short));
        room.apply(Change::Join(discussed));
        let none = None::<i64>;
        room.apply(Change::set(
            Subject::Tag(theme),
            Field::Parent,
            none,
            above.0,
        ));
        for change in [
            Change::Leave(short),
            Change::Leave(discussed),
            Change::Remove(Box::new(Record::Link(Link { id, ..link }))),
        ] {
            let before = room.everything();
            room.apply(change);
            room.undo();
            assert_eq!(room.everything(), before);
        }
    });
}

#[test]
fn a_group_is_one_row_and_one_undo() {
    both(|room| {
        let tag = room.tag("export", None);
        let texts = ["one", "two", "three"];
        let pieces = texts.map(|text| room.feedback(text, None));
        let before = room.everything();
        let all = pieces.map(|feedback| Change::Join(Member::Tagged { feedback, tag }));
        let applied = room.apply(Change::All(all.to_vec()));
        assert_eq!(applied.words, "tagged export, 3 times");
        room.undo();
        assert_eq!(room.everything(), before);
    });
}

#[test]
fn half_a_group_is_not_written() {
    both(|room| {
        let action = room.action("Call them", None, Origin::default());
        let subject = Subject::Action(action.id);
        let before = room.everything();
        let group = Change::All(vec![
            Change::set(subject, Field::What, "Call them", "Call them today"),
            Change::set(subject, Field::Owner, None::<i64>, 77),
        ]);
        let failure = room.try_as("Priya", &group).unwrap_err();
        assert!(
            failure.message.contains("no owner with the number 77"),
            "{failure}"
        );
        assert_eq!(room.everything(), before);
    });
}

#[test]
fn a_new_change_clears_redo_and_undo_goes_on_behind_it() {
    both(|room| {
        let subject = Subject::Action(room.action("a", None, Origin::default()).id);
        let set = |was: &str, now: &str| Change::set(subject, Field::Effect, was, now);
        room.apply(set("", "one"));
        room.apply(set("one", "two"));
        room.undo();
        room.apply(set("one", "three"));
        assert!(room.try_as("Priya", &Change::Redo).is_err());
        room.undo();
        room.undo();
        room.undo();
        let none = room.store.answer(&Query::Actions(ActionFilter::default()));
        assert_eq!(none.unwrap(), Answer::Actions(Vec::new()));
        for _ in 0..3 {
            room.redo();
        }
        let failure = room.try_as("Priya", &Change::Redo).unwrap_err();
        assert!(failure.message.contains("nothing to do again"), "{failure}");
    });
}
