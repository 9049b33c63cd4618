//! How good suggestions are, on texts that they were not learned from. Must not know where texts come from.

use traversable::TraversableMut;

use super::read_once::read_once;
use super::{Learned, SUGGESTED, TaggedText, counts, in_order};
use crate::domain::sort::sort_by_key;

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Evaluated {
    /// Texts with words and tags that the room has.
    pub tagged: u64,
    /// Those that were looked at.
    pub looked_at: u64,
    /// Of them, those that read alike counted once.
    pub texts: u64,
    /// Tags that any of them has.
    pub tags: u64,
    /// What became of those held out; `None` without any.
    pub tried: Option<Tried>,
}

/// What became of the texts that were held out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Tried {
    /// How many there are.
    pub held_out: u64,
    /// What was suggested; `None` where there was too little to learn from.
    pub suggested: Option<Hits>,
    /// The same, had the commonest tags of those learned from been suggested for each.
    pub commonest: Hits,
    /// Texts whose first suggestion was sure.
    pub sure: u64,
    /// Those of them on which it was right.
    pub sure_right: u64,
}

/// On how many texts suggestions were right: a text has at least one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Hits {
    /// The first.
    pub first: u64,
    /// One of the first three.
    pub first_three: u64,
}

impl Hits {
    /// Takes in what was suggested for a text, the best first.
    pub fn take(&mut self, suggested: &[usize], text: &TaggedText) {
        let right = |tags: &[usize]| tags.iter().any(|tag| text.tags.contains(tag));
        let first = &suggested[..suggested.len().min(1)];
        self.first += u64::from(right(first));
        self.first_three += u64::from(right(suggested));
    }
}

/// Learns from `train` of the texts, drawn by the seed, and tries it on all others. Texts are as they were written;
/// their order is of no account.
pub fn evaluate(written: Vec<(String, Vec<usize>)>, train: usize, seed: u64) -> Evaluated {
    let looked_at = written.len() as u64;
    let texts = read_once(written);
    let tags = counts(texts.iter()).into_iter().filter(|with| *with > 0);
    let drawn: Vec<TaggedText> = in_order(&texts, seed).into_iter().cloned().collect();
    let parts = drawn.split_at_checked(train);
    let tried = parts.filter(|(_, held_out)| !held_out.is_empty());
    Evaluated {
        tagged: looked_at,
        looked_at,
        texts: texts.len() as u64,
        tags: tags.count() as u64,
        tried: tried.map(|(train, held_out)| tried_on(train, held_out, seed)),
    }
}

fn tried_on(train: &[TaggedText], held_out: &[TaggedText], seed: u64) -> Tried {
    let learned = Learned::from(train, seed);
    let common = commonest(train);
    let mut tried = Tried {
        held_out: held_out.len() as u64,
        suggested: learned.as_ref().map(|_| Hits::default()),
        ..Tried::default()
    };
    for text in held_out {
        tried.commonest.take(&common, text);
        if let (Some(learned), Some(hits)) = (&learned, &mut tried.suggested) {
            let suggested = learned.suggest(&text.words);
            let tags: Vec<usize> = suggested.iter().map(|one| one.tag).collect();
            let before = hits.first;
            hits.take(&tags, text);
            if suggested.first().is_some_and(|first| first.is_sure()) {
                tried.sure += 1;
                tried.sure_right += hits.first - before;
            }
        }
    }
    tried
}

/// The tags that most texts have.
fn commonest(texts: &[TaggedText]) -> Vec<usize> {
    let with = counts(texts.iter());
    let mut tags: Vec<usize> = (0..with.len()).filter(|tag| with[*tag] > 0).collect();
    sort_by_key(&mut tags, |tag| usize::MAX - with[*tag]);
    tags.truncate(SUGGESTED);
    tags
}
