//! Draws how files would be read, what is open, and the keys that settle it. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screens::receipt::ReceiptLayer;
use crate::domain::money::count;
use crate::ui::Canvas;
use crate::ui::canvas::{below, top};
use crate::ui::text::{width, wrap};

/// So many rows are left to the file's own lines whatever is open, if it has as many.
const LEFT: usize = 5;

/// The most lines that one of the file's own takes.
const MOST: usize = 6;

pub fn draw(canvas: &mut Canvas<'_>, state: &ReceiptLayer, area: Rect) {
    let columns = area.width.min(120);
    let within = usize::from(columns.saturating_sub(4));
    let open = open(canvas, state, within);
    let lines = lines(canvas, state, within);
    let rows = (lines.len() + open.len() + 3).min(usize::from(area.height));
    let inner = canvas.popup(area, columns, rows as u16, "Before it is imported");
    // What is open is seen whole; the file's own lines can be scrolled.
    let foot = open
        .len()
        .min(usize::from(inner.height).saturating_sub(LEFT.min(lines.len()))) as u16;
    let page = top(inner, inner.height.saturating_sub(foot + 1));
    let height = usize::from(page.height);
    let scroll = state.scroll.min(lines.len().saturating_sub(height));
    let hidden = lines.len().saturating_sub(scroll + height);
    let shown = if hidden > 0 {
        height.saturating_sub(1)
    } else {
        height
    };
    for (row, line) in (0..).zip(lines.into_iter().skip(scroll).take(shown)) {
        canvas.line(page, row, line);
    }
    if hidden > 0 {
        let words = format!("↓ {} more lines", count(hidden as u64 + 1));
        canvas.text(page, shown as u16, &words, canvas.paint.dim);
    }
    let rest = below(inner, inner.height.saturating_sub(foot));
    for (row, (words, style)) in (0..).zip(&open) {
        canvas.text(rest, row, words, *style);
    }
    let asks = state.open().is_some();
    let place = if asks { rest } else { inner };
    canvas.cursor(place.x, place.y);
}

/// The files' own lines.
fn lines(canvas: &Canvas<'_>, state: &ReceiptLayer, columns: usize) -> Vec<Line<'static>> {
    let lines = &state.looked.lines;
    let labels = lines.iter().filter(|(_, words)| !words.is_empty());
    let column = labels.map(|(label, _)| width(label)).max().unwrap_or(0);
    let paint = canvas.paint;
    let room = columns.saturating_sub(column + 2);
    let mut drawn = Vec::new();
    for (label, words) in lines {
        if words.is_empty() {
            drawn.push(Line::styled(label.clone(), paint.strong));
            continue;
        }
        let mut label = label.as_str();
        for part in wrap(words, room, MOST) {
            let pad = " ".repeat(column + 2 - width(label));
            let label = Span::styled(format!("{}{pad}", std::mem::take(&mut label)), paint.dim);
            drawn.push(Line::from(vec![label, Span::styled(part, paint.text)]));
        }
    }
    drawn
}

/// What is open, its numbers, and the keys.
fn open(canvas: &Canvas<'_>, state: &ReceiptLayer, columns: usize) -> Vec<(String, Style)> {
    let paint = canvas.paint;
    let mut lines = Vec::new();
    let all = state.looked.open.len();
    if let Some(open) = state.open() {
        let which = match all {
            1 => String::new(),
            all => format!("{} of {all} · ", state.at + 1),
        };
        let words = wrap(&format!("{which}{}", open.words), columns, 4);
        lines.extend(words.into_iter().map(|line| (line, paint.warn)));
        for (number, (option, when)) in (1..).zip(&open.ways) {
            let mut before = format!("  {number}  ");
            for part in wrap(&format!("{option} {when}"), columns.saturating_sub(5), 3) {
                lines.push((format!("{before}{part}"), paint.text));
                before = " ".repeat(5);
            }
        }
    }
    lines.push((keys(state), paint.key));
    lines
}

/// The keys; of what cannot be taken as it stands none says that it can.
fn keys(state: &ReceiptLayer) -> String {
    let (all, stand) = (state.looked.open.len(), state.can_stand());
    let takes = match (all, stand, state.open().is_some_and(|open| open.can_stand)) {
        (0, ..) => return "Enter imports · f finance says · e say more · Esc leaves it".to_owned(),
        (1, 1, _) => "r takes it as it stands · ".to_owned(),
        (_, 0, _) => String::new(),
        (all, stand, _) if all == stand => "r takes all as is · ".to_owned(),
        (all, stand, true) => format!("r takes {stand} of {all} as is · "),
        (_, 1, false) => "r takes the other as is · ".to_owned(),
        (_, stand, false) => format!("r takes {stand} others as is · "),
    };
    match all {
        1 => format!("a number settles it · {takes}e say more · Esc leaves"),
        _ => format!("a number settles it · Tab: the next · {takes}e more · Esc"),
    }
}
