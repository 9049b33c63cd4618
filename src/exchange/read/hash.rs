//! The hash by which a row is known again: FNV-1a 64 over its values as they were understood.
//! Must not know files: how a value was written does not count, what it means does.

use crate::domain::account::Account;
use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::field::{Field, FieldOf, Thing, Value};
use crate::domain::import::{
    FeedbackRow, GivenThing, ImportRow, MovementAmount, MovementRow, SubscriptionRow, UsageRow,
};
use crate::domain::word::Word;

pub(in crate::exchange) struct Fnv(u64);

impl Fnv {
    /// Of nothing yet.
    pub(in crate::exchange) fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    /// Of what came to a sum before.
    pub(in crate::exchange) fn from(sum: i64) -> Fnv {
        Fnv(sum.cast_unsigned())
    }

    /// What it comes to.
    pub(in crate::exchange) fn sum(&self) -> i64 {
        self.0.cast_signed()
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// A text and an end mark that no cleaned text holds, so that "ab","c" and "a","bc" differ.
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.bytes(&[0x1F]);
    }

    fn texts(&mut self, texts: &[&String]) {
        texts.iter().for_each(|text| self.text(text));
    }

    pub(in crate::exchange) fn number(&mut self, number: i64) {
        self.bytes(&number.to_le_bytes());
    }

    fn day(&mut self, day: Option<Day>) {
        self.number(day.map_or(i64::MIN, |d| i64::from(d.0)));
    }

    /// A field's value; none is a day that is not there.
    fn value(&mut self, value: &Value) {
        match value {
            Value::None => self.number(i64::MIN),
            Value::Int(number) => self.number(*number),
            Value::Real(number) => self.number(number.to_bits().cast_signed()),
            Value::Text(text) => self.text(text),
        }
    }
}

/// The hash of a row.
pub fn of(row: &ImportRow) -> i64 {
    let mut fnv = Fnv::new();
    match row {
        ImportRow::Account(row) => account(&mut fnv, row),
        ImportRow::Subscription(row) => subscription(&mut fnv, row),
        ImportRow::Movement(row) => movement(&mut fnv, row),
        ImportRow::Balance(row) => {
            fnv.text(&row.account);
            fnv.day(Some(row.day));
            fnv.number(row.mrr.0);
        }
        ImportRow::Feedback(row) => feedback(&mut fnv, row),
        ImportRow::Owner(row) => thing(&mut fnv, row, &OWNER),
        ImportRow::Roadmap(row) => thing(&mut fnv, row, &ROADMAP),
        ImportRow::Usage(row) => usage(&mut fnv, row),
        ImportRow::LeftOut => {}
    }
    fnv.sum()
}

/// The fields that entered the hash first, in the order in which they did: rows of rooms that exist are known
/// by it. A field that came later enters only where it is filled, so that a row without it stays known.
const OWNER: [Field; 4] = [Field::External, Field::Name, Field::Email, Field::Team];
const ROADMAP: [Field; 7] = [
    Field::External,
    Field::Title,
    Field::Status,
    Field::Target,
    Field::Owner,
    Field::Url,
    Field::Ease,
];
const ACCOUNT: [Field; 8] = [
    Field::External,
    Field::Name,
    Field::Plan,
    Field::Segment,
    Field::Channel,
    Field::Region,
    Field::Owner,
    Field::SignedUp,
];

fn thing<T: Thing>(fnv: &mut Fnv, thing: &T, first: &[Field]) {
    for row in first.iter().filter_map(|field| T::field(*field)) {
        fnv.value(&(row.get)(thing).value());
    }
    later(fnv, thing, first);
}

fn later<T: Thing>(fnv: &mut Fnv, thing: &T, first: &[Field]) {
    let is_later = |row: &&FieldOf<T>| row.is.import.is_some() && !first.contains(&row.is.field);
    for row in T::FIELDS.iter().filter(is_later) {
        let value = (row.get)(thing).value();
        if !value.is_nothing() {
            fnv.text(row.is.key);
            fnv.value(&value);
        }
    }
}

/// A column the file does not have is another thing than an empty one, and a name is never empty.
fn account(fnv: &mut Fnv, row: &GivenThing<Account>) {
    for field in &ACCOUNT {
        let value = Account::field(*field).map(|of| (of.get)(&row.thing).value());
        let told =
            row.fields.contains(field) && (*field != Field::Name || !row.thing.name.is_empty());
        match value {
            Some(_) if *field != Field::External && *field != Field::SignedUp && !told => {
                fnv.bytes(&[0x1E]);
            }
            Some(value) => fnv.value(&value),
            None => {}
        }
    }
    later(fnv, &row.thing, &ACCOUNT);
    for (key, value) in &row.thing.attributes {
        fnv.texts(&[key, value]);
    }
}

fn subscription(fnv: &mut Fnv, row: &SubscriptionRow) {
    fnv.texts(&[&row.external, &row.account, &row.plan]);
    fnv.day(Some(row.start));
    fnv.day(row.end);
    fnv.number(row.amount.0);
    fnv.text(row.interval.word());
    fnv.number(i64::from(row.trial));
    if !row.external.is_empty() {
        cause(fnv, row.cause);
    }
}

/// A cause counts only where there is one and only where something else is the row's identity: what was
/// imported before causes were read stays known.
fn cause(fnv: &mut Fnv, cause: Option<Cause>) {
    if let Some(cause) = cause {
        fnv.text(cause.word());
    }
}

fn movement(fnv: &mut Fnv, row: &MovementRow) {
    fnv.text(&row.account);
    fnv.day(Some(row.day));
    let (what, cents) = match row.amount {
        MovementAmount::Delta(cents) => (0, cents),
        MovementAmount::Balance(cents) => (1, cents),
    };
    fnv.number(what);
    fnv.number(cents.0);
    cause(fnv, row.cause);
}

fn usage(fnv: &mut Fnv, row: &UsageRow) {
    fnv.text(&row.account);
    fnv.day(row.day);
    for (name, value) in &row.signs {
        fnv.texts(&[name, value]);
    }
}

/// Tags count only where an id tells rows apart: without one the hash is the row's identity, and tagging a file
/// later must not double its rows. Nor must blanks around its words.
fn feedback(fnv: &mut Fnv, row: &FeedbackRow) {
    fnv.texts(&[&row.external, &row.account, &row.source, &row.reason]);
    fnv.text(match row.external.is_empty() {
        true => row.text.trim(),
        false => &row.text,
    });
    fnv.number(i64::from(row.exit_survey));
    fnv.day(row.received);
    fnv.number(row.score.map_or(i64::MIN, |s| s.to_bits().cast_signed()));
    if !row.external.is_empty() {
        row.tags.iter().flatten().for_each(|tag| fnv.text(tag));
    }
}
