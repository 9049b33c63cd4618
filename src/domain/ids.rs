//! Newtype ids, so that a tag's number can never be taken for an account's.
//! Must not know tables: which number belongs to what is the store's affair.

use std::str::FromStr;

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
    /// What the team did about an account for a roadmap item.
    OutreachId,
    /// One imported file.
    ImportId,
    /// One row of the journal.
    ChangeId,
}

/// What the ids that a room gives to other tools differ from those of other rooms by: a few bytes that were drawn when it
/// was made, and that its copies have too. 0 where nobody asked for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(transparent)]
pub struct RoomSalt(pub i64);

impl FeedbackId {
    /// As people see and type it: `u12` of a piece without a day, which is stored below zero.
    pub fn named(self) -> String {
        match self.0 {
            id if id < 0 => format!("u{}", id.unsigned_abs()),
            id => id.to_string(),
        }
    }
}

impl FromStr for FeedbackId {
    type Err = String;

    /// `12`, and `u12` of a piece without a day.
    fn from_str(text: &str) -> Result<FeedbackId, String> {
        let number = |text: &str| text.parse::<i64>().ok();
        let undated = text
            .strip_prefix(['u', 'U'])
            .map(|rest| number(rest).filter(|n| *n > 0));
        let id = match undated {
            Some(number) => number.map(|number| -number),
            None => number(text),
        };
        let words = || "it is a number as in `feedback list`, such as 12, or u12 without a day";
        id.map(FeedbackId).ok_or_else(|| words().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feedback_without_a_day_has_a_name_of_its_own() {
        for (id, named) in [(12, "12"), (-12, "u12"), (347_288_371_201, "347288371201")] {
            assert_eq!(FeedbackId(id).named(), named);
            assert_eq!(named.parse(), Ok(FeedbackId(id)));
        }
        assert_eq!("-12".parse(), Ok(FeedbackId(-12)));
        for text in ["", "u", "u-3", "u0", "x1", "1.5"] {
            assert!(text.parse::<FeedbackId>().is_err(), "{text}");
        }
    }
}
