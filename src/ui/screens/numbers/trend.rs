//! Draws the trend: two figures over thirteen periods, an axis with units, names at the lines' ends.
//! Must not decide anything. Signs, not colours, tell the lines apart.

use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::canvas::{Canvas as Plot, Line as Stroke};

use crate::app::screens::numbers::Numbers;
use crate::app::screens::numbers::words::percent;
use crate::domain::figure::Figure;
use crate::domain::metrics::{Metrics, Review};
use crate::domain::period::Period;
use crate::ui::Canvas;
use crate::ui::text::width;

/// Columns of the axis on the left and of the names on the right.
const AXIS: u16 = 8;
const NAMES: u16 = 20;

/// A line of the chart.
struct Series {
    name: &'static str,
    sign: &'static str,
    values: Vec<Option<f64>>,
}

/// Draws it.
pub fn draw(canvas: &mut Canvas<'_>, state: &Numbers, focused: bool, area: Rect) {
    let Some(review) = state.review(canvas.shared()) else {
        return;
    };
    let trend = &review.trend;
    let figures = if state.retention {
        [(Figure::Nrr, "NRR", "○"), (Figure::Grr, "GRR", "●")]
    } else {
        [
            (Figure::GrossMrrChurn, "gross MRR", "○"),
            (Figure::LogoChurn, "logo", "●"),
        ]
    };
    let cursor = focused.then(|| state.period.at());
    let at = cursor
        .filter(|at| at + 1 < trend.len())
        .and_then(|at| trend.get(at));
    let title = at.map_or_else(|| title(state, review), |m| at_cursor(m, figures));
    let body = canvas.pane(area, &title, focused);
    let series = figures.map(|(figure, name, sign)| Series {
        name,
        sign,
        values: trend.iter().map(|m| figure.of(&m.rates)).collect(),
    });
    let Some((low, high)) = bounds(&series, state.retention) else {
        return canvas.text(
            body,
            0,
            "  n/a: nobody was active at a period's start",
            canvas.theme.dim,
        );
    };
    if body.height < 4 || body.width < AXIS + NAMES + 13 {
        return;
    }
    let plot = Rect {
        x: body.x + AXIS,
        width: body.width - AXIS - NAMES,
        height: body.height - 1,
        ..body
    };
    axis(canvas, body, plot, low, high);
    lines(canvas, plot, &series, low, high);
    ends(canvas, plot, &series, low, high);
    months(canvas, plot, trend, cursor);
}

/// `13 months: churn, % a month`.
fn title(state: &Numbers, review: &Review) -> String {
    let what = if state.retention {
        "retention"
    } else {
        "churn"
    };
    let each = review.metrics.period.kind();
    format!("{} {each}s: {what}, % a {each}", review.trend.len())
}

/// `Aug 2026: gross MRR 4.0 %, logo 3.1 %`.
fn at_cursor(m: &Metrics, figures: [(Figure, &str, &str); 2]) -> String {
    let rates = figures.map(|(figure, name, _)| format!("{name} {}", percent(figure.of(&m.rates))));
    format!("{}: {}", m.period.short(), rates.join(", "))
}

/// The axis from 0 for churn, from the lowest whole step for retention; `None` without any value.
fn bounds(series: &[Series], retention: bool) -> Option<(f64, f64)> {
    let values = || series.iter().flat_map(|s| &s.values).flatten();
    let high = values().copied().reduce(f64::max)?;
    let low = values().copied().reduce(f64::min)?;
    let step = if retention { 0.05 } else { 0.01 };
    let low = if retention {
        ((low - 0.01) / step).floor() * step
    } else {
        0.0
    };
    let most = ((high + step / 5.0) / step).ceil() * step;
    let high = if high <= 1.0 { most.min(1.0) } else { most };
    Some((low.max(0.0), high.max(low + step)))
}

/// The row of a value within the plot, counted from its top.
fn row(plot: Rect, value: f64, low: f64, high: f64) -> u16 {
    let share = (value - low) / (high - low);
    let down = (1.0 - share) * f64::from(plot.height - 1);
    (down.round().max(0.0) as u16).min(plot.height - 1)
}

fn column(plot: Rect, n: usize, of: usize) -> u16 {
    let step = f64::from(plot.width - 1) / (of.max(2) - 1) as f64;
    // A single period stands at the right end, where the newest always stands.
    let n = if of < 2 { 1 } else { n };
    (n as f64 * step).round() as u16
}

