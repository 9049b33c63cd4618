//! Draws the accounts lost over a theme, with their money and what they said. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::app::listing::Listing;
use crate::app::screens::winback::Winback;
use crate::domain::account::LostAccount;
use crate::domain::money::{Cents, counted};
use crate::ui::canvas::{below, top};
use crate::ui::{Canvas, Column, Row, Table};

pub fn draw(canvas: &mut Canvas<'_>, listing: &Listing<Winback>, area: Rect) {
    let state = &listing.list;
    canvas.widget(Clear, area);
    heading(canvas, state, area);
    let body = below(area, 2);
    match &state.accounts {
        None => canvas.text(body, 0, "...", canvas.paint.dim),
        Some(accounts) if accounts.is_empty() => {
            let words = "Nobody was lost over this theme in that time. Tab looks at another time.";
            canvas.text(body, 0, words, canvas.paint.text);
        }
        Some(accounts) => list(canvas, listing, accounts, body),
    }
}

/// `Win back · RPT-12 Report builder · shipped` and what the list is of.
fn heading(canvas: &mut Canvas<'_>, state: &Winback, area: Rect) {
    let shared = canvas.shared();
    let title = match state.item.as_str() {
        "" => "Who was lost over it".to_owned(),
        item => format!("Win back · {item}"),
    };
    canvas.text(area, 0, &title, canvas.paint.title);
    let when = state.period(shared).map(|p| match state.only_period {
        true => p.long(),
        false => format!("the year to {}", p.last().long()),
    });
    let when = when.unwrap_or_default();
    let sum = match &state.accounts {
        None => "...".to_owned(),
        Some(all) => {
            let sum = shared.money(state.sum());
            format!("{}, {sum}", counted(all.len(), "account"))
        }
    };
    let more = match state.themes.len() {
        0 | 1 => String::new(),
        n => format!("   theme {} of {n}, ] the next", state.at + 1),
    };
    let spans = vec![
        Span::styled(state.theme().1.to_owned(), canvas.paint.strong),
        Span::raw(format!(" · {sum} · {when}")),
        Span::styled(more, canvas.paint.dim),
    ];
    canvas.line(area, 1, Line::from(spans));
}

fn list(canvas: &mut Canvas<'_>, listing: &Listing<Winback>, accounts: &[LostAccount], area: Rect) {
    let state = &listing.list;
    let shared = canvas.shared();
    let paint = canvas.paint;
    let rows = accounts.iter().map(|a| {
        let left = a.closing == Cents::ZERO;
        let how = if left { "left" } else { "shrank" };
        let (lost, said) = (shared.money(a.lost()), state.quote(a.account.id));
        let name = format!("{}{}", listing.sign(&a.account.id), a.account.name);
        let row = Row::new([&name, &a.account.plan, how, &lost, &said]);
        row.styled(3, paint.money).styled(4, paint.quote)
    });
    let columns = Column::all(match area.width {
        100.. => "account:28|plan:10|:6|>lost MRR:9|said",
        _ => "account:20|plan:10|:6|>lost MRR:9|said",
    });
    let words = 3;
    let table = top(area, area.height.saturating_sub(words + 1));
    let focused = canvas.model.layers.len() == 1;
    let used = Table::new(&columns, rows)
        .selected(listing.shown.at(), focused)
        .draw(canvas, table);
    canvas.rule(area, used);
    if let Some(id) = listing.shown.key() {
        let quote = state.quote(*id);
        let rest = below(area, used + 1);
        canvas.wrapped(rest, &quote, usize::from(rest.height), paint.quote);
    }
}
