//! Draws somebody else's list of losses against the room's. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::listing::Listing;
use crate::app::screens::against::{AgainstLayer, WhichDiffer};
use crate::domain::against::{Against, ClaimEntry};
use crate::domain::money::{Cents, count};
use crate::ui::canvas::{below, mark};
use crate::ui::text::wrap;
use crate::ui::{Canvas, Column, Row, Table, blocks};

pub fn draw(canvas: &mut Canvas<'_>, listing: &Listing<AgainstLayer>, area: Rect) {
    let state = &listing.list;
    let title = format!("{} against {}", state.period.long(), state.path);
    let counted = state.found.as_ref().map_or_else(String::new, |found| {
        format!("counted by {} · [ ] lists", found.profile)
    });
    let body = canvas.page(area, &title, &counted);
    let Some(found) = &state.found else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    let mut used = sums(canvas, state, found, body);
    for line in remarks(found) {
        canvas.text(below(body, used), 0, &line, canvas.paint.warn);
        used += 1;
    }
    let rest = below(body, used);
    canvas.text(rest, 0, state.which.title(), canvas.paint.title);
    let list = below(rest, 1);
    let entries = state.entries();
    if entries.is_empty() {
        return canvas.text(list, 0, "nobody", canvas.paint.dim);
    }
    let columns = usize::from(list.width).saturating_sub(2);
    let lines = |canvas: &Canvas<'_>, n: usize, selected: bool| {
        entry(canvas, &entries[n], if selected { 5 } else { 2 }, columns)
    };
    let at = listing.shown.at();
    blocks::draw(canvas, list, entries.len(), at, true, &lines);
}

/// Accounts and sums of every list; answers with the rows used.
fn sums(canvas: &mut Canvas<'_>, state: &AgainstLayer, found: &Against, area: Rect) -> u16 {
    let shared = canvas.shared();
    let money = |sum| shared.money(sum);
    let mut rows = vec![Row::new([
        "  same amount".to_owned(),
        count(found.same.accounts),
        money(found.same.mrr),
        money(found.same.mrr),
    ])];
    for which in WhichDiffer::ALL {
        let entries = which.of(found);
        let sum = |pick: fn(&ClaimEntry) -> Option<Cents>| {
            let any = entries.iter().any(|e| pick(e).is_some());
            let sum: Cents = entries.iter().filter_map(pick).sum();
            if any { money(sum) } else { String::new() }
        };
        let is = which == state.which;
        let row = Row::new([
            format!("{}{}", mark(is), which.title()),
            count(entries.len() as u64),
            sum(|e| e.theirs),
            sum(|e| e.ours),
        ]);
        let strong = canvas.paint.strong;
        rows.push(if is { row.all(strong) } else { row });
    }
    let (theirs, ours) = (&found.theirs, &found.ours);
    rows.push(Row::new([
        "  all".to_owned(),
        format!("{}, {}", count(theirs.accounts), count(ours.accounts)),
        money(theirs.mrr),
        money(ours.mrr),
    ]));
    let columns = Column::all(":18|>accounts:15|>theirs:12|>ours:12");
    Table::new(&columns, rows).draw(canvas, area)
}

/// What is to be known about the file as a whole.
fn remarks(found: &Against) -> Vec<String> {
    let mut lines: Vec<String> = found.notes.iter().map(|n| format!("  {n}")).collect();
    if let Some(first) = found.unusable.first() {
        let n = found.unusable.len();
        let rows = if n == 1 { "row" } else { "rows" };
        let why = format!("line {}: {}", first.line, first.reason);
        lines.push(format!("  {n} {rows} cannot be used; {why}"));
    }
    lines
}

/// An account with both amounts, and below them why.
fn entry(
    canvas: &Canvas<'_>,
    entry: &ClaimEntry,
    most: usize,
    columns: usize,
) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let money = canvas.shared().amounts();
    let amounts = match (entry.theirs, entry.ours) {
        (Some(theirs), Some(ours)) => {
            format!(
                "{} theirs, {} ours",
                money.number(theirs),
                money.number(ours)
            )
        }
        (Some(one), None) | (None, Some(one)) => money.number(one),
        (None, None) => String::new(),
    };
    let head = Line::from(vec![
        Span::styled(entry.name().to_owned(), paint.strong),
        Span::styled(format!("   {amounts}"), paint.money),
    ]);
    let near = entry.near.as_ref();
    let near = near.map(|near| format!("; the nearest is {}", near.name));
    let why = format!("{}{}", entry.why, near.unwrap_or_default());
    let lines = wrap(&why, columns, most).into_iter();
    let lines = lines.map(|line| Line::styled(line, paint.text));
    std::iter::once(head).chain(lines).collect()
}
