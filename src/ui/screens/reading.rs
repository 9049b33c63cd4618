//! Draws which files are being read and how far that is. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::reading::ReadingLayer;
use crate::ui::Canvas;
use crate::ui::text::{cut, width};

pub fn draw(canvas: &mut Canvas<'_>, state: &ReadingLayer, area: Rect) {
    let progress = canvas.shared().messages.progress.clone();
    let keys = "Esc stops it; other keys wait";
    let words = format!("Reading {}…", state.files());
    let columns = [&words, &progress]
        .into_iter()
        .map(|words| width(words))
        .max();
    let columns = columns.unwrap_or_default().clamp(width(keys), 100) + 4;
    let inner = canvas.popup(area, columns as u16, 5, "");
    let paint = canvas.paint;
    let room = usize::from(inner.width);
    canvas.text(inner, 0, &cut(&words, room), paint.strong);
    canvas.text(inner, 1, &cut(&progress, room), paint.text);
    canvas.text(inner, 2, keys, paint.dim);
    canvas.cursor(inner.x, inner.y);
}
