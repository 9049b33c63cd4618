//! Draws the Target screen: the period by a dimension, and what was noted and decided on it.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screens::numbers::words::percent;
use crate::app::screens::target::{TargetPane, TargetScreen};
use crate::domain::metrics::{Breakdown, BreakdownRow};
use crate::domain::money::count;
use crate::domain::note::{NoteKind, NoteView};
use crate::ui::canvas::{below, beside, right_of, top};
use crate::ui::text::width;
use crate::ui::{Canvas, Column, Row, Table};

/// From this width on the notes stand beside the cells.
const WIDE: u16 = 110;

pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let state = &canvas.model.screens.target;
    let line = area.height.saturating_sub(1);
    let body = top(area, line);
    if body.width >= WIDE {
        let (left, right) = beside(body, (body.width * 3 / 5).clamp(68, 110));
        cells(canvas, state, left);
        notes(canvas, state, right);
    } else {
        let few = state.rows().iter().any(|r| r.too_few);
        let remark = state.breakdown.as_deref().and_then(remark);
        let remark = remark.map_or(0, |words| lines(&words, body));
        let wanted = state.rows().len() as u16 + 2 + u16::from(few) + remark;
        let upper = top(body, wanted.clamp(4, (body.height * 3 / 5).max(4)));
        cells(canvas, state, upper);
        notes(canvas, state, below(body, upper.height));
    }
    early(canvas, state, below(area, line));
}

/// `▸ by plan   ] channel, segment, region`.
fn title(canvas: &mut Canvas<'_>, state: &TargetScreen, focused: bool, area: Rect) -> Rect {
    let shared = canvas.shared();
    let all = shared.dimensions();
    let Some(now) = state.dimension(shared) else {
        return canvas.pane(area, "by", focused);
    };
    let body = canvas.pane(area, &format!("by {}", now.0), focused);
    let at = all.iter().position(|d| d == now).unwrap_or(0);
    let others = all[at..].iter().skip(1).chain(&all[..at]);
    let others: Vec<&str> = others.map(|d| d.0.as_str()).collect();
    if !others.is_empty() {
        let rest = right_of(area, width(&now.0) as u16 + 8);
        let words = format!("] {}", others.join(", "));
        canvas.text(rest, 0, &words, canvas.paint.dim);
    }
    body
}

fn cells(canvas: &mut Canvas<'_>, state: &TargetScreen, area: Rect) {
    let focused = state.pane == TargetPane::Cells && canvas.model.layers.is_empty();
    let body = title(canvas, state, focused, area);
    let shared = canvas.shared();
    if shared.room.facts.is_some() && shared.dimensions().is_empty() {
        let words =
            "Nothing to break down by yet: import accounts with plan, segment, channel, ...";
        return canvas.text(body, 0, words, canvas.paint.text);
    }
    let Some(breakdown) = &state.breakdown else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    if breakdown.rows.is_empty() {
        let words = "no account was active in this period";
        return canvas.text(body, 0, words, canvas.paint.text);
    }
    let columns =
        Column::all("|>accounts:8|>left:5|>:8|>lost MRR:9|>of MRR:6|>share:5|>x average:10");
    let few = too_few(breakdown);
    let mut rows: Vec<Row> = breakdown.rows.iter().map(|r| row(canvas, r)).collect();
    if let Some((at, words)) = few {
        rows.insert(at, Row::heading(words, canvas.paint.dim));
    }
    let table = foot(canvas, remark(breakdown), body);
    Table::new(&columns, rows)
        .selected(state.cells.at(), focused)
        .draw(canvas, table);
}

/// The rows a remark takes.
fn lines(words: &str, area: Rect) -> u16 {
    1 + u16::from(width(words) > usize::from(area.width))
}

/// Writes a remark in the last rows of an area, where it leaves room; answers with what is left.
pub fn foot(canvas: &mut Canvas<'_>, words: Option<String>, area: Rect) -> Rect {
    let Some(words) = words.filter(|_| area.height > 4) else {
        return area;
    };
    let rows = lines(&words, area);
    let rest = top(area, area.height - rows);
    canvas.wrapped(
        below(area, rest.height),
        &words,
        usize::from(rows),
        canvas.paint.dim,
    );
    rest
}

fn row(canvas: &Canvas<'_>, row: &BreakdownRow) -> Row {
    let shared = canvas.shared();
    let (rate, style) = left(canvas, row);
    let (left, all) = row.metrics.left();
    let row = Row::new([
        row.value.clone(),
        count(all),
        row.metrics.told(count(left)).unwrap_or_default(),
        rate,
        row.metrics.told(shared.money(row.lost)).unwrap_or_default(),
        percent(row.lost_rate()),
        whole(row.share),
        of_average(row),
    ]);
    row.styled(3, style).styled(4, canvas.paint.money)
}

/// The share of a cell's accounts that left, with a sign and a colour where that is more or less than of all others
/// by more than two shares differ by themselves.
pub fn left(canvas: &Canvas<'_>, row: &BreakdownRow) -> (String, Style) {
    let rate = percent(row.metrics.rates.logo_churn);
    match row.more_left {
        Some(true) => (format!("▲ {rate}"), canvas.paint.bad),
        Some(false) => (format!("▼ {rate}"), canvas.paint.good),
        None => (rate, canvas.paint.text),
    }
}

/// A cell's index: `1.5 x`, or that there is none.
pub fn of_average(row: &BreakdownRow) -> String {
    match row.of_average {
        _ if row.too_few => "not ranked".to_owned(),
        Some(times) => format!("{times:.1} x"),
        None => "n/a".to_owned(),
    }
}