fn axis(canvas: &mut Canvas<'_>, body: Rect, plot: Rect, low: f64, high: f64) {
    let labels = [
        (high, 0),
        ((low + high) / 2.0, (plot.height - 1) / 2),
        (low, plot.height - 1),
    ];
    let left = Rect {
        width: AXIS - 1,
        ..body
    };
    for (value, at) in labels {
        let label = percent(Some(value));
        canvas.right(left, at, &label, canvas.theme.dim);
    }
    let bar = Rect {
        x: plot.x - 1,
        width: 1,
        ..plot
    };
    for at in 0..plot.height {
        canvas.text(bar, at, "│", canvas.theme.rule);
    }
}

fn lines(canvas: &mut Canvas<'_>, plot: Rect, series: &[Series], low: f64, high: f64) {
    let theme = canvas.theme;
    let (w, h) = (f64::from(plot.width), f64::from(plot.height));
    // In cells: the middle of the value's own cell, so that signs stand on their line.
    let y = |value: f64| h - f64::from(row(plot, value, low, high)) - 0.5;
    let strokes = series.iter().enumerate().flat_map(|(k, s)| {
        let of = s.values.len();
        let x = move |n: usize| f64::from(column(plot, n, of)) + 0.5;
        (1..of).filter_map(move |n| {
            let (from, to) = (s.values[n - 1]?, s.values[n]?);
            let colour = theme.series[1 - k].fg.unwrap_or_default();
            Some(Stroke::new(x(n - 1), y(from), x(n), y(to), colour))
        })
    });
    let strokes: Vec<Stroke> = strokes.collect();
    let picture = Plot::default()
        .x_bounds([0.0, w])
        .y_bounds([0.0, h])
        .marker(Marker::Braille)
        .paint(|ctx| strokes.iter().for_each(|s| ctx.draw(s)));
    canvas.widget(picture, plot);
    for (k, s) in series.iter().enumerate() {
        for (n, value) in s.values.iter().enumerate() {
            if let Some(value) = value {
                let at = Rect {
                    x: plot.x + column(plot, n, s.values.len()),
                    width: 1,
                    ..plot
                };
                let style = theme.series[1 - k];
                canvas.text(at, row(plot, *value, low, high), s.sign, style);
            }
        }
    }
}

/// The names beside the last values; where both are on one row, the higher goes up.
fn ends(canvas: &mut Canvas<'_>, plot: Rect, series: &[Series; 2], low: f64, high: f64) {
    let last = |s: &Series| s.values.last().copied().flatten();
    let at = |s: &Series| last(s).map(|v| row(plot, v, low, high));
    let mut rows = [at(&series[0]), at(&series[1])];
    if let [Some(a), Some(b)] = rows
        && a == b
    {
        let upper = usize::from(last(&series[0]) < last(&series[1]));
        rows[upper] = a.checked_sub(1).or(rows[upper]);
        if rows[0] == rows[1] {
            rows[1 - upper] = Some(a + 1);
        }
    }
    let right = Rect {
        x: plot.x + plot.width + 1,
        width: NAMES - 1,
        ..plot
    };
    for (k, (s, at)) in series.iter().zip(rows).enumerate() {
        if let Some(at) = at {
            let name = format!("{} {} {}", s.sign, s.name, percent(last(s)));
            canvas.text(right, at, &name, canvas.theme.series[1 - k]);
        }
    }
}

/// The periods below, as many as there is room for; the reviewed one is the last and marked.
fn months(canvas: &mut Canvas<'_>, plot: Rect, trend: &[Metrics], cursor: Option<usize>) {
    let bottom = Rect {
        y: plot.y + plot.height,
        height: 1,
        width: plot.width + NAMES,
        ..plot
    };
    let mut free = bottom.x;
    let last = trend.len().saturating_sub(1);
    for (n, m) in trend.iter().enumerate() {
        let label = label(m.period, n == last);
        let marked = if n == last {
            format!("▲{label}")
        } else {
            label
        };
        let x = plot.x + column(plot, n, trend.len());
        let reserved = plot.x + plot.width - 1;
        let needs = width(&marked) as u16;
        if x < free || n != last && x + needs >= reserved {
            continue;
        }
        let at = Rect {
            x,
            width: (bottom.x + bottom.width).saturating_sub(x),
            ..bottom
        };
        let style = if cursor == Some(n) {
            canvas.theme.selected
        } else if n == last {
            canvas.theme.strong
        } else {
            canvas.theme.dim
        };
        canvas.line(at, 0, Line::from(Span::styled(marked, style)));
        free = x + needs + 1;
    }
}

/// `Oct`, with the year where it helps.
fn label(period: Period, year: bool) -> String {
    match period {
        Period::Month { .. } if year => period.short(),
        Period::Month { .. } => period.short().chars().take(3).collect(),
        Period::Quarter { quarter, .. } | Period::FiscalQuarter { quarter, .. } if !year => {
            format!("Q{quarter}")
        }
        _ => period.short(),
    }
}
