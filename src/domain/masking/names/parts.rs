//! The parts of names that stand for a whole name by themselves: a word that is not ordinary and that only one
//! customer has, a word inside one written as `QuellWerkNord`, an acronym written with dots.
//! Must not know texts.

use std::ops::Range;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::super::folding::{FoldedText, fold, is_unspaced, otherwise};
use super::super::ordinary::is_ordinary;
use super::{How, Written, is_meant};
use crate::domain::account::MaskedName;
use crate::domain::sort::sort_by;

/// The fewest letters of a part that stands for a whole name, and of one that is a part of a word.
const PART: usize = 3;
const WITHIN: usize = 5;

/// The parts of names, by their letters; nothing where several customers have one.
pub(super) struct Parts<'a> {
    names: &'a [MaskedName],
    all: HashMap<&'a str, Option<Part<'a>>>,
}

#[derive(Clone, Copy)]
struct Part<'a> {
    whose: u32,
    spelled: &'a str,
    /// How many words it is written with.
    words: usize,
}

impl<'a> Parts<'a> {
    /// Of these names, none noted yet.
    pub(super) fn of(names: &'a [MaskedName]) -> Parts<'a> {
        let all = HashMap::with_capacity(names.len());
        Parts { names, all }
    }

    /// Notes the parts of a name.
    pub(super) fn note(&mut self, name: &Written<'a>, whose: u32) {
        let text = name.folded.text();
        for word in name.words() {
            let few = match text[word.clone()].chars().any(is_unspaced) {
                true => PART + 1,
                false => PART,
            };
            self.note_word(name, word.clone(), few, whose);
            for within in within(name.folded, &word) {
                self.note_word(name, within, WITHIN, whose);
            }
        }
        for token in tokens(name) {
            self.note_word(name, token, WITHIN, whose);
        }
        for letters in lettered(name) {
            self.put(name, letters.clone(), letters.len(), whose);
        }
    }

    fn note_word(&mut self, name: &Written<'a>, at: Range<usize>, few: usize, whose: u32) {
        let letters = &name.folded.text()[at.clone()];
        if is_telling(letters, few) {
            self.put(name, at, 1, whose);
        }
    }

    fn put(&mut self, name: &Written<'a>, at: Range<usize>, words: usize, whose: u32) {
        let spelled = &name.name[name.folded.source(&at)];
        let part = Part {
            whose,
            spelled,
            words,
        };
        match self.all.entry(&name.folded.text()[at]) {
            Entry::Vacant(place) => {
                place.insert(Some(part));
            }
            Entry::Occupied(mut place) => {
                let others = |one: &Part<'_>| !is_same(self.names, one.whose, whose);
                if place.get().as_ref().is_some_and(others) {
                    place.insert(None);
                }
            }
        }
    }

    /// Whether these letters are a part of one customer's name only.
    pub(super) fn has(&self, letters: &str) -> bool {
        matches!(self.all.get(letters), Some(Some(_)))
    }

    /// Every part with its letters, whose it is, and how it must be written to be found; words with marks also as they
    /// are written without, and the other way round, unless they are parts then that somebody has.
    pub(super) fn ways(self) -> impl Iterator<Item = (String, u32, How)> {
        let words = self.all.values().flatten().filter(|part| part.words == 1);
        let coined = words.filter(|part| !is_meant(fold(part.spelled).text(), part.spelled));
        let others = coined.flat_map(|part| {
            let others = otherwise(part.spelled).map(|other| fold(&other).text().to_owned());
            let others = others.filter(|other| is_telling(other, WITHIN));
            let free = others.filter(|other| !self.all.contains_key(other.as_str()));
            free.map(|other| (How::of(&other, 1), other, part.whose))
        });
        let others = others.map(|(how, other, whose)| (other, whose, how));
        let mut others: Vec<(String, u32, How)> = others.collect();
        // Two words may be written the same without their marks: the first name has it then, each time anew.
        sort_by(&mut others, |a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let own = self.all.into_iter().filter_map(|(letters, part)| {
            let part = part?;
            let how = match part.words {
                1 if letters.chars().count() > PART => How::of_word(letters, part.spelled),
                1 => How::Spelled(part.spelled.into()),
                _ => How::Lettered,
            };
            Some((letters.to_owned(), part.whose, how))
        });
        own.chain(others)
    }
}

/// Whether a word has so many letters that it can stand for a name, and is none that anybody may use; figures in it
/// do not make an ordinary word another.
fn is_telling(word: &str, few: usize) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    letters.chars().count() >= few
        && word.chars().all(char::is_alphanumeric)
        && !is_ordinary(word)
        && !is_ordinary(&letters)
}

/// The words inside one word, parted by capitals.
fn within(folded: &FoldedText, word: &Range<usize>) -> Vec<Range<usize>> {
    let mut cuts: Vec<usize> = (word.start + 1..word.end)
        .filter(|at| folded.breaks(*at))
        .collect();
    if cuts.is_empty() {
        return Vec::new();
    }
    cuts.insert(0, word.start);
    cuts.push(word.end);
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Words that marks part and no space, as in `O'Brien-Wöhrmann`: all of them, and those that only apostrophes part. One
/// that is put together of ordinary words says nothing.
fn tokens(name: &Written<'_>) -> Vec<Range<usize>> {
    let text = name.folded.text();
    let parted = |marks: fn(char) -> bool| {
        let mut runs: Vec<(Range<usize>, bool)> = Vec::new();
        let mut last: Option<Range<usize>> = None;
        for word in name.words() {
            let coined = !is_ordinary(&text[word.clone()]);
            let gap =
                last.map(|last| name.folded.source(&last).end..name.folded.source(&word).start);
            let joins = gap.is_some_and(|gap| !gap.is_empty() && name.name[gap].chars().all(marks));
            match runs.last_mut().filter(|_| joins) {
                Some((run, telling)) => {
                    run.end = word.end;
                    *telling |= coined;
                }
                None => runs.push((word.clone(), coined)),
            }
            last = Some(word);
        }
        runs.into_iter()
            .filter_map(|(run, telling)| telling.then_some(run))
    };
    let apostrophes = parted(|c| matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ'));
    let mut all: Vec<Range<usize>> = apostrophes.chain(parted(|c| !c.is_whitespace())).collect();
    all.retain(|run| name.folded.pieces(run.clone()).nth(1).is_some());
    all
}

/// Letters one by one, as in `Q.U.I.L.L. International`: three of them at least.
fn lettered(name: &Written<'_>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let single = |word: &Range<usize>| {
        let mut letters = name.folded.text()[word.clone()].chars();
        letters.next().is_some_and(|c| !is_unspaced(c)) && letters.next().is_none()
    };
    for word in name.words().filter(single) {
        match runs.last_mut() {
            Some(run) if run.end == word.start => run.end = word.end,
            Some(_) | None => runs.push(word),
        }
    }
    runs.retain(|run| {
        let letters = name.folded.text()[run.clone()].chars().count();
        letters >= PART && name.name[name.folded.source(run)].contains('.')
    });
    runs
}

/// Whether two names are those of one customer, as when it was renamed.
fn is_same(names: &[MaskedName], one: u32, other: u32) -> bool {
    let alias = |whose: u32| names.get(whose as usize).map_or("", |name| &name.alias);
    one == other || alias(one) == alias(other) && !alias(one).is_empty()
}
