//! The rows of a file as domain values, one at a time; a row that cannot be used says why.
//! Must not know dialects (`records`) nor what the store does with a row.

use std::cell::{Cell, RefCell};
use std::io;
use std::ops::Range;
use std::sync::atomic::Ordering;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, ImportRow, Rejected, SourceRow};
use crate::domain::money::count;
use crate::exchange::safe::quoted;

use super::cells::RecordCells;
use super::convert::Running;
use super::copies::Copies;
use super::items::Items;
use super::noticed::{Noticed, Noting};
use super::records::FileRecord;
use super::stream::{Next, Stream};
use super::turns::EndedRuns;
use super::{ReadingWay, Source, cells, former, hash};

/// The rows of a [`Source`], in the order of its lines.
pub struct Rows<'a> {
    source: &'a Source,
    stream: Stream<'a>,
    record: FileRecord,
    /// The fewest cells of any row so far.
    fewest: usize,
    /// The places of the values of the record at hand that were not given yet: a wide row has one for each month.
    left: Range<usize>,
    /// Columns with the most bytes a cell of theirs may have.
    most: Vec<(usize, usize)>,
    running: Running,
    /// Whether a value of the row at hand would have been read otherwise before.
    otherwise: Cell<bool>,
    /// Where the hash of its cells begins.
    seed: i64,
    /// Whether the record at hand is left out, as totals are.
    out: bool,
    noting: RefCell<Noting>,
    items: Items,
    copies: Copies,
}

impl Source {
    /// How long the cells of its columns may be: ids are compared and carried about, and words are shown.
    fn most(&self) -> Vec<(usize, usize)> {
        let fields = self.mapping.fields().map(|(field, at)| match field.name {
            "id" | "account" | "also" => (at, 1_000),
            "text" | "title" => (at, 1 << 20),
            _ => (at, 64 << 10),
        });
        let kept = matches!(self.kind, ImportKind::Accounts | ImportKind::Usage);
        let others = self.others.iter().filter(|_| kept);
        let questions = self
            .spoken
            .questions
            .iter()
            .map(|asked| (asked.at, 1 << 20));
        let tags = self.spoken.tags.iter().map(|tags| tags.at);
        let others = others.copied().chain(tags).map(|at| (at, 64 << 10));
        fields.chain(others).chain(questions).collect()
    }

    /// The rows, from the first; an error when the file cannot be opened any more.
    pub fn rows(&self) -> Result<Rows<'_>, Failure> {
        Ok(Rows {
            source: self,
            stream: Stream::of(self)?,
            record: FileRecord::default(),
            fewest: self.names.len(),
            left: 0..0,
            most: self.most(),
            running: Running::default(),
            otherwise: Cell::new(false),
            seed: self.seed(),
            out: false,
            noting: RefCell::default(),
            items: Items::of(self),
            copies: Copies::of(self),
        })
    }
}

