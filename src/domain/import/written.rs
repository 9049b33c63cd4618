//! What people wrote over the values of an earlier file, and what became of it when the file came again.
//! Must not know how that is found out.

use std::collections::BTreeSet;

use traversable::TraversableMut;

use crate::domain::money::count;

/// Values that people wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct WrittenValues {
    /// Those that stay: the file says there what it said before.
    stay: Values,
    /// Those in whose place the file says something new.
    go: Values,
}

/// So many values of these fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
struct Values {
    values: u64,
    #[traverse(skip)]
    fields: BTreeSet<&'static str>,
}

impl WrittenValues {
    /// Notes one, by its column.
    pub fn note(&mut self, field: &'static str, stays: bool) {
        let of = match stays {
            true => &mut self.stay,
            false => &mut self.go,
        };
        of.values += 1;
        of.fields.insert(field);
    }

    /// What is to be said of them, as sentences.
    pub fn sentences(&self) -> Vec<String> {
        let said = |of: &Values, one: &str, many: &str| {
            let fields = of.fields.iter().map(|field| field.replace('_', " "));
            let fields = fields.collect::<Vec<_>>().join(", ");
            match of.values {
                0 => None,
                1 => Some(format!("1 value that somebody wrote {one} ({fields})")),
                n => Some(format!(
                    "{} values that people wrote {many} ({fields})",
                    count(n)
                )),
            }
        };
        let stay = said(
            &self.stay,
            "stays: the file says there what it said before",
            "stay: the file says there what it said before",
        );
        let go = said(
            &self.go,
            "gives way: the file says something new there",
            "give way: the file says something new there",
        );
        stay.into_iter().chain(go).collect()
    }
}
