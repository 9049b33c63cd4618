//! Words of dates in other languages than English: `bis nächsten Freitag`, `fin du mois`, `20 de noviembre`. Each is
//! said in the English words that dates are read by. Must not know what such words mean together.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::Weekday;
use hashbrown::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::dates::{self, weekday};
use crate::domain::day::month_named;

/// A word that means nothing beside a date: an article.
pub(super) const ARTICLE: &str = "-";

/// Stands for a word that the language does not have; no date has one.
const UNKNOWN: &str = "?";

/// Language by language, the words (small, without accents) behind the English one that they mean. A line is taken for
/// one of a language where it has a word from above its `--`.
const TONGUES: &str = include_str!("tongues.txt");

/// What a word means in one of the languages.
struct WordMeaning {
    tongue: usize,
    english: &'static str,
    /// Whether a line with it may be one of the language.
    tells: bool,
}

static MEANINGS: LazyLock<HashMap<&str, Vec<WordMeaning>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<WordMeaning>> = HashMap::new();
    let (mut tongue, mut tells) = (0, true);
    for line in TONGUES.lines() {
        let (english, words) = line.split_once(' ').unwrap_or((line, ""));
        match english {
            "#" => (tongue, tells) = (tongue + 1, true),
            "--" => tells = false,
            english => {
                for word in words.split(' ') {
                    let meaning = WordMeaning {
                        tongue,
                        english,
                        tells,
                    };
                    all.entry(word).or_default().push(meaning);
                }
            }
        }
    }
    all
});

/// A line in the English words that dates are read by.
pub(super) struct SpokenLine {
    pub words: Vec<String>,
    /// Whether it was said in another language: its order is another, and articles stand between its words.
    pub foreign: bool,
    /// Which of its words lead to a date.
    pub leads: Vec<bool>,
}

impl SpokenLine {
    /// Whether the word before a place leads to a date.
    pub(super) fn is_led(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.leads[before])
    }
}

/// The words of a line as they are looked for in it: in English, then in every other language that it may be of.
/// There are as many in each as in the line.
pub(super) fn spoken(words: &[String]) -> Vec<SpokenLine> {
    let folded: Vec<String> = words.iter().map(|word| folded(word)).collect();
    let meanings = folded.iter().filter_map(|word| MEANINGS.get(word.as_str()));
    let telling = meanings.flatten().filter(|one| one.tells);
    let told: BTreeSet<usize> = telling.map(|one| one.tongue).collect();
    let anywhere: Vec<bool> = words.iter().map(|word| leads(word)).collect();
    let line = |said: Vec<String>, foreign: bool| SpokenLine {
        leads: (said.iter().zip(&anywhere))
            .map(|(word, anywhere)| dates::leads(word) || *anywhere)
            .collect(),
        words: said,
        foreign,
    };
    let foreign = told.into_iter().map(|tongue| {
        let said = folded.iter().map(|word| meant(word, tongue));
        line(said.collect(), true)
    });
    let english = line(words.to_vec(), false);
    [english].into_iter().chain(foreign).collect()
}

/// Whether a word leads to a date in one of the languages: `bis`, `avant`, `den`.
pub(super) fn leads(small: &str) -> bool {
    let articles = ["le", "el", "den"];
    let long = small.len() > 2 || small == "am";
    articles.contains(&small) || long && all_meanings(small).contains(&"by")
}

/// The day of the week that a word names in one of the languages.
pub(super) fn weekday_of(small: &str) -> Option<Weekday> {
    all_meanings(small).into_iter().find_map(weekday)
}

/// What a word means in each of the languages that have it.
pub(super) fn all_meanings(small: &str) -> Vec<&'static str> {
    let all = MEANINGS.get(folded(small).as_str()).into_iter().flatten();
    all.map(|one| one.english).collect()
}

/// Small letters without accents: `Nächsten` is `nachsten`.
fn folded(word: &str) -> String {
    let plain = word.nfkd().filter(|c| !is_combining_mark(*c));
    let plain = plain.map(|c| if c == '’' { '\'' } else { c });
    plain.flat_map(char::to_lowercase).collect()
}

fn meant(word: &str, tongue: usize) -> String {
    let mut meanings = MEANINGS.get(word).into_iter().flatten();
    let found = meanings.find(|one| one.tongue == tongue);
    let as_it_is = word.contains(|c: char| c.is_ascii_digit()) || month_named(word).is_some();
    match found {
        Some(meaning) => meaning.english.to_owned(),
        None if as_it_is => word.to_owned(),
        None => UNKNOWN.to_owned(),
    }
}

/// A word in small letters, without what a sentence puts behind it.
pub(super) fn bare(word: &str) -> String {
    let word = word.trim_start_matches('(');
    word.trim_end_matches([',', '.', ';', '!', '?', ':', ')'])
        .to_lowercase()
}
