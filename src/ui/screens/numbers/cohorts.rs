//! Draws the cohorts: of those who joined in a month, the share still active (or their MRR) month by month.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::screens::numbers::Numbers;
use crate::domain::figure::fraction;
use crate::domain::metrics::Cohort;
use crate::domain::money::count;
use crate::ui::Canvas;
use crate::ui::canvas::{below, top};
use crate::ui::table::first_row;

/// Columns of a cell.
const CELL: usize = 4;
/// Columns before the cells: month, accounts, day 90.
const HEAD: usize = 27;

/// Draws it, the newest month first.
pub fn draw(canvas: &mut Canvas<'_>, state: &Numbers, focused: bool, area: Rect) {
    let (what, other) = if state.cohorts_mrr {
        ("% of MRR still there", "accounts")
    } else {
        ("% still active", "MRR")
    };
    let title = format!("Cohorts: {what} ─ ] {other}");
    let body = canvas.pane(area, &title, focused);
    let Some(all) = state.cohorts(canvas.shared()) else {
        return canvas.text(body, 0, "  ...", canvas.theme.dim);
    };
    if all.cohorts.is_empty() {
        let words = "  nobody has joined yet in the data";
        return canvas.text(body, 0, words, canvas.theme.dim);
    }
    let cells = usize::from(body.width).saturating_sub(HEAD) / CELL;
    let longest = all.cohorts.iter().map(|c| c.active.len()).max();
    let cells = cells.min(longest.unwrap_or(0));
    titles(canvas, cells, body);
    let list = below(body, 1);
    let rows = all.cohorts.len();
    let at = focused.then(|| state.cohort.at());
    let first = first_row(at, usize::from(list.height), rows);
    for (y, n) in (0..list.height).zip(first..rows) {
        let cohort = &all.cohorts[rows - 1 - n];
        let before = (rows - 1 - n).checked_sub(1).map(|i| &all.cohorts[i]);
        let line = row(canvas, state.cohorts_mrr, cohort, before, cells);
        let line = if at == Some(n) {
            canvas.cursor(list.x, list.y + y);
            line.patch_style(canvas.theme.selected)
        } else {
            line
        };
        canvas.line(list, y, line);
        if focused {
            canvas.hit(top(below(list, y), 1), Hit::Row(n));
        }
    }
}

fn titles(canvas: &mut Canvas<'_>, cells: usize, area: Rect) {
    let mut titles = format!("{:<8}{:>8}  {:<9}", "joined", "accounts", "day 90");
    let months = (0..cells).map(|n| match n {
        0 => format!("{:>CELL$}", "end"),
        n => format!("{:>CELL$}", format!("+{n}")),
    });
    titles.extend(months);
    canvas.text(area, 0, &titles, canvas.theme.dim);
}

fn row(
    canvas: &Canvas<'_>,
    mrr: bool,
    cohort: &Cohort,
    before: Option<&Cohort>,
    cells: usize,
) -> Line<'static> {
    let theme = canvas.theme;
    let (day_90, style) = day_90(canvas, cohort, before);
    let mut spans = vec![
        Span::styled(format!("{:<8}", cohort.month), theme.text),
        Span::styled(format!("{:>8}  ", count(cohort.accounts)), theme.dim),
        Span::styled(format!("{day_90:<9}"), style),
    ];
    for n in 0..cells.min(cohort.active.len()) {
        let share = if mrr {
            let base = cohort.active_mrr.first().map_or(0, |c| c.0);
            fraction(cohort.active_mrr[n].0, base)
        } else {
            fraction(
                cohort.active[n].cast_signed(),
                cohort.accounts.cast_signed(),
            )
        };
        let text = share.map_or("n/a".to_owned(), |s| format!("{:.0}", s * 100.0));
        spans.push(Span::styled(format!("{text:>CELL$}"), theme.text));
    }
    Line::from(spans)
}

/// The share active on day 90, with a sign where it is a point or more off the cohort before.
fn day_90(canvas: &Canvas<'_>, cohort: &Cohort, before: Option<&Cohort>) -> (String, Style) {
    let theme = canvas.theme;
    let Some(share) = cohort.day_90 else {
        return (String::new(), theme.dim);
    };
    let change = before.and_then(|b| b.day_90).map_or(0.0, |b| share - b);
    let (sign, style) = if change <= -0.01 {
        ("▼", theme.bad)
    } else if change >= 0.01 {
        ("▲", theme.good)
    } else {
        (" ", theme.strong)
    };
    (format!("{:>3.0} % {sign}", share * 100.0), style)
}
