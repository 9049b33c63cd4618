//! Masking: account names become aliases, and addresses inside texts become what they are.
//! Must not know screens or files: a text goes in, a text comes out.

mod addresses;
mod closed;
mod finder;
mod folding;
mod ids;
mod names;
mod ordinary;
mod put_back;
pub mod stand_ins;
#[cfg(test)]
mod tests;
mod traces;
mod trades;
mod veil;
mod written;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use hashbrown::HashSet;

use super::account::MaskedName;
use super::ids::AccountId;
use super::sort::sort_by_key;
use closed::closed;
use finder::Finder;
use folding::{FoldedText, fold, is_unspaced};
use names::NameWay;
pub use ordinary::is_word;
pub use traces::Traces;
use written::reached;

/// What stands for a name that has no alias.
const NAME: &str = "[name]";

/// Fewest letters that are left of a name whose end is cut off by `…`.
const CUT: usize = 3;

/// The same of a name of several words, and of one that is written without spaces.
const CUT_PHRASE: usize = 5;
const CUT_UNSPACED: usize = 2;

/// Fewest letters of a word that may be a piece of a name's.
const PIECE: usize = 3;

/// From so many words on what is left of a name is not looked for.
const CUT_WORDS: usize = 5;

/// Replaces names, e-mail addresses, phone numbers and links; or nothing at all, when names show.
/// Made once and handed about: a clone shares what it knows.
#[derive(Clone, Debug, Default)]
pub struct Mask(Option<Arc<KnownNames>>);

impl PartialEq for Mask {
    /// Two masks are the same when they were made together, or are both off.
    fn eq(&self, other: &Mask) -> bool {
        match (&self.0, &other.0) {
            (Some(own), Some(others)) => Arc::ptr_eq(own, others),
            (own, others) => own.is_none() && others.is_none(),
        }
    }
}

/// Every known name, ready to be found in one pass over a text.
#[derive(Debug)]
struct KnownNames {
    finder: Finder<NameWay>,
    aliases: Vec<String>,
    /// Signs that stand in names, such as emoji: beside a name they are a part of it.
    signs: BTreeSet<char>,
}

/// A part of a text to be replaced.
struct FoundName<'a> {
    at: Range<usize>,
    by: &'a str,
}

impl Mask {
    /// A mask that shows everything as it is.
    pub fn off() -> Mask {
        Mask(None)
    }

    /// A mask over the names that `Query::Names` answers with.
    pub fn new(names: &[MaskedName]) -> Mask {
        let finder = names::ways(names);
        let aliases = names.iter().map(|n| n.alias.clone()).collect();
        let signs = names.iter().flat_map(|n| n.name.chars());
        let signs = signs.filter(|c| is_sign(*c)).collect();
        Mask(Some(Arc::new(KnownNames {
            finder,
            aliases,
            signs,
        })))
    }

    /// The same with names of which nothing more is known: no alias stands for them.
    pub fn with(mut names: Vec<MaskedName>, more: Vec<String>) -> Mask {
        let known: HashSet<String> = names
            .iter()
            .flat_map(|known| [known.name.clone(), known.external.clone()])
            .collect();
        let unknown = more.into_iter().filter(|name| !known.contains(name));
        names.extend(unknown.map(|name| MaskedName {
            account: AccountId(0),
            name,
            external: String::new(),
            alias: NAME.to_owned(),
        }));
        Mask::new(&names)
    }

    /// What stands for a name that several customers are called by.
    pub fn of_several(number: usize) -> String {
        format!("[name {number}]")
    }

    /// Whether it hides anything.
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// A text without known names, e-mail addresses, phone numbers and links.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let parts = self.parts(text);
        if parts.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(replaced(text, &parts))
    }

    /// Whether words name somebody, or a word of them begins a name and is none that anybody may write.
    pub fn tells(&self, words: &str) -> bool {
        let Some(known) = &self.0 else {
            return false;
        };
        let folded = fold(words);
        let begins = |piece: Range<usize>| {
            let letters = &folded.text()[piece];
            let way = known.finder.goes_on(letters);
            let alias = way.and_then(|way| known.aliases.get(way.whose as usize));
            letters.len() >= PIECE
                && !is_word(letters)
                && alias.is_some_and(|alias| !fold(alias).text().starts_with(letters))
        };
        let mut named = known.find(words).into_iter();
        named.any(|found| &words[found.at.clone()] != found.by)
            || folded.pieces(0..folded.text().len()).any(begins)
    }

    /// Whether anybody may write all words of a name.
    pub fn is_anybodys(name: &str) -> bool {
        let folded = fold(name);
        let mut words = folded.pieces(0..folded.text().len());
        words.all(|word| is_word(&folded.text()[word]))
    }

    /// Whether a text has all of some words, however they are written.
    pub fn has(text: &str, words: &str) -> bool {
        let text = fold(text);
        let mut words = words.split_whitespace();
        words.all(|word| text.text().contains(fold(word).text()))
    }

    /// The parts of a text to be replaced, in their order.
    fn parts(&self, text: &str) -> Vec<FoundName<'_>> {
        let Some(known) = &self.0 else {
            return Vec::new();
        };
        let mut found = known.find(text);
        let addresses = addresses::find(text).into_iter();
        found.extend(addresses.map(|(at, by)| FoundName { at, by }));
        apart(found)
    }

    /// The same for a text somebody owns.
    pub fn string(&self, text: &mut String) {
        if let Cow::Owned(masked) = self.text(text) {
            *text = masked;
        }
    }
}

