//! The shapes that vendors give their files, known by their columns: one row a shape, with the public page that
//! describes it. Must not know values, nor what a file looks like that is none of these.

mod bills;
mod measures;
mod ours;
mod people;
mod shops;
mod voices;

use serde::{Deserialize, Serialize};

use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::sort::sort;

use super::columns::Columns;

/// One vendor's shape of a file. Columns are named as [`super::columns::squeeze`] leaves them.
#[derive(Debug, PartialEq, Eq)]
pub struct VendorShape {
    /// Who makes it.
    pub vendor: &'static str,
    /// What its maker calls it.
    pub what: &'static str,
    /// What its rows can be: the first of these that the other columns speak for. None where nothing can be made of
    /// it: then `advice` says what to import instead.
    pub kinds: &'static [ImportKind],
    /// The public page that describes it.
    pub page: &'static str,
    /// Columns that are all there in such a file and together in no other, a blank between two.
    pub known_by: &'static str,
    /// Which column is which field, `field=column`, a blank between two. Of several for one field a row has the first
    /// that is filled; several of an `id` make one together.
    pub fields: &'static str,
    /// How many rows its header has.
    pub heads: usize,
    /// What its amounts are; `None` where its maker says so nowhere, and a person has to.
    pub amounts: Option<Unit>,
    /// Whether fields that `fields` does not name are looked for by name: its makers' customers name the columns.
    pub by_name: bool,
    /// Columns that look as if they could change a price, or say something else of an account, and do not, a blank
    /// between two.
    pub idle: &'static str,
    /// How the columns begin that say further things of an account, a blank between two ways; the rest of their name
    /// says which.
    pub further: &'static str,
    /// Columns of `fields` that its maker lets people leave out, a blank between two.
    pub optional: &'static str,
    /// The columns between whose days a price is due once, where no column says how often; empty for none.
    pub period: &'static str,
    /// Rows that are not the customer's, `column=word,word` without blanks.
    pub leaves_out: &'static str,
    /// Columns of amounts that are a part of the price, a blank between two: taxes, shipping.
    pub holds: &'static str,
    /// What to do where nothing can be made of it, or a column that it can do without is not there.
    pub advice: &'static str,
}

/// What the numbers in a column of amounts count, by the words people say it with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Euros and their like.
    #[default]
    Whole,
    /// Cents and their like.
    Minor,
    /// Thousands of whole ones.
    Thousands,
    /// Millions of whole ones.
    Millions,
    /// Millionths of whole ones.
    Micros,
}

impl Unit {
    const ALL: [Unit; 5] = [
        Unit::Whole,
        Unit::Minor,
        Unit::Thousands,
        Unit::Millions,
        Unit::Micros,
    ];

    /// The one that a person names.
    pub fn from_word(word: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// Its name.
    pub(super) fn word(self) -> &'static str {
        match self {
            Unit::Whole => "whole",
            Unit::Minor => "minor",
            Unit::Thousands => "thousands",
            Unit::Millions => "millions",
            Unit::Micros => "micros",
        }
    }
}

/// What most shapes have in common.
const PLAIN: VendorShape = VendorShape {
    vendor: "",
    what: "",
    kinds: &[],
    page: "",
    known_by: "",
    fields: "",
    heads: 1,
    amounts: Some(Unit::Whole),
    by_name: false,
    idle: "",
    further: "",
    optional: "",
    period: "",
    leaves_out: "",
    holds: "",
    advice: "",
};

/// Every shape, by what its files are about.
fn all() -> impl Iterator<Item = &'static VendorShape> {
    [
        measures::SHAPES,
        ours::SHAPES,
        bills::SHAPES,
        people::SHAPES,
        shops::SHAPES,
        voices::SHAPES,
    ]
    .into_iter()
    .flatten()
}

/// Every shape that is known: who makes it, what its maker calls it, the public page that describes it.
pub fn known() -> impl Iterator<Item = [&'static str; 3]> {
    all().map(|shape| [shape.vendor, shape.what, shape.page])
}

/// The shape of a header of so many rows; of several that fit the one that says most.
pub fn of(columns: &Columns, heads: usize) -> Option<&'static VendorShape> {
    let fits = |shape: &&VendorShape| {
        shape.heads == heads && shape.known_by.split_whitespace().all(|c| columns.has(c))
    };
    all()
        .filter(fits)
        .max_by_key(|shape| shape.known_by.split_whitespace().count())
}

