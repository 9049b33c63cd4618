//! The steps of a thread, and its rows. Must not know what is found for them.

use crate::domain::ids::{ActionId, FeedbackId, LinkId, NoteId, RoadmapId, TagId};

/// One step of the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Step {
    /// What somebody said.
    Quote,
    /// What the team called it.
    Tag,
    /// What it costs.
    Money,
    /// How the roadmap stands to it.
    Roadmap,
    /// What was noted and decided.
    #[strum(serialize = "noted")]
    Target,
    /// Who does what by when.
    Action,
    /// Whether the number moved.
    Result,
}

impl Step {
    /// Its name.
    pub fn title(self) -> &'static str {
        self.into()
    }
}

/// One row of the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knot {
    /// Nothing is there.
    Break(Step),
    Quote(FeedbackId),
    /// So many quotes that are not shown.
    MoreQuotes(usize),
    /// A theme.
    Tag(TagId),
    /// What a theme costs.
    Money(TagId),
    /// What was lost in the segment it is about.
    Segment,
    /// A link to the roadmap.
    Link(LinkId),
    /// A roadmap item that no link names.
    Item(RoadmapId),
    /// A note, question or decision.
    Note(NoteId),
    /// Why there is no action.
    NoAction(NoteId),
    Action(ActionId),
    /// What came after an action.
    Result(ActionId),
}

impl Knot {
    /// The step it belongs to.
    pub fn step(self) -> Step {
        match self {
            Knot::Break(step) => step,
            Knot::Quote(_) | Knot::MoreQuotes(_) => Step::Quote,
            Knot::Tag(_) => Step::Tag,
            Knot::Money(_) | Knot::Segment => Step::Money,
            Knot::Link(_) | Knot::Item(_) => Step::Roadmap,
            Knot::Note(_) => Step::Target,
            Knot::NoAction(_) | Knot::Action(_) => Step::Action,
            Knot::Result(_) => Step::Result,
        }
    }
}
