//! What lies ahead of accounts that still pay: how they stand by the rules, their learned risk, what they are
//! worth. Must not know how any of it is worked out, nor how it is shown.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::account::AccountBrief;
use super::ahead::Ahead;
use super::day::Day;
use super::figure::open_percent;
use super::money::Cents;
use super::risk::RiskLesson;
use super::signs::State;
use super::tally::Sum;
use super::value::AccountValue;

/// A rule, and how many active accounts it holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct RuleUse {
    /// Its condition, as written.
    pub when: String,
    /// What an account is then.
    pub then: State,
    /// Active accounts it holds for.
    pub accounts: u64,
}

/// A sign, and how many active accounts have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct SignUse {
    /// What it is called.
    pub sign: String,
    /// Active accounts that have it.
    pub accounts: u64,
}

/// An active account at risk: by a rule, or among the tenth with the highest learned risk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct AtRisk {
    /// The account.
    pub account: AccountBrief,
    /// Who looks after it.
    pub owner: String,
    /// How it stands by the rules.
    pub state: State,
    /// Why, the worst first.
    pub reasons: Vec<String>,
    /// How likely it is to leave, 0 to 1; `None` where nothing learned may be shown.
    pub risk: Option<f64>,
    /// What raises that most.
    pub why: Vec<String>,
}

impl AtRisk {
    /// Why, by the rules and by what was learned, in one line.
    pub fn all_reasons(&self) -> String {
        [&*self.reasons, &*self.why].concat().join("; ")
    }
}

/// Active accounts at risk, the most MRR first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct RiskList {
    /// The day signs are looked at from; `None` in an empty room.
    pub as_of: Option<Day>,
    /// All active accounts.
    pub active: Sum,
    /// Active accounts by how they stand, in the order of `State::ALL`.
    pub states: [Sum; 4],
    /// Active accounts at risk or endangered by a rule.
    pub by_rules: Sum,
    /// Active accounts among the tenth with the highest learned risk.
    pub by_risk: Sum,
    /// Either: what the list holds, were it as long as need be.
    pub exposed: Sum,
    /// The rules in force.
    pub rules: Vec<RuleUse>,
    /// The signs there are.
    pub signs: Vec<SignUse>,
    /// What was learned, and how good it is.
    pub lesson: RiskLesson,
    /// The learned risk from which on an account is listed.
    pub high: Option<f64>,
    /// The first of them.
    pub items: Vec<AtRisk>,
    /// Those of whom it is known that they leave, or pay less: not a risk any more.
    #[serde(default)]
    pub ahead: Ahead,
}

/// What lies ahead of one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Outlook {
    /// The account with its state and its reasons.
    pub at_risk: AtRisk,
    /// How good the learned risk is, in words; empty where none is shown.
    pub tested: String,
    /// What it is worth; `None` for one that pays nothing.
    pub value: Option<AccountValue>,
}

impl Outlook {
    /// What lies ahead of an account, in sentences for people; `money` writes an amount.
    pub fn words(&self, money: impl Fn(Cents) -> String) -> Vec<String> {
        let at_risk = &self.at_risk;
        let Some(value) = &self.value else {
            return Vec::new();
        };
        let because = |what: String, reasons: &[String]| match reasons {
            [] => what,
            reasons => format!("{what}: {}", reasons.join("; ")),
        };
        let mut lines = vec![because(at_risk.state.words().to_owned(), &at_risk.reasons)];
        if let Some(risk) = at_risk.risk {
            let what = format!("learned risk {}", open_percent(risk));
            lines.push(format!("{} ({})", because(what, &at_risk.why), self.tested));
        }
        lines.push(value.words(&money));
        lines
    }
}
