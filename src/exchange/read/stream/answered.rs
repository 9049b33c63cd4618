//! What was said of rows that are called like totals, or add up others: it holds for the rows that it was said of, known
//! by their names and by whether they are the sum of those above them. Names may be customers', so that only their
//! hashes are kept.
//! Must not know how a row comes to be asked about.

use std::io;

use serde::{Deserialize, Serialize};

use super::{Next, Stream};
use crate::domain::failure::Failure;
use crate::exchange::read::Source;
use crate::exchange::read::hash::Fnv;
use crate::exchange::read::records::FileRecord;

/// A row that was asked about: the hash of its name, and whether it is a sum.
pub(in crate::exchange::read) type Asked = (i64, bool);

/// What somebody said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    called: i64,
    sum: bool,
    out: bool,
}

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

/// The hash of a name.
pub(super) fn named(label: &str) -> i64 {
    let mut fnv = Fnv::new();
    fnv.text(&label.trim().to_lowercase());
    fnv.sum()
}

impl Stream<'_> {
    /// Whether somebody said that a row is to be left out.
    pub(super) fn said_of(&self, row: Asked) -> Option<bool> {
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

    fn totals_in_doubt(&self, knows: Knows) -> Result<Vec<Asked>, Failure> {
        let unreadable = |e: io::Error| Failure::disk(&format!("reading {}", self.file), e);
        let (mut stream, mut record) = (Stream::of(self)?, FileRecord::default());
        stream.knows = knows;
        while stream.next_into(&mut record).map_err(unreadable)? != Next::Over {}
        Ok(stream.asked)
    }

    /// What is known of such rows from now on.
    pub(in crate::exchange::read) fn totals_answered(&self) -> Vec<Answered> {
        let before = self.said.totals_of.iter();
        let stays = |said: &&Answered| !self.recalled.totals.contains(&(said.called, said.sum));
        let now = self.recalled.totals.iter().copied();
        let now = now.filter_map(|(called, sum)| {
            let out = self.said.totals?;
            Some(Answered { called, sum, out })
        });
        before.filter(stays).cloned().chain(now).collect()
    }
}
