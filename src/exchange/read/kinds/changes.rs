//! Files in which one column names what happened and another says by how much, whatever they are called: known by their
//! cells, where these leave no doubt.
//! Must not ask.

use std::io;

use super::goes;
use crate::domain::import::ImportKind;
use crate::exchange::read::amounts::{amount, taken_apart};
use crate::exchange::read::columns::{Index, PRICE, is_among, is_no_price, words};
use crate::exchange::read::fields::Goes;
use crate::exchange::read::header::{self, Header, Mapping};
use crate::exchange::read::hints::Remembered;
use crate::exchange::read::records::{FileRecord, Records};
use crate::exchange::read::values;

use super::ROWS;

/// What was seen of one column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ChangeSeen {
    filled: u64,
    up: u64,
    down: u64,
    amounts: u64,
    below_zero: u64,
}

impl ChangeSeen {
    fn look(&mut self, cell: &str) {
        if values::is_nothing(cell) {
            return;
        }
        self.filled += 1;
        match goes(cell) {
            Some(Goes::Up) => self.up += 1,
            Some(Goes::Down) => self.down += 1,
            None => {}
        }
        let number = amount(cell).ok().filter(|_| taken_apart(cell).is_some());
        self.amounts += u64::from(number.is_some());
        self.below_zero += u64::from(number.is_some_and(|(number, _)| number.0 < 0));
    }

    /// Whether it says of hardly anything else than of changes what they are, in words.
    pub(super) fn names_changes(&self) -> bool {
        let told = self.up + self.down;
        self.down > 0 && self.amounts == 0 && told * 10 >= self.filled * 9
    }

    fn is_of_amounts(&self) -> bool {
        self.filled > 0 && self.amounts == self.filled
    }
}

/// What the columns of the first rows are.
fn told(mut records: Records, header: &Header) -> io::Result<Vec<ChangeSeen>> {
    let mut told = vec![ChangeSeen::default(); header.columns.names.len()];
    let (mut record, mut rows) = (FileRecord::default(), 0);
    while rows < header.skip + ROWS && records.next_into(&mut record)? {
        rows += 1;
        if rows > header.skip && !record.broken {
            let cells = told.iter_mut().enumerate();
            cells.for_each(|(at, told)| told.look(record.cell(at)));
        }
    }
    Ok(told)
}

/// The mapping of a file whose amounts are changes, where its names alone said otherwise: what was taken for a change is
/// its name, or what was taken for a balance is below zero, beside words that say what happened.
pub(super) fn mapped(
    records: impl FnOnce() -> io::Result<Records>,
    header: &Header,
    mapping: Mapping,
    said: &Remembered,
) -> io::Result<Mapping> {
    let ledger = matches!(mapping.kind, ImportKind::Movements | ImportKind::Balances);
    let is_said = |field: &str| said.map.iter().any(|(of, _)| of == field);
    let open = ledger && mapping.shape.is_none() && !mapping.is_wide() && !mapping.has_parts();
    if !open || is_said("delta") || is_said("mrr") || said.kind == Some(ImportKind::Balances) {
        return Ok(mapping);
    }
    let told = told(records()?, header)?;
    let index = Index::of(&header.columns);
    let ignored = |at: usize| said.ignore.iter().any(|name| index.find(name) == Some(at));
    let name = |at: usize| header.columns.names[at].as_str();
    let taken = |at: usize| mapping.fields().any(|(_, used)| used == at) || ignored(at);
    let own = (mapping.column("kind"), mapping.column("delta"));
    let as_changes = |map: &[(&str, usize)]| {
        let now = map.iter();
        let now = now.map(|(field, at)| ((*field).to_owned(), name(*at).to_owned()));
        let said = Remembered {
            kind: Some(ImportKind::Movements),
            map: now.chain(said.map.iter().cloned()).collect(),
            ..said.clone()
        };
        header::map(&header.columns, header.rows, &said).filter(|map| map.lacks().is_empty())
    };
    let free = mapping.ours..told.len();
    let found = match (mapping.column("mrr"), own.1) {
        // A name stands where an amount should.
        (mrr, Some(at)) if told[at].names_changes() => {
            let by_how_much = |at: &usize| told[*at].is_of_amounts() && is_amount(name(*at));
            let by = mrr.or_else(|| free.clone().filter(|at| !taken(*at)).find(by_how_much));
            let changes = |by: usize| told[by].below_zero > 0 || !is_mrr(name(by));
            by.and_then(|by| {
                let field = if changes(by) { "delta" } else { "mrr" };
                as_changes(&[("kind", at), (field, by)])
            })
        }
        // What is paid is never below zero.
        (Some(mrr), None) if told[mrr].below_zero > 0 => {
            let mut names = own.0.into_iter().chain(free.filter(|at| !taken(*at)));
            let kind = names.find(|at| told[*at].names_changes());
            kind.and_then(|at| as_changes(&[("kind", at), ("delta", mrr)]))
        }
        _ => None,
    };
    Ok(found.unwrap_or(mapping))
}

/// Whether a column is called as what is paid in a month is, and so may be what is paid afterwards.
fn is_mrr(name: &str) -> bool {
    words(name).any(|word| matches!(word.as_str(), "mrr" | "arr" | "balance"))
}

/// Whether a column is called as amounts are.
fn is_amount(name: &str) -> bool {
    const MORE: &str = "mrr arr value revenue delta change difference impact";
    words(name).any(|word| is_among(&[PRICE, MORE], &word)) && !is_no_price(name)
}
