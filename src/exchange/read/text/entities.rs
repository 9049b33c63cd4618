//! The entities of HTML that exports write, as the letters they stand for.
//! Must not know tags.

use std::borrow::Cow;

/// Names of the letters from U+00A0 on.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
    Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
    times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave \
    eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute \
    ucirc uuml yacute thorn yuml";

/// Names of other letters and signs.
const FURTHER: [(&str, char); 28] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("sbquo", '\u{201a}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("bdquo", '\u{201e}'),
    ("bull", '\u{2022}'),
    ("hellip", '\u{2026}'),
    ("euro", '\u{20ac}'),
    ("trade", '\u{2122}'),
    ("larr", '\u{2190}'),
    ("rarr", '\u{2192}'),
    ("lsaquo", '\u{2039}'),
    ("rsaquo", '\u{203a}'),
    ("OElig", '\u{152}'),
    ("oelig", '\u{153}'),
    ("Scaron", '\u{160}'),
    ("scaron", '\u{161}'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
];

/// A text with its entities as the letters they stand for; borrowed where it has none. What is no entity stays.
pub fn decode(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut rest, mut kept) = (text, 0);
    while let Some(at) = rest.find('&') {
        let begin = text.len() - rest.len() + at;
        rest = &rest[at + 1..];
        let Some((letter, length)) = letter(rest) else {
            continue;
        };
        out.push_str(&text[kept..begin]);
        out.push(letter);
        rest = &rest[length..];
        kept = text.len() - rest.len();
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// The letter that an entity without its `&` stands for, and how long it is.
fn letter(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(10).position(|b| b == b';')?;
    let name = &text[..end];
    let found = match name.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?).filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))?
        }
        None => named(name)?,
    };
    // A blank that does not break is a blank.
    let found = if found == '\u{a0}' { ' ' } else { found };
    Some((found, end + 1))
}

fn named(name: &str) -> Option<char> {
    let further = FURTHER.iter().find(|(known, _)| *known == name);
    further.map(|(_, letter)| *letter).or_else(|| {
        let at = LATIN
            .split_ascii_whitespace()
            .position(|known| known == name)?;
        char::from_u32(0xa0 + u32::try_from(at).ok()?)
    })
}
