//! Things of JSON as rows: the names in them become columns, things within them columns of two names, a list of one
//! thing likewise, and a list of words one cell. Must not know where they come from.

use hashbrown::{HashMap, HashSet};
use serde_json::{Map, Value};

use crate::domain::failure::Failure;
use crate::domain::money::count;
use crate::exchange::read::columns::squeeze;
use crate::exchange::safe::quoted;

use super::values;

/// The most columns: a thing that is kept under its id in a thing has as many names as there are ids.
const MOST_COLUMNS: usize = 4_000;

/// So many things within things become columns; what is deeper stays JSON.
const DEPTH: usize = 3;

/// What a price is called, squeezed.
const PRICES: [&str; 5] = ["unitamount", "unitprice", "amount", "price", "mrr"];

/// What stands between the words of a list.
const BETWEEN: &str = ";";

/// The columns that things have.
#[derive(Default)]
pub struct Flat {
    names: Vec<String>,
    places: HashMap<String, usize>,
    /// How many things are lists of cells.
    lists: u64,
    things: u64,
    cells: Vec<String>,
    too_many: bool,
    /// Lists that hold several things in some row; of those that hold prices they are taken apart all the same.
    several: HashSet<String>,
    /// What the things of such lists have.
    within: Vec<String>,
    /// Lists whose things stay whole.
    whole: HashSet<String>,
    /// The one name in each thing so far under which all of it stands.
    around: OneName,
}

/// The one name under which each thing has all that it has, as `subscription`: it says nothing of any column.
#[derive(Default)]
enum OneName {
    /// No thing was seen.
    #[default]
    Unknown,
    /// All have this one.
    One(String),
    /// Some have more, or another.
    None,
}

impl OneName {
    fn learn(&mut self, fields: &Map<String, Value>) {
        let mut all = fields.iter();
        let only = match (all.next(), all.next()) {
            (Some((name, Value::Object(inside))), None) if !inside.is_empty() => Some(name),
            _ => None,
        };
        *self = match (&*self, only) {
            (OneName::Unknown, Some(name)) => OneName::One(name.clone()),
            (OneName::One(known), Some(name)) if known == name => return,
            (OneName::Unknown | OneName::One(_) | OneName::None, _) => OneName::None,
        };
    }
}

/// So many items of a subscription are rows of their own.
const MOST_ITEMS: usize = 20;

/// A thing as rows: a subscription of several priced items, as Stripe and Paddle list them, is one for each item.
pub fn rows(mut thing: Value) -> Vec<Value> {
    let lists = |(place, price): &(&str, &str)| {
        let items = thing.pointer(place).and_then(Value::as_array);
        items.is_some_and(|items| {
            let priced = |item: &Value| item.pointer(price).or(item.get("plan")).is_some();
            (2..=MOST_ITEMS).contains(&items.len()) && items.iter().all(priced)
        })
    };
    let Some((place, _)) = ITEMS.into_iter().find(lists) else {
        return vec![thing];
    };
    let items = thing.pointer_mut(place).map(Value::take);
    let of = |item: Value| {
        let mut row = thing.clone();
        if let Some(items) = row.pointer_mut(place) {
            *items = Value::Array(vec![item]);
        }
        row
    };
    let Some(Value::Array(items)) = items else {
        return vec![thing];
    };
    items.into_iter().map(of).collect()
}

/// Where the items of a subscription are, and where the price of one is.
const ITEMS: [(&str, &str); 2] = [("/items/data", "/price"), ("/items", "/price/unit_price")];

/// Whether a list holds things.
fn has_things(list: &[Value]) -> bool {
    list.iter().any(Value::is_object)
}

