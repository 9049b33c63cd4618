//! One change being carried out: the connection and person it is for, and what came of it.
//! Must not know which change it is.

use rusqlite::Connection;

use crate::domain::change::{Applied, Author, Change, Subject};
use crate::domain::ids::{AccountId, ChangeId};

/// What carrying out a change needs.
pub struct Turn<'a> {
    /// The room, in its write transaction.
    pub db: &'a Connection,
    /// Who, and when.
    pub author: &'a Author,
    /// Whether an earlier change is being taken back.
    pub back: bool,
    /// Whether a tag becomes part of another, or its own again: reviews that have ended go along with it.
    pub moves: bool,
}

/// What carrying out a change came to.
pub struct Done {
    /// What was done, ids assigned.
    pub forward: Change,
    /// What takes it back.
    pub inverse: Change,
    /// What it was about; of a group, of its first change.
    pub subject: Subject,
    /// The accounts it was about, for erasing.
    pub accounts: Vec<AccountId>,
    /// What was done in words.
    pub words: String,
    /// Whether everything was so already.
    pub nothing: bool,
}

impl Done {
    /// The answer to a change that was journalled.
    pub fn applied(self, change: ChangeId) -> Applied {
        Applied {
            change,
            subject: self.subject,
            words: self.words,
        }
    }
}