impl Rows<'_> {
    /// How long the record is, whole, that the last row was made of.
    pub fn bytes(&self) -> usize {
        self.record.cells.as_slice().len()
    }

    /// What was noticed so far.
    pub fn noticed(&self) -> Noticed {
        let mut noticed = self.noting.borrow().so_far();
        self.stream.say(&mut noticed);
        noticed
    }

    /// What was seen so far of those whose status says that they run and whose days that they ended before `today`.
    pub(super) fn ended_running(&self, today: Option<Day>) -> Option<EndedRuns> {
        self.noting.borrow().turns.ended_running(today)
    }

    /// The lines of those so far whose status says that they ended and no day since when.
    pub(super) fn unended(&self) -> Vec<u64> {
        self.noting.borrow().unended.clone()
    }

    /// Goes on to the next record that can be used as a whole, or says why it cannot; nothing at the end.
    fn advance(&mut self) -> Option<Result<(), Rejected>> {
        (self.left, self.out) = (0..0, false);
        match self.stream.next_into(&mut self.record) {
            Ok(Next::Over) => return None,
            Ok(Next::Row) => {}
            Ok(Next::Total) => (self.left, self.out) = (0..1, true),
            Err(error) => return Some(Err(self.unreadable(&error))),
        }
        self.noting.get_mut().noticed.rows += 1;
        if self.out {
            return Some(Ok(()));
        }
        let sound = self.sound().and_then(|()| self.named());
        self.left = 0..match &sound {
            Err(_) => 0,
            Ok(()) => self.source.mapping.months.len().max(1),
        };
        Some(sound.map_err(|reason| self.rejected(reason)))
    }

    /// What follows an error cannot be trusted.
    fn unreadable(&mut self, error: &io::Error) -> Rejected {
        let changed = error.kind() == io::ErrorKind::InvalidData;
        self.source.has_changed.store(changed, Ordering::Relaxed);
        self.record = FileRecord {
            line: self.record.line + 1,
            ..FileRecord::default()
        };
        let reason = format!("The file could not be read from here on: {error}.");
        self.rejected(reason)
    }

    fn rejected(&self, reason: String) -> Rejected {
        let cells = self.cells();
        let mut accounts = cells.also();
        accounts.extend(cells.account());
        Rejected {
            line: self.record.line,
            reason,
            accounts,
        }
    }

    fn cells(&self) -> RecordCells<'_> {
        RecordCells {
            source: self.source,
            record: &self.record,
            running: &self.running,
            reading: ReadingWay::Now,
            otherwise: &self.otherwise,
            noting: &self.noting,
        }
    }

    /// A wide row is of one account or of none: that is said once, not for each month.
    fn named(&self) -> Result<(), String> {
        match self.source.mapping.is_wide() {
            true => self.cells().needed("account").map(drop),
            false => Ok(()),
        }
    }

    /// The next value of the record at hand, or why it cannot be used; nothing when it has no more.
    fn value(&mut self) -> Option<Result<ImportRow, String>> {
        for place in self.left.by_ref() {
            self.otherwise.set(false);
            if self.out {
                return Some(Ok(ImportRow::LeftOut));
            }
            let cells = RecordCells {
                source: self.source,
                record: &self.record,
                running: &self.running,
                reading: ReadingWay::Now,
                otherwise: &self.otherwise,
                noting: &self.noting,
            };
            let value = match self.source.mapping.months.get(place) {
                Some((at, day)) => cells::wide_balance(&cells, *at, *day).transpose(),
                None => Some(read(&cells)),
            };
            if value.is_some() {
                return value;
            }
        }
        None
    }

    fn finish(&mut self, row: Result<ImportRow, String>) -> Result<SourceRow, Rejected> {
        let row = row.and_then(|row| self.items.named(row, (self.source, &self.record)));
        let row = row.map_err(|reason| self.rejected(reason))?;
        let row = self.copies.beside(row, &self.record);
        let noticed = &mut self.noting.get_mut().noticed;
        noticed.items = self.items.further;
        noticed.twice = self.copies.counted();
        let hash = hash::of(&row);
        Ok(SourceRow {
            line: self.record.line,
            hash,
            former: former::of(&self.cells(), &row, hash, self.seed, read),
            also: self.cells().also(),
            row,
        })
    }

    /// Goes on to the next record and says all that is wrong with it, if anything is; nothing at the end.
    pub(super) fn judge(&mut self, mut say: impl FnMut(String)) -> Option<&FileRecord> {
        match self.advance()? {
            Ok(()) => {
                while let Some(value) = self.value() {
                    value.err().into_iter().for_each(&mut say);
                }
            }
            Err(rejected) => say(rejected.reason),
        }
        Some(&self.record)
    }

    /// Notes what a record that cannot be used lacks.
    fn lacks(&self) {
        let cells = self.cells();
        let lacks = |fields: &[&str]| {
            let mut there = fields.iter().filter(|field| cells.has(field));
            there.next().is_some_and(|field| cells.is_empty(field))
        };
        let (account, day) = (
            lacks(&["account", "id"]),
            lacks(&["start", "day", "received"]),
        );
        let noticed = &mut self.noting.borrow_mut().noticed;
        noticed.without_account += u64::from(account);
        noticed.without_day += u64::from(day);
    }

    /// Whether the record as a whole can be used.
    fn sound(&mut self) -> Result<(), String> {
        if self.record.broken {
            return Err(
                "A quote opened in this row is never closed; what follows it was not read.".into(),
            );
        }
        if let Some(reason) = self.source.unsound.get(&self.record.line) {
            return Err(reason.clone());
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
        let length = |at: usize| self.record.cells.get(at).map_or(0, str::len);
        match self.most.iter().find(|(at, most)| length(*at) > *most) {
            None => Ok(()),
            Some((at, most)) => {
                let (title, most) = (quoted(&self.source.names[*at], 40), count(*most as u64));
                Err(format!(
                    "{title} is longer than {most} letters, which is too long for it."
                ))
            }
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<SourceRow, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(value) = self.value() {
                match &value {
                    Ok(row) => self.noting.get_mut().row(row),
                    Err(_) => self.lacks(),
                }
                return Some(self.finish(value));
            }
            if let Err(rejected) = self.advance()? {
                self.lacks();
                return Some(Err(rejected));
            }
        }
    }
}

fn read(cells: &RecordCells<'_>) -> Result<ImportRow, String> {
    if let Some(column) = cells.not_theirs() {
        cells.note(|noting| {
            let noticed = &mut noting.noticed;
            noticed.not_theirs += 1;
            let name = cells.source.names[column].as_str();
            let said = || [name, cells.record.cell(column)].map(|said| quoted(said, 40));
            noticed.not_theirs_as.get_or_insert_with(said);
        });
        return Ok(ImportRow::LeftOut);
    }
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
