//! Draws the list of all accounts.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::accounts::Accounts;
use crate::domain::account::AccountView;
use crate::ui::table::first_made;
use crate::ui::text::counted;
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it over the whole screen.
pub fn draw(canvas: &mut Canvas<'_>, state: &Accounts, area: Rect) {
    let title = match state.filter.as_str() {
        "" => "Accounts".to_owned(),
        words => format!("Accounts with \"{words}\""),
    };
    let more = if state.more() { " and more" } else { "" };
    let right = format!("{}{more}", counted(state.shown.len(), "account"));
    let body = canvas.page(area, &title, &right);
    if state.rows.is_none() {
        return canvas.text(body, 0, "...", canvas.theme.dim);
    }
    if state.shown.is_empty() && !state.more() {
        let words = match state.filter.as_str() {
            "" => "no accounts yet: i imports them (churnroom import FILES --currency EUR)",
            _ => "none: F looks for other words",
        };
        return canvas.text(body, 0, words, canvas.theme.dim);
    }
    let columns = [
        Column::rest("account"),
        Column::text("id", 16),
        Column::text("plan", 12),
        Column::text("segment", if area.width >= 100 { 20 } else { 10 }),
        Column::number("MRR now", 10),
    ];
    let room = usize::from(body.height);
    let first = first_made(state.shown.at(), room);
    let ids = state.shown.iter().skip(first).take(2 * room);
    let views = ids.filter_map(|id| state.row(*id));
    let rows: Vec<Row> = views.map(|view| row(canvas, view)).collect();
    Table::new(&columns, rows)
        .after(first)
        .selected(state.shown.at(), true)
        .draw(canvas, body);
}

fn row(canvas: &Canvas<'_>, view: &AccountView) -> Row {
    let shared = canvas.shared();
    let account = &view.account;
    let id = if shared.look.masked || account.external == account.name {
        ""
    } else {
        &account.external
    };
    let mut name = shared.name(&account.name, &account.alias).to_owned();
    for words in &view.standing {
        name = format!("{name} · {}", shared.words(words));
    }
    Row::new([
        name,
        id.to_owned(),
        account.plan.clone(),
        account.segment.clone(),
        shared.money(view.mrr),
    ])
    .styled(1, canvas.theme.dim)
}
