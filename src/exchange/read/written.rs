//! How a file was written, kept for its rejects: a few rows alone may not say what the whole file settled.
//! Must not know how any of it is found out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::amounts::{Amounts, Decimal};
use super::dates::DayOrder;
use super::fields::FileField;
use crate::domain::money::Currency;

/// How a file was written and what was said of it, beyond its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    /// `--date-format`
    pub(super) date_format: Option<String>,
    /// What comes first in its days.
    pub(super) order: Option<DayOrder>,
    /// What rows are in that do not say their currency.
    pub(super) currency: Option<Currency>,
    /// What stands before the cents, by field.
    pub(super) decimals: BTreeMap<String, Decimal>,
    /// The fields of which three digits behind the sign were a fraction.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fractions: Vec<String>,
    /// The fields whose amounts count the smaller unit.
    pub(super) cents: Vec<String>,
    /// `--tag-from`
    pub(super) tag_from: Vec<String>,
    /// What stands between two tags, by column.
    pub(super) separators: BTreeMap<usize, char>,
    /// What amounts were mostly, in hundredths as they were written.
    pub(super) typical: Option<i64>,
    /// The column of ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    /// The columns of open questions.
    pub(super) questions: Option<Vec<usize>>,
}

impl Written {
    /// What stood before the cents of a field.
    pub(super) fn decimal(&self, field: &str) -> Option<Decimal> {
        self.decimals.get(field).copied()
    }

    /// Whether three digits behind the sign of a field were a fraction.
    pub(super) fn has_fractions(&self, field: &str) -> bool {
        self.fractions.iter().any(|known| known == field)
    }

    /// What stands before the cents of fields, after the last file with the same columns: amounts without any sign leave
    /// it as it was.
    pub(super) fn after<'a>(
        last: Option<&Written>,
        fields: impl Iterator<Item = (&'a FileField, &'a Amounts)>,
    ) -> Written {
        let mut written = Written::default();
        if let Some(last) = last {
            written.decimals.clone_from(&last.decimals);
            written.fractions.clone_from(&last.fractions);
        }
        for (field, amounts) in fields.filter(|(_, amounts)| amounts.signed) {
            written
                .decimals
                .insert(field.name.to_owned(), amounts.decimal);
            if amounts.of_three && !written.has_fractions(field.name) {
                written.fractions.push(field.name.to_owned());
            }
        }
        written
    }

    /// Whether the amounts of a field counted the smaller unit.
    pub(super) fn is_in_cents(&self, field: &str) -> bool {
        self.cents.iter().any(|known| known == field)
    }

    /// What stood between two tags of a column.
    pub(super) fn separator(&self, at: usize) -> Option<char> {
        self.separators.get(&at).copied()
    }
}
