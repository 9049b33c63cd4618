//! How the room itself says that something went, apart from what is counted: an action, or an item that has shipped.
//! Must not know either.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};

use super::day::Day;
use super::field::{Field, FieldValue, Plain, Value};

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

/// What is set of a thing when the room says how it went: what, who said so and when.
pub fn set(now: Option<RoomSays>, by: &str, on: Day) -> [(Field, Value); 3] {
    let by = now.map(|_| by.to_owned()).unwrap_or_default();
    [
        (Field::Said, now.value()),
        (Field::SaidBy, by.value()),
        (Field::SaidOn, now.map(|_| on).value()),
    ]
}

/// The day from which on the room is asked again what it was too early to say: a month later.
pub fn again(said: Day) -> Day {
    said.plus_months(1)
}
