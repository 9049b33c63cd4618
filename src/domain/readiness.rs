//! Whether the room is ready for the review of a period. Must not know how it is drawn.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::money::Cents;

/// Whether the room is ready.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Readiness {
    /// A line each, `ok` or not, with what it is worth.
    pub checks: Vec<Check>,
    /// Teams among the owners, with how many each.
    pub teams: Vec<(String, u64)>,
}

impl Readiness {
    /// The first check that is not ok and has money at stake.
    pub fn first_costly(&self) -> Option<(&Check, Cents)> {
        let wrong = self.checks.iter().filter(|check| !check.ok);
        let mut costs = wrong.filter_map(|check| Some((check, check.mrr?)));
        costs.find(|(_, mrr)| *mrr > Cents::ZERO)
    }
}

/// One line of readiness.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Check {
    /// Whether nothing needs doing.
    pub ok: bool,
    /// What was looked at, in words with counts.
    pub words: String,
    /// Money at stake.
    #[serde(rename = "mrr_cents")]
    pub mrr: Option<Cents>,
    /// What to do next, in words; empty when ok.
    pub next: String,
}
