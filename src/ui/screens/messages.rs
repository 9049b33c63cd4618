//! Draws everything that was said, newest first. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::messages::MessagesLayer;
use crate::ui::Canvas;
use crate::ui::text::wrap;

pub fn draw(canvas: &mut Canvas<'_>, state: &MessagesLayer, area: Rect) {
    let inner = canvas.popup(area, area.width, area.height, "Messages");
    let shared = canvas.shared();
    if shared.messages.log.is_empty() {
        return canvas.text(inner, 0, "nothing was said yet", canvas.paint.dim);
    }
    let mut row = 0;
    let columns = usize::from(inner.width).saturating_sub(8);
    for (at, failed, words) in shared.messages.log.iter().rev().skip(state.scroll) {
        let (mark, style) = match failed {
            true => ("!", canvas.paint.bad),
            false => (" ", canvas.paint.text),
        };
        let time = at.hh_mm(shared.time.utc_offset);
        for (i, line) in wrap(words, columns, 4).iter().enumerate() {
            let head = match i {
                0 => format!("{time} {mark} "),
                _ => " ".repeat(8),
            };
            canvas.text(inner, row, &format!("{head}{line}"), style);
            row += 1;
        }
    }
    canvas.cursor(inner.x, inner.y);
}
