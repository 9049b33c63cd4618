//! Ordinary words: what a name shares with everybody, so that it says nothing about a customer.
//! Must not know names: a folded word goes in, yes or no comes out.

use std::sync::LazyLock;

use hashbrown::HashSet;

use super::folding::fold;
use crate::domain::day::MONTHS;

/// Common English, German, French and Spanish words, and some of their neighbours', folded; places,
/// days, trades and the short forms of the business among them. What an ending makes of a word in
/// the list is left out of it.
static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("ordinary.txt")
        .split_ascii_whitespace()
        .collect()
});

/// Further English words. They are not shared by names as trades and places are, yet texts have them in small letters
/// that mean no customer.
static ENGLISH: LazyLock<HashSet<&str>> = LazyLock::new(|| listed(include_str!("english.txt")));

/// Of which words -er makes another one. Of any word it may make a company's name, so none counts that is not listed.
static IN_ER: LazyLock<HashSet<&str>> = LazyLock::new(|| listed(include_str!("in_er.txt")));

/// The words of a list, below what is said of them.
fn listed(list: &'static str) -> HashSet<&'static str> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_ascii_whitespace).collect()
}

/// Words with which sentences begin that are about nobody, whoever is called so.
const OPENERS: &str = "a about absolutely after again all also although always am amazing an and another any anyway are as at awesome be \
    because been before besides best both but by can cannot cool could definitely did do does each easy especially \
    even ever every everyone everything excellent except extremely fantastic few finally first for from get gives good \
    got great had has have having he helps her here hi highly how however i if in is it its just last like lots love \
    loved makes many maybe more most mostly much must my need needs never nevertheless new nice no not nothing now \
    obviously of often ok okay on once one only or other otherwise our out over overall particularly perfect perhaps \
    please probably really recently same seems seriously she should simply since so some something sometimes sorry \
    still such super terrible thank thanks that the their them then there these they this those though to too totally \
    tried truly try unfortunately until up us use used using very was we well were what whatever when whenever where \
    which while who why will wish with without works worst worth would wow yes yet you your";

/// What an English ending stands in place of.
const FORMS: [(&str, &str); 14] = [
    ("ies", "y"),
    ("ied", "y"),
    ("ily", "y"),
    ("ying", "y"),
    ("iness", "y"),
    ("s", ""),
    ("es", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ness", ""),
    ("ings", ""),
    ("ings", "e"),
];

/// Endings that make another form of a word, and what a word must end with to take them.
const ENDINGS: [(&str, &str); 10] = [
    ("s", ""),
    ("es", ""),
    ("e", ""),
    ("n", ""),
    ("en", ""),
    ("em", ""),
    ("ed", ""),
    ("ing", ""),
    ("d", "e"),
    ("d", "en"),
];

/// How words end of which -ly makes an adverb. Of others it mostly makes a company's name; the adverbs among those are
/// in the list.
const ADJECTIVES: [&str; 12] = [
    "al", "ant", "ate", "ed", "ent", "ful", "ic", "ing", "ish", "ive", "less", "ous",
];

/// Japanese and Korean words that many companies have in their names, folded.
const TRADES: [&str; 12] = [
    "システム",
    "サヒス",
    "クルフ",
    "ホルティンクス",
    "ソリュシヨンス",
    "テクノロシ",
    "シヤハン",
    "インタナシヨナル",
    "コホレシヨン",
    "センタ",
    "ネツトワク",
    "ソフトウエア",
];

/// Whether a folded word is one that anybody may use: it is in the list with or without an ending,
/// it is a number, or it is a single letter.
pub(super) fn is_ordinary(word: &str) -> bool {
    let mut letters = word.chars();
    let short = letters.next().is_none() || letters.next().is_none();
    let known = |word: &str| WORDS.contains(word);
    short
        || is_number(word)
        || known(word)
        || TRADES.contains(&word)
        || ENDINGS.iter().any(|(ending, before)| {
            word.strip_suffix(ending)
                .is_some_and(|stem| stem.len() > 2 && stem.ends_with(before) && known(stem))
        })
        || in_er(word).is_some_and(|stem| known(stem) || known(&format!("{stem}e")))
}

/// What a word in -er or -est is made of, if it is one that the language has.
fn in_er(word: &str) -> Option<&str> {
    let stem = word.strip_suffix("er").or(word.strip_suffix("est"))?;
    IN_ER.contains(stem).then_some(stem)
}

/// Whether a folded word is one of the language, ordinary in names or not: in small letters it may be meant as that.
pub(super) fn is_word(word: &str) -> bool {
    let known = |word: &str| is_ordinary(word) || ENGLISH.contains(word) || in_er(word).is_some();
    known(word)
        || word
            .strip_suffix("ly")
            .is_some_and(|stem| is_adjective(stem) && known(stem))
        || FORMS.iter().any(|(ending, instead)| {
            let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 2);
            stem.is_some_and(|stem| {
                let mut ends = stem.bytes().rev();
                let doubled = stem.len() > 3
                    && stem.is_ascii()
                    && ends.next() == ends.next()
                    && instead.is_empty()
                    && ending.starts_with(['e', 'i', 'y']);
                known(&format!("{stem}{instead}")) || doubled && known(&stem[..stem.len() - 1])
            })
        })
}

