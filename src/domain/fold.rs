//! `fold`: the one form in which words are indexed and asked for, so that case, accents and scripts do not matter.
//! Must not know tables or queries; a change of its output needs a new `VERSION`, which rebuilds the index.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// Version of `fold`'s output; the room stores the one its index was built with.
pub const VERSION: i64 = 1;

/// Letters that Unicode does not take apart, and how people type them without their keyboard.
const LETTERS: [(char, &str); 16] = [
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ı', "i"),
    ('ȷ', "j"),
    ('ŋ', "n"),
    ('ĸ', "k"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('þ', "th"),
    ('ς', "σ"),
    ('ə', "e"),
];

/// Words in lower case without marks, one space between them and nothing else.
///
/// Scripts that put no spaces between words (Chinese, Japanese, Korean, Thai and their like) become
/// overlapping pairs of signs, and the last sign of a run once more alone, so that asking for a
/// single sign (as a prefix) finds it anywhere.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folded = Folded::with_capacity(text.len());
    if text.chars().any(is_jamo) {
        text.nfc().for_each(|c| folded.sign(c));
    } else {
        text.chars().for_each(|c| folded.sign(c));
    }
    folded.finish()
}

/// The same, and of each of its bytes the sign of the text that it comes from: all that is one sign to its reader.
pub fn traced(text: &str) -> (String, Vec<Range<usize>>) {
    let mut folded = Folded::with_capacity(text.len());
    let mut from = Vec::with_capacity(text.len() + 8);
    for (at, sign) in text.grapheme_indices(true) {
        sign.nfc().for_each(|c| folded.sign(c));
        from.resize(folded.out.len(), at..at + sign.len());
    }
    (folded.finish(), from)
}

/// What becomes of a byte of plain ASCII: a letter or a digit in lower case, or the blank between two words.
const PLAIN: [u8; 256] = {
    let mut plain = [b' '; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            plain[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    plain
};

/// The same for plain ASCII, which most of a million texts are: without a branch that depends on what a byte is.
fn fold_ascii(text: &str) -> String {
    let mut out = vec![0; text.len()];
    let (mut length, mut gap) = (0, true);
    for byte in text.bytes() {
        let plain = PLAIN[usize::from(byte)];
        let blank = plain == b' ';
        out[length] = plain;
        length += usize::from(!(blank & gap));
        gap = blank;
    }
    out.truncate(length.saturating_sub(usize::from(gap)));
    // All of it is ASCII.
    String::from_utf8(out).unwrap_or_default()
}

/// Whether a token is a lone sign of a script without spaces: asked for as a prefix wherever it stands.
pub fn is_lone_sign(token: &str) -> bool {
    let mut signs = token.chars();
    signs.next().is_some_and(runs_together) && signs.next().is_none()
}

/// The output under construction.
struct Folded {
    out: String,
    /// The sign before, while inside a run of a script without spaces.
    run: Option<char>,
}

impl Folded {
    fn with_capacity(bytes: usize) -> Folded {
        Folded {
            out: String::with_capacity(bytes + 8),
            run: None,
        }
    }

    fn sign(&mut self, c: char) {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                self.letter(c.to_ascii_lowercase());
            } else {
                self.gap();
            }
        } else if is_hangul(c) {
            self.paired(c);
        } else {
            decompose_compatible(c, |part| self.part(part));
        }
    }

    /// One piece of a decomposed sign.
    fn part(&mut self, c: char) {
        if is_combining_mark(c) || is_joiner(c) {
            return;
        }
        if !c.is_alphanumeric() {
            return self.gap();
        }
        if runs_together(c) {
            return self.paired(c);
        }
        for low in c.to_lowercase() {
            match LETTERS.iter().find(|(letter, _)| *letter == low) {
                Some((_, plain)) => plain.chars().for_each(|p| self.letter(p)),
                None if is_combining_mark(low) => {}
                None => self.letter(low),
            }
        }
    }

    fn letter(&mut self, c: char) {
        if self.run.is_some() {
            self.gap();
        }
        self.out.push(c);
    }

    /// A sign of a script without spaces: closes a pair and opens the next.
    fn paired(&mut self, c: char) {
        match self.run.replace(c) {
            Some(_) => {
                self.out.push(c);
                self.out.push(' ');
            }
            None => self.space(),
        }
        self.out.push(c);
    }

    fn gap(&mut self) {
        self.run = None;
        self.space();
    }

    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
    }

    fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out
    }
}

/// Invisible signs inside words, which must not cut them.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Whether words of this sign's script stand without spaces between them.
fn runs_together(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}'     // Myanmar
        | '\u{1780}'..='\u{17ff}'     // Khmer
        | '\u{3040}'..='\u{30ff}'     // Hiragana, Katakana
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'     // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'     // Hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_finds_what_others_wrote() {
        for (text, folded) in [
            ("Too SLOW, too dear!", "too slow too dear"),
            ("Ärger über Größe", "arger uber grosse"),
            ("GRÖẞE", "grosse"),
            ("Malmø, Łódź, Đà Nẵng", "malmo lodz da nang"),
            ("Ещё ёлка", "еще елка"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("İstanbul ısı", "istanbul isi"),
            ("ﬁne ½ ①", "fine 1 2 1"),
            ("co\u{ad}operate", "cooperate"),
            ("解約理由", "解約 約理 理由 由"),
            ("高い。", "高い い"),
            ("APIが遅い!", "api か遅 遅い い"),
            ("한국", "한국 국"),
            ("\u{1112}\u{1161}\u{11ab}국", "한국 국"),
            ("\0\" OR * NEAR(", "or near"),
            ("🙂", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_short_way_for_ascii_gives_the_same(text in "[ -~\\n\\t]*") {
            let mut folded = Folded::with_capacity(text.len());
            text.chars().for_each(|c| folded.sign(c));
            prop_assert_eq!(fold(&text), folded.finish());
        }

        #[test]
        fn what_is_traced_is_what_is_folded(text in "(\\PC|[ -~]|\u{1112}\u{1161}|[a-z]\u{301}|[가-힣ぁ-ん]|👩\u{200d}👧)*") {
            let (folded, from) = traced(&text);
            prop_assert_eq!(&folded, &fold(&text));
            prop_assert!(folded.len() <= from.len() && from.is_sorted_by_key(|at| at.start));
        }

        #[test]
        fn folded_text_is_words_and_single_spaces(text in "\\PC*") {
            let folded = fold(&text);
            prop_assert!(folded.chars().all(|c| c == ' ' || c.is_alphanumeric()), "{folded:?}");
            prop_assert!(!folded.contains("  ") && folded.trim() == folded);
        }
    }
}
