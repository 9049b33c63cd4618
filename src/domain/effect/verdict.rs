//! What is found of an action: the word for it, the counts it rests on, and why nothing more can be said.
//! Must not know how it is found, nor sentences.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use traversable::TraversableMut;

use crate::domain::day::Day;
use crate::domain::field::Plain;
use crate::domain::ids::MeetingId;
use crate::domain::money::Cents;
use crate::domain::period::Period;

/// Did it work, in a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, TraversableMut)]
#[strum(serialize_all = "snake_case")]
pub enum EffectWord {
    /// Those touched stayed better than those not touched, or a theme costs less than it did.
    Better,
    /// Fewer of them left, but somebody picked them.
    FewerHandPicked,
    /// It was looked for long enough, and it is less than a halving.
    NoBetter,
    /// The opposite of better.
    Worse,
    /// Too few left to call it.
    TooFew,
    /// Its day has not come.
    TooEarly,
    /// It cannot be told.
    #[default]
    Unknown,
}

/// One side of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Side {
    /// Its accounts that were active on the list's day.
    pub accounts: u64,
    /// Of these, gone by the day looked at; `None` while nothing can have come after what was done.
    pub left: Option<u64>,
}

/// Accounts that something is for and that are not counted, by why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct NotCounted {
    /// They did not pay on the list's day.
    pub not_active: u64,
    /// They are the same customer as another of them by now.
    pub same: u64,
    /// They are left out of every number.
    pub left_out: u64,
}

impl NotCounted {
    /// All of them.
    pub fn all(self) -> u64 {
        self.not_active + self.same + self.left_out
    }

    /// Whether there are none.
    pub fn is_none(&self) -> bool {
        self.all() == 0
    }
}

/// What a theme cost over some whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct ThemeSpan {
    /// The first month.
    pub from: Period,
    /// The last.
    pub to: Period,
    /// How many there are between them that are read.
    pub months: u64,
    /// Lost accounts that named the theme.
    pub lost: u64,
    /// All lost accounts whose reason is known.
    pub known: u64,
    /// Accounts times months.
    pub account_months: u64,
}

/// A theme before and after an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct BeforeAfter {
    /// The months before the one that chose it.
    pub before: Option<ThemeSpan>,
    /// Whole months after it was done.
    pub after: Option<ThemeSpan>,
}

/// MRR an account, those that left included: shown, never tested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct PerAccount {
    /// On the list's day.
    pub before: Cents,
    /// On the day looked at; `None` while nothing can have come after what was done.
    pub after: Option<Cents>,
}

/// What both sides pay an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Paid {
    /// Those it is for.
    pub touched: PerAccount,
    /// The others.
    pub others: PerAccount,
}

/// What was found, as JSON has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
#[serde(default)]
pub struct Verdict {
    /// In a word.
    pub word: EffectWord,
    /// Those it was for.
    pub touched: Option<Side>,
    /// The others of the list.
    pub others: Option<Side>,
    /// Whether those it was for were drawn.
    pub drawn: bool,
    /// How likely as few or fewer are by themselves; of a theme the larger of its two.
    pub p: Option<f64>,
    /// The day it was judged on; none until then.
    pub judged_on: Option<Day>,
    /// Where it is judged by its theme: what that cost before and after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<BeforeAfter>,
    /// Of a list: what both sides pay an account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<Paid>,
    /// The review that told it: each verdict is told in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<MeetingId>,
    /// Why nothing more can be said, of a verdict that is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

impl Plain for Verdict {}

/// Why nothing more can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is not done.
    NotDone,
    /// It was dropped.
    Dropped,
    /// Its first whole month is still to come, or not over.
    FirstMonth(Period),
    /// No list of that size would do: it is counted, not judged.
    Counted,
    /// Everybody on the list is touched.
    AllTouched,
    /// Nobody on the list was active on its day.
    Nobody,
    /// More of those left that somebody had picked: they may have been those about to leave.
    MoreHandPicked,
    /// So many texts of what came after are not read.
    NotRead(u64),
    /// It is against another theme now than when it was agreed.
    OtherTheme,
    /// It was agreed before there were verdicts.
    Before,
    /// Losses are known only since this day, after that of its list.
    LossesSince(Day),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_leaves_in_the_words_programs_read() {
        let verdict = Verdict {
            word: EffectWord::TooEarly,
            touched: Some(Side {
                accounts: 12,
                left: Some(1),
            }),
            others: Some(Side {
                accounts: 153,
                left: Some(14),
            }),
            p: Some(0.7),
            ..Verdict::default()
        };
        let json = serde_json::to_string(&verdict).unwrap();
        let expected = "{\"word\":\"too_early\",\"touched\":{\"accounts\":12,\"left\":1},\
            \"others\":{\"accounts\":153,\"left\":14},\"drawn\":false,\"p\":0.7,\"judged_on\":null}";
        assert_eq!(json, expected);
        assert_eq!(serde_json::from_str::<Verdict>(&json).unwrap(), verdict);
    }
}
