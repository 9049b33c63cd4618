//! An account's whole story: what it paid, what it said, what was agreed about it.
//! Must not know how it is drawn.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::account::{Account, AccountBrief};
use super::feedback::FeedbackView;
use super::ledger::Movement;
use super::note::ActionView;

/// Everything about one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Story {
    /// The account.
    pub account: Account,
    /// In short.
    pub brief: AccountBrief,
    /// How it stands where it does not simply count as itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<String>,
    /// Every movement: the day, the change, the balance after it, its kind.
    pub movements: Vec<Movement>,
    /// Everything it said, newest first.
    pub feedback: Vec<FeedbackView>,
    /// Actions whose origin is this account or one of its words.
    pub actions: Vec<ActionView>,
    /// Other actions against a theme it spoke of.
    #[serde(default)]
    pub on_themes: Vec<ActionView>,
}
