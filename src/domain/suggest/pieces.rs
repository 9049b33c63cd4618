//! What stands in a text: its words, pairs of them, pieces of them and how many there are, as numbers. Must not know tags.
//!
//! A piece that stands `n` times in a text counts `(1 + ln n) (1 + ln((1 + N) / (1 + d)))`, where `d` of the `N` texts
//! that were learned from have it (Salton and Buckley, "Term-weighting approaches", 1988, with a text more that has
//! every piece); a text's numbers are brought to the length 1. What only one text has tells nothing of others.

use std::ops::Range;

use hashbrown::HashMap;

use super::TaggedText;
use crate::domain::risk::hash;
use crate::domain::sort::sort_by_key;

/// More of a text than so many letters teaches nothing new.
const LONGEST: usize = 2_000;

/// Pieces inside a word have so many signs.
const SIGNS: std::ops::RangeInclusive<usize> = 3..=5;

/// So many texts have what is learned from, at least.
const LEAST_WITH: u32 = 2;

/// So many weights of four bytes are kept at most, however many tags there are.
const WEIGHTS: usize = 12_000_000;

/// The constant of every text, by which tags that are common everywhere are known.
const CONSTANT: f32 = 0.3;

/// A text as its pieces, each with what it counts; the first is the constant.
pub type Weighted = Vec<(usize, f32)>;

/// The pieces that are known.
pub struct Vocabulary {
    known: HashMap<u32, KnownPiece>,
}

struct KnownPiece {
    place: usize,
    rarity: f32,
}

/// Counting in how many texts each piece stands.
#[derive(Default)]
pub struct Counting {
    with: HashMap<u32, u32>,
    texts: usize,
}

impl Counting {
    /// Counts a text.
    pub fn add(&mut self, text: &TaggedText) {
        self.texts += 1;
        for of_one in keys(&text.words).chunk_by(u32::eq) {
            *self.with.entry(of_one[0]).or_default() += 1;
        }
    }

    /// What the texts have in common: with many tags only the commonest pieces, so that the weights stay small.
    pub fn known(self, tags: usize) -> Vocabulary {
        let with = self.with.into_iter();
        let mut with: Vec<(u32, u32)> = with.filter(|(_, with)| *with >= LEAST_WITH).collect();
        sort_by_key(&mut with, |(key, with)| (u32::MAX - with, *key));
        with.truncate(WEIGHTS / tags.max(1));
        let all = self.texts as f32;
        let known = with.into_iter().zip(1..).map(|((key, with), place)| {
            let rarity = 1.0 + ((1.0 + all) / (1.0 + with as f32)).ln();
            (key, KnownPiece { place, rarity })
        });
        Vocabulary {
            known: known.collect(),
        }
    }
}

impl Vocabulary {
    /// What each word of a text, given folded, adds to a sum over its pieces: what a piece of several words adds they
    /// share.
    pub fn by_word(&self, words: &str, weight: impl Fn(usize) -> f32) -> Vec<f32> {
        let mut adds = vec![0.0; shortened(words).split(' ').count()];
        let row: HashMap<usize, f32> = self.row(words).into_iter().collect();
        let mut often: HashMap<usize, f32> = HashMap::new();
        pieces(words, |piece, _| {
            let known = self.known.get(&key(piece)).into_iter();
            known.for_each(|known| *often.entry(known.place).or_default() += 1.0);
        });
        pieces(words, |piece, of| {
            if let Some(KnownPiece { place, .. }) = self.known.get(&key(piece)) {
                let adds_up = row[place] * weight(*place) / often[place];
                let share = adds_up / of.len().max(1) as f32;
                adds[of].iter_mut().for_each(|adds| *adds += share);
            }
        });
        adds
    }

    /// How many places there are, that of the constant among them.
    pub fn len(&self) -> usize {
        self.known.len() + 1
    }

    /// A text, given folded; of one without a known piece there is the constant alone.
    pub fn row(&self, words: &str) -> Weighted {
        let keys = keys(words);
        let mut row = vec![(0, CONSTANT)];
        row.extend(keys.chunk_by(u32::eq).filter_map(|of_one| {
            let known = self.known.get(&of_one[0])?;
            let often = 1.0 + (of_one.len() as f32).ln();
            Some((known.place, often * known.rarity))
        }));
        let pieces = &mut row[1..];
        let length = pieces
            .iter()
            .map(|(_, counts)| counts * counts)
            .sum::<f32>();
        pieces
            .iter_mut()
            .for_each(|(_, counts)| *counts /= length.sqrt());
        row
    }
}

/// The numbers of all pieces of a text, those of one piece beside each other.
fn keys(words: &str) -> Vec<u32> {
    let mut keys = Vec::new();
    pieces(words, |piece, _| keys.push(key(piece)));
    keys.sort_unstable();
    keys
}

fn key(piece: &str) -> u32 {
    hash(piece) as u32
}

/// How many words there are, to a power of two; every word with the blanks around it, every two words that follow
/// each other, and the pieces inside a word, its blanks among their signs: a piece at the end of a word is another than
/// one in the middle. Each with the words that it is of.
pub fn pieces(words: &str, mut take: impl FnMut(&str, Range<usize>)) {
    let words = shortened(words);
    if words.is_empty() {
        return;
    }
    let words = format!(" {words} ");
    let blanks: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    take(&format!("#{}", (blanks.len() - 1).ilog2()), 0..0);
    for (at, pair) in blanks.windows(3).enumerate() {
        take(&words[pair[0]..=pair[2]], at..at + 2);
    }
    for (at, word) in blanks.windows(2).enumerate() {
        let word = &words[word[0]..=word[1]];
        take(word, at..at + 1);
        let starts = word.char_indices().map(|(at, _)| at);
        let cuts: Vec<usize> = starts.chain([word.len()]).collect();
        for (from, start) in cuts.iter().enumerate() {
            for signs in SIGNS {
                if let Some(end) = cuts.get(from + signs) {
                    take(&word[*start..*end], at..at + 1);
                }
            }
        }
    }
}

/// The beginning of a long text.
pub fn shortened(words: &str) -> &str {
    let longest = words.char_indices().nth(LONGEST);
    words[..longest.map_or(words.len(), |(at, _)| at)].trim_end()
}
