//! What was said of rows that are called like totals, or add up others: it holds for the rows that it was said of, known
//! by their names and by whether they are the sum of those above them.
//! Must not know how a row comes to be asked about.

use std::io;

use super::{Next, Stream};
use crate::domain::failure::Failure;
use crate::exchange::read::Source;
use crate::exchange::read::recalled::{TotalAsked, TotalSaid};
use crate::exchange::read::records::FileRecord;

/// So many rows are asked about one by one.
const MOST: usize = 1_000;

/// What is known while a file is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Knows {
    /// All that was said.
    All,
    /// What was said of files before.
    Before,
    Nothing,
}

impl Stream<'_> {
    /// Whether somebody said that a row is to be left out.
    pub(super) fn said_of(&self, row: TotalAsked) -> Option<bool> {
        let of_now = &self.source.recalled.totals;
        let now = self.source.said.totals;
        let now = now.filter(|_| of_now.is_empty() || of_now.contains(&row));
        let before = || {
            let mut said = self.source.said.totals_of.iter();
            said.find_map(|said| ((said.called, said.sum) == row).then_some(said.out))
        };
        match self.knows {
            Knows::All => now.or_else(before),
            Knows::Before => before(),
            Knows::Nothing => None,
        }
    }

    /// Whether somebody said of an earlier file that a row called like the one at hand is to be left out.
    pub(super) fn was_left_out(&self) -> bool {
        let mut said = self.source.said.totals_of.iter();
        self.knows != Knows::Nothing && said.any(|said| said.out && said.called == self.row.0)
    }

    /// What somebody says now of the row at hand, of which it was asked.
    pub(super) fn said_now(&self) -> Option<bool> {
        let asked = self.knows == Knows::All && self.source.recalled.totals.contains(&self.row);
        self.source.said.totals.filter(|_| asked)
    }

    /// Notes that the row at hand is asked about.
    pub(super) fn ask_about(&mut self) {
        if self.asked.len() < MOST && !self.asked.contains(&self.row) {
            self.asked.push(self.row);
        }
    }
}

impl Source {
    /// Finds the rows of which is said now what they are: those that are open after what was said before, else all that
    /// would be. Where there are none it is said of the whole file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(in crate::exchange::read) fn find_totals_asked(&mut self) -> Result<(), Failure> {
        if self.said.totals.is_none() || !self.kind.is_ledger() {
            return Ok(());
        }
        let mut asked = self.totals_in_doubt(Knows::Before)?;
        if asked.is_empty() && !self.said.totals_of.is_empty() {
            asked = self.totals_in_doubt(Knows::Nothing)?;
        }
        self.recalled.totals = asked;
        Ok(())
    }

    fn totals_in_doubt(&self, knows: Knows) -> Result<Vec<TotalAsked>, Failure> {
        let unreadable = |e: io::Error| Failure::disk(&format!("reading {}", self.file), e);
        let (mut stream, mut record) = (Stream::of(self)?, FileRecord::default());
        stream.knows = knows;
        while stream.next_into(&mut record).map_err(unreadable)? != Next::Over {}
        Ok(stream.asked)
    }

    /// What is known of such rows from now on.
    pub(in crate::exchange::read) fn totals_answered(&self) -> Vec<TotalSaid> {
        let before = self.said.totals_of.iter();
        let stays = |said: &&TotalSaid| !self.recalled.totals.contains(&(said.called, said.sum));
        let now = self.recalled.totals.iter().copied();
        let now = now.filter_map(|(called, sum)| {
            let out = self.said.totals?;
            Some(TotalSaid { called, sum, out })
        });
        before.filter(stays).cloned().chain(now).collect()
    }
}
