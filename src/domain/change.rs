//! Everything anybody does: plain, serialisable, comparable data with an inverse.
//! Must not know how it is carried out: the store applies it, journals it and takes it back.

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::feedback::{Feedback, Tag};
use super::ids::{
    AccountId, ActionId, ChangeId, DayMarkId, FeedbackId, ImportId, LinkId, MeetingId, NoteId,
    OwnerId, RoadmapId, TagId,
};
use super::import::ImportHead;
use super::marks::DayMark;
use super::meeting::Meeting;
use super::note::{Action, Note};
use super::period::Period;
use super::roadmap::{Link, Owner, RoadmapItem};

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// The room itself: its currency and reach.
    Room,
    /// An account.
    Account(AccountId),
    /// A piece of feedback.
    Feedback(FeedbackId),
    /// A tag.
    Tag(TagId),
    /// An owner.
    Owner(OwnerId),
    /// A roadmap item.
    Item(RoadmapId),
    /// A link between a theme and the roadmap.
    Link(LinkId),
    /// A meeting.
    Meeting(MeetingId),
    /// A note, question, decision or "no action".
    Note(NoteId),
    /// An action.
    Action(ActionId),
    /// A mark on a day.
    DayMark(DayMarkId),
    /// An import.
    Import(ImportId),
}

/// A whole thing, added or removed. Its id is 0 until the store has assigned one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// A mark on a day.
    DayMark(DayMark),
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
            Record::DayMark(r) => Subject::DayMark(r.id),
        }
    }
}

/// A field that can be set by itself. Which subjects have which fields is the store's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each is the field of the same name in its record"
)]
pub enum Field {
    Agenda,
    Answer,
    AsOf,
    Channel,
    Clock,
    Closed,
    Currency,
    Day,
    Description,
    Due,
    Ease,
    Effect,
    Email,
    Excluded,
    FrozenEnd,
    FrozenStart,
    Item,
    Key,
    Kind,
    Mark,
    Name,
    Note,
    Origin,
    Owner,
    Parent,
    Pinned,
    Plan,
    Profile,
    Reason,
    Region,
    SameAs,
    SameReason,
    Segment,
    SignedUp,
    Stance,
    Status,
    Target,
    Team,
    Text,
    Title,
    Until,
    Url,
    What,
    Worked,
}

/// A field's value as the journal keeps it. Days are days since 1970, flags 0 and 1, structures JSON text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, derive_more::From)]
#[serde(untagged)]
pub enum Value {
    /// Not set.
    #[default]
    None,
    /// A number, day, id or flag.
    Int(i64),
    /// A text, a word of an enum, or JSON.
    Text(String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::None, Into::into)
    }
}

/// One field set, with the value it is believed to have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Member {
    /// A tag on a piece of feedback.
    Tagged {
        /// The feedback.
        feedback: FeedbackId,
        /// The tag.
        tag: TagId,
    },
    /// Somebody who is in the room.
    Present {
        /// The meeting.
        meeting: MeetingId,
        /// The owner.
        owner: OwnerId,
    },
    /// A theme the meeting discussed.
    Discussed {
        /// The meeting.
        meeting: MeetingId,
        /// The theme.
        theme: TagId,
    },
    /// A theme on the shortlist for a period, before its meeting.
    Shortlisted {
        /// The period.
        period: Period,
        /// The theme.
        theme: TagId,
    },
    /// Somebody who helps with an action.
    With {
        /// The action.
        action: ActionId,
        /// The helper.
        owner: OwnerId,
    },
}

/// Everything anybody can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Several changes as one: all or none, one journal row, one undo. In it an id of 0 means the thing
    /// of that kind that the group added last: a new tag and its first feedback are one undo.
    All(Vec<Change>),
    /// An imported file; its rows stay out of the journal.
    Import(ImportHead),
    /// Takes a whole import back.
    RevertImport(ImportId),
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

    /// Whether undo passes over it: moving the clock, standing and freezing are the meeting's own course.
    pub fn is_meeting_course(&self) -> bool {
        match self {
            Change::Set(edit) => {
                matches!(edit.subject, Subject::Meeting(_))
                    && matches!(
                        edit.field,
                        Field::Clock | Field::Status | Field::FrozenStart | Field::FrozenEnd
                    )
            }
            Change::All(changes) => changes.iter().all(Change::is_meeting_course),
            _ => false,
        }
    }
}

/// What the store answers to a change that went through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
