//! Logistic regression with a ridge for many tags at once. Must not know what the rows are of.
//!
//! For each tag it finds the weights `w` with the least `1/2 |w|^2 + COST * sum(ln(1 + exp(-y w.x)))`, `y` being 1 for
//! the rows that have the tag and -1 for others, by coordinate descent in the dual: each row has a pull `a` between 0
//! and 1 on each tag, `w = COST * sum(a y x)`, and is brought to its best pull in turn (Yu, Huang and Lin, "Dual
//! coordinate descent methods for logistic regression and maximum entropy models", Machine Learning 85, 2011). There
//! is one best answer, whatever the order, and no length of step to choose.

use super::Example;
use super::pieces::Weighted;

/// What it costs to be wrong against large weights.
const COST: f32 = 10.0;

/// All rows are gone through so often; more of it moves no share of right suggestions by a thousandth.
const ROUNDS: usize = 8;

/// A pull is found when its logit moves by less.
const CLOSE: f32 = 1e-3;

/// The weights of all tags beside each other, place after place.
pub struct Weights {
    weights: Vec<f32>,
    tags: usize,
}

/// Learning under way. The same rows in the same order give the same weights to the last bit, whatever the slices.
pub struct Fitting {
    weights: Weights,
    pulls: Vec<f32>,
    /// Rows gone through so far, over all rounds.
    gone: usize,
}

impl Fitting {
    /// Begins to learn from rows of so many places.
    pub fn of(examples: &[Example], places: usize) -> Fitting {
        let tags = examples.first().map_or(0, |example| example.has.len());
        let weights = Weights {
            weights: vec![0.0; places * tags],
            tags,
        };
        Fitting {
            weights,
            pulls: vec![0.0; examples.len() * tags],
            gone: 0,
        }
    }

    /// Goes on until about so many weights were looked at; whether all is learned.
    pub fn go_on(&mut self, examples: &[Example], most: usize) -> bool {
        let (all, tags) = (examples.len() * ROUNDS, self.weights.tags);
        let mut looked_at = 0;
        while self.gone < all && looked_at < most {
            let at = self.gone % examples.len();
            let pulls = &mut self.pulls[at * tags..(at + 1) * tags];
            self.weights.follow(&examples[at], pulls);
            looked_at += examples[at].row.len() * tags;
            self.gone += 1;
        }
        self.gone == all
    }

    /// What was learned.
    pub fn weights(self) -> Weights {
        self.weights
    }
}

impl Weights {
    /// Brings a row to its best pull on every tag, and the weights along.
    fn follow(&mut self, example: &Example, pulls: &mut [f32]) {
        let row = &example.row;
        let length = row.iter().map(|(_, counts)| counts * counts).sum::<f32>();
        let mut steps = self.scores(row);
        for ((step, pull), has) in steps.iter_mut().zip(pulls).zip(&example.has) {
            let side = if *has { 1.0 } else { -1.0 };
            let was = *pull;
            *pull = best_pull(side * *step, COST * length, was);
            *step = COST * side * (*pull - was);
        }
        for (place, counts) in row {
            let at = place * self.tags;
            let weights = &mut self.weights[at..at + self.tags];
            for (weight, step) in weights.iter_mut().zip(&steps) {
                *weight += counts * step;
            }
        }
    }

    /// What a place adds to the score of a tag, for each time that it counts.
    pub fn of(&self, place: usize, tag: usize) -> f32 {
        self.weights[place * self.tags + tag]
    }

    /// How well each tag suits a row.
    pub fn scores(&self, row: &Weighted) -> Vec<f32> {
        let mut scores = vec![0.0; self.tags];
        for (place, counts) in row {
            let at = place * self.tags;
            let weights = &self.weights[at..at + self.tags];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += counts * weight;
            }
        }
        scores
    }
}

fn logistic(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// The pull `a` with `logit(a) + margin + stiff * (a - was) = 0`, by Newton's method in its logit, halving where that
/// would leave what is known to hold it.
fn best_pull(margin: f32, stiff: f32, was: f32) -> f32 {
    let mut low = -margin - stiff * (1.0 - was);
    let mut high = -margin + stiff * was;
    let mut logit = (-margin / (1.0 + stiff / 4.0)).clamp(low, high);
    for _ in 0..16 {
        let pull = logistic(logit);
        let off = logit + margin + stiff * (pull - was);
        if off > 0.0 {
            high = logit;
        } else {
            low = logit;
        }
        let newton = logit - off / (1.0 + stiff * pull * (1.0 - pull));
        let next = if (low..=high).contains(&newton) {
            newton
        } else {
            f32::midpoint(low, high)
        };
        let moved = (next - logit).abs();
        logit = next;
        if moved < CLOSE {
            break;
        }
    }
    logistic(logit)
}
