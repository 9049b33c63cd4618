//! Imports: rows into tables, one file in one transaction, and out again.
//! Must not know files, formats or the journal: rows come as domain values, the door journals.

mod absent;
mod accounts;
pub mod alias;
pub mod answers;
mod as_is;
mod aside;
mod balances;
mod edits;
mod erased;
mod feedback;
mod former;
mod id;
mod ids;
pub mod key;
mod known;
pub mod listed;
mod lists;
mod meanwhile;
mod movements;
mod padded;
mod piece;
mod reckoned;
mod replaced;
mod revert;
mod room;
mod run;
mod said;
mod spelled;
mod stands;
mod starts;
mod stood;
mod subscriptions;
pub mod tags;
mod twice;
mod unsaid;
mod usage;
mod was;
mod words;

use rusqlite::Connection;

use crate::domain::change::{Applied, Author};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::{
    Absent, Beside, Expect, ImportHead, ImportKind, Kept, Lacks, Moved, Reason, RefusedRow,
    Rejected, RoomHolds, SourceRow, WrittenValues,
};

use super::aliased;
use super::sums::SumsTold;
use absent::Unnamed;
pub use erased::staying;
pub use ids::StayApart;
pub use meanwhile::Errand;
use run::Run;
pub use spelled::SpelledPair;

pub use revert::{redo_refusal, revert};

/// How a file is taken in.
#[derive(Clone, Copy, Default)]
pub struct ImportOptions<'a> {
    /// Says what would happen and writes nothing.
    pub dry_run: bool,
    /// Called now and then with the number of rows read so far; `false` takes the whole import back.
    pub progress: Option<&'a dyn Fn(u64) -> bool>,
    /// Does a job while rows are written, on a processor that has nothing else to do.
    pub meanwhile: Option<&'a dyn Fn(Errand)>,
    /// Asked when all rows were read and nothing is kept yet: whether they are those of the file.
    pub sure: Option<&'a dyn Fn() -> Result<(), Failure>>,
    /// What it has no column for: what stands there of that stays.
    pub lacks: Option<&'a Lacks>,
    /// What the ledger has to come to with the file; else nothing of it is written.
    pub expect: Option<Expect>,
    /// Writes nothing of a file that no longer names accounts which the same list brought and which still pay, nor of
    /// one of which nothing tells whether its rows are earlier ones.
    pub refuse_absent: bool,
    /// It is a part of what is there: whom it leaves out and what it may say again speak not against it.
    pub partial: bool,
    /// Its amounts take the place of others of the same account and day, though it is a part.
    pub replaces: bool,
    /// The day on which it is taken in; filled in where it matters.
    pub today: Option<Day>,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct ImportOutcome {
    /// The head with its id and counts.
    pub head: ImportHead,
    /// The rows that were read and could not be taken, in the order of their lines. Those that could not even be
    /// read are only counted.
    pub refused: Vec<RefusedRow>,
    /// Why rows were rejected, what was wrong with most of them first.
    pub reasons: Vec<Reason>,
    /// Why nothing of it is written, unless somebody says that it is right.
    pub refusals: Vec<Failure>,
    /// Further ids by which accounts are known from now on.
    pub further_ids: u64,
    /// Its journal row; `None` after a dry run.
    pub applied: Option<Applied>,
    /// Accounts that a complete list no longer names and that go to zero, by name.
    pub goes_to_zero: Vec<String>,
    /// What the room holds with it; `None` for a file that makes no ledger.
    pub holds: Option<RoomHolds>,
    /// What it held before; `None` also where it had no ledger.
    pub before: Option<RoomHolds>,
    /// Reviewed periods that it moves.
    pub moved: Vec<Moved>,
    /// Accounts that a file with the same columns brought, that still pay, and that this one does not name.
    pub absent: Absent,
    /// Whether it was read in another way than the last file with the same columns.
    pub reread: bool,
    /// Rows with other values than before that no id tells, known by their account and start.
    pub by_start: u64,
    /// Rows under other columns than before that were known by their words, their account and their day.
    pub by_words: u64,
    /// Rows of which nothing tells whether they are earlier ones.
    pub beside: Beside,
    /// What became of what people wrote over the values of an earlier file.
    pub written: WrittenValues,
    /// What stays since the file has no column for it.
    pub kept: Kept,
    /// Accounts that are one by the ids of a row and that stay apart, since more is known of both.
    pub apart: Vec<StayApart>,
    /// Accounts whose ids differ only by how they are written, in pairs of which one came with it.
    pub written_otherwise: Vec<SpelledPair>,
    /// Accounts that it calls otherwise than they were called, by the name before and the one now.
    pub renamed: Vec<[String; 2]>,
    /// Accounts that a file with the same columns brought and that this one does not name, paying or not.
    pub(in crate::store) unnamed: Unnamed,
    /// The sums of feedback that it wrote.
    pub(in crate::store) sums: SumsTold,
}

