//! Learning a slice at a time, so that whoever does something else meanwhile waits for a slice at most. Must not know
//! what is done with it.
//!
//! A quarter of the texts is left out in turn and scored by what the others teach; the last course is over all.

use super::pieces::{Counting, Vocabulary};
use super::weights::Fitting;
use super::{
    Example, LEAST, Learned, SUGGESTED, TaggedText, Taught, in_order, known_by, told_apart,
};
use crate::domain::risk::fit::{Sparse, fit};

/// One text in so many is left out at a time to see how sure one may be.
const FOLDS: usize = 4;

/// Texts gone through in a slice.
const TEXTS: usize = 50;

/// Weights looked at in a slice.
const WEIGHTS: usize = 1_000_000;

/// Learning under way.
pub struct Learning {
    lesson: TextLesson,
    course: Course,
    /// Which part of the texts is left out; one more than there are when none is.
    fold: usize,
    /// Of the suggestions in each place for texts that were left out: what they scored, and whether they were right.
    seen: [Vec<(Sparse, bool)>; SUGGESTED],
}

/// What a slice came to.
pub enum Slice {
    /// There is more to do.
    More(Learning),
    /// All is learned.
    Done(Learned),
}

/// The texts in the order of chance that the seed gives them, and the tags to tell apart.
struct TextLesson {
    texts: Vec<TaggedText>,
    tags: Vec<usize>,
}

/// How far one course is: what is learned from some of the texts.
enum Course {
    Counting(Counting, TextBatch),
    Rows(Vocabulary, Vec<Example>, TextBatch),
    Fitting(Vocabulary, Vec<Example>, Fitting),
    Scoring(Taught, TextBatch),
}

/// Places of texts, and how many of them are gone through.
struct TextBatch {
    places: Vec<usize>,
    gone: usize,
}

impl TextBatch {
    /// Those of so many texts that are left out, or all others.
    fn of(texts: usize, fold: usize, left_out: bool) -> TextBatch {
        let places = (0..texts).filter(|at| (at % FOLDS == fold) == left_out);
        TextBatch {
            places: places.collect(),
            gone: 0,
        }
    }

    /// The places of the next slice.
    fn next(&mut self) -> Vec<usize> {
        let next = self.places[self.gone..].iter().copied().take(TEXTS);
        let next: Vec<usize> = next.collect();
        self.gone += next.len();
        next
    }

    fn is_gone_through(&self) -> bool {
        self.gone == self.places.len()
    }
}

impl Learning {
    /// Begins; `None` where there is too little to learn from. The seed decides what is left to chance, and no more.
    pub fn of(texts: &[TaggedText], seed: u64) -> Option<Learning> {
        let texts = in_order(texts, seed);
        let tags = told_apart(&texts);
        if texts.len() < LEAST || tags.len() < 2 {
            return None;
        }
        let texts: Vec<TaggedText> = texts.into_iter().cloned().collect();
        let lesson = TextLesson { texts, tags };
        let made_up = [true, false].map(|right| (known_by(0.0).to_vec(), right));
        Some(Learning {
            course: lesson.begun(0),
            lesson,
            fold: 0,
            seen: std::array::from_fn(|_| made_up.to_vec()),
        })
    }

    /// Does a slice of it.
    pub fn go_on(mut self) -> Slice {
        let lesson = &self.lesson;
        self.course = match self.course {
            Course::Counting(counting, part) => lesson.counted(counting, part, self.fold),
            Course::Rows(vocabulary, rows, part) => lesson.rowed(vocabulary, rows, part),
            Course::Fitting(vocabulary, rows, mut fitting) => {
                if !fitting.go_on(&rows, WEIGHTS) {
                    Course::Fitting(vocabulary, rows, fitting)
                } else {
                    let (weights, tags) = (fitting.weights(), lesson.tags.clone());
                    let taught = Taught {
                        tags,
                        vocabulary,
                        weights,
                    };
                    if self.fold == FOLDS {
                        let worth = self.seen.map(|seen| fit(&seen, 2));
                        return Slice::Done(Learned { taught, worth });
                    }
                    Course::Scoring(taught, TextBatch::of(lesson.texts.len(), self.fold, true))
                }
            }
            Course::Scoring(taught, mut part) => {
                part.next()
                    .iter()
                    .for_each(|at| score(&lesson.texts[*at], &taught, &mut self.seen));
                if part.is_gone_through() {
                    self.fold += 1;
                    lesson.begun(self.fold)
                } else {
                    Course::Scoring(taught, part)
                }
            }
        };
        Slice::More(self)
    }
}

impl TextLesson {
    /// The course that leaves a part out.
    fn begun(&self, fold: usize) -> Course {
        Course::Counting(
            Counting::default(),
            TextBatch::of(self.texts.len(), fold, false),
        )
    }

    fn counted(&self, mut counting: Counting, mut part: TextBatch, fold: usize) -> Course {
        part.next()
            .iter()
            .for_each(|at| counting.add(&self.texts[*at]));
        if !part.is_gone_through() {
            return Course::Counting(counting, part);
        }
        let part = TextBatch::of(self.texts.len(), fold, false);
        Course::Rows(counting.known(self.tags.len()), Vec::new(), part)
    }

    fn rowed(&self, vocabulary: Vocabulary, mut rows: Vec<Example>, mut part: TextBatch) -> Course {
        let next = part.next().into_iter().map(|at| &self.texts[at]);
        rows.extend(next.map(|text| {
            Example {
                row: vocabulary.row(&text.words),
                has: self
                    .tags
                    .iter()
                    .map(|tag| text.tags.contains(tag))
                    .collect(),
            }
        }));
        if !part.is_gone_through() {
            return Course::Rows(vocabulary, rows, part);
        }
        let fitting = Fitting::of(&rows, vocabulary.len());
        Course::Fitting(vocabulary, rows, fitting)
    }
}

/// How the suggestions for a text that was left out scored, and whether they were right.
fn score(text: &TaggedText, taught: &Taught, seen: &mut [Vec<(Sparse, bool)>; SUGGESTED]) {
    let scores = taught.scores(&text.words).into_iter();
    for (seen, (tag, score)) in seen.iter_mut().zip(scores) {
        seen.push((known_by(score).to_vec(), text.tags.contains(&tag)));
    }
}
