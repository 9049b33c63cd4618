//! A line chart: an axis with units, names at the lines' ends, levels across, signs of what happened.
//! Signs and strokes tell lines apart, colours only help. Must not know what is counted.

mod parts;
mod scale;
#[cfg(test)]
mod tests;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::widgets::canvas::{Canvas as Plot, Line as Stroke};

pub use scale::Axis;

use crate::domain::sort::sort_by_key;

use super::canvas::{Canvas, right_of, top};
use super::text::width;
use parts::{alone, dashes, pointing, spread, told};

/// The least plot that still shows a course: columns and rows.
const LEAST: (u16, u16) = (12, 3);
/// Rows from which the words of flags stand below the chart, else only their signs are drawn.
const WITH_WORDS: u16 = 9;

/// One line.
pub struct Series {
    /// What stands at its end, such as `logo 3.1 %`.
    pub end: String,
    /// The sign of its values.
    pub sign: &'static str,
    /// A value per label; a gap where there is none.
    pub values: Vec<Option<f64>>,
    /// Its colour.
    pub style: Style,
    /// Whether its stroke is dashed.
    pub dashed: bool,
    /// The values that stand out, by their places.
    pub outside: Vec<usize>,
}

/// A level across the whole chart.
pub struct Level {
    /// What stands at its end.
    pub name: String,
    /// Where it is.
    pub value: f64,
}

/// Something that happened at a label.
pub struct Flag {
    /// Which label.
    pub at: usize,
    /// The sign it is drawn as.
    pub sign: &'static str,
    /// What it was, in words.
    pub words: String,
}

/// A chart to draw.
pub struct Chart<'a> {
    /// The lines, the most important last: it is drawn over the others.
    pub series: Vec<Series>,
    /// Levels across.
    pub levels: Vec<Level>,
    /// What values usually lie between, per label; empty for none.
    pub band: Vec<Option<(f64, f64)>>,
    /// What stands at its end.
    pub band_name: &'static str,
    /// What happened.
    pub flags: Vec<Flag>,
    /// What stands below, shortest form.
    pub labels: Vec<String>,
    /// The label that is looked at, with the words for it.
    pub marked: Option<(usize, String)>,
    /// The label the cursor is on.
    pub cursor: Option<usize>,
    /// From where to where.
    pub scale: Axis,
    /// A value as the axis writes it.
    pub unit: &'a dyn Fn(f64) -> String,
    /// Whether a value holds until the next one.
    pub steps: bool,
}

/// Where things are on the canvas.
struct Frame {
    plot: Rect,
    scale: Axis,
    labels: usize,
}

impl Frame {
    /// The row of a value within the plot, counted from its top.
    fn row(&self, value: f64) -> u16 {
        let down = (1.0 - self.scale.share(value)) * f64::from(self.plot.height - 1);
        (down.round().max(0.0) as u16).min(self.plot.height - 1)
    }

    /// The column of a label within the plot. A single one stands at the right end, with the newest.
    fn column(&self, n: usize) -> u16 {
        let n = if self.labels < 2 { 1 } else { n };
        (n as f64 * self.step()).round() as u16
    }

    fn step(&self) -> f64 {
        f64::from(self.plot.width - 1) / (self.labels.max(2) - 1) as f64
    }

    fn cell(&self, n: usize) -> Rect {
        let x = self.plot.x + self.column(n);
        Rect {
            x,
            width: 1,
            ..self.plot
        }
    }
}

