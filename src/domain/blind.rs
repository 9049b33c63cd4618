//! Two people tag the same texts, each without seeing what the other, or anything learned, says of them; where they
//! differ the room settles it. Must not know where any of it is kept.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::agreement::{Agreement, Both, agreement};
use super::feedback::Mark;
use super::ids::{FeedbackId, TagId};
use super::period::Period;
use super::sort::sort;
use super::suggest::suggested::{Suggested, TagOrMark};

mod drawing;
mod saying;
pub mod words;

pub use drawing::{ToDraw, coders, draw};

/// Texts that two people tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Sample {
    /// Its number.
    pub id: i64,
    /// Who tags them.
    pub coders: [String; 2],
    /// What they were drawn by: the same draws the same.
    pub seed: u64,
    /// Whether as many were drawn of each part of the money.
    pub by_money: bool,
    /// The period they were drawn from; `None` for all that nobody had read.
    #[traverse(skip)]
    pub period: Option<Period>,
    /// How many there were to draw from.
    pub of: u64,
    /// The texts, in the order in which they are read.
    #[traverse(skip)]
    pub texts: Vec<FeedbackId>,
    /// Whether it is over: nothing more is said of it.
    pub over: bool,
}

/// What somebody says of a text: its tags, each once and in their order, and its mark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoderWords {
    /// The tags.
    pub tags: Vec<TagId>,
    /// Praise, or read without a reason in it.
    pub mark: Option<Mark>,
    /// Of what is settled, whether the first suggestion would have been right, and one of the first three; `None` where
    /// nothing was suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<[bool; 2]>,
}

/// What somebody says of a text of a sample, before and from now on; `None` for nothing yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Saying {
    /// The sample.
    pub sample: i64,
    /// The text.
    #[traverse(skip)]
    pub feedback: FeedbackId,
    /// Who; nobody where the room settles it.
    pub by: String,
    /// What is believed to be said.
    #[traverse(skip)]
    pub was: Option<CoderWords>,
    /// What shall be.
    #[traverse(skip)]
    pub now: Option<CoderWords>,
}

/// What is done to a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum Blinding {
    /// It is begun, ended, or taken back.
    Sample {
        /// What is believed to be there.
        was: Option<Sample>,
        /// What shall be.
        now: Option<Sample>,
    },
    /// Something is said of a text.
    Said(Saying),
}

/// What was said of a text.
#[derive(Clone, Debug, PartialEq, Eq, TraversableMut)]
pub struct SaidOf {
    /// The text.
    #[traverse(skip)]
    pub feedback: FeedbackId,
    /// Who; nobody where the room settled it.
    pub by: String,
    /// What.
    #[traverse(skip)]
    pub words: CoderWords,
}

/// A sample with what was said of its texts, those that are still there.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Blind {
    /// The sample.
    pub sample: Sample,
    /// All that was said.
    pub said: Vec<SaidOf>,
}

/// Texts that were drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Drawn {
    /// They, in an order of chance.
    #[traverse(skip)]
    pub texts: Vec<FeedbackId>,
    /// How many there were to draw from.
    pub of: u64,
}

impl Blinding {
    /// Whether one of the two says something, and not the room.
    pub fn is_of_a_coder(&self) -> bool {
        match self {
            Blinding::Said(saying) => !saying.by.is_empty(),
            Blinding::Sample { .. } => false,
        }
    }
}

impl CoderWords {
    /// What was named, each once and in its order.
    pub fn of(mut tags: Vec<TagId>, mark: Option<Mark>) -> CoderWords {
        sort(&mut tags);
        tags.dedup();
        CoderWords {
            tags,
            mark,
            right: None,
        }
    }

    /// The same as one list: what is counted when two are held against each other.
    pub fn all(&self) -> Vec<Label> {
        let tags = self.tags.iter().map(|tag| Label::Tag(*tag));
        tags.chain(self.mark.map(Label::of)).collect()
    }

    /// Whether two say the same.
    pub fn says(&self, other: &CoderWords) -> bool {
        (&self.tags, self.mark) == (&other.tags, other.mark)
    }

