//! The hash by which a row is known again: FNV-1a 64 over its values as they were understood.
//! Must not know files: how a value was written does not count, what it means does.

use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::import::{
    AccountRow, FeedbackRow, MovementAmount, MovementRow, Row, SubscriptionRow, UsageRow,
};

struct Fnv(u64);

impl Fnv {
    fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// A text and an end mark that no cleaned text holds, so that "ab","c" and "a","bc" differ.
    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.bytes(&[0x1F]);
    }

    fn texts(&mut self, texts: &[&String]) {
        texts.iter().for_each(|text| self.text(text));
    }

    fn number(&mut self, number: i64) {
        self.bytes(&number.to_le_bytes());
    }

    fn day(&mut self, day: Option<Day>) {
        self.number(day.map_or(i64::MIN, |d| i64::from(d.0)));
    }

    /// A field that the file may not have at all.
    fn maybe(&mut self, text: Option<&String>) {
        match text {
            Some(text) => self.text(text),
            None => self.bytes(&[0x1E]),
        }
    }
}

/// The hash of a row.
pub fn of(row: &Row) -> i64 {
    let mut fnv = Fnv(0xcbf2_9ce4_8422_2325);
    match row {
        Row::Account(row) => account(&mut fnv, row),
        Row::Subscription(row) => subscription(&mut fnv, row),
        Row::Movement(row) => movement(&mut fnv, row),
        Row::Balance(row) => {
            fnv.text(&row.account);
            fnv.day(Some(row.day));
            fnv.number(row.mrr.0);
        }
        Row::Feedback(row) => feedback(&mut fnv, row),
        Row::Owner(o) => fnv.texts(&[&o.external, &o.name, &o.email, &o.team]),
        Row::Roadmap(r) => fnv.texts(&[
            &r.external,
            &r.title,
            &r.status,
            &r.target,
            &r.owner,
            &r.url,
            &r.ease,
        ]),
        Row::Usage(row) => usage(&mut fnv, row),
        Row::LeftOut => {}
    }
    fnv.0.cast_signed()
}

fn account(fnv: &mut Fnv, row: &AccountRow) {
    fnv.text(&row.external);
    let fields = [
        &row.name,
        &row.plan,
        &row.segment,
        &row.channel,
        &row.region,
        &row.owner,
    ];
    fields
        .into_iter()
        .for_each(|field| fnv.maybe(field.as_ref()));
    fnv.day(row.signed_up);
    for (key, value) in &row.attributes {
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
/// later must not double its rows.
fn feedback(fnv: &mut Fnv, row: &FeedbackRow) {
    fnv.texts(&[
        &row.external,
        &row.account,
        &row.source,
        &row.reason,
        &row.text,
    ]);
    fnv.number(i64::from(row.exit_survey));
    fnv.day(row.received);
    fnv.number(row.score.map_or(i64::MIN, |s| s.to_bits().cast_signed()));
    if !row.external.is_empty() {
        row.tags.iter().for_each(|tag| fnv.text(tag));
    }
}
