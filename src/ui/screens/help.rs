//! Draws the help: keys and words from the key table, this screen's first. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::help::Help;
use crate::ui::canvas::below;
use crate::ui::{Canvas, Column, Row, Table};

pub fn draw(canvas: &mut Canvas<'_>, state: &Help, area: Rect) {
    let inner = canvas.popup(area, 72, area.height, "Help: type to filter, Enter does it");
    let said = canvas.wrapped(inner, state.purpose, 3, canvas.paint.text);
    let inner = below(inner, if said > 0 { said + 1 } else { 0 });
    let list = below(inner, 1);
    let mut group = "";
    let mut rows = Vec::new();
    for row in state.list.shown() {
        if row.group != group {
            group = row.group;
            rows.push(Row::heading(group, canvas.paint.title));
        }
        let name = row.command.info().name;
        let cells = Row::new([row.keys.as_str(), row.words, name]);
        let cells = cells.styled(0, canvas.paint.key);
        rows.push(cells.styled(2, canvas.paint.dim));
    }
    let columns = Column::all(":16||:18");
    Table::new(&columns, rows)
        .selected(state.list.at(), true)
        .untitled()
        .draw(canvas, list);
    canvas.field(inner, 0, &state.list.field, true);
}
