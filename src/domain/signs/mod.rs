//! Leading signs: what an account does before it leaves, and what the team's rules make of it.
//! Must not know files, tables or screens.

pub mod names;
mod rule;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::VariantArray;
use traversable::TraversableMut;

use super::day::Day;
use crate::domain::sort::sort_by_key;
use crate::domain::word::all;

pub use rule::{Condition, Rule};

/// So many of an account's newest rows are looked at for a sign.
pub const ROWS: usize = 12;

/// How an account stands, by the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(PartialOrd, Ord, VariantArray, TraversableMut)]
pub enum State {
    /// No rule knows anything about it.
    #[default]
    Unknown,
    /// The rules that know something about it have nothing to say.
    Healthy,
    /// A rule says so.
    AtRisk,
    /// A rule says so.
    Endangered,
}

impl State {
    /// Every state, the worst last.
    pub const ALL: [State; 4] = all();

    /// The words on screens and in rules.
    pub fn words(self) -> &'static str {
        match self {
            State::Unknown => "no signs",
            State::Healthy => "healthy",
            State::AtRisk => "at risk",
            State::Endangered => "endangered",
        }
    }

    /// Whether it is at risk or worse.
    pub fn is_exposed(self) -> bool {
        self >= State::AtRisk
    }
}

/// A sign of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignSeen {
    /// Its plain name, else its header.
    pub name: String,
    /// Its newest value.
    pub now: String,
    /// The value before that, for what falls or rises.
    pub before: Option<String>,
}

/// The signs of one account, by what their names are compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs(BTreeMap<String, SignSeen>);

impl Signs {
    /// Adds a row of usage. Rows come newest first.
    pub fn row(&mut self, signs: &BTreeMap<String, String>) {
        for (name, value) in signs {
            match self.0.get_mut(&names::key(name)) {
                Some(seen) => seen.before = seen.before.take().or_else(|| Some(value.clone())),
                None => self.column(name, value),
            }
        }
    }

    /// Adds a column of the account itself, which counts where no row of usage has the sign.
    pub fn column(&mut self, header: &str, value: &str) {
        let key = names::key(header);
        let name = names::plain(&key).unwrap_or(header).to_owned();
        self.0.entry(key).or_insert_with(|| SignSeen {
            name,
            now: value.to_owned(),
            before: None,
        });
    }

    /// Whether a rule about one sign holds for it as of a day.
    pub fn says(&self, rule: &Rule, at: Day) -> bool {
        let seen = rule.when.key().and_then(|key| self.0.get(key));
        seen.and_then(|seen| rule.when.holds(seen, at))
            .flatten()
            .is_some()
    }

    /// Whether a rule compares a sign with an earlier value where there is none.
    pub fn lacks_earlier(&self, rule: &Rule) -> bool {
        let seen = rule.when.key().and_then(|key| self.0.get(key));
        rule.when.compares() && seen.is_some_and(|seen| seen.before.is_none())
    }

    /// What the signs there are are called.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|seen| seen.name.as_str())
    }
}

/// What the rules make of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JudgedAccount {
    /// How it stands.
    pub state: State,
    /// Why, the worst first, each with the rule it comes from.
    pub reasons: Vec<String>,
    /// The rules that held, by place.
    pub held: Vec<usize>,
}

/// Judges an account as of a day: the worst any rule says. Rules about `reasons` count those that say "at risk".
pub fn judge(rules: &[Rule], signs: &Signs, at: Day) -> JudgedAccount {
    let mut judged = JudgedAccount::default();
    let mut found: Vec<(State, Option<&str>, String)> = Vec::new();
    for (place, rule) in rules.iter().enumerate() {
        let seen = rule.when.key().and_then(|key| signs.0.get(key));
        let Some(held) = seen.and_then(|seen| rule.when.holds(seen, at)) else {
            continue;
        };
        judged.state = judged.state.max(State::Healthy);
        if let Some(words) = held {
            found.push((rule.then, rule.when.key(), words));
            judged.held.push(place);
        }
    }
    let reasons = found.iter().filter(|(then, ..)| *then == State::AtRisk);
    let reasons = reasons.count();
    for (place, rule) in rules.iter().enumerate() {
        if rule.when.key().is_none()
            && reasons > 0
            && let Some(words) = rule.when.counts(reasons)
        {
            found.push((rule.then, None, words));
            judged.held.push(place);
        }
    }
    sort_by_key(&mut found, |(then, ..)| std::cmp::Reverse(*then));
    let worst = found.first().map_or(State::Unknown, |(then, ..)| *then);
    judged.state = judged.state.max(worst);
    // Where a sign endangers, that it also puts at risk is no news.
    let milder = |(then, key, _): &&(State, Option<&str>, String)| {
        let worse = |(other, of, _): &(State, Option<&str>, String)| other > then && of == key;
        key.is_some() && found.iter().any(worse)
    };
    let said = found.iter().filter(|reason| !milder(reason));
    judged.reasons = said.map(|(.., words)| words.clone()).collect();
    judged
}

/// The rules in force where a team has written none.
pub fn usual() -> Vec<Rule> {
    const USUAL: [(&str, State); 6] = [
        ("last_seen > 30 days", State::AtRisk),
        ("last_seen > 60 days", State::Endangered),
        ("logins falls 50 %", State::AtRisk),
        ("feature_use falls 50 %", State::AtRisk),
        ("nps <= 6", State::AtRisk),
        ("payment_failed is yes", State::Endangered),
    ];
    let rules = USUAL.into_iter().filter_map(|(when, then)| {
        let when = Condition::parse(when).ok()?;
        Some(Rule { when, then })
    });
    rules.collect()
}
