//! What is refused, with the sentence that says why and what stands in the way; and two processes on one file.

use churnroom::domain::change::{Change, Field, Member, Record, Subject};
use churnroom::domain::failure::Code;
use churnroom::domain::ids::{ChangeId, RoadmapId, TagId};
use churnroom::domain::meeting::Meeting;
use churnroom::domain::note::{Note, Origin};
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::roadmap::{Link, Stance};

use super::gate::no_action;
use super::room::{Room, both, everything};

#[test]
fn an_old_value_that_no_longer_holds_names_who_changed_it_and_when() {
    both(|room| {
        let subject = Subject::Action(room.action("Fix export", None, Origin::default()).id);
        let due = |was: Option<i64>, now: i64| Change::set(subject, Field::Due, was, now);
        let (feedback, tag) = (room.feedback("slow", None), room.tag("speed", None));
        // In a group whose first change is about something else.
        let tagged = Change::Join(Member::Tagged { feedback, tag });
        room.by("Dana", Change::All(vec![tagged, due(None, 20_777)]));
        let failure = room.try_as("Priya", &due(None, 20_800)).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        assert_eq!(
            failure.to_string(),
            "Dana has changed the due day of action \"Fix export\" just now (tagged speed, and 1 more); \
             nothing was written; look at it again"
        );
        room.apply(due(Some(20_777), 20_800));
    });
}

#[test]
fn removing_what_has_changed_or_is_in_use_is_refused() {
    both(|room| {
        let action = room.action("Fix export", None, Origin::default());
        let subject = Subject::Action(action.id);
        room.by(
            "Dana",
            Change::set(subject, Field::Effect, "", "fewer tickets"),
        );
        let remove = Change::Remove(Box::new(Record::Action(action)));
        assert_eq!(
            room.try_as("Priya", &remove).unwrap_err().code,
            Code::Conflict
        );

        let (feedback, tag) = (room.feedback("slow", None), room.tag("speed", None));
        room.by("Dana", Change::Join(Member::Tagged { feedback, tag }));
        // Priya's last change is the tag, which Dana's tagging stands on.
        let failure = room.try_as("Priya", &Change::Undo).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        assert_eq!(
            failure.message,
            "taking back (added tag speed): tag speed cannot be removed, it is in use: 1 piece of feedback"
        );
    });
}

#[test]
fn what_somebody_wrote_on_a_thing_stands_on_it() {
    both(|room| {
        let feedback = room.feedback("slow", None);
        let note = Note {
            text: "see this".into(),
            person: "Dana".into(),
            origin: Origin {
                feedback: Some(feedback),
                ..Origin::default()
            },
            ..Note::default()
        };
        room.by("Dana", Change::add(Record::Note(note)));
        let failure = room.try_as("Priya", &Change::Undo).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        assert!(
            failure.message.ends_with("in use: 1 note on it"),
            "{failure}"
        );
    });
}

#[test]
fn an_undo_that_no_longer_applies_says_what_stands_in_the_way() {
    both(|room| {
        let note = room.note("Stop lookalikes", Origin::default());
        let subject = Subject::Note(note.id);
        room.apply(Change::set(
            subject,
            Field::Text,
            "Stop lookalikes",
            "Stop them",
        ));
        room.by(
            "Dana",
            Change::set(subject, Field::Text, "Stop them", "Keep them"),
        );
        let before = room.everything();
        let failure = room.try_as("Priya", &Change::Undo).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        assert!(
            failure
                .message
                .contains("Dana has changed the words of note"),
            "{failure}"
        );
        assert_eq!(room.everything(), before);
    });
}

/// What keeps something from being done again is what somebody else took away, not that one took it back oneself.
#[test]
fn what_cannot_be_done_again_names_who_took_away_what_it_is_about() {
    both(|room| {
        let (tag, item) = (room.tag("speed", None), room.item("RPT-1"));
        room.apply(link(tag, Some(item), Stance::Aligns));
        room.undo();
        let before = room.everything();
        let Ok(Answer::Roadmap(roadmap)) = room.store.answer(&Query::Roadmap) else {
            panic!("no roadmap");
        };
        let gone = roadmap[0].clone();
        room.by("Dana", Change::Remove(Box::new(Record::Item(gone))));
        let failure = room.try_as("Priya", &Change::Redo).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        assert!(
            failure.message.contains("is gone: Dana removed"),
            "{failure}"
        );
        room.by("Dana", Change::Undo);
        assert_eq!(room.everything(), before);
        room.redo();
    });
}

