//! Where an id stands in a text, as it is written or with its parts joined otherwise. Must not know whose it is.

use std::ops::Range;

use super::folding::stands_apart;

/// Fewest letters and figures of an id that is also found with its parts joined otherwise.
const JOINED: usize = 6;

/// Where a name or an id stands by itself, in capitals or not.
pub(super) fn alone<'a>(
    text: &'a str,
    id: &'a str,
) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let apart = move |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + id.len()..].chars().next();
        [before, after]
            .into_iter()
            .flatten()
            .all(|c| !c.is_alphanumeric() || stands_apart(c))
    };
    let first = id.as_bytes().first();
    let begins = move |byte: u8| first.is_some_and(|first| byte.eq_ignore_ascii_case(first));
    let is_id = move |at: usize| {
        let part = text.get(at..at + id.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(id))
    };
    let places = (0..text.len()).filter(move |at| begins(text.as_bytes()[*at]));
    let places = places.filter(move |at| is_id(*at) && apart(*at));
    places.map(move |at| at..at + id.len())
}

/// Where an id of letters and figures stands by itself with its parts joined otherwise: `ACC-77001` as `acc77001`,
/// `ACC 77001` or `ACC_77001`. Not one of so few of them that they may stand for anything.
pub(super) fn otherwise_joined<'a>(
    text: &'a str,
    id: &str,
) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let signs: Vec<char> = id.chars().filter(|c| c.is_alphanumeric()).collect();
    let tells = signs.len() >= JOINED
        && signs.iter().any(|c| c.is_ascii_digit())
        && signs.iter().any(|c| c.is_alphabetic());
    let begins = text.char_indices().filter(move |_| tells);
    begins.filter_map(move |(from, _)| {
        let before = text[..from].chars().next_back();
        let end = from + length_of(&signs, &text[from..])?;
        let beside = [before, text[end..].chars().next()];
        let is_apart = |c: char| !c.is_alphanumeric() || stands_apart(c);
        beside
            .into_iter()
            .flatten()
            .all(is_apart)
            .then_some(from..end)
    })
}

/// How much of a text's beginning these signs take, with one other between any two at most.
fn length_of(signs: &[char], text: &str) -> Option<usize> {
    let mut rest = text.chars();
    for (n, sign) in signs.iter().enumerate() {
        let mut next = rest.next()?;
        if n > 0 && !next.is_alphanumeric() {
            next = rest.next()?;
        }
        if !next.to_lowercase().eq(sign.to_lowercase()) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}