    /// Whether something that is suggested is what they say.
    pub fn has(&self, one: TagOrMark) -> bool {
        match one {
            TagOrMark::Tag(tag) => self.tags.contains(&tag),
            TagOrMark::Mark(mark) => self.mark == Some(mark),
        }
    }

    /// Whether the first of what is suggested is what they say, and one of the first three; `None` where nothing that
    /// was learned is suggested: a rule that somebody wrote is no measure of it.
    pub fn right(&self, suggested: &[Suggested]) -> Option<[bool; 2]> {
        let learned = suggested.iter().filter(|one| one.chance.is_some());
        let right: Vec<bool> = learned.map(|one| self.has(one.what)).collect();
        let first = right.first().copied();
        first.map(|first| [first, right.contains(&true)])
    }

    /// The same with a tag in the place of another that became part of it.
    pub fn with(&self, from: TagId, into: TagId) -> CoderWords {
        let tags = self.tags.iter();
        let tags = tags.map(|tag| if *tag == from { into } else { *tag });
        CoderWords {
            right: self.right,
            ..CoderWords::of(tags.collect(), self.mark)
        }
    }
}

/// A tag or a mark, in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A tag.
    Tag(TagId),
    /// Praise.
    Praise,
    /// No reason in it.
    NoReason,
}

impl Label {
    fn of(mark: Mark) -> Label {
        match mark {
            Mark::Praise => Label::Praise,
            Mark::NoReason => Label::NoReason,
        }
    }
}

impl Blind {
    /// What somebody said of a text; nobody stands for what was settled.
    pub fn said(&self, feedback: FeedbackId, by: &str) -> Option<&CoderWords> {
        let mut said = self.said.iter();
        let own = said.find(|one| one.feedback == feedback && one.by == by);
        own.map(|one| &one.words)
    }

    /// The coder whose name that is, or whose first name and not the other's.
    pub fn coder(&self, name: &str) -> Option<&str> {
        let coders = self.sample.coders.each_ref().map(String::as_str);
        drawing::called(&coders, name).map(|at| coders[at])
    }

    /// What both said of a text.
    pub fn both(&self, feedback: FeedbackId) -> Option<[&CoderWords; 2]> {
        let [one, other] = &self.sample.coders;
        Some([self.said(feedback, one)?, self.said(feedback, other)?])
    }

    /// The texts that a coder has said nothing of yet, in their order.
    pub fn left<'a>(&'a self, coder: &'a str) -> impl Iterator<Item = FeedbackId> + 'a {
        let texts = self.sample.texts.iter().copied();
        texts.filter(move |text| self.said(*text, coder).is_none())
    }

    /// The texts of which both said something and nothing is settled, each with whether they said the same.
    pub fn to_settle(&self) -> impl Iterator<Item = (FeedbackId, bool)> {
        self.sample.texts.iter().filter_map(|text| {
            let [one, other] = self.both(*text)?;
            let open = self.said(*text, "").is_none();
            open.then(|| (*text, one.says(other)))
        })
    }

    /// Whether somebody still has a text to read, or something is to be settled.
    pub fn is_under_way(&self) -> bool {
        let mut coders = self.sample.coders.iter();
        let reads = coders.any(|coder| self.left(coder).next().is_some());
        !self.sample.over && (reads || self.to_settle().next().is_some())
    }

    /// Those on which they did not say the same.
    pub fn differ(&self) -> impl Iterator<Item = FeedbackId> {
        let open = self.to_settle().filter(|(_, same)| !*same);
        open.map(|(text, _)| text)
    }

    /// The texts on which both said the same and which nobody has settled, each with what that is.
    pub fn agreed(&self) -> impl Iterator<Item = (FeedbackId, &CoderWords)> {
        let agreed = self.to_settle().filter(|(_, same)| *same);
        agreed.filter_map(|(text, _)| Some((text, self.both(text)?[0])))
    }

    /// Somebody says something of a text of it.
    pub fn saying(&self, feedback: FeedbackId, by: &str, now: Option<CoderWords>) -> Saying {
        Saying {
            sample: self.sample.id,
            feedback,
            by: by.to_owned(),
            was: self.said(feedback, by).cloned(),
            now,
        }
    }

