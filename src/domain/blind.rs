//! Two people tag the same texts, each without seeing what the other, or anything learned, says of them; where they
//! differ the room settles it. Must not know where any of it is kept.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::agreement::{Agreement, Both, agreement};
use super::feedback::Mark;
use super::ids::{FeedbackId, TagId};
use super::money::Cents;
use super::period::Period;
use super::risk::hash;
use super::sort::{sort, sort_by_key};
use super::suggest::suggested::TagOrMark;

/// Parts that texts are drawn from by money, as many from each.
const PARTS: usize = 3;

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
pub struct Words {
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
    pub was: Option<Words>,
    /// What shall be.
    #[traverse(skip)]
    pub now: Option<Words>,
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
    pub words: Words,
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

impl Words {
    /// What was named, each once and in its order.
    pub fn of(mut tags: Vec<TagId>, mark: Option<Mark>) -> Words {
        sort(&mut tags);
        tags.dedup();
        Words {
            tags,
            mark,
            right: None,
        }
    }

    /// The same as one list: what is counted when two are held against each other.
    pub fn all(&self) -> Vec<Value> {
        let tags = self.tags.iter().map(|tag| Value::Tag(*tag));
        tags.chain(self.mark.map(Value::of)).collect()
    }

    /// Whether two say the same.
    pub fn says(&self, other: &Words) -> bool {
        (&self.tags, self.mark) == (&other.tags, other.mark)
    }

    /// Whether something that is suggested is what they say.
    pub fn has(&self, one: TagOrMark) -> bool {
        match one {
            TagOrMark::Tag(tag) => self.tags.contains(&tag),
            TagOrMark::Mark(mark) => self.mark == Some(mark),
        }
    }

    /// The same with a tag in the place of another that became part of it.
    pub fn with(&self, from: TagId, into: TagId) -> Words {
        let tags = self.tags.iter();
        let tags = tags.map(|tag| if *tag == from { into } else { *tag });
        Words {
            right: self.right,
            ..Words::of(tags.collect(), self.mark)
        }
    }
}

/// A tag or a mark, in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A tag.
    Tag(TagId),
    /// Praise.
    Praise,
    /// No reason in it.
    NoReason,
}

impl Value {
    fn of(mark: Mark) -> Value {
        match mark {
            Mark::Praise => Value::Praise,
            Mark::NoReason => Value::NoReason,
        }
    }
}

impl Blind {
    /// What somebody said of a text; nobody stands for what was settled.
    pub fn said(&self, feedback: FeedbackId, by: &str) -> Option<&Words> {
        let mut said = self.said.iter();
        let own = said.find(|one| one.feedback == feedback && one.by == by);
        own.map(|one| &one.words)
    }

    /// The coder whose name that is, however it is written.
    pub fn coder(&self, name: &str) -> Option<&str> {
        let same = |coder: &&String| coder.trim().to_lowercase() == name.trim().to_lowercase();
        self.sample.coders.iter().find(same).map(String::as_str)
    }

    /// What both said of a text.
    pub fn both(&self, feedback: FeedbackId) -> Option<[&Words; 2]> {
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

    /// How far the two agree, on what both have said something of.
    pub fn agreement(&self) -> Agreement<Value> {
        let both = self.sample.texts.iter().filter_map(|text| self.both(*text));
        let both: Vec<Both<Value>> = both.map(|both| both.map(Words::all)).collect();
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

/// Draws so many of some texts, each with what its account lost. By money as many are drawn of those that the dearest
/// third of the money stands behind, of those behind the next, and of all others.
pub fn draw(
    texts: &[(FeedbackId, Cents)],
    size: usize,
    by_money: bool,
    seed: u64,
) -> Vec<FeedbackId> {
    let lot = |id: &FeedbackId| hash(&format!("{seed} {}", id.0));
    let mut parts: Vec<Vec<FeedbackId>> = match by_money {
        true => parts(texts),
        false => vec![texts.iter().map(|(id, _)| *id).collect()],
    };
    parts
        .iter_mut()
        .for_each(|part| sort_by_key(part, |id| (lot(id), *id)));
    let mut drawn = Vec::new();
    // In turn, so that a part with few leaves its share to the others.
    for round in 0..size {
        let of = parts.iter().filter_map(|part| part.get(round).copied());
        drawn.extend(of.take(size - drawn.len()));
    }
    sort_by_key(&mut drawn, |id| (lot(id).rotate_left(32), *id));
    drawn
}

/// Texts by what was lost with them: each part has a third of that money, the last all without any.
fn parts(texts: &[(FeedbackId, Cents)]) -> Vec<Vec<FeedbackId>> {
    let mut dearest = texts.to_vec();
    sort_by_key(&mut dearest, |(id, lost)| (std::cmp::Reverse(lost.0), *id));
    let whole: i64 = dearest.iter().map(|(_, lost)| lost.0).sum();
    let mut parts = vec![Vec::new(); PARTS];
    let mut past = 0_i64;
    for (id, lost) in dearest {
        let third = match whole {
            ..=0 => PARTS - 1,
            whole => usize::try_from(past.saturating_mul(PARTS as i64) / whole).unwrap_or(0),
        };
        parts[third.min(PARTS - 1)].push(id);
        past += lost.0;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lost: &[i64]) -> Vec<(FeedbackId, Cents)> {
        let all = (1..).zip(lost);
        all.map(|(id, lost)| (FeedbackId(id), Cents(*lost)))
            .collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_and_no_text_twice() {
        let all = texts(&[0; 50]);
        let drawn = draw(&all, 20, false, 7);
        assert_eq!((drawn.len(), draw(&all, 20, false, 7)), (20, drawn.clone()));
        assert_ne!(draw(&all, 20, false, 8), drawn);
        let mut each = drawn.clone();
        each.sort_unstable();
        each.dedup();
        assert_eq!(each.len(), 20);
        assert_eq!(draw(&all, 80, true, 7).len(), 50);
        assert_eq!(draw(&[], 3, true, 7), []);
    }

    #[test]
    fn by_money_each_third_of_it_gives_as_many() {
        // Two behind the first third, three behind the next, and all others.
        let all = texts(&[&[300, 300][..], &[200, 200, 200], &[60; 10], &[0; 85]].concat());
        let drawn = draw(&all, 6, true, 1);
        let of = |ids: std::ops::RangeInclusive<i64>| {
            drawn.iter().filter(|id| ids.contains(&id.0)).count()
        };
        assert_eq!((of(1..=2), of(3..=5), of(6..=100)), (2, 2, 2));
        // What a part lacks the others give.
        assert_eq!(draw(&all, 30, true, 1).len(), 30);
    }

    fn blind(said: &[(i64, &str, &[i64])]) -> Blind {
        let said = said.iter().map(|(text, by, tags)| SaidOf {
            feedback: FeedbackId(*text),
            by: (*by).to_owned(),
            words: Words::of(tags.iter().map(|tag| TagId(*tag)).collect(), None),
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

    #[test]
    fn a_tag_that_became_part_of_another_is_the_other() {
        let words = Words::of(vec![TagId(3), TagId(1)], None);
        assert_eq!(
            words.with(TagId(3), TagId(1)),
            Words::of(vec![TagId(1)], None)
        );
    }
}
