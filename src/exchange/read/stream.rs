//! The records of a file that are data: headings that come again are passed over, and rows that add up others are
//! told apart. Must not know fields beyond the account and the amounts.

use std::collections::VecDeque;
use std::io;

use csv::StringRecord;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::Cents;
use crate::exchange::safe::one_line;

use super::foot::{self, Called, Sums};
use super::headings::Headings;
use super::noticed::{Noticed, Total};
use super::records::{Record, Records};
use super::{Source, values};

/// So many rows may follow a total at the foot of a file: further totals, and notes.
const AT_FOOT: usize = 5;

/// Of fewer rows one may come to as much as the others by chance.
const FEW: i64 = 4;

/// Of so many rows above it a last one that comes to as much as all is asked about, whatever it is called.
const AT_LEAST: i64 = 3;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// There is none.
    Over,
    /// Data.
    Row,
    /// The sum of others.
    Total,
}

/// The records of a source, one after another.
pub(super) struct Stream<'a> {
    source: &'a Source,
    records: Records,
    skip: usize,
    headings: Headings,
    /// Whether a row of data was seen.
    begun: bool,
    /// Whether the record at hand is the first row of data.
    is_first: bool,
    /// Records that were looked at already.
    ahead: VecDeque<Record>,
    /// Why there is nothing behind them, where that has a reason.
    broken: Option<io::Error>,
    sums: Sums,
    /// The columns that are added up, each with its field's place.
    added: Vec<(usize, usize)>,
    /// The account of the row above.
    above: String,
    /// Whether the row at hand is called like a total and is none, as far as can be seen.
    in_doubt: bool,
    noticed: Noticed,
}

impl Source {
    /// How many rows of a ledger are called like totals and add up no others, and the first of them.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn doubts(&self) -> Result<Option<(u64, Total)>, Failure> {
        let unreadable = |e: io::Error| Failure::failed(format!("reading {}: {e}", self.file));
        let (mut stream, mut record) = (Stream::of(self)?, Record::default());
        while stream.next_into(&mut record).map_err(unreadable)? != Next::Over {}
        let noticed = stream.noticed;
        Ok(noticed.doubt.map(|doubt| (noticed.doubted, doubt)))
    }
}

impl<'a> Stream<'a> {
    pub(super) fn of(source: &'a Source) -> Result<Stream<'a>, Failure> {
        Ok(Stream {
            source,
            records: source.records()?,
            skip: source.skip,
            headings: Headings::default(),
            begun: false,
            is_first: false,
            ahead: VecDeque::new(),
            broken: None,
            sums: Sums::default(),
            added: source.added(),
            above: String::new(),
            in_doubt: false,
            noticed: Noticed::default(),
        })
    }

    /// The next record that is no heading, and what it is; an error where the file cannot be read further.
    pub(super) fn next_into(&mut self, record: &mut Record) -> io::Result<Next> {
        loop {
            if !self.read(record)? {
                return Ok(Next::Over);
            }
            if self.skip > 0 {
                self.skip -= 1;
                self.headings.keep(&record.cells);
                continue;
            }
            if record.broken {
                return Ok(Next::Row);
            }
            if self.headings.has(&record.cells, !self.begun) {
                self.noticed.headings += 1;
                continue;
            }
            self.is_first = !std::mem::replace(&mut self.begun, true);
            return Ok(self.kind_of(record));
        }
    }

    /// Adds what it noticed.
    pub(super) fn say(&self, noticed: &mut Noticed) {
        noticed.headings = self.noticed.headings;
        noticed.totals = self.noticed.totals;
        noticed.totals_off = self.noticed.totals_off;
        noticed.total.clone_from(&self.noticed.total);
        noticed.doubted = self.noticed.doubted;
        noticed.doubt.clone_from(&self.noticed.doubt);
    }

    fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        if let Some(mut next) = self.ahead.pop_front() {
            std::mem::swap(record, &mut next);
            return Ok(true);
        }
        if let Some(error) = self.broken.take() {
            self.records.stop();
            return Err(error);
        }
        self.records
            .next_into(record)
            .inspect_err(|_| self.records.stop())
    }

    fn kind_of(&mut self, record: &Record) -> Next {
        let amounts = self.source.amounts_of(&self.added, &record.cells);
        let total = |label: &str| Total {
            line: record.line,
            called: one_line(label.trim()).into_owned(),
            unnamed: foot::called(label).is_none(),
        };
        self.in_doubt = false;
        let Some(label) = self.total(&record.cells, &amounts) else {
            self.sums.take_in(&amounts);
            if self.in_doubt {
                self.noticed.doubted += 1;
                let doubt = || total(&self.above);
                self.noticed.doubt.get_or_insert_with(doubt);
            }
            return Next::Row;
        };
        let off = self.sums.are(&amounts) == Some(false)
            && !self.sums.are_or_mean(&amounts)
            && !(self.is_first && self.source.below_first() > 0);
        self.noticed.totals += 1;
        self.noticed.totals_off += u64::from(off);
        self.noticed.total.get_or_insert_with(|| total(label));
        self.sums.begin_again();
        Next::Total
    }

