//! Draws the question before a meeting ends: a question with its few answers. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::ending::Ending;
use crate::ui::Canvas;

pub fn draw(canvas: &mut Canvas<'_>, state: &Ending, area: Rect) {
    super::confirm::draw(canvas, &state.confirm, area);
}
