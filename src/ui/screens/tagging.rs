//! Draws the tagging screen: the text in full, what it carries, and the key of every tag. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::tagging::{Tagging, letters};
use crate::domain::feedback::{FeedbackView, Mark, Quote};
use crate::domain::money::{count, counted};
use crate::ui::Canvas;
use crate::ui::canvas::below;
use crate::ui::text::{cut, width, wrap};

/// Rows of keys that a long text leaves room for.
const KEY_ROWS: u16 = 7;

pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let state = &canvas.model.screens.tagging;
    heading(canvas, state, area);
    let body = below(area, 2);
    match state.queue.current() {
        Some(quote) => text(canvas, state, quote, body),
        None => nothing(canvas, state, body),
    }
}

/// `not tagged 41 · €1,940 lost · by money · no filter (F)          41 left, about 8 min at this pace`
fn heading(canvas: &mut Canvas<'_>, state: &Tagging, area: Rect) {
    let paint = canvas.paint;
    let shared = canvas.shared();
    let queue = &state.queue;
    if !queue.known {
        return canvas.text(area, 0, "not tagged ...", paint.dim);
    }
    let filter = match state.filter.as_str() {
        "" => "no filter (F)".to_owned(),
        words => format!("with “{words}” (F)"),
    };
    let left = count(queue.left);
    let head = match (queue.left, queue.current()) {
        (0, Some(_)) => "what the lost said is read".to_owned(),
        _ => format!("not tagged {left}"),
    };
    let order = match (queue.left, queue.current()) {
        (0, Some(_)) => " · the rest of the period, newest first · ",
        (0, None) => " · ",
        _ => " · by money · ",
    };
    let mut spans = vec![Span::styled(head, paint.title)];
    if queue.left > 0 {
        let lost = format!(" · {} lost", shared.money(queue.mrr));
        spans.push(Span::styled(lost, paint.money));
    }
    spans.push(Span::styled(format!("{order}{filter}"), paint.text));
    let line = Line::from(spans);
    let used = line.width();
    canvas.line(area, 0, line);
    let pace = match queue.minutes_left() {
        Some(minutes) => format!("{left} left, about {minutes} min at this pace"),
        None => format!("{left} left"),
    };
    if queue.left > 0 && used + width(&pace) + 2 <= usize::from(area.width) {
        canvas.right(area, 0, &pace, paint.dim);
    }
    canvas.rule(area, 1);
}

fn text(canvas: &mut Canvas<'_>, state: &Tagging, quote: &Quote, area: Rect) {
    let paint = canvas.paint;
    let columns = usize::from(area.width);
    let facts = facts(canvas, quote);
    let body = below(area, canvas.wrapped(area, &facts, 2, paint.dim));
    let rows = body.height.saturating_sub(key_rows(canvas, area.width) + 3);
    let lines = wrap(&words(&quote.view), columns.min(100), usize::MAX);
    let rows = usize::from(rows.max(2));
    let past = state.scroll.min(lines.len().saturating_sub(rows));
    let shown = lines.iter().skip(past).take(rows);
    for (row, line) in (0..).zip(shown) {
        canvas.text(body, row, line, paint.quote);
    }
    let rest = below(body, lines.len().min(rows) as u16);
    let hidden = lines.len().saturating_sub(past + rows);
    if hidden > 0 {
        let words = format!("… {} more, PageDown", counted(hidden, "line"));
        canvas.text(rest, 0, &words, paint.dim);
    }
    carries(canvas, &quote.view, below(rest, 1));
    keys(canvas, state, below(rest, 3));
}

/// `exit survey · 12 Oct · Northwind GmbH · Pro · €1,200 lost · stated: missing features`
fn facts(canvas: &Canvas<'_>, quote: &Quote) -> String {
    let shared = canvas.shared();
    let view = &quote.view;
    let feedback = &view.feedback;
    let source = match (feedback.exit_survey, feedback.source.as_str()) {
        (true, _) => "exit survey",
        (false, "") => "feedback",
        (false, source) => source,
    };
    let mut parts = vec![source.to_owned()];
    parts.extend(feedback.received.map(|day| day.short()));
    if let Some(account) = &view.account {
        parts.push(account.name.clone());
        if !account.plan.is_empty() {
            parts.push(account.plan.clone());
        }
    }
    if quote.lost.0 > 0 {
        parts.push(format!("{} lost", shared.money(quote.lost)));
    }
    if !feedback.reason.is_empty() {
        parts.push(format!("stated: {}", feedback.reason));
    }
    parts.extend(feedback.score.map(|score| format!("score {score}")));
    parts.join(" · ")
}

