//! JSON objects as columns: `{"accounts":{"new":3}}` becomes the column `accounts_new`.
//! Must not know what the objects are about.

use std::io;

use serde_json::{Map, Value};

use super::said_again;
use crate::exchange::csv_out::{Cell, Sheet};

/// Columns in the order first seen, and a row per record; what a record lacks is empty. Texts are guarded against
/// being read as formulas; numbers, a minus sign among them, are not.
pub fn csv(records: &[Value]) -> io::Result<Vec<u8>> {
    let flat: Vec<Map<String, Value>> = records.iter().map(flat_record).collect();
    let mut columns: Vec<&str> = Vec::new();
    for key in flat.iter().flat_map(Map::keys) {
        if !columns.contains(&key.as_str()) {
            columns.push(key);
        }
    }
    let mut sheet = Sheet::new(Vec::new());
    sheet.texts(columns.iter().copied())?;
    for record in &flat {
        let cells = columns.iter().map(|column| record.get(*column));
        let cells: Vec<(bool, String)> = cells
            .map(|value| match value {
                None | Some(Value::Null) => (true, String::new()),
                Some(value @ (Value::Number(_) | Value::Bool(_))) => (true, value.to_string()),
                Some(value) => (false, cell(value)),
            })
            .collect();
        sheet.row(cells.iter().map(|(plain, text)| match plain {
            true => Cell::Plain(text),
            false => Cell::Text(text),
        }))?;
    }
    sheet.finish()
}

fn flat_record(record: &Value) -> Map<String, Value> {
    let mut out = Map::new();
    match record {
        Value::Object(map) => add(&mut out, "", map),
        other @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)) => {
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
            other @ (Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)) => {
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
        other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            other.to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn nested_objects_become_columns_and_gaps_stay_empty() {
        let csv = super::csv(&[
            json!({"id": 1, "owner": {"name": "Priya"}, "with": ["Mo", "Dana"]}),
            json!({"id": -2, "owner": null, "late": true, "with": "=1"}),
        ]);
        let csv = String::from_utf8(csv.unwrap()).unwrap();
        let rows = "1,Priya,Mo;Dana,,\n-2,,'=1,,true\n";
        assert_eq!(csv, format!("id,owner_name,with,owner,late\n{rows}"));
    }
}
