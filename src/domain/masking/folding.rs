//! Folding for masking: of a text only its letters and digits stay, without case and accents, and
//! every folded byte knows where it came from and whether a word begins there.
//! Must not know what is looked for.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that stand for `&` between the parts of a name.
const CONNECTORS: [&str; 7] = ["and", "und", "et", "og", "och", "en", "ja"];

/// How a page writes `&`.
const AND: &str = "&amp;";

/// What parts a folded character from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    /// Nothing: they are one word.
    None,
    /// A capital after a small letter, or another script.
    Shape,
    /// A space, a mark or the end of the text.
    Gap,
}

/// Where a folded byte came from.
#[derive(Clone, Copy, Debug)]
struct FoldedPlace {
    start: u32,
    end: u32,
    before: Break,
}

/// A folded text with the way back to its source. `and` and its like are one `&`.
pub(super) struct FoldedText {
    text: String,
    places: Vec<FoldedPlace>,
    /// Where the word being written begins.
    word: usize,
    /// What parts the next character from the last one.
    next: Break,
    after_small: bool,
}

impl FoldedText {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The part of the source that a part of the folded text came from.
    pub(super) fn source(&self, at: &Range<usize>) -> Range<usize> {
        let start = self.places.get(at.start).map_or(0, |p| p.start as usize);
        let end = self.places[..at.end]
            .last()
            .map_or(start, |p| p.end as usize);
        start..end
    }

    /// The word that ends at a place of the source, with nothing between them.
    pub(super) fn word_until(&self, at: usize) -> Option<Range<usize>> {
        let end = self.places.partition_point(|p| (p.end as usize) <= at);
        if end == 0 || self.places[end - 1].end as usize != at {
            return None;
        }
        let start = (0..end).rev().find(|start| self.gapes(*start))?;
        Some(start..end)
    }

    /// Whether a word begins or ends here, be it only by a capital.
    pub(super) fn breaks(&self, at: usize) -> bool {
        self.before(at) > Break::None
    }

    /// Whether neither a letter nor a digit stands on the other side of here.
    pub(super) fn gapes(&self, at: usize) -> bool {
        at == 0 || self.before(at) == Break::Gap
    }

    fn before(&self, at: usize) -> Break {
        self.places.get(at).map_or(Break::Gap, |p| p.before)
    }

    /// The pieces between gaps of a part of the folded text.
    pub(super) fn pieces(&self, at: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut from = at.start;
        std::iter::from_fn(move || {
            let to = (from + 1..at.end)
                .find(|to| self.gapes(*to))
                .unwrap_or(at.end);
            let piece = from..to;
            from = to;
            (!piece.is_empty()).then_some(piece)
        })
    }

    fn push(&mut self, c: char, from: usize, to: usize) {
        let strange = self
            .text
            .chars()
            .next_back()
            .is_some_and(|last| is_unspaced(last) != is_unspaced(c));
        let before = self
            .next
            .max(if strange { Break::Shape } else { Break::None });
        if before > Break::None {
            self.end_word();
        }
        let place = |before| FoldedPlace {
            start: offset(from),
            end: offset(to),
            before,
        };
        self.places.push(place(before));
        self.text.push(c);
        self.places.resize(self.text.len(), place(Break::None));
        self.next = Break::None;
    }

    /// The word ends here; when it stands for `&`, it becomes one.
    fn end_word(&mut self) {
        if CONNECTORS.contains(&&self.text[self.word..]) {
            let end = self.places.last().map_or(0, |p| p.end);
            self.text.truncate(self.word);
            self.text.push('&');
            self.places.truncate(self.text.len());
            if let Some(last) = self.places.last_mut() {
                last.end = end;
            }
        }
        self.word = self.text.len();
    }

    /// Nothing of this character is read: what follows is another word, or the same one after a mark.
    fn pass(&mut self, c: char, to: usize) {
        if is_invisible(c) || is_combining_mark(c) {
            if self.next == Break::Gap {
                return;
            }
            let last = self.text.chars().next_back().map_or(0, char::len_utf8);
            for place in self.places.iter_mut().rev().take(last) {
                place.end = offset(to);
            }
        } else {
            self.next = Break::Gap;
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Folds a text.
pub(super) fn fold(text: &str) -> FoldedText {
    let mut folded = FoldedText {
        text: String::with_capacity(text.len()),
        places: Vec::with_capacity(text.len()),
        word: 0,
        next: Break::Gap,
        after_small: false,
    };
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if c.is_uppercase() && folded.after_small {
            folded.next = folded.next.max(Break::Shape);
        }
        if text[at..].starts_with(AND) {
            fold_other(&mut folded, c, at, at + AND.len());
            chars.nth(AND.len() - 2);
        } else if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase(), at, end);
        } else if c == '%' && is_escape(&text[end..]) {
            folded.next = Break::Gap;
            chars.nth(1);
        } else {
            fold_other(&mut folded, c, at, end);
        }
        folded.after_small = c.is_lowercase() || folded.after_small && is_invisible(c);
    }
    folded.end_word();
    folded
}

