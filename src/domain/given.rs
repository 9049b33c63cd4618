//! Who gave a piece of feedback a tag: a person, or the import whose file said so.
//! Must not know how that is kept, nor what a tag means.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use traversable::TraversableMut;

use super::day::Moment;
use super::ids::{FeedbackId, ImportId, TagId};

/// From which list of suggestions a tag was taken, seen there among others and not read for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Taken {
    /// Of those that the room's own tags are sure of.
    Sure,
    /// Of those that a rule of the codebook finds.
    Rule,
}

impl Taken {
    /// Behind whoever took it: `from the sure ones`.
    pub fn said(self) -> &'static str {
        match self {
            Taken::Sure => "from the sure ones",
            Taken::Rule => "by a rule",
        }
    }
}

/// Who gave one of the tags on a piece of feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct GivenTag {
    /// The tag.
    pub tag: TagId,
    /// The person; nobody where an import did, or where nobody knows any more.
    pub person: Option<String>,
    /// When; of an import, when the file was taken in.
    pub at: Option<Moment>,
    /// The import that set it, whoever put it on again since.
    pub import: Option<ImportId>,
    /// The list that it was taken from, as long as nobody has said it of the text itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[traverse(skip)]
    pub taken: Option<Taken>,
}

impl GivenTag {
    /// Whoever it was, in a word or two: `Dana`, `Dana, from the sure ones`, `import 4`.
    pub fn by(&self) -> Option<String> {
        let import = self.import.map(|id| format!("import {id}"));
        let by = self.person.clone().or(import)?;
        Some(match self.taken {
            Some(taken) => format!("{by}, {}", taken.said()),
            None => by,
        })
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
    /// Who gave it; empty where an import did, or where nobody knows any more, and of what is taken from a list whoever
    /// does that.
    #[serde(default)]
    pub person: String,
    /// When, as far as that is known.
    pub at: Option<Moment>,
    /// The import that set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<ImportId>,
    /// The list that it is taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[traverse(skip)]
    pub taken: Option<Taken>,
}

impl Gift {
    /// A tag that somebody takes from a list.
    pub fn taken(feedback: FeedbackId, tag: TagId, from: Taken) -> Gift {
        Gift {
            feedback,
            tag,
            person: String::new(),
            at: None,
            import: None,
            taken: Some(from),
        }
    }
}
