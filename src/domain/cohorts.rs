//! Cohorts: the accounts first active in one month, followed month by month.
//! Must not know screens or tables: a pure function over a `Ledger`.

mod compared;
#[cfg(test)]
mod tests;

pub use compared::{in_words, in_words_then};

use super::day::Day;
use super::figure::{fraction, round6};
use super::known::KnownSince;
use super::ledger::{Ledger, Steps};
use super::metrics::{Cohort, Cohorts};
use super::money::Cents;
use super::period::Period;

/// Days after the first active day on which `day_90` looks.
pub(super) const DAY_90: i32 = 90;

/// Monthly cohorts as far as the reach goes: a month-end cell appears when the reach covers that
/// day, `day_90` when it covers the last joiner's. Accounts that join after the reach are left out.
pub fn cohorts(ledger: &Ledger, reach: Day) -> Cohorts {
    those(ledger, reach, |_| true)
}

/// The cohorts of those whose day of joining tells how long they stayed, as far as losses are known.
pub fn known_cohorts(ledger: &Ledger, known: KnownSince, reach: Day) -> Cohorts {
    those(ledger, reach, |joined| known.joined(joined))
}

/// The cohorts of those who joined on days that count.
fn those(ledger: &Ledger, reach: Day, counts: impl Fn(Day) -> bool) -> Cohorts {
    let first = ledger.first_day().filter(|first| *first <= reach);
    let Some(calendar) = first.map(|first| CohortCalendar::new(first, reach)) else {
        return Cohorts::default();
    };
    let mut rows: Vec<Option<CohortRow>> = vec![None; calendar.month(reach) + 1];
    let over = calendar.month(reach.plus(1));
    for account in 0..ledger.len() {
        let steps = ledger.steps(account);
        if let Some(&joined) = steps
            .days
            .first()
            .filter(|day| **day <= reach && counts(**day))
        {
            let month = calendar.month(joined);
            let length = over.saturating_sub(month) + 1;
            let row = rows[month].get_or_insert_with(|| CohortRow {
                accounts: 0,
                changes: vec![(0, 0); length],
                last_joined: joined,
                on_day_90: 0,
            });
            row.add(&calendar, month, steps);
        }
    }
    let months = rows.into_iter().enumerate();
    let cohorts = months.filter_map(|(n, row)| Some(row?.cohort(calendar.period(n), reach)));
    Cohorts {
        cohorts: cohorts.collect(),
    }
}

/// The months from the ledger's first to that of the day after the reach.
struct CohortCalendar {
    begin: Day,
    reach: Day,
    /// Which month each day since `begin` falls into, up to the day after the reach.
    of_day: Vec<u32>,
}

impl CohortCalendar {
    fn new(first: Day, reach: Day) -> CohortCalendar {
        let begin = first.month_start();
        let mut of_day = Vec::new();
        let (mut month, mut start) = (0, begin);
        loop {
            let next = start.plus_months(1);
            let last = next.before().min(reach.plus(1));
            of_day.extend((start.0..=last.0).map(|_| month));
            // The second way out: the calendar's own end, where no later month exists.
            if next > reach.plus(1) || next <= start {
                break;
            }
            (month, start) = (month + 1, next);
        }
        CohortCalendar {
            begin,
            reach,
            of_day,
        }
    }

    /// The month of a day; every day past the reach is as the day after it.
    fn month(&self, day: Day) -> usize {
        let day = day.min(self.reach.plus(1));
        let n = usize::try_from(day.0 - self.begin.0).unwrap_or(0);
        self.of_day.get(n).copied().unwrap_or_default() as usize
    }

    fn period(&self, month: usize) -> Period {
        let months = i32::try_from(month).unwrap_or(i32::MAX);
        Period::month_of(self.begin.plus_months(months))
    }
}

/// One cohort being counted: what begins (or ends) to be active with each month's end.
#[derive(Clone)]
struct CohortRow {
    accounts: u64,
    changes: Vec<(i64, i64)>,
    last_joined: Day,
    on_day_90: u64,
}

impl CohortRow {
    fn add(&mut self, calendar: &CohortCalendar, month: usize, steps: Steps<'_>) {
        let joined = steps.days[0];
        let day_90 = joined.plus(DAY_90);
        self.accounts += 1;
        self.last_joined = self.last_joined.max(joined);
        for (n, (&day, &balance)) in steps.days.iter().zip(steps.balances).enumerate() {
            if balance == Cents::ZERO {
                continue;
            }
            let until = steps.days.get(n + 1).copied().unwrap_or(Day(i32::MAX));
            self.on_day_90 += u64::from(day <= day_90 && day_90 < until);
            let (from, to) = (calendar.month(day), calendar.month(until));
            if from < to {
                self.change(from - month, 1, balance);
                self.change(to - month, -1, balance);
            }
        }
    }

    fn change(&mut self, at: usize, sign: i64, balance: Cents) {
        self.changes[at].0 += sign;
        self.changes[at].1 += sign * balance.0;
    }

    fn cohort(self, month: Period, reach: Day) -> Cohort {
        let cells = self.changes.len() - 1;
        let (mut active, mut mrr) = (0, 0);
        let (mut counts, mut sums) = (Vec::with_capacity(cells), Vec::with_capacity(cells));
        for change in &self.changes[..cells] {
            active += change.0;
            mrr += change.1;
            counts.push(active.cast_unsigned());
            sums.push(Cents(mrr));
        }
        let covered = self.last_joined.plus(DAY_90) <= reach;
        let share = fraction(self.on_day_90.cast_signed(), self.accounts.cast_signed());
        Cohort {
            month,
            accounts: self.accounts,
            active: counts,
            active_mrr: sums,
            day_90: share.filter(|_| covered).map(round6),
        }
    }
}
