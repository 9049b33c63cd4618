//! Draws the one question before a meeting. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::Chosen;
use crate::app::screens::begin::{Begin, BeginPart, MEANWHILE};
use crate::domain::ids::OwnerId;
use crate::ui::canvas::{below, beside, mark, top};
use crate::ui::{Canvas, Column, Row, Table};

pub fn draw(canvas: &mut Canvas<'_>, state: &Begin, area: Rect) {
    let rows = (state.owners.len() + 10).clamp(12, 999) as u16;
    let inner = canvas.popup(area, 64, rows, "Start the review?");
    // Where rows are few, those between the parts go first.
    let gap = u16::from(inner.height >= 10);
    let paint = canvas.paint;
    let until = "14:45, or empty for the whole agenda";
    let fields = [
        ("Period", &state.period, BeginPart::Period, ""),
        ("Until", &state.until, BeginPart::Until, until),
    ];
    for (row, (title, field, part, hint)) in (0..).zip(fields) {
        let focused = state.part == part;
        let (label, rest) = beside(top(below(inner, row), 1), 10);
        let style = if focused { paint.title } else { paint.dim };
        canvas.text(label, 0, &format!("{}{title}", mark(focused)), style);
        if field.text().is_empty() {
            canvas.text(rest, 0, hint, paint.dim);
        }
        canvas.field(rest, 0, field, focused);
    }
    let list = below(inner, 2 + gap);
    let focused = state.part == BeginPart::Here;
    let body = canvas.pane(list, "Who is here? (Space)", focused);
    // What is said below has two: a sentence is not cut.
    let rows_left = body.height.saturating_sub(2 + gap);
    owners(canvas, state, top(body, rows_left), focused);
    let again = state.again(canvas.shared()).map(|again| {
        let (last, which) = (again.last.long(), again.which());
        format!("reviewed on {last}: this starts its {which} review")
    });
    let runs = canvas.shared().room.unfinished().is_some();
    let again = match runs {
        true => Some(MEANWHILE.to_owned()),
        false => again,
    };
    let (words, style) = match (&state.problem, &again) {
        (Some(problem), _) => (problem.as_str(), paint.bad),
        (None, Some(again)) => (again.as_str(), paint.warn),
        (None, None) => (
            "Enter starts the clock; Tab goes on; Esc goes back",
            paint.dim,
        ),
    };
    canvas.wrapped(below(body, rows_left + gap), words, 2, style);
}

fn owners(canvas: &mut Canvas<'_>, state: &Begin, area: Rect, focused: bool) {
    if state.owners.is_empty() {
        let words = "no owners yet: `churnroom import owners.csv`, or add an action with @name";
        return canvas.text(area, 0, words, canvas.paint.dim);
    }
    attendance(canvas, &state.owners, focused, area, |id| {
        state.here.contains(&id)
    });
}

/// The owners, those who are here ticked; answers with the rows used.
pub(super) fn attendance(
    canvas: &mut Canvas<'_>,
    owners: &Chosen<OwnerId>,
    focused: bool,
    area: Rect,
    is_here: impl Fn(OwnerId) -> bool,
) -> u16 {
    let shared = canvas.shared();
    let all = owners.iter().filter_map(|id| shared.room.owner(*id));
    let rows = all.map(|owner| {
        let mark = if is_here(owner.id) { "[x]" } else { "[ ]" };
        Row::new([mark, owner.name.as_str(), owner.team.as_str()])
    });
    let columns = Column::all(":3||");
    Table::new(&columns, rows)
        .selected(owners.at(), focused)
        .untitled()
        .draw(canvas, area)
}
