//! A field, described once: its words, what it holds, how to get and set it, whether it may carry a
//! customer's name, what an import may call it, where it is edited. Each thing a room keeps has one table
//! of such rows beside its type; the store, the command line, JSON, the edit menus, imports and the mask
//! read it. Must not know any particular thing.

mod held;
mod names;

pub use held::{FieldValue, Plain};
pub use names::{Bears, Field};

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::failure::Failure;
use super::subject::Subject;

/// A field's value as the journal keeps it. Days are days since 1970, flags 0 and 1, structures JSON text.
#[derive(
    Clone, Debug, Default, PartialEq, Serialize, Deserialize, derive_more::From, TraversableMut,
)]
#[serde(untagged)]
pub enum Value {
    /// Not set.
    #[default]
    None,
    /// A number, day, id or flag.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// A text, a word of an enum, or JSON.
    Text(String),
}

impl Value {
    /// Whether it is none or an empty text.
    pub fn is_nothing(&self) -> bool {
        match self {
            Value::None => true,
            Value::Text(text) => text.is_empty(),
            Value::Int(_) | Value::Real(_) => false,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::None, Into::into)
    }
}

/// A thing a room keeps.
pub trait Thing: Sized + 'static {
    /// A row per field, in the order of columns and of JSON.
    const FIELDS: &'static [FieldOf<Self>];

    /// The row of a field, if the thing has it.
    fn field(field: Field) -> Option<&'static FieldOf<Self>> {
        Self::FIELDS.iter().find(|row| row.is.field == field)
    }

    /// The value of a field; none where the thing has no such field.
    fn value(&self, field: Field) -> Value {
        Self::field(field).map_or(Value::None, |row| (row.get)(self).value())
    }

    /// The texts that it holds, apart from its name.
    fn texts_held() -> impl Iterator<Item = &'static FieldOf<Self>> {
        let rows = Self::FIELDS.iter();
        rows.filter(|row| matches!(row.is.holds, Holds::Text))
    }

    /// The texts that people type of it, apart from its name.
    fn texts() -> impl Iterator<Item = &'static FieldOf<Self>> {
        let rows = Self::FIELDS.iter();
        rows.filter(|row| row.is.typed.is_some() && matches!(row.is.holds, Holds::Text))
    }
}

impl<T> FieldOf<T> {
    /// The text of a thing in it; empty where it holds none.
    pub fn text(&self, thing: &T) -> String {
        match (self.get)(thing).value() {
            Value::Text(text) => text,
            Value::None | Value::Int(_) | Value::Real(_) => String::new(),
        }
    }
}

/// One field of a thing, with the way to its value.
#[derive(Debug)]
pub struct FieldOf<T: 'static> {
    /// What is to be known of it.
    pub is: Described,
    /// Its value.
    pub get: fn(&T) -> &dyn FieldValue,
    /// Its value, to be set.
    pub get_mut: fn(&mut T) -> &mut dyn FieldValue,
}

/// What is to be known of a field, whatever thing it belongs to.
#[derive(Debug)]
pub struct Described {
    /// Its name in the journal.
    pub field: Field,
    /// Its column in the store.
    pub column: &'static str,
    /// Its key in JSON; the column's name unless said otherwise.
    pub key: &'static str,
    /// How a sentence calls it: `the due day`.
    pub words: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it may carry a customer's name, so that the mask has to pass over it.
    pub secret: bool,
    /// Whether a change may set it by itself.
    pub settable: bool,
    /// The most letters that a person may give it, where that is fewer than a text may have.
    pub letters: Option<usize>,
    /// How a person types it, where it can be typed.
    pub typed: Option<Typed>,
    /// How a column of a file is known for it, where files have it.
    pub import: Option<Import>,
}

