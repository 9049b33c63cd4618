//! Files into a store: every file is understood before the first is written, then each is one import.
//! Must not know formats (`exchange::read`), tables, or how progress and reports are shown.

mod contradict;
mod helped;
mod named;
mod noticed;
pub(super) mod options;
mod page;
mod receipt;
mod rehearsed;
mod report;
mod through;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::ahead;
use super::unpacked::Unpacking;
use crate::domain::change::{Author, Change, Field, Subject};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::{Counts, Expect, ImportHead, RefusedRow};
use crate::domain::sort::sort_by_key;
use crate::exchange::read::{self, Hints, Noticed, Question, Source};
use crate::exchange::safe::one_line;
use crate::exchange::tags_file;
use crate::store::{ImportOptions, ImportOutcome, Store};

pub use named::{names, put_back};
pub use options::Options;
pub use page::page;
pub use receipt::Receipt;
pub use report::{FileReport, Reports};

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// The file under way.
    pub file: &'a str,
    /// Its place among the files, from 1.
    pub at: usize,
    /// How many files there are.
    pub of: usize,
    /// Rows of it read so far.
    pub rows: u64,
}

/// Takes files into a room, in the order owners, accounts, ledger, roadmap, surveys, feedback. `progress` is asked
/// now and then whether to go on; `false` takes the file under way back.
///
/// # Errors
/// When a file cannot be understood, nothing of any is written. When a later one fails while it is written, those
/// before it stay in, and the failure names them.
pub fn take_in(
    store: &mut Store,
    files: &[PathBuf],
    options: &Options,
    author: &Author,
    progress: &mut dyn FnMut(Progress<'_>) -> bool,
) -> Result<Reports, Failure> {
    options.is_possible(store.today())?;
    let mut hints = helped::hints(store, options)?;
    let mut unpacking = Unpacking::default();
    let (mut sources, asked) = understand(files, &mut hints, &mut unpacking, progress)?;
    if !options.dry_run {
        read::all_settled(&asked, &options.typed)?;
    }
    let reports = |files, currency| Reports {
        files,
        currency,
        open: asked.clone(),
    };
    // What cannot be read yet shows nothing.
    if asked.iter().any(|question| question.first) {
        return Ok(reports(Vec::new(), hints.room_currency));
    }
    contradict::none(&sources)?;
    for source in &mut sources {
        if store.has_imported(source.kind.kept_with())? {
            source.before = read::earlier(source, &hints);
        }
    }
    let ledger = contradict::ledger(&sources, options.expect.is_some())?;
    let mut call = Call {
        options,
        author,
        ledger,
        way: TakingIn::Rehearsed,
    };
    // Later files build on earlier ones, so they are taken into a copy that is thrown away. So they are where one of
    // them could be refused after another was written.
    let rehearsed = match rehearsed::refusable(store, options, &sources)? {
        0 | 1 => Vec::new(),
        n => rehearsed::reports(store, &call, &sources[..n], progress)?,
    };
    if options.dry_run && !rehearsed.is_empty() {
        return Ok(reports(rehearsed, hints.room_currency));
    }
    report::left_out(&rehearsed)
        .filter(|_| options.refuses_absent())
        .map_or(Ok(()), Err)?;
    call.way = match options.dry_run {
        true => TakingIn::Dry,
        false => TakingIn::Written,
    };
    let files = call.all(store, &sources, progress)?;
    if let (Some(day), TakingIn::Written) = (options.losses_since, call.way) {
        store.edit(author, |store| known_since(store, Some(day)))?;
    }
    Ok(reports(files, hints.room_currency))
}

/// Says since when losses are known; `None` leaves that to the ledger again.
///
/// # Errors
/// When the room cannot be read.
pub fn known_since(store: &mut Store, day: Option<Day>) -> Result<Change, Failure> {
    let was = store.losses_since()?.map(|day| i64::from(day.0));
    let now = day.map(|day| i64::from(day.0));
    Ok(Change::set(Subject::Room, Field::LossesSince, was, now))
}

/// Looks at every file, in import order; what a person said has to be of use to one of them at least.
fn understand(
    files: &[PathBuf],
    hints: &mut Hints,
    unpacking: &mut Unpacking,
    progress: &mut dyn FnMut(Progress<'_>) -> bool,
) -> Result<(Vec<Source>, Vec<Question>), Failure> {
    if files.is_empty() {
        return Err(Failure::usage("importing: no file was named").hint("name one or more files"));
    }
    let (mut sources, mut refused) = (Vec::with_capacity(files.len()), Vec::new());
    let (mut asked, mut rest) = (Vec::new(), Vec::new());
    let mut go_on = |at: usize, name: &str| {
        let now = Progress {
            file: name,
            at: at + 1,
            of: files.len(),
            rows: 0,
        };
        let stopped = || Failure::failed("the import was stopped; nothing was written");
        progress(now).then_some(()).ok_or_else(stopped)
    };
    for (at, file) in files.iter().enumerate() {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        go_on(at, &one_line(&name))?;
        let looked = match no_tags(file).and_then(|()| through::look(file, hints, unpacking)) {
            Ok(looked) => looked,
            Err(failure) => {
                refused.push(failure);
                continue;
            }
        };
        // The first file that has a currency speaks for the others: they will meet in one room.
        let own = looked.source.as_ref().filter(|_| looked.asked.is_empty());
        let own = own.and_then(|source| source.currency.clone());
        hints.room_currency = hints.room_currency.take().or(own);
        asked.extend(looked.asked);
        rest.extend(looked.source.is_some().then_some(looked.rest));
        sources.extend(looked.source);
    }
    if refused.is_empty() && !asked.iter().any(|question| question.first) {
        contradict::one_ledger(&sources)?;
        read::all_used(hints, &sources)?;
    }
    for (at, (source, rest)) in sources.iter_mut().zip(rest).enumerate() {
        go_on(at, &source.file)?;
        match (hints.ignore_rest, rest) {
            (true, _) => source.settle_rest(hints)?,
            (false, Some(rest)) => asked.extend(rest),
            (false, None) => asked.extend(read::questions(source, hints)?),
        }
    }
    if !hints.ignore_rest && refused.is_empty() && asked.is_empty() {
        asked.extend(read::strangers(&sources)?);
    }
    read::all_read(refused, &asked)?;
    sort_by_key(&mut sources, |source| source.kind);
    Ok((sources, asked))
}

/// Refuses a file that another room's `tag export` wrote: it holds no rows of feedback.
fn no_tags(file: &Path) -> Result<(), Failure> {
    if tags_file::is_one(file).is_none() {
        return Ok(());
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("reading {}: it holds tags of another room", one_line(&name));
    Err(Failure::usage(message).hint("take it in with `churnroom import FILE`"))
}

/// One call: what holds for all its files.
struct Call<'a> {
    options: &'a Options,
    author: &'a Author,
    /// The place of the last file that makes a ledger.
    ledger: Option<usize>,
    way: TakingIn,
}

/// How the files of a call are taken in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TakingIn {
    /// For good.
    Written,
    /// One file, and back out of the room.
    Dry,
    /// Into a copy that is thrown away.
    Rehearsed,
}

impl Call<'_> {
    fn all(
        &self,
        store: &mut Store,
        sources: &[Source],
        progress: &mut dyn FnMut(Progress<'_>) -> bool,
    ) -> Result<Vec<FileReport>, Failure> {
        let mut reports: Vec<FileReport> = Vec::with_capacity(sources.len());
        let progress = RefCell::new(progress);
        for (at, source) in sources.iter().enumerate() {
            let tell = |rows: u64| {
                let now = Progress {
                    file: &source.file,
                    at: at + 1,
                    of: sources.len(),
                    rows,
                };
                (progress.borrow_mut())(now)
            };
            let expect = self.options.expect.filter(|_| self.ledger == Some(at));
            match self.one(store, source, expect, &tell) {
                Ok(report) => reports.push(report),
                Err(failure) => return Err(self.after(&reports, failure)),
            }
        }
        Ok(reports)
    }

    fn one(
        &self,
        store: &mut Store,
        source: &Source,
        expect: Option<Expect>,
        tell: &dyn Fn(u64) -> bool,
    ) -> Result<FileReport, Failure> {
        let head = ImportHead {
            id: ImportId(0),
            kind: source.kind,
            file: source.file.clone(),
            hash: source.hash.clone(),
            header: source.header(),
            reading: source.reading(),
            as_of: self.options.as_of,
            last_day: source.ends_on_last_days(),
            reckons: source.reckons(),
            currency: source.currency.clone(),
            rates: BTreeSet::new(),
            complete: self.options.complete,
            counts: Counts::default(),
            holds: None,
            tied: None,
        };
        let (outcome, noticed) = ahead::of(source, |rows, meanwhile| {
            let options = ImportOptions {
                dry_run: self.way == TakingIn::Dry,
                progress: Some(tell),
                meanwhile: Some(meanwhile),
                sure: Some(&|| source.is_as_it_was()),
                expect,
                lacks: Some(&source.lacks()),
                today: None,
                partial: self.options.partial,
                replaces: source.takes_the_first(),
                refuse_absent: self.way == TakingIn::Written
                    && self.options.refuses_absent()
                    && !source.is_returned(),
            };
            store.import(self.author, head, &options, rows)
        })?;
        let mut report = self.report(source, &outcome, &noticed);
        let nothing = receipt::nothing_new(source, &outcome);
        report.warnings.extend(nothing);
        if self.way == TakingIn::Written {
            self.afterwards(store, source, &outcome.refused, &mut report);
        }
        Ok(report)
    }

    /// What is to be said of a file that was taken in.
    fn report(&self, source: &Source, outcome: &ImportOutcome, noticed: &Noticed) -> FileReport {
        FileReport {
            file: source.file.clone(),
            kind: source.kind,
            import: outcome.applied.as_ref().map(|_| outcome.head.id),
            counts: outcome.head.counts,
            rates: outcome.head.rates.clone(),
            rejects_file: None,
            goes_to_zero: outcome.goes_to_zero.clone(),
            read_as: Receipt::of(source, outcome, noticed),
            warnings: Vec::new(),
        }
    }

    /// What follows a finished import. Nothing of it can undo the import, so a failure is a warning.
    fn afterwards(
        &self,
        store: &mut Store,
        source: &Source,
        refused: &[RefusedRow],
        report: &mut FileReport,
    ) {
        let mut warn = |failure: Failure| report.warnings.push(failure.to_string());
        if report.counts.rejected > 0 {
            match read::write_rejects(source, refused) {
                Ok(path) => report.rejects_file = Some(path.display().to_string()),
                Err(failure) => warn(failure),
            }
        }
        let said = source.to_remember();
        if let Some(import) = report.import
            && let Ok(map) = serde_json::to_string(&said)
            && let Err(failure) = store.remember_map(import, &source.header_key, &map)
        {
            warn(failure);
        }
    }

    /// A failure that says which files are in already.
    fn after(&self, done: &[FileReport], failure: Failure) -> Failure {
        if done.is_empty() || self.way != TakingIn::Written {
            return failure;
        }
        let files: Vec<&str> = done.iter().map(|r| r.file.as_str()).collect();
        let said = format!("before it went in: {}", files.join(", "));
        let hint = match failure.hint.as_str() {
            "" => said,
            hint => format!("{hint}; {said}"),
        };
        failure.hint(hint)
    }
}