/// Whether the two digits of a sign in a link follow, as in `%20`.
fn is_escape(rest: &str) -> bool {
    rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2
}

fn fold_other(folded: &mut FoldedText, c: char, at: usize, end: usize) {
    let apart = stands_apart(c);
    if apart {
        folded.next = Break::Gap;
    }
    for part in c.nfkd() {
        if let Some(plain) = plain(part) {
            plain.chars().for_each(|p| folded.push(p, at, end));
        } else if part == '&' || part == '+' {
            folded.next = Break::Gap;
            folded.push('&', at, end);
            folded.next = Break::Gap;
        } else if part.is_alphanumeric() && !is_invisible(part) && !is_quote(part) {
            for lower in part.to_lowercase().filter(|p| !is_combining_mark(*p)) {
                folded.push(lower, at, end);
            }
        } else {
            folded.pass(part, end);
        }
    }
    if apart {
        folded.next = Break::Gap;
    }
}

/// Signs that stand beside a word and are not of it, whatever letters and figures they are made of: trade marks,
/// footnotes, what is raised or lowered, in a circle or a square, fractions, Roman figures.
pub(super) fn stands_apart(c: char) -> bool {
    let raised = matches!(c, 'ª' | 'º' | '²' | '³' | '¹' | '\u{2b0}'..='\u{2b8}' | '\u{2e0}'..='\u{2e4}'
        | '\u{1d2c}'..='\u{1d6a}' | '\u{1d9b}'..='\u{1dbf}' | '\u{2070}'..='\u{209c}');
    let number = matches!(c, '¼'..='¾' | '\u{2150}'..='\u{218b}');
    let framed = matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{33ff}'
        | '\u{1f100}'..='\u{1f2ff}');
    let made_of_letters =
        || !c.is_ascii() && !c.is_alphanumeric() && c.nfkd().any(char::is_alphanumeric);
    raised || number || framed || made_of_letters()
}

/// A name as it is written without the signs at its words, if it has some and enough is left to be told.
pub(super) fn unsigned(name: &str) -> Option<String> {
    if !name.contains(stands_apart) {
        return None;
    }
    let words: Vec<&str> = name
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| stands_apart(c) || !c.is_alphanumeric()))
        .collect();
    let left = words.join(" ");
    (left.chars().filter(|c| c.is_alphabetic()).count() > 2).then_some(left)
}

/// Apostrophes that count as letters.
fn is_quote(c: char) -> bool {
    matches!(c, '\u{2b9}'..='\u{2c1}' | '\u{2c6}'..='\u{2d1}' | '\u{2ec}' | '\u{2ee}')
}

/// Letters that no decomposition takes apart.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        'ё' | 'Ё' => "е",
        _ => return None,
    })
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// Scripts that are written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters that stand at others without a space where they are a word of their own: Korean ones too, though it has spaces.
pub(super) fn attaches(c: char) -> bool {
    is_unspaced(c) || is_hangul(c)
}

/// Korean letters, of which a folded syllable is made.
pub(super) fn is_hangul(c: char) -> bool {
    ('\u{1100}'..='\u{11ff}').contains(&c)
}

/// A name as others write it who have no marks on their keyboard, or who have them where it was written without.
pub(super) fn otherwise(name: &str) -> impl Iterator<Item = String> {
    let is_pair = |two: &[u8]| {
        let mut pairs = PAIRS.iter();
        pairs.any(|(_, pair, _)| two.eq_ignore_ascii_case(pair.as_bytes()))
    };
    // Most names have neither marks nor such pairs.
    let may = !name.is_ascii() || name.as_bytes().windows(2).any(is_pair);
    may.then(|| spelled_otherwise(name)).into_iter().flatten()
}

fn spelled_otherwise(name: &str) -> impl Iterator<Item = String> + use<> {
    let name: String = name.nfc().flat_map(char::to_lowercase).collect();
    let written_out = PAIRS.iter().fold(name.clone(), |name, (marked, pair, _)| {
        name.replace(*marked, pair)
    });
    let marked = PAIRS.iter().fold(name.clone(), |name, (_, pair, plain)| {
        name.replace(pair, plain)
    });
    let others = [written_out, marked].into_iter();
    others.filter(move |other| *other != name)
}

/// A letter with a mark, the pair of letters that it is written as without, and what it folds to.
const PAIRS: [(&[char], &str, &str); 4] = [
    (&['ä'], "ae", "a"),
    (&['ö', 'ø'], "oe", "o"),
    (&['ü'], "ue", "u"),
    (&['å'], "aa", "a"),
];
