//! Names that say two: a short one in brackets, a trade name, a branch. Must not know texts.

use std::ops::Range;

use super::WrittenName;

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
