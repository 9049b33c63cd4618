//! Things of a meeting with their names beside them, as it freezes them. Must not know how any of it is counted.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use crate::domain::account::LostAccount;
use crate::domain::feedback::Quote;
use crate::domain::ids::{LinkId, MeetingId};
use crate::domain::money::Cents;
use crate::domain::roadmap::{RoadmapItem, Stance};

/// A theme and its line in the codebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct ThemeAbout {
    /// The theme.
    pub theme: String,
    /// What belongs to it.
    pub about: String,
}

/// Lost MRR of a theme over several periods, oldest first; the last is the meeting's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct NamedTrend {
    /// The theme.
    pub theme: String,
    /// A sum per period; `None` where it could not be told.
    #[serde(rename = "lost_cents")]
    pub lost: Vec<Option<Cents>>,
}

/// Quotes of one theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ThemeQuotes {
    /// The theme.
    pub theme: String,
    /// Its quotes.
    pub quotes: Vec<Quote>,
}

/// A link with the names it joins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct NamedLink {
    /// Which link it is; `None` of meetings of before, as is the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<LinkId>,
    /// The meeting it was made in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// The theme.
    pub theme: String,
    /// How it stands to the roadmap.
    pub stance: Stance,
    /// The roadmap item as it was; `None` when the link has none.
    pub item: Option<RoadmapItem>,
    /// Why, in the team's words.
    pub note: String,
    /// Whether it was made in this meeting.
    pub made_here: bool,
}

/// Who was lost to one theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ThemeLost {
    /// The theme.
    pub theme: String,
    /// The dearest of its accounts, each with what of its loss falls to the theme.
    pub accounts: Vec<LostAccount>,
}
