//! Draws two ways of counting side by side, and the accounts that make a figure's difference.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::listing::Listing;
use crate::app::screens::reconcile::Reconcile;
use crate::domain::figure::{Figure, Ratio, RatioUnit};
use crate::domain::money::{Cents, Money, counted};
use crate::domain::reconcile::{Apart, Contribution, Reconciliation};
use crate::domain::word::Word;
use crate::ui::canvas::below;
use crate::ui::text::wrap;
use crate::ui::{Canvas, Column, Row, Table, blocks};

/// The least width in which a figure's parts stand beside it.
const WIDE: u16 = 110;

pub fn draw(canvas: &mut Canvas<'_>, listing: &Listing<Reconcile>, area: Rect) {
    let state = &listing.list;
    let own = canvas.shared().profile();
    let title = format!("{own} and {} · {}", state.right, state.period.long());
    let body = canvas.page(area, &title, "[ ] another way of counting");
    let Some(found) = &state.found else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    let mut used = figures(canvas, state, found, body);
    if let Some(words) = found.left.not_told() {
        used += canvas.wrapped(below(body, used), &words, 2, canvas.paint.dim);
    }
    let rest = below(body, used + u16::from(body.height > 18));
    accounts(canvas, listing, rest);
}

/// The figures in two columns; answers with the rows used.
fn figures(canvas: &mut Canvas<'_>, state: &Reconcile, found: &Reconciliation, area: Rect) -> u16 {
    let wide = area.width >= WIDE;
    let parts = if wide { 30 } else { 20 };
    let columns = [
        Column::text("", 17),
        Column::number(found.left.profile.word(), 11),
        Column::text("", parts),
        Column::number(found.right.profile.word(), 11),
        Column::rest(""),
    ];
    let dim = canvas.paint.dim;
    let money = canvas.shared().amounts();
    let row = |apart: &Apart| {
        let figure = apart.figure;
        let is = Some(&figure) == state.figures.key();
        let mark = if is { "▸" } else { " " };
        let parts =
            |ratio: Option<Ratio>| ratio.map_or_else(String::new, |r| short(r, wide, money));
        let row = Row::new([
            format!("{mark}{}", figure.name()),
            figure.shown(figure.of(&found.left.rates)),
            parts(apart.left),
            figure.shown(figure.of(&found.right.rates)),
            parts(apart.right),
        ]);
        let quiet = apart.accounts.is_empty() && !is;
        let row = if quiet { row.all(dim) } else { row };
        row.styled(2, dim).styled(4, dim)
    };
    Table::new(&columns, found.figures.iter().map(row)).draw(canvas, area)
}

/// A figure's parts, in whole units where there is little room.
fn short(ratio: Ratio, wide: bool, money: Money<'_>) -> String {
    if wide {
        return ratio.words(money);
    }
    let [top, bottom] = [ratio.top, ratio.bottom].map(|part| match ratio.unit {
        RatioUnit::Accounts => ratio.unit.shown(part, money),
        RatioUnit::MrrCents => money.whole_number(Cents(part)),
    });
    format!("{top} of {bottom}")
}

fn accounts(canvas: &mut Canvas<'_>, listing: &Listing<Reconcile>, area: Rect) {
    let state = &listing.list;
    let heading = heading(state, state.figure(), canvas.shared().amounts());
    canvas.text(area, 0, &heading, canvas.paint.title);
    let list = below(area, 1);
    let rows = state.rows();
    if rows.is_empty() {
        return;
    }
    let columns = usize::from(list.width).saturating_sub(2);
    let lines = |canvas: &Canvas<'_>, n: usize, selected: bool| {
        account(canvas, &rows[n], if selected { 5 } else { 3 }, columns)
    };
    let at = listing.shown.at();
    blocks::draw(canvas, list, rows.len(), at, true, &lines);
}

/// What the list below the figures is: `Gross MRR churn: 2 accounts, 250.00 more above the line`.
fn heading(state: &Reconcile, figure: Figure, money: Money<'_>) -> String {
    let name = figure.name();
    let Some(apart) = state.apart() else {
        return name.to_owned();
    };
    match (apart.left, apart.right) {
        (Some(left), Some(right)) if !apart.accounts.is_empty() => {
            let who = counted(apart.accounts.len(), "account");
            let by = |n: i64| {
                let sign = if n > 0 { "+" } else { "" };
                format!("{sign}{}", left.unit.shown(n, money))
            };
            let (top, bottom) = (right.top - left.top, right.bottom - left.bottom);
            let below = match bottom {
                0 => String::new(),
                n => format!(", {} below it", by(n)),
            };
            format!("{name} · {who} · {} above the line{below}", by(top))
        }
        (Some(_), Some(_)) => format!("{name} · no account counts differently"),
        (None, _) => {
            // Before the answer nobody asks.
            let left = state.found.as_ref().map(|found| found.left.profile);
            format!("{name} · {}", figure.meaning(left.unwrap_or(state.right)))
        }
        (_, None) => format!("{name} · {}", figure.meaning(state.right)),
    }
}

/// An account: its name and what it adds on either side, and below them why.
fn account(
    canvas: &Canvas<'_>,
    row: &Contribution,
    most: usize,
    columns: usize,
) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let (unit, money) = (row.left.unit, canvas.shared().amounts());
    let shown = |n: i64| unit.shown(n, money);
    let change = |from: i64, to: i64| format!("{} → {}", shown(from), shown(to));
    let (top, bottom) = row.by();
    let mut parts = Vec::new();
    if top != 0 || bottom == 0 {
        parts.push(change(row.left.top, row.right.top));
    }
    if bottom != 0 {
        let below = change(row.left.bottom, row.right.bottom);
        parts.push(format!("below the line {below}"));
    }
    let head = Line::from(vec![
        Span::styled(row.account.name.clone(), paint.strong),
        Span::styled(format!("   {}", parts.join(", ")), paint.money),
    ]);
    let why = wrap(&row.why, columns, most).into_iter();
    let why = why.map(|line| Line::styled(line, paint.text));
    std::iter::once(head).chain(why).collect()
}
