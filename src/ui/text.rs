//! Words and little drawings as text: cut to a width, wrapped, bars, sparklines. Must not know screens.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::safe::one_line;

/// Columns a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// As much of a text as can be seen in some columns, and more: it can be long, and is drawn again and again.
fn start(text: &str, columns: usize) -> &str {
    let end = text.char_indices().nth(columns.saturating_mul(8));
    end.map_or(text, |(at, _)| &text[..at])
}

/// A text on one line, cut to a width with `…`.
pub fn cut(text: &str, columns: usize) -> String {
    let text = one_line(start(text, columns.saturating_add(8)));
    if text.width() <= columns {
        return text.into_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used >= columns {
            break;
        }
        out.push_str(grapheme);
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

/// A word in pieces that each fit into some columns: not every language parts its words, and not everybody an address.
fn broken(word: &str, columns: usize) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let mut used = 0;
        let fits = rest.grapheme_indices(true).take_while(|(_, grapheme)| {
            used += grapheme.width();
            used <= columns
        });
        let end = fits.last().map_or(0, |(at, grapheme)| at + grapheme.len());
        // What fits in no line goes as it is.
        let (piece, more) = rest.split_at(if end == 0 { rest.len() } else { end });
        rest = more;
        (!piece.is_empty()).then_some(piece)
    })
}

/// A text over at most `rows` lines of a width, broken at spaces, and within words that are longer than a line; the last
/// one is cut.
pub fn wrap(text: &str, columns: usize, rows: usize) -> Vec<String> {
    let seen = columns.saturating_mul(rows).saturating_add(columns);
    let text = crate::domain::safe::many_lines(start(text, seen));
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let words = paragraph.split_whitespace();
        for word in words.flat_map(|word| broken(word, columns)) {
            let needs = line.width() + usize::from(!line.is_empty()) + word.width();
            if !line.is_empty() && needs > columns {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines.iter().map(|line| cut(line, columns)).collect()
}

/// A horizontal bar: `share` of `columns`, with the rest as a thin line.
pub fn bar(share: f64, columns: usize) -> (String, String) {
    let full = (share.clamp(0.0, 1.0) * columns as f64).round() as usize;
    let full = full.min(columns);
    ("━".repeat(full), "─".repeat(columns - full))
}

/// A sparkline over values, the highest being full; nothing is a dot, so that it is not taken for little.
pub fn spark(values: &[Option<i64>]) -> String {
    const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let top = values.iter().copied().flatten().max().unwrap_or(0).max(1);
    let level = |value: i64| (value.max(0) * 7 / top) as usize;
    let sign = |value: &Option<i64>| match *value {
        Some(value @ 1..) => LEVELS[level(value).min(7)],
        Some(_) => '·',
        None => ' ',
    };
    values.iter().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_by_columns_not_letters() {
        assert_eq!(cut("reporting", 9), "reporting");
        assert_eq!(cut("reporting", 5), "repo…");
        assert_eq!(cut("日本語テスト", 5), "日本…");
        assert_eq!(cut("one\ntwo", 20), "one two");
        assert_eq!(cut("x", 0), "");
    }

    #[test]
    fn long_texts_are_wrapped_and_the_rest_is_marked() {
        assert_eq!(wrap("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(wrap("one two three four", 9, 1), ["one two …"]);
        assert!(wrap("", 9, 1).is_empty());
        assert_eq!(wrap("日本語テスト", 5, 9), ["日本", "語テ", "スト"]);
        assert_eq!(wrap("a abcdefgh i", 4, 9), ["a", "abcd", "efgh", "i"]);
        assert_eq!(wrap("日", 1, 9), ["…"]);
    }

    #[test]
    fn drawings() {
        assert_eq!(spark(&[0, 1, 4, 8].map(Some)), "·▁▄█");
        assert_eq!(spark(&[None, Some(0), Some(0)]), " ··");
        assert_eq!(bar(0.5, 4), ("━━".to_owned(), "──".to_owned()));
    }
}
