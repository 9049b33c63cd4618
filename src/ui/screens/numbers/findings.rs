//! Draws what there is to say of the period, above the figures. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::Hit;
use crate::app::screens::numbers::NumbersScreen;
use crate::app::screens::numbers::found::NumbersLine;
use crate::app::screens::numbers::pane::NumbersPane;
use crate::app::screens::numbers::words;
use crate::ui::Canvas;
use crate::ui::canvas::{below, right_of, top};

/// Columns of the word before each line, and of the mark before that.
const HEAD: usize = 10;

/// Draws it; answers with the rows used.
pub fn draw(canvas: &mut Canvas<'_>, state: &NumbersScreen, area: Rect) -> u16 {
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
    let focused = state.pane == NumbersPane::Found && canvas.model.layers.is_empty();
    for (n, line) in state.found(shared).iter().enumerate() {
        let style = match (line.of, line.better) {
            (NumbersLine::Unusual(_), Some(true)) => paint.good,
            (NumbersLine::Unusual(_), _) => paint.bad,
            (NumbersLine::Usual, _) => paint.dim,
            (NumbersLine::Owed, _) => paint.warn,
        };
        let is = focused && state.line.at() == n;
        let mark = if is { "▸" } else { " " };
        let head = format!("{mark}{:<width$}", line.head, width = HEAD - 1);
        let own = below(area, row);
        canvas.text(own, 0, &head, style);
        if is {
            canvas.cursor(own.x, own.y);
        }
        let used = canvas.wrapped(right_of(own, HEAD as u16), &line.words, 2, paint.text);
        if focused {
            canvas.hit(top(own, used.max(1)), Hit::Row(n));
        }
        row += used.max(1);
    }
    row
}
