//! Folding for masking: case, accents and separators go, and every folded byte knows where it came from.
//! Must not know what is looked for.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text with the way back to its source.
pub(super) struct Folded {
    text: String,
    /// For each folded byte, where its source character (or run of separators) starts and ends.
    from: Vec<(u32, u32)>,
}

impl Folded {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The part of the source that a part of the folded text came from.
    pub(super) fn source(&self, at: Range<usize>) -> Range<usize> {
        let start = self.from.get(at.start).map_or(0, |f| f.0 as usize);
        let end = self.from.get(at.end - 1).map_or(start, |f| f.1 as usize);
        start..end
    }

    /// Whether neither a letter nor a digit stands on either side.
    pub(super) fn stands_alone(&self, at: Range<usize>) -> bool {
        let before = self.text[..at.start].chars().next_back();
        let after = self.text[at.end..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    }

    fn push(&mut self, c: char, from: usize, to: usize) {
        let at = (offset(from), offset(to));
        self.text.push(c);
        self.from.resize(self.text.len(), at);
    }

    /// The last character's source goes on to here: a mark on it, or one more separator.
    fn extend(&mut self, to: usize) {
        let last = self.text.chars().next_back().map_or(0, char::len_utf8);
        for from in self.from.iter_mut().rev().take(last) {
            from.1 = offset(to);
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Folds a text. Separators become one space, marks vanish, letters lose their case and accents.
pub(super) fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        from: Vec::with_capacity(text.len()),
    };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase(), at, end);
        } else if is_separator(c) {
            if folded.text.ends_with(' ') {
                folded.extend(end);
            } else {
                folded.push(' ', at, end);
            }
        } else {
            fold_other(&mut folded, c, at, end);
        }
    }
    folded
}

fn fold_other(folded: &mut Folded, c: char, at: usize, end: usize) {
    let mut any = false;
    for part in c
        .nfkd()
        .filter(|p| !is_combining_mark(*p) && !is_invisible(*p))
    {
        if let Some(plain) = plain(part) {
            any = true;
            plain.chars().for_each(|p| folded.push(p, at, end));
            continue;
        }
        for lower in part.to_lowercase().filter(|p| !is_combining_mark(*p)) {
            any = true;
            folded.push(if is_separator(lower) { ' ' } else { lower }, at, end);
        }
    }
    if !any {
        folded.extend(end);
    }
}

/// Letters that no decomposition takes apart.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        'ё' | 'Ё' => "е",
        _ => return None,
    })
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '_' | '.' | ',' | ';' | ':' | '/' | '\\' | '|' | '(' | ')' | '[' | ']'
        )
        || matches!(c, '\'' | '"' | '`' | '*' | '~' | '‐'..='―' | '‘'..='‟' | '′'..='‴')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Scripts that are written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