    /// What a record is called, if it adds up others.
    fn total<'r>(&mut self, cells: &'r StringRecord, amounts: &[Option<Cents>]) -> Option<&'r str> {
        let mapping = &self.source.mapping;
        let account = mapping
            .column("account")
            .and_then(|at| cells.get(at))
            .unwrap_or("");
        let mut filled = cells
            .iter()
            .skip(mapping.ours)
            .filter(|cell| !cell.trim().is_empty());
        // A row that names an account is that account's, whatever its plan is called.
        let label = match account.trim().is_empty() {
            true => filled.next().unwrap_or(""),
            false => account,
        };
        let named = foot::called(label);
        let ledger = self.source.kind.is_ledger();
        let below = match self.is_first && ledger {
            true => self.source.below_first(),
            false => 0,
        };
        let is = match named {
            _ if below > 0 => self.is_sum_below(named, below),
            Some(called) if ledger && self.has_a_start(cells) => {
                self.is_dated(called, account, amounts)
            }
            Some(called) if ledger => self.is_total(called, account, amounts),
            Some(Called::Surely | Called::Perhaps) => is_bare(cells, label) && self.is_foot(),
            Some(Called::Figure | Called::Group) => false,
            None if foot::is_of(account, &self.above) => self.sums.are(amounts) == Some(true),
            None => ledger && self.is_unnamed(cells, amounts),
        };
        if is {
            return Some(label);
        }
        if !self.added.is_empty() {
            self.above.clear();
            self.above.push_str(account.trim());
        }
        None
    }

    /// Whether a row of a ledger that is called so adds up others, as far as nobody said what such rows are.
    fn is_total(&mut self, called: Called, account: &str, amounts: &[Option<Cents>]) -> bool {
        let adds_up = match (called, self.source.said.totals) {
            (Called::Surely, _) | (_, Some(true)) => return true,
            (_, Some(false)) => return false,
            (Called::Perhaps, None) => {
                self.sums.are(amounts) == Some(true)
                    || (self.sums.could_be(amounts) && self.is_foot())
            }
            (Called::Figure, None) => self.sums.are_or_mean(amounts),
            (Called::Group, None) => {
                let of_one = foot::is_of(account, &self.above);
                self.sums.are_of_several(amounts)
                    || (of_one && self.sums.are(amounts) == Some(true))
            }
        };
        // Without an account it is a row of nobody whatever it is called.
        if !adds_up && !account.trim().is_empty() {
            self.in_doubt = true;
        }
        adds_up
    }

    /// Whether the first row, which comes to as much as so many rows below it, is their total: where it is not called so,
    /// it is asked about, and of a few rows one may well come to as much as the others.
    fn is_sum_below(&mut self, named: Option<Called>, below: i64) -> bool {
        let said = self.source.said.totals;
        let is = said.unwrap_or(named.is_some()) && (named.is_some() || below >= FEW);
        self.in_doubt = !is && said.is_none() && below >= FEW;
        is
    }

    /// Whether a subscription that is called like a total is one, though it says since when: where it adds up those above
    /// it. Where somebody may be called so, it is asked about if it stands where totals do.
    fn is_dated(&mut self, called: Called, account: &str, amounts: &[Option<Cents>]) -> bool {
        if let Some(out) = self.source.said.totals {
            return out && called != Called::Group;
        }
        let of_one = foot::is_of(account, &self.above) && self.sums.are(amounts) == Some(true);
        let is = of_one || self.sums.are_of_several(amounts);
        self.in_doubt = !is
            && match called {
                Called::Surely | Called::Figure => true,
                Called::Perhaps => self.is_first || self.is_foot(),
                Called::Group => false,
            };
        is
    }

    /// Whether a row adds up all those above it, whatever it is called: it is their sum, and has no account or no day as
    /// they have. One that has both and stands at the foot is asked about.
    fn is_unnamed(&mut self, cells: &StringRecord, amounts: &[Option<Cents>]) -> bool {
        let is_sum = self.source.said.totals != Some(false)
            && amounts
                .iter()
                .flatten()
                .any(|amount| *amount != Cents::ZERO)
            && self.sums.are_of_several(amounts);
        if !is_sum {
            return false;
        }
        let mapping = &self.source.mapping;
        let mut named = ["account", "day", "start"].into_iter();
        let lacks = named.any(|field| {
            let at = mapping.column(field);
            at.is_some_and(|at| values::is_nothing(cells.get(at).unwrap_or("")))
        });
        // Of a few rows one may well come to as much as the others.
        let doubt = !lacks && self.sums.rows() >= AT_LEAST && self.is_foot();
        match self.source.said.totals {
            Some(true) => lacks || doubt,
            Some(false) | None => {
                self.in_doubt = doubt;
                lacks
            }
        }
    }

    /// Whether it says since when somebody pays, as no total does.
    fn has_a_start(&self, cells: &StringRecord) -> bool {
        let start = self
            .source
            .mapping
            .column("start")
            .filter(|_| self.source.kind == ImportKind::Subscriptions);
        let start = start.and_then(|at| cells.get(at));
        start.is_some_and(|start| !values::is_nothing(start))
    }

    /// Whether nothing but further totals and notes follows the record at hand.
    fn is_foot(&mut self) -> bool {
        for at in 0..=AT_FOOT {
            if self.ahead.len() <= at {
                let mut next = Record::default();
                match self.records.next_into(&mut next) {
                    Ok(true) => self.ahead.push_back(next),
                    Ok(false) => return true,
                    Err(error) => {
                        self.broken = Some(error);
                        return false;
                    }
                }
            }
            let cells = &self.ahead[at].cells;
            let filled = || cells.iter().filter(|cell| !cell.trim().is_empty());
            let called = filled().next().and_then(foot::called);
            let total = called.is_some_and(|called| called != Called::Group);
            let note = filled().count() == 1 && self.source.names.len() > 2;
            if !total && !note && !self.headings.has(cells, false) {
                return false;
            }
        }
        false
    }
}

/// Whether a row has nothing but numbers beside its name.
fn is_bare(cells: &StringRecord, label: &str) -> bool {
    let number = |cell: &str| {
        cell.chars()
            .all(|c| c.is_ascii_digit() || " .,-'%".contains(c))
    };
    cells
        .iter()
        .all(|cell| cell == label || number(cell.trim()))
}
