//! What the subscriptions above the foot of a file come to: all, those that have not ended, those of each plan.
//! Must not know names of totals.

use hashbrown::HashMap;

use super::Above;
use crate::domain::money::Cents;
use crate::exchange::read::records::Record;
use crate::exchange::read::{Source, values};

/// A column with more values than this groups nothing that people add up.
const GROUPS: usize = 64;

/// Of fewer rows one may be as much as some of the others by chance.
const FEW: u64 = 3;

/// Rows that somebody may add up.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    rows: i64,
    sum: i64,
}

impl Part {
    /// One that is free is no part of a sum.
    fn add(&mut self, amount: i64) {
        self.rows += i64::from(amount != 0);
        self.sum = self.sum.saturating_add(amount);
    }

    fn is(self, amount: i64, times: i64, least: i64) -> bool {
        let off = (self.rows * times).unsigned_abs() / 2;
        self.rows >= least && amount.abs_diff(self.sum.saturating_mul(times)) <= off
    }
}

/// All of some rows, and those that have not ended.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    all: Part,
    active: Part,
}

impl Parts {
    fn add(&mut self, amount: i64, ended: bool) {
        self.all.add(amount);
        if !ended {
            self.active.add(amount);
        }
    }

    fn is(&self, amount: i64, times: i64, least: i64) -> bool {
        self.all.is(amount, times, least) || self.active.is(amount, times, least)
    }

    fn ended(&self) -> Part {
        Part {
            rows: self.all.rows - self.active.rows,
            sum: self.all.sum - self.active.sum,
        }
    }

    fn is_mean(&self, amount: i64) -> bool {
        let is = |part: Part| {
            part.rows > 0
                && (amount.saturating_mul(part.rows)).abs_diff(part.sum) <= part.rows.unsigned_abs()
        };
        is(self.all) || is(self.active)
    }
}

/// The rows of subscriptions above the foot.
pub(super) struct Long<'a> {
    source: &'a Source,
    added: Vec<(usize, usize)>,
    rows: u64,
    largest: i64,
    parts: Parts,
    /// For each column how many of its cells are filled, and what the rows of each value come to.
    filled: Vec<u64>,
    groups: Vec<HashMap<String, Parts>>,
}

impl<'a> Long<'a> {
    pub(super) fn of(source: &'a Source) -> Long<'a> {
        Long {
            source,
            added: source.added(),
            rows: 0,
            largest: 0,
            parts: Parts::default(),
            filled: vec![0; source.names.len()],
            groups: vec![HashMap::new(); source.names.len()],
        }
    }

    fn amount(&self, record: &Record) -> Option<i64> {
        let amounts = self.source.amounts_of(&self.added, &record.cells);
        amounts[0]
            .filter(|amount| *amount != Cents::ZERO)
            .map(|amount| amount.0)
    }

    /// The columns of which a value may be a group: those that are neither the account nor the price.
    fn is_group(&self, at: usize) -> bool {
        let mapping = &self.source.mapping;
        let other = ["account", "id", "amount"].map(|field| mapping.column(field));
        at >= mapping.ours && !other.contains(&Some(at))
    }

    /// Whether a row has no plan or no start where all above have one.
    fn lacks(&self, record: &Record) -> bool {
        let mut columns = ["plan", "start"].into_iter();
        columns.any(|field| {
            let at = self.source.mapping.column(field);
            at.is_some_and(|at| self.filled[at] == self.rows && values::is_nothing(record.cell(at)))
        })
    }
}

impl Above for Long<'_> {
    fn take(&mut self, record: &Record) {
        self.rows += 1;
        let amount = self.amount(record).unwrap_or_default();
        let ended = self.source.belongs(&record.cells, false).ended;
        self.largest = self.largest.max(amount);
        self.parts.add(amount, ended);
        for at in 0..self.filled.len() {
            let cell = record.cell(at);
            self.filled[at] += u64::from(!values::is_nothing(cell));
            let is_group = self.is_group(at);
            let groups = &mut self.groups[at];
            // One too many stays, to say that there are too many.
            if is_group && groups.len() <= GROUPS && !values::is_nothing(cell) {
                groups
                    .entry(cell.to_lowercase())
                    .or_default()
                    .add(amount, ended);
            }
        }
    }

    fn says(&self, record: &Record, name: &str, behind_all: bool) -> bool {
        let Some(amount) = self.amount(record).filter(|_| self.rows >= FEW) else {
            return false;
        };
        let name = name.to_lowercase();
        let lacks = self.lacks(record);
        let groups = self.groups.iter().filter(|groups| groups.len() <= GROUPS);
        let mut named = groups.filter_map(|groups| groups.get(&name));
        let of_all = || {
            self.parts.is(amount, 1, 2)
                || self.parts.ended().is(amount, 1, 2)
                || self.parts.is_mean(amount)
                || amount == self.parts.all.rows * 100
                || (amount >= self.largest && self.rows > FEW)
        };
        named.any(|group| lacks || group.is(amount, 1, 1))
            || self.parts.is(amount, 12, 2)
            || (lacks && (behind_all || of_all()))
    }

    fn is_sum(&self, record: &Record) -> bool {
        self.amount(record)
            .is_some_and(|amount| self.parts.is(amount, 1, 2))
    }
}
