//! JSON objects as columns: `{"accounts":{"new":3}}` becomes the column `accounts_new`.
//! Must not know what the objects are about.

use std::borrow::Cow;
use std::io;

use hashbrown::HashMap;
use serde_json::{Map, Value};

use super::said_again;
use crate::exchange::csv_out::{CsvCell, CsvSheet};

/// Columns in the order first seen, and a row per record; what a record lacks is empty. Texts are guarded against
/// being read as formulas; numbers, a minus sign among them, are not. Without records there are the columns of one
/// that would be `like` them.
pub fn csv(records: &[Value], like: &Value) -> io::Result<Vec<u8>> {
    let mut columns: HashMap<String, usize> = HashMap::new();
    let typical = if records.is_empty() {
        std::slice::from_ref(like)
    } else {
        records
    };
    for record in typical.iter().filter(|record| !record.is_null()) {
        each(record, &mut |name, _| {
            if !columns.contains_key(name) {
                columns.insert(name.to_owned(), columns.len());
            }
        });
    }
    let mut heads = vec![""; columns.len()];
    for (name, at) in &columns {
        heads[*at] = name;
    }
    let mut sheet = CsvSheet::new(Vec::new());
    if heads.is_empty() && records.is_empty() {
        return sheet.finish();
    }
    sheet.texts(heads)?;
    let mut row: Vec<Option<&Value>> = Vec::new();
    for record in records {
        row.clear();
        row.resize(columns.len(), None);
        each(record, &mut |name, value| {
            if let Some(at) = columns.get(name) {
                row[*at] = Some(value);
            }
        });
        for value in &row {
            match value {
                None | Some(Value::Null) => sheet.cell(CsvCell::Plain(""))?,
                Some(value @ (Value::Number(_) | Value::Bool(_))) => {
                    sheet.cell(CsvCell::Plain(&value.to_string()))?;
                }
                Some(value) => sheet.cell(CsvCell::Text(&cell(value)))?,
            }
        }
        sheet.end_row()?;
    }
    sheet.finish()
}

/// Each plain value of a record with the name of its column.
fn each<'a>(record: &'a Value, take: &mut impl FnMut(&str, &'a Value)) {
    if let Value::Object(map) = record {
        within(&mut String::new(), map, take);
    } else {
        take("value", record);
    }
}

/// The same for an object inside a record, whose name stands before those of its own.
fn within<'a>(
    name: &mut String,
    map: &'a Map<String, Value>,
    take: &mut impl FnMut(&str, &'a Value),
) {
    let before = name.len();
    for (key, value) in map {
        if before > 0 {
            name.push('_');
        }
        name.push_str(key);
        match value {
            _ if said_again(map, key) => {}
            Value::Object(inner) => within(name, inner, take),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => take(name, value),
        }
        name.truncate(before);
    }
}

/// Lists of plain values are joined by `;`, what tags are split by on the way in.
fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::String(text) => text.into(),
        Value::Array(list) if list.iter().all(|v| !v.is_object() && !v.is_array()) => {
            list.iter().map(cell).collect::<Vec<_>>().join(";").into()
        }
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    #[test]
    fn a_column_that_two_of_many_records_share_is_one() {
        let record = |from: usize| {
            let columns = (from..from + 60_000).map(|at| (format!("c{at}"), json!("1")));
            serde_json::Value::Object(columns.collect())
        };
        let csv = super::csv(&[record(0), record(30_000)], &json!(null)).unwrap();
        assert_eq!(csv.iter().filter(|byte| **byte == b',').count(), 89_999 * 3);
    }

    #[test]
    fn nested_objects_become_columns_and_gaps_stay_empty() {
        let written = |records: &[Value], like| {
            String::from_utf8(super::csv(records, &like).unwrap()).unwrap()
        };
        let csv = written(
            &[
                json!({"id": 1, "owner": {"name": "Priya"}, "with": ["Mo", "Dana"]}),
                json!({"id": -2, "owner": null, "late": true, "with": "=1"}),
            ],
            json!({"unlike": null}),
        );
        let rows = "1,Priya,Mo;Dana,,\n-2,,'=1,,true\n";
        assert_eq!(csv, format!("id,owner_name,with,owner,late\n{rows}"));
        let like = json!({"id": null, "owner": {"name": null}});
        assert_eq!(written(&[], like), "id,owner_name\n");
        assert_eq!(written(&[], json!(null)), "");
    }
}
