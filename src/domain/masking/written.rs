//! Whether the letters of a name stand in a text as they must be written to mean the customer.
//! Must not know which names there are.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::PIECE;
use super::folding::FoldedText;
use super::names::How;
use super::ordinary::{
    are_figured, begins_words, is_declined, is_declined_stem, is_month_of, is_number, is_opener,
    is_ordinary, is_word,
};

/// How many more letters another form of a name may end with than the name gave up for it, and how many fewer.
const MORE: usize = 2;

/// Whether each letter stands by itself: three of them with dots between, as `a b c` may be any.
fn is_lettered(folded: &FoldedText, at: &Range<usize>, source: &str) -> bool {
    let letters = folded.text()[at.clone()].chars().count();
    folded.pieces(at.clone()).count() == letters && (letters > 3 || source.contains('.'))
}

/// Whether short words are written as those of a name: without a space between them, with a capital each, or as it is.
fn is_joined(text: &str, folded: &FoldedText, at: &Range<usize>, name: &str) -> bool {
    let source = folded.source(at);
    let written = &text[source.clone()];
    let together = !written.contains(char::is_whitespace) && !is_word(&folded.text()[at.clone()]);
    let small = |piece: Range<usize>| {
        let joins = &folded.text()[piece.clone()] == "&";
        !joins && text[folded.source(&piece)].starts_with(char::is_lowercase)
    };
    let as_words = || written.nfkc().eq(name.nfkc()) || !folded.pieces(at.clone()).any(small);
    (together || as_words() || is_signed(written) || is_figured(text, folded, at))
        && !in_number(text, &source)
}

/// Whether the sign itself joins two words: nobody writes it between them by chance.
fn is_signed(written: &str) -> bool {
    let inside = written.trim_matches(|c: char| !c.is_alphanumeric());
    inside.contains('&')
}

/// Whether it is a number and a word that no number stands beside by chance: `route 66`, but no `7 eleven-year plans`.
fn is_figured(text: &str, folded: &FoldedText, at: &Range<usize>) -> bool {
    let words: Vec<&str> = folded
        .pieces(at.clone())
        .map(|at| &folded.text()[at])
        .collect();
    let behind = &text[folded.source(at).end..];
    let goes_on = behind
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    match words[..] {
        [one, other] => are_figured(one, other) && !(goes_on && is_number(one)),
        _ => false,
    }
}

/// Whether one word stands in several that anybody may use, and these do not follow each other by chance: a mark parts
/// them, or they have some letters each, two where each has a capital.
fn is_parted(text: &str, folded: &FoldedText, at: &Range<usize>) -> bool {
    let marked = !text[folded.source(at)].contains(char::is_whitespace);
    let mut pieces = folded.pieces(at.clone());
    marked
        || pieces.all(|piece| {
            let capital = text[folded.source(&piece)].starts_with(char::is_uppercase);
            piece.len() + usize::from(capital) >= PIECE
        })
}

/// What a text has of a name in another form of it: only its last letters are others, and those are few. Nothing where
/// its letters begin words of the language, or where the whole is one.
fn kin(folded: &FoldedText, at: &Range<usize>, rest: &str) -> Option<Range<usize>> {
    let end = (at.end..).find(|end| folded.breaks(*end))?;
    let (stem, ending) = (&folded.text()[at.clone()], &folded.text()[at.end..end]);
    let same = ending.chars().zip(rest.chars());
    let same = same.take_while(|(one, other)| one == other);
    let same: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let many = |letters: &str| letters.chars().count();
    let near = many(&ending[same..]) <= many(rest) + MORE && many(ending) + MORE >= many(rest);
    let one = folded.breaks(at.start) && folded.pieces(at.start..end).nth(1).is_none();
    let other = one && near && ending != rest && ending.chars().all(char::is_alphabetic);
    let meant = || !begins_words(stem) && !is_word(&format!("{stem}{ending}"));
    (other && meant()).then(|| folded.source(&(at.start..at.end + same)))
}

/// The part of the text that letters stand for, if they are written as they must be.
pub(super) fn reached(
    text: &str,
    folded: &FoldedText,
    at: Range<usize>,
    how: &How,
) -> Option<Range<usize>> {
    let source = folded.source(&at);
    let plural = folded.text()[at.end..].starts_with('s') && folded.breaks(at.end + 1);
    let word = folded.breaks(at.start) && (folded.breaks(at.end) || plural);
    let whole = |pieces: Option<usize>| {
        let count = folded.pieces(at.clone()).count();
        let mut each = folded.pieces(at.clone()).map(|piece| &folded.text()[piece]);
        count == 1 || pieces == Some(count) || each.all(|piece| piece.chars().nth(1).is_none())
    };
    let ends = |takes: fn(&str, &str) -> bool| {
        let end = (at.end..).find(|end| folded.breaks(*end)).unwrap_or(at.end);
        let (letters, ending) = (&folded.text()[at.clone()], &folded.text()[at.end..end]);
        folded.breaks(at.start) && takes(letters, ending)
    };
    let declined = || ends(is_declined);
    let telling = || {
        folded
            .pieces(at.clone())
            .any(|piece| !is_ordinary(&folded.text()[piece]))
    };
    let letters = &folded.text()[at.clone()];
    let said = || {
        let says_nothing = is_opener(letters) && opens(text, &source);
        !says_nothing && !is_month_of(letters, &text[source.end..])
    };
    let stands = match how {
        How::Spelled(name) => {
            let apart = folded.gapes(at.start) && folded.gapes(at.end) && !in_number(text, &source);
            apart && text[source.clone()].nfkc().eq(name.nfkc()) && said()
        }
        How::Capital(name) => {
            let written = &text[source.clone()];
            let small = !written.chars().any(char::is_uppercase);
            word && whole(Some(1)) && (!small || written.nfkc().eq(name.nfkc())) && said()
        }
        How::Joined(name) => word && is_joined(text, folded, &at, name),
        How::Word(pieces) => (word || declined()) && whole(Some(*pieces)),
        How::Lettered => word && is_lettered(folded, &at, &text[source.clone()]),
        How::Phrase => word,
        How::Pieces => {
            (word || declined()) && (whole(None) || telling() || is_parted(text, folded, &at))
        }
        How::Stem(rest) => {
            let whole = folded.text()[at.end..].starts_with(&**rest);
            let is_name = whole && folded.breaks(at.end + rest.len());
            !is_name && ends(is_declined_stem)
        }
        How::Kin(rest) => return kin(folded, &at, rest),
        How::Anywhere => whole(None) || telling() || word && is_parted(text, folded, &at),
    };
    stands.then_some(source)
}

/// Whether a sentence begins here and goes on: then a capital says nothing.
fn opens(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].trim_end_matches(|c| " \u{a0}\"'(“„«¿¡".contains(c));
    let begins = before
        .chars()
        .next_back()
        .is_none_or(|c| ".!?…\n:;-–—*•".contains(c));
    let after = text[at.end..].trim_start_matches([' ', ',', '!', '.']);
    begins && after.len() < text[at.end..].len() && after.starts_with(char::is_alphabetic)
}

/// Whether a number goes on before or behind it, as in a day or an amount.
fn in_number(text: &str, at: &Range<usize>) -> bool {
    let number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let sign = |c: Option<char>| c.is_some_and(|c| "-./:,'".contains(c));
    let mut before = text[..at.start].chars().rev();
    let mut after = text[at.end..].chars();
    let own = text[at.clone()].bytes().all(|b| b.is_ascii_digit());
    own && (sign(before.next()) && number(before.next())
        || sign(after.next()) && number(after.next()))
}
