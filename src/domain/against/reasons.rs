//! Why an account stands in one list and not in the other.
//! Must not decide whether it does.

use super::super::account::AccountBrief;
use super::super::day::Day;
use super::super::ledger::{Ledger, Movement, MovementKind};
use super::super::money::Cents;
use super::super::period::Period;
use super::super::reconcile;
use super::{Entry, Listed, Ours, Reason, Whose};

/// A row about an account the room does not know or does not count.
pub(super) fn unknown(row: Listed, ledger: &Ledger) -> Entry {
    let (near, reason, why) = match row.whose {
        Whose::Account(id) if ledger.leaves_out(id) => (
            None,
            Reason::LeftOut,
            "it is left out of every number".to_owned(),
        ),
        Whose::Several(n) => (
            None,
            Reason::Ambiguous,
            format!("{n} accounts are called that: give their ids"),
        ),
        Whose::Nobody(near) => {
            let why = "no account has this id or name".to_owned();
            (near, Reason::Unknown, why)
        }
        Whose::Account(_) => (
            None,
            Reason::NeverPaid,
            "it has never paid anything".to_owned(),
        ),
    };
    let brief = |id| AccountBrief {
        id,
        ..AccountBrief::default()
    };
    let account = match row.whose {
        Whose::Account(id) => Some(brief(id)),
        _ => None,
    };
    Entry {
        account,
        near: near.map(brief),
        said: row.said,
        lines: row.lines,
        theirs: Some(row.lost),
        reason,
        why,
        ..Entry::default()
    }
}

impl Ours<'_> {
    /// Why an account that the list names lost nothing here.
    pub(super) fn not_lost(&self, account: usize) -> (Reason, String) {
        let movements: Vec<Movement> = self.ledger.movements(account).collect();
        let Some(first) = movements.first() else {
            return (Reason::NeverPaid, "it has never paid anything".to_owned());
        };
        let falls = |m: &&Movement| m.delta < Cents::ZERO;
        if movements
            .iter()
            .filter(falls)
            .any(|m| self.days.contains(m.day))
        {
            let made = reconcile::side(self.ledger, account, self.days, self.profile);
            let why = format!("{}: {made}", self.happened(account));
            return (Reason::Profile, why);
        }
        if first.day > self.days.last {
            let why = format!(
                "it joined on {}, after the period",
                reconcile::dated(first.day)
            );
            return (Reason::NotYet, why);
        }
        let away = |m: &&Movement| {
            let (before, after) = (self.days.first.0 - m.day.0, m.day.0 - self.days.last.0);
            before.max(after)
        };
        match movements.iter().filter(falls).min_by_key(away) {
            Some(loss) => self.another_day(loss),
            None => {
                let pays = self.ledger.balance_at(account, self.days.last);
                let since = reconcile::dated(first.day);
                let why = format!(
                    "it has paid without a loss since {since}, {} at the end of the period",
                    pays.exact()
                );
                (Reason::NeverLost, why)
            }
        }
    }

    /// A loss outside the period: on which day, in which period.
    fn another_day(&self, loss: &Movement) -> (Reason, String) {
        let what = match loss.kind {
            MovementKind::Churn => format!("left on {}", reconcile::dated(loss.day)),
            _ => format!("shrank on {}", reconcile::dated(loss.day)),
        };
        let lost = Cents(-loss.delta.0).exact();
        if loss.day == self.days.last.plus(1) {
            let why = format!(
                "it {what} ({lost}), the day after the period: a list dated by the last day paid has it earlier"
            );
            return (Reason::NextDay, why);
        }
        if loss.day == self.days.first.before() {
            let why = format!(
                "it {what} ({lost}), the day before the period: a list dated by the day noticed has it later"
            );
            return (Reason::NextDay, why);
        }
        let its = self.period_of(loss.day);
        (
            Reason::AnotherDay,
            format!("it {what} ({lost}), which is in {its}"),
        )
    }

    /// The period of the same kind a day lies in, in words; of a custom one, before or after it.
    fn period_of(&self, day: Day) -> String {
        if let Period::Custom { .. } = self.period {
            let side = if day < self.days.first {
                "before"
            } else {
                "after"
            };
            return format!("the time {side} {}", self.period);
        }
        let step = if day < self.days.first { -1 } else { 1 };
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
    pub(super) fn not_listed(&self, account: usize) -> (Reason, String) {
        let happened = self.happened(account);
        let closing = self.ledger.balance_at(account, self.days.last);
        if closing > Cents::ZERO {
            let pays = closing.exact();
            let why =
                format!("{happened}; it still pays {pays}, so a list of cancellations lacks it");
            return (Reason::Shrank, why);
        }
        let left = self
            .ledger
            .movements(account)
            .filter(|m| m.kind == MovementKind::Churn && self.days.contains(m.day));
        if left.last().is_some_and(|m| m.day == self.days.first) {
            let why = format!(
                "{happened}, the first day of the period: a list dated by the last day paid has it before"
            );
            return (Reason::NextDay, why);
        }
        (Reason::Left, happened)
    }
}
