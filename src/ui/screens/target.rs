//! Draws the screen of the same name in `app/screens`.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::ui::Canvas;

/// Draws it.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    canvas.text(area, 0, "...", canvas.theme.dim);
}
