//! A field's value as others handle it: a `Value` for the journal and the store, JSON for what leaves, texts
//! for the mask. Must not know fields, nor the types of any particular thing.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::Value;
use crate::domain::day::{Day, Moment};
use crate::domain::ids::{AccountId, ActionId, MeetingId, OwnerId, RoadmapId, TagId};
use crate::domain::period::Period;
use crate::domain::profile::Profile;

/// The value of a field, whatever its type.
pub trait FieldValue {
    /// As the journal and the store keep it.
    fn value(&self) -> Value;

    /// Takes a value as the journal keeps it; `false`, and nothing changed, where it does not fit.
    #[must_use]
    fn put(&mut self, value: Value) -> bool;

    /// As it leaves in JSON: a day as ISO text, an empty text as `null`.
    fn json(&self) -> Json;

    /// The texts in it, for the mask.
    fn texts(&mut self) -> Vec<&mut String>;
}

impl<T: Stored> FieldValue for T {
    fn value(&self) -> Value {
        self.store()
    }

    fn put(&mut self, value: Value) -> bool {
        T::read(value).map(|read| *self = read).is_some()
    }

    fn json(&self) -> Json {
        self.told()
    }

    fn texts(&mut self) -> Vec<&mut String> {
        self.words()
    }
}

/// A type that a field can have: to a `Value` and back.
pub trait Stored: Serialize + Sized {
    /// Its value.
    fn store(&self) -> Value;

    /// From a value; `None` where it does not fit.
    fn read(value: Value) -> Option<Self>;

    /// As JSON.
    fn told(&self) -> Json {
        serde_json::to_value(self).unwrap_or(Json::Null)
    }

    /// The texts in it. An optional text is frozen JSON, which only its own reader may look into.
    fn words(&mut self) -> Vec<&mut String> {
        Vec::new()
    }
}

/// A type that is stored as serde writes it: an id as its number, an enum as its word, a structure as JSON.
pub trait Plain: Serialize + DeserializeOwned {
    /// The texts in it, for the mask.
    fn words(&mut self) -> Vec<&mut String> {
        Vec::new()
    }
}

impl Plain for Moment {}
impl Plain for Period {}
impl Plain for Profile {}
impl Plain for i32 {}
/// A score that happens to be whole may come back as a whole number.
impl Plain for f64 {}
impl Plain for AccountId {}
impl Plain for ActionId {}
impl Plain for MeetingId {}
impl Plain for OwnerId {}
impl Plain for RoadmapId {}
impl Plain for TagId {}

impl Plain for BTreeMap<String, String> {
    fn words(&mut self) -> Vec<&mut String> {
        self.values_mut().collect()
    }
}

impl<T: Plain> Stored for T {
    fn store(&self) -> Value {
        match self.told() {
            Json::Null => Value::None,
            Json::Bool(flag) => Value::Int(flag.into()),
            Json::Number(number) => match number.as_i64() {
                Some(number) => Value::Int(number),
                None => number.as_f64().map_or(Value::None, Value::Real),
            },
            Json::String(text) => Value::Text(text),
            structure @ (Json::Array(_) | Json::Object(_)) => Value::Text(structure.to_string()),
        }
    }

    fn read(value: Value) -> Option<T> {
        match value {
            Value::None => None,
            Value::Int(number) => serde_json::from_value(number.into()).ok(),
            Value::Real(number) => serde_json::from_value(number.into()).ok(),
            Value::Text(text) if text.starts_with(['{', '[']) => serde_json::from_str(&text).ok(),
            Value::Text(text) => serde_json::from_value(text.into()).ok(),
        }
    }

    fn words(&mut self) -> Vec<&mut String> {
        Plain::words(self)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self) -> Value {
        self.as_ref().map_or(Value::None, T::store)
    }

    fn read(value: Value) -> Option<Option<T>> {
        if value == Value::None {
            return Some(None);
        }
        T::read(value).map(Some)
    }
}

impl Stored for String {
    fn store(&self) -> Value {
        self.as_str().into()
    }

    fn read(value: Value) -> Option<String> {
        match value {
            Value::None => Some(String::new()),
            Value::Text(text) => Some(text),
            Value::Int(_) | Value::Real(_) => None,
        }
    }

    fn told(&self) -> Json {
        match self.as_str() {
            "" => Json::Null,
            text => text.into(),
        }
    }

    fn words(&mut self) -> Vec<&mut String> {
        vec![self]
    }
}

impl Stored for bool {
    fn store(&self) -> Value {
        Value::Int((*self).into())
    }

    fn read(value: Value) -> Option<bool> {
        match value {
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            Value::None | Value::Int(_) | Value::Real(_) | Value::Text(_) => None,
        }
    }
}

/// ISO text in JSON, days since 1970 in the store.
impl Stored for Day {
    fn store(&self) -> Value {
        Value::Int(self.0.into())
    }

    fn read(value: Value) -> Option<Day> {
        match value {
            Value::Int(day) => day.try_into().ok().map(Day).filter(Day::is_sound),
            Value::None | Value::Real(_) | Value::Text(_) => None,
        }
    }
}
