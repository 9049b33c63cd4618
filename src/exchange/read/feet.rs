//! Rows at the foot of a ledger that say something of the accounts above them and are called like none that does: sums of
//! a plan's rows, what twelve months come to, the change from month to month, a budget.
//! Must not know what becomes of such a row.

mod long;
mod wide;

use std::collections::VecDeque;
use std::io;

use super::Source;
use super::foot;
use super::records::Record;
use crate::domain::import::ImportKind;
use long::Long;
use wide::Wide;

/// So many rows at the end are looked at.
const FOOT: usize = 8;

/// What stands above the foot, as far as it was read.
trait Above {
    /// Takes in the row of an account.
    fn take(&mut self, record: &Record);

    /// Whether a row says something of those taken in, alone or where it stands behind the total of all.
    fn says(&self, record: &Record, name: &str, behind_all: bool) -> bool;

    /// Whether a row that is called like a total is that of all.
    fn is_sum(&self, record: &Record) -> bool;
}

impl Source {
    /// The lines of such rows. Nothing but them and totals stands behind the first of them.
    pub(super) fn feet(&self) -> &[u64] {
        self.settled
            .feet
            .get_or_init(|| self.find_feet().unwrap_or_default())
    }

    fn find_feet(&self) -> io::Result<Vec<u64>> {
        let mut above: Box<dyn Above + '_> = match self.kind {
            ImportKind::Subscriptions => Box::new(Long::of(self)),
            ImportKind::Balances if self.mapping.is_wide() => Box::new(Wide::of(self)),
            _ => return Ok(Vec::new()),
        };
        let mut records = super::Records::open(&self.path, &self.bytes, self.separator)?;
        let (mut record, mut rows, mut foot) = (Record::default(), 0, VecDeque::new());
        while records.next_into(&mut record)? {
            rows += 1;
            if rows <= self.skip
                || record.broken
                || record.cells.iter().all(|cell| cell.trim().is_empty())
            {
                continue;
            }
            foot.push_back(std::mem::take(&mut record));
            if foot.len() > FOOT
                && let Some(first) = foot.pop_front()
                && foot::called(self.label(&first)).is_none()
            {
                above.take(&first);
            }
        }
        Ok(self.those(above.as_mut(), &foot))
    }

    /// Those of the rows at the end.
    fn those(&self, above: &mut dyn Above, foot: &VecDeque<Record>) -> Vec<u64> {
        let is_called = |record: &Record| foot::called(self.label(record)).is_some();
        let last = foot.iter().rposition(is_called);
        let (mut found, mut behind_all) = (Vec::new(), false);
        for (at, record) in foot.iter().enumerate() {
            let name = self.label(record);
            if is_called(record) {
                behind_all = last == Some(at) && above.is_sum(record);
            } else if above.says(record, name, behind_all) {
                found.push(record.line);
            } else {
                above.take(record);
                found.clear();
            }
        }
        found
    }
}
