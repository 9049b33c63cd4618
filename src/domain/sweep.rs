//! What a whole list of texts gets at once. Must not know how the list was found.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::feedback::Mark;
use super::ids::{FeedbackId, TagId};

/// Tags and a mark for texts that were seen in a list: those that somebody has read meanwhile are left as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Sweep {
    /// The texts.
    pub texts: Vec<FeedbackId>,
    /// The tags that each of them gets.
    pub tags: Vec<TagId>,
    /// The mark that it gets.
    #[traverse(skip)]
    pub mark: Option<Mark>,
}
