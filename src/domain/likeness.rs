//! What reads alike: texts that say the same words but for case, punctuation, noise at the ends and small differences.
//! Who has read one of them has read them all. Must not know where texts come from, nor how words are folded.
//!
//! Small differences are words that say nothing by themselves and that only one of them has, in all at most an eighth of
//! the letters, and one slip of the pen in a word of five letters or more. Any other word more or less, another order,
//! another figure and a "not" are none: who says them says something else. A greeting and a signature are noise.

mod apart;
mod manners;
#[cfg(test)]
mod tests;

use hashbrown::HashMap;

use super::masking::is_word;
use super::risk::hash;
pub use apart::only_in;
use apart::{apart, is_slip};

/// One letter in so many may differ.
const DIFFER: usize = 8;

/// A sentence of more words is no noise.
const NOISE: usize = 3;

/// So many words have to be left beside what is taken for noise.
const SAID: usize = 3;

/// Texts of more words are alike only where they are the same.
const LONG: usize = 120;

/// So many texts are compared word by word with those before them; what comes after them is alike only where it is
/// the same.
const COMPARED: usize = 100_000;

/// So many readings that could be alike are looked at for one text.
const LOOKED_AT: usize = 24;

/// Words that say nothing by themselves, as they are folded.
const FILLERS: [&str; 52] = [
    "a", "an", "and", "are", "as", "aus", "da", "das", "de", "dem", "den", "der", "des", "die",
    "du", "ein", "eine", "el", "es", "et", "had", "has", "het", "i", "ich", "il", "is", "ist",
    "it", "its", "la", "las", "le", "les", "los", "my", "o", "of", "os", "our", "so", "that",
    "the", "this", "und", "uns", "us", "war", "was", "we", "wir", "y",
];

/// Words that turn round what is said, as they are folded ("don't" is "don t").
const NOT: [&str; 29] = [
    "aint", "aucun", "cannot", "cant", "dont", "ei", "ikke", "inte", "jamais", "kein", "keine",
    "nao", "ne", "nein", "never", "nicht", "nie", "niet", "no", "non", "not", "nunca", "pas",
    "sans", "sin", "t", "un", "without", "wont",
];

/// The words of a sentence, folded, and whether it begins with a small letter.
type Sentence = (String, bool);

/// The words of a text, folded, sentence by sentence, and whether a sentence begins with a small letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextWords {
    sentences: Vec<Sentence>,
}

impl TextWords {
    /// Takes a text apart; `fold` gives words in one spelling with a blank between two.
    pub fn of(text: &str, fold: impl Fn(&str) -> String) -> TextWords {
        let mut sentences = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = end_of_sentence(rest);
            let end = manners::end_of(&rest[..end], &fold).unwrap_or(end);
            let (sentence, after) = rest.split_at(end);
            let folded = fold(sentence);
            if !folded.is_empty() {
                let first = sentence.chars().find(|sign| sign.is_alphanumeric());
                sentences.push((folded, first.is_some_and(|sign| !sign.is_uppercase())));
            }
            rest = after;
        }
        TextWords { sentences }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let sentences = self.sentences.iter();
        sentences.flat_map(|(words, _)| words.split(' '))
    }
}

/// Where a text's first sentence ends: behind its full stop, which a blank follows, or at the end of the line.
fn end_of_sentence(text: &str) -> usize {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let ends = match sign {
            '\n' | '。' | '！' | '？' => true,
            '.' | '!' | '?' | '…' | ';' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends {
            return at + sign.len_utf8();
        }
    }
    text.len()
}

/// What was read so far, and what is alike of it. Texts are first counted, all of them, and then placed.
#[derive(Debug, Default)]
pub struct Likeness {
    /// In how many texts a word stands.
    texts: HashMap<u64, u32>,
    /// The reading of exactly these words.
    same: HashMap<u64, u32>,
    /// Readings that have these long words, or all of them but one.
    near: HashMap<u64, Vec<u32>>,
    /// Readings that others are compared with, each with the words of its first text.
    firsts: Vec<(u32, Box<str>)>,
    readings: u32,
}

impl Likeness {
    /// Counts the words of a text: what stands in no other text may be noise.
    pub fn count(&mut self, words: &TextWords) {
        let mut all: Vec<u64> = words.all().map(hash).collect();
        all.sort_unstable();
        all.dedup();
        for word in all {
            let texts = self.texts.entry(word).or_default();
            *texts = texts.saturating_add(1);
        }
    }

    /// The reading that a text is one of: that of the first text that reads alike, or a new one.
    pub fn place(&mut self, words: &TextWords) -> u32 {
        let said = self.without_noise(words);
        let (joined, keys) = (said.join(" "), keys(&said));
        let known = self.known(&said, &joined, &keys);
        let reading = known.unwrap_or_else(|| self.begin(&joined, keys));
        self.same.insert(hash(&joined), reading);
        reading
    }

    /// The reading that a text is one of, where there is one: for texts that were read before the others were placed.
    pub fn find(&self, words: &TextWords) -> Option<u32> {
        let said = self.without_noise(words);
        self.known(&said, &said.join(" "), &keys(&said))
    }

    fn known(&self, said: &[&str], joined: &str, keys: &[u64]) -> Option<u32> {
        let same = self.same.get(&hash(joined));
        same.copied().or_else(|| self.alike(said, keys))
    }

    /// A reading for a text without words, by what stands for them.
    pub fn place_wordless(&mut self, stated: &str) -> u32 {
        // No words have this form.
        let key = hash(&format!(" {stated}"));
        if let Some(reading) = self.same.get(&key).filter(|_| !stated.is_empty()) {
            return *reading;
        }
        let reading = self.next();
        self.same.insert(key, reading);
        reading
    }

