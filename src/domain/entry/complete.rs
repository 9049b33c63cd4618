//! Completions for `@owner` and `#theme` while an action is typed.
//! Must not know how they are listed.

use std::ops::Range;

use crate::domain::sort::sort_by_key;

use super::{EntryContext, name_words, squeeze, word_at};
use crate::domain::roadmap::Owner;

/// What could stand in the place of the word being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the line it replaces.
    pub replaces: Range<usize>,
    /// The choices, best first; empty when nothing fits.
    pub choices: Vec<CompletionChoice>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionChoice {
    /// What goes into the line, its sign included: `@AnaMaria`.
    pub insert: String,
    /// What is shown: `Ana Maria, Product`.
    pub shown: String,
}

/// Completions for the word at a cursor (a byte offset); `None` when it starts with neither `@` nor `#`.
pub fn complete(line: &str, cursor: usize, around: &EntryContext) -> Option<Completion> {
    let replaces = word_at(line, cursor)?;
    let word = &line[replaces.clone()];
    let typed = squeeze(word);
    let choices = match word.chars().next()? {
        '@' => ranked(&typed, around.owners, |o| &o.name)
            .map(|o| choice('@', &o.name, &o.team))
            .collect(),
        '#' => ranked(&typed, around.tags, |t| &t.name)
            .map(|t| choice('#', &t.name, &t.description))
            .collect(),
        _ => return None,
    };
    Some(Completion { replaces, choices })
}

/// The owner whose name is written nearly so, where there is one such: `dnaa` is Dana.
pub fn like<'a>(typed: &str, owners: &'a [Owner]) -> Option<&'a Owner> {
    let typed = squeeze(typed);
    let mut near = owners.iter().filter(|owner| is_near(&typed, &owner.name));
    near.next().filter(|_| near.next().is_none())
}

/// Those whose name starts as typed, then those with a word that does; where there is none, those whose name is
/// nearly so.
fn ranked<'a, T>(
    typed: &str,
    all: &'a [T],
    name: fn(&T) -> &str,
) -> impl Iterator<Item = &'a T> + 'a {
    let rank = |one: &T| {
        let whole = squeeze(name(one)).starts_with(typed);
        let part = || name_words(name(one)).any(|w| w.starts_with(typed));
        if whole { Some(0) } else { part().then_some(1) }
    };
    let hits = all.iter().filter_map(|one| Some((rank(one)?, one)));
    let mut hits: Vec<(u8, &T)> = hits.collect();
    if hits.is_empty() {
        let near = all.iter().filter(|one| is_near(typed, name(one)));
        hits = near.map(|one| (2, one)).collect();
    }
    sort_by_key(&mut hits, |(rank, _)| *rank);
    hits.into_iter().map(|(_, one)| one)
}

/// Whether a name, or a word of it, differs from what was typed by one letter, or two that changed places; by two
/// where it is long.
fn is_near(typed: &str, name: &str) -> bool {
    let letters = typed.chars().count();
    let allowed = match letters {
        ..3 => return false,
        3..7 => 1,
        7.. => 2,
    };
    let mut forms = name_words(name).chain([squeeze(name)]);
    forms.any(|form| strsim::osa_distance(typed, &form) <= allowed)
}

fn choice(sign: char, name: &str, more: &str) -> CompletionChoice {
    let joined: String = name.split_whitespace().collect();
    let comma = if more.is_empty() { "" } else { ", " };
    CompletionChoice {
        insert: format!("{sign}{joined}"),
        shown: format!("{name}{comma}{more}"),
    }
}
