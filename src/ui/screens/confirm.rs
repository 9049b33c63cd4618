//! Draws a question with its few answers. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::screens::confirm::Confirm;
use crate::ui::Canvas;
use crate::ui::canvas::{below, mark, top};
use crate::ui::text::width;

pub fn draw(canvas: &mut Canvas<'_>, state: &Confirm, area: Rect) {
    let question = &state.question;
    let words = question.lines.iter().chain([&question.words]);
    let words = words.map(|words| width(words));
    let answers = question.answers.iter();
    let answers = answers.map(|(_, words, _)| width(words) + 6);
    let columns = words.chain(answers).max().unwrap_or(20).max(30) as u16 + 4;
    let rows = (question.lines.len() + question.answers.len()) as u16 + 4;
    let inner = canvas.popup(area, columns, rows, "");
    let paint = canvas.paint;
    canvas.text(inner, 0, &question.words, paint.strong);
    let mut row = 1;
    for words in &question.lines {
        canvas.text(inner, row, words, paint.dim);
        row += 1;
    }
    row += 1;
    for (at, (letter, words, _)) in question.answers.iter().enumerate() {
        let is = at == state.at;
        let style = if is { paint.selected } else { paint.text };
        let spans = vec![
            Span::styled(mark(is), style),
            Span::styled(letter.to_string(), paint.key),
            Span::styled(format!("  {words}"), style),
        ];
        let place = top(below(inner, row), 1);
        canvas.line(place, 0, Line::from(spans));
        if is {
            canvas.cursor(place.x, place.y);
        }
        canvas.hit(place, Hit::Row(at));
        row += 1;
    }
}
