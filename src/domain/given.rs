//! Who gave a piece of feedback a tag: a person, or the import whose file said so.
//! Must not know how that is kept, nor what a tag means.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::day::Moment;
use super::ids::{FeedbackId, ImportId, TagId};

/// Who gave one of the tags on a piece of feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Given {
    /// The tag.
    pub tag: TagId,
    /// The person; nobody where an import did, or where nobody knows any more.
    pub person: Option<String>,
    /// When; of an import, when the file was taken in.
    pub at: Option<Moment>,
    /// The import that set it, whoever put it on again since.
    pub import: Option<ImportId>,
}

impl Given {
    /// Whoever it was, in a word or two: `Dana`, `import 4`.
    pub fn by(&self) -> Option<String> {
        let import = self.import.map(|id| format!("import {id}"));
        self.person.clone().or(import)
    }
}

/// A tag put on in the name of whoever gave it: what comes back when it was taken off, and what was given in another
/// room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Gift {
    /// What it is put on.
    pub feedback: FeedbackId,
    /// The tag.
    pub tag: TagId,
    /// Who gave it; empty where an import did, or where nobody knows any more.
    #[serde(default)]
    pub person: String,
    /// When, as far as that is known.
    pub at: Option<Moment>,
    /// The import that set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<ImportId>,
}
