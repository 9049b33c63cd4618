//! How a text of JSON begins: where its lists are, and whether it says that there is more than it has.
//! Must not know what becomes of the things in a list.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::domain::failure::Failure;
use crate::exchange::read::columns::squeeze;
use crate::exchange::safe::quoted;

/// No thing of a list is longer.
const LONGEST: u64 = 16 << 20;

/// What lists of things are called by those who put other things beside them.
const USUAL: [&str; 9] = [
    "data", "results", "result", "records", "items", "rows", "list", "values", "entries",
];

/// What says, where it is true, that there are more pages; squeezed.
const MORE: [&str; 4] = ["hasmore", "hasnext", "hasnextpage", "hasmorepages"];

/// What says where the next page is.
const NEXT: [&str; 10] = [
    "next",
    "nextpage",
    "nextoffset",
    "nextcursor",
    "nextpagetoken",
    "nextpageurl",
    "nexturl",
    "nextlink",
    "nextpagelink",
    "nexttoken",
];

/// How a value begins, and the lists in it.
pub enum Outline {
    /// A list, and whether anything with columns is in it.
    List {
        things: bool,
    },
    Thing(Vec<(String, Outline)>),
    /// No, or nothing.
    Nothing,
    /// Yes.
    True,
    /// A word or a number.
    Words,
}

impl Outline {
    /// Where the only list of things is in what surrounds it; `None` for the thing itself where it has none.
    ///
    /// # Errors
    /// When its list is empty, or there are several.
    pub fn only(&self) -> Result<Option<Vec<String>>, Failure> {
        let (mut full, mut empty) = (Vec::new(), false);
        self.lists(&mut Vec::new(), &mut full, &mut empty);
        let usual = |path: &&Vec<String>| {
            path.last()
                .is_some_and(|name| USUAL.contains(&name.as_str()))
        };
        match full.as_slice() {
            [] if empty => Err(Failure::failed("it is JSON and its list is empty")
                .hint("export it again, or leave it out")),
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            several => match several.iter().filter(usual).collect::<Vec<_>>()[..] {
                [one] => Ok(Some((*one).clone())),
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

    /// Whether there is anything in it.
    fn is_more(&self) -> bool {
        matches!(self, Outline::List { .. } | Outline::Thing(_))
    }

    /// Whether what stands under this name says that there are more pages.
    fn says_more(&self, name: &str) -> bool {
        let name = squeeze(name);
        let is = |names: &[&str]| names.contains(&name.as_str());
        match self {
            Outline::True => is(&MORE),
            Outline::Words | Outline::Thing(_) => is(&NEXT),
            Outline::Nothing | Outline::List { .. } => false,
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
            Outline::Nothing | Outline::True | Outline::Words => {}
        }
    }
}

/// Finds out how a value begins.
pub struct Outlined<'a> {
    /// How much may be read before the next thing.
    pub left: &'a Allowance,
    /// So deep lists are looked for.
    pub depth: usize,
    /// The name by which it says that there is more than it has.
    pub more: &'a mut Option<String>,
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
        loop {
            let looks = Outlined {
                left: self.left,
                depth: 0,
                more: &mut *self.more,
            };
            let Some(one) = list.next_element_seed(looks)? else {
                break;
            };
            things |= one.is_more();
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
                more: &mut *self.more,
            })?;
            if inside.says_more(&name) {
                self.more.get_or_insert_with(|| name.clone());
            }
            if inside.is_more() {
                fields.push((name, inside));
            }
        }
        Ok(Outline::Thing(fields))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Outline, E> {
        Ok(match truth {
            true => Outline::True,
            false => Outline::Nothing,
        })
    }

    fn visit_i64<E>(self, _: i64) -> Result<Outline, E> {
        Ok(Outline::Words)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Outline, E> {
        Ok(Outline::Words)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Outline, E> {
        Ok(Outline::Words)
    }

    fn visit_str<E>(self, words: &str) -> Result<Outline, E> {
        Ok(match words.is_empty() {
            true => Outline::Nothing,
            false => Outline::Words,
        })
    }

    fn visit_unit<E>(self) -> Result<Outline, E> {
        Ok(Outline::Nothing)
    }
}

/// How much may be read before the next thing.
#[derive(Clone, Default)]
pub struct Allowance(Rc<Cell<u64>>);

impl Allowance {
    /// A new thing begins.
    pub fn renew(&self) {
        self.0.set(LONGEST);
    }

    /// Takes off what was read; `false` when that is too much.
    pub fn takes(&self, bytes: u64) -> bool {
        match self.0.get().checked_sub(bytes) {
            Some(left) => {
                self.0.set(left);
                true
            }
            None => false,
        }
    }
}
