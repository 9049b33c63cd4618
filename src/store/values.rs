//! What a column can hold, and how a value is brought into the form that is stored.
//! Must not know which column it is for.

use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::kept::{must_exist, short};
use crate::domain::agenda::Agenda;
use crate::domain::change::Value;
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::{Described, Field, Holds, LONGEST_TEXT, too_long};
use crate::domain::money::Currency;
use crate::domain::note::Origin;
use crate::domain::profile::Profile;
use crate::domain::roadmap::{is_address, is_ease};
use crate::domain::safe::one_line;
use crate::domain::word::Word;

impl Described {
    /// Refuses what nobody may give it anew: a text longer than one may be, a name that files would write otherwise, a
    /// key that no finger can press while tagging.
    pub fn fits(&self, value: &Value) -> Result<(), Failure> {
        let (Holds::Text | Holds::Name | Holds::Key, Value::Text(text)) = (self.holds, value)
        else {
            return Ok(());
        };
        if text.len() > LONGEST_TEXT {
            let has = text.len().div_ceil(1 << 10);
            return Err(too_long(&format!("{} would have {has}", self.words)));
        }
        let letters = text.chars().count();
        if let Some(most) = self.letters.filter(|most| letters > *most) {
            let message = format!(
                "{} has at most {most} letters, this one {letters}",
                self.words
            );
            return Err(Failure::usage(message).hint("put the rest into its description"));
        }
        if self.field == Field::Name && one_line(text.trim()) != text.trim() {
            let message = format!(
                "{} has a line break, or a sign that no list shows",
                self.words
            );
            return Err(Failure::usage(message).hint("write it on one line"));
        }
        if self.field == Field::Url && !text.trim().is_empty() && !is_address(text) {
            let message = format!("`{}` is no address of a page", short(text));
            return Err(Failure::usage(message).hint("write it whole: https://..."));
        }
        if self.field == Field::Ease && !is_ease(text) {
            let message = format!("`{}` is no ease", short(text));
            return Err(Failure::usage(message).hint("give 1, which is hard, to 5, which is easy"));
        }
        if matches!(self.holds, Holds::Key) && !text.chars().all(is_pressed) {
            let message = format!("`{text}` cannot be {}", self.words);
            return Err(
                Failure::usage(message).hint("give a letter from a to z in lower case, or a digit")
            );
        }
        Ok(())
    }
}

/// Whether a letter or digit sets a tag while tagging.
fn is_pressed(key: char) -> bool {
    key.is_ascii_lowercase() || key.is_ascii_digit()
}

impl Holds {
    /// The value in the form that is stored, without asking whether it is allowed: for comparing.
    pub fn tidy(self, value: &Value) -> Value {
        match (self, value) {
            (Holds::Text | Holds::Name | Holds::Key, Value::None) => Value::Text(String::new()),
            (Holds::Name | Holds::Key, Value::Text(text)) => text.trim().into(),
            (Holds::Agenda, Value::Text(text)) => same_json::<Agenda>(text),
            (Holds::Clock, Value::Text(text)) => same_json::<Clock>(text),
            (Holds::Origin, Value::Text(text)) => same_json::<Origin>(text),
            (Holds::Text | Holds::Name | Holds::Key, _) => value.clone(),
            (Holds::Agenda | Holds::Clock | Holds::Origin, _) => value.clone(),
            (Holds::Number | Holds::Whole | Holds::Day | Holds::NeedsDay, _) => value.clone(),
            (Holds::Flag | Holds::MaybeFlag | Holds::Words(..), _) => value.clone(),
            (Holds::Points(_) | Holds::Currency | Holds::Profile, _) => value.clone(),
            (Holds::Period | Holds::Texts | Holds::Frozen | Holds::Figures, _) => value.clone(),
        }
    }

