//! The store as the worker's doors.
//! Must not know SQL, nor formats: importing is `intake`'s.

use std::path::Path;

use crate::app::{Looked, OpenQuestion};
use crate::domain::change::{Applied, Author, Change, Field, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::import::Counts;
use crate::domain::masking::Mask;
use crate::domain::meeting::Present;
use crate::domain::money::{by_count, count, counted};
use crate::domain::query::{Answer, Query};
use crate::domain::word::Word;
use crate::store::Store;

use super::doors::Doors;
use super::intake::{self, Reports};
use super::{process, typed};

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

    fn beat(&mut self, present: &Present) -> Result<bool, Failure> {
        Store::beat(self, present)
    }

    fn claim(&mut self, own: &mut Present, texts: &[FeedbackId]) -> Result<(), Failure> {
        Store::claim(self, own, texts, &process::is_gone)
    }

    fn lost(&mut self) -> Option<Failure> {
        Store::lost(self)
    }

    fn damaged(&mut self) -> Option<Failure> {
        Store::damaged(self)
    }

    fn open_anew(&mut self) -> Result<(), Failure> {
        Store::open_anew(self)
    }

    fn turn_read_only(&mut self, reason: String) {
        Store::turn_read_only(self, reason);
    }

    fn look(
        &mut self,
        author: &Author,
        words: &[String],
        mask: &Mask,
        say: &mut dyn FnMut(String) -> bool,
    ) -> Result<Looked, Failure> {
        let (paths, mut options) = typed::files(words)?;
        intake::put_back(&paths, &mut options, mask);
        options.dry_run = true;
        let mut progress = |p: intake::Progress<'_>| say(so_far("reading", p));
        let reports = intake::take_in(self, &paths, &options, author, &mut progress)?;
        let mut looked = looked(words, &reports);
        let asks = !options.hints.ignore_rest;
        let left_out = reports.left_out().filter(|_| asks);
        looked.open.extend(left_out.as_ref().map(partly));
        Ok(looked)
    }

    fn names(&mut self, words: &[String]) -> Result<Vec<String>, Failure> {
        let (paths, options) = typed::files(words)?;
        intake::names(self, &paths, &options)
    }

    fn import(
        &mut self,
        author: &Author,
        words: &[String],
        mask: &Mask,
        say: &mut dyn FnMut(String) -> bool,
    ) -> Result<String, Failure> {
        let (paths, mut options) = typed::files(words)?;
        intake::put_back(&paths, &mut options, mask);
        let mut progress = |p: intake::Progress<'_>| say(so_far("importing", p));
        let reports = intake::take_in(self, &paths, &options, author, &mut progress)?;
        Ok(said(&reports))
    }
}

/// How far it is.
fn so_far(doing: &str, p: intake::Progress<'_>) -> String {
    let (at, of) = (p.at, p.of);
    let rows = match p.rows {
        0 => String::new(),
        rows => format!(" · {}", counted(rows, "row")),
    };
    format!("{doing} {at} of {of}: {}{rows}", p.file)
}

/// What a file leaves out, as a question: without an answer it would be refused.
fn partly(left_out: &Failure) -> OpenQuestion {
    OpenQuestion {
        words: left_out.wrong(),
        ways: vec![(
            "--partial".to_owned(),
            "if the file is a part, or comes in addition",
        )],
        can_stand: true,
    }
}

/// The pages of all files, and all that is open.
fn looked(words: &[String], reports: &Reports) -> Looked {
    let currency = reports.currency.as_ref();
    let pages = reports.files.iter().flat_map(|file| {
        let counts = file.counts;
        let words = [
            (counts.new, "new"),
            (counts.updated, "updated"),
            (counts.unchanged, "unchanged"),
            (counts.left_out, "left out"),
            (counts.rejected, "rejected"),
        ];
        let words = words.iter().filter(|(n, _)| *n > 0);
        let words = words.map(|(n, what)| format!("{} {what}", count(*n)));
        let rows = ("rows".to_owned(), words.collect::<Vec<_>>().join(" · "));
        let mut lines = intake::page(file, currency);
        lines.retain(|(label, _)| label != "next");
        lines.push(rows);
        lines
    });
    let open = reports.open.iter().map(|question| OpenQuestion {
        words: format!("{}: {}", question.file, question.open),
        ways: question
            .settled_by
            .iter()
            .map(|way| (way.option.clone(), way.when))
            .collect(),
        can_stand: !question.first,
    });
    Looked {
        words: words.to_vec(),
        lines: pages.collect(),
        open: open.collect(),
    }
}

/// What became of the files, in as many words as a footer has room for.
fn said(reports: &Reports) -> String {
    let mut sum = Counts::default();
    for counts in reports.files.iter().map(|file| file.counts) {
        sum.new += counts.new;
        sum.updated += counts.updated;
        sum.unchanged += counts.unchanged;
        sum.rejected += counts.rejected;
        sum.erased += counts.erased;
    }
    let what = match &reports.files[..] {
        [one] => one.kind.word().to_owned(),
        several => counted(several.len(), "file"),
    };
    let mut words = format!("imported {what}: {} new", count(sum.new));
    for (n, what) in [
        (sum.updated, "updated"),
        (sum.unchanged, "unchanged"),
        (
            sum.erased,
            by_count(
                sum.erased,
                "of an erased customer left out",
                "of erased customers left out",
            ),
        ),
        (sum.rejected, "rejected"),
    ] {
        if n > 0 {
            words.push_str(&format!(", {} {what}", count(n)));
        }
    }
    // Rejects are beside their file.
    let rejects = reports
        .files
        .iter()
        .find_map(|file| file.rejects_file.as_ref());
    if let Some(name) = rejects.and_then(|path| Path::new(path).file_name()) {
        words.push_str(&format!(" (see {})", name.to_string_lossy()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Moment;

    #[test]
    fn what_a_file_leaves_out_is_open_until_somebody_says_that_it_is_a_part() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paid.csv");
        let dana = Author {
            person: "Dana".to_owned(),
            at: Moment(1_790_000_000),
        };
        let mut store = Store::in_memory().unwrap();
        let mut words = vec![
            path.display().to_string(),
            "--currency".to_owned(),
            "EUR".to_owned(),
        ];
        let all = "account,start,amount\na,2026-01-05,10\nb,2026-01-05,20\n";
        std::fs::write(&path, all).unwrap();
        Doors::import(&mut store, &dana, &words, &Mask::off(), &mut |_| true).unwrap();
        for (text, open) in [
            (all, ""),
            (
                "account,start,amount\na,2026-01-05,10\n",
                "(b): it would stay as it is",
            ),
            (
                "account,start,amount\na,2026-01-05,10\nb,2026-02-05,30\n",
                "would count beside",
            ),
        ] {
            std::fs::write(&path, text).unwrap();
            let mut look = |words: &[String]| {
                let mask = Mask::off();
                store.look(&dana, words, &mask, &mut |_| true).unwrap()
            };
            let looked = look(&words);
            let said: String = looked.open.iter().map(|open| open.words.as_str()).collect();
            assert_eq!(
                (said.is_empty(), looked.open.len()),
                (open.is_empty(), usize::from(!open.is_empty()))
            );
            assert!(said.contains(open) && !said.contains("written"), "{said}");
            words.push("--partial".to_owned());
            assert_eq!(look(&words).open, []);
            words.pop();
        }
    }
}
