//! Draws a question with its few answers.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::screens::confirm::Confirm;
use crate::ui::Canvas;
use crate::ui::text::width;

/// Draws it in the middle.
pub fn draw(canvas: &mut Canvas<'_>, state: &Confirm, area: Rect) {
    let words = state
        .lines
        .iter()
        .map(|l| width(l))
        .chain([width(&state.question)]);
    let answers = state.choices.iter().map(|(_, words, _)| width(words) + 6);
    let columns = words.chain(answers).max().unwrap_or(20).max(30) as u16 + 4;
    let rows = (state.lines.len() + state.choices.len()) as u16 + 4;
    let inner = canvas.popup(area, columns, rows, "");
    canvas.text(inner, 0, &state.question, canvas.theme.strong);
    let mut row = 1;
    for words in &state.lines {
        canvas.text(inner, row, words, canvas.theme.dim);
        row += 1;
    }
    row += 1;
    for (at, (letter, words, _)) in state.choices.iter().enumerate() {
        let selected = at == state.at;
        let style = if selected {
            canvas.theme.selected
        } else {
            canvas.theme.text
        };
        let mark = if selected { "▸ " } else { "  " };
        let spans = [
            Span::styled(mark, style),
            Span::styled(letter.to_string(), canvas.theme.key),
            Span::styled(format!("  {words}"), style),
        ];
        canvas.line(inner, row, Line::from(spans.to_vec()));
        if selected {
            canvas.cursor(inner.x, inner.y + row);
        }
        canvas.hit(
            Rect::new(inner.x, inner.y + row, inner.width, 1),
            Hit::Row(at),
        );
        row += 1;
    }
}