    fn next(&mut self) -> u32 {
        self.readings += 1;
        self.readings - 1
    }

    fn begin(&mut self, joined: &str, keys: Vec<u64>) -> u32 {
        let reading = self.next();
        if !keys.is_empty() && self.firsts.len() < COMPARED {
            let first = u32::try_from(self.firsts.len()).unwrap_or(u32::MAX);
            self.firsts.push((reading, joined.into()));
            for key in keys {
                self.near.entry(key).or_default().push(first);
            }
        }
        reading
    }

    /// The first reading that is alike but for small differences.
    fn alike(&self, said: &[&str], keys: &[u64]) -> Option<u32> {
        let near = keys.iter().filter_map(|key| self.near.get(key));
        let mut firsts: Vec<u32> = near.flatten().take(LOOKED_AT).copied().collect();
        firsts.sort_unstable();
        firsts.dedup();
        firsts.into_iter().find_map(|first| {
            let (reading, words) = self.firsts.get(first as usize)?;
            let words: Vec<&str> = words.split(' ').collect();
            self.differ_little(said, &words).then_some(*reading)
        })
    }

    /// Its words without noise at the ends: a few words behind the last sentence, or before the first, that begin like
    /// none and stand in no other text, or have figures in them; and a jumble of letters and figures anywhere
    /// at the ends.
    fn without_noise<'a>(&self, words: &'a TextWords) -> Vec<&'a str> {
        let mut sentences = manners::without(&words.sentences);
        while let [rest @ .., (last, small)] = sentences
            && self.is_noise(last, *small)
            && count(rest) >= SAID
        {
            sentences = rest;
        }
        while let [(first, small), rest @ ..] = sentences
            && self.is_noise(first, *small)
            && count(rest) >= SAID
        {
            sentences = rest;
        }
        let said = sentences.iter().flat_map(|(words, _)| words.split(' '));
        let mut said: Vec<&str> = said.collect();
        while said.len() > SAID && said.last().is_some_and(|word| is_jumbled(word)) {
            said.pop();
        }
        while said.len() > SAID && said.first().is_some_and(|word| is_jumbled(word)) {
            said.remove(0);
        }
        said
    }

    /// Whether two texts differ in nothing but small things.
    fn differ_little(&self, one: &[&str], two: &[&str]) -> bool {
        let (mut only_one, mut only_two) = apart(one, two);
        let slip = only_one.iter().enumerate().find_map(|(at, word)| {
            let is = |other: &&str| is_slip(word, other) && self.is_rare(word, other);
            Some((at, only_two.iter().position(is)?))
        });
        if let Some((word, other)) = slip {
            only_one.remove(word);
            only_two.remove(other);
        }
        let differs: Vec<&str> = only_one.into_iter().chain(only_two).collect();
        let may = |word: &&str| is_filler(word) && NOT.binary_search(word).is_err();
        let sum = |words: &[&str]| words.iter().map(|word| letters(word)).sum::<usize>();
        let of = sum(one).max(sum(two));
        differs.iter().all(may) && sum(&differs) * DIFFER <= of
    }

    /// Whether one of two words may be the other misspelt: words that both stand in several texts are two words, unless
    /// they differ by their last letter.
    fn is_rare(&self, one: &str, two: &str) -> bool {
        let ends = one.starts_with(two) || two.starts_with(one);
        let known = |word: &str| self.texts.get(&hash(word)).copied().unwrap_or_default();
        ends || known(one).min(known(two)) < 2
    }

    /// Words with figures, and at most one of letters alone that no language has: a reason that one customer gives in
    /// small letters says something, and so does a score, which is several numbers.
    fn is_noise(&self, sentence: &str, small: bool) -> bool {
        let nowhere_else = |word| self.texts.get(&hash(word)).is_none_or(|texts| *texts < 2);
        let is_number = |word: &&str| word.bytes().all(|sign| sign.is_ascii_digit());
        let figured = |word: &&str| word.chars().any(|sign| sign.is_ascii_digit());
        let (figured, letters): (Vec<&str>, Vec<&str>) = sentence.split(' ').partition(figured);
        let is_score = figured.len() > 1 && figured.iter().all(is_number);
        figured.len() + letters.len() <= NOISE
            && match letters[..] {
                [] => !is_score,
                [word] => small && sentence.is_ascii() && nowhere_else(word) && !is_word(word),
                _ => false,
            }
    }
}

fn count(sentences: &[Sentence]) -> usize {
    sentences
        .iter()
        .map(|(words, _)| words.split(' ').count())
        .sum()
}

/// Whether a word changes between letters and figures more than once: `q2a29gl0`, but not `office365`.
fn is_jumbled(word: &str) -> bool {
    let figure = |sign: &u8| sign.is_ascii_digit();
    let changes = word.as_bytes().windows(2);
    changes
        .filter(|pair| figure(&pair[0]) != figure(&pair[1]))
        .count()
        > 1
}

/// What texts that could be alike have in common: the words that say something, or all of them but one.
fn keys(said: &[&str]) -> Vec<u64> {
    if said.len() > LONG {
        return Vec::new();
    }
    let long: Vec<u64> = said
        .iter()
        .filter(|word| !is_filler(word))
        .map(|word| hash(word))
        .collect();
    let all = long
        .iter()
        .fold(0, |sum: u64, word| sum.wrapping_add(*word));
    match long.len() {
        0 => Vec::new(),
        1 => vec![all],
        _ => {
            let mut but_one: Vec<u64> = long.iter().map(|word| all.wrapping_sub(*word)).collect();
            but_one.push(all);
            but_one.sort_unstable();
            but_one.dedup();
            but_one
        }
    }
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

fn is_filler(word: &str) -> bool {
    FILLERS.binary_search(&word).is_ok()
}
