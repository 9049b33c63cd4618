//! Which tags a text will be given, learned from those that the room's texts have, and how sure that is.
//! Must not know tables, screens or the clock, nor who gave a tag.
//!
//! **From what.** The folded words of a text, its pairs of words that follow each other, and the pieces of three to
//! five letters inside its words, so that another ending or a slip of the pen is no other word, and how many words
//! there are (see `pieces`). A piece counts the more the fewer texts have it.
//!
//! **How.** A logistic regression with a ridge for each tag against all others (see `weights`), for a text may have
//! several. The same texts teach the same, whatever their order: they are put in one that the seed makes of their words.
//!
//! **How sure.** Four times a quarter of the texts is left out and suggested for by what the others teach; how often
//! a first suggestion was right then, by how high it scored, is the chance that is told of a first one, and so for the
//! second and the third (Platt, "Probabilistic outputs for support vector machines", 1999). Two that nobody made, one
//! right and one wrong, keep it from certainty where little is known.
//!
//! **When it is silent.** With fewer than [`LEAST`] texts, or fewer than two tags that [`LEAST_OF_TAG`] of them have:
//! there is nothing to tell apart. A tag that fewer have is not suggested.

pub mod evaluated;
pub mod learning;
mod pieces;
pub mod read_once;
pub mod rules;
#[cfg(test)]
mod rules_tests;
pub mod suggested;
#[cfg(test)]
mod tests;
mod weights;

use learning::{Learning, Slice};
use pieces::{Vocabulary, Weighted, shortened};
use weights::Weights;

use super::risk::fit::probability;
use super::risk::hash;
use super::sort::{sort_by, sort_by_key};

/// Nothing is learned from fewer texts.
pub const LEAST: usize = 20;

/// A tag is learned from when so many texts have it.
pub const LEAST_OF_TAG: usize = 3;

/// So many tags are suggested for a text at most.
pub const SUGGESTED: usize = 3;

/// A suggestion is sure when seven of ten like it were right.
pub const SURE: f64 = 0.7;

/// So many words at most are named that speak for a tag, each of which says a quarter of what the first does.
const SPEAKING: usize = 3;
const TELLING: f32 = 0.25;

/// A text and its tags, by their places in a list of tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaggedText {
    /// Its words, folded.
    pub words: String,
    /// Its tags, each once.
    pub tags: Vec<usize>,
}

/// A tag for a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suggestion {
    /// The tag, by its place.
    pub tag: usize,
    /// How likely it is right, above 0 and below 1.
    pub chance: f64,
}

impl Suggestion {
    /// Whether it may be taken among others without a second look.
    pub fn is_sure(&self) -> bool {
        self.chance >= SURE
    }
}

/// What the room's texts teach.
pub struct Learned {
    taught: Taught,
    /// What a score is worth in each place: the weights of a constant and of the score.
    worth: [Vec<f64>; SUGGESTED],
}

impl Learned {
    /// Learns; `None` where there is too little to learn from. The seed decides what is left to chance, and no more.
    pub fn from(texts: &[TaggedText], seed: u64) -> Option<Learned> {
        let mut learning = Learning::of(texts, seed)?;
        loop {
            learning = match learning.go_on() {
                Slice::More(learning) => learning,
                Slice::Done(learned) => return Some(learned),
            };
        }
    }

    /// The words of a text, given folded, that speak for a tag, the most telling first.
    pub fn speaking(&self, words: &str, tag: usize) -> Vec<String> {
        let taught = &self.taught;
        let Some(at) = taught.tags.iter().position(|known| *known == tag) else {
            return Vec::new();
        };
        let adds = taught
            .vocabulary
            .by_word(words, |place| taught.weights.of(place, at));
        let most = adds.iter().copied().fold(0.0, f32::max);
        let mut said: Vec<(&str, f32)> = Vec::new();
        for (word, adds) in shortened(words).split(' ').zip(adds) {
            match said.iter_mut().find(|(known, _)| *known == word) {
                Some((_, known)) => *known = known.max(adds),
                None => said.push((word, adds)),
            }
        }
        said.retain(|(_, adds)| *adds > 0.0 && *adds >= most * TELLING);
        sort_by(&mut said, |(_, one), (_, other)| other.total_cmp(one));
        let said = said.into_iter().take(SPEAKING);
        said.map(|(word, _)| word.to_owned()).collect()
    }

    /// How far the best tag for a text, given folded, is before the next one: the less, the less sure it is which (Scheffer,
    /// Decomain and Wrobel, "Active hidden Markov models", 2001). `None` for a text without a known word.
    pub fn margin(&self, words: &str) -> Option<f32> {
        match self.taught.scores(words)[..] {
            [(_, first), (_, second), ..] => Some(first - second),
            _ => None,
        }
    }

    /// The tags that suit a text, given folded, the best first; none for a text without a known word.
    pub fn suggest(&self, words: &str) -> Vec<Suggestion> {
        let mut most = 1.0_f64;
        let scores = self.taught.scores(words).into_iter();
        let suggested = scores.zip(&self.worth).map(|((tag, score), worth)| {
            most = most.min(probability(&known_by(score), worth));
            Suggestion { tag, chance: most }
        });
        suggested.collect()
    }
}

/// What texts teach, before anybody knows what a score is worth.
struct Taught {
    tags: Vec<usize>,
    vocabulary: Vocabulary,
    weights: Weights,
}

impl Taught {
    /// Every tag with how well it suits a text, the best first; none for a text without a known word.
    fn scores(&self, words: &str) -> Vec<(usize, f32)> {
        let row = self.vocabulary.row(words);
        if row.len() < 2 {
            return Vec::new();
        }
        let scores = self.weights.scores(&row);
        let mut scores: Vec<(usize, f32)> = self.tags.iter().copied().zip(scores).collect();
        sort_by(&mut scores, |(_, one), (_, other)| other.total_cmp(one));
        scores
    }
}

/// A text to learn from: what stands in it, and of each tag whether it has it.
struct Example {
    row: Weighted,
    has: Vec<bool>,
}

/// The texts in an order of chance that depends on the seed and on them alone.
fn in_order(texts: &[TaggedText], seed: u64) -> Vec<&TaggedText> {
    let mut texts: Vec<&TaggedText> = texts.iter().collect();
    sort_by_key(&mut texts, |text| (drawn(&text.words, seed), *text));
    texts
}

/// The lot of a text.
fn drawn(words: &str, seed: u64) -> u64 {
    hash(&format!("{seed} {words}"))
}

/// The tags that enough texts have.
fn told_apart(texts: &[&TaggedText]) -> Vec<usize> {
    let with = counts(texts.iter().copied());
    let enough = |(tag, with): (usize, usize)| (with >= LEAST_OF_TAG).then_some(tag);
    with.into_iter().enumerate().filter_map(enough).collect()
}

/// How many texts have each tag.
fn counts<'a>(texts: impl Iterator<Item = &'a TaggedText>) -> Vec<usize> {
    let mut counts = Vec::new();
    for tag in texts.flat_map(|text| &text.tags) {
        if counts.len() <= *tag {
            counts.resize(tag + 1, 0);
        }
        counts[*tag] += 1;
    }
    counts
}

/// What the chance of a suggestion is told by.
fn known_by(score: f32) -> [(usize, f64); 2] {
    [(0, 1.0), (1, f64::from(score))]
}
