//! Draws a list that typing narrows. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::Choice;
use crate::app::screens::pick::Pick;
use crate::ui::canvas::{below, top};
use crate::ui::text::width;
use crate::ui::{Canvas, Column, Row, Table};

/// Rows for the whole detail of the selected row, where details are long.
const DETAIL: u16 = 3;

pub fn draw(canvas: &mut Canvas<'_>, state: &Pick, area: Rect) {
    let long = says_more(state) && area.height > 2 * DETAIL + 5;
    let rows = state.list.rows.len() + 5 + if long { usize::from(DETAIL) } else { 0 };
    let inner = canvas.popup(area, 70, rows.clamp(8, 20) as u16, &state.title);
    let mut list = below(inner, 2);
    if long {
        let detail = state.list.selected().map_or("", |row| &row.detail);
        list = top(list, list.height.saturating_sub(DETAIL));
        let foot = below(inner, 3 + list.height);
        canvas.wrapped(foot, detail, usize::from(DETAIL) - 1, canvas.paint.text);
    }
    if state.list.is_empty() {
        let words = match state.free {
            true => "Enter takes what is typed",
            false => "nothing matches",
        };
        canvas.text(list, 0, words, canvas.paint.dim);
    } else {
        table(canvas, state, list);
    }
    canvas.field(inner, 0, &state.list.field, true);
}

/// Whether some row's detail is longer than its half of the list.
fn says_more(state: &Pick) -> bool {
    state.list.rows.iter().any(|row| width(&row.detail) > 32)
}

fn table(canvas: &mut Canvas<'_>, state: &Pick, area: Rect) {
    let dim = canvas.paint.dim;
    let row = |r: &Choice<usize>| Row::new([r.label.clone(), r.detail.clone()]).styled(1, dim);
    let columns = Column::all("|");
    Table::new(&columns, state.list.shown().map(row))
        .selected(state.list.at(), true)
        .untitled()
        .draw(canvas, area);
}