/// Whether a word looks like one of which -ly makes an adverb.
fn is_adjective(word: &str) -> bool {
    let of = |ending: &&str| word.len() > ending.len() + 2 && word.ends_with(*ending);
    ADJECTIVES.iter().any(of)
}

/// Whether sentences begin with a folded word that are about nobody of that name.
pub(super) fn is_opener(word: &str) -> bool {
    OPENERS
        .split_ascii_whitespace()
        .any(|opener| opener == word)
}

/// Endings of names in Cyrillic and in Latin letters, and the fewest letters of a name that takes one.
type Endings = [(&'static str, usize); 2];

const ENDS: Endings = [
    ("а у ом ем е ы и я ю ов ам ами ах ой", 4),
    (
        "a u em owi ie n ssa lla lle sta lta ksi lt da de dan den nin in un nak nek ban ben",
        5,
    ),
];

/// The same in place of a vowel.
const INSTEAD: Endings = [
    ("а о у ы и е я ю ой ей ом ем ам ами ах", 4),
    ("a u y ie em ze owi om ami ach", 4),
];

/// Whether a name that is no word of the language is written with an ending of its own in a sentence. One that makes
/// another word of it is none.
pub(super) fn is_declined(name: &str, ending: &str) -> bool {
    takes(name, ending, &ENDS)
}

/// The same of a name without its vowel.
pub(super) fn is_declined_stem(stem: &str, ending: &str) -> bool {
    takes(stem, ending, &INSTEAD)
}

fn takes(name: &str, ending: &str, endings: &Endings) -> bool {
    let is_cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    let (endings, least) = endings[usize::from(!name.ends_with(is_cyrillic))];
    name.chars().count() >= least
        && endings.split(' ').any(|known| fold(known).text() == ending)
        && !is_word(&format!("{name}{ending}"))
}

/// What is left of a folded name without the vowel that it ends with, unless that is a word or next to nothing.
pub(super) fn stem(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(['a', 'e', 'o', 'а', 'о', 'е', 'я'])?;
    (stem.chars().count() >= 4 && !is_word(stem)).then_some(stem)
}

/// Whether a folded word is a month, and a year stands behind it: then it is a time, whoever is called so.
pub(super) fn is_month_of(word: &str, behind: &str) -> bool {
    let year = behind.strip_prefix(' ').and_then(|year| year.get(..4));
    let is_year = year.is_some_and(|year| year.starts_with("20") && is_number(year));
    is_year
        && MONTHS
            .split(' ')
            .any(|month| month == word || &month[..3] == word)
}

/// Whether it has only digits.
pub(super) fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}
