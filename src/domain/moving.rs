//! Texts that go from one tag to another: all of them with everything else that points to the tag, so that it becomes
//! part of the other, or those that a search finds. Must not know how that is carried out.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::ids::TagId;
use super::money::counted;

/// What is to go where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Move {
    /// The tag that they have.
    pub from: TagId,
    /// The tag that they get.
    pub to: MoveGoal,
    /// What finds them; empty for all, and then the first tag goes too.
    pub words: String,
}

/// The tag that texts get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum MoveGoal {
    /// One that is there.
    Tag(TagId),
    /// One that is made for them, beside the first.
    New(String),
}

impl Move {
    /// One tag becomes part of another.
    pub fn whole(from: TagId, into: TagId) -> Move {
        Move {
            from,
            to: MoveGoal::Tag(into),
            words: String::new(),
        }
    }
}

/// What would go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Moving {
    /// Texts.
    pub texts: u64,
    /// Of those, the ones that have the other tag already.
    pub both: u64,
    /// Tags below the first.
    pub below: u64,
    /// Links, actions, notes, meetings and shortlists that name it.
    pub others: u64,
}

impl Moving {
    /// What would go, as a sentence: `41 texts, 3 of them tagged cost too, 2 tags under it`.
    pub fn words(&self, to: &str) -> String {
        let mut words = counted(self.texts, "text");
        if self.both > 0 {
            words += &format!(", {} of them tagged {to} too", self.both);
        }
        if self.below > 0 {
            words += &format!(", {} under it", counted(self.below, "tag"));
        }
        if self.others > 0 {
            let others = counted(self.others, "place");
            words += &format!(", {others} that name it: links, actions, notes, meetings");
        }
        words
    }
}
