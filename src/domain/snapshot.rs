//! The `snapshot` profile: balances at a period's start against those at its end.
//! Must not know screens or tables: pure functions over a `Ledger`.

use super::day::Day;
use super::ledger::{Days, Ledger, Passage, Steps};
use super::money::Cents;
use super::tally::Tally;

impl Tally {
    /// Adds one account by how it went through the period.
    pub fn add(&mut self, passage: Passage) {
        let Passage {
            opening: o,
            closing: c,
            ..
        } = passage;
        let (accounts, mrr) = (&mut self.accounts, &mut self.mrr);
        accounts.opening += u64::from(o > Cents::ZERO);
        accounts.closing += u64::from(c > Cents::ZERO);
        mrr.opening += o;
        mrr.closing += c;
        if o == c {
            if o == Cents::ZERO && passage.peak > Cents::ZERO {
                accounts.came_and_went += 1;
                mrr.came_and_went += passage.peak;
            }
        } else if o == Cents::ZERO {
            if passage.known {
                accounts.reactivated += 1;
                mrr.reactivation += c;
            } else {
                accounts.new += 1;
                mrr.new += c;
            }
        } else if c == Cents::ZERO {
            accounts.churned += 1;
            mrr.churn += o;
        } else if c > o {
            accounts.grew += 1;
            mrr.expansion += c - o;
        } else {
            accounts.shrank += 1;
            mrr.contraction += o - c;
        }
    }
}

/// The tallies of periods that ascend without overlap, in one pass over all accounts.
pub(super) fn over(ledger: &Ledger, periods: &[Days]) -> Vec<Tally> {
    let mut walk = Walk {
        periods,
        slots: slots(periods),
        tallies: vec![Tally::default(); periods.len()],
        steady: vec![(0, 0); periods.len() + 1],
    };
    for account in 0..ledger.len() {
        walk.account(ledger.steps(account));
    }
    walk.finish()
}

/// One pass over all accounts for periods that ascend without overlap. Only changes cost work: a
/// balance that stays the same through several periods is noted at the first and after the last of
/// them, and summed up at the end.
struct Walk<'a> {
    periods: &'a [Days],
    /// By day since the first period's first: the first period that is not over before it.
    slots: Vec<u16>,
    tallies: Vec<Tally>,
    /// Accounts and MRR that begin (or, negative, end) to pass through unchanged.
    steady: Vec<(i64, i64)>,
}

impl Walk<'_> {
    fn account(&mut self, steps: Steps<'_>) {
        let (mut next, mut step, mut balance) = (0, 0, Cents::ZERO);
        let Some(&first_active) = steps.days.first() else {
            return;
        };
        while step < steps.days.len() {
            let day = steps.days[step];
            let reached = self.reached(day);
            self.unchanged(next, reached, balance);
            next = reached;
            let Some(&period) = self.periods.get(next) else {
                return;
            };
            if day < period.first {
                balance = steps.balances[step];
                step += 1;
                continue;
            }
            let mut passage = Passage {
                opening: balance,
                known: first_active < period.first,
                ..Passage::default()
            };
            while step < steps.days.len() && steps.days[step] <= period.last {
                balance = steps.balances[step];
                passage.peak = passage.peak.max(balance);
                step += 1;
            }
            passage.closing = balance;
            self.tallies[next].add(passage);
            next += 1;
        }
        self.unchanged(next, self.periods.len(), balance);
    }

    /// The first period that is not over before a day.
    fn reached(&self, day: Day) -> usize {
        let begin = self.periods.first().map_or(day, |p| p.first);
        match usize::try_from(day.0 - begin.0).map(|n| self.slots.get(n)) {
            Ok(Some(slot)) => usize::from(*slot),
            _ => self.periods.partition_point(|p| p.last < day),
        }
    }

    /// An account that passes through periods `from..to` with the same balance.
    fn unchanged(&mut self, from: usize, to: usize, balance: Cents) {
        if from < to && balance > Cents::ZERO {
            for (at, sign) in [(from, 1), (to, -1)] {
                self.steady[at].0 += sign;
                self.steady[at].1 += sign * balance.0;
            }
        }
    }

    fn finish(mut self) -> Vec<Tally> {
        let (mut accounts, mut mrr) = (0_i64, 0_i64);
        for (tally, change) in self.tallies.iter_mut().zip(&self.steady) {
            accounts += change.0;
            mrr += change.1;
            tally.accounts.opening += accounts.cast_unsigned();
            tally.accounts.closing += accounts.cast_unsigned();
            tally.mrr.opening += Cents(mrr);
            tally.mrr.closing += Cents(mrr);
        }
        self.tallies
    }
}

/// Days for which looking up beats searching: a hundred years, and no more memory than they take.
const LOOKED_UP: usize = 36_525;

/// The first period not over before each day, from the first day of the first period on.
fn slots(periods: &[Days]) -> Vec<u16> {
    let mut slots = Vec::new();
    let begin = periods.first().map_or(0, |p| p.first.0);
    for (n, period) in (0_u16..).zip(periods) {
        let end = usize::try_from(period.last.0 - begin + 1).unwrap_or(0);
        slots.resize(end.min(LOOKED_UP).max(slots.len()), n);
    }
    slots
}
