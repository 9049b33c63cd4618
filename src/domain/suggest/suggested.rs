//! What is suggested for texts of the room, and how far learning is. Must not know how anything is learned.

use traversable::TraversableMut;

use crate::domain::feedback::{Mark, Quote};
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
    /// How likely it is right, above 0 and below 1; `None` where a rule says so, or a person of a text that reads alike.
    #[traverse(skip)]
    pub chance: Option<f64>,
    /// The words that speak for it, the most telling first.
    pub words: Vec<String>,
    /// The rule that finds it.
    pub rule: Option<String>,
}

impl Suggested {
    /// What somebody has said of a text that reads like it.
    pub fn alike(what: TagOrMark) -> Suggested {
        Suggested {
            what,
            chance: None,
            words: vec!["a text that reads like it".to_owned()],
            rule: None,
        }
    }

    /// How sure it is, in a word: `82 %`, `rule`, `alike`.
    pub fn sure(&self) -> String {
        let said = if self.rule.is_some() { "rule" } else { "alike" };
        self.chance.map_or_else(|| said.to_owned(), percent)
    }

    /// What speaks for it: `went up, price`, `rule: SSO`.
    pub fn by(&self) -> String {
        match &self.rule {
            Some(rule) => format!("rule: {rule}"),
            None => self.words.join(", "),
        }
    }
}

/// A chance in words, `82 %`: never none and never all, for that is more than anybody knows.
pub fn percent(chance: f64) -> String {
    format!("{:.0} %", (chance * 100.0).clamp(1.0, 99.0))
}

/// What may be taken as a list: tags for texts that nobody has read.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct ToTake {
    /// How far learning is.
    #[traverse(skip)]
    pub lesson: Lesson,
    /// How many texts are still to be looked at: there is nothing to take before.
    pub left: u64,
    /// How many texts were looked at.
    pub of: u64,
    /// Texts that are surely praise, or without a reason: a mark is given to one at a time.
    pub marks: u64,
    /// Tags that somebody took off the text before: they do not come back by a list.
    pub off: u64,
    /// Each text with its tag, in the order of the queue.
    #[traverse(skip)]
    pub each: Vec<(FeedbackId, TagId)>,
    /// The first of them in full.
    pub texts: Vec<Takeable>,
    /// How many of the texts each rule finds, where rules are asked.
    pub rules: Vec<Finds>,
}

/// How many texts a rule finds.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct Finds {
    /// The tag that it is a rule of.
    #[traverse(skip)]
    pub tag: TagId,
    /// The rule.
    pub rule: String,
    /// How many.
    pub texts: u64,
}

/// A tag for a text, to be seen before it is taken.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct Takeable {
    /// The text.
    pub quote: Quote,
    /// Its tag.
    pub suggested: Suggested,
}

impl ToTake {
    /// Whether it is to be asked for again, until all is known.
    pub fn is_under_way(&self) -> bool {
        self.lesson == Lesson::UnderWay || self.left > 0
    }
}

/// What a text is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagOrMark {
    /// A tag.
    Tag(TagId),
    /// A mark: praise, or no reason in it.
    Mark(Mark),
}
