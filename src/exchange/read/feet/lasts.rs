//! Rows that stand last on each day of a list that is in no order, or to which each new account is added right before
//! them: an account would not stay there. Must not know names of totals.

use hashbrown::HashMap;

use super::FootRow;
use crate::domain::import::ImportKind;
use crate::exchange::read::{Source, values};

/// So many rows at most stand behind the accounts of a day.
const MOST: usize = 3;

/// So many days have to show it, and so rare it has to be that an account stands there by chance.
const DAYS: u32 = 2;
const CHANCE: u64 = 100;

/// The days of a list so far.
pub(super) struct LastOfDays {
    day: Option<usize>,
    now: String,
    /// The names of the day at hand, and where each stood on the day before.
    names: Vec<String>,
    was: Vec<Option<usize>>,
    places: HashMap<String, usize>,
    days: u32,
    /// What stands last on each day, the first of them being the last row.
    last: Vec<String>,
    /// For so many rows at the end: days on which the order before them was new, and those on which the row before them
    /// shows it.
    shown: [(u32, u32); MOST],
    fewest: usize,
    /// The amounts of the day at hand, and whether those of each day rise or fall, or its names do.
    amounts: Vec<i64>,
    sorted: [bool; 3],
}

impl LastOfDays {
    pub(super) fn of(source: &Source) -> LastOfDays {
        let by_day = source.kind == ImportKind::Balances && !source.mapping.is_wide();
        LastOfDays {
            day: source.mapping.column("day").filter(|_| by_day),
            now: String::new(),
            names: Vec::new(),
            was: Vec::new(),
            places: HashMap::new(),
            days: 0,
            last: Vec::new(),
            shown: [(0, 0); MOST],
            fewest: usize::MAX,
            amounts: Vec::new(),
            sorted: [true; 3],
        }
    }

    pub(super) fn take(&mut self, row: &FootRow, amount: i64) {
        let Some(day) = self.day.map(|at| row.record.cell(at)) else {
            return;
        };
        if row.called || row.group || values::is_nothing(day) {
            return;
        }
        if self.now != day {
            self.end_day();
            day.clone_into(&mut self.now);
        }
        self.was.push(self.places.get(row.name.as_str()).copied());
        self.names.push(row.name.clone());
        self.amounts.push(amount);
    }

    fn end_day(&mut self) {
        let (names, was) = (
            std::mem::take(&mut self.names),
            std::mem::take(&mut self.was),
        );
        if names.is_empty() {
            return;
        }
        let amounts = std::mem::take(&mut self.amounts);
        let sorted = [
            amounts.is_sorted(),
            amounts.is_sorted_by(|a, b| a >= b),
            names.is_sorted(),
        ];
        let each = self.sorted.iter_mut().zip(sorted);
        each.for_each(|(all, of_day)| *all &= of_day);
        let mut tail = names.iter().rev().take(MOST).cloned();
        if self.days == 0 {
            self.last = tail.collect();
        } else {
            let same = tail.by_ref().zip(&self.last).take_while(|(a, b)| a == *b);
            let same = same.count();
            self.last.truncate(same);
            self.look(&was);
        }
        self.days += 1;
        self.fewest = self.fewest.min(names.len());
        self.places = names.into_iter().zip(0..).collect();
    }

    /// Looks whether the row before the last ones is another than their order of the day before says.
    fn look(&mut self, was: &[Option<usize>]) {
        for (shown, tail) in self.shown.iter_mut().zip(1..=self.last.len()) {
            let Some((before, others)) = was
                .len()
                .checked_sub(tail)
                .and_then(|end| was[..end].split_last())
            else {
                continue;
            };
            let latest = others.iter().flatten().max();
            let in_order = others
                .iter()
                .chain([before])
                .is_sorted_by(|a, b| a.is_some() && a <= b);
            let new = before.is_none() || latest.is_some_and(|latest| *before < Some(*latest));
            shown.0 += u32::from(!(in_order && others.first().is_none_or(Option::is_some)));
            shown.1 += u32::from(new);
        }
    }

    /// What those are called that stand there on each day, as many as it is sure of.
    pub(super) fn names(mut self) -> Vec<String> {
        self.end_day();
        let sorted = self.sorted.contains(&true);
        let is = |tail: usize| {
            let (new, shown) = &self.shown[tail - 1];
            let accounts = self.fewest.saturating_sub(tail) as u64;
            !sorted
                && *shown >= DAYS
                && shown * 4 >= new * 3
                && shown * 2 >= self.days - 1
                && accounts.saturating_pow(*shown) >= CHANCE
        };
        let many = (1..=self.last.len()).rev().find(|tail| is(*tail));
        self.last.truncate(many.unwrap_or_default());
        self.last
    }
}
