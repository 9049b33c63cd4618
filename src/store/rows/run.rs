//! One import under way: its rows, what became of them so far, and the asking whether to go on.
//! Must not know the kinds of rows.

use std::collections::BTreeSet;
use std::hash::Hash;
use std::sync::mpsc::Receiver;

use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};
use rusqlite::Connection;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::{
    Beside, Counts, FormerKey, ImportHead, ImportRow, Kept, Lacks, RefusedRow, RejectReasons,
    SourceRow, WrittenValues,
};
use crate::domain::sort::sort_by_key;

use super::absent::{NamedBefore, Unnamed};
use super::aside::Aside;
use super::former::ImportTable;
use super::meanwhile::{Errand, MadeMeanwhile};
use super::replaced::Replaced;
use super::room::{self, FilesAlike};
use super::words::RowWords;
use super::{ImportOptions, SourceRows};
use crate::store::erase::marks::ErasedMarks;
use crate::store::search::index::TextIndex;
use crate::store::sums::SumsTold;

/// Rows between two looks at whether to go on.
const STEP: u64 = 1_000;

/// One import under way.
pub(super) struct Run<'a> {
    /// The open transaction.
    pub tx: &'a Connection,
    /// The import's row.
    pub import: ImportId,
    /// What became of the rows so far; `read` is filled in at the end.
    pub counts: Counts,
    /// The currencies of converted rows with the rates used.
    pub rates: BTreeSet<String>,
    /// The rows that were read and cannot be taken.
    refused: Vec<RefusedRow>,
    /// How many could not even be read: whoever reads the file again is told why of each.
    unread: u64,
    /// Why rows were rejected.
    pub reasons: RejectReasons,
    /// The further ids of the account of the row at hand.
    pub also: Vec<String>,
    /// Accounts of erased customers that the file names.
    pub erased: HashSet<i64>,
    marks: ErasedMarks,
    /// The accounts it names, where those it leaves out are asked for.
    named: Option<NamedBefore>,
    /// The imports that made the rows which it says again.
    pub again: HashSet<i64>,
    /// Rows with other values than before that were known by their account and start.
    pub by_start: u64,
    /// Rows under other columns than before that were known by their words.
    pub by_words: u64,
    /// Rows of which nothing tells whether they are earlier ones.
    pub beside: Beside,
    /// What became of what people wrote.
    pub written: WrittenValues,
    /// What the file has no column for.
    pub lacks: Lacks,
    /// What stays because of that.
    pub kept: Kept,
    /// Those of its new rows whose status says that they run, where it has no column of ends.
    pub runs: HashSet<i64>,
    /// What it reckons a price with beside it.
    pub reckons: Vec<String>,
    /// Subscriptions whose price or start is another than it was.
    pub others: Vec<Otherwise>,
    /// The day on which it is taken in, where that matters.
    pub today: Option<Day>,
    /// Amounts whose place others take.
    pub replaced: Replaced,
    /// Why nothing of it is written, unless somebody says that it is right.
    pub refusals: Vec<Failure>,
    /// Accounts that are one by the ids of a row and that stay apart.
    pub apart: BTreeSet<(i64, i64)>,
    /// How files like it were read before.
    pub alike: FilesAlike,
    /// Indexes taken off until all rows are written.
    pub aside: Aside,
    /// What was written and is not in the full-text indexes yet.
    words: Vec<RowWords<'a>>,
    /// Who does a job while rows are written.
    pub meanwhile: Option<&'a dyn Fn(Errand)>,
    /// What is made of all rows while they are written.
    pub made: Option<Receiver<MadeMeanwhile>>,
    /// The sums of the rows that were written, where all of them are new.
    pub sums: SumsTold,
    rows: &'a mut SourceRows<'a>,
    progress: Option<&'a dyn Fn(u64) -> bool>,
    read: u64,
}

/// A subscription whose price or start is another than it was.
pub(super) struct Otherwise {
    pub id: i64,
    pub price: bool,
    pub start: bool,
}

