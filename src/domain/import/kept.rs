//! What a file has no column for, what of it stays of the rows that it says again, and which of them it takes up
//! again. Must not know how it is kept.

use std::collections::BTreeSet;

use crate::domain::field::Field;
use crate::domain::money::count;

/// What a file has no column for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacks {
    /// The fields of its rows.
    pub fields: Vec<Field>,
    /// What makes the hash of a row that keeps some of them another than that of a row which says that there is
    /// nothing; 0 where it lacks none.
    pub mark: i64,
}

impl Lacks {
    /// Whether a field is among them.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}

/// What stays of earlier files since this one has no column for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    rows: u64,
    fields: BTreeSet<&'static str>,
    /// Subscriptions that had an end, and of which the file says that they have none.
    pub run_on: u64,
}

impl Kept {
    /// Notes a row of which some fields stay, and whether there are any.
    pub fn note(&mut self, fields: &[&'static str]) -> bool {
        self.rows += u64::from(!fields.is_empty());
        self.fields.extend(fields);
        !fields.is_empty()
    }

    /// What is to be said of it.
    pub fn sentences(&self) -> Vec<String> {
        let fields: Vec<&str> = self.fields.iter().copied().collect();
        let fields = fields.join(", ");
        let kept = match self.rows {
            0 => None,
            1 => Some("1 row keeps".to_owned()),
            n => Some(format!("{} rows keep", count(n))),
        };
        let kept = kept.map(|kept| {
            format!("{kept} what earlier files gave and this one has no column for: {fields}")
        });
        let run_on = match self.run_on {
            0 => None,
            1 => Some("1 subscription that had an end has none now: it runs on".to_owned()),
            n => Some(format!(
                "{} subscriptions that had an end have none now: they run on",
                count(n)
            )),
        };
        kept.into_iter().chain(run_on).collect()
    }
}