/// Applies each and expects to be refused in these words, nothing written.
fn refused(room: &mut Room, cases: &[(Change, &str)]) {
    let before = room.everything();
    for (change, words) in cases {
        let failure = room.try_as("Priya", change).unwrap_err();
        assert!(failure.message.contains(words), "{change:?}: {failure}");
    }
    assert_eq!(room.everything(), before);
}

fn link(theme: TagId, item: Option<RoadmapId>, stance: Stance) -> Change {
    Change::add(Record::Link(Link {
        id: 0.into(),
        theme,
        item,
        stance,
        note: String::new(),
        meeting: None,
    }))
}

#[test]
fn links_and_tags_that_make_no_sense_are_refused() {
    both(|room| {
        let theme = room.tag("product", None);
        let child = room.tag("reporting", Some(theme));
        let item = room.item("RPT-12");
        room.apply(link(theme, Some(item), Stance::Challenges));
        let parent = |tag: TagId, now: TagId| {
            Change::set(Subject::Tag(tag), Field::Parent, None::<i64>, now.0)
        };
        let name = |now: &str| Change::set(Subject::Tag(child), Field::Name, "reporting", now);
        let cases = [
            (
                link(theme, None, Stance::Aligns),
                "`aligns` needs a roadmap item",
            ),
            (
                link(theme, Some(item), Stance::Aligns),
                "linked to roadmap item RPT-12 already",
            ),
            (
                link(child, Some(item), Stance::Aligns),
                "reporting is not a theme",
            ),
            (
                link(9.into(), None, Stance::Nothing),
                "no tag with the number 9",
            ),
            (parent(theme, theme), "cannot be its own theme"),
            (parent(theme, child), "which is under a theme itself"),
            (name(" "), "the name of tag reporting cannot be empty"),
            (name("PRODUCT"), "a tag already whose name is `PRODUCT`"),
        ];
        refused(room, &cases);
        // A group may pass through what its end must not be.
        let subject = Subject::Link(1.into());
        room.apply(Change::All(vec![
            Change::set(subject, Field::Stance, "challenges", "nothing"),
            Change::set(subject, Field::Item, item.0, None::<i64>),
        ]));
    });
}

#[test]
fn meetings_and_groups_that_make_no_sense_are_refused() {
    both(|room| {
        let id = room.meeting("2026-11-02");
        let meeting = Subject::Meeting(id);
        let Answer::Meeting(view) = room.store.answer(&Query::Meeting(id)).unwrap() else {
            panic!("not a meeting")
        };
        let second = Meeting {
            id: 0.into(),
            ..view.meeting
        };
        let status = |was: &str, now: &str| Change::set(meeting, Field::Status, was, now);
        let cases = [
            (
                Change::add(Record::Meeting(second.clone())),
                "review of October 2026 is still running",
            ),
            (status("running", "over"), "cannot be `over`"),
            (
                Change::set(meeting, Field::Due, None::<i64>, 1),
                "cannot be set",
            ),
            (
                Change::set(meeting, Field::Clock, "", "{}"),
                "cannot be `{}`",
            ),
            (Change::All(vec![Change::Undo]), "not in a group"),
        ];
        refused(room, &cases);
        room.apply(status("running", "adjourned"));
        room.apply(Change::add(Record::Meeting(second)));
        refused(
            room,
            &[(status("adjourned", "running"), "is still running")],
        );
    });
}

