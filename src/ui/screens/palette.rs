//! Draws the palette: what can be done, with its key; what cannot be done now is greyed. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::palette::Palette;
use crate::ui::canvas::below;
use crate::ui::{Canvas, Column, Row, Table};

pub fn draw(canvas: &mut Canvas<'_>, state: &Palette, area: Rect) {
    let inner = canvas.popup(area, 64, 18, "All commands");
    let list = below(inner, 2);
    let shown = state.list.shown();
    let rows = shown.map(|row| {
        let info = row.command.info();
        let (name, style) = match row.can {
            true => (info.name.to_owned(), canvas.paint.text),
            false => (format!("({})", info.name), canvas.paint.dim),
        };
        Row::new([name.as_str(), info.words, &row.key]).all(style)
    });
    let rows: Vec<Row> = rows.collect();
    let columns = Column::all(":18||>:10");
    Table::new(&columns, rows)
        .selected(state.list.at(), true)
        .untitled()
        .draw(canvas, list);
    canvas.field(inner, 0, &state.list.field, true);
}
