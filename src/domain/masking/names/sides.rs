//! Names that stand in names: a short one in brackets, a trade name, a branch, and what one begins with. Must not know
//! texts.

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

/// What a name of several words begins with, by the first two of them on: an address on the web is mostly that, as
/// `bluevexqill.com` is of Blue Vexqill Systems. Not what anybody may write, nor so few letters that they may stand for
/// anything.
pub(super) fn beginnings<'a>(
    whole: &WrittenName<'a>,
) -> impl Iterator<Item = WrittenName<'a>> + use<'a> {
    let (name, folded, start) = (whole.name, whole.folded, whole.at.start);
    let words: Vec<Range<usize>> = whole.words().collect();
    let inner = words.len().saturating_sub(1);
    let ends = words.into_iter().take(inner).skip(1);
    let joins = move |last: &Range<usize>| {
        let last = &folded.text()[last.clone()];
        last.len() > 3 || !is_ordinary(last)
    };
    let begun = ends.filter(joins).map(move |last| WrittenName {
        name,
        folded,
        at: start..last.end,
    });
    begun.filter(|begun| begun.letters().chars().count() >= LONG && !begun.is_common())
}
