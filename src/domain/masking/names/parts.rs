//! The parts of names that stand for a whole name by themselves: a word that is not ordinary and that only one
//! customer has, a word inside one written as `QuellWerkNord` or between a place and a trade that are written onto it,
//! an acronym written with dots, a brand with a figure or an `&` in it. Must not know texts.

use std::ops::Range;
use std::sync::LazyLock;

use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};

use super::super::folding::{FoldedText, fold, is_unspaced, otherwise};
use super::super::ordinary::{are_figured, in_other_figures, is_ordinary};
use super::{How, WrittenName, is_meant, unspaced};
use crate::domain::account::MaskedName;
use crate::domain::listed::is_listed;
use crate::domain::sort::sort_by;

/// The fewest letters of a part that stands for a whole name, and of one that is a part of a word.
const PART: usize = 3;
const WITHIN: usize = 5;

/// The parts of names, by their letters; nothing where several customers have one.
pub(super) struct NameParts<'a> {
    names: &'a [MaskedName],
    all: HashMap<&'a str, Option<NamePart<'a>>>,
}

struct NamePart<'a> {
    whose: u32,
    spelled: &'a str,
    is: PartIs,
}

/// What a part is.
#[derive(PartialEq)]
enum PartIs {
    /// A word.
    Word,
    /// Letters one by one.
    Lettered,
    /// A brand that anybody may write who does not write it as it is.
    Brand,
    /// A brand of a figure and a word, in one or in two.
    Figured,
    /// A name of several words.
    Name(How),
}

