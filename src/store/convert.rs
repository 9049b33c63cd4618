//! How domain values stand in columns: ids and days as integers, words as text, structures as JSON.
//! Must not know tables or queries.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::cause::Cause;
use crate::domain::change::Value;
use crate::domain::day::{Day, Moment};
use crate::domain::feedback::Mark;
use crate::domain::given::Taken;
use crate::domain::ids::{
    AccountId, ActionId, AimId, ChangeId, DayMarkId, FeedbackId, ImportId, LinkId, MeetingId,
    NoteId, OutreachId, OwnerId, RoadmapId, TagId,
};
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::{Cents, Currency};
use crate::domain::note::ActionStatus;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::word::Word;

/// A stored word that no longer means anything to this version.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a {1}")]
struct UnknownWord(String, &'static str);

fn known<T>(
    value: ValueRef<'_>,
    kind: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> FromSqlResult<T> {
    let text = value.as_str()?;
    read(text).ok_or_else(|| FromSqlError::Other(UnknownWord(text.to_owned(), kind).into()))
}

/// Newtypes around an integer; some have values that cannot be.
macro_rules! numbers {
    ($($name:ident $(if $sound:path)?),+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(i64::from(self.0).into())
            }
        }
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<$name> {
                let read = FromSql::column_result(value).map($name)?;
                $(if !$sound(&read) {
                    return Err(FromSqlError::OutOfRange(i64::from(read.0)));
                })?
                Ok(read)
            }
        }
    )+};
}
numbers!(
    AccountId, ActionId, AimId, ChangeId, DayMarkId, FeedbackId, ImportId, LinkId, MeetingId,
    NoteId, OutreachId, OwnerId, RoadmapId, TagId, Day if Day::is_sound, Moment, Cents if Cents::is_sound
);

/// Enums stored as their word.
macro_rules! words {
    ($($name:ident),+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.word().into())
            }
        }
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<$name> {
                known(value, stringify!($name), $name::from_word)
            }
        }
    )+};
}
words!(ActionStatus, Cause, ImportKind, Interval, Mark, Taken);

/// Values stored as they are written.
macro_rules! texts {
    ($($name:ident),+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.to_string().into())
            }
        }
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<$name> {
                known(value, stringify!($name), |text| text.parse().ok())
            }
        }
    )+};
}
texts!(Period, Currency, Profile);

/// A structure stored as JSON text.
pub struct JsonText<T>(pub T);

impl<T: Serialize> ToSql for JsonText<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(ToSqlOutput::from)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl<T: DeserializeOwned> FromSql for JsonText<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<JsonText<T>> {
        serde_json::from_str(value.as_str()?)
            .map(JsonText)
            .map_err(|error| FromSqlError::Other(error.into()))
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Value::None => Ok(rusqlite::types::Null.into()),
            Value::Int(number) => Ok((*number).into()),
            Value::Real(number) => Ok((*number).into()),
            Value::Text(text) => Ok(text.as_str().into()),
        }
    }
}

impl FromSql for Value {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Value> {
        match value {
            ValueRef::Null => Ok(Value::None),
            ValueRef::Integer(number) => Ok(Value::Int(number)),
            ValueRef::Real(number) => Ok(Value::Real(number)),
            ValueRef::Text(_) => Ok(Value::Text(value.as_str()?.to_owned())),
            ValueRef::Blob(_) => Err(FromSqlError::InvalidType),
        }
    }
}
