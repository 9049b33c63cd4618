//! JSON as a table: a list of things, one thing a line, or a list within what says how many there are.
//! Must not know what becomes a column (`flat`).

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Value};

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::flat::Flat;
use super::grid::Table;
use super::no_room;
use crate::exchange::read::bytes::{Bytes, Text};

/// No thing of a list is longer.
const LONGEST: u64 = 16 << 20;

/// So deep within what surrounds it a list is looked for.
const DEPTH: usize = 3;

/// What lists of things are called by those who put other things beside them.
const USUAL: [&str; 9] = [
    "data", "results", "result", "records", "items", "rows", "list", "values", "entries",
];

/// Writes the things in a file of JSON as rows, and says what it was.
///
/// # Errors
/// When it is no JSON, cut short, nested too deep, has no list of things, or several.
pub fn table(path: &Path, to: &Path) -> Result<String, Failure> {
    let file = Json {
        path,
        bytes: Bytes::of(path)?,
    };
    let shape = file.shape()?;
    let mut flat = Flat::default();
    file.each(&shape, &mut |thing| flat.learn(&thing))?;
    flat.settle()?;
    let mut table = Table::create(to).map_err(no_room)?;
    let mut row = 0;
    if let Some(names) = flat.names() {
        table.row(row, names).map_err(no_room)?;
        row += 1;
    }
    file.each(&shape, &mut |thing| {
        let cells = flat.cells(&thing);
        table.row(row, cells).map_err(no_room)?;
        row += 1;
        Ok(())
    })?;
    table.finish().map_err(no_room)?;
    Ok(match &shape {
        Shape::Lines => "JSON, one thing a line".to_owned(),
        Shape::List => "a list in JSON".to_owned(),
        Shape::In(path) => format!("JSON, list {}", quoted(&path.join("."), 60)),
    })
}

/// Where the things are.
enum Shape {
    /// One after another.
    Lines,
    /// In a list.
    List,
    /// In a list that is found under these names.
    In(Vec<String>),
}

struct Json<'a> {
    path: &'a Path,
    bytes: Bytes,
}

impl Json<'_> {
    fn text(&self) -> Result<(BufReader<Allowed>, Allowance), Failure> {
        let text = Text::open(self.path, &self.bytes).map_err(no_room)?;
        let left = Allowance::default();
        left.renew();
        let allowed = Allowed {
            text,
            left: left.clone(),
        };
        Ok((BufReader::with_capacity(64 * 1024, allowed), left))
    }

    fn shape(&self) -> Result<Shape, Failure> {
        let (text, left) = self.text()?;
        let mut values = Deserializer::from_reader(text);
        let first = Outlined {
            left: &left,
            depth: DEPTH,
        };
        let first = first.deserialize(&mut values).map_err(|e| broken(&e))?;
        left.renew();
        let more = values.into_iter::<IgnoredAny>().next();
        if more.transpose().map_err(|e| broken(&e))?.is_some() {
            return Ok(Shape::Lines);
        }
        match first {
            Outline::List { .. } => Ok(Shape::List),
            Outline::Thing(_) => first.only(),
            Outline::Other => Ok(Shape::Lines),
        }
    }

    /// Gives each thing to `take`.
    fn each(
        &self,
        shape: &Shape,
        take: &mut dyn FnMut(Value) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (text, left) = self.text()?;
        let mut failed = None;
        let mut values = Deserializer::from_reader(text);
        let mut things = Things {
            left: &left,
            take,
            failed: &mut failed,
        };
        let read = match shape {
            Shape::Lines => values.into_iter().try_for_each(|value| things.one(value?)),
            Shape::List => things.within(&[]).deserialize(&mut values),
            Shape::In(path) => things.within(path).deserialize(&mut values),
        };
        match (failed, read) {
            (Some(failure), _) => Err(failure),
            (None, Err(error)) => Err(broken(&error)),
            (None, Ok(())) => Ok(()),
        }
    }
}

fn broken(error: &serde_json::Error) -> Failure {
    let said = error.to_string();
    let says = match () {
        () if said.starts_with("recursion limit") => {
            "it is JSON nested more than 128 levels deep".to_owned()
        }
        () if error.is_eof() => "it is JSON and cut short".to_owned(),
        () => format!("it is no readable JSON: {}", quoted(&said, 200)),
    };
    Failure::failed(says).hint("export it again, or export it as CSV")
}

/// How a value begins, and the lists in it.
enum Outline {
    /// A list, and whether anything with columns is in it.
    List {
        things: bool,
    },
    Thing(Vec<(String, Outline)>),
    Other,
}

