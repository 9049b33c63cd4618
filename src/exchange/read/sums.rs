//! What the rows of a ledger come to so far: all of them, and those that people add up by themselves.
//! Must not know columns, nor what a row is called.

use crate::domain::money::Cents;

/// Rows that are added up together, in a column of amounts.
#[derive(Clone, Copy, Debug, Default)]
struct SummedRows {
    rows: i64,
    /// Those that are not zero: nobody adds up what is free.
    some: i64,
    sum: i64,
}

impl SummedRows {
    fn add(&mut self, amount: i64) {
        self.rows += 1;
        self.some += i64::from(amount != 0);
        self.sum = self.sum.saturating_add(amount);
    }
}

/// All rows, those since the last total, those that have not ended, those of the day of the last row.
#[derive(Clone, Copy, Debug, Default)]
struct RowSums {
    all: SummedRows,
    since: SummedRows,
    active: SummedRows,
    of_day: SummedRows,
}

impl RowSums {
    /// Whether an amount is what one of them comes to. Of fewer rows than `least` it is none that anybody adds up, nor is
    /// a single active one.
    fn is(self, amount: Cents, least: i64) -> bool {
        let near = |part: SummedRows, least: i64| {
            part.some >= least && amount.0.abs_diff(part.sum) <= part.rows.unsigned_abs() / 2
        };
        [self.all, self.since]
            .into_iter()
            .any(|part| near(part, least))
            || [self.active, self.of_day]
                .into_iter()
                .any(|part| near(part, least.max(2)))
    }

    /// Whether it is the mean of one of them.
    fn is_mean(self, amount: Cents) -> bool {
        let near = |part: SummedRows| {
            let rows = part.rows.unsigned_abs();
            rows > 0 && amount.0.saturating_mul(part.rows).abs_diff(part.sum) <= rows
        };
        [self.all, self.since, self.active, self.of_day]
            .into_iter()
            .any(near)
    }
}

/// How it is with a row that may add up the other parts of its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartTotal {
    /// It is called so and comes to what they do, wherever both are there.
    Surely,
    /// It comes to what they do and is not called so.
    Sum,
    /// It is called so and comes to something else somewhere.
    Name,
}

/// What a row belongs to beside all others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Belongs {
    /// Whether it has an end.
    pub(super) ended: bool,
    /// Whether it is of another day than the row before.
    pub(super) new_day: bool,
}

/// What the rows so far come to, in some columns of amounts.
#[derive(Debug, Default)]
pub(super) struct Sums(Vec<RowSums>);

/// So many columns of amounts are added up: a wide file has one for each month, and a few of them are enough.
pub(super) const MOST: usize = 4;

impl Sums {
    /// Adds the amounts of a row.
    pub(super) fn take_in(&mut self, amounts: &[Option<Cents>], belongs: Belongs) {
        for (at, amount) in amounts.iter().enumerate() {
            amount
                .iter()
                .for_each(|amount| self.add(at, *amount, belongs));
        }
    }

    /// Adds the amount of a row.
    fn add(&mut self, column: usize, amount: Cents, belongs: Belongs) {
        if self.0.len() <= column {
            self.0.resize(column + 1, RowSums::default());
        }
        let sum = &mut self.0[column];
        if belongs.new_day {
            sum.of_day = SummedRows::default();
        }
        let active = Some(&mut sum.active).filter(|_| !belongs.ended);
        let parts = [&mut sum.all, &mut sum.since, &mut sum.of_day];
        parts
            .into_iter()
            .chain(active)
            .for_each(|part| part.add(amount.0));
    }

    /// Whether these amounts, one for each column, are what stands above them: of all rows, or of some that belong
    /// together. Rounded amounts may miss by half a cent a row. `None` where there is nothing to compare.
    pub(super) fn are(&self, amounts: &[Option<Cents>]) -> Option<bool> {
        self.each(amounts, |sum, amount| sum.is(amount, 1))
    }

    /// The same of more than one row.
    pub(super) fn are_of_several(&self, amounts: &[Option<Cents>]) -> bool {
        self.come_to(amounts, 2)
    }

