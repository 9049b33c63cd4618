//! JSON as a table: a list of things, one thing a line, or a list within what says how many there are.
//! Must not know what becomes a column (`flat`).

mod outline;
mod thing;

use std::fmt;
use std::io::{self, BufReader, Read};
use std::path::Path;

use hashbrown::HashMap;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Deserializer;

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::flat::{self, Flat};
use super::grid::GridText;
use super::no_room;
use crate::exchange::read::bytes::{Bytes, Text};
use outline::{Allowance, Outline, Outlined};
use thing::JsonThing;

/// So deep within what surrounds it a list is looked for.
const DEPTH: usize = 3;

/// What was made of a file.
pub struct MadeOfJson {
    /// What it was.
    pub what: String,
    /// What it says of itself, as sentences.
    pub notes: Vec<String>,
    /// Why rows cannot be used, by the line that they begin on.
    pub unsound: HashMap<u64, String>,
}

/// Writes the things in a file of JSON as rows, and says what it was.
///
/// # Errors
/// When it is no JSON, cut short, nested too deep, has no list of things, or several.
pub fn table(path: &Path, to: &Path) -> Result<MadeOfJson, Failure> {
    let file = JsonFile {
        path,
        bytes: Bytes::of(path)?,
    };
    let (shape, more) = file.shape()?;
    let mut flat = Flat::default();
    file.each(&shape, &mut |thing| {
        let mut rows = flat::rows(thing.value).into_iter();
        rows.try_for_each(|value| flat.learn(&value))
    })?;
    flat.settle()?;
    let mut table = GridText::create(to).map_err(no_room)?;
    let (mut row, mut line, mut unsound) = (0, 1, HashMap::new());
    if let Some(names) = flat.names() {
        table.row(row, names).map_err(no_room)?;
        (row, line) = (row + 1, line + lines(names));
    }
    file.each(&shape, &mut |thing| {
        let twice = thing.twice.map(|name| {
            let name = quoted(&name, 60);
            format!("{name} stands in it twice; a name may stand in it once.")
        });
        for value in flat::rows(thing.value) {
            let crowded = flat.crowded(&value);
            let cells = flat.cells(&value);
            table.row(row, cells).map_err(no_room)?;
            if let Some(reason) = twice.clone().or(crowded) {
                unsound.insert(line, reason);
            }
            (row, line) = (row + 1, line + lines(cells));
        }
        Ok(())
    })?;
    table.finish().map_err(no_room)?;
    let what = match &shape {
        JsonShape::Lines => "JSON, one thing a line".to_owned(),
        JsonShape::List => "a list in JSON".to_owned(),
        JsonShape::In(path) => format!("JSON, list {}", quoted(&path.join("."), 60)),
    };
    let more = more.map(|name| {
        let name = quoted(&name, 60);
        format!("the file says that there is more than it has ({name}): import the other pages too")
    });
    Ok(MadeOfJson {
        what,
        notes: more.into_iter().collect(),
        unsound,
    })
}

/// How many lines a row takes, whatever its breaks are.
fn lines(cells: &[String]) -> u64 {
    let breaks = cells.iter().map(|cell| {
        let pairs = cell.matches("\r\n").count();
        cell.matches(['\r', '\n']).count() - pairs
    });
    1 + breaks.sum::<usize>() as u64
}

/// Where the things are.
enum JsonShape {
    /// One after another.
    Lines,
    /// In a list.
    List,
    /// In a list that is found under these names.
    In(Vec<String>),
}

struct JsonFile<'a> {
    path: &'a Path,
    bytes: Bytes,
}

impl JsonFile<'_> {
    fn text(&self) -> Result<(BufReader<AllowedText>, Allowance), Failure> {
        let text = Text::open(self.path, &self.bytes).map_err(no_room)?;
        let left = Allowance::default();
        left.renew();
        let allowed = AllowedText {
            text,
            left: left.clone(),
        };
        Ok((BufReader::with_capacity(64 * 1024, allowed), left))
    }

    /// Where its things are, and the name by which what is around them says that there are more.
    fn shape(&self) -> Result<(JsonShape, Option<String>), Failure> {
        let (text, left) = self.text()?;
        let mut values = Deserializer::from_reader(text);
        let mut more = None;
        let first = Outlined {
            left: &left,
            depth: DEPTH,
            more: &mut more,
        };
        let first = first.deserialize(&mut values).map_err(|e| broken(&e))?;
        left.renew();
        let another = values.into_iter::<IgnoredAny>().next();
        if another.transpose().map_err(|e| broken(&e))?.is_some() {
            return Ok((JsonShape::Lines, None));
        }
        match first {
            Outline::List { .. } => Ok((JsonShape::List, None)),
            Outline::Thing(_) => Ok(match first.only()? {
                Some(path) => (JsonShape::In(path), more),
                None => (JsonShape::Lines, None),
            }),
            Outline::Nothing | Outline::True | Outline::Words => Ok((JsonShape::Lines, None)),
        }
    }

    /// Gives each thing to `take`.
    fn each(
        &self,
        shape: &JsonShape,
        take: &mut dyn FnMut(JsonThing) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (text, left) = self.text()?;
        let mut failed = None;
        let mut values = Deserializer::from_reader(text);
        let mut things = JsonThings {
            left: &left,
            take,
            failed: &mut failed,
        };
        let read = match shape {
            JsonShape::Lines => values.into_iter().try_for_each(|value| things.one(value?)),
            JsonShape::List => things.within(&[]).deserialize(&mut values),
            JsonShape::In(path) => things.within(path).deserialize(&mut values),
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

/// Things that are handed on one after another.
struct JsonThings<'a> {
    left: &'a Allowance,
    take: &'a mut dyn FnMut(JsonThing) -> Result<(), Failure>,
    failed: &'a mut Option<Failure>,
}

impl<'a> JsonThings<'a> {
    fn one(&mut self, thing: JsonThing) -> Result<(), serde_json::Error> {
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
    things: &'b mut JsonThings<'a>,
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

/// A text of which no one thing fills the memory.
struct AllowedText {
    text: Text,
    left: Allowance,
}

impl Read for AllowedText {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.text.read(into)?;
        match self.left.takes(n as u64) {
            true => Ok(n),
            false => Err(io::Error::other("one thing in it has more than 16 MB")),
        }
    }
}
