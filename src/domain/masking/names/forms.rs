//! Other forms of a name, as its language makes them where it stands in a sentence: what stays of the name in each.
//! Must not know texts, nor which endings there are.

use super::super::folding::attaches;
use super::super::ordinary::stem;
use super::{How, NameWay};

/// Fewest letters of a name that stay in all of its forms, whatever these end with.
const STAYS: usize = 5;

/// Endings of names whose forms lack three letters of them: `Virtanen`, `Virtasen`.
const THREE: [&str; 2] = ["nen", "iec"];

/// The forms of names of which these are the ways of writing them. They come last: no name gives way to one.
pub(super) fn ways(names: &[(String, NameWay)]) -> Vec<(String, NameWay)> {
    let one = |how: &How| matches!(how, How::Word(1) | How::Pieces | How::Anywhere);
    let names = names.iter().filter(|(_, way)| one(&way.how));
    let forms = names.flat_map(|(letters, way)| {
        let whose = way.whose;
        let stem = stem(letters).map(|stem| (stem, How::Stem(letters[stem.len()..].into())));
        let kin = kin(letters).map(|(stem, rest)| (stem, How::Kin(rest.into())));
        let forms = stem.into_iter().chain(kin);
        forms.map(move |(letters, how)| (letters.to_owned(), NameWay { whose, how }))
    });
    forms.collect()
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
