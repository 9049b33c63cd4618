//! The hash by which a row is known again: FNV-1a 64 over its values as they were understood.
//! Must not know files: how a value was written does not count, what it means does.

use crate::domain::day::Day;
use crate::domain::import::{MovementAmount, Row};

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

/// The hash of a row. Tags count only where an id tells rows apart: without one the hash is the row's identity,
/// and tagging a file later must not double its rows.
pub fn of(row: &Row) -> i64 {
    let mut fnv = Fnv(0xcbf2_9ce4_8422_2325);
    match row {
        Row::Account(a) => {
            fnv.text(&a.external);
            for text in [
                &a.name, &a.plan, &a.segment, &a.channel, &a.region, &a.owner,
            ] {
                fnv.maybe(text.as_ref());
            }
            fnv.day(a.signed_up);
            for (key, value) in &a.attributes {
                fnv.text(key);
                fnv.text(value);
            }
        }
        Row::Subscription(s) => {
            for text in [&s.external, &s.account, &s.plan] {
                fnv.text(text);
            }
            fnv.day(Some(s.start));
            fnv.day(s.end);
            fnv.number(s.amount.0);
            fnv.text(s.interval.word());
            fnv.number(i64::from(s.trial));
        }
        Row::Movement(m) => {
            fnv.text(&m.account);
            fnv.day(Some(m.day));
            let (what, cents) = match m.amount {
                MovementAmount::Delta(cents) => (0, cents),
                MovementAmount::Balance(cents) => (1, cents),
            };
            fnv.number(what);
            fnv.number(cents.0);
        }
        Row::Balance(b) => {
            fnv.text(&b.account);
            fnv.day(Some(b.day));
            fnv.number(b.mrr.0);
        }
        Row::Feedback(f) => {
            for text in [&f.external, &f.account, &f.source, &f.reason, &f.text] {
                fnv.text(text);
            }
            fnv.number(i64::from(f.exit_survey));
            fnv.day(f.received);
            fnv.number(f.score.map_or(i64::MIN, |s| s.to_bits().cast_signed()));
            if !f.external.is_empty() {
                f.tags.iter().for_each(|t| fnv.text(t));
            }
        }
        Row::Owner(o) => [&o.external, &o.name, &o.email, &o.team]
            .into_iter()
            .for_each(|t| fnv.text(t)),
        Row::Roadmap(r) => [
            &r.external,
            &r.title,
            &r.status,
            &r.target,
            &r.owner,
            &r.url,
            &r.ease,
        ]
        .into_iter()
        .for_each(|t| fnv.text(t)),
        Row::LeftOut => {}
    }
    fnv.0.cast_signed()
}