#[test]
fn the_meetings_own_course_is_not_taken_back() {
    both(|room| {
        let action = room.action("Fix export", None, Origin::default());
        let meeting = Subject::Meeting(room.meeting("2026-11-02"));
        room.apply(Change::set(
            Subject::Action(action.id),
            Field::Effect,
            "",
            "fewer tickets",
        ));
        room.apply(Change::set(meeting, Field::Status, "running", "adjourned"));
        let undone = room.undo();
        assert!(
            undone.words.contains("the effect looked for"),
            "{}",
            undone.words
        );
        // The start itself stays, for the meeting has moved on since. It is told first, and only just, what came before it.
        let told = room.try_as("Priya", &Change::Undo).unwrap_err();
        assert_eq!(
            told.to_string(),
            "the review of October 2026 was begun since; undo again to take back what came before it: \
             added action \"Fix export\""
        );
        room.try_as("Dana", &Change::Undo).unwrap_err();
        room.try_as("Priya", &Change::Undo).unwrap_err();
        let before = room.undo();
        assert!(before.words.contains("added action"), "{}", before.words);
    });
}

/// What a review stands on is told before each change that is taken from under it.
#[test]
fn each_change_from_before_a_review_is_told() {
    both(|room| {
        let actions =
            ["First", "Second", "Third"].map(|what| room.action(what, None, Origin::default()));
        let meeting = Subject::Meeting(room.meeting("2026-11-02"));
        room.apply(Change::set(meeting, Field::Status, "running", "adjourned"));
        for action in actions.iter().rev() {
            let told = room.try_as("Priya", &Change::Undo).unwrap_err();
            let next = format!(
                "was begun since; undo again to take back what came before it: added action \"{}\"",
                action.what
            );
            assert!(told.to_string().contains(&next), "{told}");
            let done = room.undo().words;
            assert!(done.contains(&action.what), "{done}");
        }
    });
}

/// What somebody does after he was told comes first.
#[test]
fn what_was_told_ends_with_the_next_change() {
    both(|room| {
        room.action("First", None, Origin::default());
        let meeting = Subject::Meeting(room.meeting("2026-11-02"));
        room.apply(Change::set(meeting, Field::Status, "running", "adjourned"));
        room.try_as("Priya", &Change::Undo).unwrap_err();
        room.action("Between", None, Origin::default());
        let done = room.undo().words;
        assert!(done.contains("Between"), "{done}");
        room.try_as("Priya", &Change::Undo).unwrap_err();
    });
}

/// Who was there and what was discussed is in the minutes of a review that has ended.
#[test]
fn what_a_review_was_made_of_stays_once_it_has_ended() {
    both(|room| {
        let id = room.meeting("2026-11-02");
        let meeting = Subject::Meeting(id);
        let theme = room.tag("speed", None);
        room.apply(no_action(id, theme));
        room.action("Fix export", None, Origin::default());
        let discussed = Member::Discussed { meeting: id, theme };
        room.apply(Change::Join(discussed));
        room.apply(Change::set(meeting, Field::Status, "running", "ended"));
        for change in [Change::Leave(discussed), Change::Undo] {
            let stays = room.try_as("Priya", &change).unwrap_err().to_string();
            assert!(
                stays.contains("the review of October 2026 has ended: who was there"),
                "{stays}"
            );
        }
        let Answer::Meeting(view) = room.store.answer(&Query::Meeting(id)).unwrap() else {
            panic!("not a meeting")
        };
        assert_eq!(view.discussed, [theme]);
        let done = room.undo().words;
        assert!(done.contains("Fix export"), "{done}");
    });
}

#[test]
fn two_processes_see_each_others_changes() {
    let mut room = Room::disk();
    let mut other = room.other();
    let (version, last) = (other.data_version().unwrap(), ChangeId(0));
    let tag = room.tag("speed", None);
    assert_ne!(other.data_version().unwrap(), version);
    let Answer::Feed(rows) = other
        .answer(&Query::Feed {
            since: last,
            limit: 9,
        })
        .unwrap()
    else {
        panic!("not a feed")
    };
    assert_eq!((rows.len(), rows[0].words.as_str()), (1, "added tag speed"));
    let author = room.author("Dana");
    let rename = Change::set(Subject::Tag(tag), Field::Name, "speed", "slow");
    other.apply(&author, &rename).unwrap();
    assert_eq!(room.everything(), everything(&mut other));
    assert_eq!(
        room.try_as("Priya", &rename).unwrap_err().code,
        Code::Conflict
    );
}
