//! Names of scripts that are written without spaces, or in which what a company deals in is written onto its name, as in
//! Korean: where it is registered stands at the front of them and its trade at the end, and people say what stands
//! between. Must not know legal forms: they are gone by then.

use std::ops::Range;

use super::super::folding::{attaches, is_hangul};
use super::super::trades::{places, said_by_all, trades};

/// The fewest letters that stand for a name, and the same in Korean, where a syllable has two at least.
const FEW: usize = 2;
const FEW_KOREAN: usize = 4;

/// What is left of a word without the places at its front, without the trades at its end, and without both.
pub(super) fn cores(word: &str) -> Vec<Range<usize>> {
    if !word.contains(attaches) {
        return Vec::new();
    }
    let (places, trades) = (places(), trades());
    let mut start = 0;
    while let Some(place) = longest(places, |place| word[start..].starts_with(place)) {
        start += place;
    }
    let mut end = word.len();
    while let Some(trade) = longest(trades, |trade| word[start..end].ends_with(trade)) {
        end -= trade;
    }
    let mut cores = vec![start..word.len(), 0..end, start..end];
    let few = match word.contains(is_hangul) {
        true => FEW_KOREAN,
        false => FEW,
    };
    let tells = |at: &Range<usize>| {
        let core = &word[at.clone()];
        core.chars().nth(few - 1).is_some() && !said_by_all(core)
    };
    // Nothing but places and trades names nobody.
    cores.retain(|at| start < end && *at != (0..word.len()) && tells(at));
    cores.dedup();
    cores
}

/// The length of the longest of some words that stands where it should.
fn longest(words: &[String], stands: impl Fn(&str) -> bool) -> Option<usize> {
    let standing = words.iter().filter(|word| stands(word));
    standing.map(String::len).max()
}
