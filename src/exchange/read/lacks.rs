//! What a file says nothing of, since no column of it does: a second file with the same rows leaves that as it is.
//! Must not know what becomes of it.

use crate::domain::field::{Field, Thing};
use crate::domain::import::{ImportKind, Lacks};
use crate::domain::roadmap::RoadmapItem;

use super::Source;
use super::hash::Fnv;

/// A field of a row, and the columns that say something of it, a blank between two.
type LackingField = (Field, &'static str);

/// Why it ended is read where its end is, and how often a price is due where nothing else says it.
const SUBSCRIPTIONS: [LackingField; 5] = [
    (Field::Plan, "plan"),
    (Field::Trial, "trial"),
    (Field::End, "end status_end at_period_end"),
    (Field::Cause, "cause"),
    (Field::Interval, "interval interval_count period_start"),
];

/// A title stands for a text only where there is none.
const FEEDBACK: [LackingField; 6] = [
    (Field::Account, "account"),
    (Field::Source, "source"),
    (Field::Received, "received"),
    (Field::Reason, "reason"),
    (Field::Text, "text"),
    (Field::Score, "score"),
];

const MOVEMENTS: [LackingField; 1] = [(Field::Cause, "cause")];

/// What a price is reckoned with beside it, or the day from which it is paid; how often it is due is kept by itself.
const RECKONS: [&str; 7] = [
    "quantity",
    "discount",
    "discount_percent",
    "discount_fraction",
    "addon",
    "currency",
    "trial_end",
];

impl Source {
    /// What it has a column for of what a price is reckoned with.
    pub fn reckons(&self) -> Vec<String> {
        let has = |field: &&str| self.mapping.column(field).is_some();
        let subscriptions = self.kind == ImportKind::Subscriptions;
        let fields = RECKONS.into_iter().filter(|_| subscriptions).filter(has);
        fields.map(str::to_owned).collect()
    }

    /// The fields of its rows that it has no column for. Accounts say theirs by row, and what is empty in a list of
    /// owners or no sign in one of usage says nothing anyway.
    pub fn lacks(&self) -> Lacks {
        let of: &[LackingField] = match self.kind {
            ImportKind::Subscriptions => &SUBSCRIPTIONS,
            ImportKind::Surveys | ImportKind::Feedback => &FEEDBACK,
            ImportKind::Movements => &MOVEMENTS,
            ImportKind::Roadmap => return self.lacking(items()),
            ImportKind::Owners
            | ImportKind::Accounts
            | ImportKind::Balances
            | ImportKind::Usage => &[],
        };
        self.lacking(of.iter().copied())
    }

    fn lacking(&self, of: impl Iterator<Item = LackingField>) -> Lacks {
        let lacked: Vec<LackingField> = of.filter(|of| !self.says(*of)).collect();
        let mut fnv = Fnv::from(0);
        lacked.iter().for_each(|(_, columns)| fnv.text(columns));
        let mut fields: Vec<Field> = lacked.iter().map(|(field, _)| *field).collect();
        if fields.contains(&Field::End) && !fields.contains(&Field::Cause) {
            fields.push(Field::Cause);
        }
        Lacks {
            fields,
            mark: fnv.sum(),
        }
    }

    fn says(&self, (field, columns): LackingField) -> bool {
        let mut columns = columns.split(' ');
        columns.any(|of| self.mapping.column(of).is_some())
            || (field == Field::Interval && self.interval.is_some())
            || (field == Field::Text && !self.spoken.questions.is_empty())
    }
}

/// The fields of a roadmap item but its key: without a column for it its title is one.
fn items() -> impl Iterator<Item = LackingField> {
    let fields = RoadmapItem::FIELDS.iter();
    let fields = fields.filter(|row| row.is.field != Field::External);
    fields.filter_map(|row| Some((row.is.field, row.is.import?.name)))
}
