//! Draws what there is to say of the period, above the figures. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screens::numbers::Numbers;
use crate::app::screens::numbers::words;
use crate::domain::money::Cents;
use crate::ui::Canvas;
use crate::ui::text::cut;

/// Lines of what is unusual; the rest is counted.
const MOST: usize = 2;
/// Columns of the word before each line.
const HEAD: usize = 9;

/// Draws it; answers with the rows used.
pub fn draw(canvas: &mut Canvas<'_>, state: &Numbers, area: Rect) -> u16 {
    let shared = canvas.shared();
    let Some(review) = state.review(shared) else {
        return 0;
    };
    let paint = canvas.paint;
    let mut row = 0;
    if let Some(lost) = words::lost(&review.metrics, shared) {
        canvas.text(area, row, &format!(" {lost}"), paint.strong);
        row += 1;
    }
    let Some(findings) = state.findings(shared) else {
        return row;
    };
    let money = |amount: Cents| shared.money(amount);
    let mut say = |head: &str, words: &str, style: Style| {
        let words = cut(words, usize::from(area.width).saturating_sub(HEAD + 1));
        let head = Span::styled(format!(" {head:<HEAD$}"), style);
        canvas.line(
            area,
            row,
            Line::from(vec![head, Span::styled(words, paint.text)]),
        );
        row += 1;
    };
    let unusual = findings.unusual_lines(&money);
    let more = unusual.len().saturating_sub(MOST);
    for (n, (line, one)) in unusual.iter().zip(&findings.unusual).take(MOST).enumerate() {
        let style = match one.judged.better {
            Some(true) => paint.good,
            _ => paint.bad,
        };
        let head = if n == 0 { "Unusual" } else { "" };
        match (n + 1 == MOST, more) {
            (true, 1..) => say(head, &format!("{line}; {more} more"), style),
            _ => say(head, line, style),
        }
    }
    if let Some(usual) = findings.usual_line(&money) {
        say("Usual", &usual, paint.dim);
    }
    if let Some(owed) = findings.owed_line(&money) {
        say("Owed", &owed, paint.warn);
    }
    row
}