/// How a person types a field: an option of `add` and `edit`, a row of the edit menu.
#[derive(Clone, Copy, Debug)]
pub struct Typed {
    /// The option's name.
    pub option: &'static str,
    /// What it is asked with: the option's help and the line's question.
    pub help: &'static str,
    /// Whether a day without its year is the last such day, not the next.
    pub past: bool,
    /// Of a day that cannot be still to come: why not, and what to write instead.
    pub over: Option<[&'static str; 2]>,
}

/// How a column of a file is known for a field.
#[derive(Clone, Copy, Debug)]
pub struct Import {
    /// Its plain name, which `--map` uses.
    pub name: &'static str,
    /// Headers it is known under, best first, blanks between; the plain name is one without being listed.
    pub known: &'static str,
    /// How much it says about the kind of the file.
    pub weight: u32,
}

/// The most that a text may have which somebody types, in bytes. What a file brings is kept as it was said.
pub const LONGEST_TEXT: usize = 64 << 10;

/// Says that a text is longer than one may be, and what comes of it.
pub fn too_long(words: &str) -> Failure {
    let most = LONGEST_TEXT >> 10;
    Failure::usage(format!("a text has at most {most} KiB: {words}"))
        .hint("shorten it, or keep the whole in a file and write down where")
}

/// What a field can hold.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Any text; no value is an empty one.
    Text,
    /// A text that is not empty.
    Name,
    /// One letter or digit, or none.
    Key,
    /// A number with a fraction, or none.
    Number,
    /// A whole number, or a moment in seconds since 1970.
    Whole,
    /// A day, or none.
    Day,
    /// A day.
    NeedsDay,
    /// 0 or 1.
    Flag,
    /// 0, 1 or not known.
    MaybeFlag,
    /// One of these words; whether none is possible too.
    Words(&'static [&'static str], bool),
    /// The id of an account, tag, owner, roadmap item or meeting, or none.
    Points(fn(i64) -> Subject),
    /// A currency code, or none.
    Currency,
    /// A way of counting.
    Profile,
    /// A period.
    Period,
    /// An agenda as JSON.
    Agenda,
    /// A clock as JSON.
    Clock,
    /// An origin as JSON.
    Origin,
    /// Texts by their names, as JSON.
    Texts,
    /// Frozen numbers as JSON, or none; kept to the byte.
    Frozen,
    /// Figures as JSON, or none: there are no words of anybody in it.
    Figures,
}

/// What a field is: it may carry a customer's name and can be set by itself, unless a method below says otherwise.
pub const fn is(
    field: Field,
    column: &'static str,
    holds: Holds,
    words: &'static str,
) -> Described {
    Described {
        field,
        column,
        key: column,
        words,
        holds,
        secret: true,
        settable: true,
        letters: None,
        typed: None,
        import: None,
    }
}

/// A row of a thing's table: what the field is, and the way to its value.
pub const fn row<T>(
    is: Described,
    get: fn(&T) -> &dyn FieldValue,
    get_mut: fn(&mut T) -> &mut dyn FieldValue,
) -> FieldOf<T> {
    FieldOf { is, get, get_mut }
}

impl Described {
    /// How the head of a column calls it: `due day`.
    pub fn head(&self) -> &'static str {
        self.words.strip_prefix("the ").unwrap_or(self.words)
    }

    /// It never holds a customer's name: the mask leaves it alone.
    pub const fn open(mut self) -> Described {
        self.secret = false;
        self
    }

    /// It is set when the thing is made, and not by itself afterwards.
    pub const fn fixed(mut self) -> Described {
        self.settable = false;
        self
    }

    /// A person gives it at most so many letters.
    pub const fn at_most(mut self, letters: usize) -> Described {
        self.letters = Some(letters);
        self
    }

    /// Its key in JSON is not the column's name.
    pub const fn key(mut self, key: &'static str) -> Described {
        self.key = key;
        self
    }

    /// A person types it, by this option and question.
    pub const fn typed(mut self, option: &'static str, help: &'static str) -> Described {
        self.typed = Some(Typed {
            option,
            help,
            past: false,
            over: None,
        });
        self
    }

    /// A day that has been: typed without its year it is the last such day, not the next.
    pub const fn past(mut self) -> Described {
        if let Some(typed) = &mut self.typed {
            typed.past = true;
        }
        self
    }

    /// A day that is never still to come: `why` ends the sentence that refuses one, `instead` says what to write.
    pub const fn over(mut self, why: &'static str, instead: &'static str) -> Described {
        if let Some(typed) = &mut self.typed {
            typed.past = true;
            typed.over = Some([why, instead]);
        }
        self
    }

    /// A column of a file can be it: its plain name, its weight, and the headers it is known under.
    pub const fn import(
        mut self,
        name: &'static str,
        weight: u32,
        known: &'static str,
    ) -> Described {
        self.import = Some(Import {
            name,
            known,
            weight,
        });
        self
    }
}