/// Why a breakdown has no rates, or only those so far, and what its signs mean; nothing where it has neither.
pub fn remark(breakdown: &Breakdown) -> Option<String> {
    let total = &breakdown.total;
    let any = breakdown.rows.iter().any(|row| row.more_left.is_some());
    let signs = any.then(|| "▲ more of them left than of all others, ▼ fewer".to_owned());
    let limit = total.not_told().or_else(|| total.limit());
    let said: Vec<String> = signs.into_iter().chain(limit).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// A share of the loss in whole percent.
pub fn whole(share: Option<f64>) -> String {
    share.map_or_else(|| "n/a".to_owned(), |s| format!("{:.0} %", s * 100.0))
}

/// Where the cells that are not ranked begin, and why they are not.
pub fn too_few(breakdown: &Breakdown) -> Option<(usize, String)> {
    let at = breakdown.rows.iter().position(|row| row.too_few)?;
    let least = breakdown.too_few;
    Some((at, format!("fewer than {least} accounts: not ranked")))
}

fn notes(canvas: &mut Canvas<'_>, state: &TargetScreen, area: Rect) {
    let focused = state.pane == TargetPane::Notes && canvas.model.layers.is_empty();
    let body = canvas.pane(area, "notes and decisions", focused);
    let segment = state.segment();
    let Some(notes) = &state.notes else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    if notes.is_empty() {
        let on = match segment.as_str() {
            "" => "here".to_owned(),
            segment => format!("on {segment}"),
        };
        let words = format!("none yet: d writes a decision {on}, n a note");
        return canvas.text(body, 0, &words, canvas.paint.dim);
    }
    let narrow = body.width < 60;
    let columns = Column::all(if narrow { ":14||:9" } else { ":22||:17" });
    let rows: Vec<Row> = notes.iter().map(|n| note(canvas, n, narrow)).collect();
    let foot = if body.height >= 7 { 4 } else { 0 };
    let list = top(body, body.height - foot);
    let used = Table::new(&columns, rows)
        .selected(state.note.at(), focused)
        .untitled()
        .draw(canvas, list);
    if foot > 0 && focused {
        in_full(canvas, state, below(body, used));
    }
}

/// The selected note in full.
fn in_full(canvas: &mut Canvas<'_>, state: &TargetScreen, area: Rect) {
    let Some(view) = state.selected_note() else {
        return;
    };
    canvas.rule(area, 0);
    let rest = below(area, 1);
    let said = [view.note.text.clone()].into_iter().chain(view.decided());
    let parts: Vec<String> = said.chain([view.note.person.clone()]).collect();
    let words = parts.join(" · ");
    canvas.wrapped(rest, &words, usize::from(rest.height), canvas.paint.text);
}

/// `plan=Team   ICP floor to 10 seats   decision, Mo`; older ones say of which review.
fn note(canvas: &Canvas<'_>, view: &NoteView, narrow: bool) -> Row {
    let shared = canvas.shared();
    let kind = match view.note.kind {
        NoteKind::Decision => "decision",
        NoteKind::Question if view.note.answer.is_empty() => "question?",
        NoteKind::Question => "question",
        NoteKind::Note | NoteKind::NoAction => "note",
    };
    let older = view.from.period.filter(|p| Some(*p) != shared.period);
    let by = older.map_or_else(|| view.note.person.clone(), |p| p.to_string());
    let by = if narrow {
        String::new()
    } else {
        format!(", {by}")
    };
    let kind = format!("{kind}{by}");
    Row::new([&view.from.segment, &view.note.text, &kind])
        .styled(0, canvas.paint.accent)
        .styled(2, canvas.paint.dim)
}

/// `gone within 90 days, joined May to Jul 2026: 12 % (22 of 171) · partner 6 % (3 of 48)`; as many cells
/// as there is room for.
fn early(canvas: &mut Canvas<'_>, state: &TargetScreen, area: Rect) {
    let Some(early) = &state.early else {
        return;
    };
    let focused = state.pane == TargetPane::Early && canvas.model.layers.is_empty();
    let share = |gone: u64, of: u64| {
        let share = gone as f64 * 100.0 / of.max(1) as f64;
        format!("{share:.0} % ({} of {})", count(gone), count(of))
    };
    let when = if early.first == early.last {
        early.last.short()
    } else {
        let (from, to) = (early.first.short(), early.last.short());
        let year = to.rsplit(' ').next().unwrap_or_default();
        let from = from.strip_suffix(year).unwrap_or(&from);
        format!("{} to {to}", from.trim_end())
    };
    let mark = if focused { "▸" } else { " " };
    let head = format!("{mark}gone within 90 days, joined {when}: ");
    let whole = share(early.gone, early.of);
    let mut used = width(&head) + width(&whole);
    let mut rest = String::new();
    for cell in early.cells.iter().filter(|_| early.cells.len() > 1) {
        let name = &cell.value;
        // Of too few the counts alone: their share would say more than there is.
        let words = if cell.too_few {
            format!(" · {name} {} of {}", count(cell.gone), count(cell.of))
        } else {
            format!(" · {name} {}", share(cell.gone, cell.of))
        };
        used += width(&words);
        if used > usize::from(area.width) {
            break;
        }
        rest.push_str(&words);
    }
    let paint = canvas.paint;
    let style = if focused { paint.selected } else { paint.text };
    let spans = vec![
        Span::styled(head, style),
        Span::styled(whole, paint.strong),
        Span::styled(rest, paint.text),
    ];
    canvas.line(area, 0, Line::from(spans));
    if focused {
        canvas.cursor(area.x, area.y);
    }
}
