//! Other forms of a name, as its language makes them where it stands in a sentence: what stays of the name in each.
//! Must not know texts, nor which endings there are.

use super::super::folding::attaches;
use super::super::ordinary::{is_word, stem};
use super::{How, NameWay};

/// Fewest letters of a name that stay in all of its forms, whatever these end with.
const STAYS: usize = 5;

/// Endings of names whose forms lack three letters of them: `Virtanen`, `Virtasen`.
const THREE: [&str; 2] = ["nen", "iec"];

/// What other letters stand in place of in forms of a name: before an ending in Polish and Czech, without a vowel that
/// comes and goes there, and the weak grade in Finnish, whose endings follow a vowel.
const SHIFTS: [(&str, &str); 11] = [
    ("ka", "ce"),
    ("ga", "dze"),
    ("ra", "rze"),
    ("ta", "cie"),
    ("da", "dzie"),
    ("cha", "sze"),
    ("cha", "se"),
    ("ha", "ze"),
    ("el", "l"),
    ("ier", "r"),
    ("ab", "ebi"),
];
const WEAK: [(&str, &str); 11] = [
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("nt", "nn"),
    ("mp", "mm"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("t", "d"),
    ("p", "v"),
    ("k", ""),
];

/// The forms of names of which these are the ways of writing them. They come last: no name gives way to one.
pub(super) fn ways(names: &[(String, NameWay)]) -> Vec<(String, NameWay)> {
    let one = |how: &How| matches!(how, How::Word(1) | How::Pieces | How::Anywhere);
    let names = names.iter().filter(|(_, way)| one(&way.how));
    let forms = names.flat_map(|(letters, way)| {
        let whose = way.whose;
        let stem = stem(letters).map(|stem| (stem, How::Stem(letters[stem.len()..].into())));
        let kin = kin(letters).map(|(stem, rest)| (stem, How::Kin(rest.into())));
        let forms = stem.into_iter().chain(kin);
        let forms = forms.map(|(letters, how)| (letters.to_owned(), how));
        let shifted = shifted(letters).map(|letters| (letters, How::Word(1)));
        let forms = forms.chain(shifted);
        forms.map(move |(letters, how)| (letters, NameWay { whose, how }))
    });
    forms.collect()
}

/// A name with other letters before its endings, so long that it is no word by chance.
fn shifted(letters: &str) -> impl Iterator<Item = String> + '_ {
    let ends = letters.char_indices().next_back();
    let vowel = ends.filter(|(_, c)| "aeiouy".contains(*c));
    let weak = vowel.and_then(|(at, vowel)| {
        let mut grades = WEAK.iter();
        let grade =
            grades.find_map(|(strong, weak)| Some((letters[..at].strip_suffix(strong)?, weak)));
        grade.map(|(stem, weak)| (stem, weak, vowel))
    });
    let weak = weak.into_iter().flat_map(|(stem, weak, vowel)| {
        let other = (vowel == 'i').then_some('e');
        let vowels = std::iter::once(vowel).chain(other);
        vowels.map(move |vowel| format!("{stem}{weak}{vowel}"))
    });
    let shifts = SHIFTS.iter();
    let shifts = shifts.filter_map(|(ending, instead)| {
        let stem = letters.strip_suffix(ending)?;
        Some(format!("{stem}{instead}"))
    });
    let long = |form: &String| form.chars().count() >= STAYS && !is_word(form);
    shifts.chain(weak).filter(long)
}

/// What stays of a name in its forms, and the letters behind it.
fn kin(letters: &str) -> Option<(&str, &str)> {
    let many = letters.chars().count();
    let three = THREE.iter().any(|ending| letters.ends_with(ending));
    let stays = many.saturating_sub(if three { 3 } else { 2 });
    let spelled = |c: char| c.is_alphabetic() && !attaches(c);
    (stays >= STAYS && letters.chars().all(spelled)).then(|| {
        let cut = letters.char_indices().nth(stays);
        letters.split_at(cut.map_or(letters.len(), |(at, _)| at))
    })
}
