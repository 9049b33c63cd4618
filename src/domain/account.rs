//! Accounts: the customers whose money and words the room is about.
//! Must not know how they were imported.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::ids::AccountId;

/// A customer. Every text may be empty but `external` and `alias`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Row id.
    pub id: AccountId,
    /// The id its own systems know it by.
    pub external: String,
    /// Display name; the external id where none was imported.
    pub name: String,
    /// Its own plan; empty when only its subscriptions carry one.
    pub plan: String,
    /// Segment.
    pub segment: String,
    /// Acquisition channel.
    pub channel: String,
    /// Region.
    pub region: String,
    /// Who looks after it (CSM), as written.
    pub owner: String,
    /// When it signed up.
    pub signed_up: Option<Day>,
    /// Every other imported column, by header.
    pub attributes: BTreeMap<String, String>,
    /// The unique random name shown when names are masked.
    pub alias: String,
    /// Why it is left out of every number; empty for one that counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub excluded: String,
    /// The account it goes on in, as one customer with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<AccountId>,
    /// Why it is the same customer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub same_reason: String,
}

impl Account {
    /// Whether it does not count as itself.
    pub fn is_adjusted(&self) -> bool {
        !self.excluded.is_empty() || self.same_as.is_some()
    }
}
