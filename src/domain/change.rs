//! Everything anybody does: plain, serialisable, comparable data with an inverse.
//! Must not know how it is carried out: the store applies it, journals it and takes it back.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

pub use super::field::{Field, Value};
pub use super::subject::Subject;

use super::account::Account;
use super::blind::Blinding;
use super::effect::aim::Aim;
use super::feedback::{Feedback, Tag};
use super::field::{Bears, Described, Thing};
use super::given::Gift;
use super::ids::{AccountId, ActionId, ChangeId, FeedbackId, ImportId, MeetingId, OwnerId, TagId};
use super::import::ImportHead;
use super::marks::DayMark;
use super::meeting::Meeting;
use super::moving::Move;
use super::note::{Action, Note};
use super::outreach::Outreach;
use super::period::Period;
use super::roadmap::{Link, Owner, RoadmapItem};
use super::room;
use super::sought::kept::Keeping;
use super::sweep::Sweep;
use super::warned::Warnings;

/// A whole thing, added or removed. Its id is 0 until the store has assigned one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// An account typed in by hand.
    Account(Account),
    /// Feedback typed in by hand.
    Feedback(Feedback),
    /// A tag.
    Tag(Tag),
    /// An owner.
    Owner(Owner),
    /// A roadmap item.
    Item(RoadmapItem),
    /// A link.
    Link(Link),
    /// A meeting.
    Meeting(Meeting),
    /// A note.
    Note(Note),
    /// An action.
    Action(Action),
    /// What an action or a shipped item is for.
    Aim(Aim),
    /// A mark on a day.
    DayMark(DayMark),
    /// What the team did about an account for a roadmap item.
    Outreach(Outreach),
}

impl Record {
    /// The subject it is, by its present id.
    pub fn subject(&self) -> Subject {
        match self {
            Record::Account(r) => Subject::Account(r.id),
            Record::Feedback(r) => Subject::Feedback(r.id),
            Record::Tag(r) => Subject::Tag(r.id),
            Record::Owner(r) => Subject::Owner(r.id),
            Record::Item(r) => Subject::Item(r.id),
            Record::Link(r) => Subject::Link(r.id),
            Record::Meeting(r) => Subject::Meeting(r.id),
            Record::Note(r) => Subject::Note(r.id),
            Record::Action(r) => Subject::Action(r.id),
            Record::Aim(r) => Subject::Aim(r.id),
            Record::DayMark(r) => Subject::DayMark(r.id),
            Record::Outreach(r) => Subject::Outreach(r.id),
        }
    }

    /// The value of a field; one that the thing does not have has none.
    pub fn value(&self, field: Field) -> Value {
        match self {
            Record::Account(r) => r.value(field),
            Record::Feedback(r) => r.value(field),
            Record::Tag(r) => r.value(field),
            Record::Owner(r) => r.value(field),
            Record::Item(r) => r.value(field),
            Record::Link(r) => r.value(field),
            Record::Meeting(r) => r.value(field),
            Record::Note(r) => r.value(field),
            Record::Action(r) => r.value(field),
            Record::Aim(r) => r.value(field),
            Record::DayMark(r) => r.value(field),
            Record::Outreach(r) => r.value(field),
        }
    }
}

/// What a field of a thing is, if it has it.
pub fn described(subject: Subject, field: Field) -> Option<&'static Described> {
    fn of<T: Thing>(field: Field) -> Option<&'static Described> {
        T::field(field).map(|row| &row.is)
    }
    match subject {
        Subject::Room => room::FIELDS.iter().find(|is| is.field == field),
        Subject::Account(_) => of::<Account>(field),
        Subject::Feedback(_) => of::<Feedback>(field),
        Subject::Tag(_) => of::<Tag>(field),
        Subject::Owner(_) => of::<Owner>(field),
        Subject::Item(_) => of::<RoadmapItem>(field),
        Subject::Link(_) => of::<Link>(field),
        Subject::Meeting(_) => of::<Meeting>(field),
        Subject::Note(_) => of::<Note>(field),
        Subject::Action(_) => of::<Action>(field),
        Subject::Aim(_) => of::<Aim>(field),
        Subject::DayMark(_) => of::<DayMark>(field),
        Subject::Outreach(_) => of::<Outreach>(field),
        Subject::Import(_) => None,
    }
}

/// One field set, with the value it is believed to have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Edit {
    /// What is edited.
    pub subject: Subject,
    /// Which field.
    pub field: Field,
    /// The value it has; if it has another by now, the change is a conflict.
    pub was: Value,
    /// The value it gets.
    pub now: Value,
}

/// Membership in a set. Joining twice or leaving twice is no conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "a field is what its name says")]
pub enum Member {
    /// A tag on a piece of feedback.
    Tagged { feedback: FeedbackId, tag: TagId },
    /// A tag that a person took off a piece of feedback: no file brings it back.
    TakenOff {
        feedback: FeedbackId,
        tag: TagId,
        /// The import that had set it.
        import: Option<ImportId>,
    },
    /// Somebody who is in the room.
    Present {
        meeting: MeetingId,
        /// The owner.
        owner: OwnerId,
    },
    /// A theme the meeting discussed.
    Discussed { meeting: MeetingId, theme: TagId },
    /// A theme on the shortlist for a period, before its meeting.
    Shortlisted { period: Period, theme: TagId },
    /// Somebody who helps with an action.
    With {
        action: ActionId,
        /// The helper.
        owner: OwnerId,
    },
}

