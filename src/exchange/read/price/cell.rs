//! What the cell of a price says beside it: how many there are, and how often it is due. Must not know columns.

use std::borrow::Cow;

use super::every;
use crate::domain::listed::is_listed;

/// So many of a price each, in one cell: `3 x 50`, `5 @ 20`, `$10 × 2 / year`. What stands behind the number stays with the
/// price.
pub fn several(value: &str) -> Option<(&str, Cow<'_, str>)> {
    const LONGEST: usize = 5;
    const SPANS: &str =
        "month months quarter quarters year years week weeks monat monate jahr jahre mois ans";
    const SIGNS: [char; 4] = ['x', 'X', '\u{d7}', '*'];
    let is_digit = |c: char| c.is_ascii_digit();
    let is_count =
        |count: &str| !count.is_empty() && count.len() <= LONGEST && count.chars().all(is_digit);
    let (count, each) = value.split_once([SIGNS[0], SIGNS[1], SIGNS[2], SIGNS[3], '@'])?;
    // `30 x 12 months` says for how long, and how much for one of those.
    let long = each.trim().split_once(' ');
    let long = long.is_some_and(|(count, of)| is_count(count) && is_listed(SPANS, of.trim()));
    if is_count(count.trim()) && each.contains(is_digit) && !long {
        return Some((count.trim(), Cow::Borrowed(each.trim())));
    }
    let (each, count) = value.rsplit_once(SIGNS)?;
    let count = count.trim_start();
    let (count, behind) = count.split_at(count.find(|c| !is_digit(c)).unwrap_or(count.len()));
    // A letter of a word, as in `max`, is no sign.
    let number = each.ends_with(|c: char| !c.is_alphabetic()) && each.contains(is_digit);
    let behind = behind.trim();
    let often = behind.is_empty() || behind.starts_with(['/', '(']) || behind.starts_with("per ");
    (number && is_count(count) && often).then(|| {
        let each = format!("{} {behind}", each.trim_end());
        (count, Cow::Owned(each.trim_end().to_owned()))
    })
}

/// What is left of a price of one of several without the word for those: `$10/mo` of `$10/user/mo`.
pub fn of_one(value: &str) -> Option<String> {
    const ONES: &str = "user seat licence license member agent head person nutzer lizenz arbeitsplatz utilisateur usuario";
    let lower = value.to_ascii_lowercase();
    ["/", "per ", "pro ", "par "].iter().find_map(|per| {
        let at = lower.find(per)?;
        let behind = &lower[at + per.len()..];
        let blanks = behind.len() - behind.trim_start().len();
        let one = ONES
            .split(' ')
            .find(|one| behind.trim_start().starts_with(*one))?;
        let rest = &value[at + per.len() + blanks + one.len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        Some(format!("{}{rest}", value[..at].trim_end()))
    })
}

/// A price alone, without what else its cell says of it.
pub fn alone(value: &str) -> Cow<'_, str> {
    let value = several(value).map_or(Cow::Borrowed(value), |(_, each)| each);
    let value = of_one(&value).map_or(value, Cow::Owned);
    let bare = beside(&value).map(|(bare, _)| bare.to_owned());
    bare.map_or(value, Cow::Owned)
}

/// A price and the words behind it that say how often it is due: `1,200/yr`, `49 per month`, `588 annually`, `600 (12 months)`.
pub fn beside(value: &str) -> Option<(&str, &str)> {
    const BETWEEN: [&str; 10] = [
        "/", " per ", " pro ", " par ", " each ", " every ", " por ", " je ", " a ", " p. ",
    ];
    const LONG: usize = 5;
    const SHORT: &str = "pm p.m p.m. pa p.a p.a. p.q p.q. p.w p.w. mo mo. mtl mtl. yr yr.";
    // `12/2026 annually` has a year, and `3/12 months` no price.
    const MOST: i64 = 120;
    const FEW: usize = 2;
    let lower = value.to_ascii_lowercase();
    let between = BETWEEN
        .iter()
        .find_map(|word| Some((lower.rfind(word)?, word.len())));
    let word = || {
        let at = value.trim_end().rfind(' ')?;
        let last = value[at..].trim();
        let short = || SHORT.split(' ').any(|word| last.eq_ignore_ascii_case(word));
        (last.len() >= LONG || short()).then_some((at, 0))
    };
    let inside = || {
        let inner = value.trim_end().strip_suffix(')')?;
        inner.split_once('(')
    };
    let parted = |(at, length): (usize, usize)| (&value[..at], &value[at + length..]);
    let (bare, said) = inside().or_else(|| between.or_else(word).map(parted))?;
    // `90 / 3 months` is a price, and `3/12 months` a part of something.
    let apart = inside().is_some() || bare.ends_with(' ') || value[bare.len()..].starts_with(' ');
    let (bare, said) = (bare.trim(), said.trim());
    let number = bare.contains(|c: char| c.is_ascii_digit()) && !bare.contains('/');
    let digit = |c: char| c.is_ascii_digit();
    let digits = bare.matches(digit).count();
    let counted = !said.starts_with(digit) || digits > FEW || (digits == FEW && apart);
    let words = said.contains(char::is_alphabetic) && counted;
    let due = every(said).filter(|every| every.count <= MOST);
    (number && words && due.is_some()).then_some((bare, said))
}
