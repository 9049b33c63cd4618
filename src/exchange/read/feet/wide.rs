//! What the accounts above the foot of a table with a column per month come to, and how that changes from month to month.
//! Must not know names of totals.

use super::Above;
use crate::domain::sort::sort_by_key;
use crate::exchange::read::fields::form;
use crate::exchange::read::records::Record;
use crate::exchange::read::{Source, foot, values};

/// Of fewer rows nobody writes more below.
const FEW: i64 = 2;

/// What the accounts come to in a month, in cents, and by what it differs from the month before.
#[derive(Clone, Copy, Debug, Default)]
struct Month {
    sum: i64,
    paying: i64,
    new: i64,
    gone: i64,
    more: i64,
    less: i64,
}

impl Month {
    /// How many times the month before it is, in hundredths.
    fn ratio(self, before: Month) -> i64 {
        let times = self.sum.saturating_mul(100);
        times.checked_div(before.sum).unwrap_or_default()
    }

    fn add(&mut self, amount: i64, before: i64) {
        self.sum = self.sum.saturating_add(amount);
        self.paying += i64::from(amount != 0);
        match (before, amount) {
            (0, new) => self.new += new,
            (gone, 0) => self.gone += gone,
            (before, amount) if amount > before => self.more += amount - before,
            (before, amount) => self.less += before - amount,
        }
    }
}

/// The accounts of a wide table above its foot.
pub(super) struct Wide<'a> {
    source: &'a Source,
    place: Option<usize>,
    /// The columns of its months, in their order.
    columns: Vec<usize>,
    rows: i64,
    months: Vec<Month>,
}

impl<'a> Wide<'a> {
    pub(super) fn of(source: &'a Source) -> Wide<'a> {
        let mut months = source.mapping.months.clone();
        sort_by_key(&mut months, |(_, day)| *day);
        Wide {
            source,
            place: form(source.kind).place("mrr"),
            rows: 0,
            months: vec![Month::default(); months.len()],
            columns: months.into_iter().map(|(at, _)| at).collect(),
        }
    }

    fn amount(&self, record: &Record, at: usize) -> Option<i64> {
        let value = record.cell(at);
        let amounts = self
            .place
            .and_then(|place| self.source.settled.amounts.get(place))?;
        let read = amounts.read(value, self.source.currency.as_ref());
        read.filter(|_| !values::is_nothing(value))
            .map(|cents| cents.0)
    }

    fn amounts(&self, record: &Record) -> Vec<Option<i64>> {
        self.columns
            .iter()
            .map(|at| self.amount(record, *at))
            .collect()
    }

    /// Whether each amount is what `of` makes of its month and the one before, and not by being the same in all.
    fn are(&self, amounts: &[Option<i64>], of: impl Fn(Month, Month) -> i64) -> bool {
        let mut told: Vec<i64> = Vec::new();
        for (at, amount) in amounts.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| self.months[before]);
            let is = of(self.months[at], before.unwrap_or_default());
            let near = |amount: i64| amount.abs_diff(is) <= self.rows.unsigned_abs() / 2;
            match *amount {
                None => {}
                // Nobody knows what was before the first.
                Some(0) if before.is_none() => {}
                Some(amount) if near(amount) => told.push(amount),
                Some(_) => return false,
            }
        }
        told.retain(|amount| *amount != 0);
        told.len() > 1 && told.iter().any(|amount| *amount != told[0])
    }
}

impl Above for Wide<'_> {
    fn take(&mut self, record: &Record) {
        self.rows += 1;
        let amounts = self.amounts(record);
        let mut before = 0;
        for (month, amount) in self.months.iter_mut().zip(amounts) {
            let amount = amount.unwrap_or_default();
            month.add(amount, before);
            before = amount;
        }
    }

    fn says(&self, record: &Record, name: &str, behind_all: bool) -> bool {
        if self.rows < FEW {
            return false;
        }
        let amounts = self.amounts(record);
        let share = |at: &usize| record.cell(*at).ends_with('%');
        behind_all
            || foot::is_of_finance(name)
            || amounts.iter().flatten().any(|amount| *amount < 0)
            || self.columns.iter().any(share)
            || self.are(&amounts, |month, before| month.sum - before.sum)
            || self.are(&amounts, |month, _| month.sum.saturating_mul(12))
            || self.are(&amounts, |month, _| month.paying * 100)
            || self.are(&amounts, Month::ratio)
            || self.are(&amounts, |month, _| month.new)
            || self.are(&amounts, |month, _| month.gone)
            || self.are(&amounts, |month, _| month.more)
            || self.are(&amounts, |month, _| month.less)
    }

    fn is_sum(&self, record: &Record) -> bool {
        self.are(&self.amounts(record), |month, _| month.sum)
    }
}
