//! Why accounts left in a period: every time one did, as a profile counts it, and what is known of its cause.
//! Must not know tables, nor how a cause is read from words (`cause` does).

#[cfg(test)]
mod tests;

use hashbrown::HashMap;

use super::cause::{Cause, Causes, Left, split};
use super::day::Day;
use super::ledger::{Days, Ledger, MovementKind};
use super::money::Cents;
use super::profile::Profile;

/// Every time an account left in some days, as a profile counts it: the sums are the churn of its tally.
pub fn left(ledger: &Ledger, days: Days, profile: Profile) -> Vec<Left> {
    let mut all = Vec::new();
    for account in ledger.fallen(days) {
        let steps = ledger.steps(account);
        let from = steps.days.partition_point(|day| *day < days.first);
        let to = steps.days.partition_point(|day| *day <= days.last);
        let inside = &steps.balances[from..to];
        if !inside.contains(&Cents::ZERO) {
            continue;
        }
        let opening = from.checked_sub(1).map(|n| steps.balances[n]);
        let opening = opening.unwrap_or_default();
        let gone_at_end = inside.last() == Some(&Cents::ZERO);
        if profile == Profile::Snapshot {
            if opening > Cents::ZERO && gone_at_end {
                all.push(Left {
                    account,
                    day: steps.days[to - 1],
                    mrr: opening,
                    counts: true,
                });
            }
            continue;
        }
        if profile == Profile::Profitwell && opening == Cents::ZERO && gone_at_end {
            continue;
        }
        let movements = ledger.movements(account).take(to).skip(from);
        let churned = movements.filter(|m| m.kind == MovementKind::Churn);
        let already = all.len();
        all.extend(churned.map(|m| Left {
            account,
            day: m.day,
            mrr: -m.delta,
            counts: true,
        }));
        // The last time it left is the one that counts.
        if let [again @ .., _] = &mut all[already..]
            && profile.counts_once()
        {
            again.iter_mut().for_each(|left| left.counts = false);
        }
    }
    all
}

/// What exit surveys say of causes, by the customer's dense number: the day of each, and its cause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surveys(HashMap<usize, Vec<(Day, Cause)>>);

impl Surveys {
    /// Adds a survey.
    pub fn add(&mut self, account: usize, day: Day, cause: Cause) {
        self.0.entry(account).or_default().push((day, cause));
    }

    /// The cause by the survey that belongs to a loss; of several the last. A survey belongs to the first
    /// loss from `lead` days before it on, and that must lie in the days looked at, by the time it left.
    fn cause(&self, ledger: &Ledger, left: &Left, days: Days, lead: i32) -> Option<Cause> {
        let own = self.0.get(&left.account)?.iter();
        let belongs = |day: Day| {
            let loss = ledger.first_loss(left.account, day.plus(-lead));
            loss.is_some_and(|loss| days.first <= loss && loss <= left.day)
        };
        let fitting = own.filter(|(day, _)| belongs(*day));
        fitting.max_by_key(|(day, _)| *day).map(|(_, cause)| *cause)
    }
}

/// The churn of some days by its cause: what the row that ended says, else what the exit survey does.
pub fn causes(
    ledger: &Ledger,
    left: &[Left],
    surveys: &Surveys,
    days: Days,
    survey_lead: i32,
) -> Causes {
    split(left, |one| {
        let row = ledger.cause(one.account, one.day);
        row.or_else(|| surveys.cause(ledger, one, days, survey_lead))
    })
}
