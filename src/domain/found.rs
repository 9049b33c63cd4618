//! What was found by its words, in groups. Must not know how it is searched.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::account::AccountBrief;
use super::feedback::FeedbackView;
use super::note::{ActionView, NoteView};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Found {
    /// Feedback, newest first.
    pub feedback: Vec<FeedbackView>,
    /// Accounts.
    pub accounts: Vec<AccountBrief>,
    /// Actions.
    pub actions: Vec<ActionView>,
    /// Notes, questions and decisions.
    pub notes: Vec<NoteView>,
}
