//! One pass over a ledger: what became of accounts in periods. The `snapshot` profile compares the balances at a
//! period's ends; those of billing tools sum the movements in between, by their kind.
//! Must not know screens or tables: pure functions over a `Ledger`.

use std::ops::Range;
use std::{panic, thread};

use crate::domain::day::Day;
use crate::domain::ledger::{Days, Ledger, Passage, Steps};
use crate::domain::money::Cents;
use crate::domain::profile::Profile;
use crate::domain::tally::Tally;

/// With as many accounts a second thread saves more than it costs to begin; tests take the same way with few.
const MANY: usize = if cfg!(test) { 2 } else { 20_000 };

/// The tallies of periods that ascend without overlap, in one pass over all accounts.
pub(super) fn over(ledger: &Ledger, periods: &[Days], profile: Profile) -> Vec<Tally> {
    let slots = slots(periods);
    let part = |accounts: Range<usize>| {
        let mut walk = Walk::new(periods, profile);
        walk.slots.clone_from(&slots);
        for account in accounts {
            walk.account(ledger.steps(account));
        }
        walk.finish()
    };
    if ledger.len() < MANY {
        return part(0..ledger.len());
    }
    let half = ledger.len() / 2;
    thread::scope(|scope| {
        let second = thread::Builder::new().spawn_scoped(scope, || part(half..ledger.len()));
        let mut tallies = part(0..half);
        // Where the machine has no thread to give, one does it all.
        let others = match second.map(thread::ScopedJoinHandle::join) {
            Ok(joined) => joined.unwrap_or_else(|panic| panic::resume_unwind(panic)),
            Err(_) => part(half..ledger.len()),
        };
        for (tally, other) in tallies.iter_mut().zip(others) {
            *tally += other;
        }
        tallies
    })
}

/// The tally of one account by its movements.
pub(super) fn of_account(ledger: &Ledger, account: usize, days: Days, profile: Profile) -> Tally {
    let mut walk = Walk::new(std::slice::from_ref(&days), profile);
    walk.account(ledger.steps(account));
    walk.finish().pop().unwrap_or_default()
}

/// Only changes cost work: a balance that stays the same through several periods is noted where it begins and
/// where it ends, and summed up at the end.
struct Walk<'a> {
    periods: &'a [Days],
    profile: Profile,
    /// By day since the first period's first: the first period that is not over before it.
    slots: Vec<u16>,
    tallies: Vec<Tally>,
    /// Accounts and MRR that come to (or leave) the openings and the closings from a period on.
    openings: Vec<(i64, i64)>,
    closings: Vec<(i64, i64)>,
}

impl<'a> Walk<'a> {
    fn new(periods: &'a [Days], profile: Profile) -> Walk<'a> {
        Walk {
            periods,
            profile,
            slots: Vec::new(),
            tallies: vec![Tally::default(); periods.len()],
            openings: vec![(0, 0); periods.len() + 1],
            closings: vec![(0, 0); periods.len() + 1],
        }
    }

    /// One account: its changes, taken together where they fall into the same period.
    #[inline]
    fn account(&mut self, steps: Steps<'_>) {
        let (mut at, mut before) = (0, Cents::ZERO);
        while let Some(&day) = steps.days.get(at) {
            let slot = self.reached(day);
            let inside = self.periods.get(slot).filter(|p| p.contains(day));
            // Few steps fall into a period: counting them is quicker than halving them.
            let together = |last| steps.days[at..].iter().take_while(|d| **d <= last).count();
            let until = at + inside.map_or(1, |period| together(period.last));
            let balances = &steps.balances[at..until];
            if inside.is_some() {
                inside_of(
                    &mut self.tallies[slot],
                    self.profile,
                    before,
                    balances,
                    at == 0,
                );
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

    /// The first period that is not over before a day.
    #[inline]
    fn reached(&self, day: Day) -> usize {
        let begin = self.periods.first().map_or(day, |p| p.first);
        match usize::try_from(day.0 - begin.0).map(|n| self.slots.get(n)) {
            Ok(Some(slot)) => usize::from(*slot),
            _ => self.periods.partition_point(|p| p.last < day),
        }
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

/// Adds what became of one account inside one period; `joined` when its first change there is its first ever.
#[inline]
fn inside_of(tally: &mut Tally, profile: Profile, before: Cents, balances: &[Cents], joined: bool) {
    let after = balances.last().copied().unwrap_or(before);
    let came_and_went = before == Cents::ZERO && after == Cents::ZERO;
    if profile == Profile::Snapshot || came_and_went && profile == Profile::Profitwell {
        tally.add(Passage {
            opening: before,
            closing: after,
            peak: balances.iter().copied().max().unwrap_or_default(),
            known: !joined,
        });
        return;
    }
    let (accounts, mrr) = (&mut tally.accounts, &mut tally.mrr);
    let (mut was, mut gone) = (before, false);
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
            mrr.churn += was;
            accounts.times_churned += 1;
            if gone && profile.counts_once() {
                // Churned once already: then it was not back in between either.
                accounts.reactivated -= 1;
            } else {
                accounts.churned += 1;
                accounts.joined_and_left += u64::from(joined);
            }
            gone = true;
        } else if is > was {
            accounts.grew += 1;
            mrr.expansion += is - was;
        } else {
            accounts.shrank += 1;
            mrr.contraction += was - is;
        }
        was = is;
    }
}

#[inline]
fn add(sum: &mut (i64, i64), change: (i64, i64)) {
    sum.0 += change.0;
    sum.1 += change.1;
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
