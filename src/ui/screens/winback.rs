//! Draws whom an item could win back, or whom to tell of it, with their money, state and words. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::app::listing::Listing;
use crate::app::screens::winback::WinBackLayer;
use crate::domain::day::Day;
use crate::domain::outreach::OutreachStatus;
use crate::domain::safe::one_line;
use crate::domain::winback::{WinBack, WinBackRow};
use crate::ui::canvas::{below, top};
use crate::ui::{Canvas, Column, Row, Table};

/// Lines under the list for what the selected account said.
const WORDS: u16 = 5;

pub fn draw(canvas: &mut Canvas<'_>, listing: &Listing<WinBackLayer>, area: Rect) {
    let state = &listing.list;
    canvas.widget(Clear, area);
    let Some(found) = state.found.as_deref() else {
        return canvas.text(area, 0, "...", canvas.paint.dim);
    };
    heading(canvas, state, found, area);
    let lines = canvas.wrapped(
        below(area, 1),
        &sentence(canvas, state, found),
        3,
        canvas.paint.text,
    );
    let body = below(area, 1 + lines);
    match state.nobody() {
        Some(nobody) if found.nobody(state.paying).is_none() => {
            canvas.text(body, 0, &nobody, canvas.paint.dim);
        }
        Some(_) => {}
        None => list(canvas, listing, body),
    }
}

/// `Win back · RPT-12 Report builder · shipped 3 Nov 2026`, and what the rows shown come to.
fn heading(canvas: &mut Canvas<'_>, state: &WinBackLayer, found: &WinBack, area: Rect) {
    let title = if state.paying {
        "Tell them"
    } else {
        "Win back"
    };
    let shipped = found.shipped.map(Day::dated);
    let shipped = shipped.map_or_else(String::new, |day| format!(" {day}"));
    let item = format!("{} {} · {}{shipped}", found.key, found.title, found.status);
    let shown = match (state.all, state.rows().next()) {
        (_, None) => "",
        (true, Some(_)) => "   all",
        (false, Some(_)) => "   to contact",
    };
    let spans = vec![
        Span::styled(format!("{title} · {item}"), canvas.paint.title),
        Span::styled(shown, canvas.paint.dim),
    ];
    canvas.line(area, 0, Line::from(spans));
}

fn sentence(canvas: &Canvas<'_>, state: &WinBackLayer, found: &WinBack) -> String {
    found.sentence(state.paying, canvas.shared().amounts())
}

fn list(canvas: &mut Canvas<'_>, listing: &Listing<WinBackLayer>, area: Rect) {
    let state = &listing.list;
    let wide = area.width >= 100;
    let rows: Vec<Row> = state
        .rows()
        .map(|row| one(canvas, listing, row, wide))
        .collect();
    let columns = match (wide, state.paying) {
        (true, false) => "account:26|plan:10|owner:14|left:11|>lost MRR:9|state:10|said",
        (true, true) => "account:26|plan:10|owner:14|said so:11|>pays:9|state:10|said",
        (false, false) => "account:20|left:11|>lost MRR:9|state:10|said",
        (false, true) => "account:20|said so:11|>pays:9|state:10|said",
    };
    let columns = Column::all(columns);
    let table = top(area, area.height.saturating_sub(WORDS + 1));
    let focused = canvas.model.layers.len() == 1;
    let used = Table::new(&columns, rows)
        .selected(listing.shown.at(), focused)
        .draw(canvas, table);
    canvas.rule(area, used);
    let selected = listing.shown.key().and_then(|key| state.row(key));
    if let Some(row) = selected {
        detail(canvas, row, below(area, used + 1));
    }
}

fn one(canvas: &Canvas<'_>, listing: &Listing<WinBackLayer>, row: &WinBackRow, wide: bool) -> Row {
    let paint = canvas.paint;
    let key = (row.account.id, row.day);
    let name = format!("{}{}", listing.sign(&key), row.account.name);
    let (day, mrr) = (row.day.dated(), canvas.shared().money(row.mrr));
    let (status, said) = (row.status(), one_line(&row.quote).into_owned());
    let mut cells = vec![name];
    if wide {
        cells.extend([row.account.plan.clone(), row.owner.clone()]);
    }
    let state = cells.len() + 2;
    cells.extend([day, mrr, status.words().to_owned(), said]);
    let style = match status {
        OutreachStatus::ToContact => paint.text,
        OutreachStatus::Returned => paint.good,
        OutreachStatus::Contacted | OutreachStatus::NotWanted => paint.dim,
    };
    Row::new(cells.iter().map(String::as_str))
        .styled(state - 1, paint.money)
        .styled(state, style)
        .styled(state + 1, paint.quote)
}

/// Who looks after the selected account, how it stands, and its words.
fn detail(canvas: &mut Canvas<'_>, row: &WinBackRow, area: Rect) {
    let about = [&row.account.plan, &row.owner, &row.themes.join(", ")];
    let about = about.into_iter().filter(|words| !words.is_empty());
    let about: Vec<&str> = about.map(String::as_str).collect();
    let line = format!("{} · {}", row.stands(), about.join(" · "));
    canvas.text(area, 0, &line, canvas.paint.dim);
    let rest = below(area, 1);
    if !row.quote.is_empty() {
        let quote = format!("“{}”", row.quote);
        canvas.wrapped(rest, &quote, usize::from(rest.height), canvas.paint.quote);
    }
}
