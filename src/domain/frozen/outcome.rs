//! What meetings of before froze of their actions: a theme's loss in the period before one was written and in the
//! period looked at. Kept so that their minutes stay what they were; nothing is frozen like that any more.
//! Must not know how it was counted.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use crate::domain::ids::{ActionId, TagId};
use crate::domain::money::Cents;
use crate::domain::period::Period;

/// A theme in two periods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ActionOutcome {
    /// The action.
    pub action: ActionId,
    /// The theme it was meant to move.
    pub theme: TagId,
    /// The period before the action was written.
    pub before: Period,
    /// Lost MRR of the theme then.
    #[serde(rename = "before_cents")]
    pub before_mrr: Cents,
    /// Lost accounts then.
    pub before_accounts: u64,
    /// The period looked at.
    pub after: Period,
    /// Lost MRR of the theme in it.
    #[serde(rename = "after_cents")]
    pub after_mrr: Cents,
    /// Lost accounts in it.
    pub after_accounts: u64,
    /// The change of all other themes' lost MRR over the same time, as a fraction; `None` when n/a.
    pub others: Option<f64>,
}
