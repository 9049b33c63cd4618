//! What a change, a field's value or a thread is about: one thing by its kind and id.
//! Must not know what is in it.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::ids::{
    AccountId, ActionId, AimId, DayMarkId, FeedbackId, ImportId, LinkId, MeetingId, NoteId,
    OutreachId, OwnerId, RoadmapId, TagId,
};

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TraversableMut)]
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
    /// What an action or a shipped item is for.
    Aim(AimId),
    /// A mark on a day.
    DayMark(DayMarkId),
    /// What the team did about an account for a roadmap item.
    Outreach(OutreachId),
    /// An import.
    Import(ImportId),
}
