//! Signs that stand in pairs around a part of a name. Must not know names.

use std::ops::Range;

/// A part of a text with the sign that closes what is opened in it: `ООО «Ромашкин Двор»`.
pub(super) fn closed(text: &str, mut at: Range<usize>) -> Range<usize> {
    const PAIRS: [(char, char); 6] = [
        ('«', '»'),
        ('“', '”'),
        ('„', '“'),
        ('(', ')'),
        ('「', '」'),
        ('"', '"'),
    ];
    let (inside, behind) = (&text[at.clone()], &text[at.end..]);
    let opened = PAIRS.iter().find(|(open, close)| {
        let [opened, closed] = [*open, *close].map(|sign| inside.matches(sign).count());
        let is_open = if open == close {
            opened % 2 == 1
        } else {
            opened > closed
        };
        is_open && behind.starts_with(*close)
    });
    at.end += opened.map_or(0, |(_, close)| close.len_utf8());
    at
}
