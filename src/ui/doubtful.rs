//! What terminals do not agree on: signs of several letters, emoji, scripts that join or run the other way. How many
//! columns they take there is not known, so that a row of them is drawn whole whenever it changes. Must not know screens.

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;
use ratatui::buffer::{Buffer, CellDiffOption};

/// The rows that had any when they were drawn last, each as it was.
#[derive(Debug, Default)]
pub struct Doubtful {
    rows: BTreeMap<u16, u64>,
    hasher: DefaultHashBuilder,
}

impl Doubtful {
    /// Has every row that has any, or had, drawn whole where it is another than before.
    pub fn settle(&mut self, buffer: &mut Buffer) {
        let area = buffer.area;
        let drawn = &*buffer;
        let row = |y: u16| {
            let cells = || (area.left()..area.right()).map(move |x| &drawn[(x, y)]);
            let any = cells().any(|cell| is_doubtful(cell.symbol()));
            let seen = || cells().map(|cell| (cell.symbol(), cell.style()));
            any.then(|| (y, self.hasher.hash_one(seen().collect::<Vec<_>>())))
        };
        let rows: BTreeMap<u16, u64> = (area.top()..area.bottom()).filter_map(row).collect();
        let before = std::mem::replace(&mut self.rows, rows);
        let changed = before.keys().chain(self.rows.keys());
        let changed = changed.filter(|y| before.get(y) != self.rows.get(y));
        for y in changed.filter(|y| (area.top()..area.bottom()).contains(y)) {
            for x in area.left()..area.right() {
                buffer[(x, *y)].diff_option = CellDiffOption::AlwaysUpdate;
            }
        }
    }
}

/// Whether a terminal may take another number of columns for it: everything but single letters of plain scripts, and
/// the signs that frames and bars are made of.
pub fn is_doubtful(symbol: &str) -> bool {
    let mut letters = symbol.chars();
    match (letters.next(), letters.next()) {
        (None, _) => false,
        (Some(one), None) => !matches!(
            one,
            '\0'..='\u{58f}' | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2bff}' | '\u{2e80}'..='\u{9fff}'
                | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{fffd}'
        ),
        (Some(_), Some(_)) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_agree_on_is_not_doubtful() {
        for sure in ["a", "é", "ß", "Ж", "▸", "━", "…", "日", "한", " ", "", "✓"] {
            assert!(!is_doubtful(sure), "{sure}");
        }
        for doubtful in [
            "नि",
            "न",
            "👨‍👩‍👧",
            "🇩🇪",
            "😀",
            "א",
            "ع",
            "e\u{301}",
            "☀\u{fe0f}",
            "ก็",
        ] {
            assert!(is_doubtful(doubtful), "{doubtful}");
        }
    }

    /// A row with such a sign is drawn whole when it comes, when it changes and when it goes, and once more after that;
    /// not when it stays.
    #[test]
    fn a_row_is_drawn_whole_only_when_it_changes() {
        let mut doubtful = Doubtful::default();
        let mut before = Buffer::with_lines(["      ", "      "]);
        for (row, drawn) in [
            ("abc de", 5),
            ("नbc de", 6),
            ("नbc de", 6),
            ("नbc de", 0),
            ("नbc df", 6),
            ("xbc df", 6),
            ("ybc df", 6),
            ("zbc df", 1),
        ] {
            let mut now = Buffer::with_lines([row, "      "]);
            doubtful.settle(&mut now);
            assert_eq!(before.diff(&now).len(), drawn, "{row}");
            before = now;
        }
    }
}
