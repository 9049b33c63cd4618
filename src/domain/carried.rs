//! What a file of tags carries from one room to another: the codebook, and of each text its tags with who gave them,
//! its mark and its pin. Must not know how the file is written, nor what is settled where the two rooms differ.

use traversable::TraversableMut;

use super::day::{Day, Moment};
use super::feedback::{Mark, Tag};
use super::given::Taken;
use super::ids::{FeedbackId, TagId};

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// The codebook.
    pub book: Vec<CarriedTag>,
    /// The texts that somebody made something of.
    pub texts: Vec<CarriedText>,
}

/// A tag of the codebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedTag {
    /// The tag, without its number and its theme: those are the room's that it comes from.
    pub tag: Tag,
    /// The name of the theme it rolls up into; empty for none.
    pub theme: String,
    /// What it was called before people gave it another name, the first one first.
    pub before: Vec<String>,
}

/// A text, by what tells it from others, and what was made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CarriedText {
    /// Whether it was given at cancellation.
    pub exit_survey: bool,
    /// The id its own system knows it by; empty when it had none.
    pub external: String,
    /// The id of the account that said it; empty where nobody knows.
    pub account: String,
    /// The day it was received.
    pub received: Option<Day>,
    /// Where it was said.
    pub source: String,
    /// The stated reason.
    pub reason: String,
    /// The words.
    pub text: String,
    /// A score.
    pub score: Option<f64>,
    /// Praise, or read without a reason in it.
    pub mark: Option<Mark>,
    /// Whether it is a pinned quote.
    pub pinned: bool,
    /// Its tags.
    pub tags: Vec<CarriedGift>,
    /// The names of tags that people took off it.
    pub off: Vec<String>,
    /// The mark that people took off it, where it has none now.
    pub unmarked: Option<Mark>,
}

impl CarriedText {
    /// Whether it has anything now, and not only lost it.
    pub fn has_something(&self) -> bool {
        !self.tags.is_empty() || self.mark.is_some() || self.pinned
    }
}

/// What a room's tags were, where what stands does not say it.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct FormerTags {
    /// What tags were called, the first name first.
    pub names: Vec<(TagId, String)>,
    /// Tags that people took off texts.
    pub off: Vec<(FeedbackId, TagId)>,
    /// Marks that people took off texts which have none now.
    #[traverse(skip)]
    pub unmarked: Vec<(FeedbackId, Mark)>,
}

/// A tag on a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedGift {
    /// The tag's name.
    pub tag: String,
    /// Who gave it; empty where an import did.
    pub by: String,
    /// When, where a person did.
    pub at: Option<Moment>,
    /// The list of suggestions it was taken from.
    pub taken: Option<Taken>,
}

/// What became of a file of tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Settled {
    /// Texts in the file.
    pub texts: u64,
    /// Of those, the ones that are not in this room.
    pub missing: u64,
    /// Texts that the room did not have and has now.
    pub added: u64,
    /// Tags, marks and pins that texts got.
    pub given: u64,
    /// Tags that the codebook got, or that got a key or a description.
    pub book: u64,
    /// Tags, marks and pins that were there already.
    pub known: u64,
    /// Where the two rooms differ, for people to settle: nothing was done about these.
    pub differences: Vec<String>,
}
