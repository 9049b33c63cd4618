//! Periods in which hardly anybody could leave, most accounts being inside their first yearly term.
//! Must not know what is judged, nor how: no loss in such a period says nothing of those after it.

use crate::domain::ledger::Ledger;
use crate::domain::period::Period;
use crate::domain::sort::sort_by_key;
use crate::domain::tally::Tally;

/// Of each period whether more than nine tenths of its opening accounts could not leave in it.
pub fn bound(ledger: &Ledger, periods: &[Period], tallies: &[Tally]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..periods.len()).collect();
    sort_by_key(&mut order, |at| periods[*at].first());
    // By place in the order: how many more are bound than in the period before.
    let mut steps = vec![0_i64; periods.len() + 1];
    for account in 0..ledger.len() {
        let span = ledger
            .first_active(account)
            .zip(ledger.bound_until(account));
        let Some((joined, until)) = span else {
            continue;
        };
        let from = order.partition_point(|at| periods[*at].first() <= joined);
        let to = order.partition_point(|at| periods[*at].last() < until);
        if from < to {
            steps[from] += 1;
            steps[to] -= 1;
        }
    }
    let mut held = vec![false; periods.len()];
    let mut now = 0;
    for (at, step) in order.into_iter().zip(steps) {
        now += step;
        held[at] = now * 10 > tallies[at].accounts.opening.cast_signed() * 9;
    }
    held
}
