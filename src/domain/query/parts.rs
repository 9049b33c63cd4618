//! Questions with several of their own, and what a question says in words. Must not know how any is answered.

use serde::{Deserialize, Serialize};

use crate::domain::change::Subject;
use crate::domain::day::Day;
use crate::domain::effect::aim::Aim;
use crate::domain::given::Taken;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::metrics::Dimension;
use crate::domain::period::Period;
use crate::domain::profile::Profile;

/// Whom an action or an item is for, or could be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "a field is what its name says")]
pub enum AimQuery {
    /// What an action or a roadmap item is for, and what became of it.
    Of(Subject),
    /// When something would be judged, were it agreed like that.
    Promise { aim: Box<Aim>, due: Option<Day> },
    /// Who is active at a period's end and named a theme shortly before: still pay, said so.
    Exposed { theme: TagId, period: Period },
    /// Accounts by their ids, aliases or names, and how they stand on a day.
    Named { names: Vec<String>, day: Day },
}

/// Whether tags can be trusted: against what customers stated, and against what the other tags teach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "a field is what its name says")]
pub enum TrustQuery {
    /// What was stated beside what was found, of a period's loss.
    Drift(Period),
    /// How good tags suggested by what `train` texts teach are, tried on all others that have tags.
    Evaluated { train: u32, seed: u64 },
    /// What the room's own tags suggest for some texts. Each time one step of learning is done, all that is left of it
    /// where that is waited for.
    Suggested {
        texts: Vec<FeedbackId>,
        wait: bool,
        /// For texts that are being tagged blind as well, for which nothing is to be seen.
        hidden: bool,
    },
    /// The last sample that two people tag blind, with what was said of it.
    Blind,
    /// The texts of that sample that a coder has said nothing of yet, with nothing that anybody else has said of them;
    /// of nobody, those that are to be settled.
    ToSay { coder: String, limit: u32 },
    /// Texts that nobody has read, drawn by a seed; by money as many of each part of it.
    Drawn {
        size: u32,
        period: Option<Period>,
        by_money: bool,
        seed: u64,
    },
    /// A tagging queue in another order: those texts first of which what is learned is least sure. Each question is a
    /// step, until none is left to be looked at.
    Unsure { queue: QueueOf, limit: u32 },
    /// Which tags may be taken as a list, of the texts of a queue that nobody has read. Where it is not waited for each
    /// question is a step.
    ToTake {
        from: Taken,
        queue: QueueOf,
        limit: u32,
        wait: bool,
    },
}

/// The texts of a tagging queue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QueueOf {
    /// Those of a period; `None` for all there is.
    pub period: Option<Period>,
    /// Narrows them by words; empty for all.
    pub words: String,
}

/// What comes first among quotes, after pinned ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteOrder {
    /// The dearest loss.
    #[default]
    Dearest,
    /// The newest.
    Newest,
}

/// What a question says in words that may have been read covered.
#[derive(Debug)]
pub enum SoughtWords<'a> {
    /// None.
    Nothing,
    /// What accounts are broken down by.
    By(&'a mut Dimension),
    /// One cell of that, of a period.
    Cell(Period, Option<Profile>, &'a mut (Dimension, String)),
    /// Words to be found anywhere.
    Anywhere(&'a mut String),
    /// Words to be found among accounts.
    OfAccounts(&'a mut String),
    /// Words to be found in feedback.
    OfFeedback(&'a mut String),
    /// Words to be found in feedback without a tag.
    OfUntagged(&'a mut String),
}

impl<'a> SoughtWords<'a> {
    /// The words that are looked for.
    pub fn words(self) -> Option<&'a mut String> {
        match self {
            SoughtWords::Anywhere(words) | SoughtWords::OfAccounts(words) => Some(words),
            SoughtWords::OfFeedback(words) | SoughtWords::OfUntagged(words) => Some(words),
            SoughtWords::Nothing | SoughtWords::By(_) | SoughtWords::Cell(..) => None,
        }
    }
}