/// The shape in smaller units that a file may have been cut out of: it lacks a column that the shape is known by, or has
/// two that no other tool has. `names` are its columns, squeezed.
pub fn cut_from(names: &[String]) -> Option<&'static VendorShape> {
    let has = |column: &&str| names.iter().any(|name| name == column);
    let is_own = |column: &&str| is_listed(OWN, column);
    let in_cents = all().filter(|shape| shape.amounts == Some(Unit::Minor));
    in_cents
        .filter(|shape| {
            let known = || shape.known_by.split_whitespace();
            let fields = shape.pairs().map(|(_, column)| column);
            let mut all: Vec<&str> = fields
                .chain(shape.idle.split_whitespace())
                .chain(known())
                .collect();
            sort(&mut all);
            all.dedup();
            let own = all.iter().filter(|column| has(column) && is_own(column));
            known().filter(has).count() + 1 == known().count() || own.count() > 1
        })
        .max_by_key(|shape| shape.known_by.split_whitespace().filter(has).count())
}

/// Columns that tools which count in smaller units have and hardly anybody else.
const OWN: &str = "mrrmovement movementtype activitymrr activitymrrmovement activityarr customeruuid customerexternalid \
    customerexternalids subscriptionuuid subscriptionsetuuid planuuid activesubscriptionquantity billingcyclecount \
    billingconnectoruuid planoid customeroid subscriptionoid planintervalcount";

/// Whether a column is of a tool that counts in smaller units, whatever stands beside it.
pub fn is_of_cents(name: &str) -> bool {
    [
        "billingcyclecount",
        "activitymrr",
        "activitymrrmovement",
        "subscriptionsetuuid",
        "billingperiodunit",
        "subscriptionbillingperiodunit",
    ]
    .contains(&name)
}

impl VendorShape {
    /// Its fields with their columns, in the order in which they are tried.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let pairs = self.fields.split_whitespace();
        pairs.filter_map(|pair| pair.split_once('='))
    }

    /// Whether nothing can be made of it.
    pub fn is_useless(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The columns of the first and the last day of what a price is for.
    pub fn of_a_period(&self) -> Option<(&'static str, &'static str)> {
        self.period.split_once(' ')
    }

    /// The column by which rows are left out, and the words in it, squeezed.
    pub fn left_out(&self) -> Option<(&'static str, impl Iterator<Item = &'static str>)> {
        let (column, words) = self.leaves_out.split_once('=')?;
        Some((column, words.split(',')))
    }

    /// Whether a column is said to change no price.
    pub fn is_idle(&self, squeezed: &str) -> bool {
        is_listed(self.idle, squeezed)
    }
}

#[cfg(test)]
mod tests {
    use hashbrown::HashSet;

    use super::*;
    use crate::exchange::read::columns::squeeze;
    use crate::exchange::read::fields::form;

    #[test]
    fn every_shape_names_fields_that_exist_and_a_page() {
        for shape in all() {
            let what = format!("{} {}", shape.vendor, shape.what);
            let page = shape.page.starts_with("https://");
            assert!(page || shape.vendor == "churnroom", "{what}");
            assert!(shape.known_by.split_whitespace().count() >= 3, "{what}");
            assert!(
                !shape.kinds.is_empty() || !shape.advice.is_empty(),
                "{what}"
            );
            for column in [shape.known_by, shape.idle, shape.period]
                .join(" ")
                .split_whitespace()
            {
                assert_eq!(squeeze(column), column, "{what}");
            }
            for kind in shape.kinds {
                for (field, column) in shape.pairs() {
                    let known = shape.kinds.len() > 1 || form(*kind).place(field).is_some();
                    assert!(known, "{what}: {field}");
                    assert_eq!(squeeze(column), column, "{what}");
                }
            }
        }
    }

    #[test]
    fn no_two_shapes_are_known_by_the_same() {
        let mut seen = HashSet::new();
        for shape in all() {
            let mut columns: Vec<_> = shape.known_by.split_whitespace().collect();
            sort(&mut columns);
            assert!(
                seen.insert((columns, shape.heads)),
                "{} {}",
                shape.vendor,
                shape.what
            );
        }
    }
}
