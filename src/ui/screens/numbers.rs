//! Draws the Numbers screen: all panes where they fit, else the one that has the cursor. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::numbers::NumbersScreen;
use crate::app::screens::numbers::pane::NumbersPane;
use crate::ui::Canvas;
use crate::ui::canvas::{below, beside, top};

mod bridge;
mod cohorts;
pub mod effects;
mod figures;
mod findings;
mod headlines;
mod trend;

/// Why the panes beside the headlines have nothing of a period that begins after the data ends: which day that is, the
/// headlines say.
const ENDS: &str = "n/a: the data ends before it";

/// The least room in which all panes are shown at once.
const ALL: (u16, u16) = (98, 22);

pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let state = &canvas.model.screens.numbers;
    if state.review(canvas.shared()).is_none() {
        return canvas.text(area, 0, "...", canvas.paint.dim);
    }
    let used = findings::draw(canvas, state, area);
    // A blank row where the headlines need it for no words of theirs.
    let area = below(area, used + u16::from(used > 0 && area.height >= 14 + used));
    let one = area.width < ALL.0 || area.height < ALL.1 || canvas.shared().look.presenter;
    if one {
        tabs(canvas, state, area);
        let above = state.pane == NumbersPane::Found;
        let shown = if above {
            NumbersPane::Headlines
        } else {
            state.pane
        };
        return pane(canvas, state, shown, below(area, 1));
    }
    let cohorts = state.cohort.len() as u16 + 7;
    let lower = cohorts.min(area.height / 3).max(7);
    let upper = top(area, area.height - lower - 1);
    let lower = below(area, upper.height + 1);
    let (left, right) = beside(upper, upper.width * 11 / 20);
    pane(canvas, state, NumbersPane::Headlines, left);
    let bridge = 10.min(right.height / 2);
    let trend = top(right, right.height - bridge - 1);
    pane(canvas, state, NumbersPane::Trend, trend);
    pane(
        canvas,
        state,
        NumbersPane::Bridge,
        below(right, trend.height + 1),
    );
    let (left, right) = beside(lower, upper.width * 11 / 20);
    pane(canvas, state, NumbersPane::Cohorts, left);
    pane(canvas, state, NumbersPane::Effects, right);
}

/// The names of the panes, the shown one marked.
fn tabs(canvas: &mut Canvas<'_>, state: &NumbersScreen, area: Rect) {
    let paint = canvas.paint;
    let tab = |pane| match pane == state.pane {
        true => Span::styled(format!("▸{}  ", short(pane)), paint.title),
        false => Span::styled(format!(" {}  ", short(pane)), paint.dim),
    };
    canvas.line(area, 0, Line::from(Vec::from(NumbersPane::TABS.map(tab))));
}

fn short(pane: NumbersPane) -> &'static str {
    match pane {
        NumbersPane::Found => "above",
        NumbersPane::Headlines => "headlines",
        NumbersPane::Trend => "13 periods",
        NumbersPane::Bridge => "bridge",
        NumbersPane::Cohorts => "cohorts",
        NumbersPane::Effects => "did it work?",
    }
}

fn pane(canvas: &mut Canvas<'_>, state: &NumbersScreen, pane: NumbersPane, area: Rect) {
    let focused = state.pane == pane && canvas.model.layers.is_empty();
    let draw = match pane {
        NumbersPane::Found => return,
        NumbersPane::Headlines if state.by.is_some() => headlines::breakdown,
        NumbersPane::Headlines => headlines::draw,
        NumbersPane::Trend => trend::draw,
        NumbersPane::Bridge => bridge::draw,
        NumbersPane::Cohorts => cohorts::draw,
        NumbersPane::Effects => effects::draw,
    };
    draw(canvas, state, focused, area);
}
