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
    let question = &state.question;
    let words = question
        .lines
        .iter()
        .map(|l| width(l))
        .chain([width(&question.words)]);
    let answers = question
        .answers
        .iter()
        .map(|(_, words, _)| width(words) + 6);
    let columns = words.chain(answers).max().unwrap_or(20).max(30) as u16 + 4;
    let rows = (question.lines.len() + question.answers.len()) as u16 + 4;
    let inner = canvas.popup(area, columns, rows, "");
    canvas.text(inner, 0, &question.words, canvas.paint.strong);
    let mut row = 1;
    for words in &question.lines {
        canvas.text(inner, row, words, canvas.paint.dim);
        row += 1;
    }
    row += 1;
    for (at, (letter, words, _)) in question.answers.iter().enumerate() {
        let selected = at == state.at;
        let style = if selected {
            canvas.paint.selected
        } else {
            canvas.paint.text
        };
        let mark = if selected { "▸ " } else { "  " };
        let spans = [
            Span::styled(mark, style),
            Span::styled(letter.to_string(), canvas.paint.key),
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
