//! Which amounts of a row belong beside which of another: those of a month, or all. Must not compare them.

use hashbrown::HashMap;

use crate::domain::import::ImportKind;
use crate::domain::sort::sort_by_key;
use crate::exchange::read::fields::form;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, values};

/// Where the amounts of a ledger stand.
pub(super) struct Slots<'a> {
    source: &'a Source,
    added: Vec<(usize, usize)>,
    /// The columns of the months of a wide table, in their order.
    pub(super) months: Vec<usize>,
    place: Option<usize>,
    /// The column of the day of a row of balances, and the days so far.
    day: Option<usize>,
    days: HashMap<String, usize>,
}

impl<'a> Slots<'a> {
    pub(super) fn of(source: &'a Source) -> Slots<'a> {
        let mut months = source.mapping.months.clone();
        sort_by_key(&mut months, |(_, day)| *day);
        let balances = source.kind == ImportKind::Balances;
        Slots {
            source,
            added: source.added(),
            months: months.into_iter().map(|(at, _)| at).collect(),
            place: form(source.kind).place("mrr"),
            day: source.mapping.column("day").filter(|_| balances),
            days: HashMap::new(),
        }
    }

    /// Whether each row is of one of several days.
    pub(super) fn by_day(&self) -> bool {
        self.day.is_some()
    }

    pub(super) fn is_wide(&self) -> bool {
        !self.months.is_empty()
    }

    /// The amounts of a row, each with its place; those that are zero among them.
    pub(super) fn amounts(&mut self, record: &FileRecord) -> Vec<(usize, i64)> {
        if self.is_wide() {
            let months = self.months.iter().enumerate();
            let found = months.filter_map(|(at, column)| Some((at, self.month(record, *column)?)));
            return found.collect();
        }
        let amounts = self.source.amounts_of(&self.added, &record.cells);
        let Some(amount) = amounts.into_iter().flatten().next() else {
            return Vec::new();
        };
        let Some(day) = self.day.map(|day| record.cell(day)) else {
            return vec![(0, amount.0)];
        };
        if values::is_nothing(day) {
            return Vec::new();
        }
        let next = self.days.len();
        vec![(*self.days.entry(day.to_owned()).or_insert(next), amount.0)]
    }

    fn month(&self, record: &FileRecord, at: usize) -> Option<i64> {
        let value = record.cell(at);
        let amounts = self
            .place
            .and_then(|place| self.source.settled.amounts.get(place))?;
        let read = amounts.read(value, self.source.currency.as_ref());
        read.filter(|_| !values::is_nothing(value))
            .map(|cents| cents.0)
    }
}
