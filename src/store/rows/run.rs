//! One import under way: its rows, what became of them so far, and the asking whether to go on.
//! Must not know the kinds of rows.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::{Counts, ImportHead, ImportRow, Rejected, SourceRow};

use super::{ImportOptions, SourceRows};

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
    /// The rows that could not be used.
    pub rejected: Vec<Rejected>,
    rows: &'a mut SourceRows<'a>,
    progress: Option<&'a dyn Fn(u64) -> bool>,
    read: u64,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        tx: &'a Connection,
        import: ImportId,
        options: &ImportOptions<'a>,
        rows: &'a mut SourceRows<'a>,
    ) -> Run<'a> {
        Run {
            tx,
            import,
            counts: Counts::default(),
            rates: BTreeSet::new(),
            rejected: Vec::new(),
            rows,
            progress: options.progress,
            read: 0,
        }
    }

    /// The next usable row; those that are not are counted on the way.
    pub(super) fn next(&mut self) -> Result<Option<SourceRow>, Failure> {
        loop {
            let Some(row) = self.rows.next() else {
                return Ok(None);
            };
            self.read += 1;
            if self.read.is_multiple_of(STEP) {
                self.go_on()?;
            }
            match row {
                Ok(SourceRow {
                    row: ImportRow::LeftOut,
                    ..
                }) => self.counts.left_out += 1,
                Ok(row) => return Ok(Some(row)),
                Err(rejected) => self.rejected.push(rejected),
            }
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
    pub(super) fn reject(&mut self, line: u64, reason: impl Into<String>) {
        self.rejected.push(Rejected {
            line,
            reason: reason.into(),
        });
    }

    /// Notes at which rate a row was converted, if it was.
    pub(super) fn converted(&mut self, rate: Option<&String>) {
        if let Some(rate) = rate.filter(|rate| !self.rates.contains(*rate)) {
            self.rates.insert(rate.clone());
        }
    }

    /// A row whose values are not of the head's kind: the caller mixed up two files.
    pub(super) fn mixed_up(line: u64) -> Failure {
        Failure::failed(format!("line {line} is of another kind than its file"))
    }

    /// Fills in the head's counts and rates, and gives the rejected rows by line.
    pub(super) fn finish(mut self, head: &mut ImportHead) -> Vec<Rejected> {
        self.counts.read = self.read;
        self.counts.rejected = self.rejected.len() as u64;
        self.rejected.sort_by_key(|r| r.line);
        head.counts = self.counts;
        head.rates = self.rates;
        self.rejected
    }
}
