//! What the ledger knows of one account: its MRR and plan at the reach, and its movements.
//! Must not know tables.

use super::super::shown::Money;
use crate::domain::day::Day;
use crate::domain::ids::AccountId;
use crate::domain::ledger::Ledger;
use crate::domain::money::Cents;
use crate::domain::views::MovementView;

/// A ledger looked at from the day the data reaches.
pub(in crate::store) struct AtReach<'a> {
    ledger: &'a Ledger,
    reach: Option<Day>,
}

impl<'a> AtReach<'a> {
    pub(super) fn new(ledger: &'a Ledger, reach: Option<Day>) -> AtReach<'a> {
        AtReach { ledger, reach }
    }
}

impl Money for AtReach<'_> {
    /// MRR of an account at the reach.
    fn mrr(&self, account: AccountId) -> Cents {
        let index = self.ledger.index(account).zip(self.reach);
        index.map_or(Cents::ZERO, |(index, day)| {
            self.ledger.balance_at(index, day)
        })
    }

    /// The plan of its largest subscription at the reach, else of the last it had.
    fn plan(&self, account: AccountId) -> String {
        let index = self.ledger.index(account).zip(self.reach);
        let plan = index.and_then(|(index, day)| {
            let now = self.ledger.plan_between(index, day, day);
            now.or_else(|| self.ledger.last_plan(index))
        });
        plan.unwrap_or_default().to_owned()
    }

    /// Its movements, oldest first.
    fn movements(&self, account: AccountId) -> Vec<MovementView> {
        let Some(index) = self.ledger.index(account) else {
            return Vec::new();
        };
        let movements = self.ledger.movements(index);
        let views = movements.map(|m| MovementView {
            day: m.day,
            kind: m.kind.word().to_owned(),
            delta: m.delta,
            balance: m.balance,
        });
        views.collect()
    }
}