/// A row of one kind.
pub(super) struct KindRow<T> {
    /// Its line.
    pub line: u64,
    /// The hash of its values.
    pub hash: i64,
    /// What else it may be known by.
    pub former: FormerKey,
    /// Its values.
    pub row: T,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        tx: &'a Connection,
        head: &ImportHead,
        options: &ImportOptions<'a>,
        rows: &'a mut SourceRows<'a>,
    ) -> Result<Run<'a>, Failure> {
        Ok(Run {
            marks: ErasedMarks::load(tx)?,
            named: NamedBefore::begin(tx, head)?,
            again: HashSet::new(),
            by_start: 0,
            by_words: 0,
            beside: Beside::default(),
            written: WrittenValues::default(),
            lacks: options.lacks.cloned().unwrap_or_default(),
            kept: Kept::default(),
            runs: HashSet::new(),
            reckons: head.reckons.clone(),
            others: Vec::new(),
            today: options.today,
            replaced: Replaced::default(),
            refusals: Vec::new(),
            apart: BTreeSet::new(),
            alike: room::alike(tx, head)?,
            also: Vec::new(),
            erased: HashSet::new(),
            tx,
            import: head.id,
            counts: Counts::default(),
            rates: BTreeSet::new(),
            refused: Vec::new(),
            unread: 0,
            reasons: RejectReasons::default(),
            aside: Aside::default(),
            words: Vec::new(),
            meanwhile: options.meanwhile,
            made: None,
            sums: SumsTold::default(),
            rows,
            progress: options.progress,
            read: 0,
        })
    }

    /// The next usable row with its line and hash. One of another kind is a failure: the caller mixed up two files.
    pub(super) fn next_of<T: TryFrom<ImportRow>>(
        &mut self,
    ) -> Result<Option<(u64, i64, T)>, Failure> {
        let read = self.next_read()?;
        Ok(read.map(|read| (read.line, read.hash, read.row)))
    }

    /// The same with what else it may be known by.
    pub(super) fn next_read<T: TryFrom<ImportRow>>(
        &mut self,
    ) -> Result<Option<KindRow<T>>, Failure> {
        let Some(SourceRow {
            line,
            hash,
            former,
            row,
            ..
        }) = self.next()?
        else {
            return Ok(None);
        };
        match T::try_from(row) {
            Ok(row) => Ok(Some(KindRow {
                line,
                hash,
                former,
                row,
            })),
            Err(_) => Err(Failure::failed(format!(
                "line {line} is of another kind than its file"
            ))),
        }
    }

    /// The next usable row; those that are not are counted on the way.
    fn next(&mut self) -> Result<Option<SourceRow>, Failure> {
        loop {
            let Some(row) = self.rows.next() else {
                return Ok(None);
            };
            self.read += 1;
            if self.read.is_multiple_of(STEP) {
                self.go_on()?;
            }
            match (&mut self.named, &row) {
                (Some(named), Ok(row)) => named.name(row.row.account()),
                // What cannot be used of an account is not missing.
                (Some(named), Err(bad)) => bad.accounts.iter().for_each(|id| named.name(id)),
                (None, _) => {}
            }
            match row {
                Ok(SourceRow {
                    row: ImportRow::LeftOut,
                    ..
                }) => self.counts.left_out += 1,
                Ok(SourceRow { row, also, .. }) if self.is_erased(&row, &also) => {
                    self.counts.left_out += 1;
                }
                Ok(mut row) => {
                    self.also = std::mem::take(&mut row.also);
                    return Ok(Some(row));
                }
                Err(bad) => {
                    self.unread += 1;
                    self.reasons.add(bad.line, &bad.reason);
                }
            }
        }
    }

    /// Whether a row is of a customer that was erased; then it is counted as such.
    fn is_erased(&mut self, row: &ImportRow, also: &[String]) -> bool {
        let mut ids = std::iter::once(row.account()).chain(also.iter().map(String::as_str));
        let found = ids.find_map(|id| self.marks.find(id));
        self.erased.extend(found.flatten());
        self.counts.erased += u64::from(found.is_some());
        found.is_some()
    }

    /// The imports of files with the same columns.
    pub(super) fn same_columns(&self) -> &[ImportId] {
        self.named.as_ref().map_or(&[], NamedBefore::same_columns)
    }

    /// The accounts that the same list brought and that this file does not name.
    pub(super) fn unnamed(&self) -> Result<Unnamed, Failure> {
        let known = self.counts.unchanged + self.counts.updated > 0;
        match &self.named {
            Some(named) => named.others(self.tx, &self.again, &self.erased, known),
            None => Ok(Unnamed::default()),
        }
    }

    /// Fails when somebody asked to stop.
    pub(super) fn go_on(&self) -> Result<(), Failure> {
        match self.progress {
            Some(go_on) if !go_on(self.read) => Err(Failure::failed(
                "the import was stopped; nothing was written",
            )),
            _ => Ok(()),
        }
    }

    /// Sets a row aside with its reason.
    pub(super) fn reject(&mut self, line: u64, reason: &'static str) {
        self.reasons.add(line, reason);
        self.refused.push(RefusedRow { line, reason });
    }

    /// Notes at which rate a row was converted, if it was.
    pub(super) fn converted(&mut self, rate: Option<&String>) {
        if let Some(rate) = rate.filter(|rate| !self.rates.contains(*rate)) {
            self.rates.insert(rate.clone());
        }
    }

    /// Whether a row is the first of its key in the file. A later one is unchanged, or `doubled` where it differs.
    pub(super) fn is_first<K: Eq + Hash>(
        &mut self,
        seen: &mut HashMap<K, i64>,
        key: K,
        (line, hash): (u64, i64),
        doubled: &'static str,
    ) -> bool {
        match seen.entry(key) {
            Entry::Vacant(place) => {
                place.insert(hash);
                return true;
            }
            Entry::Occupied(first) if *first.get() == hash => self.counts.unchanged += 1,
            Entry::Occupied(_) => self.reject(line, doubled),
        }
        false
    }

    /// Counts rows of the file by what stands for them in the table: its number, and whether it is the same. Keeps
    /// the values of what is about to be changed. Whether there is something to write.
    pub(super) fn admit(
        &mut self,
        table: ImportTable,
        stored: Option<i64>,
        same: bool,
        rows: u64,
    ) -> Result<bool, Failure> {
        match stored {
            None => self.counts.new += rows,
            Some(_) if same => {
                self.counts.unchanged += rows;
                return Ok(false);
            }
            Some(id) => {
                table.keep(self.tx, self.import, id)?;
                self.counts.updated += rows;
            }
        }
        Ok(true)
    }

    /// Where rows are noted whose words have to be indexed: from the first call on no trigger does it.
    pub(super) fn words(&mut self, of: TextIndex) -> Result<&mut RowWords<'a>, Failure> {
        let at = self.words.iter().position(|words| words.index == of);
        let at = at.unwrap_or(self.words.len());
        if at == self.words.len() {
            self.words.push(RowWords::begin(self.tx, of)?);
        }
        Ok(&mut self.words[at])
    }

    /// Makes the indexes of what was written, when all of it is and what was known of its rows is let go: they need the
    /// memory.
    pub(super) fn index(&mut self) -> Result<(), Failure> {
        self.go_on()?;
        std::mem::take(&mut self.aside).put_back(self.tx)?;
        let made = self.made.take().and_then(|made| made.recv().ok());
        for words in std::mem::take(&mut self.words) {
            self.go_on()?;
            words.finish(made.as_ref().map(|made| &made.index))?;
        }
        self.sums = made.map(|made| made.sums).unwrap_or_default();
        Ok(())
    }

    /// Fills in the head's counts and rates, and gives the refused rows by line.
    pub(super) fn finish(mut self, head: &mut ImportHead) -> Vec<RefusedRow> {
        self.counts.read = self.read;
        self.counts.rejected = self.unread + self.refused.len() as u64;
        sort_by_key(&mut self.refused, |r| r.line);
        head.counts = self.counts;
        head.rates = self.rates;
        self.refused
    }
}

/// Why a later line with the id of an earlier one is not used.
pub(super) const DOUBLED: &str =
    "its id stands on an earlier line with other values; only that one was used";

/// The same where an account and a day are what it is known by.
pub(super) const DAY_DOUBLED: &str =
    "its account and day stand on an earlier line with other values; only that one was used";
