//! Draws somebody else's list of losses against the room's.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::listing::Listing;
use crate::app::screens::against::{Against, Which};
use crate::domain::against::{Against as Found, Entry};
use crate::domain::money::{Cents, count};
use crate::ui::canvas::below;
use crate::ui::text::wrap;
use crate::ui::{Canvas, Column, Row, Table, blocks};

/// Draws it over the whole screen.
pub fn draw(canvas: &mut Canvas<'_>, listing: &Listing<Against>, area: Rect) {
    let state = &listing.list;
    let path = state.path.clone();
    let title = format!("{} against {path}", state.period.long());
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
    blocks::draw(
        canvas,
        list,
        entries.len(),
        listing.shown.at(),
        true,
        &|canvas, n, selected| {
            let most = if selected { 5 } else { 2 };
            entry(canvas, &entries[n], most, columns)
        },
    );
}

/// Accounts and sums of every list; answers with the rows used.
fn sums(canvas: &mut Canvas<'_>, state: &Against, found: &Found, area: Rect) -> u16 {
    let shared = canvas.shared();
    let money = |sum: Cents| shared.money(sum);
    let mut rows = vec![Row::new([
        "  same amount".to_owned(),
        count(found.same.accounts),
        money(found.same.mrr),
        money(found.same.mrr),
    ])];
    for which in Which::ALL {
        let entries = which.of(found);
        let sum = |pick: fn(&Entry) -> Option<Cents>| {
            let any = entries.iter().any(|e| pick(e).is_some());
            let sum: Cents = entries.iter().filter_map(pick).sum();
            if any { money(sum) } else { String::new() }
        };
        let is = which == state.which;
        let mark = if is { "▸ " } else { "  " };
        let row = Row::new([
            format!("{mark}{}", which.title()),
            count(entries.len() as u64),
            sum(|e| e.theirs),
            sum(|e| e.ours),
        ]);
        rows.push(if is {
            row.all(canvas.paint.strong)
        } else {
            row
        });
    }
    rows.push(Row::new([
        "  all".to_owned(),
        format!(
            "{}, {}",
            count(found.theirs.accounts),
            count(found.ours.accounts)
        ),
        money(found.theirs.mrr),
        money(found.ours.mrr),
    ]));
    let columns = [
        Column::text("", 18),
        Column::number("accounts", 15),
        Column::number("theirs", 12),
        Column::number("ours", 12),
    ];
    Table::new(&columns, rows).draw(canvas, area)
}

/// What is to be known about the file as a whole.
fn remarks(found: &Found) -> Vec<String> {
    let mut lines: Vec<String> = found.notes.iter().map(|n| format!("  {n}")).collect();
    if let Some(first) = found.unusable.first() {
        let n = found.unusable.len();
        let rows = if n == 1 { "row" } else { "rows" };
        lines.push(format!(
            "  {n} {rows} cannot be used; line {}: {}",
            first.line, first.reason
        ));
    }
    lines
}

/// An account with both amounts, and below them why.
fn entry(canvas: &Canvas<'_>, entry: &Entry, most: usize, columns: usize) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let name = match &entry.account {
        Some(account) => account.name.clone(),
        None => entry.said.clone(),
    };
    let amounts = match (entry.theirs, entry.ours) {
        (Some(theirs), Some(ours)) => format!("{} theirs, {} ours", theirs.exact(), ours.exact()),
        (Some(one), None) | (None, Some(one)) => one.exact(),
        (None, None) => String::new(),
    };
    let head = Line::from(vec![
        Span::styled(name, paint.strong),
        Span::styled(format!("   {amounts}"), paint.money),
    ]);
    let near = entry.near.as_ref().map_or_else(String::new, |near| {
        format!("; the nearest is {}", near.name.as_str())
    });
    let why = format!("{}{near}", &entry.why);
    let lines = wrap(&why, columns, most).into_iter();
    let lines = lines.map(|line| Line::from(Span::styled(line, paint.text)));
    std::iter::once(head).chain(lines).collect()
}
