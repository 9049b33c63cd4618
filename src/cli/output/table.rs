//! Aligned columns by display width. Must not know what stands in them.

use std::borrow::Cow;
use std::io::IsTerminal;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::money::{Cents, Money};
use crate::domain::safe;

/// Columns for people, aligned. The text column gives way where a terminal is too narrow.
#[derive(Clone, Debug, Default)]
pub struct OutputTable {
    heads: Vec<String>,
    right: Vec<bool>,
    text: Option<usize>,
    rows: Vec<Vec<OutputCell>>,
}

/// What stands in a row of a column.
#[derive(Clone, Debug)]
pub enum OutputCell {
    /// Words, safe to print.
    Text(String),
    /// An amount, written as those of the room when it is printed.
    Amount(Cents),
}

impl<T: Into<String>> From<T> for OutputCell {
    fn from(text: T) -> OutputCell {
        OutputCell::Text(safe::one_line(&text.into()).trim().to_owned())
    }
}

impl OutputCell {
    fn written(&self, money: Money<'_>) -> Cow<'_, str> {
        match self {
            OutputCell::Text(text) => Cow::Borrowed(text),
            OutputCell::Amount(amount) => Cow::Owned(money.number(*amount)),
        }
    }
}

/// What the text column keeps however narrow the terminal is.
const LEAST_TEXT: usize = 16;

impl OutputTable {
    /// A table with these heads. One that starts with `>` is aligned to the right, one that starts
    /// with `~` is the text column, which gives way.
    pub fn new(heads: impl IntoIterator<Item = impl AsRef<str>>) -> OutputTable {
        let heads: Vec<String> = heads.into_iter().map(|h| h.as_ref().to_owned()).collect();
        let name = |head: &String| head.trim_start_matches(['>', '~']).to_owned();
        OutputTable {
            heads: heads.iter().map(name).collect(),
            right: heads.iter().map(|h| h.starts_with('>')).collect(),
            text: heads.iter().position(|h| h.starts_with('~')),
            rows: Vec::new(),
        }
    }

    /// Adds a row, its cells safe to print.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<OutputCell>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The lines; `width` is that of the terminal, if one reads them.
    pub fn render(&self, width: Option<usize>, money: Money<'_>) -> String {
        let mut widths: Vec<usize> = self.heads.iter().map(|h| h.width()).collect();
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.iter().map(|cell| cell.written(money)));
        let rows: Vec<Vec<Cow<'_, str>>> = rows.map(Iterator::collect).collect();
        for row in &rows {
            for (i, cell) in row.iter().enumerate().take(widths.len()) {
                widths[i] = widths[i].max(cell.width());
            }
        }
        if let (Some(text), Some(width)) = (self.text, width) {
            let others: usize = widths.iter().sum::<usize>() - widths[text];
            let room = width.saturating_sub(others + 2 * (widths.len() - 1));
            widths[text] = widths[text].min(room.max(LEAST_TEXT));
        }
        let mut out = String::new();
        if self.heads.iter().any(|h| !h.is_empty()) {
            self.line(&mut out, &self.heads, &widths);
        }
        for row in &rows {
            self.line(&mut out, row, &widths);
        }
        out
    }

    fn line(&self, out: &mut String, cells: &[impl AsRef<str>], widths: &[usize]) {
        let mut line = String::new();
        for (i, width) in widths.iter().enumerate() {
            let cell = cells.get(i).map_or("", AsRef::as_ref);
            let cell = clip(cell, *width);
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            if i > 0 {
                line.push_str("  ");
            }
            if self.right[i] {
                line.push_str(&gap);
                line.push_str(&cell);
            } else {
                line.push_str(&cell);
                line.push_str(&gap);
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// A text cut to a display width, with `…` where something is missing.
fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for grapheme in text.graphemes(true) {
        if out.width() + grapheme.width() + 1 > width {
            break;
        }
        out.push_str(grapheme);
    }
    out.push('…');
    out
}

/// Columns of the terminal on standard output; `None` where a file or a program reads it.
pub fn terminal_width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    (size.ws_col > 0).then_some(usize::from(size.ws_col))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_what_they_take_on_the_screen() {
        let mut table = OutputTable::new(["name", ">MRR", "~words"]);
        table.row(["東京", "1.00", "a"]);
        table.row(["Ana", "100.00", "two\nlines"]);
        let lines = table.render(None, Money::of(None));
        assert_eq!(
            lines,
            "name     MRR  words\n東京    1.00  a\nAna   100.00  two lines\n"
        );
    }

    #[test]
    fn the_text_gives_way_on_a_narrow_terminal() {
        let mut table = OutputTable::new(["id", "~text"]);
        table.row(["1", "abcdefghij abcdefghij abcdefghij"]);
        let lines = table.render(Some(24), Money::of(None));
        assert!(lines.contains("1   abcdefghij abcdefgh…"), "{lines}");
    }
}