fn words(view: &FeedbackView) -> String {
    match view.feedback.text.trim() {
        "" => "(no words, only what is stated above)".to_owned(),
        words => format!("“{words}”"),
    }
}

/// What the text carries: its tags, its mark, its pin.
fn carries(canvas: &mut Canvas<'_>, view: &FeedbackView, area: Rect) {
    let paint = canvas.paint;
    let mut spans = vec![Span::styled("done   ", paint.dim)];
    for tag in &view.tags {
        spans.push(Span::styled(format!("✓ {}  ", tag.name), paint.good));
    }
    match view.feedback.mark {
        Some(Mark::Praise) => spans.push(Span::styled("! praise  ", paint.warn)),
        Some(Mark::NoReason) => spans.push(Span::styled("- read, no reason in it  ", paint.warn)),
        None => {}
    }
    if view.feedback.pinned {
        spans.push(Span::styled("* pinned", paint.accent));
    }
    if spans.len() == 1 {
        spans.push(Span::styled("nothing yet", paint.dim));
    }
    canvas.line(area, 0, Line::from(spans));
}

/// Columns a tag takes with its key, and how many fit side by side.
fn cells(canvas: &Canvas<'_>, columns: u16) -> (usize, usize) {
    let tags = canvas.shared().room.tags.iter();
    let widest = tags.map(|view| width(&view.tag.name)).max().unwrap_or(0);
    let cell = (widest + 5).clamp(12, 28);
    (cell, (usize::from(columns) / cell).max(1))
}

/// Rows the keys get below the text.
fn key_rows(canvas: &Canvas<'_>, columns: u16) -> u16 {
    let (_, across) = cells(canvas, columns);
    let rows = canvas.shared().room.tags.len().div_ceil(across);
    u16::try_from(rows).unwrap_or(u16::MAX).clamp(1, KEY_ROWS)
}

/// Every tag with its key, in columns; those on the text are ticked.
fn keys(canvas: &mut Canvas<'_>, state: &Tagging, area: Rect) {
    let paint = canvas.paint;
    let shared = canvas.shared();
    let tags = letters(&shared.room.tags);
    if tags.is_empty() {
        let words = "no tags yet: / makes one, for example reporting or price";
        return canvas.text(area, 0, words, paint.text);
    }
    let has = |id| {
        let view = state.view();
        view.is_some_and(|v| v.tags.iter().any(|tag| tag.id == id))
    };
    let (cell, across) = cells(canvas, area.width);
    for (row, chunk) in (0..).zip(tags.chunks(across)) {
        let mut spans = Vec::new();
        for (key, id) in chunk {
            let sign = if has(*id) { "✓" } else { " " };
            let label = cut(shared.room.tag_name(*id), cell - 5);
            let pad = " ".repeat((cell - 4).saturating_sub(width(&label)));
            spans.push(Span::styled(format!("{sign}{key} "), paint.key));
            let style = if has(*id) { paint.good } else { paint.text };
            spans.push(Span::styled(format!("{label}{pad} "), style));
        }
        canvas.line(area, row, Line::from(spans));
    }
}

fn nothing(canvas: &mut Canvas<'_>, state: &Tagging, area: Rect) {
    let paint = canvas.paint;
    if !state.queue.known {
        return canvas.text(area, 0, "...", paint.dim);
    }
    let [head, next] = match (state.filter.is_empty(), state.queue.at()) {
        (false, 0) => [
            "No untagged text has these words.",
            "F changes or empties the filter",
        ],
        (_, 0) => [
            "Every text of this period has been read.",
            "2 shows what the themes cost; i in the lobby imports more",
        ],
        _ => [
            "That was the last one.",
            "Up goes back to the ones before; 2 shows what the themes cost",
        ],
    };
    canvas.text(area, 0, head, paint.strong);
    canvas.text(area, 1, next, paint.dim);
}
