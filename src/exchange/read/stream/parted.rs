//! What becomes of a row that may add up the other parts of its account. Must not know how such a row is found.

use super::{Next, Stream};
use crate::domain::money::Cents;
use crate::exchange::read::noticed::{SpeaksForTotal, Total};
use crate::exchange::read::recalled::hash;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::sums::PartTotal;
use crate::exchange::safe::one_line;

impl Stream<'_> {
    /// What a record is that may be such a row. It is asked about unless it surely is one, or somebody said what it is.
    pub(super) fn of_parts(
        &mut self,
        record: &FileRecord,
        amounts: &[Option<Cents>],
    ) -> Option<Next> {
        let is = self.source.part_total(record.line)?;
        let part = self.source.mapping.column("part")?;
        let called = one_line(record.cell(part)).into_owned();
        self.row = (hash(&format!("part {called}")), is != PartTotal::Name);
        self.said = self.said_of(self.row);
        let total = Total {
            line: record.line,
            called: match called.as_str() {
                "" => self.source.label(record).to_owned(),
                _ => called,
            },
            by: match is {
                PartTotal::Surely | PartTotal::Name => SpeaksForTotal::Name,
                PartTotal::Sum => SpeaksForTotal::Parts,
            },
        };
        if self.said.unwrap_or(is == PartTotal::Surely) {
            self.noticed.totals += 1;
            self.noticed.totals_off += u64::from(is == PartTotal::Name);
            self.noticed.total.get_or_insert(total);
            return Some(Next::Total);
        }
        let new_day = self.is_of_a_new_day(&record.cells);
        let belongs = self.source.belongs(&record.cells, new_day);
        self.sums.take_in(amounts, belongs);
        if self.said.is_none() {
            self.doubt(total);
        }
        Some(Next::Row)
    }
}
