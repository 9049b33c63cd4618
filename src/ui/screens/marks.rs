//! Draws the list of marks.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::marks::Marks;
use crate::domain::marks::DayMark;
use crate::ui::table::first_made;
use crate::ui::text::counted;
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it over the whole screen.
pub fn draw(canvas: &mut Canvas<'_>, state: &Marks, area: Rect) {
    let right = counted(state.shown.len(), "mark");
    let body = canvas.page(area, "Marks: what stands beside the numbers", &right);
    let Some(all) = &state.all else {
        return canvas.text(body, 0, "...", canvas.theme.dim);
    };
    if all.is_empty() {
        let words = "none yet: m marks a release, a price change, a campaign, an outage";
        return canvas.text(body, 0, words, canvas.theme.dim);
    }
    let columns = [
        Column::text("", 1),
        Column::text("when", 26),
        Column::text("kind", 9),
        Column::rest("what"),
    ];
    let room = usize::from(body.height);
    let first = first_made(state.shown.at(), room);
    let rows = all.iter().skip(first).take(2 * room);
    let rows: Vec<Row> = rows.map(|mark| row(canvas, mark)).collect();
    Table::new(&columns, rows)
        .after(first)
        .selected(state.shown.at(), true)
        .draw(canvas, body);
}

fn row(canvas: &Canvas<'_>, mark: &DayMark) -> Row {
    let days = mark.days();
    let year = mark.last().year().to_string();
    let when = if days.ends_with(&year) {
        days
    } else {
        format!("{days} {year}")
    };
    Row::new([
        mark.kind.sign().to_owned(),
        when,
        mark.kind.word().to_owned(),
        canvas.shared().words(&mark.words).into_owned(),
    ])
    .styled(0, canvas.theme.mark)
    .styled(2, canvas.theme.dim)
}