impl<'a> NameParts<'a> {
    /// Of these names, none noted yet.
    pub(super) fn of(names: &'a [MaskedName]) -> NameParts<'a> {
        let all = HashMap::with_capacity(names.len());
        NameParts { names, all }
    }

    /// Notes the parts of a name.
    pub(super) fn note(&mut self, name: &WrittenName<'a>, whose: u32) {
        let text = name.folded.text();
        for word in name.words() {
            let few = match text[word.clone()].chars().any(is_unspaced) {
                true => PART + 1,
                false => PART,
            };
            self.note_word(name, word.clone(), few, whose);
            for core in unspaced::cores(&text[word.clone()]) {
                let core = word.start + core.start..word.start + core.end;
                self.put(name, core, PartIs::Word, whose);
            }
            for within in within(name.folded, &word) {
                self.note_word(name, within, WITHIN, whose);
            }
        }
        for token in tokens(name) {
            self.note_word(name, token, WITHIN, whose);
        }
        for letters in lettered(name) {
            self.put(name, letters, PartIs::Lettered, whose);
        }
        for brand in brands(name) {
            let letters = text[brand.clone()].chars().filter(|c| c.is_alphabetic());
            let is = match letters.count() > PART {
                true => PartIs::Figured,
                false => PartIs::Brand,
            };
            self.put(name, brand, is, whose);
        }
    }

    /// Notes a name of several words that stands in a name.
    pub(super) fn note_name(&mut self, name: &WrittenName<'a>, whose: u32) {
        if name.words().nth(1).is_some() {
            self.put(name, name.at.clone(), PartIs::Name(name.how()), whose);
        }
    }

    fn note_word(&mut self, name: &WrittenName<'a>, at: Range<usize>, few: usize, whose: u32) {
        let letters = &name.folded.text()[at.clone()];
        if is_telling(letters, few) {
            self.put(name, at, PartIs::Word, whose);
        }
    }

    fn put(&mut self, name: &WrittenName<'a>, at: Range<usize>, is: PartIs, whose: u32) {
        let spelled = &name.name[name.folded.source(&at)];
        let part = NamePart { whose, spelled, is };
        match self.all.entry(&name.folded.text()[at]) {
            Entry::Vacant(place) => {
                place.insert(Some(part));
            }
            Entry::Occupied(mut place) => {
                let Some(one) = place.get() else {
                    return;
                };
                // A name that is nobody's own takes no part of it from a customer.
                let [nobodys, nobodys_too] =
                    [one.whose, whose].map(|whose| is_nobodys(self.names, whose));
                if nobodys && !nobodys_too {
                    place.insert(Some(part));
                } else if nobodys == nobodys_too && !is_same(self.names, one.whose, whose) {
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
        let words = self.all.values().flatten();
        let words = words.filter(|part| part.is == PartIs::Word);
        let coined = words.filter(|part| !is_meant(fold(part.spelled).text(), part.spelled));
        let others = coined.flat_map(|part| {
            let others = otherwise(part.spelled).map(|other| fold(&other).text().to_owned());
            let others = others.filter(|other| is_telling(other, WITHIN));
            let free = others.filter(|other| !self.all.contains_key(other.as_str()));
            free.map(|other| (How::of(&other, 1), other, part.whose))
        });
        let others = others.map(|(how, other, whose)| (other, whose, how));
        let known = self
            .all
            .iter()
            .filter_map(|(letters, part)| Some((*letters, part.as_ref()?)));
        let figured = known.flat_map(|(letters, part)| {
            let others = in_other_figures(letters, part.is == PartIs::Figured).into_iter();
            let free = others.filter(|other| !self.all.contains_key(other.as_str()));
            free.map(|other| (other, part.whose, How::Joined(part.spelled.into())))
        });
        let mut others: Vec<(String, u32, How)> = others.chain(figured).collect();
        // Two words may be written the same without their marks: the first name has it then, each time anew.
        sort_by(&mut others, |a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let own = self.all.into_iter().filter_map(|(letters, part)| {
            let part = part?;
            let long = letters.chars().count() > PART || letters.chars().any(is_unspaced);
            let how = match part.is {
                PartIs::Word if long => How::of_word(letters, part.spelled),
                PartIs::Word | PartIs::Brand => How::Spelled(part.spelled.into()),
                PartIs::Figured => How::Joined(part.spelled.into()),
                PartIs::Lettered => How::Lettered,
                PartIs::Name(how) => how,
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
fn tokens(name: &WrittenName<'_>) -> Vec<Range<usize>> {
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
fn lettered(name: &WrittenName<'_>) -> Vec<Range<usize>> {
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

/// Words that anybody may write which are brands by a figure in them, as `N26` and `7sevens`, or beside one, as
/// `Studio 54`, or by an `&` between them, as `B&Q`, unless they are a unit, a size or a quarter.
fn brands(name: &WrittenName<'_>) -> Vec<Range<usize>> {
    let text = name.folded.text();
    let words: Vec<Range<usize>> = name.words().collect();
    let figured = |word: &&Range<usize>| {
        let word = &text[(*word).clone()];
        let has = |is: fn(char) -> bool| word.contains(is);
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        let counts = is_listed(COUNTED, &letters);
        let alone = word.chars().all(char::is_alphanumeric) && !NO_BRANDS.contains(word);
        alone && has(|c| c.is_ascii_digit()) && !letters.is_empty() && !counts
    };
    let joined = |three: &[Range<usize>]| {
        let run = three[0].start..three[2].end;
        let apart = name.name[name.folded.source(&run)].contains(char::is_whitespace);
        let known = NO_BRANDS.contains(&text[run.clone()]);
        (&text[three[1].clone()] == "&" && !apart && !known).then_some(run)
    };
    let beside = |two: &[Range<usize>]| {
        let [one, other] = [0, 1].map(|at| &text[two[at].clone()]);
        let is_year =
            |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let figured = are_figured(one, other) && ![one, other].into_iter().any(is_year);
        figured.then_some(two[0].start..two[1].end)
    };
    let figured = words.iter().filter(figured).cloned();
    let joined = words.windows(3).filter_map(joined);
    let beside = words.windows(2).filter_map(beside);
    figured.chain(joined).chain(beside).collect()
}

/// What is counted, written onto its figure.
const COUNTED: &str = "sec secs second seconds min mins minute minutes hour hours hrs day days week weeks month months \
    year years jahre tage times percent pct people users seats eur usd gbp euro euros";

/// What has a figure and a letter and names nobody.
static NO_BRANDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let listed = "b2b b2c b2g c2c d2c m2m p2p 2d 3d 4d 2k 4k 8k 2g 3g 4g 5g 6g a3 a4 a5 q1 q2 q3 q4 h1 h2 1st 2nd 3rd 4th \
        5th 10th 24h 24x7 v1 v2 v3 v4 1x 2x 3x 5x 10x 2fa mp3 mp4 s3 ec2 k8s i18n h264 o365 m365 co2 1a 1b 1c 2a 2b 3a 3b \
        19th 20th 21st 1m 2m 5m 10m 1k 5k 10k 100k y2k 1h 2h 48h 72h r&d q&a p&l m&a t&c b&b l&d g&a f&b s&p o&m t&e 24seven web2 web3";
    listed.split_ascii_whitespace().collect()
});

/// Whether no alias of a customer stands for a name: it is what several are called by, or nothing is known of it.
fn is_nobodys(names: &[MaskedName], whose: u32) -> bool {
    let name = names.get(whose as usize);
    name.is_some_and(|name| name.alias.starts_with('['))
}

/// Whether two names are those of one customer, as when it was renamed.
fn is_same(names: &[MaskedName], one: u32, other: u32) -> bool {
    let alias = |whose: u32| names.get(whose as usize).map_or("", |name| &name.alias);
    one == other || alias(one) == alias(other) && !alias(one).is_empty()
}
