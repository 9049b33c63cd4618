//! What a file has no column for, what of it stays of the rows that it says again, and which of them it takes up
//! again. Must not know how it is kept.

use std::collections::BTreeSet;

use crate::domain::failure::Failure;
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
    /// Prices that are due as earlier files said, and nearer to what was paid before as the file would be read alone.
    pub far: u64,
    /// New prices of a list in which earlier files said of others that they are not due each month.
    pub undue: u64,
    /// Subscriptions that stay ended, and whose status says that they run.
    pub stay_ended: u64,
    /// Prices and starts that are others than before, and what the earlier file reckoned them with that this one lacks.
    pub unreckoned: (u64, BTreeSet<String>),
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
        kept.into_iter()
            .chain(run_on)
            .chain(self.doubts())
            .collect()
    }

    /// Where what the file says speaks against what stays.
    fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        let mut doubt = |n: u64, one: &str, many: &str| match n {
            0 => {}
            1 => doubts.push(format!("1 {one}")),
            n => doubts.push(format!("{} {many}", count(n))),
        };
        doubt(
            self.far,
            "price is read as due as earlier files said, and would be nearer to what was paid before if it were due \
             each month: no column says how often",
            "prices are read as due as earlier files said, and would be nearer to what was paid before if they were \
             due each month: no column says how often",
        );
        doubt(
            self.undue,
            "new price is read as due each month, and others of its list are not: no column says how often",
            "new prices are read as due each month, and others of their list are not: no column says how often",
        );
        doubt(
            self.stay_ended,
            "subscription stays ended as an earlier file said, and its status says that it runs: no column says when \
             it ends",
            "subscriptions stay ended as earlier files said, and their status says that they run: no column says when \
             they end",
        );
        let (rows, with) = &self.unreckoned;
        let with: Vec<&str> = with.iter().map(String::as_str).collect();
        doubts.extend((*rows > 0).then(|| {
            format!(
                "{} other than before, and the earlier file reckoned with {}: no column of this one says that",
                match rows {
                    1 => "1 price or start is".to_owned(),
                    n => format!("{} prices or starts are", count(*n)),
                },
                with.join(" and ")
            )
        }));
        doubts
    }

    /// The refusal of a file of which it would be guessed what stays; `None` where nothing speaks against it.
    pub fn refusal(&self) -> Option<Failure> {
        let doubts = self.doubts();
        let failure = || Failure::usage(format!("{}; nothing was written", doubts.join("; ")));
        (!doubts.is_empty()).then(|| {
            failure().hint(
                "export it with the column that says it; or say --ignore-rest if that is right",
            )
        })
    }
}
