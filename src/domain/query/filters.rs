//! Which feedback, accounts, notes and actions are asked for: nothing given leaves all of them.
//! Must not know how they are looked for.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{AccountId, ActionId, MeetingId, OwnerId, TagId};
use crate::domain::note::{ActionStatus, NoteKind};
use crate::domain::period::Period;

/// Which feedback.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedbackFilter {
    /// Words to find in text or reason; empty for all.
    pub words: String,
    /// Of this account.
    pub account: Option<AccountId>,
    /// With this tag (or a child of it).
    pub tag: Option<TagId>,
    /// Received in this period.
    pub period: Option<Period>,
    /// Only exit surveys, or only the rest.
    pub exit_survey: Option<bool>,
    /// Only untagged and unmarked, or only the rest.
    pub untagged: Option<bool>,
}

/// Which accounts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountFilter {
    /// Words to find in name, external id or alias; empty for all.
    pub words: String,
    /// Exactly this external id.
    pub external: Option<String>,
    /// These ids, in this order; empty for no restriction.
    pub ids: Vec<AccountId>,
    /// Only those that are left out or go on in another.
    pub adjusted: bool,
}

/// Which notes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteFilter {
    /// Of this meeting.
    pub meeting: Option<MeetingId>,
    /// Of these kinds; empty for all.
    pub kinds: Vec<NoteKind>,
    /// Only what waits for an answer: questions, and decisions that are asked of somebody.
    pub open: bool,
}

impl NoteFilter {
    /// Questions without an answer and decisions that somebody is still asked for, from whichever meeting they come.
    pub fn open_questions() -> NoteFilter {
        NoteFilter {
            kinds: vec![NoteKind::Question, NoteKind::Decision],
            open: true,
            ..NoteFilter::default()
        }
    }

    /// Everything that was decided.
    pub fn decisions() -> NoteFilter {
        NoteFilter {
            kinds: vec![NoteKind::Decision],
            ..NoteFilter::default()
        }
    }

    /// The decisions that somebody is still asked for.
    pub fn asked() -> NoteFilter {
        NoteFilter {
            open: true,
            ..NoteFilter::decisions()
        }
    }
}

/// Which actions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionFilter {
    /// Written in this meeting.
    pub meeting: Option<MeetingId>,
    /// With this status.
    pub status: Option<ActionStatus>,
    /// This one's.
    pub owner: Option<OwnerId>,
    /// Against this theme.
    pub theme: Option<TagId>,
    /// Carried over into this meeting: written before it and open when it started, or closed since the meeting before.
    pub carried_into: Option<MeetingId>,
    /// Done before the review before this meeting, with a verdict that no review before this one has told: still to
    /// come, or fallen since; and those that a review found too early to say of, once they are asked about again.
    pub awaited_by: Option<MeetingId>,
    /// Only this one.
    pub id: Option<ActionId>,
    /// Each with what the journal has of it.
    pub changes: bool,
}

/// In place of a meeting: the next one, which has not begun.
pub const NEXT: MeetingId = MeetingId(0);

impl ActionFilter {
    /// All that are open.
    pub fn open() -> ActionFilter {
        ActionFilter {
            status: Some(ActionStatus::Open),
            ..ActionFilter::default()
        }
    }

    /// Those carried over into a meeting; without one all.
    pub fn carried_into(meeting: Option<MeetingId>) -> ActionFilter {
        ActionFilter {
            carried_into: meeting,
            ..ActionFilter::default()
        }
    }

    /// Those done before the review before a meeting whose verdict it may tell.
    pub fn awaited_by(meeting: Option<MeetingId>) -> ActionFilter {
        ActionFilter {
            awaited_by: meeting,
            ..ActionFilter::default()
        }
    }
}