    /// The same as it is done.
    pub fn take(&mut self, saying: &Saying) {
        let (feedback, by) = (saying.feedback, saying.by.as_str());
        self.said
            .retain(|one| one.feedback != feedback || one.by != by);
        self.said.extend(saying.now.clone().map(|words| SaidOf {
            feedback,
            by: by.to_owned(),
            words,
        }));
    }

    /// How far the two agree, on what both have said something of.
    pub fn agreement(&self) -> Agreement<Label> {
        let both = self.sample.texts.iter().filter_map(|text| self.both(*text));
        let both: Vec<Both<Label>> = both.map(|both| both.map(CoderWords::all)).collect();
        agreement(&both)
    }

    /// Of the texts that are settled and for which something was suggested: how many, on how many the first was right,
    /// and one of the first three.
    pub fn suggested_right(&self) -> [u64; 3] {
        let settled = self.said.iter().filter(|one| one.by.is_empty());
        let right = settled.filter_map(|one| one.words.right);
        right.fold([0; 3], |[of, first, three], right| {
            [
                of + 1,
                first + u64::from(right[0]),
                three + u64::from(right[1]),
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blind(said: &[(i64, &str, &[i64])]) -> Blind {
        let said = said.iter().map(|(text, by, tags)| SaidOf {
            feedback: FeedbackId(*text),
            by: (*by).to_owned(),
            words: CoderWords::of(tags.iter().map(|tag| TagId(*tag)).collect(), None),
        });
        Blind {
            sample: Sample {
                coders: ["Dana", "Kim"].map(str::to_owned),
                texts: (1..=3).map(FeedbackId).collect(),
                ..Sample::default()
            },
            said: said.collect(),
        }
    }

    #[test]
    fn what_both_have_read_is_held_against_each_other() {
        let blind = blind(&[
            (1, "Dana", &[2, 1, 1]),
            (1, "Kim", &[1, 2]),
            (2, "Dana", &[1]),
            (2, "Kim", &[]),
            (3, "Kim", &[1]),
        ]);
        assert_eq!(blind.coder(" dana"), Some("Dana"));
        assert_eq!(blind.coder("Mo"), None);
        assert_eq!(blind.left("Dana").collect::<Vec<_>>(), [FeedbackId(3)]);
        let open: Vec<_> = blind.to_settle().collect();
        assert_eq!(open, [(FeedbackId(1), true), (FeedbackId(2), false)]);
        let found = blind.agreement();
        assert_eq!((found.texts, found.same), (2, 1));
        assert_eq!((found.tags[0].both, found.tags[0].either()), (1, 2));
    }

    /// A rule that somebody wrote is no measure of what was learned, nor is what a coder says of a text.
    #[test]
    fn what_was_learned_is_measured_where_the_room_has_settled() {
        let suggested = |tag: i64, chance: Option<f64>| Suggested {
            what: TagOrMark::Tag(TagId(tag)),
            chance,
            words: Vec::new(),
            rule: None,
        };
        let settled = CoderWords::of(vec![TagId(1)], None);
        let [rule, wrong, right] = [(1, None), (2, Some(0.9)), (1, Some(0.1))];
        let right_of = |of: &[(i64, Option<f64>)]| {
            let all: Vec<Suggested> = of.iter().map(|one| suggested(one.0, one.1)).collect();
            settled.right(&all)
        };
        assert_eq!(right_of(&[rule]), None);
        assert_eq!(right_of(&[rule, wrong]), Some([false, false]));
        assert_eq!(right_of(&[rule, right, wrong]), Some([true, true]));
        let measured = right_of(&[wrong, right]);
        assert_eq!(measured, Some([false, true]));
        let mut blind = blind(&[(1, "Dana", &[1]), (1, "", &[1]), (2, "", &[])]);
        blind.said[0].words.right = Some([true, true]);
        blind.said[1].words.right = measured;
        assert_eq!(blind.suggested_right(), [1, 0, 1]);
    }

    #[test]
    fn a_tag_that_became_part_of_another_is_the_other() {
        let words = CoderWords::of(vec![TagId(3), TagId(1)], None);
        assert_eq!(
            words.with(TagId(3), TagId(1)),
            CoderWords::of(vec![TagId(1)], None)
        );
    }
}
