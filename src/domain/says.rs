//! How the room itself says that something went, apart from what is counted: an action, or an item that has shipped.
//! Must not know either.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};

use super::field::Plain;

/// How the room itself says that an action went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum RoomSays {
    /// It worked.
    Worked,
    /// It did not.
    DidNot,
    /// It is too early to say.
    TooEarly,
    /// It was not done.
    NotDone,
}

impl RoomSays {
    /// In words: `did not work`.
    pub fn words(self) -> &'static str {
        match self {
            RoomSays::Worked => "worked",
            RoomSays::DidNot => "did not work",
            RoomSays::TooEarly => "too early to say",
            RoomSays::NotDone => "not done",
        }
    }

    /// Of a plain yes or no.
    pub fn of(worked: bool) -> RoomSays {
        match worked {
            true => RoomSays::Worked,
            false => RoomSays::DidNot,
        }
    }

    /// As a plain yes or no.
    pub fn worked(self) -> Option<bool> {
        match self {
            RoomSays::Worked => Some(true),
            RoomSays::DidNot => Some(false),
            RoomSays::TooEarly | RoomSays::NotDone => None,
        }
    }
}

impl Plain for RoomSays {}