impl Flat {
    /// Learns the columns of a thing.
    ///
    /// # Errors
    /// When it has no columns, or there are too many.
    pub fn learn(&mut self, thing: &Value) -> Result<(), Failure> {
        match thing {
            Value::Object(fields) => {
                self.things += 1;
                self.around.learn(fields);
                each(fields, "", DEPTH, &|_| true, &mut |name, value| {
                    if let Some(list) = value.as_array().filter(|list| has_things(list)) {
                        self.several.insert(name.to_owned());
                        self.within(name, list);
                    }
                    self.column(name);
                });
            }
            Value::Array(_) => self.lists += 1,
            Value::Null => {}
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                return Err(
                    Failure::failed("it is JSON, and what is in it has no columns")
                        .hint("export a list of things, or export it as CSV"),
                );
            }
        }
        match self.too_many {
            true => Err(Failure::failed(format!(
                "it is JSON whose things have more than {} names",
                count(MOST_COLUMNS as u64)
            ))
            .hint("export it as CSV")),
            false => Ok(()),
        }
    }

    /// Learns what the things of a list have: where the only price is among that, nothing can be made of several.
    fn within(&mut self, name: &str, list: &[Value]) {
        for inside in list.iter().filter_map(Value::as_object) {
            each(inside, name, DEPTH, &|_| true, &mut |name, _| {
                let new =
                    self.within.len() < MOST_COLUMNS && !self.within.iter().any(|n| n == name);
                self.within.extend(new.then(|| name.to_owned()));
            });
        }
    }

    /// All things were learned.
    ///
    /// # Errors
    /// When there are none, or some have names and others not.
    pub fn settle(&mut self) -> Result<(), Failure> {
        self.put_together();
        if let OneName::One(around) = &self.around {
            for name in &mut self.names {
                let inside = name
                    .strip_prefix(around.as_str())
                    .and_then(|name| name.strip_prefix('.'));
                *name = inside.unwrap_or(name).to_owned();
            }
        }
        match (self.things, self.lists) {
            (0, 0) => Err(Failure::failed("it is JSON and has no rows")
                .hint("export it again, or leave it out")),
            (0, _) | (_, 0) => Ok(()),
            _ => {
                Err(Failure::failed("it is JSON that mixes lists and things")
                    .hint("export it as CSV"))
            }
        }
    }

    /// Of a list that holds several things in some rows the single ones stay whole in all rows, unless they are what
    /// something costs: then the others are none that could be read.
    fn put_together(&mut self) {
        let is_price = |name: &str| {
            let last = name.rsplit('.').next().unwrap_or(name);
            PRICES.contains(&squeeze(last).as_str())
        };
        if !self.names.iter().any(|name| is_price(name)) {
            for name in std::mem::take(&mut self.within) {
                self.column(&name);
            }
        }
        let priced = |list: &str| {
            let inside = |name: &&String| {
                let inside = name.strip_prefix(list).and_then(|n| n.strip_prefix('.'));
                inside.is_some_and(is_price)
            };
            self.names.iter().any(|name| inside(&name))
        };
        let whole: HashSet<String> = self
            .several
            .iter()
            .filter(|list| !priced(list))
            .cloned()
            .collect();
        let is_inside = |name: &str| {
            let inside = |list: &String| {
                name.strip_prefix(list.as_str())
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            whole.iter().any(inside)
        };
        self.names.retain(|name| !is_inside(name));
        let places = self.names.iter().enumerate();
        self.places = places.map(|(at, name)| (name.clone(), at)).collect();
        self.several.retain(|list| !whole.contains(list));
        self.whole = whole;
    }

    /// Why a thing is no row: a list in it has several prices, or says that it has not all.
    pub fn crowded(&self, thing: &Value) -> Option<String> {
        if thing.pointer("/items/has_more") == Some(&Value::Bool(true)) {
            return Some(
                "`items` says that there are more than it has; export them all.".to_owned(),
            );
        }
        let fields = thing.as_object().filter(|_| !self.several.is_empty())?;
        let mut found = None;
        each(fields, "", DEPTH, &|_| true, &mut |name, value| {
            let list = value.as_array().filter(|list| has_things(list));
            if let Some(list) = list.filter(|_| self.several.contains(name)) {
                found.get_or_insert_with(|| {
                    let (name, things) = (quoted(name, 60), count(list.len() as u64));
                    format!("{name} has {things} things with a price in it, and a row has one; write one row for each.")
                });
            }
        });
        found
    }

    /// The header; nothing where the first list of cells is one.
    pub fn names(&self) -> Option<&[String]> {
        (self.lists == 0).then_some(&self.names)
    }

    /// The cells of a thing.
    pub fn cells(&mut self, thing: &Value) -> &[String] {
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        match thing {
            Value::Object(fields) => {
                cells.resize(self.names.len(), String::new());
                let apart = |list: &str| !self.whole.contains(list);
                each(fields, "", DEPTH, &apart, &mut |name, value| {
                    if let Some(at) = self.places.get(name) {
                        cells[*at] = words(value);
                    }
                });
            }
            Value::Array(values) => cells.extend(values.iter().map(words)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        self.cells = cells;
        &self.cells
    }

    fn column(&mut self, name: &str) {
        if self.places.contains_key(name) {
            return;
        }
        if self.names.len() == MOST_COLUMNS {
            self.too_many = true;
            return;
        }
        self.places.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
    }
}

/// Each value of a thing with its whole name: `customer.id`.
fn each(
    fields: &Map<String, Value>,
    before: &str,
    depth: usize,
    apart: &dyn Fn(&str) -> bool,
    take: &mut dyn FnMut(&str, &Value),
) {
    for (name, value) in fields {
        let whole;
        let name = if before.is_empty() {
            name.as_str()
        } else {
            whole = format!("{before}.{name}");
            &whole
        };
        match value {
            Value::Object(inside) if depth > 0 && !inside.is_empty() => {
                each(inside, name, depth - 1, apart, take);
            }
            Value::Array(list) => match &list[..] {
                [Value::Object(inside)] if !inside.is_empty() && apart(name) => {
                    each(inside, name, depth, apart, take);
                }
                _ => take(name, value),
            },
            value => take(name, value),
        }
    }
}

/// A value as it stands in a cell.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(truth) => values::truth(*truth).to_owned(),
        Value::Number(number) => match number.as_f64() {
            Some(real) if number.is_f64() => {
                let mut text = String::new();
                values::number(real, &mut text);
                text
            }
            Some(_) | None => number.to_string(),
        },
        // A zero byte would have the whole file taken for another encoding.
        Value::String(words) => words.replace('\0', ""),
        Value::Array(list) => {
            let simple = |value: &Value| !matches!(value, Value::Array(_) | Value::Object(_));
            match list.iter().all(simple) {
                true => list.iter().map(words).collect::<Vec<_>>().join(BETWEEN),
                false => value.to_string(),
            }
        }
        Value::Object(fields) if fields.is_empty() => String::new(),
        Value::Object(_) => value.to_string(),
    }
}
