//! Draws a list that typing narrows.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::pick::Pick;
use crate::ui::canvas::below;
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it in the middle.
pub fn draw(canvas: &mut Canvas<'_>, state: &Pick, area: Rect) {
    let rows = state.rows.len() as u16 + 5;
    let inner = canvas.popup(area, 70, rows.clamp(8, 20), &state.title);
    canvas.field(inner, 0, &state.field, true);
    let list = below(inner, 2);
    if state.shown.is_empty() {
        let words = if state.free {
            "Enter takes what is typed"
        } else {
            "nothing matches"
        };
        return canvas.text(list, 0, words, canvas.theme.dim);
    }
    let shown = state.shown.iter().filter_map(|i| state.rows.get(*i));
    let dim = canvas.theme.dim;
    let rows = shown.map(|r| Row::new([r.label.clone(), r.detail.clone()]).styled(1, dim));
    let cursor = (inner.x + state.field.cursor() as u16, inner.y);
    let columns = [Column::rest(""), Column::rest("")];
    Table::new(&columns, rows)
        .selected(state.shown.at(), true)
        .untitled()
        .draw(canvas, list);
    canvas.cursor(cursor.0, cursor.1);
}
