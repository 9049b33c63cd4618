//! How far it goes that a column is not to be used: one that said the same in every row, or in which currencies amounts
//! are, was passed over for what it said, and is asked about again where it says something else.
//! Must not know what it would be.

use std::collections::BTreeSet;
use std::io;

use super::Source;
use super::columns::squeeze;
use super::recalled::{IgnoredAs, Lapsed, hash};
use super::records::{FileRecord, Records};
use super::{marks, parted, values};
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::Currency;

/// So many currencies are told apart.
const MOST: usize = 8;

/// What one says in all rows.
#[derive(Default)]
struct Says {
    filled: u64,
    /// Whether all of it are currencies.
    currencies: bool,
    said: BTreeSet<i64>,
}

impl Says {
    fn look(&mut self, cell: &str) {
        if values::is_nothing(cell) || self.said.len() > MOST {
            return;
        }
        self.currencies = (self.filled == 0 || self.currencies) && is_currency(cell);
        self.filled += 1;
        self.said.insert(hash(cell));
    }

    /// What it may say on. Of a single row nothing is known.
    fn hashes(self) -> Vec<i64> {
        let same = self.said.len() == 1 && self.filled > 1;
        let told = same || (self.currencies && self.said.len() <= MOST);
        match (self.filled, told) {
            (0, _) => vec![hash("")],
            (_, true) => self.said.into_iter().collect(),
            (_, false) => Vec::new(),
        }
    }
}

/// Whether a cell says a currency, and no amount.
pub(super) fn is_currency(cell: &str) -> bool {
    let code = cell.trim().to_uppercase();
    code.parse::<Currency>().is_ok() || marks::said(cell).is_some()
}

impl Source {
    /// Finds how far what was said of files with the same columns holds for this one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn recall(&mut self) -> Result<(), Failure> {
        self.find_totals_asked()?;
        self.find_kinds_said()?;
        let found = self.find_lapsed();
        found.map_err(|e| Failure::disk(&format!("reading {}", self.file), e))
    }

    /// Finds the columns that say something else than when they were passed over.
    pub(super) fn find_lapsed(&mut self) -> io::Result<()> {
        let said = self.said.ignored_as.iter();
        let held: Vec<(usize, &Vec<i64>)> = said
            .filter(|(_, said)| !said.is_empty())
            .filter_map(|(column, said)| Some((self.place_of(column)?, said)))
            .collect();
        let (mut lapsed, mut as_before): (Vec<Lapsed>, Vec<usize>) = (Vec::new(), Vec::new());
        self.each_of(!held.is_empty(), |record| {
            for (at, said) in &held {
                let cell = record.cell(*at);
                let same = said.contains(&hash(cell));
                let known = values::is_nothing(cell) || same;
                as_before.extend(Some(*at).filter(|at| same && !as_before.contains(at)));
                if !known && lapsed.iter().all(|lapsed| lapsed.at != *at) {
                    let says = cell.trim().to_owned();
                    lapsed.push(Lapsed { at: *at, says });
                }
            }
        })?;
        // Of what nobody spoke of it is another part only where no row is of the same.
        lapsed.retain(|of| self.is_not_to_be_used(of.at) || !as_before.contains(&of.at));
        self.recalled.lapsed = lapsed;
        Ok(())
    }

    /// Whether somebody said that a column is not to be used.
    pub(super) fn is_not_to_be_used(&self, at: usize) -> bool {
        let name = squeeze(&self.names[at]);
        self.said
            .ignore
            .iter()
            .any(|column| squeeze(column) == name)
    }

    /// What the columns say that are not to be used, or of which part a list is, for the next file with the same.
    pub(super) fn ignored_as(&self) -> io::Result<IgnoredAs> {
        let mut all = self.said.ignored_as.clone();
        let balances = self.kind == ImportKind::Balances;
        let parts = self.unused().map(|at| &self.names[at]);
        let parts = parts.filter(|name| balances && parted::is_called_so(name));
        let new = self.said.ignore.iter().chain(parts);
        let new = new.map(|column| squeeze(column));
        let new = new.filter(|column| self.kind.is_ledger() && !all.contains_key(column));
        let mut new: Vec<(String, usize, Says)> = new
            .filter_map(|column| Some((self.place_of(&column)?, column)))
            .map(|(at, column)| (column, at, Says::default()))
            .collect();
        self.each_of(!new.is_empty(), |record| {
            for (_, at, says) in &mut new {
                says.look(record.cell(*at));
            }
        })?;
        // Which part a list is of that does not say so is not known.
        new.retain(|(_, at, says)| says.filled > 0 || self.is_not_to_be_used(*at));
        let new = new.into_iter();
        all.extend(new.map(|(column, _, says)| (column, says.hashes())));
        Ok(all)
    }

    /// The place of a column, by its squeezed name.
    fn place_of(&self, column: &str) -> Option<usize> {
        self.names.iter().position(|name| squeeze(name) == column)
    }

    /// Gives its rows as they stand, where any are wanted.
    fn each_of(&self, wanted: bool, mut look: impl FnMut(&FileRecord)) -> io::Result<()> {
        if !wanted {
            return Ok(());
        }
        let mut records = Records::open(&self.path, &self.bytes, self.separator)?;
        let (mut record, mut rows) = (FileRecord::default(), 0);
        while records.next_into(&mut record)? {
            rows += 1;
            if rows > self.skip && !record.broken {
                look(&record);
            }
        }
        Ok(())
    }
}
