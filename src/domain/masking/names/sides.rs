//! Names that stand in names: a short one in brackets, a trade name, a branch, and what one begins or ends with.
//! Must not know texts.

use std::ops::Range;

use super::super::ordinary::is_ordinary;
use super::{LONG, WrittenName};

/// Words between two names of one customer.
const ALSO: [&str; 6] = ["dba", "aka", "fka", "formerly", "vormals", "ehemals"];

/// The names of several words that stand in one: what is before a bracket or a dash, and what is on both sides of a
/// stroke or of a word between two names. In brackets and behind a dash may be a place or a team.
pub(super) fn sides(whole: &WrittenName<'_>) -> Vec<Range<usize>> {
    let words: Vec<Range<usize>> = whole.words().collect();
    let is_also = |at: usize| ALSO.contains(&&whole.folded.text()[words[at].clone()]);
    let (mut sides, mut first, mut counts) = (Vec::new(), 0, true);
    for at in 1..=words.len() {
        let next = (at < words.len()).then(|| {
            let [before, behind] = [at - 1, at].map(|at| whole.folded.source(&words[at]));
            // Two words may be made of one sign, as those of a fraction.
            let gap = whole.name.get(before.end..behind.start).unwrap_or_default();
            let parted = gap.contains(['(', '[', '/', '|'])
                || [" - ", " – ", " — "].iter().any(|dash| gap.contains(dash));
            let between = is_also(at) || is_also(at - 1);
            (
                parted || between,
                !is_also(at) && (is_also(at - 1) || gap.contains('/')),
            )
        });
        let (ends, next_counts) = next.unwrap_or((true, false));
        if !ends {
            continue;
        }
        if counts && at > first + 1 {
            sides.push(words[first].start..words[at - 1].end);
        }
        (first, counts) = (at, next_counts);
    }
    sides.retain(|side| *side != whole.at);
    sides
}

/// What a name of several words begins or ends with, two of them at least: an address on the web is mostly that, as
/// `bluevexqill.com` and `vexqillsystems.com` are of Blue Vexqill Systems. Not what anybody may write, nor so few letters
/// that they may stand for anything.
pub(super) fn halves<'a>(
    whole: &WrittenName<'a>,
) -> impl Iterator<Item = WrittenName<'a>> + use<'a> {
    let (name, folded, all) = (whole.name, whole.folded, whole.at.clone());
    let words: Vec<Range<usize>> = whole.words().collect();
    let inner = words.len().saturating_sub(1);
    let joins = move |word: &Range<usize>| {
        let word = &folded.text()[word.clone()];
        word.len() > 3 || !is_ordinary(word)
    };
    let inner = words.into_iter().take(inner).skip(1).filter(joins);
    let each = inner.flat_map(move |word| [all.start..word.end, word.start..all.end]);
    let each = each.map(move |at| WrittenName { name, folded, at });
    each.filter(|half| half.letters().chars().count() >= LONG && !half.is_common())
}
