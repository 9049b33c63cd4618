//! The thread of one thing: quote, tag, money, roadmap, target, action, result.
//! Must not know where it was asked from.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::effect::Effect;
use super::feedback::FeedbackView;
use super::note::{ActionView, NoteView};
use super::roadmap::{Link, RoadmapItem};
use super::themes::Theme;

/// The thread of one thing; an empty list where it breaks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Thread {
    pub quotes: Vec<FeedbackView>,
    /// Themes with their money in the period.
    pub themes: Vec<Theme>,
    pub links: Vec<Link>,
    /// Roadmap items named by those links.
    pub items: Vec<RoadmapItem>,
    pub notes: Vec<NoteView>,
    pub actions: Vec<ActionView>,
    /// What became of what each action was for.
    pub results: Vec<Effect>,
}
