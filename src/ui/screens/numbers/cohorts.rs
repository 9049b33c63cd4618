//! Draws the cohorts as a heat map: who joined in a month and is still there, with the number in each cell.
//! Must not decide anything. The ground of a cell only repeats its number.

mod cells;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::screens::numbers::NumbersScreen;
use crate::domain::cohorts::in_words;
use crate::domain::known::KnownSince;
use crate::domain::marks::DayMark;
use crate::domain::metrics::{Cohort, Cohorts};
use crate::domain::money::count;
use crate::ui::Canvas;
use crate::ui::canvas::{below, right_of, top};
use crate::ui::table::first_row;
use crate::ui::text::{cut, width};

use cells::Heat;

/// What is said of a room without a ledger.
const NOBODY: &str = "nobody has joined yet in the data";

/// Columns before the cells: month, marks, accounts, day 90.
const HEAD: usize = 28;

/// Draws it, the newest month first.
pub fn draw(canvas: &mut Canvas<'_>, state: &NumbersScreen, focused: bool, area: Rect) {
    let title = format!("Cohorts: {}", state.shows.title());
    let body = canvas.pane(area, &title, focused);
    let Some(all) = state.cohorts(canvas.shared()) else {
        return canvas.text(body, 0, "  ...", canvas.paint.dim);
    };
    if all.cohorts.is_empty() {
        let known = canvas.shared().known();
        let words = known.map_or_else(|| NOBODY.to_owned(), KnownSince::no_cohort);
        return canvas.aside(body, &words);
    }
    let rows = if body.height >= 10 { 3 } else { 2 };
    let said = in_words(all).unwrap_or_default();
    let body = below(
        body,
        canvas.wrapped(right_of(body, 2), &said, rows, canvas.paint.text),
    );
    let foot = foot(canvas, state, all, focused, body);
    let map = top(body, body.height.saturating_sub(foot.len() as u16));
    let heat = Heat::over(&all.cohorts, state.shows);
    heat_map(canvas, state, all, &heat, focused, map);
    let foot_area = below(body, map.height);
    for (row, line) in (0..).zip(foot) {
        canvas.line(foot_area, row, line);
    }
}

fn heat_map(
    canvas: &mut Canvas<'_>,
    state: &NumbersScreen,
    all: &Cohorts,
    heat: &Heat,
    focused: bool,
    area: Rect,
) {
    let room = usize::from(area.width).saturating_sub(HEAD) / heat.columns();
    let longest = all.cohorts.iter().map(|c| c.active.len()).max();
    let room = room.min(longest.unwrap_or(0));
    let column = focused.then(|| state.cohort_column(canvas.shared()));
    // The cursor's cell is always in sight.
    let first_cell = column.map_or(0, |c| c.saturating_sub(room));
    titles(canvas, heat, first_cell, room, area);
    let list = below(area, 1);
    let rows = all.cohorts.len();
    let at = focused.then(|| state.cohort.at());
    let first = first_row(at, usize::from(list.height), rows);
    let marks = state.marks(canvas.shared());
    for (y, n) in (0..list.height).zip(first..rows) {
        let cohort = &all.cohorts[rows - 1 - n];
        let before = (rows - 1 - n).checked_sub(1).map(|i| &all.cohorts[i]);
        let selected = column.filter(|_| at == Some(n));
        let mut spans = head(canvas, cohort, before, marks, selected);
        for cell in (first_cell..first_cell + room).take_while(|n| *n < cohort.active.len()) {
            spans.push(heat.cell(canvas.paint, cohort, cell, selected == Some(cell + 1)));
        }
        canvas.line(list, y, Line::from(spans));
        if let Some(column) = selected {
            let x = match column {
                0 => 20,
                n => HEAD + (n - 1 - first_cell) * heat.columns(),
            };
            canvas.cursor(list.x + x as u16, list.y + y);
        }
        if focused {
            canvas.hit(top(below(list, y), 1), Hit::Row(n));
        }
    }
}

