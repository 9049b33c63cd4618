//! Which parts of a JSON item people see as columns, so that a list has one shape and one masking.
//! Must not know what the items are about.

use serde_json::Value;

use super::said_again;
use super::table::Table;
use crate::domain::field::Thing;
use crate::domain::money::{Cents, count};

/// One column: its head, and where in the item its value stands (`account.name`).
#[derive(Clone, Copy, Debug)]
pub struct Column {
    head: &'static str,
    path: &'static str,
    kind: CellKind,
}

#[derive(Clone, Copy, Debug)]
enum CellKind {
    Plain,
    Text,
    Id,
    Count,
    Money,
    Hidden,
}

impl Column {
    /// Words as they are.
    pub const fn plain(head: &'static str, path: &'static str) -> Column {
        Column::of(head, path, CellKind::Plain)
    }

    /// A long text, which gives way where the terminal is too narrow.
    pub const fn text(head: &'static str, path: &'static str) -> Column {
        Column::of(head, path, CellKind::Text)
    }

    /// A number that is a name: to the right, without thousands separators.
    pub const fn id(head: &'static str, path: &'static str) -> Column {
        Column::of(head, path, CellKind::Id)
    }

    /// A number, to the right.
    pub const fn count(head: &'static str, path: &'static str) -> Column {
        Column::of(head, path, CellKind::Count)
    }

    /// Cents as an amount, to the right.
    pub const fn money(head: &'static str, path: &'static str) -> Column {
        Column::of(head, path, CellKind::Money)
    }

    /// A field that no list shows, for it would not fit beside the others.
    pub const fn hidden(path: &'static str) -> Column {
        Column::of("", path, CellKind::Hidden)
    }

    const fn of(head: &'static str, path: &'static str, kind: CellKind) -> Column {
        Column { head, path, kind }
    }

    fn cell(self, item: &Value) -> String {
        let mut value = item;
        for key in self.path.split('.') {
            value = value.get(key).unwrap_or(&Value::Null);
        }
        cell(self.kind, value)
    }
}

fn cell(kind: CellKind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => String::new(),
        (CellKind::Money, Value::Number(n)) => Cents(n.as_i64().unwrap_or_default()).exact(),
        (CellKind::Count, Value::Number(n)) if n.is_u64() => count(n.as_u64().unwrap_or_default()),
        (_, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Array(list)) => joined(list),
        (_, other) => other.to_string(),
    }
}

/// One item as two columns, its plain fields one a line; what is not known is left out.
pub fn fields(item: &Value) -> Table {
    let mut table = Table::new(["", ""]);
    add_fields(&mut table, item);
    table
}

fn add_fields(table: &mut Table, item: &Value) {
    let Value::Object(item) = item else {
        return;
    };
    for (key, value) in item {
        let money = key.strip_suffix("_cents");
        let kind = if money.is_some() {
            CellKind::Money
        } else {
            CellKind::Plain
        };
        match value {
            _ if said_again(item, key) => {}
            Value::Null => {}
            Value::Array(list) if list.is_empty() || list.iter().any(Value::is_object) => {}
            Value::Object(_) => add_fields(table, value),
            value => table.row([money.unwrap_or(key).replace('_', " "), cell(kind, value)]),
        }
    }
}

fn joined(list: &[Value]) -> String {
    let words = list
        .iter()
        .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
    words.collect::<Vec<_>>().join(", ")
}

/// These columns, and then the fields of a thing that people type and none of them shows, so that a new one is
/// in every list by its row alone.
pub fn with_fields<T: Thing>(columns: &[Column]) -> Vec<Column> {
    let mut all = columns.to_vec();
    for is in T::FIELDS.iter().map(|row| &row.is) {
        if is.typed.is_some() && all.iter().all(|column| column.path != is.key) {
            all.push(Column::plain(is.head(), is.key));
        }
    }
    all.retain(|column| !matches!(column.kind, CellKind::Hidden));
    all
}

/// The items as columns.
pub fn table(columns: &[Column], items: &[Value]) -> Table {
    let heads: Vec<String> = columns
        .iter()
        .map(|column| match column.kind {
            CellKind::Plain | CellKind::Hidden => column.head.to_owned(),
            CellKind::Text => format!("~{}", column.head),
            CellKind::Id | CellKind::Count | CellKind::Money => format!(">{}", column.head),
        })
        .collect();
    let mut table = Table::new(heads);
    for item in items {
        table.row(columns.iter().map(|column| column.cell(item)));
    }
    table
}
