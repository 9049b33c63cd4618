//! Draws a question with its few answers. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::screens::confirm::Confirm;
use crate::ui::Canvas;
use crate::ui::canvas::{below, mark, top};
use crate::ui::table::first_row;
use crate::ui::text::width;

pub fn draw(canvas: &mut Canvas<'_>, state: &Confirm, area: Rect) {
    let question = &state.question;
    let words = question.lines.iter().chain([&question.words]);
    let words = words.map(|words| width(words));
    let answers = question.answers.iter();
    let answers = answers.map(|(_, words, _)| width(words) + 6);
    let columns = words.chain(answers).max().unwrap_or(20).clamp(30, 999) as u16 + 4;
    let (lines, answers) = (question.lines.len(), question.answers.len());
    let inner = canvas.popup(area, columns, (lines + answers + 4).min(999) as u16, "");
    let paint = canvas.paint;
    canvas.text(inner, 0, &question.words, paint.strong);
    // Where rows are few, the answers stay.
    let room = usize::from(inner.height.saturating_sub(1));
    let lines = lines.min(room.saturating_sub(answers));
    let mut row = 1;
    for words in &question.lines[..lines] {
        canvas.text(inner, row, words, paint.dim);
        row += 1;
    }
    row += u16::from(room > lines + answers);
    let first = first_row(Some(state.at), room - lines, answers);
    for (at, (letter, words, _)) in question.answers.iter().enumerate().skip(first) {
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
