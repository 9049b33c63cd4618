//! Draws a list that is a plain table, whichever it is.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::listing::{Cell, PlainLayer, Weight};
use crate::ui::table::first_made;
use crate::ui::{Canvas, Row, Table};

/// Draws it over the whole screen.
pub fn draw(canvas: &mut Canvas<'_>, state: &dyn PlainLayer, area: Rect) {
    let (title, right) = state.titles(canvas.shared());
    let body = canvas.page(area, &title, &right);
    let (rows, at) = state.rows();
    if rows == 0 {
        return canvas.text(body, 0, state.none(), canvas.theme.dim);
    }
    let room = usize::from(body.height);
    let first = first_made(at, room);
    let made = state.cells(first, 2 * room, canvas.shared()).into_iter();
    let made: Vec<Row> = made.map(|cells| row(canvas, cells)).collect();
    Table::new(&state.columns(area.width), made)
        .after(first)
        .selected(at, true)
        .draw(canvas, body);
}

fn row(canvas: &Canvas<'_>, cells: Vec<Cell>) -> Row {
    let weights: Vec<Weight> = cells.iter().map(|cell| cell.weight).collect();
    let row = Row::new(cells.into_iter().map(|cell| cell.text));
    weights
        .into_iter()
        .enumerate()
        .fold(row, |row, (n, weight)| {
            let theme = canvas.theme;
            match weight {
                Weight::Plain => row,
                Weight::Dim => row.styled(n, theme.dim),
                Weight::Money => row.styled(n, theme.money),
                Weight::Mark => row.styled(n, theme.mark),
            }
        })
}
