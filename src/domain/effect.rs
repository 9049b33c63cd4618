//! Did it work? What an action or a shipped item was for, the day it is judged on, and what was found.
//! Must not claim a cause: it compares those it was for with those it was not, or before with after.

pub mod agreed;
pub mod aim;
pub mod found;
pub mod judging;
pub mod list;
pub mod months;
pub mod power;
pub mod promise;
pub mod verdict;
pub mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::day::Day;
use super::ids::{AimId, TagId};
use super::subject::Subject;
use aim::Aim;
use found::Deed;
use verdict::{EffectWord, NotCounted, Verdict, Why};

/// What became of what an action or an item was for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Effect {
    /// The action or item.
    pub of: Subject,
    /// What was settled of it.
    pub aim: AimId,
    /// The day it is about: the list's, else the day it was agreed.
    pub day: Day,
    /// How many accounts it is for; 0 where it is judged by its theme.
    pub accounts: u64,
    /// Those of them that are not counted.
    #[serde(skip_serializing_if = "NotCounted::is_none", default)]
    pub not_counted: NotCounted,
    /// The last day counted of a list, once something can have come after what was done.
    #[serde(
        rename = "counted_to",
        skip_serializing_if = "Option::is_none",
        default
    )]
    pub until: Option<Day>,
    /// The theme it was meant to move.
    pub theme: Option<TagId>,
    /// From this day on there is a verdict; `None` where it is only counted.
    pub judged_from: Option<Day>,
    /// How far the data reaches, where that day has come and the data for it has not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub data_ends: Option<Day>,
    /// How likely a halving is found by then.
    pub power: Option<f64>,
    /// What was found.
    pub verdict: Verdict,
    /// Whether that was kept: it stays.
    pub kept: bool,
    /// What was done since to what it is of, of a verdict that is kept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub since: Option<SinceVerdict>,
}

/// What became of something after its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum SinceVerdict {
    /// It is done, or shipped, no more.
    Reopened,
    /// The team decided not to do it.
    Dropped,
}

impl Effect {
    /// What was found of an aim, of so many accounts until a day; `None` where it belongs to nothing.
    fn new(
        aim: &Aim,
        deed: &Deed,
        verdict: Verdict,
        (accounts, until): (u64, Option<Day>),
    ) -> Option<Effect> {
        let undone = |kept: &Verdict| match (deed.dropped, deed.done) {
            (true, _) => Some(SinceVerdict::Dropped),
            // What was never done is not reopened.
            (false, None) => (kept.why != Some(Why::NotDone)).then_some(SinceVerdict::Reopened),
            (false, Some(_)) => None,
        };
        let promise = aim.promise.as_ref();
        // What is kept was counted until the day before it was judged.
        let kept = aim.verdict.as_ref().filter(|kept| kept.touched.is_some());
        let until = kept.map_or(until, |kept| kept.judged_on.map(Day::before));
        Some(Effect {
            of: aim.of()?,
            aim: aim.id,
            day: aim.day,
            accounts,
            not_counted: NotCounted::default(),
            data_ends: None,
            until,
            theme: aim.theme,
            judged_from: promise.and_then(|promise| promise.on),
            power: promise.and_then(|promise| promise.power),
            since: aim.verdict.as_ref().and_then(undone),
            kept: aim.verdict.is_some(),
            verdict: aim.verdict.clone().unwrap_or(verdict),
        })
    }

    /// The same on a day: its own may have come, and the data, which reaches so far, not with it.
    #[must_use]
    pub fn on(self, today: Option<Day>, reach: Day) -> Effect {
        let come = self
            .judged_from
            .zip(today)
            .is_some_and(|(on, today)| on <= today);
        let early = self.verdict.word == EffectWord::TooEarly;
        Effect {
            data_ends: (come && early && !self.kept).then_some(reach),
            ..self
        }
    }

    /// What became of one action or item, among others.
    pub fn among(effects: &[Effect], of: Subject) -> Option<&Effect> {
        effects.iter().find(|effect| effect.of == of)
    }

    /// Whether its verdict has fallen and is still to be kept.
    pub fn has_fallen(&self) -> bool {
        !self.kept && self.verdict.judged_on.is_some()
    }

    /// Whether its verdict is still to come, or still to be told in a review.
    pub fn is_awaited(&self) -> bool {
        self.judged_from.is_some() && self.verdict.told.is_none()
    }
}
