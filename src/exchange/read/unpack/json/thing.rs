//! One thing of JSON, and whether a name stands in it twice: then nobody knows which value is meant.
//! Must not know what becomes of it.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// A thing.
pub struct JsonThing {
    /// It, with the first of two values of one name.
    pub value: Value,
    /// The first name that stands twice in it, or in a thing in it.
    pub twice: Option<String>,
}

impl<'de> Deserialize<'de> for JsonThing {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<JsonThing, D::Error> {
        let mut twice = None;
        let value = ThingReader { twice: &mut twice }.deserialize(from)?;
        Ok(JsonThing { value, twice })
    }
}

/// Reads a value and keeps an eye on its names.
struct ThingReader<'a> {
    twice: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for ThingReader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ThingReader<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(truth.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, words: &str) -> Result<Value, E> {
        Ok(words.into())
    }

    fn visit_string<E>(self, words: String) -> Result<Value, E> {
        Ok(words.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(ThingReader {
            twice: &mut *self.twice,
        })? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(ThingReader {
                twice: &mut *self.twice,
            })?;
            match fields.contains_key(&name) {
                true => {
                    self.twice.get_or_insert(name);
                }
                false => {
                    fields.insert(name, value);
                }
            }
        }
        Ok(fields.into())
    }
}
