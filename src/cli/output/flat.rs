//! JSON objects as columns: `{"accounts":{"new":3}}` becomes the column `accounts_new`.
//! Must not know what the objects are about.

use serde_json::{Map, Value};

use super::said_again;

/// A cell of a flattened record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlatCell {
    /// Words, which a spreadsheet might take for a formula.
    Text(String),
    /// A number or flag.
    Plain(String),
}

/// Columns in the order first seen, and a row per record; what a record lacks is empty.
pub fn flatten(records: &[Value]) -> (Vec<String>, Vec<Vec<FlatCell>>) {
    let flat: Vec<Map<String, Value>> = records.iter().map(flat_record).collect();
    let mut columns: Vec<String> = Vec::new();
    for record in &flat {
        for key in record.keys() {
            if !columns.contains(key) {
                columns.push(key.clone());
            }
        }
    }
    let rows = flat
        .iter()
        .map(|record| {
            let cells = columns.iter().map(|column| match record.get(column) {
                None | Some(Value::Null) => FlatCell::Plain(String::new()),
                Some(number @ (Value::Number(_) | Value::Bool(_))) => {
                    FlatCell::Plain(number.to_string())
                }
                Some(other) => FlatCell::Text(cell(other)),
            });
            cells.collect()
        })
        .collect();
    (columns, rows)
}

fn flat_record(record: &Value) -> Map<String, Value> {
    let mut out = Map::new();
    match record {
        Value::Object(map) => add(&mut out, "", map),
        other => {
            out.insert("value".to_owned(), other.clone());
        }
    }
    out
}

fn add(out: &mut Map<String, Value>, prefix: &str, map: &Map<String, Value>) {
    for (key, value) in map {
        let name = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}_{key}")
        };
        match value {
            _ if said_again(map, key) => {}
            Value::Object(inner) => add(out, &name, inner),
            other => {
                out.insert(name, other.clone());
            }
        }
    }
}

/// Lists of plain values are joined by `;`, what tags are split by on the way in.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) if list.iter().all(|v| !v.is_object() && !v.is_array()) => {
            list.iter().map(cell).collect::<Vec<_>>().join(";")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{FlatCell, flatten};

    #[test]
    fn nested_objects_become_columns_and_gaps_stay_empty() {
        let (columns, rows) = flatten(&[
            json!({"id": 1, "owner": {"name": "Priya"}, "with": ["Mo", "Dana"]}),
            json!({"id": 2, "owner": null, "late": true}),
        ]);
        assert_eq!(columns, ["id", "owner_name", "with", "owner", "late"]);
        let plain = |text: &str| FlatCell::Plain(text.to_owned());
        let text = |text: &str| FlatCell::Text(text.to_owned());
        assert_eq!(
            rows[0],
            [
                plain("1"),
                text("Priya"),
                text("Mo;Dana"),
                plain(""),
                plain("")
            ]
        );
        assert_eq!(
            rows[1],
            [plain("2"), plain(""), plain(""), plain(""), plain("true")]
        );
    }
}
