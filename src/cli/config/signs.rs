//! `[[signs]]`: what makes an account at risk. Must not know how signs are read or judged.

use serde::Deserialize;

use crate::domain::signs::{Condition, Rule, State};

/// One rule as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    when: Condition,
    then: Then,
}

/// What a rule can make of an account.
#[derive(Clone, Copy, Debug, Deserialize)]
enum Then {
    #[serde(rename = "at risk")]
    AtRisk,
    #[serde(rename = "endangered")]
    Endangered,
}

/// The rules written stand in place of the usual ones; an empty list means none.
pub(super) fn rules(parts: Vec<Part>) -> Vec<Rule> {
    let rules = parts.into_iter().map(|part| Rule {
        when: part.when,
        then: match part.then {
            Then::AtRisk => State::AtRisk,
            Then::Endangered => State::Endangered,
        },
    });
    rules.collect()
}
