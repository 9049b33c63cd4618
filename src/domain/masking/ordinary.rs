//! Ordinary words: what a name shares with everybody, so that it says nothing about a customer.
//! Must not know names: a folded word goes in, yes or no comes out.

use std::sync::LazyLock;

use hashbrown::HashSet;

/// Common English, German, French and Spanish words, and some of their neighbours', folded; places,
/// days, trades and the short forms of the business among them. What an ending makes of a word in
/// the list is left out of it.
static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("ordinary.txt")
        .split_ascii_whitespace()
        .collect()
});

/// Endings that make another form of a word.
const ENDINGS: [&str; 12] = [
    "s", "es", "e", "n", "en", "er", "em", "ed", "d", "ing", "ly", "r",
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
        || ENDINGS.iter().any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| stem.len() > 2 && known(stem))
        })
}

/// Whether it has only digits.
pub(super) fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}
