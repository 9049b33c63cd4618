//! Masking: account names become aliases, and addresses inside texts become what they are.
//! Must not know screens or files: a text goes in, a text comes out.

mod addresses;
mod folding;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::account::{AccountBrief, MaskedName};
use super::failure::Failure;
use folding::{Folded, fold};

/// Words that say how a company is registered; people leave them out when they write its name.
const LEGAL_FORMS: [&str; 28] = [
    "ab", "ag", "aps", "as", "bv", "co", "company", "corp", "gmbh", "inc", "kg", "limited", "llc",
    "llp", "ltd", "nv", "oy", "oyj", "plc", "pte", "pty", "sa", "sarl", "sas", "se", "sl", "spa",
    "srl",
];

/// From so many letters and digits on a name is found inside longer words too; a shorter one could
/// be an everyday word and must stand alone.
const DISTINCTIVE: usize = 8;

/// Replaces names, e-mail addresses, phone numbers and links; or nothing at all, when names show.
/// Made once and handed about: a clone shares what it knows.
#[derive(Clone, Debug, Default)]
pub struct Mask(Option<Arc<Known>>);

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
struct Known {
    finder: AhoCorasick,
    patterns: Vec<Pattern>,
    aliases: Vec<String>,
}

/// One way a name is written.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    alias: u32,
    whole_words_only: bool,
}

/// A part of a text to be replaced.
struct Found<'a> {
    at: Range<usize>,
    by: &'a str,
}

impl Mask {
    /// A mask that shows everything as it is.
    pub fn off() -> Mask {
        Mask(None)
    }

    /// A mask over the names that `Query::Names` answers with. Fails only when there are more
    /// names than a search can hold (some 2 thousand million letters).
    pub fn new(names: &[MaskedName]) -> Result<Mask, Failure> {
        let folded: Vec<String> = names.iter().map(|n| fold(&n.name).name()).collect();
        let numbered = || folded.iter().zip(0u32..);
        let mut book: HashMap<String, u32> = HashMap::with_capacity(names.len() * 2);
        for (name, alias) in numbered() {
            book.insert(name.clone(), alias);
        }
        for (name, alias) in numbered() {
            if let Some(short) = without_legal_form(name) {
                book.entry(short.to_owned()).or_insert(alias);
            }
        }
        book.remove("");
        let aliases = names.iter().map(|n| n.alias.clone()).collect();
        Known::new(book, aliases).map(|known| Mask(Some(Arc::new(known))))
    }

    /// Whether it hides anything.
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// What to show for an account: its alias, or its name when the mask is off.
    pub fn account<'a>(&self, account: &'a AccountBrief) -> &'a str {
        self.named(&account.name, &account.alias)
    }

    /// The alias, or the name when the mask is off.
    pub fn named<'a>(&self, name: &'a str, alias: &'a str) -> &'a str {
        if self.is_on() { alias } else { name }
    }

    /// A text without known names, e-mail addresses, phone numbers and links.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some(known) = &self.0 else {
            return Cow::Borrowed(text);
        };
        let mut found = known.find(text);
        found.extend(
            addresses::find(text)
                .into_iter()
                .map(|(at, by)| Found { at, by }),
        );
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(replace(text, found))
    }

    /// The same for a text somebody owns.
    pub fn string(&self, text: &mut String) {
        if let Cow::Owned(masked) = self.text(text) {
            *text = masked;
        }
    }
}

impl Known {
    fn new(book: HashMap<String, u32>, aliases: Vec<String>) -> Result<Known, Failure> {
        let mut names: Vec<(String, u32)> = book.into_iter().collect();
        names.sort_unstable();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(names.iter().map(|(name, _)| name))
            .map_err(|e| Failure::failed(format!("getting ready to mask names: {e}")))?;
        let patterns = names
            .iter()
            .map(|(name, alias)| Pattern {
                alias: *alias,
                whole_words_only: whole_words_only(name),
            })
            .collect();
        Ok(Known {
            finder,
            patterns,
            aliases,
        })
    }

    fn find(&self, text: &str) -> Vec<Found<'_>> {
        let folded = fold(text);
        self.finder
            .find_overlapping_iter(folded.text())
            .filter_map(|hit| {
                let pattern = self.patterns.get(hit.pattern().as_usize())?;
                let stands = !pattern.whole_words_only || folded.stands_alone(hit.range());
                stands.then(|| Found {
                    at: folded.source(hit.range()),
                    by: &self.aliases[pattern.alias as usize],
                })
            })
            .collect()
    }
}

/// A folded name without its legal form, if enough is left to know somebody by.
fn without_legal_form(folded: &str) -> Option<&str> {
    let (rest, last) = folded.rsplit_once(' ')?;
    let rest = rest.trim_end_matches([' ', '&']);
    (LEGAL_FORMS.contains(&last) && rest.chars().count() > 3).then_some(rest)
}

/// Scripts without spaces have no words to stand alone; elsewhere only long names are found inside others.
fn whole_words_only(folded: &str) -> bool {
    let signs = folded.chars().filter(|c| c.is_alphanumeric()).count();
    let spaced = !folded.chars().any(folding::is_unspaced);
    if spaced {
        signs < DISTINCTIVE
    } else {
        signs < 2
    }
}

/// Replaces every part; where parts overlap, all of them by the longest one's word.
fn replace(text: &str, mut found: Vec<Found<'_>>) -> String {
    found.sort_by_key(|f| (f.at.start, std::cmp::Reverse(f.at.end)));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut rest = found.into_iter().peekable();
    while let Some(first) = rest.next() {
        let (mut at, mut by, mut longest) = (first.at.clone(), first.by, first.at.len());
        while let Some(next) = rest.next_if(|next| next.at.start < at.end) {
            if next.at.len() > longest {
                (by, longest) = (next.by, next.at.len());
            }
            at.end = at.end.max(next.at.end);
        }
        out.push_str(&text[done..at.start]);
        out.push_str(by);
        done = at.end;
    }
    out.push_str(&text[done..]);
    out
}

impl Folded {
    /// Folded for a name: without separators at its ends.
    fn name(self) -> String {
        self.text().trim().to_owned()
    }
}
