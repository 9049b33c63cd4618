//! What an answer in JSON says of a time of which losses are not known. Must not know which time that is.

use serde_json::Value;

/// Takes out what cannot be told of what was lost: every figure becomes null, but those of what was said and of who
/// still pays.
pub fn not_told(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(not_told),
        Value::Object(fields) => {
            let lost = |key: &str| key != "mentions" && !key.starts_with("exposed");
            let fields = fields.iter_mut().filter(|(key, _)| lost(key));
            fields.for_each(|(_, field)| not_told(field));
        }
        Value::Number(_) => *value = Value::Null,
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
