//! What rows that somebody may add up come to. Must not know rows.

/// Rows that somebody may add up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FeetPart {
    pub(super) rows: i64,
    pub(super) sum: i64,
}

impl FeetPart {
    /// One that is free is no part of a sum.
    fn add(&mut self, amount: i64) {
        self.rows += i64::from(amount != 0);
        self.sum = self.sum.saturating_add(amount);
    }

    /// Takes in an amount of a row of the same name.
    pub(super) fn with(self, amount: i64) -> FeetPart {
        FeetPart {
            rows: self.rows + i64::from(amount != 0),
            sum: self.sum + amount,
        }
    }

    pub(super) fn is(self, amount: i64, times: i64, least: i64) -> bool {
        let off = (self.rows * times).unsigned_abs() / 2;
        self.rows >= least && amount.abs_diff(self.sum.saturating_mul(times)) <= off
    }
}

/// All of some rows, and those that have not ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FeetParts {
    pub(super) all: FeetPart,
    pub(super) active: FeetPart,
    pub(super) largest: i64,
}

impl FeetParts {
    pub(super) fn add(&mut self, amount: i64, ended: bool) {
        self.all.add(amount);
        self.largest = self.largest.max(amount);
        if !ended {
            self.active.add(amount);
        }
    }

    pub(super) fn is(&self, amount: i64, times: i64, least: i64) -> bool {
        self.all.is(amount, times, least) || self.active.is(amount, times, least)
    }

    /// Whether an amount is one that all of them make: their sum, that of the ended ones, their mean, how many they are,
    /// or more than any of so many.
    pub(super) fn make(&self, amount: i64, few: i64) -> bool {
        let ended = FeetPart {
            rows: self.all.rows - self.active.rows,
            sum: self.all.sum - self.active.sum,
        };
        self.is(amount, 1, 2)
            || ended.is(amount, 1, 2)
            || self.is_mean(amount)
            || amount == self.all.rows * 100
            || (amount >= self.largest && self.all.rows > few)
    }

    /// Whether it is nearly what all of them come to. Of fewer rows one may be that by chance.
    pub(super) fn is_nearly(&self, amount: i64) -> bool {
        const ROWS: i64 = 4;
        /// So small a part of the sum it may be off.
        const OFF: u64 = 30;
        let sum = self.all.sum;
        self.all.rows >= ROWS && amount > 0 && amount.abs_diff(sum) <= sum.unsigned_abs() / OFF
    }

    fn is_mean(&self, amount: i64) -> bool {
        let is = |part: FeetPart| {
            part.rows > 0
                && (amount.saturating_mul(part.rows)).abs_diff(part.sum) <= part.rows.unsigned_abs()
        };
        is(self.all) || is(self.active)
    }
}

/// Adds an amount to those of a place, whatever places there are so far.
pub(super) fn add(all: &mut Vec<FeetParts>, at: usize, amount: i64, ended: bool) {
    if all.len() <= at {
        all.resize(at + 1, FeetParts::default());
    }
    all[at].add(amount, ended);
}

/// The largest number of which both are multiples.
pub(super) fn common(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
