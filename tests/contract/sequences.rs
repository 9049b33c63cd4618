//! Any sequence of changes followed by as many undos gives back the same answers, and redoing them the later ones.

use churnroom::domain::change::{Change, Field, Member, Record, Subject, Value};
use churnroom::domain::feedback::{Feedback, FeedbackView, Tag};
use churnroom::domain::ids::FeedbackId;
use churnroom::domain::note::{Action, Note};
use churnroom::domain::query::{Answer, FeedbackFilter, Query};
use churnroom::domain::roadmap::{Link, Owner, Stance};
use proptest::prelude::*;

use super::room::{Room, october};

/// One step, told by small numbers so that steps often meet.
#[derive(Clone, Copy, Debug)]
enum Step {
    AddTag(u8, Option<i64>),
    AddFeedback,
    AddOwner(u8),
    AddAction(Option<i64>),
    AddNote,
    AddLink(i64),
    Tagged(i64, i64, bool),
    Shortlisted(i64, bool),
    With(i64, i64, bool),
    Effect(i64, u8),
    Due(i64),
    Renamed(i64, u8),
    Parent(i64, i64),
    Pinned(usize),
    RemoveTag(i64),
    NewTagWithFeedback(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let id = || 1..4_i64;
    prop_oneof![
        (any::<u8>(), proptest::option::of(id())).prop_map(|(n, p)| Step::AddTag(n % 6, p)),
        Just(Step::AddFeedback),
        (0..4_u8).prop_map(Step::AddOwner),
        proptest::option::of(id()).prop_map(Step::AddAction),
        Just(Step::AddNote),
        id().prop_map(Step::AddLink),
        (id(), id(), any::<bool>()).prop_map(|(f, t, on)| Step::Tagged(f, t, on)),
        (id(), any::<bool>()).prop_map(|(t, on)| Step::Shortlisted(t, on)),
        (id(), id(), any::<bool>()).prop_map(|(a, o, on)| Step::With(a, o, on)),
        (id(), 0..3_u8).prop_map(|(a, n)| Step::Effect(a, n)),
        id().prop_map(Step::Due),
        (id(), 0..6_u8).prop_map(|(t, n)| Step::Renamed(t, n)),
        (id(), id()).prop_map(|(t, p)| Step::Parent(t, p)),
        (0..3_usize).prop_map(Step::Pinned),
        id().prop_map(Step::RemoveTag),
        (0..6_u8).prop_map(Step::NewTagWithFeedback),
    ]
}

fn views(room: &mut Room) -> Vec<FeedbackView> {
    let query = Query::Feedback {
        filter: FeedbackFilter::default(),
        after: None,
        limit: 100,
    };
    match room.store.answer(&query).unwrap() {
        Answer::Feedback(page) => page.items.into_iter().rev().collect(),
        other => panic!("{other:?}"),
    }
}

fn pieces(room: &mut Room) -> Vec<Feedback> {
    views(room).into_iter().map(|view| view.feedback).collect()
}

fn tags(room: &mut Room) -> Vec<Tag> {
    match room.store.answer(&Query::Tags).unwrap() {
        Answer::Tags(tags) => tags.into_iter().map(|view| view.tag).collect(),
        other => panic!("{other:?}"),
    }
}

fn tag(n: u8, parent: Option<i64>) -> Record {
    Record::Tag(Tag {
        name: format!("tag {n}"),
        parent: parent.map(Into::into),
        ..Tag::default()
    })
}

fn feedback() -> Record {
    Record::Feedback(Feedback {
        text: "slow".to_owned(),
        ..Feedback::default()
    })
}

/// The step as a change of the room as it is; `None` when there is nothing it could mean.
fn change(room: &mut Room, step: Step) -> Option<Change> {
    let person = "Priya".to_owned();
    Some(match step {
        Step::AddTag(n, parent) => Change::add(tag(n, parent)),
        Step::AddFeedback => Change::add(feedback()),
        Step::AddOwner(n) => Change::add(Record::Owner(Owner {
            name: format!("Owner {n}"),
            ..Owner::default()
        })),
        Step::AddAction(owner) => Change::add(Record::Action(Action {
            what: "do it".to_owned(),
            owner: owner.map(Into::into),
            with: vec![1.into()],
            person,
            ..Action::default()
        })),
        Step::AddNote => Change::add(Record::Note(Note {
            text: "so".to_owned(),
            person,
            ..Note::default()
        })),
        Step::AddLink(theme) => Change::add(Record::Link(Link {
            id: 0.into(),
            theme: theme.into(),
            item: None,
            stance: Stance::Nothing,
            note: String::new(),
            meeting: None,
        })),
        other => return edited(room, other),
    })
}

fn nth(room: &mut Room, n: i64) -> Option<FeedbackId> {
    pieces(room).get(n as usize - 1).map(|piece| piece.id)
}

fn named(room: &mut Room, id: i64) -> Option<Tag> {
    tags(room).into_iter().find(|tag| tag.id.0 == id)
}

/// Memberships.
fn joined(room: &mut Room, step: Step) -> Option<Change> {
    let (member, on) = match step {
        Step::Tagged(n, tag, on) => {
            let (feedback, tag) = (nth(room, n)?, tag.into());
            (Member::Tagged { feedback, tag }, on)
        }
        Step::Shortlisted(theme, on) => {
            let (period, theme) = (october(), theme.into());
            (Member::Shortlisted { period, theme }, on)
        }
        Step::With(action, owner, on) => {
            let (action, owner) = (action.into(), owner.into());
            (Member::With { action, owner }, on)
        }
        _ => return None,
    };
    Some(if on {
        Change::Join(member)
    } else {
        Change::Leave(member)
    })
}

/// Single fields, and what is made of several changes.
fn edited(room: &mut Room, step: Step) -> Option<Change> {
    let set = |subject, field, was: Value, now: Value| Change::set(subject, field, was, now);
    Some(match step {
        Step::Effect(action, n) => {
            let words = ["", "less", "more"];
            let (was, now) = (words[usize::from(n)], words[(usize::from(n) + 1) % 3]);
            let subject = Subject::Action(action.into());
            set(subject, Field::Effect, was.into(), now.into())
        }
        Step::Due(action) => {
            let subject = Subject::Action(action.into());
            set(subject, Field::Due, Value::None, 20_777.into())
        }
        Step::Renamed(id, n) => {
            let (was, now) = (named(room, id)?.name, format!("tag {n}"));
            set(Subject::Tag(id.into()), Field::Name, was.into(), now.into())
        }
        Step::Parent(id, parent) => {
            let was: Value = named(room, id)?.parent.map(|id| id.0).into();
            set(Subject::Tag(id.into()), Field::Parent, was, parent.into())
        }
        Step::Pinned(n) => {
            let piece = pieces(room).into_iter().nth(n)?;
            let (was, now) = (i64::from(piece.pinned), i64::from(!piece.pinned));
            set(
                Subject::Feedback(piece.id),
                Field::Pinned,
                was.into(),
                now.into(),
            )
        }
        Step::RemoveTag(id) => Change::Remove(Box::new(Record::Tag(named(room, id)?))),
        Step::NewTagWithFeedback(n) => Change::All(vec![
            Change::add(tag(n, None)),
            Change::add(feedback()),
            Change::Join(Member::Tagged {
                feedback: 0.into(),
                tag: 0.into(),
            }),
        ]),
        other => return joined(room, other),
    })
}

/// Who gave what, too.
fn everything(room: &mut Room) -> (Vec<Answer>, Vec<FeedbackView>) {
    (room.everything(), views(room))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn undoing_all_gives_back_what_was(steps in prop::collection::vec(step(), 1..40)) {
        let mut room = Room::memory();
        room.owner("Dana");
        let before = everything(&mut room);
        let mut states = vec![before];
        for step in steps {
            let Some(change) = change(&mut room, step) else { continue };
            // What is refused writes nothing, and is not there to be taken back.
            if room.try_as("Priya", &change).is_ok_and(|applied| applied.change.0 != 0) {
                states.push(everything(&mut room));
            }
        }
        for state in states.iter().rev().skip(1) {
            room.undo();
            prop_assert_eq!(&everything(&mut room), state);
        }
        for state in states.iter().skip(1) {
            room.redo();
            prop_assert_eq!(&everything(&mut room), state);
        }
        prop_assert_eq!(room.store.check().unwrap(), Vec::<String>::new());
    }
}
