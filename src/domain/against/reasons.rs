//! Why an account stands in one list and not in the other.
//! Must not decide whether it does.

use super::super::account::AccountBrief;
use super::super::day::Day;
use super::super::ledger::{Ledger, Movement, MovementKind};
use super::super::money::Cents;
use super::super::period::Period;
use super::super::reconcile;
use super::{ClaimEntry, Difference, ListedLoss, Ours, Whose};

/// A row about an account the room does not know or does not count.
pub(super) fn unknown(row: ListedLoss, ledger: &Ledger) -> ClaimEntry {
    let (near, reason, why) = match row.whose {
        Whose::Account(id) if ledger.leaves_out(id) => {
            let why = "it is left out of every number".to_owned();
            (None, Difference::LeftOut, why)
        }
        Whose::Several(n) => {
            let why = format!("{n} accounts are called that: give their ids");
            (None, Difference::Ambiguous, why)
        }
        Whose::Nobody(near) => {
            let why = "no account has this id or name".to_owned();
            (near, Difference::Unknown, why)
        }
        Whose::Account(_) => {
            let why = "it has never paid anything".to_owned();
            (None, Difference::NeverPaid, why)
        }
    };
    let account = match row.whose {
        Whose::Account(id) => Some(AccountBrief::of(id)),
        Whose::Nobody(_) | Whose::Several(_) => None,
    };
    ClaimEntry {
        account,
        near: near.map(AccountBrief::of),
        said: row.said,
        lines: row.lines,
        theirs: Some(row.lost),
        reason,
        why,
        ..ClaimEntry::default()
    }
}

impl Ours<'_> {
    /// Why an account that the list names lost nothing here.
    pub(super) fn not_lost(&self, account: usize) -> (Difference, String) {
        let movements: Vec<Movement> = self.ledger.movements(account).collect();
        let Some(first) = movements.first() else {
            return (
                Difference::NeverPaid,
                "it has never paid anything".to_owned(),
            );
        };
        let falls = |m: &&Movement| m.delta < Cents::ZERO;
        let mut falling = movements.iter().filter(falls);
        if falling.any(|m| self.days.contains(m.day)) {
            let made = reconcile::side(self.ledger, account, self.days, self.profile, self.money);
            let why = format!("{}: {made}", self.happened(account));
            return (Difference::Profile, why);
        }
        if first.day > self.days.last {
            let joined = first.day.dated();
            let why = format!("it joined on {joined}, after the period");
            return (Difference::NotYet, why);
        }
        let away = |m: &&Movement| {
            let (before, after) = (self.days.first.0 - m.day.0, m.day.0 - self.days.last.0);
            before.max(after)
        };
        match movements.iter().filter(falls).min_by_key(away) {
            Some(loss) => self.another_day(loss),
            None => {
                let pays = self.ledger.balance_at(account, self.days.last);
                let since = first.day.dated();
                let why = format!(
                    "it has paid without a loss since {since}, {} at the end of the period",
                    self.money.number(pays)
                );
                (Difference::NeverLost, why)
            }
        }
    }

    /// A loss outside the period: on which day, in which period.
    fn another_day(&self, loss: &Movement) -> (Difference, String) {
        let what = match loss.kind {
            MovementKind::Churn => format!("left on {}", loss.day.dated()),
            MovementKind::New
            | MovementKind::Reactivation
            | MovementKind::Expansion
            | MovementKind::Contraction => format!("shrank on {}", loss.day.dated()),
        };
        let lost = self.money.number(Cents(-loss.delta.0));
        let (reason, when) = if loss.day == self.days.last.plus(1) {
            let why = "the day after the period: a list dated by the last day paid has it earlier";
            (Difference::NextDay, why.to_owned())
        } else if loss.day == self.days.first.before() {
            let why = "the day before the period: a list dated by the day noticed has it later";
            (Difference::NextDay, why.to_owned())
        } else {
            let its = self.period_of(loss.day);
            (Difference::AnotherDay, format!("which is in {its}"))
        };
        (reason, format!("it {what} ({lost}), {when}"))
    }

    /// The period of the same kind a day lies in, in words; of a custom one, before or after it.
    fn period_of(&self, day: Day) -> String {
        let before = day < self.days.first;
        let (side, step) = if before { ("before", -1) } else { ("after", 1) };
        if let Period::Custom { .. } = self.period {
            return format!("the time {side} {}", self.period);
        }
        let mut period = self.period;
        // Ledgers span years, not millennia: weeks over a century end it.
        for _ in 0..6_000 {
            if period.contains(day) {
                break;
            }
            period = period.plus(step);
        }
        period.long()
    }

    /// What the room has that the list does not.
    pub(super) fn not_listed(&self, account: usize) -> (Difference, String) {
        let happened = self.happened(account);
        let closing = self.ledger.balance_at(account, self.days.last);
        if closing > Cents::ZERO {
            let pays = self.money.number(closing);
            let why =
                format!("{happened}; it still pays {pays}, so a list of cancellations lacks it");
            return (Difference::Shrank, why);
        }
        let left = self
            .ledger
            .movements(account)
            .filter(|m| m.kind == MovementKind::Churn && self.days.contains(m.day));
        if left.last().is_some_and(|m| m.day == self.days.first) {
            let why = format!(
                "{happened}, the first day of the period: a list dated by the last day paid has it before"
            );
            return (Difference::NextDay, why);
        }
        (Difference::Left, happened)
    }
}