fn titles(canvas: &mut Canvas<'_>, heat: &Heat, first: usize, room: usize, area: Rect) {
    let mut titles = format!("{:<10}{:>8}  {:<8}", "joined", "accounts", "day 90");
    let columns = heat.columns() - 1;
    let months = (first..first + room).map(|n| match n {
        0 => format!("{:>columns$} ", "end"),
        n => format!("{:>columns$} ", format!("+{n}")),
    });
    titles.extend(months);
    canvas.text(area, 0, &titles, canvas.paint.dim);
}

/// The month with the signs of its marks, the accounts, day 90.
fn head(
    canvas: &Canvas<'_>,
    cohort: &Cohort,
    before: Option<&Cohort>,
    marks: &[DayMark],
    selected: Option<usize>,
) -> Vec<Span<'static>> {
    let paint = canvas.paint;
    let mine = marks.iter().filter(|m| m.in_period(cohort.month));
    let signs: String = mine.map(|m| m.kind.sign()).take(2).collect();
    let (day_90, style) = day_90(canvas, cohort, before);
    let month = selected.map_or(paint.text, |_| paint.title);
    let at_day_90 = selected == Some(0);
    let style = if at_day_90 { paint.cell } else { style };
    vec![
        Span::styled(format!("{:<8}", cohort.month), month),
        Span::styled(format!("{signs:<2}"), paint.mark),
        Span::styled(format!("{:>8}  ", count(cohort.accounts)), paint.dim),
        Span::styled(format!("{day_90:<7}"), style),
        Span::raw(" "),
    ]
}

/// The share active on day 90, with a sign where it is further off the cohort before than two shares are by
/// themselves.
fn day_90(canvas: &Canvas<'_>, cohort: &Cohort, before: Option<&Cohort>) -> (String, Style) {
    let paint = canvas.paint;
    let Some(share) = cohort.day_90 else {
        return (String::new(), paint.dim);
    };
    let (sign, style) = match before.and_then(|before| cohort.apart(before)) {
        Some(false) => ("▼", paint.bad),
        Some(true) => ("▲", paint.good),
        None => (" ", paint.strong),
    };
    (format!("{:>3.0} % {sign}", share * 100.0), style)
}

/// What stands below: the selected cell in words or what the grounds mean, and the marks.
fn foot(
    canvas: &Canvas<'_>,
    state: &NumbersScreen,
    all: &Cohorts,
    focused: bool,
    area: Rect,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let columns = usize::from(area.width);
    if focused && area.height >= 5 {
        let shared = canvas.shared();
        let cohort = state.selected_cohort(shared);
        let words = cohort.map(|c| cells::in_words(canvas, c, state.cohort_months(shared)));
        let words = cut(&words.unwrap_or_default(), columns);
        lines.push(Line::styled(words, canvas.paint.strong));
    }
    if area.height >= 12 {
        lines.push(Heat::over(&all.cohorts, state.shows).legend(canvas.paint));
    }
    let told = marks(canvas, state, all);
    if area.height >= 10 && !told.is_empty() {
        let mut line = String::new();
        for (n, words) in told.iter().enumerate() {
            let gap = if n == 0 { "" } else { "   " };
            if n > 0 && width(&line) + width(gap) + width(words) > columns {
                break;
            }
            line = format!("{line}{gap}{words}");
        }
        lines.push(Line::styled(cut(&line, columns), canvas.paint.mark));
    }
    lines
}

/// The marks from the first cohort's month to where it has been followed in words, the latest first.
fn marks(canvas: &Canvas<'_>, state: &NumbersScreen, all: &Cohorts) -> Vec<String> {
    let Some(first) = all.cohorts.first() else {
        return Vec::new();
    };
    let months = i32::try_from(first.active.len()).unwrap_or(i32::MAX);
    let (from, to) = (first.month.first(), first.month.plus(months).last());
    let mine = state.marks(canvas.shared()).iter().rev();
    let mine = mine.filter(|mark| from <= mark.last() && mark.day <= to);
    mine.map(DayMark::told).collect()
}
