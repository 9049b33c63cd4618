//! Draws how files would be read, what is open, and the keys that settle it. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screens::receipt::Receipt;
use crate::domain::money::count;
use crate::ui::Canvas;
use crate::ui::canvas::{below, top};
use crate::ui::text::{width, wrap};

/// The most lines that one of the file's own takes.
const MOST: usize = 6;

pub fn draw(canvas: &mut Canvas<'_>, state: &Receipt, area: Rect) {
    let columns = area.width.min(120);
    let within = usize::from(columns.saturating_sub(4));
    let open = open(canvas, state, within);
    let lines = lines(canvas, state, within);
    let rows = (lines.len() + open.len() + 3).min(usize::from(area.height));
    let inner = canvas.popup(area, columns, rows as u16, "Before it is imported");
    let foot = open.len().min(usize::from(inner.height) / 2 + 1) as u16;
    let page = top(inner, inner.height.saturating_sub(foot + 1));
    let hidden = lines
        .len()
        .saturating_sub(state.scroll + usize::from(page.height));
    for (row, line) in (0..page.height).zip(lines.into_iter().skip(state.scroll)) {
        canvas.line(page, row, line);
    }
    if hidden > 0 {
        let words = format!("↓ {} more lines", count(hidden as u64 + 1));
        canvas.text(
            page,
            page.height.saturating_sub(1),
            &words,
            canvas.paint.dim,
        );
    }
    let rest = below(inner, inner.height.saturating_sub(foot));
    for (row, (words, style)) in (0..).zip(&open) {
        canvas.text(rest, row, words, *style);
    }
    canvas.cursor(inner.x, inner.y);
}

/// The files' own lines.
fn lines(canvas: &Canvas<'_>, state: &Receipt, columns: usize) -> Vec<Line<'static>> {
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
fn open(canvas: &Canvas<'_>, state: &Receipt, columns: usize) -> Vec<(String, Style)> {
    let paint = canvas.paint;
    let mut lines = Vec::new();
    let mut number = 0;
    for open in &state.looked.open {
        lines.extend(
            wrap(&open.words, columns, 3)
                .into_iter()
                .map(|line| (line, paint.warn)),
        );
        for (option, when) in &open.ways {
            number += 1;
            lines.push((format!("  {number}  {option} {when}"), paint.text));
        }
    }
    let keys = match state.looked.open.is_empty() {
        true => "Enter imports · f finance says · e say more · Esc leaves it",
        false => "a number settles it · r takes it as it stands · e say more · Esc leaves",
    };
    lines.push((keys.to_owned(), paint.key));
    lines
}
