//! Draws the help: keys and words from the key table, this screen's first.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::help::Help;
use crate::ui::canvas::below;
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it over the whole room.
pub fn draw(canvas: &mut Canvas<'_>, state: &Help, area: Rect) {
    let inner = canvas.popup(area, 72, area.height, "Help: type to filter, Enter does it");
    canvas.field(inner, 0, &state.field, true);
    let list = below(inner, 1);
    let mut group = "";
    let mut rows = Vec::new();
    for row in state.shown.iter().filter_map(|i| state.rows.get(*i)) {
        if row.group != group {
            group = row.group;
            rows.push(Row::heading(group, canvas.theme.title));
        }
        let key = canvas.theme.key;
        rows.push(
            Row::new([
                row.keys.clone(),
                row.words.to_owned(),
                row.command.info().name.to_owned(),
            ])
            .styled(0, key)
            .styled(2, canvas.theme.dim),
        );
    }
    let cursor = (inner.x + state.field.cursor() as u16, inner.y);
    let columns = [Column::text("", 16), Column::rest(""), Column::text("", 18)];
    Table::new(&columns, rows)
        .selected(state.shown.at(), true)
        .untitled()
        .draw(canvas, list);
    canvas.cursor(cursor.0, cursor.1);
}
