//! The records of a file that are data: headings that come again are passed over, and rows that add up others are
//! told apart. Must not know fields beyond the account and the amounts.

mod answered;
mod parted;
mod totals;

use std::collections::VecDeque;
use std::io;

use csv::StringRecord;

use crate::domain::failure::Failure;
use crate::domain::money::Cents;
use crate::exchange::safe::one_line;

use super::Source;
use super::foot::{self, Called};
use super::headings::Headings;
use super::noticed::{Noticed, SpeaksForTotal, Total};
use super::recalled::{TotalAsked, hash};
use super::records::{FileRecord, Records};
use super::sums::Sums;
use answered::Knows;

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
    ahead: VecDeque<FileRecord>,
    /// Why there is nothing behind them, where that has a reason.
    broken: Option<io::Error>,
    sums: Sums,
    /// The columns that are added up, each with its field's place.
    added: Vec<(usize, usize)>,
    /// The account of the row above.
    above: String,
    /// Its day, of balances and movements.
    day: String,
    /// How often the file was read again.
    looks: u32,
    /// Whether the row at hand is called like a total and is none, as far as can be seen.
    in_doubt: bool,
    /// What the row at hand is asked about by, and what was said of it.
    row: TotalAsked,
    said: Option<bool>,
    /// What some of those are called that are asked about behind the first.
    others: Vec<String>,
    /// The rows that were asked about.
    asked: Vec<TotalAsked>,
    knows: Knows,
    noticed: Noticed,
}

/// So many are named.
const OTHERS: usize = 3;

impl Source {
    /// How many rows of a ledger are called like totals and add up no others, the first of them, and what others are called.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn doubts(&self) -> Result<Option<(u64, Total, Vec<String>)>, Failure> {
        let unreadable = |e: io::Error| Failure::disk(&format!("reading {}", self.file), e);
        let (mut stream, mut record) = (Stream::of(self)?, FileRecord::default());
        while stream.next_into(&mut record).map_err(unreadable)? != Next::Over {}
        let (noticed, others) = (stream.noticed, stream.others);
        Ok(noticed.doubt.map(|doubt| (noticed.doubted, doubt, others)))
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
            day: String::new(),
            looks: 0,
            in_doubt: false,
            row: TotalAsked::default(),
            said: None,
            others: Vec::new(),
            asked: Vec::new(),
            knows: Knows::All,
            noticed: Noticed::default(),
        })
    }

    /// The next record that is no heading, and what it is; an error where the file cannot be read further.
    pub(super) fn next_into(&mut self, record: &mut FileRecord) -> io::Result<Next> {
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
        noticed.statistics = self.noticed.statistics;
        noticed.statistic.clone_from(&self.noticed.statistic);
        noticed.doubted = self.noticed.doubted;
        noticed.doubt.clone_from(&self.noticed.doubt);
    }

    fn read(&mut self, record: &mut FileRecord) -> io::Result<bool> {
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

    fn kind_of(&mut self, record: &FileRecord) -> Next {
        // What other files say is added up nowhere.
        let label = self.source.label(record);
        let is_named = self.source.kind.is_ledger() || foot::called(label).is_some();
        if !is_named && !self.is_figure(record) {
            return Next::Row;
        }
        let amounts = self.source.amounts_of(&self.added, &record.cells);
        self.of_parts(record, &amounts)
            .unwrap_or_else(|| self.is_what(record, &amounts))
    }

    /// What a record is that adds up no parts of an account.
    fn is_what(&mut self, record: &FileRecord, amounts: &[Option<Cents>]) -> Next {
        let at_foot = self.source.feet().contains(&record.line);
        let sum = self.sums.are_of_several(amounts);
        self.row = (hash(self.source.label(record)), sum);
        let was_left_out = self.was_left_out();
        let total = |label: &str| Total {
            line: record.line,
            called: one_line(label.trim()).into_owned(),
            by: match foot::called(label) {
                Some(_) => SpeaksForTotal::Name,
                None if at_foot && (!sum || was_left_out) => SpeaksForTotal::Place,
                None if was_left_out => SpeaksForTotal::Before,
                None => SpeaksForTotal::Sum,
            },
        };
        self.in_doubt = false;
        self.said = self.said_of(self.row);
        let Some(label) = self.total(record, amounts) else {
            let new_day = self.is_of_a_new_day(&record.cells);
            let belongs = self.source.belongs(&record.cells, new_day);
            if !(at_foot && self.in_doubt) {
                self.sums.take_in(amounts, belongs);
            }
            if self.in_doubt {
                let doubt = total(&self.above);
                self.doubt(doubt);
            }
            return Next::Row;
        };
        let is_statistic = matches!(foot::called(label), Some(Called::Statistic(_)));
        if is_statistic || (at_foot && foot::called(label).is_none()) {
            self.noticed.statistics += 1;
            self.noticed.statistic.get_or_insert_with(|| total(label));
            return Next::Total;
        }
        let is_sum = self.sums.are_or_mean(amounts)
            || self.adds_up_some(record, amounts)
            || (self.is_first && self.source.below_first() > 0);
        let off = !is_sum && self.sums.are(amounts).is_some();
        self.noticed.totals += 1;
        self.noticed.totals_off += u64::from(off);
        self.noticed.total.get_or_insert_with(|| total(label));
        self.sums.begin_again();
        Next::Total
    }

    /// Notes that a row is asked about.
    fn doubt(&mut self, doubt: Total) {
        self.ask_about();
        self.noticed.doubted += 1;
        match &self.noticed.doubt {
            None => self.noticed.doubt = Some(doubt),
            Some(first) => {
                let is_new = first.called != doubt.called && !self.others.contains(&doubt.called);
                if is_new && self.others.len() < OTHERS {
                    self.others.push(doubt.called);
                }
            }
        }
    }

    /// Whether a record says another day than the one before.
    fn is_of_a_new_day(&mut self, cells: &StringRecord) -> bool {
        let at = self.source.mapping.column("day");
        let day = at.and_then(|at| cells.get(at)).unwrap_or("");
        let is_new = day != self.day;
        if is_new {
            self.day.clear();
            self.day.push_str(day);
        }
        is_new
    }
}
