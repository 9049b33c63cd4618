//! The rows of a file as domain values, one at a time; a row that cannot be used says why.
//! Must not know dialects (`records`) nor what the store does with a row.

use std::collections::VecDeque;

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, ImportRow, Rejected, SourceRow};

use super::Source;
use super::cells::Cells;
use super::convert::Running;
use super::records::{Record, Records};
use super::{cells, hash};

/// The rows of a [`Source`], in the order of its lines.
pub struct Rows<'a> {
    source: &'a Source,
    records: Records,
    record: Record,
    skip: usize,
    /// The fewest cells of any row so far.
    fewest: usize,
    /// What a wide row gives beyond its first value.
    waiting: VecDeque<Result<SourceRow, Rejected>>,
    running: Running,
}

impl Source {
    /// The rows, from the first; an error when the file cannot be opened any more.
    pub fn rows(&self) -> Result<Rows<'_>, Failure> {
        Ok(Rows {
            source: self,
            records: self.records()?,
            record: Record::default(),
            skip: self.skip,
            fewest: self.names.len(),
            waiting: VecDeque::new(),
            running: Running::default(),
        })
    }
}

impl Rows<'_> {
    fn advance(&mut self) -> Option<Result<(), Rejected>> {
        let line = self.record.line + 1;
        loop {
            match self.records.next_into(&mut self.record) {
                Ok(false) => return None,
                Ok(true) if self.skip > 0 => self.skip -= 1,
                Ok(true) => return Some(Ok(())),
                Err(error) => {
                    self.records.stop();
                    let reason = format!("The file could not be read from here on: {error}.");
                    return Some(Err(Rejected { line, reason }));
                }
            }
        }
    }

    /// Whether the record as a whole can be used.
    fn sound(&mut self) -> Result<(), String> {
        if self.record.broken {
            return Err(
                "A quote opened in this row is never closed; what follows it was not read.".into(),
            );
        }
        let cells = self.record.cells.len();
        if self.record.last && cells < self.fewest {
            return Err("The file ends in the middle of this row; export it again.".into());
        }
        self.fewest = self.fewest.min(cells);
        let columns = self.source.names.len();
        let mut beyond = self.record.cells.iter().skip(columns);
        if beyond.any(|c| !c.trim().is_empty()) {
            return Err(format!(
                "It has {cells} cells where the header has {columns}; a separator inside a text needs quotes around the text."
            ));
        }
        Ok(())
    }

    fn wide(&mut self) {
        let cells = Cells {
            source: self.source,
            record: &self.record,
            running: &self.running,
        };
        if let Err(reason) = cells.needed("account") {
            self.waiting.push_back(finish(&self.record, Err(reason)));
            return;
        }
        for &(at, day) in &self.source.mapping.months {
            if let Some(row) = cells::wide_balance(&cells, at, day).transpose() {
                self.waiting.push_back(finish(&self.record, row));
            }
        }
    }
}

fn finish(record: &Record, row: Result<ImportRow, String>) -> Result<SourceRow, Rejected> {
    let line = record.line;
    match row {
        Ok(row) => Ok(SourceRow {
            line,
            hash: hash::of(&row),
            row,
        }),
        Err(reason) => Err(Rejected { line, reason }),
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<SourceRow, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.waiting.pop_front() {
                return Some(row);
            }
            if let Err(rejected) = self.advance()? {
                return Some(Err(rejected));
            }
            if let Err(reason) = self.sound() {
                return Some(finish(&self.record, Err(reason)));
            }
            if self.source.mapping.is_wide() {
                self.wide();
                continue;
            }
            let cells = Cells {
                source: self.source,
                record: &self.record,
                running: &self.running,
            };
            return Some(finish(&self.record, read(&cells)));
        }
    }
}

fn read(cells: &Cells<'_>) -> Result<ImportRow, String> {
    match cells.source.kind {
        ImportKind::Owners => cells::owner(cells),
        ImportKind::Accounts => cells::account(cells),
        ImportKind::Subscriptions => cells::subscription(cells),
        ImportKind::Movements => cells::movement(cells),
        ImportKind::Balances => cells::balance(cells),
        ImportKind::Roadmap => cells::roadmap(cells),
        ImportKind::Surveys | ImportKind::Feedback => cells::feedback(cells),
        ImportKind::Usage => cells::usage(cells),
    }
}
