//! A list whose rows take several lines each, such as quotes; the selected one is always in sight.
//! Must not know what the lines say. Only the rows in sight are made.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::Hit;

use super::canvas::{Canvas, below, right_of, top};

/// The lines of a row: by its number, and whether it is the selected one.
pub type Lines<'a> = dyn Fn(&Canvas<'_>, usize, bool) -> Vec<Line<'static>> + 'a;

/// Draws so many rows from the one that keeps the selected one in sight.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    rows: usize,
    selected: usize,
    focused: bool,
    lines: &Lines<'_>,
) {
    let first = first(canvas, usize::from(area.height), (selected, rows), lines);
    let mut rest = area;
    for row in first..rows {
        let is = row == selected;
        let lines = lines(canvas, row, is && focused);
        if rest.height == 0 {
            return;
        }
        let place = top(rest, u16::try_from(lines.len()).unwrap_or(u16::MAX));
        let mark = if is && focused { "▸" } else { " " };
        canvas.text(place, 0, mark, canvas.paint.title);
        for (n, line) in (0..).zip(lines) {
            canvas.line(right_of(place, 2), n, line);
        }
        if focused {
            canvas.hit(place, Hit::Row(row));
            if is {
                canvas.cursor(place.x, place.y);
            }
        }
        rest = below(rest, place.height);
    }
}

/// The first row to draw: the selected one and the one after it stay in sight, the rest goes above them.
fn first(
    canvas: &Canvas<'_>,
    height: usize,
    (selected, rows): (usize, usize),
    lines: &Lines<'_>,
) -> usize {
    let own = lines(canvas, selected, true).len();
    let after = (selected + 1..rows).next();
    let next = after.map_or(0, |next| lines(canvas, next, false).len());
    let mut room = height.saturating_sub(own + next);
    let mut first = selected;
    while first > 0 {
        let needs = lines(canvas, first - 1, false).len();
        if needs > room {
            break;
        }
        room -= needs;
        first -= 1;
    }
    first
}
