//! Rows between the accounts, each of which adds up those of its group: all of them above it, or all below.
//! Must not know names of totals.

use super::FootRow;
use super::above::Above;
use crate::exchange::read::Source;

/// So many rows without a sum are no group.
const LONGEST: usize = 5_000;

/// So many sums are looked for, with so many rows each on average.
const LEAST: usize = 2;

/// The groups of a file, as long as all of it is made of them.
pub(super) struct Groups {
    behind: SumSide,
    before: SumSide,
}

/// A row as groups look at it.
#[derive(Default)]
pub(super) struct GroupRow<'a> {
    /// Which one it is.
    pub line: u64,
    /// What it is called.
    pub name: &'a str,
    /// What else stands in it: the row of a group's sum may be called so.
    pub beside: Vec<&'a str>,
}

/// Groups of which the sum stands behind its rows, or before them.
#[derive(Default)]
struct SumSide {
    failed: bool,
    sums: Vec<u64>,
    rows: usize,
    /// Of the group at hand how many rows there are, and what they come to or what is left of their sum.
    since: usize,
    amounts: Vec<i64>,
    /// The cells of the row before.
    last: Vec<String>,
}

impl Groups {
    pub(super) fn new() -> Groups {
        Groups {
            behind: SumSide::default(),
            before: SumSide::default(),
        }
    }

    pub(super) fn take(&mut self, source: &Source, above: &mut Above<'_>, row: &FootRow) {
        if (self.behind.failed && self.before.failed) || row.called || above.is_by_day() {
            return;
        }
        let amounts = above.amounts(row);
        if amounts.iter().all(|(_, amount)| *amount == 0) {
            return;
        }
        let account = source.mapping.column("account");
        let cells = row.record.cells.iter().enumerate();
        let beside = cells.filter(|(at, _)| Some(*at) != account);
        let of = GroupRow {
            line: row.record.line,
            name: &row.name,
            beside: beside.map(|(_, cell)| cell).collect(),
        };
        self.look(&of, &amounts);
    }

    /// Takes in a row with its amounts.
    pub(super) fn look(&mut self, row: &GroupRow<'_>, amounts: &[(usize, i64)]) {
        self.behind.behind(row, amounts);
        self.before.before(row, amounts);
    }

    /// The lines of the sums, where all of the file is made of groups.
    pub(super) fn lines(self) -> Vec<u64> {
        let found = [self.behind, self.before].into_iter();
        let mut whole = found.filter(SumSide::is_whole);
        whole.next().map(|side| side.sums).unwrap_or_default()
    }
}

impl SumSide {
    fn is_whole(&self) -> bool {
        let many = self.sums.len() >= LEAST && self.rows >= LEAST * self.sums.len();
        !self.failed && many && self.since == 0
    }

    fn add(&mut self, amounts: &[(usize, i64)], sign: i64) {
        for (at, amount) in amounts {
            if self.amounts.len() <= *at {
                self.amounts.resize(at + 1, 0);
            }
            self.amounts[*at] += amount * sign;
        }
        self.since += 1;
        self.rows += 1;
        self.failed |= self.since > LONGEST;
    }

    fn behind(&mut self, row: &GroupRow<'_>, amounts: &[(usize, i64)]) {
        if self.failed {
            return;
        }
        let own = |at: usize| {
            let found = amounts.iter().find(|(of, _)| *of == at);
            found.map_or(0, |(_, amount)| *amount)
        };
        let places = self
            .amounts
            .len()
            .max(amounts.last().map_or(0, |(at, _)| at + 1));
        let since = |at: usize| self.amounts.get(at).copied().unwrap_or_default();
        let is_sum = (0..places).all(|at| own(at) == since(at));
        let is_named = || self.last.iter().any(|cell| cell == row.name);
        if is_sum && (self.since > 1 || (self.since == 1 && is_named())) {
            self.sums.push(row.line);
            self.since = 0;
            self.amounts.clear();
        } else {
            self.add(amounts, 1);
            let beside = row.beside.iter();
            self.last = beside.map(|cell| cell.trim().to_lowercase()).collect();
        }
    }

    fn before(&mut self, row: &GroupRow<'_>, amounts: &[(usize, i64)]) {
        if self.failed {
            return;
        }
        if self.since == 0 {
            self.sums.push(row.line);
            self.amounts.clear();
            self.add(amounts, 1);
            self.rows -= 1;
            return;
        }
        self.add(amounts, -1);
        self.failed |= self.amounts.iter().any(|left| *left < 0);
        if self.amounts.iter().all(|left| *left == 0) {
            self.since = 0;
        }
    }
}
