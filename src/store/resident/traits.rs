//! What accounts can be broken down by: their own columns and the imported attributes.
//! Must not know periods or money.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::convert::Json;
use crate::domain::bands::condensed;
use crate::domain::breakdown::Cells;
use crate::domain::failure::Failure;
use crate::domain::metrics::Dimension;

/// The columns every accounts table has, in the order of the query.
const COLUMNS: [&str; 5] = ["plan", "segment", "channel", "region", "owner"];

/// A value of each dimension per account, in the ledger's order.
#[derive(Default)]
pub(super) struct Traits {
    columns: [Cells; 5],
    /// By header; values too many to be cells are in bands.
    attributes: BTreeMap<String, Cells>,
}

/// A dimension found by its name.
pub(super) enum FoundTrait<'a> {
    /// Follows from the ledger.
    Tenure(Dimension),
    /// Follows from what was paid when the period began.
    Mrr(Dimension),
    /// Own plans; where there is none, the ledger knows.
    Plan(Dimension, &'a Cells),
    /// Any other.
    Cells(Dimension, &'a Cells),
}

/// Reads all accounts.
pub(super) fn load(db: &Connection) -> Result<Traits, Failure> {
    let mut traits = Traits::default();
    let mut statement = db.prepare_cached(
        "SELECT plan, segment, channel, region, owner, attributes FROM accounts ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    let mut accounts = 0;
    while let Some(row) = rows.next()? {
        for (n, cells) in traits.columns.iter_mut().enumerate() {
            cells.push(row.get_ref(n)?.as_str().unwrap_or_default());
        }
        if row.get_ref(5)?.as_str() != Ok("{}") {
            let attributes: Json<BTreeMap<String, String>> = row.get(5)?;
            traits.attributes(attributes.0, accounts);
        }
        accounts += 1;
    }
    for cells in traits.attributes.values_mut() {
        cells.pad(accounts);
        *cells = condensed(std::mem::take(cells));
    }
    Ok(traits)
}

impl Traits {
    fn attributes(&mut self, attributes: BTreeMap<String, String>, accounts: usize) {
        for (header, value) in attributes {
            let cells = self.attributes.entry(header).or_default();
            cells.pad(accounts);
            cells.push(&value);
        }
    }

    /// The dimensions there are: columns with any value, tenure, MRR, then attributes by name.
    pub(super) fn dimensions(&self, plans_in_ledger: bool) -> Vec<Dimension> {
        let columns = COLUMNS.iter().zip(&self.columns);
        let own = columns
            .filter(|(name, cells)| cells.any() || (**name == "plan" && plans_in_ledger))
            .map(|(name, _)| (*name).to_owned());
        let attributes = self.attributes.iter();
        let others = attributes
            .map(|(name, _)| name.clone())
            .filter(|name| !self.is_column(name));
        own.chain(["tenure", "mrr"].map(str::to_owned))
            .chain(others)
            .map(Dimension)
            .collect()
    }

    fn is_column(&self, name: &str) -> bool {
        name == "tenure" || name == "mrr" || COLUMNS.contains(&name)
    }

    /// The dimension of a name, compared without case.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn find(&self, name: &str) -> Result<FoundTrait<'_>, Failure> {
        let same = |other: &str| other.eq_ignore_ascii_case(name.trim());
        if same("tenure") {
            return Ok(FoundTrait::Tenure(Dimension("tenure".to_owned())));
        }
        if same("mrr") {
            return Ok(FoundTrait::Mrr(Dimension("mrr".to_owned())));
        }
        if let Some(n) = COLUMNS.iter().position(|column| same(column)) {
            let found = Dimension(COLUMNS[n].to_owned());
            return Ok(match n {
                0 => FoundTrait::Plan(found, &self.columns[0]),
                _ => FoundTrait::Cells(found, &self.columns[n]),
            });
        }
        match self.attributes.iter().find(|(header, _)| same(header)) {
            Some((header, cells)) => Ok(FoundTrait::Cells(Dimension(header.clone()), cells)),
            None => Err(Failure::usage(format!(
                "breaking down by `{name}`: accounts have no such column"
            ))
            .hint(self.hint())),
        }
    }

    fn hint(&self) -> String {
        let names: Vec<String> = self.dimensions(true).into_iter().map(|d| d.0).collect();
        format!("give one of {}", names.join(", "))
    }
}