    /// Whether they are what stands above them, or the mean of it.
    pub(super) fn are_or_mean(&self, amounts: &[Option<Cents>]) -> bool {
        self.are(amounts) == Some(true) || self.each(amounts, RowSums::is_mean) == Some(true)
    }

    /// The same of at least so many rows.
    pub(super) fn come_to(&self, amounts: &[Option<Cents>], least: i64) -> bool {
        self.each(amounts, |sum, amount| sum.is(amount, least)) == Some(true)
    }

    /// Whether those that have not ended are already more than such an amount, where none is below zero.
    pub(super) fn exceed(&self, amounts: &[Option<Cents>]) -> bool {
        let mut pairs = amounts.iter().zip(&self.0);
        pairs.any(|(amount, sum)| {
            amount.is_some_and(|amount| sum.active.sum > amount.0 + sum.active.rows)
        })
    }

    fn each(&self, amounts: &[Option<Cents>], is: impl Fn(RowSums, Cents) -> bool) -> Option<bool> {
        let pairs = amounts.iter().enumerate();
        let mut told = pairs.filter_map(|(at, amount)| {
            Some(((*amount)?, self.0.get(at).copied().unwrap_or_default()))
        });
        let (amount, sum) = told.next()?;
        Some(is(sum, amount) && told.all(|(amount, sum)| is(sum, amount)))
    }

    /// How many rows were added up.
    pub(super) fn rows(&self) -> i64 {
        self.0
            .iter()
            .map(|sum| sum.all.rows)
            .max()
            .unwrap_or_default()
    }

    /// Whether the first of these amounts is large enough to be a sum of most of what stands above it.
    pub(super) fn could_be(&self, amounts: &[Option<Cents>]) -> bool {
        let mut pairs = amounts.iter().zip(&self.0);
        let told = pairs.find_map(|(amount, sum)| Some(((*amount)?, sum)));
        let large = |amount: Cents, sum: i64| amount.0.saturating_mul(2) >= sum;
        told.is_none_or(|(amount, sum)| {
            large(amount, sum.all.sum) || (sum.since.sum > 0 && large(amount, sum.since.sum))
        })
    }

    /// A total was passed: the next may be of what follows it.
    pub(super) fn begin_again(&mut self) {
        for sum in &mut self.0 {
            sum.since = SummedRows::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_of_all_or_of_what_follows_the_last() {
        let mut sums = Sums::default();
        let cents = |amount: i64| [Some(Cents(amount))];
        assert_eq!(sums.are(&cents(0)), Some(false));
        sums.take_in(&cents(100), Belongs::default());
        sums.take_in(&cents(50), Belongs::default());
        assert_eq!(
            (sums.are(&cents(150)), sums.are(&cents(100))),
            (Some(true), Some(false))
        );
        assert_eq!(sums.are(&cents(151)), Some(true), "each row may be rounded");
        assert!(sums.could_be(&cents(90)) && !sums.could_be(&cents(60)) && sums.could_be(&[None]));
        assert!(sums.are_of_several(&cents(150)) && sums.are_or_mean(&cents(75)));
        assert!(!sums.are_or_mean(&cents(70)));
        sums.begin_again();
        sums.take_in(&cents(70), Belongs::default());
        assert!(!sums.are_of_several(&cents(70)) && sums.are_of_several(&cents(220)));
        assert_eq!(
            (sums.are(&cents(70)), sums.are(&cents(220))),
            (Some(true), Some(true))
        );
        assert_eq!(
            (sums.are(&cents(150)), sums.are(&[None])),
            (Some(false), None)
        );
    }

    #[test]
    fn sums_are_of_what_is_active_and_of_a_day() {
        let mut sums = Sums::default();
        let cents = |amount: i64| [Some(Cents(amount))];
        for (amount, ended, new_day) in [
            (100, false, true),
            (30, true, false),
            (50, false, true),
            (7, false, false),
        ] {
            sums.take_in(&cents(amount), Belongs { ended, new_day });
        }
        let are = |amount| sums.are_of_several(&cents(amount));
        assert!(are(187) && are(157) && are(57), "all, active, of the day");
        assert!(!are(130) && !are(107) && !are(7));
        assert!(sums.come_to(&cents(157), 3) && !sums.come_to(&cents(57), 3));
    }
}
