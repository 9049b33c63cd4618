//! Which parts of a JSON item people see as columns, so that a list has one shape and one masking.
//! Must not know what the items are about.

use serde_json::Value;

use super::said_again;
use super::table::{OutputCell, OutputTable};
use crate::domain::field::Thing;
use crate::domain::money::{Cents, count};

/// One column: its head with a table's sign before it, and where in the item its value stands (`account.name`).
struct OutputColumn {
    head: String,
    path: String,
    kind: CellKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CellKind {
    Plain,
    Count,
    Money,
    Hidden,
}

impl OutputColumn {
    /// Reads one as `head=path`, or as its head alone where the path is the same words. Before it may stand `~`: a
    /// long text, which gives way where the terminal is too narrow; `>`: a number that is a name; `#`: a count; or
    /// `-`: a field that no list shows, for it would not fit beside the others. What ends with `_cents` is money.
    fn read(written: &str) -> OutputColumn {
        let name = written.trim_start_matches(['~', '>', '#', '-']);
        let sign = &written[..written.len() - name.len()];
        let (head, path) = match name.split_once('=') {
            Some((head, path)) => (head, path.to_owned()),
            None => (name, name.replace(' ', "_")),
        };
        let (sign, kind) = match sign {
            "#" => (">", CellKind::Count),
            "-" => ("", CellKind::Hidden),
            _ if path.ends_with("_cents") => (">", CellKind::Money),
            sign => (sign, CellKind::Plain),
        };
        let head = format!("{sign}{head}");
        OutputColumn { head, path, kind }
    }

    fn cell(&self, item: &Value) -> OutputCell {
        let mut value = item;
        for key in self.path.split('.') {
            value = value.get(key).unwrap_or(&Value::Null);
        }
        cell(self.kind, value)
    }
}

fn cell(kind: CellKind, value: &Value) -> OutputCell {
    let text = match (kind, value) {
        (_, Value::Null) => String::new(),
        (CellKind::Money, Value::Number(n)) => {
            return OutputCell::Amount(Cents(n.as_i64().unwrap_or_default()));
        }
        (CellKind::Count, Value::Number(n)) if n.is_u64() => count(n.as_u64().unwrap_or_default()),
        (_, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Array(list)) => joined(list),
        (_, other) => other.to_string(),
    };
    text.into()
}

/// One item as two columns, its plain fields one a line; what is not known is left out.
pub fn fields(item: &Value) -> OutputTable {
    let mut table = OutputTable::new(["", ""]);
    add_fields(&mut table, item);
    table
}

fn add_fields(table: &mut OutputTable, item: &Value) {
    let Value::Object(item) = item else {
        return;
    };
    for (key, value) in item {
        let (name, kind) = match key.strip_suffix("_cents") {
            Some(name) => (name, CellKind::Money),
            None => (key.as_str(), CellKind::Plain),
        };
        match value {
            _ if said_again(item, key) => {}
            Value::Null => {}
            Value::Array(list) if list.is_empty() || list.iter().any(Value::is_object) => {}
            Value::Object(_) => add_fields(table, value),
            value @ (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
                table.row([name.replace('_', " ").into(), cell(kind, value)])
            }
        }
    }
}

fn joined(list: &[Value]) -> String {
    let words = list
        .iter()
        .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
    words.collect::<Vec<_>>().join(", ")
}

/// The items as columns, which are written one after the other with `|` between them.
pub fn table(columns: &str, items: &[Value]) -> OutputTable {
    drawn(columns.split('|').map(OutputColumn::read).collect(), items)
}

/// The same, and then the fields of a thing that people type and none of the columns shows, where anything has them:
/// a new one is in every list by its row alone.
pub fn with_fields<T: Thing>(columns: &str, items: &[Value]) -> OutputTable {
    let mut all: Vec<OutputColumn> = columns.split('|').map(OutputColumn::read).collect();
    for is in T::FIELDS.iter().map(|row| &row.is) {
        let shown = all.iter().any(|column| column.path == is.key);
        if is.typed.is_some() && !shown && items.iter().any(|item| says(&item[is.key])) {
            all.push(OutputColumn::read(&format!("{}={}", is.head(), is.key)));
        }
    }
    drawn(all, items)
}

/// Whether a field has something in it.
fn says(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::Object(_) => true,
    }
}

/// An item in which nothing is said, by the columns alone.
pub fn empty(columns: &str) -> Value {
    let paths = columns
        .split('|')
        .map(|written| OutputColumn::read(written).path);
    let named = paths.filter(|path| !path.is_empty());
    Value::Object(
        named
            .map(|path| (path.replace('.', "_"), Value::Null))
            .collect(),
    )
}

fn drawn(mut columns: Vec<OutputColumn>, items: &[Value]) -> OutputTable {
    columns.retain(|column| column.kind != CellKind::Hidden);
    let mut table = OutputTable::new(columns.iter().map(|column| &column.head));
    for item in items {
        table.row(columns.iter().map(|column| column.cell(item)));
    }
    table
}