impl KnownNames {
    fn find(&self, text: &str) -> Vec<FoundName<'_>> {
        let folded = fold(text);
        let whole = self.finder.find(folded.text()).filter_map(|(at, way)| {
            let at = reached(text, &folded, at, &way.how)?;
            Some((closed(text, self.with_signs(text, at)), way))
        });
        let cut = text.match_indices('…');
        let cut = cut.filter_map(|(at, _)| self.cut_off(text, &folded, at));
        let found = whole.chain(cut).filter_map(|(at, way)| {
            let by = self.aliases.get(way.whose as usize)?;
            Some(FoundName { at, by })
        });
        found.collect()
    }

    /// The longest beginning of a name whose end is cut off by `…` here.
    fn cut_off(
        &self,
        text: &str,
        folded: &FoldedText,
        at: usize,
    ) -> Option<(Range<usize>, &NameWay)> {
        let last = folded.word_until(at)?;
        let letters_of = folded.text();
        let written = &text[folded.source(&last)];
        let (plain, capital) = (written.is_ascii(), written.starts_with(char::is_uppercase));
        let unspaced = letters_of[last.clone()].ends_with(is_unspaced);
        let within = letters_of[last.clone()].char_indices().rev();
        let within = within
            .map(|(at, _)| last.start + at)
            .filter(|at| unspaced && *at > last.start);
        let starts = (0..=last.start).rev().filter(|start| folded.gapes(*start));
        let begun = within.chain(starts.take(CUT_WORDS)).filter_map(|start| {
            let letters = &letters_of[start..last.end];
            let many = letters.chars().count();
            let told = match start >= last.start {
                true if unspaced => many >= CUT_UNSPACED,
                // A word that begins a name is a piece of it where it has its capital.
                true => many >= CUT && (!(plain && is_word(letters)) || capital && many > CUT),
                false => many >= CUT_PHRASE,
            };
            let way = told.then(|| self.finder.goes_on(letters)).flatten()?;
            Some((folded.source(&(start..last.end)), way))
        });
        begun.last()
    }

    /// The same part of the text with the signs of a name beside it.
    fn with_signs(&self, text: &str, mut at: Range<usize>) -> Range<usize> {
        if self.signs.is_empty() {
            return at;
        }
        let joins = |c: char| matches!(c, ' ' | '\u{200d}' | '\u{fe0f}');
        let reach = |signs: &mut dyn Iterator<Item = char>| {
            let mut reached = (0, 0);
            for c in signs.take_while(|c| joins(*c) || self.signs.contains(c)) {
                reached.1 += c.len_utf8();
                if !joins(c) {
                    reached.0 = reached.1;
                }
            }
            reached.0
        };
        at.start -= reach(&mut text[..at.start].chars().rev());
        at.end += reach(&mut text[at.end..].chars());
        at
    }
}

/// Emoji and other pictures: neither letters nor the marks between words.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && (('\u{2190}'..'\u{3000}').contains(&c) || c >= '\u{1f000}')
}

/// The text with each part replaced.
fn replaced(text: &str, parts: &[FoundName<'_>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for part in parts {
        out.push_str(&text[done..part.at.start]);
        out.push_str(part.by);
        done = part.at.end;
    }
    out + &text[done..]
}

/// The parts without those that overlap: all of them are replaced by the longest one's word.
fn apart(mut found: Vec<FoundName<'_>>) -> Vec<FoundName<'_>> {
    sort_by_key(&mut found, |f| (f.at.start, std::cmp::Reverse(f.at.end)));
    let mut out: Vec<(FoundName<'_>, usize)> = Vec::with_capacity(found.len());
    for next in found {
        match out.last_mut() {
            Some((last, longest)) if next.at.start < last.at.end => {
                if next.at.len() > *longest {
                    (last.by, *longest) = (next.by, next.at.len());
                }
                last.at.end = last.at.end.max(next.at.end);
            }
            Some(_) | None => {
                let length = next.at.len();
                out.push((next, length));
            }
        }
    }
    out.into_iter().map(|(found, _)| found).collect()
}
