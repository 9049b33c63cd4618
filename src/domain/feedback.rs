//! Feedback: any customer words, exit surveys among them, and what the team made of them.
//! Must not know money: what a piece of feedback is worth is worked out in `themes`.

use serde::{Deserialize, Serialize};

use super::account::AccountBrief;
use super::day::Day;
use super::ids::{AccountId, FeedbackId, TagId};
use super::money::Cents;

/// What the team said a piece of feedback is, apart from its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Praise: enters no theme figure.
    Praise,
    /// Read, and there is no reason in it.
    NoReason,
}

impl Mark {
    /// The word stored and printed.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Praise => "praise",
            Mark::NoReason => "no_reason",
        }
    }

    /// The mark a stored word stands for.
    pub fn from_word(word: &str) -> Option<Mark> {
        [Mark::Praise, Mark::NoReason]
            .into_iter()
            .find(|m| m.word() == word)
    }
}

/// One piece of feedback.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// Row id, in date order.
    pub id: FeedbackId,
    /// The id its own system knows it by; empty when it had none.
    pub external: String,
    /// Who said it, when known.
    pub account: Option<AccountId>,
    /// Where it was said: `exit survey`, `ticket`, `review`, ...
    pub source: String,
    /// Whether it was given at cancellation.
    pub exit_survey: bool,
    /// The day it was received; undated feedback is in no period.
    pub received: Option<Day>,
    /// The stated reason of an exit survey, as written.
    pub reason: String,
    /// The words.
    pub text: String,
    /// A score on whatever scale the source uses.
    pub score: Option<f64>,
    /// Praise, or read without a reason in it.
    pub mark: Option<Mark>,
    /// Pinned quotes come first on the Why screen.
    pub pinned: bool,
}

/// A tag on feedback. Without a parent it is a theme; with one it rolls up into that theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Row id.
    pub id: TagId,
    /// Unique, compared without case.
    pub name: String,
    /// The theme it rolls up into; themes have none, and there are only two levels.
    pub parent: Option<TagId>,
    /// What belongs here and what does not: the codebook.
    pub description: String,
    /// The letter or digit that sets it on the tagging screen; empty for none.
    pub key: String,
}

/// Feedback with what stands beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedbackView {
    /// The feedback.
    pub feedback: Feedback,
    /// Its account in short.
    pub account: Option<AccountBrief>,
    /// Its tags, by name.
    pub tags: Vec<Tag>,
}

/// Feedback with the loss of its account in the period asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The feedback.
    pub view: FeedbackView,
    /// MRR of its account at the period's opening.
    #[serde(rename = "opening_cents")]
    pub opening: Cents,
    /// What its account lost in the period.
    #[serde(rename = "lost_cents")]
    pub lost: Cents,
}

/// The tagging queue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Untagged {
    /// How many are left in the period's evidence.
    pub left: u64,
    /// The lost MRR that waits for them (the row "not tagged yet").
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// The first of them.
    pub items: Vec<Quote>,
}

/// A tag and how often it is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TagView {
    /// The tag.
    pub tag: Tag,
    /// Pieces of feedback that carry it itself.
    pub used: u64,
}
