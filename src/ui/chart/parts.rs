//! The parts of a chart that need no canvas: words over lines, dashes, names on rows of their own.
//! Must not know where anything is drawn.

use super::{Flag, Series};
use crate::ui::text::{cut, width};

/// Columns a dash takes with its gap.
const DASH: f64 = 1.4;

/// The flags from one on in words, as few lines as hold them; how many are left out comes first.
pub(super) fn told(flags: &[Flag], from: usize, columns: usize) -> Vec<String> {
    let earlier = (from > 0).then(|| format!("+{from} earlier"));
    let words = flags.iter().skip(from);
    let words = words.map(|f| cut(&format!("{} {}", f.sign, f.words), columns));
    let mut lines: Vec<String> = Vec::new();
    for words in earlier.into_iter().chain(words) {
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(&words) <= columns => {
                line.push_str("   ");
                line.push_str(&words);
            }
            _ => lines.push(words),
        }
    }
    lines
}

/// A value with no neighbour: without its sign nothing of it would be seen.
pub(super) fn alone(series: &Series, n: usize) -> bool {
    let at = |n: Option<usize>| n.and_then(|n| series.values.get(n)).copied().flatten();
    at(n.checked_sub(1)).is_none() && at(n.checked_add(1)).is_none()
}

pub(super) type ChartPoint = (f64, f64);

/// A line as it is, or its dashes.
pub(super) fn dashes(
    (a, b): (ChartPoint, ChartPoint),
    dashed: bool,
) -> Vec<(ChartPoint, ChartPoint)> {
    if !dashed {
        return vec![(a, b)];
    }
    let length = (b.0 - a.0).hypot(b.1 - a.1);
    let n = (length / DASH).round().max(1.0);
    let at = |t: f64| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
    let dash = |k: u32| (at(f64::from(k) / n), at((f64::from(k) + 0.5) / n));
    (0..n as u32).map(dash).collect()
}

/// Rows near those wanted, in their order, no two the same as long as there are enough.
pub(super) fn spread(wanted: &[u16], height: u16) -> Vec<u16> {
    let mut rows: Vec<u16> = Vec::with_capacity(wanted.len());
    for row in wanted {
        let free = rows.last().map_or(0, |last| last + 1);
        rows.push((*row).max(free));
    }
    let mut end = height;
    for row in rows.iter_mut().rev() {
        *row = (*row).min(end.saturating_sub(1));
        end = *row;
    }
    rows
}

/// Words with a sign that points up at a column: to its right, or to its left where that is cut off.
pub(super) fn pointing(at: u16, words: &str, right: u16) -> (u16, String) {
    let columns = width(words) as u16;
    if at + 1 + columns <= right {
        (at, format!("▲{words}"))
    } else {
        (at.saturating_sub(columns), format!("{words}▲"))
    }
}
