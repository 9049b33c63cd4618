//! The thread of one thing: quote, tag, money, roadmap, target, action, result.
//! Must not know where it was asked from.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::effect::Effect;
use super::feedback::FeedbackView;
use super::metrics::{BreakdownRow, Dimension};
use super::note::{ActionView, NoteView};
use super::roadmap::{Link, RoadmapItem};
use super::subject::Subject;
use super::themes::Theme;

/// What a thread is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreadOf {
    /// One thing.
    Thing(Subject),
    /// A cell of a breakdown: `plan`, `Team`.
    Segment((Dimension, String)),
}

impl From<Subject> for ThreadOf {
    fn from(subject: Subject) -> ThreadOf {
        ThreadOf::Thing(subject)
    }
}

/// What was lost in a cell of a breakdown in the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ThreadSegment {
    /// What it is broken down by.
    pub by: Dimension,
    /// Its figures.
    pub row: BreakdownRow,
}

/// The thread of one thing; an empty list where it breaks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Thread {
    pub quotes: Vec<FeedbackView>,
    /// Themes with their money in the period.
    pub themes: Vec<Theme>,
    /// What was lost in the segment it is about, where it is about one that has accounts in the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<ThreadSegment>,
    pub links: Vec<Link>,
    /// Roadmap items named by those links.
    pub items: Vec<RoadmapItem>,
    pub notes: Vec<NoteView>,
    pub actions: Vec<ActionView>,
    /// What became of what each action was for.
    pub results: Vec<Effect>,
}
