//! Newtype ids, so that a tag's number can never be taken for an account's.
//! Must not know tables: which number belongs to what is the store's affair.

use derive_more::{Display, From};
use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

/// Declares one id type: a positive row number, 0 meaning "the store assigns one".
macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Display, From, Serialize, Deserialize)]
#[derive(TraversableMut)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )+};
}

id! {
    /// An account (customer).
    AccountId,
    /// A piece of feedback, exit surveys included; its order is the order of their days.
    FeedbackId,
    /// A tag; a theme is a top-level one.
    TagId,
    /// An owner: a person with a team.
    OwnerId,
    /// A roadmap item.
    RoadmapId,
    /// A link between a theme and the roadmap.
    LinkId,
    /// A meeting.
    MeetingId,
    /// A note, open question, decision or written "no action, because".
    NoteId,
    /// An action.
    ActionId,
    /// What an action or a shipped item is for.
    AimId,
    /// A mark on a day: a release, a price change, an outage.
    DayMarkId,
    /// One imported file.
    ImportId,
    /// One row of the journal.
    ChangeId,
}