impl Chart<'_> {
    /// Draws it; `false` when there is too little room for any of it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) -> bool {
        let words = self.flag_words(usize::from(area.width), area.height);
        let area = top(area, area.height.saturating_sub(words.len() as u16));
        let flags = u16::from(!self.flags.is_empty());
        let ticks = self.scale.ticks(area.height.saturating_sub(1 + flags));
        let axis = ticks.iter().map(|t| width(&(self.unit)(*t))).max();
        let left = axis.unwrap_or(0) as u16 + 2;
        let right = self.right(area.width);
        let plot = Rect {
            x: area.x + left.min(area.width),
            y: area.y + flags.min(area.height),
            width: area.width.saturating_sub(left + right),
            height: area.height.saturating_sub(1 + flags),
        };
        if plot.width < LEAST.0 || plot.height < LEAST.1 || self.labels.is_empty() {
            return false;
        }
        let frame = Frame {
            plot,
            scale: self.scale,
            labels: self.labels.len(),
        };
        self.axis(canvas, &frame, area, &ticks);
        self.shade(canvas, &frame);
        self.flag_signs(canvas, &frame);
        self.level_lines(canvas, &frame);
        self.strokes(canvas, &frame);
        self.signs(canvas, &frame);
        self.ends(canvas, &frame, right);
        self.below(canvas, &frame, area);
        for (row, line) in (0..).zip(&words) {
            let at = Rect::new(area.x, area.y + area.height + row, area.width, 1);
            canvas.text(at, 0, line, canvas.paint.mark);
        }
        true
    }

    /// Where the band ends, if it reaches the last label that has one.
    fn band_end(&self) -> Option<(f64, f64)> {
        self.band.iter().rev().flatten().next().copied()
    }

    /// Columns for the names at the lines' ends.
    fn right(&self, columns: u16) -> u16 {
        let named = self.series.iter().filter(|s| !s.end.is_empty());
        let series = named.map(|s| width(&s.end) + 2);
        let levels = self.levels.iter().map(|l| width(&l.name));
        let band = self.band_end().map(|_| width(self.band_name) + 2);
        let most = series.chain(levels).chain(band).max().unwrap_or(0) as u16;
        (most + 2).min(columns * 2 / 5)
    }

    fn axis(&self, canvas: &mut Canvas<'_>, frame: &Frame, area: Rect, ticks: &[f64]) {
        let plot = frame.plot;
        let columns = (plot.x - area.x).saturating_sub(2);
        let labels = Rect::new(area.x, plot.y, columns, plot.height);
        let bar = Rect::new(plot.x - 1, plot.y, 1, plot.height);
        for row in 0..plot.height {
            canvas.text(bar, row, "│", canvas.paint.rule);
        }
        for tick in ticks {
            let row = frame.row(*tick);
            canvas.right(labels, row, &(self.unit)(*tick), canvas.paint.dim);
            canvas.text(bar, row, "┤", canvas.paint.rule);
        }
    }

    /// A thin line through the plot at each flag, its sign above; several signs stand side by side.
    fn flag_signs(&self, canvas: &mut Canvas<'_>, frame: &Frame) {
        let mut free = frame.plot.x;
        for flag in &self.flags {
            let cell = frame.cell(flag.at);
            for row in 0..cell.height {
                canvas.text(cell, row, "┊", canvas.paint.rule);
            }
            let x = cell.x.max(free);
            let above = Rect::new(x, cell.y - 1, 1, 1);
            canvas.text(above, 0, flag.sign, canvas.paint.mark);
            free = x + 1;
        }
    }

    /// The band behind the lines, each label's reaching half way to its neighbours.
    fn shade(&self, canvas: &mut Canvas<'_>, frame: &Frame) {
        let half = frame.step() / 2.0;
        for (n, band) in self.band.iter().enumerate() {
            let Some((low, high)) = band else {
                continue;
            };
            let at = f64::from(frame.column(n));
            let last = f64::from(frame.plot.width - 1);
            let from = (at - half).ceil().max(0.0) as u16;
            let to = (at + half).ceil().min(last + 1.0) as u16;
            let (top, bottom) = (frame.row(*high), frame.row(low.max(frame.scale.low)));
            let shade = "·".repeat(usize::from(to.saturating_sub(from)));
            for row in top..=bottom {
                canvas.text(right_of(frame.plot, from), row, &shade, canvas.paint.rule);
            }
        }
    }

    fn level_lines(&self, canvas: &mut Canvas<'_>, frame: &Frame) {
        for level in &self.levels {
            let line = "╌".repeat(usize::from(frame.plot.width));
            canvas.text(frame.plot, frame.row(level.value), &line, canvas.paint.goal);
        }
    }

    fn strokes(&self, canvas: &mut Canvas<'_>, frame: &Frame) {
        let (w, h) = (f64::from(frame.plot.width), f64::from(frame.plot.height));
        // In cells: the middle of the value's own cell, so that signs stand on their line.
        let x = |n: usize| f64::from(frame.column(n)) + 0.5;
        let y = |value: f64| h - f64::from(frame.row(value)) - 0.5;
        let mut strokes: Vec<Stroke> = Vec::new();
        for series in &self.series {
            let colour = series.style.fg.unwrap_or_default();
            for (n, pair) in series.values.windows(2).enumerate() {
                let [Some(from), Some(to)] = pair else {
                    continue;
                };
                let (a, b) = ((x(n), y(*from)), (x(n + 1), y(*to)));
                let corner = (b.0, a.1);
                let lines = match self.steps {
                    true => vec![(a, corner), (corner, b)],
                    false => vec![(a, b)],
                };
                let parts = lines.into_iter().flat_map(|l| dashes(l, series.dashed));
                strokes.extend(parts.map(|(a, b)| Stroke::new(a.0, a.1, b.0, b.1, colour)));
            }
        }
        let picture = Plot::default()
            .x_bounds([0.0, w])
            .y_bounds([0.0, h])
            .marker(Marker::Braille)
            .paint(|ctx| strokes.iter().for_each(|s| ctx.draw(s)));
        canvas.widget(picture, frame.plot);
    }

    /// The values' signs; where labels are too close together, only those of the ends.
    fn signs(&self, canvas: &mut Canvas<'_>, frame: &Frame) {
        let close = frame.step() < 2.0;
        let mut taken: Vec<(usize, u16)> = Vec::new();
        for series in &self.series {
            let last = series.values.len().saturating_sub(1);
            for (n, value) in series.values.iter().enumerate() {
                let Some(value) = value.filter(|_| !close || n == last || alone(series, n)) else {
                    continue;
                };
                let row = frame.row(value);
                let shared = taken.contains(&(n, row));
                let outside = series.outside.contains(&n);
                let (sign, style) = match (outside, shared) {
                    (true, _) => ("■", canvas.paint.strong),
                    (false, true) => ("◉", series.style),
                    (false, false) => (series.sign, series.style),
                };
                taken.push((n, row));
                canvas.text(frame.cell(n), row, sign, style);
            }
        }
    }

    /// The names beside the last values and levels, each on a row of its own.
    fn ends(&self, canvas: &mut Canvas<'_>, frame: &Frame, columns: u16) {
        let last = |s: &Series| s.values.iter().rev().flatten().next().copied();
        let named = self.series.iter().filter(|s| !s.end.is_empty());
        let series = named.filter_map(|s| {
            let name = format!("{} {}", s.sign, s.end);
            Some((frame.row(last(s)?), name, s.style))
        });
        let goal = canvas.paint.goal;
        let levels = self.levels.iter();
        let levels = levels.map(|l| (frame.row(l.value), l.name.clone(), goal));
        let band = self.band_end().map(|(low, high)| {
            let (top, bottom) = (frame.row(high), frame.row(low.max(frame.scale.low)));
            let name = format!("· {}", self.band_name);
            (top.midpoint(bottom), name, canvas.paint.dim)
        });
        let names = levels.chain(series).chain(band);
        let mut names: Vec<(u16, String, Style)> = names.collect();
        sort_by_key(&mut names, |(row, ..)| *row);
        let rows: Vec<u16> = names.iter().map(|(row, ..)| *row).collect();
        let (x, width) = (
            frame.plot.x + frame.plot.width + 1,
            columns.saturating_sub(1),
        );
        let side = Rect {
            x,
            width,
            ..frame.plot
        };
        for (row, (_, name, style)) in spread(&rows, side.height).into_iter().zip(names) {
            canvas.text(side, row, &name, style);
        }
    }

    /// The labels below, evenly as many as there is room for, counted back from the last.
    fn below(&self, canvas: &mut Canvas<'_>, frame: &Frame, area: Rect) {
        let y = frame.plot.y + frame.plot.height;
        let right = area.x + area.width;
        let put = |canvas: &mut Canvas<'_>, x: u16, text: &str, style| {
            let at = Rect::new(x, y, right.saturating_sub(x), 1);
            canvas.text(at, 0, text, style);
        };
        let marked = self.marked.as_ref();
        let mut until = right;
        if let Some((n, words)) = marked {
            let (x, words) = pointing(frame.cell(*n).x, words, right);
            put(canvas, x, &words, canvas.paint.strong);
            until = x;
        }
        let widest = self.labels.iter().map(|l| width(l)).max().unwrap_or(0);
        let each = ((widest + 1) as f64 / frame.step()).ceil().max(1.0) as usize;
        let from = marked.map_or(self.labels.len(), |(n, _)| *n + 1);
        for n in (0..from).rev().step_by(each) {
            let label = &self.labels[n];
            let needs = width(label) as u16;
            let x = frame.cell(n).x.saturating_sub(needs / 2).max(area.x);
            if marked.is_some_and(|(m, _)| *m == n) || x + needs >= until {
                continue;
            }
            put(canvas, x, label, canvas.paint.dim);
            until = x;
        }
        if let Some(n) = self.cursor {
            let at = frame.cell(n).x;
            let (x, label) = match marked.filter(|(m, _)| *m == n) {
                Some((_, words)) => pointing(at, words, right),
                None => {
                    let half = width(&self.labels[n]) as u16 / 2;
                    (at.saturating_sub(half).max(area.x), self.labels[n].clone())
                }
            };
            put(canvas, x, &label, canvas.paint.selected);
            canvas.cursor(at, y);
        }
    }

    /// The flags in words over the lines there is room for; where not all fit, the latest.
    fn flag_words(&self, columns: usize, rows: u16) -> Vec<String> {
        if rows < WITH_WORDS {
            return Vec::new();
        }
        let most = usize::from(rows / 7).clamp(1, 3);
        let fits = |lines: &Vec<String>| lines.len() <= most;
        let last = self.flags.len().saturating_sub(1);
        let tries = (0..=last).map(|from| told(&self.flags, from, columns));
        let mut tries = tries.skip_while(|lines| !fits(lines));
        tries.next().unwrap_or_default()
    }
}
