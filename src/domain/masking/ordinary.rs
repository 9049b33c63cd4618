//! Ordinary words: what a name shares with everybody, so that it says nothing about a customer.
//! Must not know names: a folded word goes in, yes or no comes out.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use hashbrown::HashSet;

use super::folding::{fold, is_hangul};
use super::trades::is_trade;
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

/// Words that stand beside a number in any text: what is numbered, and what is said of how many there are.
const NUMBERED: &str = "level step phase tier version part page line plan team group room floor question section option \
    item point row column number seat user case stage class grade track round unit type rank chapter gate lane zone \
    score star sprint release build stand halle hall platz etage stufe phase gruppe raum teil seite niveau etape \
    day week month year hour minute second quarter time people person percent euro dollar pound customer account \
    employee license order ticket call from under above below next past least best only until since exactly nearly almost";

/// Whether a folded word is one that anybody may use: it is in the list with or without an ending,
/// it is a number, or it is a single letter.
pub(super) fn is_ordinary(word: &str) -> bool {
    let mut letters = word.chars();
    let short = letters.next().is_none() || letters.next().is_none();
    let known = |word: &str| WORDS.contains(word);
    short
        || is_number(word)
        || known(word)
        || is_trade(word)
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
pub fn is_word(word: &str) -> bool {
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

/// Whether two folded words are a number and a word that no number stands beside in texts that are about nobody.
pub(super) fn are_figured(one: &str, other: &str) -> bool {
    let word = match (is_figure(one), is_figure(other)) {
        (true, false) => other,
        (false, true) => one,
        (true, true) | (false, false) => return false,
    };
    let singular = word.strip_suffix('s').unwrap_or(word);
    let mut numbered = NUMBERED.split_ascii_whitespace();
    word.chars().count() > 3
        && word.chars().all(char::is_alphabetic)
        && !numbered.any(|known| known == singular || known == word)
        && !is_opener(word)
}

/// Numbers that stand beside a word in names, and how texts may spell them; one is anybody's.
const IN_WORDS: [(&str, &str); 11] = [
    ("2", "two zwei"),
    ("3", "three drei"),
    ("4", "four vier"),
    ("5", "five funf"),
    ("6", "six sechs"),
    ("7", "seven sieben"),
    ("8", "eight acht"),
    ("9", "nine neun"),
    ("10", "ten zehn"),
    ("11", "eleven elf"),
    ("12", "twelve zwolf"),
];

/// The same in letters.
static SPELLED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = IN_WORDS.iter().flat_map(|(_, words)| words.split(' '));
    words.collect()
});

/// Whether a folded word is a number, or one in letters.
pub(super) fn is_figure(word: &str) -> bool {
    is_number(word) || SPELLED.contains(word)
}

/// The letters of a number and a word with the number written otherwise. Whether it may be in letters there: of one
/// word these may be the beginning.
pub(super) fn in_other_figures(letters: &str, spelled: bool) -> Vec<String> {
    if !spelled && !letters.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let each = IN_WORDS.iter().flat_map(|(digits, words)| {
        let all = || std::iter::once(*digits).chain(words.split(' '));
        let known = all().take(if spelled { usize::MAX } else { 1 });
        known.flat_map(move |number| {
            let others = all().filter(move |other| *other != number);
            let behind = letters.strip_prefix(number).filter(|word| is_counted(word));
            let before = letters.strip_suffix(number).filter(|word| is_counted(word));
            others.flat_map(move |other| {
                let behind = behind.map(|word| format!("{other}{word}"));
                behind
                    .into_iter()
                    .chain(before.map(|word| format!("{word}{other}")))
            })
        })
    });
    each.collect()
}

fn is_counted(word: &str) -> bool {
    word.chars().count() > 3 && word.chars().all(char::is_alphabetic)
}

/// Every word that is listed, in order.
static IN_ORDER: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| WORDS.iter().chain(ENGLISH.iter()).copied().collect());

/// Whether a listed word goes on after these letters, or is nothing but them.
pub(super) fn begins_words(letters: &str) -> bool {
    let mut behind = IN_ORDER.range(letters..);
    behind.next().is_some_and(|word| word.starts_with(letters))
}

/// Endings of names in the letters of a script, and the fewest letters of a name that takes one.
type Endings = [(&'static str, usize); 4];

/// In Cyrillic, Greek, Korean and Latin letters.
const ENDS: Endings = [
    ("а у ом ем е ы и я ю ов ам ами ах ой", 4),
    ("", 4),
    (PARTICLES, 4),
    (
        "a u em owi ovi ie iem om ami ach n ssa lla lle sta lta ksi lt da de dan den nin in un \
         nak nek ban ben val vel nal nel hoz hez rol tol",
        5,
    ),
];

/// The same in place of a vowel, or of what a name in Greek ends with.
const INSTEAD: Endings = [
    ("а о у ы и е я ю ой ей ом ем ам ами ах", 4),
    ("ου ο ε οι ων ουσ η α ηδεσ", 4),
    ("", 4),
    (
        "a u y i e ie em ze owi om ami ach ej iej ego emu ym ych ymi iho imu im \
         ka ku ki kowi kovi kiem kem kom kami kach ca cu ci cowi covi cem com cami cach",
        4,
    ),
];

/// What Korean writes onto a word; further ones may follow.
const PARTICLES: &str = "은 는 이 가 을 를 과 와 의 에 께 로 으로 도 만 까 부터 처럼 보다 라 입 님 측 쪽 사 씨 하고 랑 나 조차 마저 밖 대로 뿐 한테 \
    며 고 인 였 들 앱 및";

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
    let script = match name.chars().next_back() {
        Some('\u{400}'..='\u{4ff}') => 0,
        Some('\u{370}'..='\u{3ff}') => 1,
        Some(c) if is_hangul(c) => 2,
        Some(_) | None => 3,
    };
    let (endings, least) = endings[script];
    let mut endings = endings.split_ascii_whitespace().map(fold);
    name.chars().count() >= least
        && endings.any(|known| match script == 2 {
            true => ending.starts_with(known.text()),
            false => ending == known.text(),
        })
        && !is_word(&format!("{name}{ending}"))
}

/// Endings of names that give way as a whole: a vowel, those of Greek names, and a vowel that comes and goes with the
/// letter behind it.
const GIVE_WAY: [&str; 14] = [
    "a", "e", "i", "o", "y", "а", "о", "е", "я", "οσ", "ησ", "ασ", "ek", "ec",
];

/// What is left of a folded name without such an ending, unless that is a word or next to nothing.
pub(super) fn stem(name: &str) -> Option<&str> {
    let mut endings = GIVE_WAY.iter();
    let stem = endings.find_map(|ending| name.strip_suffix(ending))?;
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
