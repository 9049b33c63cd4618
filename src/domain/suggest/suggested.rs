//! What is suggested for texts of the room, and how far learning is. Must not know how anything is learned.

use traversable::TraversableMut;

use crate::domain::feedback::Mark;
use crate::domain::ids::{FeedbackId, TagId};

/// What was asked for.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct Suggestions {
    /// How far learning is.
    #[traverse(skip)]
    pub lesson: Lesson,
    /// For each text that was asked about and for which there is anything to suggest.
    pub texts: Vec<OfText>,
}

/// How far learning from the room's own tags is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lesson {
    /// It is under way: each question is a step of it.
    #[default]
    UnderWay,
    /// Learned from so many texts: those that read alike are one, and none where they have no tag in common.
    Learned(u64),
    /// There is too little to learn from: so many such texts.
    TooLittle(u64),
}

/// What is suggested for a text, the best first.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct OfText {
    /// The text.
    #[traverse(skip)]
    pub feedback: FeedbackId,
    /// At most three.
    pub suggested: Vec<Suggested>,
}

/// A tag or a mark for a text.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct Suggested {
    /// Which.
    #[traverse(skip)]
    pub what: TagOrMark,
    /// How likely it is right, above 0 and below 1.
    #[traverse(skip)]
    pub chance: f64,
    /// The words that speak for it, the most telling first.
    pub words: Vec<String>,
}

/// A chance in words, `82 %`: never none and never all, for that is more than anybody knows.
pub fn percent(chance: f64) -> String {
    format!("{:.0} %", (chance * 100.0).clamp(1.0, 99.0))
}

/// What a text is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagOrMark {
    /// A tag.
    Tag(TagId),
    /// A mark: praise, or no reason in it.
    Mark(Mark),
}
