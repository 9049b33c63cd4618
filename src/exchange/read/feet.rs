//! Rows of a ledger that say something of the accounts and are called like none that does: sums of a plan's rows, what
//! twelve months come to, the change from month to month, a budget; at its foot, or behind each group.
//! Must not know what becomes of such a row.

mod above;
mod blocks;
mod dealt;
mod groups;
mod heads;
mod labels;
mod lasts;
mod months;
mod parts;
mod slots;
mod tails;

use std::collections::VecDeque;
use std::io;

use hashbrown::HashSet;

use super::foot::{self, Called, Statistic};
use super::records::{FileRecord, Records};
use super::{Source, values};
use crate::domain::import::ImportKind;
use above::Above;
use groups::Groups;
use lasts::LastOfDays;
use tails::Tails;

/// So many rows at the end are looked at.
const FOOT: usize = 256;

/// A row at the end.
struct FootRow {
    record: FileRecord,
    /// What it is called.
    name: String,
    /// Whether it is called like a total, and of a group where customers may be called so.
    called: bool,
    group: bool,
    /// Whether plans and people are called so as well, as `Max`.
    extreme: bool,
}

impl Source {
    /// The lines of such rows.
    pub(super) fn feet(&self) -> &[u64] {
        self.settled
            .feet
            .get_or_init(|| self.find_feet().unwrap_or_default())
    }

    fn find_feet(&self) -> io::Result<Vec<u64>> {
        if !self.kind.is_ledger() {
            return Ok(Vec::new());
        }
        let (mut above, mut groups, mut foot) = (Above::of(self), Groups::new(), VecDeque::new());
        let (mut apart, mut lasts) = (RowsApart::of(self), LastOfDays::of(self));
        let mut tails = Tails::of(self, above.beside());
        self.each_of_them(|record| {
            apart.look(record);
            let row = self.row_of(std::mem::take(record));
            groups.take(self, &mut above, &row);
            tails.take(&row);
            lasts.take(
                &row,
                above.amounts(&row).first().map_or(0, |(_, amount)| *amount),
            );
            foot.push_back(row);
            if foot.len() > FOOT
                && let Some(first) = foot
                    .pop_front()
                    .filter(|first| !first.called && !first.group)
            {
                above.take(&first);
            }
        })?;
        let foot: Vec<FootRow> = foot.into();
        let apart = apart.from();
        let found = those(&mut above, &foot, apart);
        let mut lines = match self.kind {
            ImportKind::Balances if !self.mapping.is_wide() => {
                let found = found.iter().map(|row| row.name.clone());
                let names = found.chain(tails.names()).chain(lasts.names());
                self.lines_called(&names.collect())?
            }
            _ => found.iter().map(|row| row.record.line).collect(),
        };
        // Where all of it is made of groups, what stands behind the first is none.
        let grouped = groups.lines();
        if !grouped.is_empty() {
            lines = grouped;
        }
        if lines.is_empty() && self.kind != ImportKind::Movements {
            let heads = heads::names(&above);
            lines = self.lines_called(&heads.into_iter().collect())?;
        }
        Ok(lines)
    }

    fn row_of(&self, record: FileRecord) -> FootRow {
        let label = self.label(&record);
        let called = foot::called(label);
        let group = called == Some(Called::Group);
        FootRow {
            name: label.trim().to_lowercase(),
            called: called.is_some() && !group,
            group,
            extreme: called == Some(Called::Statistic(Statistic::Extreme)),
            record,
        }
    }

    /// The lines of all rows that are called like some.
    fn lines_called(&self, names: &HashSet<String>) -> io::Result<Vec<u64>> {
        let mut lines = Vec::new();
        if names.is_empty() {
            return Ok(lines);
        }
        self.each_of_them(|record| {
            let name = self.label(record).trim().to_lowercase();
            if names.contains(name.as_str()) {
                lines.push(record.line);
            }
        })?;
        Ok(lines)
    }

    pub(super) fn each_of_them(&self, mut look: impl FnMut(&mut FileRecord)) -> io::Result<()> {
        let mut records = Records::open(&self.path, &self.bytes, self.separator)?;
        let (mut record, mut rows) = (FileRecord::default(), 0);
        while records.next_into(&mut record)? {
            rows += 1;
            let blank = || record.cells.iter().all(|cell| cell.trim().is_empty());
            if rows > self.skip && !record.broken && !blank() {
                look(&mut record);
            }
        }
        Ok(())
    }
}

/// Those of the rows at the end that say something of the others. Nothing but them, totals and notes stands behind the
/// first of them; where a file has rows of several days, sums of one may stand before the accounts of the next.
fn those<'a>(above: &mut Above<'_>, foot: &'a [FootRow], apart: Option<u64>) -> Vec<&'a FootRow> {
    let last = foot.iter().rposition(|row| row.called);
    let (mut found, mut kept): (Vec<&FootRow>, Vec<&FootRow>) = (Vec::new(), Vec::new());
    let (mut behind_all, mut within) = (false, 0);
    for (at, row) in foot.iter().enumerate() {
        let is_apart = apart.is_some_and(|line| row.record.line >= line);
        if row.called {
            behind_all = last == Some(at) && above.is_sum(row);
            continue;
        }
        if !above.has_amounts(row) {
            continue;
        }
        within = within.max(at + blocks::begins(above, &foot[at..]));
        let is_kept = || kept.iter().any(|known| known.name == row.name);
        if at < within || (above.is_by_day() && (is_kept() || above.is_group(row))) {
            kept.push(row);
        } else if above.says(row, behind_all, is_apart) {
            found.push(row);
        } else if !row.group {
            found.drain(..).for_each(|row| above.take(row));
            above.take(row);
        }
    }
    kept.extend(found);
    kept
}

/// Where rows stand apart from those above them, by a blank line or a heading of their own.
struct RowsApart {
    /// The columns of amounts.
    amounts: Vec<usize>,
    rows: u64,
    /// The line behind the last row.
    next: u64,
    heading: bool,
    /// The first line behind it, and how many rows stand above.
    first: Option<(u64, u64)>,
}

impl RowsApart {
    fn of(source: &Source) -> RowsApart {
        let added = source.added();
        RowsApart {
            amounts: added.into_iter().map(|(at, _)| at).collect(),
            rows: 0,
            next: 0,
            heading: false,
            first: None,
        }
    }

    fn look(&mut self, record: &FileRecord) {
        let is_blank = self.next > 0 && record.line > self.next;
        let inside = record.cells.as_byte_record().as_slice();
        self.next = record.line + 1 + inside.iter().filter(|&&b| b == b'\n').count() as u64;
        let mut amounts = self.amounts.iter();
        let named = !inside.iter().any(u8::is_ascii_digit)
            && amounts.all(|at| !values::is_nothing(record.cell(*at)));
        self.heading |= is_blank || named;
        if self.heading && self.first.is_none() && self.rows > 0 {
            self.first = Some((record.line, self.rows));
        }
        self.rows += 1;
    }

    /// The line from which on they stand apart, where they are fewer than those above.
    fn from(&self) -> Option<u64> {
        let (line, above) = self.first?;
        (self.rows - above < above).then_some(line)
    }
}
