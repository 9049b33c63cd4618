//! What accounts can be broken down by: their own columns and the imported attributes.
//! Must not know periods or money.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rusqlite::types::Type;
use rusqlite::{Connection, Error, Row};
use serde::Deserialize;

use super::super::sql;
use crate::domain::bands::condensed;
use crate::domain::breakdown::Cells;
use crate::domain::failure::Failure;
use crate::domain::metrics::Dimension;

/// The columns every accounts table has, in the order of the query.
pub(super) const COLUMNS: [&str; 5] = ["plan", "segment", "channel", "region", "owner"];
const ACCOUNTS: &str = "
    SELECT plan, segment, channel, region, owner, attributes, external FROM accounts ORDER BY id";

/// An account's further columns by header, as they stand in its row: what is there to be read is not copied.
pub(super) type Attributes<'r> = BTreeMap<TraitPart<'r>, TraitPart<'r>>;

/// A header or a value.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct TraitPart<'r>(#[serde(borrow)] Cow<'r, str>);

impl AsRef<str> for TraitPart<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

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
    Tenure,
    /// Follows from what was paid when the period began.
    Mrr,
    /// Own plans; where there is none, the ledger knows.
    Plan(&'a Cells),
    /// Any other.
    Cells(&'a Cells),
}

/// Reads all accounts.
pub(super) fn load(db: &Connection) -> Result<Traits, Failure> {
    let mut found: BTreeMap<String, Cells> = BTreeMap::new();
    let mut accounts = 0;
    let columns = columns(db, |at, attributes, _| {
        accounts = at + 1;
        for (header, value) in &attributes {
            let cells = match found.get_mut(header.as_ref()) {
                Some(cells) => cells,
                None => found.entry(header.as_ref().to_owned()).or_default(),
            };
            cells.pad(at);
            cells.push(value.as_ref());
        }
    })?;
    for cells in found.values_mut() {
        cells.pad(accounts);
        *cells = condensed(std::mem::take(cells));
    }
    Ok(Traits {
        columns,
        attributes: found,
    })
}

/// The cells of all accounts by their own columns, in the order of their ids, which is the ledger's. `take` gets
/// the place of each, its attributes and its external id.
pub(super) fn columns(
    db: &Connection,
    mut take: impl FnMut(usize, Attributes<'_>, &str),
) -> Result<[Cells; 5], Failure> {
    let mut own: [Cells; 5] = Default::default();
    let mut at = 0;
    sql::each(db, ACCOUNTS, [], |row| {
        for (n, cells) in own.iter_mut().enumerate() {
            cells.push(row.get_ref(n)?.as_str().unwrap_or_default());
        }
        let attributes = attributes(row, 5)?;
        let external = row.get_ref(6)?.as_str().unwrap_or_default();
        take(at, attributes, external);
        at += 1;
        Ok(())
    })?;
    Ok(own)
}

/// An account's further columns, by header.
pub(super) fn attributes<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<Attributes<'r>> {
    let text = row.get_ref(column)?.as_str()?;
    if text == "{}" {
        return Ok(Attributes::new());
    }
    serde_json::from_str(text)
        .map_err(|error| Error::FromSqlConversionFailure(column, Type::Text, error.into()))
}

impl Traits {
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
    pub(super) fn find(&self, name: &str) -> Result<(Dimension, FoundTrait<'_>), Failure> {
        let [plans, cells @ ..] = &self.columns;
        let derived = [("tenure", FoundTrait::Tenure), ("mrr", FoundTrait::Mrr)];
        let own = COLUMNS[1..]
            .iter()
            .copied()
            .zip(cells.iter().map(FoundTrait::Cells));
        let attributes = self.attributes.iter();
        let mut all = derived
            .into_iter()
            .chain([("plan", FoundTrait::Plan(plans))])
            .chain(own)
            .chain(attributes.map(|(header, cells)| (header.as_str(), FoundTrait::Cells(cells))));
        let found = all.find(|(other, _)| other.eq_ignore_ascii_case(name.trim()));
        let (name, found) = found.ok_or_else(|| {
            let message = format!("breaking down by `{name}`: accounts have no such column");
            Failure::usage(message).hint(self.hint())
        })?;
        Ok((Dimension(name.to_owned()), found))
    }

    fn hint(&self) -> String {
        let names: Vec<String> = self.dimensions(true).into_iter().map(|d| d.0).collect();
        format!("give one of {}", names.join(", "))
    }
}
