//! The profiles of billing tools: the movements inside a period, summed by their kind.
//! Must not know screens or tables: pure functions over a `Ledger`.

use super::ledger::{Days, Ledger, Steps};
use super::money::Cents;
use super::profile::Profile;
use super::tally::Tally;

/// The tallies of periods that ascend without overlap, in one pass over all accounts.
pub(super) fn over(ledger: &Ledger, periods: &[Days], profile: Profile) -> Vec<Tally> {
    let mut walk = Walk::new(periods, profile);
    for account in 0..ledger.len() {
        walk.account(ledger.steps(account));
    }
    walk.finish()
}

/// The tally of one account.
pub(super) fn of_account(ledger: &Ledger, account: usize, days: Days, profile: Profile) -> Tally {
    let mut walk = Walk::new(std::slice::from_ref(&days), profile);
    walk.account(ledger.steps(account));
    walk.finish().pop().unwrap_or_default()
}

struct Walk<'a> {
    periods: &'a [Days],
    profile: Profile,
    tallies: Vec<Tally>,
    /// Accounts and MRR that come to (or leave) the openings and the closings from a period on.
    openings: Vec<(i64, i64)>,
    closings: Vec<(i64, i64)>,
}

impl<'a> Walk<'a> {
    fn new(periods: &'a [Days], profile: Profile) -> Walk<'a> {
        let slots = periods.len() + 1;
        Walk {
            periods,
            profile,
            tallies: vec![Tally::default(); periods.len()],
            openings: vec![(0, 0); slots],
            closings: vec![(0, 0); slots],
        }
    }

    /// One account: its changes, taken together where they fall into the same period.
    fn account(&mut self, steps: Steps<'_>) {
        let (mut at, mut before) = (0, Cents::ZERO);
        while let Some(&day) = steps.days.get(at) {
            let slot = self.periods.partition_point(|p| p.last < day);
            let inside = self.periods.get(slot).filter(|p| p.contains(day));
            let until = match inside {
                Some(period) => at + steps.days[at..].partition_point(|d| *d <= period.last),
                None => at + 1,
            };
            let balances = &steps.balances[at..until];
            if inside.is_some() {
                let own = self.inside(before, balances, at == 0);
                self.tallies[slot] += own;
            }
            let after = balances.last().copied().unwrap_or(before);
            let change = (
                i64::from(after > Cents::ZERO) - i64::from(before > Cents::ZERO),
                (after - before).0,
            );
            let opened = slot + usize::from(inside.is_some());
            add(&mut self.openings[opened], change);
            add(&mut self.closings[slot], change);
            (at, before) = (until, after);
        }
    }

    /// The movements of one account inside one period; `joined` when the first of them is its first ever.
    fn inside(&self, before: Cents, balances: &[Cents], joined: bool) -> Tally {
        let mut tally = Tally::default();
        let after = balances.last().copied().unwrap_or(before);
        let came_and_went = before == Cents::ZERO && after == Cents::ZERO;
        if came_and_went && self.profile == Profile::Profitwell {
            tally.accounts.came_and_went = 1;
            tally.mrr.came_and_went = balances.iter().copied().max().unwrap_or_default();
            return tally;
        }
        let (accounts, mrr) = (&mut tally.accounts, &mut tally.mrr);
        let mut was = before;
        for (n, &is) in balances.iter().enumerate() {
            if was == Cents::ZERO {
                if n == 0 && joined {
                    accounts.new += 1;
                    mrr.new += is;
                } else {
                    accounts.reactivated += 1;
                    mrr.reactivation += is;
                }
            } else if is == Cents::ZERO {
                accounts.churned += 1;
                accounts.joined_and_left += u64::from(joined);
                mrr.churn += was;
            } else if is > was {
                accounts.grew += 1;
                mrr.expansion += is - was;
            } else {
                accounts.shrank += 1;
                mrr.contraction += was - is;
            }
            was = is;
        }
        tally
    }

    fn finish(mut self) -> Vec<Tally> {
        let (mut opening, mut closing) = ((0, 0), (0, 0));
        for (n, tally) in self.tallies.iter_mut().enumerate() {
            add(&mut opening, self.openings[n]);
            add(&mut closing, self.closings[n]);
            tally.accounts.opening = opening.0.cast_unsigned();
            tally.mrr.opening = Cents(opening.1);
            tally.accounts.closing = closing.0.cast_unsigned();
            tally.mrr.closing = Cents(closing.1);
        }
        self.tallies
    }
}

fn add(sum: &mut (i64, i64), change: (i64, i64)) {
    sum.0 += change.0;
    sum.1 += change.1;
}
