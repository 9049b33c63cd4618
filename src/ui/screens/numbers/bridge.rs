//! Draws the bridge: from opening to closing MRR, what came and what went, with bars.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::numbers::Numbers;
use crate::app::screens::numbers::pane::Bridge;
use crate::domain::metrics::Metrics;
use crate::domain::money::{Cents, count};
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it.
pub fn draw(canvas: &mut Canvas<'_>, state: &Numbers, focused: bool, area: Rect) {
    let shared = canvas.shared();
    let Some(review) = state.review(shared) else {
        return;
    };
    let m = &review.metrics;
    let net = m.mrr.closing - m.mrr.opening;
    let sign = if net.0 > 0 { "+" } else { "" };
    let title = format!(
        "From {} to {} ({sign}{})",
        shared.money(m.mrr.opening),
        shared.money(m.mrr.closing),
        shared.money(net)
    );
    let body = canvas.pane(area, &title, focused);
    let most = Bridge::ALL
        .into_iter()
        .filter_map(|row| change(row, m))
        .map(|c| c.0)
        .max()
        .unwrap_or(0);
    let room = usize::from(body.width).saturating_sub(40);
    let rows = Bridge::ALL.into_iter().map(|row| {
        let (words, money, accounts) = said(row, m);
        let money = shared.money(money);
        let bar = change(row, m).map_or_else(String::new, |c| bar(row, c.0, most, room));
        let style = match row {
            Bridge::New | Bridge::Reactivation | Bridge::Expansion => canvas.theme.good,
            Bridge::Contraction | Bridge::Churn => canvas.theme.bad,
            _ => canvas.theme.dim,
        };
        Row::new([words.to_owned(), money, count(accounts), bar]).styled(3, style)
    });
    let rows: Vec<Row> = rows.collect();
    let columns = [
        Column::text("", 15),
        Column::number("MRR", 11),
        Column::number("accounts", 8),
        Column::rest(""),
    ];
    Table::new(&columns, rows)
        .selected(state.bridge.at(), focused)
        .draw(canvas, body);
}

/// What a row is called, its money and its accounts.
fn said(row: Bridge, m: &Metrics) -> (&'static str, Cents, u64) {
    let (mrr, accounts) = (&m.mrr, &m.accounts);
    match row {
        Bridge::Opening => ("opening", mrr.opening, accounts.opening),
        Bridge::New => ("+ new", mrr.new, accounts.new),
        Bridge::Reactivation => ("+ reactivation", mrr.reactivation, accounts.reactivated),
        Bridge::Expansion => ("+ expansion", mrr.expansion, accounts.grew),
        Bridge::Contraction => ("- contraction", mrr.contraction, accounts.shrank),
        Bridge::Churn => ("- churn", mrr.churn, accounts.churned),
        Bridge::Closing => ("= closing", mrr.closing, accounts.closing),
        Bridge::CameAndWent => ("came and went", mrr.came_and_went, accounts.came_and_went),
    }
}

/// The sum of a row that changes the balance.
fn change(row: Bridge, m: &Metrics) -> Option<Cents> {
    let changes = !matches!(row, Bridge::Opening | Bridge::Closing | Bridge::CameAndWent);
    changes.then(|| said(row, m).1)
}

/// A full bar for what came, a hollow one for what went.
fn bar(row: Bridge, change: i64, most: i64, room: usize) -> String {
    let sign = match row {
        Bridge::Contraction | Bridge::Churn => "░",
        _ => "█",
    };
    let share = change as f64 / most.max(1) as f64;
    let columns = (share * room as f64).ceil() as usize;
    format!(" {}", sign.repeat(columns.min(room)))
}
