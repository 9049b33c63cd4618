//! The amounts of a ledger that are added up, whether its first row is what those below it come to, and what stands above
//! a row.
//! Must not know what becomes of such a row.

use std::io;

use csv::StringRecord;

use crate::domain::import::ImportKind;
use crate::domain::money::Cents;
use crate::domain::sort::sort_by_key;
use crate::exchange::safe::unguard;

use super::amounts::Amounts;
use super::fields::{ValueShape, form};
use super::foot;
use super::records::{FileRecord, Records};
use super::sums::{self, Belongs, Sums};
use super::vendors::Unit;
use super::{Source, values};

impl Source {
    /// The columns of amounts that make a ledger, each with its field's place; some of those of a wide file.
    pub(super) fn added(&self) -> Vec<(usize, usize)> {
        if !self.kind.is_ledger() {
            return Vec::new();
        }
        let form = form(self.kind);
        let months = form.place("mrr").into_iter();
        let months =
            months.flat_map(|place| self.mapping.months.iter().map(move |(at, _)| (*at, place)));
        let places = form.fields.iter().zip(&self.mapping.places).enumerate();
        let amounts = places.filter(|(_, (field, _))| field.shape == ValueShape::Amount);
        let amounts = amounts.filter_map(|(place, (_, column))| Some(((*column)?, place)));
        let parts = if self.mapping.has_parts() {
            sums::MOST
        } else {
            1
        };
        amounts.take(parts).chain(months).take(sums::MOST).collect()
    }

    /// Of how many rows below it the first row of a ledger is the sum; none where it is no sum. A row that is called like
    /// a total is none of them.
    pub(super) fn below_first(&self) -> i64 {
        *self
            .settled
            .below_first
            .get_or_init(|| self.sum_below().unwrap_or_default())
    }

    fn sum_below(&self) -> io::Result<i64> {
        let added = self.added();
        let (mut sums, mut first, mut record) = (Sums::default(), None, FileRecord::default());
        let mut records = Records::open(&self.path, &self.bytes, self.separator)?;
        let (mut rows, grows) = (0, self.kind != ImportKind::Movements);
        while !added.is_empty() && records.next_into(&mut record)? {
            rows += 1;
            if rows <= self.skip || record.broken {
                continue;
            }
            let amounts = self.amounts_of(&added, &record.cells);
            let Some(first) = &first else {
                first = Some(amounts);
                continue;
            };
            let filled = record.cells.iter().find(|cell| !cell.trim().is_empty());
            if filled.is_some_and(|filled| foot::called(filled).is_some()) {
                continue;
            }
            sums.take_in(&amounts, self.belongs(&record.cells, false));
            if grows && sums.exceed(first) {
                return Ok(0);
            }
        }
        let is_sum = first.is_some_and(|first| {
            let some = first.iter().flatten().any(|amount| *amount != Cents::ZERO);
            some && sums.come_to(&first, 2)
        });
        Ok(if is_sum { sums.rows() } else { 0 })
    }

    /// What a record of a ledger belongs to.
    pub(super) fn belongs(&self, cells: &StringRecord, new_day: bool) -> Belongs {
        let filled = |at: usize| !values::is_nothing(cells.get(at).unwrap_or(""));
        Belongs {
            ended: self.mapping.columns("end").any(filled),
            new_day,
        }
    }

    /// The amounts of the rows above a line that are `kept`, in the first column that is added up, and whether each has an
    /// end. Totals are none of them.
    pub(super) fn above(
        &self,
        line: u64,
        kept: impl Fn(&StringRecord) -> bool,
    ) -> io::Result<Vec<(i64, bool)>> {
        let added = self.added();
        let mut records = Records::open(&self.path, &self.bytes, self.separator)?;
        let (mut record, mut rows, mut found) = (FileRecord::default(), 0, Vec::new());
        while records.next_into(&mut record)? && record.line < line {
            rows += 1;
            let filled = record.cells.iter().find(|cell| !cell.trim().is_empty());
            let total = filled.is_some_and(|filled| foot::called(filled).is_some());
            if rows <= self.skip || record.broken || total || !kept(&record.cells) {
                continue;
            }
            if let Some(amount) = self.amounts_of(&added, &record.cells)[0] {
                found.push((amount.0, self.belongs(&record.cells, false).ended));
            }
        }
        Ok(found)
    }

    /// What a record has in the columns that are added up.
    pub(super) fn amounts_of(
        &self,
        added: &[(usize, usize)],
        cells: &StringRecord,
    ) -> [Option<Cents>; sums::MOST] {
        let mut amounts = [None; sums::MOST];
        for (amount, (column, place)) in amounts.iter_mut().zip(added) {
            let value = unguard(cells.get(*column).unwrap_or("").trim());
            if !values::is_nothing(value) {
                *amount = self.settled.amounts[*place].read(value, self.currency.as_ref());
            }
        }
        amounts
    }

    /// What more than half of the amounts of a ledger are at least, and at most, in hundredths as they are written,
    /// whatever they count.
    pub(super) fn typical(&self) -> Option<[i64; 2]> {
        const ROWS: usize = 2_000;
        let (column, place) = *self.added().first()?;
        let amounts = Amounts {
            unit: Unit::Whole,
            ..self.settled.amounts[place]
        };
        let mut records = Records::open(&self.path, &self.bytes, self.separator).ok()?;
        let (mut record, mut rows, mut found) = (FileRecord::default(), 0, Vec::new());
        while rows < self.skip + ROWS && records.next_into(&mut record).ok()? {
            rows += 1;
            let amount = amounts
                .read(record.cell(column), None)
                .map_or(0, |cents| cents.0);
            if rows > self.skip && amount != 0 {
                found.push(amount.abs());
            }
        }
        sort_by_key(&mut found, |amount| *amount);
        let low = found.len().checked_sub(1)? / 2;
        Some([found[low], found[found.len() / 2]])
    }
}
