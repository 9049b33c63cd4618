//! The drawings of the page, 360 wide: plain marks with their places, and the table that says the same.
//! Must not know any format: the template writes the marks.

mod cohorts;
mod follow;
mod themes;
mod trend;

use serde::Serialize;

use super::MinutesTable;
use super::tables::PageTable;

pub(super) use cohorts::cohorts;
pub(super) use follow::{owed, promised, stands, told};
pub(super) use themes::{one_account, themes};
pub(super) use trend::{bridge, gained, spark, trend};

/// How wide every drawing is.
const WIDTH: f64 = 360.0;

/// A drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Drawing {
    /// What it finds, in a line.
    title: String,
    /// What is drawn, for those who do not see it.
    about: String,
    width: f64,
    height: f64,
    marks: Vec<DrawnMark>,
    /// The same in figures, closed behind it.
    table: PageTable,
    /// What is to be said below it.
    below: String,
}

/// One mark; `is` says its look.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
enum DrawnMark {
    Rect {
        is: &'static str,
        x: f64,
        y: f64,
        w: f64,
        h: f64,
    },
    Line {
        is: &'static str,
        points: String,
    },
    Dot {
        is: &'static str,
        x: f64,
        y: f64,
        r: f64,
    },
    Text {
        is: &'static str,
        x: f64,
        y: f64,
        text: String,
    },
}

impl Drawing {
    fn new(title: impl Into<String>, about: impl Into<String>, table: &MinutesTable) -> Drawing {
        Drawing {
            title: title.into(),
            about: about.into(),
            width: WIDTH,
            height: 0.0,
            marks: Vec::new(),
            table: PageTable::from(table),
            below: String::new(),
        }
    }

    fn rect(&mut self, is: &'static str, (x, y): (f64, f64), (w, h): (f64, f64)) {
        let [x, y, w, h] = [x, y, w, h].map(tenth);
        self.marks.push(DrawnMark::Rect { is, x, y, w, h });
    }

    /// A line through points; of a single one nothing is seen.
    fn line(&mut self, is: &'static str, points: &[(f64, f64)]) {
        let points = points
            .iter()
            .map(|(x, y)| format!("{},{}", tenth(*x), tenth(*y)));
        let points = points.collect::<Vec<_>>().join(" ");
        self.marks.push(DrawnMark::Line { is, points });
    }

    fn dot(&mut self, is: &'static str, (x, y): (f64, f64), r: f64) {
        let [x, y] = [x, y].map(tenth);
        self.marks.push(DrawnMark::Dot { is, x, y, r });
    }

    fn text(&mut self, is: &'static str, (x, y): (f64, f64), text: impl Into<String>) {
        let ([x, y], text) = ([x, y].map(tenth), text.into());
        self.marks.push(DrawnMark::Text { is, x, y, text });
    }
}

/// Finer than a tenth of a pixel nobody sees.
fn tenth(n: f64) -> f64 {
    let n = (n * 10.0).round() / 10.0;
    if n == 0.0 { 0.0 } else { n }
}

/// Values on a way of so many pixels that begins somewhere.
#[derive(Clone, Copy)]
struct DrawnSpan {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl DrawnSpan {
    /// Where all of them lie, with the lowest at `from`; a single value lies in the middle.
    fn of(values: impl Iterator<Item = f64>, (from, to): (f64, f64)) -> DrawnSpan {
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        for value in values {
            low = low.min(value);
            high = high.max(value);
        }
        if low >= high {
            (low, high) = (low.min(0.0) - 1.0, high.max(0.0) + 1.0);
        }
        DrawnSpan {
            low,
            high,
            from,
            to,
        }
    }

    fn at(self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}
