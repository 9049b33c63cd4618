//! Draws the one question before a meeting.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::begin::{Begin, Part};
use crate::ui::canvas::{below, beside, top};
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it in the middle.
pub fn draw(canvas: &mut Canvas<'_>, state: &Begin, area: Rect) {
    let rows = state.owners.len() as u16 + 9;
    let inner = canvas.popup(area, 64, rows.clamp(11, area.height), "Start the review?");
    let fields = [
        ("Period", &state.period, Part::Period, ""),
        (
            "Until",
            &state.until,
            Part::Until,
            "14:45, or empty for the whole agenda",
        ),
    ];
    for (row, (title, field, part, hint)) in fields.into_iter().enumerate() {
        let focused = state.part == part;
        let line = top(below(inner, row as u16), 1);
        let (label, rest) = beside(line, 10);
        let style = if focused {
            canvas.paint.title
        } else {
            canvas.paint.dim
        };
        canvas.text(
            label,
            0,
            &format!("{}{title}", if focused { "▸ " } else { "  " }),
            style,
        );
        if field.text().is_empty() {
            canvas.text(rest, 0, hint, canvas.paint.dim);
        }
        canvas.field(rest, 0, field, focused);
    }
    let list = below(inner, 3);
    let focused = state.part == Part::Here;
    let body = canvas.pane(list, "Who is here? (Space)", focused);
    let rows_left = body.height.saturating_sub(2);
    owners(canvas, state, top(body, rows_left), focused);
    let words = state
        .problem
        .clone()
        .unwrap_or_else(|| "Enter starts the clock; Tab goes on; Esc goes back".to_owned());
    let style = if state.problem.is_some() {
        canvas.paint.bad
    } else {
        canvas.paint.dim
    };
    canvas.text(below(body, rows_left + 1), 0, &words, style);
}

fn owners(canvas: &mut Canvas<'_>, state: &Begin, area: Rect, focused: bool) {
    let shared = canvas.shared();
    if state.owners.is_empty() {
        let words = "no owners yet: `churnroom import owners.csv`, or add an action with @name";
        return canvas.text(area, 0, words, canvas.paint.dim);
    }
    let rows = state
        .owners
        .iter()
        .filter_map(|id| shared.room.owner(*id))
        .map(|owner| {
            let mark = if state.here.contains(&owner.id) {
                "[x]"
            } else {
                "[ ]"
            };
            Row::new([mark.to_owned(), owner.name.clone(), owner.team.clone()])
        });
    let columns = [Column::text("", 3), Column::rest(""), Column::rest("")];
    Table::new(&columns, rows)
        .selected(state.owners.at(), focused)
        .untitled()
        .draw(canvas, area);
}
