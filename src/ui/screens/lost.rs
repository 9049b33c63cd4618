//! Draws the accounts lost in a period, dearest first.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::lost::Lost;
use crate::domain::money::Cents;
use crate::domain::snapshot::Way;
use crate::domain::views::LostAccount;
use crate::ui::table::first_made;
use crate::ui::text::counted;
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it over the whole screen.
pub fn draw(canvas: &mut Canvas<'_>, state: &Lost, area: Rect) {
    let of = match state.of.as_str() {
        "" => String::new(),
        of => format!(" · {}", canvas.shared().words(of)),
    };
    let title = format!("{} in {}{of}", state.title(), state.period.long());
    let sum = canvas.shared().money(Cents(state.sum().0.abs()));
    let what = if gained(state) { "gained" } else { "lost" };
    let right = format!("{}, {sum} {what}", counted(state.shown.len(), "account"));
    let body = canvas.page(area, &title, &right);
    if state.all.is_none() {
        return canvas.text(body, 0, "...", canvas.theme.dim);
    }
    if state.shown.is_empty() {
        return canvas.text(body, 0, "nobody", canvas.theme.dim);
    }
    let columns = [
        Column::rest("account"),
        Column::text("plan", if area.width >= 100 { 16 } else { 10 }),
        Column::number("was", 9),
        Column::number("is", 9),
        Column::number(what, 9),
        Column::text("", 6),
        Column::rest(if state.way.is_some() { "" } else { "themes" }),
    ];
    let room = usize::from(body.height);
    let first = first_made(state.shown.at(), room);
    let rows = state.rows().skip(first).take(2 * room);
    let rows: Vec<Row> = rows.map(|lost| row(canvas, lost)).collect();
    Table::new(&columns, rows)
        .after(first)
        .selected(state.shown.at(), true)
        .draw(canvas, body);
}

/// Whether these accounts pay more than they did.
fn gained(state: &Lost) -> bool {
    state.way.is_some_and(|way| way != Way::CameAndWent)
}

fn row(canvas: &Canvas<'_>, lost: &LostAccount) -> Row {
    let shared = canvas.shared();
    let word = match lost.closing {
        Cents::ZERO => "left",
        closing if closing < lost.opening => "shrank",
        _ => "",
    };
    let themes = lost.themes.join(", ");
    Row::new([
        shared.account(&lost.account).to_owned(),
        lost.account.plan.clone(),
        shared.money(lost.opening),
        shared.money(lost.closing),
        shared.money(Cents(lost.lost().0.abs())),
        word.to_owned(),
        shared.words(&themes).into_owned(),
    ])
    .styled(4, canvas.theme.money)
    .styled(6, canvas.theme.dim)
}
