//! Draws the accounts behind a number, largest first, with what each adds.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::lost::Lost;
use crate::domain::behind::Counted;
use crate::domain::money::{Cents, count};
use crate::ui::table::first_made;
use crate::ui::text::counted;
use crate::ui::{Canvas, Column, Row, Table};

/// Draws it over the whole screen.
pub fn draw(canvas: &mut Canvas<'_>, state: &Lost, area: Rect) {
    let of = match state.of.as_str() {
        "" => String::new(),
        of => format!(" · {}", canvas.shared().words(of)),
    };
    let title = format!("{}{of}", state.title());
    let right = if state.read.is_some() {
        sum(canvas, state)
    } else {
        String::new()
    };
    let body = canvas.page(area, &title, &right);
    if state.read.is_none() {
        return canvas.text(body, 0, "...", canvas.theme.dim);
    }
    if state.shown.is_empty() {
        return canvas.text(body, 0, "nobody", canvas.theme.dim);
    }
    let loses = state.what().loses();
    let columns = [
        Column::rest("account"),
        Column::text("plan", if area.width >= 100 { 16 } else { 10 }),
        Column::number("was", 9),
        Column::number("is", 9),
        Column::number(state.what().amount(), 9),
        Column::text("", 6),
        Column::rest(if loses { "themes" } else { "" }),
    ];
    let room = usize::from(body.height);
    let first = first_made(state.shown.at(), room);
    let rows = state.rows().skip(first).take(2 * room);
    let rows: Vec<Row> = rows.map(|account| row(canvas, account)).collect();
    Table::new(&columns, rows)
        .after(first)
        .selected(state.shown.at(), true)
        .draw(canvas, body);
}

/// `31 accounts, €14,260 lost`; where some count more than once, how often they do together.
fn sum(canvas: &Canvas<'_>, state: &Lost) -> String {
    let (accounts, times, money) = state.sum();
    let who = counted(usize::try_from(accounts).unwrap_or(usize::MAX), "account");
    let often = if i64::try_from(accounts).is_ok_and(|n| n != times) {
        format!(" counted {} times", count(times.unsigned_abs()))
    } else {
        String::new()
    };
    let money = canvas.shared().money(money);
    format!("{who}{often}, {money} {}", state.what().amount())
}

fn row(canvas: &Canvas<'_>, account: &Counted) -> Row {
    let shared = canvas.shared();
    let word = match account.closing {
        Cents::ZERO if account.opening > Cents::ZERO => "left",
        closing if closing < account.opening => "shrank",
        _ => "",
    };
    let themes = account.themes.join(", ");
    Row::new([
        shared.account(&account.account).to_owned(),
        account.account.plan.clone(),
        shared.money(account.opening),
        shared.money(account.closing),
        shared.money(account.counted),
        word.to_owned(),
        shared.words(&themes).into_owned(),
    ])
    .styled(4, canvas.theme.money)
    .styled(6, canvas.theme.dim)
}