    /// The value in the form that is stored, or what is wrong with it. `what` names the field.
    pub fn allow(self, db: &Connection, value: &Value, what: &str) -> Result<Value, Failure> {
        let value = self.tidy(value);
        let fits = match (self, &value) {
            (Holds::Text, Value::Text(_)) => true,
            (Holds::Name, Value::Text(text)) => !text.is_empty(),
            (Holds::Key, Value::Text(text)) => text.chars().count() <= 1,
            (Holds::Day, Value::None) => true,
            (Holds::Day | Holds::NeedsDay, Value::Int(day)) => {
                i32::try_from(*day).is_ok_and(|day| Day(day).is_sound())
            }
            (Holds::Flag, Value::Int(0 | 1)) => true,
            (Holds::MaybeFlag, Value::None | Value::Int(0 | 1)) => true,
            (Holds::Words(words, _), Value::Text(text)) => words.contains(&text.as_str()),
            (Holds::Words(_, optional), Value::None) => optional,
            (Holds::Points(_), Value::None) => true,
            (Holds::Points(subject), Value::Int(id)) => {
                must_exist(db, subject(*id))?;
                true
            }
            (Holds::Currency, Value::None) => true,
            (Holds::Currency, Value::Text(code)) => code.parse::<Currency>().is_ok(),
            (Holds::Profile, Value::Text(word)) => Profile::from_word(word).is_some(),
            (Holds::Agenda, Value::Text(text)) => is_json::<Agenda>(text),
            (Holds::Clock, Value::Text(text)) => is_json::<Clock>(text),
            (Holds::Origin, Value::Text(text)) => is_json::<Origin>(text),
            (Holds::Frozen | Holds::Figures, Value::None) => true,
            (Holds::Frozen | Holds::Figures, Value::Text(text)) => {
                is_json::<serde_json::Value>(text)
            }
            (Holds::Text | Holds::Name | Holds::Key | Holds::Day | Holds::NeedsDay, _) => false,
            (Holds::Flag | Holds::MaybeFlag | Holds::Words(..) | Holds::Points(_), _) => false,
            (Holds::Currency | Holds::Profile | Holds::Agenda | Holds::Clock, _) => false,
            (Holds::Origin | Holds::Frozen | Holds::Figures, _) => false,
            // These are settled when a thing is made, and never edited.
            (Holds::Number | Holds::Whole | Holds::Period | Holds::Texts, _) => false,
        };
        if fits {
            Ok(value)
        } else {
            Err(self.refuse(&value, what))
        }
    }

    fn refuse(self, value: &Value, what: &str) -> Failure {
        let given = match value {
            Value::None => "nothing".to_owned(),
            Value::Int(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) if text.is_empty() => "empty".to_owned(),
            Value::Text(text) => format!("`{}`", short(text)),
        };
        let wanted = match self {
            Holds::Text => "it takes a text".to_owned(),
            Holds::Name => "give it some words".to_owned(),
            Holds::Key => "give one letter or digit".to_owned(),
            Holds::Day | Holds::NeedsDay => "give a day".to_owned(),
            Holds::Flag | Holds::MaybeFlag => "give yes or no".to_owned(),
            Holds::Words(words, _) => format!("give one of {}", words.join(", ")),
            Holds::Points(_) => "give the number of one that is there".to_owned(),
            Holds::Currency => "give a code of three capitals, such as EUR".to_owned(),
            Holds::Profile => format!("give one of {}", Profile::ALL.map(Profile::word).join(", ")),
            Holds::Number | Holds::Whole => "give a number".to_owned(),
            Holds::Period => "give a period".to_owned(),
            Holds::Agenda | Holds::Clock | Holds::Origin => "give it as JSON".to_owned(),
            Holds::Texts | Holds::Frozen | Holds::Figures => "give it as JSON".to_owned(),
        };
        Failure::usage(format!("{what} cannot be {given}")).hint(wanted)
    }
}

fn is_json<T: DeserializeOwned>(text: &str) -> bool {
    serde_json::from_str::<T>(text).is_ok()
}

/// The same structure as this version writes it, so that spacing and order make no difference.
fn same_json<T: DeserializeOwned + Serialize>(text: &str) -> Value {
    serde_json::from_str::<T>(text)
        .and_then(|value| serde_json::to_string(&value))
        .map_or_else(|_| text.into(), Value::Text)
}
