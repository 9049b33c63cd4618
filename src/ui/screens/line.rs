//! Draws a line being typed at the bottom of the room, with what was understood below it. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::widgets::Clear;

use crate::app::screens::line::LineInput;
use crate::domain::entry::Completion;
use crate::ui::Canvas;
use crate::ui::canvas::{below, inset};
use crate::ui::text::cut;

/// Draws it; the screen above stays to be read from.
pub fn draw(canvas: &mut Canvas<'_>, state: &LineInput, area: Rect) {
    let rows = 4.min(area.height);
    let at = below(area, area.height - rows);
    canvas.widget(Clear, at);
    let inner = inset(canvas.boxed(at, &state.title), 1);
    canvas.field(inner, 0, &state.field, true);
    let completion = state.completion(canvas.shared());
    let whole = |c: &Completion| {
        let typed = state.field.text().get(c.replaces.clone());
        c.choices.len() == 1 && typed == Some(c.choices[0].insert.as_str())
    };
    let choices = completion.filter(|c| !whole(c)).map(|c| c.choices);
    let choices = choices.unwrap_or_default();
    let words = if choices.is_empty() {
        state.below(canvas.shared())
    } else {
        let shown = choices.iter().take(4).map(|c| c.shown.as_str());
        format!("Tab: {}", shown.collect::<Vec<_>>().join("  ·  "))
    };
    let words = cut(&words, usize::from(inner.width));
    canvas.text(inner, 1, &words, canvas.paint.dim);
}
