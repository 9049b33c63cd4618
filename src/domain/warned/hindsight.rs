//! Whether those who left, with a warning and without, were expected to, as the team says afterwards. Must not know
//! tables, nor how any of it is shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::{Outcome, Warnings, by_customer};
use crate::domain::hindsight::{Hindsight, HindsightCounts};
use crate::domain::ledger::Ledger;
use crate::domain::money::Cents;

/// What is said of those who left between a list and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct WarnedHindsight {
    /// Of those on the list.
    pub flagged: HindsightCounts,
    /// Of the others.
    pub others: HindsightCounts,
}

/// Counts it by the customer's place in the ledger; `None` where nothing is said of any.
pub fn in_hindsight(
    ledger: &Ledger,
    list: &Warnings,
    outcome: &Outcome,
    said: &BTreeMap<usize, Hindsight>,
) -> Option<WarnedHindsight> {
    let listed = by_customer(ledger, list);
    let end = outcome.known.unwrap_or(outcome.until).max(list.as_of);
    let left = |at: usize| {
        ledger.balance_at(at, list.as_of) > Cents::ZERO && ledger.balance_at(at, end) <= Cents::ZERO
    };
    let of = |flagged: bool, all: u64| {
        let own = said.iter();
        let own = own.filter(|(at, _)| left(**at) && listed.contains_key(*at) == flagged);
        HindsightCounts::of(all, own.map(|(_, said)| said))
    };
    let found = WarnedHindsight {
        flagged: of(true, outcome.flagged_left.accounts),
        others: of(false, outcome.others_left.accounts),
    };
    (found.flagged.says() || found.others.says()).then_some(found)
}

impl WarnedHindsight {
    /// A line for those on the list and one for the others, each as far as there is something to say.
    pub fn words(&self, outcome: &Outcome) -> Vec<String> {
        let flagged = self.flagged.words(outcome.flagged_left.accounts);
        let others = self.others.words(outcome.others_left.accounts);
        let flagged = flagged.map(|words| format!("on the list, {words}"));
        let others = others.map(|words| format!("not on it, {words}"));
        flagged.into_iter().chain(others).collect()
    }
}