impl ImportOutcome {
    /// It, unless it is refused.
    ///
    /// # Errors
    /// All that speaks against it, where that is asked for.
    pub(in crate::store) fn admitted(
        mut self,
        options: &ImportOptions<'_>,
    ) -> Result<ImportOutcome, Failure> {
        let refused = options.refuse_absent && !self.refusals.is_empty();
        match refused.then(|| Failure::together(std::mem::take(&mut self.refusals))) {
            Some(Some(failure)) => Err(failure),
            Some(None) | None => Ok(self),
        }
    }
}

/// The rows of one file, as the border reads them.
pub type SourceRows<'a> = dyn Iterator<Item = Result<SourceRow, Rejected>> + 'a;

/// Pages held in memory while rows are written, in KiB (negative, as SQLite wants it). Not while it makes an index: it
/// sorts as much at once as its cache may hold, and more than the processor's own holds takes half as long again.
const CACHE: (&str, i64) = ("cache_size", -16_384);

/// Threads of SQLite's own, which sort while the next rows of an index are read.
const SORTERS: (&str, i64) = ("threads", 1);

/// Writes the rows of one file. In a transaction that the caller commits or, after a dry run or a
/// failure, rolls back.
///
/// # Errors
/// Another currency or ledger kind than the room's, a stop asked for by `options.progress`, a file that
/// `options.sure` is not sure of, and whatever SQLite says. Rows that cannot be used are no failure.
pub fn import(
    tx: &Connection,
    author: &Author,
    mut head: ImportHead,
    options: &ImportOptions<'_>,
    rows: &mut SourceRows<'_>,
) -> Result<ImportOutcome, Failure> {
    let was = room::admit(tx, &head)?;
    head.id = room::begin(tx, author, &head, &was)?;
    let mut run = Run::new(tx, &head, options, rows)?;
    let goes_to_zero = with(tx, CACHE, || take(&mut run, &head))?;
    super::letters::give(tx, None)?;
    with(tx, SORTERS, || run.index())?;
    options.sure.map_or(Ok(()), |sure| sure())?;
    let (unnamed, reread) = (run.unnamed()?, run.alike.reread);
    let (by_start, by_words) = (run.by_start, run.by_words);
    let beside = std::mem::take(&mut run.beside);
    let sums = std::mem::take(&mut run.sums);
    let written = std::mem::take(&mut run.written);
    let kept = std::mem::take(&mut run.kept);
    let apart = ids::named(tx, &run.apart)?;
    let written_otherwise = spelled::otherwise(tx, &head)?;
    let reasons = std::mem::take(&mut run.reasons).all();
    let (refusals, replaced) = (std::mem::take(&mut run.refusals), run.replaced);
    let refused = run.finish(&mut head);
    let renamed = ids::renamed(tx, head.id)?;
    let refusals = match options.partial {
        true => replaced.refusal(tx, options)?.into_iter().collect(),
        false => against(tx, &head, refusals, &written_otherwise)?,
    };
    let further_ids = ids::further(tx, head.id)?;
    room::end(tx, &head)?;
    Ok(ImportOutcome {
        head,
        refused,
        reasons,
        refusals,
        further_ids,
        applied: None,
        goes_to_zero,
        holds: None,
        before: None,
        moved: Vec::new(),
        absent: Absent::default(),
        reread,
        by_start,
        by_words,
        beside,
        written,
        kept,
        apart,
        written_otherwise,
        renamed,
        unnamed,
        sums,
    })
}

/// All that speaks against a file that is a whole list.
fn against(
    tx: &Connection,
    head: &ImportHead,
    mut refusals: Vec<Failure>,
    written_otherwise: &[SpelledPair],
) -> Result<Vec<Failure>, Failure> {
    if head.kind == ImportKind::Accounts || head.kind.is_ledger() {
        refusals.extend(ids::namesakes(tx, head)?);
        refusals.extend(spelled::refusal(written_otherwise, head));
    }
    refusals.extend(aliased::refusal(tx, head.id)?);
    Ok(refusals)
}

/// Writes an import's head anew: more has come to be known of it.
pub fn keep_head(tx: &Connection, head: &ImportHead) -> Result<(), Failure> {
    room::keep(tx, head)
}

/// Does a job with another setting of SQLite than the usual one.
fn with<T>(
    tx: &Connection,
    (name, value): (&str, i64),
    job: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let usual: i64 = tx.pragma_query_value(None, name, |row| row.get(0))?;
    tx.pragma_update(None, name, value)?;
    let done = job();
    tx.pragma_update(None, name, usual)?;
    done
}

/// Takes in the rows by kind; gives the accounts that a complete list sends to zero.
fn take(run: &mut Run<'_>, head: &ImportHead) -> Result<Vec<String>, Failure> {
    match head.kind {
        ImportKind::Owners => lists::owners(run)?,
        ImportKind::Accounts => accounts::import(run)?,
        ImportKind::Subscriptions => subscriptions::import(run)?,
        ImportKind::Movements => movements::import(run)?,
        ImportKind::Balances => return balances::import(run, head.complete),
        ImportKind::Roadmap => lists::roadmap(run)?,
        ImportKind::Surveys => feedback::import(run, true)?,
        ImportKind::Feedback => feedback::import(run, false)?,
        ImportKind::Usage => usage::import(run, head.as_of)?,
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests;