impl Outline {
    /// The only list of things in what surrounds it, or the thing itself where it has none.
    fn only(&self) -> Result<Shape, Failure> {
        let (mut full, mut empty) = (Vec::new(), false);
        self.lists(&mut Vec::new(), &mut full, &mut empty);
        let usual = |path: &&Vec<String>| {
            path.last()
                .is_some_and(|name| USUAL.contains(&name.as_str()))
        };
        match full.as_slice() {
            [] if empty => Err(Failure::failed("it is JSON and its list is empty")
                .hint("export it again, or leave it out")),
            [] => Ok(Shape::Lines),
            [one] => Ok(Shape::In(one.clone())),
            several => match several.iter().filter(usual).collect::<Vec<_>>()[..] {
                [one] => Ok(Shape::In(one.clone())),
                _ => {
                    let names = several
                        .iter()
                        .take(20)
                        .map(|path| quoted(&path.join("."), 60));
                    let names = names.collect::<Vec<_>>().join(", ");
                    Err(Failure::usage(format!("it has several lists: {names}"))
                        .hint("save each list as a file of its own"))
                }
            },
        }
    }

    fn lists(&self, path: &mut Vec<String>, full: &mut Vec<Vec<String>>, empty: &mut bool) {
        match self {
            Outline::List { things: true } => full.push(path.clone()),
            Outline::List { things: false } => *empty = true,
            Outline::Thing(fields) => {
                for (name, inside) in fields {
                    path.push(name.clone());
                    inside.lists(path, full, empty);
                    path.pop();
                }
            }
            Outline::Other => {}
        }
    }
}

struct Outlined<'a> {
    left: &'a Allowance,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Outlined<'_> {
    type Value = Outline;

    fn deserialize<D: serde::Deserializer<'de>>(self, value: D) -> Result<Outline, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Outlined<'_> {
    type Value = Outline;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Outline, A::Error> {
        let mut things = false;
        let looks = |depth| Outlined {
            left: self.left,
            depth,
        };
        while let Some(one) = list.next_element_seed(looks(0))? {
            things |= !matches!(one, Outline::Other);
            self.left.renew();
        }
        Ok(Outline::List { things })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            self.left.renew();
            if self.depth == 0 {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let inside = map.next_value_seed(Outlined {
                left: self.left,
                depth: self.depth - 1,
            })?;
            if !matches!(inside, Outline::Other) {
                fields.push((name, inside));
            }
        }
        Ok(Outline::Thing(fields))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_unit<E>(self) -> Result<Outline, E> {
        Ok(Outline::Other)
    }
}

/// Things that are handed on one after another.
struct Things<'a> {
    left: &'a Allowance,
    take: &'a mut dyn FnMut(Value) -> Result<(), Failure>,
    failed: &'a mut Option<Failure>,
}

impl<'a> Things<'a> {
    fn one(&mut self, thing: Value) -> Result<(), serde_json::Error> {
        self.left.renew();
        (self.take)(thing).map_err(|failure| {
            *self.failed = Some(failure);
            serde::de::Error::custom("no more are wanted")
        })
    }

    fn within<'b>(&'b mut self, path: &'b [String]) -> Within<'b, 'a> {
        Within { things: self, path }
    }
}

/// The things of the list that is found under these names.
struct Within<'b, 'a> {
    things: &'b mut Things<'a>,
    path: &'b [String],
}

impl<'de> DeserializeSeed<'de> for Within<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Within<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(thing) = list.next_element()? {
            self.things.one(thing).map_err(serde::de::Error::custom)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            self.things.left.renew();
            match self.path.split_first() {
                Some((first, rest)) if *first == name => map.next_value_seed(Within {
                    things: self.things,
                    path: rest,
                })?,
                Some(_) | None => map.next_value::<IgnoredAny>().map(drop)?,
            }
        }
        Ok(())
    }
}

/// How much may be read before the next thing.
#[derive(Clone, Default)]
struct Allowance(Rc<Cell<u64>>);

impl Allowance {
    fn renew(&self) {
        self.0.set(LONGEST);
    }
}

/// A text of which no one thing fills the memory.
struct Allowed {
    text: Text,
    left: Allowance,
}

impl Read for Allowed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.text.read(into)?;
        let left = self.left.0.get().checked_sub(n as u64);
        let left = left.ok_or_else(|| io::Error::other("one thing in it has more than 16 MB"))?;
        self.left.0.set(left);
        Ok(n)
    }
}
