//! Draws the bridge: from opening to closing MRR, what came and what went, with bars. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::numbers::NumbersScreen;
use crate::domain::money::{Cents, count};
use crate::domain::tally::{Line, Tally};
use crate::ui::screens::numbers::ENDS;
use crate::ui::{Canvas, Column, Row, Table};

pub fn draw(canvas: &mut Canvas<'_>, state: &NumbersScreen, focused: bool, area: Rect) {
    let shared = canvas.shared();
    let Some(review) = state.review(shared) else {
        return;
    };
    let m = &review.metrics;
    let tally = Tally::from(m);
    if !m.begins() {
        let body = canvas.pane(area, "From opening to closing", focused);
        return canvas.aside(body, ENDS);
    }
    let net = m.mrr.closing - m.mrr.opening;
    let sign = if net.0 > 0 { "+" } else { "" };
    let [from, to, net] = [m.mrr.opening, m.mrr.closing, net].map(|sum| shared.money(sum));
    let title = format!("From {from} to {to} ({sign}{net})");
    let body = canvas.pane(area, &title, focused);
    let changes = Line::ALL.into_iter().filter_map(|row| change(row, &tally));
    let most = changes.map(|c| c.0).max().unwrap_or(0);
    let room = usize::from(body.width).saturating_sub(40);
    let rows = Line::ALL.into_iter().map(|row| {
        if row.loses() && !m.is_told() {
            return Row::new([row.row()]);
        }
        let money = shared.money(row.mrr(&tally));
        let accounts = row.accounts(&tally);
        let bar = change(row, &tally).map_or_else(String::new, |c| bar(row, c.0, most, room));
        let style = match row.sign() {
            Some('+') => canvas.paint.good,
            Some(_) => canvas.paint.bad,
            None => canvas.paint.dim,
        };
        Row::new([row.row(), money, count(accounts), bar]).styled(3, style)
    });
    let rows: Vec<Row> = rows.collect();
    let columns = Column::all(":15|>MRR:11|>accounts:8|");
    Table::new(&columns, rows)
        .selected(state.bridge.at(), focused)
        .draw(canvas, body);
}

/// The sum of a row that changes the balance.
fn change(row: Line, tally: &Tally) -> Option<Cents> {
    row.sign().map(|_| row.mrr(tally))
}

/// A full bar for what came, a hollow one for what went.
fn bar(row: Line, change: i64, most: i64, room: usize) -> String {
    let went = row.sign() == Some('-');
    let sign = if went { "░" } else { "█" };
    let share = change as f64 / most.max(1) as f64;
    let columns = (share * room as f64).ceil() as usize;
    format!(" {}", sign.repeat(columns.min(room)))
}
