//! Texts that read alike teach once. Must not know what is learned from them.

use std::collections::VecDeque;

use hashbrown::HashMap;

use super::TaggedText;
use crate::domain::fold::fold;
use crate::domain::likeness::{Likeness, TextWords};
use crate::domain::sort::sort;

/// Texts, each reading once, with the tags that at least half of its texts have: what people do not agree about teaches
/// that nothing is sure. Texts without words and those without tags are no help.
#[derive(Default)]
pub struct ReadOnce {
    likeness: Likeness,
    /// What was said, in the order in which it is looked at.
    said: VecDeque<(TextWords, String, Vec<usize>)>,
    readings: Vec<Reading>,
    places: HashMap<u32, usize>,
}

impl ReadOnce {
    /// Takes a text with its tags.
    pub fn add(&mut self, text: &str, tags: Vec<usize>) {
        let words = TextWords::of(text, fold);
        if !words.is_empty() && !tags.is_empty() {
            self.likeness.count(&words);
            self.said.push_back((words, fold(text), tags));
        }
    }

    /// Finds what so many more of them read like, once all are taken; whether there are no more.
    pub fn place(&mut self, most: usize) -> bool {
        for _ in 0..most.min(self.said.len()) {
            let Some((said, words, tags)) = self.said.pop_front() else {
                break;
            };
            let new = self.readings.len();
            let place = *self.places.entry(self.likeness.place(&said)).or_insert(new);
            if place == new {
                self.readings.push(Reading {
                    words,
                    texts: 0,
                    tags: Vec::new(),
                });
            }
            self.readings[place].add(tags);
        }
        self.said.is_empty()
    }

    /// What was said, each reading once.
    pub fn told(self) -> Vec<TaggedText> {
        self.readings.into_iter().map(Reading::told).collect()
    }
}

/// The same of texts in any order.
pub fn read_once(mut written: Vec<(String, Vec<usize>)>) -> Vec<TaggedText> {
    sort(&mut written);
    let mut once = ReadOnce::default();
    for (text, tags) in written {
        once.add(&text, tags);
    }
    once.place(usize::MAX);
    once.told()
}

/// Texts that read alike.
struct Reading {
    words: String,
    texts: usize,
    /// The tags of each, one behind the other.
    tags: Vec<usize>,
}

impl Reading {
    fn add(&mut self, mut tags: Vec<usize>) {
        tags.sort_unstable();
        tags.dedup();
        self.texts += 1;
        self.tags.extend(tags);
    }

    fn told(mut self) -> TaggedText {
        self.tags.sort_unstable();
        let agreed = self.tags.chunk_by(usize::eq);
        let agreed = agreed.filter(|same| same.len() * 2 >= self.texts);
        TaggedText {
            tags: agreed.map(|same| same[0]).collect(),
            words: self.words,
        }
    }
}
