//! Draws a list that typing narrows.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::pick::{self, Pick};
use crate::ui::canvas::below;
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it in the middle.
pub fn draw(canvas: &mut Canvas<'_>, state: &Pick, area: Rect) {
    let rows = state.list.rows.len() as u16 + 5;
    let inner = canvas.popup(area, 70, rows.clamp(8, 20), &state.title);
    let list = below(inner, 2);
    if state.list.is_empty() {
        let words = if state.free {
            "Enter takes what is typed"
        } else {
            "nothing matches"
        };
        canvas.text(list, 0, words, canvas.theme.dim);
    } else {
        table(canvas, state, list);
    }
    canvas.field(inner, 0, &state.list.field, true);
}

fn table(canvas: &mut Canvas<'_>, state: &Pick, area: Rect) {
    let dim = canvas.theme.dim;
    let row = |r: &pick::Row| Row::new([r.label.clone(), r.detail.clone()]).styled(1, dim);
    let columns = [Column::rest(""), Column::rest("")];
    Table::new(&columns, state.list.shown().map(row))
        .selected(state.list.at(), true)
        .untitled()
        .draw(canvas, area);
}
