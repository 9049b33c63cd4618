//! How what the accounts of a table with a column per month come to changes from month to month.
//! Must not know names of totals.

/// What the accounts come to in a month, in cents, and by what it differs from the month before.
#[derive(Clone, Copy, Debug, Default)]
struct FeetMonth {
    sum: i64,
    paying: i64,
    new: i64,
    gone: i64,
    more: i64,
    less: i64,
}

impl FeetMonth {
    /// How many times the month before it is, in hundredths.
    fn ratio(self, before: FeetMonth) -> i64 {
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

/// The accounts above the foot of such a table.
pub(super) struct FeetMonths {
    rows: i64,
    months: Vec<FeetMonth>,
}

impl FeetMonths {
    pub(super) fn new(months: usize) -> FeetMonths {
        FeetMonths {
            rows: 0,
            months: vec![FeetMonth::default(); months],
        }
    }

    pub(super) fn take(&mut self, amounts: &[(usize, i64)]) {
        self.rows += 1;
        let mut before = 0;
        for (at, month) in self.months.iter_mut().enumerate() {
            let found = amounts.iter().find(|(of, _)| *of == at);
            let amount = found.map_or(0, |(_, amount)| *amount);
            month.add(amount, before);
            before = amount;
        }
    }

    /// Whether the amounts of a row are something that is reckoned from the accounts.
    pub(super) fn says(&self, amounts: &[(usize, i64)]) -> bool {
        amounts.iter().any(|(_, amount)| *amount < 0)
            || self.are(amounts, |month, before| month.sum - before.sum)
            || self.are(amounts, |month, _| month.sum.saturating_mul(12))
            || self.are(amounts, |month, _| month.paying * 100)
            || self.are(amounts, FeetMonth::ratio)
            || self.are(amounts, |month, _| month.new)
            || self.are(amounts, |month, _| month.gone)
            || self.are(amounts, |month, _| month.more)
            || self.are(amounts, |month, _| month.less)
    }

    /// Whether they are the sums.
    pub(super) fn are_sums(&self, amounts: &[(usize, i64)]) -> bool {
        self.are(amounts, |month, _| month.sum)
    }

    /// Whether each amount is what `of` makes of its month and the one before, and not by being the same in all.
    fn are(&self, amounts: &[(usize, i64)], of: impl Fn(FeetMonth, FeetMonth) -> i64) -> bool {
        let mut told: Vec<i64> = Vec::new();
        for (at, amount) in amounts.iter().copied() {
            let before = at.checked_sub(1).map(|before| self.months[before]);
            let is = of(self.months[at], before.unwrap_or_default());
            match amount {
                // Nobody knows what was before the first.
                0 if before.is_none() => {}
                amount if amount.abs_diff(is) <= self.rows.unsigned_abs() / 2 => told.push(amount),
                _ => return false,
            }
        }
        told.retain(|amount| *amount != 0);
        told.len() > 1 && told.iter().any(|amount| *amount != told[0])
    }
}
