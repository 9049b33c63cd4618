//! Draws a list that is a plain table, whichever it is. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::listing::{Cell, PlainLayer, Weight};
use crate::ui::{Canvas, Row, Table};

pub fn draw(canvas: &mut Canvas<'_>, state: &dyn PlainLayer, area: Rect) {
    let height = usize::from(area.height);
    let table = state.table(area.width, height, canvas.shared());
    let body = canvas.page(area, &table.title, &table.right);
    if table.rows.is_empty() {
        return canvas.text(body, 0, table.none, canvas.paint.dim);
    }
    let rows: Vec<Row> = table.rows.into_iter().map(|r| row(canvas, r)).collect();
    Table::new(&table.columns, rows)
        .after(table.before)
        .selected(table.at, true)
        .draw(canvas, body);
}

fn row(canvas: &Canvas<'_>, cells: Vec<Cell>) -> Row {
    let paint = canvas.paint;
    let row = Row::new(cells.iter().map(|cell| cell.text.as_str()));
    (0..)
        .zip(&cells)
        .fold(row, |row, (n, cell)| match cell.weight {
            Weight::Plain => row,
            Weight::Dim => row.styled(n, paint.dim),
            Weight::Money => row.styled(n, paint.money),
            Weight::Mark => row.styled(n, paint.mark),
        })
}
