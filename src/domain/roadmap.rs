//! Owners, roadmap items, and the stance a theme takes towards the roadmap.
//! Must not know meetings beyond the id a link was made in.

use serde::{Deserialize, Serialize};

use super::ids::{LinkId, MeetingId, OwnerId, RoadmapId, TagId};

/// A person with a team: who can own an action and sit in the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Row id.
    pub id: OwnerId,
    /// The id its own system knows it by; empty when typed in.
    pub external: String,
    /// Name, unique without case.
    pub name: String,
    /// E-mail address, or empty.
    pub email: String,
    /// Team, or empty.
    pub team: String,
}

/// Something Product plans, builds, shipped or refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoadmapItem {
    /// Row id.
    pub id: RoadmapId,
    /// Its key in the tracker, such as `RPT-12`.
    pub external: String,
    /// Title.
    pub title: String,
    /// Status as the team writes it: `planned`, `in progress`, `shipped`, `declined`, ...
    pub status: String,
    /// When it is due, as written: `2026-Q4`.
    pub target: String,
    /// Who owns it, as written.
    pub owner: String,
    /// Where to read more.
    pub url: String,
    /// How easy it is, as written.
    pub ease: String,
}

/// How a theme stands to the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// The item would reduce this loss.
    Aligns,
    /// The item is missing, declined, too late or wrong: it challenges the priorities.
    Challenges,
    /// The team looked and nothing on the roadmap concerns it.
    Nothing,
}

impl Stance {
    /// Every stance, in the order they are shown.
    pub const ALL: [Stance; 3] = [Stance::Aligns, Stance::Challenges, Stance::Nothing];

    /// The word stored and printed.
    pub fn word(self) -> &'static str {
        match self {
            Stance::Aligns => "aligns",
            Stance::Challenges => "challenges",
            Stance::Nothing => "nothing",
        }
    }

    /// The stance a word stands for.
    pub fn from_word(word: &str) -> Option<Stance> {
        Stance::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// A theme linked to the roadmap. Without an item it challenges priorities, or there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Row id.
    pub id: LinkId,
    /// The theme.
    pub theme: TagId,
    /// The roadmap item; `aligns` always has one, `nothing` never.
    pub item: Option<RoadmapId>,
    /// How they stand to each other.
    pub stance: Stance,
    /// Why, in the team's words; may be empty.
    pub note: String,
    /// The meeting it was made in.
    pub meeting: Option<MeetingId>,
}
