//! The store as the worker's doors.
//! Must not know SQL, nor formats: importing is `intake`'s.

use std::path::PathBuf;

use crate::domain::change::{Applied, Author, Change, Field, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::meeting::Present;
use crate::domain::money::count;
use crate::domain::query::{Answer, Query};
use crate::domain::word::Word;
use crate::store::Store;

use super::doors::Doors;
use super::intake::{self, Reports};
use super::lists::home;

impl Doors for Store {
    fn answer(&mut self, query: &Query) -> Result<Answer, Failure> {
        Store::answer(self, query)
    }

    fn apply(&mut self, author: &Author, change: &Change) -> Result<Applied, Failure> {
        Store::apply(self, author, change)
    }

    fn record(&mut self, subject: Subject) -> Result<Option<Record>, Failure> {
        Store::record(self, subject)
    }

    fn value(&mut self, subject: Subject, field: Field) -> Result<Option<Value>, Failure> {
        Store::value(self, subject, field)
    }

    fn version(&self) -> Result<i64, Failure> {
        self.data_version()
    }

    fn beat(&mut self, present: &Present) -> Result<(), Failure> {
        Store::beat(self, present)
    }

    fn lost(&mut self) -> Option<Failure> {
        Store::lost(self)
    }

    fn turn_read_only(&mut self, reason: String) {
        Store::turn_read_only(self, reason);
    }

    fn import(
        &mut self,
        author: &Author,
        paths: &[String],
        say: &mut dyn FnMut(String),
    ) -> Result<String, Failure> {
        let (paths, options) = asked(paths)?;
        let mut progress = |p: intake::Progress<'_>| {
            let (at, of, rows) = (p.at, p.of, count(p.rows));
            say(format!("importing {at} of {of}: {} · {rows} rows", p.file));
            true
        };
        let reports = intake::take_in(self, &paths, &options, author, &mut progress)?;
        Ok(said(&reports))
    }
}

/// The files of a line, and the one thing an empty room cannot know: `FILES --currency EUR`.
fn asked(words: &[String]) -> Result<(Vec<PathBuf>, intake::Options), Failure> {
    let mut options = intake::Options::default();
    let mut paths = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--currency" {
            let code = words.next().map_or("", String::as_str);
            let currency = code.parse().map_err(|e| Failure::usage(format!("{e}")))?;
            options.hints.currency = Some(currency);
        } else {
            paths.push(home(word));
        }
    }
    Ok((paths, options))
}

/// What became of the files, in a footer's words.
fn said(reports: &Reports) -> String {
    let files = reports.files.iter().map(|f| {
        let c = f.counts;
        let mut words = format!("{}: {} new", f.kind.word(), count(c.new));
        for (n, what) in [
            (c.updated, "updated"),
            (c.unchanged, "unchanged"),
            (c.rejected, "rejected"),
            (c.erased, "of erased customers left out"),
        ] {
            if n > 0 {
                words.push_str(&format!(", {} {what}", count(n)));
            }
        }
        if let Some(rejects) = &f.rejects_file {
            words.push_str(&format!(" (see {})", rejects));
        }
        words
    });
    format!("imported {}", files.collect::<Vec<_>>().join("; "))
}
