//! Draws a line being typed at the bottom of the room, with what was understood below it. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::widgets::Clear;

use crate::app::screens::line::LineInput;
use crate::domain::entry::Completion;
use crate::keys::Command;
use crate::ui::Canvas;
use crate::ui::canvas::{below, inset};
use crate::ui::text::wrap;

/// Lines that what was understood takes at most.
const MOST: usize = 2;

/// Draws it; the screen above stays to be read from.
pub fn draw(canvas: &mut Canvas<'_>, state: &LineInput, area: Rect) {
    let words = words(canvas, state);
    let columns = usize::from(area.width).saturating_sub(4);
    let lines = wrap(&words, columns, MOST);
    let next = state.whom_next();
    let rows = 3 + lines.len().max(1) + usize::from(next.is_some());
    let rows = (rows as u16).min(area.height);
    let at = below(area, area.height - rows);
    canvas.widget(Clear, at);
    let inner = inset(canvas.boxed(at, &state.title), 1);
    canvas.field(inner, 0, &state.field, true);
    let mut row = 1;
    for line in &lines {
        canvas.text(inner, row, line, canvas.paint.dim);
        row += 1;
    }
    if let Some(next) = next {
        canvas.command(below(inner, row), Command::Whom, next);
    }
}

/// What could be completed at the cursor, else what was understood.
fn words(canvas: &Canvas<'_>, state: &LineInput) -> String {
    let completion = state.completion(canvas.shared());
    let whole = |c: &Completion| {
        let typed = state.field.text().get(c.replaces.clone());
        c.choices.len() == 1 && typed == Some(c.choices[0].insert.as_str())
    };
    let choices = completion.filter(|c| !whole(c)).map(|c| c.choices);
    let choices = choices.unwrap_or_default();
    if choices.is_empty() {
        return state.below(canvas.shared());
    }
    let shown = choices.iter().take(4).map(|c| c.shown.as_str());
    format!("Tab: {}", shown.collect::<Vec<_>>().join("  ·  "))
}