/// Everything anybody can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Adds a thing.
    Add(Box<Record>),
    /// Removes a thing that is as given; if it has changed since, that is a conflict.
    Remove(Box<Record>),
    /// Sets one field.
    Set(Edit),
    /// Joins a set.
    Join(Member),
    /// Leaves a set.
    Leave(Member),
    /// Puts a tag on in the name of whoever gave it.
    Give(Box<Gift>),
    /// Gives texts of a tag to another; the journal has the changes that it is made of.
    Move(Box<Move>),
    /// Gives texts that nobody has read tags and a mark; the journal has the changes that it is made of.
    Sweep(Box<Sweep>),
    /// Several changes as one: all or none, one journal row, one undo. In it an id of 0 means the thing
    /// of that kind that the group added last: a new tag and its first feedback are one undo.
    All(Vec<Change>),
    /// An imported file; its rows stay out of the journal.
    Import(Box<ImportHead>),
    /// Takes a whole import back.
    RevertImport(ImportId),
    /// A customer erased, in the journal only: nothing takes that back, nor what it took the words of.
    Erase(AccountId),
    /// Keeps a search under a name, changes it or drops it.
    Keep(Box<Keeping>),
    /// Draws texts that two people tag blind, or says something of one.
    Blind(Box<Blinding>),
    /// Keeps who was at risk when a meeting started; the accounts are rows that stay out of the journal.
    Warn(Box<Warnings>),
    /// Takes back the person's latest change that is not yet undone.
    Undo,
    /// Does again what the person undid last.
    Redo,
}

impl Change {
    /// Adds a thing.
    pub fn add(record: Record) -> Change {
        Change::Add(Box::new(record))
    }

    /// Removes a thing.
    pub fn remove(record: Record) -> Change {
        Change::Remove(Box::new(record))
    }

    /// Takes somebody or something out where it is in, else puts it in.
    pub fn turn(member: Member, is_in: bool) -> Change {
        if is_in {
            Change::Leave(member)
        } else {
            Change::Join(member)
        }
    }

    /// Sets one field.
    pub fn set(
        subject: Subject,
        field: Field,
        was: impl Into<Value>,
        now: impl Into<Value>,
    ) -> Change {
        Change::Set(Edit {
            subject,
            field,
            was: was.into(),
            now: now.into(),
        })
    }

    /// What makes one thing like another of its kind: its fields set, those that differ.
    pub fn made_like<T: Thing>(subject: Subject, one: &T, other: &T) -> Change {
        let settable = T::FIELDS.iter().filter(|row| row.is.settable);
        let set = settable.filter_map(|row| {
            let (was, now) = ((row.get)(one).value(), (row.get)(other).value());
            (was != now).then(|| Change::set(subject, row.is.field, was, now))
        });
        Change::All(set.collect())
    }

    /// The fields it sets, in their order.
    pub fn edits(&self) -> Vec<&Edit> {
        match self {
            Change::Set(edit) => vec![edit],
            Change::All(changes) => changes.iter().flat_map(Change::edits).collect(),
            Change::Add(_)
            | Change::Remove(_)
            | Change::Join(_)
            | Change::Leave(_)
            | Change::Give(_)
            | Change::Move(_)
            | Change::Sweep(_)
            | Change::Keep(_)
            | Change::Blind(_)
            | Change::Import(_)
            | Change::RevertImport(_)
            | Change::Erase(_)
            | Change::Warn(_)
            | Change::Undo
            | Change::Redo => Vec::new(),
        }
    }

    /// Whether undo passes over it: moving the clock, standing and freezing are the meeting's own course, a
    /// verdict falls once, and what is erased stays erased.
    pub fn is_meeting_course(&self) -> bool {
        match self {
            Change::Set(edit) => {
                let course = edit.field.bears_on() == Bears::Course;
                let verdict = matches!(edit.subject, Subject::Aim(_));
                verdict || course && matches!(edit.subject, Subject::Meeting(_))
            }
            Change::All(changes) => changes.iter().all(Change::is_meeting_course),
            Change::Erase(_) | Change::Warn(_) => true,
            Change::Add(_) | Change::Remove(_) | Change::Join(_) | Change::Leave(_) => false,
            Change::Give(_)
            | Change::Move(_)
            | Change::Sweep(_)
            | Change::Keep(_)
            | Change::Blind(_) => false,
            Change::Import(_) | Change::RevertImport(_) | Change::Undo | Change::Redo => false,
        }
    }
}

/// What the store answers to a change that went through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Applied {
    /// Its row in the journal; 0 when nothing had to be changed (joining a set twice).
    pub change: ChangeId,
    /// What it was about, ids assigned; of a group, of its first change.
    pub subject: Subject,
    /// What was done in words, for the footer: `tagged reporting`, `took back: action "Fix export"`.
    pub words: String,
}

/// Who does something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Who types.
    pub person: String,
    /// When.
    pub at: super::day::Moment,
}

/// One row of the journal as others read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct JournalRow {
    /// Its id; the feed is read by `id > last`.
    pub id: ChangeId,
    /// When.
    pub at: super::day::Moment,
    /// Who.
    pub person: String,
    /// What was done.
    pub forward: Change,
    /// The row it takes back, if it is an undo or redo.
    pub undoes: Option<ChangeId>,
    /// What was done in words.
    pub words: String,
}
