//! What accounts can be broken down by: their own columns and the imported attributes.
//! Must not know periods or money.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::convert::Json;
use crate::domain::breakdown::Cells;
use crate::domain::failure::Failure;
use crate::domain::metrics::Dimension;

/// An attribute with more different values than this is a text, not a dimension.
const MOST_VALUES: usize = 50;

/// The columns every accounts table has, in the order of the query.
const COLUMNS: [&str; 5] = ["plan", "segment", "channel", "region", "owner"];

/// A value of each dimension per account, in the ledger's order.
#[derive(Default)]
pub(super) struct Traits {
    columns: [Cells; 5],
    /// By header; `None` for one with too many values.
    attributes: BTreeMap<String, Option<Cells>>,
}

/// A dimension found by its name.
pub(super) enum Found<'a> {
    /// Follows from the ledger.
    Tenure(Dimension),
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
    for cells in traits.attributes.values_mut().flatten() {
        cells.pad(accounts);
    }
    Ok(traits)
}

impl Traits {
    fn attributes(&mut self, attributes: BTreeMap<String, String>, accounts: usize) {
        for (header, value) in attributes {
            let column = self
                .attributes
                .entry(header)
                .or_insert_with(|| Some(Cells::new()));
            if let Some(cells) = column {
                cells.pad(accounts);
                cells.push(&value);
                if cells.distinct() > MOST_VALUES {
                    *column = None;
                }
            }
        }
    }

    /// The dimensions there are: columns with any value, tenure, then attributes by name.
    pub(super) fn dimensions(&self, plans_in_ledger: bool) -> Vec<Dimension> {
        let columns = COLUMNS.iter().zip(&self.columns);
        let own = columns
            .filter(|(name, cells)| cells.any() || (**name == "plan" && plans_in_ledger))
            .map(|(name, _)| (*name).to_owned());
        let attributes = self.attributes.iter();
        let others = attributes
            .filter(|(name, cells)| !self.is_column(name) && cells.is_some())
            .map(|(name, _)| name.clone());
        own.chain(["tenure".to_owned()])
            .chain(others)
            .map(Dimension)
            .collect()
    }

    fn is_column(&self, name: &str) -> bool {
        name == "tenure" || COLUMNS.contains(&name)
    }

    /// The dimension of a name, compared without case.
    ///
    /// # Errors
    /// There is none, or its values are too many to be one.
    pub(super) fn find(&self, name: &str) -> Result<Found<'_>, Failure> {
        let same = |other: &str| other.eq_ignore_ascii_case(name.trim());
        if same("tenure") {
            return Ok(Found::Tenure(Dimension("tenure".to_owned())));
        }
        if let Some(n) = COLUMNS.iter().position(|column| same(column)) {
            let found = Dimension(COLUMNS[n].to_owned());
            return Ok(match n {
                0 => Found::Plan(found, &self.columns[0]),
                _ => Found::Cells(found, &self.columns[n]),
            });
        }
        match self.attributes.iter().find(|(header, _)| same(header)) {
            Some((header, Some(cells))) => Ok(Found::Cells(Dimension(header.clone()), cells)),
            Some((header, None)) => Err(Failure::usage(format!(
                "breaking down by `{header}`: it has more than {MOST_VALUES} different values"
            ))
            .hint(self.hint())),
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
